"""Time as an argument: what reads a clock here reads the one that it was handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The wall clock, the stop-watch and the patience of one run; flows hand over real ones, tests their own."""

    now: Callable[[], datetime]
    """UTC; decides what is due and what Retry-After means."""
    monotonic: Callable[[], float]
    """Seconds; decides deadlines and pauses between requests."""
    sleep: Callable[[float], None]
    """Waits that many seconds."""


class DeadlineError(TimeoutError):
    """The time that a fetch may take as a whole is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The seconds that one fetch has, redirects included: a time-out per read lets a slow drip go on for ever."""

    clock: Clock
    ends: float

    @classmethod
    def start(cls, clock: Clock, seconds: float) -> "Budget":
        """Begin to count now."""
        return cls(clock=clock, ends=clock.monotonic() + seconds)

    def remaining(self) -> float:
        """Return the seconds left; raises DeadlineError when none are."""
        left = self.ends - self.clock.monotonic()
        if left <= 0:
            raise DeadlineError("the deadline of the fetch is over")
        return left
