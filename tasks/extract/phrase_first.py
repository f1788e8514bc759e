"""Victims told without a number in longer ways: قتل على إثرها مدني, أصيب في القصف طفل, مقتل كل من فلان وفلان."""

from dataclasses import replace

from tasks.extract.amount import Amount
from tasks.extract.amounts import PERSONS, REACH
from tasks.extract.hits import Hit
from tasks.extract.lexicon import UnitMeaning
from tasks.extract.reading import Reading, within
from tasks.extract.victim_classes import meaning_of

_WHERE = frozenset({"in", "cause", "when", "thereupon"})
_ARTICLE, _AND = "ال", "و"
_PARTICLES = frozenset({"thereupon", "in", "cause", "when", "preposition", "against", "by"})
_SIGNS = ".،,؛:\n("
_LONGEST = 4  # words of such a phrase
_NAMES = 14  # words of a list of victims by name, up to its "and"
_NEXT = 2
_PREPOSITIONS = frozenset({"in", "preposition", "by", "company", "against"})


def person_behind_phrase(reading: Reading, hit: Hit, end: int) -> tuple[UnitMeaning, int, int] | None:
    """Return the single person behind a phrase that says where or in what he fell, each word of it definite.

    Behind an indefinite noun whoever follows may do something: أصيب في هجوم شنه مسلح.
    """
    stop = min(hit.end + REACH, reading.sentences[hit.sentence].end, end)
    cue = next(iter(within(reading.cues, hit.end, stop)), None)
    if cue is None or cue.payload.effect not in _WHERE or reading.text[hit.end : cue.word_start].strip():
        return None
    unit = next((u for u in within(reading.units, cue.word_end, stop) if reading.counts_persons(u.payload)), None)
    if unit is None or unit.proclitics or unit.suffix or unit.payload.number != "singular":
        return None
    if within(reading.words, hit.end, cue.word_start) or not _is_definite(reading, hit.end, unit.word_start):
        return None
    return meaning_of(reading, unit.payload, unit.end), unit.word_start, unit.word_end


def _is_definite(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a phrase is a particle with a pronoun (على إثرها) or with definite nouns (في القصف على البلدة)."""
    gap = reading.text[start:end]
    cues = within(reading.cues, start, end)
    if any(sign in gap for sign in _SIGNS) or any(c.payload.effect == "relative" for c in cues):
        return False
    told = [(day.start, day.end) for day in within(reading.dates, start, end)]
    told += [(place.start, place.end) for place in within(reading.places, start, end)]
    told += [(cue.word_start, cue.word_end) for cue in cues if cue.payload.effect in _PARTICLES]
    for first, last in told:
        gap = gap[: first - start] + " " * (last - first) + gap[last - start :]
    words = gap.split()
    return len(words) <= _LONGEST and all(word.startswith(_ARTICLE) for word in words)


def at_least_two(reading: Reading, hit: Hit, some: Amount, stop: int) -> Amount:
    """Return victims told by their names behind "each of" as two at least: قتل كل من فلان وفلان."""
    each = next(iter(within(reading.cued("each"), hit.end, hit.end + _NEXT)), None)
    if each is None or reading.text[hit.end : each.word_start].strip():
        return some
    end = min(stop, reading.sentences[hit.sentence].end)
    words = reading.text[each.word_end : end].split()[:_NAMES]
    joined = next((i for i, word in enumerate(words) if i and word.startswith(_AND)), None)
    if joined is None or some.measure == PERSONS or _does(reading, each.word_end, end):
        return some  # مقتل كل من فيها, اعتقال كل من شارك في كذا
    return replace(some, low=2, end=each.word_end)


def _does(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a preposition stands right behind "each of", or one word behind it: كل من فيه, كل من شارك في."""
    first = reading.text[start:end].split()[:1]
    reach = start + len(first[0]) + _NEXT + 1 if first else start
    return any(cue.payload.effect in _PREPOSITIONS for cue in within(reading.cues, start, reach + 1))


def found_dead(reading: Reading, hit: Hit) -> tuple[UnitMeaning, int, int] | None:
    """Return the person right before a word that says how he was found: على جثة شاب مقتولا."""
    people = within(reading.units, hit.start - REACH, hit.end)
    unit = next((u for u in reversed(people) if u.start < hit.start), None)
    if (
        unit is None
        or hit.particle
        or people[-1].payload.number != "singular"
        or unit.payload.number != "singular"
        or reading.text[unit.end : hit.start].strip()
    ):
        return None
    meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
    return (meaning, unit.start, unit.end) if meaning.measure == PERSONS else None
