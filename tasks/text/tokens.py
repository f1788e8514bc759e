"""Words, numbers and signs of a shadow, in order, each with its place in the text and in the normal form."""

import re

from tasks.text.normal import Shadow

# An Arabic word and a number that touch ("ال24", "24الاخيرة") are two tokens; a Latin word keeps its digits ("f16").
_TOKEN = re.compile(
    r"[a-z\u00df-\u05ff]+[a-z0-9\u00df-\u05ff]*|[0-9]+(?:[a-z][a-z0-9]*)?|[^\W0-9_a-z\u00df-\u05ff]+|[^\w\s]|_"
)
_LATIN = re.compile(r"[a-z\u00df-\u05ff]")
_REMEMBERED = 60_000  # what stands between two blanks, with its tokens
_LONGEST = 40  # letters of what is remembered


class Token:
    """One word, one run of digits, or one sign. `norm` is its normal form; `start` and `end` are offsets in the text.

    A plain class, as a match is: an article has a thousand of them.
    """

    __slots__ = ("end", "norm", "norm_end", "norm_start", "start")

    def __init__(self, norm: str, start: int, end: int, norm_start: int, norm_end: int) -> None:
        self.norm = norm
        self.start = start
        self.end = end
        self.norm_start = norm_start
        self.norm_end = norm_end

    @property
    def is_word(self) -> bool:
        """Whether this is a word or a number, not a sign."""
        return self.norm[0].isalnum()


def tokenise(shadow: Shadow) -> tuple[Token, ...]:
    """Return the words, numbers and signs of a shadow; blanks are between them."""
    starts = shadow.starts
    arabic = _LATIN.search(shadow.norm) is None  # then letters without a sign among them are one word
    found: list[Token] = []
    begin = 0
    for chunk in shadow.norm.split(" "):
        if arabic and chunk.isalpha():  # quicker than to look it up
            last = begin + len(chunk)
            end = starts[last]
            # Where the next letter follows at once, no mark of the text stands between: no need to look for one.
            if starts[last - 1] + 1 != end:
                end = shadow.span(begin, last)[1]
            found.append(Token(chunk, starts[begin], end, begin, last))
        else:
            for norm, offset, stop in _known.get(chunk) or _cut(chunk):
                first, last = begin + offset, begin + stop
                end = starts[last]
                if starts[last - 1] + 1 != end:
                    end = shadow.span(first, last)[1]
                found.append(Token(norm, starts[first], end, first, last))
        begin += len(chunk) + 1
    return tuple(found)


def count_tokens(shadow: Shadow) -> int:
    """Return how many words, numbers and signs a shadow has, without making them."""
    chunks = shadow.norm.split(" ")
    arabic = _LATIN.search(shadow.norm) is None
    others = [chunk for chunk in chunks if not chunk.isalpha()] if arabic else chunks
    return len(chunks) - len(others) + sum([len(_known.get(chunk) or _cut(chunk)) for chunk in others])


_known: dict[str, tuple[tuple[str, int, int], ...]] = {}


def _cut(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """Return the tokens of what stands between two blanks, and remember them: most were met in the texts before."""
    word, last = chunk[:-1], chunk[-1:]
    if word.isalpha() and not (last.isalnum() or last.isspace()) and _LATIN.search(word) is None:
        found: tuple[tuple[str, int, int], ...] = (word, 0, len(word)), (last, len(word), len(chunk))
    else:
        found = tuple([(token[0], *token.span()) for token in _TOKEN.finditer(chunk)])
    if len(chunk) <= _LONGEST:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        _known[chunk] = found
    return found
