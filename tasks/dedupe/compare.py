"""Two texts side by side: how much of each the other holds, in which words, and whether that is news or a form.

Containment, not Jaccard: a wire copy that is cut to a third and padded with local paragraphs still holds what it took.
A 3-gram proves nothing where it is a formula: used for longer than four days, or by a hundred articles. Two daily
bulletins of one form are told apart by the numbers that stand in the same words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from schemas.article import Article
from schemas.reuse import Reuse
from tasks.dedupe.fingerprint import SHORT_WORDS, Shingles
from tasks.dedupe.thresholds import Thresholds

_LEAST_NEWS: Final = 0.05
"""An article that is formulas only would divide by nothing; a twentieth of it counts as news at the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How a sampled 3-gram is used within the window: by how many articles, over how many hours."""

    articles: int
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article with its shingles, worked out once for all its pairs."""

    article: Article
    shingles: Shingles
    grams: frozenset[int]
    kept: frozenset[int]

    @classmethod
    def of(cls, article: Article, shingles: Shingles) -> "Text":
        """Return the text of an article with its shingles as sets."""
        return cls(
            article=article,
            shingles=shingles,
            grams=frozenset(shingles.hashes.tolist()),
            kept=frozenset(shingles.kept.tolist()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What two texts share: plain containment both ways, and containment of what is no formula."""

    plain_ab: float
    plain_ba: float
    news_ab: float
    news_ba: float

    @property
    def plain(self) -> float:
        """The larger of both ways."""
        return max(self.plain_ab, self.plain_ba)

    @property
    def news(self) -> float:
        """The larger of both ways."""
        return max(self.news_ab, self.news_ba)


def is_formula(use: Use | None, limits: Thresholds, *, many: int) -> bool:
    """Tell whether a 3-gram proves nothing: more than `many` articles hold it, or it comes again after days."""
    return use is not None and (use.articles > many or use.hours > limits.formula_hours)


def _share_of_news(kept: frozenset[int], uses: Mapping[int, Use], limits: Thresholds, many: int) -> float:
    return sum(not is_formula(uses.get(h), limits, many=many) for h in kept) / len(kept) if kept else 0.0


def measure_overlap(a: Text, b: Text, uses: Mapping[int, Use], limits: Thresholds) -> Overlap:
    """Return containments: exact over all 3-grams; the share that is news is known from the sampled ones."""
    shared = len(a.grams & b.grams)
    if not shared:
        return Overlap(plain_ab=0.0, plain_ba=0.0, news_ab=0.0, news_ba=0.0)
    # A statement that fifteen stories quote makes no copies of them; a story that forty outlets print whole does.
    whole = shared >= limits.whole * min(len(a.grams), len(b.grams))
    many = limits.formula_df if whole else limits.passage_df
    news = shared * _share_of_news(a.kept & b.kept, uses, limits, many)
    of_a = len(a.grams) * max(_share_of_news(a.kept, uses, limits, many), _LEAST_NEWS)
    of_b = len(b.grams) * max(_share_of_news(b.kept, uses, limits, many), _LEAST_NEWS)
    return Overlap(
        plain_ab=shared / len(a.grams),
        plain_ba=shared / len(b.grams),
        news_ab=min(1.0, news / of_a),
        news_ba=min(1.0, news / of_b),
    )


def longest_run(a: Shingles, b: Shingles) -> tuple[int, int]:
    """Return the length in words of the longest passage that both hold, and where it begins in a's words."""
    places: dict[int, list[int]] = {}
    for j, value in enumerate(b.hashes.tolist()):
        places.setdefault(value, []).append(j)
    best, begins, last = 0, 0, dict[int, int]()
    for i, value in enumerate(a.hashes.tolist()):
        held = places.get(value)
        if held is None:
            last = {}
            continue
        now = {j: last.get(j - 1, 0) + 1 for j in held[:64]}
        for length in now.values():
            if length > best:
                best, begins = length, i - length + 1
        last = now
    return (best + 2 if best else 0), begins


def numbers_in_place(words: tuple[str, ...], values: Mapping[str, int]) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield each number with the words before and after it; `values` knows number words and ordinals."""
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        value = int(word) if word.isdecimal() and len(word) < 10 else values.get(word)
        if value is not None:
            yield (before, after), value


def conflicting_numbers(a: Shingles, b: Shingles, values: Mapping[str, int]) -> str | None:
    """Return the first number of a that stands in the same words of b with another value, as `18 against 20`.

    None unless at least half of the numbers that stand in the same words differ: one corrected figure makes no form.
    """
    there: dict[tuple[str, str], set[int]] = {}
    for place, value in numbers_in_place(b.words, values):
        there.setdefault(place, set()).add(value)
    met = [(value, there[place]) for place, value in numbers_in_place(a.words, values) if place in there]
    differ = [(value, others) for value, others in met if value not in others]
    return f"{differ[0][0]} against {min(differ[0][1])}" if differ and 2 * len(differ) >= len(met) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """What a pair shares, for the verdict."""

    overlap: Overlap
    run: int
    gap_hours: float
    conflict: str | None
    only_here: bool
    """Are most of the shared sampled 3-grams used by these two alone?"""
    words: int
    """Words of the shorter text."""
    n_news: int
    """Shared sampled 3-grams that are no formula."""


def _relation(found: _Finding, limits: Thresholds) -> str | None:
    overlap, in_time = found.overlap, found.gap_hours <= limits.window_hours
    # Two reports of one meeting share titles and names, and no sentence; two 3-grams of a sample prove nothing.
    proven = found.n_news >= limits.least_news
    long_run = found.run >= min(limits.least_run, limits.short_run * found.words)
    sentence = proven or long_run or overlap.plain >= limits.plain_copy
    if overlap.news >= limits.copy and in_time and found.conflict is None and sentence:
        return "copy"
    if _late_passage(found, limits):
        return "partial"
    if overlap.plain >= limits.template and (overlap.news < limits.partial or found.conflict is not None):
        return "template"
    passage = found.run >= limits.passage_run and overlap.news > 0
    if in_time and ((overlap.news >= limits.partial and sentence) or passage):
        return "partial"
    return None


def _late_passage(found: _Finding, limits: Thresholds) -> bool:
    """Tell whether a passage is quoted after days, and by nobody else; from a week on it may be a weekly form."""
    late = limits.window_hours < found.gap_hours <= limits.late_hours
    return late and found.only_here and found.run >= limits.passage_run and found.conflict is None


def _only_here(a: Text, b: Text, uses: Mapping[int, Use]) -> bool:
    shared = a.kept & b.kept
    alone = sum(h not in uses or uses[h].articles <= 2 for h in shared)
    return 2 * alone > len(shared)


def _hours_between(a: Article, b: Article) -> float:
    """Hours between two publications; an unknown one rules nothing out."""
    if a.published_at is None or b.published_at is None:
        return 0.0
    return abs((a.published_at - b.published_at).total_seconds()) / 3600


def same_words(a: Text, b: Text) -> bool:
    """Tell whether two texts are equal in normal form; texts without words equal nothing."""
    return bool(a.shingles.words) and a.shingles.words == b.shingles.words


def worth_comparing(a: Text, b: Text, uses: Mapping[int, Use], limits: Thresholds) -> bool:
    """Tell whether two texts are long enough and share two sampled 3-grams that are no formula, or one rare one."""
    if min(len(a.shingles.words), len(b.shingles.words)) < SHORT_WORDS:
        return False
    few = [uses[h].articles if h in uses else 0 for h in a.kept & b.kept]
    known = sum(articles <= limits.formula_df for articles in few)
    return known >= limits.candidate_shared or any(articles <= limits.rare_df for articles in few)


def compare_texts(
    one: Text, other: Text, uses: Mapping[int, Use], values: Mapping[str, int], limits: Thresholds
) -> Reuse | None:
    """Return the verdict on two articles, None where they share nothing that matters; a < b by id."""
    a, b = sorted((one, other), key=lambda t: t.article.article_id)
    equal = same_words(a, b)
    version = a.article.dedupe_url is not None and a.article.dedupe_url == b.article.dedupe_url
    if not (equal or version or worth_comparing(a, b, uses, limits)):
        return None
    overlap = measure_overlap(a, b, uses, limits)
    if not (equal or version) and len(a.kept & b.kept) < limits.candidate_shared and overlap.news < limits.copy:
        return None
    run, begins = longest_run(a.shingles, b.shingles)
    conflict = None if equal else conflicting_numbers(a.shingles, b.shingles, values)
    gap = _hours_between(a.article, b.article)
    n_news = sum(not is_formula(uses.get(h), limits, many=limits.formula_df) for h in a.kept & b.kept)
    found = _Finding(
        overlap=overlap,
        run=run,
        gap_hours=gap,
        conflict=conflict,
        only_here=_only_here(a, b, uses),
        n_news=n_news,
        words=min(len(a.shingles.words), len(b.shingles.words)),
    )
    relation = "copy" if equal and gap <= limits.window_hours else _relation(found, limits)
    if version:
        relation = "revision"
    if relation is None:
        return None
    return Reuse(
        a=a.article.article_id,
        b=b.article.article_id,
        relation=relation,
        containment_ab=round(1.0 if equal else overlap.news_ab, 4),
        containment_ba=round(1.0 if equal else overlap.news_ba, 4),
        longest_run=len(a.shingles.words) if equal else run,
        longest_run_text=" ".join(a.shingles.words[begins : begins + run]) or None,
        conflict=conflict,
        state="provisional",
    )


def sampled_hashes(text: Text) -> tuple[int, ...]:
    """Return the sampled hashes as the lake stores them: signed, ascending."""
    kept = np.fromiter(text.kept, np.uint64, len(text.kept)).view(np.int64)
    return tuple(int(h) for h in np.sort(kept))
