"""The words of numbers: read from knowledge, found in a text, and put together ("مئة وخمسة وعشرين ألفا")."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from tasks.knowledge import Knowledge, Row
from tasks.text.match import Match, Matcher, load_clitics
from tasks.text.normal import Shadow, as_it_is, normal_form

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"\d{1,6}[.,]\d{1,6}")
_WHOLE = re.compile(r"\d+")
_VALUED = frozenset({"digits", "unit", "ten", "hundred", "hundreds", "scale", "scale_or_dual", "dual_scale"})
_AND = frozenset({"و", "وال"})
_BARE = frozenset({"", "ال"})
_THOUSAND = 1_000
_UNBOUNDED = 10**15


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
        return self.kind in _VALUED or self.kind in {"vague", "few", "part"}


@dataclass(frozen=True, slots=True)
class Amount:
    """What a run of atoms says: bounds (equal where it is exact; None is unknown) and where it stands."""

    low: int | None
    high: int | None
    exact: bool
    first: int
    start: int
    end: int
    next_atom: int


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


def compose(atoms: list[Atom], index: int, norm: str) -> Amount | None:
    """Put together the number that begins with an atom; None where the atoms make none."""
    first = atoms[index]
    if first.kind in {"vague", "few"}:
        return _compose_vague(atoms, index, norm)
    if first.kind == "part" or first.decimal is not None:
        return _compose_part(atoms, index, norm)
    if first.kind not in _VALUED or first.value is None:
        return None
    group = _Group(first)
    while index + 1 < len(atoms) and _near(norm, atoms[index], atoms[index + 1]) and group.takes(atoms[index + 1]):
        index += 1
    value = group.value
    if value is None:
        return None
    return Amount(value, value, True, first.first, first.start, atoms[index].end, index + 1)


def _compose_part(atoms: list[Atom], index: int, norm: str) -> Amount | None:
    """Read "نصف مليون" and "3.5 مليون"; a part of nothing is no count."""
    first = atoms[index]
    if index + 1 >= len(atoms) or not _near(norm, first, atoms[index + 1]):
        return None
    scale = atoms[index + 1]
    if scale.kind not in {"scale", "scale_or_dual", "vague"} or not scale.value or scale.proclitics not in _BARE:
        return None
    amount = first.decimal * scale.value if first.decimal is not None else Decimal(scale.value) / (first.value or 1)
    value = int(amount)
    if value != amount:
        return None
    return Amount(value, value, True, first.first, first.start, scale.end, index + 2)


class _Group:
    """A number under way: closed thousands and millions, and the open group below them."""

    def __init__(self, first: Atom) -> None:
        self.closed = 0
        self.open = 0
        self.last_scale = _UNBOUNDED
        self.digits = first.kind == "digits"
        self.uncertain = first.kind == "scale_or_dual"
        self._begin(first)

    def _begin(self, atom: Atom) -> None:
        value = atom.value or 0
        if atom.kind in {"scale", "scale_or_dual"}:
            self.closed, self.last_scale = self.closed + value, value
        elif atom.kind == "dual_scale":
            self.closed, self.last_scale = self.closed + value, value // 2
        else:
            self.open = value

    @property
    def value(self) -> int | None:
        return None if self.uncertain else self.closed + self.open

    def takes(self, atom: Atom) -> bool:
        """Add an atom to the number, or refuse it."""
        if atom.proclitics in _BARE:
            return self._multiply(atom)
        return atom.proclitics in _AND and self._add(atom)

    def _multiply(self, atom: Atom) -> bool:
        scale = atom.value or 0
        if atom.kind in {"hundred", "vague"} and scale < _THOUSAND:
            if self.digits or scale != 100 or not 3 <= self.open <= 9:
                return False
            self.open *= scale
            return True
        if atom.kind not in {"scale", "scale_or_dual", "vague"} or not self.open or scale >= self.last_scale:
            return False
        if atom.kind == "vague" and self.open >= scale:
            return False  # "3000 آلاف" is a slip, not three million
        self.closed, self.open, self.last_scale = self.closed + self.open * scale, 0, scale
        self.digits = False
        return True

    def _add(self, atom: Atom) -> bool:
        if atom.kind == "digits" or atom.kind in {"scale", "scale_or_dual", "dual_scale"}:
            fits = not self.open and self.closed > 0 and 0 < (atom.value or 0) < self.last_scale
            if fits:
                self._begin(atom)
                self.digits = atom.kind == "digits"
            return fits
        if atom.kind == "part" and not self.open and self.last_scale < _UNBOUNDED:
            self.open = self.last_scale // (atom.value or 1)  # مليون ونصف
            return True
        if self.digits or not self._fits(atom):
            return False
        self.open += atom.value or 0
        return True

    def _fits(self, atom: Atom) -> bool:
        empty = not self.open and self.closed > 0
        if atom.kind in {"hundred", "hundreds"}:
            return empty
        below_hundred = self.open % 100
        if atom.kind == "ten" and 1 <= below_hundred <= 9:
            return True
        return atom.kind in {"ten", "unit"} and below_hundred == 0 and (empty or self.open > 0)


def _compose_vague(atoms: list[Atom], index: int, norm: str) -> Amount:
    first = atoms[index]
    low, high = first.low, first.high
    while index + 1 < len(atoms) and _near(norm, atoms[index], atoms[index + 1]):
        following = atoms[index + 1]
        scale = following.value or 0
        if following.kind not in {"vague", "scale"} or following.proclitics not in _BARE or scale < (first.value or 0):
            break
        low = None if low is None else low * scale
        high = None if high is None else high * scale + scale - 1
        index += 1
    return Amount(low, high, False, first.first, first.start, atoms[index].end, index + 1)


def _near(norm: str, left: Atom, right: Atom) -> bool:
    return norm[left.end : right.first] in {"", " "}
