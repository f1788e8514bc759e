"""Lexicons on text: all entries at once, in linear time, with the particles that Arabic writes in front of a word.

The automaton (Aho-Corasick) runs over the normal form. A hit counts when it stands on word borders, or when what is
left of its word is one of the known proclitics (و ف ب ك ل س ال and their combinations, لل for ل + ال) or, where the
entry allows it, a suffix pronoun. So no analyser of words is needed: a split is accepted only because the rest is an
entry.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import ahocorasick

from tasks.knowledge import Knowledge
from tasks.text.normal import Shadow, normal_form

P = TypeVar("P")

_ARTICLE = "ال"
_RUN = re.compile(r"[^\W_]+")
# The last letter of a word as it stands before a pronoun: طائرة, طائرته; مستشفى, مستشفاه.
_BEFORE_PRONOUN = {"ة": "ت", "ى": "ا"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clitics:
    """What a language writes onto its words, in normal form: particles before, pronouns after."""

    proclitics: frozenset[str]
    suffixes: frozenset[str]

    @property
    def reach(self) -> tuple[int, int]:
        """The length of the longest proclitic and of the longest suffix."""
        return max(map(len, self.proclitics), default=0), max(map(len, self.suffixes), default=0)


NO_CLITICS = Clitics(proclitics=frozenset(), suffixes=frozenset())


def load_clitics(knowledge: Knowledge, language: str, *, before: Literal["any", "noun", "verb"] = "any") -> Clitics:
    """Read the clitic table of a language; a language without one has none.

    `before` leaves out the particles that never stand before a noun (س) or before a verb (ال, ب, ك).
    """
    rows = [
        (row["kind"], normal_form(row["form"]))
        for row in knowledge.rows(f"languages/{language}/clitics.tsv")
        if before == "any" or row.get("before", "") in {"", "any", before}
    ]
    return Clitics(
        proclitics=frozenset(form for kind, form in rows if kind == "proclitic"),
        suffixes=frozenset(form for kind, form in rows if kind == "suffix"),
    )


@dataclass(frozen=True, slots=True)
class Match(Generic[P]):
    """One entry found. `start` to `end` are its own words in the text, without the clitics.

    `proclitics` and `suffix` are what is written onto it (normal form); `word_start` to `word_end` take them in.
    """

    payload: P
    start: int
    end: int
    norm_start: int
    norm_end: int
    proclitics: str = ""
    suffix: str = ""
    word_start: int = 0
    word_end: int = 0


class _Form(NamedTuple):
    """One spelling in the automaton, and what may or must be written onto it."""

    payload: Any
    proclitic: str  # what of the spelling is a proclitic: the first ل of لل, else empty
    joins: bool  # particles may stand in front
    follows: bool  # a pronoun may follow
    needs_suffix: bool  # the spelling exists only before a pronoun: طائرت of طائرته


class _Hit(NamedTuple):
    start: int
    end: int
    proclitics: str
    suffix: str
    payload: Any


class Matcher(Generic[P]):
    """All entries of a lexicon, ready to be found in any text.

    Entries are pairs of surface and payload; surfaces may have several words (one blank matches any run of blanks)
    and may come several times with different payloads. `suffixes` tells, for all or by payload, whether suffix
    pronouns may follow; `proclitics` the same for particles in front.
    """

    def __init__(
        self,
        entries: Iterable[tuple[str, P]],
        *,
        clitics: Clitics = NO_CLITICS,
        suffixes: bool | Callable[[P], bool] = False,
        proclitics: bool | Callable[[P], bool] = True,
    ) -> None:
        self._clitics = clitics
        self._reach = clitics.reach
        self._automaton = ahocorasick.Automaton()
        forms: dict[str, list[_Form]] = {}
        for surface, payload in entries:
            joins = proclitics(payload) if callable(proclitics) else proclitics
            follows = suffixes(payload) if callable(suffixes) else suffixes
            for spelling, form in _spellings(surface, payload, joins=joins, follows=follows and bool(clitics.suffixes)):
                if form not in forms.setdefault(spelling, []):
                    forms[spelling].append(form)
        for spelling, found in forms.items():
            self._automaton.add_word(spelling, (len(spelling), tuple(found)))
        self._size = len(forms)
        if forms:
            self._automaton.make_automaton()

    def __len__(self) -> int:
        return self._size

    def find(self, shadow: Shadow, mode: Literal["longest", "all"] = "longest") -> tuple[Match[P], ...]:
        """Return what is found, in order of the text.

        `longest` keeps, of hits that overlap, the one that starts first and of these the longest (with all its
        payloads); `all` keeps every hit.
        """
        hits = self._hits(shadow.norm)
        if mode == "longest":
            hits = _keep_longest(hits)
        return tuple(_place(shadow, hit) for hit in hits)

    def occurs(self, shadow: Shadow) -> bool:
        """Tell whether any entry stands in a text; stops at the first."""
        return next(self._judged(shadow.norm), None) is not None

    def _hits(self, norm: str) -> list[_Hit]:
        found = list(self._judged(norm))
        found.sort(key=_order)
        return found

    def _judged(self, norm: str) -> Iterator[_Hit]:
        if not self._size:
            return
        before_reach, after_reach = self._reach
        begins, ends = _word_borders(norm)
        for last, (length, forms) in self._automaton.iter(norm):
            start, end = last + 1 - length, last + 1
            word_start, word_end = begins[start], ends[last]
            if word_end - end > after_reach or start - word_start > before_reach:
                continue
            before, suffix = norm[word_start:start], norm[end:word_end]
            for form in forms:
                hit = self._judge(form, start, end, before, suffix)
                if hit is not None:
                    yield hit

    def _judge(self, form: _Form, start: int, end: int, before: str, suffix: str) -> _Hit | None:
        if suffix and not (form.follows and suffix in self._clitics.suffixes):
            return None
        if form.needs_suffix and not suffix:
            return None
        proclitics = before + form.proclitic
        if proclitics and not (form.joins and proclitics in self._clitics.proclitics):
            return None
        return _Hit(start + len(form.proclitic), end, proclitics, suffix, form.payload)


def _spellings(surface: str, payload: Any, *, joins: bool, follows: bool) -> Iterator[tuple[str, _Form]]:
    """Yield the spellings under which an entry stands in a normal form: itself, fused with ل, before a pronoun."""
    own = normal_form(surface).strip()
    if not own:
        raise ValueError(f"an entry of a lexicon has no letters: {surface!r} for {payload!r}")
    yield own, _Form(payload, "", joins, follows, needs_suffix=False)
    if joins and own.startswith(_ARTICLE) and len(own) > len(_ARTICLE) + 1:
        rest = own[len(_ARTICLE) :]
        fused = ("ل" if rest.startswith("ل") else "لل") + rest  # للجيش; but لليل, not للليل
        yield fused, _Form(payload, "ل", joins, follows, needs_suffix=False)
    before_pronoun = _BEFORE_PRONOUN.get(surface.strip()[-1:])
    if follows and before_pronoun:
        yield own[:-1] + before_pronoun, _Form(payload, "", joins, follows, needs_suffix=True)


def _joined(left: str, right: str) -> bool:
    """Tell whether two neighbours are inside one word; an Arabic letter and a digit are not (ال24)."""
    if not (left.isalnum() and right.isalnum()):
        return False
    return left.isdigit() == right.isdigit() or not ("\u0600" <= max(left, right) <= "\u06ff")


@lru_cache(maxsize=8)
def _word_borders(norm: str) -> tuple[list[int], list[int]]:
    """Return, for each character, where the word that holds it begins and ends; many lexicons ask for one text."""
    begins = list(range(len(norm)))
    ends = list(range(1, len(norm) + 1))
    for run in _RUN.finditer(norm):
        first = run.start()
        if run.group().isalpha():
            _close(begins, ends, first, run.end())
            continue
        for at in range(first + 1, run.end()):
            if not _joined(norm[at - 1], norm[at]):
                _close(begins, ends, first, at)
                first = at
        _close(begins, ends, first, run.end())
    return begins, ends


def _close(begins: list[int], ends: list[int], first: int, last: int) -> None:
    begins[first:last] = [first] * (last - first)
    ends[first:last] = [last] * (last - first)


def _order(hit: _Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _keep_longest(hits: list[_Hit]) -> list[_Hit]:
    kept: list[_Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end or (hit.start, hit.end) == (kept[-1].start, kept[-1].end):
            kept.append(hit)
    return kept


def _place(shadow: Shadow, hit: _Hit) -> Match[Any]:
    start, end = shadow.span(hit.start, hit.end)
    if not hit.proclitics and not hit.suffix:
        return Match(hit.payload, start, end, hit.start, hit.end, "", "", start, end)
    word_start, word_end = shadow.span(hit.start - len(hit.proclitics), hit.end + len(hit.suffix))
    return Match(hit.payload, start, end, hit.start, hit.end, hit.proclitics, hit.suffix, word_start, word_end)
