"""A page as a tree, parsed once: body, metadata and dates are all read from it."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

MAX_MARKUP = 5_000_000
"""Characters of a page without scripts and comments; the longest live blog we know has a third of it."""
_DEEP = 400  # real pages stay below 60 levels; every extractor is quadratic in the depth
_DEEP_MARKUP = 150_000  # up to here even 5,000 levels take less than a second
_IS_DEEP = etree.XPath("boolean(/" + "/".join("*" * _DEEP) + ")")
_TOO_MANY = 40_000  # elements: trafilatura takes 16 s for 100,000 links, its rival 0.2 s
_LONG = 20_000  # characters of a tag
_LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{{{_LONG},}}>")
_MANY_ATTRIBUTES = 2_000  # libxml2 compares each attribute with all others: 100,000 take 30 s


_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)
"""lxml.html asks a function in Python for the class of each element, to tell forms: thousands of calls a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed page; `markup` is the page without scripts and comments, for readers that parse it themselves.

    `hard` pages (too deep or too many elements) are left to the one extractor that is quick on them.
    """

    tree: Any
    markup: str
    hard: bool


class OversizedError(ValueError):
    """A page too large or too deep to be read in reasonable time; the message says by how much."""


def parse_page(markup: str) -> Page | None:
    """Parse a page; None where no element comes of it. Raises OversizedError.

    Scripts (but JSON-LD), styles and comments go first: libxml2 gives up behind 10 MB of them, and they are most of
    the bytes of a news page.
    """
    light = drop_dead_weight(markup.replace("\0", ""))
    if _has_long_tag(light):
        light = _LONG_TAG.sub(_shorten, light)
    if len(light) > MAX_MARKUP:
        raise OversizedError(f"{len(light)} characters of markup besides scripts; {MAX_MARKUP} are read")
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, default_doctype=False
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        tree = html.document_fromstring(light.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    deep = bool(_IS_DEEP(tree))
    if deep and len(light) > _DEEP_MARKUP:
        raise OversizedError(f"more than {_DEEP} levels of elements in {len(light)} characters of markup")
    return Page(tree=tree, markup=light, hard=deep or tree.xpath("count(//*)") > _TOO_MANY)


def _shorten(tag: re.Match[str]) -> str:
    return f"<{tag.group(1)}>" if tag.group().count("=") > _MANY_ATTRIBUTES else tag.group()


def drop_dead_weight(markup: str) -> str:
    """Return the page without comments, styles, drawings and scripts; JSON-LD stays. Linear in the page's length."""
    kept: list[str] = []
    done = at = 0
    missing: set[str] = set()
    while found := _DEAD.search(markup, at):
        name = found.group(1).lower()
        closing = None if name in missing else _CLOSINGS[name].search(markup, found.end())
        if closing is None:  # never closed: what follows may be the story
            missing.add(name)
            at = found.end()
            continue
        at = closing.end()
        if not _is_needed(markup, found):
            kept.append(markup[done : found.start()])
            done = at
    return "".join((*kept, markup[done:]))


_DEAD = re.compile(r"<(!--|(?:script|style|svg)(?![a-z0-9_]))", re.IGNORECASE)
_CLOSINGS = {"!--": re.compile("-->")} | {
    name: re.compile(rf"</{name}[^>]*(?:>|$)", re.IGNORECASE) for name in ("script", "style", "svg")
}


def _is_needed(markup: str, found: re.Match[str]) -> bool:
    """Tell whether a script holds data of schema.org."""
    if found.group(1).lower() != "script":
        return False
    head = markup[found.start() : found.start() + 300].lower()
    return "ld+json" in head[: head.find(">") + 1 or 300]


def _has_long_tag(markup: str) -> bool:
    """Tell whether some stretch as long as half a long tag holds no closing bracket: most pages have none."""
    step = _LONG // 2
    return any(markup.find(">", at, at + step) < 0 for at in range(0, len(markup) - step, step))
