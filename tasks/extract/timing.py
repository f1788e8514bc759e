"""When a group happened: the date of its own part of the sentence, else of the sentence; not the day of the saying."""

from collections.abc import Sequence

from tasks.extract.grouping import Group
from tasks.extract.other_days import is_managed, is_of_another
from tasks.extract.reading import DateHit, Reading, within
from tasks.extract.saying import Speech

_NEWS_DAYS = 7
_FRESH = 2  # days
_MONTH = 4
_LONG_SPAN = 31
_LEAD = 1
_DURING, _AFTERWARDS = "con-during", "con-afterwards"
_EVE = 12  # characters of a word such as غداة before a passage
_ADJECTIVES = 2  # words between the noun of an event and its clause: الهجوم الإرهابي الغادر الذي
_CLAUSE_STOPS = frozenset("،,؛.:؟!\n")
_SINCE = "since"
_HAPPENING = frozenset({"on", _SINCE})  # "until" and "before" a day name no day of the event


def find_date(reading: Reading, group: Group, speech: Speech) -> tuple[DateHit | None, str]:
    """Return the date of a group and the rule; None where the words give none.

    "Said on Friday that" dates the saying.
    """
    own = _dates(reading, group, group.start, group.end, speech)
    if own:
        return min(own, key=lambda d: _remoteness(reading, d, group)), "date-own"
    if _is_of_eve(reading, group):
        return None, ""
    sentence = reading.sentences[group.sentence]
    if any(c.payload.cue_id == _AFTERWARDS for c in within(reading.cues, group.start, group.hits[0].start)):
        return None, ""  # قتل خمسة أمس، وبعدها بأيام قتل ثلاثة
    shared = [d for d in _dates(reading, group, sentence.start, group.start, speech) if not _taken(reading, d, group)]
    return (shared[-1], "date-sentence") if shared else (None, "")


def _is_of_eve(reading: Reading, group: Group) -> bool:
    """Tell whether a passage tells what was on the day before or after the rest: قتل جنديان أمس غداة هجوم على مخفر."""
    first = group.hits[0].start
    before = within(reading.cued("eve"), max(group.start, reading.sentences[group.sentence].start) - _EVE, first)
    return bool(before) and not reading.text[before[-1].word_end : first].strip()


def find_weekday(reading: Reading, groups: Sequence[Group]) -> DateHit | None:
    """Return the words that tell the weekday of undated news; None where none do, or the text names several.

    A post says "today, Sunday" and no date: of two on one village, those of one Sunday are mostly one happening.
    """
    told = [d for d in reading.dates if d.weekday is not None and d.relation in _HAPPENING]
    if not told:
        return None
    own = [d for group in groups for d in within(told, group.start, group.end)]
    if not own and _tells_other_day(reading, groups[0]):
        return None
    sentences = [reading.sentences[group.sentence] for group in groups]
    near = own or [d for sentence in sentences for d in within(told, sentence.start, sentence.end)]
    near = near or [d for d in told if _is_of_report(reading, d)]
    return near[0] if len({d.weekday for d in near}) == 1 else None


def _is_of_report(reading: Reading, date: DateHit) -> bool:
    """Tell whether a weekday is that of the news: today's where one is told as today's, else one of its lead."""
    if reading.weekday is not None:
        return date.weekday == reading.weekday
    return date.start < reading.sentences[min(_LEAD, len(reading.sentences) - 1)].end


def _tells_other_day(reading: Reading, group: Group) -> bool:
    """Tell whether the passage names days that no weekday names: وفي آذار الماضي قتل ثلاثة, قبل أيام."""
    start = reading.sentences[group.sentence].start
    told = (d for d in within(reading.dates, start, group.end) if d.later is None)  # وفي وقت لاحق is of that day
    return any(d.weekday is None and d.relation in _HAPPENING for d in told)


def is_past(reading: Reading, date: DateHit | None, sentence: int) -> bool:
    """Tell whether a date makes an event history: days before the news, or a long span that is not the lead."""
    if date is None or date.first is None or date.last is None:
        return False
    if reading.reference_date is None:
        return (date.precision or 0) >= _MONTH  # "in November 2010": no paper dates its news by the month
    if (reading.reference_date - date.last).days > _NEWS_DAYS:
        return True
    return (date.last - date.first).days > _LONG_SPAN and sentence > _LEAD


def is_recent(reading: Reading, date: DateHit | None) -> bool:
    """Tell whether a day of the news week dates an event, whatever the tense."""
    if date is None or date.first is None or reading.reference_date is None:
        return False
    return (reading.reference_date - date.first).days <= _NEWS_DAYS


def is_fresh(reading: Reading, date: DateHit | None) -> bool:
    """Tell whether a date names one of the last days before the news: "it should be noted that yesterday"."""
    if not is_recent(reading, date) or date is None or date.first is None or reading.reference_date is None:
        return False
    return date.first == date.last and (reading.reference_date - date.first).days <= _FRESH


def is_to_come(reading: Reading, date: DateHit | None) -> bool:
    """Tell whether a day after the news dates an event: a strike called for next week has not happened."""
    if date is None or date.first is None or reading.reference_date is None or reading.reference_basis == "anchors":
        return False
    return date.first > reading.reference_date


def _dates(reading: Reading, group: Group, start: int, end: int, speech: Speech) -> list[DateHit]:
    return [
        d
        for d in within(reading.dates, start, end)
        if d.first is not None and d.relation in _HAPPENING and not is_of_another(reading, d, group, speech)
    ]


def _remoteness(reading: Reading, date: DateHit, group: Group) -> tuple[bool, bool, bool, bool, int]:
    """Order the days of a passage: a year or a month of history last, then what is remote, then the nearest first.

    Before all others comes the day of a clause that tells of the event itself: التفجير الذي وقع أمس.
    """
    history = (date.precision or 0) >= _MONTH and not is_recent(reading, date)
    return (
        not _is_of_own_clause(reading, date, group),
        history,
        date.relation == _SINCE and history,  # شنت هجمات في أوائل يوليو، هي الأعنف منذ بدء القتال عام 2012
        _is_remote(reading, date, group),
        _distance(date, group),
    )


def _is_of_own_clause(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day stands in the clause that opens right behind the noun of the event: هجوم وقع الجمعة."""
    happened = within(reading.cued("undergo"), group.head.end, date.start) if group.head.shape == "noun" else ()
    opened = within(reading.cued("relative"), group.head.end, date.start) or happened[:1]
    if not opened or len(reading.text[group.head.end : opened[0].word_start].split()) > _ADJECTIVES:
        return False
    return not _CLAUSE_STOPS.intersection(reading.text[opened[0].word_end : date.start])


def _is_remote(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day stands before a noun, or behind what led to the event: it gives way to another day.

    زار الوزير اليوم جرحى التفجير الذي وقع أمس, سيطرت أمس على البلدة بعد معارك بدأت قبل أسبوع.
    """
    first = group.hits[0]
    if date.end <= first.start and not first.verbal and not _is_carried(reading, group):
        return True
    return any(cue.payload.effect == "cause" for cue in within(reading.cues, group.head.end, date.start))


def _is_carried(reading: Reading, group: Group) -> bool:
    """Tell whether a verb of happening stands before the first word of a passage: اندلعت الاثنين اشتباكات."""
    start = max(reading.sentences[group.sentence].start, group.start)
    return any(c.payload.effect in {"undergo", "support"} for c in within(reading.cues, start, group.hits[0].start))


def _distance(date: DateHit, group: Group) -> int:
    return min(abs(date.start - hit.end) if date.start >= hit.end else abs(hit.start - date.end) for hit in group.hits)


def _taken(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether another event word stands between a date and the group: the date is that event's.

    What went on meanwhile has its day from what happened: صباح الخميس وأثناء مداهمة القوات منزلا انفجرت عبوة.
    """
    between = [word for word in within(reading.words, date.end, group.start) if word.payload.kind != "result"]
    if not between or not (any(hit.verbal for hit in group.hits) or is_managed(reading, date, group)):
        return bool(between)
    causes = within(reading.cued("cause"), date.end, between[0].start)
    meanwhile = [cue for cue in causes if cue.payload.cue_id == _DURING or is_managed(reading, date, group)]
    return not meanwhile or bool(reading.text[date.end : meanwhile[0].word_start].strip("و، "))
