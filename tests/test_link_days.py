"""On which day a report is weighed, and what a report without a day may be joined with."""

from datetime import date
from typing import Any

from schemas.mention import Mention
from tests.test_link_events import ALEPPO, DAY, SYRIA, count, link, report

NEXT = date(2015, 10, 2)
UNDATED = {"date_start": None, "date_end": None}
DATELESS = {**UNDATED, "reference_date": None, "reference_basis": None, "published_at": None}
IDLIB = {"place_id": "place:idlib-gov", "admin1": "Idlib", "lat": 35.8, "lon": 36.7, "place_precision": 4}
IDLIB_TOWN = {"place_id": "place:habit", "admin1": "Idlib", "lat": 35.45, "lon": 36.5, "place_precision": 1}


def groups(*mentions: Mention, **tolls: int) -> set[frozenset[str]]:
    linked = link([*mentions], [count(m, "killed", n) for m, n in tolls.items()])
    found: dict[str, set[str]] = {}
    for row in linked.links:
        found.setdefault(row.event_id, set()).add(row.mention_id)
    return {frozenset(ids) for ids in found.values()}


def strike(name: str, words: str = "غارة على البلدة", **fields: Any) -> Mention:
    return report(name, name, words, **fields)


def test_an_undated_report_joins_the_day_that_agrees_best_and_ties_no_two_days_together() -> None:
    later = {"date_start": NEXT, "date_end": NEXT}
    undated = strike("c", **UNDATED, reference_date=NEXT)
    reports = [strike("a"), strike("b", **later), undated]
    assert groups(*reports, a=7, c=7) == {frozenset("ac"), frozenset("b")}
    assert groups(*reports, b=7, c=7) == {frozenset("a"), frozenset("bc")}


def test_the_report_that_dates_another_is_told() -> None:
    linked = link([strike("a"), strike("c", **UNDATED, reference_date=NEXT)])
    told = {row.mention_id: (row.day, row.witness_id, row.part_id) for row in linked.links}
    assert told == {"a": (DAY, None, "a"), "c": (DAY, "a", "a")}


def test_a_post_without_any_date_joins_its_spot_by_its_number_alone() -> None:
    post = strike("p", **DATELESS)
    assert groups(strike("a"), post, a=7, p=7) == {frozenset("ap")}
    assert groups(strike("a"), post, a=7, p=6) == {frozenset("a"), frozenset("p")}
    assert groups(strike("a"), post, a=1, p=1) == {frozenset("a"), frozenset("p")}
    assert groups(strike("a", **DATELESS), post) == {frozenset("a"), frozenset("p")}


def test_the_beginning_of_a_campaign_is_its_first_strike() -> None:
    first, begun = strike("a", "شنت أولى الغارات"), strike("b", "موعد بدء العمليات", **SYRIA)
    assert groups(first, begun) == {frozenset("ab")}
    assert groups(strike("a", "الغارة الثالثة"), begun) == {frozenset("a"), frozenset("b")}


def test_depots_of_a_province_and_of_a_town_in_it_are_two_strikes_and_hospitals_one() -> None:
    for thing, together in (("مستودع", False), ("مستشفى", True)):
        pair = [strike(n, target_objects=(f"و{thing}ا",), **spot) for n, spot in (("a", IDLIB), ("b", IDLIB_TOWN))]
        assert (groups(*pair) == {frozenset("ab")}) is together


def test_the_province_that_most_texts_name_decides_the_place() -> None:
    homs = {"place_id": "place:homs-gov", "admin1": "Homs", "lat": 34.7, "lon": 37.5, "place_precision": 4}
    aleppo = {**ALEPPO, "place_id": "place:aleppo", "place_precision": 2}
    reports = [strike("a", **aleppo), strike("b", **homs), strike("c", **homs)]
    (event,) = link(reports, [count(m, "killed", 36) for m in "abc"]).events
    assert (event.admin1, event.place_id) == ("Homs", "place:homs-gov")
