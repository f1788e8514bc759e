"""Where it was, beside other places of its sentence: a village of the countryside told first, no origin, no owner."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

SATURDAY = date(2018, 6, 9)


def told(text: str, day: date | None = SATURDAY) -> list[Mention]:
    return [m for m in extract(text, day).mentions if m.kind == "physical"]


TOLD_TWICE = (
    "مقتل راعيين بإنزال جوي للتحالف شرقي دير الزور. قتل راعيان فجر اليوم بعملية إنزال جوي للتحالف الدولي شرقي دير "
    "الزور. وأفاد ناشطون أن راعيين قُتلا باشتباك إثر عملية إنزال جوي للتحالف الدولي في بلدة الزر شرقي دير الزور."
)
BY_A_VILLAGE = (
    "غارة على ريف القامشلي. استهدفت طائرة مسيرة تركية ظهر اليوم ورشة حدادة بالقرب من قرية هيمو بريف القامشلي."
)
ELSEWHERE_TOLD = (
    "قصف الجيش بالمروحيات سيارتين جنوبي مدينة الشيخ زويد حيث يتبادل الجانبان إطلاق النار، تحسبا لهجمات على نقاط "
    "تفتيش في مدينة العريش."
)
NARROWED = ((TOLD_TWICE, "Al Zar"), (BY_A_VILLAGE, "هيمو"))

NOT_NARROWED = ((ELSEWHERE_TOLD, "Sheikh Zuweid"),)  # a bigger town is no part of what lies south of a small one

FROM_ELSEWHERE = (
    ("أطلقت إيران سبعة صواريخ من غرب إيران على مواقع لتنظيم داعش في دير الزور شرق سوريا.", "Deir ez-Zor"),
    ("استهدف هجوم صاروخي إسرائيلي منطقة مصياف أمس. وأوضح بيان أن الهجوم انطلق من غرب مدينة بانياس.", "Masyaf"),
    ("قصفت المدفعية التركية أمس سيارة إسعاف تابعة لمشفى كوباني على طريق صرين.", "Sarrin"),
    ("انسحب المسلحون من شرق حلب أمس.", "Aleppo"),
    ("قتل عشرة مدعوين في تبادل لإطلاق النار خلال حفل زفاف في شمال أفغانستان.", "Afghanistan"),
    ("قصفت مسيرة تركية سيارة في مدينة كري سبي.", "Tall Abyad"),
    ("سقطت ثلاثة صواريخ أطلقت من محيط بلدة علما الشعب في منطقة مفتوحة.", None),
    ("قصف الجيش بلدة كنصفرة، فيما أغلقت قوات المعارضة الطريق الرابط بين سراقب وأريحا.", "Kansafrah"),
    ("اعتقل الحوثيون أمس في الحديدة عشرة صيادين ونقلوهم إلى سجن في مدينة ذمار.", "Al Hudaydah"),
    ("اقتحم مسلحون سجنا في مدينة ذمار.", "Dhamar"),
    ("نفذ التحالف غارتين في جبال حمرين. وتستضيف أربيل الثلاثاء المقبل اجتماعا لبحث الهجمات.", "Hamrin Mountains"),
    ("قصفت القوات الروسية دنيبرو. ويأتي القصف قبل أسبوع من قمة تعقد الثلاثاء المقبل في مدريد.", "Dnipro"),
    ("سيطر الجيش العراقي على مناطق من جنوب الموصل بعد معارك عنيفة.", "Mosul"),
    ("قصفت الطائرات الروسية مخيما في إدلب، وأسعف المصابون إلى النقاط الطبية في مدينة معرة مصرين.", "Idlib"),
    ("قصفت الميليشيات المرتبطة بروسيا مزارع البلدة بالقذائف.", None),
    ("قتل ثلاثة مسلحين بغارة استهدفت مقرهم في مدينة منبج.", "Manbij"),
    ("هاجم مسلحون دورية للحرس بمعتمدية بئر الحفي التابعة لسيدي بوزيد.", "Sidi Bouzid"),
)


@pytest.mark.parametrize(("text", "place"), NARROWED + NOT_NARROWED + FROM_ELSEWHERE)
def test_an_event_is_at_the_spot_that_the_words_tell(text: str, place: str | None) -> None:
    found = {m.place_name_en or m.place_name_ar for m in told(text)}
    assert found == {place}


def test_a_side_that_fights_in_a_province_hits_its_towns() -> None:
    text = "وقصفت فصائل معارضة أخرى في حلب، مواقع للجيش وحزب الله في نبل والزهراء الجمعة."
    assert {m.place_name_en for m in told(text)} == {"Nubl", "Zahraa"}


COMING = (
    ("قصفت المدفعية بلدة مضايا عشية محادثات تبدأ الاثنين في جنيف.", "Madaya", "asserted"),
    ("شن الجيش السوري غارات على الرقة قبيل انتخابات مقررة في 20 يوليو المقبل.", "Ar Raqqah", "asserted"),
)


@pytest.mark.parametrize(("text", "place", "status"), COMING)
def test_a_day_ahead_dates_nothing_that_was_done(text: str, place: str, status: str) -> None:
    (mention,) = told(text)
    assert (mention.place_name_en, mention.date_start, mention.status) == (place, None, status)


def test_where_talks_are_to_be_held_nothing_was_shelled() -> None:
    text = "قصفت المدفعية الحي، فيما تستعد الأطراف لمحادثات تبدأ الأحد في الرياض."
    assert all(m.place_name_en != "Riyadh" and m.date_start is None for m in told(text))


def test_a_day_since_which_it_is_the_worst_gives_way_to_its_own() -> None:
    text = "شنت المعارضة في أوائل نيسان/أبريل هجمات ضد قوات النظام في ريف حلب، هي الأعنف هناك منذ بدء القتال عام 2012."
    assert {m.date_start for m in told(text)} == {date(2018, 4, 1)}


def test_what_has_another_day_has_no_weekday_of_the_news() -> None:
    text = (
        "انفجرت عبوة ناسفة في مدينة الباب اليوم الثلاثاء وقتلت رجلا. "
        "وفي آذار الماضي قتل ثلاثة عناصر من ميليشيات إيرانية في غارات جوية على مدينة البوكمال."
    )
    weekdays = {m.place_name_en: m.weekday for m in told(text, None)}
    assert weekdays == {"Al Bab": 2, "Albu Kamal": None}


def test_an_area_behind_a_comma_says_where_the_villages_lie() -> None:
    text = "قصفت قوات النظام بالمدفعية قريتي المشيك والعنكاوي، في سهل الغاب بريف حماة الغربي."
    assert {m.place_name_en for m in told(text)} == {"Al-Mushayk", "Ankawi"}


def test_the_town_and_not_the_area_behind_it_is_where_somebody_was_taken() -> None:
    text = (
        "انسحب جيش الاحتلال من مدينة جنين ومخيمها، شمالي الضفة الغربية، صباح أمس، فيما ذكرت صحيفة أن جنديا أصيب في "
        "العملية التي انتهت باعتقال الشاب سامر الأحمد."
    )
    assert {m.place_name_en for m in told(text)} == {"Jenin"}


MINES = (
    "أدى انفجار ألغام إلى جرح جنديين الأسبوع الماضي. وقالت الوزارة إن ثلاثة ألغام انفجرت في حادث وقع الثلاثاء الماضي "
    "لدى مرور دورية قرب الفلوجة."
)
ANSWER = "اختطف مسلحون الفتى من القدس كرد فعل على حادث مقتل ثلاثة مستوطنين الاثنين الماضي."
DAYS = ((MINES, date(2018, 6, 5)), (ANSWER, None))


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_told_later_is_sharper_and_that_of_a_reason_is_none(text: str, day: date | None) -> None:
    assert {(m.date_start, m.date_end) for m in told(text)} == {(day, day)}


def test_another_blast_in_the_sentence_does_not_draw_one_to_its_town() -> None:
    text = (
        "اندلعت اشتباكات أمس بين الجيش والمسلحين بعد هجوم على حاجز جنوب رفح، فيما وقع انفجار بحي الكرامة جنوب العريش."
    )
    assert "Egyptian Rafah" not in {m.place_name_en for m in told(text) if m.sub_event_type.startswith("Remote")}


def test_the_capital_is_that_of_the_country_set_in_the_sentence() -> None:
    text = (
        "فرقت الشرطة في تشاد بالغاز مئات المحتجين الذين نزلوا إلى شوارع العاصمة. وقالت باريس إن القوات الفرنسية في باريس "
        "وليون لم تتدخل."
    )
    places = {m.place_name_en for m in told(text)}
    assert "N'Djamena" in places
    assert "Paris" not in places


def test_the_weekday_of_what_is_to_come_or_was_told_in_passing_is_none_of_the_news() -> None:
    ahead = "استنكرت الفصائل مسيرة مقررة يوم الأحد المقبل. وأصيب ثلاثة شبان في مواجهات مع قوات الاحتلال في جنين."
    passing = (
        "نظم صحفيون وقفة في غزة تضامنا مع زميلتهم. وطالبوا بالعمل على حمايتهم. وكان الوزير قد حث يوم الجمعة الماضي على "
        "استكمال التحقيق."
    )
    assert {m.weekday for text in (ahead, passing) for m in told(text, None)} == {None}


def test_the_positions_from_which_villages_are_shelled_are_not_shelled() -> None:
    text = "قصف الجيش قريتي كفرتعال وتقاد بريف حلب الغربي، من مواقعه في الفوج 46 بالمنطقة نفسها."
    assert {m.place_name_en for m in told(text)} == {"Kafr Taal", "Taqad"}


LATER = (
    (
        "قتل ثلاثة جنود أمس في كمين نصبه مسلحون قرب بعقوبة شمال شرقي بغداد. وفي وقت لاحق انفجرت عبوة في كركوك.",
        date(2018, 6, 8),
    ),
    ("قتل شرطيان الأربعاء في كمين نصب لهم قرب بعقوبة. وفي اليوم التالي انفجرت عبوة في كركوك.", date(2018, 6, 7)),
    ("قتل شرطيان أمس في كمين نصب لهم قرب بعقوبة. وقال الجيش في وقت لاحق إن طفلا قتل بقذيفة في كركوك.", None),
)


@pytest.mark.parametrize(("text", "day"), LATER)
def test_a_day_counted_from_the_event_before_is_read_also_far_from_that_day(text: str, day: date | None) -> None:
    assert [m.date_start for m in told(text) if m.place_name_en == "Kirkuk"] == [day]


MEASURED = (
    ("وقع الهجوم على بعد 60 كيلومترا شمال بغداد", 33.34 + 60 / 111.2, 44.39, 2),
    ("وقع الهجوم على بعد 60 ميلا من بغداد", None, None, 5),
    ("وقع الهجوم على مسافة 20 كلم من بغداد", 33.34, 44.39, 2),
    ("وقع الهجوم على بعد 100 كيلومتر غربي بغداد", 33.34, 44.39 - 100 / (111.2 * 0.8354), 5),
)


@pytest.mark.parametrize(("clause", "lat", "lon", "precision"), MEASURED)
def test_a_spot_told_by_its_way_from_a_town_is_that_far_from_it(
    clause: str, lat: float | None, lon: float | None, precision: int
) -> None:
    """Without the side on which it lies nobody knows the point of what is far off."""
    (mention,) = told(f"قتل أربعة جنود في كمين لمسلحين، و{clause}.")
    assert mention.place_id is None
    assert (mention.country, mention.place_precision) == ("IQ", precision)
    assert (mention.lat, mention.lon) == (pytest.approx(lat, abs=0.03), pytest.approx(lon, abs=0.03))


def test_two_spots_by_their_way_from_towns_are_two() -> None:
    text = (
        "قتل جندي بانفجار عبوة ناسفة على بعد 20 كيلومترا شمال بغداد. "
        "وقتل شرطيان بانفجار لغم على بعد 30 كيلومترا جنوب كركوك."
    )
    assert len({(m.lat, m.lon) for m in told(text)}) == 2
