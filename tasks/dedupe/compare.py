"""Texts side by side: how much of each the other holds, in which words, and where their numbers differ.

What stands here of a pair never changes: it follows from the two texts alone. What it proves, a copy, a passage or a
form, depends on who else uses the words, and is judged in `verdicts.py`. One text is laid beside all others at once:
a batch meets thousands of pairs, and most of them share nothing but a phrase.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np

from schemas.article import Article
from tasks.dedupe.fingerprint import KEPT_BELOW, Shingles
from tasks.dedupe.postings import spread

Place = tuple[str, str]
"""The words before and after a number."""
_PLACES: Final = 64
"""Places in a text at which a 3-gram is looked for: a list that says one phrase a thousand times is no passage."""
_LOW: Final = np.uint64((1 << 16) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What an article is compared by, worked out once for all its pairs."""

    article_id: str
    published_at: datetime | None
    page: str | None
    """Address of which this may be one version."""
    normal: str
    """The words in normal form, with blanks between them."""
    n_words: int
    hashes: Any
    """numpy uint64 array: the hash of the 3-gram at each word, as in `Shingles`."""
    n_grams: int
    """Different 3-grams, and the sampled ones of them."""
    n_kept: int
    numbers: Sequence[tuple[Place, int]]
    """Each number, with the words before and after it."""

    @classmethod
    def of(cls, article: Article, shingles: Shingles, values: Mapping[str, int]) -> "Text":
        """Return the text of an article; `values` knows number words and ordinals."""
        return cls(
            article_id=article.article_id,
            published_at=article.published_at,
            page=article.dedupe_url,
            normal=" ".join(shingles.words),
            n_words=len(shingles.words),
            hashes=shingles.hashes,
            n_grams=len(np.unique(shingles.hashes)),
            n_kept=len(shingles.kept),
            numbers=tuple(numbers_in_place(shingles.words, values)),
        )

    @property
    def kept(self) -> frozenset[int]:
        """The sampled 3-grams."""
        return frozenset(self.hashes[self.hashes < KEPT_BELOW].tolist())


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What two texts a and b have in common, whoever else writes so; a is the one of the smaller id."""

    shared: int
    """Word 3-grams that both hold, and how many each has."""
    grams_a: int
    grams_b: int
    kept: int
    """Sampled 3-grams that both hold, and how many each has."""
    kept_a: int
    kept_b: int
    words: int
    """Words of the shorter text."""
    run: int
    """Words of the longest passage that both hold."""
    run_text: str | None
    conflict: str | None
    equal: bool
    version: bool
    """Are they versions of one page?"""

    @property
    def plain_a(self) -> float:
        """Share of a's 3-grams that b holds."""
        return self.shared / self.grams_a if self.grams_a else float(self.equal)

    @property
    def plain_b(self) -> float:
        """Share of b's 3-grams that a holds."""
        return self.shared / self.grams_b if self.grams_b else float(self.equal)


def numbers_in_place(words: tuple[str, ...], values: Mapping[str, int]) -> Iterator[tuple[Place, int]]:
    """Yield each number with the words before and after it; `values` knows number words and ordinals."""
    for i in range(1, len(words) - 1):
        word = words[i]
        value = int(word) if word.isdecimal() and len(word) < 10 else values.get(word)
        if value is not None:
            yield (words[i - 1], words[i + 1]), value


def conflicting_numbers(a: Text, b: Text) -> str | None:
    """Return the first place of a, two words, whose numbers b has too with other values, as `18 against 20`.

    None unless in at least half of the places that both have the values differ: one corrected figure makes no form.
    Each place counts once, so that it does not matter which text is a: of two weather bulletins the one that told its
    wind twice made them a form, and the other a copy.
    """
    ours, theirs = _values_by_place(a), _values_by_place(b)
    met = [place for place in ours if place in theirs]
    differ = [place for place in met if ours[place].isdisjoint(theirs[place])]
    if not differ or 2 * len(differ) < len(met):
        return None
    return f"{min(ours[differ[0]])} against {min(theirs[differ[0]])}"


def _values_by_place(text: Text) -> dict[Place, set[int]]:
    """Return what numbers stand between which two words, in order of the text."""
    found: dict[Place, set[int]] = {}
    for place, value in text.numbers:
        found.setdefault(place, set()).add(value)
    return found


def same_words(a: Text, b: Text) -> bool:
    """Tell whether two texts are equal in normal form; texts without words equal nothing."""
    return bool(a.normal) and a.normal == b.normal


def same_page(a: Text, b: Text) -> bool:
    """Tell whether two articles are versions of one page."""
    return a.page is not None and a.page == b.page


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One text laid beside others: numpy arrays, an element for each other text."""

    one: Text
    others: Sequence[Text]
    shared: Any
    """Different 3-grams that both hold, and the sampled ones of them."""
    kept: Any
    run: Any
    """3-grams of the longest run of equal ones, and where in the one text it begins."""
    begins: Any

    def words(self) -> Any:
        """Return the words of the shorter text of each pair."""
        return np.minimum(np.array([o.n_words for o in self.others]), self.one.n_words)

    def plain(self) -> Any:
        """Return the larger share of 3-grams that one of both texts holds of the other."""
        fewer = np.minimum(np.array([o.n_grams for o in self.others]), self.one.n_grams)
        return self.shared / np.maximum(fewer, 1)

    def likeness(self, k: int) -> Likeness:
        """Return what the one text and the k-th other have in common; the one of the smaller id is a."""
        one, other = self.one, self.others[k]
        a, b = (one, other) if one.article_id < other.article_id else (other, one)
        equal, run, begins = same_words(a, b), int(self.run[k]), int(self.begins[k])
        begins, length = (0, a.n_words) if equal else (begins, run + 2 if run else 0)
        return Likeness(
            shared=int(self.shared[k]),
            grams_a=a.n_grams,
            grams_b=b.n_grams,
            kept=int(self.kept[k]),
            kept_a=a.n_kept,
            kept_b=b.n_kept,
            words=min(a.n_words, b.n_words),
            run=length,
            run_text=" ".join(one.normal.split()[begins : begins + length]) or None,
            conflict=None if equal else conflicting_numbers(a, b),
            equal=equal,
            version=same_page(a, b),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matches:
    """Where 3-grams of one text stand in others: numpy arrays, an element for each place there."""

    other: Any
    """Number of the other text, ascending."""
    place: Any
    """Place in it."""
    gram: Any
    """Number of the 3-gram among those of the one text, which `grams` has in ascending order."""
    grams: Any

    def count(self, n: int) -> tuple[Any, Any]:
        """Return of each other text how many 3-grams it shares, and how many sampled ones."""
        pairs = np.unique(self.other * len(self.grams) + self.gram)
        other, sampled = pairs // max(1, len(self.grams)), self.grams[pairs % max(1, len(self.grams))] < KEPT_BELOW
        return np.bincount(other, minlength=n), np.bincount(other[sampled], minlength=n)


def _match(one: Text, others: Sequence[Text]) -> _Matches:
    grams = np.unique(one.hashes)
    hashes = np.concatenate([o.hashes for o in others])
    sizes = np.array([len(o.hashes) for o in others])
    # most 3-grams of other texts are none of this one: their lowest sixteen bits tell, without a search
    marked = np.zeros(1 << 16, bool)
    marked[grams & _LOW] = True
    likely = np.flatnonzero(marked[hashes & _LOW])
    gram = np.searchsorted(grams, hashes[likely])
    there = grams[np.minimum(gram, len(grams) - 1)] == hashes[likely]
    found, gram = likely[there], gram[there]
    ends = np.cumsum(sizes)
    other = np.searchsorted(ends, found, side="right")
    return _Matches(other=other, place=found - (ends - sizes)[other], gram=gram, grams=grams)


def _runs(one: Text, matches: _Matches, first: Any, n: int) -> tuple[Any, Any]:
    """Return of each other text the longest run of equal 3-grams, and where it begins in the one text.

    Of several as long the first in the text of the smaller id; `first` tells where that is the one.
    """
    order = np.argsort(one.hashes, kind="stable")
    starts = np.searchsorted(one.hashes[order], matches.grams)
    counts = np.minimum(np.diff(np.append(starts, len(order))), _PLACES)[matches.gram]
    which, met = spread(starts[matches.gram], counts)
    here, other, there = order[which], matches.other[met], matches.place[met]
    width = int(max(here.max(initial=0), there.max(initial=0))) + 2
    lane = (other * 2 * width + there - here + width) * width + here
    lane.sort()
    begins = np.flatnonzero(np.append(True, lane[1:] != lane[:-1] + 1)) if len(lane) else np.empty(0, np.int64)
    lengths = np.diff(np.append(begins, len(lane)))
    start, diagonal = lane[begins] % width, lane[begins] // width
    owner, shift = diagonal // (2 * width), diagonal % (2 * width) - width
    ranked = np.lexsort((np.where(first[owner], start, start + shift), -lengths, owner))
    best = ranked[np.append(True, owner[ranked][1:] != owner[ranked][:-1])] if len(ranked) else ranked
    run, begin = np.zeros(n, np.int64), np.zeros(n, np.int64)
    run[owner[best]], begin[owner[best]] = lengths[best], start[best]
    return run, begin


def lay_beside(one: Text, others: Sequence[Text]) -> Beside:
    """Lay a text beside others; containment counts all 3-grams, not only the sampled ones."""
    n = len(others)
    nothing = np.zeros(n, np.int64)
    if not (n and len(one.hashes)):
        return Beside(one=one, others=others, shared=nothing, kept=nothing, run=nothing, begins=nothing)
    first = np.array([one.article_id < o.article_id for o in others])
    matches = _match(one, others)
    shared, kept = matches.count(n)
    run, begins = _runs(one, matches, first, n)
    return Beside(one=one, others=others, shared=shared, kept=kept, run=run, begins=begins)


def liken(one: Text, others: Sequence[Text]) -> list[Likeness]:
    """Return what a text has in common with each of others."""
    beside = lay_beside(one, others)
    return [beside.likeness(k) for k in range(len(others))]
