"""What the phrases of a text tell of the day on which it was reported: its weekday, its year, that day itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tasks.text.date_meanings import Day, DayOffset, Meaning, Month, Weekday
from tasks.text.date_spans import Since, Year
from tasks.text.dates import DatePhrase, resolve

_A_WEEK = tuple(date(2001, 1, day) for day in range(1, 8))


def tell_reference(phrases: Iterable[DatePhrase]) -> date | None:
    """Return the day of the report where a phrase tells it: "today, Friday 14 July 2017"; None where none does."""
    for phrase in phrases:
        meaning = phrase.meaning
        if isinstance(meaning, Day) and meaning.today is not None and meaning.year is not None:
            span = meaning.resolve(None)
            if span is not None and not span.doubt:
                return span.start - timedelta(days=meaning.today)
    return None


def tell_year(phrases: Sequence[DatePhrase], opening: int) -> date | None:
    """Return the day of the report where the text fixes its year: "today, Friday 26 August" in a text of 2021.

    The day is called today, or stands with its weekday in the first `opening` characters. The year is that of the same
    day told in full elsewhere, or the one that the text calls this year ("since the start of this year, 2021"), else
    the latest that it names with a month or the one after it. A weekday must fit: of two years running at most one
    does. A year alone does not count: "in 1999" is mostly history.
    """
    for phrase in phrases:
        day = phrase.meaning
        if not isinstance(day, Day) or not (day.today is not None or (_lacks_year(day) and phrase.start <= opening)):
            continue
        fitting = _in_told_years(day, phrases) if _is_open(day) else []
        if fitting or _lacks_year(day):
            found = fitting[0] - timedelta(days=day.today or 0) if fitting else None
            return found if found and tell_weekday(phrases) in {None, found.isoweekday()} else None
    return None


def _in_told_years(day: Day, phrases: Sequence[DatePhrase]) -> list[date]:
    """Return a day in the years that a text may mean, the surest kind of evidence that fits it first."""
    same = {d.year for p in phrases if isinstance(d := p.meaning, Day) and (d.day, d.month) == (day.day, day.month)}
    running = {year for phrase in phrases if (year := _running_year(phrase.meaning)) is not None}
    named = [year for phrase in phrases if (year := _year_of(phrase.meaning)) is not None]
    latest = {max(named), max(named) + 1} if named and day.weekday is not None else set()
    for years in (same - {None}, running, latest):
        told = [replace(day, year=year).resolve(None) for year in sorted(years, key=lambda y: y or 0)]
        fitting = [span.start for span in told if span is not None and not span.doubt]
        if len(fitting) == 1 or (fitting and years is latest):
            return fitting
    return []


def _running_year(meaning: Meaning) -> int | None:
    """Return the year in which a text was written where it says so: العام الحالي 2023, العام الفائت 2022."""
    named = meaning.first if isinstance(meaning, Since) else meaning
    if not isinstance(named, Year) or named.year is None:
        return None
    return {"this": named.year, "past": named.year + 1}.get(named.direction)


def in_named_year(phrase: DatePhrase, phrases: Sequence[DatePhrase]) -> DatePhrase:
    """Return a day without a year in the year that the text tells of it, for texts that nobody dated.

    It is that of the same day told in full elsewhere ("on 3 December ... Friday, 3 December 2021"), else the one in
    which the day has its weekday, of the latest year named and those beside it: of three running at most one does.
    """
    day = phrase.meaning
    if not isinstance(day, Day) or day.month is None or day.year is not None or day.shift is not None or day.direction:
        return phrase
    full = [other.meaning for other in phrases if isinstance(other.meaning, Day) and other.meaning.year is not None]
    full = [other for other in full if other.calendar == day.calendar]
    years = {other.year for other in full if (other.day, other.month) == (day.day, day.month)}
    if not years and full and _lacks_year(day):
        latest = max(other.year or 0 for other in full)
        told = {year: replace(day, year=year).resolve(None) for year in (latest - 1, latest, latest + 1)}
        years = {year for year, span in told.items() if span is not None and not span.doubt}
    return replace(phrase, meaning=replace(day, year=years.pop())) if len(years) == 1 else phrase


def _lacks_year(day: Day) -> bool:
    """Tell whether a day is known by weekday and month and needs a year."""
    return day.weekday is not None and _is_open(day)


def _is_open(day: Day) -> bool:
    """Tell whether a day has a month and no year."""
    known = day.month is not None and day.calendar == "gregorian"
    return known and day.year is None and day.shift is None and day.direction == ""


def _year_of(meaning: Meaning) -> int | None:
    """Return the year that a day or a month is named with, of our calendar; None where it is named without."""
    named = meaning.first if isinstance(meaning, Since) else meaning
    return named.year if isinstance(named, Day | Month) and named.calendar == "gregorian" else None


def tell_weekday(phrases: Iterable[DatePhrase]) -> int | None:
    """Return the weekday of the report (1 Monday to 7 Sunday) where its words tell one: "today, Sunday"."""
    told = set()
    for phrase in phrases:
        meaning = phrase.meaning
        shift = meaning.days if isinstance(meaning, DayOffset) else meaning.today if isinstance(meaning, Day) else None
        if isinstance(meaning, DayOffset | Day) and meaning.weekday is not None and shift is not None:
            told.add((meaning.weekday - shift) % 7 + 1)
    return told.pop() if len(told) == 1 else None


def fixed_weekday(phrase: DatePhrase, today: int | None) -> int | None:
    """Return the weekday on which a phrase lies, where that of the report or the words themselves tell it."""
    if isinstance(phrase.meaning, Day):
        return None if phrase.meaning.weekday is None else phrase.meaning.weekday + 1
    if isinstance(phrase.meaning, Weekday) and phrase.meaning.direction == "future":
        return None  # الأحد المقبل dates no news
    seen = _A_WEEK if today is None else _A_WEEK[today - 1 : today]
    days = [resolve(phrase, day) for day in seen]
    found = {day.start.isoweekday() for day in days if day and day.precision == 1}
    return found.pop() if len(found) == 1 else None


def without_weekday_ahead(phrase: DatePhrase) -> DatePhrase:
    """Return "today, Tuesday" without its weekday: where that day had not come yet, it is a slip of the pen."""
    meaning = phrase.meaning
    if isinstance(meaning, DayOffset) and meaning.days <= 0:
        return replace(phrase, meaning=replace(meaning, weekday=None))
    return phrase
