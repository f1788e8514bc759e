"""Attacks with what is no weapon of itself: several people stabbed by one man, people run over or rammed on purpose.

One neighbour who stabs another, and a lorry that runs over a man, are no news of a conflict; many hit by one man are,
and so is what the page itself calls an attack.
"""

from tasks.extract.hits import Hit
from tasks.extract.lexicon import Trigger
from tasks.extract.reading import Reading, within

SIDES = frozenset({"armed", "community"})
"""Kinds of those who are of a side without a force: a gunman, settlers."""
_ATTACKS = frozenset({"assault", "attack"})
_NOUN, _MODALITY = "noun", "modality"
_REACH = 60  # characters in which the vehicle and the people stand behind a verb
_BEFORE = 30  # characters in which a word that denies stands before another
_SUBJECT_WORDS = 4  # who stabbed: رجل مجهول الهوية
_MANY = 2
_STOPS = "،,.؛"


def may_be_hostile(reading: Reading, hit: Hit) -> bool:
    """Tell whether a page may name who stabs or is stabbed as of a side, or as several people."""
    return any(e.kind in SIDES for e in reading.entities) or hits_many(reading, hit, hit.end + _REACH)


def is_called_attack(reading: Reading) -> bool:
    """Tell whether a page calls what it tells an attack; not where it says that it was none: ليس هجوما."""
    return reading.once(_names_attack)


def _names_attack(reading: Reading) -> bool:
    words = (w for w in reading.words if isinstance(w.payload, Trigger) and w.payload.event in _ATTACKS)
    return any(word.payload.kind == _NOUN and not _is_doubted(reading, word.word_start) for word in words)


def _is_doubted(reading: Reading, at: int) -> bool:
    before = within(reading.cues_of(_MODALITY), at - _BEFORE, at)
    return any(len(reading.text[cue.word_end : at].split()) <= 1 for cue in before)


def rams_people(reading: Reading, hit: Hit) -> bool:
    """Tell whether people are hit with a vehicle: صدم بسيارته مشاة, صدم المهاجم المارة بشاحنة."""
    stop = min(hit.end + _REACH, reading.sentences[hit.sentence].end)
    if not within(reading.cued("ramming"), hit.end, stop):
        return False
    return hits_many(reading, hit, stop) or bool(within(reading.cued("passers-by"), hit.end, stop))


def hits_many(reading: Reading, hit: Hit, end: int) -> bool:
    """Tell whether a man is told to hit several people, by their number: طعن رجل أربعة أشخاص في محطة."""
    first = next((c for c in within(reading.counts, hit.end, end) if reading.counts_persons(c.unit)), None)
    if first is None or (first.number.low or 0) < _MANY or not hit.verbal:
        return False
    gap = reading.text[hit.end : first.start]
    return len(gap.split()) <= _SUBJECT_WORDS and not any(sign in gap for sign in _STOPS)
