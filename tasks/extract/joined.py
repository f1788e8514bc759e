"""Numbers joined by "and" under one word of a toll: خمسة جنود وثلاثة مدنيين are eight, 17 من الجيش و28 من غيره 45."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tasks.extract.amount import Amount, Seen, make_amount
from tasks.extract.amounts import ADDED, OF_THEM, PERSONS, is_joined, is_told_of, words_between
from tasks.extract.company import seen_one, tells_whose
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_REACH = 8  # words between two numbers of one sum, the "and" before the second among them
# Of a sum with people of no class only these are told: 17 من الجيش و28 من الحوثيين, but طفلتين ورجل.
TOLD_APART = frozenset({"child", "woman"})
_WHOSE = 3  # words that tell whose man somebody is
_HIS = frozenset({"", "ه", "ها", "هم", "هما", "هن"})  # ثلاثة أطفال ووالدتهم
_SEVERAL = 2
_TEN = 10  # above it what is counted stands in the singular
_NEAR = 24  # characters behind a number in which "of them" stands
_THINGS = frozenset({"vehicles_destroyed", "buildings_destroyed", "munitions"})
_ADJECTIVE = 2  # words of what a thing is: أربع عربات عسكرية
_PLAIN = frozenset(
    {"preposition", "adverb", "against", "area", "settlement", "company", "no-name", "detachment", "organ"}
)


def add_joined(reading: Reading, first: Amount, verb: int, stop: int) -> tuple[Amount, ...]:
    """Return a number with those joined to it and their sum, which takes the place of a number of no class.

    `verb` ends the word of the toll that the number may stand before: تسعة مسلحين قتلوا إضافة إلى جنديين.
    """
    joined = tuple(_joined(reading, first, verb, stop))
    if _divides_all(reading, first, joined):
        return (first, *(replace(a, part=True) for a in joined if a.victim_class not in {"all", first.victim_class}))
    parts = [first, *joined]
    classes = list(dict.fromkeys(part.victim_class for part in parts))
    if len(parts) == 1 or len(classes) == 1:
        return (add_up(parts),)
    total = add_up(parts).of("all")
    if "all" in classes:
        classes = [told for told in classes if told in TOLD_APART]
    sums = (add_up([part for part in parts if part.victim_class == victim_class]) for victim_class in classes)
    return (total, *(replace(part, part=True) for part in sums))


def _divides_all(reading: Reading, first: Amount, joined: Sequence[Amount]) -> bool:
    """Tell whether numbers behind a comma say who those just counted were: 30 قتيلا، 20 جنديا و10 مسلحين.

    They add up to it, and no "and" stands before the first of them. Of people of no kind those of one kind are a part
    also where the rest stays uncounted: 17 شخصا قتلوا، 12 جنديا والطاقم.
    """
    if not joined or first.best is None or is_joined(reading, joined[0].start):
        return False
    told = sum(a.best or 0 for a in joined)
    listed = reading.text[: joined[0].start].rstrip().endswith("،")  # not عشرة جنود، إضافة إلى ثلاثة عمال
    some = listed and first.victim_class == "all" and all(a.victim_class != "all" for a in joined) and told < first.best
    return some or (len(joined) >= _SEVERAL and told == first.best)


def add_up(parts: Sequence[Amount]) -> Amount:
    """Return the sum of numbers, as far as each bound is known of all of them."""
    first = parts[0]
    if len(parts) == 1:
        return first
    return Amount(
        measure=first.measure,
        victim_class=first.victim_class,
        low=_add([part.low for part in parts]),
        best=_add([part.best for part in parts]),
        high=_add([part.high for part in parts]),
        start=first.start,
        end=parts[-1].end,
        part=first.part,
    )


def add_part(one: Amount, two: Amount) -> Amount:
    """Return two parts of one class as one: طبيب وثلاثة مسعفين are four medics; a vague one says nothing more."""
    return add_up([one, two]) if one.best is not None and two.best is not None else one


def _add(bounds: Sequence[int | None]) -> int | None:
    known = [bound for bound in bounds if bound is not None]
    return sum(known) if len(known) == len(bounds) else None


def open_sum(reading: Reading, first: Amount, start: int) -> Amount:
    """Return the first of the numbers joined before a verb: of ثمانية ضباط وستة من الحرس قتلوا the eight."""
    before = [further for further in _numbers(reading, first.measure, start, first.start) if further.end <= first.start]
    for earlier in reversed(before):
        if not is_joined(reading, first.start) or not _is_next(reading, earlier.end, first.start):
            break
        first = earlier
    return _with_single(reading, first, start)


def _with_single(reading: Reading, first: Amount, start: int) -> Amount:
    """Return the single person to whom a number before a verb is joined: جندي من قواته وثمانية متعاقدين قتلوا."""
    people = [u for u in within(reading.units, start, first.start) if reading.counts_persons(u.payload)]
    if not people or not is_joined(reading, first.start):
        return first
    unit = people[-1]
    alone = unit.payload.number == "singular" and not (unit.suffix or unit.proclitics)
    counted = any(c.start <= unit.start < c.end for c in within(reading.counts, start, first.start))
    if not alone or counted or not tells_whose(reading, unit.word_end, first.start - 1, _WHOSE):
        return first
    meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
    return make_amount(first.measure, meaning.victim_class, seen_one(unit, meaning.victim_class), unit.start, unit.end)


def _joined(reading: Reading, first: Amount, verb: int, stop: int) -> Iterator[Amount]:
    """Yield the numbers joined to one; behind the verb whose subject it is, only those that are added in words."""
    end = first.end
    for further in _numbers(reading, first.measure, first.end, stop, several=_is_several(first)):
        behind = end < verb <= further.start
        end = verb if behind else end
        if further.start < end:
            continue
        joins = _is_added if behind else _is_next
        if not joins(reading, end, further.start):
            return
        yield further
        end = further.end


def _is_several(amount: Amount) -> bool:
    return (amount.best or amount.low or 0) > _TEN


def _numbers(reading: Reading, measure: str, first: int, stop: int, *, several: bool = False) -> Sequence[Amount]:
    """Return the numbers of persons in a span: with a unit, or with the side whose they are (28 من الحوثيين)."""
    meanings = reading.lexicon.unit_meanings
    counts = [c for c in within(reading.counts, first, stop) if c.number.kind != "one_of"]
    found = [
        make_amount(measure, meanings[c.unit.unit_id].victim_class, c.number, c.start, c.end)
        for c in counts
        if meanings[c.unit.unit_id].measure == PERSONS
    ]
    spans = [(c.start, c.end) for c in counts]
    for number in within(reading.numbers, first, stop):
        bare = number.counts and not any(start <= number.start < end for start, end in spans)
        if bare and is_told_of(reading, number):
            found.append(make_amount(measure, "all", number, number.start, number.end))
    singles = _singles(reading, first, stop, spans, several=several)
    found += [make_amount(measure, one.victim_class, one, one.start, one.end) for one in singles]
    return sorted(found, key=lambda amount: amount.start)


def _singles(
    reading: Reading, first: int, stop: int, spans: Sequence[tuple[int, int]], *, several: bool
) -> Iterator[Seen]:
    """Yield the single persons joined by "and": ثلاثة جنود وضابط; behind 12 عسكريا the next ومدنيا is none."""
    for unit in within(reading.units, first, stop):
        meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
        alone = unit.payload.number == "singular" and unit.proclitics == "و" and unit.suffix in _HIS
        if several and reading.shadow.norm.endswith("ا", 0, unit.norm_end):
            return  # 12 عسكريا ومدنيا: the number counts both kinds
        if alone and meaning.measure == PERSONS and not any(start <= unit.start < end for start, end in spans):
            yield Seen(low=1, best=1, high=1, victim_class=meaning.victim_class, start=unit.start, end=unit.end)


def add_things(reading: Reading, amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """Return numbers of things with those joined by "and" added up: دبابتين وأربع عربات are six vehicles."""
    told: list[Amount] = []
    for amount in amounts:
        last = told[-1] if told else None
        alike = last is not None and (last.measure, last.victim_class) == (amount.measure, amount.victim_class)
        if last is not None and alike and last.measure in _THINGS and _is_beside(reading, last.end, amount.start):
            told[-1] = add_up([last, amount])
        else:
            told.append(amount)
    return tuple(told)


def _is_beside(reading: Reading, end: int, start: int) -> bool:
    """Tell whether "and" and no more than an adjective stand between two numbers of things."""
    if not is_joined(reading, start) or words_between(reading, end, start) > _ADJECTIVE + 1:
        return False
    gap = reading.text[end:start].rstrip(" و")
    parted = bool(_between(reading, end, start)) or bool(within(reading.places, end, start))
    return not (parted or any(sign in gap for sign in ".؛:\n،"))


def _is_next(reading: Reading, end: int, start: int) -> bool:
    """Tell whether "and" joins a number to the one before, with no place, cause or other number between."""
    gap = reading.text[end:start]
    if _is_added(reading, end, start):
        return True
    if len(gap.split()) > _REACH or any(sign in gap.rstrip(" و") for sign in ".؛:\n("):
        return False
    other = [*within(reading.words, end, start), *within(reading.numbers, end, start)]
    plain = all(cue.payload.effect in _PLAIN for cue in _between(reading, end, start))
    return is_joined(reading, start) and not other and (plain or tells_whose(reading, end, start - 1, _WHOSE))


def _is_added(reading: Reading, end: int, start: int) -> bool:
    """Tell whether a comma or "in addition to" joins a number to the one before."""
    if reading.text[end:start].strip() == "،":
        return not any(cue.payload.cue_id == OF_THEM for cue in within(reading.cues, start, start + _NEAR))
    plus = [cue for cue in _between(reading, end, start) if cue.payload.effect == "plus"]
    if not plus or reading.text[plus[-1].word_end : start].strip() not in ADDED or within(reading.words, end, start):
        return False
    return words_between(reading, end, plus[-1].word_start) <= _REACH


def _between(reading: Reading, end: int, start: int) -> Sequence[Match[Cue]]:
    return within(reading.cues, end, start)
