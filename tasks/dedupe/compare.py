"""Two texts side by side: how much of each the other holds, in which words, and where their numbers differ.

What stands here of a pair never changes: it follows from the two texts alone. What it proves, a copy, a passage or a
form, depends on who else uses the words, and is judged in `verdicts.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.article import Article
from tasks.dedupe.fingerprint import Shingles

Place = tuple[str, str]
"""The words before and after a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article with its shingles, worked out once for all its pairs."""

    article: Article
    shingles: Shingles
    grams: frozenset[int]
    kept: frozenset[int]
    numbers: Sequence[tuple[Place, int]]
    """Each number, with the words before and after it."""

    @classmethod
    def of(cls, article: Article, shingles: Shingles, values: Mapping[str, int]) -> "Text":
        """Return the text of an article; `values` knows number words and ordinals."""
        return cls(
            article=article,
            shingles=shingles,
            grams=frozenset(shingles.hashes.tolist()),
            kept=frozenset(shingles.kept.tolist()),
            numbers=tuple(numbers_in_place(shingles.words, values)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What two texts a and b have in common, whoever else writes so."""

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


def longest_run(a: Shingles, b: Shingles, shared: frozenset[int]) -> tuple[int, int]:
    """Return the length in words of the longest passage that both hold, and where it begins in a's words."""
    places: dict[int, list[int]] = {}
    for j, value in enumerate(b.hashes.tolist()):
        if value in shared:
            places.setdefault(value, []).append(j)
    best, begins, last = 0, 0, dict[int, int]()
    for i, value in enumerate(a.hashes.tolist()):
        if value not in shared:
            last = {}
            continue
        now = {j: last.get(j - 1, 0) + 1 for j in places[value][:64]}
        for length in now.values():
            if length > best:
                best, begins = length, i - length + 1
        last = now
    return (best + 2 if best else 0), begins


def numbers_in_place(words: tuple[str, ...], values: Mapping[str, int]) -> Iterator[tuple[Place, int]]:
    """Yield each number with the words before and after it; `values` knows number words and ordinals."""
    for i in range(1, len(words) - 1):
        word = words[i]
        value = int(word) if word.isdecimal() and len(word) < 10 else values.get(word)
        if value is not None:
            yield (words[i - 1], words[i + 1]), value


def conflicting_numbers(a: Text, b: Text) -> str | None:
    """Return the first number of a that stands in the same words of b with another value, as `18 against 20`.

    None unless at least half of the numbers that stand in the same words differ: one corrected figure makes no form.
    """
    there: dict[Place, set[int]] = {}
    for place, value in b.numbers:
        there.setdefault(place, set()).add(value)
    met = [(value, there[place]) for place, value in a.numbers if place in there]
    differ = [(value, others) for value, others in met if value not in others]
    return f"{differ[0][0]} against {min(differ[0][1])}" if differ and 2 * len(differ) >= len(met) else None


def same_words(a: Text, b: Text) -> bool:
    """Tell whether two texts are equal in normal form; texts without words equal nothing."""
    return bool(a.shingles.words) and a.shingles.words == b.shingles.words


def same_page(a: Article, b: Article) -> bool:
    """Tell whether two articles are versions of one page."""
    return a.dedupe_url is not None and a.dedupe_url == b.dedupe_url


def liken(a: Text, b: Text) -> Likeness:
    """Return what two texts have in common; containment counts all 3-grams, not only the sampled ones."""
    equal = same_words(a, b)
    shared = a.grams & b.grams
    run, begins = longest_run(a.shingles, b.shingles, shared)
    run = len(a.shingles.words) if equal else run
    return Likeness(
        shared=len(shared),
        grams_a=len(a.grams),
        grams_b=len(b.grams),
        kept=len(a.kept & b.kept),
        kept_a=len(a.kept),
        kept_b=len(b.kept),
        words=min(len(a.shingles.words), len(b.shingles.words)),
        run=run,
        run_text=" ".join(a.shingles.words[begins : begins + run]) or None,
        conflict=None if equal else conflicting_numbers(a, b),
        equal=equal,
        version=same_page(a.article, b.article),
    )
