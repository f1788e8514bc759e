"""What a phrase of a date means, and how it becomes days once a reference day is known.

Conventions (docs/conventions.md): a bare weekday is the latest on or before the reference, with "last" strictly before
it, with "next" after; a day without a year is the latest on or before the reference; a month of the past is never the
current one; "past 24 hours" is [reference - 1, reference]; a night between two days is both. What needs a reference has
no days without one. Nothing here reads a clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple, Protocol

from tasks.text.calendars import DAY, Calendar, day_of, famous_year, month_span, shift_months, year_of

Direction = Literal["", "past", "past2", "future", "this", "latest"]
UnitName = Literal["minute", "hour", "day", "week", "month", "year"]
Part = Literal["", "start", "middle", "end"]

# A day without a year that lies so far back is as likely to be one to come: then it has no value.
_STALE_DAYS = 300
_FRESH_DAYS = 21  # "7 October" in a report of that month is the day of that month


class Span(NamedTuple):
    """Days, both ends included, with the UCDP precision: 1 day, 2 two to six days, 3 week, 4 month, 5 more."""

    start: date
    end: date
    precision: int
    doubt: str = ""


class Meaning(Protocol):
    """What a phrase says, before the reference is known."""

    def resolve(self, reference: date | None, /) -> Span | None:
        """Return the days, or None where the words and the reference do not fix them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Words of dates whose days are not fixed ("the past days", "of the same year"): read, so that no part is."""

    def resolve(self, _: date | None) -> Span | None:
        """Return None, whatever the reference."""
        return single_day(None)


def measure_span(start: date, end: date) -> Span | None:
    """Return a span with the precision of its length."""
    days = (end - start).days + 1
    if days < 1:
        return None
    return Span(start, end, 1 if days == 1 else 2 if days < 7 else 3 if days <= 8 else 4 if days <= 31 else 5)


def single_day(day: date | None) -> Span | None:
    """Return a span of one day, or None for none."""
    return Span(day, day, 1) if day is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day by number, with or without its month and its year; `weekday` counts from Monday 0."""

    day: int
    month: int | None = None
    year: int | None = None
    calendar: Calendar = "gregorian"
    direction: Direction = ""
    weekday: int | None = None
    shift: int | None = None  # 15 March of last year: -1
    today: int | None = None  # said to be today (0) or yesterday (-1): then it tells the reference

    def resolve(self, reference: date | None) -> Span | None:
        """Return the day; a weekday that does not fit a full date leaves a doubt."""
        if self.shift is not None:
            return replace(self, shift=None, year=reference.year + self.shift).resolve(None) if reference else None
        if self.year is not None and self.month is not None:
            span = single_day(day_of(self.calendar, self.year, self.month, self.day))
            if span and self.weekday is not None and span.start.weekday() != self.weekday and self._exact:
                return span._replace(doubt="weekday_conflict")
            return span
        if reference is None:
            return None
        return self._in_reference_month(reference) if self.month is None else self._yearless(reference)

    @property
    def _exact(self) -> bool:
        """A Hijri date may differ by a day from its weekday: months begin with a sighting."""
        return self.calendar == "gregorian"

    def _in_reference_month(self, reference: date) -> Span | None:
        shift = {"past": -1, "this": 0, "future": 1}.get(self.direction)
        if shift is None:
            return None
        first = shift_months(reference.replace(day=1), shift)
        return single_day(day_of("gregorian", first.year, first.month, self.day))

    def _yearless(self, reference: date) -> Span | None:
        found = self._nearest(list(self._candidates(reference)), reference)
        if found is None or (self.weekday is not None and found.weekday() != self.weekday):
            return None
        if self.weekday is None and not self.direction and self._doubtful(found, reference):
            return None
        return single_day(found)

    def _nearest(self, days: list[date], reference: date) -> date | None:
        if self.direction == "future":
            return min((d for d in days if d > reference), default=None)
        if self.direction == "this":
            return next((d for d in days if d.year == reference.year), None)
        return max((d for d in days if d < reference or (d == reference and self.direction == "")), default=None)

    def _doubtful(self, last: date, reference: date) -> bool:
        """Tell whether a day may as well be one to come, or the day of a famous event of an earlier year."""
        age = (reference - last).days
        first = famous_year(last) if self.calendar == "gregorian" else None
        return age > _STALE_DAYS or (first is not None and first != last.year and age > _FRESH_DAYS)

    def _candidates(self, reference: date) -> Iterator[date]:
        year = year_of(self.calendar, reference)
        reach = 8 if (self.month, self.day) == (2, 29) else 1
        if year is not None and self.month is not None:
            for candidate in range(year - reach, year + 2):
                day = day_of(self.calendar, candidate, self.month, self.day)
                if day is not None:
                    yield day


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month by name, with a year or a direction, whole or a third of it (مطلع, منتصف, أواخر)."""

    month: int
    year: int | None = None
    calendar: Calendar = "gregorian"
    direction: Direction = ""
    part: Part = ""
    shift: int | None = None  # March of last year: -1

    def resolve(self, reference: date | None) -> Span | None:
        """Return the days of the month."""
        if self.shift is not None:
            return replace(self, shift=None, year=reference.year + self.shift).resolve(None) if reference else None
        span = month_span(self.calendar, self.year, self.month) if self.year is not None else self._near(reference)
        return take_third(span, self.part) if span else None

    def _near(self, reference: date | None) -> tuple[date, date] | None:
        year = year_of(self.calendar, reference) if reference else None
        if year is None or reference is None:
            return None
        spans = [s for y in range(year - 2, year + 3) if (s := month_span(self.calendar, y, self.month))]
        past = [s for s in spans if s[1] < reference]
        if self.direction in {"past", "past2"}:
            back = 1 if self.direction == "past" else 2
            return past[-back] if len(past) >= back else None
        if self.direction == "latest":  # no word says which: the last that is over, unless it is this month's name
            within = any(first <= reference <= last for first, last in spans)
            return past[-1] if past and not within and (reference - past[-1][0]).days <= _STALE_DAYS else None
        if self.direction == "future":
            return next((s for s in spans if s[0] > reference), None)
        return next((s for s in spans if s[0].year == reference.year), None) if self.direction == "this" else None


def take_third(span: tuple[date, date], part: Part) -> Span:
    """Return days 1 to 10, 11 to 20 or 21 to the end of a month, or the whole of it."""
    first, last = span
    start = first + DAY * {"middle": 10, "end": 20}.get(part, 0)
    end = first + DAY * {"start": 9, "middle": 19}[part] if part in {"start", "middle"} else last
    return Span(start, end, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A day of the week, Monday 0."""

    weekday: int
    direction: Direction = ""

    def resolve(self, reference: date | None) -> Span | None:
        """Return the latest such day on or before the reference, or as the direction says."""
        if reference is None:
            return None
        back = (reference.weekday() - self.weekday) % 7
        if self.direction == "future":
            return single_day(reference + DAY * (7 - back))
        if self.direction == "this":
            return single_day(reference + DAY * (-back % 7))
        if self.direction in {"past", "past2"}:
            back = (back or 7) + (7 if self.direction == "past2" else 0)
        return single_day(reference - DAY * back)


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """A night: the one that begins on a weekday (both its days), else so many days back."""

    weekday: int | None = None
    back: int = 1
    both: bool = False  # both its days are named

    def resolve(self, reference: date | None) -> Span | None:
        """Return the two days that the night touches; one after the reference only where it is named."""
        if reference is None:
            return None
        back = self.back if self.weekday is None else (reference.weekday() - self.weekday) % 7
        first = reference - DAY * back
        known = self.both or first + DAY <= reference
        return measure_span(first, first + DAY if known else first)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOffset:
    """Today, yesterday, tomorrow; a weekday beside it settles reports written around midnight."""

    days: int
    weekday: int | None = None

    def resolve(self, reference: date | None) -> Span | None:
        """Return the day; None where the weekday is more than a day away from it."""
        if reference is None:
            return None
        named = reference + DAY * self.days
        if self.weekday is None:
            return single_day(named)
        return single_day(next((d for d in (named, named - DAY, named + DAY) if d.weekday() == self.weekday), None))
