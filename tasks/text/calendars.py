"""Days of the Gregorian and of the Hijri (Umm al-Qura) calendar, and the spans of their months.

The Hijri months follow no rule of arithmetic: their starts are a table in knowledge/calendars/, 1343 to 1492 AH
(1924 to 2069). Outside the table a Hijri date has no value here.
"""

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from tasks.knowledge import load_knowledge

Calendar = Literal["gregorian", "hijri"]

DAY = timedelta(days=1)
_HIJRI_YEARS = range(1300, 1501)  # a year of this size is Hijri, whatever stands beside it
_GREGORIAN_YEARS = range(1600, 2101)


class _HijriMonth(NamedTuple):
    start: int  # ordinal of the first day
    year: int
    month: int
    length: int


@cache
def _hijri_months() -> tuple[_HijriMonth, ...]:
    months = []
    for row in load_knowledge().rows("calendars/umm_al_qura.tsv"):
        start = date.fromisoformat(row["start"]).toordinal()
        for number, sign in enumerate(row["lengths"], 1):
            length = 30 if sign == "+" else 29
            months.append(_HijriMonth(start, int(row["id"][1:]), number, length))
            start += length
    return tuple(months)


@cache
def _hijri_index() -> dict[tuple[int, int], _HijriMonth]:
    return {(month.year, month.month): month for month in _hijri_months()}


def calendar_of(year: int) -> Calendar | None:
    """Tell the calendar of a year by its size; None where it is a year of neither."""
    if year in _HIJRI_YEARS:
        return "hijri"
    return "gregorian" if year in _GREGORIAN_YEARS else None


def day_of(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a date in either calendar; None where there is no such day."""
    if calendar == "hijri":
        found = _hijri_index().get((year, month))
        return date.fromordinal(found.start + day - 1) if found and 1 <= day <= found.length else None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(calendar: Calendar, year: int, month: int) -> tuple[date, date] | None:
    """Return the first and last Gregorian day of a month in either calendar."""
    first = day_of(calendar, year, month, 1)
    if first is None:
        return None
    if calendar == "hijri":
        return first, first + DAY * (_hijri_index()[(year, month)].length - 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - DAY


def year_of(calendar: Calendar, day: date) -> int | None:
    """Return the year of a day in either calendar; None outside the Hijri table."""
    if calendar == "gregorian":
        return day.year
    months = _hijri_months()
    index = bisect_right(months, day.toordinal(), key=lambda month: month.start) - 1
    if index < 0 or day.toordinal() >= months[index].start + months[index].length:
        return None
    return months[index].year


@cache
def _famous_days() -> dict[tuple[int, int], int]:
    rows = load_knowledge().rows("calendars/famous_days.tsv")
    return {(int(row["month"]), int(row["day"])): int(row["year"]) for row in rows}


def famous_year(day: date) -> int | None:
    """Return the year of the event that a day stands for by itself (7 October), if it stands for one."""
    return _famous_days().get((day.month, day.day))


def shift_months(day: date, months: int) -> date:
    """Return the same day some months later or earlier, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    span = month_span("gregorian", index // 12, index % 12 + 1)
    return min(date(index // 12, index % 12 + 1, 1) + DAY * (day.day - 1), span[1]) if span else day
