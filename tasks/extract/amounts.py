"""Numbers of persons: which one stands behind a word of a toll; the one before it is found in numbers_before.py."""

from collections.abc import Sequence

from tasks.extract.amount import Amount, Seen
from tasks.extract.kin import names_kin
from tasks.extract.lexicon import Casualty, UnitMeaning
from tasks.extract.reading import Reading, within
from tasks.extract.victim_classes import class_of_count
from tasks.text.numbers import Count, Number

PERSONS = "persons"
_TIME = frozenset({"unt-time", "unt-days", "unt-weeks", "unt-months"})  # قتل خلال اليومين الماضيين 30 مسلحا
_NOTHING = "none"  # units of what is no happening: families, money, lengths
OF_THEM = "con-of-them"
TOLL = frozenset({"killed", "injured", "missing", "detained", "abducted", "displaced"})
ADDED = ("", "ل")  # "in addition to" ends with a word, or with a particle on the next: بالإضافة لمدنيين اثنين
FLED = "displaced"
CASUALTIES = "casualties"  # dead and injured told as one number
REACH = 60
_PARTING = frozenset({"boundary", "that"})  # قال إن مدنيا قتل وإن خمسة آخرين أصيبوا
_NEAR = 3
_BESIDE = 2  # characters to the next word
_APART = 3  # characters of an "and" with a blank on either side
_AND = "و"
_ARTICLE = "ال"
_BY = "ب"  # بجروح behind a number of wounded
_WHERE = frozenset({"in", "cause", "when"})
_LEADS = _WHERE | {"preposition", "by"}
_THREE, _TEN = 3, 10
_NOUN = 20  # characters in which the noun behind a number stands
_OF_MEN = ("ين", "ون")
_SIGNS = "،,.؛:"
_PARTS_FOLLOW = ":"
_MUCH_MORE = 2  # times: "at least 15" and 35 are the counts of two sources
_OF = 6  # characters to the preposition behind a number


def is_told_by(later: Amount, earlier: Amount) -> bool:
    """Tell whether a number adds nothing to one told before: 4 after "at least 4", one of the victims told by name."""
    if {later.low, later.best} & {earlier.low, earlier.best} - {None}:
        return True
    if later.best is None and later.high is None and earlier.victim_class == later.victim_class:
        return (earlier.best or earlier.low or 0) >= (later.low or 0) > 1  # "more than 100" after 225
    return later.best == 1 and not (later.part or earlier.part) and (earlier.best or earlier.low or 0) > 1


def without_idle(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return the numbers that say something: that somebody fled does not, nor dead and wounded as one behind both."""
    known = {m: {a.best for a in amounts if a.measure == m and not a.part} for m in ("killed", "injured")}
    sums = {a + b for a in known["killed"] - {None} for b in known["injured"] - {None}}  # type: ignore[operator]
    return tuple(
        a for a in amounts if not ((a.vague and a.measure == FLED) or (a.measure == CASUALTIES and a.best in sums))
    )


def is_sharper(later: Amount, earlier: Amount) -> bool:
    """Tell whether a number says exactly what another left open: 17 after tens of dead, 6 after several."""
    if earlier.part or later.part or later.victim_class != earlier.victim_class or earlier.best is not None:
        return False
    if later.best is None:  # more than 30 after tens
        return later.high is None and earlier.high is not None and earlier.high > (later.low or 0) > (earlier.low or 0)
    least = earlier.low or 0
    return earlier.high is not None or least <= 1 or least <= later.best <= _MUCH_MORE * least


def words_between(reading: Reading, start: int, end: int) -> int:
    """Return how many words stand in a span."""
    return len(reading.text[start:end].split())


def seen_of(number: Number, start: int, end: int, victim_class: str) -> Seen:
    """Return a number as one of persons of a class, with the words that tell it."""
    return Seen(low=number.low, best=number.best, high=number.high, start=start, end=end, victim_class=victim_class)


def number_after(reading: Reading, start: int, stop: int, *, hits_things: bool = False) -> Seen | None:
    """Return the first number of persons after a word of a toll, if nothing else is counted before it.

    `hits_things`: the word has things as its object as well (أصابت سبع عربات), so what nobody lists is no person.
    """
    number = next((n for n in within(reading.numbers, start, stop) if n.counts and not is_date(reading, n)), None)
    count = next((c for c in within(reading.counts, start, stop) if c.unit.unit_id not in _TIME), None)
    first = min((item.start for item in (number, count) if item is not None), default=start)
    parted = any(cue.payload.effect in _PARTING for cue in within(reading.cues, start, first))
    if parted or names_kin(reading, first) or _is_by(reading, first):
        return None
    if count is not None and (number is None or count.start <= number.start):
        return _person_count(reading, count, start)
    if number is None or not _counts_people(reading, start, number, beside=hits_things):
        return None
    return seen_of(number, number.start, number.end, "all")


def _is_by(reading: Reading, start: int) -> bool:
    """Tell whether those counted did it: قتل مهاجر برصاص جنديين."""
    hands = within(reading.cued("by"), start - REACH, start)
    return any(not reading.text[hand.word_end : start].strip() for hand in hands)


def _counts_people(reading: Reading, start: int, number: Number, *, beside: bool) -> bool:
    """Tell whether a number without a unit counts whom a word of a toll befell."""
    if number.proclitics.startswith(_BY) and not is_told_of(reading, number):
        return False  # إصابتهما بعدة طلقات
    listed = reading.text.startswith(_PARTS_FOLLOW, number.end)  # قتل في الغارة سبعة: ثلاثة أطفال وأربع نساء
    people = listed or is_told_of(reading, number) or _counts_humans(reading, number)
    if people and _is_behind_phrase(reading, start, number.start):
        return True
    if free_words(reading, start, number.start) > _NEAR or _counts_acts(reading, start, number):
        return False
    return not _counts_things(reading, start, number, beside=beside)


def _is_behind_phrase(reading: Reading, start: int, first: int) -> bool:
    """Tell whether where or in what they fell stands between a verb and its victims: قتل في كمين تسعة من الجنود.

    What stands right behind a preposition belongs to that: أصيب في واحدة من الغارات.
    """
    cues = within(reading.cues, start, first)
    if not cues or cues[0].payload.effect not in _WHERE or reading.text[start : cues[0].word_start].strip():
        return False
    if cues[-1].payload.effect in _LEADS and not reading.text[cues[-1].word_end : first].strip():
        return False
    gap = reading.text[start:first]
    return not (is_joined(reading, first) or any(sign in gap for sign in ".؛:\n") or _other_verb(reading, start, first))


def _other_verb(reading: Reading, start: int, first: int) -> bool:
    """Tell whether another verb of a toll stands in a span: what is counted behind it is its own."""
    return any(isinstance(w.payload, Casualty) for w in within(reading.words, start, first))


def is_date(reading: Reading, number: Number) -> bool:
    """Tell whether a number belongs to a day: ليلة الجمعة 28 من تشرين الأول."""
    days = within(reading.dates, number.start - REACH, number.end)
    return any(day.start <= number.start < day.end for day in days)


def free_words(reading: Reading, start: int, end: int) -> int:
    """Return how many words of a span are no day and no place: استشهد صباح اليوم في مدينة نابلس شابان."""
    text = reading.text[start:end]
    days = [(day.start, day.end) for day in within(reading.dates, start, end)]
    for begin, stop in (*days, *((place.start, place.end) for place in within(reading.places, start, end))):
        first, last = begin - start, min(stop, end) - start
        text = text[:first] + " " * (last - first) + text[last:]
    return len(text.split())


def _counts_things(reading: Reading, start: int, number: Number, *, beside: bool) -> bool:
    """Tell whether a number some words away counts what nobody listed: قتل الفتى بعشرات الطلقات."""
    article = reading.text[number.start - 1].isalpha()  # إصابة العشرات: the article is written onto it
    first = number.start - len(_ARTICLE) if article else number.start
    if not words_between(reading, start, first) and not (beside and counts_next(reading, number)):
        return False
    if is_told_of(reading, number) or _counts_humans(reading, number):
        return False
    return beside or not _ends_phrase(reading, number)


def counts_next(reading: Reading, number: Number) -> bool:
    """Tell whether a noun that no list holds follows a number: ست وحدات; not 12 وأصيب, 12 بجروح."""
    stop = number.end + _OF
    first = number.end + 1
    cues = any(cue.word_start <= first for cue in within(reading.cues, number.end, stop))
    words = any(word.word_start <= first for word in within(reading.words, number.end, stop))
    rest = reading.text[number.end : stop].lstrip()
    return rest[:1].isalpha() and not rest.startswith(_BY) and not (cues or words)


def is_told_of(reading: Reading, number: Number) -> bool:
    """Tell whether "of" stands behind a number without a unit: 17 من الجيش, seventeen of the army."""
    after = within(reading.cues, number.end, number.end + _OF)
    return bool(after) and after[0].payload.effect in {"preposition", "in", "cause", "among", "by", "against"}


def _counts_humans(reading: Reading, number: Number) -> bool:
    """Tell whether the plural of men follows a number from three to ten, of whoever it is: خمسة صوماليين.

    Of things Arabic forms no such plural; above ten and for two the noun says nothing of it.
    """
    if number.best is None or not _THREE <= number.best <= _TEN:
        return False
    noun = next(iter(reading.text[number.end : number.end + _NOUN].split()), "").rstrip(_SIGNS)
    return noun.endswith(_OF_MEN) and counts_next(reading, number)


def _ends_phrase(reading: Reading, number: Number) -> bool:
    rest = reading.text[number.end : number.end + _BESIDE].strip()
    return not rest[:1].isalpha() or rest.startswith("و")


def _counts_acts(reading: Reading, start: int, number: Number) -> bool:
    """Tell whether a number without a unit counts blasts or belongs to another phrase: بجروح في ثلاثة تفجيرات."""
    if within(reading.words, number.end, number.end + _BESIDE):
        return True
    cues = within(reading.cues, start, number.start)
    return any(cue.payload.effect in {"in", "preposition", "cause"} for cue in cues)


def counts_victims(meaning: UnitMeaning, count: Count) -> bool:
    """Tell whether a count says how many were hit: one of the wounded, 5 of the wounded (5 من الجرحى) do not."""
    return meaning.measure == PERSONS or (meaning.measure in TOLL and is_whole(count))


def is_whole(count: Count) -> bool:
    """Tell whether a count says how many there were, not how many of them: أحد الجرحى, 5 من بين المصابين."""
    return count.number.kind != "one_of" and (count.number.kind == "vague" or count.unit_start <= count.number.end + 1)


def is_joined(reading: Reading, start: int) -> bool:
    """Tell whether "and" is written onto a number or right before it: it may open it where وأحد reads as "one"."""
    text = reading.text
    if text[max(0, start - 1) : start + 1].startswith(_AND) or text.startswith("وأ", start):
        return True
    return text[max(0, start - _APART) : start].strip() == _AND  # 20 مدنيا و 5 جنود


def _person_count(reading: Reading, count: Count, start: int) -> Seen | None:
    meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
    reach = _NEAR + 1 + is_joined(reading, count.start)
    if meaning.measure == _NOTHING and _is_of_a_group(reading, count):
        return seen_of(count.number, count.start, count.number.end, "all")
    if not counts_victims(meaning, count):
        return None
    if free_words(reading, start, count.start) > reach and not _is_behind_phrase(reading, start, count.start):
        return None
    if _is_within(reading, count):
        return None
    return seen_of(count.number, count.start, count.end, class_of_count(reading, count))


def _is_within(reading: Reading, count: Count) -> bool:
    """Tell whether "in" stands right before a count: أصيب في رجليه, in both legs."""
    before = within(reading.cues, count.start - _OF, count.start)
    return any(c.payload.effect == "in" and not reading.text[c.word_end : count.start].strip() for c in before)


def _is_of_a_group(reading: Reading, count: Count) -> bool:
    """Tell whether a number counts people of a group that is no unit of theirs: قتل أربعة من عائلة واحدة."""
    between = within(reading.cues, count.number.end, count.unit_start)
    return bool(between) and between[0].payload.effect == "preposition" and count.number.kind != "one_of"
