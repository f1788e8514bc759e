"""What tells another attack than the one told before it: one without the article, or one that a clause describes."""

from typing import TYPE_CHECKING

from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within

if TYPE_CHECKING:
    from tasks.extract.grouping import Group

_OPEN = frozenset({"assault", "attack", "blast"})
_CARRY = frozenset({"support", "doing", "future"})
_CARRIER = 90  # characters between a verb that carries a noun, or تنفيذ, and the noun
_NEXT = 3  # characters to the next word
_SUMS = frozenset({"con-since", "bck-cumulative"})


def is_another_blow(reading: Reading, group: "Group", earlier: int) -> bool:
    """Tell whether an attack is not the one of an earlier sentence: وقتل ثلاثة في هجوم على سوق في كانو.

    Who struck before did not do this as well, unless a verb that carries it has its subject in the words before, or
    attacks of many days are summed up.
    """
    head = group.head
    if (
        earlier == group.sentence
        or head.verbal
        or head.suffix
        or head.event not in _OPEN
        or (head.definite and not _is_described(reading, head))
    ):
        return False
    before = within(reading.cues, max(reading.sentences[group.sentence].start, head.start - _CARRIER), head.start)
    carried = any(c.payload.effect in _CARRY for c in before)
    return not carried and not any(c.payload.cue_id in _SUMS for c in within(reading.cues, group.start, group.end))


def _is_described(reading: Reading, head: Hit) -> bool:
    """Tell whether a clause right behind an attack says which is meant: بعد أيام من الهجوم الذي شهده مبنى الوزارة."""
    behind = within(reading.cues, head.end, head.end + _NEXT)
    return any(c.payload.effect == "relative" and not reading.text[head.end : c.word_start].strip() for c in behind)
