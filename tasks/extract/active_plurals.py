"""Whether a verb of several tells what they did or what befell them: قتلوا is both "they killed" and "were killed".

Whom they killed stands right behind it without a preposition: هاجم عشرون مسلحا القرية وقتلوا تاجرا. The twenty are then
no dead.
"""

from tasks.extract.hits import Hit
from tasks.extract.numbers_before import agrees_with_many
from tasks.extract.reading import Reading, within

_NEXT = 3  # characters to the next word
_AND = "و"
_ACCUSATIVE = ("ا", "اً", "ًا")
_ARTICLE = "ال"
_THEM = "هم"  # قتلوا جميعهم: those told before
_LED = ("ب", "ل", "ك", "ف")  # what may be a preposition written onto a word
_PAIR = 2


def have_object(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb of several has whom it hit right behind it."""
    if not hit.verbal or hit.suffix or not agrees_with_many(reading, hit):
        return False
    return _is_one_person(reading, hit) or _is_named(reading, hit) or _is_definite(reading, hit)


def _is_one_person(reading: Reading, hit: Hit) -> bool:
    """Tell whether one person stands there in the case of an object: قتلوا تاجرا."""
    unit = next(iter(within(reading.units, hit.end, hit.end + _NEXT)), None)
    if unit is None or unit.proclitics or reading.text[hit.end : unit.start].strip():
        return False
    told = reading.text[unit.start : unit.word_end].endswith(_ACCUSATIVE)
    return told and unit.payload.number == "singular" and reading.counts_persons(unit.payload)


def _is_named(reading: Reading, hit: Hit) -> bool:
    """Tell whether a man of a people or a side stands there as an object: قتلوا فلسطينيا."""
    named = next(iter(within(reading.entities, hit.end, hit.end + _NEXT)), None)
    if named is None or reading.text[hit.end : named.start].strip():
        return False
    return reading.text[named.start : named.end].split()[0].endswith(_ACCUSATIVE)


def _is_definite(reading: Reading, hit: Hit) -> bool:
    """Tell whether a noun with the article, or with one behind it, follows "and they killed": وقتلوا زعيم القرية."""
    tokens = within(reading.tokens, hit.end, hit.end + 4 * _NEXT * _NEXT)[:_PAIR]
    if not hit.particle.startswith(_AND) or len(tokens) < _PAIR or reading.text[hit.end : tokens[0].start].strip():
        return False
    first, second = (reading.text[t.start : t.end] for t in tokens)
    told = first.startswith(_ARTICLE) or second.startswith(_ARTICLE)
    other = first.endswith((*_ACCUSATIVE, _THEM)) or first.startswith(_LED)
    spans = (reading.cues, reading.dates, reading.places)
    return told and not other and not any(within(found, tokens[0].start, tokens[0].end) for found in spans)
