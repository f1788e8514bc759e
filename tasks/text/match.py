"""Lexicons on text: all entries at once, in linear time, with the particles that Arabic writes in front of a word.

An entry counts when it stands on word borders, or when what is left of its word is one of the known proclitics (و ف ب
ك ل س ال and their combinations, لل for ل + ال) or, where the entry allows it, a suffix pronoun. So no analyser of words
is needed: a split is accepted only because the rest is an entry. What a word may be is looked up when it is first met
and kept (tasks/text/vocabulary.py); lexicons that read the same texts share that look (`share_words`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from tasks.knowledge import Knowledge
from tasks.text.normal import Shadow, normal_form
from tasks.text.vocabulary import Begun, Hit, Standing, Vocabulary, first_word, in_order, word_end

P = TypeVar("P")

_ARTICLE = "ال"
_FUSED = "ل"
_KEY = 6  # letters after its first word by which an entry of several words is looked up
_HIS, _FEMININE = "ه", "ة"  # one letter in the normal form
_ASKS, _WRITTEN = "ا", "أ"  # the question particle: أيقتل; a bare one before ل is the article, الطائرات no أ + لطائرات
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


class Match(Generic[P]):
    """One entry found. `start` to `end` are its own words in the text, without the clitics.

    `proclitics` and `suffix` are what is written onto it (normal form); `word_start` to `word_end` take them in.
    A plain class, as a token is: an article has a thousand of them, and compiled code makes one in a tenth of the time
    of a named tuple, whose numbers are objects.
    """

    __slots__ = (
        "end", "norm_end", "norm_start", "payload", "proclitics", "start", "suffix", "word_end", "word_start",
    )  # fmt: skip

    def __init__(  # noqa: PLR0917 its fields, in the order of the text: one call, a thousand times
        self,
        payload: P,
        start: int,
        end: int,
        norm_start: int,
        norm_end: int,
        proclitics: str = "",
        suffix: str = "",
        word_start: int = 0,
        word_end: int = 0,
    ) -> None:
        self.payload = payload
        self.start = start
        self.end = end
        self.norm_start = norm_start
        self.norm_end = norm_end
        self.proclitics = proclitics
        self.suffix = suffix
        self.word_start = word_start
        self.word_end = word_end

    def with_payload(self, payload: P) -> "Match[P]":
        """Return the same words as another entry."""
        own = self.norm_start, self.norm_end, self.proclitics, self.suffix, self.word_start, self.word_end
        return Match(payload, self.start, self.end, *own)


class _Form(NamedTuple):
    """One spelling of an entry, and what may or must be written onto it."""

    payload: Any
    proclitic: str  # what of the spelling is a proclitic: the first ل of لل, else empty
    joins: bool  # particles may stand in front
    follows: bool  # a pronoun may follow
    needs_suffix: bool  # the spelling exists only before a pronoun: طائرت of طائرته


# Spellings of several words that begin with one word, by the letters that follow it, so many as a key takes.
_Table = dict[str, list[tuple[str, tuple[_Form, ...]]]]


class Matcher(Generic[P]):
    """All entries of a lexicon, ready to be found in any text.

    Entries are pairs of surface and payload; surfaces may have several words (one blank matches any run of blanks)
    and may come several times with different payloads. `suffixes` tells, for all or by payload, whether suffix
    pronouns may follow; `proclitics` the same for particles in front. `exact` takes no ة for "his": في ضربة is no
    في ضرب with a pronoun. Else the feminine of a listed noun is found with it: متمردة.
    """

    def __init__(
        self,
        entries: Iterable[tuple[str, P]],
        *,
        clitics: Clitics = NO_CLITICS,
        suffixes: bool | Callable[[P], bool] = False,
        proclitics: bool | Callable[[P], bool] = True,
        exact: bool = False,
    ) -> None:
        self._clitics, self._exact = clitics, exact
        self._before = _openings(clitics)
        self._reach = clitics.reach
        forms: dict[str, list[_Form]] = {}
        for surface, payload in entries:
            joins = proclitics(payload) if callable(proclitics) else proclitics
            follows = suffixes(payload) if callable(suffixes) else suffixes
            for spelling, form in _spellings(surface, payload, joins=joins, follows=follows and bool(clitics.suffixes)):
                if form not in forms.setdefault(spelling, []):
                    forms[spelling].append(form)
        self._forms = {spelling: tuple(found) for spelling, found in forms.items()}
        self._groups = _grouped(self._forms)
        follows = any(form.follows for found in forms.values() for form in found)
        self._suffixes = clitics.suffixes if follows else frozenset[str]()
        self._endings = frozenset(form[-1] for form in self._suffixes)
        self._vocabulary: Vocabulary | None = None
        self._number = 0

    def __len__(self) -> int:
        return len(self._forms)

    @property
    def first_words(self) -> Iterable[str]:
        """Every entry of one word, and the first word of every longer one."""
        return self._forms.keys() | self._groups.keys()

    @property
    def attached(self) -> tuple[frozenset[str], frozenset[str]]:
        """What may be written before an entry and behind it."""
        return self._before, self._suffixes

    def share(self, vocabulary: Vocabulary, number: int) -> None:
        """Ask a vocabulary of several lexicons, under this number; what is found stays the same."""
        self._vocabulary, self._number = vocabulary, number

    def find(self, shadow: Shadow, mode: Literal["longest", "all"] = "longest") -> tuple[Match[P], ...]:
        """Return what is found, in order of the text.

        `longest` keeps, of hits that overlap, the one that starts first and of these the longest (with all its
        payloads); `all` keeps every hit.
        """
        norm, starts, keep_all = shadow.norm, shadow.starts, mode == "all"
        exact = self._exact
        found: list[Match[P]] = []
        kept = -1, -1
        for at, whole, begun in self._standing(norm):
            for begins, ends, before, behind, payload in self._with_longer(norm, at, whole, begun) if begun else whole:
                first, last = at + begins, at + ends
                if (behind == _HIS or before == _ASKS) and _is_misread(shadow, first, last, before, exact=exact):
                    continue
                if not keep_all and first < kept[1] and (first, last) != kept:
                    continue
                kept = first, last
                start, end = starts[first], starts[last]
                if starts[last - 1] + 1 != end:  # a mark of the text follows the last letter
                    end = shadow.span(first, last)[1]
                begin = starts[first - len(before)] if before else start
                stop = shadow.span(first, last + len(behind))[1] if behind else end
                found.append(Match(payload, start, end, first, last, before, behind, begin, stop))
        return tuple(found)

    def occurs(self, shadow: Shadow) -> bool:
        """Tell whether any entry stands in a text; the first one is enough."""
        norm, exact = shadow.norm, self._exact
        for at, whole, begun in self._standing(norm):
            for first, last, before, behind, _ in self._with_longer(norm, at, whole, begun) if begun else whole:
                suspect = behind == _HIS or before == _ASKS
                if not (suspect and _is_misread(shadow, at + first, at + last, before, exact=exact)):
                    return True
        return False

    def _standing(self, norm: str) -> list[Standing]:
        """Return the words of a normal form that this lexicon knows."""
        if self._vocabulary is None:  # nobody shares its words: it asks a vocabulary of its own
            self._vocabulary = Vocabulary([self])
        return self._vocabulary.standing(norm, self._number)

    def _with_longer(self, norm: str, at: int, whole: tuple[Hit, ...], begun: tuple[Begun, ...]) -> tuple[Hit, ...]:
        """Return what a word is, with the longer entries that it begins: the leftmost first, of these the longest."""
        longer: list[Hit] = []
        for before, spellings in begun:
            first = len(before)
            for spelling, forms in spellings:
                last = first + len(spelling)
                if norm[at + first : at + last] == spelling:  # compiled, quicker than `startswith` with an offset
                    suffix = norm[at + last : word_end(norm, at + last, self._reach[1])]
                    longer += self._judged(forms, first, last, before, suffix)
        return tuple(sorted([*whole, *longer], key=in_order)) if longer else whole

    def look_up(self, word: str, first: int, last: int) -> tuple[Hit, ...]:
        """Return the entries that a word is without the particles before `first` and the pronoun behind `last`."""
        forms = self._forms.get(word[first:last], ())
        return tuple(self._judged(forms, first, last, word[:first], word[last:])) if forms else ()

    def begun_by(self, first: str) -> Sequence[tuple[int, dict[str, Any]]]:
        """Return the entries of several words that begin with a word, by so many of the letters behind it."""
        return self._groups.get(first, ())

    def _judged(self, forms: tuple[_Form, ...], start: int, end: int, before: str, suffix: str) -> list[Hit]:
        """Return the forms of a spelling that what is written around it allows."""
        found: list[Hit] = []
        for form in forms:
            if suffix and not (form.follows and suffix in self._clitics.suffixes):
                continue
            if form.needs_suffix and not suffix:
                continue
            proclitics = before + form.proclitic
            if proclitics and not (form.joins and proclitics in self._clitics.proclitics):
                continue
            found.append((start + len(form.proclitic), end, proclitics, suffix, form.payload))
        return found


def _is_misread(shadow: Shadow, first: int, last: int, before: str, *, exact: bool) -> bool:
    """Tell by its letter whether what stands around an entry is none of its clitics: ة no pronoun, ا no question."""
    text, starts = shadow.text, shadow.starts
    if before == _ASKS and text[starts[first - 1]] != _WRITTEN:
        return True
    return exact and last < len(shadow.norm) and text[starts[last]] == _FEMININE


def share_words(*groups: Sequence[Matcher[Any]]) -> None:
    """Let lexicons look each word up together: a dozen looks become one.

    Those of one group read the same form of a text, those of another group another form of it (Vocabulary).
    """
    vocabulary = Vocabulary(*groups)
    for number, lexicon in enumerate(lexicon for group in groups for lexicon in group):
        lexicon.share(vocabulary, number)


def _openings(clitics: Clitics) -> frozenset[str]:
    """Return what may stand before a spelling: the particles, and what is left of them before a fused لل."""
    return clitics.proclitics | {form.removesuffix(_FUSED) for form in clitics.proclitics}


def _grouped(forms: dict[str, tuple[_Form, ...]]) -> dict[str, tuple[tuple[int, _Table], ...]]:
    """Return the spellings of several words by their first word."""
    several: dict[str, list[str]] = {}
    for spelling in sorted(forms, key=len, reverse=True):
        first = first_word(spelling)
        if first != spelling:
            several.setdefault(first, []).append(spelling)
    return {first: _groups(len(first), spellings, forms) for first, spellings in several.items()}


def _groups(begun: int, spellings: list[str], forms: dict[str, tuple[_Form, ...]]) -> tuple[tuple[int, _Table], ...]:
    """Return spellings by what follows their first word, those in which less follows than a key takes by themselves.

    With one key for all, as short as the shortest of them asks, each of hundreds of names was compared with the text.
    """
    found: dict[int, _Table] = {}
    for spelling in spellings:
        size = min(_KEY, len(spelling) - begun)
        found.setdefault(size, {}).setdefault(spelling[begun : begun + size], []).append((spelling, forms[spelling]))
    return tuple(found.items())


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
