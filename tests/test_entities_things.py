"""Weapons and objects of attack: spellings, numbers, classes, and words that only look like them."""

from functools import cache

import pytest

from tasks.extract.entities import EntityIndex, entity_rows, find_objects, find_weapons
from tasks.extract.entity_data import read_known
from tasks.knowledge import load_knowledge
from tasks.text.normal import normalise

KNOWLEDGE = load_knowledge()


@cache
def index() -> EntityIndex:
    return EntityIndex.from_knowledge(KNOWLEDGE)


def weapons(text: str) -> list[str]:
    return [hit.entity_id for hit in find_weapons(normalise(text), index())]


def objects(text: str) -> list[str]:
    return [hit.entity_id for hit in find_objects(normalise(text), index())]


@pytest.mark.parametrize("spelling", ["سو-34", "سو 34", "سو٣٤", "سوخوي 34", "سوخوي-34", 'من طراز "سو-34"'])
def test_one_aircraft_in_many_spellings(spelling: str) -> None:
    assert weapons(f"أقلعت قاذفات {spelling} فجرا")[-1] == "weapon:su-34"


@pytest.mark.parametrize(
    ("words", "weapon_id"),
    [
        ("بالبراميل المتفجرة", "weapon:barrel-bomb"),
        ("برميلين متفجرين", "weapon:barrel-bomb"),
        ("بسيارتين مفخختين", "weapon:car-bomb"),
        ("بطائرة من دون طيار", "weapon:drone"),
        ("بصاروخ بالستي", "weapon:ballistic-missile"),
        ("بغاز الكلور", "weapon:chlorine"),
        ("بعبوة ناسفة لاصقة", "weapon:sticky-bomb"),
        ("حزامه الناسف", "weapon:suicide-vest"),
        ("قذائف الهاون", "weapon:mortar"),
    ],
)
def test_weapons_are_read_with_clitics_and_in_the_dual(words: str, weapon_id: str) -> None:
    assert weapons(f"نفذ الهجوم {words} أمس") == [weapon_id]


def test_marches_and_locusts_are_no_weapons() -> None:
    assert weapons("خرجت مسيرات شعبية بعد الصلاة وانتشر الجراد في الحقول") == []


@pytest.mark.parametrize(
    ("words", "object_id"),
    [
        ("مستشفى", "object:hospital"),
        ("المشافي", "object:hospital"),
        ("مستشفيين", "object:hospital"),
        ("لمدرسة", "object:school"),
        ("منازلهم", "object:house"),
        ("للمخيم", "object:camp"),
        ("مستودعات أسلحة وذخيرة", "object:depot"),
        ("منصات إطلاق الصواريخ", "object:launcher"),
        ("ثلاثة حواجز", "object:checkpoint"),
    ],
)
def test_objects_are_read_in_every_number_and_with_pronouns(words: str, object_id: str) -> None:
    assert objects(f"أصاب القصف {words} هناك") == [object_id]


def test_towns_and_verbs_are_no_objects() -> None:
    assert objects("دارت معارك في دير الزور وبيت لحم عن طريق البر") == []


def test_every_thing_has_a_class_and_a_known_parent() -> None:
    for folder, least in (("weapons", 150), ("objects", 75)):
        things = read_known(KNOWLEDGE, folder)
        assert len(things) >= least
        assert all(t.kind for t in things.values())
        assert {t.parent_id for t in things.values() if t.parent_id} <= set(things)


def test_platform_belongs_to_its_class() -> None:
    assert [r.entity_id for r in entity_rows(["weapon:su-34"], KNOWLEDGE)] == [
        "weapon:aircraft",
        "weapon:bomber",
        "weapon:su-34",
    ]
