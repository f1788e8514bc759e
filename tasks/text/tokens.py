"""Words, numbers and signs of a shadow, in order, each with its place in the text and in the normal form."""

import re
from typing import NamedTuple

from tasks.text.normal import Shadow

# An Arabic word and a number that touch ("ال24", "24الاخيرة") are two tokens; a Latin word keeps its digits ("f16").
_TOKEN = re.compile(
    r"[a-z\u00df-\u05ff]+[a-z0-9\u00df-\u05ff]*|[0-9]+(?:[a-z][a-z0-9]*)?|[^\W0-9_a-z\u00df-\u05ff]+|[^\w\s]|_"
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
    spans = [(found[0], *found.span()) for found in _TOKEN.finditer(shadow.norm)]
    if isinstance(shadow.starts, range):
        return tuple([Token(norm, first, last, first, last) for norm, first, last in spans])
    starts, span = shadow.starts, shadow.span
    return tuple(
        [
            # Where the next letter follows at once, no mark of the text stands between: no need to look for one.
            Token(norm, starts[first], starts[last], first, last)
            if starts[last - 1] + 1 == starts[last]
            else Token(norm, *span(first, last), first, last)
            for norm, first, last in spans
        ]
    )
