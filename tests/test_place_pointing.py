"""Words that point back to a place that only the text names, and what they must not do."""

from tests.test_places_carried import place_of, read


def test_the_village_of_the_next_sentence_is_the_one_that_only_the_text_names():
    text = "قصفت قوات الأسد قرية أم الرجمة بريف حماة صباحا.\nوبعد ساعات قتل ثلاثة مدنيين بلغم في القرية."
    assert place_of(text, "Remote explosive/landmine/IED") == "أم الرجمة"


def test_the_town_is_no_village_that_was_told_to_lie_beside_it():
    text = "شنت مروحيات غارة على قرية الطبقات شرق مدينة حماة.\nوقتل طفل برصاص قناص في المدينة."
    assert place_of(text, "Attack") == "حماة"


def test_a_known_town_that_stands_nearer_is_meant_by_the_town():
    text = "قصف الطيران بلدة الشرقاطة بريف حلب، ثم مدينة سرمين.\nواعتقل الجيش ثلاثة مسلحين في المدينة."
    assert place_of(text, "Arrests") == "سرمين"


def test_a_base_is_not_meant_where_the_group_of_that_name_is():
    text = "قصفت طائرات التحالف قاعدة العند الجوية.\nوقتل قيادي في تنظيم القاعدة بغارة أميركية على مركبة في شبوة."
    assert "شبوة" in {mention.place_name_ar for mention in read(text)}


def test_nothing_comes_from_the_one_town_of_a_report_over_a_turn_to_another_story():
    first = "انفجرت عبوة في بلدة بعشيقة.\nوقالت الشرطة إن عبوة أخرى انفجرت وقتلت شخصين في بلدة بعشيقة."
    assert place_of(f"{first}\nمن ناحية أخرى، أعلن الناطق أن الجيش اعتقل ثلاثة مسلحين.", "Arrests") is None


def test_a_name_known_in_two_countries_is_not_chosen_by_its_class_word_alone():
    (mention,) = read("قتل سبعة أشخاص في غارة على سوق بلدة أريحا.")
    assert mention.country != "PS"
