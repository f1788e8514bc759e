"""Dates in running text: where they stand, what they mean, and which days that is once the reference is known.

`find_dates` reads phrases without any reference; `resolve` turns one into days. Both are pure: no clock, no time zone
of the machine. What is not certain has no value: names of towns, groups and events that are built on dates, words that
are months and something else, clocks, scores, days that no calendar has.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from tasks.knowledge import Knowledge
from tasks.text.date_meanings import Day, DayOffset, Meaning, Month, Night, Span, Unknown, Weekday
from tasks.text.date_patterns import PATTERNS, Pattern
from tasks.text.date_readings import Found
from tasks.text.date_signs import read_signs
from tasks.text.date_spans import Ago, Since, Window, Year
from tasks.text.date_words import DateGrammar, Sign, load_date_grammar
from tasks.text.normal import Shadow, normalise

__all__ = ["DatePhrase", "ResolvedDate", "find_dates", "load_date_grammar", "resolve"]

# Words of dates stand together; two words may stand between (an agency's mark between month and year).
_ISLAND = re.compile(r"[^_\n][^_\n]*(?:_{1,2}[^_\n]+)*")
_STRONG = frozenset("MWwDLdPQFTEKVASGOYkJjls")
# Back from a date: a verb of the future, or one that goes on, in the same clause (الذي ends it).
_CLAUSE = 16
_HOUR = "H"  # a part of the day: فجر, مساء
_NEAR = 5
# No verb stands right behind "in" or "the town of": سيفاري is a town, however much it looks like one.
_FORWARD = re.compile(r"(?<![iZ])>[^.,،:;?!\n>z\"()]*$")
_DOCUMENT = re.compile(r"R[^.\n]{0,6}$")
_CONTINUES = re.compile(r"c[^.,،:;?!\nc]*$")

Relation = Literal["on", "since", "until", "before", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePhrase:
    """Words that name days: `start` to `end` are offsets in the text, `rule_id` the rule of the grammar that read them.

    `relation` tells a preposition in front: since (resolved up to the reference), until, before, after.
    """

    start: int
    end: int
    norm_start: int
    norm_end: int
    rule_id: str
    meaning: Meaning
    relation: Relation = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedDate:
    """Days, both ends included, with the UCDP precision (1 day, 2 two to six days, 3 week, 4 month, 5 more).

    `instant` is set only where the words state a clock and a zone. `doubt` names what does not fit (a weekday).
    """

    start: date
    end: date
    precision: int
    rule_id: str
    instant: datetime | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    rank: int
    pattern: Pattern
    meaning: Meaning


def find_dates(
    text: str | Shadow,
    *,
    language: str = "ar",
    country: str = "",
    knowledge: Knowledge | None = None,
    grammar: DateGrammar | None = None,
) -> tuple[DatePhrase, ...]:
    """Return the phrases of dates in a text, in order; none overlaps another."""
    shadow = text if isinstance(text, Shadow) else normalise(text)
    grammar = grammar or load_date_grammar(language, knowledge)
    signs = read_signs(shadow, grammar, country=country)
    signs = [sign if sign.word is None else _capital(shadow, sign) for sign in signs]
    row = "".join([sign.letter for sign in signs])
    phrases = (_phrase(shadow, row, signs, candidate) for candidate in _choose(row, signs))
    return tuple(phrase for phrase in phrases if phrase is not None)


def _capital(shadow: Shadow, sign: Sign) -> Sign:
    """Make a word that is a month only with a capital letter (may, march) a plain word."""
    if sign.word is not None and "capital" in sign.word.needs and not shadow.text[shadow.starts[sign.start]].isupper():
        return sign._replace(letter="_")
    return sign


def _choose(row: str, signs: list[Sign]) -> list[_Candidate]:
    """Return the readings that stand: the one that starts first, of these the longest; none inside another."""
    candidates = []
    for island in _ISLAND.finditer(row):
        if _STRONG.isdisjoint(island.group()):
            continue
        end = min(island.end() + 1, len(row))  # the sign after it tells what does not belong to it
        for rank, pattern in _fitting(frozenset(row[island.start() : end])):
            for match in pattern.regex.finditer(row, island.start(), end):
                meaning = pattern.build(Found(match, signs))
                if meaning is not None:
                    candidates.append(_Candidate(match.start(), match.end(), rank, pattern, meaning))
    candidates.sort(key=lambda c: (c.first, -c.last, c.rank))
    chosen: list[_Candidate] = []
    for candidate in candidates:
        if not chosen or candidate.first >= chosen[-1].last:
            chosen.append(candidate)
    return chosen


@lru_cache(maxsize=4096)
def _fitting(letters: frozenset[str]) -> tuple[tuple[int, Pattern], ...]:
    """Return the rules, with their rank, whose letters stand in a row."""
    return tuple(
        (rank, pattern)
        for rank, pattern in enumerate(PATTERNS)
        if not any(letters.isdisjoint(group) for group in pattern.needs)
    )


def _phrase(shadow: Shadow, row: str, signs: list[Sign], candidate: _Candidate) -> DatePhrase | None:
    meaning = candidate.meaning
    if _is_name(row, candidate):
        return None
    before = row[:0] if not candidate.first else row[candidate.first - 1]
    if before == _HOUR and row[candidate.first - 2 : candidate.first - 1] in {"t", "S"}:
        before = row[candidate.first - 2]  # حتى فجر الأربعاء
    relation: Relation = "on"
    first = candidate.first
    meaning = _forward(row, first, meaning)
    if isinstance(meaning, Ago) and row[first] == "S" and _CONTINUES.search(row, max(0, first - _CLAUSE), first):
        meaning, relation = Since(first=meaning), "since"
    if before == "S" and not isinstance(meaning, Ago | Window | Since | Unknown):
        meaning, relation, first = Since(first=meaning), "since", first - 1
    elif before == "t":
        relation = "until"
        if candidate.pattern.rule_id == "today":
            return None  # "up to today" names no day of an event
    elif before in {"A", "<"} and not (isinstance(meaning, Ago | Night) or row[first] == _HOUR):
        relation = "before" if before == "A" else "after"  # but بعد منتصف ليل الجمعة and بعد فجر أمس are of that day
    norm_start, norm_end = signs[first].start, signs[candidate.last - 1].end
    start, end = shadow.span(norm_start, norm_end)
    return DatePhrase(
        start=start, end=end, norm_start=norm_start, norm_end=norm_end, rule_id=candidate.pattern.rule_id,
        meaning=meaning, relation=relation,
    )  # fmt: skip


def _forward(row: str, first: int, meaning: Meaning) -> Meaning:
    """Turn a day or a weekday after a verb of the future to the future; where the verb is farther, leave it open."""
    if not isinstance(meaning, Day | Weekday | Month) or meaning.direction not in {"", "latest"}:
        return meaning
    if not isinstance(meaning, Weekday) and (meaning.year is not None or meaning.shift is not None):
        return meaning
    cue = _FORWARD.search(row, max(0, first - _CLAUSE), first)
    if cue is None or (isinstance(meaning, Day) and meaning.today is not None):
        return meaning
    if len(cue.group()) > _NEAR:
        return Unknown()
    # "are to begin on Thursday" in a paper of Thursday is that day
    return replace(meaning, direction="this" if isinstance(meaning, Weekday) else "future")


def _is_name(row: str, candidate: _Candidate) -> bool:
    """Tell whether the date is part of a name (town, group, event, law), its eve, or a habit ("every Friday")."""
    before = row[max(0, candidate.first - 2) : candidate.first].rstrip("f")
    meaning = candidate.meaning
    if isinstance(meaning, DayOffset) and before == ";_" and row.startswith(";", candidate.last):
        return True  # a paper in its quotes: «اليمن اليوم»
    if (before.endswith("Z") and row[candidate.first] != "U") or (
        before.endswith("e") and isinstance(meaning, Day | Weekday)
    ):
        return True
    if isinstance(meaning, Year) and _DOCUMENT.search(row, max(0, candidate.first - _CLAUSE), candidate.first):
        return True
    if isinstance(meaning, Month) and before.endswith("B"):
        return True
    if isinstance(meaning, Weekday) and (before.endswith("y") or row.startswith("y", candidate.first - 1)):
        return True
    vague = isinstance(meaning, Day) and meaning.year is None and not meaning.direction
    beside_event = before.endswith("B") or row.startswith("B", candidate.last)
    return vague and beside_event and isinstance(meaning, Day) and meaning.month is not None


def resolve(phrase: DatePhrase, reference: date | None) -> ResolvedDate | None:
    """Return the days that a phrase names, seen from a reference day; None where they are not fixed."""
    day = reference.date() if isinstance(reference, datetime) else reference
    span: Span | None
    try:
        span = phrase.meaning.resolve(day)
    except (OverflowError, ValueError):
        return None  # a count beyond the calendar
    if span is None or span.doubt:
        return None
    return ResolvedDate(
        start=span.start, end=span.end, precision=span.precision, rule_id=f"date:{phrase.rule_id}", doubt=span.doubt
    )
