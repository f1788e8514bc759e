"""Reads the atoms of a text into numbers: hedges, ranges, and the words and shapes that make a number no count."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks.text.match import Match
from tasks.text.normal import Shadow
from tasks.text.number import Number
from tasks.text.number_composition import Amount, compose
from tasks.text.number_words import Atom, Measure, NumberGrammar, find_atoms

_HEDGES = {"about", "at_least", "at_most"}
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:.,][0-5]\d")
_SLASHED = re.compile(r"\d+(?:\s?[/-]\s?\d+)+")
_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d")
_TO_MEASURE = re.compile(r" ?[-/]? ?")
_PARTICLE_LETTERS = "والبكلف "
_GAP_STOPS = re.compile(r"[.,،;:!?()\[\]\"\n]")
_HEDGE_REACH = 3  # words between a number and the "at least" that follows: "12 قتيلا من المدنيين على الأقل"
_PHONE_DIGITS = 7
_THOUSAND = 1_000
_ADDRESS_SIGNS = frozenset("+=@&")  # telephone numbers, addresses of pages


def find_numbers(shadow: Shadow, grammar: NumberGrammar) -> tuple[Number, ...]:
    """Return the numbers of a text in order; none overlaps another."""
    measures = grammar.measures.find(shadow)
    atoms = find_atoms(shadow, grammar, measures)
    reader = _Reader(shadow, atoms, measures, grammar.to_month)
    return tuple(reader.read())


_DURATION, _CLOCK_TIME, _DATE, _THE = "duration", "clock", "date", "ال"
_COUNTED = "counted"  # what may be a measure, and is none in this company: برميل متفجر


class _Reader:
    """One pass over the atoms of one text."""

    def __init__(
        self, shadow: Shadow, atoms: list[Atom], measures: tuple[Match[Measure], ...], to_month: re.Pattern[str]
    ) -> None:
        self.shadow = shadow
        self.norm = shadow.norm
        self.atoms = atoms
        self.to_month = to_month
        self.after = {m.norm_start - len(m.proclitics): m for m in measures if m.payload.side == "after"}
        self.before = {m.norm_end: m for m in measures if m.payload.side == "before"}

    def read(self) -> Iterator[Number]:
        index = 0
        skip_to = 0
        while index < len(self.atoms):
            atom = self.atoms[index]
            number, following = (None, index + 1) if atom.first < skip_to else self._read_at(index)
            if number is not None:
                yield number
                skip_to = number.norm_end
            index = following

    def _read_at(self, index: int) -> tuple[Number | None, int]:
        atom = self.atoms[index]
        if atom.kind == "digits" and (shaped := self._shaped(atom)) is not None:
            return shaped, index + 1
        if atom.kind in _HEDGES:
            return self._hedged(index)
        if atom.kind in {"between", "from"}:
            return self._ranged(index)
        if atom.kind == "one_of":
            return replace(self._kept_apart("one_of", atom.start, atom.end), low=1, best=1, high=1), index + 1
        if not atom.is_number:
            return None, index + 1
        return self._plain(index)

    # The number itself

    def _plain(self, index: int) -> tuple[Number | None, int]:
        amount = compose(self.atoms, index, self.norm)
        if amount is None:
            return self._unclear(self.atoms[index]), index + 1
        second = self._second(amount)
        if second is not None:
            return self._range(amount, second, amount.start), second.next_atom
        hedge = self._hedge_after(amount)
        if hedge is not None:
            return self._number(amount, hedge=hedge.kind, end=hedge.end), amount.next_atom + 1
        return self._number(amount), amount.next_atom

    def _hedged(self, index: int) -> tuple[Number | None, int]:
        hedge = self.atoms[index]
        if hedge.side == "after" or not self._touches(hedge.end, index + 1) or self._joins_on(index + 1):
            return None, index + 1
        number, following = self._read_at(index + 1)
        if number is None or not number.counts or number.hedge:
            return number, following
        start = self.shadow.span(hedge.start, hedge.end)[0]
        low, best, high = _bounds(hedge.kind, number.low, number.high, exact=number.kind == "exact")
        changed = Number(
            kind=number.kind, low=low, best=best, high=high, start=start, end=number.end,
            norm_start=number.norm_start, norm_end=number.norm_end, hedge=hedge.kind, proclitics=number.proclitics,
        )  # fmt: skip
        return changed, following

    def _ranged(self, index: int) -> tuple[Number | None, int]:
        """Read "بين 10 و12" and "من 10 إلى 12"; where no second number follows, the preposition says nothing."""
        if not self._touches(self.atoms[index].end, index + 1):
            return None, index + 1
        amount = compose(self.atoms, index + 1, self.norm)
        if amount is None or amount.next_atom >= len(self.atoms):
            return None, index + 1
        second = self._second(amount)
        if second is None and self.atoms[index].kind == "between":
            following = self.atoms[amount.next_atom]
            if self.norm[amount.end : following.start] in {" و", " و "}:
                second = compose(self.atoms, amount.next_atom, self.norm)
        if second is None or amount.low is None or second.high is None or amount.low >= second.high:
            return None, index + 1
        return self._range(amount, second, self.atoms[index].start), second.next_atom

    def _second(self, amount: Amount) -> Amount | None:
        """Return the upper end of a range: "3-4", "3 إلى 4", "3 أو 4"."""
        index = amount.next_atom
        if index >= len(self.atoms):
            return None
        atom = self.atoms[index]
        if (
            atom.kind in {"to", "or"}
            and self.norm[amount.end : atom.first] == " "
            and self._touches(atom.end, index + 1)
        ):
            index += 1
        elif self.norm[amount.end : atom.first] not in {"-", " - "}:
            return None
        second = compose(self.atoms, index, self.norm) if self.atoms[index].is_number else None
        if second is None or amount.low is None or second.high is None or amount.low >= second.high:
            return None
        return second

    def _touches(self, end: int, index: int) -> bool:
        return index < len(self.atoms) and self.norm[end : self.atoms[index].first] in {"", " "}

    def _joins_on(self, index: int) -> bool:
        """Tell whether an atom begins with "and": a hedge before it then belongs to the number that went before."""
        return self.atoms[index].proclitics.startswith("و")

    def _hedge_after(self, amount: Amount) -> Atom | None:
        """Return the "at least" that follows a number or its unit, unless it belongs to the next number."""
        index = amount.next_atom
        if index >= len(self.atoms):
            return None
        atom = self.atoms[index]
        gap = self.norm[amount.end : atom.first]
        if (
            atom.kind not in _HEDGES
            or atom.side == "before"
            or (self._touches(atom.end, index + 1) and not self._joins_on(index + 1))
        ):
            return None
        return None if _GAP_STOPS.search(gap) or len(gap.split()) > _HEDGE_REACH else atom

    # Its kind

    def _number(self, amount: Amount, *, hedge: str = "", end: int | None = None) -> Number:
        kind = self._measured(amount.first, amount.end) or ("exact" if amount.exact else "vague")
        low, best, high = _bounds(hedge, amount.low, amount.high, exact=amount.exact)
        start, stop = self.shadow.span(amount.start, end or amount.end)
        return Number(
            kind=kind, low=low, best=best, high=high, start=start, end=stop, norm_start=amount.first,
            norm_end=amount.end, hedge=hedge, proclitics=self.norm[amount.first : amount.start],
        )  # fmt: skip

    def _range(self, amount: Amount, second: Amount, first: int) -> Number:
        kind = self._measured(amount.first, second.end)
        years = _PLAIN_YEAR.fullmatch(self.norm, amount.start, amount.end) is not None
        start, stop = self.shadow.span(first, second.end)
        return Number(
            kind=kind or ("year" if years else "range"), low=self._lower(amount, second), best=None, high=second.high,
            start=start, end=stop, norm_start=amount.first, norm_end=second.end,
            proclitics=self.norm[amount.first : amount.start],
        )  # fmt: skip

    def _lower(self, amount: Amount, second: Amount) -> int | None:
        """Return the lower end of a range, in the thousands that may stand behind the upper alone: بين 3 و4 آلاف."""
        scale = self.atoms[second.next_atom - 1]
        value = scale.value or 0
        if amount.low is None or second.high is None or value < _THOUSAND or scale.start == second.start:
            return amount.low
        times, rest = divmod(second.high, value)
        return amount.low * value if not rest and amount.low < times else amount.low

    def _unclear(self, atom: Atom) -> Number:
        kind = self._measured(atom.first, atom.end) or ("decimal" if atom.kind == "digits" else "unclear")
        return self._kept_apart(kind, atom.start, atom.end)

    def _kept_apart(self, kind: str, first: int, end: int) -> Number:
        start, stop = self.shadow.span(first, end)
        return Number(kind=kind, low=None, best=None, high=None, start=start, end=stop, norm_start=first, norm_end=end)

    def _measured(self, first: int, end: int) -> str:
        """Return the kind that the word before or after the number gives it, else the empty string."""
        left = first
        while left > 0 and self.norm[left - 1] in " (-:":
            left -= 1
        before = self.before.get(left) if "\n" not in self.norm[left:first] else None
        year = _PLAIN_YEAR.fullmatch(self.norm[first:end].lstrip(_PARTICLE_LETTERS))
        named = before is not None and before.payload.kind != _COUNTED  # ما مجموعه 49
        if before is not None and named and (before.payload.kind != "year" or year):
            return before.payload.kind
        right = _TO_MEASURE.match(self.norm, end)
        after = self.after.get(right.end()) if right else None
        if after is None and (of := self.to_month.match(self.norm, end)):
            month = self.after.get(of.end())
            if month is not None and month.payload.kind == _DURATION and _THE in month.proclitics:
                return _DATE  # في العشرين من الشهر الماضي
            after = month if month is not None and month.payload.kind == _DATE else None
        return after.payload.kind if after is not None and self._measures(after, end) else ""

    def _measures(self, after: Match[Measure], end: int) -> bool:
        """Tell whether a word behind a number measures it: خمسة أيام; not قتل خمسة اليوم, قتل ستة مساء أمس.

        An hour is written in digits (6 مساء) or as an ordinal (السادسة مساء).
        """
        kind = after.payload.kind
        if kind == _COUNTED or (kind == _DURATION and _THE in after.proclitics):
            return False
        return kind != _CLOCK_TIME or self.norm[end - 1].isdigit()

    def _shaped(self, atom: Atom) -> Number | None:
        """Return the number whose written shape alone says that it counts nothing: 17,00, 12/10, سو-34."""
        norm, start, end = self.norm, atom.start, atom.end
        slashed = _SLASHED.match(norm, start)
        if slashed and (slashed.group().count("-") + slashed.group().count("/") > 1 or "/" in slashed.group()):
            return self._kept_apart("date", start, slashed.end())
        if norm[end : end + 1] == ":" and norm[end + 1 : end + 3].isdigit():
            return self._kept_apart("clock", start, end + 3)
        kind = self._shape(atom, norm[start - 1 : start], norm[start:end], norm[end : end + 1])
        return self._kept_apart(kind, start, end) if kind else None

    def _shape(self, atom: Atom, left: str, written: str, right: str) -> str:
        if left in _ADDRESS_SIGNS or (len(written) >= _PHONE_DIGITS and atom.value is not None and "," not in written):
            return "identifier"
        if _joined_to_letters(self.norm, atom.start, atom.end):
            return "model"
        if _CLOCK.fullmatch(written) and not self._measured(atom.first, atom.end):
            return "clock"
        return "year" if left == "(" and right == ")" and _PLAIN_YEAR.fullmatch(written) else ""


def _joined_to_letters(norm: str, start: int, end: int) -> bool:
    """Tell whether digits are part of a name: سو-34, t-72, f16, 122mm."""
    left, right = norm[start - 1 : start], norm[end : end + 1]
    if left == "-" and start >= 2 and norm[start - 2].isalpha():
        return True
    return any(c.isalpha() and not "\u0600" <= c <= "\u06ff" for c in (left, right) if c)


def _bounds(hedge: str, low: int | None, high: int | None, *, exact: bool) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high as the hedge leaves them."""
    if hedge == "at_least":
        return low, None, None
    if hedge == "at_most":
        return None, None, high
    if hedge == "about" and exact:
        return None, low, None
    return low, low if exact else None, high
