"""The number of persons that stands before a word of a toll, or that a toll has risen to."""

from tasks.extract.amount import Seen
from tasks.extract.amounts import OF_THEM, PERSONS, REACH, counts_next, counts_victims, is_date, seen_of, words_between
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.victim_classes import class_of_count
from tasks.text.numbers import Number

_PLURAL = ("وا", "ون")  # a verb that agrees with several before it: قتلوا, not قتل
_OF_TWO, _OURS = "ا", "نا"
_NEAR = 3
_AND = "و"
_TALLY = 100  # characters from the rise of a tally to the word of its dead
_SUBJECT = 8  # words between a number and the verb whose subject it is
_SUBJECT_OF_MANY = 12  # the same where the verb says that they are several: قتلوا
_NEW_CLAUSE = frozenset({"boundary", "when", "elaborate"})
_OF_ONE = frozenset({"con-relative-he", "con-relative-other"})
_OF = 6  # characters to the preposition behind a number
_BESIDE = 5  # characters to the next word, with its article


def number_before(reading: Reading, start: int, hit: Hit) -> Seen | None:
    """Return the number right before a word of a toll: "ثلاثة قتلى", "ثلاثة أشخاص قتلوا"."""
    reach = 0 if hit.shape == "bare" else _SUBJECT if hit.verbal or hit.suffix else _NEAR
    aside = _subject_with_aside(reading, start, hit) or _of_fate(reading, start, hit)
    if aside is not None:
        return aside
    for count in reversed(within(reading.counts, start, hit.start)):
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        near = words_between(reading, count.end, hit.start) <= reach and not _is_apart(reading, count.end, hit)
        if counts_victims(meaning, count) and (near or count.end >= hit.end):
            return seen_of(count.number, count.start, count.end, class_of_count(reading, count))
    numbers = [n for n in within(reading.numbers, start, hit.end) if n.counts and not is_date(reading, n)]
    if not numbers:
        return None
    last = numbers[-1]
    if hit.suffix and hit.shape == "noun" and not words_between(reading, last.end, hit.start):
        return seen_of(last, last.start, last.end, "all")  # لقي نحو 42 مصرعهم
    if hit.shape == "bare" and (last.end >= hit.end or not words_between(reading, last.end, hit.start)):
        return seen_of(last, last.start, max(last.end, hit.end), "all")
    return seen_of(last, last.start, last.end, "all") if hit.verbal and _is_subject(reading, last, hit) else None


def _of_fate(reading: Reading, start: int, hit: Hit) -> Seen | None:
    """Return the number of those who met a fate told far behind them: لقي 24 من مسلحي كذا وعناصر كذا مصرعهم."""
    met = within(reading.cued("fate"), start, hit.start) if hit.suffix and hit.shape == "noun" else ()
    if not met or _stopped(reading, met[-1].word_end, hit.start):
        return None
    number = next((n for n in within(reading.numbers, met[-1].word_end, hit.start) if n.counts), None)
    if number is None or words_between(reading, met[-1].word_end, number.start) > 1:
        return None
    count = next((c for c in within(reading.counts, number.start, number.end + 1)), None)
    if count is None or not counts_victims(reading.lexicon.unit_meanings[count.unit.unit_id], count):
        return None
    return seen_of(number, number.start, count.end, class_of_count(reading, count))


def risen_number(reading: Reading, hit: Hit, stop: int) -> Seen | None:
    """Return what a toll has risen to, however far on: ارتفعت حصيلة الضحايا الذين خلفهم القصف على البلدة إلى 3."""
    tallied = _tallied(reading, hit) or _amounting(reading, hit, stop)
    if tallied is not None:
        return tallied
    before = within(reading.cues, max(reading.sentences[hit.sentence].start, hit.start - REACH), hit.start)
    rises = [cue for cue in before if cue.payload.effect == "rise"]
    led = bool(rises) and words_between(reading, rises[-1].word_end, hit.start) <= _NEAR
    ahead = _risen_before(reading, rises[-1].word_end, hit.start) if led else None
    if ahead is not None:
        return ahead
    if not (led or _rises_behind(reading, hit) or (rises and _rises_as_well(reading, hit))):
        return None
    for number in within(reading.numbers, hit.end, min(stop, reading.sentences[hit.sentence].end)):
        to = [c for c in within(reading.cues, hit.end, number.start) if c.payload.effect == "preposition"]
        if number.counts and to and not reading.text[to[-1].word_end : number.start].strip():
            if hit.shape != "bare" and counts_next(reading, number):
                return None  # ارتفع عدد عمليات الاغتيال إلى 19 عملية: the attacks are counted
            unit = next((c for c in within(reading.counts, number.start, number.end + 1)), None)
            measure = reading.lexicon.unit_meanings[unit.unit.unit_id].measure if unit else PERSONS
            return seen_of(number, number.start, number.end, "all") if measure == PERSONS else None
    return None


def _amounting(reading: Reading, hit: Hit, stop: int) -> Seen | None:
    """Return what the dead amount to behind the event that they are of: بلغ عدد قتلى الهجوم على الفندق 22 شخصا."""
    verbs = within(reading.cued("amounts"), hit.start - REACH, hit.start) if hit.shape == "bare" else ()
    if not verbs or words_between(reading, verbs[-1].word_end, hit.start) > 1:
        return None
    stop = min(stop, reading.sentences[hit.sentence].end)
    number = next((n for n in within(reading.numbers, hit.end, stop) if n.counts and not is_date(reading, n)), None)
    if number is None or _stopped(reading, hit.end, number.start) or not _names_event(reading, hit.end):
        return None  # عدد القتلى من الشرطة 7: some of them
    between = {c.payload.effect for c in within(reading.cues, hit.end, number.start)}
    count = next(iter(within(reading.counts, number.start, number.end + 1)), None)
    if between & {"relative", *_NEW_CLAUSE} or (count is None and counts_next(reading, number)):
        return None
    if count is not None and not counts_victims(reading.lexicon.unit_meanings[count.unit.unit_id], count):
        return None
    return seen_of(number, number.start, number.end, class_of_count(reading, count) if count else "all")


def _names_event(reading: Reading, start: int) -> bool:
    """Tell whether the event of the dead stands right behind them: قتلى الهجوم."""
    behind = within(reading.words, start, start + _BESIDE)
    return any(isinstance(w.payload, Trigger) and not reading.text[start : w.word_start].strip() for w in behind)


def _tallied(reading: Reading, hit: Hit) -> Seen | None:
    """Return what a tally of those killed has risen to before it is told: يرتفع إلى 91 تعداد المدنيين الذين قتلوا."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _TALLY)
    tally = next(iter(reversed(within(reading.cued("tally"), start, hit.start))), None)
    if tally is None or words_between(reading, tally.word_end, hit.start) > _SUBJECT:
        return None
    if within(reading.words, tally.word_end, hit.start) or _stopped(reading, tally.word_end, hit.start):
        return None
    rises = within(reading.cued("rise"), start, tally.word_start)
    return _risen_before(reading, rises[-1].word_end, tally.word_start) if rises else None


def _risen_before(reading: Reading, start: int, end: int) -> Seen | None:
    """Return the number that stands between a rise and the word of its toll: ارتفع إلى 22 عدد قتلى الهجوم."""
    number = next((n for n in within(reading.numbers, start, end) if n.counts), None)
    return seen_of(number, number.start, number.end, "all") if number is not None else None


def _rises_behind(reading: Reading, hit: Hit) -> bool:
    """Tell whether the word of a toll is the subject of its rise: عدد القتلى ارتفع إلى 65."""
    behind = within(reading.cues, hit.end, hit.end + REACH)
    rise = next((cue for cue in behind if cue.payload.effect == "rise"), None)
    return hit.shape == "bare" and rise is not None and words_between(reading, hit.end, rise.word_start) <= 1


def _rises_as_well(reading: Reading, hit: Hit) -> bool:
    """Tell whether the wounded have risen with the dead: ارتفع عدد القتلى في تفجير المدينة إلى 15 والجرحى إلى 40."""
    if hit.shape != "bare" or not hit.particle.startswith(_AND):
        return False
    to = within(reading.cues, hit.end, hit.end + _OF)
    return any(c.payload.effect == "preposition" and not reading.text[hit.end : c.word_start].strip() for c in to)


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
    if not counts_victims(meaning, count):
        return None
    return seen_of(count.number, count.start, count.end, class_of_count(reading, count))


def agrees_with_many(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb agrees with several before it: قتلوا, لقوا حتفهم, of two قتلا; not قتل, قتلها."""
    verb = reading.text[hit.start : hit.end].split()[0]
    return verb.endswith(_PLURAL) or (hit.verbal and not hit.suffix and verb.endswith(_OF_TWO) and verb[-2:] != _OURS)


def _is_described(reading: Reading, start: int, end: int) -> bool:
    """Tell whether only whose men they are stands between a subject and its parts: ستة عناصر من تنظيم X، بينهم قائد."""
    gap = reading.text[start:end]
    if any(sign in gap for sign in ".؛\n") or len(gap.split()) > _SUBJECT:
        return False
    return not within(reading.words, start, end) and not within(reading.numbers, start, end)


def _is_subject(reading: Reading, number: Number, hit: Hit) -> bool:
    """Tell whether a number without a unit is the subject of a verb behind it: سبعة قتلوا, 18 من المسلحين قتلوا."""
    several = agrees_with_many(reading, hit)
    if several and not hit.particle and not reading.text[number.end : hit.start].strip():
        return not _divides(reading, number, hit)
    reach = _SUBJECT_OF_MANY if several else _SUBJECT
    if _is_apart(reading, number.end, hit) or words_between(reading, number.end, hit.start) > reach:
        return False
    after = within(reading.cues, number.end, number.end + _OF)
    if several and after and after[0].payload.cue_id == OF_THEM:
        return _are_named_before(reading, number, hit)
    return bool(after) and after[0].payload.effect == "preposition"


def _are_named_before(reading: Reading, number: Number, hit: Hit) -> bool:
    """Tell whether "of them" means people of its own sentence: إن المهاجمين انسحبوا، وإن ثلاثة منهم قتلوا.

    Where dead are told before, it divides them: قتل 25 شخصا، 14 منهم قتلوا في بلدة كذا.
    """
    start = reading.sentences[hit.sentence].start
    words = within(reading.words, start, number.start)
    if within(reading.numbers, start, number.start) or any(isinstance(w.payload, Casualty) for w in words):
        return False
    people = within(reading.units, start, number.start)
    return any(u.payload.number == "plural" and reading.counts_persons(u.payload) for u in people)


def _divides(reading: Reading, number: Number, hit: Hit) -> bool:
    """Tell whether a sentence divides those counted before: 14 منهم قتلوا في بلدة كذا، وأن 11 قتلوا في كذا."""
    start = reading.sentences[hit.sentence].start
    return any(cue.payload.cue_id == OF_THEM for cue in within(reading.cued("among"), start, number.start))


def _is_apart(reading: Reading, end: int, hit: Hit) -> bool:
    """Tell whether a number is not the subject of a word behind it: شيع مئات المواطنين جثمان الفتى الذي استشهد."""
    if _stopped(reading, end, _before_comma(reading, end, hit)):
        return True
    if any(cue.payload.effect in _NEW_CLAUSE for cue in within(reading.cues, end, hit.start)):
        return True
    if hit.verbal and is_of_one(reading, hit):
        return True
    if not hit.verbal or agrees_with_many(reading, hit):
        return False
    between = within(reading.units, end, hit.start)
    return any(u.payload.number == "singular" and reading.counts_persons(u.payload) for u in between)


def is_of_one(reading: Reading, hit: Hit) -> bool:
    """Tell whether "who" of one person stands right before a verb: شارك المئات في تشييع فلانة التي قتلت.

    Many people take the pronoun of many; هي التي stands for things as well, which nobody kills.
    """
    before = within(reading.cued("relative"), max(0, hit.start - _OF), hit.start)
    one = any(c.payload.cue_id in _OF_ONE and not reading.text[c.word_end : hit.start].strip() for c in before)
    return one and not agrees_with_many(reading, hit)


def _before_comma(reading: Reading, end: int, hit: Hit) -> int:
    """Return where a gap ends before the comma that parts a subject from its verb: ثلاثة جنود من قوات كذا، قتلوا."""
    gap = reading.text[end : hit.start].rstrip()
    own = hit.verbal and not hit.particle and agrees_with_many(reading, hit) and gap.endswith("،")
    return end + len(gap) - 1 if own else hit.start


def _stopped(reading: Reading, start: int, end: int) -> bool:
    return any(sign in reading.text[start:end] for sign in "،,.؛\n")
