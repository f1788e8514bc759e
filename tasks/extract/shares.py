"""A number told town by town: ثلاثة في سراقب وأربعة في أريحا are two events, each with its own dead and its own place.

So are raids and sorties: 14 ضربة في سوريا و11 في العراق; أربعة منها قرب منبج وستة قرب الموصل.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.extract.amount import Amount
from tasks.extract.amounts import TOLL, is_date, is_joined, words_between
from tasks.extract.grouping import Group
from tasks.extract.lexicon import Cue
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.text.match import Match
from tasks.text.numbers import Number

_NEAR = 3  # words between a number and its town
_NEXT = 5  # characters between a town and the next number, with its "and" and "by": على س، وبغارتين على ص
_DUAL, _AND = "dual", "و"
_STOPS = ".؛\n("
_SEVERAL = 2
_AMONG = frozenset({"among", "of-which"})
_OPENS = (":", "،")  # what opens parts that add up to their total
_ACTS = frozenset({"raids", "sorties", "attacks", "munitions"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many fell in one town."""

    amounts: tuple[Amount, ...]
    place: PlaceHit


def town_shares(reading: Reading, group: Group, amounts: Sequence[Amount]) -> tuple[Share, ...]:
    """Return the towns of a toll, each with its own number; empty where one number is told, or no town for each."""
    tolls = {a.start: a for a in amounts if a.measure in TOLL and not (a.part or a.vague)}
    acts = [] if tolls else [a for a in amounts if a.measure in _ACTS and not (a.part or a.vague)]
    if len(tolls) != 1 and len({a.measure for a in acts}) != 1:
        return ()
    first = next(iter(tolls.values())) if tolls else min(acts, key=lambda a: a.start)
    own = tuple(a for a in amounts if a.start == first.start)
    divided = _first_part(reading, first.end, group.end)
    shares = tuple(_shares(reading, group, own, divided or (first.start, first.end, first.best)))
    if divided and sum(share.amounts[0].best or 0 for share in shares) != first.best:
        return ()  # only some of them are told town by town
    return shares if len(shares) >= _SEVERAL else ()


def _first_part(reading: Reading, end: int, stop: int) -> tuple[int, int, int | None] | None:
    """Return the number of those "of them" who fell in the first town, behind their total: خمسة منهم في دوما."""
    among = [c for c in within(reading.cues, end, stop) if c.payload.effect in _AMONG]
    for number in within(reading.numbers, end, stop):
        if not number.counts or number.best is None or is_date(reading, number):
            continue
        beside = [c for c in among if _touches(reading, number, c)]
        gap = reading.text[end : number.start]
        near = words_between(reading, end, number.start) <= _NEAR
        beside = beside if near else [c for c in beside if c.word_start >= number.end]  # of a far total only "of them"
        if beside or (near and gap.strip()[-1:] in _OPENS):
            return number.start, max([number.end, *(c.word_end for c in beside)]), number.best
        if near:
            return None
    return None


def _touches(reading: Reading, number: Number, cue: Match[Cue]) -> bool:
    """Tell whether "of them" stands right behind a number, or right before it: خمسة منهم, بينهم خمسة."""
    behind = cue.word_start >= number.end and not reading.text[number.end : cue.word_start].strip()
    return behind or (cue.word_end <= number.start and not reading.text[cue.word_end : number.start].strip())


def _shares(
    reading: Reading, group: Group, own: tuple[Amount, ...], first: tuple[int, int, int | None]
) -> Iterator[Share]:
    start, end, number = first
    measure = own[0].measure
    while number is not None:
        place = _town_behind(reading, end, group.end)
        if place is None:
            return
        yield Share(
            amounts=tuple(replace(a, low=number, best=number, high=number, start=start, end=end) for a in own),
            place=place,
        )
        start, end, number = _next_number(reading, place.end, group.end, measure)


def _town_behind(reading: Reading, end: int, stop: int) -> PlaceHit | None:
    """Return the place that a number of victims is told of, right behind it: مدنيين اثنين في دوما."""
    place = next((p for p in within(reading.places, end, stop) if p.role == "place"), None)
    if place is None or words_between(reading, end, place.start) > _NEAR:
        return None
    gap = reading.text[end : place.start]
    return None if within(reading.words, end, place.start) or any(sign in gap for sign in _STOPS) else place


def _next_number(reading: Reading, end: int, stop: int, measure: str) -> tuple[int, int, int | None]:
    """Return where the number joined right behind a town stands, and the number; None where there is none."""
    last = min(stop, end + _NEXT)
    dual = next((c for c in within(reading.counts, end, last) if c.number.kind == _DUAL and measure in _ACTS), None)
    number = next((n for n in within(reading.numbers, end, last) if n.counts), dual.number if dual else None)
    if number is None or not (is_joined(reading, number.start) or number.proclitics.startswith(_AND)):
        return end, end, None
    count = next((c for c in within(reading.counts, number.start, number.end)), None)
    same = count is None or reading.lexicon.unit_meanings[count.unit.unit_id].measure == measure
    if count is not None and not (same or (measure in TOLL and reading.counts_persons(count.unit))):
        return end, end, None
    return number.start, max(number.end, count.end if count else 0), number.best
