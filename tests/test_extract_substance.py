"""What only talks of a happening is no row of its own; what a verb tells, or an indefinite noun, is."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2019, 5, 14)
LEAD = "قصفت مدفعية الجيش السوري بلدة مورك في ريف حماة أمس.\n"


def in_body(sentence: str) -> list[Mention]:
    """Return what a sentence reports as the second line of a report of war."""
    mentions = extract(LEAD + sentence, DAY).mentions
    return [m for m in mentions if m.kind == "physical" and m.evidence_start >= len(LEAD)]


@pytest.mark.parametrize(
    "sentence",
    [
        "وناقش المجتمعون إعادة الخدمات إلى المدارس في مرحلة ما بعد تحرير سرمين.",
        "وتحدث مدير الثانوية عن أثر تحرير سراقب في نفوس التلاميذ.",
        "وروت السيدة أن ابنتها كتبت رسائل كثيرة خلال فترة اعتقالها.",
        "وقال الشاب إن أسرته باعت البيت بعد اختطافه.",
    ],
)
def test_a_definite_noun_with_no_more_than_a_place_names_what_is_known(sentence: str) -> None:
    assert in_body(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "وأضاف أن ثلاثة أشخاص أصيبوا بجروح وهم في حالة مستقرة.",
        "وأحصت المنظمة 48 وفاة بين المهاجرين، ولقي أغلبهم مصرعه غرقا.",
        "وفي الممر مصابون ينتظرون دورهم.",
    ],
)
def test_a_toll_far_from_any_event_with_no_side_place_or_day_is_none(sentence: str) -> None:
    between = "وافتتح الوزير سوقا جديدة. وزار المعرض الزراعي. وكرم الفائزين بالجوائز.\n"
    assert in_body(between + sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "وفي سراقب اشتباكات عنيفة وقصف مدفعي على المدينة.",
        "واستمرت الاشتباكات في معرة حرمة حتى ساعات الصباح.",
        "واستطاعت فصائل المعارضة السورية تحرير معرة حرمة.",
        "وشهدت معرة حرمة قصفا مدفعيا.",
    ],
)
def test_what_a_verb_or_an_indefinite_noun_tells_is_news(sentence: str) -> None:
    assert in_body(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "وتعهدت فرنسا بمساعدة القوات العراقية لقتال تنظيم داعش في الموصل.",
        "وانضم الشاب إلى داعش للقتال في الرقة.",
    ],
)
def test_to_fight_is_an_aim_and_no_clash(sentence: str) -> None:
    assert in_body(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "وتعرضت القرية لاشتباكات عنيفة بين الجيش السوري وهيئة تحرير الشام في معرة حرمة.",
        "ونتيجة للاشتباكات العنيفة بين الجيش السوري وهيئة تحرير الشام في اللطامنة نزح السكان.",
    ],
)
def test_what_befell_a_village_is_a_clash_behind_the_same_particle(sentence: str) -> None:
    assert {m.event_type for m in in_body(sentence)} == {"Battles"}


def test_a_verse_on_the_slain_that_is_joined_to_a_crime_leaves_a_verdict_without_a_row() -> None:
    """The passage has no word but that for the slain, and was left without any: the whole article was lost."""
    text = (
        "صدر اليوم عن وزارة الداخلية نص حكم القتل في أحد الجناة.\n"
        "قال الفقهاء إن القصاص في القتلى فيه حياة للناس.\n"
        "أقدم سالم بن ناصر على قتل راشد بن علي وذلك بإطلاق النار عليه.\n"
        "وتمكنت قوات الأمن من القبض على الجاني."
    )
    assert extract(text, DAY).mentions == ()
