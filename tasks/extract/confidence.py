"""How likely a row is right, from what the text gives for it, and what is too unlikely to be told.

A second telling taken for a second event, talk about a killing, a caption: each is read by words that elsewhere tell
news. No single sign gives such a row away, many weak ones do: no place of its own, nobody who did it, a kind that was
told before. What each sign weighs is fitted to rows that were judged by hand (`confidence.tsv`, written by
`benchmarks/confidence.py`, a logistic regression); the confidence of a mention is the share of right rows to expect
among rows of such signs. What falls below `LIKELY` becomes a doubt that a person can look at, not a row.
"""

from collections.abc import Iterator, Sequence
from math import exp
from typing import Final, NamedTuple

from tasks.extract.drafts import Draft
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading

LIKELY: Final = 0.4
"""Confidence from which on an event is told: of the rows below it about one in five is right."""

_COUNTRY, _PROVINCE = 6, 4  # UCDP precision
_MANY = 6  # events
_OFTEN = 3  # passages


class Sign(NamedTuple):
    """What speaks for a row (weight above 0) or against it, in log-odds; 0 where too few rows had it to tell."""

    name: str
    weight: float


def confidence_of(evidence: Sequence[Sign]) -> float:
    """Return the share of right rows to expect among those with such evidence, 0 to 1; half where nothing is known."""
    return round(1 / (1 + exp(-sum([sign.weight for sign in evidence]))), 2)


def find_evidence(reading: Reading, drafts: Sequence[Draft]) -> tuple[tuple[Sign, ...], ...]:
    """Return for each event of an article, in its order, the signs for and against a row of it, sorted by name."""
    weights = reading.lexicon.confidence
    return tuple(
        tuple([_sign(name, weights.get(name, 0.0)) for name in sorted(set(_signs(reading, drafts, index)))])
        for index in range(len(drafts))
    )


def _sign(name: str, weight: float) -> Sign:
    """Return a sign without the call of its constructor: an event has a dozen."""
    return tuple.__new__(Sign, (name, weight))


def _signs(reading: Reading, drafts: Sequence[Draft], index: int) -> Iterator[str]:
    draft = drafts[index]
    yield "any"
    yield from _of_words(reading, draft)
    yield from _of_place(draft)
    yield from _of_slots(draft)
    yield from _of_repetition(reading, drafts, index)
    yield from _of_page(drafts, index)


def _of_words(reading: Reading, draft: Draft) -> Iterator[str]:
    """Yield of what kind it is, by which word it is told, and in how many passages."""
    head = draft.groups[0].head
    yield f"event-{draft.event}"
    yield f"status-{draft.status}"
    yield "verb" if head.verbal else "definite-noun" if draft.definite else "indefinite-noun"
    if draft.toll_only:
        yield "toll-only"
    if any(quote.start <= head.start < quote.end for quote in reading.quotes):
        yield "in-quotes"
    if len(draft.groups) == 1:
        yield "told-once"
    if len(draft.groups) >= _OFTEN:
        yield "told-often"


def _of_place(draft: Draft) -> Iterator[str]:
    """Yield how exact its place is, and whether that was taken from elsewhere."""
    place = draft.place
    if place is None:
        yield "no-place"
        return
    if place.place_id is None:
        yield "unlisted-place"
    elif place.precision >= _PROVINCE:
        yield "country-only" if place.precision >= _COUNTRY else "province-only"
    if not _is_told_in(draft, place.start):
        yield "place-from-elsewhere"


def _of_slots(draft: Draft) -> Iterator[str]:
    """Yield what is known of when, who, whom and how many."""
    if draft.date is None:
        yield "no-day"
    elif not _is_told_in(draft, draft.date.start):
        yield "day-from-elsewhere"
    if not draft.actors:
        yield "no-actor"
    elif not any(_is_told_in(draft, actor.start) for actor in draft.actors):
        yield "actor-from-elsewhere"
    if not draft.targets:
        yield "only-objects" if draft.objects else "no-target"
    if draft.weapon is not None:
        yield "weapon"
    yield from (f"number-{amount.measure}" for amount in draft.amounts)
    yield f"answers-{sum(map(bool, (draft.actors, draft.targets, draft.place, draft.date, draft.amounts)))}"


def _of_repetition(reading: Reading, drafts: Sequence[Draft], index: int) -> Iterator[str]:
    """Yield what of it was told of an earlier event of the article."""
    draft, earlier = drafts[index], drafts[:index]
    if not earlier:
        yield "first-event"
        return
    if any(other.event == draft.event for other in earlier):
        yield "same-event-before"
    events = reading.lexicon.events
    if any(events[other.event].event_type == events[draft.event].event_type for other in earlier):
        yield "same-type-before"
    spot = _spot(draft.place)
    if spot is not None and any(_spot(other.place) == spot for other in earlier):
        yield "same-place-before"
    if earlier[-1].groups[-1].sentence >= draft.groups[0].sentence - 1:
        yield "next-to-earlier"


def _of_page(drafts: Sequence[Draft], index: int) -> Iterator[str]:
    """Yield whether it is a headline, and how many events the page tells; not where on the page it stands.

    Lines of furniture around the news must change no row.
    """
    if drafts[index].headline:
        yield "headline"
    if len(drafts) == 1:
        yield "only-event"
    if len(drafts) >= _MANY:
        yield "many-events"


def _spot(place: PlaceHit | None) -> str | None:
    return (place.place_id or place.name_ar) if place is not None else None


def _is_told_in(draft: Draft, start: int) -> bool:
    return any(group.start <= start < group.end for group in draft.groups)
