"""The words of a text, looked up once for all lexicons that read it.

A word is cut where particles may stand before it and pronouns behind it; what is left is looked up in one table of all
lexicons. Most words say nothing to any of them, and most were met in the texts before: both cost one look.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, repeat
from typing import Any, Protocol

_RUN = re.compile(r"[^\W_]+|\S")
_ARABIC = ("\u0600", "\u06ff")
_REMEMBERED = 60_000  # words that are kept with what they are; as many again are met in a million words
_TEXTS = 4  # texts that are kept: a text as it is and without its quotation marks, asked by a dozen lexicons
_NEW: "_Met" = (None,)  # of the type of what is known, as compiled code asks for, and none of them
_WHOLE = (0,)  # where a word begins that has no particle in front


# One entry on a word: its own start and end, the particles before it, the pronoun behind it, what it carries. A plain
# tuple, as the next ones are: a text has hundreds of them, and most are dropped.
Hit = tuple[int, int, str, str, Any]
# Longer entries of which the first word and the next letters stand in a text: the particles in front, the entries.
Begun = tuple[str, Any]
# A word of a text that a lexicon knows: where it begins, the entries that it is, the longer ones that it may begin.
Standing = tuple[int, tuple[Hit, ...], tuple[Begun, ...]]
# What begins with one word, whatever the lexicon: length of the key, and by key the lexicons with their entries.
_Openings = tuple[int, dict[str, list[tuple[int, Any]]]]
# A word of what stands between two blanks: where it begins and ends, what it is to which lexicon, what it may begin:
# the particles in front, and the key and entries of `_Openings`.
_Word = tuple[int, int, tuple[tuple[int, tuple[Hit, ...]], ...], tuple[tuple[str, int, dict[str, Any]], ...]]
# What stands between two blanks, by group; None where it says nothing, to a group or to any.
_Met = tuple[tuple[_Word, ...] | None, ...] | None


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

    def look_up(self, word: str, first: int, last: int) -> tuple[Hit, ...]:
        """Return the entries that a word is without the particles before `first` and the pronoun behind `last`."""
        ...

    def begun_by(self, first: str) -> Sequence[tuple[int, dict[str, Any]]]:
        """Return the entries of several words that begin with a word, by so many of the letters behind it."""
        ...


class Vocabulary:
    """The words of several lexicons; each asks by its number what it knows of a text.

    Lexicons of one group read the same form of a text, those of another group another form of it (without quotation
    marks), which has the same words: a word is looked up once for all, and each group walks over what it knows.
    """

    def __init__(self, *groups: Sequence[WordReader]) -> None:
        self._lexicons = [lexicon for group in groups for lexicon in group]
        self._group_of = [place for place, group in enumerate(groups) for _ in group]
        holders: dict[str, list[int]] = {}
        for number, lexicon in enumerate(self._lexicons):
            for word in lexicon.first_words:
                holders.setdefault(word, []).append(number)
        self._holders = holders
        attached = [lexicon.attached for lexicon in self._lexicons]
        self._before = frozenset[str]().union(*(before for before, _ in attached))
        self._behind = frozenset[str]().union(*(behind for _, behind in attached))
        self._reach = max(map(len, self._before), default=0), max(map(len, self._behind), default=0)
        self._endings = frozenset(form[at:] for form in self._behind for at in range(len(form)))
        self._beginnings = frozenset(form[: at + 1] for form in self._before for at in range(len(form)))
        self._longest = max(map(len, holders), default=0) + sum(self._reach)
        self._known: dict[str, _Met] = {}
        self._older: dict[str, _Met] = {}
        self._opened: dict[str, list[list[_Openings]]] = {}
        self._texts: tuple[dict[str, list[list[Standing]]], ...] = tuple({} for _ in groups)

    def standing(self, norm: str, number: int) -> list[Standing]:
        """Return the words of a normal form that a lexicon knows, in order."""
        group = self._group_of[number]
        texts = self._texts[group]
        found = texts.get(norm)
        if found is None:
            found = self._read(norm, group)
            if len(texts) >= _TEXTS:
                texts.clear()
            texts[norm] = found
        return found[number]

    def _read(self, norm: str, group: int) -> list[list[Standing]]:
        """Return the words of a normal form that each lexicon of a group knows."""
        found: list[list[Standing]] = [[] for _ in self._lexicons]
        chunks = norm.split(" ")  # strings, not matches: most of them say nothing, and need no offsets
        ends = list(accumulate(map(len, chunks), initial=0))  # with the blanks between them left out
        for place, kept in enumerate(map(self._known.get, chunks, repeat(_NEW))):
            if kept is None:
                continue
            met = self._meet(chunks[place]) if kept is _NEW else kept
            if met is None or (words := met[group]) is None:
                continue
            start = ends[place] + place
            for first, last, whole, begun in words:
                at = start + first
                for number, hits in whole:
                    found[number].append((at, hits, ()))
                if begun:
                    after = start + last
                    for before, size, table in begun:
                        if (entries := table.get(norm[after : after + size])) is not None:
                            _begin(found, at, before, entries)
        return found

    def _meet(self, chunk: str) -> _Met:
        """Look up what stands between two blanks, or one of its words, and keep what it is."""
        if len(self._known) >= _REMEMBERED:  # the words of every day are soon met again, and taken over
            self._known, self._older = {}, self._known
        met: _Met = self._older.get(chunk, _NEW)
        if met is _NEW:
            met = self._look_up(chunk) if chunk.isalpha() else self._words_of(chunk)
        if len(chunk) <= self._longest:
            self._known[chunk] = met
        return met

    def _words_of(self, chunk: str) -> _Met:
        """Return the words between two blanks: without the signs beside them most were met before."""
        word, last = chunk[:-1], chunk[-1:]
        if word.isalpha() and not (last.isalnum() or last.isspace()) and self._met(last) is None:
            return self._met(word)  # nearly always: a word and a comma, and the words of the one are those of the other
        found: list[list[_Word]] = [[] for _ in self._texts]
        for start, part in _split(chunk):
            met = self._met(part) if part != chunk else self._look_up(part)
            if met is not None:
                for words, own in zip(found, met, strict=True):
                    words += [(start + one[0], start + one[1], one[2], one[3]) for one in own or ()]
        return tuple([tuple(words) or None for words in found]) if any(found) else None

    def _met(self, word: str) -> _Met:
        """Return what one word is, looked up where it was not met before."""
        kept: _Met = self._known.get(word, _NEW)
        return self._meet(word) if kept is _NEW else kept

    def _look_up(self, word: str) -> _Met:
        """Return what a word is to the lexicons that hold it without clitics."""
        holders, size = self._holders, len(word)
        if size > self._longest:
            return None
        ends = self._ends(word) if word[-1] in self._endings else (size,)
        cuts = self._cuts(word) if word[0] in self._beginnings else _WHOLE
        stems = [(first, last) for first in cuts for last in ends if word[first:last] in holders]
        if not stems:  # most words that are new
            return None
        reads: dict[int, tuple[Hit, ...]] = {}
        heads: list[tuple[str, list[list[_Openings]]]] = []
        for first, last in stems:
            stem = word[first:last]
            for number in holders[stem]:
                hits = self._lexicons[number].look_up(word, first, last)
                if hits:
                    reads[number] = (*reads[number], *hits) if number in reads else hits
            if last == size and any(opened := self._openings(stem)):
                heads.append((word[:first], opened))
        return self._parted(size, reads, heads) if reads or heads else None

    def _parted(
        self, size: int, reads: dict[int, tuple[Hit, ...]], heads: list[tuple[str, list[list[_Openings]]]]
    ) -> _Met:
        """Return what a word is and what it may begin, each group its own; entries in their order."""
        read: list[list[tuple[int, tuple[Hit, ...]]]] = [[] for _ in self._texts]
        for number in sorted(reads):
            read[self._group_of[number]].append((number, _sorted(reads[number])))
        found: list[tuple[_Word, ...] | None] = []
        for group, own in enumerate(read):
            begun = tuple([(before, *row) for before, opened in heads for row in opened[group]]) if heads else ()
            found.append(((0, size, tuple(own), begun),) if own or begun else None)
        return tuple(found)

    def _cuts(self, word: str) -> Sequence[int]:
        """Return where a word may begin behind particles."""
        cuts, before, beginnings = [0], self._before, self._beginnings
        for first in range(1, len(word)):
            if (written := word[:first]) not in beginnings:
                break
            if written in before:
                cuts.append(first)
        return cuts

    def _ends(self, word: str) -> Sequence[int]:
        """Return where a word may end before a pronoun."""
        ends, behind, endings = [len(word)], self._behind, self._endings
        for last in range(len(word) - 1, 0, -1):
            if (written := word[last:]) not in endings:
                break
            if written in behind:
                ends.append(last)
        return ends

    def _openings(self, first: str) -> list[list[_Openings]]:
        """Return what begins with a word, joined for all lexicons of a group: one look at the letters behind it."""
        kept = self._opened.get(first)
        if kept is None:
            by_size: list[dict[int, dict[str, list[tuple[int, Any]]]]] = [{} for _ in self._texts]
            for number in self._holders[first]:
                for size, table in self._lexicons[number].begun_by(first):
                    opened = by_size[self._group_of[number]].setdefault(size, {})
                    for key, entries in table.items():
                        opened.setdefault(key, []).append((number, entries))
            kept = self._opened[first] = [list(sizes.items()) for sizes in by_size]
        return kept


def _begin(found: list[list[Standing]], at: int, before: str, opened: list[tuple[int, Any]]) -> None:
    """Add the longer entries that a word may begin, behind particles, to what it is to their lexicons."""
    for number, entries in opened:
        row = found[number]
        if row and row[-1][0] == at:
            _, whole, others = row[-1]
            row[-1] = at, whole, (*others, (before, entries))
        else:
            row.append((at, (), ((before, entries),)))


def in_order(hit: Hit) -> tuple[int, int]:
    """Return what puts the entries on a word in order: the leftmost first, of these the longest."""
    return hit[0], -hit[1]


def _sorted(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    return hits if len(hits) == 1 else tuple(sorted(hits, key=in_order))


def is_joined(left: str, right: str) -> bool:
    """Tell whether two neighbours are inside one word; an Arabic letter and a digit are not (ال24)."""
    if not (left.isalnum() and right.isalnum()):
        return False
    first, last = _ARABIC
    return left.isdigit() == right.isdigit() or not (first <= max(left, right) <= last)


def _split(chunk: str) -> Iterator[tuple[int, str]]:
    """Yield the words and signs between two blanks, with their offsets; most are one word with a sign behind it."""
    word, last = chunk[:-1], chunk[-1:]
    if word.isalpha() and not (last.isalnum() or last.isspace()):
        yield 0, word
        yield len(word), last
        return
    for run in _RUN.finditer(chunk):
        for offset, one in split_run(run[0]):
            yield run.start() + offset, one


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
