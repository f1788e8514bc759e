"""How those fell who are told to have fallen: سقط خمسة من أفراد الشرطة جرحى are hurt, سقط عشرات قتلى وجرحى are both."""

from collections.abc import Iterable, Iterator

from tasks.extract.amount import Amount
from tasks.extract.amounts import words_between
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within

_FELL = frozenset({"cas-fell", "cas-fell-noun"})
_BARE, _AND = "bare", "و"
_KILLED, _INJURED, _BOTH = "killed", "injured", "casualties"
_OF = 3  # words between "fell" and the number
_WHOSE = 8  # words between the number and the word that tells how
_STOPS = ".،,؛;:\n"


def as_fallen(reading: Reading, group: Group, amounts: Iterable[Amount]) -> Iterator[Amount]:
    """Yield the numbers of a toll; those who fell hurt, or some dead and some hurt, are not all dead."""
    for amount in amounts:
        how = _how(reading, group, amount) if amount.measure == _KILLED else None
        yield amount if how is None or how == _KILLED else amount.measured(how)


def _how(reading: Reading, group: Group, amount: Amount) -> str | None:
    """Return the measure that the words behind a number of people who fell give them; None where none tells it."""
    fell = next((hit for hit in reversed(group.casualties) if hit.end <= amount.start), None)
    if fell is None or fell.casualty is None or fell.casualty.casualty_id not in _FELL:
        return None
    if words_between(reading, fell.end, amount.start) > _OF:
        return None
    told = [hit for hit in group.casualties if hit.start >= amount.end and _tells_state(hit)]
    if not told or not _is_near(reading, amount.end, told[0]) or told[0].casualty is None:
        return None
    mixed = (
        len(told) > 1 and told[1].particle == _AND and not reading.text[told[0].end : told[1].start].strip(f" {_AND}")
    )
    return _BOTH if mixed else told[0].casualty.measure


def _tells_state(hit: Hit) -> bool:
    return hit.shape == _BARE and not hit.definite and not hit.suffix and hit.casualty is not None


def _is_near(reading: Reading, end: int, hit: Hit) -> bool:
    """Tell whether a word is of those counted: near, in their clause, with no number of its own (وأربعة جرحى)."""
    if within(reading.numbers, end, hit.start):
        return False
    between = reading.text[end : hit.start]
    return not hit.particle and len(between.split()) <= _WHOSE and not any(sign in between for sign in _STOPS)
