"""One number of an event, and one of persons as it was seen, before anybody asks whom it counts."""

from dataclasses import dataclass

from tasks.text.numbers import Number


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Amount:
    """One number of an event, ready to become a quantity."""

    measure: str
    victim_class: str
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    part: bool
    both: bool
    """Whether it is what both sides of a fight lost, added up."""

    def __init__(
        self,
        *,
        measure: str,
        victim_class: str,
        low: int | None,
        best: int | None,
        high: int | None,
        start: int,
        end: int,
        part: bool = False,
        both: bool = False,
    ) -> None:
        self.measure = measure
        self.victim_class = victim_class
        self.low = low
        self.best = best
        self.high = high
        self.start = start
        self.end = end
        self.part = part
        self.both = both

    def of(self, victim_class: str) -> "Amount":
        """Return the number as one of a class of victims, or of all of them."""
        return Amount(
            measure=self.measure,
            victim_class=victim_class,
            low=self.low,
            best=self.best,
            high=self.high,
            start=self.start,
            end=self.end,
            part=self.part,
            both=self.both,
        )

    @property
    def vague(self) -> bool:
        """Whether it only says "some"."""
        return self.low == 1 and self.best is None and self.high is None


@dataclass(slots=True, init=False, unsafe_hash=True)
class Seen:
    """A number of persons, with its class and its words."""

    low: int | None
    best: int | None
    high: int | None
    victim_class: str
    start: int
    end: int
    parts: tuple["Seen", ...]
    """How many of each class that tells of whom, where several numbers make one: امرأة وثلاثة أطفال."""

    def __init__(
        self,
        *,
        low: int | None,
        best: int | None,
        high: int | None,
        victim_class: str,
        start: int,
        end: int,
        parts: tuple["Seen", ...] = (),
    ) -> None:
        self.low = low
        self.best = best
        self.high = high
        self.victim_class = victim_class
        self.start = start
        self.end = end
        self.parts = parts


def make_amount(measure: str, victim_class: str, number: Number | Seen, start: int, end: int) -> Amount:
    """Return an amount with the bounds of a number."""
    return Amount(
        measure=measure,
        victim_class=victim_class,
        low=number.low,
        best=number.best,
        high=number.high,
        start=start,
        end=end,
    )
