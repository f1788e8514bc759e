"""Tolls of several days are not those of one blow: 260 killed in a week of raids, and six in the raid of yesterday."""

from tasks.extract.amounts import TOLL
from tasks.extract.drafts import TELLING, Draft
from tasks.extract.reading import Reading, within

_DURING = "con-during"
_SPANS = frozenset({"unt-days", "unt-weeks", "unt-months"})
_BEHIND = 14  # characters from "during" to the word of time, with its number between


def is_sum_of_days_beside(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether one of two passages counts the dead of days and the other those of a blow, in other numbers."""
    told = [[a for a in draft.amounts if a.measure in TOLL] for draft in (one, two)]
    measures = ({a.measure for a in amounts} for amounts in told)
    numbers = ({(a.measure, a.best) for a in amounts if a.best is not None} for amounts in told)
    if not set.intersection(*measures) or set.intersection(*numbers):
        return False
    first, later = (_sums_days(reading, draft) for draft in (one, two))
    return first != later


def _sums_days(reading: Reading, draft: Draft) -> bool:
    """Tell whether a passage has a number of dead or wounded in a span of days: مقتل 45 مدنيا خلال أسبوع."""
    if not any(a.measure in TOLL and (a.best or a.low or 0) >= TELLING for a in draft.amounts):
        return False
    group = draft.groups[0]
    during = (c for c in within(reading.cued("cause"), group.start, group.end) if c.payload.cue_id == _DURING)
    return any(_is_span(reading, cue.word_end) for cue in during)


def _is_span(reading: Reading, start: int) -> bool:
    """Tell whether a word for several days or more stands behind "during": خلال أسبوع, خلال 20 يوما; not خلال اليوم."""
    unit = next(iter(within(reading.units, start, start + _BEHIND)), None)
    if unit is None or unit.payload.unit_id not in _SPANS or unit.proclitics:
        return False
    counted = within(reading.counts, start, unit.word_end)
    days = counted[0].number.best or counted[0].number.low or 1 if counted else 1
    return days > 1 or unit.payload.unit_id != "unt-days"
