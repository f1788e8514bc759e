"""The date that a page or a feed prints as that of publication.

Lines of pages carry more than dates of publication: clocks of the site, prayer times, copyright years, comments,
teasers. A line with such a word gives nothing. Of several dates the one marked as published counts, then one that is
no update; of two calendars the Gregorian. The printed day stays, whatever day that is in UTC; the instant is given
beside it where a clock and a zone are printed.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tasks.knowledge import Knowledge
from tasks.text.calendars import day_of
from tasks.text.date_meanings import Day, DayOffset, Weekday
from tasks.text.date_signs import read_signs
from tasks.text.date_spans import Ago
from tasks.text.date_words import DateGrammar, DateWord, Sign, load_date_grammar
from tasks.text.dates import DatePhrase, ResolvedDate, find_dates, resolve
from tasks.text.match import Match
from tasks.text.normal import Shadow, normalise

_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})(?:[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?(?!\d)|(?= ))")
_OFFSET = re.compile(r"(?:gmt|utc)?\s?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)")
_SHORT_YEAR_BEHIND = re.compile(r"[-/., ]{1,2}\d\d(?![\d:.])")  # 14 May 22: the year is written, in two digits
_SENTINELS = frozenset({date(1969, 12, 31), date(1970, 1, 1)})
_EARLIEST, _LATEST = date(1900, 1, 1), date(2069, 12, 31)  # newspapers on the web; the Hijri table
_AHEAD = timedelta(days=2)  # zones, and feeds that announce tomorrow's paper
_SHORT_YEARS = timedelta(days=3653)  # how far back a year of two digits is believed
_LONGEST_LINE = 1_000  # characters; what is longer is no line that prints a date
_FEW_WORDS = 8  # "two hours ago" counts only where the line says little else


class _Line(NamedTuple):
    shadow: Shadow
    grammar: DateGrammar
    words: tuple[Match[DateWord], ...]
    country: str

    def kinds(self, *kinds: str) -> list[Match[DateWord]]:
        return [match for match in self.words if match.payload.kind in kinds]


def resolve_printed_date(
    text: str,
    *,
    country: str = "",
    language: str = "ar",
    reference: date | datetime | None = None,
    feed: bool = False,
    knowledge: Knowledge | None = None,
) -> ResolvedDate | None:
    """Return the date that a line of a page, or a date field of a feed, prints; None where it prints none for sure.

    `country` (ISO 3166-1 alpha-2) settles the order of digits; `reference` is the day or the moment of capture, which
    relative words need and which no date may pass by more than two days. Feeds may speak English in any language.
    """
    if len(text) > _LONGEST_LINE:
        return None
    shadow = normalise(text)
    languages = [language, *(x for x in ("en", "fr", "ar") if x != language)] if feed else [language]
    for spoken in languages:
        grammar = load_date_grammar(spoken, knowledge)
        line = _Line(shadow, grammar, grammar.page_words.find(shadow), country)
        found = None if line.kinds("noise") else _read_line(line, reference)
        if found is not None:
            return found if _plausible(found, reference) else None
    return None


def prints_another_day(text: str, languages: Iterable[str], *, knowledge: Knowledge | None = None) -> bool:
    """Tell whether a word of any of some languages says that a line prints no day of publication: "scraped by"."""
    shadow = normalise(text)
    grammars = (load_date_grammar(language, knowledge) for language in languages)
    return any(match.payload.kind == "noise" for grammar in grammars for match in grammar.page_words.find(shadow))


def _plausible(found: ResolvedDate, reference: date | datetime | None) -> bool:
    if found.start in _SENTINELS or not _EARLIEST <= found.start <= _LATEST:
        return False
    return reference is None or found.end <= _as_day(reference) + _AHEAD


def _as_day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _read_line(line: _Line, reference: date | datetime | None) -> ResolvedDate | None:
    phrases = find_dates(line.shadow, grammar=line.grammar, country=line.country)
    if _is_page_clock(phrases):
        return None
    full = [p for p in phrases if isinstance(p.meaning, Day) and p.meaning.year is not None and p.meaning.month]
    if full:
        chosen = min(full, key=lambda phrase: _rank(line, phrase, full))
        return _with_instant(line, chosen, phrases, _resolve_full(chosen))
    if reference is None or sum(word.isalpha() for word in line.shadow.norm.split()) > _FEW_WORDS:
        return None
    short = _resolve_short_year(line, _as_day(reference))
    return short or _resolve_relative(line, phrases, reference)


def _is_page_clock(phrases: tuple[DatePhrase, ...]) -> bool:
    """Tell whether the line is the clock of the site: "اليوم: الأربعاء 19 ...", or today beside a full date."""
    said = [p.meaning for p in phrases]
    beside = len(said) > 1 and any(isinstance(m, DayOffset) for m in said)
    return beside or any(isinstance(m, Day) and m.today is not None for m in said)


def _rank(line: _Line, phrase: DatePhrase, full: list[DatePhrase]) -> tuple[int, bool, int]:
    """Order dates of one line: published, unmarked, updated; Gregorian before Hijri; the first."""
    cues = [m for m in line.kinds("updated", "published") if m.norm_end <= phrase.norm_start]
    between = [p.norm_start for p in full if p.norm_start < phrase.norm_start]
    cue = cues[-1] if cues and all(start < cues[-1].norm_start for start in between) else None
    mark = {None: 1, "published": 0, "updated": 2}[cue.payload.kind if cue else None]
    hijri = isinstance(phrase.meaning, Day) and phrase.meaning.calendar == "hijri"
    return mark, hijri, phrase.norm_start


def _resolve_full(phrase: DatePhrase) -> ResolvedDate | None:
    span = phrase.meaning.resolve(None)
    if span is None:
        return None
    rule = f"printed:{phrase.rule_id}"
    return ResolvedDate(start=span.start, end=span.end, precision=1, rule_id=rule, doubt=span.doubt)


def _resolve_short_year(line: _Line, reference: date) -> ResolvedDate | None:
    """Read 02/10/15 where the reference tells the century; the order is that of the page."""
    signs: list[Sign] = [s for s in read_signs(line.shadow, line.grammar, country=line.country) if s.order == "dm"]
    if len(signs) != 1 or line.grammar.order(line.country) == "either":
        return None
    year, month, day = signs[0].parts
    if line.grammar.order(line.country) == "mdy":
        month, day = day, month
    found = day_of("gregorian", reference.year // 100 * 100 + year, month, day)
    if found is None or not reference - _SHORT_YEARS <= found <= reference + _AHEAD:
        return None
    return ResolvedDate(start=found, end=found, precision=1, rule_id="printed:short_year")


def _resolve_relative(line: _Line, phrases: tuple[DatePhrase, ...], reference: date | datetime) -> ResolvedDate | None:
    known = [p for p in phrases if isinstance(p.meaning, Ago | DayOffset | Weekday | Day)]
    if len(known) != 1 or len(phrases) != 1:
        return None
    meaning = known[0].meaning
    if isinstance(meaning, Ago) and meaning.unit in {"minute", "hour"}:
        if not isinstance(reference, datetime):
            return None
        moment = reference - timedelta(**{f"{meaning.unit}s": meaning.count})
        day = moment.date()
        return ResolvedDate(start=day, end=day, precision=1, rule_id="printed:moments_ago", instant=moment)
    found = resolve(known[0], _as_day(reference))
    if found is None or _SHORT_YEAR_BEHIND.match(line.shadow.norm, known[0].norm_end):
        return None
    found = replace(found, rule_id=f"printed:{known[0].rule_id}")
    return found if isinstance(meaning, Ago) else _with_instant(line, known[0], phrases, found)


# The clock and its zone


def _with_instant(
    line: _Line, phrase: DatePhrase, phrases: tuple[DatePhrase, ...], found: ResolvedDate | None
) -> ResolvedDate | None:
    if found is None:
        return None
    after = [p.norm_start for p in phrases if p.norm_start >= phrase.norm_end]
    updates = [m.norm_start for m in line.kinds("updated") if after and m.norm_start >= phrase.norm_end]
    before = [p.norm_end for p in phrases if p.norm_end <= phrase.norm_start]
    behind = phrase.norm_end, min([*after, *updates], default=len(line.shadow.norm))
    for start, end in (behind, (max(before, default=0), phrase.norm_start)):
        clock = _read_clock(line, start, end)
        zone = _read_zone(line, clock[1], end) if clock else None
        if clock is not None and zone is not None:
            day, (hour, minute, second) = found.start, clock[0]
            return replace(found, instant=datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone))
    return found


def _read_clock(line: _Line, start: int, end: int) -> tuple[tuple[int, int, int], int] | None:
    """Return hour, minute and second, and where the clock ends, morning and evening words taken in."""
    for match in _CLOCK.finditer(line.shadow.norm, start, end):
        stop = match.end()
        halves = [m for m in line.kinds("am", "pm") if m.norm_start in {stop, stop + 1}]
        if match.group(2) is None and not halves:
            continue
        hour, minute, second = (int(part or 0) for part in match.groups())
        if halves and hour <= 12:
            hour = hour % 12 + (12 if halves[0].payload.kind == "pm" else 0)
        if hour < 24 and minute < 60 and second < 60:
            return (hour, minute, second), halves[0].norm_end if halves else stop
    return None


def _read_zone(line: _Line, start: int, end: int) -> tzinfo | None:
    norm = line.shadow.norm
    rest = norm[start:end].lstrip(" (,،-|").removeprefix("t")
    first = end - len(rest)
    offset = _OFFSET.match(rest) or _OFFSET.match(norm[start:end].lstrip(" (,،|"))
    if offset:
        hours, minutes = int(offset.group(2)), int(offset.group(3) or 0)
        if offset.group(3) is None and len(offset.group(2)) > 2:
            return None
        delta = timedelta(hours=hours, minutes=minutes)
        return timezone(-delta if offset.group(1) == "-" else delta) if delta < timedelta(hours=15) else None
    if rest.startswith("z"):
        return UTC
    cues = [m for m in line.kinds("zone_cue") if first <= m.norm_start <= first + 2]
    at = cues[0].norm_end + 1 if cues else first
    zone = next((m for m in line.kinds("zone") if m.norm_start - len(m.proclitics) == at), None)
    if zone is None:
        return None
    opened = "(" in norm[start:at]
    plain = zone.payload.value == "UTC" or norm[zone.norm_start].isascii()
    return _zone_of(zone.payload.value) if cues or opened or plain else None


def _zone_of(value: str) -> tzinfo:
    if value == "UTC":
        return UTC
    if value[0] in "+-":
        sign = -1 if value[0] == "-" else 1
        hours, minutes = map(int, value[1:].split(":"))
        return timezone(sign * timedelta(hours=hours, minutes=minutes))
    return ZoneInfo(value)
