"""What stands around a place name: the words that announce it, set it near or north of something, or make it a name.

The words are in `knowledge/languages/<code>/place_cues.tsv`; here is only how they are read, from the name outwards:
"في محيط بلدة X" gives a class of town, near, in; "X الشمالي" gives a side.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from tasks.knowledge import Knowledge
from tasks.text.normal import normal_form

_WINDOW = 80
_MOST_CUES = 5
_LONGEST_PHRASE = 3
_STOP = re.compile(r"[.!?;:\n،,()\[\]/|]")
_WORD = re.compile(r'[^\s"\']+')
_SENTENCE = re.compile(r"[.!?\n]")
_NAMING = "named"
_WHICH = "which"  # معظم, هذا: which of them or how much of it, of things as of places
_AREAS = frozenset({"admin1", "admin2", "countryside"})
_OUTWARD = frozenset({"class", "near", "inside", "from", "direction", "between", "border", "road", _NAMING})
# Kinds whose words are asked for with what may be written onto them: واتهم, بجامعة.
_JOINING = (
    "accuse",
    "befalls",
    "commander",
    "departure",
    "distance",
    "government-noun",
    "government-verb",
    "name-head",
    "name-heads",
    "title",
)
_SETTING = ("near", "direction", "inside", "between", "border", "from", "class", "road")
KILOMETRES: Mapping[str, float] = MappingProxyType({"kilometre": 1.0, "mile": 1.609, "metre": 0.001})
"""Units of `place_cues.tsv` in kilometres."""


class Cue(NamedTuple):
    """One cue word or phrase in front of a name; `fused` are the particles written onto it."""

    kind: str
    value: str
    fused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCues:
    """The cue words of a language in normal form, by how they are used."""

    outward: Mapping[str, Cue]
    outward_ends: frozenset[str]  # their last words: most names have none before them
    joined: Mapping[str, Mapping[str, str]]  # kind to word with a particle written onto it, or none, to value
    sides: Mapping[str, str]
    side_starts: frozenset[str]  # their first two letters: most names have no side
    words: Mapping[str, Mapping[str, str]]  # kind to word to value
    particles: frozenset[str]
    fused: Mapping[str, frozenset[str]]  # particles written onto a word: what they mean (and, in, to, the)
    definite: tuple[str, ...]  # those that end in the article

    def value(self, kind: str, word: str) -> str:
        """Return the value that a word has as a cue of this kind, empty if none."""
        return self.words.get(kind, {}).get(word, "")

    def value_joined(self, kind: str, word: str) -> str:
        """Return the value that a word has as a cue of this kind, with or without a particle written onto it."""
        return self.joined[kind].get(word, "")

    def means(self, particles: str, meaning: str) -> bool:
        """Tell whether particles written onto a word hold this meaning: and, in, to, the."""
        return meaning in self.fused.get(particles, ())


class Context(NamedTuple):
    """The surroundings of one name; offsets are in the normal form, cues go from the name outwards."""

    cues: tuple[Cue, ...]
    start: int
    end: int
    side: str
    before: tuple[str, ...]  # up to eight words before the phrase, in the same clause
    after: str
    line_start: bool

    def cue(self, kind: str) -> Cue | None:
        """Return the cue of this kind that stands nearest to the name."""
        for cue in self.cues:
            if cue.kind == kind:
                return cue
        return None

    @property
    def located(self) -> bool:
        """Whether any word sets something in, near, from or towards the place."""
        return any(cue.kind in _SETTING for cue in self.cues)

    @property
    def placed(self) -> bool:
        """Whether a word says that something is there; "from" and "this" also go with things: هذا الباب."""
        return any(cue.kind in _SETTING and cue.kind != "from" and cue.value != _WHICH for cue in self.cues)

    @property
    def set_in(self) -> bool:
        """Whether a preposition or a direction sets something there; a class word alone may go with an adjective."""
        return any(cue.kind in _SETTING and cue.kind not in {"class", "road"} for cue in self.cues)


def load_place_cues(knowledge: Knowledge, language: str) -> PlaceCues:
    """Read the place cues of a language; a language without a list has none."""
    outward: dict[str, Cue] = {}
    words: dict[str, dict[str, str]] = {}
    for row in knowledge.rows(f"languages/{language}/place_cues.tsv"):
        form = normal_form(row["form"])
        words.setdefault(row["kind"], {})[form] = row["value"]
        if row["kind"] in _OUTWARD:
            outward.setdefault(form, Cue(row["kind"], row["value"]))
    fused = {form: frozenset(value.split("+")) for form, value in words.get("fused", {}).items()}
    definite = tuple(form for form, meaning in fused.items() if "the" in meaning)
    sides = words.get("side", {})
    led = _with_particles(outward, fused, definite)
    return PlaceCues(
        outward=led,
        outward_ends=frozenset(form.rpartition(" ")[2] for form in led),
        joined={kind: _joined(words.get(kind, {}), fused) for kind in _JOINING},
        sides=sides,
        side_starts=frozenset(side[:2] for side in sides),
        words=words,
        particles=frozenset(words.get("name-particle", {})) | {""},
        fused=fused,
        definite=definite,
    )


def _with_particles(
    outward: Mapping[str, Cue], fused: Mapping[str, frozenset[str]], definite: tuple[str, ...]
) -> dict[str, Cue]:
    """Return the cues with all that may be written onto them; an article is not written twice."""
    found = dict(outward)
    for form, cue in outward.items():
        for particles in fused:
            if not (particles in definite and form.startswith(definite)):
                found.setdefault(particles + form, cue._replace(fused=particles))
    return found


def _joined(words: Mapping[str, str], particles: Iterable[str]) -> dict[str, str]:
    """Return words with their values, bare and with all that may be written onto them; the bare ones come first."""
    found = dict(words)
    for particle in particles:
        for word, value in words.items():
            found.setdefault(particle + word, value)
    return found


def read_context(norm: str, start: int, end: int, cues: PlaceCues, floor: int = 0) -> Context:
    """Read the surroundings of the name at `start` to `end` of a normal form, not further back than `floor`."""
    floor = max(floor, start - _WINDOW)
    window = norm[floor:start]
    clause = _STOP.split(window)[-1].replace('"', " ").replace("'", " ")
    words = clause.split()
    if len(clause) == len(window) and floor > 0 and words and norm[floor - 1 : floor + 1].isalnum():
        words = words[1:]  # the window cut this word
    found, first = read_outward(words, cues)
    if found and found[0].kind == _NAMING:
        named = _class_named(norm, start - len(clause) + _start_of(words, first, clause), cues)
        found, first = (named, first) if named else ((), len(words))
    side, last = _read_side(norm, end, cues)
    after = _WORD.match(norm, last + 1) if norm[last : last + 1] == " " else None
    phrase = start - len(clause) + _start_of(words, first, clause)
    opens = first == 0 and len(clause) < len(window) + (floor == 0) and not _line_before(norm, phrase)
    return Context(
        found, phrase, last, side, tuple(words[max(0, first - 8) : first]), after.group() if after else "", opens
    )


def _class_named(norm: str, phrase: int, cues: PlaceCues) -> tuple[Cue, ...]:
    """Return the class word of the sentence whose name "called" gives: مدينة قديمة في محافظة كذا، تدعى القريتين.

    None where somebody only comes from there: فتاة من قرية في الساحل تدعى سلمى is no village of Latakia.
    """
    words = _SENTENCE.split(norm[max(0, phrase - _WINDOW) : phrase])[-1].split()
    for at in range(len(words) - 1, -1, -1):
        cue = cues.outward.get(words[at])
        if cue is not None and cue.kind == "class" and cue.value not in _AREAS:
            led = cues.outward.get(words[at - 1]) if at else None
            return () if led is not None and led.kind == "from" else (cue,)
    return ()


def _start_of(words: list[str], first: int, clause: str) -> int:
    """Return where the words from `first` on begin in their clause."""
    at = len(clause)
    for word in reversed(words[first:]):
        at = clause.rindex(word, 0, at)
    return at


def _line_before(norm: str, phrase: int) -> str:
    """Return what stands before a phrase in its line, without brackets and bullets."""
    return norm[norm.rfind("\n", 0, phrase) + 1 : phrase].strip(' "(-•*#')


def read_outward(words: list[str], cues: PlaceCues) -> tuple[tuple[Cue, ...], int]:
    """Return the cues from the name outwards, and the index of the first word of the phrase."""
    found: list[Cue] = []
    at = len(words)
    while at > 0 and len(found) < _MOST_CUES and words[at - 1] in cues.outward_ends:
        for size in range(min(_LONGEST_PHRASE, at), 0, -1):
            cue = cues.outward.get(" ".join(words[at - size : at]))
            if cue is not None:
                break
        else:
            break
        found.append(cue)
        at -= size
        if cue.kind == "inside" and not cues.means(cue.fused, "the"):
            break
    return tuple(found), at


def called_words(words: Sequence[str], cues: PlaceCues) -> int:
    """Return how many of the last words only say that a name follows: بلدة تدعى كذا, قرية يقال لها كذا."""
    for size in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        if cues.value(_NAMING, " ".join(words[-size:])):
            return size
    return 0


def _read_side(norm: str, end: int, cues: PlaceCues) -> tuple[str, int]:
    """Return the side that an adjective after the name gives ("X الشمالي"), and where the phrase ends."""
    if norm[end : end + 1] != " " or norm[end + 1 : end + 3] not in cues.side_starts:
        return "", end
    words = _STOP.split(norm[end + 1 : end + 40])[0].split(" ")[:2]
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        side = cues.sides.get(phrase)
        if side:
            return side, end + 1 + len(phrase)
    return "", end
