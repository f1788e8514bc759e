"""Where an event happened whose own words name no place: the one place around it, and when there is none."""

from datetime import UTC, date, datetime
from functools import cache

import pytest

from schemas.article import Article
from schemas.ids import content_id, text_hash
from schemas.mention import Mention
from tasks.extract.article import extract_article
from tasks.extract.lexicon import Lexicon, build_lexicon
from tasks.knowledge import load_knowledge


@cache
def lexicon() -> Lexicon:
    return build_lexicon(load_knowledge())


def read(text: str) -> list[Mention]:
    given: dict[str, object] = dict.fromkeys(Article.__dataclass_fields__)
    given |= {"article_id": content_id(text), "text": text, "text_sha256": text_hash(text), "language": "ar"}
    given |= {"captured_at": datetime(2020, 1, 1, tzinfo=UTC), "published_day": date(2020, 3, 4)}
    found = extract_article(Article(**given), lexicon(), batch_id="b1")  # type: ignore[arg-type]
    return [m for m in found.mentions if m.kind == "physical"]


def place_of(text: str, event: str) -> str | None:
    (mention,) = [m for m in read(text) if m.sub_event_type == event]
    return mention.place_name_ar


def test_sources_in_a_town_tell_what_happened_there():
    text = "ذكرت مصادر محلية في مدينة الحديدة أن اشتباكات اندلعت بين مسلحين حوثيين وعناصر نقطة تفتيش."
    assert place_of(text, "Armed clash") == "الحديدة"


def test_a_sentence_that_goes_on_is_where_the_one_before_it_was():
    text = "انفجرت عبوة ناسفة في سوق بمدينة الفلوجة ظهر أمس.\nثم اعتقلت الشرطة ثلاثة مشتبه بهم."
    assert place_of(text, "Arrests") == "الفلوجة"


def test_nothing_is_carried_where_two_places_compete():
    text = "قصفت المدفعية بلدة حيان وقصف الطيران مدينة سرمين.\nواعتقل الجيش ثلاثة مسلحين."
    assert place_of(text, "Arrests") is None


def test_nothing_is_carried_over_a_turn_to_another_subject():
    text = "انفجرت عبوة ناسفة في سوق بمدينة الفلوجة ظهر أمس.\nمن جهة أخرى، اعتقل الجيش ثلاثة مسلحين."
    assert place_of(text, "Arrests") is None


def test_the_toll_of_a_war_takes_no_town_from_the_words_around_it():
    text = "قصفت المدفعية بلدة حيان في ريف حلب أمس.\nوقتل أكثر من 300 ألف شخص منذ بدء الحرب قبل أعوام."
    assert [(m.place_name_ar, m.country) for m in read(text) if m.status == "background"] == [(None, "SY")]


@pytest.mark.parametrize(
    "text",
    [
        "اندلعت معارك في بلدة الشحيل مساء أمس.\nوقصفت طائرة مواقع للمسلحين جنوبي البلدة.",
        "اندلعت معارك في بلدة الشحيل مساء أمس.\nوقصفت طائرة مواقع للمسلحين في البلدة التي نزح سكانها.",
    ],
)
def test_the_town_points_back_also_with_a_side_or_a_relative_clause(text: str):
    assert place_of(text, "Air/drone strike") == "الشحيل"


def test_a_town_that_is_entered_is_taken():
    text = "أعلن الجيش الدخول إلى مدينة زنجبار في محافظة أبين بعد معارك مع مسلحي القاعدة."
    assert [m.place_name_en for m in read(text)] == ["Zinjibar"]


def test_a_party_and_an_adjective_are_no_village() -> None:
    for words in ("في جبهة الإصلاح", "في مديرية السجون", "في مناطق نائية"):
        assert [m.place_name_ar for m in read(f"قتل ثلاثة جنود في هجوم مسلح {words} فجر اليوم.")] == [None]


def test_a_front_that_lies_in_a_named_area_is_a_place_though_no_list_holds_it() -> None:
    (found,) = read("قصفت المدفعية محور الزوينية في ريف اللاذقية فجر اليوم.")
    assert (found.place_id, found.place_name_ar, found.country) == (None, "الزوينية", "SY")


def test_who_is_driven_out_of_a_town_was_fought_there() -> None:
    (found,) = read("طردت القوات الحكومية المسلحين من مدينة زنجبار في اليمن بعد معارك استمرت يومين.")
    assert found.place_name_en == "Zinjibar"


def test_who_withdrew_left_the_town_that_is_named() -> None:
    assert place_of("انسحب المسلحون أمس من بلدة سراقب.", "Change to group/activity") == "سراقب"


def test_a_base_that_is_used_is_not_where_they_strike() -> None:
    text = "شنت طائرات أمريكية غارات على التنظيم باستخدام قاعدة إنجرليك الجوية."
    assert place_of(text, "Air/drone strike") is None


def test_a_town_on_the_way_and_an_adjective_behind_a_name() -> None:
    assert place_of("هاجم مسلحون قافلة كانت متجهة نحو بلدة الدحلاوية فقتل سائقان.", "Attack") is None
    (found,) = read("قتل ستة أشخاص في هجوم مسلح على مسجد بمدينة بلفاردة الكندية.")
    assert (found.place_name_ar, found.country) == ("بلفاردة", "CA")


def test_the_mountain_a_village_lies_on_is_no_second_place() -> None:
    (found,) = read("شن مسلحون هجوما على قرية الدحلاوية في جبل صبر فجر اليوم فقتل جنديان يمنيان.")
    assert (found.place_name_ar, found.country) == ("الدحلاوية", "YE")


def test_the_next_paragraph_does_not_say_where_a_village_lies() -> None:
    text = "قصفت المدفعية قرية الدحلاوية أمس.\nوكانت تركيا حذرت سكان ريف حلب من القصف وقتل ثلاثة في ريف إدلب."
    assert next(m.country for m in read(text) if m.place_name_ar == "الدحلاوية") == "SY"


def test_a_village_told_to_lie_far_from_its_only_namesake_is_another_one() -> None:
    assert place_of("قصف الطيران قرية ناحتة شرق قباسين.", "Air/drone strike") == "ناحتة"
    (far,) = read("قصف الطيران قرية ناحتة شرق قباسين.")
    assert (far.place_id, far.admin1, far.place_precision) == (None, "Aleppo", 2)
    (known,) = read("قصف الطيران قرية ناحتة شرق إزرع.")
    assert known.admin1 == "Daraa"


def test_a_list_of_villages_goes_on_behind_the_area_of_the_first() -> None:
    text = "طال قصف مدفعي قرى الدويرية بريف مدينة قباسين والسلمانية والخزيمية مساء أمس."
    assert {m.place_name_ar for m in read(text)} == {"الدويرية", "السلمانية", "الخزيمية"}


def test_a_patrol_in_another_province_is_no_second_place_of_a_raid() -> None:
    text = "قتل عنصران بغارة شنتها مسيرة تركية في ريف حلب الشرقي، وسير التحالف دورية في بلدة ذيبان بدير الزور."
    assert place_of(text, "Air/drone strike") == "حلب"


def test_the_sentence_below_a_lead_on_a_province_names_the_town() -> None:
    text = (
        "أعلن الجيش المصري إصابة أربعة جنود في انفجار عبوة ناسفة بشمال سيناء.\n"
        "وقال المتحدث إن العبوة انفجرت أثناء مرور القوة في مدينة رفح وأصابت أربعة جنود."
    )
    assert place_of(text, "Remote explosive/landmine/IED") == "رفح"


def test_a_lead_that_sums_up_a_province_keeps_it() -> None:
    text = (
        "قتل تسعة مدنيين بقصف مدفعي على ريف إدلب أمس.\nوقتل ستة مدنيين بقصف مدفعي على مدينة سراقب.\n"
        "وقتل ثلاثة مدنيين بقصف مدفعي على بلدة بنش."
    )
    assert next(m.place_name_ar for m in read(text)) == "إدلب"


def test_an_area_of_another_country_by_the_same_name_does_not_move_a_town() -> None:
    (known,) = read("قصفت المدفعية بلدة تل تمر بمقاطعة الجزيرة شمالي سوريا.")
    assert (known.place_name_ar, known.admin1) == ("تل تمر", "Hasakah")


@pytest.mark.parametrize(
    "text", ["قصفت المدفعية مخيم «وادي الزيتون» بريف اعزاز.", "قصف الطيران قرية “السلمانية” غرب اعزاز."]
)
def test_a_name_in_quotation_marks_behind_a_class_word_is_a_place(text: str) -> None:
    (told,) = read(text)
    assert (told.place_name_ar in {"وادي الزيتون", "السلمانية"}, told.admin1, told.place_precision) == (
        True,
        "Aleppo",
        2,
    )


def test_the_name_of_a_zone_in_quotation_marks_is_no_village() -> None:
    assert place_of("قصفت المدفعية منطقة «خفض التوتر» في إدلب.", "Shelling/artillery/missile attack") == "إدلب"


def test_a_village_lies_where_another_mention_of_it_says() -> None:
    text = "قصفت المدفعية قرية السلمانية بريف اعزاز أمس.\nواعتقلت الشرطة ثلاثة مسلحين في قرية السلمانية."
    (arrest,) = [m for m in read(text) if m.sub_event_type == "Arrests"]
    assert (arrest.admin1, arrest.lat is not None) == ("Aleppo", True)


def test_a_farm_for_poultry_is_no_village() -> None:
    text = "قصفت المدفعية مزرعة لتربية النحل على أطراف مدينة سرمين."
    assert place_of(text, "Shelling/artillery/missile attack") == "سرمين"


def test_a_hotel_in_the_middle_of_mali_is_in_mali() -> None:
    (told,) = read("هاجم مسلحون متشددون فندقا في وسط مالي وقتلوا أربعة جنود من الجيش المالي.")
    assert told.country == "ML"


def test_a_village_on_a_mountain_is_one_happening_with_the_villages_of_the_mountain() -> None:
    text = (
        "مقتل مدنيين اثنين بقصف جوي روسي على قرى جبل السماق بإدلب\n\n"
        "قتل مدنيان بقصف جوي روسي على أطراف قرية الخزيمية في جبل السماق."
    )
    assert [m.place_name_ar for m in read(text)] == ["الخزيمية"]


def test_who_stands_in_a_town_and_fires_on_another_struck_the_other() -> None:
    text = "قتلت سيدتان بقصف لقوات النظام السوري المتمركزة في مدينة إزرع بريف درعا الشرقي، على مدينة طفس غربي المحافظة."
    assert place_of(text, "Shelling/artillery/missile attack") == "طفس"
    text = "قصفت قوات النظام المتمركزة في معسكر الكتيبة في مدينة إزرع بريف درعا على مدينة طفس بقذائف الهاون."
    assert place_of(text, "Shelling/artillery/missile attack") == "طفس"


def test_a_town_with_its_province_and_the_capital_north_of_which_it_lies_is_one_place() -> None:
    text = (
        "أعلنت وزارة الداخلية التونسية مقتل عنصر إرهابي واعتقال ستة آخرين خلال عملية أمنية في مدينة تالة "
        "التابعة لولاية القصرين غربي العاصمة."
    )
    assert [m.place_name_ar for m in read(text)] == ["تالة"]


def test_raids_on_north_and_south_are_not_where_another_event_was() -> None:
    text = (
        "قتل عشرات المدنيين بغارات للطيران الروسي على مناطق في جنوب سوريا وشمالها، في حين قتل تسعة جنود سوريين "
        "بهجوم لفصائل المعارضة قرب بلدة الفوعة."
    )
    assert place_of(text, "Air/drone strike") == "سورية"


def test_an_area_in_quotation_marks_near_a_town_is_where_the_headline_says() -> None:
    text = (
        "قصف مدفعي على محيط مدينة الأتارب غربي حلب\n\nقصفت قوات النظام السوري اليوم محيط مدينة الأتارب، "
        "وأصيب طفل جراء القصف في منطقة «الكروم» قرب مدينة الأتارب."
    )
    (told,) = read(text)
    assert (told.place_name_ar in {"الكروم", "اتارب"}, told.admin1) == (True, "Aleppo")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("تدور معارك بين قوات النظام والفصائل قرب تلة مرتفعة في محافظة حماة.", "حماة"),
        ("قتل ستة جنود عراقيين بتفجير في حي يغلب عليه السنة في بغداد.", "بغداد"),
        ("قتل ثلاثة من عناصر الجيش الليبي بهجوم انتحاري في ثاني أكبر مدينة ليبية.", None),
    ],
)
def test_a_word_that_describes_a_town_or_a_hill_is_no_name(text: str, place: str | None) -> None:
    (told,) = read(text)
    assert told.place_name_ar == place


def test_a_parliamentary_bloc_is_no_hill() -> None:
    assert not [m for m in read("قتل جنديان عراقيان في كتلة المواطن النيابية بهجوم مسلح.") if m.place_text]


def test_what_no_list_holds_lies_in_the_province_of_its_heading() -> None:
    text = "درعا::قتل عنصر من قوات النظام برصاص مجهولين في بلدة الخزيمية بالريف الغربي.\nكما انفجرت عبوة ناسفة قرب محور السلمانية بالريف الشرقي وقتل جندي."
    assert {(m.place_name_ar, m.admin1) for m in read(text)} == {("الخزيمية", "Daraa"), ("السلمانية", "Daraa")}


def test_a_heading_in_the_midst_of_a_line_opens_its_part() -> None:
    text = "إدلب::قصفت قوات النظام بلدة بنش.درعا::قتل جنديان بانفجار عبوة ناسفة قرب قرية الخزيمية بالريف الغربي."
    assert [(m.place_name_ar, m.admin1) for m in read(text)] == [("بنش", "Idlib"), ("الخزيمية", "Daraa")]


def test_the_spot_before_the_comma_is_that_of_the_heading() -> None:
    text = (
        "إدلب::أصيب ستة أطفال جراء انفجار ذخائر من مخلفات قصف سابق لقوات النظام في مدينة بنش بالريف الشرقي، "
        "كما أصيبت سيدة في محيط بلدة دركوش."
    )
    assert next(m.place_name_ar for m in read(text)) == "بنش"


def test_arrests_all_over_a_country_are_not_narrowed_to_a_town_named_with_them() -> None:
    text = (
        "نفذت الشرطة التونسية سلسلة توقيفات في مختلف أنحاء البلاد أمس.\n"
        "وقالت وزارة الداخلية إن التوقيفات جاءت ردا على هجوم انتحاري وقع في مدينة سوسة."
    )
    assert place_of(text, "Arrests") == "تونس"


def test_a_village_is_no_city_of_its_name_abroad_and_an_observatory_no_province() -> None:
    text = "نفذت قوات سوريا الديمقراطية مداهمات في قرية جزرة الخلف بريف دير الزور الغربي واعتقلت ستة مدنيين."
    assert [(m.country, m.admin1) for m in read(text)] == [("SY", "Deir ez-Zor")]
    text = "دان مرصد حضرموت الحقوقي قتل ثلاثة مدنيين على يد الحوثيين."
    assert [m.place_name_ar for m in read(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "انفجرت عبوة ناسفة في مدينة الباب بريف حلب أمس. وتعرضت المدينة لقصف مدفعي من قوات النظام.",
        "انفجرت عبوة ناسفة في مدينة الباب بريف حلب أمس.\nوقال الأهالي إنهم خائفون.\nوتعرضت المدينة لقصف مدفعي.",
    ],
)
def test_the_town_that_is_shelled_points_back_without_a_preposition(text: str) -> None:
    assert place_of(text, "Shelling/artillery/missile attack") == "الباب"


def test_the_base_is_a_base_and_no_camp_beside_it() -> None:
    text = (
        "كثف طيران التحالف غاراته على قاعدة العند ومعسكر لبوزة في لحج باليمن.\n"
        "وسيطر مسلحو المقاومة الشعبية على مواقع في محيط القاعدة."
    )
    assert place_of(text, "Non-state actor overtakes territory") == "قاعدة العند"


def test_a_capital_that_flies_raids_is_no_place_of_them() -> None:
    text = "أدانت بغداد الغارات التي تشنها أنقرة على مواقع حزب العمال الكردستاني."
    assert "آنقره" not in {m.place_name_ar for m in read(text)}


def test_a_name_of_two_words_may_hold_one_that_is_spelled_like_a_preposition() -> None:
    (told,) = read("استهدفت فصائل المعارضة مواقع قوات النظام بقذائف الهاون على محور تلة أبو علي بريف اللاذقية الشمالي.")
    assert (told.place_name_ar, told.admin1) == ("أبو علي", "Latakia")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قصفت القوات الأمريكية قاعدة جوية للقوات السورية، بعدما هددت بالتحرك إذا لم تتحرك بكين.", None),
        ("سحبت واشنطن قواتها، وهو ضوء أخضر لأنقرة لتشن هجوما على المقاتلين الأكراد في سوريا.", "سورية"),
        ("تبادلت القوات الروسية والأوكرانية القصف، وناشدت أوروبا موسكو وقف القتال.", None),
        ("استهدفت غارات إسرائيلية دمشق فجر اليوم وقتل ثلاثة جنود.", "دمشق"),
        ("شهدت العاصمة الفرنسية باريس هجوما قتل فيه تسعة أشخاص.", "باريس"),
        ("قتل خمسة أشخاص في هجوم لندن الذي نفذه متطرف.", "لندن"),
    ],
)
def test_a_bare_capital_stands_for_its_state_but_not_behind_what_struck_it(text: str, place: str | None) -> None:
    assert {m.place_name_ar for m in read(text)} <= {place}


def test_a_government_named_by_its_town_is_no_place_and_a_parliament_in_a_capital_is() -> None:
    text = "قالت الشرطة الليبية إن مسلحين حاولوا اغتيال وزير في حكومة طبرق أمس."
    assert "طبرق" not in {m.place_name_ar for m in read(text)}
    text = "نظم عشرات الناشطين المغاربة وقفة احتجاجية أمام مقر البرلمان بالرباط."
    assert [m.place_name_ar for m in read(text)] == ["الرباط"]


def test_who_is_taken_from_a_province_was_taken_there() -> None:
    text = "اعتقلت قوات الاحتلال الإسرائيلي ستة فلسطينيين من محافظة الخليل، جنوب الضفة الغربية."
    assert place_of(text, "Arrests") == "الخليل"


def test_the_attack_was_where_the_sentence_before_names_an_attack() -> None:
    text = (
        "نشرت الشرطة التركية مقطعا يظهر لحظة القبض على منفذ الهجوم على مطعم في مدينة إزمير.\n"
        "وأدى الهجوم إلى مقتل 14 شخصا وإصابة عشرين آخرين."
    )
    assert {m.place_name_ar for m in read(text) if m.sub_event_type == "Attack"} == {"إزمير"}


def test_a_camp_that_bears_the_name_of_a_village_lies_where_the_words_say() -> None:
    text = "استهدفت الطائرات الروسية محيط مخيم «التح» بالقرب من مدينة معرة مصرين شمالي إدلب."
    ((name, lat),) = [(m.place_name_ar, m.lat) for m in read(text)]
    assert (name, lat is not None and lat > 35.9) == ("التح", True)


def test_a_first_name_is_no_settlement_and_a_capital_that_counts_no_place() -> None:
    text = "اقتحم مستوطنون برفقة إيتمار بن غفير مستشفى وضربوا جنديا إسرائيليا حتى الموت."
    assert {m.place_name_ar for m in read(text)} <= {None}
    text = "قتل 260 مقاتلا كرديا في غارات تركية بحسب أنقرة.\nوقتل ثلاثة جنود أتراك في سوروتش."
    assert "آنقره" not in {m.place_name_ar for m in read(text)}
