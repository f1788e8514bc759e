"""Numbers that only divide a toll just told: أصيب 13 شخصا بينها إصابتان حرجتان are thirteen, of whom two are grave."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.amount import Amount
from tasks.extract.amounts import is_joined, words_between
from tasks.extract.lexicon import Casualty
from tasks.extract.reading import Reading, within

_LIST = 6  # words between "among them" and a number further on in the list that it opens
_SIGNS = ".؛\n"


def without_shares(reading: Reading, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """Yield the numbers without those of how grave the wounds were; one of another class is a part of the toll."""
    before: list[Amount] = []
    for amount in amounts:
        whole = next((one for one in reversed(before) if _divides(reading, one, amount)), None)
        if whole is None or amount.victim_class not in {"all", whole.victim_class}:
            yield amount if whole is None else replace(amount, part=True)
        before += [] if amount.part else [amount]


def _divides(reading: Reading, whole: Amount, amount: Amount) -> bool:
    """Tell whether a number stands behind "among them" and a larger one of its measure: 400 جريح بينهم 150 إصاباتهم."""
    if amount.part or amount.measure != whole.measure or amount.start < whole.end:
        return False
    if amount.best is None or (whole.best or whole.low or 0) < amount.best:
        return False
    among = within(reading.cued("among"), whole.end, amount.start)
    if not among or any(sign in reading.text[whole.end : amount.start] for sign in _SIGNS):
        return False
    start = among[-1].word_end
    if any(isinstance(word.payload, Casualty) for word in within(reading.words, start, amount.start)):
        return False
    apart = words_between(reading, start, amount.start)
    return not apart or (apart <= _LIST and is_joined(reading, amount.start))
