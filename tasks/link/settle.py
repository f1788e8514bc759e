"""On which day a report is weighed against others: its own, or that of the report that dates it best.

A night is told of either day, "the past 24 hours" of two, an undated report of the days before it was printed. If all
who might be one were joined through such reports, the strikes on one town would hang together over years, and no batch
could be linked without the whole lake. So each report settles on one day, by the reports that it agrees with and by
nothing else, and events are made of reports that settled on the same day.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.link.facet import Facet

_DAY, _SPAN, _UNDATED = 3, 2, 1
Rank = tuple[int, float, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """The day on which a report is weighed, and the report that dates it best, where its own words do not."""

    day: int
    """As an ordinal; 0 where nothing dates the report."""
    witness: str | None = None
    """mention_id."""
    rank: Rank = (0, 0.0, 0)
    """How well the witness dates it."""

    def outdone_by(self, other: "Standing") -> bool:
        """Tell whether another witness dates the report better; of equals the id decides."""
        return (self.rank, self.witness or "") < (other.rank, other.witness or "")


def hear_witness(a: Facet, b: Facet, score: float) -> Standing | None:
    """Return where an agreeing report would place another, None where it says nothing.

    A report of one stated day needs no witness. For others one stated day says most, then a span of days, then an
    undated report that was printed earlier.
    """
    who = b.mention.mention_id
    if a.one_day or b.days is None:
        return None
    if b.one_day:
        return Standing(b.first, who, (_DAY, score, b.first))
    if a.dated:
        return None
    if b.dated:
        return Standing(b.last, who, (_SPAN, score, b.last))
    return Standing(b.last, who, (_UNDATED, float(-b.last), 0)) if a.days is None or b.last < a.last else None


def settle(a: Facet, agreeing: Iterable[tuple[Facet, float]], held: Standing | None = None) -> Standing:
    """Return the standing of a report after these agreeing reports were heard, beside what it held before.

    By itself a report stands on its last day. It stands on the best of what its witnesses say, so that one more of
    them can be heard without hearing the rest again.
    """
    best = held or Standing(a.last)
    for b, score in agreeing:
        said = hear_witness(a, b, score)
        if said is not None and best.outdone_by(said):
            best = said
    return best
