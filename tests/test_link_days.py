"""On which day a report is weighed, and what a report without a day may be joined with."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from schemas.mention import Mention
from tests.test_link_events import ALEPPO, DAY, SYRIA, count, link, report

NEXT = DAY + timedelta(days=1)
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


def test_the_act_that_struck_a_mosque_is_the_bombing_of_the_mosque() -> None:
    bombing = {"sub_event_type": "Remote explosive/landmine/IED", "target_objects": ("مسجدا",)}
    act = {"sub_event_type": "Attack", "target_objects": ("مسجد",)}
    pair = [strike("a", "تفجير", **bombing, **IDLIB), strike("b", "العمل الإرهابي", **act, **IDLIB)]
    assert groups(*pair) == {frozenset("ab")}
    depot = [replace(m, target_objects=("مستودعا",)) for m in pair]
    assert groups(*depot) == {frozenset("a"), frozenset("b")}


SUNDAY, MONDAY = {"weekday": 7}, {"weekday": 1}


def test_posts_without_a_date_that_tell_one_weekday_of_one_village_are_one() -> None:
    post = strike("p", **DATELESS, **SUNDAY)
    assert groups(post, strike("q", **DATELESS, **SUNDAY)) == {frozenset("pq")}
    assert groups(post, strike("q", **DATELESS, **MONDAY), p=7, q=7) == {frozenset("p"), frozenset("q")}
    assert groups(post, strike("q", **DATELESS)) == {frozenset("p"), frozenset("q")}


def test_in_a_city_a_weekday_is_not_enough() -> None:
    city = {**DATELESS, **SUNDAY, "place_id": "place:sy-aleppo", "lat": 36.2, "lon": 37.16}
    assert groups(strike("p", **city), strike("q", **city)) == {frozenset("p"), frozenset("q")}


def test_two_undated_strikes_on_a_city_are_two_and_on_a_village_one() -> None:
    city = {"place_id": "place:sy-aleppo", "lat": 36.2, "lon": 37.16}
    for spot, together in ((city, False), ({}, True)):
        pair = [strike(n, w, **UNDATED, actor_ids=(), **spot) for n, w in (("p", "غارة ليلية"), ("q", "قصف الطيران"))]
        assert (groups(*pair) == {frozenset("pq")}) is together
    dated = [strike(n, w, actor_ids=(), **city) for n, w in (("p", "غارة ليلية"), ("q", "قصف الطيران"))]
    assert groups(*dated) == {frozenset("pq")}


def test_a_post_meets_the_dated_report_of_its_weekday() -> None:
    dated = strike("a")
    assert groups(dated, strike("p", **DATELESS, weekday=DAY.isoweekday())) == {frozenset("ap")}
    assert groups(dated, strike("p", **DATELESS, weekday=NEXT.isoweekday())) == {frozenset("a"), frozenset("p")}


def test_one_dead_and_one_hurt_in_both_posts_are_as_good_as_a_number() -> None:
    posts = [strike(n, **DATELESS) for n in "pq"]
    tolls = [count(m, measure, 1) for m in "pq" for measure in ("killed", "injured")]
    assert len(link(posts, tolls).events) == 1
    assert len(link(posts, tolls[:2]).events) == 2


def test_a_night_is_dated_either_way_and_its_dead_are_counted_once() -> None:
    later = {"date_start": NEXT, "date_end": NEXT}
    evening, dawn = strike("a", "غارة مساء الأربعاء"), strike("b", "غارة فجر الخميس", **later)
    assert groups(evening, dawn, a=7, b=7) == {frozenset("ab")}
    assert groups(evening, dawn, a=7, b=6) == {frozenset("a"), frozenset("b")}
    assert groups(strike("a"), strike("b", **later), a=7, b=7) == {frozenset("a"), frozenset("b")}
    assert groups(strike("a"), strike("b", **later), a=23, b=23) == {frozenset("ab")}


def test_the_same_named_hospital_is_known_on_the_next_day() -> None:
    hit = {"target_objects": ("مشفى",), "target_ids": ("actor:civilians",)}
    later = {**hit, "date_start": NEXT, "date_end": NEXT}
    first = strike("a", "غارة على مشفى النور", **hit)
    assert groups(first, strike("b", "قصف مشفى النور", **later), a=7, b=9) == {frozenset("ab")}
    assert groups(first, strike("b", "قصف مشفى الأمل", **later), a=7, b=9) == {frozenset("a"), frozenset("b")}


def test_a_quarter_lies_in_its_city_and_another_quarter_beside_it() -> None:
    city = {**ALEPPO, "place_id": "place:sy-aleppo", "place_precision": 1}
    quarter = {**city, "place_id": "place:sy-sukkari", "lat": 36.175, "lon": 37.15}
    other = {**city, "place_id": "place:sy-fardous-aleppo", "lat": 36.185, "lon": 37.16}
    strikes = [strike("a", **city), strike("b", **quarter)]
    assert groups(*strikes, a=7, b=7) == {frozenset("ab")}
    assert groups(strike("a", **other), strikes[1], a=7, b=6) == {frozenset("a"), frozenset("b")}


def test_a_village_that_no_list_holds_is_known_by_its_name() -> None:
    village = {"place_id": None, "place_name_ar": "العزيزية", "lat": None, "lon": None}
    other = {**village, "place_name_ar": "المشيرفة"}
    assert groups(strike("a", **village), strike("b", **village)) == {frozenset("ab")}
    assert groups(strike("a", **village), strike("b", **other)) == {frozenset("a"), frozenset("b")}


def test_one_of_those_who_signed_a_statement_also_speaks_for_himself() -> None:
    speech = {
        "kind": "verbal",
        "event_type": "Verbal",
        "sub_event_type": "Criticism",
        "place_id": None,
        "lat": None,
        "lon": None,
        "target_ids": ("actor:ru",),
    }
    signed = ("actor:fr", "actor:de", "actor:gb", "actor:tr", "actor:us")
    joint = strike("a", "بيان مشترك", **speech, actor_ids=signed)
    assert groups(joint, strike("b", "انتقاد تركي", **speech, actor_ids=("actor:tr",))) == {
        frozenset("a"),
        frozenset("b"),
    }
    assert groups(joint, strike("b", "نداء", **speech, actor_ids=("actor:tr", "actor:us"))) == {frozenset("ab")}
