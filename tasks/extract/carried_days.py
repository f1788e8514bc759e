"""The day of an event whose own words name none: told by what it is tied to in the text, never by the page.

A day is carried over where the words say so: later than what was told before (في اليوم التالي, بعد ساعات); a verb or a
noun joined by and, or a verb of the past by "as well" and "while", in the sentence of the day (قتل أمس جندي في كمين
واعتقل اثنان, كما شنت طائرات غارات); a noun that points back (وقع الهجوم); and from a line that dates what it announces
("scattered attacks in Baghdad yesterday", "the toll of Tuesday:").
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.drafts import Draft
from tasks.extract.event_kinds import compatible_events
from tasks.extract.grouping import Group
from tasks.extract.modality import judge_mode
from tasks.extract.other_days import is_of_another
from tasks.extract.reaching import tense_of
from tasks.extract.reading import DateHit, Reading, within
from tasks.extract.saying import Speech
from tasks.extract.timing import is_recent, is_to_come
from tasks.text.calendars import DAY
from tasks.text.segment import Sentence

_REACH = 2  # sentences back to what happened before
_OPENING = 4  # sentences at the top in which a line stands that sums up the day
_EXACT = 2  # UCDP precision: a day, a night, a few days
_AND = "و"
_TURNING = frozenset({"turn", "when"})
_PAST = "background"
_SUMS = frozenset({"attacks", "raids", "incidents"})
_SEVERAL = 2
_SCATTERED = "scattered"
_HAPPENING = frozenset({"on", "since"})
_CARRYING = frozenset({"support", "undergo"})
_MEANT = "hypothetical"  # the modality of what was only tried, wanted or aimed at
_STOPS = frozenset(".؛:\n")
_APART = frozenset({"support", "undergo", "again", "turn"})


def carry_days(reading: Reading, drafts: Sequence[Draft], speech: Speech) -> tuple[Draft, ...]:
    """Return the drafts; those of the news without a day have the one that the words around them leave no doubt of."""
    if not any(hit.first is not None for hit in reading.dates):
        return tuple(drafts)
    dated: list[Draft] = []
    announced = _announced(reading, speech)
    for draft in drafts:
        shared = _shared_behind(reading, draft, drafts) if _is_open(draft) else None
        told = replace(draft, date=shared, rules=(*draft.rules, "date-shared")) if shared else draft
        dated.append(_dated(reading, told, dated, announced, speech) if _is_open(told) else told)
    return tuple(dated)


def past_aim(reading: Reading, draft: Draft, aim: Group | None, speech: Speech) -> Draft:
    """Return a draft with the one recent day behind what was only tried or wanted: أحبطت تفجير سيارة في كذا أمس.

    What nobody did has no day. `aim` is the group behind that of the draft.
    """
    group = draft.groups[0]
    if draft.date is not None or aim is None or aim.sentence != group.sentence:
        return draft
    last = aim.hits[-1].end
    days = [d for d in _days(reading, last, aim.end) if not is_of_another(reading, d, group, speech)]
    if len({d.first for d in days}) != 1 or not is_recent(reading, days[0]) or is_to_come(reading, days[0]):
        return draft
    if _STOPS.intersection(reading.text[last : days[0].start]) or within(reading.cued("relative"), last, days[0].start):
        return draft
    if judge_mode(reading, aim).modality != _MEANT:
        return draft
    return replace(draft, date=days[0], rules=(*draft.rules, "date-past-aim"))


def _shared_behind(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> DateHit | None:
    """Return the day behind two nouns that "and" joins without a verb: شن غارات على صعدة وغارتين على حجة أمس."""
    group = draft.groups[-1]
    other = next((d for d in drafts if d.groups[0].start == group.end), None)
    if other is None or other.date is None or not is_recent(reading, other.date):
        return None
    second = other.groups[0]
    apart = within(reading.cues, second.start, second.hits[0].end)
    if any(hit.verbal for hit in second.hits) or any(c.payload.effect in _APART for c in apart):
        return None
    joined = _opens_with_and(reading, second)
    behind = within([other.date], second.hits[-1].end, second.end)
    return other.date if joined and behind and second.sentence == group.sentence else None


def _is_open(draft: Draft) -> bool:
    return draft.date is None and draft.status == "asserted" and not draft.headline


def _dated(
    reading: Reading, draft: Draft, earlier: Sequence[Draft], announced: tuple[DateHit, int] | None, speech: Speech
) -> Draft:
    looks = (
        ("date-later", _later(reading, draft, earlier, speech)),
        ("date-joined", _joined(reading, draft, speech)),
        ("date-pointed", _pointed(draft, earlier)),
        ("date-announced", _of_announced(reading, draft, announced)),
    )
    for rule, day in looks:
        if day is not None and is_recent(reading, day):
            return replace(draft, date=day, rules=(*draft.rules, rule))
    return draft


def _later(reading: Reading, draft: Draft, earlier: Sequence[Draft], speech: Speech) -> DateHit | None:
    """Return the day of a passage that counts from the one before: وفي اليوم التالي انفجرت عبوة."""
    group = draft.groups[0]
    start = reading.sentences[group.sentence].start
    told = [
        hit
        for hit in within(reading.dates, start, group.end)
        if hit.later is not None and not is_of_another(reading, hit, group, speech)
    ]
    before = [d for d in earlier if 0 <= group.sentence - d.groups[-1].sentence <= _REACH and _is_day(d.date)]
    if not told or not before or before[-1].date is None or before[-1].date.last is None:
        return None
    words, day = told[0], before[-1].date.last + DAY * (told[0].later or 0)
    if within(reading.words, words.end, group.start) or (reading.reference_date and day > reading.reference_date):
        return None
    return replace(words, first=day, last=day, precision=1)


def _is_day(date: DateHit | None) -> bool:
    return date is not None and date.precision == 1


def _joined(reading: Reading, draft: Draft, speech: Speech) -> DateHit | None:
    """Return the only day of the sentence for an event that "and", "as well" or "while" joins to others."""
    group = draft.groups[0]
    if not (group.head.particle.startswith(_AND) or _opens_with_and(reading, group) or _goes_on(reading, group)):
        return None
    start = reading.sentences[group.sentence].start
    everywhere = _days(reading, start, reading.sentences[group.sentence].end)
    everywhere = [d for d in everywhere if not is_of_another(reading, d, group, speech)]
    days = [d for d in everywhere if d.end <= group.head.start]
    recent = {(d.first, d.last) for d in everywhere if is_recent(reading, d)}  # بعد هجوم الشهر الماضي is history
    if len(recent) != 1 or not days or _is_parted(reading, days[0].end, group.head.start):
        return None
    return days[-1]


def _opens_with_and(reading: Reading, group: Group) -> bool:
    """Tell whether "and" is written onto the first word of a passage, or onto the number before it: وست غارات."""
    before = reading.text[max(0, group.start - 2) : group.start]
    return group.hits[0].particle.startswith(_AND) or (before[:1].isspace() and before[1:] == _AND)


def _goes_on(reading: Reading, group: Group) -> bool:
    """Tell whether a verb of the past goes on with what was told before it: كما شنت غارات, وتم أسر ثلاثة."""
    first = group.hits[0]
    verbs = [c for c in within(reading.cues, group.start, first.start) if c.payload.effect in _CARRYING]
    told = [c.word_start for c in verbs if c.payload.tense == "perfect"]
    told += [first.start] if first.verbal and tense_of(first) == "perfect" else []
    opened = within(reading.cued("alongside"), group.start, first.start)
    if any(not reading.text[cue.word_end : start].strip() for cue in opened for start in told):
        return True
    return any(c.proclitics.startswith(_AND) and c.word_start in told for c in verbs)


def _is_parted(reading: Reading, start: int, end: int, *, history: int | None = None) -> bool:
    """Tell whether the text turns to another subject between two offsets, or to history behind `history`."""
    cues = within(reading.cues, start, end)
    past = start if history is None else history
    return any(c.payload.effect in _TURNING or (c.payload.effect == _PAST and c.start >= past) for c in cues)


def _days(reading: Reading, start: int, end: int) -> list[DateHit]:
    return [d for d in within(reading.dates, start, end) if d.first is not None and d.relation in _HAPPENING]


def _pointed(draft: Draft, earlier: Sequence[Draft]) -> DateHit | None:
    """Return the day of the event before that a noun with the article points back to: وقع الهجوم على طريق كذا."""
    group = draft.groups[0]
    head = group.head
    if not head.definite or head.shape != "noun" or head.suffix:
        return None
    for other in reversed(earlier):
        if group.sentence - other.groups[-1].sentence > _REACH:
            return None
        if compatible_events(draft.event, other.event):
            return other.date if other.status == draft.status else None
    return None


def _announced(reading: Reading, speech: Speech) -> tuple[DateHit, int] | None:
    """Return the day of a line that dates what it announces, and the number of its sentence; None where none does."""
    for number, sentence in enumerate(reading.sentences):
        listing = reading.text[sentence.start : sentence.end].rstrip().endswith(":")
        if number >= _OPENING and not listing:
            continue
        days = [d for d in _days(reading, sentence.start, sentence.end) if not speech.holds(d.start)]
        if (
            (listing or _sums_up(reading, sentence))
            and len({d.first for d in days}) == 1
            and (days[0].precision or _EXACT + 1) <= _EXACT
        ):
            return days[0], number
    return None


def _sums_up(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence sums up what is told one by one below it: هجمات متفرقة, أربع هجمات."""
    if any(cue.payload.effect == _SCATTERED for cue in within(reading.cues, sentence.start, sentence.end)):
        return True
    meanings = reading.lexicon.unit_meanings
    counts = within(reading.counts, sentence.start, sentence.end)
    return any(meanings[c.unit.unit_id].measure in _SUMS and (c.number.low or 0) >= _SEVERAL for c in counts)


def _of_announced(reading: Reading, draft: Draft, announced: tuple[DateHit, int] | None) -> DateHit | None:
    """Return the day of the line that announces what a passage tells, up to a turn or to another day."""
    if announced is None or draft.groups[0].sentence <= announced[1]:
        return None
    day, number = announced
    start, end = reading.sentences[number].end, draft.groups[-1].end
    own = reading.sentences[draft.groups[0].sentence].start
    others = any(d.relation == "on" and (d.first, d.last) != (day.first, day.last) for d in _days(reading, start, end))
    return None if others or _is_parted(reading, start, end, history=own) else day
