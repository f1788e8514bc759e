"""A page as a tree, parsed once: body, metadata and dates are all read from it."""

from dataclasses import dataclass
from typing import Any

from lxml import etree, html


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed page; `markup` is the page without scripts and comments, for readers that parse it themselves."""

    tree: Any
    markup: str
    elements: int


def parse_page(markup: str) -> Page | None:
    """Parse a page; None where no element comes of it.

    Scripts (but JSON-LD), styles and comments go first: libxml2 gives up behind 10 MB of them, and they are most of
    the bytes of a news page.
    """
    light = drop_dead_weight(markup.replace("\0", ""))
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, default_doctype=False
    )
    try:
        tree = html.document_fromstring(light.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return Page(tree=tree, markup=light, elements=sum(1 for _ in tree.iter()))


def drop_dead_weight(markup: str) -> str:
    """Return the page without comments, styles and scripts; JSON-LD stays. Linear in the length of the page."""
    lower = markup.lower()
    if len(lower) != len(markup):  # letters whose small form is longer would shift every place
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in markup)
    for opening, closing in (("<!--", "-->"), ("<script", "</script"), ("<style", "</style")):
        markup, lower = _drop(markup, lower, opening, closing)
    return markup


def _drop(markup: str, lower: str, opening: str, closing: str) -> tuple[str, str]:
    kept: list[tuple[int, int]] = []
    done = at = 0
    while (at := lower.find(opening, at)) >= 0:
        end = lower.find(closing, at + len(opening))
        if end < 0:
            break
        close = lower.find(">", end) + 1 or len(lower)
        if not _is_needed(lower, opening, at):
            kept.append((done, at))
            done = close
        at = close
    kept.append((done, len(markup)))
    return "".join(markup[a:b] for a, b in kept), "".join(lower[a:b] for a, b in kept)


def _is_needed(lower: str, opening: str, at: int) -> bool:
    """Tell whether an element that is usually dropped is kept: data of schema.org, conditional comments never."""
    if opening != "<script":
        return False
    head = lower[at : at + 300]
    return "ld+json" in head[: head.find(">") + 1 or 300]
