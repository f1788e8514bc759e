"""Days of what is done about an event, not of the event: its dead are buried, its captives freed, its wounded visited.

شيع الأهالي أمس ثلاثة قتلوا في غارة, أفرج اليوم عن صحفي خطفه مسلحون, زار الوزير أمس جرحى التفجير; so with the day on
which a suspect is arrested, and with that of what had gone before in a clause of its own (رتلا كان قد خرج أمس).
"""

from tasks.extract.grouping import Group
from tasks.extract.reading import DateHit, Reading, within

_ABOUT = ("mourning", "about")
_DURING = "con-during"
_PLUPERFECT = "bck-pluperfect"
_AND = "و"
_ENDS = frozenset(".؛:\n")
_PAUSES = frozenset("،.؛:\n")
_OPENING = 2  # words with which a sentence may open before its first verb


def is_of_deed_about(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day is that of a burial, a visit or a release, told before the clause of the event."""
    first = group.hits[0]
    if first.start < date.end or first.particle.startswith(_AND):
        return False
    if _ENDS.intersection(reading.text[date.end : first.start]):
        return False
    if within(reading.cued("suspected"), date.end, first.start):
        return True
    if not (first.verbal or group.head.definite):
        return False
    start = reading.sentences[group.sentence].start
    told = [c for role in _ABOUT for c in within(reading.cued(role), start, first.start)]
    return any(not _is_meanwhile(reading, cue.word_start) for cue in told)


def _is_meanwhile(reading: Reading, start: int) -> bool:
    """Tell whether an event is told to go on during what stands at an offset: قتل شاب خلال تشييع."""
    before = within(reading.cued("cause"), start - 2 * len(_DURING), start)
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
