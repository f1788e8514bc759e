"""Events of a week of war as several outlets tell it: one happening is one event, two are two."""

import json
from typing import Any

import pytest

from flows.desk import Desk
from flows.pipeline import ingest_paths
from tasks.knowledge import load_knowledge
from warehouse.lake import Lake

CLINIC = (
    ("2016-04-28", ("قتل 10 أشخاص على الأقل في غارة جوية استهدفت مشفى القدس في حي السكري بمدينة حلب ليل الأربعاء، وفق ما"
      " أفاد المرصد السوري لحقوق الإنسان الخميس.")),
    ("2016-04-28", "أعلن الدفاع المدني السوري اليوم الخميس مقتل 11 مدنيا بعد قصف الطيران الحربي مشفى القدس في مدينة حلب."),
    ("2016-04-29", ("ارتفع عدد ضحايا الغارة الجوية على مشفى القدس في حلب إلى 13 قتيلا، بحسب ما ذكرت منظمة أطباء بلا حدود"
      " أمس الخميس.")),
    ("2016-04-29", "نفت وزارة الدفاع الروسية قصف مشفى في مدينة حلب."),
    ("2016-04-30", "قالت منظمة الصحة العالمية إن 12 شخصا قتلوا في القصف الذي طال مشفى القدس بحلب في 27 نيسان 2016."),
)  # fmt: skip
TOTALS = (
    ("2016-05-01", "وثقت الشبكة السورية لحقوق الإنسان مقتل 212 مدنيا في حلب خلال الأسبوع الماضي، بينهم 34 طفلا."),
    ("2016-05-02", "قال المرصد السوري لحقوق الإنسان إن حصيلة القتلى المدنيين في مدينة حلب بلغت 253 شخصا منذ 22 نيسان."),
)
TOWN = (
    ("2016-03-14", ("قصفت طائرات حربية صباح الاثنين سوقا شعبيا في مدينة دوما بريف دمشق، ما أدى إلى مقتل 9 أشخاص، بحسب"
      " ناشطين.")),
    ("2016-03-14", "قال ناشطون إن قذائف مدفعية سقطت مساء اليوم على مدرسة في مدينة دوما بريف دمشق وقتلت 4 تلاميذ."),
    ("2016-03-15", "قتل 9 مدنيين أمس الاثنين في غارات على سوق في مدينة دوما بريف دمشق، وفق المرصد السوري لحقوق الإنسان."),
)  # fmt: skip
DENIAL = (
    ("2016-05-31", "اتهم الائتلاف الوطني السوري روسيا بقصف مدينة إدلب ليل الاثنين الثلاثاء وقتل 23 مدنيا."),
    ("2016-05-31", "نفت وزارة الدفاع الروسية الثلاثاء شن أي غارات على مدينة إدلب."),
    ("2016-06-01", "قال المرصد السوري لحقوق الإنسان إن 23 شخصا قتلوا في غارات جوية استهدفت مدينة إدلب فجر الثلاثاء."),
)
NIGHT = (
    (
        "2016-08-10",
        "قتل 17 مدنيا في غارة جوية على سوق في بلدة أورم الكبرى غرب حلب مساء الثلاثاء، بحسب الدفاع المدني السوري.",
    ),
    ("2016-08-11", "قال المرصد السوري لحقوق الإنسان إن 17 شخصا لقوا مصرعهم في قصف سوق بلدة أورم الكبرى فجر الأربعاء."),
)
BULLETINS = (
    ("2016-02-09", ("ذكرت وزارة الدفاع الروسية أن طيرانها نفذ خلال يوم واحد 34 طلعة جوية ودمر 21 موقعا"
      " للإرهابيين في محافظات حلب واللاذقية وحماة.")),
    ("2016-02-09", "قالت موسكو الثلاثاء إن طائراتها نفذت 34 طلعة قتالية وضربت 21 هدفا في سوريا خلال يوم واحد."),
    ("2016-02-10", ("نفذت الطائرات الروسية خلال اليوم الماضي 29 طلعة جوية ودمرت 18 موقعا للإرهابيين في محافظات حلب"
      " واللاذقية وحماة، حسب وزارة الدفاع الروسية.")),
)  # fmt: skip
POSTS = (
    (None, "أصيب 3 مدنيين اليوم السبت في قصف مدفعي لقوات النظام على بلدة كفرنبل بريف إدلب."),
    (None, "قصفت قوات النظام بالمدفعية بلدة كفرنبل بريف إدلب اليوم السبت، ما أدى إلى إصابة 3 أشخاص بجروح."),
    (None, "قصفت قوات النظام بالمدفعية بلدة كفرنبل بريف إدلب اليوم الاثنين، ما أدى إلى إصابة 3 أشخاص بجروح."),
)
DEMAND = (
    ("2016-03-20", "دعا وزير الخارجية الأمريكي جون كيري روسيا الأحد إلى وقف القصف على حلب فورا."),
    ("2016-03-21", "طالب كيري موسكو أمس بالوقف الفوري للغارات على مدينة حلب."),
)
WEEK = {
    "clinic": CLINIC, "total": TOTALS, "town": TOWN, "denial": DENIAL, "night": NIGHT, "bulletin": BULLETINS,
    "post": POSTS, "demand": DEMAND,
}  # fmt: skip


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake that read all of them, each from an outlet of its own."""
    folder = tmp_path_factory.mktemp("week")
    records = [
        {"id": f"{name}-{i}", "url": f"https://{name}{i}.example/1", "published": day, "language": "ar", "text": text}
        for name, articles in WEEK.items()
        for i, (day, text) in enumerate(articles)
    ]
    (folder / "week.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    desk = Desk(lake=Lake.open(folder / "lake", create=True), knowledge=load_knowledge())
    ingest_paths(desk, [folder / "week.jsonl"])
    return desk.lake


def events_of(lake: Lake, name: str, kind: str = "physical") -> list[dict[str, Any]]:
    """Events that articles of one kind report, without the background, the most reported first."""
    query = (
        "select distinct e.* from event e join event_mention using (event_id) join mention m using (mention_id)"
        f" join article a using (article_id) where e.kind = '{kind}' and e.status <> 'background'"
        f" and a.external_id like '{name}%' order by n_reports desc, killed_best desc"
    )
    found: list[dict[str, Any]] = lake.sql(query).to_pylist()
    return found


def test_one_clinic_told_of_two_days_a_quarter_and_a_city_is_one_contested_event(week: Lake) -> None:
    (event,) = events_of(week, "clinic")
    assert (event["n_reports"], event["status"], event["deniers"]) == (5, "contested", ["actor:ru-mod"])
    assert (event["killed_low"], event["killed_high"]) == (10, 13)  # an early "at least 10" is outdone
    assert {c["value"] for c in event["conflicts"] if c["slot"] == "killed"} == {"10..", "11", "12", "13"}


def test_totals_of_a_week_are_no_event_beside_its_strikes(week: Lake) -> None:
    assert events_of(week, "total") == []


def test_a_market_and_a_school_of_one_town_and_day_are_two_events(week: Lake) -> None:
    market, school = events_of(week, "town")
    assert (market["n_reports"], market["killed_best"], school["n_reports"], school["killed_best"]) == (2, 9, 1, 4)


def test_a_denial_in_another_paper_contests_the_claim(week: Lake) -> None:
    (event,) = events_of(week, "denial")
    assert (event["n_reports"], event["n_origins"], event["status"]) == (3, 3, "contested")


def test_an_evening_and_the_dawn_after_it_are_one_night(week: Lake) -> None:
    (event,) = events_of(week, "night")
    assert (event["n_reports"], event["killed_best"], event["status"]) == (2, 17, "corroborated")


def test_the_bulletin_of_a_day_is_one_event_of_one_origin_and_that_of_the_next_another(week: Lake) -> None:
    first, second = events_of(week, "bulletin")
    assert (first["n_reports"], first["n_origins"], first["status"], second["n_reports"]) == (2, 1, "reported", 1)


def test_posts_without_a_date_meet_by_their_weekday(week: Lake) -> None:
    saturday, monday = events_of(week, "post")
    assert (saturday["n_reports"], monday["n_reports"]) == (2, 1)


def test_a_demand_is_one_in_two_papers(week: Lake) -> None:
    (event,) = events_of(week, "demand", "verbal")
    assert (event["n_reports"], event["sub_event_type"]) == (2, "Demand")
