"""Words of a report that tell what it is about."""

from typing import Final

_CONTENT_LETTERS: Final = 4
CLITIC: Final = "وفبكل"
SIGNS: Final = "\"'.,:;()،؛؟!-"


def content_words(plain: str) -> list[str]:
    """Return the words of a text that is in normal form, without one-letter proclitics, short words left out."""
    found = []
    for word in plain.split():
        bare = word.strip(SIGNS)
        if len(bare) > _CONTENT_LETTERS + 1 and bare[0] in CLITIC:
            bare = bare[1:]
        if len(bare) >= _CONTENT_LETTERS:
            found.append(bare.removeprefix("ال"))
    return found
