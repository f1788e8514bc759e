"""What a page declares of itself in markup: JSON-LD, meta elements, links. No judgement yet."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tasks.clean.scan import Page

_ARTICLE_TYPES = re.compile(r"(Article|BlogPosting|Report|Posting|VideoObject|LiveBlogPosting)$")
_CONTROL = re.compile(r"[\x00-\x1f]")
_DEPTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The page's own words, by where they stand.

    `article` is the JSON-LD object of the story (empty if there is none), `meta` the first content of each meta
    element by lower-case name.
    """

    article: Mapping[str, Any]
    types: frozenset[str]
    meta: Mapping[str, str]
    canonical: str | None
    language: str | None


def read_declared(page: Page) -> Declared:
    """Collect what a page declares; never raises on broken JSON-LD."""
    objects = list(_linked_data(page))
    stories = [o for o in objects if any(_ARTICLE_TYPES.search(t) for t in types_of(o))]
    return Declared(
        article=max(stories, key=_weight) if stories else {},
        types=frozenset(t for o in objects for t in types_of(o)),
        meta=_meta(page),
        canonical=_canonical(page),
        language=page.tree.get("lang") or page.tree.get("xml:lang"),
    )


def types_of(item: Mapping[str, Any]) -> list[str]:
    """Return the schema.org types of a JSON-LD object."""
    kind = item.get("@type")
    return [str(k) for k in (kind if isinstance(kind, list) else [kind]) if k]


def _weight(item: Mapping[str, Any]) -> tuple[int, int]:
    named = sum(
        bool(item.get(key)) for key in ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage")
    )
    return named, len(str(item.get("articleBody") or ""))


def _linked_data(page: Page) -> Iterator[Mapping[str, Any]]:
    for script in page.tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield from _objects(_parse(script.text), 0)


def _parse(text: str) -> Any:
    for attempt in (text, _CONTROL.sub(" ", text).strip().rstrip(";").removeprefix("<![CDATA[").removesuffix("]]>")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(value.get(key), depth + 1)


def _meta(page: Page) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _canonical(page: Page) -> str | None:
    for element in page.tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return (element.get("href") or "").strip() or None
    return None


def first_text(value: Any) -> str | None:
    """Return the first text in a JSON-LD value: a text, a list of them, or an object with a name."""
    if isinstance(value, list):
        return next((text for item in value if (text := first_text(item))), None)
    if isinstance(value, dict):
        return first_text(value.get("name") or value.get("@value") or value.get("headline"))
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return None
