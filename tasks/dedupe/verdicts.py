"""What two texts have in common judged by who else writes so: a copy, a passage, a form, a version of a page.

Containment, not Jaccard: a wire copy that is cut to a third and padded with local paragraphs still holds what it took.
A 3-gram proves nothing where it is a formula: used for longer than four days, or by a hundred articles. Two daily
bulletins of one form are told apart by the numbers that stand in the same words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

import numpy as np

from schemas.reuse import Reuse
from tasks.dedupe.compare import Beside, Likeness, Text, liken, same_page, same_words
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
_SAMPLE: Final = tuple(f.name for f in fields(Sample))


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


def hours_between(a: datetime | None, b: datetime | None) -> float:
    """Hours between two publications; an unknown one rules nothing out."""
    return 0.0 if a is None or b is None else abs((a - b).total_seconds()) / 3600


def worth_comparing(sample: Sample, kept_a: int, kept_b: int, limits: Thresholds) -> bool:
    """Tell from the sample whether two texts may share more than a phrase: only then are they laid side by side."""
    if sample.known < limits.candidate_shared:
        return sample.rare > 0 and min(kept_a, kept_b) <= limits.few_kept
    return sample.passage >= limits.candidate_shared or sample.known >= limits.phrase * min(kept_a, kept_b)


FACTS: Final = (
    "shared", "grams_a", "grams_b", "kept", "kept_a", "kept_b", "words", "run", "conflict", "equal", "version"
)  # fmt: skip
"""What verdicts need of a `Likeness`, as whole numbers: of a conflict, for one, only whether there is any."""
RELATIONS: Final = ("copy", "partial", "template", "revision")


def facts_of(like: Likeness) -> tuple[int, ...]:
    """Return the facts of a pair in the order of FACTS."""
    values = (getattr(like, name) for name in FACTS)
    return tuple(v if isinstance(v, int) else int(v is not None) for v in values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Verdicts on many pairs: numpy arrays."""

    relation: Any
    """Place in RELATIONS; -1 where two texts share nothing that matters."""
    news_ab: Any
    """Share of a that b holds, counting what is news and no formula."""
    news_ba: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """Pairs with all that is known of them, as columns by name."""

    facts: Mapping[str, Any]
    sample: Mapping[str, Any]
    gap: Any
    """Hours between the publications."""

    def plain(self) -> tuple[Any, Any]:
        """Return both containments over all 3-grams."""
        shared, equal = self.facts["shared"], self.facts["equal"]
        one, other = (
            np.where(grams > 0, shared / np.maximum(grams, 1), equal)
            for grams in (self.facts["grams_a"], self.facts["grams_b"])
        )
        return one, other

    def news(self, limits: Thresholds) -> tuple[Any, Any]:
        """Return both containments of what is news: exact over all 3-grams, times what the sampled ones tell."""
        facts, sample = self.facts, self.sample
        # A statement that fifteen stories quote makes no copies of them; a story that forty outlets print whole does.
        whole = facts["shared"] >= limits.whole * np.minimum(facts["grams_a"], facts["grams_b"])
        here, of_a, of_b = (np.where(whole, sample["whole" + of], sample["passage" + of]) for of in ("", "_a", "_b"))
        news = here / np.maximum(facts["kept"], 1)
        some = (facts["shared"] > 0) & (facts["kept"] > 0)
        one, other = (
            np.where(some, np.minimum(1.0, plain * news / np.maximum(own / np.maximum(kept, 1), _LEAST_NEWS)), 0.0)
            for plain, own, kept in zip(self.plain(), (of_a, of_b), (facts["kept_a"], facts["kept_b"]), strict=True)
        )
        return one, other


def _has_sentence(case: _Case, plain: Any, limits: Thresholds) -> Any:
    """Tell whether shared words are a text: two reports of one meeting share titles and names, and no sentence."""
    run, words = case.facts["run"], case.facts["words"]
    proven = case.sample["whole"] >= limits.least_news
    return proven | (run >= np.minimum(limits.least_run, limits.short_run * words)) | (plain >= limits.plain_copy)


def _late_passage(case: _Case, limits: Thresholds) -> Any:
    """Tell whether a passage is quoted after days, and by nobody else; from a week on it may be a weekly form."""
    late = (case.gap > limits.window_hours) & (case.gap <= limits.late_hours)
    only_here = 2 * case.sample["alone"] > case.facts["kept"]
    return late & only_here & (case.facts["run"] >= limits.passage_run) & (case.facts["conflict"] == 0)


def _relate(case: _Case, news: Any, limits: Thresholds) -> Any:
    """Return the relation of pairs that are worth comparing and are neither equal nor versions of one page."""
    plain, in_time = np.maximum(*case.plain()), case.gap <= limits.window_hours
    conflict, sentence = case.facts["conflict"] > 0, _has_sentence(case, plain, limits)
    passage = (case.facts["run"] >= limits.passage_run) & (news > 0)
    return np.select(
        [
            (news >= limits.copy) & in_time & ~conflict & sentence,
            _late_passage(case, limits),
            (plain >= limits.template) & ((news < limits.partial) | conflict),
            in_time & (((news >= limits.partial) & sentence) | passage),
        ],
        [0, 1, 2, 1],
        -1,
    )


def worth_columns(columns: Any, fewer: Any, limits: Thresholds) -> Any:
    """Tell of each pair what `worth_comparing` tells of one; `columns` as `usage.count_columns` gives them."""
    known, rare, _, passage, _ = columns
    enough = (passage >= limits.candidate_shared) | (known >= limits.phrase * fewer)
    return np.where(known < limits.candidate_shared, (rare > 0) & (fewer <= limits.few_kept), enough)


def judge(facts: Any, samples: Any, gaps: Any, limits: Thresholds) -> Judged:
    """Return the verdicts on pairs: `facts` has a row for each of FACTS, `samples` one for each field of `Sample`."""
    case = _Case(facts=dict(zip(FACTS, facts, strict=True)), sample=dict(zip(_SAMPLE, samples, strict=True)), gap=gaps)
    one, other = case.news(limits)
    news, equal = np.maximum(one, other), case.facts["equal"] > 0
    worth = worth_columns(samples[:5], np.minimum(case.facts["kept_a"], case.facts["kept_b"]), limits)
    chance = (case.facts["kept"] < limits.candidate_shared) & (news < limits.copy)
    relation = np.select(
        [case.facts["version"] > 0, equal & (gaps <= limits.window_hours), ~equal & (~worth | chance)],
        [3, 0, -1],
        _relate(case, news, limits),
    )
    return Judged(relation=relation, news_ab=one, news_ba=other)


def reuse_row(ids: tuple[str, str], like: Likeness, relation: str, news: tuple[float, float]) -> Reuse:
    """Return the row of a verdict on two articles; the smaller id comes first."""
    # what versions of a page hold of each other follows from them alone: they may lie further apart than any window
    plain = like.equal or like.version
    one, other = (like.plain_a, like.plain_b) if plain else news
    return Reuse(
        a=ids[0],
        b=ids[1],
        relation=relation,
        containment_ab=round(one, 4),
        containment_ba=round(other, 4),
        longest_run=like.run,
        longest_run_text=like.run_text,
        conflict=like.conflict,
        state="provisional",
    )


def reuse_rows(pairs: Sequence[tuple[tuple[str, str], Likeness, Sample, float]], limits: Thresholds) -> list[Reuse]:
    """Return the rows of pairs that share something that matters; each is its ids, likeness, sample, hours between."""
    if not pairs:
        return []
    facts = np.array([facts_of(like) for _, like, _, _ in pairs]).T
    samples = np.array([[getattr(sample, name) for name in _SAMPLE] for _, _, sample, _ in pairs]).T
    found = judge(facts, samples, np.array([gap for _, _, _, gap in pairs]), limits)
    return [
        reuse_row(ids, like, RELATIONS[relation], (one, other))
        for (ids, like, _, _), relation, one, other in zip(
            pairs, found.relation.tolist(), found.news_ab.tolist(), found.news_ba.tolist(), strict=True
        )
        if relation >= 0
    ]


def compare_texts(one: Text, other: Text, uses: Mapping[int, Use], limits: Thresholds) -> Reuse | None:
    """Return the verdict on two articles, None where they share nothing that matters; a < b by id."""
    a, b = sorted((one, other), key=lambda t: t.article_id)
    sample = NO_SAMPLE if min(a.n_words, b.n_words) < SHORT_WORDS else sample_uses(a, b, uses, limits)
    if not (worth_comparing(sample, a.n_kept, b.n_kept, limits) or same_words(a, b) or same_page(a, b)):
        return None
    gap = hours_between(a.published_at, b.published_at)
    rows = reuse_rows([((a.article_id, b.article_id), liken(a, [b])[0], sample, gap)], limits)
    return rows[0] if rows else None


def find_hopeful(beside: Beside, whole: Any, limits: Thresholds) -> Any:
    """Return which of the other texts share more than a phrase with the one: of the rest nothing is ever said.

    `whole` is how many sampled 3-grams of each pair are news measured as a whole text: later uses only make it fewer.
    """
    one = beside.one
    least = np.minimum(min(limits.least_run, limits.passage_run), limits.short_run * beside.words())
    hopeful = (beside.run > 0) & (beside.run + 2 >= least)
    hopeful |= (beside.plain() >= min(limits.template, limits.plain_copy)) | (whole >= limits.least_news)
    plainly = [same_words(one, o) or same_page(one, o) for o in beside.others]
    return np.flatnonzero(hopeful | np.array(plainly, bool))
