"""A text read as a row of signs, one letter each, for the grammar of dates.

Every word, number and sign of the text becomes one letter of a string (a word that says nothing about dates is `_`),
so that the grammar is a list of patterns over that string.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

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
_DIGITS = re.compile(r"\d\d*")  # a class of letters first: `\d+` is tried at every letter of a text
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
    chunks = norm[start:end].split(" ")
    if not norm[end : end + 1].isdigit():
        if grammar.silent.issuperset(chunks):  # nearly always: words alone
            return [_SILENT] * (len(chunks) - chunks.count(""))
        signs = _signs_of(chunks, start, grammar)
        if signs is not None:
            return signs
    return _each_sign(norm, start, end, grammar)


def _signs_of(chunks: list[str], start: int, grammar: DateGrammar) -> list[Sign] | None:
    """Return the signs of what stands between blanks from an offset on; None where digits are among it.

    Without digits it has the same signs wherever it stands: a word with its comma was met in the texts before.
    """
    signs: list[Sign] = []
    silent, met = grammar.silent, grammar.met
    for chunk in chunks:
        word, mark = (chunk, "") if chunk.isalpha() else (chunk[:-1], chunk[-1:])
        if (word in silent or _says_nothing(word, grammar)) and not mark.isalnum():
            if word:
                signs.append(_SILENT)
            if mark:
                last = start + len(chunk)
                signs.append(_mark(mark, last - 1, last))
        else:
            kept = met[chunk] if chunk in met else _meet(chunk, grammar)
            if kept is None:
                return None
            signs += [s if s is _SILENT else make_sign(s.letter, start + s.start, start + s.end, s.word) for s in kept]
        start += len(chunk) + 1
    return signs


def _says_nothing(word: str, grammar: DateGrammar) -> bool:
    """Tell whether a word that was not met before is no "and", verb of the future or letter of an era; remember it."""
    if not word.isalpha() or word == _AND or word in grammar.small or _FUTURE_VERB.fullmatch(word):
        return False
    _remember((word,), grammar)
    return True


def _remember(words: Iterable[str], grammar: DateGrammar) -> None:
    """Keep words that say nothing about dates: nearly all do not, and are met again."""
    if len(grammar.silent) >= _REMEMBERED:
        grammar.silent.intersection_update({""})
    grammar.silent.update(words)


def _meet(chunk: str, grammar: DateGrammar) -> tuple[Sign, ...] | None:
    """Return the signs of what stands between two blanks, and remember them; None where it has digits."""
    signs = None if _DIGITS.search(chunk) else tuple(_each_sign(chunk, 0, len(chunk), grammar))
    if len(grammar.met) >= _REMEMBERED:
        grammar.met.clear()
    grammar.met[chunk] = signs
    return signs


def _each_sign(norm: str, start: int, end: int, grammar: DateGrammar) -> list[Sign]:
    """Return the signs of a span, each word and sign looked at."""
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
            signs.append(_mark(text, first, last))
    return signs


def _mark(text: str, first: int, last: int) -> Sign:
    """Return the sign of a comma, a bracket or another mark."""
    return make_sign(text if text in _PUNCTUATION else ";", first, last)


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
    new = [word for word in words if word not in silent and word != _AND and word not in small]
    _remember([word for word in new if not _FUTURE_VERB.fullmatch(word)], grammar)
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
