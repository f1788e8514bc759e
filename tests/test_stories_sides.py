"""Who acted and who was hit where a noun carries the deed, a helper stands beside, another story begins."""

from datetime import date

import pytest

from tests.language_examples import extract

DAY = date(2019, 11, 10)
# text; of each event in order the ids of its doers and of those it hit
STORIES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "أعلن ناشطون تنفيذ الطيران الروسي ست غارات على أطراف بلدة حاس جنوبي إدلب.",
        (("ru-air-force", ""),),
    ),
    (
        "انقطعت الكهرباء بعد شن الحوثيين هجوما على مواقع الجيش اليمني شرق مدينة الحزم.",
        (("ye-houthi", "ye-army"),),
    ),
    (
        "أصيبت طفلة بقصف مدفعي وصاروخي لقوات النظام على بلدة كفرعويد.",
        (("sy-army", "civilians"),),
    ),
    (
        "هاجمت هيئة تحرير الشام حاجزا قرب بلدة العيس.\nوبعد هذا الهجوم، قصف الجيش السوري مقرات الهيئة في دارة عزة.",
        (("hts", ""), ("sy-army", "hts")),
    ),
    (
        "شنت الطائرات الحربية الروسية غارتين على قرية الموزرة، في حين تعرضت بلدة سفوهن لقصف بقذائف الهاون.",
        (("ru-air-force", ""), ("", "")),
    ),
    (
        "قضي على أربعة إرهابيين من طرف وحدات الجيش التونسي في جبل مغيلة.",
        (("tn-army", "terrorists"),),
    ),
    (
        "تدور معارك بين الجيش السوري من طرف، وفصائل المعارضة السورية من طرف آخر غرب بلدة الزربة.",
        (("sy-army", "sy-rebels"),),
    ),
    (
        'جددت ميليشيات "قسد" قصفها على أحياء عفرين، بالمقابل استهدف الجيش التركي مواقع "قسد" في محيط عين دقنة.',
        (("sdf", ""), ("tr-army", "sdf")),
    ),
    (
        "أصيبت سيدة إثر استهداف قوات النظام بالرشاشات الثقيلة حافلة على طريق بلدة تفتناز.",
        (("sy-army", "civilians"),),
    ),
    (
        "سقط قتلى عند استهداف قوات النظام صباحا في محيط بلدة خان السبل.",
        (("", "sy-army"),),
    ),
    (
        "بدأت المقاومة الشعبية المدعومة من التحالف العربي والجيش اليمني عملية تحرير مديرية الوازعية من الحوثيين.",
        (("ye-popular-resistance", "ye-houthi"),),
    ),
    (
        "اندلعت مواجهات بين الحوثيين والموالين لصالح والمقاومة الشعبية في مديرية لودر بأبين.",
        (("ye-houthi", "ye-popular-resistance"),),
    ),
    (
        "استعادت قوات الوفاق معسكرا كان يسيطر عليه تنظيم داعش جنوب مدينة سرت.",
        (("ly-gna-forces", "is"),),
    ),
    (
        "أكد ضابط أن قوات التحالف التي تقودها السعودية قصفت مخازن للحوثيين في مديرية بني حشيش.",
        (("sa-coalition", "ye-houthi"),),
    ),
    (
        "قتل حارسان في هجوم على متجر بمدينة ليون الفرنسية مساء السبت بتوقيت الجزائر.",
        (("", ""),),
    ),
    (
        "اعترضت القبة الحديدية صاروخين أطلقا من قطاع غزة باتجاه مدينة سديروت.",
        (("il-army", ""),),
    ),
    (
        (
            "قصفت القوات التركية قرية الدبس بقذائف الهاون.\n"
            "وفي سياق آخر، أصيب ثلاثة جنود عراقيين في قصف صاروخي على معسكر التاجي شمال بغداد."
        ),
        (("tr-army", ""), ("", "iq-army")),
    ),
    (
        (
            "قالت مصادر إن الجيش اليمني حرر بلدة حيران من الحوثيين، وأشارت إلى أن قوات التحالف العربي "
            "شنت ثلاث غارات على مدينة باجل."
        ),
        (("ye-army", "ye-houthi"), ("sa-coalition", "")),
    ),
    (
        "وقعت معارك بين المقاومة الشعبية ومليشيا الحوثي أصيبوا فيها بالذعر قرب قاعدة العند اليمنية.",
        (("ye-popular-resistance", "ye-houthi"),),
    ),
)


@pytest.mark.parametrize(("text", "wanted"), STORIES, ids=[f"side-{i:02}" for i in range(1, len(STORIES) + 1)])
def test_who_did_it_and_whom_it_hit(text: str, wanted: tuple[tuple[str, str], ...]) -> None:
    """Each event has the sides that its words tell, and no other."""
    told = [
        tuple(" ".join(one.removeprefix("actor:") for one in ids) for ids in (m.actor_ids, m.target_ids))
        for m in extract(text, DAY).mentions
        if m.kind == "physical"
    ]
    assert told == list(wanted)
