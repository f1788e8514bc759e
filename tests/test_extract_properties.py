"""What may change in a text and what must not change with it: names, days, towns, signs, furniture, zones, noise."""

import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.extract.article import Extraction, _said_once
from tests.language_examples import EXAMPLES_PUBLISHED, extract, load_examples

DAY = EXAMPLES_PUBLISHED
EXAMPLES = load_examples()
# Frames with a blank for a town and one for what flew: each is read right, so that a change of one word is seen.
FRAMES = (
    "قالت وزارة الدفاع الروسية إن طائرة من طراز {plane} قصفت مستودعا للذخيرة في مدينة {town} يوم الثلاثاء، ما أدى إلى مقتل خمسة مسلحين وإصابة 12 آخرين.",
    "شنت طائرة من طراز {plane} غارتين على مدينة {town} أمس، وقتل ثلاثة مدنيين، بحسب المرصد السوري لحقوق الإنسان.",
    "قتل سبعة أشخاص على الأقل في غارة جوية نفذتها طائرة من طراز {plane} على أطراف مدينة {town} صباح الاثنين.",
)
PLANES = ("سو-34", "ميغ-29", "سو-24")
TOWNS = ("سراقب", "دوما", "الرستن", "أعزاز", "مورك", "منبج")
VOLATILE = {"mention_id", "article_id", "evidence", "evidence_start", "evidence_end", "more_evidence", "claim_id"}
PLACE = {"place_id", "place_text", "place_name_en", "place_name_ar", "admin1", "lat", "lon"}
WEAPON = {"weapon_id", "weapon_text"}
DAYS = {"date_start", "date_end", "reference_date", "published_at"}


def slots(found: Extraction, *, without: set[str] = frozenset()) -> list[dict[str, Any]]:  # type: ignore[assignment]
    """Return what was read, without ids, offsets and the named slots."""
    left_out = VOLATILE | {"start", "end"} | without
    rows = (*found.mentions, *found.quantities, *found.claims)
    return [{f.name: getattr(row, f.name) for f in fields(row) if f.name not in left_out} for row in rows]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FRAMES), st.sampled_from(PLANES), st.sampled_from(PLANES), st.sampled_from(TOWNS))
def test_another_aircraft_changes_the_weapon_alone(frame: str, one: str, other: str, town: str) -> None:
    first, second = (extract(frame.format(plane=plane, town=town), DAY) for plane in (one, other))
    assert slots(first, without=WEAPON) == slots(second, without=WEAPON) != []
    assert all(found.mentions[0].weapon_id is not None for found in (first, second))
    assert (first.mentions[0].weapon_id == second.mentions[0].weapon_id) == (one == other)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FRAMES), st.sampled_from(PLANES), st.sampled_from(TOWNS), st.sampled_from(TOWNS))
def test_another_town_changes_the_place_alone(frame: str, plane: str, one: str, other: str) -> None:
    first, second = (extract(frame.format(plane=plane, town=town), DAY) for town in (one, other))
    assert slots(first, without=PLACE) == slots(second, without=PLACE) != []
    assert (first.mentions[0].place_id == second.mentions[0].place_id) == (one == other)


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.rows], ids=lambda e: e.example_id)
def test_52_weeks_later_the_same_words_tell_the_same_52_weeks_later(example: Any) -> None:
    # 364 days keep the weekdays; a text that writes a month or a year is not the same a year later.
    if re.search(
        r"\b\d{4}\b|[/0-9] ?/|رمضان|الجاري|العام|السنوات|عام|يونيو|أكتوبر|حزيران|شباط|مارس|تشرين", example.text
    ):
        pytest.skip("names a month or a year")
    year = timedelta(days=364)
    now, later = (extract(example.text, example.published + shift) for shift in (timedelta(0), year))
    assert slots(now, without=DAYS) == slots(later, without=DAYS)
    for before, after in zip(now.mentions, later.mentions, strict=True):
        for day in ("date_start", "date_end", "reference_date"):
            was, is_now = getattr(before, day), getattr(after, day)
            assert is_now == (was + year if was is not None else None)


@pytest.mark.parametrize("year", [2012, 2015, 2018, 2021, 2024])
def test_a_day_written_out_with_its_year_moves_with_the_year(year: int) -> None:
    text = "قصفت مدفعية الجيش بلدة الحولة في ريف حمص في 11 يونيو {}، وقتل أربعة مدنيين."
    (mention,) = extract(text.format(year), date(year, 6, 15)).mentions
    assert (mention.date_start, mention.date_end) == (date(year, 6, 11), date(year, 6, 11))


DRESSINGS: dict[str, Callable[[str], str]] = {
    "vowels": lambda text: re.sub(r"(?<=[بتثجحخدذرزسشصضطظعغفقكلمنهي])(?=[بتثجحخدذرزسشصضطظعغفقكلمنهي])", "\u0652", text),
    "tatweel": lambda text: re.sub(r"(?<=[سشصضكق])(?=[بتثجحخدذرزطظعغفلمنهي])", "\u0640", text),
    "hamza left out": lambda text: text.translate(str.maketrans("أإآ", "ااا")),
    "marks of direction": lambda text: f"\u200f{text}\u200e",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
}
UNWRITTEN = {
    "actor_text",
    "target_text",
    "place_text",
    "date_text",
    "weapon_text",
    "text",
    "source_text",
    "target_objects",
}


@pytest.mark.parametrize(
    "dressing",
    [*DRESSINGS, "marks within"],
)
def test_signs_that_carry_no_meaning_change_no_row(dressing: str) -> None:
    for frame in FRAMES:
        text = frame.format(plane=PLANES[0], town=TOWNS[0])
        worn = DRESSINGS[dressing](text) if dressing in DRESSINGS else text.replace(" ", " \u200f")
        plain, dressed = extract(text, DAY), extract(worn, DAY)
        assert slots(plain, without=UNWRITTEN) == slots(dressed, without=UNWRITTEN) != []


FURNITURE = (
    "اشترك في نشرتنا البريدية ليصلك كل جديد",
    "جميع الحقوق محفوظة",
    "تابعونا على تويتر وفيسبوك",
    "اقرأ أيضا: أسعار الذهب اليوم",
    "شارك المقال",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(FRAMES),
    st.lists(st.sampled_from(FURNITURE), max_size=4),
    st.lists(st.sampled_from(FURNITURE), max_size=4),
)
def test_lines_of_furniture_around_the_news_change_no_row(frame: str, above: list[str], below: list[str]) -> None:
    text = frame.format(plane=PLANES[0], town=TOWNS[0])
    wrapped = "\n".join([*above, text, *below])
    plain, found = extract(text, DAY), extract(wrapped, DAY)
    assert slots(plain) == slots(found) != []
    moved = wrapped.index(text)
    assert [m.evidence_start + moved for m in plain.mentions] == [m.evidence_start for m in found.mentions]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Damascus", "UTC"])
def test_rows_do_not_depend_on_the_zone_of_the_machine(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [extract(e.text, e.published) for e in EXAMPLES[:40]]
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert [extract(e.text, e.published) for e in EXAMPLES[:40]] == before
    finally:
        monkeypatch.undo()
        os.environ.setdefault("TZ", "UTC")
        time.tzset()


@pytest.mark.parametrize("day", [0.0, 951_782_400.0, 4_102_444_800.0])
def test_rows_do_not_depend_on_the_day_of_the_machine(day: float, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [extract(e.text, e.published) for e in EXAMPLES[:40]]
    monkeypatch.setattr(time, "time", lambda: day)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(day))
    assert [extract(e.text, e.published) for e in EXAMPLES[:40]] == before


WORDS = sorted({word for example in EXAMPLES for word in example.text.split()})
NOISE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["قصف ", "Ø§Ù„Ø¹Ø±Ø§Ù‚", "\x00", "\ufffd" * 3, "12345", "٣٤٥", "bombing in حلب", "🙂", "\u202e", "\n\n"]
    ),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(WORDS), NOISE), max_size=60).map(" ".join))
def test_words_of_news_in_any_order_and_any_script_stand_on_their_words(text: str) -> None:
    found = extract(text, DAY)
    for mention in found.mentions:
        assert text[mention.evidence_start : mention.evidence_end] == mention.evidence != ""
    for number in found.quantities:
        assert text[number.start : number.end] == number.text != ""
    assert {q.mention_id for q in found.quantities} <= {m.mention_id for m in found.mentions}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "٠١٢٣٤٥٦٧٨٩ 42 17,5",
        "Ø§Ù†ÙØ¬Ø§Ø± ÙÙŠ Ø­Ù„Ø¨",
        "ااااا" * 1000,
        "Взрыв в Алеппо убил пятерых",
        "\ud800".encode("utf-8", "replace").decode(),
    ],
)
def test_what_is_no_arabic_news_gives_no_row(text: str) -> None:
    found = extract(text, DAY)
    assert (found.mentions, found.quantities, found.claims) == ((), (), ())


def test_a_line_of_two_megabytes_without_news_is_cheap() -> None:
    line = "كلمات عادية لا تخبر عن شيء في هذا اليوم الجميل " * 25_000
    assert len(line.encode()) > 2_000_000
    began = time.process_time()
    assert extract(line, DAY).mentions == ()
    assert time.process_time() - began < 15


def test_two_readings_of_one_saying_are_one_row() -> None:
    # a warning with a second verb inside it gave two rows with one id, and the batch could not be committed
    found = extract("قتل ثلاثة مدنيين في قصف على تعز أمس. ونفت جماعة الحوثي قصف المدينة.", EXAMPLES_PUBLISHED)
    saying = next(m for m in found.mentions if m.kind == "verbal")
    longer = replace(saying, evidence_end=saying.evidence_end + 5)
    assert _said_once([saying, longer]) == (saying,)


def test_what_is_not_read_further_would_have_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [extract(example.text, DAY) for example in EXAMPLES]
    monkeypatch.setattr("tasks.extract.article.promises_rows", lambda _: True)
    assert [extract(example.text, DAY) for example in EXAMPLES] == found


def test_a_match_and_a_fire_are_not_read_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.extract.article.read_article", lambda *_, **__: pytest.fail("read in full"))
    assert not extract("استعاد الفريق الأول صدارة الترتيب بعد أن سيطر على الكرة في الشوط الثاني.", DAY).mentions


HOSTILE = pytest.mark.parametrize("unit", ["قصف ", "قتل خمسة في حلب "])


@HOSTILE
def test_four_times_the_hostile_text_takes_no_more_than_five_times_the_calls(unit: str) -> None:
    # calls are counted, not seconds: beside other work on the machine the seconds of one text doubled
    calls(unit)
    short, long = (calls((unit * length)[:length]) for length in (5_000, 20_000))
    assert long < 5 * short


@HOSTILE
def test_four_times_the_hostile_text_does_not_cost_sixteen_times(unit: str) -> None:
    extract(unit, DAY)
    short, long = (min(cost((unit * length)[:length]) for _ in range(3)) for length in (10_000, 40_000))
    assert long < 12 * max(short, 0.03)  # what lies within one call: a copy, a search


def cost(text: str) -> float:
    start = time.process_time()
    extract(text, DAY)
    return time.process_time() - start


def calls(text: str) -> int:
    """Return how many calls the reading of a text takes, those of compiled modules from outside only."""
    made = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        extract(text, DAY)
    finally:
        sys.setprofile(None)
    return made
