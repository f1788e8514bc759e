"""A number that belongs to the blow behind it: وستة آخرون في قصف على حلب."""

from tasks.extract.amounts import PERSONS, is_joined
from tasks.extract.reading import Reading, within
from tasks.text.numbers import Number

_BACK = 30  # characters before a blow in which the number of its victims begins
_LEADS = frozenset({"in", "cause", "again"})  # في هجوم آخر
_BY = "ب"


def number_of_next(reading: Reading, blow: int, particle: str) -> Number | None:
    """Return the number joined right before a blow, with nothing but its preposition between: وستة آخرون في قصف."""
    number = next((n for n in reversed(within(reading.numbers, blow - _BACK, blow)) if n.counts), None)
    if number is None or not is_joined(reading, number.start):
        return None
    count = next((c for c in within(reading.counts, number.start, number.end + 1) if c.start == number.start), None)
    if count is not None and reading.lexicon.unit_meanings[count.unit.unit_id].measure != PERSONS:
        return None
    end = max(number.end, count.end if count is not None else 0)
    leads = [c for c in within(reading.cues, end, blow) if c.payload.effect in _LEADS]
    if not leads:
        return number if particle.endswith(_BY) and not reading.text[end:blow].strip() else None
    gap = reading.text[end : leads[0].word_start] + reading.text[leads[0].word_end : blow]
    return number if not gap.strip() else None
