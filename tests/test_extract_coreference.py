"""One event per happening: what is told again in an article is one row, and two strikes are two."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2021, 6, 9)


def physical(text: str) -> list[Mention]:
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


def test_this_attack_is_the_one_told_before_and_a_hospital_is_not_its_place() -> None:
    (one,) = physical(
        "قصفت مدفعية الجيش السوري بلدة مورك في ريف حماة.\n"
        "وأدى هذا القصف إلى إصابة تسعة مدنيين نقلوا إلى مستشفى في مدينة حماة."
    )
    assert one.place_name_en == "Morek"


def test_a_headline_names_the_area_and_its_lead_the_village() -> None:
    (one,) = physical(
        "جرحى بقصف تركي على ريف منبج\n"
        "أصيب ثلاثة مدنيين بقصف مدفعي تركي على قرية التوخار الواقعة في ريف منبج، مساء الثلاثاء."
    )
    assert one.place_name_en == "Tukhar Shagir"


def test_a_quarter_that_no_list_holds_lies_near_the_town_of_the_headline_where_the_tolls_agree() -> None:
    (one,) = physical("ثلاثة قتلى في قصف على درعا\nقتل ثلاثة أشخاص في قصف استهدف حي الشادوف مساء الثلاثاء.")
    assert (one.place_name_ar, one.admin1, one.place_precision) == ("الشادوف", "Daraa", 2)
    another = physical("ثلاثة قتلى في قصف على درعا\nقتل رجلان في قصف استهدف قرية الشادوفية مساء الثلاثاء.")
    assert len(another) == 2


def test_a_side_that_is_told_again_without_anything_new_makes_no_second_row() -> None:
    found = physical(
        "استهدفت طائرة مسيرة تركية سيارة في مدينة عين عيسى وقتل ثلاثة مدنيين.\n"
        "وقال شهود إن السكان هرعوا إلى المكان.\n"
        "وأضافوا أن طائرة مسيرة تركية قصفت السيارة بصاروخ."
    )
    assert len(found) == 1


def test_a_word_for_many_and_the_name_of_one_of_them_are_one_side() -> None:
    found = physical(
        "فصائل المعارضة تقصف مواقع لقوات النظام في بلدة سلمى\n"
        "قصفت الفرقة الساحلية الأولى مواقع لقوات النظام في بلدة سلمى بريف اللاذقية، صباح الثلاثاء."
    )
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "قصفت المدفعية بلدة مورك في ريف حماة.\nكما قصفت بلدة اللطامنة في ريف حماة.",
        "شنت الطائرات الروسية غارات على بلدة مورك.\nوجددت الطائرات الروسية مساء قصف بلدة مورك وقتلت خمسة مدنيين.",
        "شنت طائرات التحالف العربي غارة على مواقع الحوثيين في صرواح.\nوشنت غارة ثانية على مواقع الحوثيين في نهم.",
        "انفجرت سيارة مفخخة في بغداد يوم الأحد.\nوانفجرت سيارة مفخخة في بغداد يوم الثلاثاء.",
    ],
)
def test_two_towns_two_days_or_a_second_blow_stay_two_rows(text: str) -> None:
    assert len(physical(text)) == 2


def test_many_raids_of_the_past_are_no_word_for_the_raid_of_today() -> None:
    found = physical(
        "قصفت طائرات إسرائيلية مواقع للجيش السوري قرب دمشق يوم الثلاثاء.\n"
        "وخلال السنوات الماضية شنت إسرائيل عشرات الغارات على سوريا."
    )
    assert [m.status for m in found] == ["asserted", "background"]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت الطائرات الروسية بعدة غارات جوية محيط بلدة مورك.",
        "وقعت مجزرة في مدينة إدلب راح ضحيتها تسعة مدنيين جراء قصف مدفعي من قبل قوات النظام.",
        "أعلن المتحدث تحرير القوات الحكومية محافظة الضالع بعد أن سيطرت على كافة المواقع.",
    ],
)
def test_a_blow_and_its_means_its_cause_or_its_end_are_one(text: str) -> None:
    assert len(physical(text)) == 1


def test_the_day_behind_who_said_it_is_the_day_of_his_words() -> None:
    (one,) = physical("قتل تسعة أشخاص في هجوم لحركة طالبان في ولاية هلمند، بحسب ما أعلن مسؤولون يوم الاثنين.")
    assert one.date_start is None


@pytest.mark.parametrize(
    "sentence",
    [
        "وتتعرض القرى المجاورة لقصف شبه يومي من قوات النظام.",
        "وتتعمد قوات النظام استهداف المناطق السكنية في ريف إدلب.",
        "وظلت الميليشيات تقتل وتنهب في مدينة عدن.",
    ],
)
def test_what_is_done_day_by_day_is_no_event(sentence: str) -> None:
    assert physical("قصفت مدفعية الجيش السوري بلدة مورك.\n" + sentence)[1:] == []


def test_a_heading_belongs_to_the_passage_below_it_and_lends_no_victims_to_the_one_above() -> None:
    found = extract(
        "قصفت مدفعية الجيش التركي قرية في ناحية تل تمر صباح الثلاثاء.\n"
        "إصابة تسعة جنود بقصف تركي\n"
        "وأصيب تسعة جنود سوريين في قصف تركي على بلدة تل رفعت.",
        DAY,
    )
    rows = [m for m in found.mentions if m.kind == "physical"]
    hurt = {q.mention_id for q in found.quantities if q.measure == "injured"}
    assert [m.place_name_en for m in rows if m.mention_id in hurt] == ["Tall Rifat"]
    assert len(rows) == 2


def test_the_attack_comes_while_somebody_meets_elsewhere() -> None:
    (one,) = physical(
        "قتل تسعة جنود في هجوم لحركة طالبان في ولاية هلمند.\nويأتي الهجوم في وقت يجتمع فيه الرئيس مع الوزراء في كابل."
    )
    assert one.place_name_en != "Kabul"


def test_the_raid_of_the_next_sentence_names_the_spot() -> None:
    (one,) = physical(
        "هاجمت طائرة مسيرة سيارة في جنوب اليمن وقتلت أربعة من تنظيم القاعدة.\n"
        "ووقعت الغارة في مديرية المحفد بمحافظة أبين."
    )
    assert one.place_name_en == "Al-Mahfad"


def test_after_they_opened_fire_tells_the_attack_again() -> None:
    found = physical(
        "أطلق مسلحون النار على القنصلية الأمريكية في إسطنبول يوم الثلاثاء.\nوفر المسلحون بعدما أطلقوا النار على الحراس."
    )
    assert len(found) == 1


def test_the_dead_of_the_year_are_not_those_of_the_strike() -> None:
    found = extract(
        "جرحى باستهداف طائرة مسيرة تركية مزرعة بريف القامشلي\n"
        "استهدفت طائرة مسيرة تركية مزرعة بريف القامشلي وأصيب عاملان.\n"
        "وبذلك يرتفع عدد الاستهدافات التركية في سوريا منذ مطلع العام إلى 61 استهدافا قتل فيها 38 شخصا.",
        DAY,
    )
    news = {m.mention_id for m in found.mentions if m.status == "asserted"}
    assert not any(q.mention_id in news and q.measure == "killed" for q in found.quantities)


def test_the_answer_to_this_attack_is_an_attack_of_its_own() -> None:
    found = physical(
        "قصفت هيئة تحرير الشام مواقع للجيش السوري في بلدة الزهراء وأصيب جنديان.\n"
        "وبعد هذا القصف استهدف الجيش السوري مقرات للهيئة في بلدة دارة عزة."
    )
    assert [m.place_name_en for m in found][1:] == ["Darat Izza"]


def test_the_clashes_of_the_next_sentence_are_those_of_the_one_before_whoever_fell_in_them() -> None:
    found = physical(
        "قتل أربعون مسلحا من حركة طالبان في اشتباكات مع القوات الأفغانية في ولاية قندوز.\n"
        "وأصيب سبعة جنود في الاشتباكات."
    )
    assert len(found) == 1


def test_the_rest_of_a_sentence_says_where_the_dead_of_its_first_part_fell() -> None:
    (one,) = physical("أعلن الجيش مقتل تسعة من تنظيم داعش وتدمير مدفعين لهم في غارة جوية على بلدة هجين.")
    assert one.place_name_ar == "هجين"


def test_a_place_and_what_it_lies_in_are_one_place() -> None:
    (one,) = physical("قصفت المدفعية التركية قرية مرعناز بناحية شران، مساء الثلاثاء.")
    assert one.place_text is not None
    assert "مرعناز" in one.place_text


def test_a_spot_on_the_way_between_two_towns_is_one_place() -> None:
    assert len(physical("استهدفت طائرة مسيرة تركية شاحنة على الطريق الذي يربط بين مدينتي الدرباسية ورأس العين.")) == 1


def test_the_attack_happened_says_more_of_it_though_the_days_are_counted_otherwise() -> None:
    found = extract(
        "هاجم عشرات المسلحين من حركة طالبان مواقع للشرطة في شمال أفغانستان خلال اليومين الماضيين.\n"
        "ووقع الهجوم في ولاية بغلان يوم السبت وقتل فيه أربعة من رجال الشرطة.",
        DAY,
    )
    assert len([m for m in found.mentions if m.kind == "physical"]) == 1


def test_clashes_that_broke_out_elsewhere_are_not_the_attack_before() -> None:
    found = physical(
        "هاجم مسلحون نقطة للشرطة في مدينة تكريت وقتلوا شرطيين.\nووقعت اشتباكات بين الجيش ومسلحي تنظيم داعش في بيجي."
    )
    assert len(found) == 2


def test_a_headline_is_told_again_below_it_whoever_it_is_read_to_blame() -> None:
    (one,) = physical(
        "جرحى بقصف متجدد لقوات النظام على ريف إدلب\n"
        "أصيبت امرأة وابنها بقصف مدفعي لقوات النظام استهدف منازل المدنيين في بلدة معرة النعمان، مساء الثلاثاء."
    )
    assert one.place_name_ar == "معرة النعمان"


def test_the_toll_of_this_attack_ties_the_headline_to_the_passage_it_follows() -> None:
    found = physical(
        "مقتل أربعة مدنيين وإصابة ستة باستهداف مسيرة تركية في ريف الحسكة\n"
        "قتل أربعة مدنيين وأصيب ستة في استهداف مسيرة تركية حافلة في الدرباسية.\n"
        "استهدف الاحتلال التركي عبر الطيران المسير حافلة في الدرباسية.\n"
        "أسفر هذا الهجوم عن مقتل أربعة مدنيين وإصابة ستة."
    )
    assert len(found) == 1


def test_a_headline_with_a_sum_of_its_own_stays_beside_the_strikes_it_adds_up() -> None:
    found = physical(
        "مقتل تسعة مدنيين بقصف على ريف إدلب\n"
        "قتل خمسة مدنيين بقصف مدفعي على بلدة سرمين.\n"
        "كما قتل أربعة مدنيين بقصف مدفعي على بلدة النيرب."
    )
    assert {m.place_name_ar for m in found} >= {"سرمين", "النيرب"}


def test_the_death_of_one_person_is_told_many_times_and_is_one() -> None:
    found = physical(
        "عقدت نقابة الصحفيين اجتماعا لبحث اغتيال شيرين أبو عاقلة.\n"
        "وحضر الاجتماع ممثلون عن نقابات عدة.\n"
        "وقالت النقابة إن التحقيق لم يبدأ.\n"
        "وتحدث زملاؤها عن عملها الطويل.\n"
        "وقال محام إن اغتيال شيرين أبو عاقلة في جنين يوم 11 مايو جريمة حرب."
    )
    assert len([m for m in found if "actor:ps-abu-akleh" in m.target_ids]) == 1


def test_the_country_of_a_hospital_makes_no_second_clash() -> None:
    (one,) = physical(
        "اندلعت اشتباكات بين الشرطة المدنية وفصيل السلطان مراد في مدينة رأس العين.\n"
        "وأسفرت الاشتباكات عن إصابة سبعة أشخاص حولت إحداهم إلى مشفى في تركيا."
    )
    assert one.country == "SY"


def test_a_lead_that_names_provinces_keeps_apart_from_the_town_below_it() -> None:
    found = physical(
        "جددت قوات النظام السوري قصفها على بلدات في أرياف حلب وإدلب وحماة.\n"
        "وقال مراسلنا إن قوات النظام قصفت أطراف مدينة أريحا جنوبي إدلب وأصابت طفلين."
    )
    assert "أريحا" in {m.place_name_ar for m in found}


def test_entering_a_city_is_read_where_the_name_begins_with_city() -> None:
    (one,) = physical("تمكن مقاتلو المقاومة الشعبية في اليمن من اقتحام مدينة الحوطة مركز محافظة لحج.")
    assert "territory" in one.sub_event_type


def test_a_page_that_sets_no_full_stop_below_its_title_is_no_list_of_other_stories() -> None:
    text = (
        "أنباء عن سقوط ضحايا في أريحا\n\n12/03/2021\n\nشبكة المراسلين\n\n"
        "ارتفع عدد قتلى الغارة التي شنتها طائرات روسية على سوق الخضار في مدينة أريحا بريف إدلب إلى ستة مدنيين\n\n"
        "شارك الخبر\n\nفيس بوك"
    )
    assert [m.place_name_ar for m in physical(text)] == ["أريحا"]


def test_a_flash_of_one_line_below_its_label_is_read() -> None:
    assert [m.place_name_ar for m in physical("عاجل\nمقتل ثمانية مدنيين في غارة روسية على مخبز في مدينة أريحا")] == [
        "أريحا"
    ]


def test_settlers_who_answer_an_attack_are_not_its_doers() -> None:
    text = (
        "أصيب ثلاثة إسرائيليين في إطلاق نار استهدف سيارتهم على مفرق حوارة جنوبي نابلس مساء الأحد.\n"
        "وعلى الأثر هاجم مستوطنون منازل الفلسطينيين في بلدة حوارة وأصيب فلسطينيان بالحجارة."
    )
    rows = [m for m in extract(text, date(2022, 5, 14)).mentions if m.kind == "physical"]
    assert [m.actor_ids for m in rows] == [(), ("actor:il-settlers",)]


def test_another_count_of_the_dead_of_the_attack_is_no_second_attack() -> None:
    text = (
        "قتل 26 مدنيا في غارة على سوق في بلدة حاس بمحافظة إدلب السورية يوم الأربعاء.\n"
        "وذكرت منظمة اليونيسيف أن 28 شخصا قتلوا في الهجوم الذي قد يكون الأكثر دموية هناك."
    )
    done = extract(text, date(2022, 5, 14))
    assert len([m for m in done.mentions if m.kind == "physical"]) == 1
    assert [q.best for q in done.quantities if q.measure == "killed" and q.victim_class == "all"] == [26]
    doubts = {(c.field, c.value, c.source_text) for c in done.claims if c.stance == "doubts"}
    assert doubts == {("killed", "28", "منظمة اليونيسيف")}
