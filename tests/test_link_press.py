"""Events of a small press review, read from text: what several outlets of the same days make of one happening."""

from pathlib import Path
from typing import Any

import pytest

from tests.press_lake import events_of, read_cases
from warehouse.lake import Lake

HOSPITAL = (
    ("2016-02-16", ("قال المرصد السوري لحقوق الإنسان إن غارة جوية استهدفت مستشفى في بلدة معرة النعمان يوم الاثنين"
      " 15 شباط 2016، وأدت إلى مقتل 10 أشخاص.")),
    ("2016-02-16", ("قتل 11 شخصا في غارة جوية على مستشفى بمدينة معرة النعمان في ريف إدلب الاثنين 15 شباط 2016،"
      " بحسب منظمة أطباء بلا حدود.")),
    ("2016-02-17", ("ارتفعت حصيلة الغارة الجوية التي استهدفت مستشفى معرة النعمان يوم 15 شباط 2016 إلى 12 قتيلا،"
      " وفق المرصد السوري لحقوق الإنسان.")),
    ("2016-02-18", ("أعلنت وزارة الصحة مقتل 13 شخصا في الغارة الجوية على مستشفى في بلدة معرة النعمان"
      " بتاريخ 15 شباط 2016.")),
)  # fmt: skip
SCHOOL = (
    ("2016-02-16", ("قال المرصد السوري لحقوق الإنسان إن طائرات روسية قصفت مدرسة في بلدة معرة النعمان يوم الاثنين"
      " 15 شباط 2016، ما أدى إلى مقتل 3 أطفال.")),
)  # fmt: skip
SLIP = (
    ("2015-09-30", "اتهم الائتلاف الوطني السوري روسيا بقتل 41 مدنيا في غارات جوية شنتها اليوم على ريف حمص الشمالي."),
    ("2015-09-30", "قال الائتلاف الوطني السوري إن الطائرات الروسية قتلت اليوم 41 مدنيا في غارات على شمال حلب."),
    ("2015-10-01", "اتهم الائتلاف الوطني السوري روسيا بقتل 41 مدنيا في غارات جوية على شمال حمص أمس الأربعاء."),
)
_MARKET = (
    "قال الدفاع المدني السوري إن طائرات حربية قصفت صباح الاثنين 7 آذار 2016 سوق المحروقات في بلدة أبو الظهور بريف"
    " إدلب. وأضاف أن القصف أدى إلى مقتل 19 شخصا وإصابة العشرات، وأن فرق الإنقاذ واصلت انتشال الضحايا حتى ساعات"
    " المساء. ونشر ناشطون صورا للدخان المتصاعد من المكان."
)
REPRINTS = tuple(("2016-03-08", before + _MARKET) for before in ("", "نقلت وكالات عن مصادر محلية ما يلي. ", "إدلب. "))
TOTALS = (
    ("2016-05-02", ("أعلنت وزارة الدفاع الروسية أن طائراتها نفذت أمس الأحد 14 طلعة جوية وضربت 9 مواقع في ريف حلب."
      " وذكرت الوزارة أنها نفذت منذ بداية العملية 245 غارة و140 طلعة. وقال المرصد السوري لحقوق الإنسان إن 310 مدنيين"
      " قتلوا منذ بداية الحملة.")),
)  # fmt: skip
DENIAL = (
    ("2016-06-12", ("قال المرصد السوري لحقوق الإنسان إن طائرات روسية قصفت أمس السبت مدينة سراقب وقتلت 8 مدنيين."
      " ونفت وزارة الدفاع الروسية قصف المدينة.")),
)  # fmt: skip
PRESS = {"denial": DENIAL, "hospital": HOSPITAL, "school": SCHOOL, "slip": SLIP, "reprint": REPRINTS, "total": TOTALS}


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake that read all of them, each from an outlet of its own."""
    return read_cases(tmp_path_factory.mktemp("press"), PRESS)


def test_rising_tolls_of_one_hospital_are_one_event_with_a_range(press: Lake) -> None:
    (event,) = events_of(press, "hospital")
    assert (event["killed_low"], event["killed_high"], event["n_reports"]) == (10, 13, 4)
    assert {c["value"] for c in event["conflicts"] if c["slot"] == "killed"} == {"10", "11", "12", "13"}


def test_a_school_of_the_same_day_and_town_is_another_strike(press: Lake) -> None:
    (school,), (hospital,) = events_of(press, "school"), events_of(press, "hospital")
    assert school["event_id"] != hospital["event_id"]
    assert school["killed_best"] == 3


def test_a_slip_of_a_wire_is_a_conflict_of_place_and_no_second_event(press: Lake) -> None:
    (event,) = events_of(press, "slip")
    assert (event["killed_low"], event["killed_best"], event["killed_high"]) == (41, 41, 41)
    assert (event["n_reports"], event["n_origins"], event["admin1"]) == (3, 1, "Homs")
    assert {c["value"] for c in event["conflicts"] if c["slot"] == "place"} == {"Homs", "Aleppo"}


def test_reprints_of_one_claim_are_one_text_and_one_origin(press: Lake) -> None:
    (event,) = events_of(press, "reprint")
    assert (event["n_reports"], event["n_texts"], event["n_origins"], event["status"]) == (3, 1, 1, "reported")
    assert event["killed_best"] == 19


def test_running_totals_are_added_to_nothing(press: Lake) -> None:
    (bulletin,) = events_of(press, "total")
    assert bulletin["killed_best"] is None
    told = press.sql("select sum(killed_best)::bigint as n from killed_by_day").to_pylist()
    assert told == [{"n": 13 + 3 + 41 + 19 + 8}]


def example(lake: Lake, name: str) -> list[dict[str, Any]]:
    """The answer to a named example."""
    path = Path(__file__).resolve().parent.parent / "warehouse" / "queries" / f"{name}.sql"
    found: list[dict[str, Any]] = lake.sql(path.read_text("utf-8")).to_pylist()
    return found


def test_what_is_contested_is_told_with_names_and_words(press: Lake) -> None:
    rows = [r for r in press.sql("select * from contested where slot = 'place'").to_pylist() if r["value"] == "Aleppo"]
    (aleppo,) = rows
    assert (aleppo["status"], aleppo["value_texts"]) == ("reported", 1)
    assert aleppo["value_claimants_en"] == ["Syrian National Coalition"]
    assert "شمال حلب" in aleppo["value_words"][0]


def test_numbers_that_exclude_each_other_are_listed_and_reprints_count_once(press: Lake) -> None:
    assert [r["killed"] for r in example(press, "conflicting_tolls")] == ["10", "11", "12", "13"]
    (rescuers,) = [r for r in example(press, "who_claims_most") if r["claimant"] == "Syrian Civil Defence"]
    assert (rescuers["asserts"], rescuers["denies"]) == (1, 0)


def test_the_sides_of_a_denial_are_told_in_their_own_words(press: Lake) -> None:
    sides = {r["side"]: r for r in example(press, "contested_events")}
    assert sides["asserted"]["who"] == ["Syrian Observatory for Human Rights"]
    assert sides["denied"]["who"] == ["Russian Ministry of Defence"]
    assert "نفت" in sides["denied"]["words"][0]
    assert "نفت" not in sides["asserted"]["words"][0]
