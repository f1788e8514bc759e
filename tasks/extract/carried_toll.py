"""The dead of a second blow, told by their number alone: قتل ثمانية في غارات على حاس، وستة آخرون في قصف على حلب."""

from collections.abc import Iterator

from tasks.extract.amount import Amount, make_amount
from tasks.extract.grouping import Group
from tasks.extract.lexicon import Casualty
from tasks.extract.next_number import number_of_next
from tasks.extract.reading import Reading, within

_AHEAD = 200  # characters before it in which the word of their fate stands
_SIGNS = ".؛:\n"


def carried_toll(reading: Reading, group: Group) -> Iterator[Amount]:
    """Yield the victims of a blow whose fate the first half of the sentence tells, where that is one fate."""
    head = group.hits[0]
    if group.casualties or head.trigger is None or head.verbal:
        return
    number = number_of_next(reading, head.start, head.particle)
    if number is None:
        return
    start = max(reading.sentences[group.sentence].start, number.start - _AHEAD)
    told = {w.payload.measure for w in within(reading.words, start, number.start) if isinstance(w.payload, Casualty)}
    if len(told) == 1 and not any(sign in reading.text[start : number.start] for sign in _SIGNS):
        count = next((c for c in within(reading.counts, number.start, number.end + 1)), None)
        yield make_amount(told.pop(), "all", number, number.start, count.end if count is not None else number.end)
