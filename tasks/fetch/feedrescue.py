"""The bytes of a feed beside feedparser: could they exhaust it, how many items do they mark; a plain second reader.

feedparser took 13 s for a title of a million open tags and did not end on one tag with half a million attributes;
libxml2 in its forgiving mode is linear, expands no entity and opens no file.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any, Final

from lxml import etree

_MAX_TAGS: Final = 120_000
"""About 10 microseconds each in feedparser: with this many a feed still takes less than 2 s."""
_MAX_ATTRIBUTES: Final = 500
_ITEM_TAG: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:item|entry)(?=[\s>/])")

_ENCODING: Final = re.compile(rb"""encoding=["']([A-Za-z0-9._-]{1,40})["']""")


def strip_sections(payload: bytes) -> bytes:
    """Return the markup without comments and CDATA sections; one that never ends is left as it is."""
    for opening, closing in ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->")):
        kept, at = [], 0
        while (start := payload.find(opening, at)) >= 0 and (end := payload.find(closing, start)) >= 0:
            kept.append(payload[at:start])
            at = end + len(closing)
        payload = b"".join([*kept, payload[at:]])
    return payload


def is_exhausting(markup: bytes) -> bool:
    """Tell whether the markup has more tags, or more attributes in one tag, than feedparser can be asked to read."""
    if markup.count(b"<") > _MAX_TAGS:
        return True
    return any(
        len(piece) > 4 * _MAX_ATTRIBUTES and piece.partition(b">")[0].count(b"=") > _MAX_ATTRIBUTES
        for piece in markup.split(b"<")
    )


def count_items(markup: bytes) -> int:
    """Return how many items or entries the markup opens (0 for UTF-16, where bytes do not tell)."""
    return sum(1 for _ in _ITEM_TAG.finditer(markup))


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _text(element: Any) -> str:
    """Return the content of an element as text or HTML: what stands in child elements is written out again."""
    if len(element) == 0:
        return (element.text or "").strip()
    inner = [element.text or "", *(etree.tostring(child, encoding="unicode") for child in element)]
    return "".join(inner).strip()


def _link(element: Any) -> str:
    return (element.get("href") or element.text or "").strip() if element.get("rel", "alternate") == "alternate" else ""


_FIELDS: Final = {
    "title": "title",
    "guid": "guid",
    "id": "guid",
    "pubdate": "published",
    "published": "published",
    "issued": "published",
    "date": "published",
    "updated": "updated",
    "modified": "updated",
    "description": "summary",
    "summary": "summary",
    "encoded": "full",
    "content": "full",
    "language": "language",
}


def read_item(element: Any) -> dict[str, str]:
    """Return what the children of an item say, under the names title, guid, published, updated, summary, full, link."""
    told: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name == "link":
            told.setdefault("link", "")
            told["link"] = told["link"] or _link(child)
        elif name in _FIELDS and not told.get(_FIELDS[name]):
            told[_FIELDS[name]] = _text(child)
    about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    return told | ({"guid": about} if about and not told.get("guid") else {})


def _parser() -> Any:
    return etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
    )


def _parse(payload: bytes) -> Any:
    """Return the root of what libxml2 can make of the bytes, or None."""
    try:
        return etree.fromstring(payload, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return None


def rescue_items(payload: bytes, limit: int) -> tuple[str, list[dict[str, str]]]:
    """Read at most `limit` items with libxml2; return the name of the root and the items.

    Where the head of the feed is damaged, each item is read by itself.
    """
    root = _parse(payload)
    items = [] if root is None else [read_item(e) for e in islice(_items(root), limit)]
    if len(items) < min(count_items(payload), limit):
        alone = [read_item(e) for e in islice(_items_alone(payload), limit)]
        items = max(items, alone, key=len)
    return "" if root is None else _local(root), items


def _items(root: Any) -> Iterator[Any]:
    for element in root.iter():
        if _local(element) in ("item", "entry"):
            yield element


def _items_alone(payload: bytes) -> Iterator[Any]:
    """Yield each item cut out of the bytes, from its tag to the next one's."""
    encoding = _ENCODING.search(payload[:400])
    head = b'<?xml version="1.0" encoding="' + (encoding.group(1) if encoding else b"utf-8") + b'"?><items>'
    starts = [match.start() for match in _ITEM_TAG.finditer(payload)]
    for start, end in pairwise([*starts, len(payload)]):
        root = _parse(head + payload[start:end] + b"</items>")
        element = next(_items(root), None) if root is not None else None
        if element is not None:
            yield element
