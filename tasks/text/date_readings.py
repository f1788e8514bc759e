"""What each pattern of the grammar of dates means: named signs in, a meaning out, or nothing where they do not fit."""

import re
from dataclasses import dataclass
from typing import cast

from tasks.text.calendars import Calendar, calendar_of
from tasks.text.date_meanings import Day, DayOffset, Direction, Meaning, Month, Night, Part, UnitName, Unknown, Weekday
from tasks.text.date_spans import Ago, Between, Consecutive, PastSeason, UnitBeside, WeekOfMonth, Window, Year
from tasks.text.date_words import Sign

_SPREAD_DAYS = 15  # "3-7 مايو" is a span of days; a longer one is two numbers
_DIRECTIONS: dict[str, Direction] = {"P": "past", "Q": "past2", "F": "future", "T": "this", "j": "this"}
_YEAR_SHIFTS = {"P": -1, "Q": -2, "F": 1, "T": 0, "j": 0}


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a pattern fits, with its named signs."""

    match: re.Match[str]
    signs: list[Sign]

    def sign(self, name: str) -> Sign | None:
        """Return the sign of a named group that took part; n0, n1 and n2 are other places of n."""
        groups = self.match.re.groupindex
        for known in (name, name + "0", name + "1", name + "2"):
            if known in groups and (index := self.match.start(known)) >= 0:
                return self.signs[index]
        return None

    def value(self, name: str) -> str:
        """Return the value of its word, or the empty string."""
        sign = self.sign(name)
        return sign.word.value if sign and sign.word else ""

    def number(self, name: str) -> int | None:
        """Return its number: digits, a number in words, an ordinal."""
        sign = self.sign(name)
        if sign is None:
            return None
        return int(sign.word.value) if sign.letter == "O" and sign.word else sign.number

    def direction(self) -> Direction:
        """Return the direction that stands there."""
        sign = self.sign("dir")
        return _DIRECTIONS[sign.letter] if sign else ""

    def unit(self, name: str) -> UnitName:
        """Return the unit, in the singular."""
        return cast("UnitName", self.value(name).rstrip("s"))

    def weekday(self, name: str) -> int | None:
        """Return the weekday of a sign, Monday 0."""
        value = self.value(name)
        return int(value) if value else None

    def calendar(self, month: str, year: int | None) -> Calendar | None:
        """Return the calendar that month, year and era agree on; None where they do not."""
        sign = self.sign(month)
        named = cast("Calendar", sign.word.calendar) if sign and sign.word else None
        era = cast("Calendar | None", self.value("era") or None)
        sized = calendar_of(year) if year is not None else None
        if year is not None and sized is None:
            return None
        said = {c for c in (named, era, sized) if c}
        return said.pop() if len(said) == 1 else None


def _month_agrees(found: Found) -> bool:
    """Tell whether two names of a month name the same one, and whether a doubtful name has what it needs."""
    first, second = found.sign("m"), found.sign("dual")
    if first is None or first.word is None:
        return False
    if second is not None and second.word is not None:
        return (first.word.value, first.word.calendar) == (second.word.value, second.word.calendar)
    return "year" not in first.word.needs or found.sign("y") is not None or found.sign("era") is not None


def _year_unit(found: Found) -> bool:
    return found.sign("yu") is None or found.unit("yu") == "year"


def read_day(found: Found) -> Meaning | None:
    """Read day."""
    day = found.number("n") or found.number("o")
    year = found.number("y")
    calendar = found.calendar("m", year)
    if not day or calendar is None or not _month_agrees(found) or not _year_unit(found):
        return None
    if found.sign("mu") is not None and found.unit("mu") != "month":
        return None
    if found.sign("same"):
        return Unknown()
    today = found.value("today")
    return Day(
        day=day,
        month=int(found.value("m")),
        year=year,
        calendar=calendar,
        direction=found.direction(),
        weekday=found.weekday("w"),
        shift=_year_shift(found),
        today=int(today) if today else None,
    )


def read_day_english(found: Found) -> Meaning | None:
    """Read a month before its day: "October 2, 2015"; without a year only where months have capitals."""
    month = found.sign("m")
    capital = month is not None and month.word is not None and "capital" in month.word.needs
    return read_day(found) if capital or found.sign("y") else None


def _year_shift(found: Found) -> int | None:
    """Return how far "of last year" goes back; None where it is not said."""
    sign = found.sign("ydir")
    return _YEAR_SHIFTS[sign.letter] if sign else None


def read_digits(found: Found) -> Meaning | None:
    """Read digits."""
    sign = found.sign("d")
    if sign is None or sign.order == "dm":
        return None
    year, month, day = sign.parts
    calendar = found.calendar("d", year)
    if calendar is None or (sign.order == "either" and month != day and max(month, day) <= 12):
        return None
    if sign.order == "mdy" or (month > 12 >= day and sign.order != "ymd"):
        month, day = day, month
    if month > 12 >= day and sign.order == "mdy":
        month, day = day, month
    today = found.value("today")
    offset = int(today) if today else None
    return Day(day=day, month=month, year=year, calendar=calendar, weekday=found.weekday("w"), today=offset)


def read_day_of_month(found: Found) -> Meaning | None:
    """Read day of month."""
    day = found.number("n") or found.number("o")
    if not day or (found.sign("u") is not None and found.unit("u") != "month"):
        return None
    return Day(day=day, direction=found.direction())


def read_month(found: Found) -> Meaning | None:
    """Read month."""
    year = found.number("y")
    calendar = found.calendar("m", year)
    direction = found.direction()
    if (
        calendar is None
        or not _month_agrees(found)
        or not _year_unit(found)
        or not (year or direction or found.sign("ydir") or found.sign("same"))
    ):
        return None
    if found.sign("u") is not None and found.unit("u") != "month":
        return None
    if found.sign("same"):
        return Unknown()
    part = cast("Part", found.value("x"))
    shift = _year_shift(found)
    month = int(found.value("m"))
    return Month(month=month, year=year, calendar=calendar, direction=direction, part=part, shift=shift)


def read_month_alone(found: Found) -> Meaning | None:
    """Read "in March" with nothing beside it; a name that is also a common word is no month there."""
    sign, calendar = found.sign("m"), found.calendar("m", None)
    if sign is None or sign.word is None or calendar is None or not _month_agrees(found):
        return None
    if "day" in sign.word.needs and not found.sign("x"):
        return None
    part = cast("Part", found.value("x"))
    return Month(month=int(sign.word.value), calendar=calendar, direction="latest", part=part)


def read_weekday(found: Found) -> Meaning | None:
    """Read weekday."""
    weekday = found.weekday("w")
    between = found.match.start() > 0 and found.signs[found.match.start() - 1].letter == "b"
    if weekday is None or between or (found.sign("u") is not None and found.value("u") != "day"):
        return None  # "between the two" is written like "between Monday"
    return Weekday(weekday=weekday, direction=found.direction())


def read_day_offset(found: Found) -> Meaning | None:
    """Read day offset."""
    following = found.signs[found.match.end()] if found.match.end() < len(found.signs) else None
    if (found.sign("u") is not None and found.value("u") != "day") or (following is not None and following.definite):
        return None
    return DayOffset(days=int(found.value("day")), weekday=found.weekday("w"))


def read_night(found: Found) -> Meaning | None:
    """Read night."""
    first, second = found.weekday("a"), found.weekday("b")
    if first is None or (second is not None and (second - first) % 7 != 1):
        return None
    return Night(weekday=first, both=second is not None)


def read_night_into(found: Found) -> Meaning | None:
    """Read "overnight into Saturday"."""
    second = found.weekday("b")
    return Night(weekday=(second - 1) % 7, both=True) if second is not None else None


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
    if year is None or calendar_of(year) != "gregorian" or not _year_unit(found):
        return None
    return Year(year=year, part=cast("Part", found.value("x")))


def read_years(found: Found) -> Meaning | None:
    """Read years."""
    first, last = found.number("a"), found.number("b")
    if first is None or last is None or not _year_unit(found) or not first < last:
        return None
    if calendar_of(first) != "gregorian" or calendar_of(last) != "gregorian":
        return None
    return Between(first=Year(year=first), last=Year(year=last))


def read_season(found: Found) -> Meaning | None:
    """Read season."""
    year, direction = found.number("y"), found.direction()
    if not _year_unit(found):
        return None
    if year is None and found.sign("yu") is None:
        return PastSeason(season=found.value("e")) if direction == "past" else None
    return Year(year=year, direction=direction, season=found.value("e"))


def read_share(found: Found) -> Meaning | None:
    """Read share."""
    of = int(found.value("k"))
    number = of if found.sign("last") else found.number("o")
    if not number or number > of or not _year_unit(found):
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
