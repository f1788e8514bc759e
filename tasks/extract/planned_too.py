"""What "and" joins to a plan is planned as well: تخطط القوات للهجوم على كذا، واستعادة السيطرة على كذا.

Only the noun of taking a place, which goes on with the noun that the plan governs; behind "after" or in a clause of its
own it may be news (يستعد لاقتحام المدينة بعد معارك وتحرير القرية).
"""

from collections.abc import Sequence

from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_TAKEN = frozenset({"capture", "government-regains-territory"})
_PLANS = frozenset({"future", "hypothetical"})
_TURNS = frozenset({"cause", "when", "boundary", "that", "that-pronoun", "result", "relative", "reason", "undergo"})
_WORDS = 16  # between a plan and the second noun that it governs
_AND, _STOPS = "و", ".؛\n"


def joined_plan(reading: Reading, group: Group, head: Hit, cues: Sequence[Match[Cue]]) -> Match[Cue] | None:
    """Return the plan that governs a noun of taking a place which "and" joins to another noun."""
    if head.verbal or head.particle != _AND or head.event not in _TAKEN or group.casualties:
        return None
    before = (c for c in reversed(cues) if c.word_end <= head.start and c.payload.effect in _PLANS)
    return next(
        (c for c in before if c.payload.reach in {"next", "clause", "governed"} and _leads(reading, c, head)), None
    )


def _leads(reading: Reading, plan: Match[Cue], head: Hit) -> bool:
    """Tell whether nothing between a plan and a noun opens another telling."""
    gap = reading.text[plan.word_end : head.start]
    if any(sign in gap for sign in _STOPS) or len(gap.split()) > _WORDS:
        return False
    if any(cue.payload.effect in _TURNS for cue in within(reading.cues, plan.word_end, head.start)):
        return False
    told = within(reading.words, plan.word_end, head.start)
    return not any(word.payload.kind in {"verb", "passive"} for word in told)
