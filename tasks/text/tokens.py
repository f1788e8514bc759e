"""Words, numbers and signs of a shadow, in order, each with its place in the text and in the normal form."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tasks.text.normal import Shadow

# An Arabic word and a number that touch ("ال24", "24الاخيرة") are two tokens; a Latin word keeps its digits ("f16").
# What is none of these is a blank: the pieces joined are the text.
_PIECE = re.compile(
    r"[a-z\u00df-\u05ff]+[a-z0-9\u00df-\u05ff]*|[0-9]+(?:[a-z][a-z0-9]*)?|[^\W0-9_a-z\u00df-\u05ff]+|[\s\S]"
)


class Token(NamedTuple):
    """One word, one run of digits, or one sign. `norm` is its normal form; `start` and `end` are offsets in the text.

    A named tuple, not a dataclass: an article has a thousand of them, and a frozen dataclass takes four times longer.
    """

    norm: str
    start: int
    end: int
    norm_start: int
    norm_end: int

    @property
    def is_word(self) -> bool:
        """Whether this is a word or a number, not a sign."""
        return self.norm[0].isalnum()


def tokenise(shadow: Shadow) -> tuple[Token, ...]:
    """Return the words, numbers and signs of a shadow; blanks are between them."""
    return tuple(_tokens(shadow))


def _tokens(shadow: Shadow) -> Iterator[Token]:
    starts, make = shadow.starts, tuple.__new__
    last = 0
    for norm in _PIECE.findall(shadow.norm):
        first = last
        last += len(norm)
        if not norm.isspace():
            start, end = starts[first], starts[last]
            # Where the next letter follows at once, no mark of the text stands between: no need to look for one.
            if starts[last - 1] + 1 != end:
                end = shadow.span(first, last)[1]
            yield make(Token, (norm, start, end, first, last))
