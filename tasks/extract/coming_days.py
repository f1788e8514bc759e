"""Days that lie ahead of the news: of talks, votes and strikes to come, never of what is told as done.

قصفت المدفعية البلدة عشية محادثات تبدأ الاثنين: the talks begin on Monday, the shells fell before.
"""

from tasks.extract.grouping import Group
from tasks.extract.reaching import tense_of
from tasks.extract.reading import DateHit, Reading, within

_CARRYING = frozenset({"support", "undergo"})
_PAST = "perfect"
_NEAR = 2  # words between a meeting and its day


def is_ahead(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether days reach on from today, or lie ahead of who is counted dead or of what was done."""
    today = reading.reference_date
    if today is None or date.first is None or date.last is None or date.last <= today:
        return False
    if date.first > today and _is_of_meeting(reading, date, group):
        return True
    counted = (date.first - today).days > 1 and bool(group.casualties)
    return date.first == today or counted or (date.first > today and _is_done(reading, group))


def _is_done(reading: Reading, group: Group) -> bool:
    """Tell whether a passage tells its event by a verb of the past: قصفت المدفعية, شن الجيش غارات."""
    head = group.head
    if head.verbal:
        return tense_of(head) == _PAST
    start = max(reading.sentences[group.sentence].start, group.start)
    carriers = [c for c in within(reading.cues, start, head.start) if c.payload.effect in _CARRYING]
    return bool(carriers) and carriers[-1].payload.tense == _PAST


def _is_of_meeting(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day is that of a meeting told behind the event: قبل أسبوع من قمة تعقد الثلاثاء المقبل."""
    held = within(reading.cued("occasion"), group.head.end, date.start)
    return bool(held) and len(reading.text[held[-1].word_end : date.start].split()) <= _NEAR
