"""Words of days in an article, with the days that they name there."""

from dataclasses import dataclass
from datetime import date

from tasks.text.date_report import fixed_weekday, without_weekday_ahead
from tasks.text.date_spans import Later
from tasks.text.dates import DatePhrase, resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class DateHit:
    """Words that name days, seen from the reference date of the article; `first` is None where they fix none."""

    start: int
    end: int
    first: date | None
    last: date | None
    precision: int | None
    relation: str
    rule_id: str
    weekday: int | None = None
    """1 Monday to 7 Sunday, where the words tell a weekday and nothing tells the date."""
    later: int | None = None
    """Days after the event told before, where the words count from it: في اليوم التالي."""


def resolve_hit(phrase: DatePhrase, reference: date | None, today: int | None, latest: date | None) -> DateHit:
    """Return the days of a phrase; `today` is the weekday of the report, `latest` the last day it may speak of."""
    found = resolve(phrase, reference)
    if found is not None and latest is not None and found.start > latest:
        found = resolve(without_weekday_ahead(phrase), reference)
    return DateHit(
        start=phrase.start,
        end=phrase.end,
        first=found.start if found else None,
        last=found.end if found else None,
        precision=found.precision if found else None,
        relation=phrase.relation,
        rule_id=f"date:{phrase.rule_id}",
        weekday=fixed_weekday(phrase, today) if found is None and reference is None else None,
        later=phrase.meaning.days if isinstance(phrase.meaning, Later) else None,
    )
