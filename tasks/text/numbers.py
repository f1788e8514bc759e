"""Numbers of a text, with the bounds that its words allow, and the numbers that count nothing kept apart.

Conventions (docs/conventions.md): a plain number is low, best and high at once; "about" gives best only, "at least"
low only, "less than" high only; عشرات 20 to 99, مئات 200 to 999, آلاف 2,000 to 9,999, عدة at least 3; a range gives
low and high. Clocks, dates, ages, calibres, distances, percentages, money, names of models and telephone numbers have
a kind of their own: who counts people refuses them.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tasks.text.match import Match, Matcher
from tasks.text.normal import Shadow
from tasks.text.number import COUNTING, Number
from tasks.text.number_reader import find_numbers
from tasks.text.number_words import NumberGrammar, load_number_grammar

__all__ = ["COUNTING", "Count", "Number", "Unit", "find_counts", "find_numbers", "load_number_grammar"]

_ARTICLE = "ال"
_LONGEST_WORD = 24
_SEVERAL = 3  # عدة may stand after what it counts
_SOME = frozenset({"dual", "plural"})  # إحدى المسيرتين, أحد الجنود
_AGREES = ("ة ", "ه ", "ات ", "ين ", "ون ")  # how an adjective between the two ends: غارات جوية عدة


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is counted (قتيل, غارة), as an entry of a lexicon of units; a dual is a number by itself (طفلين)."""

    unit_id: str
    number: Literal["singular", "dual", "plural"]
    bound: bool = False
    """Whether the spelling stands only before a pronoun: طفلا of طفلاها."""


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Count:
    """A number with the unit that it counts. `start` to `end` takes in both, and the hedge."""

    number: Number
    unit: Unit
    start: int
    end: int
    unit_start: int
    unit_end: int

    def __init__(
        self,
        *,
        number: Number,
        unit: Unit,
        start: int,
        end: int,
        unit_start: int,
        unit_end: int,
    ) -> None:
        self.number = number
        self.unit = unit
        self.start = start
        self.end = end
        self.unit_start = unit_start
        self.unit_end = unit_end


def find_counts(shadow: Shadow, grammar: NumberGrammar, units: Matcher[Unit]) -> tuple[Count, ...]:
    """Return numbers with their units, and duals that are numbers by themselves, in order of the text."""
    return join_counts(shadow, find_numbers(shadow, grammar), units.find(shadow), grammar)


def join_counts(
    shadow: Shadow, every: Sequence[Number], found: tuple[Match[Unit], ...], grammar: NumberGrammar
) -> tuple[Count, ...]:
    """Return the same from numbers and units that were found already."""
    numbers = [number for number in every if number.counts or number.kind == "one_of"]
    begins = [match.norm_start - len(match.proclitics) for match in found]
    ends = {match.norm_end + len(match.suffix): match for match in found}
    counts: list[Count] = []
    used: set[int] = set()
    wholes = {number.norm_start - len(number.proclitics): number for number in numbers}
    for number in numbers:
        told = _behind(grammar.to_whole, shadow.norm, number) if number.counts else None
        whole = (wholes.get(told) if told is not None else None) or number
        place = _behind(grammar.to_unit, shadow.norm, whole) or whole.norm_end
        match = _unit_after(whole, place, found, begins) or _unit_before(shadow.norm, number, ends)
        if match is not None and match.norm_start in used:
            continue  # 33 من أصل 40 طائرة: the aircraft are those 33
        if match is not None and (number.counts or match.payload.number in _SOME):
            counts.append(_count(number, match))
            used.add(match.norm_start)
    counts += [
        _count(_dual(match), match)
        for match in found
        if match.payload.number == "dual" and match.norm_start not in used
    ]
    return tuple(sorted(counts, key=lambda count: count.start))


def _behind(link: re.Pattern[str], norm: str, number: Number) -> int | None:
    """Return where what a link leads to begins behind a number; None where no such words stand there."""
    found = link.match(norm, number.norm_end)
    return found.end() if found else None


def _unit_after(number: Number, linked: int, found: tuple[Match[Unit], ...], begins: list[int]) -> Match[Unit] | None:
    for place in {linked, number.norm_end + 1}:
        index = bisect_left(begins, place)
        if index < len(found) and begins[index] == place and _may_be_counted(number, found[index], place):
            return found[index]
    return None


def _may_be_counted(number: Number, unit: Match[Unit], place: int) -> bool:
    """Tell whether a unit behind a number is what it counts: 12 جنديا, مئات الجنود; not today in قتل أربعة اليوم."""
    if unit.proclitics not in {"", _ARTICLE}:
        return False
    if place != number.norm_end + 1 or unit.payload.number != "singular":
        return True
    those = number.kind == "vague" and number.proclitics.endswith(_ARTICLE)  # شيع المئات جثمان الفتى
    return not those and not (number.kind == "exact" and unit.proclitics == _ARTICLE)


def _unit_before(norm: str, number: Number, ends: dict[int, Match[Unit]]) -> Match[Unit] | None:
    """Return the unit before its number: "شخص واحد", "القتلى الثلاثة", "طفلان اثنان", "غارات جوية عدة"."""
    if number.proclitics.strip() not in {"", _ARTICLE}:
        return None  # إصابتهما بعدة طلقات
    match = ends.get(number.norm_start - 1)
    if match is None and number.kind == "vague" and number.low == _SEVERAL:
        adjective = norm.rfind(" ", max(0, number.norm_start - _LONGEST_WORD), max(0, number.norm_start - 1))
        told = norm[adjective : number.norm_start].endswith(_AGREES)  # not غارات على عدة بلدات
        return ends.get(adjective) if adjective > 0 and told else None
    if match is None or norm[number.norm_start - 1] != " " or number.hedge:
        return None
    if number.kind == "vague" and number.low == _SEVERAL:
        return match
    # مدنيين is the dual as well where "two" stands behind it: مدنيين اثنين
    one_or_two = number.low == number.high == {"singular": 1, "dual": 2, "plural": 2}.get(match.payload.number)
    # "القتلى الثلاثة" and "أطفالهما الثلاثة" are three; "الدورة الـ27" is the 27th
    definite = (
        number.proclitics.strip() == _ARTICLE
        and match.payload.number == "plural"
        and (match.proclitics.endswith((_ARTICLE, "لل")) or bool(match.suffix))
    )
    return match if one_or_two or definite else None


def _dual(match: Match[Unit]) -> Number:
    return Number(
        kind="dual", low=2, best=2, high=2, start=match.start, end=match.end, norm_start=match.norm_start,
        norm_end=match.norm_end, proclitics=match.proclitics,
    )  # fmt: skip


def _count(number: Number, match: Match[Unit]) -> Count:
    own = match.word_start if match.proclitics == _ARTICLE else match.start
    start, end = min(number.start, own), max(number.end, match.end)
    return Count(number=number, unit=match.payload, start=start, end=end, unit_start=own, unit_end=match.end)
