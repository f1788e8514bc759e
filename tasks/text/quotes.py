"""Quotations as spans, found by what stands beside each mark, so that nested straight marks keep their pairs.

In `قال "سو-34" ضربت` one pair stands inside a sentence, and reporters write a name in straight marks inside a quotation
in straight marks. A mark that never closes in its paragraph is no quotation: an odd count must not swallow the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tasks.text.normal import Shadow, normalise

_OPENERS = "“«„‟❝"
_CLOSERS = "”»❞"
_TATWEEL = "\u0640"
_LEFT_BORDERS = frozenset(" \n([-:,،/")
_RIGHT_BORDERS = frozenset(" \n.,;:!?،…)]-/")

_MARK = re.compile(r'["\n]')

Side = Literal["open", "close", "either"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One quotation: `start` to `end` with its marks, depth 0 where it stands in no other. Offsets in the text."""

    start: int
    end: int
    norm_start: int
    norm_end: int
    depth: int


def find_quotes(text: str | Shadow) -> tuple[Quote, ...]:
    """Return the quotations of a text, in order of their first mark; each lies within one paragraph."""
    shadow = text if isinstance(text, Shadow) else normalise(text)
    found: list[Quote] = []
    open_marks: list[int] = []
    pairs: list[tuple[int, int]] = []
    for index, sign in _marks(shadow.norm):
        if sign == "\n":
            open_marks.clear()
        elif _opens(shadow, index, bool(open_marks)):
            open_marks.append(index)
        elif open_marks:
            pairs.append((open_marks.pop(), index))
    ends: list[int] = []
    for first, last in sorted(pairs):
        while ends and ends[-1] < first:
            ends.pop()
        start, end = shadow.span(first, last + 1)
        found.append(Quote(start=start, end=end, norm_start=first, norm_end=last + 1, depth=len(ends)))
        ends.append(last)
    return tuple(found)


def _marks(norm: str) -> Iterator[tuple[int, str]]:
    for found in _MARK.finditer(norm):
        yield found.start(), found.group()


def _opens(shadow: Shadow, index: int, inside: bool) -> bool:  # noqa: FBT001 private, one caller
    """Tell whether a mark opens: by its neighbours first, then by its shape, then by whether one is open."""
    side = _side(shadow, index)
    if side == "either":
        shape = shadow.text[shadow.starts[index]]
        return shape in _OPENERS or (shape not in _CLOSERS and not inside)
    return side == "open"


def _side(shadow: Shadow, index: int) -> Side:
    norm = shadow.norm
    left, right = index - 1, index + 1
    if left >= 0 and norm[left] == '"':
        left -= 1
    if right < len(norm) and norm[right] == '"':
        right += 1
    after_border = left < 0 or norm[left] in _LEFT_BORDERS
    before_border = right >= len(norm) or norm[right] in _RIGHT_BORDERS
    if not after_border and shadow.text[shadow.starts[index] - 1] == _TATWEEL:
        after_border = True  # a particle drawn out to the mark: بـ"داعش"
    if after_border == before_border:
        return "either"
    return "open" if after_border else "close"
