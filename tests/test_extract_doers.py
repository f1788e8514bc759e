"""Who did it and whom it hit, where the spelling or the words around stand in the way."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2019, 5, 14)
TATWEEL = "\u0640"


def physical(text: str) -> list[Mention]:
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


def test_a_stretched_particle_still_says_whose_shelling_it_was() -> None:
    (told,) = physical(f"قتل ستة أشخاص بقصف ل{TATWEEL}ميليشيا الحوثي على حي سكني في مدينة مأرب.")
    assert (told.actor_ids, told.target_ids) == (("actor:ye-houthi",), ())


@pytest.mark.parametrize("verb", ["شنه", "نفذه"])
def test_who_repels_an_attack_is_not_taken_for_its_author(verb: str) -> None:
    (told,) = physical(f"صد الجيش اللبناني هجوما {verb} تنظيم داعش في جرود عرسال.")
    assert (told.actor_ids, told.target_ids) == (("actor:lb-army",), ("actor:is",))


def test_a_counted_noun_behind_a_plural_verb_is_its_object() -> None:
    found = physical("هاجم مسلحو تنظيم داعش حاجزا للجيش العراقي وقتلوا ثلاثة جنود في الحويجة.")
    assert [m.actor_ids for m in found] == [("actor:is",)]


@pytest.mark.parametrize("verb", ["أصيب جندي إسرائيلي", "جرح شرطي إسرائيلي"])
def test_who_fell_is_not_taken_for_the_doer(verb: str) -> None:
    (told,) = physical(f"{verb} بإطلاق النار على حاجز زعترة جنوب نابلس.")
    assert told.actor_ids == ()


def test_who_calls_a_charge_false_denies_it_and_who_made_it_does_not() -> None:
    text = "أعلنت حركة الشباب مقتل 30 جنديا كينيا في هجوم على قاعدة في لامو، لكن ضابطا كبيرا وصف ذلك بأنه عار عن الصحة."
    (told,) = (m for m in extract(text, DAY).mentions if m.kind == "physical")
    claims = {(c.source_text, c.stance) for c in extract(text, DAY).claims if c.mention_id == told.mention_id}
    assert claims == {("حركة الشباب", "asserts"), ("ضابطا كبيرا", "denies")}


@pytest.mark.parametrize(
    ("text", "doer", "hit"),
    [
        ("اعتقلت القوات الإسرائيلية 5 فلسطينيين في الخليل.", "actor:il-army", "actor:ps-people"),
        ("أصيب ثلاثة فلسطينيين في مواجهات مع قوات الاحتلال في جنين.", "actor:il-army", "actor:ps-people"),
        ("قتل عشرون أفغانيا بقصف باكستاني على ولاية كونر.", "actor:pk-army", "actor:af-people"),
        ("قتل 4 أتراك بهجوم لحزب العمال الكردستاني في دهوك.", "actor:pkk", "actor:tr-people"),
    ],
)
def test_people_who_are_counted_by_their_country_are_hit(text: str, doer: str, hit: str) -> None:
    (told,) = (m for m in extract(text, DAY).mentions if m.kind == "physical")
    assert (told.actor_ids, told.target_ids) == ((doer,), (hit,))


def test_whose_drone_it_was_that_struck_is_told_behind_it() -> None:
    (struck,) = extract("استهداف طيران مسير تابع للتحالف الدولي سيارة في مدينة الدانا.", DAY).mentions
    assert (struck.actor_ids, struck.target_ids) == (("actor:us-coalition",), ())


def test_she_of_whom_persons_speak_is_no_speaker() -> None:
    told = "ذكر مسؤولون في وزارة الدفاع الأميركية أن جبهة النصرة حشدت مقاتليها، وأنها تقيم قاعدة قرب مدينة جبلة."
    assert {m.sub_event_type: m.actor_ids for m in physical(told)} == {
        "Change to group/activity": ("actor:nusra",),
        "Headquarters or base established": ("actor:nusra",),
    }


@pytest.mark.parametrize("source", ["مسؤولون في وزارة الدفاع الأميركية", "مسؤولون أميركيون"])
def test_a_state_builds_the_base_of_which_officials_of_another_speak(source: str) -> None:
    told = f"ذكر {source} أن روسيا ترسل معدات إلى سوريا، وأنها تقيم قاعدة جوية قرب مدينة جبلة."
    (base,) = physical(f"لا يعرف أحد ما تريده موسكو في الشرق. {told}")
    assert (base.sub_event_type, base.actor_ids) == ("Headquarters or base established", ("actor:ru",))


@pytest.mark.parametrize("told", ["قد تقيم الصين قاعدة عسكرية في جيبوتي.", "تعتزم تركيا إقامة قاعدة عسكرية في قطر."])
def test_a_base_that_may_come_is_none(told: str) -> None:
    assert not physical(told)


def test_a_body_that_speaks_may_mean_itself() -> None:
    (told,) = physical("قالت وزارة الدفاع الروسية إن تنظيم داعش تراجع في حماة، وأنها قصفت مواقعه في بلدة عقيربات.")
    assert told.actor_ids == ("actor:ru-army",)


def test_who_tells_what_was_hit_as_well_confirms_nothing() -> None:
    article = extract(
        "أعلنت وزارة الدفاع الروسية أن طائراتها نفذت سبع غارات على خمسة مواقع في حماة. "
        "وقال مصدر أمني سوري إن القصف شمل أيضا مواقع في ريف إدلب.",
        DAY,
    )
    raids = next(q.mention_id for q in article.quantities if q.measure == "raids")
    assert [c.source_text for c in article.claims if c.mention_id == raids] == ["وزارة الدفاع الروسية"]


@pytest.mark.parametrize(
    "told",
    [
        "قصفت دبابات الجيش السوري بلدة داعل بريف درعا.",
        "دمرت دبابات الجيش السوري منزلا في بلدة داعل.",
        "أطلقت زوارق الجيش السوري النار على صيادين قبالة بانياس.",
    ],
)
def test_a_vehicle_with_whose_it_is_does_the_deed_where_something_else_is_hit(told: str) -> None:
    (blow,) = physical(told)
    assert ([a.split("-")[0] for a in blow.actor_ids], blow.target_ids[:1] == ("actor:sy-army",)) == (
        ["actor:sy"],
        False,
    )


def test_vehicles_that_somebody_hits_are_no_doers() -> None:
    (blow,) = physical("دمر الثوار دبابات الجيش السوري في بلدة داعل.")
    assert (blow.actor_ids, blow.target_ids) == (("actor:rebels",), ("actor:sy-army",))


def test_a_ship_off_a_coast_is_not_of_the_state_of_that_coast() -> None:
    (raid,) = physical("هاجم قراصنة سفينة تجارية قبالة سواحل الصومال.")
    assert (raid.actor_ids, raid.target_ids) == (("actor:pirates",), ())


@pytest.mark.parametrize("thing", ["هجوم وصفته", "تفجير تعتبره", "هجوم اعتبرته"])
def test_who_takes_a_deed_for_something_did_not_do_it(thing: str) -> None:
    (told,) = physical(f'قتل رجلان في {thing} السلطات "عملا إرهابيا" في مدينة باريس أمس.')
    assert told.actor_ids == ()
    assert "actor:terrorists" not in told.target_ids


@pytest.mark.parametrize(
    ("text", "doer"),
    [("حصد رصاص المسلحين أرواح سبعة", "armed-groups"), ("أصابت نيران قوات الشرطة ثلاثة مدنيين", "police")],
)
def test_whose_fire_hit_is_the_doer(text: str, doer: str) -> None:
    (told,) = physical(f"{text} في مدينة كانو النيجيرية.")
    assert told.actor_ids[0].endswith(doer)
    assert not set(told.actor_ids) & set(told.target_ids)


def test_a_shot_that_hit_a_policeman_is_not_his() -> None:
    (told,) = physical("أصاب رصاص شرطيا إسرائيليا في القدس أمس.")
    assert (told.actor_ids, told.target_ids) == ((), ("actor:il-police",))


@pytest.mark.parametrize("charge", ["بتنفيذه", "بالوقوف وراءه", "بتدبيره"])
def test_who_is_accused_of_a_deed_told_before_was_not_hit_by_it(charge: str) -> None:
    text = f"قتل ثمانون شخصا في هجوم على سوق في بعقوبة، واتهمت الحكومة العراقية تنظيم الدولة {charge}."
    done = extract(text, DAY)
    (told,) = [m for m in done.mentions if m.kind == "physical"]
    assert (told.actor_ids, told.target_ids) == (("actor:is",), ())
    named = {(c.source_text, c.field, c.value) for c in done.claims if c.mention_id == told.mention_id}
    assert ("الحكومة العراقية", "actor", "actor:is") in named
    assert ("narrator", None, None) in named


def test_whom_a_pronoun_on_the_verb_means_did_not_do_it() -> None:
    (told,) = physical("عثر الأهالي على جثث ستة شبان أعدمهم تنظيم الدولة في بلدة الشرقاط.")
    assert (told.actor_ids, told.target_ids) == (("actor:is",), ("actor:civilians",))


def test_two_sides_exchange_fire() -> None:
    (told,) = physical("تبادلت القوات الروسية والأوكرانية القصف قرب مدينة باخموت.")
    assert (told.actor_ids, told.target_ids) == (("actor:ru-army",), ("actor:ua-army",))


def test_young_men_who_throw_stones_were_not_hit_by_them() -> None:
    (told,) = physical("رشق شبان فلسطينيون سيارة بالحجارة قرب بيت لحم فأصيب مستوطن بجروح.")
    assert told.actor_ids != ()
    assert "actor:ps-civilians" not in told.target_ids


def test_a_blow_of_a_side_that_no_list_knows_is_not_given_to_the_other() -> None:
    rows = physical("قصفت قوات النظام السوري أحياء حلب، كما قتل 12 في قصف للخصوم على الأحياء الغربية.")
    assert [m.actor_ids for m in rows] == [("actor:sy-army",), ()]


@pytest.mark.parametrize("how", ["", " طعنا"])
def test_who_met_the_attacker_did_not_attack(how: str) -> None:
    (told,) = physical(f"قتل مستوطن{how} في الخليل، وأطلق الجنود النار على المنفذ.")
    assert (told.actor_ids, told.target_ids) == ((), ("actor:il-settlers",))


@pytest.mark.parametrize(
    ("text", "army"),
    [
        ("قال الجيش الإسرائيلي إن قواته ردت على مسلحين أطلقوا النار عليها في جنين، وإن جنديا أصيب بجروح.", "il-army"),
        ("وذكر الجيش التركي أن قواته ردت على مسلحين هاجموا دورية لها قرب نصيبين، وأن ثلاثة جنود قتلوا.", "tr-army"),
    ],
)
def test_forces_that_answer_men_who_shot_did_not_shoot_at_themselves(text: str, army: str) -> None:
    (told,) = physical(text)
    assert (told.actor_ids, told.target_ids) == (("actor:armed-groups",), (f"actor:{army}",))


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("سقط خمسة قتلى من قوات النظام السوري إثر تفجير فصائل المعارضة نفقا تحت حاجز في جوبر.", "actor:sy-rebels"),
        ("أدى تفجير مقاتلي طالبان عبوة ناسفة في قندوز إلى مقتل جندي.", "actor:taliban"),
    ],
)
def test_who_blew_something_up_was_not_hit(text: str, doer: str) -> None:
    (told,) = physical(text)
    assert told.actor_ids == (doer,)
    assert doer not in told.target_ids


def test_who_owns_up_with_nothing_behind_it_did_it() -> None:
    done = extract("لقي 12 شخصا حتفهم في انفجار شاحنة مفخخة في كابول. وأعلنت حركة طالبان مسؤوليتها.", DAY)
    (told,) = [m for m in done.mentions if m.kind == "physical"]
    assert told.actor_ids == ("actor:taliban",)
    assert "actor:taliban" in {c.source_entity_id for c in done.claims if c.mention_id == told.mention_id}
    (quiet,) = physical("لقي 12 شخصا حتفهم في انفجار شاحنة مفخخة في كابول. ولم تعلن حركة طالبان مسؤوليتها.")
    assert quiet.actor_ids == ()
