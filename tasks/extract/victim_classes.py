"""Of which kind the counted were: by the unit itself, or by the words right behind one that leaves it open."""

from dataclasses import replace

from tasks.extract.lexicon import UnitMeaning
from tasks.extract.reading import Reading, within
from tasks.text.match import Match
from tasks.text.numbers import Count, Unit

_REACH = 14  # characters to the word of people: "of", "in the ranks of"
_TEAM = 8  # characters to the name of their service: عناصر فريق الدفاع المدني, عناصر من الهلال الأحمر
_OPEN = "all"
_ARMED, _HELPERS = "combatant", frozenset({"ngo", "un", "igo"})
_HARM = frozenset({"killed", "injured"})
_OF = frozenset({"preposition", "against"})


def class_of_count(reading: Reading, count: Count) -> str:
    """Return the class of what a count counts: ثلاثة جنود, but also قتيلان مدنيان and خمسة جرحى من المدنيين."""
    return meaning_of(reading, count.unit, max(count.end, count.unit_end)).victim_class


def meaning_of(reading: Reading, unit: Unit, end: int) -> UnitMeaning:
    """Return what a unit that ends at an offset counts, with the class that the words behind it tell."""
    own = reading.lexicon.unit_meanings[unit.unit_id]
    served = within(reading.entities, end - _REACH, end + _TEAM) if own.victim_class == _ARMED else ()
    if any(service.kind in _HELPERS for service in served):
        return replace(own, victim_class=_OPEN)  # ثلاثة من عناصر الدفاع المدني
    beside = next(iter(within(reading.units, end, end + _REACH)), None)
    if own.victim_class != _OPEN or beside is None or not reading.counts_persons(beside.payload):
        return own
    if not (_describes(reading, beside, unit, end) or _is_of(reading, beside, end)):
        return own
    return replace(own, victim_class=reading.lexicon.unit_meanings[beside.payload.unit_id].victim_class)


def tells_other_harm(reading: Reading, start: int, measure: str) -> bool:
    """Tell whether the unit of a number at an offset says that other harm befell them: 52 حالة وفاة و162 إصابة."""
    counts = within(reading.counts, start, start + 1)
    told = {reading.lexicon.unit_meanings[count.unit.unit_id].measure for count in counts} & _HARM
    return bool(told) and measure in _HARM and measure not in told


def _describes(reading: Reading, beside: Match[Unit], unit: Unit, end: int) -> bool:
    """Tell whether a word of people is the adjective of the one before: جريحان مدنيان, of the same number."""
    alone = not beside.proclitics and not beside.suffix and beside.payload.number == unit.number
    return alone and not reading.text[end : beside.start].strip()


def _is_of(reading: Reading, beside: Match[Unit], end: int) -> bool:
    """Tell whether a unit is one of the people told with "of" behind it: قتلى من المدنيين, إصابات في صفوف المدنيين."""
    if beside.payload.number != "plural" or beside.proclitics != "ال":
        return False
    gap = reading.text[end : beside.word_start].strip()
    of = [cue for cue in within(reading.cues, end, beside.start) if cue.payload.effect in _OF]
    return bool(gap) and bool(of) and gap == reading.text[of[0].word_start : of[-1].word_end]
