"""The normal form: every match is made on the shadow of a text, every quote is cut from the text itself.

Arabic is written with and without hamza, diacritics and tatweel, with two shapes of ya and of ta marbuta, with three
sets of digits, and pages add bidi marks and no-break blanks. The normal form removes these differences and remembers,
for each of its characters, where that character stands in the stored text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ی": "ي", "ې": "ي",
    "ے": "ي", "ة": "ه", "ۃ": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ۂ": "ه", "ە": "ه", "ک": "ك", "ڪ": "ك", "ٸ": "ي",
    "ٶ": "و",
}  # fmt: skip
_SIGNS = {
    "٫": ".", "٬": ",", "٪": "%", "؟": "?", "؛": ";", "‚": ",", "⁄": "/", "‘": "'", "’": "'", "ʼ": "'", "`": "'",
    "´": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"', "❝": '"', "❞": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
}  # fmt: skip
_BLANKS = (
    "\t\x0b\x0c\x1c\x1d\x1e\x1f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000#_"
)
_BREAKS = "\n\r\x85\u2028\u2029"
# Marks that belong to the letter before them: a quote that ends on the letter keeps them.
_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\u0300-\u036f"
# Marks that belong to the layout: direction, joining, byte order, soft hyphen, emoji variants.
_LAYOUT = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"


def _fold(character: str) -> str:
    """Return the normal form of one letter of a script with case, accents or presentation shapes."""
    parts = unicodedata.normalize("NFKD", character)
    kept = "".join(c for c in parts if unicodedata.category(c) != "Mn" and c != "\u0640").strip()
    lowered = "".join(c for c in unicodedata.normalize("NFKD", kept.lower()) if unicodedata.category(c) != "Mn")
    return "".join(_LETTERS.get(c, _SIGNS.get(c, c)) for c in lowered)


def _folded_letters() -> Iterator[tuple[int, str]]:
    spans = ((0x41, 0x5B), (0xC0, 0x530), (0x1E00, 0x2000), (0xFB00, 0xFB07), (0xFB50, 0xFE00), (0xFE70, 0xFEFD))
    for first, last in (*spans, (0xFF01, 0xFF5F)):
        for code in range(first, last):
            character = chr(code)
            if unicodedata.category(character) not in {"Mn", "Cn"} and (folded := _fold(character)) != character:
                yield code, folded


def _digits() -> Iterator[tuple[int, str]]:
    for zero in (0x0660, 0x06F0):
        for value in range(10):
            yield zero + value, str(value)


_TABLE: dict[int, str] = {
    **dict(_folded_letters()),
    **dict(_digits()),
    **{ord(k): v for k, v in (_LETTERS | _SIGNS).items()},
    **dict.fromkeys(map(ord, _BLANKS), " "),
    **dict.fromkeys(map(ord, _BREAKS), "\n"),
}
_EVERYDAY = tuple((letter, _TABLE[ord(letter)]) for letter in "ةأإىئؤآ«»")  # in nearly every text
_FEW = 24  # other letters of one text that are folded one by one
_FOLDED = "".join(chr(c) for c, to in _TABLE.items() if chr(c) != to and (chr(c), to) not in _EVERYDAY)
_FOLDED_SET = frozenset(_FOLDED)
_FOLDED_TWICE = frozenset(letter for letter in _FOLDED if not _FOLDED_SET.isdisjoint(_TABLE[ord(letter)]))
_OTHERS = re.compile(f"[{re.escape(_FOLDED)}]")
_VANISHING = "".join(chr(c) for c, to in _TABLE.items() if not to)
_GROWING = "".join(chr(c) for c, to in _TABLE.items() if len(to) > 1)
_DROPPED = _MARKS + _LAYOUT + re.escape(_VANISHING)
_BLANK = re.escape(_BLANKS + _BREAKS) + " "
# Where the normal form is longer or shorter than the text: dropped marks, runs of blanks, ligatures.
# A class of letters comes first, which most letters of a text fail at once; what follows asks which letter it was.
# A word broken against filters of social media, drawn out on both sides of a blank or a dot: قصـ ـف, تحـ.ـرير.
_BROKEN = "(?<=[\u0621-\u0652]\u0640)\u0640{0,3}(?:[ .\xa0]{1,2}\u0640{1,4}){1,2}(?=[\u0621-\u064a])"
_LONG_BLANK = f"(?<=[{_BLANK}])[{_BLANK}{_DROPPED}]+"
_GONE = f"(?<=[{_DROPPED}{re.escape(_GROWING)}])[{_DROPPED}]*"
_UNEVEN = re.compile(f"[{_BLANK}{_DROPPED}{re.escape(_GROWING)}](?:{_LONG_BLANK}|(?<! )(?:{_BROKEN}|{_GONE}))")
_GROWN = frozenset(_GROWING)
_BLANK_SIGNS = frozenset(_BLANKS + _BREAKS + " ")
_OWN_MARKS = re.compile(f"[{_MARKS}]*")
_OFFSETS = list(range(1 << 15))  # a part of them is copied in a twentieth of the time that numbers are made in
_BREAK_WITHIN = re.compile(f"[{re.escape(_BREAKS)}]")


@dataclass(frozen=True, slots=True)
class Shadow:
    """A text, its normal form, and where in the text each character of the normal form stands.

    `starts` has one entry more than `norm`: the last is the length of the text. It is a list, of which compiled code
    takes an entry in a tenth of the time that a sequence of any kind costs.
    """

    text: str
    norm: str
    starts: list[int]

    def span(self, norm_start: int, norm_end: int) -> tuple[int, int]:
        """Return the offsets in the text of a slice of the normal form.

        Diacritics and tatweel after the last letter belong to the slice; marks of the layout do not.
        """
        first = self.starts[norm_start]
        if norm_end <= norm_start:
            return first, first
        last = self.starts[norm_end - 1] + 1
        limit = self.starts[norm_end]
        if limit > last:
            marks = _OWN_MARKS.match(self.text, last, limit)
            last = marks.end() if marks else last
        return first, last

    def at(self, offset: int) -> int:
        """Return the index in the normal form of the first character at or after an offset of the text."""
        starts, size = self.starts, len(self.norm)
        if 0 < offset <= size and starts[offset] == offset > starts[offset - 1]:
            return offset  # nearly always: nothing before it was left out
        return bisect_left(starts, offset, 0, size)

    def quote(self, norm_start: int, norm_end: int) -> str:
        """Return the words of the text, byte for byte, under a slice of the normal form."""
        first, last = self.span(norm_start, norm_end)
        return self.text[first:last]


def normalise(text: str) -> Shadow:
    """Return the shadow of a text; linear in its length, whatever the text."""
    pieces: list[str] = []
    starts: list[int] = []
    done = 0
    for found in _UNEVEN.finditer(text):
        first, last = found.span()
        pieces.append(text[done:first])
        starts += _offsets(done, first)
        replaced = _even_out(found[0])
        pieces.append(replaced)
        starts += [first] * len(replaced)
        done = last
    if not pieces:
        return Shadow(text, fold_letters(text), _offsets(0, len(text) + 1))
    pieces.append(text[done:])
    starts += _offsets(done, len(text) + 1)
    return Shadow(text, fold_letters("".join(pieces)), starts)


def _offsets(first: int, last: int) -> list[int]:
    """Return the numbers from one to before another; for a text of usual length those that are there."""
    return _OFFSETS[first:last] if last <= len(_OFFSETS) else list(range(first, last))


def fold_letters(text: str) -> str:
    """Return a text with each letter in its normal form: `translate`, which asks a table for every letter, but quicker.

    The normal form of hardly any letter is folded itself, so that they may be folded one after the other.
    """
    others = set(_OTHERS.findall(text))
    if len(others) > _FEW or not others.isdisjoint(_FOLDED_TWICE):
        return text.translate(_TABLE)
    for letter, folded in _EVERYDAY:
        text = text.replace(letter, folded)
    for letter in others:
        text = text.replace(letter, _TABLE[ord(letter)])
    return text


def _even_out(found: str) -> str:
    if found[0] in _GROWN:
        return _TABLE[ord(found[0])]
    if found[0] not in _BLANK_SIGNS:
        return ""
    return "\n" if _BREAK_WITHIN.search(found) else " "


def as_it_is(norm: str) -> Shadow:
    """Return a normal form as the shadow of itself, for what asks nothing of the text behind it."""
    return Shadow(norm, norm, _offsets(0, len(norm) + 1))


def normal_form(text: str) -> str:
    """Return the normal form alone: the same as `normalise(text).norm`, for keys of lexicons."""
    return fold_letters(text) if _UNEVEN.search(text) is None else normalise(text).norm
