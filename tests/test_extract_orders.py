"""Who did what to whom, where and how many, in the orders in which Arabic news sets its words.

Each sentence is read in four wars, so that no list of names decides. What is not read right yet stands in GAPS.
"""

import re
from dataclasses import dataclass
from datetime import date

import pytest

from schemas.mention import Mention
from tasks.extract.article import Extraction
from tests.language_examples import extract

DAY = date(2015, 11, 10)


@dataclass(frozen=True)
class War:
    """Two sides with the ids by which each may be known, and a place."""

    side: str
    other: str
    place: str
    sides: frozenset[str]
    others: frozenset[str]

    def tell(self, order: str) -> str:
        """Return a sentence with the names of this war."""
        return order.format(
            side=self.side, other=self.other, place=self.place, to_side=to(self.side), to_other=to(self.other)
        )


def to(name: str) -> str:
    """Return a name behind ل, into which the article falls."""
    return f"لل{name.removeprefix('ال')}" if name.startswith("ال") else f"ل{name}"


WARS = (
    War("الجيش التركي", "قوات سوريا الديمقراطية", "تل رفعت", frozenset({"tr-army", "tr"}), frozenset({"sdf"})),
    War("الجيش السوداني", "قوات الدعم السريع", "نيالا", frozenset({"sd-army", "sd"}), frozenset({"sd-rsf"})),
    War("الجيش الإسرائيلي", "كتائب القسام", "خان يونس", frozenset({"il-army", "il"}), frozenset({"qassam"})),
    War("الجيش الروسي", "القوات الأوكرانية", "باخموت", frozenset({"ru-army", "ru"}), frozenset({"ua-army", "ua"})),
)
# sentence, who did it, whom it hit (side, other, both of a fight, nobody; empty is not asked), numbers, kind, status
ORDERS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("قصف {side} مواقع {other} في {place}.", "side", "other", "", "", "asserted"),
    (
        "قصف {side} بلدة {place}، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة آخرين.",
        "side",
        "",
        "killed 3 injured 7",
        "",
        "asserted",
    ),
    ("تعرضت بلدة {place} لقصف من {side} أسفر عن مقتل شخصين.", "side", "", "killed 2", "", "asserted"),
    ("تعرضت بلدة {place} لقصف مدفعي من قبل {side} أدى إلى إصابة خمسة أشخاص.", "side", "", "injured 5", "", "asserted"),
    ("قتل خمسة مدنيين وأصيب عشرة في قصف شنه {side} على {place}.", "side", "", "killed 5 injured 10", "", "asserted"),
    ("قتل خمسة مدنيين بقصف نفذه {side} على سوق في {place}.", "side", "", "killed 5", "", "asserted"),
    ("مقتل خمسة مدنيين وإصابة عشرة بقصف {to_side} على {place}.", "side", "", "killed 5 injured 10", "", "asserted"),
    ("استهدف {side} بالمدفعية مدينة {place}.", "side", "", "", "", "asserted"),
    ("استهدف قصف مدفعي من {side} مدينة {place} وقتل فيه طفلان.", "side", "", "killed 2", "", "asserted"),
    ("جدد {side} قصفه المدفعي على {place}، ما أدى إلى مقتل امرأة وطفلها.", "side", "", "killed 2", "", "asserted"),
    ("هاجم {side} {other} قرب {place}.", "side", "other", "", "", "asserted"),
    (
        "شن {side} هجوما على مواقع {other} في {place}، قتل فيه ثمانية مقاتلين.",
        "side",
        "other",
        "killed 8",
        "",
        "asserted",
    ),
    ("أحبط {side} محاولة تسلل {to_other} قرب {place} وقتل أربعة منهم.", "", "", "killed 4", "", "asserted"),
    ("سيطر {side} على مدينة {place} بعد معارك مع {other}.", "side", "other", "", "territory", "asserted"),
    ("استعاد {side} السيطرة على {place} من {other}.", "side", "other", "", "territory", "asserted"),
    ("سقطت مدينة {place} بيد {other} اليوم.", "other", "", "", "territory", "asserted"),
    (
        "دارت اشتباكات عنيفة بين {side} و{other} في {place} أوقعت عشرين قتيلا من الطرفين.",
        "both",
        "both",
        "killed 20",
        "clash",
        "asserted",
    ),
    ("اندلعت اشتباكات في {place} بين {other} و{side}.", "both", "both", "", "clash", "asserted"),
    ("قتل سبعة جنود من {side} في اشتباكات مع {other} في {place}.", "both", "both", "killed 7", "clash", "asserted"),
    ("قتل ثلاثة من عناصر {other} برصاص {side} في {place}.", "side", "other", "killed 3", "", "asserted"),
    ("قتل شاب وأصيب آخر برصاص {side} في {place}.", "side", "", "killed 1 injured 1", "", "asserted"),
    ("اعتقل {side} 15 شخصا خلال مداهمات في {place}.", "side", "", "detained 15", "Arrest", "asserted"),
    ("اعتقال 15 شخصا على يد {side} في {place}.", "side", "", "detained 15", "Arrest", "asserted"),
    ("خطف مسلحون مجهولون طبيبا في {place}.", "", "", "", "Abduction", "asserted"),
    ("اختطفت {other} ثلاثة صحفيين في {place}.", "other", "", "", "Abduction", "asserted"),
    (
        "انفجرت سيارة مفخخة في سوق وسط {place}، ما أدى إلى مقتل تسعة أشخاص وجرح ثلاثين.",
        "",
        "",
        "killed 9 injured 30",
        "explosive|Suicide",
        "asserted",
    ),
    (
        "قتل جنديان من {side} بانفجار عبوة ناسفة استهدفت دوريتهم في {place}.",
        "nobody",
        "",
        "killed 2",
        "explosive",
        "asserted",
    ),
    ("انفجر لغم أرضي بسيارة مدنية قرب {place} فقتل أربعة من عائلة واحدة.", "", "", "killed 4", "explosive", "asserted"),
    ("فجر انتحاري نفسه عند حاجز {to_other} في {place}، وقتل خمسة.", "", "other", "killed 5", "Suicide", "asserted"),
    (
        "تبنت {other} الهجوم الذي استهدف دورية {to_side} في {place} وأسفر عن مقتل ثلاثة جنود.",
        "other",
        "side",
        "killed 3",
        "",
        "asserted",
    ),
    ("أسقطت {other} طائرة مسيرة {to_side} فوق {place}.", "other", "", "", "Disrupted", "asserted"),
    ("تظاهر مئات السكان في {place} احتجاجا على انقطاع الكهرباء.", "", "", "", "protest", "asserted"),
    (
        "فرقت قوات الأمن مظاهرة في {place} بالغاز المسيل للدموع وأصيب ستة متظاهرين.",
        "",
        "",
        "injured 6",
        "[Pp]rotest|force",
        "asserted",
    ),
    ("أحرق محتجون مقر البلدية في {place}.", "", "", "", "demonstration|Mob|property", "asserted"),
    ("اتهمت {other} {side} بقصف مستشفى في {place}، ما أدى إلى مقتل ستة مرضى.", "side", "", "killed 6", "", "asserted"),
    (
        "قال متحدث باسم {other} إن {side} قصف مخيما قرب {place} وقتل ثمانية نازحين، لكن {side} نفى ذلك.",
        "side",
        "",
        "killed 8",
        "",
        "any",
    ),
    ("هدد {side} بقصف مدينة {place} إذا لم تنسحب {other}.", "", "", "", "", "none"),
    ("يعتزم {side} شن هجوم على {place} خلال الأيام المقبلة.", "", "", "", "", "none"),
    ("لم يقتل أحد في القصف الذي شنه {side} على {place}.", "side", "", "", "", "asserted"),
    ("وصلت تعزيزات عسكرية {to_side} إلى محيط {place}.", "", "", "", "", "asserted"),
    ("أنشأ {side} قاعدة عسكرية قرب {place}.", "side", "", "", "base", "asserted"),
    ("سقط صاروخ أطلقه {side} على حي سكني في {place} وقتل عائلة من خمسة أفراد.", "side", "", "killed 5", "", "asserted"),
    ("أطلقت {other} عشرين صاروخا على مواقع {side} في {place}.", "other", "side", "", "", "asserted"),
    ("دمر {side} ثلاثة منازل في {place}.", "side", "", "", "", "asserted"),
    ("{side} يقصف {place}.", "side", "", "", "", "asserted"),
    ("قصف {side} على {place} يوقع قتيلين.", "side", "", "killed 2", "", "asserted"),
    ("قتلى وجرحى بقصف {side} على {place}.", "side", "", "", "", "asserted"),
    ("ارتفع عدد قتلى قصف {side} على {place} إلى 14 قتيلا.", "side", "", "killed 14", "", "asserted"),
    ("توغلت قوات {side} في {place} ونفذت حملة تفتيش.", "", "", "", "", "asserted"),
    ("قتلت {other} خمسة من جنود {side} في {place}.", "other", "side", "killed 5", "", "asserted"),
    ("أسرت {other} ثلاثة من جنود {side} في {place}.", "other", "", "", "", "asserted"),
    ("حاصر {side} مدينة {place} منذ أسبوع.", "", "", "", "", "asserted"),
    ("انسحب {side} من {place}.", "", "", "", "", "asserted"),
    ("نهب مسلحون من {other} مستودعات للأغذية في {place}.", "other", "", "", "Looting", "asserted"),
    ("ضبط {side} مستودعا للأسلحة في {place}.", "side", "", "", "Disrupted", "asserted"),
    (
        "قتل مدني وأصيب خمسة، اليوم، بقصف متبادل بين {side} و{other} في {place}.",
        "both",
        "both",
        "killed 1 injured 5",
        "",
        "asserted",
    ),
    ("صد {side} هجوما {to_other} على {place}.", "side", "other", "", "", "asserted"),
    ("صدت {other} هجوما شنه {side} على {place}.", "other", "side", "", "", "asserted"),
    ("بسطت {other} سيطرتها على مدينة {place}.", "other", "", "", "territory", "asserted"),
    ("انتزعت {other} السيطرة على {place} من {side}.", "other", "side", "", "territory", "asserted"),
    ("استهدفت مسيرة تابعة {to_side} بلدة {place}.", "side", "", "", "", "asserted"),
    ("استهدفت عبوة ناسفة دورية تابعة {to_side} في {place}.", "nobody", "side", "", "explosive", "asserted"),
    ("قصف {side} عشرين موقعا من مواقع {other} قرب {place}.", "side", "other", "sites 20", "", "asserted"),
    ("أعلنت {other} مقتل ستة من جنود {side} في كمين قرب {place}.", "other", "side", "killed 6", "", "asserted"),
    ("نفى {side} قصف مستشفى في {place}.", "side", "", "", "", "denied"),
    ("تصدى {side} لهجوم شنته {other} على {place}.", "side", "other", "", "", "asserted"),
    ("أحبطت {other} هجوما {to_side} على {place}.", "other", "side", "", "", "asserted"),
    ("خاضت {other} معارك عنيفة ضد {side} في محيط {place}.", "both", "both", "", "clash", "asserted"),
    (
        "قتل أربعة جنود من {side} وأصيب ستة في هجوم {to_other} على نقطة عسكرية في {place}.",
        "other",
        "side",
        "killed 4 injured 6",
        "",
        "asserted",
    ),
    ("لقي ثمانية من مقاتلي {other} مصرعهم في غارة {to_side} على {place}.", "side", "other", "killed 8", "", "asserted"),
    ("قضى {side} على خمسة مسلحين من {other} قرب {place}.", "side", "other", "killed 5", "", "asserted"),
    ("باغتت {other} نقاط {side} في {place} بهجوم ليلي.", "other", "side", "", "", "asserted"),
    (
        "قالت {other} إنها استهدفت تجمعا لجنود {side} في {place} بقذائف الهاون.",
        "other",
        "side",
        "",
        "Shell",
        "asserted",
    ),
    (
        "أعلنت {other} استهداف آلية عسكرية {to_side} في {place} بعبوة ناسفة.",
        "other",
        "side",
        "",
        "explosive",
        "asserted",
    ),
    ("دكت مدفعية {side} مواقع {other} في {place}.", "side", "other", "", "Shell", "asserted"),
    ("تعرضت مواقع {other} في {place} لقصف عنيف من {side}.", "side", "other", "", "Shell", "asserted"),
    ("سقط ستة قتلى بينهم طفلان جراء قصف {side} منازل في {place}.", "side", "", "killed 6", "", "asserted"),
    ("أدى قصف نفذه {side} على سوق في {place} إلى مقتل عشرة أشخاص.", "side", "", "killed 10", "", "asserted"),
    ("تسبب قصف {side} على {place} بمقتل ثلاثة أشخاص وإصابة تسعة.", "side", "", "killed 3 injured 9", "", "asserted"),
    ("ألقت طائرات {side} براميل متفجرة على {place}.", "side", "", "", "Air|Shell", "asserted"),
    (
        "نفذت طائرة مسيرة {to_side} ضربة على سيارة في {place} قتل فيها قائد في {other}.",
        "side",
        "other",
        "killed 1",
        "Air",
        "asserted",
    ),
    ("استهدفت {other} بصاروخ موجه دبابة {to_side} في {place}.", "other", "side", "", "Shell", "asserted"),
    ("أمطرت {other} مواقع {side} في {place} بوابل من الصواريخ.", "other", "side", "", "Shell", "asserted"),
    ("ردت {other} بقصف مواقع {side} في {place}.", "other", "side", "", "Shell", "asserted"),
    ("قصف {side} صباح اليوم بالطائرات والمدافع أحياء في {place}.", "side", "", "", "", "asserted"),
    ("شهدت {place} قصفا مدفعيا عنيفا من قبل {side}.", "side", "", "", "Shell", "asserted"),
    ("كثف {side} غاراته على {place} خلال الساعات الماضية.", "side", "", "", "Air", "asserted"),
    ("سيطرت {other} على مدينة {place} بعد انسحاب {side} منها.", "other", "side", "", "territory", "asserted"),
    ("دخلت {other} مدينة {place} بعد انسحاب {side} منها.", "other", "", "", "territory|Change", "asserted"),
    ("تقدم {side} في محور {place} وسيطر على قريتين.", "side", "", "", "territory", "asserted"),
    ("أحكم {side} قبضته على {place}.", "side", "", "", "territory", "asserted"),
    ("استردت {other} مواقع كانت قد خسرتها أمام {side} في {place}.", "other", "side", "", "territory", "asserted"),
    ("ألقى {side} القبض على قيادي في {other} في {place}.", "side", "other", "", "Arrest", "asserted"),
    ("أوقفت قوات {side} خمسة أشخاص عند حاجز في {place}.", "side", "", "detained 5", "Arrest", "asserted"),
    ("احتجزت {other} أربعة من موظفي منظمة إغاثة في {place}.", "other", "", "", "Abduction|Arrest", "asserted"),
    ("داهمت قوات {side} منازل في {place} واعتقلت عشرة شبان.", "side", "", "detained 10", "Arrest", "asserted"),
    ("أعدمت {other} خمسة مدنيين في {place}.", "other", "civilians", "killed 5", "Attack", "asserted"),
    ("قتلت {other} ثلاثة رعاة قرب {place}.", "other", "", "killed 3", "Attack", "asserted"),
    ("قتل شاب برصاص قناص من {side} في {place}.", "side", "", "killed 1", "", "asserted"),
    (
        "فتح {side} النار على سيارة مدنية عند حاجز في {place} فقتل اثنين من ركابها.",
        "side",
        "",
        "killed 2",
        "",
        "asserted",
    ),
    ("ارتكبت {other} مجزرة في {place} راح ضحيتها أربعون شخصا.", "other", "", "killed 40", "Attack", "asserted"),
    ("أحرقت {other} عشرات المنازل في {place}.", "other", "", "", "property", "asserted"),
    ("هاجم مسلحون يعتقد أنهم من {other} دورية {to_side} في {place}.", "other", "side", "", "", "asserted"),
    ("قتل ضابط في {side} بانفجار لغم زرعته {other} في {place}.", "other", "side", "killed 1", "explosive", "asserted"),
    ("فجرت {other} نفسها جسرا في {place}.", "other", "", "", "", "any"),
    ("اغتالت {other} ضابطا في {side} وسط {place}.", "other", "side", "killed 1", "Attack", "asserted"),
    ("أصيب جنديان من {side} بنيران {other} في {place}.", "other", "side", "injured 2", "", "asserted"),
    ("توفي طفل متأثرا بجروح أصيب بها في قصف {to_side} على {place}.", "side", "", "killed 1", "", "asserted"),
    (
        "ذكرت مصادر طبية أن تسعة أشخاص قتلوا في غارات شنها {side} على {place}.",
        "side",
        "",
        "killed 9",
        "Air",
        "asserted",
    ),
    ("قال شهود إن {side} اقتحم {place} فجرا واعتقل سبعة أشخاص.", "side", "", "detained 7", "", "asserted"),
    ("بحسب مصدر محلي، قصف {side} {place} بعشرين قذيفة.", "side", "", "munitions 20", "Shell", "asserted"),
    ("أكدت {other} أن {side} قصف {place} فجر اليوم.", "side", "", "", "", "asserted"),
    ("حملت {other} {side} مسؤولية مقتل خمسة مدنيين في {place}.", "side", "", "killed 5", "", "asserted"),
    ("قال {side} إنه قتل تسعة من عناصر {other} في {place}.", "side", "other", "killed 9", "", "asserted"),
    ("أعلن {side} أن قواته قتلت ثلاثة من مسلحي {other} في {place}.", "side", "other", "killed 3", "", "asserted"),
    (
        "أعلن {side} مقتل اثنين من جنوده في معارك مع {other} في {place}.",
        "both",
        "both",
        "killed 2",
        "clash",
        "asserted",
    ),
    ("أعلنت {other} تدمير دبابتين {to_side} في {place}.", "other", "side", "", "", "asserted"),
    (
        "نعت {other} ثلاثة من مقاتليها قتلوا في غارة {to_side} على {place}.",
        "side",
        "other",
        "killed 3",
        "Air",
        "asserted",
    ),
    ("تصدت {other} لهجوم {side} على {place}.", "other", "side", "", "", "asserted"),
    ("انتزعت {other} بلدة {place} من {side}.", "other", "side", "", "territory", "asserted"),
    ("أطلق {side} النار على متظاهرين في {place} فقتل ثلاثة منهم.", "side", "", "killed 3", "", "asserted"),
    ("اغتال مسلحون مجهولون قياديا في {other} في {place}.", "", "other", "", "Attack", "asserted"),
    ("وقع {side} و{other} اتفاقا لوقف إطلاق النار في {place}.", "", "", "", "Agreement", "asserted"),
    ("انسحبت {other} من مدينة {place} بعد معارك عنيفة.", "", "", "", "", "asserted"),
    ("طردت {other} {side} من {place}.", "other", "side", "", "territory", "asserted"),
    ("أفرجت {other} عن ستة أسرى من {side} في {place}.", "other", "", "", "", "asserted"),
    ("شن {side} حملة اعتقالات في {place} طالت عشرين شابا.", "side", "", "detained 20", "Arrest", "asserted"),
    ("نصبت {other} كمينا لقوات {side} قرب {place} وقتلت سبعة جنود.", "other", "side", "killed 7", "", "asserted"),
    ("خسرت {other} مدينة {place} لصالح {side}.", "side", "other", "", "territory", "asserted"),
    ("قنصت {other} جنديا من {side} في {place}.", "other", "side", "killed 1", "", "asserted"),
)
GAPS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("كبدت {other} {side} خسائر كبيرة في {place}.", "other", "side", "", "", "any"),
    ("وقع رتل {to_side} في كمين نصبته {other} قرب {place}.", "other", "side", "", "", "asserted"),
    ("فقد {side} السيطرة على {place} بعد هجوم {to_other}.", "other", "side", "", "territory", "asserted"),
    ("وقع ثلاثة جنود من {side} في الأسر لدى {other} في {place}.", "other", "side", "", "", "asserted"),
)


Order = tuple[str, str, str, str, str, str]


def misread(order: Order, war: War) -> list[str]:
    """Return what is read wrong of a sentence, empty where all is right."""
    text, actor, target, numbers, kind, status = order
    found = extract(war.tell(text), DAY)
    rows = [m for m in found.mentions if m.kind == "physical" and m.status != "planned"]
    if status == "none":
        return [f"{len(rows)} rows"] if rows else []
    if len(rows) != 1:
        return [f"{len(rows)} rows"]
    (row,) = rows
    wrong = [] if status in {row.status, "any"} else [row.status]
    wrong += [] if row.place_text and war.place in row.place_text else [f"place {row.place_text}"]
    wrong += [] if re.search(kind, row.sub_event_type or "") else [row.sub_event_type or "no kind"]
    return wrong + _misread_sides(row, war, actor, target) + _misread_numbers(found, row, numbers)


def _misread_sides(row: Mention, war: War, actor: str, target: str) -> list[str]:
    ids = {"side": war.sides, "other": war.others}
    acted, hit = ({i.removeprefix("actor:") for i in told or ()} for told in (row.actor_ids, row.target_ids))
    if actor == "both":
        return [] if _both(acted | hit, war) else [f"sides {sorted(acted | hit)}"]
    wrong = [f"actor {sorted(acted)}"] if actor in ids and not acted & ids[actor] else []
    wrong += [f"actor {sorted(acted)}"] if actor == "nobody" and acted else []
    wrong += [f"reversed {sorted(acted)}"] if actor in ids and acted & ids[_opposite(actor)] else []
    return wrong + ([f"target {sorted(hit)}"] if target in ids and not hit & ids[target] else [])


def _both(told: set[str], war: War) -> bool:
    return bool(told & war.sides) and bool(told & war.others)


def _opposite(side: str) -> str:
    return "other" if side == "side" else "side"


def _misread_numbers(found: Extraction, row: Mention, numbers: str) -> list[str]:
    told = {(q.measure, q.best) for q in found.quantities if q.mention_id == row.mention_id}
    words = numbers.split()
    wanted = {(measure, int(number)) for measure, number in zip(words[::2], words[1::2], strict=True)}
    return [f"numbers {sorted(map(str, told))}"] if not wanted <= told else []


@pytest.mark.parametrize("order", ORDERS)
def test_sentence_is_read_right_in_every_war(order: Order) -> None:
    assert {war.place: wrong for war in WARS if (wrong := misread(order, war))} == {}


@pytest.mark.parametrize("order", GAPS)
def test_known_gap_is_still_one(order: Order) -> None:
    """Move what is read right in every war up to ORDERS."""
    assert [war.place for war in WARS if misread(order, war)]
