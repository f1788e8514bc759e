"""Sentences of a text as spans of it.

A sentence ends at . ! ? and at a line end, never inside a quotation or brackets that close in the same paragraph,
never in a number ("17,00", "3.5"), after an abbreviation ("د. سمير", "Lt. Gen."), in initials ("أ.ف.ب") or in a list
number. An ellipsis alone ends nothing: reporters write it for a pause. Headlines and captions without a full stop end
with their line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from tasks.knowledge import load_knowledge
from tasks.text.normal import Shadow, normal_form, normalise
from tasks.text.quotes import Quote, find_quotes

# A class of letters comes first: a pattern that begins with a choice or a repetition is tried at every letter.
_STOP = re.compile(r"[\n.!?…](?:(?<=[.!?])[.!?]*|(?<=…)…*|)")
_CLOSING = frozenset("\"')]")
_DASHES = "-\u2013"
_SHORT_WORD = 1
_BACK = 24  # no abbreviation is longer
_BRACKETS = re.compile(r"[(\[\])\n]")


class Sentence(NamedTuple):
    """One sentence: offsets in the text and in the normal form, without blanks around; paragraphs count from 0.

    `stopped` tells whether it ends with a sign of its own; a headline does not.
    """

    start: int
    end: int
    norm_start: int
    norm_end: int
    paragraph: int
    stopped: bool


@cache
def known_abbreviations() -> frozenset[str]:
    """Return the abbreviations of all languages that we read, in normal form, without their full stop."""
    lists = load_knowledge().lists_below("languages")
    rows = (row for path, rows in lists if path.endswith("/abbreviations.tsv") for row in rows)
    return frozenset(normal_form(row["form"]) for row in rows)


def split_sentences(
    text: str | Shadow, *, abbreviations: Iterable[str] | None = None, quotes: tuple[Quote, ...] | None = None
) -> tuple[Sentence, ...]:
    """Return the sentences of a text. `abbreviations` (normal form, without their stop) replace those we know.

    `quotes` are its quotations, where they were found before.
    """
    shadow = text if isinstance(text, Shadow) else normalise(text)
    shelters = _shelters(shadow.norm, find_quotes(shadow) if quotes is None else quotes)
    short = known_abbreviations() if abbreviations is None else frozenset(abbreviations)
    found: list[Sentence] = []
    start = paragraph = 0
    for end, stopped, breaks in _ends(shadow.norm, shelters, short):
        sentence = _trim(shadow, start, end, paragraph, stopped=stopped)
        if sentence is not None:
            found.append(sentence)
        start = end
        if breaks:
            paragraph = found[-1].paragraph + 1 if found else 0
    return tuple(found)


def _trim(shadow: Shadow, first: int, last: int, paragraph: int, *, stopped: bool) -> Sentence | None:
    norm = shadow.norm
    while first < last and norm[first].isspace():
        first += 1
    while last > first and norm[last - 1].isspace():
        last -= 1
    if first == last:
        return None
    start, end = shadow.span(first, last)
    return Sentence(start, end, first, last, paragraph, stopped)


def _shelters(norm: str, quotes: tuple[Quote, ...]) -> list[tuple[int, int]]:
    """Return the spans in which no sentence ends, in order and without overlap."""
    spans = [(quote.norm_start, quote.norm_end) for quote in quotes if quote.depth == 0]
    merged: list[tuple[int, int]] = []
    for first, last in sorted([*spans, *_bracketed(norm)]):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _bracketed(norm: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for found in _BRACKETS.finditer(norm):
        sign = found.group()
        if sign == "\n":
            opened.clear()
        elif sign in "([":
            opened.append(found.start())
        elif opened:
            first = opened.pop()
            if not opened:
                yield first, found.end()


def _ends(norm: str, shelters: list[tuple[int, int]], short: frozenset[str]) -> Iterator[tuple[int, bool, bool]]:
    """Yield where sentences end in the normal form, whether with a sign, and whether with a line."""
    begins = [first for first, _ in shelters]
    for found in _STOP.finditer(norm):
        first, last = found.span()
        if norm[first] == "\n":
            yield last, False, True
            continue
        shelter = bisect_right(begins, first) - 1
        if shelter >= 0 and first < shelters[shelter][1]:
            if last != shelters[shelter][1] - 1 or norm[last] not in _CLOSING:
                continue
            last += 1  # the stop stands before the closing mark: the sentence ends after it
        while last < len(norm) and norm[last] in _CLOSING:
            last += 1
        if _stops(norm, first, found.end(), last, short):
            yield last, True, False
    yield len(norm), False, True


def _stops(norm: str, first: int, sign_end: int, last: int, short: frozenset[str]) -> bool:
    sign = norm[first:sign_end]
    following = norm[last : last + 2]
    if sign[0] == "…" or (len(sign) > 1 and set(sign) == {"."}):
        return not following or following[0] == "\n"
    if sign != ".":
        return True
    word = _word_before(norm, first)
    if not following or following[0].isspace():
        return not _is_abbreviation(norm, first, word, short)
    if following[0] in _DASHES and len(following) > 1 and following[1].isspace():
        return _is_arabic(word) and len(word) > _SHORT_WORD  # بريف إدلب الجنوبي.- أعلنت: the next item of a list
    # A full stop with no blank after it: two Arabic words stand there by mistake; else it is a number or an address.
    return _is_arabic(word) and len(word) > _SHORT_WORD and len(following) > 1 and _is_arabic(following)


def _word_before(norm: str, stop: int) -> str:
    """Return the word before a full stop; before one at the head of a line, the last of the line above."""
    end = stop - 1 if norm[stop - 1 : stop] == "\n" else stop
    start, floor = end, max(0, stop - _BACK)
    while start > floor and norm[start - 1].isalnum():
        start -= 1
    return norm[start:end]


def _is_abbreviation(norm: str, stop: int, word: str, short: frozenset[str]) -> bool:
    start = stop - len(word)
    opens_line = start == 0 or norm[start - 1] == "\n"
    if word.isdigit():
        return opens_line  # the number of a list
    if len(word) == _SHORT_WORD and word.isalpha():
        # "د. سمير" is a title, "عام 2015 م." ends a sentence
        return not (start >= 2 and norm[start - 1] == " " and norm[start - 2].isdigit())
    return word in short


def _is_arabic(word: str) -> bool:
    return bool(word) and all("\u0620" <= character <= "\u064a" for character in word)
