"""Occupied towns: whose police it was, who those behind a verb are thought to be, whose the burnt things were."""

from datetime import date

import pytest

from tests.language_examples import extract

DAY = date(2016, 5, 14)
# text; of each event in order the ids of its doers and of those it hit
STORIES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("اعتدت شرطة الاحتلال على جنازة شاب أمام مستشفى في القدس المحتلة.", (("il-police", "civilians"),)),
    ("قصفت مدفعية الاحتلال أطراف بلدة الخيام جنوبي لبنان.", (("il-army", ""),)),
    ("اعتقلت شرطة الاحتلال ستة مستوطنين في بؤرة قرب رام الله.", (("il-police", "il-settlers"),)),
    ("اعتقلت الشرطة الإسرائيلية ثلاثة فلسطينيين في حي سلوان بالقدس.", (("il-police", "ps-people"),)),
    ("اعتقلت الشرطة الفرنسية ثلاثة أشخاص في ليون.", ()),
    (
        "أحرق مهاجمان يشتبه بأنهما مستوطنان متطرفان منزلا في قرية قصرة جنوب نابلس، مما أدى إلى مقتل رضيع.",
        (("il-settlers", "civilians"),),
    ),
    ("قتل جندي بعد أن هاجم مسلحان يشتبه بأنهما متشددان نقطة تفتيش في العريش.", (("extremists", ""),)),
    ("إن طائرة بلا طيار هاجمت سيارة وقتلت أربعة يشتبه أنهم أعضاء في تنظيم القاعدة بشبوة.", (("", "al-qaeda"),)),
    ("اختطفت جماعة تطلق على نفسها «جيش الإسلام» مراسل الإذاعة في غزة.", (("sy-jaysh-al-islam", ""),)),
    ("تبنت مجموعة تطلق على نفسها اسم «ولاية سيناء» تفجير حافلة في العريش.", (("is-sinai", ""),)),
    ("سيطر مقاتلون من المعارضة وجبهة النصرة على حاجز مطل على بلدة مضايا في ريف دمشق.", (("nusra", ""),)),
    ("هاجم مسلحون من عشائر المنطقة وحركة طالبان نقطة للشرطة في قندهار.", (("taliban", "af-police"),)),
    ("قال شهود إن شاحنات تابعة لحزب الله دمرت في انفجار قرب بعلبك.", (("", "hezbollah"),)),
    (
        "قال شهود إن أربع مركبات تعود لناشطين في حركتي حماس والجهاد الإسلامي دمرت في انفجار عبوات شمال مدينة غزة.",
        (("", "hamas pij"),),
    ),
    ("قصف الجيش السوري جبل الأكراد بالبراميل المتفجرة.", (("sy-army", ""),)),
    ("اعتقلت قوة من الجيش عشرة أشخاص في حي الأرمن بحلب.", (("sy-army", ""),)),
    (
        "تتعرض بلدة عيتا الشعب لقصف تنفذه القوات الإسرائيلية والمجموعات المرتزقة منذ الصباح.",
        (("il-army", ""),),
    ),
    ("هتف متطرفون تحت حماية شرطة الاحتلال التي هاجمت المصلين في القدس.", (("il-police", "worshippers"),)),
    (
        "وثقت الصور وجود متطرفين في الساحة قرب قوات الشرطة التركية التي هاجمت الطلبة في إسطنبول، واعتقلت آخرين.",
        (("tr-police", ""), ("tr-police", "")),
    ),
    ("اقتحم عشرات المستوطنين المسجد الأقصى عبر باب المغاربة بحماية الشرطة.", (("il-settlers", ""),)),
    (
        "قالت الشرطة الإسرائيلية إن دورية تعرضت للرشق بالحجارة في سلوان بالقدس.\nوأطلقت الشرطة النار على شاب في العيسوية.",
        (("", ""), ("il-police", "civilians")),
    ),
    (
        "اقتحم الجيش الإسرائيلي مخيم بلاطة، وبعدها اندلعت مواجهات بين شبان فلسطينيين وقوات الجيش أصيب فيها ثلاثة.",
        (("il-army", ""),),
    ),
    (
        "خطف الفتى وقتل في القدس على أيدي مستوطنين متطرفين كرد فعل على مقتل ثلاثة مستوطنين قبل أسبوع.",
        (("il-settlers", ""),),
    ),
    (
        "اعتقلت قوات الجيش الإسرائيلي فجر أمس سبعة فلسطينيين في مداهمات ليلية نفذتها في منازل الفلسطينيين بقرى الضفة.",
        (("il-army", "ps-people"),),
    ),
    ("نظرا لنشاطه مع حركة حماس وحزب الله اغتيل المهندس في مدينة صفاقس بالرصاص.", (("", ""),)),
    ("شيع عشرات الآلاف من اللبنانيين القيادي خليل الذي اغتيل بقنبلة في بيروت.", (("", ""),)),
    (
        "أفاد تقرير باعتقال قوات الاحتلال الإسرائيلي منذ مطلع العام مئات الشبان في الضفة الغربية.",
        (("il-army", "civilians"),),
    ),
    ("أصدرت سلطات الاحتلال الإسرائيلي ثلاثين قرار اعتقال إداري بحق أسرى، وقصفت الطائرات رفح.", (("", ""),)),
    (
        "أطلق حزب الله عشرة صواريخ على موقع في مزارع شبعا وردت المدفعية الإسرائيلية بقصف أطراف بلدة كفرشوبا.",
        (("hezbollah", ""), ("il-army", "")),
    ),
    (
        "هاجم مسلحو القاعدة حاجزا في أبين ورد الجيش اليمني بقصف مواقعهم في جبال المحفد.",
        (("al-qaeda", ""), ("ye-army", "al-qaeda")),
    ),
    (
        "هاجم مستوطنون قرية بيتا وأحرقوا مركبات.\nوجاء الهجوم غداة مقتل مستوطن في إطلاق نار قرب حاجز حوارة.",
        (("il-settlers", ""), ("", "")),
    ),
    (
        "هاجم عشرات المستوطنين تحت حماية الجيش الإسرائيلي قرية بيتا جنوب نابلس مساء أمس وأحرقوا ثلاث مركبات.",
        (("il-settlers", ""),),
    ),
    (
        "اندلعت اشتباكات بالأسلحة الرشاشة والقذائف الصاروخية في مخيم عين الحلوة بين عناصر من حركة فتح ومسلحين من جند الشام.",
        (("fatah", "lb-jund-sham"),),
    ),
    (
        "وقعت اشتباكات متقطعة في مخيم عين الحلوة، فيما عمدت القوى الأمنية اللبنانية إلى قطع الطريق المؤدي إلى صيدا.",
        (("", ""),),
    ),
    ("هاجمت جماعات مسلحة، من بينها حركة الشباب، قاعدة في كيسمايو.", (("armed-groups", ""),)),
    ("قتل ستة شرطيين في هجومين قاما بهما مسلحون في إسطنبول.", (("armed-groups", "tr-police"),)),
    ("اعتدت قوات الاحتلال الإسرائيلي على مشيعي جنازة شيرين أبو عاقلة في القدس المحتلة.", (("il-army", "mourners"),)),
    ("قتل القيادي في حركة فتح مع أحد مرافقيه في إطلاق نار في مخيم عين الحلوة.", (("", "fatah"),)),
    (
        "رفض حزب الله التعليق على غارة شنتها طائرات إسرائيلية على عناصره في سوريا وأدت إلى مقتل اثنين.",
        (("il-air-force", ""),),
    ),
    (
        "أعلن الجيش اللبناني توقيف سبعة سوريين يشتبه في انتمائهم إلى جبهة النصرة خلال مداهمات في بلدة عرسال.",
        (("lb-army", "sy-people"),),
    ),
    ("أعلنت الشرطة الإسرائيلية اعتقال ثلاثة فلسطينيين من كتائب القسام في القدس.", (("il-police", "ps-people"),)),
    ("اتصل بنيامين نتنياهو هاتفيا بوالد الفتى الذي خطف وقتل على يد مسلحين في القدس الشرقية.", (("armed-groups", ""),)),
)


@pytest.mark.parametrize(("text", "wanted"), STORIES, ids=[f"pal-{i:02}" for i in range(1, len(STORIES) + 1)])
def test_who_did_it_and_whom_it_hit(text: str, wanted: tuple[tuple[str, str], ...]) -> None:
    """Each event has the sides that its words tell, and no other."""
    told = [
        tuple(" ".join(one.removeprefix("actor:") for one in ids) for ids in (m.actor_ids, m.target_ids))
        for m in extract(text, DAY).mentions
        if m.kind == "physical"
    ]
    assert told == list(wanted)


def test_attackers_are_not_counted_among_the_dead() -> None:
    """أحرق مهاجمان منزلا: the two in the case of a subject set fire, the infant died."""
    told = extract("أحرق مهاجمان منزلا في قرية قصرة جنوب نابلس، مما أدى إلى مقتل رضيع وإصابة والديه.", DAY)
    assert {(q.measure, q.best) for q in told.quantities} == {("killed", 1), ("injured", 2)}


def test_mourners_are_not_counted_among_the_dead() -> None:
    """Thousands who take part in a burial are not who was killed: "who" of one person stands between."""
    told = extract("شارك آلاف الفلسطينيين أمس في تشييع أبو عاقلة التي قتلت برصاص الاحتلال في مخيم جنين.", DAY)
    assert {(q.measure, q.low, q.best) for q in told.quantities} == {("killed", 1, None)}


def test_a_drone_with_a_charge_is_no_suicide_bomber() -> None:
    """بطائرة مسيرة انتحارية is an air strike."""
    told = extract("استهدف الجيش التركي شابا بطائرة مسيرة انتحارية قرب عين عيسى فأصيب بجروح.", DAY)
    assert [m.sub_event_type for m in told.mentions] == ["Air/drone strike"]


def test_the_day_of_what_a_raid_answers_is_not_its_own() -> None:
    """ردا على إطلاق صاروخين مساء أمس dates the rockets; the place of a deed that is answered is no place of the answer."""
    told = extract("استهدفت غارة قائدا في كتائب القسام بخان يونس ردا على إطلاق صاروخين باتجاه عسقلان مساء أمس.", DAY)
    assert [(m.place_name_en, m.date_start) for m in told.mentions] == [("Khan Younis", None)]
    told = extract(
        "تبادل حزب الله والجيش الإسرائيلي القصف عبر الحدود.\n"
        "وقال الحزب إن القصف جاء ردا على اغتيال أحد قادته في غارة على بنت جبيل الثلاثاء الماضي.",
        DAY,
    )
    exchange = next(m for m in told.mentions if "actor:hezbollah" in m.actor_ids)
    assert (exchange.place_name_en, exchange.date_start) == (None, None)


def test_an_assault_is_no_raid_of_the_same_army_abroad() -> None:
    """Soldiers who beat people in Jerusalem do not fly the raid of their planes on Syria that is told before."""
    told = extract(
        "شن الجيش الإسرائيلي غارة على موقع في ريف دمشق.\nواعتدى جنود الجيش الإسرائيلي على المصلين في القدس القديمة.",
        DAY,
    )
    assert [m.sub_event_type for m in told.mentions] == ["Air/drone strike", "Attack"]
