"""Persons told one by one before a number of others: رجل وزوجته وثلاثة أطفال are five, three of them children."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.amount import Seen
from tasks.extract.amounts import is_joined, words_between
from tasks.extract.reading import Reading, within
from tasks.text.match import Match
from tasks.text.numbers import Unit

_NEAR = 3  # words between a person and the number of the others, the sides named there not counted
_NAME = 60  # characters of a long name
_STOPS = "،,.؛(\n"
_CLASSES = frozenset({"child", "woman"})  # who is told apart in a sum of people of several kinds
_WITH = "مع"
_OF = frozenset({"in", "preposition", "against", "organ"})


def with_singles(reading: Reading, seen: Seen | None, start: int) -> Seen | None:
    """Return a count with the persons told one by one before it, behind a word of a toll: ضابط وثلاثة جنود are four.

    A count further on without "and" is none of the victims: مقتل مدني في قصف نفذه 20 مسلحا.
    """
    singles = _singles_before(reading, seen, start) if seen is not None else ()
    if seen is None or not singles:
        return seen
    end = singles[-1].word_end
    led = reading.text[end : seen.start].split()[-1:] == [_WITH]  # قتل ضابط مع أربعة جنود
    if not (led or is_joined(reading, seen.start)):
        return seen if words_between(reading, end, seen.start) <= 1 else None
    if (seen.low or seen.best or 0) <= 1 or not tells_whose(reading, end, seen.start - 1, _NEAR):
        return seen
    return _summed(reading, seen, singles)


def _summed(reading: Reading, seen: Seen, singles: Sequence[Match[Unit]]) -> Seen:
    """Return the sum of a number and the persons before it, with how many of them are children or women."""
    meanings = reading.lexicon.unit_meanings
    told = [seen_one(unit, meanings[unit.payload.unit_id].victim_class) for unit in singles]
    kinds = {one.victim_class for one in told}
    alike = kinds == {seen.victim_class}
    parts = (
        () if alike else tuple(_part([*told, seen], kind) for kind in sorted(_CLASSES & {seen.victim_class, *kinds}))
    )
    victim_class = seen.victim_class if alike else "all"  # امرأة وثلاثة أطفال: no four children
    low, best, high = (None if n is None else n + len(singles) for n in (seen.low, seen.best, seen.high))
    return replace(seen, low=low, best=best, high=high, start=singles[0].start, victim_class=victim_class, parts=parts)


def seen_one(unit: Match[Unit], victim_class: str) -> Seen:
    """Return a single person as a number."""
    return Seen(low=1, best=1, high=1, victim_class=victim_class, start=unit.start, end=unit.word_end)


def _part(told: Sequence[Seen], kind: str) -> Seen:
    """Return how many of those told are of a class."""
    same = [one for one in told if one.victim_class == kind]
    number = sum(one.best or 0 for one in same)
    return replace(same[0], low=number, best=number, high=number, end=same[-1].end)


def _singles_before(reading: Reading, seen: Seen, start: int) -> tuple[Match[Unit], ...]:
    """Return the single persons told one by one behind a word of a toll, before a count: رجل وزوجته وثلاثة أطفال."""
    found: list[Match[Unit]] = []
    for unit in within(reading.units, start, seen.start):
        if unit.payload.number != "singular" or not reading.counts_persons(unit.payload):
            continue
        joined = found and unit.proclitics == "و" and words_between(reading, found[-1].word_end, unit.word_start) <= 1
        if not joined and (found or words_between(reading, start, unit.word_start) > 0):
            break
        found.append(unit)
    return tuple(found)


def tells_whose(reading: Reading, start: int, end: int, most: int) -> bool:
    """Tell whether only who somebody is or whose man stands in a gap: قيادي في حزب الله و..., زعيم القبيلة و..."""
    gap = reading.text[start:end]
    if any(sign in gap for sign in _STOPS):
        return False
    told, placed = within(reading.words, start, end), within(reading.places, start, end)
    if told or placed:
        return False
    named = [e for e in within(reading.entities, start - _NAME, end) if e.end > start]
    for entity in named:
        first, last = max(entity.start - start, 0), min(entity.end, end) - start
        gap = gap[:first] + " " * (last - first) + gap[last:]
    if len(gap.removesuffix("و").split()) > most:
        return False
    free = (c for c in within(reading.cues, start, end) if not any(e.start <= c.start < e.end for e in named))
    return all(cue.payload.effect in _OF for cue in free)
