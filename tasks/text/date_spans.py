"""Meanings that are spans: windows, weeks, years, seasons, from one day to another (conventions: date_meanings)."""

from dataclasses import dataclass, replace
from datetime import date

from tasks.text.calendars import DAY, month_span, shift_months
from tasks.text.date_meanings import (
    Day,
    Direction,
    Meaning,
    Month,
    Part,
    Span,
    UnitName,
    measure_span,
    single_day,
    take_third,
)

_HOURS = 12  # "after six hours" is mostly the same day
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9}


def _shift(day: date, count: int, unit: UnitName) -> date:
    if unit in {"month", "year"}:
        return shift_months(day, count * (12 if unit == "year" else 1))
    days = {"hour": -(-abs(count) // 24), "day": abs(count), "week": 7 * abs(count)}.get(unit, 0)
    return day + DAY * (days if count > 0 else -days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The past (or next) so many hours, days, weeks, up to the reference."""

    count: int
    unit: UnitName
    direction: Direction = "past"

    def resolve(self, reference: date | None) -> Span | None:
        """Return the days from the reference back by the count, the reference included."""
        if reference is None or self.unit == "minute":
            return None
        if self.direction == "future":
            return measure_span(reference, _shift(reference, self.count, self.unit))
        return measure_span(_shift(reference, -self.count, self.unit), reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ago:
    """So many days, weeks, months before the reference; the unit tells how exact that is."""

    count: int
    unit: UnitName

    def resolve(self, reference: date | None) -> Span | None:
        """Return the day; hours and minutes need a moment, not a day (see printed_dates)."""
        if reference is None or self.unit in {"minute", "hour"}:
            return None
        day = _shift(reference, -self.count, self.unit)
        return Span(day, day, {"day": 1, "week": 3, "month": 4}.get(self.unit, 5))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBeside:
    """The last, this or next week, month or year; a third of a month."""

    unit: UnitName
    direction: Direction
    part: Part = ""

    def resolve(self, reference: date | None) -> Span | None:
        """Return its days; "this week" has none, for weeks begin on three different days."""
        shift = {"past": -1, "past2": -2, "future": 1, "this": 0}.get(self.direction)
        if reference is None or shift is None:
            return None
        if self.unit == "month":
            first = shift_months(reference.replace(day=1), shift)
            span = month_span("gregorian", first.year, first.month)
            return take_third(span, self.part) if span else None
        if self.part or (self.unit == "week" and not shift):
            return None
        if self.unit == "week":
            start = reference + DAY * (7 * shift if shift < 0 else 1 + 7 * (shift - 1))
            return Span(start, start + DAY * 6, 3)
        return Year(year=reference.year + shift).resolve(reference) if self.unit == "year" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year, a season or a share of it (quarter, half) by number."""

    year: int | None = None
    direction: Direction = ""
    season: str = ""
    share: tuple[int, int] | None = None  # second of 4, first of 2
    part: Part = ""

    def resolve(self, reference: date | None) -> Span | None:
        """Return its days; a winter by its year alone is two winters, so it has none; a part of a year neither."""
        if self.part:
            return None
        year = self.year
        if year is None:
            shift = {"past": -1, "this": 0, "future": 1}.get(self.direction)
            if shift is None or reference is None:
                return None
            year = reference.year + shift
        first, months = 1, 12
        if self.season:
            if self.season not in _SEASONS:
                return None
            first, months = _SEASONS[self.season], 3
        elif self.share:
            months = 12 // self.share[1]
            first = (self.share[0] - 1) * months + 1
        last = month_span("gregorian", year, first + months - 1) if first + months - 1 <= 12 else None
        return Span(date(year, first, 1), last[1], 5) if last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSeason:
    """Last summer: the latest that had ended on the reference."""

    season: str

    def resolve(self, reference: date | None) -> Span | None:
        """Return its days."""
        if reference is None:
            return None
        if self.season not in _SEASONS:
            ends = [month_span("gregorian", reference.year - back, 2) for back in (0, 1)]
            last = next((span[1] for span in ends if span and span[1] < reference), None)
            return Span(date(last.year - 1, 12, 1), last, 5) if last else None
        spans = [Year(year=reference.year - back, season=self.season).resolve(None) for back in (0, 1)]
        return next((s for s in spans if s and s.end < reference), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfMonth:
    """The first, second, third or fourth week of a month: days 1 to 7, 8 to 14 and so on."""

    number: int
    month: Month

    def resolve(self, reference: date | None) -> Span | None:
        """Return its days."""
        span = self.month.resolve(reference)
        if span is None or not 1 <= self.number <= 4:
            return None
        start = span.start + DAY * 7 * (self.number - 1)
        return Span(start, start + DAY * 6, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """From one meaning to another; what the first leaves open (month, year) it takes from the second."""

    first: Meaning
    last: Meaning
    consecutive: bool = False  # "Monday and Tuesday" is a span, "Monday and Thursday" is not

    def resolve(self, reference: date | None) -> Span | None:
        """Return the days from the first to the last."""
        last = self.last.resolve(reference)
        if last is None:
            return None
        first = self._completed(last).resolve(last.end)
        if first is None or first.start >= last.start:
            return None
        if self.consecutive and (last.start - first.end).days != 1:
            return None
        return measure_span(first.start, last.end)

    def _completed(self, last: Span) -> Meaning:
        first = self.first
        if isinstance(first, Day) and isinstance(self.last, Day) and first.year is None:
            same_month = first.month is None
            completed = replace(
                first,
                month=self.last.month if same_month else first.month,
                calendar=self.last.calendar,
                direction=self.last.direction if self.last.month is None else "",
            )
            if completed.calendar == "gregorian" and completed.month is not None:
                year = last.start.year if completed.month <= last.start.month else last.start.year - 1
                return replace(completed, year=year)
            return completed
        if isinstance(first, Month) and isinstance(self.last, Month) and first.year is None:
            return replace(first, year=self.last.year, direction=self.last.direction)
        return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """From the start of a meaning up to the reference."""

    first: Meaning

    def resolve(self, reference: date | None) -> Span | None:
        """Return the days from its start to the reference."""
        first = self.first
        if isinstance(first, Year | UnitBeside | Month) and first.part == "start":
            first = replace(first, part="")  # since the start of the year: since its first day
        span = first.resolve(reference)
        if span is None or reference is None or span.start > reference:
            return None
        return measure_span(span.start, reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consecutive:
    """For the third day in a row: said on that day, so it is the day of the report."""

    number: int

    def resolve(self, reference: date | None) -> Span | None:
        """Return the reference day."""
        return single_day(reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """So many days after what was told before (في اليوم التالي, بعد ساعات): who reads on knows the day of that."""

    days: int

    @classmethod
    def after(cls, count: int | None, unit: UnitName) -> "Later | None":
        """Return how many days later a count of units is; None for a night's length, which may be either."""
        if not count:
            return None
        days = {"day": count, "minute": 0, "hour": 0 if count < _HOURS else None}.get(unit)
        return cls(days=days) if days is not None else None

    def resolve(self, _: date | None) -> Span | None:
        """Return None: no reference day tells it."""
        return single_day(None)
