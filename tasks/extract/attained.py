"""Whether a town told by the noun of its taking was taken: تحرير المدينة is as often what is fought or hoped for.

أعلن الجيش تحرير البلدة, بعد تحرير البلدة and a headline that opens with the noun tell it as done; معركة تحرير البلدة,
واجبها في تحرير البلدة and القوة التي ستمكنها من تحرير البلدة do not.
"""

from dataclasses import replace

from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.other_subjects import subject_words
from tasks.extract.reading import Reading, within

_NEED, _GOAL = "attained", "goal"
_REACH = 130  # characters before the noun in which it is told as done
_AFTER = ("cause", "since")  # بعد تحرير كذا, and بعد عملية تحرير كذا
_FAR = 16  # words over which a verb of announcing or managing carries it
_OPENING = " \t\"'«»“”*-–—•."
_COLON = ":"
_ALSO = ("managed", "result", "undergo")  # roles of connectors.tsv that tell a thing as done
_AND, _ARTICLE = "وف", "ال"  # أسفرت العملية عن تحرير القرى tells of one that is over


def without_goals(reading: Reading, group: Group) -> Group | None:
    """Return a group without the nouns of taking that are not told as done; None where it tells nothing else."""
    if not any(_NEED in hit.needs for hit in group.hits):
        return group
    kept = tuple(hit for hit in group.hits if _NEED not in hit.needs or is_attained(reading, hit))
    if len(kept) == len(group.hits):
        return group
    return replace(group, hits=kept) if kept else None


def is_attained(reading: Reading, hit: Hit) -> bool:
    """Tell whether what a noun tells is told as done: announced, managed, what something led to, or a headline."""
    first = reading.sentences[hit.sentence].start
    before = reading.text[first : hit.start].strip(_OPENING)
    if not before or before.endswith(_COLON):
        return not hit.particle.strip(_AND)
    start = max(first, hit.start - _REACH)
    words = [w for w in within(reading.once(subject_words), start, hit.start) if w.payload in (_NEED, _GOAL)]
    told = [w.word_end for w in words if w.payload == _NEED]
    for role in _ALSO:
        told += [c.word_end for c in within(reading.cued(role), start, hit.start)]
    over = [c.word_end for role in _AFTER for c in within(reading.cued(role), start, hit.start)]
    last = max((end for end in (*told, *over) if end <= hit.start), default=None)
    if last is None or len(reading.text[last : hit.start].split()) > _FAR:
        return False
    goals = (w for w in words if w.payload == _GOAL and w.start >= last and _ARTICLE not in w.proclitics)
    return all(any(not reading.text[end : w.word_start].strip() for end in over if end <= w.start) for w in goals)
