"""How many, and of whom: plain sentences of the news in many wars, with the numbers that a careful coder writes down.

A row is written as `measure number` (`5` exact, `5+` at least, `~5` about, `5-9` a range; `killed.child` a class), rows
are parted by `;`. Every number of a row is asked for, and no number of the dead, wounded or taken beside them may stand.
"""

from datetime import date

import pytest

from tasks.extract.article import Extraction
from tests.language_examples import extract

DAY = date(2015, 11, 10)
_TOLL = {"killed", "injured", "casualties", "missing", "detained", "abducted", "displaced"}
SENTENCES: tuple[tuple[str, str], ...] = (
    # relatives, and those told one by one before a number
    ("قتل أب وابنه في قصف مدفعي على مدينة تعز.", "killed 2"),
    ("استشهدت أم وطفلاها في غارة على رفح.", "killed 3, killed.child 2, killed.woman 1"),
    ("مقتل امرأة وإصابة طفليها بقصف على الزاوية.", "killed 1, injured 2, injured.child 2"),
    ("قتل رجل وزوجته وأطفالهما الثلاثة في غارة جوية على صعدة.", "killed 5, killed.child 3"),
    ("استشهد مواطن وزوجته وأربعة من أبنائهما في قصف شرق خان يونس.", "killed 6"),
    ("قتل قيادي في حزب الله ومرافقه في غارة إسرائيلية على صيدا.", "killed 2, killed.combatant 1"),
    ("قتل القيادي وثلاثة من مرافقيه في غارة أمريكية على شبوة.", "killed 4"),
    ("أصيبت ممرضتان وصحفية في غارة على كيدال.", "injured 3, injured.medic 2, injured.journalist 1"),
    # verbs whose subject stands before what they took, or whose subject lost its men
    ("أودى انفجار سيارة مفخخة في مقديشو بحياة تسعة أشخاص.", "killed 9"),
    ("حصد القصف على سوق الفاشر أرواح 32 مدنيا.", "killed 32, killed.civilian 32"),
    ("خسر الجيش النيجيري ثمانية جنود في كمين قرب مايدوغوري.", "killed 8, killed.combatant 8"),
    ("أدى القصف إلى سقوط 16 جنديا من الجيش العراقي قرب الفلوجة.", "killed 16, killed.combatant 16"),
    ("سقط ثمانية جرحى في قصف على الفلوجة.", "injured 8"),
    ("سقطت خمس قذائف على حي سكني في الفلوجة.", ""),
    # parts told with "and they are", both sides of a fight
    ("قتل عشرة أشخاص وهم ثلاث نساء وسبعة أطفال في قصف على تعز.", "killed 10, killed.woman 3, killed.child 7"),
    ("قتل عشرة جنود في كمين قرب مأرب، بينما قتل ثلاثة من المهاجمين.", "killed 13"),
    ("قتل 30 مسلحا في اشتباكات في لحج، فيما قتل مدنيان في عدن.", "killed 30; killed 2"),
    # a toll told town by town, a toll that has risen, the parts of one told behind it
    ("قتل ثلاثة مدنيين في سراقب وأربعة في أريحا جراء غارات روسية.", "killed 3; killed 4"),
    ("أسفر القصف عن مقتل مدنيين اثنين في دوما وخمسة في حرستا.", "killed 2; killed 5"),
    ("قتل خمسة أشخاص في قصف على مدينة الفاشر. وارتفعت الحصيلة لاحقا إلى تسعة قتلى.", "killed 9"),
    (
        "قتل خمسة وأصيب سبعة في انفجار ببغداد. وفي حصيلة جديدة قالت الشرطة إن عدد القتلى بلغ 11 شخصا و20 جريحا.",
        "killed 11, injured 20",
    ),
    (
        "قتل 14 شخصا في قصف للجيش السوداني على سوق في نيالا. وأضافت المصادر أن بين القتلى خمس نساء.",
        "killed 14, killed.woman 5",
    ),
    # the sum since March is a row of its own, which tells history
    (
        "قتل مدني في قصف على النبطية. وانتهت الهدنة بين الطرفين، وارتفع عدد القتلى منذ آذار إلى 900.",
        "killed 1; killed 900",
    ),
    ("ارتفع إلى 22 عدد قتلى الهجوم على القاعدة العسكرية في شمال النيجر.", "killed 22"),
    ("شنت إسرائيل غارات على صور. ولم ترد على الفور تقارير عن سقوط ضحايا.", ""),
    # who acts, and who was hit
    ("هاجم 20 مسلحا قرية في دارفور وقتلوا ثلاثة رعاة.", "killed 3"),
    ("قتلت طفلتان وأصيبت ثالثة في قصف على الحديدة.", "killed 2, killed.child 2, injured 1"),
    ("قتل لاجئ يبلغ 70 عاما في قصف على مخيم عين الحلوة.", "killed 1"),
    ("وصل إلى مستشفى الشفاء 17 شهيدا إثر القصف الإسرائيلي على حي التفاح.", "killed 17"),
    ("سقط 22 قتيلا في صفوف قوات النظام و15 من مقاتلي المعارضة في معارك شرق حلب.", "killed 37"),
    ("قتل تسعة أشخاص بينهم طبيب وثلاثة مسعفين في قصف على حلب.", "killed 9, killed.medic 4"),
    ("اعتقلت قوات الاحتلال الإسرائيلي 48 فلسطينيا بينهم 17 طفلا قاصرا في الضفة.", "detained 48, detained.child 17"),
    # deaths that an event answers or recalls are none of its own
    ("قصف الجيش الإسرائيلي مواقع لحماس في غزة ردا على مقتل جندي.", ""),
    ("شن الطيران التركي غارات على جبال قنديل انتقاما لمقتل شرطيين.", ""),
    ("أصيب شخصان في إطلاق نار على مسيرة للشرطة في ديترويت في الذكرى الأولى لمقتل شاب أسود.", "injured 2"),
    ("توفي متأثرا بجراحه شاب أصيب برصاص الجيش الإسرائيلي في مخيم بلاطة.", "killed 1, injured 1"),
    # both of his legs are no two wounded; his parents are
    ("أصيب شاب في رجليه برصاص الجيش الإسرائيلي في جنين.", "injured 1"),
    ("أصابت قذيفة منزلا في حرستا فقتلت طفلا وجرحت والديه.", "killed 1, killed.child 1, injured 2"),
    # things
    ("أعلنت القوات الأوكرانية أنها أسقطت 33 من أصل 40 طائرة مسيرة روسية فوق أوديسا.", "aircraft 33"),
    ("ألقت الطائرات المروحية أكثر من 20 برميلا متفجرا على مدينة داريا.", "munitions 20+"),
    ("كبد المقاتلون قوات النظام 12 قتيلا ودمروا دبابتين في معارك جوبر.", "killed 12, vehicles_destroyed 2"),
    # names of arms are no numbers
    ("شنت مقاتلات إف 16 غارة على مدينة بنغازي.", ""),
    ("أصيب متظاهر برصاص جنديين في مدينة سريناغار.", "injured 1"),
    ("قتل مهاجرون برصاص شرطيين في مدينة كاليه.", "killed 1+"),
)


@pytest.mark.parametrize(("sentence", "rows"), SENTENCES)
def test_the_numbers_of_a_sentence_are_counted_once_each(sentence: str, rows: str) -> None:
    read = sorted(_rows(extract(sentence, DAY)), key=str)
    told = sorted((dict(_quantity(q) for q in row.split(",") if q.strip()) for row in rows.split(";")), key=str)
    assert len(read) == len(told), read
    for row, wanted in zip(read, told, strict=True):
        assert wanted.items() <= row.items(), row
        assert {name for name in row if name in _TOLL} <= wanted.keys(), row


def _quantity(words: str) -> tuple[str, str]:
    name, number = words.split()
    return name, number


def _rows(read: Extraction) -> list[dict[str, str]]:
    rows: dict[str, dict[str, str]] = {m.mention_id: {} for m in read.mentions if m.kind == "physical"}
    for q in read.quantities:
        name = q.measure if q.victim_class == "all" else f"{q.measure}.{q.victim_class}"
        rows[q.mention_id][name] = _bounds(q.low, q.best, q.high)
    return list(rows.values())


def _bounds(low: int | None, best: int | None, high: int | None) -> str:
    if best is None:
        return f"{low}+" if high is None else f"{low}-{high}"
    return str(best) if low == best == high else f"~{best}"
