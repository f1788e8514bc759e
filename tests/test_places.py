"""Places in text: what is a place, which one, where exactly, and what it is to the story."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.gazetteer import Gazetteer, smallest_common_area
from tasks.extract.places import PlaceHit, _speaks_of_sport, find_places, story_countries
from tasks.knowledge import load_knowledge
from tasks.text.normal import normalise


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.from_knowledge(load_knowledge())


def places(text: str, story_country: str | None = None) -> tuple[PlaceHit, ...]:
    return find_places(normalise(text), gazetteer(), story=[story_country] * 4 if story_country else [])


def ids(text: str, story_country: str | None = None) -> list[str | None]:
    return [hit.place_id for hit in places(text, story_country)]


def only(text: str, story_country: str | None = None) -> PlaceHit:
    (hit,) = places(text, story_country)
    return hit


@pytest.mark.parametrize("text", ["فاز النادي في المباراة وعاد المدرب", "فاز النادي في المباراة واتحاد كرة القدم"])
def test_three_words_of_the_game_make_a_page_of_sport(text: str) -> None:
    assert _speaks_of_sport(normalise(text), gazetteer())


@pytest.mark.parametrize(
    "text",
    ["فاز النادي في المباراة بهدف", "فاز النادي في المباراة واتحاد كرة السلة", "قصفت أهداف النادي قرب الملعب"],
)
def test_two_words_of_the_game_and_half_a_third_make_none(text: str) -> None:
    assert not _speaks_of_sport(normalise(text), gazetteer())


def test_an_area_refines_the_place_instead_of_adding_one():
    hit = only("قصف الطيران بلدة اللطامنة في ريف حماة الشمالي")
    assert hit.place_id == "place:sy-al-lataminah"
    assert hit.country == "SY"
    assert hit.precision == 1


def test_the_phrase_holds_class_word_and_area_and_the_name_stands_alone():
    text = "غارة على بلدة اللطامنة في ريف حماة الشمالي"
    hit = only(text)
    assert text[hit.start : hit.end] == "على بلدة اللطامنة في ريف حماة الشمالي"
    assert text[hit.name_start : hit.name_end] == "اللطامنة"


def test_countryside_of_a_governorate_is_the_governorate():
    hit = only("تعرضت أطراف ريف إدلب الجنوبي لقصف مدفعي")
    assert (hit.place_id, hit.precision) == ("place:sy-idlib-adm1", 4)


def test_a_common_word_needs_a_cue():
    assert ids("فتحت الحكومة الباب أمام الحوار") == []
    assert ids("قتل مدنيان في مدينة الباب بريف حلب الشرقي") == ["place:sy-bab"]


def test_a_woman_named_like_a_village_is_no_place():
    assert ids("قالت سلمى إن الجيش السوري انسحب") == []
    assert ids("قصفت المروحيات قرية سلمى في ريف اللاذقية") == ["place:sy-salma"]


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("اندلعت اشتباكات في طرابلس بعد وصول قوات من بنغازي إلى ليبيا", "place:ly-tripoli"),
        ("أصيب جنديان في طرابلس شمالي لبنان", "place:lb-tripoli"),
    ],
)
def test_the_story_decides_between_two_towns_of_one_name(text: str, place_id: str):
    assert ids(text)[0] == place_id


def test_a_governorate_is_named_by_its_class_word():
    assert only("نزح الآلاف من محافظة الرقة في سوريا").place_id == "place:sy-raqqa-adm1"
    assert only("انفجرت عبوة في مدينة الرقة").place_id == "place:sy-raqqa"


def test_a_place_that_measures_distance_is_a_reference():
    hits = places("قصفت الطائرات معسكرا على بعد 45 ميلا من الرقة في سوريا")
    assert [(hit.role, hit.relation) for hit in hits if hit.place_id == "place:sy-raqqa"] == [
        ("reference", "distance-from")
    ]


def test_the_base_that_aircraft_take_off_from_is_not_where_they_strike():
    hits = places("أقلعت أربع قاذفات من قاعدة حميميم وقصفت مستودعا في مدينة إدلب")
    assert [(hit.place_id, hit.role) for hit in hits] == [
        ("place:sy-hmeimim-air-base", "reference"),
        ("place:sy-idlib", "place"),
    ]


def test_a_capital_that_speaks_is_a_government():
    hits = places("أعلنت موسكو أن الغارات أصابت أهدافا في مدينة تدمر السورية")
    assert [(hit.place_id, hit.role) for hit in hits] == [
        ("place:ru-moscow", "government"),
        ("place:sy-tadmur", "place"),
    ]


def test_a_dateline_is_not_where_it_happened():
    hits = places("دمشق - رويترز\nقتل ثلاثة أشخاص في مدينة حمص")
    assert [(hit.place_id, hit.role) for hit in hits] == [
        ("place:sy-damascus", "dateline"),
        ("place:sy-homs", "place"),
    ]


def test_names_of_groups_hold_no_places():
    assert ids("هاجم تنظيم الدولة الإسلامية في العراق والشام حاجزا") == []
    assert ids("قال بيان لسرايا القدس إن مقاتليها أطلقوا صاروخا") == []


def test_adjectives_of_countries_are_no_places():
    assert ids("قصف الطيران الروسي والقوات السورية مواقع للمسلحين") == []


def test_near_is_less_exact_than_in():
    near, inside = only("انفجار قرب مدينة سراقب السورية"), only("انفجار في مدينة سراقب السورية")
    assert (near.relation, near.precision) == ("near", 2)
    assert (inside.relation, inside.precision) == ("in", 1)


def test_the_north_of_a_country_is_vague_and_a_country_has_no_point():
    north, country = only("معارك في شمال سوريا"), only("معارك في سوريا")
    assert (north.relation, north.precision, north.lat) == ("north-of", 5, None)
    assert (country.precision, country.lat) == (6, None)


def test_a_list_of_towns_is_a_list_of_hits():
    assert ids("غارات على بلدات كفرنبل وحاس ومعرة النعمان في محافظة إدلب") == [
        "place:sy-kafr-nabl",
        "place:sy-has-hassef",
        "place:sy-maarrat-an-numan",
    ]


def test_the_country_of_most_places_comes_first():
    hits = places("قصف على مدينتي حمص وإدلب في سوريا، وقال مسؤول في بغداد إن العراق يتابع")
    assert story_countries(hits)[0] == "SY"


def test_the_smallest_area_that_holds_all():
    towns = ["place:sy-saraqib", "place:sy-binnish"]
    assert smallest_common_area(towns, gazetteer()) == "place:sy-idlib-adm1"
    assert smallest_common_area([*towns, "place:sy-homs"], gazetteer()) == "place:sy"
    assert smallest_common_area([*towns, "place:iq-mosul"], gazetteer()) is None


def test_every_place_has_its_parents_and_lies_on_earth():
    for place_id, entry in gazetteer().places.items():
        chain = [area.place_id for area in gazetteer().parents(place_id)]
        assert len(chain) == len(set(chain)) <= 5
        assert entry.kind in {"country", "sea"} or chain[-1] == f"place:{entry.country.lower()}"
        assert (entry.lat is None) == (entry.lon is None)
        assert entry.lat is None or (-90 <= entry.lat <= 90 and -180 <= entry.lon <= 180)


def test_places_lie_near_the_seat_of_their_province():
    """A slip of a digit puts a village into another country: no place is 900 km from its province's point."""
    for place_id, entry in gazetteer().places.items():
        if entry.lat is not None and entry.parent_id.endswith("-adm1"):
            distance = gazetteer().distance_km(place_id, entry.parent_id)
            assert distance is None or distance < 900, place_id


PIECES = st.sampled_from(
    ["في", "مدينة", "حلب", "الباب", "ريف", "شمال", "سوريا", "،", "\n", "الرقة", "و", "قال", "«", "\u00a0", "عَدَن", "من"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_offsets_cut_the_names_out_of_the_text(pieces: list[str]):
    text = " ".join(pieces)
    hits = places(text)
    for hit in hits:
        assert 0 <= hit.start <= hit.name_start < hit.name_end <= hit.end <= len(text)
        assert hit.place_id in gazetteer().places
    assert [hit.name_start for hit in hits] == sorted(hit.name_start for hit in hits)


def test_other_spellings_of_one_place_are_one_place():
    for spelling in ("سوريا", "سورية", "سوريه"):
        assert ids(f"الوضع في {spelling} صعب") == ["place:sy"]
    assert ids("قصف بلدة كفرزيتا في سوريا") == ids("قصف بلدة كفر زيتا في سوريا") == ["place:sy-kafr-zayta"]


def test_the_adjective_of_a_country_after_a_word_of_territory_is_the_country():
    assert only("خرقت طائرتان الأجواء السورية").place_id == "place:sy"
    north = only("ينزح آلاف المدنيين في الشمال السوري")
    assert (north.place_id, north.relation, north.precision) == ("place:sy", "north-of", 5)
    assert only("دوى انفجاران في العاصمة اليمنية").place_id == "place:ye-sanaa"


def test_a_border_has_both_its_countries():
    (hit,) = places("قتل خمسة مهربين على الحدود السورية التركية")
    assert (hit.relation, hit.candidates) == ("border", ("place:sy", "place:tr"))


def test_a_definite_class_word_points_back_to_the_town_before():
    text = "اقتحم الجيش مدينة تعز في اليمن. وقال سكان في المدينة إن القصف استمر"
    town, echo = places(text)
    assert echo.place_id == town.place_id == "place:ye-taiz"
    assert (text[echo.name_start : echo.name_end], echo.why) == ("المدينة", "echo:in")


def test_an_adjective_that_is_spelled_like_a_country_is_none():
    assert ids("اجتمع مسؤولون سعوديون وقال بيان للخطوط السعودية إن الرحلات ألغيت") == []
    assert "place:ru" not in ids("وصلت تعزيزات إلى قاعدة روسية في سوريا")
    assert ids("أوقفت الشرطة لاجئاً سورياً") == []


def test_a_pretext_a_quality_and_a_president_are_no_towns():
    assert ids("منع الجيش اليمني الدخول بحجة الأمن وبكفاءة عالية، وقال باراك أوباما إنه قلق") == []


def test_a_second_place_joined_by_and_is_not_taken_for_an_area():
    assert ids("قصفت المدفعية مدينة أريحا ومحيط مدينة سراقب في سوريا")[:2] == ["place:sy-ariha", "place:sy-saraqib"]


def test_the_adjective_after_a_town_tells_its_country():
    assert ids("انسحب المسلحون من بيت جن السورية") == ["place:sy-beit-jan"]


def test_one_name_is_one_place_in_a_text():
    hits = places("دخلت دورية إسرائيلية بلدة بيت جن في ريف دمشق. وقالت إسرائيل إن بيت جن قاعدة للمسلحين")
    assert {hit.place_id for hit in hits if hit.kind == "village"} == {"place:sy-beit-jan"}


ARABIC_NAME = re.compile("[A-Za-z0-9 \u0621-\u064a\u0651]+")  # T4 and M5 are names as well; ّ tells twins apart


def test_arabic_names_are_written_in_arabic_letters():
    for path, rows in load_knowledge().lists.items():
        if path.startswith("places/") and "/review/" not in path:
            names = {name for row in rows for name in (row["name_ar"], *row["aliases"].split("|")) if name}
            assert [name for name in names if not ARABIC_NAME.fullmatch(name)] == [], path


def test_no_place_is_named_like_a_word_that_announces_places():
    """A village named "the city" would swallow every class word."""
    cues = gazetteer().cues
    for entry in gazetteer().places.values():
        if not entry.cue:
            cue = cues.outward.get(normalise(entry.name_ar).norm)
            assert cue is None or cue.fused, entry.place_id


def test_capitals_and_sources_are_told():
    for entry in gazetteer().places.values():
        assert not entry.capital_id or gazetteer().places[entry.capital_id].country == entry.country
    for path, rows in load_knowledge().lists.items():
        if path.startswith(("places/hand", "places/geonames")):
            assert all(row["source"] for row in rows), path


def test_hostile_text_stays_linear_and_harmless():
    for text in ("", "حلب" * 20_000, "ال" * 40_000, "في " * 30_000, "\u0000\ufffd\u202e" * 1000, "12345 " * 5000):
        assert all(hit.place_id for hit in places(text))


def test_a_capital_named_like_its_country_is_the_country_unless_the_words_say_town():
    assert ids("انفجار في تونس") == ["place:tn"]
    assert only("انفجار في تونس العاصمة").place_id == "place:tn-tunis"


def test_the_area_decides_between_two_villages_of_one_name():
    assert ids("أحرق مستوطنون منزلا في قرية دوما بالضفة الغربية") == ["place:ps-duma-nablus"]
    assert ids("قصف على مدينة دوما في ريف دمشق") == ["place:sy-duma"]


def test_where_somebody_comes_from_is_not_where_he_was_hit() -> None:
    hits = {hit.place_id: hit.role for hit in places("قتل شاب من أهالي بلدة صوران برصاص القوات في مدينة حماة السورية")}
    assert hits == {"place:sy-souran": "reference", "place:sy-hama": "place"}


def test_a_far_city_that_tells_where_a_town_lies_is_no_second_place() -> None:
    hit = only("انسحبت القوات من مدينة الفلوجة غربي بغداد")
    assert (hit.place_id, hit.precision) == ("place:iq-falluja", 1)


def test_small_towns_abroad_need_a_class_word_or_their_area() -> None:
    assert ids("أكد الخبراء أن ميزان القوى تغير في أفغانستان", "AF") == ["place:af"]
    assert "place:tn-testour" in ids("أوقفت الشرطة رجلا في تستور من ولاية باجة")


def test_tear_gas_is_no_town_of_algeria() -> None:
    assert ids("استخدمت الشرطة القنابل المسيلة للدموع") == []


def test_the_north_of_the_country_is_that_of_the_country_the_text_speaks_of() -> None:
    hit = places("قتل جنود يمنيون في اليمن ثم انفجرت عبوة في شمال البلاد")[-1]
    assert (hit.place_id, hit.relation, hit.precision) == ("place:ye", "north-of", 5)


def test_the_only_country_that_a_story_names_a_place_of_is_its_country() -> None:
    assert only("الجيش الروسي يقصف باخموت", "RU").place_id == "place:ua-bakhmut"
    assert "place:lb-bint-jbeil" in ids("اعتقل الجيش الإسرائيلي شابين في بنت جبيل", "IL")


def test_a_small_town_beside_places_of_another_country_is_not_believed() -> None:
    assert "place:ua-bakhmut" not in ids("افتتح محل باخموت فرعا في الرياض وآخر في جدة")


@pytest.mark.parametrize("text", ["هجوم على قرية وسط مالي", "احتجاز رهائن في مالي"])
def test_a_country_that_is_a_word_as_well_is_meant_where_something_lies_in_it(text: str) -> None:
    assert "ML" in {hit.country for hit in places(text)}


def test_a_word_for_where_a_village_lies_is_not_its_name() -> None:
    assert [hit.name_ar for hit in places("استهدفت غارة قرية شمال الموصل")] == ["الموصل"]


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("قصف الطيران بلدة بينين في ريف إدلب", "place:sy-baynin"),
        ("سيطرت المقاومة على معسكر لبوزة في محافظة لحج", "place:ye-camp-labuza"),
        ("اشتباكات في قرية ضمان بريف دير الزور", "place:sy-daman-dez"),
        ("تفجير في مدينة غومبيه بنيجيريا", "place:ng-gombe"),
        ("عبوة ناسفة قرب ديكوا في نيجيريا", "place:ng-dikwa"),
        ("اشتباكات قرب بلدة ستاروناتيفكا شرق أوكرانيا", "place:ua-starohnativka"),
        ("صاروخ على حي المغاير في حلب القديمة", "place:sy-maghayir-aleppo"),
    ],
)
def test_villages_and_camps_of_the_news_are_known(text: str, place_id: str) -> None:
    assert ids(text, place_id[6:8].upper())[0] == place_id


@pytest.mark.parametrize("text", ["في ضمان حقوق السكان السوريين", "في الرامي الذي أصاب سوريا", "من بينه جنود من سوريا"])
def test_villages_that_are_words_need_their_class_word(text: str) -> None:
    assert not [hit for hit in places(text) if hit.kind == "village"]


def test_a_village_known_by_name_has_a_point_of_its_own_and_not_that_of_its_province() -> None:
    hit = only("قصف مدفعي على قرية حيردركل غرب حلب", "SY")
    assert hit.lat is not None
    assert hit.lon is not None
    assert hit.precision == 1
    assert abs(hit.lat - 36.15) + abs(hit.lon - 36.92) < 0.05


@pytest.mark.parametrize(
    "text",
    [
        "قصف الجيش قرية شمالي العراق، وأنه قتل ثلاثة من عناصر التنظيم",
        "هاجم مسلحون قرية في إيران ويدعي بأنه قتل حراسها",
        "يحمل الجيش السوري سيفا مسلطا على رقاب سكان اليمن",
        "سجن زعيم حزب العمال الكردستاني التركي في جزيرة إمرالي",
        "قال الجيش السوري إن سد هذا الباب واجب",
        "نزع الجيش السوري ألغاما علما بأن بعضها انفجر",
    ],
)
def test_a_word_of_the_language_is_no_town(text: str) -> None:
    assert {hit.kind for hit in places(text)} <= {"country"}


def test_a_village_of_a_country_that_only_an_actor_speaks_for_is_none_where_other_countries_are_told() -> None:
    text = "اتفقت نيجيريا والكاميرون وكفرنوران على قتال المسلحين"
    assert {hit.country for hit in places(text, "SY")} == {"NG", "CM"}
    assert "place:sy-kafr-nouran" in ids("سقطت قذائف في إدلب وكفرنوران", "SY")


@pytest.mark.parametrize(
    "text",
    [
        "طالبت النقابة بأجور عادلة للعمال",  # no Bajaur: its name has no hamza
        "خدمت الجماعة مآرب خفية",
        "بقي الحارس على كيفه حتى الصباح",
        "وصف الجنود بأنهم حماة الوطن",
        "أحيل الملف إلى الفرقة الديوانية",
    ],
)
def test_a_word_that_only_looks_like_a_place_is_none(text: str):
    assert ids(text) == []


def test_a_word_much_said_of_a_place_is_that_place_where_something_is_set_there_or_its_country_is_told():
    assert ids("اندلعت مواجهات في حماة") == ["place:sy-hama"]
    assert "place:sy-hama" in ids("قصفت الطائرات حماة وحلب")
    assert ids("اندلعت مواجهات في مدينه جده") == ["place:sa-jeddah"]
