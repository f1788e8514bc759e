"""Which lines of a page are headings: of its own parts, or of other stories that the outlet lists below the text.

A heading alone is no news of its own (coreference.py): what it tells is told below it, or on another page.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.drafts import Draft
from tasks.extract.reading import Reading

_LINE = 110  # characters of a line that may be a headline
_TEASER = 220  # characters of a line below the text that may be one
_LIST = 3  # lines below the text from which on they are a list of other stories
_CUT = ("…", "...", "..", "؟", "?")  # how a headline ends that was cut, or asks


def is_heading(reading: Reading, number: int) -> bool:
    """Tell whether a sentence is a line without a full stop below a text that sets them: a subheading or a teaser.

    Above the first full stop stand the name of the page, its title, and all of a short report that sets none: عاجل,
    and in the next line who was killed where.
    """
    return number > reading.first_stop and _is_open(reading, number, _LINE)


def mark_closing(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts; those in the list of other stories below the text stand in headings."""
    first = _closing(reading)
    return [replace(d, headline=True) if d.groups[0].sentence >= first else d for d in drafts]


def _closing(reading: Reading) -> int:
    """Return the first sentence of the lines without a full stop that end a page, where they are a list.

    A page that never sets a full stop below its title has no such list: these lines are its text.
    """
    last = len(reading.sentences)
    first = last
    while first > 1 and _is_open(reading, first - 1, _TEASER):
        first -= 1
    return first if first > 1 and last - first >= _LIST else last


def _is_open(reading: Reading, number: int, length: int) -> bool:
    """Tell whether a sentence is a whole line of at most this length, and ends with no full stop."""
    sentence = reading.sentences[number]
    if sentence.end - sentence.start > length:
        return False
    if not sentence.stopped:
        return True
    alone = all(
        reading.sentences[beside].paragraph != sentence.paragraph
        for beside in (number - 1, number + 1)
        if 0 <= beside < len(reading.sentences)
    )
    return alone and reading.text[sentence.start : sentence.end].endswith(_CUT)
