"""Which reports are the same happening, and what is said of it."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from schemas.entity import Entity
from schemas.ids import content_id
from schemas.mention import Claim, Mention, Quantity
from tasks.knowledge import load_knowledge
from tasks.link.events import Linked, Reports, link_mentions
from tasks.link.origins import find_bodies
from tasks.link.weights import read_weights

DAY = date(2015, 9, 30)
ENTITIES = {
    e: Entity(entity_id=e, kind=kind, name_en=e, name_ar=None, parent_id=parent, country=None, source=None)
    for e, kind, parent in (
        ("actor:ru", "state", None),
        ("actor:ru-mod", "ministry", "actor:ru"),
        ("actor:ru-spokesman", "person", "actor:ru-mod"),
        ("actor:ru-air-force", "air-force", "actor:ru-mod"),
        ("actor:sohr", "observatory", None),
        ("actor:snc", "coalition", None),
        ("actor:is", "armed-group", None),
        ("actor:jf", "coalition", None),
        ("actor:civilians", "civilians", None),
        ("actor:activists", "community", None),
    )
}
HOMS = {"place_id": "place:homs", "admin1": "Homs", "lat": 34.73, "lon": 36.71, "place_precision": 1}
ALEPPO = {"place_id": "place:aleppo-gov", "admin1": "Aleppo", "lat": 36.2, "lon": 37.16, "place_precision": 4}
SYRIA = {"place_id": "place:sy", "admin1": None, "lat": None, "lon": None, "place_precision": 6}


def report(name: str, article: str, words: str, **fields: Any) -> Mention:
    base: dict[str, Any] = {
        "kind": "physical",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "plover_code": None,
        "status": "asserted",
        "modality": "realis",
        "actor_ids": ("actor:ru-air-force",),
        "target_ids": (),
        "target_objects": (),
        "actor_text": None,
        "target_text": None,
        "place_text": None,
        "place_name_en": None,
        "place_name_ar": None,
        "country": "SY",
        "other_place_ids": (),
        "date_start": DAY,
        "date_end": DAY,
        "date_precision": 1,
        "date_text": None,
        "reference_date": date(2015, 10, 1),
        "reference_basis": "published",
        "weapon_id": None,
        "weapon_text": None,
        "parent_mention_id": None,
        "published_at": datetime(2015, 10, 1, tzinfo=UTC),
        **HOMS,
        **fields,
    }
    return Mention(
        mention_id=name, article_id=article, evidence=words, evidence_start=0, evidence_end=len(words),
        more_evidence=(), confidence=1.0, rule_ids=(), extractor="rules:ar", extractor_version="t",
        knowledge_hash="t", batch_id="b", **base,
    )  # fmt: skip


def count(mention: str, measure: str, low: int | None, high: int | None = -1, victim: str = "all") -> Quantity:
    top = low if high == -1 else high
    best = low if low == top else None
    return Quantity(
        mention_id=mention, measure=measure, victim_class=victim, low=low, best=best, high=top, text="-", start=0, end=1
    )


def claim(mention: str, who: str | None, stance: str = "asserts", field: str | None = None) -> Claim:
    return Claim(
        claim_id=content_id(mention, who, stance, field), mention_id=mention, stance=stance, source_entity_id=who,
        source_text=who or "narrator", via_entity_id=None, field=field, evidence="-", evidence_start=0, evidence_end=1,
    )  # fmt: skip


def link(
    mentions: list[Mention], quantities: list[Quantity] = [], claims: list[Claim] = [],  # noqa: B006 never changed
    stories: dict[str, str] | None = None,
) -> Linked:  # fmt: skip
    reports = Reports(
        mentions=tuple(mentions), quantities=tuple(quantities), claims=tuple(claims), stories=stories or {}
    )
    return link_mentions(reports, ENTITIES, load_knowledge())


def test_a_toll_claimed_in_homs_and_told_of_aleppo_is_one_contested_event_with_a_conflict_of_place() -> None:
    linked = link(
        [report("a", "1", "مقتل 36 مدنيا", target_ids=("actor:civilians",)),
         report("b", "2", "قتل 36 شخصا", target_ids=("actor:civilians",), **ALEPPO)],
        [count("a", "killed", 36), count("b", "killed", 36)],
        [claim("a", "actor:snc"), claim("a", "actor:ru", "denies"), claim("b", "actor:snc")],
    )  # fmt: skip
    (event,) = linked.events
    assert (event.status, event.n_origins, event.deniers) == ("contested", 2, ("actor:ru",))
    assert (event.killed_low, event.killed_best, event.killed_high) == (36, 36, 36)
    assert {c.value for c in event.conflicts if c.slot == "place"} == {"Homs", "Aleppo"}


def test_one_bulletin_in_two_outlets_is_one_event_with_one_origin() -> None:
    linked = link(
        [report("a", "1", "18 طلعة ضد 12 موقعا", **SYRIA), report("b", "2", "18 عملية على 12 هدفا", **SYRIA)],
        [count(m, "sorties", 18) for m in "ab"] + [count(m, "sites", 12) for m in "ab"],
        [claim("a", "actor:ru-mod"), claim("b", "actor:ru-spokesman")],
    )
    (event,) = linked.events
    assert (event.n_reports, event.n_texts, event.n_origins, event.status) == (2, 2, 1, "reported")


def test_todays_bulletin_and_yesterdays_of_one_form_stay_two() -> None:
    linked = link(
        [report("a", "1", "18 طلعة ضد 12 موقعا", **SYRIA), report("b", "2", "20 طلعة ضد 10 مواقع", **SYRIA)],
        [count("a", "sorties", 18), count("a", "sites", 12), count("b", "sorties", 20), count("b", "sites", 10)],
        [claim(m, "actor:ru-mod") for m in "ab"],
        {"1": "s", "2": "s"},
    )
    assert len(linked.events) == 2


def test_rising_tolls_of_one_hospital_are_one_event_with_a_range() -> None:
    tolls = (10, 11, 12, 13)
    names = [f"m{t}" for t in tolls]
    linked = link(
        [report(n, n, "قصف مستشفى", target_objects=("مستشفى",)) for n in names],
        [count(n, "killed", t) for n, t in zip(names, tolls, strict=True)],
        [claim(n, "actor:sohr") for n in names],
    )
    (event,) = linked.events
    assert (event.killed_low, event.killed_high, event.n_origins) == (10, 13, 1)
    assert {c.value for c in event.conflicts if c.slot == "killed"} == {"10", "11", "12", "13"}


def test_a_hundred_copies_of_one_outlet_add_no_origin_and_no_text() -> None:
    names = [f"m{i:03}" for i in range(100)]
    linked = link(
        [report(n, n, "قصف السوق") for n in names], [], [claim(n, "actor:sohr") for n in names],
        dict.fromkeys(names, "story"),
    )  # fmt: skip
    (event,) = linked.events
    assert (event.n_reports, event.n_texts, event.n_origins, event.status) == (100, 1, 1, "reported")


def test_two_independent_sources_corroborate_and_unnamed_ones_are_one_weak_origin() -> None:
    mentions = [report(n, n, "غارة على المدينة") for n in "abc"]
    claims = [claim("a", "actor:sohr"), claim("b", "actor:activists"), claim("c", None)]
    (event,) = link(mentions, [], claims).events
    assert (event.status, event.n_origins) == ("corroborated", 2)


def test_a_disputed_target_is_a_conflict_and_no_second_event() -> None:
    linked = link(
        [report("a", "1", "مركز قيادة", target_ids=("actor:is",)), report("b", "2", "مقرات", target_ids=("actor:jf",))],
        [], [claim("a", "actor:ru-mod"), claim("b", "actor:sohr")],
    )  # fmt: skip
    (event,) = linked.events
    assert {c.value for c in event.conflicts if c.slot == "target"} == {"actor:is", "actor:jf"}
    assert event.status == "contested"


def test_strikes_on_two_towns_of_one_day_stay_two() -> None:
    near = {"place_id": "place:other", "lat": 34.79, "lon": 36.71}
    assert len(link([report("a", "1", "غارة"), report("b", "2", "غارة", **near)]).events) == 2


def test_different_days_and_ordinals_are_never_one() -> None:
    later = {"date_start": date(2015, 10, 3), "date_end": date(2015, 10, 3)}
    assert len(link([report("a", "1", "غارة"), report("b", "2", "غارة", **later)]).events) == 2
    assert len(link([report("a", "1", "الغارة الثانية"), report("b", "2", "الغارة الثالثة")]).events) == 2


def test_silence_on_the_dead_is_not_zero() -> None:
    (event,) = link([report("a", "1", "غارة")]).events
    assert (event.killed_low, event.killed_best, event.killed_high) == (None, None, None)


def month_of_reports() -> tuple[list[Mention], list[Quantity], list[Claim]]:
    chance = random.Random(7)  # noqa: S311 no secret, a repeatable month
    mentions, quantities, claims = [], [], []
    for i in range(60):
        day = date(2015, 10, 1 + chance.randrange(9))
        spot = chance.choice(({}, ALEPPO, {"place_id": "place:hama", "lat": 35.13, "lon": 36.75, "admin1": "Hama"}))
        dated = (
            {"date_start": day, "date_end": day} if chance.random() < 0.8 else {"date_start": None, "date_end": None}
        )
        name = f"m{i:02}"
        mentions.append(report(name, f"art{i % 40}", f"غارة على بلدة رقم {i % 5}", reference_date=day, **spot, **dated))
        quantities.append(count(name, "killed", chance.randrange(1, 9)))
        claims.append(claim(name, chance.choice(("actor:sohr", "actor:ru-mod", None))))
    return mentions, quantities, claims


def test_order_of_arrival_changes_no_event() -> None:
    mentions, quantities, claims = month_of_reports()
    whole = link(mentions, quantities, claims)
    for seed in range(5):
        random.Random(seed).shuffle(mentions)  # noqa: S311
        random.Random(seed).shuffle(claims)  # noqa: S311
        assert link(mentions, quantities, claims) == whole


def test_a_disputed_target_makes_one_report_contested_and_shows_both_values() -> None:
    strike = report("strike", "a1", "غارة", target_ids=("actor:is",))
    dispute = replace(claim("strike", "actor:sohr", "doubts", "target"), value="actor:civilians")
    (event,) = link([strike], claims=[claim("strike", "actor:ru-mod"), dispute]).events
    assert event.status == "contested"
    assert event.claimants == ("actor:ru-mod",)
    held = {(c.slot, c.value): c.claimants for c in event.conflicts}
    assert held == {("target", "actor:is"): ("actor:ru-mod",), ("target", "actor:civilians"): ("actor:sohr",)}


def test_a_headline_and_a_last_paragraph_of_equal_tolls_are_one_event() -> None:
    mentions = [
        report("a", "1", "مقتل تسعة في قصف منزل"),
        replace(report("b", "1", "ولقي تسعة أشخاص حتفهم في القصف"), evidence_start=900, evidence_end=930),
        report("c", "2", "قتل تسعة مدنيين"),
    ]
    linked = link(mentions, [count(m, "killed", 9) for m in "abc"])
    assert [e.n_reports for e in linked.events] == [3]


def test_two_passages_of_one_article_with_other_tolls_stay_two_events() -> None:
    mentions = [
        report("a", "1", "مقتل تسعة في قصف منزل"),
        replace(report("b", "1", "وفي قصف آخر قتل أربعة"), evidence_start=900, evidence_end=930),
    ]
    assert len(link(mentions, [count("a", "killed", 9), count("b", "killed", 4)]).events) == 2


def test_whom_others_call_the_attacker_is_no_other_target() -> None:
    linked = link(
        [report("a", "1", "قتل تسعة", target_ids=("actor:snc",)),
         report("b", "2", "مقتل تسعة", target_ids=("actor:ru",))],
        [count("a", "killed", 9), count("b", "killed", 9)],
        [claim("a", "actor:snc"), claim("b", "actor:sohr")],
    )  # fmt: skip
    (event,) = linked.events
    assert (event.status, [c for c in event.conflicts if c.slot == "target"]) == ("corroborated", [])


def test_dead_without_a_number_contest_no_count() -> None:
    mentions = [report(m, m, "قتلى في القصف") for m in "abc"]
    claims = [claim("a", "actor:sohr"), claim("b", "actor:snc"), claim("c", "actor:snc")]
    (event,) = link(mentions, [count("a", "killed", 13), count("b", "killed", 1, None)], claims).events
    assert (event.status, event.killed_low, event.killed_high) == ("corroborated", 1, 13)
    (event,) = link(mentions, [count("a", "killed", 13), count("b", "killed", 4)], claims).events
    assert event.status == "contested"


def test_a_channel_without_a_known_name_relays_and_still_stands_against_a_denial() -> None:
    mentions = [report(m, m, "غارة") for m in "ab"]
    channel = replace(claim("a", None), source_text="قناة محلية")
    (event,) = link(mentions, claims=[channel, claim("b", "actor:sohr")]).events
    assert (event.n_origins, event.status) == (1, "reported")
    (event,) = link(mentions, claims=[channel, claim("b", "actor:ru", "denies")]).events
    assert (event.n_origins, event.status) == (2, "contested")


SAID = (("b", "المرصد"), ("c", "مصادر المرصد السوري"), ("d", "المرصد الأورومتوسطي"), ("e", "مرصد محلي"))


def test_a_body_that_is_pointed_to_is_the_one_that_speaks_by_all_its_words() -> None:
    known = {**ENTITIES, "actor:sohr": replace(ENTITIES["actor:sohr"], name_ar="المرصد السوري لحقوق الإنسان")}
    weights = read_weights(load_knowledge())
    said = [claim("a", "actor:sohr"), *(replace(claim(m, None), source_text=w) for m, w in SAID)]
    bodies = find_bodies(said, known, weights)
    assert [bodies.get(c.claim_id) for c in said[1:]] == ["actor:sohr", "actor:sohr", None, None]


def test_who_confirms_a_strike_in_another_sentence_holds_none_of_its_values() -> None:
    mentions = [
        report("a", "1", "غارة على مقر", target_ids=("actor:snc",)),
        report("b", "2", "غارة على مقر", target_ids=("actor:jf",)),
    ]
    confirmed = claim("b", "actor:ru", "confirms")
    (event,) = link(mentions, claims=[claim("a", "actor:sohr"), claim("b", None), confirmed]).events
    assert event.status == "contested"
    elsewhere = replace(confirmed, evidence_start=400, evidence_end=420)
    (event,) = link(mentions, claims=[claim("a", "actor:sohr"), claim("b", None), elsewhere]).events
    assert (event.status, event.n_origins) == ("corroborated", 2)


def test_a_quarter_that_no_list_holds_keeps_its_name_and_province_in_the_event() -> None:
    quarter = {
        "place_id": None,
        "place_name_ar": "الجمهوري",
        "admin1": "Taiz",
        "country": "YE",
        "lat": None,
        "lon": None,
    }
    words = "قصف حي الجمهوري"
    (event,) = link([report("a", "1", words, **quarter), report("b", "2", words, **quarter)]).events
    assert (event.place_id, event.place_name_ar, event.admin1, event.country) == (None, "الجمهوري", "Taiz", "YE")


def test_a_listed_place_is_chosen_before_a_name_that_no_list_holds() -> None:
    unlisted = {**HOMS, "place_id": None, "place_name_ar": "الغنطو", "lat": None, "lon": None}
    words, toll = "قتل 36 مدنيا في غارة", [count("a", "killed", 36), count("b", "killed", 36)]
    (event,) = link([report("a", "1", words, **unlisted), report("b", "2", words)], toll).events
    assert event.place_id == HOMS["place_id"]
