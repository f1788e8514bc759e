"""The words of a text, looked up once for all lexicons that read it.

A word is cut where particles may stand before it and pronouns behind it; what is left is looked up in one table of all
lexicons. Most words say nothing to any of them, and most were met in the texts before: both cost one look.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any, Protocol

_RUN = re.compile(r"[^\W_]+|\S")
_ARABIC = ("\u0600", "\u06ff")
_REMEMBERED = 60_000  # words that are kept with what they are; as many again are met in a million words
_TEXTS = 4  # texts that are kept: a text as it is and without its quotation marks, asked by a dozen lexicons
_NEW: Any = object()


# One entry on a word: its own start and end, the particles before it, the pronoun behind it, what it carries. A plain
# tuple, as the next two are: a text has hundreds of them, and most are dropped.
Hit = tuple[int, int, str, str, Any]
# What a lexicon reads in a word: entries of one word (offsets in the word), and beginnings of longer ones, each with
# the length of the particles in front.
Lookup = tuple[tuple[Hit, ...], tuple[tuple[int, Any], ...]]
# A word of a text that a lexicon knows: where it begins, the word, what it is.
Standing = tuple[int, str, Lookup]


class WordReader(Protocol):
    """A lexicon as its words are looked up."""

    @property
    def first_words(self) -> Iterable[str]:
        """Every entry of one word, and the first word of every longer one."""
        ...

    @property
    def attached(self) -> tuple[frozenset[str], frozenset[str]]:
        """What may be written before an entry and behind it."""
        ...

    def look_up(self, word: str) -> Lookup | None:
        """Return what a word may be, None where it is nothing."""
        ...


class Vocabulary:
    """The words of several lexicons; each asks by its number what it knows of a text."""

    def __init__(self, lexicons: Sequence[WordReader]) -> None:
        self._lexicons = lexicons
        holders: dict[str, list[int]] = {}
        for number, lexicon in enumerate(lexicons):
            for word in lexicon.first_words:
                holders.setdefault(word, []).append(number)
        self._holders = holders
        attached = [lexicon.attached for lexicon in lexicons]
        self._before = frozenset[str]().union(*(before for before, _ in attached))
        self._behind = frozenset[str]().union(*(behind for _, behind in attached))
        self._reach = max(map(len, self._before), default=0), max(map(len, self._behind), default=0)
        self._endings = frozenset(form[-1] for form in self._behind)
        self._longest = max(map(len, holders), default=0) + sum(self._reach)
        self._known: dict[str, tuple[tuple[int, int, str, Lookup], ...] | None] = {}
        self._texts: dict[str, tuple[list[Standing], ...]] = {}

    def standing(self, norm: str) -> tuple[list[Standing], ...]:
        """Return, for each lexicon, the words of a normal form that it knows, in order."""
        found = self._texts.get(norm)
        if found is None:
            found = self._read(norm)
            if len(self._texts) >= _TEXTS:
                self._texts = {}  # a new one, since another thread may be reading the old one
            self._texts[norm] = found
        return found

    def _read(self, norm: str) -> tuple[list[Standing], ...]:
        known = self._known
        found: tuple[list[Standing], ...] = tuple([] for _ in self._lexicons)
        chunks = norm.split(" ")  # strings, not matches: most of them say nothing, and need no offsets
        start = 0
        for chunk, kept in zip(chunks, map(known.get, chunks, repeat(_NEW)), strict=True):
            reads = self._meet(chunk) if kept is _NEW else kept
            if reads is not None:
                for number, offset, word, read in reads:
                    found[number].append((start + offset, word, read))
            start += len(chunk) + 1
        return found

    def _meet(self, chunk: str) -> tuple[tuple[int, int, str, Lookup], ...] | None:
        """Look up what stands between two blanks, and keep what it is."""
        found: list[tuple[int, int, str, Lookup]] = []
        for run in _RUN.finditer(chunk):
            for offset, word in split_run(run[0]):
                if len(word) <= self._longest:
                    found += self._look_up(word, run.start() + offset)
        reads = tuple(found) or None
        if len(chunk) <= self._longest:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[chunk] = reads
        return reads

    def _look_up(self, word: str, start: int) -> Iterator[tuple[int, int, str, Lookup]]:
        for number in self._asked(word):
            read = self._lexicons[number].look_up(word)
            if read is not None:
                yield number, start, word, read

    def _asked(self, word: str) -> Iterable[int]:
        """Return the numbers of the lexicons that hold what is left of a word without particles and pronouns."""
        holders, size = self._holders, len(word)
        cuts = [first for first in range(1, min(self._reach[0], size - 1) + 1) if word[:first] in self._before]
        ends = [size]
        if word[-1] in self._endings:
            shortest = max(0, size - self._reach[1] - 1)
            ends += [last for last in range(size - 1, shortest, -1) if word[last:] in self._behind]
        rests = [word[first:last] for first in (0, *cuts) for last in ends if last > first]
        held = [numbers for rest in rests if (numbers := holders.get(rest))]
        return sorted({number for numbers in held for number in numbers}) if held else ()


def is_joined(left: str, right: str) -> bool:
    """Tell whether two neighbours are inside one word; an Arabic letter and a digit are not (ال24)."""
    if not (left.isalnum() and right.isalnum()):
        return False
    first, last = _ARABIC
    return left.isdigit() == right.isdigit() or not (first <= max(left, right) <= last)


def split_run(run: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a run of letters and digits, with their offsets in it."""
    if len(run) == 1 or run.isalpha() or run.isascii():
        yield 0, run
        return
    edges = [0, *(at for at in range(1, len(run)) if not is_joined(run[at - 1], run[at])), len(run)]
    for first, last in pairwise(edges):
        yield first, run[first:last]


def first_word(spelling: str) -> str:
    """Return the first word of a spelling."""
    first = spelling.partition(" ")[0]
    if first.isalpha():
        return first
    run = _RUN.match(spelling)
    return next(split_run(run.group()))[1] if run else ""


def word_end(norm: str, end: int, reach: int) -> int:
    """Return where the word ends whose letter stands before an offset; one more than `reach` where it goes on."""
    last = end
    while last < len(norm) and last - end <= reach and is_joined(norm[last - 1], norm[last]):
        last += 1
    return last
