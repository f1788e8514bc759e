"""What two texts have in common judged by who else writes so: a copy, a passage, a form, a version of a page.

Containment, not Jaccard: a wire copy that is cut to a third and padded with local paragraphs still holds what it took.
A 3-gram proves nothing where it is a formula: used for longer than four days, or by a hundred articles. Two daily
bulletins of one form are told apart by the numbers that stand in the same words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from schemas.reuse import Reuse
from tasks.dedupe.compare import Likeness, Text, liken, same_page, same_words
from tasks.dedupe.fingerprint import SHORT_WORDS
from tasks.dedupe.thresholds import Thresholds

_LEAST_NEWS: Final = 0.05
"""An article that is formulas only would divide by nothing; a twentieth of it counts as news at the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How a sampled 3-gram is used within the window: by how many articles, over how many hours."""

    articles: int
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How others use the sampled 3-grams of two texts: how many of them are no formula, by two measures.

    Measured as a passage, a few articles make a formula; measured as a whole text, a hundred do.
    """

    known: int
    """Shared ones that at most a hundred articles use, for however long."""
    rare: int
    """Shared ones that at most twenty use."""
    alone: int
    """Shared ones that nobody else uses."""
    passage: int
    whole: int
    passage_a: int
    whole_a: int
    passage_b: int
    whole_b: int


NO_SAMPLE: Final = Sample(known=0, rare=0, alone=0, passage=0, whole=0, passage_a=0, whole_a=0, passage_b=0, whole_b=0)
"""Of a text that is too short for a sample."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What two texts share: containment of all, and containment of what is no formula."""

    plain: float
    """The larger of both ways."""
    news_ab: float
    news_ba: float

    @property
    def news(self) -> float:
        """The larger of both ways."""
        return max(self.news_ab, self.news_ba)


def is_formula(use: Use | None, limits: Thresholds, *, many: int) -> bool:
    """Tell whether a 3-gram proves nothing: more than `many` articles hold it, or it comes again after days."""
    return use is not None and (use.articles > many or use.hours > limits.formula_hours)


def sample_uses(a: Text, b: Text, uses: Mapping[int, Use], limits: Thresholds) -> Sample:
    """Return how others use the sampled 3-grams of two texts; an unknown use is no use."""

    def news(kept: frozenset[int], many: int) -> int:
        return sum(not is_formula(uses.get(h), limits, many=many) for h in kept)

    shared = a.kept & b.kept
    users = [uses[h].articles if h in uses else 0 for h in shared]
    return Sample(
        known=sum(n <= limits.formula_df for n in users),
        rare=sum(n <= limits.rare_df for n in users),
        alone=sum(n <= 2 for n in users),
        passage=news(shared, limits.passage_df),
        whole=news(shared, limits.formula_df),
        passage_a=news(a.kept, limits.passage_df),
        whole_a=news(a.kept, limits.formula_df),
        passage_b=news(b.kept, limits.passage_df),
        whole_b=news(b.kept, limits.formula_df),
    )


def measure_overlap(like: Likeness, sample: Sample, limits: Thresholds) -> Overlap:
    """Return containments: exact over all 3-grams; the share that is news is known from the sampled ones."""
    plain = max(like.plain_a, like.plain_b)
    if not (like.shared and like.kept):
        return Overlap(plain=plain, news_ab=0.0, news_ba=0.0)
    # A statement that fifteen stories quote makes no copies of them; a story that forty outlets print whole does.
    whole = like.shared >= limits.whole * min(like.grams_a, like.grams_b)
    here, of_a, of_b = (
        (sample.whole, sample.whole_a, sample.whole_b)
        if whole
        else (sample.passage, sample.passage_a, sample.passage_b)
    )
    news = here / like.kept
    return Overlap(
        plain=plain,
        news_ab=min(1.0, like.plain_a * news / max(of_a / like.kept_a, _LEAST_NEWS)),
        news_ba=min(1.0, like.plain_b * news / max(of_b / like.kept_b, _LEAST_NEWS)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """What a pair shares, for the verdict."""

    like: Likeness
    sample: Sample
    overlap: Overlap
    gap_hours: float


def _has_sentence(found: _Finding, limits: Thresholds) -> bool:
    """Tell whether shared words are a text: two reports of one meeting share titles and names, and no sentence."""
    like = found.like
    proven = found.sample.whole >= limits.least_news
    long_run = like.run >= min(limits.least_run, limits.short_run * like.words)
    return proven or long_run or found.overlap.plain >= limits.plain_copy


def _relation(found: _Finding, limits: Thresholds) -> str | None:
    overlap, in_time = found.overlap, found.gap_hours <= limits.window_hours
    conflict = found.like.conflict is not None
    sentence = _has_sentence(found, limits)
    if overlap.news >= limits.copy and in_time and not conflict and sentence:
        return "copy"
    if _late_passage(found, limits):
        return "partial"
    if overlap.plain >= limits.template and (overlap.news < limits.partial or conflict):
        return "template"
    passage = found.like.run >= limits.passage_run and overlap.news > 0
    if in_time and ((overlap.news >= limits.partial and sentence) or passage):
        return "partial"
    return None


def _late_passage(found: _Finding, limits: Thresholds) -> bool:
    """Tell whether a passage is quoted after days, and by nobody else; from a week on it may be a weekly form."""
    late = limits.window_hours < found.gap_hours <= limits.late_hours
    only_here = 2 * found.sample.alone > found.like.kept
    return late and only_here and found.like.run >= limits.passage_run and found.like.conflict is None


def hours_between(a: datetime | None, b: datetime | None) -> float:
    """Hours between two publications; an unknown one rules nothing out."""
    return 0.0 if a is None or b is None else abs((a - b).total_seconds()) / 3600


def worth_comparing(sample: Sample, kept_a: int, kept_b: int, limits: Thresholds) -> bool:
    """Tell from the sample whether two texts may share more than a phrase: only then are they laid side by side."""
    if sample.known < limits.candidate_shared:
        return sample.rare > 0 and min(kept_a, kept_b) <= limits.few_kept
    return sample.passage >= limits.candidate_shared or sample.known >= limits.phrase * min(kept_a, kept_b)


def judge(like: Likeness, sample: Sample, gap_hours: float, limits: Thresholds) -> tuple[str | None, Overlap]:
    """Return the relation of two texts, None where they share nothing that matters, and their overlap."""
    overlap = measure_overlap(like, sample, limits)
    if like.version:
        return "revision", overlap
    if like.equal and gap_hours <= limits.window_hours:
        return "copy", overlap
    if not (like.equal or worth_comparing(sample, like.kept_a, like.kept_b, limits)):
        return None, overlap
    if not like.equal and like.kept < limits.candidate_shared and overlap.news < limits.copy:
        return None, overlap
    return _relation(_Finding(like=like, sample=sample, overlap=overlap, gap_hours=gap_hours), limits), overlap


def reuse_row(
    ids: tuple[str, str], like: Likeness, sample: Sample, gap_hours: float, limits: Thresholds
) -> Reuse | None:
    """Return the verdict on two articles, None where they share nothing that matters; the smaller id comes first."""
    relation, overlap = judge(like, sample, gap_hours, limits)
    if relation is None:
        return None
    # what versions of a page hold of each other follows from them alone: they may lie further apart than any window
    plain = like.equal or like.version
    return Reuse(
        a=ids[0],
        b=ids[1],
        relation=relation,
        containment_ab=round(like.plain_a if plain else overlap.news_ab, 4),
        containment_ba=round(like.plain_b if plain else overlap.news_ba, 4),
        longest_run=like.run,
        longest_run_text=like.run_text,
        conflict=like.conflict,
        state="provisional",
    )


def compare_texts(one: Text, other: Text, uses: Mapping[int, Use], limits: Thresholds) -> Reuse | None:
    """Return the verdict on two articles, None where they share nothing that matters; a < b by id."""
    a, b = sorted((one, other), key=lambda t: t.article_id)
    sample = NO_SAMPLE if min(a.n_words, b.n_words) < SHORT_WORDS else sample_uses(a, b, uses, limits)
    if not (worth_comparing(sample, a.n_kept, b.n_kept, limits) or same_words(a, b) or same_page(a, b)):
        return None
    gap = hours_between(a.published_at, b.published_at)
    return reuse_row((a.article_id, b.article_id), liken(a, [b])[0], sample, gap, limits)
