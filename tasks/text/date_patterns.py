"""The grammar of dates: patterns over the row of signs (tasks/text/date_words.py), each with what it means.

The letters: N one or two digits, Y four, C a number in words, M month, W weekday, D today and its neighbours, P past,
Q the one before the past, F future, T this, U unit, V two of a unit, I within, A ago, S since, G night, L last night,
H part of a day, X part of a month, E season, K share of a year, O ordinal, f from, t to, b between, o onto, & and,
i in, q equals, h era, k in a row, z not today, y every, j this (before), J early hours, c goes on, > points forward,
l the last of, e eve, s later, < after, R document, Z and B names, d a date in digits; other signs stand for themselves.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.text.date_meanings import DayOffset, Meaning, Night
from tasks.text.date_readings import (
    Found,
    read_day,
    read_day_english,
    read_day_of_month,
    read_day_offset,
    read_digits,
    read_month,
    read_month_alone,
    read_night,
    read_night_into,
    read_weekday,
)
from tasks.text.date_span_readings import (
    read_ago,
    read_bare_year,
    read_consecutive,
    read_days,
    read_months,
    read_season,
    read_share,
    read_unit_beside,
    read_week_of_month,
    read_weekday_to_today,
    read_weekdays,
    read_window,
    read_year,
    read_years,
)
from tasks.text.date_spans import Later

Builder = Callable[[Found], Meaning | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One rule of the grammar; its id is kept with every date that it found.

    `needs` are groups of letters: a row without any letter of a group holds no date of the rule.
    """

    rule_id: str
    regex: re.Pattern[str]
    build: Builder
    needs: tuple[frozenset[str], ...] = ()


# The letters without which a rule cannot match, for each group one of them: most rows of signs are passed at a look.
_NEEDS: dict[str, str] = {
    "day_range": "M NO", "day_range_english": "M NO", "day_range_months_english": "M N",
    "day_range_this_month": "NO PFT", "day": "M NO", "day_year_first": "Y M N", "day_english": "M N",
    "day_digits": "d", "day_of_month": "NO PFTj", "month_range": "M bfIU t&", "month_year": "M Y",
    "month_beside": "M PFTQ", "month_of_year": "M Uz", "month_alone": "M", "month_beside_english": "M PFT",
    "week_of_month": "O U M", "week_of_month_english": "O U M", "nights": "G W", "night_into": "G W t",
    "nights_english": "G W", "night": "G W", "last_night": "L", "early_today": "J", "weekday_to_today": "W D t",
    "weekdays": "W", "today": "D", "weekday": "W", "weekday_beside": "W PF", "window": "PF UV",
    "window_beside": "PF U", "window_last": "l", "window_between": "PF U", "ago": "AS UV", "ago_english": "A U",
    "unit_beside": "U PQFT", "unit_beside_english": "U PFj", "year": "U YC", "year_in": "Y", "year_since": "Y",
    "year_before_word": "Y", "year_beside": "Y PT", "years": "Y", "season": "E", "season_english": "E P",
    "share_of_year": "K",
    "share_of_year_english": "K O", "consecutive_day": "k", "later": "s", "later_days": "<",
    "day_range_into_month": "t PFTj",
}  # fmt: skip

_BESIDE = r"\.?[PQF]?(?:[-,،|:(/\]]|[qfUiH]){0,3}"
_WEEKDAY = rf"(?:[UHG]{{0,2}}(?:(?P<today>D)H?[,،(/-]?(?:(?P<w>[Ww]){_BESIDE})?|(?P<w0>[Ww]){_BESIDE}))?"
_MONTH = r"(?P<m>M)\.?(?:[-/(،]?(?P<dual>M)\)?)?"
_YEAR = r"[-/,،.]{0,2}(?:[(/\[]_{1,2}[)/\]][-/,،.]{0,2})?f?(?P<yu>U)?(?P<y>Y)"
_OF_YEAR = r"(?:f?(?P<yu1>U)(?:(?P<ydir>[PFTQ])|(?P<same>z))|f?(?P<ydir0>j)(?P<yu2>U)|(?P<same0>z))"
_ERA = r"(?P<era>h)?"
_TO = r"(?:t|&|-|/)"


def _read_later(found: Found) -> Meaning | None:
    """Read "after three days" or hours with nothing behind it that it counts from."""
    return Later.after(found.number("n"), found.unit("u"))


def _pattern(rule_id: str, regex: str, build: Builder) -> Pattern:
    needs = tuple(frozenset(group) for group in _NEEDS.get(rule_id, "").split())
    return Pattern(rule_id, re.compile(regex), build, needs)


_DAY_NUMBER = r"(?:(?P<n>N)|(?P<o>O))"
_FIRST_NUMBER = r"(?:(?P<a>N)|(?P<a2>O))"
_FIRST_DAY = rf"(?P<from>[bf])?(?P<du>U)?{_FIRST_NUMBER}(?:f?[-/]?(?P<ma>M)(?:[-/]M|\(M\))?(?:[,،]?(?P<ya>Y))?)?"
_END = r"(?P<dir>[PFTQ])?"

_NIGHT_OF = r"(?:[UHG]{0,2}W[-/&to]?W[,،(]?)?"  # ليلة الجمعة السبت 6-7 تشرين الأول

# Order settles ties of place and length only: the longest match that starts first wins.
PATTERNS: tuple[Pattern, ...] = (
    _pattern(
        "day_range",
        rf"{_NIGHT_OF}{_FIRST_DAY}{_TO}U?{_DAY_NUMBER}[-/f]?{_MONTH}(?:{_YEAR})?{_ERA}{_END}",
        read_days,
    ),
    _pattern(
        "day_range_into_month",
        rf"{_FIRST_DAY}P?[,،]?t(?:U)?{_DAY_NUMBER}f?(?:(?P<u>U)(?P<dir>[PFT])|(?P<dir0>T)|(?P<dir1>j)(?P<u1>U))",
        read_days,
    ),
    _pattern("day_range_english", rf"(?P<m>M)\.?{_FIRST_NUMBER}{_TO}{_DAY_NUMBER}(?:,?(?P<y>Y))?", read_days),
    _pattern(
        "day_range_months_english",
        r"(?P<from>[bf])?(?P<ma>M)\.?(?P<a>N)(?:,?(?P<ya>Y))?(?:t|&|-)(?P<m>M)\.?(?P<n>N)(?:,?(?P<y>Y))?",
        read_days,
    ),
    _pattern(
        "day_range_this_month",
        rf"(?P<from>[bf])?(?P<du>U)?{_FIRST_NUMBER}{_TO}{_DAY_NUMBER}f?(?:(?P<u>U)(?P<dir>[PFT])|(?P<dir0>T))",
        read_days,
    ),
    _pattern(
        "day", rf"{_WEEKDAY}{_DAY_NUMBER}(?:[-/.]|f?(?P<mu>U)?){_MONTH}(?:{_YEAR}|{_OF_YEAR})?{_ERA}{_END}", read_day
    ),
    _pattern("day_year_first", r"(?P<y>Y)[-/](?P<m>M)[-/](?P<n>N)", read_day),
    _pattern("day_english", rf"{_WEEKDAY}(?P<m>M)\.?(?P<n>N)(?![-:.]?N)(?:,?(?P<y>Y))?{_END}", read_day_english),
    _pattern("day_digits", rf"{_WEEKDAY}(?P<d>d){_ERA}", read_digits),
    _pattern(
        "day_of_month",
        rf"{_DAY_NUMBER}(?:f?(?P<u>U)(?P<dir>[PFT])|f?(?P<dir0>T)|f(?P<dir1>j)(?P<u1>U))",
        read_day_of_month,
    ),
    _pattern("month_range", rf"[bfIU]{{1,3}}(?P<ma>M)(?:[-/]M)?(?:t|&){_MONTH}(?:{_YEAR}|{_END})", read_months),
    _pattern("month_year", rf"(?P<x>X)?f?(?P<u>U)?{_MONTH}{_YEAR}{_ERA}", read_month),
    _pattern("month_beside", rf"(?P<x>X)?f?(?P<u>U)?{_MONTH}f?(?P<dir>[PFTQ])", read_month),
    _pattern("month_of_year", rf"(?P<x>X)?f?(?P<u>U)?{_MONTH}{_OF_YEAR}", read_month),
    _pattern("month_alone", rf"(?:(?<=[iI])|(?P<x>X)f?)(?P<u>U)?{_MONTH}", read_month_alone),
    _pattern("month_beside_english", r"(?P<dir0>[PFT])(?P<m>M)", read_month),
    _pattern("week_of_month", rf"(?P<week>U)(?P<o>O)[fi]?{_MONTH}(?:{_YEAR}|{_END})", read_week_of_month),
    _pattern("week_of_month_english", rf"(?P<o>O)(?P<week>U)[fi]?{_MONTH}(?:{_YEAR}|{_END})", read_week_of_month),
    _pattern("nights", r"G(?:[fiU])?(?P<a>W)(?:[-/&to]|G|H){0,3}(?P<b>W)", read_night),
    _pattern("night_into", r"G[ft]?t(?P<b>W)", read_night_into),
    _pattern("nights_english", r"(?P<a>W)G(?:[-/&to]|G){0,2}(?P<b>W)", read_night),
    _pattern("night", r"G[fiU]?(?P<a>W)|(?P<a0>W)G(?!O)", read_night),
    _pattern("last_night", r"(?P<back>L)", lambda found: Night(back=int(found.value("back")))),
    _pattern("early_today", r"(?P<early>J)(?!f)", lambda _: DayOffset(days=0)),
    _pattern(
        "weekday_to_today",
        r"f?H?(?P<a>W)tU?H?(?P<day>D)(?:[,،(]?(?P<w>W))?(?![zO])",
        read_weekday_to_today,
    ),
    _pattern("weekdays", r"(?P<from>[bf])?[UH]?(?P<a>W)(?P<joint>t|&|-)[UH]?(?P<b>W)(?P<dir>P)?", read_weekdays),
    _pattern("today", r"(?P<u>U)?(?:H&)?H?(?P<day>D)H?(?:[,،(]?(?P<w>W))?(?![zO])", read_day_offset),
    _pattern("weekday", r"(?P<u>U)?(?P<w>W)(?!O)(?P<dir>[PQF])?", read_weekday),
    _pattern("weekday_beside", r"(?P<dir0>[PF])(?P<w>W)", read_weekday),
    _pattern("window", r"I?(?:(?P<n>[NC])(?P<u>U)|(?P<u2>U)(?P<n2>[NC])|(?P<v>V))(?P<dir>[PF])", read_window),
    _pattern("window_beside", r"I?(?P<dir0>[PF])(?P<n>[NC])(?P<u>U)", read_window),
    _pattern("window_last", r"I?l(?:(?P<n>[NC])(?P<u>U)|(?P<v>V))", read_window),
    _pattern("window_between", r"I?(?P<n>[NC])(?P<dir0>[PF])(?P<u>U)", read_window),
    _pattern(
        "ago", r"[AS](?:(?P<n>[NC])(?P<u>U)|(?P<u2>U)(?P<n2>C)|(?P<v>V)|(?P<u1>U))(?![foCMYNWOPQFT]|&[NCUV])", read_ago
    ),
    _pattern("ago_english", r"(?P<n>[NC])(?P<u>U)A", read_ago),
    _pattern("unit_beside", r"(?P<x>X)?f?(?P<u>U)f?(?P<dir>[PQFT])", read_unit_beside),
    _pattern("unit_beside_english", r"(?P<x>X)?(?P<dir0>[PFj])(?P<u>U)", read_unit_beside),
    _pattern("year", r"(?:(?P<x>X)f?)?(?P<yu>U)(?P<y>[YC])", read_year),
    _pattern("year_beside", r"(?:(?P<x>X)f?)?(?P<yu>U)(?P<dir>[PT])[,،(]?(?P<y>Y)", read_year),
    _pattern("year_in", r"(?<=[iI])(?P<y>Y)(?=[.,،)\ni]|$)", read_year),
    _pattern("year_before_word", r"(?<=i)(?P<y>Y)(?=_)", read_bare_year),
    _pattern("year_since", r"(?<=S)(?P<y>Y)", read_year),
    _pattern("years", rf"b?(?P<yu>U)(?P<a>Y){_TO}(?P<b>Y)|(?<=b)(?P<a1>Y)&(?P<b1>Y)", read_years),
    _pattern("season", r"(?P<e>E)f?(?:(?P<yu>U)?(?P<y>Y)|(?P<yu1>U)(?P<dir>[PFT])|(?P<dir1>P))", read_season),
    _pattern("season_english", r"(?P<dir0>P)(?P<e>E)", read_season),
    _pattern(
        "share_of_year",
        r"(?P<k>K)(?:(?P<o>O)|(?P<last>P))f?(?:(?P<yu>U)?(?P<y>Y)|(?P<yu1>U)(?P<dir>[PFT]))",
        read_share,
    ),
    _pattern("share_of_year_english", r"(?P<o>O)(?P<k>K)f?(?P<yu>U)?(?P<y>Y)", read_share),
    _pattern("later", r"(?P<later>s)(?![foCNAt])", lambda found: Later(days=int(found.value("later")))),
    _pattern("later_days", r"<(?P<n>[NC])(?P<u>U)(?![foCNAPQFT])", _read_later),
    _pattern("consecutive_day", r"[DU](?P<o>O)k|(?P<o0>O)(?:Uk|kU)", read_consecutive),
)
