"""When a group happened: the date of its own part of the sentence, else of the sentence; not the day of the saying."""

from collections.abc import Sequence

from tasks.extract.grouping import Group
from tasks.extract.reading import DateHit, Reading, within

_HAPPENING = frozenset({"on", "since"})  # "until" and "before" a day name no day of the event


def find_date(reading: Reading, group: Group, sources: Sequence[tuple[int, int]]) -> tuple[DateHit | None, str]:
    """Return the date of a group and the rule; None where the words give none.

    `sources` are the spans of speech frames up to their content: "said on Friday that" dates the saying.
    """
    own = _dates(reading, group.start, group.end, sources)
    if own:
        return min(own, key=lambda d: _distance(d, group)), "date-own"
    sentence = reading.sentences[group.sentence]
    shared = [d for d in _dates(reading, sentence.start, group.start, sources) if not _taken(reading, d, group)]
    return (shared[-1], "date-sentence") if shared else (None, "")


def _dates(reading: Reading, start: int, end: int, sources: Sequence[tuple[int, int]]) -> list[DateHit]:
    return [
        d
        for d in within(reading.dates, start, end)
        if d.first is not None and d.relation in _HAPPENING and not any(a <= d.start < b for a, b in sources)
    ]


def _distance(date: DateHit, group: Group) -> int:
    return min(abs(date.start - hit.end) if date.start >= hit.end else abs(hit.start - date.end) for hit in group.hits)


def _taken(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether another event word stands between a date and the group: the date is that event's."""
    return any(word.payload.kind != "result" for word in within(reading.words, date.end, group.head.start))
