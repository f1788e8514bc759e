"""Scenes that change within a page: another country, an answer, a sum of attacks, who only looks on."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.language_examples import extract

DAY = date(2019, 11, 10)
# text; of each event its place (English), status, doers, whom it hit, dead (low)
STORIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        (
            "قصفت طائرات سورية بلدة الأتارب في ريف حلب صباح الأحد. "
            "وفي العراق، قتل عشرة أشخاص في هجمات استهدفت أحياء في الموصل."
        ),
        ("Al Atarib asserted sy-air-force - -", "Mosul asserted - - 10"),
    ),
    (
        "شن الجيش الإسرائيلي غارات على القنيطرة. وفي جنوب لبنان، استهدف القصف بلدة عيتا الشعب.",
        ("Al Qunaytirah asserted il-army - -", "Aita al-Shaab asserted il-army - -"),
    ),
    (
        "كانت قوات سوريا الديمقراطية اعتقلت قادة مجلس دير الزور العسكري في مدينة الحسكة.",
        ("Al Hasakah background sdf sy-dez-mc -",),
    ),
    (
        "قال مسؤولون إن الرجل قيد الاعتقال لدى القوات التركية في عفرين.",
        ("Afrin asserted tr-army - -",),
    ),
    (
        (
            "أصيب ثلاثة أطفال بقصف مدفعي على مدينة أريحا جنوبي إدلب مساء السبت.\n"
            "وقال ناشطون إن قوات النظام السوري المتمركزة في معسكر جورين قصفت المدينة بقذائف ثقيلة."
        ),
        ("Ariha asserted sy-army civilians -",),
    ),
    (
        "قام الجيش النيجيري بتسيير دوريات في مدينة مايدوغوري بعد الهجوم الذي وقع الخميس على السوق وقتل فيه ثمانية.",
        ("Maiduguri asserted - - 8",),
    ),
    (
        "اغتال مجهولون القيادي أبو يزن، وذلك بإطلاق النار عليه أمام منزله في بلدة بنش.",
        ("Binnish asserted gunmen-unknown - 1",),
    ),
    (
        "اندلعت اشتباكات بين قسد وعشائر في ذيبان، بالتزامن مع دعوات للتحالف الدولي للتدخل.",
        ("Diban asserted sdf - -",),
    ),
    (
        "قصفت تركيا الريف الغربي لمدينة كوباني وسط صمت دولي ومن القوى الضامنة روسيا وأمريكا.",
        ("Kobani asserted tr - -",),
    ),
    (
        "قتل خبير المتفجرات في تنظيم داعش أبو سالم مع ثلاثة من معاونيه بانفجار في الرقة.",
        ("Ar Raqqah asserted - - 4",),
    ),
    (
        "قتل ضابط مع أربعة جنود بانفجار لغم في ريف السويداء.",
        ("Suwayda asserted - sy-army 5",),
    ),
    (
        "قتل 12 سوريا في غارة على بلدة معرة النعمان.",
        ("Maarrat an Numan asserted - sy-people 12",),
    ),
    (
        "هجوم مسلح لتنظيم داعش على حاجز في البوكمال يوقع قتلى.",
        ("Albu Kamal asserted is - 1",),
    ),
    (
        "قتل خمسة عناصر من لواء القدس إثر هجوم شنه مجهولون يعتقد أنهم تابعون لتنظيم داعش في بادية المسرب.",
        ("Al Misrab asserted is sy-quds-brigade 5",),
    ),
    (
        "ردت الفصائل على القصف واستهدفت مواقع قوات النظام في سهل الغاب.",
        ("Sahl al-Ghab asserted sy-rebels sy-army -",),
    ),
    (
        "ردت فصائل غرفة عمليات الفتح المبين على قصف قوات النظام، واستهدفت تجمعات له في سهل الغاب.",
        ("Sahl al-Ghab asserted sy-fath-mubin - -",),
    ),
    (
        (
            "تعرض مطار عدن أمس لقصف صاروخي خلال تسليم الطائرة السعودية المساعدات، "
            "واستهدفت صواريخ كاتيوشا المطار أثناء إنزالها."
        ),
        ("Aden Airport asserted - - -",),
    ),
    (
        (
            "أعلن النظام السوري مقتل سبعة من مقاتليه جراء هجوم صاروخي على حافلة عسكرية في ريف حلب، "
            "وقد بثت المعارضة المسلحة تسجيلا مصورا قالت إنه يظهر استهدافها حافلة لميليشيا موالية للنظام بصاروخ موجه."
        ),
        ("Aleppo asserted opposition-factions sy-gov 7",),
    ),
    (
        (
            "استهدفت قوات النظام سيارة قرب الأتارب. ومنذ بداية العام الحالي حتى أول تشرين الأول، استجابت فرقنا "
            "لـ 600 هجوم على شمال غربي سوريا من قبل قوات النظام وروسيا والهجمات من مناطق السيطرة المشتركة لقوات "
            "النظام وقوات سوريا الديمقراطية، وتسببت هذه الهجمات بمقتل 50 مدنيا بينهم 9 أطفال."
        ),
        (
            "Al Atarib asserted sy-army - -",
            "Syria background sy-army,ru - -",
            "- background sy-army,sdf civilians 50",
        ),
    ),
    (
        (
            "أطلقت إيران صواريخ باليستية على مواقع لداعش في دير الزور، "
            "وهي المرة الأولى منذ 30 عاما التي تطلق فيها صواريخ خارج حدودها."
        ),
        ("Deir ez-Zor asserted ir is -",),
    ),
    (
        "ستصبح كافة أحياء المدينة تحت سيطرة الجيش السوري بعد تنفيذ الاتفاق في حمص.",
        ("Homs planned sy-army - -",),
    ),
    ("قالت الوزارة إنها ستعتبر أي توغل عسكري تركي في أراضيها عدوانا.", ()),
    ("طالب المجلس التحالف الدولي بقصف مواقع التنظيم، مناشدا إياه مضاعفة طلعاته لاستهداف المسلحين قرب الرقة.", ()),
    (
        (
            "قتل أربعة جنود في هجوم لتنظيم داعش على حاجز قرب السخنة، وفق المرصد السوري.\n"
            "وقال مصدر عسكري إن الهجوم أدى إلى مقتل جنديين وإصابة ثلاثة."
        ),
        ("As Sukhnah asserted is sy-army 4",),
    ),
    (
        "هجمات ممنهجة لقوات النظام تقتل وتجرح مدنيين في سرمين.",
        ("Sarmin asserted sy-army civilians 1",),
    ),
    (
        "استهدفت سرية القناصين في هيئة تحرير الشام جنديا من قوات النظام على محور كبانة.",
        ("Kabanah asserted hts sy-army -",),
    ),
    (
        "تعرضت قاعدة حقل العمر التي تضم قوات أميركية شرقي دير الزور لهجوم بطائرة مسيرة.",
        ("Al Omar oil fields asserted - us-army -",),
    ),
    (
        "أسقطت مروحيات النظام براميل متفجرة على أحياء في حلب ما أدى إلى مقتل ستة.",
        ("Aleppo asserted sy-air-force - 6",),
    ),
    (
        "رجحت مصادر وقوف تنظيم داعش وراء اغتيال الضابط في درعا.",
        ("Dara asserted is - 1",),
    ),
    (
        (
            "قصفت هيئة تحرير الشام بصواريخ غراد مواقع في بلدة جورين.\n"
            "وباتت قوات الأسد تتبع سياسة القصف المدفعي المتتابع على سرمين ودارة عزة."
        ),
        ("Jurin asserted hts - -",),
    ),
    (
        "قصف الجيش السوري بلدة سراقب. وتستعد القوات التركية لشن هجوم على مدينة منبج.",
        ("Saraqib asserted sy-army - -", "Manbij planned tr-army - -"),
    ),
    (
        "قتل ثلاثة مدنيين بغارة روسية وقصف لقوات النظام على بلدة النيرب.",
        ("Nayrab asserted ru-air-force,sy-army civilians 3",),
    ),
    (
        "قصف مكثف للجيش السوري وغارات للطيران الروسي على ريف إدلب.",
        ("Idlib asserted sy-army - -", "Idlib asserted ru-air-force - -"),
    ),
    (
        "قتل مدنيان جراء استهداف مزدوج بصواريخ موجهة، من قوات النظام في بلدة كفر تعال غربي حلب.",
        ("Kafr Taal asserted sy-army civilians 2",),
    ),
    (
        "أصيب أربعة أطفال بانفجار قذيفة من مخلفات قصف سابق لقوات النظام في قرية النيرب.",
        ("Nayrab asserted - civilians -",),
    ),
    (
        "اعتقلت الشرطة العسكرية قياديا وسلمته إلى هيئة تحرير الشام في إدلب.",
        ("Idlib asserted sy-police - -",),
    ),
    (
        "جددت قوات النظام قصفها الصاروخي على بلدة البارة، فيما ردت الفصائل باستهداف معسكر جورين.",
        ("Barah asserted sy-army - -", "Jurin asserted sy-rebels - -"),
    ),
    (
        "قصفت طائرات تركية مواقع حزب العمال الكردستاني شمال العراق، في إطار نزاع أودى بحياة 40 ألف شخص منذ عام 1984.",
        ("Iraq asserted tr-air-force pkk -", "- background - - 40000"),
    ),
    (
        "قتل خمسة مدنيين في قصف على إدلب، في بلد أدت فيه الحرب إلى مقتل نصف مليون شخص.",
        ("Idlib asserted - civilians 5", "- background - - 500000"),
    ),
    (
        "قتل جندي تركي في تفجير بعفرين. واعتقلت الشرطة ثلاثة يشتبه في مشاركتهم في قتل الجندي.",
        ("Afrin asserted - tr-army 1", "Afrin asserted sy-police - -"),
    ),
    (
        "ضبطت كميات من الأسلحة خلال عمليات لقوات الأمن التونسية في منطقة بنزرت.",
        ("Bizerte asserted tn-security - -",),
    ),
    (
        "اعتبرت أنقرة أن وجود الوحدات الكردية تهديد لتركيا، واعتقلت 60 شخصا في ديار بكر.",
        ("Diyarbakir asserted - - -",),
    ),
    (
        "نفى الناطق وجود خسائر، وقصفت تركيا مواقع في عفرين.",
        ("Afrin asserted tr - -",),
    ),
    (
        "استهدفت المقاتلات التركية قرية زركلة في منطقة رواندز في شرق أربيل، عاصمة إقليم كردستان العراق.",
        ("- asserted tr-air-force iq-krg -",),
    ),
    (
        "منذ اندلاع جولة العنف قتل 13 جنديا وشرطيا على الأقل، ثلاثة منهم في مكمن استهدف الخميس قافلة عسكرية.",
        ("- background - police 13",),
    ),
)


def _rows(text: str) -> Iterator[str]:
    found = extract(text, DAY)
    dead = {q.mention_id: q.low for q in reversed(found.quantities) if q.measure == "killed" and q.low}
    for row in found.mentions:
        if row.kind == "physical":
            sides = (",".join(i.removeprefix("actor:") for i in ids) or "-" for ids in (row.actor_ids, row.target_ids))
            yield " ".join([row.place_name_en or "-", row.status, *sides, str(dead.get(row.mention_id, "-"))])


def test_what_only_flies_overhead_did_not_strike() -> None:
    text = "أصيب أربعة أطفال في قصف مدفعي لقوات النظام على دارة عزة، تزامنا مع تحليق طيران استطلاع روسي في الأجواء."
    (row,) = extract(text, DAY).mentions
    assert row.sub_event_type == "Shelling/artillery/missile attack"


def test_one_of_two_drones_is_one() -> None:
    found = extract("أسقطت الدفاعات الجوية إحدى المسيرتين قرب مدينة جبلة.", DAY)
    assert not [quantity for quantity in found.quantities if quantity.low == 2]


@pytest.mark.parametrize(("text", "wanted"), STORIES, ids=[f"scene-{i:02}" for i in range(1, len(STORIES) + 1)])
def test_what_a_scene_tells_stays_in_it(text: str, wanted: tuple[str, ...]) -> None:
    assert tuple(_rows(text)) == wanted
