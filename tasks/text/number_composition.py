"""Numbers put together from their parts: "مئة وخمسة وعشرين ألفا", 3.5 million, a few hundred."""

from dataclasses import dataclass
from decimal import Decimal

from tasks.text.number_words import BARE, VALUED, Atom

_AND = frozenset({"و", "وال"})
_THOUSAND = 1_000
_UNBOUNDED = 10**15


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Amount:
    """What a run of atoms says: bounds (equal where it is exact; None is unknown) and where it stands."""

    low: int | None
    high: int | None
    exact: bool
    first: int
    start: int
    end: int
    next_atom: int

    def __init__(  # noqa: PLR0917 its fields, in the order of the text
        self,
        low: int | None,
        high: int | None,
        exact: bool,  # noqa: FBT001
        first: int,
        start: int,
        end: int,
        next_atom: int,
    ) -> None:
        self.low = low
        self.high = high
        self.exact = exact
        self.first = first
        self.start = start
        self.end = end
        self.next_atom = next_atom


def compose(atoms: list[Atom], index: int, norm: str) -> Amount | None:
    """Put together the number that begins with an atom; None where the atoms make none."""
    first = atoms[index]
    if first.kind in {"vague", "few"}:
        return _compose_vague(atoms, index, norm)
    if first.kind == "part" or first.decimal is not None:
        return _compose_part(atoms, index, norm)
    if first.kind not in VALUED or first.value is None:
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
    if scale.kind not in {"scale", "scale_or_dual", "vague"} or not scale.value or scale.proclitics not in BARE:
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
        if atom.proclitics in BARE:
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
        if following.kind not in {"vague", "scale"} or following.proclitics not in BARE or scale < (first.value or 0):
            break
        low = None if low is None else low * scale
        high = None if high is None else high * scale + scale - 1
        index += 1
    return Amount(low, high, False, first.first, first.start, atoms[index].end, index + 1)


def _near(norm: str, left: Atom, right: Atom) -> bool:
    return norm[left.end : right.first] in {"", " "}
