"""Victims told one by one: a soldier, a mother and her child, whoever stands before or behind the word of a toll."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.amount import Amount, Seen, make_amount
from tasks.extract.amounts import PERSONS, REACH, counts_next, words_between
from tasks.extract.company import tells_whose
from tasks.extract.detachments import detachment_start
from tasks.extract.following import is_taken_cell
from tasks.extract.hits import WOUNDS, Hit
from tasks.extract.household import their_number, told_as_his
from tasks.extract.lexicon import UnitMeaning
from tasks.extract.reading import Reading, within
from tasks.extract.second_people import second_people
from tasks.extract.victim_classes import meaning_of
from tasks.text.match import Match
from tasks.text.numbers import Unit

LIVES = "lives"  # what a verb takes whose subject may stand between: أودى انفجار سيارة بحياة تسعة
_ONE_MORE = "one-more"
_ACCUSATIVE = ("ا", "اً", "ًا")
_PHRASE = frozenset({"in", "cause", "by", "preposition", "adverb", "when", "boundary", "another", WOUNDS})
_OF_MANY = "وا"
_BESIDE = 3  # characters to the next word
_PEOPLE = frozenset({PERSONS, "displaced"})  # لاجئ: who fled before may fall as well
_LIST = 160  # characters of a list of victims by name
_AND_THE = "وال"
_THE = "ال"
_TOLD_APART = frozenset({"child", "woman"})  # of a man with his household
_NAME = 5  # words of a name between a titled victim and the next: الرقيب أحمد سالم العمري والعريف
_GAP = 2  # words between two victims: مقتل زعيم القبيلة ونجله
_SIGNS = ' ،,"“”«»'  # between a verb, its subject and whoever backs it
_ONE = "one_of"
_OF_PEOPLE = frozenset({"killed", "detained", "abducted"})  # what befalls nobody but people
_WITH, _OTHER = "مع", "آخر"
_REACH = 16  # characters behind a victim in which his own verb would stand: جندي، وشرطي أصيب
_LONGEST = 12  # characters of a word
_WHERE = frozenset({"in", "cause", "when", "by"})
_SUBJECT = 3  # words between a person and the verb behind him


def single_victim(reading: Reading, hit: Hit) -> tuple[UnitMeaning, int, int] | None:
    """Return the single victim that a noun by itself names: قتيل وسبعة مصابين."""
    if hit.shape != "bare" or hit.definite or hit.suffix:
        return None
    for unit in within(reading.units, hit.start, hit.end):
        meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
        if meaning.measure != PERSONS and unit.payload.number == "singular" and unit.end == hit.end:
            return meaning_of(reading, unit.payload, unit.end), hit.core, hit.end
    return None


def single_person(reading: Reading, hit: Hit, start: int | None = None) -> tuple[UnitMeaning, int, int] | None:
    """Return the single person right behind a word of a toll, or behind the subject of an active verb."""
    if hit.shape == "bare":
        return None
    first = hit.end if start is None else start
    further = _one_more(reading, first) or _one_of(reading, hit, first)
    if further is not None or is_taken_cell(reading, first, first):  # ضبط خلية حوثية: a cell is no single man
        return further
    unit = next(iter(within(reading.units, first, first + REACH)), None)
    if unit is None or words_between(reading, first, unit.start) > 1 or within(reading.words, first, unit.start):
        return None  # طفل استشهد وجرحت امرأة: the woman is the wounded, not the dead
    meaning = meaning_of(reading, unit.payload, unit.end)
    if within(reading.cued("tally"), first, unit.start) or unit.payload.number != "singular":
        return None  # وجرح عدد آخر
    return (meaning, unit.word_start, unit.word_end) if meaning.measure in _PEOPLE else None


def several_persons(reading: Reading, start: int) -> tuple[str, int] | None:
    """Return class and end of the people right at an offset who are told without a number: قتلت قوات كذا مدنيين."""
    unit = next(iter(within(reading.units, start, start + _BESIDE)), None)
    if unit is None or unit.payload.number != "plural" or unit.proclitics or unit.suffix:
        return None
    meaning = meaning_of(reading, unit.payload, unit.end)
    return (meaning.victim_class, unit.word_end) if meaning.measure == PERSONS else None


def tells_fate(reading: Reading, hit: Hit, last: Amount | None) -> bool:
    """Tell whether a word only says what became of the one just counted: أردت القوة شابا قتيلا."""
    return last is not None and not hit.particle and not reading.text[last.end : hit.start].strip()


def _one_more(reading: Reading, end: int) -> tuple[UnitMeaning, int, int] | None:
    """Return who is told only as one more victim right behind a word of a toll: وأصيبت ثالثة بجروح, وجرح رابع."""
    cues = within(reading.cues, end, end + _BESIDE)
    cue = next((c for c in cues if c.payload.effect == _ONE_MORE and not c.proclitics), None)
    if cue is None or not _ends_there(reading, cue.word_end):
        return None
    return UnitMeaning(measure=PERSONS, victim_class="all"), cue.word_start, cue.word_end


def _one_of(reading: Reading, hit: Hit, end: int) -> tuple[UnitMeaning, int, int] | None:
    """Return who is told as one of those whom no list names: اعتقلت أحد منفذي الهجوم; a house is hit as well."""
    number = next(iter(within(reading.numbers, end, end + _BESIDE)), None)
    measure = hit.casualty.measure if hit.casualty is not None else ""
    if number is None or number.kind != _ONE or measure not in _OF_PEOPLE or reading.text[end : number.start].strip():
        return None
    behind = within(reading.units, number.end, number.end + _BESIDE)
    if any(not reading.counts_persons(u.payload) for u in behind) or not counts_next(reading, number):
        return None
    listed = next((u for u in behind if reading.counts_persons(u.payload)), None)
    if listed is not None:
        return meaning_of(reading, listed.payload, listed.end), number.start, listed.word_end
    return UnitMeaning(measure=PERSONS, victim_class="all"), number.start, number.end


def _ends_there(reading: Reading, end: int) -> bool:
    """Tell whether no noun follows: وأصيبت ثالثة في القصف; not قتل ثالث قائد."""
    rest = reading.text[end : end + _BESIDE].strip()
    cues = within(reading.cues, end, end + _BESIDE)
    if not rest[:1].isalpha() or rest.startswith(("ب", "و")):
        return True
    return any(c.payload.effect in _PHRASE for c in cues) or bool(within(reading.dates, end, end + _BESIDE))


def single_amounts(reading: Reading, measure: str, single: tuple[UnitMeaning, int, int], stop: int) -> Iterator[Amount]:
    """Yield a single victim, and those joined to him one by one: قتلت امرأة وطفلها are two."""
    meaning, start, end = single
    victims = [(meaning, start, end)]
    for unit in within(reading.units, end, min(stop, end + _LIST)):
        other = reading.lexicon.unit_meanings[unit.payload.unit_id]
        if other.measure != PERSONS:
            continue  # حزب of قيادي في حزب الله ومرافقه
        if unit.proclitics == _THE and not reading.text[victims[-1][2] : unit.word_start].strip():
            victims[-1] = (*victims[-1][:2], unit.word_end)  # والد الطفل فلان وشقيقه
            continue
        titled = unit.proclitics == _AND_THE  # الرقيب فلان والعريف فلان
        joined = titled or unit.proclitics == "و"
        joined = joined and _follows(reading, victims[-1][2], unit.word_start, gap=_NAME if titled else _GAP)
        joined = joined or _is_with(reading, victims[-1][2], unit)
        if not joined or unit.payload.number != "singular":
            break
        victims.append((other, unit.start, unit.word_end))
    his = told_as_his(reading, victims[-1][2], stop)
    if his:
        known = [_seen_one_of(told, first, last) for told, first, last in victims]
        yield from _with_his(measure, (*known, *his))
        return
    if len(victims) > 1:
        total = len(victims)
        yield Amount(
            measure=measure, victim_class="all", low=total, best=total, high=total, start=start, end=victims[-1][2]
        )
        yield from _classes_of(measure, victims)
        return
    yield _one(measure, meaning.victim_class, start, end)


def _seen_one_of(meaning: UnitMeaning, start: int, end: int) -> Seen:
    """Return one person of a class as a number."""
    return Seen(low=1, best=1, high=1, victim_class=meaning.victim_class, start=start, end=end)


def some_with_his(reading: Reading, some: Amount, end: int, stop: int) -> Iterator[Amount]:
    """Yield a victim without number, or one man and those told as his: مقتل القاضي فلان واثنين من حراسه are three.

    Several may have their number behind them: قتل ركاب السيارة وعددهم خمسة.
    """
    number = their_number(reading, end, stop)
    his = told_as_his(reading, end, stop, alone=True) if number is None else ()
    one = Seen(low=1, best=1, high=1, victim_class="all", start=some.start, end=some.end)
    if number is not None:
        yield make_amount(some.measure, some.victim_class, number, some.start, number.end)
    else:
        yield from _with_his(some.measure, (one, *his)) if his else (some,)


def _with_his(measure: str, victims: Sequence[Seen]) -> Iterator[Amount]:
    """Yield a victim with those told as his, added up, and how many of them are children and women."""
    numbers = [one.best for one in victims if one.best is not None]
    best = sum(numbers) if len(numbers) == len(victims) else None
    low = best or sum(one.best or one.low or 1 for one in victims)
    start, end = victims[0].start, victims[-1].end
    yield Amount(measure=measure, victim_class="all", low=low, best=best, high=best, start=start, end=end)
    for told in sorted(_TOLD_APART & {one.victim_class for one in victims}):
        same = [one for one in victims if one.victim_class == told]
        part = sum(one.best or 1 for one in same)
        yield replace(_one(measure, told, same[0].start, same[-1].end), low=part, best=part, high=part, part=True)


def _classes_of(measure: str, victims: Sequence[tuple[UnitMeaning, int, int]]) -> Iterator[Amount]:
    """Yield how many of each class stand among victims told one by one."""
    for told in dict.fromkeys(meaning.victim_class for meaning, _, _ in victims):
        spans = [(first, last) for meaning, first, last in victims if meaning.victim_class == told]
        if told != "all":
            number, start, end = len(spans), spans[0][0], spans[-1][1]
            yield replace(_one(measure, told, start, end), low=number, best=number, high=number, part=True)


def _follows(reading: Reading, end: int, start: int, *, gap: int) -> bool:
    """Tell whether only whose man he is stands between a victim and the next: زعيم القبيلة ونجله."""
    if gap != _NAME:
        return tells_whose(reading, end, _before_comma(reading, end, start), gap)
    words = reading.text[end:start]
    return not (len(words.split()) > gap or any(sign in words for sign in ".؛(\n") or within(reading.words, end, start))


def _before_comma(reading: Reading, end: int, start: int) -> int:
    """Return where a gap ends before the comma that may close it: عنصر من قوات كذا، ومواطن، وإصابة آخر."""
    gap = reading.text[end:start].rstrip()
    closed = gap.endswith("،") and not within(reading.words, start, start + _REACH)
    return end + len(gap) - 1 if closed else start


def _is_with(reading: Reading, end: int, unit: Match[Unit]) -> bool:
    """Tell whether somebody fell with a victim: أصيب القيادي فلان مع عنصر آخر, قتل شاب مع شقيقه."""
    words = reading.text[end : unit.word_start].split()
    if unit.proclitics or not words or words[-1] != _WITH or len(words) > _NAME:
        return False
    other = reading.text[unit.word_end : unit.word_end + _LONGEST].split()[:1]
    if not (unit.suffix or (other and other[0].strip(_SIGNS).startswith(_OTHER))):
        return False
    if any(sign in reading.text[end : unit.word_start] for sign in ".؛،(\n"):
        return False
    known = (within(reading.words, end, unit.word_start), within(reading.places, end, unit.word_start))
    cues = [c for c in within(reading.cues, end, unit.word_start) if c.payload.effect in _WHERE]
    of_his = cues[1:] or (cues and reading.text[end : cues[0].word_start].strip())  # القيادي في الفصيل فلان مع
    return not (any(known) or of_his)


def _one(measure: str, victim_class: str, start: int, end: int) -> Amount:
    return Amount(measure=measure, victim_class=victim_class, low=1, best=1, high=1, start=start, end=end)


def subject_person(reading: Reading, start: int, hit: Hit) -> Match[Unit] | None:
    """Return the person who stands before a verb as its subject, None where none does."""
    people = [u for u in within(reading.units, start, hit.start) if reading.counts_persons(u.payload)]
    near = [u for u in people if words_between(reading, u.word_end, hit.start) <= _SUBJECT]
    told = [u for u in near if not any(sign in reading.text[u.word_end : hit.start] for sign in "،,.؛")]
    return told[-1] if told and not told[-1].proclitics.startswith(("ب", "ل")) else None


def is_what_is_hit(reading: Reading, hit: Hit, person: tuple[UnitMeaning, int, int]) -> bool:
    """Tell whether a person behind a verb is its object, by the ending or by what stands before the verb."""
    return reading.text[person[1] : person[2]].endswith(_ACCUSATIVE) or is_behind_subject(reading, hit)


def is_behind_subject(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb of the present has its subject before it, so that an object follows: غارة تقتل طفلة."""
    told = hit.casualty is not None and hit.casualty.tense == "imperfect"
    return told and bool(reading.text[reading.sentences[hit.sentence].start : hit.start].strip())


def behind_subject(reading: Reading, hit: Hit) -> int:
    """Return where the object of a verb may begin: اعتقلت قوات الأمن، فجر اليوم، 14 شخصا."""
    end = hit.end
    completing = {LIVES, WOUNDS} & set(hit.needs)
    if completing:
        taken = next((c for c in within(reading.cues, end, end + _LIST) if c.payload.effect in completing), None)
        ahead = taken is not None and (LIVES in completing or taken.word_start <= end + 1)
        return taken.word_end if taken is not None and ahead else end
    if not hit.verbal or hit.frame != "agent-target":
        return end
    second = second_people(reading, end)
    if second is not None:
        return second.start
    stop = reading.sentences[hit.sentence].end
    they = reading.text.endswith(_OF_MANY, hit.start, end)  # وقتلوا مدنيين has its subject in itself
    named = [(e.start, e.end) for e in within(reading.entities, end, stop) if not they]
    days = [(d.start, d.end) for d in within(reading.dates, end, stop)]
    days += [(p.start, p.end) for p in within(reading.places, end, stop) if p.relation and not they]
    counted = {count.start for count in within(reading.counts, end, stop)}
    people = {u.word_start for u in within(reading.units, end, stop) if reading.counts_persons(u.payload)}
    for first, last in sorted((*named, *days)):
        if first in people and (end > hit.end or _is_object(reading, first) or is_behind_subject(reading, hit)):
            break  # the subject is told, here stands who was hit
        begin = max(end, detachment_start(reading, first))  # قناص من قوات كذا
        apart = reading.text[end:begin].strip(_SIGNS) and not _backs(reading, end, first)
        if first >= end and (apart or first in counted):
            break
        end = max(end, last) if first >= end else end
    return end


def _is_object(reading: Reading, start: int) -> bool:
    """Tell whether the ending of a person says that something is done to him: وقتلت مدنيا, وقتلت قياديا في كذا."""
    people = (u for u in within(reading.units, start, start + 1) if u.payload.number == "singular")
    return any(reading.text[unit.start : unit.word_end].endswith(_ACCUSATIVE) for unit in people)


def _backs(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a gap only says who stands behind the subject: بدعم من, بمساندة."""
    company = any(cue.payload.effect == "company" for cue in within(reading.cues, start, end))
    return company and words_between(reading, start, end) <= _SUBJECT
