"""Numbers of a headline that tells two events at once: each is of the event told below with it, not of the first."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.agreement import places_agree
from tasks.extract.amount import Amount
from tasks.extract.amounts import TOLL
from tasks.extract.drafts import Draft
from tasks.extract.folding import holds, is_headline
from tasks.extract.reading import Reading

_BELOW = 4  # events from the headline on that it may tell together


def give_back(reading: Reading, events: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the events, the first without those numbers of its headline that only another event tells again.

    مقتل جندي وإصابة طفلين بقصف is a soldier shot at one town and two children wounded at the next; a headline whose
    every number is told by another event below is none of its own.
    """
    if len(events) == 1 or not events:
        return tuple(events)
    first = events[0]
    if is_headline(reading, first) and _is_shared_out(first, events[1:_BELOW]):
        return tuple(events[1:])
    if not _is_headed(reading, first):
        return tuple(events)
    told = _measures(first)
    foreign = {m for m in TOLL - told if any(_tells_same(first, event, m) for event in events[1:])} if told else set()
    if not foreign:
        return tuple(events)
    return (replace(first, amounts=tuple(a for a in first.amounts if a.measure not in foreign)), *events[1:])


def _is_shared_out(heading: Draft, below: Sequence[Draft]) -> bool:
    """Tell whether several events below tell the numbers of a headline, each those of one measure."""
    measures = {a.measure for a in heading.amounts if a.measure in TOLL}
    told = [{i for i, event in enumerate(below) if _is_of(heading, event, measure)} for measure in measures]
    return len(told) > 1 and all(told) and len(set.union(*told)) > 1 and not set.intersection(*told)


def _is_of(heading: Draft, event: Draft, measure: str) -> bool:
    """Tell whether an event in the area of a headline has its number of a measure."""
    if event.status != heading.status or not (heading.place is None or holds(heading.place, event.place)):
        return False
    numbers = _numbers(heading.amounts, measure)
    return bool(numbers) and numbers <= _numbers(event.amounts, measure)


def _is_headed(reading: Reading, event: Draft) -> bool:
    """Tell whether a headline and at least one passage below it tell an event."""
    return len(event.groups) > 1 and not reading.sentences[event.groups[0].sentence].stopped


def _measures(event: Draft) -> set[str]:
    """Return the measures of harm that the passages below the headline tell."""
    below = [group for group in event.groups[1:] if group.sentence > event.groups[0].sentence]
    return {hit.casualty.measure for group in below for hit in group.casualties if hit.casualty} & TOLL


def _tells_same(first: Draft, event: Draft, measure: str) -> bool:
    """Tell whether another event, at another place, has the very numbers of a measure that the headline gives."""
    here, there = (_numbers(d.amounts, measure) for d in (first, event))
    apart = first.place is not None and event.place is not None and not places_agree(first.place, event.place)
    return bool(here) and here <= there and apart and event.status == first.status


def _numbers(amounts: Sequence[Amount], measure: str) -> set[tuple[str, int | None]]:
    return {(a.victim_class, a.best) for a in amounts if a.measure == measure and a.best is not None}
