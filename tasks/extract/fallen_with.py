"""Who fell beside somebody told before, or died later, is one more: قتل القائد في غارة وقتل معه ثلاثة are four dead."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.amount import Amount
from tasks.extract.hits import WOUNDS, Hit
from tasks.extract.joined import add_up
from tasks.extract.reading import Reading, within
from tasks.text.normal import normal_form

_AND = "و"
_NEXT = 3  # characters to the next word
_OF_WOUNDS = 48  # characters behind a death in which stands of what: توفي في المستشفى متأثرا بجراحه
_MORE = "con-one-more"


def fell_with_him(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb tells who fell beside those told before: قتل القائد في غارة وقتل معه ثلاثة."""
    if not hit.verbal or hit.suffix or not hit.particle.startswith(_AND):
        return False
    beside = within(reading.cued("along"), hit.end, hit.end + _NEXT)
    return any(not reading.text[hit.end : cue.word_start].strip() for cue in beside)


def is_one_more(reading: Reading, hit: Hit) -> bool:
    """Tell whether who died of his wounds is told as another than those before: قتل شرطيان وتوفي ثالث متأثرا بجراحه.

    One of them is not: توفي أحدهم متأثرا بجراحه.
    """
    if not hit.verbal or WOUNDS not in hit.needs:
        return False
    wounds = within(reading.cued(WOUNDS), hit.end, hit.end + _OF_WOUNDS)
    counted = within(reading.numbers, hit.end, hit.end + _NEXT)
    starts = (hit.end, *(number.end for number in counted), *(cue.word_end for cue in wounds))
    return any(_is_further(reading, start) for start in starts)


def _is_further(reading: Reading, start: int) -> bool:
    """Tell whether a third or another stands at an offset, alone or behind the word for a person: شرطي ثالث."""
    people = [u for u in within(reading.units, start, start + _NEXT) if reading.counts_persons(u.payload)]
    for first in (start, *(unit.word_end for unit in people)):
        cues = within(reading.cues, first, first + _NEXT)
        nth = any(c.payload.cue_id == _MORE and not reading.text[first : c.word_start].strip() for c in cues)
        if nth or _is_other(reading, first + 1):
            return True
    return bool(people) and _is_other(reading, people[0].word_start)


def _is_other(reading: Reading, start: int) -> bool:
    """Tell whether "another" begins at an offset, of one, two or many: آخر, آخران, آخرون."""
    others = tuple(normal_form(word) for word in reading.lexicon.prepositions.of("further"))
    return reading.shadow.norm.startswith(others, reading.shadow.at(start))


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
