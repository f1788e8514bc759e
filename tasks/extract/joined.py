"""Numbers joined by "and" under one word of a toll: خمسة جنود وثلاثة مدنيين are eight, 17 من الجيش و28 من غيره 45."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.amounts import PERSONS, Amount, is_joined, is_told_of, make_amount
from tasks.extract.reading import Reading, within

_REACH = 5  # words between two numbers of one sum, the "and" before the second among them
_PLAIN = frozenset({"preposition", "adverb", "against", "area", "settlement", "company"})


def add_joined(reading: Reading, first: Amount, stop: int) -> tuple[Amount, ...]:
    """Return a number with those joined to it and their sum, which takes the place of a number of no class."""
    parts = [first, *_joined(reading, first, stop)]
    classes = list(dict.fromkeys(part.victim_class for part in parts))
    if len(parts) == 1 or len(classes) == 1:
        return (_sum(parts),)
    total = replace(_sum(parts), victim_class="all")
    if "all" in classes:
        return (total,)  # 17 من الجيش و28 من الحوثيين: who the first ones were is not told by their number
    sums = (_sum([part for part in parts if part.victim_class == victim_class]) for victim_class in classes)
    return (total, *(replace(part, part=True) for part in sums))


def _sum(parts: Sequence[Amount]) -> Amount:
    """Return the sum of numbers, as far as each bound is known of all of them."""
    return replace(
        parts[0],
        low=_add([part.low for part in parts]),
        best=_add([part.best for part in parts]),
        high=_add([part.high for part in parts]),
        end=parts[-1].end,
    )


def _add(bounds: Sequence[int | None]) -> int | None:
    known = [bound for bound in bounds if bound is not None]
    return sum(known) if len(known) == len(bounds) else None


def _joined(reading: Reading, first: Amount, stop: int) -> Iterator[Amount]:
    end = first.end
    for further in _numbers(reading, first, stop):
        if further.start < end:
            continue
        if not _is_next(reading, end, further.start):
            return
        yield further
        end = further.end


def _numbers(reading: Reading, first: Amount, stop: int) -> Sequence[Amount]:
    """Return the numbers of persons behind a number: with a unit, or with the side whose they are (28 من الحوثيين)."""
    meanings = reading.lexicon.unit_meanings
    counts = [c for c in within(reading.counts, first.end, stop) if c.number.kind != "one_of"]
    found = [
        make_amount(first.measure, meanings[c.unit.unit_id].victim_class, c.number, c.start, c.end)
        for c in counts
        if meanings[c.unit.unit_id].measure == PERSONS
    ]
    spans = [(c.start, c.end) for c in counts]
    for number in within(reading.numbers, first.end, stop):
        bare = number.counts and not any(start <= number.start < end for start, end in spans)
        if bare and is_told_of(reading, number):
            found.append(make_amount(first.measure, "all", number, number.start, number.end))
    return sorted(found, key=lambda amount: amount.start)


def _is_next(reading: Reading, end: int, start: int) -> bool:
    """Tell whether "and" joins a number to the one before, with no place, cause or other number between."""
    gap = reading.text[end:start]
    if gap.strip() == "،":
        return True
    if not is_joined(reading, start) or len(gap.split()) > _REACH or any(sign in gap.rstrip(" و") for sign in ".؛:\n("):
        return False
    other = [*within(reading.words, end, start), *within(reading.numbers, end, start)]
    return not other and all(cue.payload.effect in _PLAIN for cue in within(reading.cues, end, start))
