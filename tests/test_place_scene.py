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
    ("انفجرت عبوة على الطريق الدولي حلب - اللاذقية قرب بلدة أورم الجوز وقتل جندي.", "Urum al Jawz"),
    ("استهدف القصف الطريق الدولي دمشق - حلب (M5) عند مدينة معرة النعمان.", "Maarrat an Numan"),
    ("قتل شاب من أبناء بلدة ذيبان في ريف دير الزور خلال إنزال جوي نفذه التحالف في البلدة.", "Diban"),
    ("استهدف هجوم انتحاري نسبته أنقرة إلى تنظيم داعش ناشطين أكرادا وقتل منهم ثلاثين.", None),
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
def test_the_scene_is_the_spot_that_the_words_around_it_set_it_in(text: str, place: str | None) -> None:
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


TWO_RAIDS = (
    "غارات على الحديدة وصعدة\nشنت طائرات التحالف سبع غارات على ميناء الصليف في الحديدة، وثلاث غارات على مديرية رازح "
    "في صعدة. وفي تعز قتل مدنيان بقذائف سقطت على حي الجحملية."
)
LISTED = (
    (
        "غارات على إدلب وحلب\nقصفت طائرات روسية بلدة البارة في ريف إدلب. وشنت غارتين على بلدة الأتارب غربي حلب.",
        ["Barah", "Al Atarib"],
    ),
    (TWO_RAIDS, ["Salif", "Razih", "Jahmaliya"]),
    ("قتلى في غارات على إدلب وحلب\nقتل سبعة مدنيين في غارات روسية على إدلب وحلب.", ["Syria"]),
)


@pytest.mark.parametrize(("text", "places"), LISTED)
def test_a_headline_of_two_provinces_is_in_the_spot_that_the_news_below_tells(text: str, places: list[str]) -> None:
    assert [m.place_name_en for m in rows(text)] == places


def test_raids_counted_by_themselves_hold_no_shells_of_nobody() -> None:
    raids, _, shells = rows(TWO_RAIDS)
    assert raids.date_start == shells.date_start is None
    assert shells.parent_mention_id is None


def test_a_town_that_stands_before_what_befell_it_is_the_one_just_told() -> None:
    text = "قتل ثلاثة في قصف على مدينة كراماتورسك فجر اليوم. وكانت المدينة تعرضت الأسبوع الماضي لضربة أوقعت خمسة قتلى."
    assert {m.place_name_en for m in rows(text)} == {"Kramatorsk"}


JUDGED = (
    "قصفت القوات الروسية مدينة كراماتورسك فجر اليوم. ودان مسؤولون في بروكسل القصف.",
    "قصفت المدفعية مدينة كراماتورسك. وعقد مجلس الأمن في نيويورك جلسة طارئة لبحث القصف.",
    "وصل الوفد إلى كييف. وزار مدينة كراماتورسك بعد تحريرها أمس من المسلحين.",
)


@pytest.mark.parametrize("text", JUDGED)
def test_where_an_event_is_judged_or_talked_of_is_not_where_it_was(text: str) -> None:
    assert {m.place_name_en for m in rows(text)} <= {"Kramatorsk"}
