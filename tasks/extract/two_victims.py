"""Two victims before a verb that agrees with two of them: إن مواطنين استشهدا, إن طفلا ووالده قضيا."""

from dataclasses import replace

from tasks.extract.amount import Amount, Seen
from tasks.extract.amounts import CASUALTIES
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within
from tasks.extract.singles import subject_person
from tasks.text.match import Match
from tasks.text.numbers import Unit

_OF_TWO, _OURS = "ا", ("وا", "نا")
_THEIRS = "هما"
_OBLIQUE = "ين"
_AND = "و"
_PAIR = 40  # characters before the second of two in which the first stands
_DEAD, _HURT = "killed", "injured"


def two_subjects(reading: Reading, start: int, hit: Hit) -> Seen | None:
    """Return the people before a verb that agrees with two of them, in the oblique dual or joined by "and"."""
    if not hit.verbal:
        own = hit.suffix == _THEIRS  # لقي المدرس وزوجته مصرعهما
        return Seen(low=2, best=2, high=2, victim_class="all", start=hit.core, end=hit.end) if own else None
    verb = reading.text[hit.start : hit.end]
    unit = subject_person(reading, start, hit) if verb.endswith(_OF_TWO) and not verb.endswith(_OURS) else None
    if unit is None:
        return None
    if unit.proclitics == _AND and unit.payload.number == "singular":
        return _joined(reading, start, unit)
    if unit.suffix or not reading.text[unit.start : unit.word_end].endswith(_OBLIQUE):
        return None
    meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
    return Seen(low=2, best=2, high=2, victim_class=meaning.victim_class, start=unit.start, end=unit.word_end)


def _joined(reading: Reading, start: int, second: Match[Unit]) -> Seen | None:
    """Return one person and the next, whom "and" joins before a verb of two: إن امرأة وطفلتها قتلتا."""
    before = within(reading.units, max(start, second.word_start - _PAIR), second.word_start)
    first = next((u for u in reversed(before) if reading.counts_persons(u.payload)), None)
    if first is None or first.payload.number != "singular" or reading.text[first.word_end : second.word_start].strip():
        return None
    meanings = reading.lexicon.unit_meanings
    kinds = {meanings[unit.payload.unit_id].victim_class for unit in (first, second)}
    kind = kinds.pop() if len(kinds) == 1 else "all"
    return Seen(low=2, best=2, high=2, victim_class=kind, start=first.word_start, end=second.word_end)


def as_casualties(found: list[Amount]) -> list[Amount]:
    """Return numbers of which one that is the sum of dead and wounded told behind it counts both: 40 ضحية (12 و28)."""
    for index, total in enumerate(found):
        dead = next((a.best for a in found[index + 1 :] if a.measure == _DEAD and not a.part), None)
        hurt = next((a.best for a in found[index + 1 :] if a.measure == _HURT and not a.part), None)
        if total.measure == _DEAD and None not in {dead, hurt, total.best} and (dead or 0) + (hurt or 0) == total.best:
            return [*found[:index], replace(total, measure=CASUALTIES), *found[index + 1 :]]
    return found
