"""Words of a report that tell what it is about."""

from collections.abc import Iterable
from typing import Final

_CONTENT_LETTERS: Final = 4
_MOST_FORMS: Final = 100_000
CLITIC: Final = "وفبكل"
SIGNS: Final = "\"'.,:;()،؛؟!-"


class _Forms(dict[str, tuple[str, str]]):
    """Words by how they stand in a text: without signs, and as they tell what it is about (empty where they do not)."""

    def __missing__(self, token: str) -> tuple[str, str]:
        bare = token.strip(SIGNS)
        word = bare[1:] if len(bare) > _CONTENT_LETTERS + 1 and bare[0] in CLITIC else bare
        if len(self) >= _MOST_FORMS:
            self.clear()
        self[token] = found = (bare, word.removeprefix("ال") if len(word) >= _CONTENT_LETTERS else "")
        return found


_FORMS: Final = _Forms()
"""Worked out once: a report has some dozens of words, and a day of reports a few thousand."""


def bare_words(tokens: Iterable[str]) -> list[str]:
    """Return words without the signs around them."""
    return [_FORMS[token][0] for token in tokens]


def content_words(plain: str) -> list[str]:
    """Return the words of a text that is in normal form, without one-letter proclitics, short words left out."""
    return telling_words(plain.split())


def telling_words(tokens: Iterable[str]) -> list[str]:
    """Return of words in normal form those of some length, without one-letter proclitics."""
    return [word for token in tokens if (word := _FORMS[token][1])]
