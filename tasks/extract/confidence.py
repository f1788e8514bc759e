"""How likely a row is right, from what the text gives for it, and what is too unlikely to be told.

A second telling taken for a second event, talk about a killing, a caption: each is read by words that elsewhere tell
news. No single sign gives such a row away, many weak ones do: no place of its own, nobody who did it, a kind that was
told before. What each sign weighs is fitted to rows that were judged by hand (`confidence.tsv`, written by
`benchmarks/confidence.py`, a logistic regression); the confidence of a mention is the share of right rows to expect
among rows of such signs. What falls below `LIKELY` becomes a doubt that a person can look at, not a row.
"""

from collections.abc import Sequence
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
    met: dict[str, Sign] = {}  # an event has a dozen, and most are those of the one before
    return tuple([_weighed(reading, _signs(reading, drafts, index), met) for index in range(len(drafts))])


def _weighed(reading: Reading, names: Sequence[str], met: dict[str, Sign]) -> tuple[Sign, ...]:
    """Return signs with what they weigh, each once, sorted by name."""
    for name in names:
        if name not in met:
            met[name] = Sign(name, reading.lexicon.confidence.get(name, 0.0))
    return tuple([met[name] for name in sorted(set(names))])


def _signs(reading: Reading, drafts: Sequence[Draft], index: int) -> list[str]:
    """Return the names of all signs of an event."""
    draft = drafts[index]
    slots = _of_place(draft) + _of_slots(draft)
    return [
        "any",
        *_of_words(reading, draft),
        *slots,
        *_of_repetition(reading, drafts, index),
        *_of_page(drafts, index),
    ]


def _of_words(reading: Reading, draft: Draft) -> list[str]:
    """Return of what kind it is, by which word it is told, and in how many passages."""
    head = draft.groups[0].head
    told = "verb" if head.verbal else "definite-noun" if draft.definite else "indefinite-noun"
    found = [f"event-{draft.event}", f"status-{draft.status}", told]
    if draft.toll_only:
        found.append("toll-only")
    if any(quote.start <= head.start < quote.end for quote in reading.quotes):
        found.append("in-quotes")
    if len(draft.groups) == 1:
        found.append("told-once")
    if len(draft.groups) >= _OFTEN:
        found.append("told-often")
    return found


def _of_place(draft: Draft) -> list[str]:
    """Return how exact its place is, and whether that was taken from elsewhere."""
    place = draft.place
    if place is None:
        return ["no-place"]
    found = [] if _is_told_in(draft, place.start) else ["place-from-elsewhere"]
    if place.place_id is None:
        found.append("unlisted-place")
    elif place.precision >= _PROVINCE:
        found.append("country-only" if place.precision >= _COUNTRY else "province-only")
    return found


def _of_slots(draft: Draft) -> list[str]:
    """Return what is known of when, who, whom and how many."""
    answers = (draft.actors, draft.targets, draft.place, draft.date, draft.amounts)
    found = [f"answers-{sum([1 for answer in answers if answer])}"]
    if draft.date is None:
        found.append("no-day")
    elif not _is_told_in(draft, draft.date.start):
        found.append("day-from-elsewhere")
    if not draft.actors:
        found.append("no-actor")
    elif not any(_is_told_in(draft, actor.start) for actor in draft.actors):
        found.append("actor-from-elsewhere")
    if not draft.targets:
        found.append("only-objects" if draft.objects else "no-target")
    if draft.weapon is not None:
        found.append("weapon")
    return found + [f"number-{amount.measure}" for amount in draft.amounts]


def _of_repetition(reading: Reading, drafts: Sequence[Draft], index: int) -> list[str]:
    """Return what of it was told of an earlier event of the article."""
    draft, earlier = drafts[index], drafts[:index]
    if not earlier:
        return ["first-event"]
    events, spot = reading.lexicon.events, _spot(draft.place)
    kind = events[draft.event].event_type
    found = ["same-event-before"] if any(other.event == draft.event for other in earlier) else []
    if found or any(events[other.event].event_type == kind for other in earlier):
        found.append("same-type-before")
    if spot is not None and any(_spot(other.place) == spot for other in earlier):
        found.append("same-place-before")
    if earlier[-1].groups[-1].sentence >= draft.groups[0].sentence - 1:
        found.append("next-to-earlier")
    return found


def _of_page(drafts: Sequence[Draft], index: int) -> list[str]:
    """Return whether it is a headline, and how many events the page tells; not where on the page it stands.

    Lines of furniture around the news must change no row.
    """
    found = ["headline"] if drafts[index].headline else []
    if len(drafts) == 1:
        found.append("only-event")
    if len(drafts) >= _MANY:
        found.append("many-events")
    return found


def _spot(place: PlaceHit | None) -> str | None:
    return (place.place_id or place.name_ar) if place is not None else None


def _is_told_in(draft: Draft, start: int) -> bool:
    return any(group.start <= start < group.end for group in draft.groups)
