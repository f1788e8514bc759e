"""Attacks that were foiled, arms that were found, people who were let go, places that were lost: what it was and who did it."""

from datetime import date

import pytest

from tests.language_examples import extract

DAY = date(2016, 5, 14)
# sentence, pattern of the sub-event type, who did it, whom it befell
Case = tuple[str, str, str, str]
CASES: tuple[Case, ...] = (
    ("تعرضت نقطة تركية في بلدة مورك لقصف من قوات النظام السوري.", "Shelling", "sy-army", "tr-army"),
    ("ردت المدفعية التركية على مصادر النيران في ريف منبج.", "Shelling", "tr-army", ""),
    ("فرض الجيش العراقي حظرا للتجوال في الفلوجة.", "Other", "iq-army", ""),
    ("اعتقل ثلاثة شبان على حاجز لقوات النظام السوري عند مدخل حمص.", "Arrests", "sy-army", "civilians"),
    ("قتل شخص وأصيب ثلاثة في اقتتال عائلي ببلدة ذيبان في سوريا.", "Mob violence", "", ""),
    ("أصيب مصور بشظايا قذيفة أثناء تغطيته المعارك غربي الموصل.", "Shelling", "", "civilians"),
    (
        "قتل مستشار في الحرس الثوري الإيراني بضربة إسرائيلية على حي السيدة زينب جنوب دمشق.",
        "Air/drone strike",
        "il-army",
        "ir-irgc",
    ),
    ("قصفت القوات التركية قرية في ريف منبج بالمدفعية ردا على غارة جوية.", "Shelling", "tr-army", ""),
    ("أعلنت غرفة عمليات الفتح المبين تدمير دبابة لقوات النظام السوري قرب سراقب.", "", "sy-fath-mubin", "sy-army"),
    ("أسقطت مضادات الجيش السوري طائرة مسيرة قرب قاعدة حميميم.", "Disrupted weapons use", "sy-army", ""),
    ("تسللت مجموعة من تنظيم الدولة إلى مواقع قوات سوريا الديمقراطية شرق دير الزور.", "Armed clash", "is", "sdf"),
    ("سلمت قوات سوريا الديمقراطية سد تشرين إلى الحكومة السورية.", "Non-violent transfer", "sdf", ""),
    ("أخلت القوات الأميركية قاعدة التنف ونقلت معداتها إلى العراق.", "Change to group/activity", "us-army", ""),
    ("أطلقت هيئة تحرير الشام سراح ناشط إعلامي في إدلب.", "Other", "hts", ""),
    ("أحرق تنظيم داعش تسعة مدنيين في الموصل بدعوى زرعهم عبوة ناسفة.", "Attack", "is", "civilians"),
    ("نسف تنظيم داعش مرقدا في تلعفر غرب الموصل.", "Remote explosive", "is", ""),
    ("احتجز عناصر من لواء العمشات تسعة مدنيين في عفرين.", "Arrests", "sy-suleiman-shah", "civilians"),
    ("أحبطت القوات العراقية هجوما انتحاريا بثلاث سيارات ملغومة شرقي الفلوجة.", "Disrupted weapons use", "iq-army", ""),
    ("أفشلت القوات العراقية هجوما بسيارة مفخخة على نقطة تفتيش في بعقوبة.", "Disrupted weapons use", "iq-army", ""),
    ("أحبط الجيش العراقي هجوما انتحاريا على ثكنة في الرمادي وقتل ثلاثة انتحاريين.", "Armed clash", "iq-army", ""),
    ("تصدت القوات العراقية لهجوم انتحاري على مقر لواء غرب الرمادي.", "Armed clash", "iq-army", ""),
    ("أحبطت الدفاعات الجوية هجوما بطائرات مسيرة على قاعدة حميميم.", "Disrupted weapons use", "", ""),
    ("تصدت الدفاعات الجوية لعدوان إسرائيلي في سماء دمشق.", "Disrupted weapons use", "", "il-army"),
    (
        "أحبطت القوات العراقية هجوما انتحاريا على حاجز قرب الفلوجة. وفجر الانتحاري نفسه قبل بلوغه الحاجز، ما أدى إلى إصابة جنديين.",
        "Suicide bomb",
        "",
        "iq-army",
    ),
    (
        "فككت وحدات الهندسة في الجيش السوري سيارة مفخخة قبل انفجارها في حي الزهراء بحمص.",
        "Disrupted weapons use",
        "sy-army",
        "",
    ),
    ("عثرت قوات الحشد الشعبي على عشرين عبوة ناسفة من مخلفات داعش في بيجي.", "Disrupted weapons use", "iq-pmf", ""),
    ("عثرت القوات العراقية على مخبأ للأسلحة جنوب الموصل.", "Disrupted weapons use", "iq-army", ""),
    ("حررت البيشمركة عشرات المختطفين من سجن للتنظيم في تلعفر.", "Other", "iq-peshmerga", ""),
    ("تمكنت قوات البيشمركة من تحرير أربعين مدنيا من قبضة التنظيم قرب سنجار.", "Other", "iq-peshmerga", "civilians"),
    (
        "حررت القوات العراقية ثلاث قرى جنوب الموصل وقتلت عشرة مسلحين.",
        "Government regains territory",
        "iq-army",
        "armed-groups",
    ),
    (
        "قال متحدث باسم المقاومة الشعبية اليمنية إن مقاتليها حرروا سبع مديريات من الحوثيين.",
        "territory",
        "ye-popular-resistance",
        "ye-houthi",
    ),
    ("أفرج تنظيم الدولة عن خمسة مدنيين في الرقة.", "Other", "is", "civilians"),
    (
        "خسرت قوات النظام السوري قرية معردس لصالح هيئة تحرير الشام.",
        "Non-state actor overtakes territory",
        "hts",
        "sy-army",
    ),
    ("فقدت قوات النظام السوري السيطرة على بلدة مورك بريف حماة.", "Non-state actor overtakes territory", "", "sy-army"),
    ("شنت قوات النظام السوري هجوما بريا بغطاء جوي روسي على بلدة خان طومان.", "Armed clash", "sy-army", ""),
    (
        "هاجمت قوات النظام السوري فصائل المعارضة في خان طومان بغطاء من الطيران الروسي.",
        "Armed clash",
        "sy-army",
        "sy-rebels",
    ),
    ("هاجمت طائرات مسيرة مفخخة قاعدة عين الأسد في محافظة الأنبار.", "Air/drone strike", "", ""),
    ("قتل جندي سوري بهجوم بطائرة مسيرة انتحارية في ريف حلب.", "Air/drone strike", "", "sy-army"),
    ("هجوم على مروحية عسكرية في سوريا أوقع قتيلين من الجيش السوري.", "Armed clash", "", "sy-army"),
    ("نفذت قوات أميركية إنزالا قرب دير الزور واعتقلت قياديا في داعش.", "Arrests", "us-army", "is"),
    ("استهدفت القوات التركية سيارة في تل رفعت وقتلت قياديا في تنظيم حراس الدين.", "", "tr-army", "hurras"),
)


@pytest.mark.parametrize(("told", "kind", "doer", "target"), CASES)
def test_who_did_what_to_whom(told: str, kind: str, doer: str, target: str) -> None:
    events = [m for m in extract(told, DAY).mentions if m.kind == "physical"]
    assert len(events) == 1
    assert kind in events[0].sub_event_type
    assert tuple(one.removeprefix("actor:") for one in events[0].actor_ids) == tuple(filter(None, (doer,)))
    assert tuple(one.removeprefix("actor:") for one in events[0].target_ids) == tuple(filter(None, (target,)))


def test_aircraft_and_troops_that_one_sentence_sets_apart_strike_each_in_their_way() -> None:
    found = extract("قصف الطيران السوري مدينة خان شيخون، بينما قصفت قوات النظام السوري بلدة مورك.", DAY)
    told = {m.place_name_en: m.sub_event_type for m in found.mentions if m.kind == "physical"}
    assert told["Khan Shaykhun"] == "Air/drone strike"
    assert told["Morek"].startswith("Shelling")


def test_the_airports_of_two_towns_are_two_places() -> None:
    found = extract("شنت إسرائيل سلسلة غارات على مطاري حلب ودمشق أخرجتهما عن الخدمة.", DAY)
    assert {m.place_name_en for m in found.mentions if m.kind == "physical"} == {"Aleppo", "Damascus"}


@pytest.mark.parametrize(
    "told",
    [
        "لم تشهد مدينة حلب اليوم أي قصف جوي.",
        "لم يشهد ريف إدلب الجنوبي أي غارات جوية منذ يومين.",
        "عثرت القوات العراقية على جثة جندي جنوب الموصل.",
        "يستخدم تنظيم داعش الأنفاق للاختباء من الغارات.",
        "قتل شاب برصاص طائش في حفل زفاف بمدينة الميادين.",
        "شهدت المنطقة حركة نزوح للمدنيين من بلدة كفرنوران هربا من القصف.",
        "أفرجت الشرطة عن ثلاثة متظاهرين في بغداد.",
        "قال محلل إن روسيا فقدت الاهتمام بالسيطرة على الوضع في دمشق.",
    ],
)
def test_no_event(told: str) -> None:
    assert [m.sub_event_type for m in extract(told, DAY).mentions if m.kind == "physical"] == []
