"""Sitemaps: lists of addresses with dates (news sitemaps), and indexes of such lists; plain or gzip."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from tasks.fetch.captured import clean_hint
from tasks.fetch.decoding import DecodingError, TooLargeError, decode_body

MAX_SITEMAP: Final = 50 << 20
"""Bytes after decoding: the protocol's own limit (sitemaps.org)."""
MAX_ADDRESSES: Final = 50_000
"""The protocol's own limit too."""
_GZIP: Final = b"\x1f\x8b"
_NOTHING: Final = "no sitemap: it lists neither addresses nor sitemaps"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapAddress:
    """One address of a sitemap with what it tells of the article there."""

    url: str
    last_modified: str | None = None
    published: str | None = None
    """news:publication_date, as written."""
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """The addresses of a sitemap, in its order; of an index the sitemaps that it names."""

    addresses: tuple[SitemapAddress, ...]
    sitemaps: tuple[SitemapAddress, ...]
    troubles: tuple[str, ...] = ()


_FIELDS: Final = {
    "loc": "url",
    "lastmod": "last_modified",
    "publication_date": "published",
    "title": "title",
    "language": "language",
}


def parse_sitemap(payload: bytes) -> Sitemap:
    """Return what a sitemap lists. Never raises; what could not be read is told in `troubles`."""
    if payload.startswith(_GZIP):
        try:
            payload = decode_body([payload], "gzip", MAX_SITEMAP)
        except (DecodingError, TooLargeError, zlib.error) as error:
            return Sitemap(addresses=(), sitemaps=(), troubles=(str(error),))
    if len(payload) > MAX_SITEMAP:
        return Sitemap(addresses=(), sitemaps=(), troubles=(f"larger than {MAX_SITEMAP >> 20} MB",))
    if not payload.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<" not in payload[:1000]:
        return _parse_text(payload)
    return _parse_xml(payload)


def _parse_text(payload: bytes) -> Sitemap:
    lines = payload.decode("utf-8-sig", "replace").split()
    found = [SitemapAddress(url=line[:4096]) for line in lines if line.startswith(("http://", "https://"))]
    troubles = _too_many(len(found)) if found else (_NOTHING,)
    return Sitemap(addresses=tuple(found[:MAX_ADDRESSES]), sitemaps=(), troubles=troubles)


def _too_many(found: int) -> tuple[str, ...]:
    more = f"more than {MAX_ADDRESSES} addresses, of which the first were read"
    return (more,) if found > MAX_ADDRESSES else ()


def _parse_xml(payload: bytes) -> Sitemap:
    lists: dict[str, list[SitemapAddress]] = {"url": [], "sitemap": []}
    troubles: list[str] = []
    try:
        for name, address in _entries(payload):
            if len(lists[name]) >= MAX_ADDRESSES:
                troubles += _too_many(MAX_ADDRESSES + 1)
                break
            if address is None:
                troubles.append(f"a <{name}> without an address")
            else:
                lists[name].append(address)
    except etree.XMLSyntaxError as error:
        troubles.append(f"ill-formed: {error}")
    if not lists["url"] and not lists["sitemap"] and not troubles:
        troubles.append(_NOTHING)
    return Sitemap(addresses=tuple(lists["url"]), sitemaps=tuple(lists["sitemap"]), troubles=tuple(troubles[:20]))


def _entries(payload: bytes) -> Iterator[tuple[str, SitemapAddress | None]]:
    """Yield each <url> and <sitemap> as it ends and let go of it, so that memory holds one at a time."""
    reading = etree.iterparse(
        io.BytesIO(payload),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    for _, element in reading:
        yield _local(element), _read_entry(element)
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _read_entry(element: Any) -> SitemapAddress | None:
    told: dict[str, str | None] = {}
    for child in element.iter():
        field = _FIELDS.get(_local(child))
        if field and not told.get(field):
            told[field] = clean_hint(child.text or "")
    url = told.pop("url", None)
    return SitemapAddress(url=url, **told) if url else None
