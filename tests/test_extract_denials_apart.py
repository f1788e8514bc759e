"""What a denial does not deny, and who is heard on which of several events, announced, charged or denied."""

import pytest

from tests.claim_sides import events_of, names_of

# text; of each event in order its status and who asserts and who denies it
APART: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "نفى الجيش السوداني قصف مستشفى في الفاشر، وقتل ثلاثة مدنيين في هجوم لقوات الدعم السريع على مدينة الأبيض.",
        ("denied - sd-army", "asserted outlet -"),
    ),
    (
        "نفت الحكومة الصومالية سقوط بلدة عيل بور، وقتل خمسة من الشرطة في انفجار لغم قرب بلدة جوهر.",
        ("denied - so-gov", "asserted outlet -"),
    ),
    (
        "نفى الجيش النيجيري قتل مدنيين في بلدة باغا، وخطف مسلحون عشر نساء من مدينة دامبوا.",
        ("denied - ng-army", "asserted outlet -"),
    ),
    # who owns up to one attack and denies another; what a side told itself it denies not, but whom it is said to have hit
    (
        (
            "أعلنت حركة الشباب مسؤوليتها عن الهجوم على فندق في أفغوي، بينما نفت مسؤوليتها عن تفجير السوق في مقديشو أمس "
            "الذي أودى بحياة عشرين شخصا."
        ),
        ("asserted shabaab -", "denied - shabaab"),
    ),
    (
        (
            "قالت كييف إن صاروخا روسيا أصاب مبنى سكنيا في دنيبرو وقتل تسعة. وأعلنت موسكو أنها قصفت مطارا عسكريا قرب كييف. "
            "ونفى الكرملين استهداف المباني السكنية."
        ),
        ("asserted ua -", "asserted ru -"),
    ),
    # what stands beside the clause of a speaker is the outlet's
    ("بينما أكد رئيس الوزراء أن الوضع تحت السيطرة، قتل خمسة في قصف على مدينة الزاوية.", ("asserted outlet -",)),
    ("في وقت أعلن فيه وزير الدفاع أن الحرب انتهت، قتل ستة جنود في هجوم على حاجز في أبيي.", ("asserted outlet -",)),
    # that a side did not own up to an attack does not undo it
    ("لم تعلن حركة طالبان مسؤوليتها عن الهجوم الذي قتل فيه ستة من الشرطة في قندوز.", ("asserted outlet -",)),
    ("ولم يصدر أي تعليق من الحركة على الهجوم الذي قتل فيه خمسة جنود في غزنة.", ("asserted outlet -",)),
    ("استهدف هجوم مقر الشرطة في أنقرة أمس، وأعلن حزب العمال الكردستاني تنفيذه.", ("asserted outlet pkk -",)),
)
# text, who did it
CHARGED: tuple[tuple[str, str], ...] = (
    ("اتهمت كييف موسكو بقصف محطة زابوريجيا النووية.", "ru"),
    ("اتهمت وزارة الدفاع الروسية كييف بقصف مدينة بيلغورود بطائرة مسيرة.", "ua"),
    ("حملت بغداد أنقرة مسؤولية قصف منتجع في دهوك أودى بحياة تسعة سياح.", "tr"),
    ("قصفت قوات حفتر مطار معيتيقة.", "ly-haftar-forces"),
    ("اتهمت حكومة الوفاق قوات حفتر بقصف مطار معيتيقة.", "ly-haftar-forces"),
    ("اعترف الجيش الإسرائيلي بقصف سيارة في دير البلح.", "il-army"),
    ("أعلن الجيش السوداني قصف مواقع للدعم السريع في نيالا.", "sd-army"),
    ("أعلنت كتائب القسام قنص جندي إسرائيلي في بيت حانون.", "qassam"),
    ("أعلنت كتائب القسام مقتل ستة من جنود الجيش الإسرائيلي في كمين قرب خان يونس.", "qassam"),
    ("أعلن الحوثيون إسقاط طائرة مسيرة أميركية فوق مأرب.", "ye-houthi"),
    ("أعلنت السعودية اعتراض صاروخ أطلقه الحوثيون على جازان.", "sa"),
    ("أعلن الجيش اللبناني قصف إسرائيل بلدة رميش.", "il-army"),
    ("نفت وزارة الدفاع الروسية قصف مدينة خاركيف.", "ru"),
    ("أكدت واشنطن تنفيذ ضربة جوية في دير الزور، لكنها نفت أن تكون استهدفت القوات العراقية.", "us"),
    ("نفى الجيش الروسي استهداف مستشفى في مدينة خاركيف.", "ru-army"),
    ("أعلن الجيش الوطني لتحرير بلوشستان مسؤوليته عن تفجير استهدف قافلة للجيش الباكستاني في كويتا.", "bla"),
    ("نفت القوات المسلحة الكونغولية سقوط مدينة ساكي في يد متمردي حركة 23 مارس.", "cd-m23"),
    ("أقرت كييف بأن قواتها قصفت مستودعا للوقود في بيلغورود.", "ua-army"),
    ("قال الجيش اللبناني إن دورية إسرائيلية خطفت راعيا قرب شبعا.", "il-army"),
    # who owns up by what he carried out, and who is blamed with "the responsibility for"
    ("استهدف هجوم مقر الشرطة في أنقرة أمس. وأعلن حزب العمال الكردستاني أنه نفذ العملية.", "pkk"),
    ("انفجرت عبوة في حافلة للجيش في إزمير وقتل جنديان، وأقر حزب العمال الكردستاني بتنفيذ العملية.", "pkk"),
    ("انفجرت قنبلة في سوق بمدينة جوس وقتل ثمانية. وأعلنت جماعة بوكو حرام مسؤوليتها في بيان.", "boko-haram"),
    ("قصفت طائرات معسكرا قرب ترهونة أمس. وحملت حكومة الوفاق قوات حفتر المسؤولية عن القصف.", "ly-haftar-forces"),
    # a bare army is that of the country whose papers speak, or of the speaker whose army was named before
    ("قالت وسائل إعلام إسرائيلية إن الجيش قصف بلدة الخيام في جنوب لبنان.", "il-army"),
    ("أعلن الجيش الإسرائيلي أنه قصف بلدة الخيام. وقال نتنياهو إن الجيش قصف بلدة الخيام أمس.", "il-army"),
    # news that he denies is not of his own deed
    ("كذب الجيش المصري ما تداولته مواقع عن إسقاط مروحية في شمال سيناء.", "-"),
    # what befell the speaker he did not do
    ("أعلن الجيش اللبناني مقتل جندي وإصابة ثلاثة في انفجار لغم.", "-"),
    ("أعلنت قوات سوريا الديمقراطية مقتل أربعة من مقاتليها في قصف على منبج.", "-"),
    ("أعلن الجيش اللبناني قصف مركز له في بلدة رميش.", "-"),
)


@pytest.mark.parametrize(("text", "wanted"), APART)
def test_a_speaker_is_heard_on_no_other_event(text: str, wanted: tuple[str, ...]) -> None:
    read = [f"{m.status} {names_of(c, {'asserts', 'confirms'})} {names_of(c, {'denies'})}" for m, c in events_of(text)]
    assert tuple(read) == wanted


@pytest.mark.parametrize(("text", "doer"), CHARGED)
def test_who_announces_or_is_accused_of_a_deed_did_it_as_told(text: str, doer: str) -> None:
    ((mention, _),) = events_of(text)
    assert (" ".join(i.removeprefix("actor:") for i in mention.actor_ids) or "-") == doer
