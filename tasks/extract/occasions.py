"""Deaths that are the reason or the anniversary of an event and no part of its toll: قصف ردا على مقتل جندي."""

from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within

_REASON = "reason"
_PAST = frozenset({"bck-anniversary", "bck-charge"})
_REACH = 40  # characters before a noun of a toll in which its occasion stands
_BESIDE = 1  # words between them: في الذكرى الأولى لمقتله


def is_occasion(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether a noun of a toll only says what an event told before it answers, recalls or is charged with."""
    if hit.verbal or hit.shape == "bare" or not any(other.start < hit.start for other in group.events):
        return False
    for cue in within(reading.cues, hit.start - _REACH, hit.start):
        if cue.payload.effect == _REASON or cue.payload.cue_id in _PAST:
            gap = reading.text[cue.word_end : hit.start]
            if len(gap.split()) <= _BESIDE and not any(sign in gap for sign in "،.؛\n"):
                return True
    return False
