"""Numbers of the page: ranges in words, headline sums, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.report.facts import Facts, Row
from warehouse.report.words import Words

_NOT_COUNTED = frozenset({"denied", "planned", "background"})
_AREA = 4  # UCDP place precision: 4 is a province, from there on the point is no spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What is known of a number; None is unknown, never zero."""

    low: int | None
    high: int | None


def range_words(found: Range, words: Words) -> str:
    """Return a range in words, escaped."""
    if found.low is None and found.high is None:
        return words("range.unknown")
    if found.low is None:
        return words("range.most", high=f"{found.high:,}")
    if found.high is None:
        return words("range.least", low=f"{found.low:,}")
    if found.low == found.high:
        return f"{found.low:,}"
    return words("range.between", low=f"{found.low:,}", high=f"{found.high:,}")


def event_range(event: Row, measure: str) -> Range:
    """Return the range of `killed` or `injured` of one event."""
    return Range(low=event[f"{measure}_low"], high=event[f"{measure}_high"])


def _counted(events: Iterable[Row]) -> list[Row]:
    return [e for e in events if e["status"] not in _NOT_COUNTED and not e["parent_event_id"]]


def total_range(events: Iterable[Row], measure: str) -> Range:
    """Return the sum of the lowest and of the highest figures of events that happened and are no part of a total.

    The high side is open as soon as one event that gives a number leaves its own open.
    """
    ranges = [event_range(e, measure) for e in _counted(events)]
    told = [r for r in ranges if r.low is not None or r.high is not None]
    if not told:
        return Range(low=None, high=None)
    high = None if any(r.high is None for r in told) else sum(r.high or 0 for r in told)
    return Range(low=sum(r.low or 0 for r in told), high=high)


def is_area(event: Row) -> bool:
    """Whether the point of an event stands for an area rather than a spot."""
    return event["place_precision"] is None or event["place_precision"] >= _AREA


def is_placed(event: Row) -> bool:
    """Whether an event can be drawn: it has a point, and the point is more exact than a whole country."""
    return event["lat"] is not None and event["lon"] is not None and (event["place_precision"] or 6) < 6


def missing(event: Row, facts: Facts) -> list[str]:
    """Return what nobody tells of an event, as keys of words."""
    voices = facts.voices.get(event["event_id"], ())
    named = any(v["source_entity_id"] for v in voices)
    gaps = {
        "day": event["date_start"] is None,
        "place": event["place_id"] is None and event["lat"] is None,
        "spot": event["place_id"] is not None and is_area(event),
        "actor": not event["actor_ids"],
        "killed": event["killed_low"] is None and event["killed_high"] is None,
        "most": event["killed_low"] is not None and event["killed_high"] is None,
        "named": not named,
    }
    return [name for name, is_missing in gaps.items() if is_missing]
