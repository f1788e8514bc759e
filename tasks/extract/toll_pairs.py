"""Dead and wounded told with one number, or parted by it: مقتل وإصابة 11 شخصا, 15 قتيلا وجريحا, 5 قتلى وجريح."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.amount import Amount, Seen, make_amount
from tasks.extract.amounts import CASUALTIES, REACH, is_told_of, number_after, seen_of, words_between
from tasks.extract.company import with_singles
from tasks.extract.hits import Hit
from tasks.extract.numbers_before import agrees_with_many, number_before
from tasks.extract.reading import Reading, within
from tasks.extract.singles import subject_person

_AND, _OR = "و", "أو"
BETWEEN = 24  # characters between a number and "between dead and injured"
_BESIDE = 3  # words between a number and the pair that it counts: 10 جنود بين قتيل وجريح
_OF_SIDE = 7  # words between a number and "between dead and injured", with whose men they are

_OF_WHOM = 8  # characters before dead or wounded in which "of" stands
_PARTITIVE = frozenset({"preposition", "among"})


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class TollPlace:
    """One word of a toll among those of its group."""

    hits: tuple[Hit, ...]
    index: int
    stop: int

    def __init__(self, *, hits: tuple[Hit, ...], index: int, stop: int) -> None:
        self.hits = hits
        self.index = index
        self.stop = stop

    @property
    def hit(self) -> Hit:
        """The word itself."""
        return self.hits[self.index]

    @property
    def earlier(self) -> Hit | None:
        """The word of a toll before it, None for the first."""
        return self.hits[self.index - 1] if self.index else None

    @property
    def following(self) -> int:
        """Where the next word of a toll begins, or the group ends."""
        return self.hits[self.index + 1].start if self.index + 1 < len(self.hits) else self.stop

    @property
    def previous(self) -> "TollPlace":
        """The place of the word before it."""
        return TollPlace(hits=self.hits, index=self.index - 1, stop=self.stop)


def leads_pair(reading: Reading, place: TollPlace) -> bool:
    """Tell whether a word and the next share one number: مقتل وإصابة 11 شخصا, 10 جنود بين قتيل وجريح."""
    hit = place.hit
    if place.index + 1 >= len(place.hits) or hit.suffix:
        return False
    other = place.hits[place.index + 1]
    if _measure(hit) == _measure(other):
        return False  # مقتل واستشهاد 12: the same twice
    gap = reading.text[hit.end : place.following].strip()
    if gap not in {_AND, _OR} and (gap or not other.particle.startswith(_AND)):
        return False  # مقتل و إصابة: the blank changes nothing; أصيبوا أو قتلوا
    if hit.shape == "bare":
        return is_between(reading, hit) or _is_counted_pair(reading, hit, other)
    behind = hit.particle.startswith(_AND)  # وقتل وجرح العشرات منهم: the subject follows
    return not (hit.verbal and not behind and _has_subject(reading, place)) or _are_both(reading, place)


def _measure(hit: Hit) -> str:
    return hit.casualty.measure if hit.casualty is not None else ""


def _are_both(reading: Reading, place: TollPlace) -> bool:
    """Tell whether two verbs have one subject before them, and no object: عشرات المدنيين قتلوا وجرحوا."""
    one, two = place.hit, place.hits[place.index + 1]
    if not (agrees_with_many(reading, one) and two.verbal and agrees_with_many(reading, two)):
        return False
    return number_after(reading, two.end, two.end + _OF_SIDE) is None


def _has_subject(reading: Reading, place: TollPlace) -> bool:
    """Tell whether a person or a number stands before a verb as its subject: ضابط شرطة قتل وأصيب آخر."""
    hit, start = place.hit, room_before(reading, place)
    if number_before(reading, start, hit) is not None:
        return True
    return subject_person(reading, start, hit) is not None


def is_between(reading: Reading, hit: Hit) -> bool:
    """Tell whether "between" stands right before a word of a toll: بين قتيل وجريح."""
    return any(
        cue.payload.effect == "between" and not reading.text[cue.word_end : hit.start].strip()
        for cue in within(reading.cues, max(0, hit.start - REACH), hit.start)
    )


def _is_counted_pair(reading: Reading, one: Hit, two: Hit) -> bool:
    """Tell whether a number counts the dead and the wounded behind it: 15 قتيلا وجريحا; but 5 قتلى وجريح are six."""
    count = next((c for c in within(reading.counts, one.start - REACH, one.end) if c.end == one.end), None)
    if count is None or (count.number.best or count.number.low or 0) <= len((one, two)) or one.definite:
        return False
    if two.shape != one.shape:
        return False  # 13 قتيلا وإصابة 23: the wounded have a number of their own
    forms = [u.payload.number for hit in (one, two) for u in within(reading.units, hit.core, hit.end)]
    return len(forms) == len((one, two)) and len(set(forms)) == 1


def shared_total(reading: Reading, place: TollPlace, taken: set[int]) -> Iterator[Amount]:
    """Yield the one number of dead and injured together, at the second of the two words."""
    if not place.index or not leads_pair(reading, place.previous):
        return
    first = place.previous.hit
    if first.shape == "bare":
        counts = within(reading.counts, max(0, first.start - REACH), first.start)
        near = [c for c in counts if words_between(reading, c.end, first.start) <= _BESIDE]
        seen = next((s for c in reversed(near) for s in (number_after(reading, c.start, c.end),) if s), None)
        seen = seen or _number_of_side(reading, first)
    else:
        seen = number_after(reading, place.hit.end, min(place.following, place.hit.end + REACH))
        seen = with_singles(reading, seen, place.hit.end)
        if seen is None and first.verbal:
            seen = number_before(reading, room_before(reading, place.previous), first)
    if seen is not None and seen.start not in taken and seen.low != 1:
        taken.add(seen.start)
        yield make_amount(CASUALTIES, seen.victim_class, seen, seen.start, seen.end)


def _number_of_side(reading: Reading, hit: Hit) -> Seen | None:
    """Return a number without a unit before dead and wounded: 40 من ميليشيات X بين قتيل وجريح, 200 بين قتيل وجريح."""
    numbers = [n for n in within(reading.numbers, hit.start - REACH, hit.start) if n.counts]
    if not numbers:
        return None
    last, apart = numbers[-1], words_between(reading, numbers[-1].end, hit.start)
    if apart == 1 and is_between(reading, hit):
        return seen_of(last, last.start, last.end, "all")
    if not is_told_of(reading, last) or apart > _OF_SIDE:
        return None
    return number_after(reading, last.start, last.end)


def room_before(reading: Reading, place: TollPlace) -> int:
    """Return from where a number before a word of a toll may be its own.

    "Of the dead" between the two is no end of it: خمسة أشخاص من القتلى قضوا في المستشفى.
    """
    before = (hit for hit in reversed(place.hits[: place.index]) if not _is_of_whom(reading, hit))
    earlier = next((hit.end for hit in before), 0)
    return max(earlier, reading.sentences[place.hit.sentence].start, place.hit.start - 3 * REACH)


def _is_of_whom(reading: Reading, hit: Hit) -> bool:
    """Tell whether dead or wounded only say of whom some were: من القتلى, من بين الجرحى."""
    if hit.shape != "bare" or not hit.definite:
        return False
    led = within(reading.cues, hit.start - _OF_WHOM, hit.start)
    return any(c.payload.effect in _PARTITIVE and not reading.text[c.word_end : hit.start].strip() for c in led)
