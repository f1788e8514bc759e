"""Who denies what: the shapes in which Arabic news tells a denial, and what is none.

Each text is read once. Expected are the status of its one physical event, who asserts it, who denies it, and who
disputes one field of it; `outlet` is the outlet's own voice, a dash that nobody does.
"""

import pytest

from tests.claim_sides import events_of, names_of, stands_of
from tests.speech_extract import extract

# text, status, who asserts, who denies, field and who disputes it
DENIALS: tuple[tuple[str, str, str, str, str], ...] = (
    ("نفى الجيش السوداني قصف مستشفى في مدينة نيالا.", "denied", "-", "sd-army", "-"),
    (
        "اتهمت حكومة الوفاق قوات حفتر بقصف مطار معيتيقة، لكن الأخيرة نفت مسؤوليتها عن الهجوم.",
        "denied",
        "ly-gna",
        "ly-haftar-forces",
        "-",
    ),
    ("اتهمت أذربيجان أرمينيا بقصف مدينة كنجه بالصواريخ، ونفت الأخيرة مسؤوليتها.", "denied", "az", "am", "-"),
    ("اتهم الجيش اللبناني حزب الله بقصف بلدة رميش، ونفى الأخير ذلك.", "denied", "lb-army", "hezbollah", "-"),
    ("نقلت وكالة رويترز عن متحدث باسم قوات حفتر نفيه قصف ميناء طرابلس.", "denied", "-", "ly-haftar-forces", "-"),
    ("كذبت حركة الشباب بيان الحكومة الصومالية حول استعادة بلدة آدم يبال.", "denied", "-", "shabaab", "-"),
    (
        "نفت أنقرة قصف مخيم للاجئين في دهوك، بعد أن حملتها بغداد مسؤولية القصف الذي أودى بحياة تسعة سياح.",
        "denied",
        "iq",
        "tr",
        "-",
    ),
    (
        "نفت جماعة الحوثي أي صلة لها بالهجوم على سفينة تجارية قبالة سواحل الحديدة، بعدما اتهمتها القيادة المركزية الأميركية بتنفيذه.",
        "denied",
        "us-centcom",
        "ye-houthi",
        "-",
    ),
    ("حملت بغداد أنقرة مسؤولية قصف منتجع في دهوك أودى بحياة تسعة سياح.", "asserted", "iq", "-", "-"),
    (
        "قال ناشطون إن طائرات روسية قصفت مستشفى في كفرنبل، ورد الكرملين بأن هذه التقارير كاذبة.",
        "denied",
        "ناشطون",
        "ru-presidency",
        "-",
    ),
    (
        (
            "اتهمت أوكرانيا روسيا بقصف مركز تسوق في مدينة كريمنشوك.\n\nوأدانت فرنسا الهجوم.\n\n"
            "لكن وزارة الدفاع الروسية نفت الاتهامات الأوكرانية."
        ),
        "denied",
        "ua",
        "ru-mod",
        "-",
    ),
    ("ووصفت موسكو اتهام كييف لها بقصف سوق في كوستيانتينيفكا بأنه كذب.", "denied", "ua", "ru", "-"),
    (
        "وأكد الناطق باسم القوات العراقية عدم صحة الأنباء عن مقتل جنود في هجوم على بيجي.",
        "denied",
        "-",
        "iq-army",
        "-",
    ),
    (
        "اتهمت جنوب أفريقيا إسرائيل بقصف مدرسة في جباليا، وهو ما نفته تل أبيب.",
        "denied",
        "za",
        "il",
        "-",
    ),
    # "this group" is no news, and who denies to know of a deed, or the charge for which he stands accused, denies none
    (
        (
            "قال المرصد السوري لحقوق الإنسان إن طائرة مسيرة قصفت سيارة قرب سرمدا. وقال متحدث باسم الفصيل إن السيارة تابعة "
            "لمجموعة إغاثة، نافيا أن تكون هذه المجموعة مرتبطة بالتنظيم."
        ),
        "asserted",
        "sohr",
        "-",
        "-",
    ),
    (
        (
            "هاجمت قوة من الشرطة العراقية مخيما في بغداد أمس وقتلت خمسة نازحين. وانتقد مجلس المحافظة الأجهزة الأمنية، "
            "نافيا علمه بمهاجمة المخيم."
        ),
        "asserted",
        "outlet",
        "-",
        "-",
    ),
    (
        "أقرت لجنة التحقيق السعودية بقصف مجلس عزاء في صنعاء أمس، بسبب معلومات مغلوطة عن وجود قيادات في الموقع.",
        "asserted",
        "لجنة التحقيق",
        "-",
        "-",
    ),
    # a denial right behind a deed told as past; "this news" behind one's own denial; "that" behind other news
    (
        (
            "وكان فصيل متشدد أعلن في مايو الماضي أنه أطلق قذيفتي هاون على معسكر تدريب غرب خان يونس، لكن وزارة الداخلية "
            "الفلسطينية نفت هذا الادعاء."
        ),
        "background",
        "فصيل متشدد",
        "ps-moi",
        "-",
    ),
    (
        "سيطر الجيش على بلدة خناصر في ريف حلب أمس. ونفى قائد ميداني انسحاب مقاتليه من محيطها، وقال إن هذا الخبر غير صحيح.",
        "asserted",
        "outlet",
        "-",
        "-",
    ),
    (
        "أصيب خمسة جنود في انفجار لغم قرب الرقة أمس. وتقول نقابات إن رواتب الجنود لم تدفع، إلا أن الوزارة نفت ذلك.",
        "asserted",
        "outlet",
        "-",
        "-",
    ),
    # who blames another than the one of whom it was told holds that somebody else did it
    (
        (
            "قال متحدث باسم الجيش الأوكراني إن الانفصاليين قصفوا محطة للحافلات في دونيتسك. "
            "وحمل الانفصاليون الجيش الأوكراني المسؤولية عن القصف."
        ),
        "asserted",
        "ua-army",
        "-",
        "-",
    ),
    # charges that are rejected by one whose name looks like a plural, or called names behind
    ("اتهمت كييف روسيا بقصف محطة قطارات في كراماتورسك. ورفض الكرملين الاتهامات.", "denied", "ua", "ru-presidency", "-"),
    (
        "اتهمت كييف روسيا بقصف محطة قطارات في كراماتورسك. ورفضت وزارة الدفاع الروسية الاتهامات ووصفتها بأنها استفزاز.",
        "denied",
        "ua",
        "ru-mod",
        "-",
    ),
    # a denial of what its own sentence tells, be it no deed, is of no deed told before
    (
        (
            "سيطرت حركة طالبان على كابول. ويدعي عمران خان أن سبب ذلك كان رفض حكومته إقامة قواعد أميركية، "
            "وهذا ما تنفيه الولايات المتحدة."
        ),
        "asserted",
        "outlet",
        "-",
        "-",
    ),
    (
        "قصفت القوات الروسية مدينة أوديسا أمس. وتتهم كييف موسكو بعرقلة تصدير الحبوب، وهي اتهامات تنفيها روسيا.",
        "asserted",
        "outlet",
        "-",
        "-",
    ),
    ("قصفت القوات الروسية مدينة أوديسا أمس. وهو ما نفته موسكو.", "denied", "outlet", "ru", "-"),
    (
        (
            "شن الطيران الروسي أربع غارات على مواقع لتنظيم داعش قرب تدمر، في حين نفت قوات سوريا الديمقراطية إطلاق سجناء "
            "لديها مقابل مبالغ طائلة."
        ),
        "asserted",
        "outlet",
        "-",
        "-",
    ),
    # who says that a place is held still denies that it was taken
    (
        "أعلنت حركة إم23 السيطرة على مدينة غوما. وقال متحدث باسم الجيش الكونغولي إن المدينة لا تزال تحت سيطرة القوات الحكومية.",
        "denied",
        "cd-m23",
        "cd-army",
        "-",
    ),
    (
        "أعلنت حركة الشباب سيطرتها على بلدة عيل بور. لكن الجيش الصومالي قال إن قواته ما زالت تسيطر على البلدة.",
        "denied",
        "shabaab",
        "so-army",
        "-",
    ),
    # what another announced is called propaganda; who disclaims a deed; who was charged with "his" killing
    (
        (
            "قالت حركة الشباب إنها أسرت أربعة جنود كينيين في هجوم على قاعدة قرب بلدة طوبلي. "
            "ووصف المتحدث باسم الجيش الكيني ما نشرته الحركة بأنه محض دعاية."
        ),
        "denied",
        "shabaab",
        "ke-army",
        "-",
    ),
    (
        "أعلنت قوات الدعم السريع سيطرتها على مدينة الفاشر. ووصف الجيش السوداني الإعلان بأنه دعاية كاذبة.",
        "denied",
        "sd-rsf",
        "sd-army",
        "-",
    ),
    (
        "اتهم ناشطون الشرطة بقتل متظاهرين اثنين في مدينة لاغوس، بينما قالت الشرطة إنها لم تطلق النار على المحتجين.",
        "denied",
        "ناشطون",
        "ng-police",
        "-",
    ),
    # who confirms a death is not who denies it, nor does he tell the news to which he answers with a denial
    (
        (
            "تضاربت الأنباء بشأن مصير القيادي بعد غارة على سيارته في مدينة صيدا؛ ففي حين أكدت مصادر أمنية مقتله "
            "نفت حركة حماس ذلك."
        ),
        "denied",
        "outlet مصادر أمنية",
        "hamas",
        "-",
    ),
    (
        (
            "أكد مسؤول في البنتاغون أن القوات الأميركية لم تنفذ أي ضربة في إدلب، ردا على أنباء عن استهداف قيادي "
            "بغارة لطائرة مسيرة قرب مدينة سرمدا."
        ),
        "denied",
        "-",
        "us-mod",
        "-",
    ),
    (
        "اعتقلت جماعة الحوثي صحافيا في صنعاء ووجهت إليه تهمة نشر خبر. ونفى الصحافي علاقته بالخبر.",
        "asserted",
        "outlet",
        "-",
        "-",
    ),
    (
        (
            "قالت وزارة الدفاع الأذربيجانية إن جنديا قتل بنيران أرمينية في كلبجر. "
            "وردت وزارة الدفاع الأرمينية بأن هذا الادعاء مختلق."
        ),
        "denied",
        "az-mod",
        "am-mod",
        "-",
    ),
    ("وصفت دمشق تقارير عن قصف مستشفى في دوما بأنها فبركة إعلامية.", "denied", "-", "sy", "-"),
    ("نفى الجيش النيجيري قتل ثلاثة مدنيين في بلدة باغا.", "denied", "-", "ng-army", "-"),
    ("ونفى المتحدث العسكري صحة الأنباء عن قصف سوق في نيالا.", "denied", "-", "المتحدث العسكري", "-"),
    (
        (
            "اتهمت منظمة أطباء بلا حدود طيران التحالف بقصف مشفى في مدينة حرض. "
            "ورفض المتحدث باسم التحالف الاتهامات بقصف المشفى."
        ),
        "denied",
        "msf",
        "المتحدث باسم التحالف",
        "-",
    ),
)


@pytest.mark.parametrize(("text", "status", "asserted", "denied", "disputed"), DENIALS)
def test_each_side_of_a_denial_has_its_claim(text: str, status: str, asserted: str, denied: str, disputed: str) -> None:
    assert stands_of(text) == (status, asserted, denied, disputed)


def test_the_latest_hours_and_who_will_not_comment_are_no_side() -> None:
    ((mention, claims),) = events_of(
        "قصف الجيش التركي في الساعات الأخيرة مدينة منبج. ورفض الجيش التعليق على تقارير عن القصف."
    )
    assert mention.status == "asserted"
    assert names_of(claims, {"denies"}) == "-"


def test_who_denies_the_dead_of_an_attack_counts_none() -> None:
    done = extract("نفى المتحدث باسم الجيش وقوع إصابات في صفوفه جراء الهجوم على معسكر في بنغازي.")
    (attack,) = (m for m in done.mentions if m.kind == "physical")
    assert attack.status == "asserted"
    assert [q.measure for q in done.quantities if q.mention_id == attack.mention_id] == []


def test_a_denied_agreement_is_none_of_the_outlets() -> None:
    assert events_of("وفي سياق آخر نفت إسرائيل التوصل إلى اتفاق لتبادل الأسرى.") == []


def test_who_denies_a_strike_is_lent_to_no_other_and_what_he_says_instead_is_not_the_outlets() -> None:
    one, _ = events_of(
        "قال سكان إن طائرة مسيرة قصفت سوقا في مدينة ميكيلي الخميس. ونفت وزارة الدفاع الإثيوبية شن غارات على إقليم تيغراي."
    )
    assert one[0].actor_ids == ()
    ((_, claims),) = events_of(
        "الدفاع المدني ينفي استهداف مشفى الأتارب\nنفى الدفاع المدني صحة الأنباء حول استهداف مشفى في مدينة الأتارب "
        "بغارة جوية أمس.\nوأوضح أن القصف طال أطراف المدينة."
    )
    assert names_of(claims, {"asserts", "confirms"}) == "-"


def test_who_is_only_blamed_for_one_bomb_laid_no_other_and_denies_that_one() -> None:
    one, two = events_of(
        "قتل أربعة في تفجير بمدينة عفرين، واتهمت أنقرة وحدات حماية الشعب بتنفيذه. وفي مدينة الباب أصيب ستة بانفجار عبوة. "
        "ونفت الوحدات أي صلة لها بتفجير عفرين."
    )
    assert (one[0].actor_ids, two[0].actor_ids) == (("actor:ypg",), ())
    denied = [(c.field, c.source_entity_id) for c in one[1] if c.stance == "denies"]
    assert (denied, names_of(two[1], {"denies"})) == ([("actor", "actor:ypg")], "-")  # the four are dead


def test_who_doubts_what_another_said_of_an_event_doubts_it() -> None:
    ((mention, claims),) = events_of(
        "أعلنت ولاية سيناء مسؤوليتها عن تفجير حافلة للسياح في طابا، وشككت وزارة الداخلية المصرية في صحة البيان."
    )
    assert mention.status == "asserted"
    assert names_of(claims, {"doubts"}) == "eg-moi"
    ((_, claims),) = events_of("شككت دمشق أمس في نوايا أنقرة، وذلك بعد غارات شنتها طائرات تركية على مواقع قرب الباب.")
    assert names_of(claims, {"doubts"}) == "-"


def test_strikes_that_are_only_decided_dispute_no_target() -> None:
    done = extract(
        "قال الجيش الأميركي إن طائراته شنت السبت ست غارات على مواقع لتنظيم داعش في سوريا. "
        "وقال مسؤولون أتراك إن واشنطن قررت شن غارات جوية في سوريا للدفاع عن المعارضة السورية."
    )
    assert [c.field for c in done.claims if c.stance == "doubts"] == []
