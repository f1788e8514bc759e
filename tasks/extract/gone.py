"""Whether people are said to be missing: فقد 15 آخرون; but فقد ثلاثة أطفال والديهم lost what is theirs."""

from tasks.extract.amounts import PERSONS, counts_next
from tasks.extract.reading import Reading, within

_BESIDE = 3  # characters to the next word
_NEXT = 24  # characters behind those counted in which what they lost begins
_THEIRS = ("ه", "ها", "هم", "هما", "هن")
_ARTICLE, _OF_MANY = "ال", "وا"
_AND, _SHE, _FEMALE = "و", "ت", "ة"
_SIGNS = '،,.؛:"”»)'


def goes_missing(reading: Reading, end: int) -> bool:
    """Tell whether people stand right behind a word of loss, by number or one of them, and nothing that they lost."""
    last = _people_end(reading, end)
    if last is None:
        return _ends_clause(reading, end)
    if _inspects(reading, end, last):
        return False
    if within(reading.cued("life"), last, last + _NEXT):
        return False
    word = next(iter(reading.text[last : last + _NEXT].split()), "")
    if (
        not word
        or word[:1] in _SIGNS
        or any(c.word_start <= last + 1 for c in within(reading.cues, last, last + _BESIDE))
    ):
        return True
    return not (word.rstrip(_SIGNS).endswith(_THEIRS) or word.startswith(_ARTICLE))


def _inspects(reading: Reading, end: int, last: int) -> bool:
    """Tell whether a man is the subject of a verb in the feminine, which then is another: تفقد مدير الشرطة المواقع."""
    verb = reading.text[:end].rsplit(maxsplit=1)[-1]
    man = reading.text[end:last].split()
    return verb.lstrip(_AND).startswith(_SHE) and len(man) == 1 and not man[0].endswith(_FEMALE)


def _ends_clause(reading: Reading, end: int) -> bool:
    """Tell whether a verb of many ends its clause, behind those it tells of: وإن ثلاثة فقدوا."""
    rest = reading.text[end : end + 1]
    before = within(reading.numbers, end - _NEXT, end)
    return reading.text[:end].endswith(_OF_MANY) and (not rest or rest in _SIGNS) and any(n.counts for n in before)


def _people_end(reading: Reading, end: int) -> int | None:
    """Return where the people right behind a word end: a number, with its unit or without, or one person."""
    number = next((n for n in within(reading.numbers, end, end + _BESIDE) if n.counts), None)
    count = next(iter(within(reading.counts, end, end + _BESIDE)), None)
    if count is not None:
        return count.end if reading.lexicon.unit_meanings[count.unit.unit_id].measure == PERSONS else None
    if number is not None:
        return None if counts_next(reading, number) else number.end
    unit = next(iter(within(reading.units, end, end + _BESIDE)), None)
    single = unit is not None and reading.counts_persons(unit.payload) and unit.payload.number == "singular"
    return unit.word_end if unit is not None and single and not (unit.proclitics or unit.suffix) else None
