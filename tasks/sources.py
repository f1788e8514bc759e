"""The outlets, agencies and archives that we read, as `knowledge/sources/<cc>/<outlet>.yml` describes them.

The file's stem is the source's id. A feed address says whether a check has seen it (`verified`); a clean-up rule
may say the last day on which the outlet's pages carried the line (`until`), so that old captures stay cleanable
after a redesign and new ones are not cut by a rule that no longer fits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from schemas.source import Source
from tasks.knowledge import Knowledge, KnowledgeError

_KINDS = frozenset({"outlet", "agency", "institution", "archive"})
_KEYS = {
    "name": dict,
    "kind": str,
    "country": str,
    "language": str,
    "timezone": str,
    "owner": str,
    "is_wire": bool,
    "is_state": bool,
    "homepage": str,
    "entity_id": str,
    "feeds": list,
    "sitemaps": list,
    "expect": dict,
    "clean": list,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanRule:
    """One line that an outlet puts into its texts: `line` is its beginning; `until` the last day it was seen."""

    line: str
    reason: str
    until: date | None

    def holds_on(self, day: date | None) -> bool:
        """Tell whether pages of a day may carry the line; a page without a day may."""
        return day is None or self.until is None or day <= self.until


def _records(knowledge: Knowledge) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, record in knowledge.records_below("sources"):
        yield path, PurePosixPath(path).stem, record


def source_rows(knowledge: Knowledge) -> tuple[Source, ...]:
    """Return all sources, sorted by id.

    Raises KnowledgeError that names the file where one lacks a key or holds a wrong value.
    """
    problems = lint_sources(knowledge)
    if problems:
        raise KnowledgeError("; ".join(problems))
    return tuple(sorted((_row(stem, record) for _, stem, record in _records(knowledge)), key=lambda s: s.source_id))


def _row(source_id: str, record: Mapping[str, Any]) -> Source:
    low, high = record["expect"]["articles_per_day"]
    return Source(
        source_id=source_id,
        name_en=record["name"].get("en"),
        name_ar=record["name"].get("ar"),
        kind=record["kind"],
        country=record["country"],
        language=record["language"],
        timezone=record["timezone"],
        owner=record["owner"],
        is_wire=record["is_wire"],
        is_state=record["is_state"],
        homepage=record["homepage"],
        feeds=tuple(feed["url"] for feed in record["feeds"]),
        sitemaps=tuple(sitemap["url"] for sitemap in record["sitemaps"]),
        entity_id=record["entity_id"],
        articles_low=low,
        articles_high=high,
    )


def unverified_addresses(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Return source id and address of every feed and sitemap that no check has seen yet."""
    return tuple(
        (stem, address["url"])
        for _, stem, record in _records(knowledge)
        for address in (*record["feeds"], *record["sitemaps"])
        if not address["verified"]
    )


def clean_rules(knowledge: Knowledge) -> dict[str, tuple[CleanRule, ...]]:
    """Return the clean-up rules of every source that has some, by source id."""
    found = {
        stem: tuple(
            CleanRule(line=rule["line"], reason=rule["reason"], until=rule.get("until")) for rule in record["clean"]
        )
        for _, stem, record in _records(knowledge)
        if isinstance(record, dict)
    }
    return {source_id: rules for source_id, rules in found.items() if rules}


def lint_sources(knowledge: Knowledge) -> list[str]:
    """Return what is wrong in the source files, one sentence each with the file; ids, types, zones, addresses."""
    found: list[str] = []
    seen: dict[str, str] = {}
    for path, stem, record in _records(knowledge):
        if stem in seen:
            found.append(f"{path}: the id {stem} is taken by {seen[stem]}")
        seen[stem] = path
        found += [f"{path}: {problem}" for problem in (*_lint_shape(record), *_lint_values(path, record))]
    return found


def _lint_shape(record: Mapping[str, Any]) -> Iterator[str]:
    for key, kind in _KEYS.items():
        if not isinstance(record.get(key), kind):
            yield f"{key} is missing or is no {kind.__name__}"
    yield from (f"unknown key {key}" for key in record if key not in _KEYS)


def _lint_values(path: str, record: Mapping[str, Any]) -> Iterator[str]:
    if record.get("kind") not in _KINDS:
        yield f"kind is one of {', '.join(sorted(_KINDS))}"
    if PurePosixPath(path).parent.name != str(record.get("country")).lower():
        yield "country and folder differ"
    yield from _lint_zone(str(record.get("timezone")))
    for address in (*(record.get("feeds") or ()), *(record.get("sitemaps") or ())):
        if not isinstance(address, dict) or not isinstance(address.get("verified"), bool):
            yield "an address is `url` and `verified: true|false`"
        elif urlsplit(str(address.get("url"))).scheme not in ("http", "https"):
            yield f"{address.get('url')} is no http address"
    bounds = (record.get("expect") or {}).get("articles_per_day")
    if not (isinstance(bounds, list) and len(bounds) == 2 and 0 <= bounds[0] <= bounds[1]):
        yield "expect.articles_per_day is [low, high]"
    yield from _lint_clean(record)


def _lint_zone(name: str) -> Iterator[str]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        yield f"{name} is no IANA time zone"


def _lint_clean(record: Mapping[str, Any]) -> Iterator[str]:
    for rule in record.get("clean") or ():
        if not isinstance(rule, dict) or not {"line", "reason"} <= set(rule) <= {"line", "reason", "until"}:
            yield "a clean-up rule is `line`, `reason` and, where the outlet stopped, `until`"
        elif not isinstance(rule.get("until"), date | None):
            yield "`until` is a day such as 2015-10-31"
