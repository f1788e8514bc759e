"""What a deed answers, or what somebody is charged with: it happened before, and elsewhere (ردا على, بتهمة).

What is only done at the same time or for what is to come (أثناء تغطيتها اقتحام المخيم) is of the deed's own place.
"""

from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_ANSWERS, _UPON = frozenset({"con-because", "con-outcry"}), "con-upon"
_ANSWERING = "con-answering"
_NEAR = 8  # characters of "upon"
_SUBJECT = 90  # characters from a verb of answering, past who answers
_VERBAL = ("ت", "وا")  # she, they: no noun ends so
_STOPS = frozenset("،.؛\n")


def is_hit_back(reading: Reading, offset: int) -> bool:
    """Tell whether a noun at an offset is what somebody answers: ردت الفصائل على قصف الجيش."""
    upon = [c for c in within(reading.cues, offset - _NEAR, offset) if c.payload.cue_id == _UPON]
    if not upon or reading.text[upon[-1].word_end : offset].strip():
        return False
    answers = within(reading.cued("answer"), offset - _SUBJECT, upon[-1].word_start)
    if not answers or set(reading.text[answers[-1].word_end : offset]) & _STOPS:
        return False
    verb = reading.text.endswith(_VERBAL, answers[-1].start, answers[-1].word_end)  # قواتها ردت على هجمات
    return verb or bool(within(reading.entities, answers[-1].word_end, upon[-1].word_start))  # not هي رد على هجوم


def answers_it(cue: Match[Cue], end: int) -> bool:
    """Tell whether what an attack answers stands behind a verb: تبنت الهجوم قائلة إنها ترد على عمليات نفذها الجيش."""
    return cue.payload.cue_id == _ANSWERING and cue.start > end


def reasons_within(reading: Reading, start: int, end: int) -> list[Match[Cue]]:
    """Return the words in a span behind which stands what was done before."""
    return [cue for cue in within(reading.cued("reason"), start, end) if cue.payload.cue_id in _ANSWERS]
