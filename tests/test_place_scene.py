"""Which of several places is the scene: the spot on a road, the town before "where", the home of a crowd, a quarter."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2016, 5, 14)


def rows(text: str, day: date = DAY) -> list[Mention]:
    return [m for m in extract(text, day).mentions if m.kind == "physical"]


SCENES = (
    ("انفجرت عبوة بسيارة عسكرية على طريق حلب - الحسكة في ريف عين عيسى وقتل جنديان.", "Ayn Isa"),
    ("انفجر لغم على طريق درعا - دمشق عند بلدة خربة غزالة وقتل سائق.", "Khirbat Ghazalah"),
    ("هاجم مسلحون حافلة على الطريق بين بغداد وكركوك قرب ناحية العظيم وقتلوا ثلاثة ركاب.", "Udhaim"),
    ("نصب مسلحون كمينا على طريق بغداد - الموصل شمال مدينة بيجي وقتلوا أربعة جنود.", "Bayji"),
    ("انفجرت عبوة بسيارة عسكرية على طريق منبج - جرابلس شرقي حلب.", "Manbij"),  # half a province is no spot
    ("انفجرت عبوة بحافلة على طريق القامشلي - المالكية قرب قرية كرسنجو.", "Al Qamishli"),  # no list holds it
    ("وصل الجنود إلى مدينة الموصل حيث اندلعت اشتباكات مع عناصر التنظيم.", "Mosul"),
    ("تقع القرية على تلة في محافظة حماة تشرف على سهل الغاب حيث تدور معارك بين الجيش والفصائل.", "Sahl al-Ghab"),
    ("تظاهر المئات من أهالي محافظة البصرة جنوبي العراق احتجاجا على انقطاع الماء.", "Basra"),
    ("خرج العشرات من سكان مدينة الباب في مظاهرة ضد المجلس المحلي.", "Al Bab"),
    ("تظاهر العشرات من أهالي مدينة حماة أمام البلدية في مدينة الرقة احتجاجا على الغلاء.", "Ar Raqqah"),
    ("سقطت قذائف على شارعي الثورة وبغداد في دمشق وقتلت ثلاثة مدنيين.", "Damascus"),
    ("اعتقلت المليشيات عشرة أشخاص في مناطق وجودها بمدينة معدان في ريف الرقة.", "Maadan"),
)


@pytest.mark.parametrize(("text", "place"), SCENES)
def test_the_scene_is_the_spot_that_the_words_around_it_set_it_in(text: str, place: str) -> None:
    assert {m.place_name_en for m in rows(text)} == {place}


def test_the_town_that_a_town_is_left_for_is_where_it_goes_on() -> None:
    left, struck = rows("انسحب الجيش من بلدة مورك إلى خان شيخون حيث قصفت الطائرات مواقعه.")
    assert (left.place_name_en, struck.place_name_en) == ("Morek", "Khan Shaykhun")


def test_the_other_side_of_a_truce_is_where_nothing_happened() -> None:
    text = (
        "قتل جندي في انفجار لغم في ولاية ديار بكر، وهددت الجماعة بإنهاء الهدنة مع أنقرة. "
        "وقال شاهد إن سيارة مفخخة انفجرت لحظة وصول قافلة من المدرعات وقتلت سائقا."
    )
    assert "Ankara" not in {m.place_name_en for m in rows(text)}


def test_a_quarter_that_is_only_pointed_back_to_is_told_in_its_own_words() -> None:
    text = "قصفت طائرات منازل في حي الزيتونة بمدينة حماة. وانفجرت عبوة ناسفة لاحقا في الحي وأصيب ثمانية أشخاص."
    assert {m.place_text for m in rows(text)} == {"حي الزيتونة بمدينة حماة"}


def test_the_town_of_an_unlisted_quarter_is_the_town() -> None:
    text = (
        "أسقط الجيش مسيرة في بلدة الخميلة شرق محافظة حلب. وحلقت مسيرة أخرى فوق حي الورود بمدينة حلب. "
        "وقصفت الفصائل مواقع الجيش في المدينة."
    )
    assert rows(text)[-1].place_name_en == "Aleppo"


def test_a_bulletin_with_a_short_headline_dates_what_it_tells() -> None:
    text = (
        "متطوع في موقع القصف\nحصاد القصف والاشتباكات ليوم الأحد 5-3-2023\n"
        "حلب::قصف مدفعي من قبل قوات الأسد على بلدة الأتارب.\nدرعا::قتل شرطي برصاص مجهولين في مدينة نوى."
    )
    told = [m for m in extract(text, None).mentions if m.kind == "physical"]
    assert [m.date_start for m in told] == [date(2023, 3, 5)] * 2


BELOW = (
    ("اللاذقية:: استهدفت الفصائل مواقع الجيش على محور عين عيسى بقذائف الهاون.", "Isa Binar", "Latakia"),
    ("الرقة:: استهدفت الفصائل مواقع الجيش على محور عين عيسى بقذائف الهاون.", "Ayn Isa", "Raqqa"),
    ("درعا:: انفجرت عبوة ناسفة بسيارة عسكرية قرب قرية الفقيع بالريف الشمالي.", None, "Daraa"),  # one is in Idlib
    ("ديرالزور:: اعتقلت قسد ثلاثة شبان في مدينة الحسكة.", "Al Hasakah", "Hasakah"),  # no namesake
)


@pytest.mark.parametrize(("text", "place", "province"), BELOW)
def test_a_village_below_the_heading_of_a_bulletin_lies_in_that_province(
    text: str, place: str | None, province: str
) -> None:
    (row,) = rows(text)
    assert (row.place_name_en, row.admin1) == (place, province)


SPELLED = (
    ("أطلق مسلح النار داخل مسجد بمدينة كيبيك الكندية وقتل ستة مصلين.", "Quebec City"),
    ("قتل ثلاثة جنود أتراك في هجوم على مخفر في منطقة ليجي جنوب شرق تركيا.", "Lice"),
    ("قصفت المدفعية الروسية مدينة تشيرنيهيف الأوكرانية وقتلت أربعة مدنيين.", "Chernihiv"),
    ("هاجم مسلحون دورية للشرطة في محافظة محايل عسير بالسعودية وقتلوا شرطيا.", "Muhayil"),
)


@pytest.mark.parametrize(("text", "place"), SPELLED)
def test_towns_are_known_as_the_papers_spell_them(text: str, place: str) -> None:
    assert {m.place_name_en for m in rows(text)} == {place}
