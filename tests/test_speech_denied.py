"""What is denied, by whom, and what of it is only disputed: a denial is a second claim, and no edit of the first."""

import pytest

from tests.claim_sides import physical_claims
from tests.speech_extract import extract


def test_denied_by_moscow_is_a_second_claim_not_an_edit() -> None:
    text = (
        "اتهم المجلس المحلي في سراقب روسيا بقصف السوق وقتل تسعة مدنيين مساء الأحد. "
        "ونفت وزارة الدفاع الروسية تلك الاتهامات جملة وتفصيلا."
    )
    done = extract(text)
    struck = [m for m in done.mentions if m.kind == "physical"]
    assert {m.status for m in struck} == {"denied"}
    claims = [c for c in done.claims if c.mention_id == struck[0].mention_id]
    assert {c.stance for c in claims} >= {"asserts", "denies"}
    assert [c.source_entity_id for c in claims if c.stance == "denies"] == ["actor:ru-mod"]


def test_who_denies_a_charge_does_not_take_back_what_he_told_himself() -> None:
    text = (
        "أعلنت وزارة الدفاع الروسية أن طائراتها دمرت مخزنا للسلاح في ريف حماة. "
        "وأكدت الوزارة أن أنباء عن سقوط ضحايا عارية عن الصحة."
    )
    assert all(m.status == "asserted" for m in extract(text).mentions if m.kind == "physical")


def test_the_denial_of_a_characterisation_denies_no_event() -> None:
    text = "قصفت مقاتلات تركية قرية قرب أربيل الأحد. ونفى مسؤولون أتراك أن تكون الغارات غطاء لحملة أخرى."
    assert {m.status for m in extract(text).mentions if m.kind == "physical"} == {"asserted"}


def test_a_denial_of_the_matter_reaches_back_and_keeps_the_claimant() -> None:
    text = "خطف مسلحون سبعة عمال قرب مدينة أعزاز، بحسب المرصد السوري لحقوق الإنسان. لكن وزارة الدفاع الأميركية نفت تلك الأنباء."
    claims = physical_claims(text)
    assert [c.stance for c in claims] == ["asserts", "denies"]
    assert claims[0].source_entity_id == "actor:sohr"


def test_a_denial_whose_subject_stands_before_its_verb_is_no_assertion_of_the_outlet() -> None:
    # أن تكون طائراتها قصفت: the copula is followed by the subject, and only then by the verb
    claims = physical_claims(
        "نفت وزارة الدفاع الروسية أن تكون طائراتها قصفت سوقا في مدينة سراقب بمحافظة إدلب الثلاثاء."
    )
    assert [(c.stance, c.source_entity_id) for c in claims] == [("denies", "actor:ru-mod")]


def test_the_matter_that_is_denied_is_the_one_told_before() -> None:
    text = (
        "خطفت جبهة النصرة ثمانية مقاتلين قرب أعزاز، بحسب المرصد السوري لحقوق الإنسان. "
        "إلا أن وزارة الدفاع الأميركية نفت الأمر."
    )
    done = extract(text)
    assert [m.status for m in done.mentions if m.kind == "physical"] == ["denied"]
    assert ("denies", "actor:us-mod") in {(c.stance, c.source_entity_id) for c in done.claims}


CHARGE = "اتهمت الحكومة اليمنية جماعة الحوثي بقصف سوق في مدينة مأرب الاثنين ما أدى إلى مقتل تسعة مدنيين. "


RAID = "قتل ستة مدنيين في غارة على مدينة الرقة. "


@pytest.mark.parametrize(
    ("answer", "denier"),
    [
        (CHARGE + "ووصف المتحدث باسم الجماعة محمد عبد السلام الاتهامات بأنها كاذبة.", "actor:ye-abdulsalam"),
        (CHARGE + "لكن مصدرا في الجماعة كذب هذه الأنباء.", None),
        (RAID + "وأنكر التحالف الدولي شن أي غارة على المدينة.", "actor:us-coalition"),
        (RAID + "وتنصل التحالف الدولي من المسؤولية عنها.", "actor:us-coalition"),
        (RAID + "ورفض التحالف الدولي الاتهامات الموجهة إليه.", "actor:us-coalition"),
        (RAID + "وقال التحالف الدولي إنه لا علاقة له بالغارة.", "actor:us-coalition"),
        (RAID + "وأكد التحالف الدولي أنه لم يشن غارات على المدينة.", "actor:us-coalition"),
    ],
)
def test_a_denial_reaches_the_event_in_whatever_words_it_is_told(answer: str, denier: str | None) -> None:
    claims = physical_claims(answer)
    assert [c.source_entity_id for c in claims if c.stance == "denies"] == [denier]
    assert "asserts" in {c.stance for c in claims}


def test_who_refuses_a_treaty_or_lies_denies_no_event() -> None:
    for text in (RAID + "ورفض التحالف الدولي الهدنة.", RAID + "وكذب المسؤولون الذين قادوا اللجنة."):
        assert {c.stance for c in physical_claims(text)} == {"asserts"}


def test_a_denied_report_of_something_else_denies_not_the_raid_before_it() -> None:
    text = RAID + "من جهة أخرى نفى المجلس المحلي ما تردد حول استقالة رئيسه."
    assert {c.stance for c in physical_claims(text)} == {"asserts"}


def test_reports_called_false_are_denied_by_the_source_that_tells_of_them() -> None:
    text = "وبحسب مصادر محلية فإن الأنباء التي تتحدث عن غارة جوية على مقر للجيش في مدينة تدمر عارية عن الصحة."
    assert [c.stance for c in physical_claims(text)] == ["denies"]


def test_the_spokesman_of_rebels_may_deny_what_his_country_s_government_says() -> None:
    told = extract(CHARGE + "ونفى المتحدث باسم الجماعة محمد عبد السلام تلك الاتهامات.")
    assert [m.status for m in told.mentions if m.kind == "physical"] == ["denied"]


def test_who_says_that_a_group_did_not_do_it_disputes_the_doer_and_not_the_deed() -> None:
    done = extract(
        "قتل عشرون شخصا في هجوم لتنظيم الدولة الإسلامية على فندق في كابول أمس. "
        "ونفت الشرطة الأفغانية مسؤولية تنظيم الدولة الإسلامية عن الهجوم."
    )
    (attack,) = (m for m in done.mentions if m.kind == "physical")
    assert attack.status == "asserted"
    assert [(c.stance, c.field) for c in done.claims if c.source_entity_id == "actor:af-police"] == [
        ("doubts", "actor")
    ]


def test_who_denies_a_death_in_a_sit_in_denies_no_sit_in() -> None:
    done = extract("دخل اعتصام عمال النفط في البصرة يومه الثالث. ونفت الشرطة العراقية وفاة أحد المحتجين في الاعتصام.")
    assert {m.status for m in done.mentions if m.kind == "physical"} == {"asserted"}


def test_who_denies_a_part_in_a_bombing_denies_it() -> None:
    claims = physical_claims("نفت الشرطة العراقية ضلوعها في تفجير سيارة مفخخة في مدينة سامراء أمس.")
    assert [c.stance for c in claims] == ["denies"]


def test_who_told_a_strike_and_denies_what_else_it_hit_disputes_the_target() -> None:
    done = extract(
        "أعلن الجيش التركي أن طائراته قصفت قرية زركلي الأحد. ونفى الجيش التركي أن تكون طائراته قصفت منازل في زركلي."
    )
    (strike,) = (m for m in done.mentions if m.kind == "physical")
    stands = {(c.stance, c.field) for c in done.claims if c.mention_id == strike.mention_id}
    assert (strike.status, stands) == ("asserted", {("asserts", None), ("doubts", "target")})


@pytest.mark.parametrize(
    "answer",
    [
        "لكن المتحدث باسم التحالف وصف تلك الأنباء بالكاذبة.",
        "وأكد المتحدث باسم التحالف أنه لا صحة لقصف المدرسة.",
        "غير أن المتحدث باسم التحالف أكد أن طائراته لم تقصف المدرسة.",
        'وقال المتحدث باسم التحالف: "لم نقصف أي مدرسة في المدينة".',
    ],
)
def test_who_says_that_his_side_did_not_denies_what_others_told(answer: str) -> None:
    told = "قال الحوثيون إن غارة للتحالف أصابت سبعة تلاميذ في مدرسة بمدينة ذمار. "
    assert [c.stance for c in physical_claims(told + answer)] == ["asserts", "denies"]


def test_a_denial_and_the_telling_behind_it_are_one_event() -> None:
    done = extract(
        "نفى التحالف العربي قصف مدرسة في مدينة ذمار. وكان الحوثيون قالوا إن غارة للتحالف أصابت سبعة تلاميذ في مدينة ذمار."
    )
    rows = [m for m in done.mentions if m.kind == "physical"]
    assert [m.status for m in rows] == ["denied"]
    assert {c.stance for c in done.claims if c.mention_id == rows[0].mention_id} == {"asserts", "denies"}


def test_what_did_not_trouble_a_side_is_denied_by_nobody() -> None:
    told = "قال الحوثيون إن غارة للتحالف أصابت سبعة تلاميذ في مدرسة بمدينة ذمار. "
    claims = physical_claims(told + "وقال المتحدث باسم التحالف إن عملياتنا لم تتأثر بالغارات.")
    assert "denies" not in {c.stance for c in claims}


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("اتهمت واشنطن موسكو بقصف مستشفى في حلب، لكنها نفت ذلك.", "actor:ru"),
        ("اتهم ناشطون الجيش السوري بقصف سوق في إدلب لكنه نفى ذلك.", "actor:sy-army"),
        (
            (
                "اندلعت اشتباكات بين الجيش الليبي وقوات حفتر في طرابلس أمس.\n"
                "واتهمت حكومة الوفاق قوات حفتر بقصف مستشفى في حي أبو سليم، لكن قوات حفتر نفت ذلك."
            ),
            "actor:ly-haftar-forces",
        ),
    ],
)
def test_the_accused_denies_the_charge_and_not_the_fight(text: str, denier: str) -> None:
    done = extract(text)
    denied = [m for m in done.mentions if m.status == "denied"]
    assert [m.sub_event_type for m in denied] == ["Shelling/artillery/missile attack"]
    assert {c.source_entity_id for c in done.claims if c.stance == "denies"} == {denier}


def test_a_denial_ends_where_the_next_deed_is_told() -> None:
    done = extract("نفت أنقرة استهداف مستشفى في إدلب، وقصفت طائراتها مواقع الوحدات الكردية في عفرين.")
    told = {m.place_name_en: m.status for m in done.mentions if m.kind == "physical"}
    assert told == {"Idlib": "denied", "Afrin": "asserted"}


def test_who_alone_names_the_most_dead_doubts_no_number() -> None:
    text = "انفجرت عبوة ناسفة في حافلة بمدينة كويتا، وقال مصدر طبي إن عدد القتلى لا يتجاوز خمسة."
    assert {c.stance for c in physical_claims(text)} == {"asserts"}


def test_a_name_ends_before_what_its_bearer_denies_to_mean() -> None:
    text = "شن الجيش الإثيوبي غارة على مدينة مقلي أمس. ونفت الحكومة نيتها شن هجوم بري على الإقليم."
    denials = [m for m in extract(text).mentions if m.sub_event_type == "Denial"]
    assert not [c for c in extract(text).claims if c.stance == "denies"]
    assert "نيتها" not in " ".join(m.actor_text or "" for m in denials)
