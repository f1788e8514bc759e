"""The day from which a report counts: its dateline, its publication, or what its own words call today; never today."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from schemas.article import Article
from tasks.text.date_report import tell_reference, tell_weekday, tell_year
from tasks.text.dates import DatePhrase, resolve

_WEEK = 7  # days
_DAY = "day"
_EAST = timedelta(hours=5)  # a page of the evening in London is dated tomorrow in the Gulf
_OPENING = 120  # characters in which a dateline stands
_HEAD = 400  # characters in which the line of the day stands, below a headline that the page says twice
_BESIDE, _BESIDE_CLOCK = 1, 3  # words in such a line: AM, a town; "last update ... 10:40 Damascus"
_CLOCK = re.compile(r"\d:\d\d")
_WORD = re.compile(r"[^\W\d_]+")


def stated_reference(article: Article) -> tuple[date | None, str | None]:
    """Return the day from which "yesterday" is counted, and what told it; never today."""
    if article.dateline_date is not None:
        return article.dateline_date, "dateline"
    if article.published_day is not None:
        return article.published_day, "published"
    if article.published_at is not None:
        return article.published_at.date(), "published"
    return None, None


def find_reference(article: Article, phrases: Sequence[DatePhrase]) -> tuple[date | None, str | None]:
    """Return the reference of an article; where nothing states it, the full date that opens it or is called today.

    A page that was put up days after the report was written ("today, Sunday" on a Tuesday) counts from that Sunday: of
    2,301 pages of daily papers that name the weekday of today, one in three was put up one to five days later.
    """
    stated, basis = stated_reference(article)
    if stated is not None and basis == "published":
        written = _day_of_report(stated, tell_weekday(phrases))
        return (stated, basis) if written is None else (written, "anchors")
    if stated is not None:
        return stated, basis
    told = _printed_day(article, phrases) or tell_reference(phrases) or tell_year(phrases, _OPENING)
    return told, "anchors" if told else None


def _printed_day(article: Article, phrases: Sequence[DatePhrase]) -> date | None:
    """Return the day that a page prints above its text, in a line of its own or in its first words.

    A day in other words is none where it falls on another weekday than today: below a headline it is mostly that of an
    old photograph.
    """
    today = tell_weekday(phrases)
    days = [phrase for phrase in phrases if phrase.start <= 2 * _HEAD and _is_full(phrase)]
    lines = [phrase for phrase in days if _has_own_line(article.text, phrase)]
    lines = lines if len(lines) == 1 and lines[0].start <= _HEAD else []  # several are those of other stories
    for phrase in [*lines, *(phrase for phrase in days if phrase.start <= _OPENING)]:
        found = resolve(phrase, None)
        if found is not None and (phrase in lines or today in {None, found.start.isoweekday()}):
            return _day_of_report(found.start, today) or found.start
    return None


def _is_full(phrase: DatePhrase) -> bool:
    """Tell whether a phrase names one day by itself."""
    found = resolve(phrase, None) if phrase.relation == "on" else None
    return found is not None and found.precision == 1


def _has_own_line(text: str, phrase: DatePhrase) -> bool:
    """Tell whether a day stands alone in its line, with a clock or a word beside it: الاثنين, ٢١ نوفمبر ٢٠٢٢, ٢٣:٥٤."""
    before, behind = text[: phrase.start].rpartition("\n")[2], text[phrase.end :].partition("\n")[0]
    line = f"{before} {behind}"
    return len(_WORD.findall(line)) <= (_BESIDE_CLOCK if _CLOCK.search(line) else _BESIDE)


def latest_day(article: Article) -> date | None:
    """Return the last day that had begun anywhere in the Arab world when a page was put up; None where that is open."""
    if article.published_at is None or article.published_precision == _DAY:
        return None
    return (article.published_at + _EAST).date()


def _day_of_report(published: date, weekday: int | None) -> date | None:
    """Return the last such weekday before the publication; None where it is that day or the one after."""
    back = (published.isoweekday() - weekday) % _WEEK if weekday is not None else 0
    return published - timedelta(days=back) if 0 < back < _WEEK - 1 else None
