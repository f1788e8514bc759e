"""Numbers of persons: which one stands behind or before a word of a toll."""

from dataclasses import dataclass

from tasks.extract.hits import Hit
from tasks.extract.lexicon import UnitMeaning
from tasks.extract.reading import Reading, within
from tasks.extract.victim_classes import class_of_count
from tasks.text.numbers import Count, Number

PERSONS = "persons"
_NOTHING = "none"  # units of what is no happening: families, money, lengths
OF_THEM = "con-of-them"
PLURAL = ("وا", "ون")  # a verb that agrees with several before it: قتلوا, not قتل
TOLL = frozenset({"killed", "injured", "missing", "detained", "abducted", "displaced"})
ADDED = ("", "ل")  # "in addition to" ends with a word, or with a particle on the next: بالإضافة لمدنيين اثنين
REACH = 60
_NEAR = 3
_SUBJECT = 8  # words between a number and the verb whose subject it is
_SUBJECT_OF_MANY = 12  # the same where the verb says that they are several: قتلوا
_BESIDE = 2  # characters to the next word
_ARTICLE = "ال"
_BY = "ب"  # بجروح behind a number of wounded
_NEW_CLAUSE = frozenset({"boundary", "when", "elaborate"})
_OF = 6  # characters to the preposition behind a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One number of an event, ready to become a quantity."""

    measure: str
    victim_class: str
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    part: bool = False

    @property
    def vague(self) -> bool:
        """Whether it only says "some"."""
        return self.low == 1 and self.best is None and self.high is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A number of persons, with its class and its words."""

    low: int | None
    best: int | None
    high: int | None
    victim_class: str
    start: int
    end: int
    parts: tuple["Seen", ...] = ()
    """How many of each class that tells of whom, where several numbers make one: امرأة وثلاثة أطفال."""


def make_amount(measure: str, victim_class: str, number: Number | Seen, start: int, end: int) -> Amount:
    """Return an amount with the bounds of a number."""
    return Amount(
        measure=measure,
        victim_class=victim_class,
        low=number.low,
        best=number.best,
        high=number.high,
        start=start,
        end=end,
    )


def is_told_by(later: Amount, earlier: Amount) -> bool:
    """Tell whether a number adds nothing to one told before: 4 after "at least 4", one of the victims told by name."""
    if {later.low, later.best} & {earlier.low, earlier.best} - {None}:
        return True
    if later.best is None and later.high is None and earlier.victim_class == later.victim_class:
        return (earlier.best or 0) >= (later.low or 0) > 1  # "more than 100" after 225
    return later.best == 1 and not (later.part or earlier.part) and (earlier.best or earlier.low or 0) > 1


def is_sharper(later: Amount, earlier: Amount) -> bool:
    """Tell whether a number says exactly what another left open: 17 after tens of dead, 6 after several."""
    if later.best is None or earlier.part or later.part:
        return False
    if later.victim_class != earlier.victim_class or earlier.best is not None:
        return False
    return earlier.high is not None or later.best >= (earlier.low or 0)


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
    number = next((n for n in within(reading.numbers, start, stop) if n.counts and not _is_date(reading, n)), None)
    count = next(iter(within(reading.counts, start, stop)), None)
    first = min((item.start for item in (number, count) if item is not None), default=start)
    if any(cue.payload.effect == "boundary" for cue in within(reading.cues, start, first)):
        return None
    if count is not None and (number is None or count.start <= number.start):
        return _person_count(reading, count, start)
    if number is None or free_words(reading, start, number.start) > _NEAR:
        return None
    if _counts_acts(reading, start, number) or _counts_things(reading, start, number, beside=hits_things):
        return None
    return seen_of(number, number.start, number.end, "all")


def _is_date(reading: Reading, number: Number) -> bool:
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
    if not words_between(reading, start, first) and not (beside and _counts_next(reading, number)):
        return False
    return not (is_told_of(reading, number) or (not beside and _ends_phrase(reading, number)))


def _counts_next(reading: Reading, number: Number) -> bool:
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
    return bool(after) and after[0].payload.effect in {"preposition", "in", "cause", "among", "by"}


def _ends_phrase(reading: Reading, number: Number) -> bool:
    rest = reading.text[number.end : number.end + _BESIDE].strip()
    return not rest[:1].isalpha() or rest.startswith("و")


def _counts_acts(reading: Reading, start: int, number: Number) -> bool:
    """Tell whether a number without a unit counts blasts or belongs to another phrase: بجروح في ثلاثة تفجيرات."""
    if within(reading.words, number.end, number.end + _BESIDE):
        return True
    cues = within(reading.cues, start, number.start)
    return any(cue.payload.effect in {"in", "preposition", "cause"} for cue in cues)


def _counts_victims(meaning: UnitMeaning, count: Count) -> bool:
    """Tell whether a count says how many were hit: one of the wounded, 5 of the wounded (5 من الجرحى) do not."""
    return meaning.measure == PERSONS or (meaning.measure in TOLL and is_whole(count))


def is_whole(count: Count) -> bool:
    """Tell whether a count says how many there were, not how many of them: أحد الجرحى, 5 من بين المصابين."""
    return count.number.kind != "one_of" and (count.number.kind == "vague" or count.unit_start <= count.number.end + 1)


def is_joined(reading: Reading, start: int) -> bool:
    """Tell whether "and" is written onto a number: it stands before it, or opens it where وأحد reads as "one"."""
    return reading.text[max(0, start - 1) : start + 1].startswith("و") or reading.text.startswith("وأ", start)


def _person_count(reading: Reading, count: Count, start: int) -> Seen | None:
    meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
    reach = _NEAR + 1 + is_joined(reading, count.start)
    if meaning.measure == _NOTHING and _is_of_a_group(reading, count):
        return seen_of(count.number, count.start, count.number.end, "all")
    if not _counts_victims(meaning, count) or free_words(reading, start, count.start) > reach:
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


def number_before(reading: Reading, start: int, hit: Hit) -> Seen | None:
    """Return the number right before a word of a toll: "ثلاثة قتلى", "ثلاثة أشخاص قتلوا"."""
    reach = 0 if hit.shape == "bare" else _SUBJECT if hit.verbal or hit.suffix else _NEAR
    aside = _subject_with_aside(reading, start, hit)
    if aside is not None:
        return aside
    for count in reversed(within(reading.counts, start, hit.start)):
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        near = words_between(reading, count.end, hit.start) <= reach and not _is_apart(reading, count.end, hit)
        if _counts_victims(meaning, count) and (near or count.end >= hit.end):
            return seen_of(count.number, count.start, count.end, class_of_count(reading, count))
    numbers = [n for n in within(reading.numbers, start, hit.end) if n.counts and not _is_date(reading, n)]
    if not numbers:
        return None
    last = numbers[-1]
    if hit.suffix and hit.shape == "noun" and not words_between(reading, last.end, hit.start):
        return seen_of(last, last.start, last.end, "all")  # لقي نحو 42 مصرعهم
    if hit.shape == "bare" and (last.end >= hit.end or not words_between(reading, last.end, hit.start)):
        return seen_of(last, last.start, max(last.end, hit.end), "all")
    return seen_of(last, last.start, last.end, "all") if hit.verbal and _is_subject(reading, last, hit) else None


def risen_number(reading: Reading, hit: Hit, stop: int) -> Seen | None:
    """Return what a toll has risen to, however far on: ارتفعت حصيلة الضحايا الذين خلفهم القصف على البلدة إلى 3."""
    before = within(reading.cues, max(reading.sentences[hit.sentence].start, hit.start - REACH), hit.start)
    rises = [cue for cue in before if cue.payload.effect == "rise"]
    led = bool(rises) and words_between(reading, rises[-1].word_end, hit.start) <= _NEAR
    ahead = _risen_before(reading, rises[-1].word_end, hit) if led else None
    if ahead is not None:
        return ahead
    if not led and not _rises_behind(reading, hit):
        return None
    for number in within(reading.numbers, hit.end, min(stop, reading.sentences[hit.sentence].end)):
        to = [c for c in within(reading.cues, hit.end, number.start) if c.payload.effect == "preposition"]
        if number.counts and to and not reading.text[to[-1].word_end : number.start].strip():
            unit = next((c for c in within(reading.counts, number.start, number.end + 1)), None)
            measure = reading.lexicon.unit_meanings[unit.unit.unit_id].measure if unit else PERSONS
            return seen_of(number, number.start, number.end, "all") if measure == PERSONS else None
    return None


def _risen_before(reading: Reading, start: int, hit: Hit) -> Seen | None:
    """Return the number that stands between a rise and the word of its toll: ارتفع إلى 22 عدد قتلى الهجوم."""
    number = next((n for n in within(reading.numbers, start, hit.start) if n.counts), None)
    return seen_of(number, number.start, number.end, "all") if number is not None else None


def _rises_behind(reading: Reading, hit: Hit) -> bool:
    """Tell whether the word of a toll is the subject of its rise: عدد القتلى ارتفع إلى 65."""
    behind = within(reading.cues, hit.end, hit.end + REACH)
    rise = next((cue for cue in behind if cue.payload.effect == "rise"), None)
    return hit.shape == "bare" and rise is not None and words_between(reading, hit.end, rise.word_start) <= 1


def _subject_with_aside(reading: Reading, start: int, hit: Hit) -> Seen | None:
    """Return the subject of a verb that its parts stand between: أربعة مدنيين، بينهم امرأة وطفل، قتلوا."""
    if not hit.verbal:
        return None
    among = [c for c in within(reading.cues, start, hit.start) if c.payload.effect == "among"]
    if not among or words_between(reading, among[-1].word_end, hit.start) > _SUBJECT:
        return None
    before = within(reading.counts, start, among[-1].word_start)
    if not before or not _is_described(reading, before[-1].end, among[-1].word_start):
        return None
    count = before[-1]
    meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
    if not _counts_victims(meaning, count):
        return None
    return seen_of(count.number, count.start, count.end, class_of_count(reading, count))


def _is_described(reading: Reading, start: int, end: int) -> bool:
    """Tell whether only whose men they are stands between a subject and its parts: ستة عناصر من تنظيم X، بينهم قائد."""
    gap = reading.text[start:end]
    if any(sign in gap for sign in ".؛\n") or len(gap.split()) > _SUBJECT:
        return False
    return not within(reading.words, start, end) and not within(reading.numbers, start, end)


def _is_subject(reading: Reading, number: Number, hit: Hit) -> bool:
    """Tell whether a number without a unit is the subject of a verb behind it: سبعة قتلوا, 18 من المسلحين قتلوا."""
    several = reading.text[hit.start : hit.end].endswith(PLURAL)
    if several and not hit.particle and not reading.text[number.end : hit.start].strip():
        return not _divides(reading, number, hit)
    reach = _SUBJECT_OF_MANY if several else _SUBJECT
    if _is_apart(reading, number.end, hit) or words_between(reading, number.end, hit.start) > reach:
        return False
    after = within(reading.cues, number.end, number.end + _OF)
    return bool(after) and after[0].payload.effect == "preposition"


def _divides(reading: Reading, number: Number, hit: Hit) -> bool:
    """Tell whether a sentence divides those counted before: 14 منهم قتلوا في بلدة كذا، وأن 11 قتلوا في كذا."""
    start = reading.sentences[hit.sentence].start
    return any(cue.payload.cue_id == OF_THEM for cue in within(reading.cued("among"), start, number.start))


def _is_apart(reading: Reading, end: int, hit: Hit) -> bool:
    """Tell whether a number is not the subject of a word behind it: شيع مئات المواطنين جثمان الفتى الذي استشهد."""
    if _stopped(reading, end, hit.start):
        return True
    if any(cue.payload.effect in _NEW_CLAUSE for cue in within(reading.cues, end, hit.start)):
        return True
    if not hit.verbal or reading.text[hit.start : hit.end].endswith(PLURAL):
        return False
    between = within(reading.units, end, hit.start)
    return any(u.payload.number == "singular" and reading.counts_persons(u.payload) for u in between)


def _stopped(reading: Reading, start: int, end: int) -> bool:
    return any(sign in reading.text[start:end] for sign in "،,.؛\n")
