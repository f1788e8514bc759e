"""Where copying begins: the thresholds of `knowledge/dedupe/thresholds.tsv`, each with its reason there."""

from dataclasses import dataclass

from tasks.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The thresholds by name; hours and counts are whole numbers."""

    candidate_shared: int
    copy: float
    partial: float
    template: float
    passage_run: int
    formula_df: int
    passage_df: int
    whole: float
    formula_hours: float
    window_hours: float
    late_hours: float
    least_run: int
    plain_copy: float
    least_news: int
    rare_df: int
    short_run: float
    few_kept: int
    phrase: float
    reach_hours: float
    use_hours: float


def read_thresholds(knowledge: Knowledge) -> Thresholds:
    """Return the thresholds of a knowledge folder; KeyError names one that is missing."""
    values = {r["threshold"]: float(r["value"]) for r in knowledge.rows("dedupe/thresholds.tsv")}
    return Thresholds(
        candidate_shared=int(values["candidate-shared"]),
        copy=values["copy"],
        partial=values["partial"],
        template=values["template"],
        passage_run=int(values["passage-run"]),
        formula_df=int(values["formula-df"]),
        passage_df=int(values["passage-df"]),
        whole=values["whole"],
        formula_hours=values["formula-hours"],
        window_hours=values["window-hours"],
        late_hours=values["late-hours"],
        least_run=int(values["least-run"]),
        plain_copy=values["plain-copy"],
        least_news=int(values["least-news"]),
        rare_df=int(values["rare-df"]),
        short_run=values["short-run"],
        few_kept=int(values["few-kept"]),
        phrase=values["phrase"],
        reach_hours=values["reach-hours"],
        use_hours=values["use-hours"],
    )
