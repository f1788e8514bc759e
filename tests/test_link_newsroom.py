"""Reports as a newsroom gets them: reprints, slips, rising tolls, rival claims, reactions; what counts as one and who is an origin."""

from typing import Any

import pytest

from tests.press_lake import events_of, read_cases
from warehouse.lake import Lake

CASES = {
    "reprinted": (
        ("2019-08-05", (
            "قصفت مقاتلات التحالف العربي صباح الاثنين مخزن أسلحة للحوثيين في مديرية كتاف بمحافظة صعدة شمالي"
            " اليمن، بحسب بيان للتحالف. وأوضح البيان أن القصف أدى إلى مقتل 16 مسلحا وتدمير ثلاث عربات، وأن"
            " أعمدة الدخان ظلت ترتفع من الموقع حتى الظهر."
        )),
        ("2019-08-05", (
            "صعدة - وكالات. قصفت مقاتلات التحالف العربي صباح الاثنين مخزن أسلحة للحوثيين في مديرية كتاف"
            " بمحافظة صعدة شمالي اليمن، بحسب بيان للتحالف. وأوضح البيان أن القصف أدى إلى مقتل 16 مسلحا"
            " وتدمير ثلاث عربات، وأن أعمدة الدخان ظلت ترتفع من الموقع حتى الظهر."
        )),
        ("2019-08-06", (
            "قصفت مقاتلات التحالف العربي صباح الاثنين مخزن أسلحة للحوثيين في مديرية كتاف بمحافظة صعدة شمالي"
            " اليمن، بحسب بيان للتحالف. وأوضح البيان أن القصف أدى إلى مقتل 16 مسلحا وتدمير ثلاث عربات."
        )),
    ),
    "tongue": (
        ("2019-11-07", (
            "أعلنت قوات حكومة الوفاق الليبية مقتل تسعة من مقاتليها في غارة لطائرة مسيرة إماراتية جنوب مدينة"
            " مصراتة اليوم الخميس."
        )),
        ("2019-11-07", (
            "قالت قوات حكومة الوفاق إن تسعة من مقاتليها قتلوا الخميس في قصف نفذته طائرة مسيرة إماراتية جنوب"
            " مدينة سرت."
        )),
        ("2019-11-08", (
            "ذكرت قوات حكومة الوفاق الليبية أن طائرة إماراتية من دون طيار قتلت تسعة من عناصرها أمس الخميس"
            " جنوب مصراتة."
        )),
    ),
    "rising": (
        ("2014-06-10", (
            "قتل 10 أشخاص وجرح 25 في تفجير سيارة ملغومة في سوق بقضاء طوزخورماتو بمحافظة صلاح الدين اليوم"
            " الثلاثاء، وفق مصدر في الشرطة."
        )),
        ("2014-06-10", (
            "أفاد قائممقام طوزخورماتو شلال عبدول بمقتل 11 شخصا وإصابة 30 آخرين في انفجار السيارة الملغومة"
            " الذي هز سوق القضاء يوم الثلاثاء."
        )),
        ("2014-06-11", (
            "ارتفعت حصيلة تفجير طوزخورماتو الذي وقع أمس الثلاثاء إلى 12 قتيلا و34 جريحا، كما قال مدير مستشفى"
            " القضاء."
        )),
        ("2014-06-12", (
            "قالت دائرة صحة صلاح الدين إن جريحا توفي متأثرا بإصابته، لترتفع حصيلة تفجير سوق طوزخورماتو"
            " الثلاثاء إلى 13 قتيلا."
        )),
    ),
    "doers": (
        ("2024-02-12", (
            "اتهم الجيش السوداني قوات الدعم السريع بقصف سوق صابرين في أم درمان اليوم الاثنين، ما أدى إلى"
            " مقتل 18 مدنيا."
        )),
        ("2024-02-12", (
            "قالت قوات الدعم السريع إن الجيش السوداني قصف الاثنين بالمدفعية سوق صابرين في أم درمان وقتل 18"
            " مدنيا."
        )),
    ),
    "third": (
        ("2023-01-16", (
            "قال المرصد السوري لحقوق الإنسان إن طائرات إسرائيلية قصفت فجر الاثنين مستودع ذخيرة لحزب الله قرب"
            " مدينة القصير في ريف حمص وقتلت أربعة من عناصره."
        )),
        ("2023-01-16", "نفى حزب الله اللبناني أن تكون إسرائيل قد قصفت يوم الاثنين مستودعا تابعا له قرب القصير السورية."),
    ),
    "blows": (
        ("2020-11-24", (
            "قتل خمسة أشخاص اليوم الثلاثاء بانفجار سيارة مفخخة عند مدخل مدينة الباب شمالي سوريا، بحسب الدفاع"
            " المدني السوري."
        )),
        ("2020-11-24", (
            "قصفت طائرات روسية الثلاثاء مقرا لفصيل موال لتركيا في مدينة الباب وقتلت ثلاثة مسلحين، وفق المرصد"
            " السوري لحقوق الإنسان."
        )),
        ("2020-11-25", (
            "لقي خمسة أشخاص مصرعهم أمس الثلاثاء في تفجير سيارة ملغومة في الباب بريف حلب، كما ذكر المرصد"
            " السوري لحقوق الإنسان."
        )),
        ("2020-11-25", (
            "أعلن الجيش الوطني السوري مقتل ثلاثة من مقاتليه في غارة روسية استهدفت أمس مقرا له في مدينة"
            " الباب."
        )),
    ),
    "yesterday": (
        ("2021-10-08", (
            "قتل 20 مصليا على الأقل في تفجير انتحاري استهدف اليوم الجمعة مسجدا في مدينة قندوز شمال شرقي"
            " أفغانستان، بحسب مسؤول في حركة طالبان."
        )),
        ("2021-10-09", (
            "ارتفع عدد قتلى التفجير الانتحاري الذي ضرب أمس مسجدا في قندوز الأفغانية إلى 46 قتيلا، وفق ما"
            " أعلنته الأمم المتحدة."
        )),
    ),
    "neighbours": (
        ("2022-08-17", (
            "قتل أربعة مدنيين في قصف صاروخي روسي على مدينة كراماتورسك شرقي أوكرانيا اليوم الأربعاء، بحسب"
            " حاكم دونيتسك بافلو كيريلينكو."
        )),
        ("2022-08-17", "أفاد رئيس بلدية سلوفيانسك فاديم لياخ بمقتل أربعة مدنيين في قصف روسي على المدينة الأربعاء."),
        ("2022-08-18", "ذكر مكتب المدعي العام الأوكراني أن أربعة مدنيين قتلوا أمس الأربعاء في قصف على كراماتورسك."),
    ),
    "quoted": (
        ("2018-04-22", (
            "قال متحدث باسم وزارة الداخلية الأفغانية إن انتحاريا فجر نفسه أمام مركز لتسجيل الناخبين غرب"
            " كابول اليوم الأحد فقتل 31 شخصا."
        )),
        ("2018-04-22", (
            "نقلت قناة طلوع عن وكالة رويترز عن المتحدث باسم وزارة الداخلية نجيب دانيش أن 31 شخصا قتلوا الأحد"
            " بتفجير انتحاري عند مركز لتسجيل الناخبين في كابول."
        )),
        ("2018-04-23", (
            "وذكرت صحيفة واشنطن بوست، نقلا عن وزارة الداخلية الأفغانية، أن 31 شخصا قتلوا في التفجير"
            " الانتحاري الذي استهدف أمس الأحد مركزا للناخبين في العاصمة كابول."
        )),
    ),
    "condemned": (
        ("2020-10-24", (
            "أعلنت وزارة الداخلية الأفغانية مقتل 18 شخصا في هجوم انتحاري على مركز تعليمي في حي دشت برجي غرب"
            " كابول اليوم السبت."
        )),
        ("2020-10-25", (
            "دانت وزارة الخارجية الأردنية الهجوم الانتحاري الذي استهدف أمس السبت مركزا تعليميا في كابول"
            " وأوقع 18 قتيلا. وأكد الناطق باسم الوزارة تضامن المملكة مع الشعب الأفغاني."
        )),
        ("2020-10-25", (
            "استنكر مفتي مصر شوقي علام التفجير الانتحاري الذي أودى بحياة 18 شخصا في مركز تعليمي في العاصمة"
            " الأفغانية كابول أمس السبت، وقال إن الإسلام بريء من مرتكبيه."
        )),
        ("2020-10-25", (
            "أعرب البرلمان العربي عن إدانته الشديدة للهجوم الانتحاري الذي وقع في كابول يوم السبت وقتل فيه 18"
            " شخصا."
        )),
    ),
    "rescuers": (
        ("2016-11-29", "أعلن الدفاع المدني السوري مقتل 21 مدنيا في غارة جوية على حي باب النيرب في حلب اليوم الثلاثاء."),
        ("2016-11-30", (
            "قال الدفاع المدني إن 21 مدنيا قتلوا أمس الثلاثاء في قصف جوي على حي باب النيرب شرقي مدينة حلب."
        )),
    ),
    "toll_denied": (
        ("2017-06-14", (
            "قالت حملة الرقة تذبح بصمت إن غارة للتحالف الدولي على بلدة معدان بريف الرقة قتلت 15 مدنيا يوم"
            " الأربعاء."
        )),
        ("2017-06-15", "أعلن التحالف الدولي أنه قصف أمس الأربعاء بلدة معدان بريف الرقة، ونفى مقتل مدنيين في الغارة."),
    ),
    "observatory": (
        ("2016-07-21", (
            "قتل 13 مدنيا بينهم أربعة أطفال في غارة على قرية دابق بريف حلب الخميس، وفق المرصد السوري لحقوق"
            " الإنسان."
        )),
        ("2016-07-21", (
            "قال مدير المرصد السوري رامي عبد الرحمن إن غارة جوية على دابق شمالي حلب قتلت اليوم الخميس 13"
            " مدنيا."
        )),
        ("2016-07-22", "ذكر المرصد، ومقره بريطانيا، أن 13 مدنيا سقطوا قتلى في غارة على قرية دابق السورية أمس الخميس."),
    ),
    "reactions": (
        ("2021-08-20", "قالت بلدية هجين السورية إن قصفا بقذائف الهاون على سوق البلدة قتل أمس الخميس ثمانية مدنيين."),
        ("2021-08-20", (
            "أعرب الأمين العام للأمم المتحدة أنطونيو غوتيريش عن قلقه البالغ بعد مقتل ثمانية مدنيين في قصف"
            " بقذائف الهاون على سوق في هجين السورية الخميس، ودعا إلى ضبط النفس."
        )),
        ("2021-08-21", (
            "طالب الاتحاد الأوروبي بالتحقيق في القصف الذي قتل ثمانية مدنيين في سوق هجين بريف دير الزور يوم"
            " الخميس."
        )),
    ),
    "agency": (
        ("2018-07-22", (
            "قالت وكالة الأنباء السورية (سانا) إن طائرات إسرائيلية قصفت مساء الأحد موقعا عسكريا في مصياف"
            " بريف حماة."
        )),
        ("2018-07-23", (
            "نقلت سانا عن مصدر عسكري أن قصفا جويا إسرائيليا استهدف أمس الأحد موقعا عسكريا في مدينة مصياف"
            " واقتصرت أضراره على الماديات."
        )),
        ("2018-07-23", (
            "أفاد المرصد السوري لحقوق الإنسان بأن غارة إسرائيلية استهدفت الأحد مركزا عسكريا في مصياف يعمل"
            " فيه خبراء إيرانيون."
        )),
    ),
    "rivals": (
        ("2017-05-31", (
            "قتل 90 شخصا في تفجير شاحنة مفخخة في الحي الدبلوماسي في كابول اليوم الأربعاء. واتهمت الاستخبارات"
            " الأفغانية شبكة حقاني بتنفيذ الهجوم."
        )),
        ("2017-06-01", (
            "أعلن تنظيم الدولة الإسلامية مسؤوليته عن تفجير الشاحنة المفخخة الذي أودى بحياة 90 شخصا في كابول"
            " أمس الأربعاء."
        )),
    ),
    "parts": (
        ("2018-02-20", (
            "قتل 32 مدنيا اليوم الثلاثاء في غارات للطيران السوري على الغوطة الشرقية، وفق المرصد السوري لحقوق"
            " الإنسان. وأوضح المرصد أن 14 منهم قتلوا في بلدة مسرابا، وأن 11 قتلوا في حمورية، وأن سبعة قتلوا"
            " في سقبا."
        )),
        ("2018-02-21", (
            "أعلن الدفاع المدني السوري مقتل 11 مدنيا في غارة جوية استهدفت أمس الثلاثاء سوقا في مدينة حمورية"
            " بالغوطة الشرقية."
        )),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake that read all of them, each from an outlet of its own."""
    return read_cases(tmp_path_factory.mktemp("newsroom"), CASES)


def told(event: dict[str, Any]) -> tuple[int, int, str]:
    """Reports, origins and status."""
    return event["n_reports"], event["n_origins"], event["status"]


def differing(event: dict[str, Any], slot: str) -> set[str]:
    """The values of one slot on which reports differ."""
    return {c["value"] for c in event["conflicts"] if c["slot"] == slot}


def test_a_statement_printed_three_times_is_one_text_of_one_origin(desk: Lake) -> None:
    (event,) = events_of(desk, "reprinted")
    assert (told(event), event["n_texts"], event["killed_best"]) == ((3, 1, "reported"), 1, 16)


def test_a_slip_in_one_of_three_tellings_is_a_conflict_of_place_though_none_names_the_dead_alike(desk: Lake) -> None:
    (event,) = events_of(desk, "tongue")
    assert (told(event), event["admin1"]) == ((3, 1, "reported"), "Misrata")
    assert differing(event, "place") == {"Misrata", "Sirte"}


def test_a_toll_that_rises_over_three_days_is_one_event_and_the_hospital_that_counts_was_not_hit(desk: Lake) -> None:
    (event,) = events_of(desk, "rising")
    assert (event["n_reports"], event["killed_low"], event["killed_best"], event["killed_high"]) == (4, 10, 13, 13)
    assert "مستشفى" not in event["target_objects"]


def test_two_armies_that_blame_each_other_contest_the_doer(desk: Lake) -> None:
    (event,) = events_of(desk, "doers")
    assert (told(event), event["killed_best"]) == ((2, 2, "contested"), 18)
    assert differing(event, "actor") == {"actor:sd-army", "actor:sd-rsf"}


def test_the_one_who_was_hit_may_deny_it(desk: Lake) -> None:
    (event,) = events_of(desk, "third")
    assert (told(event), event["deniers"]) == ((2, 2, "contested"), ["actor:hezbollah"])


def test_a_bomb_and_a_raid_on_one_town_on_one_day_are_two_events(desk: Lake) -> None:
    bomb, raid = events_of(desk, "blows")
    assert (told(bomb), bomb["killed_best"], bomb["actor_ids"]) == ((2, 2, "corroborated"), 5, [])
    assert (told(raid), raid["killed_best"], raid["actor_ids"]) == ((2, 2, "corroborated"), 3, ["actor:ru-air-force"])


def test_the_dead_of_yesterday_s_bombing_are_those_of_the_bombing(desk: Lake) -> None:
    (event,) = events_of(desk, "yesterday")
    assert (event["n_reports"], event["killed_low"], event["killed_best"]) == (2, 20, 46)
    assert str(event["date_start"]) == "2021-10-08"


def test_four_dead_in_two_towns_side_by_side_are_two_events(desk: Lake) -> None:
    found = {e["place_name_en"]: e["n_reports"] for e in events_of(desk, "neighbours")}
    assert found == {"Kramatorsk": 2, "Slovyansk": 1}


def test_a_quote_of_a_quote_leads_to_one_ministry(desk: Lake) -> None:
    (event,) = events_of(desk, "quoted")
    assert told(event) == (3, 1, "reported")


def test_who_deplores_an_attack_is_no_source_of_it(desk: Lake) -> None:
    (event,) = events_of(desk, "condemned")
    assert (told(event), event["claimants"]) == ((4, 1, "reported"), ["actor:af-moi"])


def test_a_service_without_its_country_is_that_of_the_country_of_the_story(desk: Lake) -> None:
    (event,) = events_of(desk, "rescuers")
    assert (told(event), event["claimants"]) == ((2, 1, "reported"), ["actor:sy-civil-defence"])


def test_who_owns_to_a_raid_and_denies_its_dead_contests_them_and_counts_none(desk: Lake) -> None:
    (event,) = events_of(desk, "toll_denied")
    assert (told(event), event["deniers"]) == ((2, 2, "contested"), [])
    assert (event["killed_low"], event["killed_best"]) == (15, 15)
    assert differing(event, "killed")


def test_the_observatory_its_director_and_the_full_name_are_one_origin(desk: Lake) -> None:
    (event,) = events_of(desk, "observatory")
    assert (told(event), event["killed_best"]) == ((3, 1, "reported"), 13)


def test_who_is_worried_or_asks_for_an_inquiry_adds_no_origin(desk: Lake) -> None:
    (event,) = events_of(desk, "reactions")
    assert (told(event), event["killed_best"]) == ((3, 1, "reported"), 8)


def test_a_state_agency_beside_its_army_adds_no_origin(desk: Lake) -> None:
    (event,) = events_of(desk, "agency")
    assert told(event) == (3, 2, "corroborated")


def test_who_is_blamed_and_who_owns_up_are_rival_doers(desk: Lake) -> None:
    (event,) = events_of(desk, "rivals")
    assert (told(event), event["killed_best"]) == ((2, 2, "contested"), 90)
    assert differing(event, "actor") == {"actor:haqqani", "actor:is"}


def test_the_dead_of_a_day_over_an_area_do_not_contest_those_of_one_of_its_towns(desk: Lake) -> None:
    day, strike = events_of(desk, "parts")
    assert (told(day), day["killed_best"], day["place_name_en"]) == ((1, 1, "reported"), 32, "Eastern Ghouta")
    assert (told(strike), strike["killed_best"], strike["place_name_en"]) == ((1, 1, "reported"), 11, "Hamouriyah")
