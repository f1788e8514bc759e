"""Who fell beside somebody told before is one more: قتل القائد في غارة وقتل معه ثلاثة are four dead."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.amount import Amount
from tasks.extract.hits import Hit
from tasks.extract.joined import add_up
from tasks.extract.reading import Reading, within

_AND = "و"
_NEXT = 3  # characters to the next word


def fell_with_him(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb tells who fell beside those told before: قتل القائد في غارة وقتل معه ثلاثة."""
    if not hit.verbal or hit.suffix or not hit.particle.startswith(_AND):
        return False
    beside = within(reading.cued("along"), hit.end, hit.end + _NEXT)
    return any(not reading.text[hit.end : cue.word_start].strip() for cue in beside)


def add_fallen_with(told: Sequence[Amount], own: Sequence[Amount]) -> list[Amount]:
    """Return numbers with those who fell beside the ones counted last: one and three are four."""
    same = [a for a in told if a.measure == own[0].measure and not a.part]
    if not same:
        return [*told, *own]
    alike = same[-1].victim_class == own[0].victim_class
    total = add_up([same[-1], own[0]]) if alike else add_up([same[-1], own[0]]).of("all")
    parts = [replace(a, part=True) for a in (same[-1], own[0]) if not alike and a.victim_class != "all"]
    others = [a for a in told if a is not same[-1]]
    return [*others, total, *parts, *own[1:]]
