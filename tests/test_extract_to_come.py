"""What is held, suffered, seized or still to come beside what was done: no place is taken and nobody is struck by it."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2023, 6, 15)
NEWS = "عقد مجلس الأمن جلسة طارئة بشأن الأزمة يوم الاثنين.\n"


def told(sentence: str) -> list[Mention]:
    """Return the physical events of a sentence behind a line of news."""
    return [m for m in extract(NEWS + sentence, DAY).mentions if m.kind == "physical"]


@pytest.mark.parametrize(
    "sentence",
    [
        "وسيعود النازحون حينما يطرد الجيش الليبي المسلحين من مدينة سرت.",
        "وقال العميد إن قواته ستتجه شرقا بعد أن تستعيد مدينة هيت من التنظيم.",
        "وأكد اللواء أن تحرير صنعاء من قبضة الحوثيين لن يحتاج إلى دعم خارجي.",
        "ويرى الخبير أن استعادة السيطرة على مدينة درنة باتت مسألة وقت.",
        "وكشفت الوزيرة عن مذبحة كانت ميليشيا الحوثي تنوي ارتكابها في تعز.",
        "وروى الضابط تفاصيل عملية اغتيال كان التنظيم يعتزم تنفيذها في عمان.",
        "ولم تشهد عدن خلال اليومين الماضيين أي عملية استهداف صاروخي من الحوثيين.",
        "وتعاني القرى القريبة من قصف مدفعي تنفذه قوات النظام في ريف اللاذقية.",
    ],
)
def test_what_is_still_to_come_or_lasts_is_no_event(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "وشنت طائرات التحالف غارتين على معسكر يسيطر عليه الحوثيون في ضواحي تعز.",
        "وقصفت الطائرات الروسية مدينة يسيطر عليها تنظيم داعش شرق حمص.",
    ],
)
def test_whose_a_place_is_that_was_raided_is_told_in_passing(sentence: str) -> None:
    """Also in the first sentence of a page, where a present tense is else the news."""
    for text in (NEWS + sentence, sentence):
        kinds = [m.sub_event_type for m in extract(text, DAY).mentions if m.kind == "physical"]
        assert kinds == ["Air/drone strike"]


@pytest.mark.parametrize(
    ("sentence", "taken"),
    [
        ("واستولت قوات الاحتلال على كاميرات مراقبة في مدينة نابلس.", False),
        ("واستولى مسلحون على ثلاث سيارات تابعة لمنظمة إغاثة في مدينة غاو.", False),
        ("واستولى المسلحون على كميات من الأسلحة في بلدة سرت.", False),
        ("وسيطر الجيش السوري على مستودع أسلحة وذخائر في مدينة الرستن.", True),
        ("واستولى المسلحون على حقل نفط وكميات من الأسلحة شرق حمص.", True),
    ],
)
def test_who_seizes_arms_or_cars_takes_no_town(sentence: str, taken: bool) -> None:  # noqa: FBT001 - a column of the table
    assert bool(told(sentence)) == taken


@pytest.mark.parametrize(
    "sentence",
    [
        "وشنت قوات الأمن التونسية عملية في مدينة بن قردان استهدفت عناصر إرهابية.",
        "ونفذ الجيش اللبناني حملة في عرسال استهدفت عناصر من جبهة النصرة.",
    ],
)
def test_whom_an_operation_hit_did_not_carry_it_out(sentence: str) -> None:
    """A second verb with no "and" tells what was launched: its subject is the operation, and who follows is hit."""
    (row,) = told(sentence)
    assert {*row.actor_ids} & {"actor:tn-security", "actor:lb-army"}
    assert {*row.target_ids} & {"actor:terrorists", "actor:nusra"}


def test_the_fiercest_of_several_attacks_is_no_raid_told_before_the_bombings() -> None:
    rows = told(
        "وشن طيران التحالف الدولي غارات على الأنبار وقتل 12 مسلحا.\n"
        "وقتل 20 شخصا في سلسلة تفجيرات هزت العراق أمس.\n"
        "واستهدف أعنف الهجمات حي الشعب في بغداد حيث قتل تسعة أشخاص."
    )
    last = next(m for m in rows if m.place_name_en == "Shaab")
    assert last.sub_event_type != "Air/drone strike"
    assert last.actor_ids == ()


def test_what_has_cost_lives_since_the_fall_of_a_president_is_history() -> None:
    (row,) = told("وقتل مئات الجنود في هجمات للمتشددين في سيناء منذ عزل الرئيس.")
    assert row.status == "background"


def test_the_worst_fighting_since_then_is_news() -> None:
    (row,) = told(
        "واندلعت اشتباكات بين الجيش الليبي ومسلحين في بنغازي في أسوأ أعمال عنف تعرفها المدينة منذ الإطاحة بالقذافي."
    )
    assert row.status == "asserted"


def test_hundreds_who_died_in_attacks_of_no_day_are_a_sum() -> None:
    rows = told("وقتل شرطي بانفجار في القاهرة أمس.\nوتشهد مصر هجمات يشنها متشددون قتل فيها مئات من رجال الأمن.")
    assert {m.sub_event_type: m.status for m in rows}["Armed clash"] == "background"


def test_the_thousands_of_a_war_did_not_die_on_the_day_of_a_clash() -> None:
    rows = told(
        "واندلعت اشتباكات في بنغازي الليبية أمس وقتل جنديان.\n"
        "وقال المبعوث إن القتال في ليبيا يجب أن يتوقف وإن الحرب قتلت الآلاف."
    )
    assert [m.status for m in rows] == ["asserted", "background"]
    assert rows[1].date_start is None


def test_a_murder_that_is_looked_into_is_not_the_bombing_told_before() -> None:
    rows = told(
        "وقتل تسعة في تفجير بمدينة كويتا الباكستانية أمس.\nودعا وزير الخارجية الأميركي إلى تحقيق في مقتل الصحفي كريم بلوش."
    )
    blast = next(m for m in rows if m.place_name_en == "Quetta")
    assert blast.target_ids == ()


def test_what_was_meant_to_be_done_was_not_done() -> None:
    assert told("وقال الادعاء إن رجلين كان يفترض أن ينفذا عملية اغتيال بمساعدة عناصر من تنظيم الدولة.") == []
