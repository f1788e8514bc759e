"""What begins in a span of a text: asked thousands of times of an article."""

from collections.abc import Sequence
from typing import TypeVar

from tasks.extract.in_order import InOrder, Spanned
from tasks.extract.offsets import Offsets
from tasks.text.match import Match

S = TypeVar("S", bound=Spanned)
P = TypeVar("P")
_IN_ORDER = InOrder  # in capitals: a field of compiled code, where an imported name is looked up in a dictionary


def within(items: Sequence[S], start: int, end: int) -> tuple[S, ...]:
    """Return the items that begin in a span of the text; quick for those of a `Reading`, which know their places.

    A tuple, for compiled code walks over one without an iterator.
    """
    if not items:
        return ()
    offsets: Offsets = items.offsets if type(items) is _IN_ORDER else Offsets([item.start for item in items])
    if offsets.last < start or offsets.first >= end:  # half of the time: cues of one kind stand in few sentences
        return ()
    first, starts = offsets.first_from(start), offsets.starts
    if starts[first] >= end:  # nearly always
        return ()
    last, count = first + 1, offsets.count
    while last < count and starts[last] < end:  # few stand in a span, and all of them are returned
        last += 1
    found = items if isinstance(items, tuple) else tuple(items)
    return (found[first],) if last == first + 1 else found[first:last]


def starts_of(items: tuple[S, ...]) -> list[int]:
    """Return where each of the items begins."""
    return items.offsets.starts if isinstance(items, _IN_ORDER) else [item.start for item in items]


def count_until(items: tuple[S, ...], offset: int) -> int:
    """Return how many of the items begin at an offset or before it."""
    return items.offsets.first_from(offset + 1) if isinstance(items, _IN_ORDER) else len(within(items, 0, offset + 1))


def in_text(matches: list[Match[P]] | tuple[Match[P], ...]) -> tuple[Match[P], ...]:
    """Return entries found, in their order; where each begins is noted at once, by compiled code."""
    found = _IN_ORDER(matches)
    found.offsets = Offsets([match.start for match in matches])
    return found


def first_from(starts: list[int], offset: int) -> int:
    """Return the place of the first number that is not below an offset.

    What `bisect_left` does, which compiled code can only call with objects: four times as many instructions.
    """
    first, last = 0, len(starts)
    while first < last:
        middle = (first + last) >> 1
        if starts[middle] < offset:
            first = middle + 1
        else:
            last = middle
    return first
