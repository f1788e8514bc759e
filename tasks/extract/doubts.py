"""What the reader could not settle, as rows that a person can act on: villages without a point, unknown units."""

from collections.abc import Iterator, Sequence

from schemas.batch import Issue
from schemas.ids import content_id
from schemas.mention import Mention
from tasks.extract.drafts import Draft
from tasks.extract.reading import Reading, within

_AHEAD = 24  # characters behind a number in which its unit would stand


def find_doubts(
    reading: Reading, pairs: Sequence[tuple[Mention, Draft]], unlikely: Sequence[Mention], *, batch_id: str
) -> Iterator[Issue]:
    """Yield one row for each event too unlikely, each place that no list holds, each number of an unknown unit."""
    for mention in unlikely:
        yield _unlikely(mention, batch_id)
    for mention, draft in pairs:
        for place in (draft.place, *draft.other_places):
            if place is not None and place.place_id is None:
                yield _issue(
                    mention,
                    kind="unresolved-place",
                    span=(place.start, place.end),
                    text=reading.text[place.start : place.end],
                    message="The text names a place that the gazetteer does not hold.",
                    next_step="Look it up and add it under knowledge/places/hand/ with a source.",
                    batch_id=batch_id,
                )
        for start, number_end in _unread_numbers(reading, draft):
            end = min(number_end + _AHEAD, len(reading.text))
            yield _issue(
                mention,
                kind="unknown-unit",
                span=(start, end),
                text=reading.text[start:end],
                message="A number stands in the words of the event, and what it counts is not known.",
                next_step="Add the word behind it to knowledge/languages/ar/units.tsv.",
                batch_id=batch_id,
            )


def _unread_numbers(reading: Reading, draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first passage that may count and became no quantity."""
    group = draft.groups[0]
    taken = [(c.start, c.end) for c in within(reading.counts, group.start, group.end)]
    taken += [(a.start, a.end) for a in draft.amounts]
    for number in within(reading.numbers, group.start, group.end):
        if number.counts and not any(start <= number.start < end for start, end in taken):
            yield number.start, number.end


def _unlikely(mention: Mention, batch_id: str) -> Issue:
    """Return the doubt about words that read as an event and were not told; no mention stands for them."""
    return _issue(
        mention,
        kind="unlikely-event",
        span=(mention.evidence_start, mention.evidence_end),
        text=mention.evidence,
        message=f"Read as {mention.sub_event_type}; {mention.confidence:.0%} of such readings are right: no row made.",
        next_step="Read the words; if they report an event of their own, add them to the examples of the language.",
        batch_id=batch_id,
        stands=False,
    )


def _issue(
    mention: Mention,
    *,
    kind: str,
    span: tuple[int, int],
    text: str,
    message: str,
    next_step: str,
    batch_id: str,
    stands: bool = True,
) -> Issue:
    """Return a doubt about words of an article; `stands` tells whether their mention became a row."""
    return Issue(
        issue_id=content_id("extract", kind, mention.mention_id, span[0]),
        stage="extract",
        kind=kind,
        severity="doubt",
        source_id=None,
        url=None,
        document_id=None,
        article_id=mention.article_id,
        mention_id=mention.mention_id if stands else None,
        text=text,
        start=span[0],
        end=span[1],
        message=message,
        next_step=next_step,
        batch_id=batch_id,
    )
