"""What a denial answers: the part of one of two who are accused, whom a blow hit, a charge of another thing."""

import pytest

from tests.claim_sides import events_of, name_of, names_of
from tests.speech_extract import extract

FOR, AGAINST = {"asserts", "confirms"}, {"denies", "doubts"}
# text; of its first event the status, who asserts it, who denies it, who disputes or denies a field of it
ANSWERS: tuple[tuple[str, str, str, str, str], ...] = (
    # one of two accused clears himself alone
    (
        "اتهمت كييف روسيا وبيلاروسيا بإطلاق صواريخ على مدينة تشيرنيهيف قتلت أربعة أشخاص. ونفت مينسك مشاركتها في القصف.",
        *("asserted", "ua", "-", "actor:by"),
    ),
    # who denies to have aimed at civilians and goes on with the raid disputes whom it hit
    (
        (
            "قالت ممرضة إن غارة للتحالف العربي أصابت مدرسة في صعدة وقتلت ستة تلاميذ. ونفى المتحدث باسم التحالف استهداف المدنيين، "
            "مشيرا إلى أن الغارة استهدفت منصة صواريخ."
        ),
        *("asserted", "ممرضة", "-", "target:sa-coalition"),
    ),
    # the doer's side counts the dead otherwise
    (
        "قالت منظمة هيومن رايتس ووتش إن جنودا ماليين أعدموا ستين مدنيا في بلدة هومبوري. وقالت الحكومة المالية إن القتلى مسلحون.",
        *("asserted", "hrw", "-", "target:ml-gov"),
    ),
    # a charge of sheltering men is no charge of the attack
    (
        "أكد الجيش الباكستاني أن مسلحين قتلوا تسعة جنود في بلوشستان. وأنكرت كابل اتهامات إسلام آباد لها بإيواء منفذي الهجوم.",
        *("asserted", "pk-army", "-", "-"),
    ),
    # news that is called false further on, and the town whose quarter was told
    (
        (
            "أعلنت حركة طالبان أن مقاتليها أسقطوا مروحية في ولاية لوغر. وسمع السكان انفجارا. وهرعت فرق الإنقاذ إلى المكان. "
            "وقال متحدث باسم وزارة الدفاع الأفغانية إن هذا الخبر غير صحيح."
        ),
        *("denied", "taliban", "af-mod", "-"),
    ),
    (
        'قتل خمسة أطفال في غارة على حي السكري في حلب أمس. وقال قائد القاعدة الروسية في حميميم: "لم نقصف أي هدف في حلب".',
        *("asserted", "outlet", "-", "actor:قائد القاعدة الروسية في حميميم"),
    ),
    # an order that was not carried out is no raid that was not flown
    (
        (
            "قصفت طائرات التحالف العربي صالة عزاء في صنعاء وقتلت تسعين شخصا. وقال فريق تقييم الحوادث إن قوات التحالف لم تنفذ "
            "التعليمات الصادرة لها قبل القصف."
        ),
        *("asserted", "outlet", "-", "-"),
    ),
    # a cause is denied, false information is spread, the blow is another's
    (
        (
            "اعتقل تنظيم القاعدة خمسة ضباط في المكلا بحجة شكاوى من المتطوعين، وهو الأمر الذي نفى عدد من القادة أن يكون السبب في "
            "اعتقال الضباط."
        ),
        *("asserted", "outlet", "-", "-"),
    ),
    (
        (
            'قتل أربعة طلاب في قصف للجيش السوداني على سكن جامعي في أم درمان. ونفت قوات الدعم السريع قصف السكن، وقالت "ننفي دعاية '
            'الجيش عن قصف قواتنا أحياء سكنية".'
        ),
        *("asserted", "outlet", "-", "actor:sd-rsf"),
    ),
)


@pytest.mark.parametrize(("text", "status", "asserted", "denied", "disputed"), ANSWERS)
def test_a_denial_takes_back_no_more_than_it_answers(
    text: str, status: str, asserted: str, denied: str, disputed: str
) -> None:
    mention, claims = events_of(text)[0]
    read = (names_of(claims, FOR), names_of(claims, {"denies"}), names_of(claims, AGAINST, fields=True))
    assert (mention.status, *read) == (status, asserted, denied, disputed)


def speakers(text: str) -> set[str]:
    return {name_of(c) for c in extract(text).claims}


def test_who_denies_is_of_the_gender_of_his_verb() -> None:
    told = extract("قالت الشرطة الكورية إن رجلا اعتقل في سيول بعد هجوم على السفارة، ونفى أن يكون قد شارك في الهجوم.")
    assert not [c for c in told.claims if c.stance == "denies"]


def test_the_prosecution_is_not_the_band_that_spoke_before() -> None:
    text = (
        "تبنى تنظيم داعش هجوم الدهس في مدينة ليون. وكان الادعاء العام الفرنسي أعلن أن منفذ الهجوم قتل برصاص الشرطة. "
        "وأوضح الادعاء أن ستة أشخاص أصيبوا في الهجوم."
    )
    assert {"الادعاء العام الفرنسي", "is"} <= speakers(text)
    last = [c for c in extract(text).claims if c.source_entity_id == "actor:is"]
    assert all("أوضح" not in c.evidence and "أعلن أن" not in c.evidence for c in last)


def test_an_act_behind_the_clause_of_another_is_not_in_his_mouth() -> None:
    text = "بينما أفادت مصادر عسكرية بأن القوات العراقية أوقفت القصف، نفت الحكومة العراقية وقف الحملة على الفلوجة."
    (denial,) = [m for m in extract(text).mentions if m.sub_event_type == "Denial"]
    assert {name_of(c) for c in extract(text).claims if c.mention_id == denial.mention_id} == {"outlet"}
