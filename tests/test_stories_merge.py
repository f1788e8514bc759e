"""Stories of two happenings that share a town, a doer or a sentence: each keeps its own row and its own numbers."""

from datetime import date

import pytest

from tests.language_examples import extract

DAY = date(2015, 11, 10)
Row = tuple[str, str | None, frozenset[tuple[str, int]]]


def rows(story: str) -> set[Row]:
    """Return kind, place and numbers of every happening of a story."""
    found = extract(story, DAY)
    return {
        (
            m.sub_event_type,
            m.place_name_en,
            frozenset(
                (q.measure, q.best or q.low or 0)
                for q in found.quantities
                if q.mention_id == m.mention_id and q.victim_class == "all"
            ),
        )
        for m in found.mentions
        if m.kind == "physical"
    }


SHELLING, CLASH = "Shelling/artillery/missile attack", "Armed clash"
BLAST, TAKEN = "Remote explosive/landmine/IED", "Non-state actor overtakes territory"
STORIES: dict[str, tuple[str, set[Row]]] = {
    "who strikes back": (
        (
            "تواصلت المواجهات بين الجيش وقوات الدعم السريع في مدينة الفاشر منذ الصباح. ورد مقاتلو الدعم السريع بقصف"
            " عشوائي على الأحياء السكنية في الفاشر وقتل أربعة مدنيين."
        ),
        {(CLASH, "El Fasher", frozenset()), (SHELLING, "El Fasher", frozenset({("killed", 4)}))},
    ),
    "villages that were hit as well": (
        (
            "قتل مدني وأصيب أربعة جراء قصف الحوثيين أحياء مدينة تعز. كما تعرضت قرى سهلة والجبيل القريبة من المدينة لقصف"
            " مدفعي من قبل الحوثيين المتمركزين شمال مدينة تعز."
        ),
        {(SHELLING, "Taiz", frozenset({("killed", 1), ("injured", 4)})), (SHELLING, "Taiz", frozenset())},
    ),
    "the first and the second": (
        (
            "انفجرت عبوتان ناسفتان في بغداد. الأولى استهدفت دورية للشرطة في حي الدورة وقتلت شرطيين، والثانية انفجرت في سوق"
            " في مدينة الصدر وأصابت سبعة مدنيين."
        ),
        {(BLAST, "Dora", frozenset({("killed", 2)})), (BLAST, "Sadr City", frozenset({("injured", 7)}))},
    ),
    "an update of a toll": (
        "ارتفعت حصيلة قتلى التفجير الذي استهدف سوقا في مدينة كانو أمس إلى 35. وكانت الحصيلة الأولى 20 قتيلا. وأصيب 60 آخرون.",
        {(BLAST, "Kano", frozenset({("killed", 35), ("injured", 60)}))},
    ),
    "what is taken and who fell": (
        "سيطر مقاتلو حركة طالبان على مقر الشرطة وثلاث نقاط تفتيش في مدينة غزني. وقتل في الهجوم أحد عشر شرطيا.",
        {(TAKEN, "Ghazni", frozenset({("killed", 11)}))},
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_each_happening_keeps_its_row_and_its_numbers(name: str) -> None:
    story, wanted = STORIES[name]
    assert rows(story) == wanted
