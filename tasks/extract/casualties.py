"""How many, of what, by the words: tolls, sorties, sites; each number once, with the unit that gives it its measure.

"بينهم 3 أطفال" is a part of the number before it; victims without a number are at least one; a unit that never counts
victims (miles, hours, votes) gives nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import UnitMeaning
from tasks.extract.reading import Reading, within
from tasks.text.numbers import Count, Number

PERSONS = "persons"
TOLL = frozenset({"killed", "injured", "missing", "detained", "abducted", "displaced"})
_NEAR = 3
_SUBJECT = 8  # words between a number and the verb whose subject it is
_REACH = 60


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


def find_amounts(reading: Reading, group: Group, measures: frozenset[str]) -> tuple[Amount, ...]:
    """Return the numbers of a group: its toll, and what else its event may count (`measures`)."""
    tolls = list(_tolls(reading, group))
    others = [a for a in _counted(reading, group) if a.measure in measures and a.measure not in TOLL and not a.vague]
    found: dict[tuple[str, str, int], Amount] = {}
    for amount in [*tolls, *others]:
        found.setdefault((amount.measure, amount.victim_class, amount.start), amount)
    kept = _without_vague(sorted(found.values(), key=lambda a: a.start))
    return tuple(_with_totals(kept))


def _with_totals(amounts: Sequence[Amount]) -> Iterator[Amount]:
    """Yield the numbers; where one class is all that is counted, its number is the total as well."""
    for amount in amounts:
        same = [a for a in amounts if a.measure == amount.measure]
        if amount.victim_class != "all" and same[0] is amount and not _several(same):
            yield replace(amount, victim_class="all")
        yield amount


def _several(amounts: Sequence[Amount]) -> bool:
    """Whether two numbers of a measure stand side by side, none a part of the other: 3 soldiers and 2 civilians."""
    first = amounts[0]
    return any(not a.part for a in amounts[1:] if a.start != first.start)


def _without_vague(amounts: Sequence[Amount]) -> list[Amount]:
    said = {a.measure for a in amounts if not a.vague}
    seen: set[str] = set()
    kept = []
    for amount in amounts:
        if amount.vague and (amount.measure in said or amount.measure in seen):
            continue
        seen.add(amount.measure)
        kept.append(amount)
    return kept


def _counted(reading: Reading, group: Group) -> Iterator[Amount]:
    for count in within(reading.counts, group.start, group.end):
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        if meaning.measure == PERSONS and meaning.victim_class == "combatant" and not group.casualties:
            yield _amount("personnel", "all", count.number, count.start, count.end)
        elif meaning.measure not in {PERSONS, "none"}:
            yield _amount(meaning.measure, meaning.victim_class, count.number, count.start, count.end)


def _tolls(reading: Reading, group: Group) -> Iterator[Amount]:
    taken: set[int] = set()
    casualties = [hit for hit in group.casualties if hit.casualty and hit.casualty.measure != "result"]
    for position, hit in enumerate(casualties):
        following = casualties[position + 1].start if position + 1 < len(casualties) else group.end
        earlier = casualties[position - 1].end if position else None
        yield from _toll_of(reading, hit, earlier, following, taken)
    for count in within(reading.counts, group.start, group.end):
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        if meaning.measure in TOLL and count.start not in taken:
            taken.add(count.start)
            yield _amount(meaning.measure, meaning.victim_class, count.number, count.start, count.end)


def _toll_of(reading: Reading, hit: Hit, earlier: int | None, following: int, taken: set[int]) -> Iterator[Amount]:
    """Yield what one word of a toll counts: the first count beside it, and the parts of it."""
    measure = hit.casualty.measure if hit.casualty else ""
    if _shares_number(reading, hit, earlier, following):
        yield Amount(measure=measure, victim_class="all", low=1, best=None, high=None, start=hit.start, end=hit.end)
        return
    first = _first_count(reading, hit, earlier, following, taken)
    if first is None:
        yield from _uncounted(reading, hit, measure)
        return
    yield first
    taken.add(first.start)
    yield from _joined_counts(reading, first, following, taken)
    if first.start < hit.start:
        return
    for part in _parts(reading, first.end, following):
        if part.start not in taken:
            taken.add(part.start)
            yield replace(_amount(measure, part.victim_class, part, part.start, part.end), part=True)


def _joined_counts(reading: Reading, first: Amount, following: int, taken: set[int]) -> Iterator[Amount]:
    """Yield the counts joined to one by and, and their sum: خمسة جنود وثلاثة مدنيين are eight."""
    end, total = first.end, first.best
    found = []
    for count in within(reading.counts, first.end, following):
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        if meaning.measure != PERSONS or reading.text[end : count.start].strip() not in {"و", "،"}:
            break
        taken.add(count.start)
        end = count.end
        total = total + count.number.best if total is not None and count.number.best is not None else None
        found.append(_amount(first.measure, meaning.victim_class, count.number, count.start, count.end))
    if found and total is not None:
        yield replace(first, victim_class="all", low=total, best=total, high=total, end=end)
    yield from found


def _shares_number(reading: Reading, hit: Hit, earlier: int | None, following: int) -> bool:
    """Tell whether one number counts dead and injured together: مقتل وإصابة 11 شخصا."""
    if hit.shape == "bare" or hit.suffix:
        return False
    with_next = not reading.text[hit.end : following].strip() and following < len(reading.text)
    with_last = earlier is not None and not reading.text[earlier : hit.start].strip() and hit.particle.startswith("و")
    return with_next or with_last


def _first_count(reading: Reading, hit: Hit, earlier: int | None, following: int, taken: set[int]) -> Amount | None:
    measure = hit.casualty.measure if hit.casualty else ""
    after = (
        None if hit.shape == "bare" and not hit.definite else _after(reading, hit.end, min(following, hit.end + _REACH))
    )
    if after is None and (hit.shape == "bare" or hit.suffix or hit.verbal):
        after = _before(reading, max(earlier or 0, reading.sentences[hit.sentence].start, hit.start - 2 * _REACH), hit)
    if after is None or after.start in taken:
        return None
    return _amount(measure, after.victim_class, after, after.start, after.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A number of persons, with its class and its words."""

    low: int | None
    best: int | None
    high: int | None
    victim_class: str
    start: int
    end: int


def _seen(number: Number, start: int, end: int, victim_class: str) -> _Seen:
    return _Seen(low=number.low, best=number.best, high=number.high, start=start, end=end, victim_class=victim_class)


def _after(reading: Reading, start: int, stop: int) -> _Seen | None:
    """Return the first number of persons after a word of a toll, if nothing else is counted before it."""
    number = next((n for n in within(reading.numbers, start, stop) if n.counts), None)
    count = next(iter(within(reading.counts, start, stop)), None)
    if count is not None and (number is None or count.start <= number.start):
        return _with_one_more(reading, _person_count(reading, count, start), start)
    if number is None or _words(reading, start, number.start) > _NEAR:
        return None
    return _seen(number, number.start, number.end, "all")


def _with_one_more(reading: Reading, seen: _Seen | None, start: int) -> _Seen | None:
    """Return a count with the single person told before it: ضابط وثلاثة جنود are four."""
    if seen is None or seen.best is None or reading.text[seen.start - 1 : seen.start] != "و":
        return seen
    single = next((u for u in within(reading.units, start, seen.start) if u.payload.number == "singular"), None)
    if single is None or not reading.counts_persons(single.payload) or _words(reading, start, single.start) > 0:
        return seen
    if reading.text[single.word_end : seen.start - 1].strip():
        return seen
    total = seen.best + 1
    return replace(seen, low=total, best=total, high=total, start=single.start)


def _person_count(reading: Reading, count: Count, start: int) -> _Seen | None:
    meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
    if meaning.measure not in {PERSONS, *TOLL} or _words(reading, start, count.start) > _NEAR + 1:
        return None
    return _seen(count.number, count.start, count.end, meaning.victim_class)


def _before(reading: Reading, start: int, hit: Hit) -> _Seen | None:
    """Return the number right before a word of a toll: "ثلاثة قتلى", "ثلاثة أشخاص قتلوا"."""
    reach = 0 if hit.shape == "bare" else _SUBJECT if hit.verbal else _NEAR
    for count in reversed(within(reading.counts, start, hit.start)):
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        near = _words(reading, count.end, hit.start) <= reach and not _stopped(reading, count.end, hit.start)
        if meaning.measure in {PERSONS, *TOLL} and (near or count.end >= hit.end):
            return _seen(count.number, count.start, count.end, meaning.victim_class)
    numbers = [n for n in within(reading.numbers, start, hit.end) if n.counts]
    if (
        numbers
        and hit.shape == "bare"
        and (numbers[-1].end >= hit.end or not _words(reading, numbers[-1].end, hit.start))
    ):
        return _seen(numbers[-1], numbers[-1].start, max(numbers[-1].end, hit.end), "all")
    if numbers and hit.verbal and _is_subject(reading, numbers[-1], hit):
        return _seen(numbers[-1], numbers[-1].start, numbers[-1].end, "all")
    return None


def _is_subject(reading: Reading, number: Number, hit: Hit) -> bool:
    """Tell whether a number without a unit is the subject of a verb behind it: "18 من مسلحي الجماعة قتلوا"."""
    if _stopped(reading, number.end, hit.start) or _words(reading, number.end, hit.start) > _SUBJECT:
        return False
    after = within(reading.cues, number.end, number.end + 6)
    return bool(after) and after[0].payload.effect == "preposition"


def _stopped(reading: Reading, start: int, end: int) -> bool:
    return any(sign in reading.text[start:end] for sign in "،,.؛\n")


def _parts(reading: Reading, start: int, stop: int) -> Iterator[_Seen]:
    """Yield the numbers behind "among them": they are parts, with a class of their own."""
    among = [c for c in within(reading.cues, start, min(stop, start + 40)) if c.payload.effect == "among"]
    if not among:
        return
    last = among[0].word_end
    for count in within(reading.counts, last, stop):
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        if _words(reading, last, count.start) > 2 or meaning.measure != PERSONS:
            return
        yield _seen(count.number, count.start, count.end, meaning.victim_class)
        last = count.end


def _uncounted(reading: Reading, hit: Hit, measure: str) -> Iterator[Amount]:
    """Yield "at least one" for victims without a number; a single person is one."""
    if (hit.definite and hit.shape == "bare") or (hit.shape == "verb" and hit.frame == "agent-target"):
        return
    single = _single_person(reading, hit)
    if single is not None:
        meaning, start, end = single
        yield Amount(measure=measure, victim_class=meaning.victim_class, low=1, best=1, high=1, start=start, end=end)
        return
    unit = next(
        (u for u in within(reading.units, hit.end, hit.end + _REACH) if _words(reading, hit.end, u.start) <= 1), None
    )
    victim_class, end = "all", hit.end
    if unit is not None and reading.lexicon.unit_meanings[unit.payload.unit_id].measure == PERSONS:
        victim_class, end = reading.lexicon.unit_meanings[unit.payload.unit_id].victim_class, unit.word_end
    yield Amount(measure=measure, victim_class=victim_class, low=1, best=None, high=None, start=hit.start, end=end)


def _single_person(reading: Reading, hit: Hit) -> tuple[UnitMeaning, int, int] | None:
    if hit.shape == "bare":
        return None
    for unit in within(reading.units, hit.end, hit.end + _REACH):
        if _words(reading, hit.end, unit.start) > 1:
            return None
        meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
        if meaning.measure == PERSONS and unit.payload.number == "singular" and not unit.suffix:
            return meaning, unit.word_start, unit.word_end
        return None
    return None


def _words(reading: Reading, start: int, end: int) -> int:
    return len(reading.text[start:end].split())


def _amount(measure: str, victim_class: str, number: Number | _Seen, start: int, end: int) -> Amount:
    return Amount(
        measure=measure,
        victim_class=victim_class,
        low=number.low,
        best=number.best,
        high=number.high,
        start=start,
        end=end,
    )
