"""Men and planes that are told as somebody's (عناصرها, طائراتها): they act, unless they are among the fallen.

A group that announces the death of two of its men did not strike them: without this its name stood as the doer of the
raid that killed them.
"""

from collections.abc import Sequence

from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_FATE = 6  # words between a word of a toll and whom it befell: مقتل اثنين من عناصرها
_SUFFERED = frozenset({"noun", "passive", "bare"})


def acting_organs(reading: Reading, group: Group) -> tuple[Match[Cue], ...]:
    """Return the organs of a group that may act, in order."""
    organs = _organs(reading, group)
    if not organs:
        return ()
    fallen = {cue.start for cue in fallen_organs(reading, group)}
    return tuple(cue for cue in organs if cue.start not in fallen)


def fallen_organs(reading: Reading, group: Group) -> tuple[Match[Cue], ...]:
    """Return the organs of a group that are among the dead and wounded."""
    organs = _organs(reading, group) if group.casualties else ()
    return tuple(cue for cue in organs if any(_befell(reading, group, h, cue) for h in group.casualties))


def _organs(reading: Reading, group: Group) -> Sequence[Match[Cue]]:
    return within(reading.cued("organ"), group.start, group.end)


def _befell(reading: Reading, group: Group, hit: Hit, cue: Match[Cue]) -> bool:
    """Tell whether a toll is that of an organ: مقتل اثنين من عناصرها, اثنان من مقاتليه قتلا."""
    if hit.casualty is None or hit.casualty.measure == "result":
        return False
    if hit.start >= cue.word_end:
        return hit.shape == "passive" and not hit.particle and not reading.text[cue.word_end : hit.start].strip()
    gap = reading.text[hit.end : cue.word_start]
    parted = any(hit.end <= other.start < cue.word_start for other in group.hits if other.trigger is not None)
    return hit.shape in _SUFFERED and not parted and len(gap.split()) <= _FATE and "،" not in gap
