"""Which status an event has: news, background, planned; and what gives no row at all."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2019, 5, 14)
LEAD = "قصفت مدفعية الجيش السوري بلدة مورك في ريف حماة أمس، وقتل أربعة مدنيين.\nوقال ناشطون إن القصف استمر ساعتين.\n"


def physical(text: str) -> list[Mention]:
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


def in_body(sentence: str) -> list[Mention]:
    """Return what a sentence reports as the third line of a report of war."""
    return [m for m in physical(LEAD + sentence) if m.evidence_start >= len(LEAD)]


@pytest.mark.parametrize(
    "sentence",
    [
        "ويسيطر تنظيم الدولة الإسلامية على مدينة الرقة منذ عام 2014.",
        "وشنت الطائرات التركية في الأسابيع الأخيرة غارات على بلدة عين عيسى.",
        "ويأتي ذلك بعد أقل من شهر على هجوم مسلح استهدف دورية للجيش السوري في مدينة درعا.",
        "وأسفرت الحرب في سوريا عن مقتل نحو 370 ألف شخص.",
        "وفي الربيع استولت هيئة تحرير الشام على بلدة دارة عزة.",
        "ورفضت العائلة استقبال شقيق المتهم بتنفيذ هجوم على سوق سراقب أسفر عن مقتل تسعة أشخاص.",
        "وقال القاضي إن الرجلين متورطان في قتل ستة صيادين قرب سراقب.",
    ],
)
def test_what_went_before_the_news_is_background(sentence: str) -> None:
    found = in_body(sentence)
    assert {m.status for m in found} == {"background"}


def test_a_total_of_the_war_does_not_become_the_toll_of_the_news() -> None:
    news = next(m for m in physical(LEAD + "ومنذ بداية التصعيد قتل 544 مدنيا في ريف حماة.") if m.status == "asserted")
    found = extract(LEAD + "ومنذ بداية التصعيد قتل 544 مدنيا في ريف حماة.", DAY)
    assert {q.best for q in found.quantities if q.mention_id == news.mention_id and q.measure == "killed"} == {4}


def test_what_befell_somebody_while_he_was_at_work_is_news() -> None:
    found = in_body("وقال محمد إنه كان يبيع الخضار عندما سقطت قذيفة هاون على السوق في بلدة اللطامنة.")
    assert {m.status for m in found} == {"asserted"}


def test_a_present_tense_in_the_headline_is_news_and_in_the_body_a_state() -> None:
    (news,) = physical("الجيش السوري يسيطر على بلدة مورك")
    assert news.status == "asserted"
    assert {m.status for m in in_body("وتتبع البلدة ناحية تسيطر عليها هيئة تحرير الشام في مدينة خان شيخون.")} <= {
        "background"
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "وأعلن المتحدث أن الجيش السوري سيقصف مدينة خان شيخون.",
        "وتستعد القوات التركية لشن هجوم على مدينة منبج.",
        "ومن المقرر أن تشن القوات التركية عملية برية في مدينة عين عيسى.",
    ],
)
def test_an_operation_that_a_force_announces_is_planned(sentence: str) -> None:
    (plan,) = in_body(sentence)
    assert (plan.status, plan.modality) == ("planned", "future")


@pytest.mark.parametrize(
    "sentence",
    [
        "ولم يسمح للطيران التركي بشن غارات على مدينة منبج.",
        "وقد تشن القوات التركية هجوما على مدينة منبج إذا فشلت المحادثات.",
        "ودعا المجلس إلى وقف القصف على مدينة منبج.",
        "وهدد الرئيس التركي بقصف مدينة منبج.",
    ],
)
def test_what_is_forbidden_feared_ended_or_threatened_is_no_physical_event(sentence: str) -> None:
    assert in_body(sentence) == []


def test_what_has_happened_is_no_plan_whatever_day_the_page_bears() -> None:
    (mention,) = physical("قتل أربعة مدنيين في قصف على بلدة مورك في ريف حماة يوم 20 أيار 2019.")
    assert mention.status == "asserted"


@pytest.mark.parametrize(
    "sentence",
    [
        "وكان هجوم أمس على بلدة مورك الأعنف منذ بداية الحملة، وقتل فيه سبعة جنود من الجيش السوري.",
        "يذكر أن الجيش السوري قصف أول أمس بلدة اللطامنة.",
    ],
)
def test_the_largest_attack_since_and_a_reminder_of_this_week_are_news(sentence: str) -> None:
    assert {m.status for m in in_body(sentence)} == {"asserted"}


def test_the_crime_before_a_court_is_background() -> None:
    found = physical(
        LEAD + "وفي لندن حكمت المحكمة بالسجن المؤبد على رجل شارك في تفجير حافلة في مدينة لندن قتل فيه 52 شخصا."
    )
    assert "asserted" not in {m.status for m in found if m.evidence_start > len(LEAD)}


@pytest.mark.parametrize("subject", ["عاصفة رملية", "أزمة جديدة", "العقوبات الأوروبية"])
def test_storms_crises_and_measures_strike_nobody(subject: str) -> None:
    assert in_body(f"و{subject} تضرب مدينة الرقة التي يسيطر عليها تنظيم الدولة.") == [] or all(
        m.status == "background" for m in in_body(f"و{subject} تضرب مدينة الرقة التي يسيطر عليها تنظيم الدولة.")
    )


@pytest.mark.parametrize(
    "line",
    [
        "أصيب رجل وزوجته في قصف على بلدة مورك في ريف حماة أمس.",
        "قتل خمسة عمال في قصف على مصنع للزيوت في مدينة حلب أمس.",
    ],
)
def test_a_shelling_is_no_accident_and_no_crime_in_a_family(line: str) -> None:
    assert [m.status for m in physical(line)] == ["asserted"]


@pytest.mark.parametrize(
    "line",
    [
        "تدور أحداث الفيلم حول غارة قتل فيها ستة جنود في مدينة البصرة.",
        "قصفت المدفعية أهدافا في سيناء خلال مناورات للجيش المصري.",
        "تعرض موقع الوزارة لهجوم من قراصنة مجهولين أدى إلى توقفه ساعتين.",
        "قتل رجل جاره بسكين إثر خلاف على الميراث في محافظة المنيا.",
    ],
)
def test_films_drills_hackers_and_quarrels_are_no_events(line: str) -> None:
    assert physical(line) == []


def test_a_camp_where_soldiers_are_trained_may_be_struck() -> None:
    (raid,) = physical("قتل 45 جنديا في غارة على معسكر تدريب عسكري قرب مدينة مصراتة أمس.")
    assert (raid.sub_event_type, raid.status) == ("Air/drone strike", "asserted")


@pytest.mark.parametrize(
    "sentence",
    [
        "وتمكنت فرق الإطفاء من السيطرة على حريق في سوق مدينة إدلب.",
        "وتلقى قائد في الجيش السوري تهديدا بالاغتيال في مدينة حماة.",
        "وسيتم تنظيم وقفة احتجاجية أمام مبنى المحافظة في مدينة السويداء.",
        "واستعادت عافيتها أسواق مدينة حلب بعد سنوات.",
    ],
)
def test_fires_under_control_threats_and_coming_rallies_are_no_events(sentence: str) -> None:
    assert in_body(sentence) == []


def test_a_murder_whose_file_is_before_a_judge_is_background() -> None:
    found = in_body("وأجل قاضي التحقيق في حلب النظر في قضية اغتيال ضابط في الجيش السوري في مدينة حلب.")
    assert "asserted" not in {m.status for m in found}


def test_what_residents_tell_is_news_although_the_word_holds_a_verb_of_the_past() -> None:
    (news,) = physical("قال سكان إن طائرة مسيرة قصفت سيارة في مدينة مأرب وقتلت أربعة أشخاص.")
    assert news.status == "asserted"


@pytest.mark.parametrize(
    "sentence",
    [
        "وعثرت القوات في المنزل على قنبلة يدوية وحزام ناسف وذخائر.",
        "واعترف الشاب بأنه سرق المواد لاستعمالها في صناعة قنابل يدوية وعبوات ناسفة.",
        "وحذر المصدر من عملية تطهير طائفي في سوريا.",
        "ودعت الكتلة إلى قانون يعزز جهود مكافحة الإرهابيين في البلاد.",
    ],
)
def test_what_is_found_made_or_furthered_is_no_attack(sentence: str) -> None:
    assert {m.sub_event_type for m in in_body(sentence)} <= {"Disrupted weapons use"}


@pytest.mark.parametrize(
    "sentence",
    [
        "وأحيا السكان الذكرى بمسيرات ووقفات احتجاجية كل عام.",
        "ولم يقدم المسؤول أي تفاصيل عن محاولة الاغتيال.",
    ],
)
def test_a_mention_that_answers_no_question_is_no_event(sentence: str) -> None:
    lead = "عقد مجلس بلدي الناصرة جلسة أمس، وقال رئيسه إن ثلاثة جنود قتلوا في السنة الماضية.\n"
    assert not [m for m in physical(lead + sentence) if m.evidence_start >= len(lead)]


def test_earlier_raids_are_background_where_the_words_say_on_what_and_where() -> None:
    found = in_body("وسبق أن تعرضت مدرسة البلدة في قلعة المضيق لغارات جوية قبل أشهر.")
    assert [(m.status, m.place_name_ar) for m in found] == [("background", "قلعة المضيق")]


def test_who_holds_the_area_of_the_story_is_no_event() -> None:
    found = extract(
        "قصفت مدفعية الجيش السوري بلدة مورك في ريف حماة.\n"
        "وقال شهود إن القذائف أطلقت من الجهة التي تسيطر عليها الفصائل في بلدة اللطامنة.",
        DAY,
    )
    assert all("territory" not in m.sub_event_type for m in found.mentions)


@pytest.mark.parametrize(
    "sentence",
    [
        "نشرت المخابرات أسماء ثمانين جنديا تتهمهم بجرائم حرب.",
        "أرسل القراصنة رسائل نصية إلى آلاف الجنود على الجبهة.",
        "عطل الهجوم الإلكتروني أجهزة أربعة مستشفيات تابعة للجيش.",
    ],
)
def test_words_that_are_sent_and_attacks_on_computers_are_no_events(sentence: str) -> None:
    assert in_body(sentence) == []


def test_soldiers_that_are_sent_are_an_event() -> None:
    assert [m.sub_event_type for m in in_body("ونشر الجيش ثمانين جنديا على أطراف البلدة.")] == [
        "Change to group/activity"
    ]


def test_the_fighting_recalled_at_the_end_is_the_news() -> None:
    text = "اندلعت اشتباكات بين الجيش ومسلحين في مدينة سبها. يذكر أن الاشتباكات أسفرت عن مقتل حارس وإصابة سبعة."
    assert {m.status for m in extract(text, date(2020, 3, 4)).mentions if m.kind == "physical"} == {"asserted"}


@pytest.mark.parametrize(
    "sentence",
    [
        "وقصفت المدفعية التركية اليوم بلدة منغ بعد نيران أطلقت منها في وقت سابق.",
        "وقتل مزارع في الأربعينيات من عمره بانفجار لغم أرضي في بلدة مورك.",
    ],
)
def test_a_word_of_the_past_beside_the_news_does_not_date_it_back(sentence: str) -> None:
    assert {m.status for m in in_body(sentence)} == {"asserted"}


def test_the_name_of_a_newspaper_in_the_dateline_is_no_word_of_the_past() -> None:
    (told,) = physical("سبق- القطيف: أطلق مسلحون مجهولون النار على دورية للشرطة في بلدة العوامية فقتل شرطي.")
    assert told.status == "asserted"
