"""Who is a man of whom, and whose deed it was: "the commander in an Israeli raid" is nobody's man, "his death" no deed."""

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
