"""What a page tells of one happening in other words: the village behind "near the town", the first toll, who was hurt."""

from datetime import date

from schemas.mention import Mention
from tasks.extract.article import Extraction
from tests.language_examples import extract

DAY = date(2023, 6, 15)


def rows(found: Extraction) -> list[Mention]:
    """Return the physical events."""
    return [m for m in found.mentions if m.kind == "physical"]


def counted(found: Extraction, measure: str) -> list[int | None]:
    """Return the numbers of a measure, of all victims."""
    return [q.best for q in found.quantities if q.measure == measure and q.victim_class == "all"]


def test_a_village_near_the_town_of_the_headline_is_where_it_happened() -> None:
    found = extract(
        "جرحى بقصف قرب بلدة تل تمر\n"
        "أصيب عدد من المدنيين بقصف تركي استهدف محيط بلدة تل تمر شمال الحسكة.\n"
        "وقالت وكالة محلية إن 5 مدنيين أصيبوا في قصف على قرية الدردارة قرب بلدة تل تمر.",
        DAY,
    )
    assert len(rows(found)) == 1
    assert counted(found, "injured") == [5]


def test_what_was_first_told_of_a_raid_whose_toll_has_risen_is_no_other_raid() -> None:
    found = extract(
        "ارتفع عدد قتلى غارة على منزل في مدينة منبج أمس إلى خمسة قتلى، بعد وفاة مصابين اثنين.\n"
        "وكانت طائرة تركية قصفت أمس منزلا في منبج، ما أسفر عن مقتل ثلاثة أشخاص وإصابة سبعة.",
        DAY,
    )
    (row,) = rows(found)
    assert row.status == "asserted"
    assert row.actor_ids == ("actor:tr-air-force",)
    assert counted(found, "killed") == [5]


def test_a_list_of_the_dead_divides_them() -> None:
    found = extract(
        "ارتفعت حصيلة قتلى الاشتباكات في مدينة الزاوية إلى 40 قتيلا.\n"
        "وأوضح مسؤول أن قائمة الضحايا شملت 9 أفراد من كتيبة الثوار و12 من الأمن المركزي.",
        DAY,
    )
    assert len(rows(found)) == 1
    assert counted(found, "killed") == [40]


def test_the_hospital_of_the_wounded_is_no_place_of_another_attack() -> None:
    found = extract(
        "استهدفت مسيرة تركية سيارة قرب قرية خربة الشعير، ما أدى لإصابة ثلاثة مدنيين.\n"
        "ونقل أحد الجرحى إلى مشافي القامشلي، فيما نقل الجريحان الآخران إلى مدينة الحسكة للعلاج.",
        DAY,
    )
    assert len(rows(found)) == 1
    assert counted(found, "injured") == [3]
    told = extract(
        "أصيب أربعة أشخاص بقصف تركي استهدف قرية صكيرو بريف عين عيسى.\n"
        "وقال مصدر محلي إن القرية تعرضت لقصف عنيف من القوات التركية، وإنه تم نقل المصابين الأربعة إلى مشفى في بلدة صرين.",
        DAY,
    )
    assert len(rows(told)) == 1


def test_who_passes_on_the_words_of_a_hospital_carries_nobody_to_it() -> None:
    found = extract(
        "وقع انفجار في سوق بمدينة بعقوبة العراقية صباح الاثنين.\n"
        "ونقلت وكالة محلية عن مدير مستشفى بعقوبة أن القتلى سبعة وأن الجرحى عشرون.",
        DAY,
    )
    assert counted(found, "killed") == [7]
    assert {m.place_name_en for m in rows(found)} == {"Baqubah"}


def test_hundreds_who_bury_one_are_not_dead() -> None:
    found = extract(
        "قتلت قوات الاحتلال الإسرائيلي شابا في مخيم بلاطة.\nوشيع المئات جثمان الشهيد الذي قتل فجرا خلال اقتحام المخيم.",
        DAY,
    )
    assert len(rows(found)) == 1
    assert all((q.low or 0) <= 1 for q in found.quantities if q.measure == "killed")


def test_who_shoots_at_the_air_intelligence_shells_nobody() -> None:
    found = extract("استهدف مجهولون سيارة ضابط في المخابرات الجوية بالرصاص المباشر قرب بلدة نمر، ما أدى لمقتله.", DAY)
    (row,) = rows(found)
    assert row.sub_event_type in {"Attack", "Armed clash"}
