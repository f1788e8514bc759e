"""What each pattern of a day or a month means: named signs in, a meaning out, or nothing where they do not fit.

Patterns of spans and years are read in date_span_readings.py.
"""

import re
from dataclasses import dataclass
from typing import cast

from tasks.text.calendars import Calendar, calendar_of
from tasks.text.date_meanings import Day, DayOffset, Direction, Meaning, Month, Night, Part, UnitName, Unknown, Weekday
from tasks.text.date_words import Sign

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


def is_unit_of_year(found: Found) -> bool:
    """Tell whether the unit before a year is "year", where one stands there."""
    return found.sign("yu") is None or found.unit("yu") == "year"


def read_day(found: Found) -> Meaning | None:
    """Read day."""
    day = found.number("n") or found.number("o")
    year = found.number("y")
    calendar = found.calendar("m", year)
    if not day or calendar is None or not _month_agrees(found) or not is_unit_of_year(found):
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
        or not is_unit_of_year(found)
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
    """Read "in March" with nothing beside it; a common word is a month only where its other name follows."""
    sign, calendar = found.sign("m"), found.calendar("m", None)
    if sign is None or sign.word is None or calendar is None or not _month_agrees(found):
        return None
    called = found.sign("u") is not None and found.value("u") == "month"  # خلال شهر تموز: no reactor
    if "day" in sign.word.needs and not (found.sign("x") or found.sign("dual") or called):
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
