"""What each pattern of more than one day means: a window, a year and its parts, from one day to another."""

from typing import cast

from tasks.text.calendars import calendar_of
from tasks.text.date_meanings import Day, Meaning, Month, Part, Unknown, Weekday
from tasks.text.date_readings import Found, is_unit_of_year, read_day, read_day_of_month, read_day_offset, read_month
from tasks.text.date_spans import Ago, Between, Consecutive, PastSeason, UnitBeside, WeekOfMonth, Window, Year

_SPREAD_DAYS = 15  # "3-7 مايو" is a span of days; a longer one is two numbers
_LATE_YEARS = range(1950, 2050)  # of which news tells without the word for a year
_LONGEST_AGO = 1_000  # years; from there on a number behind "year" is the year itself


def read_window(found: Found) -> Meaning | None:
    """Read window."""
    count = found.number("n") or (2 if found.sign("v") else None)
    if not count:
        return None
    return Window(
        count=count,
        unit=found.unit("v") if found.sign("v") else found.unit("u"),
        direction=found.direction() or "past",
    )


def read_ago(found: Found) -> Meaning | None:
    """Read ago."""
    if found.sign("v"):
        return Ago(count=2, unit=found.unit("v"))
    count = found.number("n")
    if count is None and found.value("u").endswith("s"):
        return None  # "days ago": how many is not said
    if found.unit("u") == "year" and (count or 1) >= _LONGEST_AGO:
        return None  # منذ العام ألفين وخمسة is the year 2005
    return Ago(count=count or 1, unit=found.unit("u"))


def read_unit_beside(found: Found) -> Meaning | None:
    """Read unit beside."""
    unit = found.unit("u")
    if unit not in {"week", "month", "year"} or found.value("u").endswith("s"):
        return Unknown()  # "the past weeks": how many is not said
    return UnitBeside(unit=unit, direction=found.direction(), part=cast("Part", found.value("x")))


def read_year(found: Found) -> Meaning | None:
    """Read year."""
    year = found.number("y")
    if year is None or calendar_of(year) != "gregorian" or not is_unit_of_year(found):
        return None
    return Year(year=year, direction=found.direction(), part=cast("Part", found.value("x")))


def read_bare_year(found: Found) -> Meaning | None:
    """Read a year that only "in" tells, before a word: في 1983 تعرضت; a round number or a far one counts things."""
    year = found.number("y")
    return read_year(found) if year is not None and year % 100 and year in _LATE_YEARS else None


def read_years(found: Found) -> Meaning | None:
    """Read years."""
    first, last = found.number("a"), found.number("b")
    if first is None or last is None or not is_unit_of_year(found) or not first < last:
        return None
    if calendar_of(first) != "gregorian" or calendar_of(last) != "gregorian":
        return None
    return Between(first=Year(year=first), last=Year(year=last))


def read_season(found: Found) -> Meaning | None:
    """Read season."""
    year, direction = found.number("y"), found.direction()
    if not is_unit_of_year(found):
        return None
    if year is None and found.sign("yu") is None:
        return PastSeason(season=found.value("e")) if direction == "past" else None
    return Year(year=year, direction=direction, season=found.value("e"))


def read_share(found: Found) -> Meaning | None:
    """Read share."""
    of = int(found.value("k"))
    number = of if found.sign("last") else found.number("o")
    if not number or number > of or not is_unit_of_year(found):
        return None
    return Year(year=found.number("y"), direction=found.direction(), share=(number, of))


def read_week_of_month(found: Found) -> Meaning | None:
    """Read week of month."""
    number, month = found.number("o"), read_month(found)
    if not number or found.unit("week") != "week" or not isinstance(month, Month):
        return None
    return WeekOfMonth(number=number, month=month)


def read_days(found: Found) -> Meaning | None:
    """Read days."""
    last = read_day(found) if found.sign("m") else read_day_of_month(found)
    start = found.number("a")
    if not isinstance(last, Day) or not start or (found.sign("du") is not None and found.unit("du") != "day"):
        return None
    own_month = found.sign("ma")
    if own_month is None and not 0 < last.day - start <= (_SPREAD_DAYS if not found.sign("from") else 31):
        return None
    month = int(found.value("ma")) if own_month else None
    year = found.number("ya")
    return Between(first=Day(day=start, month=month, year=year, calendar=last.calendar), last=without_weekday(last))


def without_weekday(day: Day) -> Day:
    """Return the day without a weekday: before a span, it may belong to either end."""
    return Day(day=day.day, month=day.month, year=day.year, calendar=day.calendar, direction=day.direction)


def read_weekdays(found: Found) -> Meaning | None:
    """Read weekdays."""
    first, last = found.weekday("a"), found.weekday("b")
    if first is None or last is None or first == last:
        return None
    joined = found.match.group("joint") == "&" and not found.sign("from")
    if joined and (last - first) % 7 != 1:
        return None  # Tuesday and Thursday are two days, not a span
    return Between(first=Weekday(weekday=first), last=Weekday(weekday=last), consecutive=joined)


def read_months(found: Found) -> Meaning | None:
    """Read months."""
    last, sign = read_month(found), found.sign("ma")
    if not isinstance(last, Month) or sign is None or sign.word is None:
        return None
    first = Month(month=int(sign.word.value), calendar=last.calendar)
    return Between(first=first, last=last) if first.month < last.month else None


def read_consecutive(found: Found) -> Meaning | None:
    """Read consecutive."""
    number = found.number("o")
    return Consecutive(number=number) if number else None


def read_weekday_to_today(found: Found) -> Meaning | None:
    """Read "from Sunday evening to this Monday morning"."""
    first, last = found.weekday("a"), read_day_offset(found)
    return Between(first=Weekday(weekday=first), last=last) if first is not None and last is not None else None
