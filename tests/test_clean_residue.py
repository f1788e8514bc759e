"""Residue rules: each catches its own example, none touches a paragraph of news."""

import pytest

from tasks.clean.kit import build_kit
from tasks.clean.lines import split_lines
from tasks.clean.residue import find_residue
from tasks.clean.residue_rules import Rule, read_rules
from tasks.knowledge import Row, load_knowledge

KIT = build_kit(load_knowledge())
RULES = list(read_rules(load_knowledge()))
PROSE = (
    "وقال شهود إن السكان غادروا الحي قبل وصول القوة بساعات، وإن الشوارع بقيت خالية حتى المساء ولم يصب أحد بأذى.",
    "ونشر المكتب الإعلامي شريطا مصورا للعملية، وأضاف أن التعليقات التي رافقته لم تصدر عنه.",
)
TEXT = "\n".join(PROSE)


def removed(text: str) -> list[str]:
    return [finding.line.text for finding in find_residue(split_lines(text), KIT.rules, KIT.attribution)]


@pytest.mark.parametrize(("path", "row", "rule"), RULES, ids=[f"{p.split('/')[-2]}:{r['id']}" for p, r, _ in RULES])
def test_rule_catches_its_example_where_it_says(path: str, row: Row, rule: Rule) -> None:
    before = f"{row['example']}\n{TEXT}"
    after = f"{TEXT}\n{row['example']}"
    if rule.where == "embed":
        after = f"{after}\n[[video source=youtube id=x]]"
    assert row["reason"], path
    assert row["example"] in removed(before if rule.where == "head" else after), path


def test_paragraphs_that_hold_the_words_of_a_rule_stay() -> None:
    text = "\n".join(
        (
            PROSE[0],
            "وشارك في الاجتماع ممثلون عن البلديات المجاورة، وتابعوا عرضا قدمه المهندسون عن حال الجسر.",
            "اقرأ على مسامع الحاضرين بيان النقابة ثم طلب من الجميع الانصراف بهدوء إلى بيوتهم.",
            "ونقل التلفزيون الكلمة في بث مباشر استمر ساعتين، ثم انقطع الإرسال عن المدينة كلها.",
            PROSE[1],
        )
    )
    assert removed(text) == []


def test_caption_printed_twice_goes_and_headline_stays() -> None:
    text = f"جسر البلدة بعد الحريق\n{PROSE[0]}\nعمال يرفعون الأنقاض\nعمال يرفعون الأنقاض\n{PROSE[1]}"
    assert removed(text) == ["عمال يرفعون الأنقاض"] * 2
    assert removed(f"جسر البلدة بعد الحريق\nجسر البلدة بعد الحريق\n{TEXT}") == ["جسر البلدة بعد الحريق"]


def test_line_that_leads_to_a_film_goes_only_with_the_film() -> None:
    lead = "تسجيل من موقع الحريق:"
    assert removed(f"{TEXT}\n{lead}\n[[video source=youtube id=x]]") == [lead, "[[video source=youtube id=x]]"]
    assert removed(f"{TEXT}\n{lead}") == []


def test_headlines_below_their_heading_go_however_long_they_are() -> None:
    headline = (
        "قوات خفر السواحل تنقذ ثلاثين مهاجرا قبالة سواحل مدينة الزاوية في محافظة الزاوية غرب ليبيا بعد يومين في البحر"
    )
    below = [headline, headline.replace("ثلاثين", "عشرين")]
    assert removed("\n".join([*PROSE, "أخبار ذات صلة", *below])) == ["أخبار ذات صلة", *below]


def test_a_paragraph_below_a_link_to_another_story_stays() -> None:
    text = "\n".join([PROSE[0], "اقرأ أيضا", "عنوان خبر آخر في المدينة", PROSE[1]])
    assert PROSE[1] not in removed(text)


def test_a_button_above_a_text_without_full_stops_takes_nothing_else() -> None:
    story = (
        "غادر السكان الحي قبل وصول القوة بساعات وبقيت الشوارع خالية حتى المساء ولم يصب أحد بأذى كما قال شهود في البلدة"
    )
    assert removed(f"السابق\n{story}\n{story} مجددا") == ["السابق"]
