"""Hard cases of the press, read from text: what a casualty recorder would count as one, as two, and as disputed."""

from typing import Any

import pytest

from tests.press_lake import events_of, read_cases
from warehouse.lake import Lake

CASES = {
    "twin": (
        ("2016-09-05", ("قال الجيش التركي في بيان يوم الاثنين إن مقاتلاته دمرت أربعة مبان كان يتحصن فيها مسلحو تنظيم"
          " الدولة الإسلامية في قرية الوقف قرب بلدة الراعي شمالي سوريا، وإن 17 مسلحا قتلوا.")),
        ("2016-09-05", ("أفادت هيئة الأركان التركية أن مقتل 17 من عناصر داعش جاء بعد غارات شنتها الطائرات التركية الاثنين"
          " على منازل محصنة بمحيط بلدة الراعي في الشمال السوري.")),
    ),
    "revised": (
        ("2013-05-27", ("بغداد - قتل 21 شخصا على الأقل وأصيب 60 آخرون في انفجار سيارة مفخخة عند سوق شعبي في حي الصدر"
          " ببغداد مساء الاثنين، حسبما ذكرت مصادر في الشرطة.")),
        ("2013-05-28", ("ارتفعت حصيلة تفجير السيارة المفخخة في مدينة الصدر شرقي بغداد مساء أمس الاثنين إلى 27 قتيلا و74"
          " جريحا، بحسب مصدر طبي.")),
        ("2013-05-28", ("أعلنت وزارة الداخلية العراقية أن 30 شخصا قتلوا وأصيب 81 بجروح في تفجير بسيارة مفخخة استهدف"
          " الاثنين سوقا في مدينة الصدر ببغداد.")),
    ),
    "sides": (
        ("2017-03-17", ("قتل سبعة مدنيين الجمعة حين أطلق الحوثيون قذائف على سوق في مدينة تعز جنوب غرب اليمن، بحسب مصدر"
          " طبي.")),
        ("2017-03-17", ("شنت مقاتلات التحالف العربي الجمعة غارات على معسكر للحوثيين في مدينة تعز، ما أسفر عن مقتل 12"
          " مسلحا، كما أفاد مسؤول عسكري يمني.")),
        ("2017-03-18", ("أعلن مستشفى الثورة في تعز أمس السبت أن سبعة أشخاص قتلوا بقذائف حوثية سقطت الجمعة على سوق"
          " بالمدينة.")),
    ),
    "hours": (
        ("2014-07-22", ("استشهد أربعة فلسطينيين صباح الثلاثاء في غارة إسرائيلية على منزل في خان يونس جنوب قطاع غزة، وفق"
          " وزارة الصحة الفلسطينية.")),
        ("2014-07-22", ("قالت وزارة الصحة في غزة إن فلسطينيين اثنين استشهدا مساء اليوم الثلاثاء في غارة إسرائيلية استهدفت"
          " دراجة نارية في خان يونس.")),
        ("2014-07-23", "قتل أربعة أشخاص في قصف جوي إسرائيلي طال منزلا في خان يونس صباح أمس الثلاثاء، كما قال مسعفون."),
        ("2014-07-23", ("أفاد شهود بمقتل شخصين كانا على دراجة نارية في خان يونس بصاروخ أطلقته طائرة إسرائيلية مساء"
          " الثلاثاء.")),
    ),
    "twotowns": (
        ("2019-05-21", ("أفاد الدفاع المدني السوري بمقتل ستة مدنيين الثلاثاء في قصف جوي على مدينة كفرنبل بريف إدلب"
          " الجنوبي.")),
        ("2019-05-21", ("قال الدفاع المدني السوري إن ستة مدنيين قتلوا اليوم الثلاثاء بقصف مدفعي لقوات النظام على بلدة"
          " قلعة المضيق في ريف حماة.")),
        ("2019-05-22", "قتل ستة أشخاص بغارة على سوق في كفرنبل يوم الثلاثاء، بحسب المرصد السوري لحقوق الإنسان."),
        ("2019-05-22", ("لقي ستة مدنيين مصرعهم في قلعة المضيق الثلاثاء جراء قصف بالمدفعية، وفق المرصد السوري لحقوق"
          " الإنسان.")),
    ),
    "responsibility": (
        ("2015-05-29", ("أعلنت وزارة الداخلية السعودية مقتل أربعة أشخاص في تفجير انتحاري استهدف اليوم الجمعة مسجدا في"
          " مدينة الدمام شرق المملكة.")),
        ("2015-05-30", ("تبنى تنظيم الدولة الإسلامية التفجير الانتحاري الذي استهدف أمس الجمعة مسجدا في الدمام بالسعودية"
          " وأوقع أربعة قتلى.")),
        ("2015-05-30", ("قتل أربعة أشخاص في هجوم انتحاري على مسجد العنود في الدمام الجمعة، وقال مسؤول في وزارة الداخلية"
          " السعودية إن المهاجم كان متنكرا بزي نسائي.")),
    ),
    "nohit": (
        ("2015-10-27", ("اتهمت منظمة أطباء بلا حدود التحالف العربي بقيادة السعودية بقصف مستشفى تديره في حيدان بمحافظة"
          " صعدة شمال اليمن مساء الاثنين.")),
        ("2015-10-27", ("نفى المتحدث باسم التحالف العربي العميد أحمد عسيري أن تكون طائرات التحالف استهدفت مستشفى حيدان في"
          " صعدة.")),
        ("2015-10-28", "دمرت غارات مستشفى لأطباء بلا حدود في حيدان بصعدة ليل الاثنين، بحسب مدير المستشفى، ولم يسقط قتلى."),
    ),
    "unnamed": (
        ("2018-01-09", ("ذكر مصدر محلي أن طائرة بلا طيار يعتقد أنها أمريكية قتلت الثلاثاء ثلاثة من عناصر القاعدة في"
          " مديرية الصومعة بمحافظة البيضاء وسط اليمن.")),
        ("2018-01-10", ("قال مسؤول محلي طلب عدم نشر اسمه إن ثلاثة يشتبه بانتمائهم إلى تنظيم القاعدة قتلوا أمس في الصومعة"
          " بالبيضاء بغارة لطائرة من دون طيار.")),
    ),
    "nights": (
        ("2016-12-03", "قال مجلس محافظة إدلب إن ثلاثة مدنيين قتلوا في غارة على بلدة التمانعة ليل الجمعة."),
        ("2016-12-06", "قتل ثلاثة مدنيين في غارة جوية على بلدة التمانعة بريف إدلب ليل الاثنين، وفق مجلس المحافظة."),
    ),
    "relay": (
        ("2016-11-09", (
            "أعلنت وزارة الدفاع العراقية اليوم الأربعاء أن طيران الجيش قتل 33 عنصرا من تنظيم الدولة الإسلامية في "
            "قصف استهدف مقرا للتنظيم في قضاء تلعفر غرب الموصل."
        )),
        ("2016-11-09", (
            "ذكرت وكالة الأناضول نقلا عن بيان لوزارة الدفاع العراقية أن غارة لطيران الجيش على تلعفر أسفرت "
            "الأربعاء عن مقتل 33 من مسلحي تنظيم داعش."
        )),
        ("2016-11-10", (
            "لقي 33 مسلحا من داعش حتفهم أمس الأربعاء في ضربة نفذتها طائرات عراقية على تلعفر، وفق ما نقلته وكالة "
            "رويترز عن المتحدث باسم وزارة الدفاع العراقية."
        )),
    ),
    "inside": (
        ("2015-11-18", (
            "أعلنت المقاومة الشعبية في محافظة الضالع اليمنية أن مقاتليها قتلوا ثمانية من الحوثيين اليوم الأربعاء "
            "في كمين قرب مدينة دمت."
        )),
        ("2015-11-19", (
            "قال مصدر في المقاومة الشعبية إن ثمانية من مسلحي الحوثي قتلوا أمس الأربعاء بكمين نصب لهم قرب مدينة "
            "دمت في الضالع."
        )),
    ),
    "market": (
        ("2015-12-12", (
            "قتل 11 شخصا صباح السبت بغارة على سوق شعبي في مدينة بزاعة شرق حلب، وفق لجان التنسيق المحلية."
        )),
        ("2015-12-12", (
            "سقط خمسة قتلى مساء السبت جراء قصف مدفعي طال مستوصفا في مدينة بزاعة بريف حلب، بحسب المرصد السوري "
            "لحقوق الإنسان."
        )),
        ("2015-12-13", (
            "ارتفع إلى 14 عدد قتلى الغارة التي ضربت أمس السبت سوقا في بزاعة بريف حلب الشرقي، كما ذكر المرصد "
            "السوري لحقوق الإنسان."
        )),
    ),
    "ministry": (
        ("2016-10-14", (
            "موسكو - قصفت طائرات روسية الخميس موقعا لجبهة النصرة في خان طومان جنوب حلب بسوريا. وقال المتحدث باسم "
            "وزارة الدفاع الجنرال إيغور كوناشينكوف إن الضربة دمرت مستودع صواريخ في خان طومان."
        )),
        ("2016-10-14", (
            "أعلنت وزارة الدفاع الروسية أن مقاتلاتها دمرت الخميس مستودعا للصواريخ تابعا لجبهة النصرة في خان طومان "
            "بريف حلب."
        )),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake that read all of them, each from an outlet of its own."""
    return read_cases(tmp_path_factory.mktemp("cases"), CASES)


def told(event: dict[str, Any]) -> tuple[int, int, str]:
    """Reports, origins and status."""
    return event["n_reports"], event["n_origins"], event["status"]


def test_one_statement_in_two_wordings_is_one_origin_and_a_village_near_a_town_no_dispute(cases: Lake) -> None:
    (event,) = events_of(cases, "twin")
    assert (told(event), event["killed_best"]) == ((2, 1, "reported"), 17)
    assert event["conflicts"] == []


def test_the_ministry_s_later_toll_is_chosen_and_an_early_at_least_leaves_no_open_range(cases: Lake) -> None:
    (event,) = events_of(cases, "revised")
    assert told(event) == (3, 2, "corroborated")
    assert (event["killed_low"], event["killed_best"], event["killed_high"]) == (21, 30, 30)


def test_shells_of_one_side_and_raids_of_the_other_on_one_town_are_two_events(cases: Lake) -> None:
    raid, shells = events_of(cases, "sides")
    assert (raid["killed_best"], raid["actor_ids"]) == (12, ["actor:sa-coalition"])
    assert (shells["killed_best"], shells["n_reports"], shells["actor_ids"]) == (7, 2, ["actor:ye-houthi"])


def test_a_morning_and_an_evening_raid_on_one_town_are_two_events(cases: Lake) -> None:
    morning, evening = events_of(cases, "hours")
    assert (morning["killed_best"], morning["n_reports"]) == (4, 2)
    assert (evening["killed_high"], evening["n_reports"]) == (2, 2)


def test_six_dead_in_each_of_two_towns_are_two_events_and_none_is_contested(cases: Lake) -> None:
    found = events_of(cases, "twotowns")
    assert {e["place_name_en"] for e in found} == {"Kafr Nabl", "Qalat al Madiq"}
    assert [told(e) for e in found] == [(2, 2, "corroborated")] * 2


def test_who_claims_an_attack_is_its_actor_and_an_origin(cases: Lake) -> None:
    (event,) = events_of(cases, "responsibility")
    assert (told(event), event["actor_ids"]) == ((3, 2, "corroborated"), ["actor:is"])


def test_a_hospital_hit_and_not_hit_is_contested_by_name(cases: Lake) -> None:
    (event,) = events_of(cases, "nohit")
    assert (event["n_reports"], event["status"], event["deniers"]) == (3, "contested", ["actor:sa-asiri"])


def test_two_unnamed_sources_are_one_weak_origin(cases: Lake) -> None:
    (event,) = events_of(cases, "unnamed")
    assert told(event) == (2, 1, "reported")


def test_three_dead_in_two_nights_of_one_village_are_two_events(cases: Lake) -> None:
    assert [told(e) for e in events_of(cases, "nights")] == [(1, 1, "reported")] * 2


def test_agencies_that_pass_on_a_ministry_are_no_origins(cases: Lake) -> None:
    (event,) = events_of(cases, "relay")
    assert (told(event), event["n_texts"], event["killed_best"]) == ((3, 1, "reported"), 3, 33)


def test_a_source_in_a_body_is_no_second_origin_beside_the_body(cases: Lake) -> None:
    (event,) = events_of(cases, "inside")
    assert told(event) == (2, 1, "reported")


def test_a_report_without_an_hour_does_not_tie_the_morning_s_raid_to_the_evening_s_shells(cases: Lake) -> None:
    raid, shells = events_of(cases, "market")
    assert (told(raid), raid["killed_best"]) == ((2, 2, "corroborated"), 14)
    assert (told(shells), shells["killed_best"]) == ((1, 1, "reported"), 5)


def test_moscow_s_nameless_ministry_and_moscow_s_ministry_are_one_origin(cases: Lake) -> None:
    (event,) = events_of(cases, "ministry")
    assert told(event) == (2, 1, "reported")
