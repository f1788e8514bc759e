"""The words of numbers: read from knowledge and found in a text, one by one (number_composition.py joins them)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from tasks.knowledge import Knowledge, Row
from tasks.text.match import Match, Matcher, load_clitics
from tasks.text.normal import Shadow, as_it_is, normal_form

_DIGITS = re.compile(r"\d\d*(?:[.,]\d+)*")  # a class of letters first: `\d+` is tried at every letter of a text
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"\d{1,6}[.,]\d{1,6}")
_WHOLE = re.compile(r"\d+")
VALUED = frozenset({"digits", "unit", "ten", "hundred", "hundreds", "scale", "scale_or_dual", "dual_scale"})
BARE = frozenset({"", "ال"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWord:
    """One row of numbers.tsv: what a word adds, multiplies by or says about the number beside it."""

    kind: str
    value: int
    low: int | None
    high: int | None
    side: str
    refuse: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One row of measures.tsv: a word that makes the number beside it no count ("45 ميلا", "عيار 122")."""

    kind: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGrammar:
    """The number words of one language, ready for any text."""

    words: Matcher[NumberWord]
    measures: Matcher[Measure]
    to_unit: re.Pattern[str]
    """What may stand between a number and what it counts, from its last letter on: 12 من الجنود."""
    to_whole: re.Pattern[str]
    """What stands between a number and the one of which it is a part: 33 من أصل 40."""
    to_month: re.Pattern[str]
    """What stands between a day and its month: 3 من شهر أيار."""


class Atom(NamedTuple):
    """One part of a number in a text: a run of digits or a word; offsets in the normal form, `first` with particles."""

    kind: str
    value: int | None
    first: int
    start: int
    end: int
    proclitics: str = ""
    low: int | None = None
    high: int | None = None
    side: str = ""
    decimal: Decimal | None = None  # 3.5, which counts only as 3.5 million

    @property
    def is_number(self) -> bool:
        """Whether this is a part of a number, not a hedge or a preposition."""
        return self.kind in VALUED or self.kind in {"vague", "few", "part"}


def load_number_grammar(knowledge: Knowledge, language: str) -> NumberGrammar:
    """Read numbers.tsv and measures.tsv of a language; kept per knowledge hash."""
    return _load(_Source(knowledge), language)


class _Source:
    """A knowledge value that a cache can hold: equal where its hash is."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def __hash__(self) -> int:
        return hash(self.knowledge.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Source) and other.knowledge.hash == self.knowledge.hash


@cache
def _load(source: _Source, language: str) -> NumberGrammar:
    knowledge = source.knowledge
    clitics = load_clitics(knowledge, language, before="noun")
    words = [
        (
            row["form"],
            NumberWord(
                kind=row["kind"],
                value=int(row["value"] or 0),
                low=int(row["low"]) if row["low"] else None,
                high=int(row["high"]) if row["high"] else None,
                side=row["side"],
                refuse=frozenset(row["refuse"].split()),
            ),
        )
        for row in knowledge.rows(f"languages/{language}/numbers.tsv")
    ]
    measures = [
        (row["form"], Measure(kind=row["kind"], side=row["side"]))
        for row in knowledge.rows(f"languages/{language}/measures.tsv")
    ]
    for row in knowledge.rows(f"languages/{language}/months.tsv"):
        if row["needs"] != "year":  # names of months that are common words else
            measures.append((row["form"], Measure(kind="date", side="after")))
            measures.append((row["form"], Measure(kind="year", side="before")))
    links = knowledge.rows(f"languages/{language}/number_links.tsv")
    return NumberGrammar(
        words=Matcher(words, clitics=clitics),
        measures=Matcher(measures, clitics=clitics),
        to_unit=re.compile(f" ?(?:{_link(links, 'unit')} )?"),
        to_whole=re.compile(f" {_link(links, 'whole')} "),
        to_month=re.compile(f" {_link(links, 'month')} "),
    )


def _link(rows: Iterable[Row], kind: str) -> str:
    """Return the pattern of the words that link a number to something of a kind; one that nothing matches for none."""
    forms = sorted((normal_form(row["form"]) for row in rows if kind in row["kinds"].split()), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, forms))})" if forms else "(?!)"


def find_atoms(shadow: Shadow, grammar: NumberGrammar, measures: tuple[Match[Measure], ...]) -> list[Atom]:
    """Return the digits, number words, hedges and prepositions of a text in order, without words of measures."""
    taken = {index for match in measures for index in range(match.norm_start, match.norm_end)}
    return [atom for atom in _all_atoms(shadow.norm, grammar) if atom.kind == "digits" or atom.start not in taken]


@lru_cache(maxsize=4)
def _all_atoms(norm: str, grammar: NumberGrammar) -> tuple[Atom, ...]:
    """Return the atoms of a normal form; who reads the numbers of a text and who reads its dates ask both."""
    atoms = [_with_particles(norm, _digit_atom(found)) for found in _DIGITS.finditer(norm)]
    for match in grammar.words.find(as_it_is(norm)):
        word, proclitics, start = match.payload, match.proclitics, match.start
        if proclitics not in word.refuse:
            first = start - len(proclitics)
            atoms.append(
                Atom(word.kind, word.value, first, start, match.end, proclitics, word.low, word.high, word.side)
            )
    atoms.sort(key=_start)
    return tuple(atoms)


def _start(atom: Atom) -> int:
    return atom.start


def _digit_atom(found: re.Match[str]) -> Atom:
    written = found.group()
    value = None
    if _WHOLE.fullmatch(written) and len(written) <= 12:
        value = int(written)
    elif (grouped := _GROUPED.fullmatch(written)) and not written.startswith("0"):
        value = int(written.replace(grouped.group(1), ""))
    decimal = Decimal(written.replace(",", ".")) if _DECIMAL.fullmatch(written) and value is None else None
    return Atom("digits", value, found.start(), found.start(), found.end(), decimal=decimal)


_PARTICLES = re.compile(r"(?<![^\W\d_])(و?(?:ال|ب|ك|ل|بال|لل)?|ف|(?:و?ال|بال|لل) )$")


def _with_particles(norm: str, atom: Atom) -> Atom:
    """Take in what Arabic writes onto digits: و30, الـ24, بـ12."""
    found = _PARTICLES.search(norm, max(0, atom.start - 5), atom.start)
    proclitics = found.group() if found else ""
    return atom._replace(first=atom.start - len(proclitics), proclitics=proclitics) if proclitics else atom
