"""Who is whose man and whose deed it was: "the commander in an Israeli raid" is nobody's man."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2019, 5, 14)


def physical(text: str) -> list[Mention]:
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("مقتل القيادي في غارة إسرائيلية على بيروت.", "actor:il-air-force"),
        ("مقتل قائد في قصف تركي على كوباني.", "actor:tr-army"),
        ("إصابة عنصر في قصف إسرائيلي على درعا.", "actor:il-army"),
        ("قتل مسؤول في ضربة أمريكية على بغداد.", "actor:us-army"),
        ("قتل ضابط في هجوم إيراني على أربيل.", "actor:ir-army"),
    ],
)
def test_who_fell_in_a_raid_is_no_man_of_those_who_flew_it(text: str, doer: str) -> None:
    (told,) = physical(text)
    assert told.actor_ids == (doer,)
    assert doer not in told.target_ids


def test_who_is_an_officer_in_a_force_is_its_man() -> None:
    (told,) = physical("قتل ضابط في الجيش التركي بانفجار لغم قرب رأس العين.")
    assert told.target_ids == ("actor:tr-army",)


def test_what_a_death_does_to_other_deeds_names_nobody_who_caused_it() -> None:
    text = "قتل القيادي أبو خليل في غارة على ولاية باكتيكا. وسيؤثر مقتله على العمليات التي ينفذها تنظيم القاعدة."
    (told,) = physical(text)
    assert not told.actor_ids


def test_an_attack_of_days_before_a_death_is_another_event() -> None:
    text = "اغتيل القائد في دمشق. ويأتي اغتياله بعد أسبوع من قصف إسرائيل مطار حلب."
    killing = physical(text)[0]
    assert not killing.actor_ids
    assert killing.target_objects == ()


@pytest.mark.parametrize(
    "text",
    [
        "نعت جامعة الدول العربية شابا فلسطينيا قتل برصاص الجيش الإسرائيلي في نابلس.",
        "اندلعت مواجهات بين شبان فلسطينيين وقوات الاحتلال قرب جامعة القدس في أبو ديس.",
    ],
)
def test_a_university_is_no_mosque(text: str) -> None:
    (told,) = physical(text)
    assert told.target_objects == ()


@pytest.mark.parametrize("crowd", ["احتجاجات", "مظاهرات", "مظاهرة"])
def test_whom_a_rally_is_held_for_was_not_taken_at_it(crowd: str) -> None:
    text = f"خرجت {crowd} في الحسيمة للمطالبة بالإفراج عن الناشط الذي اعتقل يوم الاثنين."
    rally, arrest = physical(text)
    assert (rally.sub_event_type, rally.date_start) == ("Peaceful protest", None)
    assert (arrest.sub_event_type, arrest.date_start) == ("Arrests", date(2019, 5, 13))


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("جرح قيادي في قصف مدفعي تركي على مدينة كوباني.", "actor:tr-army"),
        ("أصيب عنصر في هجوم جوي روسي على مدينة إدلب.", "actor:ru-army"),
        ("استشهد شاب برصاص إسرائيلي قرب جنين.", "actor:il-army"),
        ("أصيب مدني بنيران إسرائيلية في بلدة العديسة.", "actor:il-army"),
        ("أصيب طفل بقذائف تركية في عين عيسى.", "actor:tr-army"),
        ("استهداف إسرائيلي لسيارة في بلدة عيترون يقتل شخصين.", "actor:il-army"),
    ],
)
def test_whose_the_bullets_and_the_fire_are_is_who_shot(text: str, doer: str) -> None:
    (told,) = physical(text)
    assert told.actor_ids == (doer,)
    assert doer not in told.target_ids


def test_shells_that_are_only_made_in_a_country_are_not_its_own() -> None:
    (told,) = physical("أطلقت الفصائل قذائف روسية الصنع على حلب فقتل مدني.")
    assert told.actor_ids == ("actor:sy-rebels",)


@pytest.mark.parametrize("victim", ["صياد", "بائع", "راعي أغنام", "إمام مسجد"])
def test_who_fishes_sells_or_herds_is_a_civilian(victim: str) -> None:
    (told,) = physical(f"مقتل {victim} بانفجار لغم في بادية حماة.")
    assert told.target_ids == ("actor:civilians",)


@pytest.mark.parametrize("dead", ["ضحايا", "قتلى"])
def test_who_shelled_is_not_whom_the_dead_of_it_name(dead: str) -> None:
    (told,) = physical(f"أربعة مدنيين {dead} قصف القوات الروسية على مدينة خاركيف.")
    assert told.actor_ids == ("actor:ru-army",)
    assert told.target_ids == ("actor:civilians",)


def test_families_are_not_captured() -> None:
    assert not physical("يهدف البرنامج إلى رعاية الجنود المصابين بمشاركة أسرهم في محافظة خميس مشيط.")


@pytest.mark.parametrize(
    "text",
    ["حاصر الجيش عشرة مسلحين في تدمر وأسرهم.", "باغت الجيش اليمني ثلاثة من الحوثيين في مأرب وأسرهم."],
)
def test_men_who_are_captured_are_no_families(text: str) -> None:
    assert physical(text)[-1].sub_event_type == "Arrests"
