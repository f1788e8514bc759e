"""Title, byline and section of a page."""

import html
import re
from typing import Any

from tasks.clean.declared import Declared, first_text
from tasks.clean.lines import fold_words
from tasks.clean.scan import Page

_SEPARATOR = re.compile(r"\s+(?:[|»«·•:]|[-–—]{1,2}|::)\s+|\s*\|\s*")
_BYLINE_LONGEST = 120


def read_title(page: Page, declared: Declared, outlets: frozenset[str]) -> str | None:
    """Return the headline without the outlet's name.

    What two places agree on is the headline: the site's name differs or is missing in one of them. `outlets` are
    known names of outlets in normal form; the page's own site name counts as one.
    """
    meta = declared.meta
    told = [
        first_text(declared.article.get("headline")),
        meta.get("og:title"),
        meta.get("twitter:title"),
        meta.get("dc.title"),
    ]
    heads = [text for h in page.tree.iter("h1") if (text := _text(h))]
    whole = whole_title(page)
    names = outlets | {fold_words(n) for n in (meta.get("og:site_name"), meta.get("application-name")) if n}
    claims = [_tidy(t) for t in (*told, whole) if t]
    for head in heads:
        if any(_starts_alike(head, claim) for claim in claims):
            return head
    for claim in claims:
        stripped = strip_outlet(claim, names)
        if stripped:
            return stripped
    return heads[0] if len(heads) == 1 else None


def whole_title(page: Page) -> str | None:
    """Return the page's title element as it stands, outlet's name and all."""
    return next((_text(t) for t in page.tree.iter("title")), None)


def _text(element: Any) -> str | None:
    return _tidy(element.text_content()) or None


def _tidy(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _starts_alike(head: str, claim: str) -> bool:
    """Tell whether a claim is the head itself, or the head and an outlet's name."""
    a, b = fold_words(head), fold_words(claim)
    return len(a.split()) >= 2 and (b == a or b.startswith(a + " "))


def strip_outlet(title: str, names: frozenset[str]) -> str:
    """Cut a known outlet's name from either end of a title, where a separator parts it from the headline."""
    cuts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(title)]
    for start, end in cuts:
        if fold_words(title[:start]) in names:
            return strip_outlet(title[end:], names)
    for start, end in reversed(cuts):
        if fold_words(title[end:]) in names:
            return strip_outlet(title[:start], names)
    return title.strip()


def read_author(declared: Declared) -> str | None:
    """Return the byline that the page declares; addresses of profiles are none."""
    meta = declared.meta
    people = declared.article.get("author")
    names = [n for item in (people if isinstance(people, list) else [people]) if (n := first_text(item))]
    told = (
        ", ".join(dict.fromkeys(names))
        or meta.get("author")
        or meta.get("article:author")
        or meta.get("parsely-author")
    )
    told = _tidy(told or "")
    return told if told and len(told) <= _BYLINE_LONGEST and not told.startswith(("http://", "https://", "@")) else None


def read_section(declared: Declared) -> str | None:
    """Return the section of the outlet, as the page names it."""
    return first_text(declared.article.get("articleSection")) or first_text(declared.meta.get("article:section"))
