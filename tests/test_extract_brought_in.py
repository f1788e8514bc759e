"""What stands in a sentence and was not hit: the hospital that takes in the hurt, who holds the town, who came to arrest."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2019, 5, 14)


def physical(text: str) -> list[Mention]:
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت طائرات روسية بلدة الراعي، ونقل الجرحى إلى مستشفى ميداني.",
        "أصيب طفلان بانفجار لغم في مدينة الرقة، حيث تم نقلهما إلى مستشفى المدينة.",
        "قصف الطيران الروسي معرة النعمان، ووصل عشرون جريحا إلى المستشفى.",
        "قصفت المدفعية بلدة سراقب، وأسعف الدفاع المدني المصابين إلى أقرب مشفى.",
        "أصيب ثلاثة جنود بانفجار عبوة في العريش، ويتلقون العلاج في مستشفى المدينة.",
    ],
)
def test_a_hospital_that_takes_in_the_hurt_was_not_hit(text: str) -> None:
    (told,) = physical(text)
    assert told.target_objects == ()


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("تعرض مستشفى معرة النعمان إلى قصف روسي أدى إلى خروجه عن الخدمة.", "مستشفى"),
        ("نقل الجرحى إلى المستشفى الذي تعرض بدوره لقصف من الطيران الروسي في معرة النعمان.", "المستشفى"),
        ("استهدف الطيران الروسي في معرة النعمان المستشفى الذي نقل إليه الجرحى.", "المستشفى"),
        ("سقطت قذائف قرب مستشفى الشفاء في غزة.", "مستشفى"),
    ],
)
def test_a_hospital_that_was_hit_is_told(text: str, hit: str) -> None:
    (told,) = physical(text)
    assert told.target_objects == (hit,)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("لجأ السكان إلى المدارس بعد قصف الجيش بلدة كادقلي.", ()),
        ("فر النازحون إلى مخيمات قرب الحدود إثر غارات روسية على بلدة خان شيخون.", ()),
        ("وصلت جثامين الجنود إلى مطار صنعاء بعد مقتلهم في غارة على معسكر في الحديدة.", ("معسكر",)),
        ("قصفت طائرات أقلعت من مطار الضبعة بلدة الحولة.", ()),
        ("قصفت طائرات التحالف مطار صنعاء بعد غارات على معسكر في الحديدة.", ("مطار", "معسكر")),
        ("تضررت مدرسة إثر قصف الجيش بلدة كادقلي.", ("مدرسة",)),
    ],
)
def test_where_people_went_because_of_it_or_aircraft_came_from_was_not_hit(text: str, hit: tuple[str, ...]) -> None:
    assert {thing for told in physical(text) for thing in told.target_objects} == set(hit)


def test_a_country_whose_hospitals_took_in_the_hurt_was_not_hit() -> None:
    (told,) = physical("نقل ثلاثة جرحى إلى مستشفيات تركيا بعد قصف قوات النظام قرية تل الورد.")
    assert (told.country, told.target_ids, told.target_objects) == ("SY", (), ())


@pytest.mark.parametrize(
    "text",
    [
        "انفجرت عبوة ناسفة في مدينة الرستن الخاضعة لسيطرة النظام السوري وأصابت طفلا.",
        "قتل رجل بانفجار لغم في مناطق سيطرة قوات سوريا الديمقراطية بريف الرقة.",
        "قتل شخصان بانفجار سيارة مفخخة في بلدة تخضع لسيطرة الجيش الوطني شمال حلب.",
    ],
)
def test_who_holds_a_town_was_not_hit_by_a_blast_in_it(text: str) -> None:
    (told,) = physical(text)
    assert set(told.target_ids) <= {"actor:civilians"}
    assert "تخضع" not in (told.place_text or "")


def test_who_holds_a_village_is_hit_by_a_shelling_of_it() -> None:
    (told,) = physical("قصفت المدفعية قرية خاضعة لسيطرة جبهة النصرة في ريف إدلب.")
    assert told.target_ids == ("actor:nusra",)


@pytest.mark.parametrize("charged", ["بالقتل والاغتصاب", "بالسرقة وعمليات اغتصاب"])
def test_police_did_not_do_what_a_suspect_is_charged_with(charged: str) -> None:
    told = physical(f"داهمت دورية للشرطة منزل متهم {charged} في بلدة بنش.")
    (rape,) = (m for m in told if m.sub_event_type == "Sexual violence")
    assert (rape.status, rape.actor_ids) == ("background", ())


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("اقتحم مسلحون مستشفى في بنغازي وخطفوا جريحا كان قد نقل إليه.", ("مستشفى",)),
        ("قصفت قوات أسد منازل المدنيين في مدينة دوما.", ("منازل المدنيين",)),
        ("قتل مسلحون من الحوثيين رجلا وأبناءه أمام منزل في صنعاء.", ("منزل",)),
    ],
)
def test_letters_that_only_look_like_a_thing_name_none(text: str, hit: tuple[str, ...]) -> None:
    assert {thing for told in physical(text) for thing in told.target_objects} == set(hit)


def test_a_line_of_victims_without_a_word_of_attack_is_laid_beside_the_attack_before_it() -> None:
    # known_things looked for a second word of an event where there was none, and the article was not read
    told = physical(
        "قال مراسلنا إن غارة إسرائيلية استهدفت مبنى في كفرسوسة بدمشق وقتلت ستة ضباط. وفي وقت لاحق ذكر الموقع أن حصيلة"
        " القصف بلغت 13 قتيلا.\n\nقتلى مدنيون بصواريخ ميليشيا أسد\n\nوأسفر القصف وسقوط صاروخ مضاد جوي قرب المقسم في"
        " كفرسوسة عن سقوط قتلى وجرحى مدنيين."
    )
    assert {m.place_id for m in told} == {"place:sy-kafr-sousa"}
