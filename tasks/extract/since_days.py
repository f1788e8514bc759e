"""Days from which something is counted: since when nothing was as bad, since what the news is the first, a sum since.

None of them is the day of the event: الأعنف منذ 2015, أعلى حصيلة منذ بدأ العد عام 2009, ما رفعها إلى 420 منذ أكتوبر.
"""

from tasks.extract.grouping import Group
from tasks.extract.reading import DateHit, Reading, within
from tasks.extract.tallies import before_rise

_NEWS_DAYS = 7
_MONTH = 4
_PARTING = frozenset(".،؛")
_CLAUSE_STOPS = '،,؛.:؟!\n"«»“”'
_PAUSES = "،,؛.:؟!\n"
_REMEMBERED = 25  # characters between a superlative and a day
_SPEAKER = 90  # characters between since when and the day
_SINCE = frozenset({"bck-since", "bck-still"})  # منذ, من نوعها منذ
_COUNTS = _SINCE | {"bck-cumulative"}  # منذ بدء
_RANKED = 60  # characters between a superlative and since when
_LAPSES = frozenset({"bck-after", "bck-lapse"})  # بعد عامين على, بعد مرور نحو عامين على
_LAPSE = 4  # words between "after the lapse of" and the event
_OF_ITS_KIND = 3  # words between a superlative and the day: الأعنف من نوعه منذ


def is_of_superlative(reading: Reading, date: DateHit) -> bool:
    """Tell whether a day only says since when nothing like it was seen: الأكبر من نوعها منذ 12 عاما."""
    nearby = within(reading.cues_of("background"), date.start - _REMEMBERED, date.end)
    since = any(c.payload.cue_id in _SINCE and c.word_end > date.start for c in nearby)
    if not since and date.relation != "since":
        return _is_of_rank(reading, date)
    before = within(reading.cued("superlative"), date.start - _REMEMBERED, date.start)
    gaps = [reading.text[cue.word_end : date.start] for cue in before]
    return any(len(gap.split()) <= _OF_ITS_KIND and not set(gap) & _PARTING for gap in gaps)


def _is_of_rank(reading: Reading, date: DateHit) -> bool:
    """Tell whether a day is that of what nothing was as bad since: أعلى حصيلة في يوم واحد منذ بدأ العد عام 2009."""
    cues = within(reading.cues_of("background"), date.start - _SPEAKER, date.start)
    since = [c for c in cues if c.payload.cue_id in _COUNTS]
    if not since or any(sign in reading.text[since[-1].word_end : date.start] for sign in _PAUSES):
        return False
    ranks = within(reading.cued("superlative"), since[-1].word_start - _RANKED, since[-1].word_start)
    return bool(ranks) and not any(sign in reading.text[ranks[-1].word_end : since[-1].word_start] for sign in _PAUSES)


def is_before_lapse(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day is that of what came long after the event: افتتح السوق أمس بعد عامين على تفجير أودى بتسعة."""
    first = group.hits[0].start
    if date.end > first:
        return False
    lapses = [c for c in within(reading.cues_of("background"), date.end, first) if c.payload.cue_id in _LAPSES]
    return bool(lapses) and len(reading.text[lapses[-1].word_end : first].split()) <= _LAPSE


def is_of_since(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day is that of what the event came since: الأول منذ مقتل زعيمها الأسبوع الماضي."""
    nearby = within(reading.cues_of("background"), date.start - _SPEAKER, date.start)
    since = max((c.word_end for c in nearby if c.payload.cue_id in _SINCE), default=date.start)
    parted = not (between := reading.text[since : date.start].strip()) or any(s in between for s in _CLAUSE_STOPS)
    fresh = reading.reference_date is not None and not is_old(reading, date)  # a total counts from long ago
    return fresh and not parted and group.head.start < since


def is_of_sum(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day opens the sum that a toll has risen to: قتل اثنان، ما رفع الحصيلة إلى 420 منذ مطلع أكتوبر."""
    if date.relation != "since" or not is_old(reading, date):
        return False
    rises = within(reading.cued("rise"), group.start, date.start)
    return bool(rises) and bool(before_rise(group, rises[-1]))


def is_old(reading: Reading, date: DateHit) -> bool:
    """Tell whether a day lies before the news week; without a reference, whether it is a month or more."""
    if reading.reference_date is None or date.last is None or date.first is None:
        return (date.precision or 0) >= _MONTH
    return (reading.reference_date - date.first).days > _NEWS_DAYS
