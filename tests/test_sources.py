"""Source files: valid, unique, tied to an actor; rules that end with a day."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from tasks.extract.entity_data import read_known
from tasks.knowledge import Knowledge, KnowledgeError, load_knowledge
from tasks.sources import clean_rules, lint_sources, source_rows, unverified_addresses

KNOWLEDGE = load_knowledge()
GOOD: dict[str, Any] = {
    "name": {"en": "Example", "ar": "مثال"},
    "kind": "outlet",
    "country": "LB",
    "language": "ar",
    "timezone": "Asia/Beirut",
    "owner": "private",
    "is_wire": False,
    "is_state": False,
    "homepage": "https://example.org/",
    "entity_id": "actor:reuters",
    "feeds": [{"url": "https://example.org/rss", "verified": False}],
    "sitemaps": [],
    "expect": {"articles_per_day": [1, 10]},
    "clean": [{"line": "تابعونا على", "reason": "invitation to follow", "until": date(2015, 10, 31)}],
}


def knowledge_of(*records: tuple[str, dict[str, Any]]) -> Knowledge:
    return replace(KNOWLEDGE, records=MappingProxyType(dict(records)))


def test_every_source_file_is_valid() -> None:
    assert lint_sources(KNOWLEDGE) == []


def test_the_arab_world_and_the_international_press_are_covered() -> None:
    rows = source_rows(KNOWLEDGE)
    assert len(rows) >= 45
    assert len({row.country for row in rows}) >= 20
    assert sum(row.is_wire for row in rows) >= 20
    assert {"ar", "en"} <= {row.language for row in rows}


def test_every_source_is_an_actor_that_claims_can_name() -> None:
    actors = read_known(KNOWLEDGE, "actors")
    assert [row.source_id for row in source_rows(KNOWLEDGE) if row.entity_id not in actors] == []


def test_no_address_is_called_verified_before_a_check_has_seen_it() -> None:
    addresses = {a for row in source_rows(KNOWLEDGE) for a in (*row.feeds, *row.sitemaps)}
    assert {address for _, address in unverified_addresses(KNOWLEDGE)} == addresses


def test_rule_with_a_last_day_spares_later_pages_and_cleans_undated_ones() -> None:
    (rule,) = clean_rules(knowledge_of(("sources/lb/example.yml", GOOD)))["example"]
    assert rule.holds_on(date(2015, 10, 31))
    assert not rule.holds_on(date(2015, 11, 1))
    assert rule.holds_on(None)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"timezone": "Asia/Beyrouth"}, "time zone"),
        ({"country": "SY"}, "folder"),
        ({"kind": "blog"}, "kind"),
        ({"feeds": [{"url": "ftp://example.org/rss", "verified": False}]}, "http"),
        ({"feeds": ["https://example.org/rss"]}, "verified"),
        ({"expect": {"articles_per_day": [10, 1]}}, "low, high"),
        ({"is_wire": "no"}, "is_wire"),
        ({"clean": [{"line": "x", "reason": "y", "until": "soon"}]}, "until"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_wrong_file_is_told_with_its_name_and_what_to_do(change: dict[str, Any], word: str) -> None:
    knowledge = knowledge_of(("sources/lb/example.yml", GOOD | change))
    problems = lint_sources(knowledge)
    assert any(word in p and p.startswith("sources/lb/example.yml") for p in problems)
    with pytest.raises(KnowledgeError):
        source_rows(knowledge)


def test_same_id_in_two_countries_is_an_error() -> None:
    knowledge = knowledge_of(("sources/lb/example.yml", GOOD), ("sources/sy/example.yml", GOOD | {"country": "SY"}))
    assert any("taken" in problem for problem in lint_sources(knowledge))
