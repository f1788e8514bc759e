"""Who disputes a part of what is told, its doer, target, place or dead, and leaves the event: a claim on that field.

Each text is read once. Expected are the status of its one physical event, who asserts it, who denies it, and who
disputes one field of it; `outlet` is the outlet's own voice, a dash that nobody does.
"""

import pytest

from tests.claim_sides import stands_of

# text, status, who asserts, who denies, field and who disputes it
DISPUTES: tuple[tuple[str, str, str, str, str], ...] = (
    # only the toll, or only whom it hit, is denied: the strike stands
    (
        "قال سكان إن غارة أميركية في البيضاء قتلت ستة مدنيين، لكن البنتاغون نفى سقوط ضحايا مدنيين في الغارة.",
        "asserted",
        "سكان",
        "-",
        "killed:us-mod",
    ),
    (
        "أعلنت حركة طالبان مقتل خمسين جنديا في هجوم على قاعدة في قندوز. ونفت وزارة الدفاع الأفغانية هذه الحصيلة.",
        "asserted",
        "taliban",
        "-",
        "killed:af-mod",
    ),
    (
        "أعلنت حركة طالبان مقتل خمسين جنديا في هجوم على قاعدة في قندوز. ونفت كابول مقتل أي جندي في الهجوم.",
        "asserted",
        "taliban",
        "-",
        "killed:af",
    ),
    (
        "أكدت واشنطن تنفيذ ضربة جوية في دير الزور، لكنها نفت أن تكون استهدفت القوات العراقية.",
        "asserted",
        "us",
        "-",
        "target:us",
    ),
    (
        "قتل عشرة أشخاص في تفجير استهدف سوقا في حلب أمس. وأنكر المتهم الرئيسي تفجير السوق خلال التحقيق.",
        "asserted",
        "outlet",
        "-",
        "actor:المتهم الرئيسي",
    ),
    # who grants the deed and goes on to deny its victims, or blames false information for it, denies it not
    (
        "أعلن الجيش السوداني أن طائراته قصفت معسكرا في نيالا، نافيا استهداف مدنيين.",
        "asserted",
        "sd-army",
        "-",
        "target:sd-army",
    ),
    # who denies to be behind a deed, or says that his side had no part in it, grants the deed
    (
        "قتل أربعة في قصف على قرية في إقليم تيغراي أمس. ونفى الجيش الإريتري أن يكون وراء القصف.",
        "asserted",
        "outlet",
        "-",
        "actor:er-army",
    ),
    (
        "أصابت صواريخ قاعدة أميركية قرب أربيل أمس. ونفت طهران أن تكون لها يد في الهجوم.",
        "asserted",
        "outlet",
        "-",
        "actor:ir",
    ),
    (
        "دانت الخرطوم القصف الذي تعرضت له بلدة هجليج أمس. ونفت جوبا أن تكون قواتها وراء القصف.",
        "asserted",
        "outlet",
        "-",
        "actor:ss",
    ),
    (
        "قتل تسعة أشخاص في هجوم على قرية في ولاية بنوي. وقالت حركة الشباب: «ليست لنا علاقة بالهجوم».",
        "asserted",
        "outlet",
        "-",
        "actor:shabaab",
    ),
    # a number that is too high, no dead at all, no civilians meant
    (
        "قصفت القوات الروسية سوقا في خيرسون أمس وقتل عشرون مدنيا. وقال الكرملين إن عدد القتلى مبالغ فيه.",
        "asserted",
        "outlet",
        "-",
        "killed:ru-presidency",
    ),
    (
        "قصفت القوات الروسية سوقا في خيرسون أمس وقتل عشرون مدنيا. وقالت موسكو إن القصف لم يوقع ضحايا مدنيين.",
        "asserted",
        "outlet ru",
        "-",
        "killed:ru",
    ),
    (
        "قصفت طائرات التحالف العربي سوقا في الحديدة أمس. وقال المتحدث باسم التحالف: «لم نستهدف مدنيين».",
        "asserted",
        "outlet",
        "-",
        "target:sa-coalition",
    ),
    (
        "أصيب خمسة في قصف على قاعدة قرب بغداد أمس. وتبرأت كتائب حزب الله من الهجوم.",
        "asserted",
        "outlet",
        "-",
        "actor:iq-kataib-hezbollah",
    ),
    # who counts otherwise grants the raid; who was taken denies what he was taken for; doubts of what was said
    (
        (
            "قالت صحيفة نيويورك تايمز إن غارة أميركية على بلدة الباغوز قتلت سبعين مدنيا. ونفى المتحدث باسم البنتاغون "
            "ما أعلنته الصحيفة من مقتل سبعين مدنيا، وقال إن الغارة قتلت 52 مقاتلا."
        ),
        "asserted",
        "nyt us-mod",
        "-",
        "killed:us-mod",
    ),
    (
        "قالت الأمم المتحدة إن قوات جنوب السودان قتلت مئة مدني في بلدة ليير. وشككت جوبا في هذه الحصيلة.",
        "asserted",
        "un",
        "-",
        "killed:ss",
    ),
    (
        "قتل جنديان لبنانيان في اشتباك مع مهربين في الهرمل. ونفت قيادة الجيش ما ورد في بعض المواقع عن سقوط قتلى مدنيين.",
        "asserted",
        "outlet",
        "-",
        "killed:lb-army",
    ),
)


@pytest.mark.parametrize(("text", "status", "asserted", "denied", "disputed"), DISPUTES)
def test_a_dispute_is_a_claim_on_its_field(text: str, status: str, asserted: str, denied: str, disputed: str) -> None:
    assert stands_of(text) == (status, asserted, denied, disputed)
