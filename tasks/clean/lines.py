"""A text as numbered lines, each with the plain form that the rules look at."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.text.normal import normalise

_EDGE_SIGNS = " \t\r.,;:!?-_=~*|/\\'\"()[]{}<>،…•·▪●►▶«»›‹→←↑↓+&@%^"
_FINAL = (".", "?", "!", ":", '"', ")", "]", ";", "…", ",", "،")
_TATWEEL_DASH = re.compile(r"(?<=\s)ـ+(?=\s)")  # typists draw a dash with it: "الرياضي ـ جدة"
_WORD = re.compile(r"\w+")
_PROSE_WORDS, _LONG_WORDS = 9, 20
_QUESTION_WORDS, _QUOTED_WORDS, _PARAGRAPH_WORDS = 20, 18, 30  # no headline asks, ends on a quote, or is so long
_BREAKS_OFF = ("...", "…")  # two points close the sentences of some columnists


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a text: `plain` is its normal form without signs at the edges, `norm` the whole normal form."""

    number: int
    start: int
    text: str
    norm: str
    plain: str
    words: int

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing visible stands on the line."""
        return not self.norm

    @property
    def ends_open(self) -> bool:
        """Tell whether no sign closes the line, as in headlines, captions and buttons."""
        return not self.norm.endswith(_FINAL)

    @property
    def asks(self) -> bool:
        """Tell whether the line may be a headline that asks, however much it reads like a sentence."""
        return self.norm.endswith("?") and self.words < _QUESTION_WORDS

    @property
    def is_paragraph(self) -> bool:
        """Tell whether a line is surely a paragraph: long and closed. Teasers break off, headlines may ask."""
        if self.asks or self.norm.endswith(_BREAKS_OFF):
            return False
        if self.norm.endswith((".", "!", ":")):
            return self.words >= _PROSE_WORDS
        return self.words >= (_PARAGRAPH_WORDS if self.ends_open else _QUOTED_WORDS)

    @property
    def is_prose(self) -> bool:
        """Tell whether the line reads like a paragraph of an article, not like a label."""
        return self.words >= _LONG_WORDS or (
            self.words >= _PROSE_WORDS and self.norm.endswith((".", "?", "!", '"', "…", ")"))
        )


def split_lines(text: str) -> tuple[Line, ...]:
    """Split at newlines only, so that joining the lines with newlines gives the text back, byte for byte."""
    lines, start = [], 0
    for number, piece in enumerate(text.split("\n")):
        lines.append(_line(number, start, piece))
        start += len(piece) + 1
    return tuple(lines)


def _line(number: int, start: int, piece: str) -> Line:
    norm = normalise(_TATWEEL_DASH.sub("-", piece)).norm.strip()
    return Line(number=number, start=start, text=piece, norm=norm, plain=strip_signs(norm), words=count_words(norm))


def strip_signs(norm: str) -> str:
    """Cut signs, bullets and pictures from both ends of a normal form."""
    first, last = 0, len(norm)
    while first < last and _is_sign(norm[first]):
        first += 1
    while last > first and _is_sign(norm[last - 1]):
        last -= 1
    return norm[first:last]


def _is_sign(character: str) -> bool:
    return character in _EDGE_SIGNS or unicodedata.category(character) in {"So", "Sk", "Cf", "Co", "Cn", "Zs", "Cc"}


def count_words(norm: str) -> int:
    """Return how many words stand in a normal form."""
    return len(_WORD.findall(norm))


def fold_words(text: str) -> str:
    """Return the words of a text in normal form, one blank between them, for comparing names and titles."""
    return " ".join(_WORD.findall(normalise(text).norm))


def words_of(line: Line) -> str:
    """Return the words of a line as `fold_words` gives them, from the normal form that it has already."""
    return " ".join(_WORD.findall(line.norm))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the prose of an article begins and ends, by line numbers; without prose `first` lies behind `last`.

    `opening` is the visible line directly above the prose: the place of datelines and bylines.
    """

    first: int
    last: int
    opening: int = -1

    def holds(self, place: str, number: int) -> bool:
        """Tell whether a line lies at the place that a rule names: any, head, tail or edge."""
        head, tail = number < self.first, number > self.last
        return {"any": True, "head": head, "tail": tail, "edge": head or tail}[place]


def frame_prose(lines: Sequence[Line]) -> Frame:
    """Find the first and the last line of prose."""
    prose = [line.number for line in lines if line.is_prose and not line.asks]
    if not prose:
        return Frame(first=len(lines), last=-1)
    above = [line.number for line in lines if line.number < prose[0] and not line.is_blank]
    return Frame(first=prose[0], last=prose[-1], opening=above[-1] if above else -1)
