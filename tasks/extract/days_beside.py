"""Days and places of what is done about an event: its dead are buried, its captives freed, its wounded visited.

شيع الأهالي أمس ثلاثة قتلوا في غارة, أفرج اليوم عن صحفي خطفه مسلحون, زار الوزير أمس جرحى التفجير; so with the day on
which a suspect is arrested, and with that of what had gone before in a clause of its own (رتلا كان قد خرج أمس).
"""

from tasks.extract.grouping import Group
from tasks.extract.reading import DateHit, Reading, within

_BURIED = ("mourning",)
_ABOUT = ("mourning", "about")
_DURING = "con-during"
_CLOSE = 20  # characters before a deed in which "during" stands
_PLUPERFECT = "bck-pluperfect"
_AND = "و"
_ENDS = frozenset(".؛:\n")
_PAUSES = frozenset("،.؛:\n")
_OPENING = 2  # words with which a sentence may open before its first verb


def is_of_burial(reading: Reading, end: int, group: Group) -> bool:
    """Tell whether a place is where the dead are buried, told before how they fell: شيع في كذا شاب قتل في كمين."""
    return _leads_to_event(reading, end, group) and _is_about(reading, group, _BURIED)


def is_of_deed_about(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day is that of a burial, a visit or a release, told before the clause of the event."""
    if not _leads_to_event(reading, date.end, group):
        return False
    first = group.hits[0].start
    return bool(within(reading.cued("suspected"), date.end, first)) or _is_about(reading, group, _ABOUT)


def _leads_to_event(reading: Reading, end: int, group: Group) -> bool:
    """Tell whether what ends at an offset stands before the event in its sentence, which no "and" opens anew."""
    first = group.hits[0]
    if first.start < end or first.particle.startswith(_AND):
        return False
    return not _ENDS.intersection(reading.text[end : first.start])


def _is_about(reading: Reading, group: Group, roles: tuple[str, ...]) -> bool:
    """Tell whether the event is only told to say about whom something is done: by a verb behind, or as known."""
    first = group.hits[0]
    if not (first.verbal or group.head.definite):
        return False
    start = reading.sentences[group.sentence].start
    told = [c for role in roles for c in within(reading.cued(role), start, first.start)]
    return any(not _is_meanwhile(reading, cue.word_start) for cue in told)


def _is_meanwhile(reading: Reading, start: int) -> bool:
    """Tell whether an event is told to go on during what stands at an offset: قتل شاب خلال تشييع."""
    before = within(reading.cued("cause"), start - _CLOSE, start)
    return any(c.payload.cue_id == _DURING and not reading.text[c.word_end : start].strip() for c in before)


def is_of_pluperfect(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day stands in a clause of what had gone before: قصفت رتلا كان قد خرج أمس من المدينة."""
    start = reading.sentences[group.sentence].start
    was = [c for c in within(reading.cues_of("background"), start, date.start) if c.payload.cue_id == _PLUPERFECT]
    if not was or len(reading.text[start : was[-1].word_start].split()) < _OPENING:
        return False
    clause = reading.text[was[-1].word_start : date.start]
    if _PAUSES.intersection(clause) or not _had(reading, clause):
        return False
    if any(hit.start > was[-1].word_start and hit.end < date.start for hit in group.hits):
        return False
    behind = next((hit for hit in group.hits if hit.start >= date.end), None)
    return behind is None or bool(_PAUSES.intersection(reading.text[date.end : behind.start]))


def _had(reading: Reading, clause: str) -> bool:
    """Tell whether the particle of the pluperfect stands in a clause: كان الرتل قد خرج."""
    return not frozenset(reading.lexicon.prepositions.of("had")).isdisjoint(clause.split())
