"""How somebody was killed, told by a noun that looks like a verb: قتل مستوطن طعنا tells no two who stabbed."""

from tasks.extract.hits import Hit
from tasks.extract.lexicon import Casualty
from tasks.extract.reading import Reading, within

_DUAL = "ا"
_REACH = 40  # characters from a word of a toll to how they fell
_STOPS = "،؛.\n"


def is_deed(reading: Reading, hit: Hit) -> bool:
    """Tell whether a word is a verb, and not the noun of how those fell who are told right before it."""
    if not reading.text.endswith(_DUAL, hit.start, hit.end):
        return True
    before = within(reading.words, hit.start - _REACH, hit.start)
    tolls = [w for w in before if isinstance(w.payload, Casualty)]
    return not tolls or any(sign in reading.text[tolls[-1].word_end : hit.start] for sign in _STOPS)
