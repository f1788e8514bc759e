"""The parts of a toll: five dead, two children and a woman among them; ten dead, seven of them children."""

from collections.abc import Iterator

from tasks.extract.actor_kinds import ARMED
from tasks.extract.amount import Seen
from tasks.extract.amounts import OF_THEM, PERSONS, is_told_of, seen_of, words_between
from tasks.extract.reading import Reading, within
from tasks.extract.victim_classes import class_of_count

_REACH = 2  # words between a part and the next
_SIGN = 3  # characters in which the sign that opens a list of parts stands
_OPENING = frozenset("(-–:")
_OF_SIDE = 24  # characters between a number and the side whose men are counted
_TEN = 10  # above it what is counted stands in the singular, and so does what is joined to it
_AMONG = 40  # characters behind a number in which "among them" stands
_UNTOLD = frozenset({"all", "combatant"})  # قادة or مسؤولون among the victims say nothing of their number


def find_parts(reading: Reading, start: int, stop: int) -> Iterator[Seen]:
    """Yield the numbers behind "among them" or in brackets: parts of the number before, each with its own class.

    A single person is one: بينهم امرأة وثلاثة أطفال.
    """
    last = _parts_from(reading, start, stop)
    if last is None:
        return
    first = _part_of_them(reading, start, stop)
    if first is not None:
        yield first
        last = first.end
    told = (*_counts_of(reading, last, stop), *_singles_of(reading, last, stop), *_numbers_of(reading, last, stop))
    found = sorted(told, key=lambda seen: seen.start)
    for seen in found:
        if words_between(reading, last, seen.start) > _REACH:
            return
        yield seen
        last = max(last, seen.end)


def _parts_from(reading: Reading, start: int, stop: int) -> int | None:
    """Return where the parts of a number begin, None where none are told."""
    opened = reading.text[start : start + _SIGN].strip()[:1]
    if opened in _OPENING:
        return reading.text.index(opened, start) + 1
    among = [c for c in within(reading.cues, start, min(stop, start + _AMONG)) if c.payload.effect == "among"]
    return among[0].word_end if among else None


def _part_of_them(reading: Reading, start: int, stop: int) -> Seen | None:
    """Return the part whose number stands before "of them" and whose class behind: عشرة قتلى، 7 منهم أطفال."""
    cues = within(reading.cues, start, min(stop, start + _AMONG))
    among = next((c for c in cues if c.payload.cue_id == OF_THEM), None)
    if among is None:
        return None
    numbers = [n for n in within(reading.numbers, start, among.word_start) if n.counts]
    unit = next(iter(within(reading.units, among.word_end, stop)), None)
    if not numbers or unit is None or not reading.counts_persons(unit.payload) or unit.proclitics or unit.suffix:
        return None
    number, victim_class = numbers[-1], reading.lexicon.unit_meanings[unit.payload.unit_id].victim_class
    apart = words_between(reading, number.end, among.word_start)
    apart += words_between(reading, among.word_end, unit.word_start)
    return None if apart or victim_class == "all" else seen_of(number, number.start, unit.end, victim_class)


def _counts_of(reading: Reading, start: int, stop: int) -> Iterator[Seen]:
    for count in within(reading.counts, start, stop):
        if reading.lexicon.unit_meanings[count.unit.unit_id].measure != PERSONS:
            return
        yield seen_of(count.number, count.start, count.end, class_of_count(reading, count))


def _numbers_of(reading: Reading, start: int, stop: int) -> Iterator[Seen]:
    """Yield the numbers told of a side without a unit: أربعة من قوات الأمن; those of a force are combatants."""
    counted = {c.number.start for c in within(reading.counts, start, stop)}
    for number in within(reading.numbers, start, stop):
        if number.start in counted or not number.counts or not is_told_of(reading, number):
            continue
        side = next(iter(within(reading.entities, number.end, min(stop, number.end + _OF_SIDE))), None)
        if side is not None:
            yield seen_of(number, number.start, side.end, "combatant" if side.kind in ARMED else "all")


def _is_listed(reading: Reading, start: int) -> bool:
    """Tell whether a comma stands before a word: امرأة، طفل."""
    return reading.text[:start].rstrip()[-1:] in {"،", ","}


def _singles_of(reading: Reading, start: int, stop: int) -> Iterator[Seen]:
    counts = within(reading.counts, start, stop)
    counted = [(c.start, c.end) for c in counts]
    several = [c.end for c in counts if (c.number.best or c.number.low or 0) > _TEN]
    for unit in within(reading.units, start, stop):
        meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
        own = not any(first <= unit.start < last for first, last in counted)
        bare = unit.proclitics in {"", "و"} and not unit.suffix
        if meaning.measure != PERSONS or not own or not bare:
            continue
        if (
            not unit.proclitics
            and words_between(reading, start, unit.word_start)
            and not _is_listed(reading, unit.word_start)
        ):
            continue  # بينهم ثلاثة أطفال في هجوم انتحاري: of a bomber the list says nothing
        beside = [end for _, end in counted if unit.word_start - end == 1]
        if beside and (not unit.proclitics or beside[0] in several):
            continue  # 75 طفلا قاصرا, 16 امرأة وفتاة: the number counts them
        if unit.payload.number == "singular":
            yield Seen(low=1, best=1, high=1, victim_class=meaning.victim_class, start=unit.start, end=unit.end)
        elif unit.payload.number == "plural" and meaning.victim_class not in _UNTOLD:  # بينهم نساء وأطفال
            yield Seen(low=1, best=None, high=None, victim_class=meaning.victim_class, start=unit.start, end=unit.end)
