"""Numbers of the page: ranges in words, headline sums, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.report.facts import Facts, Row
from warehouse.report.words import Words

STATUSES = ("contested", "denied", "corroborated", "reported", "planned", "background")
"""From what most needs a look to what least does."""
_NOT_COUNTED = frozenset({"denied", "planned", "background"})
_WEEK = 3  # UCDP date precision: from 4 on it is a month or more
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


def status_order(status: str) -> int:
    """Return where a status stands in `STATUSES`."""
    return STATUSES.index(status) if status in STATUSES else len(STATUSES)


def is_disputed(event: Row) -> bool:
    """Whether one side asserts what another denies, or sources give values that exclude each other."""
    return event["status"] in ("contested", "denied")


def rank(event: Row) -> tuple[bool, int, int, int, str]:
    """Return how much an event needs its words shown: disputes first, then many origins, many reports, many dead."""
    dead = event["killed_best"] or event["killed_low"] or event["killed_high"] or 0
    return (not is_disputed(event), -event["n_origins"], -event["n_reports"], -dead, event["event_id"])


def is_counted(event: Row) -> bool:
    """Whether the numbers of an event are added up in the headline.

    It happened, is no part of a total, and has its days (a week at most) and a place finer than a country: a toll
    without them cannot be told from a running total. Over 2,000 articles on Syria such totals made 2.5 million dead.
    """
    happened = event["status"] not in _NOT_COUNTED and not event["parent_event_id"]
    dated = event["date_start"] is not None and (event["date_precision"] or 1) <= _WEEK
    return happened and dated and is_placed(event)


def total_range(events: Iterable[Row], measure: str) -> Range:
    """Return the sum of the lowest and of the highest figures of the events that are counted.

    The high side is open as soon as one event that gives a number leaves its own open.
    """
    ranges = [event_range(e, measure) for e in events if is_counted(e)]
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
