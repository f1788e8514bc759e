"""Who is named beside an event and had no part in it: reasons, helpers, whom a side belongs to, who only ascribes.

The spans of such names are left out before anybody looks for doer and victim: ردا على قصف X, مدعومة من X, نسبته السلطات
إلى X, حركة الشباب المرتبطة بالقاعدة. Words stand in connectors.tsv: roles reason, negated, company, linked, ascribed.
"""

from collections.abc import Iterator, Sequence

from tasks.extract.actor_kinds import ARMED
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.lexicon import Cue
from tasks.extract.looking_on import LOOKING_ON, is_fight
from tasks.extract.reading import Reading, within
from tasks.extract.reasons import answers_it, reasons_within
from tasks.text.match import Match

_CAMP = 40  # characters of the name of a camp
_DWELLERS = frozenset({"civilians", "community"})
_TO_THE, _FOR = "لل", "ل"
_THING = 30  # characters of the name of a thing: مركز الشرطة
_OFFICE = 6  # words between coming to an office and the side whose it is
_HELP = 3  # words between بإسناد and who helps: جوي كثيف من
_BETWEEN = 2  # words between a side and the word that tells to whom it is linked: ، التي تضم
_ASCRIBER = 7  # words in which who ascribes a deed is named
_FIRE_AT = 2  # words between who fires and the attacker: النار على
_STATE, _ADJECTIVE = "state", "demonym:"
_JUDGEMENT = 6  # words of what a deed is taken for, with who takes it so
_NEXT = 3  # characters to the next word
_GROUND = frozenset({"settlement", "area", "landmark"})
_SEVERAL = frozenset({"con-helped", "con-holds"})
"""Words behind which all names that "and" joins only help: مدعمة بقوات X وعناصر Y."""
_GUARDING = "con-guarding"
_HELP_NOUN = "con-helping-noun"
_HELPING = frozenset({"con-helping", _HELP_NOUN, "con-cover", _GUARDING})
"""The same, but not where two sides fight: المدعوم من X وY."""
_HELP_WORD = 12  # characters
_CHARGED = "Accusation"
_ACCUSED = 6  # words from a charge to that with what: اتهمت الحكومة الهندية باكستان بدعم
_RECALLED = 4  # words between a word of remembrance and the death: ذكرى مرور عشرة أعوام على مقتل
_ANNIVERSARY = "bck-anniversary"
_LED, _COALITION, _PERSON = "con-led", "coalition", "person"
_AND = "و"
_EPITHET = 2  # one word and "and"
_EPITHET_ENDS = ("ي", "ية", "ة")
_ARTICLE = "ال"
_JOINTS = frozenset({"و", "،", ",", "", "، و", "_", "-", "/", "–"})
_SIGNS = ' "«»“”()'
_CALLED = frozenset({"", "ل", "لل", "إلى", "على"})
_BLANK = ' "«»“”'
_MANY = "ون"  # the nominative of many: a subject
_STOPS = "،.؛\n"

Span = tuple[int, int]


def beside_event(reading: Reading, group: Group, span: Span, told: Sequence[EntityHit]) -> Iterator[Span]:
    """Yield the spans of reasons (ردا على X), of what did not befall (دون إصابات بين X), of helpers and ascribers."""
    for cue in within(reading.cues, *span):
        effect = cue.payload.effect
        if any(e.start <= cue.word_start < e.end for e in told) or is_fight(cue, group.hits):
            continue  # القوات الموالية لفلان is one name
        if effect == "reason" and _opens(reading, group, cue) and reasons_within(reading, cue.start, cue.end):
            continue  # the event is the reason: ردا على مجزرة ارتكبتها مقاتلات روسية
        if effect == "reason" or _tells_beside(reading, group, cue):
            yield cue.word_start, _end_of_reason(reading, group, cue, span[1])
        elif effect in _NAMED:
            yield from _NAMED[effect](reading, cue, told)
        elif effect == "ascribed":
            yield cue.word_end, _end_of_ascriber(reading, cue.word_end, span[1])
        elif effect == "known":
            yield from _met_attacker(group, cue, told, reading)
        elif effect == "judged" or (effect == "charges" and _charges_alone(reading, group, cue)):
            yield cue.word_start, _end_of_judgement(reading, group, cue, span[1])
        elif _helps(reading, cue, told):
            spans = _helpers(reading, cue, told, paired=_is_paired(reading, group, cue))
            guards = cue.payload.cue_id == _GUARDING
            yield from (span for span in spans if not (guards and _acts_itself(reading, group, span[1])))
    yield from ((e.start, e.end) for e in told if _dwells(reading, e) or _ends_place(reading, e))


def _tells_beside(reading: Reading, group: Group, cue: Match[Cue]) -> bool:
    """Tell whether a word behind the event opens what did not befall, is remembered, or whom somebody blames."""
    if cue.payload.effect == "accusing":
        return cue.start > group.hits[-1].start  # نفى القصف متهما الحركة باستخدام المستشفى
    told = cue.payload.effect == "negated" or answers_it(cue, group.hits[-1].end)
    return (told or _of_death(reading, group, cue)) and cue.start > group.head.end


def _helps(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> bool:
    """Tell whether who only helps or to whom a side is linked stands behind a word; not with what one is charged."""
    if cue.payload.effect == "company":
        return not _is_charge(reading, cue)
    return cue.payload.effect == "linked" and _is_told_apart(reading, cue, told)


def _of_death(reading: Reading, group: Group, cue: Match[Cue]) -> bool:
    """Tell whether a word of remembrance recalls a death told behind it: مسيرة في ذكرى مقتل شاب برصاص الشرطة."""
    return cue.payload.cue_id == _ANNIVERSARY and any(
        cue.word_end <= hit.start and len(reading.text[cue.word_end : hit.start].split()) <= _RECALLED
        for hit in group.casualties
    )


def _opens(reading: Reading, group: Group, cue: Match[Cue]) -> bool:
    """Tell whether a word stands right before the first word of an event, behind what was done for that reason."""
    first = group.hits[0].start
    beside = cue.word_end <= first and len(reading.text[cue.word_end : first].split()) <= 1
    return beside and bool(within(reading.words, reading.sentences[group.sentence].start, cue.word_start))


def _dwells(reading: Reading, one: EntityHit) -> bool:
    """Tell whether people only tell what a camp is in which something happened: في مخيم كذا للاجئين الفلسطينيين."""
    camps = within(reading.places, one.start - _CAMP, one.start)
    of_them = reading.text.startswith(_TO_THE, one.start) or reading.text.endswith(_TO_THE, 0, one.start)
    if one.kind not in _DWELLERS or not (camps and of_them):
        return False
    if not within(reading.cued("in"), camps[-1].start - 1, camps[-1].name_start):
        return False  # قصفت الطائرات مخيم كذا للاجئين
    return reading.text[camps[-1].end : one.start].strip() in {"", _TO_THE}


def _ends_place(reading: Reading, one: EntityHit) -> bool:
    """Tell whether the name of a people only ends that of a place: جبل الأكراد, حي الأرمن, جبل التركمان."""
    if one.kind != "community":
        return False
    near = within(reading.places, one.start - _THING, one.start + 1)
    heads = within(reading.cues_of("link"), one.start - _THING, one.start)
    headed = any(c.payload.effect in _GROUND and not reading.text[c.word_end : one.start].strip() for c in heads)
    return headed or any(p.name_start < one.start and one.end <= p.name_end for p in near)


def _end_of_reason(reading: Reading, group: Group, cue: Match[Cue], end: int) -> int:
    stops = [at for sign in _STOPS if (at := reading.text.find(sign, cue.word_end, end)) >= 0]
    if cue.payload.effect == "reason":  # ردا على ذلك قصفت; not قتلت شابا بدعوى محاولته دهس جنود
        opens = cue.start < group.hits[0].start
        stops += [h.start for h in group.hits if h.verbal and h.start >= cue.word_end and (opens or h.particle)]
    return min([end, *stops])


def _end_of_ascriber(reading: Reading, start: int, end: int) -> int:
    """Return where "to" stands behind a verb that ascribes, and who ascribes ends: نسبته السلطات إلى X."""
    goal = reading.lexicon.prepositions.of("goal")
    tokens = within(reading.tokens, start, end)[:_ASCRIBER]
    return next((t.start for t in tokens if reading.text[t.start : t.end] in goal), start)


def _charges_alone(reading: Reading, group: Group, cue: Match[Cue]) -> bool:
    """Tell whether nothing of a deed stands behind charges: انفجار في عفرين واتهامات لقسد."""
    deed = any(hit.start >= cue.word_end for hit in group.hits)
    return not deed and not within(reading.cued("blamed"), cue.word_end, group.end)


def _end_of_judgement(reading: Reading, group: Group, cue: Match[Cue], end: int) -> int:
    """Return where a clause ends that says what somebody takes a deed for: هجوم تعتبره السلطات "عملا إرهابيا"."""
    words = within(reading.tokens, cue.word_end, end)[:_JUDGEMENT]
    stops = [at for sign in _STOPS if (at := reading.text.find(sign, cue.word_end, end)) >= 0]
    stops += [h.start for h in group.hits if h.start >= cue.word_end]
    return min([words[-1].end if words else end, *stops])


def _called_upon(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> Iterator[Span]:
    """Yield who is called upon: اشتباكات وسط مطالبات للتحالف بالتدخل names no side of the fight."""
    behind = next((e for e in told if e.start >= cue.word_end), None)
    if behind is not None and reading.text[cue.word_end : behind.start].strip(_SIGNS) in _CALLED:
        yield cue.word_start, behind.end


def _met_attacker(group: Group, cue: Match[Cue], told: Sequence[EntityHit], reading: Reading) -> Iterator[Span]:
    """Yield who is told behind a toll to have met its author: قتل مستوطن، وأطلق الجنود النار على المهاجم."""
    before = next((e for e in reversed(told) if e.end <= cue.word_start), None)
    if before is None or len(reading.text[before.end : cue.word_start].split()) > _FIRE_AT:
        return
    between = any(group.casualties[0].end <= h.start < before.start for h in group.hits) if group.casualties else False
    if between and any(h.verbal and h.end <= before.start for h in group.hits):
        yield before.start, before.end


def _in_office(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> Iterator[Span]:
    """Yield who comes to an office, and of which side: منذ تعيين فلان على رأس X names a day, and nobody who was hit."""
    end = cue.word_end
    for one in (e for e in told if e.start >= cue.word_end):
        gap = reading.text[end : one.start]
        to_whom = int(gap.strip(_SIGNS) == _FOR)  # زيارة الرئيس الفرنسي لإسرائيل
        first = _HELP if end == cue.word_end else to_whom
        reach = _OFFICE if within(reading.cued("post"), end, one.start) else first
        if len(gap.split()) > reach or any(sign in gap for sign in _STOPS):
            break
        yield end, one.end
        end = one.end


def _defended(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> Iterator[Span]:
    """Yield for whom something was done, told at once behind the words for it: غارات دفاعا عن مقاتلي X."""
    behind = next((e for e in told if e.start >= cue.word_end), None)
    if behind is not None and reading.text[cue.word_end : behind.start].strip(_SIGNS) in {"", _FOR}:
        yield cue.word_start, behind.end


def _is_charge(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether help is what somebody is accused of: اتهمت X بدعم مسلحين هاجموا, who acted themselves."""
    if cue.payload.cue_id != _HELP_NOUN:
        return False
    tokens = within(reading.tokens, reading.sentences[reading.sentence_at(cue.start)].start, cue.word_start)
    verbs = reading.lexicon.speech.verbs
    return any(form.verb.verbal == _CHARGED for t in tokens[-_ACCUSED:] for form in verbs.get(t.norm, ()))


def is_charged_help(reading: Reading, offset: int) -> bool:
    """Tell whether the words right before a side say with whose support somebody is charged: بدعم مسلحين هاجموا."""
    helping = within(reading.cued("company"), offset - _HELP_WORD, offset)
    return any(not reading.text[c.word_end : offset].strip(_SIGNS) and _is_charge(reading, c) for c in helping)


def _is_paired(reading: Reading, group: Group, cue: Match[Cue]) -> bool:
    """Tell whether "and" behind a helper may name the other side of a fight: بين الجيش المدعوم من X والحوثيين."""
    between = within(reading.cued("between"), group.start, cue.word_start)
    return group.head.frame == "mutual" or bool(between)


def _helpers(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit], *, paired: bool) -> Iterator[Span]:
    behind = [e for e in told if e.start >= cue.word_end]
    gap = reading.text[cue.word_end : behind[0].start].split() if behind else []
    if not behind or len(gap) > _HELP:
        return
    if paired and gap and reading.text[: behind[0].start].endswith(" " + _AND):
        return  # بين X والموالين لفلان وY: the second side, no helper of the first
    last = behind[0]
    listed = cue.payload.cue_id in _SEVERAL
    several = listed or (not paired and cue.payload.cue_id in _HELPING)
    for one in behind[1:] if several else ():
        if not are_joined(reading.text, last, one):
            break
        if not listed and reading.text[last.end : one.start].strip(_SIGNS) != _AND:
            break  # بإسناد من طائرات X، قياديا في Y: the object of the verb before
        last = one
    yield cue.word_start, last.end


def _acts_itself(reading: Reading, group: Group, end: int) -> bool:
    """Tell whether who helps goes on to act: دخل متطرفون الساحة بحماية من الشرطة التي هاجمت المصلين."""
    return opens_clause(reading, end) and group.hits[0].start >= end


def opens_clause(reading: Reading, end: int) -> bool:
    """Tell whether a clause of its own follows a name at once: الشرطة التي هاجمت الطلبة، واعتقلت آخرين."""
    relatives = within(reading.cued("relative"), end, end + _NEXT)
    return any(not reading.text[end : cue.word_start].strip(_BLANK) for cue in relatives)


def _is_told_apart(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> bool:
    """Tell whether a side is named right before who it is linked to: الشباب المرتبطة بالقاعدة; not مسلحين."""
    before = next((e for e in reversed(told) if e.end <= cue.word_start), None)
    if before is None or before.entity_id in reading.lexicon.unnamed:
        return False
    behind = next((e for e in told if e.start >= cue.word_end), None)
    man = behind is not None and behind.kind == _PERSON  # في حزب كذا الذي يتزعمه فلان
    if cue.payload.cue_id == _LED and not (before.kind == _COALITION or man):
        return False  # الهجوم على التنظيم الذي تقوده القوات: who leads it acts
    return before.kind in ARMED and len(reading.text[before.end : cue.word_start].split()) <= _BETWEEN


def are_joined(text: str, one: EntityHit, two: EntityHit) -> bool:
    """Tell whether two names are one party: joined by and, or one told twice; of two side by side the second was hit.

    هاجم تنظيم الدولة قوات سوريا الديمقراطية: verb, subject, object, with nothing between the names.
    """
    gap = text[one.end : two.start]
    if gap.strip(_BLANK):
        return gap.strip(_SIGNS) in _JOINTS or _is_epithet(gap)
    if text[one.start : one.end].endswith(_MANY) and text[two.start : two.end].endswith(_MANY):
        return True  # مسلحون متشددون: the second, a subject as well, only describes the first
    if one.kind == _STATE and two.rule_id.startswith(_ADJECTIVE):
        return two.entity_id.startswith(f"{one.entity_id}-")  # أسقطت تركيا مقاتلة روسية
    return one.entity_id == two.entity_id or _STATE in {one.kind, two.kind}


def _is_epithet(gap: str) -> bool:
    """Tell whether only an adjective with the article parts two names that "and" joins: X الإرهابي وY."""
    words = gap.split()
    if len(words) != _EPITHET or words[-1] != _AND:
        return False
    return words[0].startswith(_ARTICLE) and words[0].endswith(_EPITHET_ENDS)


def names_thing(reading: Reading, entity: EntityHit) -> bool:
    """Tell whether a force only names a thing that was hit: أحرقوا مركز الشرطة وخطفوا أربعة من أفراده."""
    things = within(reading.objects, entity.start - _THING, entity.start)
    return any(thing.start < entity.start and thing.end >= entity.end for thing in things)


_NAMED = {**LOOKING_ON, "appeal": _called_upon, "office": _in_office, "defended": _defended}
"""What tells of those named behind a word that they are beside the event, by the effect of the word."""
