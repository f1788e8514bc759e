"""Who is named beside an event and is neither its doer nor its victim, and doers told behind what describes a blow."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2019, 5, 14)


def physical(text: str) -> list[Mention]:
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


@pytest.mark.parametrize(
    ("text", "doers", "hit"),
    [
        (
            "قتل ثلاثة شرطيين أتراك في مدينة وان في هجوم نسبته السلطات التركية إلى حزب العمال الكردستاني.",
            ("actor:pkk",),
            ("actor:tr-police",),
        ),
        ("شنت طائرات يعتقد أنها تابعة للتحالف الدولي غارتين على بلدة الدانا.", ("actor:us-coalition",), ()),
        (
            "قتل تسعة قرويين في هجمات مفترضة لحركة بوكو حرام في شمال الكاميرون.",
            ("actor:boko-haram",),
            ("actor:civilians",),
        ),
        (
            "أصيب راع في استهداف مسيّرة للاحتلال التركي سيارة زراعية في مدينة كوباني.",
            ("actor:tr-army",),
            ("actor:civilians",),
        ),
        ("شهدت مدينة كانو انفجارا خلف ستة قتلى ويحمل بصمات جماعة بوكو حرام.", ("actor:boko-haram",), ()),
        (
            "قصفت حركة الشباب المرتبطة بتنظيم القاعدة قاعدة للجيش الكيني في لامو بقذائف الهاون.",
            ("actor:shabaab",),
            ("actor:ke-army",),
        ),
        ("مسيرات للدعم السريع تقصف محطة كهرباء في كسلا.", ("actor:sd-rsf",), ()),
        ("شنت جماعة الحوثي هجوما بالمسيرات على أبوظبي.", ("actor:ye-houthi",), ()),
        ("شنت أوكرانيا هجوما بالمسيرات على بيلغورود.", ("actor:ua",), ()),
        ("قتل مستوطن فلسطينيا قرب نابلس.", ("actor:il-settlers",), ()),
    ],
)
def test_the_doer_is_told_behind_what_describes_the_blow(
    text: str, doers: tuple[str, ...], hit: tuple[str, ...]
) -> None:
    (told,) = physical(text)
    assert told.actor_ids == doers
    assert set(told.target_ids) <= set(hit)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("قتل سبعة أشخاص في انفجار سيارة مفخخة في بلدة قريبة من الحدود مع إيران.", ()),
        ("شنت الطائرات الأميركية ست غارات على تنظيم داعش في العراق وسوريا.", ("actor:is",)),
        ("قتل تاجر في قصف تركي على عامودا بشمال وشرق سوريا.", ("actor:civilians",)),
    ],
)
def test_a_state_named_as_a_place_was_not_hit(text: str, hit: tuple[str, ...]) -> None:
    (told,) = physical(text)
    assert set(told.target_ids) <= set(hit)


def test_who_helps_one_side_of_a_fight_is_not_the_other() -> None:
    text = "دارت اشتباكات شرق حلب بين قوات النظام السوري مدعمة بقوات الدفاع الوطني وعناصر من حزب الله من جهة ومقاتلين من جهة أخرى."
    (told,) = physical(text)
    assert (told.actor_ids, told.target_ids) == (("actor:sy-army",), ())


def test_of_three_sides_that_fight_those_of_one_party_stand_together() -> None:
    (told,) = physical("دارت معارك بين قوات الجيش اليمني والمقاومة الشعبية ومليشيات الحوثي في مدينة تعز.")
    assert told.actor_ids == ("actor:ye-army", "actor:ye-popular-resistance")
    assert told.target_ids == ("actor:ye-houthi",)


def test_who_took_a_place_is_told_behind_the_fights_for_it() -> None:
    (told,) = physical("وفي محافظة درعا التي احتدمت فيها المواجهات، سيطرت قوات الجيش السوري على بلدة نوى.")
    assert told.actor_ids == ("actor:sy-army",)


def test_who_makes_up_a_side_did_not_act_alone() -> None:
    text = "فصائل غرفة عمليات الفتح المبين، التي تضم هيئة تحرير الشام وجيش العزة، قصفت مواقع للقوات الحكومية السورية في سراقب."
    (told,) = physical(text)
    assert "actor:hts" not in told.actor_ids
    assert told.target_ids == ("actor:sy-army",)


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        (
            "قصفت القوات الموالية للرئيس السابق علي عبد الله صالح حي الزهراء في مدينة تعز اليمنية.",
            "actor:ye-saleh-forces",
        ),
        ("قصفت القوات الموالية للحوثيين حيا سكنيا في مدينة عدن اليمنية.", "actor:ye-houthi"),
        ("هاجم مسلحون موالون لتنظيم الدولة مقرا للشرطة في مدينة سرت الليبية.", "actor:is"),
    ],
)
def test_who_fights_for_a_side_is_that_side(text: str, doer: str) -> None:
    (told,) = physical(text)
    assert told.actor_ids == (doer,)


def test_forces_of_the_government_the_world_recognises_are_those_of_their_country() -> None:
    (told,) = physical(
        "قتل خمسة أشخاص في اشتباكات في بنغازي الليبية بين قوات موالية للحكومة المعترف بها دوليا ومسلحين."
    )
    assert told.actor_ids == ("actor:pro-gov-militias",)


def test_who_was_bombed_from_the_air_did_not_fly_the_raid() -> None:
    text = "قال المرصد إن حركة الشباب خسرت قياديا في بلدة جلب الصومالية، وقتل معه أربعة في غارة جوية."
    assert all("actor:shabaab" not in told.actor_ids for told in physical(text))


def test_the_occupier_is_the_one_of_whom_the_story_tells() -> None:
    found = physical("جدد الاحتلال التركي قصفه على ريف تل رفعت. وقصف الاحتلال قرية مرعناز بريف عفرين.")
    assert {m.actor_ids for m in found} == {("actor:tr-army",)}


def test_a_media_cell_that_tells_of_a_raid_did_not_fly_it() -> None:
    (told,) = physical("أعلنت خلية الإعلام الحربي العراقية مقتل تسعة من مسلحي داعش بقصف جوي شمال مدينة سامراء.")
    assert (told.actor_ids, told.target_ids) == ((), ("actor:is",))


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("أصيب شرطي إثر قيام مسلحين بإطلاق النار على دوريته في مدينة المنيا المصرية.", "actor:armed-groups"),
        ("جاء ذلك بعد ارتكاب قوات الأسد مجزرة في مدينة سراقب راح ضحيتها سبعة مدنيين.", "actor:sy-assad-forces"),
        ("قصف لقوات النظام السوري على قرية البارة بريف إدلب يوقع قتيلين.", "actor:sy-army"),
        ('قصف لـ "قسد" على مدينة عفرين يوقع قتيلين.', "actor:sdf"),
    ],
)
def test_who_did_it_stands_behind_a_noun_of_doing_and_behind_of(text: str, doer: str) -> None:
    (told,) = physical(text)
    assert told.actor_ids == (doer,)
    assert doer not in told.target_ids


def test_who_ascribes_a_deed_is_not_carried_on_as_its_doer() -> None:
    text = "قصفت تركيا مواقع للمسلحين شمال سوريا. وجاء ذلك بعد هجوم انتحاري في مدينة سروج نسبته أنقرة إلى جماعة غير معروفة."
    assert all(told.actor_ids != ("actor:tr",) for told in physical(text) if told.sub_event_type == "Suicide bomb")


@pytest.mark.parametrize(
    ("text", "doers", "hit"),
    [
        ("قتل 14 شخصا في تفجير في كابول هو الأول منذ تعيين قائد جديد على رأس حركة طالبان.", (), ()),
        ("قتل تسعة في تفجير في كابول منذ انتخاب الملا منصور زعيما لحركة طالبان خلفا للملا عمر.", (), ()),
        ("شنت طائرات أميركية غارات دفاعا عن مقاتلي المعارضة السورية قرب إعزاز.", ("actor:us-air-force",), ()),
        ("قتل عشرون شخصا في تفجير سيارتين شرق بغداد تبناهما تنظيم داعش.", ("actor:is",), ()),
        ("وقال مسؤول إن زوجة القيادي قيد الاعتقال لدى القوات الأميركية في أربيل.", ("actor:us-army",), ()),
        ("شارك المئات في مسيرة في باريس في ذكرى مرور عام على مقتل شاب برصاص الشرطة.", (), ()),
    ],
)
def test_who_is_defended_remembered_or_comes_to_office_was_not_hit(
    text: str, doers: tuple[str, ...], hit: tuple[str, ...]
) -> None:
    (told,) = physical(text)
    assert told.actor_ids == doers
    assert set(told.target_ids) <= set(hit)


def test_a_march_is_no_drone() -> None:
    text = "نظم ناشطون مسيرة في ليون في ذكرى مقتل شابين برصاص الشرطة."
    assert "Air/drone strike" not in {m.sub_event_type for m in physical(text)}


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "قتيلان في غارة على غزة والاحتلال يعتقل عشرين فلسطينيا في الخليل.",
            [("Air/drone strike", ()), ("Arrests", ("actor:il-army",))],
        ),
        (
            "مقتل متظاهرين في ماندالاي والجيش البورمي يعتقل صحفيين.",
            [("Attack", ()), ("Arrests", ("actor:mm-army",))],
        ),
        (
            "مقتل مدني في قصف على خيرسون والقوات الأوكرانية تستعيد بلدة سنيهوريفكا.",
            [("Shelling/artillery/missile attack", ()), ("Government regains territory", ("actor:ua-army",))],
        ),
    ],
)
def test_a_subject_that_and_opens_belongs_to_the_verb_behind_it(
    text: str, sides: list[tuple[str, tuple[str, ...]]]
) -> None:
    told = physical(text)
    assert [m.sub_event_type for m in told] == [kind for kind, _ in sides]
    assert all(set(doers) <= set(m.actor_ids) for m, (_, doers) in zip(told, sides, strict=True))
    assert all(m.actor_ids or not doers for m, (_, doers) in zip(told, sides, strict=True))
    assert all("army" not in target for m in told for target in m.target_ids)


def test_who_is_charged_with_support_did_not_attack() -> None:
    text = "اتهمت الهند باكستان بدعم مسلحين هاجموا معسكرا للجيش في بلدة أوري وقتلوا أربعة جنود."
    assert [m.actor_ids for m in physical(text)] == [("actor:armed-groups",)]


@pytest.mark.parametrize(
    ("text", "doers", "hit"),
    [
        ('تعرضت دورية أوكرانية لهجوم من "الانفصاليين" قرب ماريوبول.', ("actor:separatists",), ("actor:ua-army",)),
        (
            "وقال الجيش الهندي إن متمردين قتلوا ثلاثة من جنوده في كمين في ولاية آسام.",
            ("actor:rebels",),
            ("actor:in-army",),
        ),
        ("أطلق المهاجمون النار على حافلة قبل أن يهاجموا مركز الشرطة في غورداسبور بالهند.", (), ("actor:in-police",)),
        ("هدم الجيش الإسرائيلي منازل في الخليل قبيل زيارة مقررة للرئيس الأميركي لإسرائيل.", ("actor:il-army",), ()),
    ],
)
def test_the_side_that_strikes_is_not_the_side_that_is_struck(
    text: str, doers: tuple[str, ...], hit: tuple[str, ...]
) -> None:
    (told,) = physical(text)
    assert told.actor_ids == doers
    assert set(told.target_ids) <= set(hit)


@pytest.mark.parametrize(
    "answer",
    [
        "وأطلقت الشرطة النار على المهاجم وأصابته بجروح قبل أن تعتقله.",
        "وقتلت الشرطة المهاجم في المكان.",
        "وأطلق شرطيان الرصاص على منفذ الهجوم.",
    ],
)
def test_who_shot_the_attacker_did_not_attack(answer: str) -> None:
    text = (
        f"قتل ثلاثة أشخاص طعنا داخل كنيسة في مدينة نيس الخميس.\n{answer}\nوفي جدة، أصيب حارس حين هاجمه رجل بآلة حادة."
    )
    attacks = [m for m in physical(text) if m.place_text and ("نيس" in m.place_text or "جدة" in m.place_text)]
    assert len(attacks) == 2
    assert all("police" not in actor for m in attacks for actor in m.actor_ids)


def test_a_headline_of_two_clauses_tells_two_events() -> None:
    text = "تفجير يهز بوغوتا والجيش يقصف معسكرا للمتمردين\nقتل 21 شخصا في تفجير سيارة مفخخة استهدف أكاديمية للشرطة في بوغوتا صباح الخميس."
    assert physical(text)[0].actor_ids == ()


@pytest.mark.parametrize("said", ["حملة أمنية", "عملية واسعة"])
def test_whom_a_campaign_is_aimed_at_did_not_strike(said: str) -> None:
    told = physical(f"بدأت الشرطة التركية {said} تستهدف جماعات متشددة في أنقرة.")
    assert [(m.actor_ids, m.target_ids) for m in told] == [(("actor:tr-police",), ("actor:extremists",))]


def test_an_army_with_the_adjective_of_its_country_is_no_other_army() -> None:
    told = physical("نفت رواندا ذلك. واشتبك الجيش البوروندي مع مسلحين في الشمال أمس.")
    assert [m.actor_ids for m in told] == [("actor:bi-army",)]


def test_who_killed_the_attackers_did_not_attack() -> None:
    text = "دهس مهاجمون المارة على جسر لندن أمس وقتلوا ستة أشخاص.\nوأضافت الشرطة البريطانية: لقي ستة أشخاص حتفهم بالإضافة إلى المهاجمين الثلاثة الذين قتلتهم الشرطة بالرصاص."
    assert [m.actor_ids for m in physical(text) if "actor:gb-police" in m.actor_ids] == []
