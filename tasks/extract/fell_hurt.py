"""How those fell who are told to have fallen: سقط خمسة من أفراد الشرطة جرحى are hurt, سقط عشرات قتلى وجرحى are both."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tasks.extract.amount import Amount
from tasks.extract.amounts import CASUALTIES, words_between
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within

_FELL = frozenset({"cas-fell", "cas-fell-noun"})
_BARE, _AND = "bare", "و"
_KILLED = "killed"
_OF = 3  # words between "fell" and the number
_WHOSE = 8  # words between the number and the word that tells how
_STOPS = ".،,؛;:\n"


def as_fallen(reading: Reading, group: Group, amounts: Iterable[Amount]) -> Iterator[Amount]:
    """Yield the numbers of a toll; those who fell hurt, or some dead and some hurt, are not all dead."""
    for amount in amounts:
        yield replace(amount, measure=_how(reading, group, amount)) if amount.measure == _KILLED else amount


def _how(reading: Reading, group: Group, amount: Amount) -> str:
    """Return what befell a number of people who are told to have fallen: they died where no word behind says more."""
    fell = next((hit for hit in reversed(group.casualties) if hit.end <= amount.start), None)
    if fell is None or fell.casualty is None or fell.casualty.casualty_id not in _FELL:
        return _KILLED
    if words_between(reading, fell.end, amount.start) > _OF:
        return _KILLED
    told = [hit for hit in group.casualties if hit.start >= amount.end and _tells_state(hit)]
    if not told or not _is_near(reading, amount.end, told[0]) or told[0].casualty is None:
        return _KILLED
    mixed = (
        len(told) > 1 and told[1].particle == _AND and not reading.text[told[0].end : told[1].start].strip(f" {_AND}")
    )
    return CASUALTIES if mixed else told[0].casualty.measure


def _tells_state(hit: Hit) -> bool:
    return hit.shape == _BARE and not hit.definite and not hit.suffix and hit.casualty is not None


def _is_near(reading: Reading, end: int, hit: Hit) -> bool:
    """Tell whether a word is of those counted: near, in their clause, with no number of its own (وأربعة جرحى)."""
    if within(reading.numbers, end, hit.start):
        return False
    between = reading.text[end : hit.start]
    return not hit.particle and len(between.split()) <= _WHOSE and not any(sign in between for sign in _STOPS)
