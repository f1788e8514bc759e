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
_HAPPENED = frozenset({"undergo", "support", "by"})  # الهجوم الذي وقع, شنه, نفذه
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
        or (head.definite and not is_described(reading, head))
    ):
        return False
    before = within(reading.cues, max(reading.sentences[group.sentence].start, head.start - _CARRIER), head.start)
    carried = any(c.payload.effect in _CARRY for c in before)
    return not carried and not any(c.payload.cue_id in _SUMS for c in within(reading.cues, group.start, group.end))


def is_described(reading: Reading, head: Hit) -> bool:
    """Tell whether a clause stands right behind an attack: بعد أيام من الهجوم الذي شهده مبنى الوزارة."""
    return _clause_behind(reading, head) is not None


def says_which(reading: Reading, head: Hit) -> bool:
    """Tell whether such a clause says which attack is meant: الهجوم الذي استهدف السوق may be another.

    What it was like, or may be, tells of no other: في الهجوم الذي قد يكون الأكثر دموية.
    """
    start = _clause_behind(reading, head)
    verb = next(iter(within(reading.tokens, start, start + _NEXT)), None) if start is not None else None
    if verb is None:
        return False
    carried = (c.payload.effect in _HAPPENED for c in within(reading.cues, verb.start, verb.end))
    return bool(within(reading.words, verb.start, verb.end)) or any(carried)


def _clause_behind(reading: Reading, head: Hit) -> int | None:
    """Return where the words of a relative clause right behind a noun begin; None where there is none."""
    opened = within(reading.cued("relative"), head.end, head.end + _NEXT)
    touching = (c.word_end for c in opened if not reading.text[head.end : c.word_start].strip())
    return next(touching, None)
