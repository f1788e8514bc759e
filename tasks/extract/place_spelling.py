"""Words that are spelled like a place only in the normal form: a hamza within them, or "his" for the ending of a name.

مآرب, aims, is not مأرب and بأجور, with wages, not باجور: many leave a hamza out, none puts one in. A name in ة may be
written with ه, and is then the same as a noun with a pronoun: جده, كيفه.
"""

from collections.abc import Iterable

from tasks.extract.gazetteer import COUNTRY, Gazetteer, Named
from tasks.text.match import Match
from tasks.text.normal import Shadow

_HAMZAS = frozenset("أإآؤئ")
_LONG = "آ"
_ARTICLE = "ال"
_TIED, _HIS = "ة", "ه"


def is_another_word(match: Match[Named], shadow: Shadow, gazetteer: Gazetteer) -> bool:
    """Tell whether a hamza stands within the words where no spelling of the place has one."""
    text = shadow.text[match.start : match.end]
    if _HAMZAS.isdisjoint(text):
        return False
    known = gazetteer.spellings.get(shadow.norm[match.norm_start : match.norm_end], ())
    alike = [spelling for spelling in known if len(spelling) == len(text)]
    return bool(alike) and any(not _agree(text, at, alike) for at in _inner_hamzas(text))


def is_his(match: Match[Named], shadow: Shadow) -> bool:
    """Tell whether a name in ة is written as a noun with "his" is: في قفصه; with the article it can be none."""
    if shadow.text[match.end - 1] != _HIS or shadow.text.startswith(_ARTICLE, match.start):
        return False
    places = match.payload.places
    return bool(places) and all(e.kind != COUNTRY and e.name_ar.endswith(_TIED) for e in places)


def _inner_hamzas(text: str) -> Iterable[int]:
    """Yield where a hamza stands in words, but for their first letter, which many write with or without one."""
    for at, letter in enumerate(text):
        if letter in _HAMZAS and at and text[at - 1].isalpha() and not _opens(text, at):
            yield at


def _opens(text: str, at: int) -> bool:
    """Tell whether only the article stands before a letter in its word."""
    return text[text.rfind(" ", 0, at) + 1 : at] == _ARTICLE


def _agree(text: str, at: int, spellings: Iterable[str]) -> bool:
    """Tell whether a spelling has a hamza of this kind there too."""
    told = {spelling[at] for spelling in spellings}
    return any(letter in _HAMZAS and (letter == _LONG) == (text[at] == _LONG) for letter in told)
