"""The knowledge that cleaning needs, compiled once per process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tasks.clean.attribution import AttributionWords, read_attribution_words
from tasks.clean.decode import read_letter_pairs
from tasks.clean.language import read_language_names
from tasks.clean.line_words import LineWords, read_line_words
from tasks.clean.lines import fold_words
from tasks.clean.refusal import RefusalRule, read_refusal_rules
from tasks.clean.residue_rules import RuleBook, build_rule_book
from tasks.clean.urls import UrlRules, read_url_rules
from tasks.knowledge import Knowledge
from tasks.sources import CleanRule, clean_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """Compiled lists.

    `outlets` are the names of all known outlets in normal form, `zones`, `countries` and `outlet_lines` (what an
    outlet prints into its texts) theirs by source_id.
    """

    letter_pairs: tuple[str, ...]
    rules: RuleBook
    line_words: LineWords
    urls: UrlRules
    languages: Mapping[str, str]
    outlets: frozenset[str]
    zones: Mapping[str, str]
    countries: Mapping[str, str]
    attribution: AttributionWords
    refusals: tuple[RefusalRule, ...]
    outlet_lines: Mapping[str, tuple[CleanRule, ...]]


_KITS: dict[str, Kit] = {}


def build_kit(knowledge: Knowledge) -> Kit:
    """Return the compiled knowledge; the same object for the same knowledge."""
    kit = _KITS.get(knowledge.hash)
    if kit is None:
        kit = _KITS[knowledge.hash] = _compile(knowledge)
    return kit


def _compile(knowledge: Knowledge) -> Kit:
    sources = _sources(knowledge)
    names = (str(name) for source in sources.values() for name in (source.get("name") or {}).values())
    outlets = frozenset(fold_words(name) for name in names if name)
    return Kit(
        letter_pairs=read_letter_pairs(knowledge),
        rules=build_rule_book(knowledge),
        line_words=read_line_words(knowledge),
        urls=read_url_rules(knowledge),
        languages=read_language_names(knowledge),
        outlets=outlets,
        zones=_told_of_sources(sources, "timezone"),
        countries=_told_of_sources(sources, "country"),
        refusals=read_refusal_rules(knowledge),
        outlet_lines=clean_rules(knowledge),
        attribution=read_attribution_words(knowledge, outlets=outlets, places=_place_names(knowledge)),
    )


def _sources(knowledge: Knowledge) -> dict[str, Mapping[str, Any]]:
    """Return the sources by id: the stem of their file."""
    return {
        path.rsplit("/", 1)[-1].removesuffix(".yml"): record
        for path, record in knowledge.records_below("sources")
        if isinstance(record, dict)
    }


def _told_of_sources(sources: Mapping[str, Mapping[str, Any]], key: str) -> dict[str, str]:
    return {source_id: str(source[key]) for source_id, source in sources.items() if source.get(key)}


def _place_names(knowledge: Knowledge) -> frozenset[str]:
    """Return every name of every place in normal form: a dateline's place is believed only if it is one."""
    return frozenset(
        fold_words(name)
        for _, rows in knowledge.lists_below("places")
        for row in rows
        for column in ("name_en", "name_ar", "aliases")
        for name in row.get(column, "").split("|")
        if name
    )
