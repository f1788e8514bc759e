"""Several things hit, each at a place of its own: دمر مستودعا في إدلب ومركزا في شمال حمص ومعسكرا في حماة.

A list of provinces under one verb is one event over an area; where each comes with its own object, each is an event.
"""

import re
from collections.abc import Sequence

from tasks.extract.lexicon import Trigger
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within

_BRACKET = re.compile(r"\([^()\n]{0,30}\)")  # (شمال غرب), (وسط): where in the country a town lies
_SIGNS = ' "»”،,'
_AND = "و"
_LONG = 9  # words of an object and of the phrase that sets it somewhere
_ACCUSATIVE = "ا"
_SET = frozenset({"in", "near", "countryside"})
_NAMED = "company"  # what a word needs that only names a weapon
_BREAKS = frozenset({"result", "that", "that-pronoun", "relative", "cause", "by", "among", "boundary", "when", "plus"})


def parted_places(reading: Reading, lists: Sequence[Sequence[PlaceHit]], head: int) -> tuple[PlaceHit, ...]:
    """Return the places of a chain of objects, two or more, each with one place; empty where there is no such chain."""
    runs = [run for run in lists if run[0].start >= head]
    chain: list[PlaceHit] = []
    for run in runs:
        if len(run) > 1 or not _is_setting(run[0]):
            break
        if chain and not _has_object(reading, chain[-1].end, run[0].start):
            break
        chain.append(run[0])
    return tuple(chain) if len(chain) > 1 and len({_key(p) for p in chain}) == len(chain) else ()


def _key(place: PlaceHit) -> str | None:
    return place.place_id or place.name_ar


def _is_setting(place: PlaceHit) -> bool:
    return place.relation in _SET or place.relation.endswith("-of")


def _has_object(reading: Reading, start: int, end: int) -> bool:
    """Tell whether "and" with a thing of its own stands between two places, and nothing else is told there."""
    gap = reading.text[start:end]
    said = _BRACKET.sub("", gap).strip(_SIGNS)
    words = said.split()
    if not said.startswith(_AND) or not 0 < len(words) <= _LONG or _tells_more(reading, start, end):
        return False
    if any(cue.payload.effect in _BREAKS for cue in within(reading.cues, start, end)):
        return False
    return bool(within(reading.objects, start, end)) or words[0].endswith(_ACCUSATIVE)


def _tells_more(reading: Reading, start: int, end: int) -> bool:
    """Tell whether another event or a toll is told between two places; مركزا لصناعة سيارات مفخخة only names a thing."""
    words = (match.payload for match in within(reading.words, start, end))
    return any(not (isinstance(word, Trigger) and word.needs == _NAMED) for word in words)
