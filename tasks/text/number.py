"""One number of a text, as it was read: what it may be, where it stands, and whether it counts."""

from dataclasses import dataclass

# Kinds that may count people or things; every other kind is named after what it is.
COUNTING = frozenset({"exact", "vague", "range", "dual"})


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Number:
    """One number of a text; bounds that it does not say are None.

    `start` to `end` (offsets in the text) take in the hedge, but no particle in front.
    `kind`: exact, vague, range, dual (these count), or clock, date, year, percent, money, duration, distance, weight,
    age, calibre, magnitude, identifier, model, decimal, one_of, unclear. `hedge`: about, at_least, at_most or empty.
    `norm_start` to `norm_end` is the number itself in the normal form, with its particles, without the hedge.
    """

    kind: str
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    norm_start: int
    norm_end: int
    hedge: str
    proclitics: str

    def __init__(
        self,
        *,
        kind: str,
        low: int | None,
        best: int | None,
        high: int | None,
        start: int,
        end: int,
        norm_start: int,
        norm_end: int,
        hedge: str = "",
        proclitics: str = "",
    ) -> None:
        self.kind = kind
        self.low = low
        self.best = best
        self.high = high
        self.start = start
        self.end = end
        self.norm_start = norm_start
        self.norm_end = norm_end
        self.hedge = hedge
        self.proclitics = proclitics

    @property
    def counts(self) -> bool:
        """Whether the number may count people or things."""
        return self.kind in COUNTING
