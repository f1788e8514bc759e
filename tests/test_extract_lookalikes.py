"""Sentences that use the words of war for something else, and events that look like something else."""

from datetime import date

import pytest

from tests.language_examples import extract

DAY = date(2023, 6, 15)
NO_EVENT = {
    "questions": "قصفت المعارضة الحكومة بوابل من الأسئلة خلال جلسة الاستماع في الرباط أمس.",
    "prices": "ضربت موجة الغلاء أسواق الخرطوم وأصابت ذوي الدخل المحدود في مقتل.",
    "neighbours": "قتل رجل جاره طعنا إثر خلاف على موقف سيارة في حي شعبي بعمان.",
    "thief": "أطلق لص النار على صاحب متجر للمجوهرات في جدة وأصابه في كتفه ثم فر.",
    "crash": "تحطمت مروحية عسكرية خلال رحلة تدريب فوق الأنبار بسبب خلل فني وقتل طاقمها.",
    "bees": "هاجم سرب من النحل طلاب مدرسة في إقليم دارفور وأصاب عددا منهم.",
    "dogs": "هاجمت كلاب ضالة طفلة في ريف حمص وأصابتها بجروح.",
    "earthquake": "ضرب زلزال بقوة ست درجات جنوب شرقي تركيا وقتل تسعة أشخاص.",
    "computers": "استهدف قراصنة خوادم البنك المركزي الليبي وسرقوا بيانات العملاء.",
    "exercise": "نفذت القوات الجوية القطرية تمرينا على قصف مواقع أرضية بالذخيرة الحية.",
    "drone for sale": "تستطيع المسيرة الجديدة حمل أربعة صواريخ وضرب أهداف على بعد 300 كيلومتر.",
    "test": "اختبرت كوريا الشمالية صاروخا باليستيا سقط في بحر اليابان.",
    "question": "كيف نواجه من يقتل الأبرياء ويفجر المساجد باسم الدين؟",
    "film": "يروي الفيلم قصة جندي يقتل رفاقه في معركة الفلوجة ثم يهرب إلى الصحراء.",
    "raid on dealers": (
        "حجز كمية من المخدرات في بنزرت\n"
        "داهم أعوان الشرطة العدلية منزلا في بنزرت وحجزوا كوكايين وأقراصا مخدرة، وأوقفوا شابا من ذوي السوابق في السرقة والسطو."
    ),
}
EVENT = {
    "bomb at a restaurant": "انفجرت عبوة ناسفة أمام مطعم في حي الكرادة ببغداد مساء أمس وقتل أربعة مدنيين.",
    "coach in a raid": "أصيب مدرب كرة قدم في غارة إسرائيلية على خان يونس يوم الأحد.",
    "prices after shelling": "ارتفعت أسعار الوقود في تعز بعد أن قصف الحوثيون خزانات الشركة أمس.",
    "grenade": "ألقى مجهولون قنبلة يدوية على منزل صحفي في البصرة ليلا ولم يصب أحد.",
    "clan feud": "نشبت اشتباكات بين قبيلتين في دارفور إثر خلاف على المرعى وقتل 17 شخصا.",
    "wave of missiles": "أطلقت موجة جديدة من الصواريخ على مدينة عسقلان أمس.",
    "bomb used": "استخدمت القوات الأميركية قنبلة ضخمة لقصف كهوف يتحصن فيها تنظيم الدولة الإسلامية في ننغرهار أمس.",
    "armed robbery of aid": "نهبت قوات الدعم السريع مخازن برنامج الأغذية العالمي في ود مدني.",
}


@pytest.mark.parametrize("what", NO_EVENT)
def test_words_of_war_for_something_else_are_no_event(what: str) -> None:
    assert statuses(NO_EVENT[what]) == []


@pytest.mark.parametrize("what", EVENT)
def test_an_event_that_looks_like_something_else_is_one(what: str) -> None:
    assert "asserted" in statuses(EVENT[what])


def statuses(text: str) -> list[str]:
    """Return the statuses of the physical events of a text."""
    return [m.status for m in extract(text, DAY).mentions if m.kind == "physical"]
