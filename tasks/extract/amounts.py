"""Numbers of persons: which one stands behind or before a word of a toll, and which are parts of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within
from tasks.text.numbers import Count, Number

PERSONS = "persons"
TOLL = frozenset({"killed", "injured", "missing", "detained", "abducted", "displaced"})
REACH = 60
_NEAR = 3
_SUBJECT = 8  # words between a number and the verb whose subject it is
_BESIDE = 2  # characters to the next word
_AMONG = 40  # characters behind a number in which "among them" stands


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


def words_between(reading: Reading, start: int, end: int) -> int:
    """Return how many words stand in a span."""
    return len(reading.text[start:end].split())


def _seen(number: Number, start: int, end: int, victim_class: str) -> Seen:
    return Seen(low=number.low, best=number.best, high=number.high, start=start, end=end, victim_class=victim_class)


def number_after(reading: Reading, start: int, stop: int) -> Seen | None:
    """Return the first number of persons after a word of a toll, if nothing else is counted before it."""
    number = next((n for n in within(reading.numbers, start, stop) if n.counts), None)
    count = next(iter(within(reading.counts, start, stop)), None)
    if count is not None and (number is None or count.start <= number.start):
        return _with_one_more(reading, _person_count(reading, count, start), start)
    if number is None or words_between(reading, start, number.start) > _NEAR:
        return None
    return None if _counts_acts(reading, start, number) else _seen(number, number.start, number.end, "all")


def _counts_acts(reading: Reading, start: int, number: Number) -> bool:
    """Tell whether a number without a unit counts blasts or belongs to another phrase: بجروح في ثلاثة تفجيرات."""
    if within(reading.words, number.end, number.end + _BESIDE):
        return True
    cues = within(reading.cues, start, number.start)
    return any(cue.payload.effect in {"in", "preposition", "cause"} for cue in cues)


def _with_one_more(reading: Reading, seen: Seen | None, start: int) -> Seen | None:
    """Return a count with the single person told before it: ضابط وثلاثة جنود are four."""
    if seen is None or seen.best is None or reading.text[seen.start - 1 : seen.start] != "و":
        return seen
    single = next((u for u in within(reading.units, start, seen.start) if u.payload.number == "singular"), None)
    if single is None or not reading.counts_persons(single.payload) or words_between(reading, start, single.start) > 0:
        return seen
    gap = reading.text[single.word_end : seen.start - 1]
    if len(gap.split()) > _NEAR or _stopped(reading, single.word_end, seen.start - 1):
        return seen
    total = seen.best + 1
    return replace(seen, low=total, best=total, high=total, start=single.start)


def _person_count(reading: Reading, count: Count, start: int) -> Seen | None:
    meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
    if meaning.measure not in {PERSONS, *TOLL} or words_between(reading, start, count.start) > _NEAR + 1:
        return None
    return _seen(count.number, count.start, count.end, meaning.victim_class)


def number_before(reading: Reading, start: int, hit: Hit) -> Seen | None:
    """Return the number right before a word of a toll: "ثلاثة قتلى", "ثلاثة أشخاص قتلوا"."""
    reach = 0 if hit.shape == "bare" else _SUBJECT if hit.verbal else _NEAR
    aside = _subject_with_aside(reading, start, hit)
    if aside is not None:
        return aside
    for count in reversed(within(reading.counts, start, hit.start)):
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        near = words_between(reading, count.end, hit.start) <= reach and not _stopped(reading, count.end, hit.start)
        if meaning.measure in {PERSONS, *TOLL} and (near or count.end >= hit.end):
            return _seen(count.number, count.start, count.end, meaning.victim_class)
    numbers = [n for n in within(reading.numbers, start, hit.end) if n.counts]
    if not numbers:
        return None
    last = numbers[-1]
    if hit.shape == "bare" and (last.end >= hit.end or not words_between(reading, last.end, hit.start)):
        return _seen(last, last.start, max(last.end, hit.end), "all")
    return _seen(last, last.start, last.end, "all") if hit.verbal and _is_subject(reading, last, hit) else None


def _subject_with_aside(reading: Reading, start: int, hit: Hit) -> Seen | None:
    """Return the subject of a verb that its parts stand between: أربعة مدنيين، بينهم امرأة وطفل، قتلوا."""
    if not hit.verbal:
        return None
    among = [c for c in within(reading.cues, start, hit.start) if c.payload.effect == "among"]
    if not among or words_between(reading, among[-1].word_end, hit.start) > _SUBJECT:
        return None
    before = within(reading.counts, start, among[-1].word_start)
    if not before or reading.text[before[-1].end : among[-1].word_start].strip(" ،,(") != "":
        return None
    count = before[-1]
    meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
    if meaning.measure not in {PERSONS, *TOLL}:
        return None
    return _seen(count.number, count.start, count.end, meaning.victim_class)


def _is_subject(reading: Reading, number: Number, hit: Hit) -> bool:
    """Tell whether a number without a unit is the subject of a verb behind it: "18 من مسلحي الجماعة قتلوا"."""
    if _stopped(reading, number.end, hit.start) or words_between(reading, number.end, hit.start) > _SUBJECT:
        return False
    after = within(reading.cues, number.end, number.end + 6)
    return bool(after) and after[0].payload.effect == "preposition"


def _stopped(reading: Reading, start: int, end: int) -> bool:
    return any(sign in reading.text[start:end] for sign in "،,.؛\n")


def find_parts(reading: Reading, start: int, stop: int) -> Iterator[Seen]:
    """Yield the numbers behind "among them" or in brackets: parts of the number before, each with its own class.

    A single person is one: بينهم امرأة وثلاثة أطفال.
    """
    last = _parts_from(reading, start, stop)
    if last is None:
        return
    found = sorted((*_counts_of(reading, last, stop), *_singles_of(reading, last, stop)), key=lambda seen: seen.start)
    for seen in found:
        if words_between(reading, last, seen.start) > _NEAR - 1:
            return
        yield seen
        last = max(last, seen.end)


def _parts_from(reading: Reading, start: int, stop: int) -> int | None:
    """Return where the parts of a number begin, None where none are told."""
    if reading.text[start : start + 2].strip().startswith("("):
        return reading.text.index("(", start) + 1
    among = [c for c in within(reading.cues, start, min(stop, start + _AMONG)) if c.payload.effect == "among"]
    return among[0].word_end if among else None


def _counts_of(reading: Reading, start: int, stop: int) -> Iterator[Seen]:
    for count in within(reading.counts, start, stop):
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        if meaning.measure != PERSONS:
            return
        yield _seen(count.number, count.start, count.end, meaning.victim_class)


def _singles_of(reading: Reading, start: int, stop: int) -> Iterator[Seen]:
    counted = [(c.start, c.end) for c in within(reading.counts, start, stop)]
    for unit in within(reading.units, start, stop):
        meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
        own = not any(first <= unit.start < last for first, last in counted)
        bare = unit.proclitics in {"", "و"} and not unit.suffix
        if meaning.measure == PERSONS and unit.payload.number == "singular" and own and bare:
            yield Seen(low=1, best=1, high=1, victim_class=meaning.victim_class, start=unit.start, end=unit.end)
