"""A text read as a row of signs, one letter each, for the grammar of dates.

Every word, number and sign of the text becomes one letter of a string (a word that says nothing about dates is `_`),
so that the grammar is a list of patterns over that string.
"""

import re
from collections.abc import Iterator, Mapping

from tasks.text.date_words import SIGNS, DateGrammar, DateWord, Sign
from tasks.text.match import Match
from tasks.text.normal import Shadow, as_it_is
from tasks.text.number_composition import compose
from tasks.text.number_words import find_atoms

_ARTICLES = frozenset({"ال", "لل", "بال", "وال", "ولل", "كال", "فال", "وبال"})
_AND = "و"
_QUESTION = "ا"
_ARTICLE = "ال"
_GLUED_ARTICLES = ("ال", "ال ", "لل", "لل ")
# The particle of the future on an imperfect verb; nouns that begin alike are listed as no_future.
_FUTURE_VERB = re.compile(r"[وف]?س[يتن]\w{3,}")
_SPECIAL = re.compile(r"(?<!\w)(?:و|[وف]?س[يتن]\w{3,})(?!\w)")
_GLUED = frozenset({"ال", "لل", "ل", "ب", "بال"})
_PUNCTUATION = frozenset("-/.,،()|:\n[]")
_REMEMBERED = 60_000  # words that are kept as silent
_INDEFINITE = frozenset({"name_of_place", "name_of_group", "name_of_event"})
_REST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e)\b|\d+|\n|[^\W\d_]+(?: [^\W\d_]+)*|[^\s]")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_NUMERIC = re.compile(
    r"(?<![\d/.,-])(?<!\d:)(?:(\d{4})( ?[-/] ?|\.)(\d{1,2})\2(\d{1,2})"
    r"|(\d{1,2})( ?[-/] ?|\.)(\d{1,2})\6(\d{4}|\d{2}))(?![\d:]|[-/.]\d(?!\d?:))"
)


def make_sign(
    letter: str, start: int, end: int, word: DateWord | None = None, number: int = 0, *, joined: bool = False
) -> Sign:
    """Return a sign without the call of its constructor: a text has hundreds of words and commas."""
    return tuple.__new__(Sign, (letter, start, end, word, number, (0, 0, 0), "", joined, False))


_SILENT = Sign("_", 0, 0)


def read_signs(shadow: Shadow, grammar: DateGrammar, *, country: str = "") -> list[Sign]:
    """Return the row of signs of a text, in order; blanks have none."""
    order = grammar.order(country)
    signs: list[Sign] = []
    done = 0
    for found in _found_signs(shadow.norm, grammar):
        if found.start < done:
            continue
        if found.start > done:
            signs += _rest(shadow.norm, done, found.start, grammar)
        if found.letter != " ":
            signs += _with_particle(found) if found.joined else (_ordered(found, order) if found.order else found,)
        done = found.end
    signs += _rest(shadow.norm, done, len(shadow.norm), grammar)
    return signs


def _ordered(sign: Sign, order: str) -> Sign:
    """Give a date in digits the order of its page: on an English one 3/4/2021 may be either."""
    return sign._replace(order=order) if sign.order == "dmy" else sign


def _found_signs(norm: str, grammar: DateGrammar) -> list[Sign]:
    shadow = as_it_is(norm)
    found = list(_numerics(norm))
    found += _numbers_in_words(shadow, grammar)
    previous: Match[DateWord] | None = None
    for match in grammar.words.find(shadow):
        if previous is not None and (previous.norm_start, previous.norm_end) == (match.norm_start, match.norm_end):
            if _after_digits(norm, match) == (match.payload.kind != "month"):
                continue
            found.pop()  # a word of two kinds is a month after a number only: 4 الصيف 1999, الصيف الماضي
        previous = match
        found.append(_word(match))
    # A date in digits before a word, a longer word before a shorter, a word of dates before a number in words.
    return sorted(found, key=lambda s: (s.start, s.letter != "d", -s.end, s.letter == "C"))


def _after_digits(norm: str, match: Match[DateWord]) -> bool:
    return norm[max(0, match.norm_start - 4) : match.norm_start].rstrip(" -/")[-1:].isdigit()


def _word(match: Match[DateWord]) -> Sign:
    word = match.payload
    letter = SIGNS.get(word.kind, " ")
    if match.proclitics == _QUESTION or (word.kind in _INDEFINITE and match.proclitics in _ARTICLES):
        letter = "_"  # "المدينة الخميس" is no name; "مدينة الخميس" is. No report asks: أبين is a town
    number = int(word.value) if word.kind == "number" else 0
    start = match.norm_start - len(match.proclitics)
    return make_sign(letter, start, match.norm_end, word, number, joined=match.proclitics.startswith(_AND))


def _numerics(norm: str) -> Iterator[Sign]:
    """Yield the dates in digits; each begins with a run of digits, so that only these are looked at."""
    done = 0
    for run in _DIGITS.finditer(norm):
        match = _NUMERIC.match(norm, run.start()) if run.start() >= done else None
        if match is not None:
            done = match.end()
            yield _numeric(match)


def _numeric(match: re.Match[str]) -> Sign:
    year, _, month, day, first, _, second, last = match.groups()
    if year:
        return Sign("d", *match.span(), parts=(int(year), int(month), int(day)), order="ymd")
    return Sign("d", *match.span(), parts=(int(last), int(second), int(first)), order="dmy" if len(last) == 4 else "dm")


def _numbers_in_words(shadow: Shadow, grammar: DateGrammar) -> Iterator[Sign]:
    if not len(grammar.numbers.words):
        return
    atoms = find_atoms(shadow, grammar.numbers, ())
    index = 0
    while index < len(atoms):
        amount = compose(atoms, index, shadow.norm) if atoms[index].kind not in {"digits", "vague", "few"} else None
        if amount is None or amount.low is None:
            index += 1
            continue
        joined = amount.start > amount.first and shadow.norm.startswith(_AND, amount.first)
        definite = _ARTICLE in shadow.norm[amount.first : amount.start]
        yield Sign("C", amount.first, amount.end, number=amount.low, joined=joined, definite=definite)
        index = amount.next_atom


def _with_particle(sign: Sign) -> tuple[Sign, Sign]:
    """Give a particle "and" its own sign: الاثنين والثلاثاء."""
    return Sign("&", sign.start, sign.start + 1), sign._replace(start=sign.start + 1)


def _rest(norm: str, start: int, end: int, grammar: DateGrammar) -> list[Sign]:
    """Return the signs between two words of dates; a particle written onto digits has none."""
    words = norm[start:end].split(" ")
    if grammar.silent.issuperset(words) and not norm[end : end + 1].isdigit():  # nearly always: words alone
        return [_SILENT] * (len(words) - words.count(""))
    signs: list[Sign] = []
    for found in _REST.finditer(norm, start, end):
        text = found[0]
        first, last = found.span()
        if text[0].isalpha():
            words = text.split(" ")
            silent = grammar.silent.issuperset(words) and not norm[last : last + 1].isdigit()
            # one sign for all words that say nothing: nobody asks where they lie
            signs += [_SILENT] * len(words) if silent else _plain_words(norm, words, (first, last), grammar)
        elif text[0].isdecimal():  # "²" is a digit to Python, but no number
            number = int(found[1] or text)
            letter = "N" if len(found[1] or text) <= 2 else "Y" if len(text) == 4 else "n"
            definite = norm.endswith(_GLUED_ARTICLES, max(start, first - 4), first)
            signs.append(Sign(letter, first, last, number=number, definite=definite))
        else:
            signs.append(make_sign(text if text in _PUNCTUATION else ";", first, last))
    return signs


def _plain_words(norm: str, words: list[str], span: tuple[int, int], grammar: DateGrammar) -> list[Sign]:
    """Return the signs of a run of words that are none of the lexicon of dates, and were not all met before."""
    first, last = span
    if not norm[last : last + 1].isdigit() and not _may_tell(norm, words, (first, last), grammar):
        return [_SILENT] * len(words)
    signs = (_plain_word(norm, word, grammar.small) for word in _WORD.finditer(norm, first, last))
    return [sign for sign in signs if sign.letter != " "]


def _may_tell(norm: str, words: list[str], span: tuple[int, int], grammar: DateGrammar) -> bool:
    """Tell whether "and", a verb of the future or a letter of an era stands among words; remember those that are none.

    Nearly all words are silent, and were met in the texts before.
    """
    silent, small = grammar.silent, grammar.small
    if len(silent) >= _REMEMBERED:
        silent.intersection_update({""})
    silent.update(w for w in words if w != _AND and w not in small and not _FUTURE_VERB.fullmatch(w))
    return not small.keys().isdisjoint(words) or _SPECIAL.search(norm, *span) is not None


def _plain_word(norm: str, found: re.Match[str], small: Mapping[str, DateWord]) -> Sign:
    text, (first, last) = found.group(), found.span()
    if text == _AND:
        return Sign("&", first, last)
    if text in small:
        return Sign(SIGNS[small[text].kind], first, last, small[text])
    if text in _GLUED and norm[last : last + 1].isdigit():
        return Sign(" ", first, last)  # particles written onto digits (ال24) stand for nothing
    return Sign(">" if _FUTURE_VERB.fullmatch(text) else "_", first, last)
