"""Who fell with a victim and is told as his: مقتل القيادي فلان وثلاثة من مرافقيه, المواطن فلان وزوجته وطفلاه."""

import re
from collections.abc import Iterator

from tasks.extract.amount import Seen
from tasks.extract.amounts import is_joined, seen_of
from tasks.extract.reading import Reading, within
from tasks.text.numbers import Number

_LIST = 160  # characters in which they are told
_NAME = 9  # words of a name, with his office and his force
_STOPS = ".؛(\n"
_BRACKETS = re.compile(r"\([^()\n]{1,40}\)")
_SIGNS = "،,.؛:"
_HIS = ("ه", "ها", "هم", "هما")  # at the end of the word for his men or his kin
_OF, _WITH = "من", "مع"
_WORDS = 30  # characters in which "of his men" stands behind a number
_SHORTEST = 4  # letters of such a word: منه is "of him"


def told_as_his(reading: Reading, end: int, stop: int, *, alone: bool = False) -> tuple[Seen, ...]:
    """Return those joined by "and" behind a victim and told as his, in order; `alone`: only of one man (ه, no هم)."""
    told: list[Seen] = []
    last = end
    for seen in sorted(_his(reading, end, min(stop, end + _LIST)), key=lambda one: one.start):
        gap = _BRACKETS.sub("", reading.text[last : seen.start])  # فلان (أبو فلان) وابنه
        many = alone and not told and not reading.text[seen.start : seen.end].rstrip("ا").endswith(_HIS[0])
        if many or len(gap.split()) > _NAME or any(sign in gap for sign in _STOPS):
            break
        if within(reading.words, last, seen.start):
            break
        told.append(seen)
        last = seen.end
    return tuple(told)


def their_number(reading: Reading, end: int, stop: int) -> Number | None:
    """Return the number that is told of victims behind them: عناصر الدورية البالغ عددهم سبعة."""
    cue = next(iter(within(reading.cued("their-number"), end, min(stop, end + _LIST))), None)
    if (
        cue is None
        or within(reading.words, end, cue.start)
        or any(sign in reading.text[end : cue.start] for sign in _STOPS)
    ):
        return None
    told = within(reading.numbers, cue.word_end, cue.word_end + _WORDS)
    near = told and told[0].counts and not reading.text[cue.word_end : told[0].start].strip()
    return told[0] if near else None


def is_his(reading: Reading, seen: Seen) -> bool:
    """Tell whether those counted are told as somebody's: واثنين من حراسه."""
    return _his_end(reading, seen.start, seen.end) is not None


def _his(reading: Reading, start: int, stop: int) -> Iterator[Seen]:
    """Yield the persons told as his in a span: a number of his men, two or more of his kin, his wife."""
    meanings = reading.lexicon.unit_meanings
    spans = []
    for count in within(reading.counts, start, stop):
        spans.append((count.start, count.end))
        end = _his_end(reading, count.start, count.end)
        if end is not None and reading.counts_persons(count.unit) and _falls_with(reading, count.start):
            yield seen_of(count.number, count.start, end, meanings[count.unit.unit_id].victim_class)
    for number in within(reading.numbers, start, stop):
        end = _his_end(reading, number.start, number.end)
        own = number.counts and not any(first <= number.start < last for first, last in spans)
        if own and end is not None and _falls_with(reading, number.start):
            yield seen_of(number, number.start, end, "all")
    for unit in within(reading.units, start, stop):
        own = unit.proclitics == "و" and bool(unit.suffix) and unit.payload.number == "singular"
        if own and reading.counts_persons(unit.payload) and not any(a <= unit.start < b for a, b in spans):
            told = meanings[unit.payload.unit_id].victim_class
            yield Seen(low=1, best=1, high=1, victim_class=told, start=unit.start, end=unit.word_end)


def _falls_with(reading: Reading, start: int) -> bool:
    """Tell whether a number is joined by "and" or "with" to the victim before it: قتل فلان مع ستة من مرافقيه."""
    return is_joined(reading, start) or reading.text[max(0, start - _WORDS) : start].split()[-1:] == [_WITH]


def _his_end(reading: Reading, start: int, end: int) -> int | None:
    """Return where the word with "his" ends, in a count or behind it: أطفالهما الأربعة, ثلاثة من أفراد حمايته."""
    rest = reading.text[end : end + _WORDS]
    stop = end + (len(rest.split(None, 1)[0].rstrip(_SIGNS)) if rest[:1].isalpha() else 0)
    inside = [word.rstrip(_SIGNS) for word in reading.text[start:stop].split()]
    if any(_is_his(word) for word in inside):
        return stop
    words = reading.text[stop : stop + _WORDS].split()
    if len(words) < len((_OF, _HIS)) or words[0] != _OF:
        return None
    for word in words[1:3]:
        bare = word.rstrip(_SIGNS)
        if _is_his(bare):
            return reading.text.index(word, stop) + len(bare)
    return None


def _is_his(word: str) -> bool:
    return len(word) >= _SHORTEST and word.endswith(_HIS)
