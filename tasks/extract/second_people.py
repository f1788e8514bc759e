"""Whom people killed or took who stand between the verb and them: قتل أربعة مسلحين من جماعة كذا 67 شخصا.

Unvowelled, such a verb reads as a passive whose subject was hit; a second number of people in no preposition's reach
is its object, and the first people did it.
"""

from tasks.extract.following import bare_words
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.text.numbers import Count

_NEXT = 24  # characters in which the subject of a verb begins
_REACH = 160  # characters from a verb to whom its subject hit
_WORDS = 14  # words that tell whose men the subject is
_COMMA = "،"
_STOPS = "،,.؛:\n()"
_NOMINATIVE = ("ون", "ان")
CONSTRUCT = "و"
"""Ends the nominative of many before a genitive: ناشطو الحركة."""
_BESIDE = 3  # characters to the next word
_ACCUSATIVE = ("ا", "اً", "ًا")
_PERSONS = "persons"
_AND = "و"
_PRESENT = ("ي", "ت")  # يقل 12 راكبا: another verb takes the number
_AMONG = "among"
_PARTING = frozenset({"among", "by", "cause", "in", "preposition", "between", "against", "company", "when", "boundary"})


def second_people(reading: Reading, end: int) -> Count | None:
    """Return the number of people that the people right behind a verb hit; None where there is none."""
    subject = _subject_end(reading, end)
    if subject is None:
        return None
    stop = min(end + _REACH, reading.sentences[reading.sentence_at(end - 1)].end)
    for count in within(reading.counts, subject, stop):
        if reading.counts_persons(count.unit):
            return count if _is_object(reading, subject, count) else None
    return None


def object_start(reading: Reading, end: int) -> int | None:
    """Return where those begin whom the people right behind a verb hit, be it one man: قتل قناص من قوات كذا مدنيا."""
    second = second_people(reading, end)
    if second is not None:
        return second.start
    subject = _subject_end(reading, end)
    for one in within(reading.units, subject, subject + 2 * _NEXT) if subject is not None else ():
        told = reading.lexicon.unit_meanings[one.payload.unit_id].measure == _PERSONS and not one.proclitics
        if any(e.end > one.start for e in within(reading.entities, one.start - _REACH, one.start)):
            continue  # سوريا in a name is no Syrian
        if told and one.payload.number == "singular" and reading.text[one.start : one.word_end].endswith(_ACCUSATIVE):
            return one.start if _is_second(reading, subject or end, one.start, one.word_end) else None
    return None


def counts_object(reading: Reading, end: int) -> bool:
    """Tell whether a number stands right behind a verb: whom it hit, where its subject is told before it."""
    numbers = within(reading.numbers, end, end + _NEXT)
    return any(not reading.text[end : number.start].strip() for number in numbers)


def _subject_end(reading: Reading, end: int) -> int | None:
    """Return where the noun ends that tells people right behind a verb, with their number or without."""
    counted = next(iter(within(reading.counts, end, end + _NEXT)), None)
    if counted is not None and reading.counts_persons(counted.unit) and not bare_words(reading, end, counted.start):
        return counted.end
    person = next(iter(within(reading.units, end, end + _NEXT)), None)
    listed = person is not None and reading.counts_persons(person.payload) and not person.proclitics
    if person is not None and listed and not bare_words(reading, end, person.word_start):
        return person.word_end
    armed = next(iter(within(reading.entities, end, end + _NEXT)), None)
    if armed is not None and not bare_words(reading, end, armed.start):
        return armed.end
    first = next(iter(within(reading.tokens, end, end + _BESIDE)), None)
    if first is not None and first.norm.endswith(CONSTRUCT):
        return first.end  # مسلحو الجماعة
    of_them = reading.text[first.end : armed.start].split() if first is not None and armed is not None else []
    led = len(of_them) == 1 and of_them[0] in reading.lexicon.prepositions.of("partitive")
    return armed.end if armed is not None and led else None  # قناص من قوات كذا


def _is_object(reading: Reading, subject: int, count: Count) -> bool:
    """Tell whether a number of people stands in an object's place, with only a description of the doers before it."""
    if reading.text[count.unit_start : count.unit_end].endswith(_NOMINATIVE) or _counts_part(reading, count):
        return False
    return _is_second(reading, subject, count.start, count.end)


def _is_second(reading: Reading, subject: int, start: int, end: int) -> bool:
    """Tell whether no event, no mark, no "and" and nothing that takes a noun stands between a subject and another."""
    gap = reading.text[subject:start]
    told = any(isinstance(w.payload, Trigger | Casualty) for w in within(reading.words, subject, end))
    told_of = within(reading.cued("linked"), subject, start) or within(reading.cued("belongs"), subject, start)
    aside = gap.rstrip().endswith(_COMMA) and bool(told_of)
    gap = gap.rstrip().removesuffix(_COMMA) + " " if aside else gap  # ناشطو الحركة التابعة لتنظيم كذا، 148 شخصا
    if told or any(sign in gap for sign in _STOPS) or len(gap.split()) > _WORDS or not gap.endswith(" "):
        return False
    return not (_is_led(reading, start) or _joins(reading, subject, start))


def _counts_part(reading: Reading, count: Count) -> bool:
    """Tell whether "of them" stands behind a number: it counts some of the people told before."""
    return any(c.payload.effect == _AMONG for c in within(reading.cues, count.end, count.end + 2))


def _is_led(reading: Reading, start: int) -> bool:
    """Tell whether a preposition or a verb of the present right before a number takes it: من 30 شخصا, يقل 12 راكبا."""
    token = next(iter(reversed(within(reading.tokens, start - _NEXT, start))), None)
    if token is None:
        return False
    cues = within(reading.cues, token.start, start)
    if any(c.payload.effect in _PARTING and c.word_end >= token.end for c in cues):
        return True
    if any(token.norm in forms for forms in reading.lexicon.prepositions.by_role.values()):
        return True
    return token.norm.startswith(_PRESENT) and not _is_named(reading, token.start)


def _joins(reading: Reading, start: int, end: int) -> bool:
    """Tell whether "and" stands in a gap outside of a name: قتل ضابط وجرح ثلاثة جنود."""
    return any(t.norm.startswith(_AND) and not _is_named(reading, t.start) for t in within(reading.tokens, start, end))


def _is_named(reading: Reading, offset: int) -> bool:
    """Tell whether a word is part of a name, a place, a unit or a day."""
    first = max(0, offset - _REACH // 2)
    found = (reading.entities, reading.places, reading.dates, reading.units)
    return any(item.start <= offset < item.end for items in found for item in within(items, first, offset + 1))
