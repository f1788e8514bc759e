"""One number of each measure and class: what a passage counts twice, or more of one class than of all."""

from collections.abc import Iterable, Iterator

from tasks.extract.amount import Amount
from tasks.extract.amounts import TOLL


def once_each(amounts: Iterable[Amount]) -> Iterator[Amount]:
    """Yield the numbers of one passage, of each measure and class the first: an event has one number of its dead.

    Fewer of all behind more of one class are others: 13 حوثيا ... وأربعة قتلى من المقاومة.
    """
    seen: dict[tuple[str, str], Amount] = {}
    for amount in amounts:
        others = [a for (measure, _), a in seen.items() if measure == amount.measure and not a.part]
        fewer = amount.victim_class == "all" and any(exceeds(a, amount) for a in others)
        if amount.measure not in TOLL or not (fewer or (amount.measure, amount.victim_class) in seen):
            yield amount
        seen.setdefault((amount.measure, amount.victim_class), amount)


def exceeds(amount: Amount, total: Amount) -> bool:
    """Tell whether a number is more than another that is known."""
    return total.best is not None and (amount.best or amount.low or 0) > total.best
