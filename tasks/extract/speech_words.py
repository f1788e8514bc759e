"""The words of reporting, read from the knowledge folder: who says, what sort of saying, where the words begin.

All tables are keyed by the normal form of one word, or of a few words in a row, so that a text is judged token by
token in one pass. The forms of a verb are made in speech_inflection.py.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.extract.speech_inflection import Gender, Shape, both, first_person, gender_of, speech_forms
from tasks.knowledge import Knowledge, Row
from tasks.text.normal import normal_form

_NO_ACCUSATIVE = ("ة", "ات", "ون", "ين", "اء", "ى")
_CARRYING = "say-add"
_EVIDENCE = "evidence"


class Verb(NamedTuple):
    """One row of speech_verbs.tsv."""

    verb_id: str
    stance: str
    verbal: str
    takes: frozenset[str]
    guard: str

    @property
    def carries(self) -> bool:
        """Whether the verb goes on with the words of the speaker before: أضاف, تابع."""
        return self.verb_id.startswith(_CARRYING)


class SpeechForm(NamedTuple):
    """One spelling of a verb of speech. `bound` has a pronoun on it (أعلنته), so its content stands before."""

    verb: Verb
    shape: Shape
    gender: Gender
    plural: bool


class VerbalForm(NamedTuple):
    """One spelling of a word of verbal_triggers.tsv: speech that is news by itself."""

    trigger_id: str
    verbal: str
    kind: str
    cues: frozenset[str]
    shape: Shape
    gender: Gender
    plural: bool


class SourceNoun(NamedTuple):
    """A noun that heads a source without a name; `definite` points back to one (المصدر).

    `mute` is a document that only shows or counts (صور, حصيلة): without an issuer nobody speaks through it.
    """

    source_id: str
    kind: str
    gender: Gender
    definite: bool
    mute: bool = False


class Title(NamedTuple):
    """A word before or after a speaker's name."""

    kind: str
    gender: Gender


@dataclass(frozen=True, slots=True)
class Phrases:
    """Fixed words, one or several, by their first word."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def at(self, norms: Sequence[str], index: int) -> tuple[int, str] | None:
        """Return length and kind of the longest phrase that begins at a token; None where none does."""
        found = self.by_first.get(norms[index])
        if found is None:
            return None
        following = norms[index + 1] if index + 1 < len(norms) else ""
        for words, kind in found:
            size = len(words)
            if size == 1 or (words[1] == following and tuple(norms[index : index + size]) == words):
                return size, kind
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechWords:
    """All tables of one language.

    `capitals` give the state for which a city speaks, `states` their ids, `adjectives` (الروسي) the state whose deed it
    is, `labels` actors that are a description, not a party (actor_labels.tsv).
    """

    verbs: Mapping[str, tuple[SpeechForm, ...]]
    nouns: Mapping[str, SourceNoun]
    titles: Mapping[str, Title]
    fillers: Mapping[str, str]
    complementisers: Mapping[str, frozenset[str]]
    particles: Mapping[str, frozenset[str]]
    attributions: Phrases
    cues: Phrases
    capitals: Phrases
    verbal: Mapping[str, tuple[VerbalForm, ...]]
    states: frozenset[str]
    labels: frozenset[str]
    adjectives: Mapping[str, str]
    told: frozenset[str] = field(init=False, compare=False, repr=False)
    """Every word of verbs, acts, phrases, cues and capitals: what is none of them tells of no speech."""
    marks: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What each word met so far may be (speech_marks.py)."""

    def __post_init__(self) -> None:
        """Join the words of the tables that are asked of each word of a text."""
        phrases = (self.attributions.by_first, self.cues.by_first, self.capitals.by_first)
        object.__setattr__(self, "told", frozenset[str]().union(self.verbs, self.verbal, *phrases))

    def is_complementiser(self, norm: str, kind: str, second: str = "", third: str = "") -> bool:
        """Tell whether a word opens what is said, in one of up to three ways.

        Asked 300 times of an article: compiled code makes a list and a tuple of starred arguments for each call.
        """
        known = self.complementisers.get(norm)
        return known is not None and (kind in known or second in known or third in known)


def build_speech(knowledge: Knowledge, language: str = "ar") -> SpeechWords:
    """Read the words of reporting of a language; a list that the language lacks is empty."""

    def rows(name: str) -> tuple[Row, ...]:
        return knowledge.rows(f"languages/{language}/{name}.tsv")

    return SpeechWords(
        verbs=_verbs(rows("speech_verbs")),
        nouns=dict(_nouns(rows("unnamed_sources"))),
        titles={
            normal_form(form): Title(row["kind"], gender_of(row["gender"]))
            for row in rows("speech_titles")
            for form in split_forms(row)
        },
        fillers={normal_form(form): row["kind"] for row in rows("speech_fillers") for form in split_forms(row)},
        complementisers=_by_word(rows("complementisers")),
        particles=_by_word(rows("speech_particles")),
        attributions=phrases((form, row["kind"]) for row in rows("attributions") for form in split_forms(row)),
        capitals=phrases(
            (capital, row["entity_id"])
            for row in knowledge.rows(f"actors/{language}/demonyms.tsv")
            for capital in filter(None, row["capitals"].split("|"))
        ),
        verbal=_verbal(rows("verbal_triggers")),
        labels=frozenset(row["entity_id"] for row in knowledge.rows("actor_labels.tsv")),
        states=frozenset(row["entity_id"] for row in knowledge.rows(f"actors/{language}/demonyms.tsv")),
        adjectives=dict(_adjectives(knowledge.rows(f"actors/{language}/demonyms.tsv"))),
        cues=phrases((form, row["kind"]) for row in rows("saying_cues") for form in split_forms(row)),
    )


def _adjectives(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Yield الروسي, الروسية with the state: with the article they tell whose a deed is."""
    for row in rows:
        for adjective in filter(None, row["adjectives"].split("|")):
            yield normal_form("ال" + adjective), row["entity_id"]
            yield normal_form("ال" + adjective + "ة"), row["entity_id"]


def split_forms(row: Row) -> list[str]:
    """Return the spellings of a row, parted by `|`."""
    return [form for form in row["forms"].split("|") if form]


def phrases(entries: Iterable[tuple[str, str]]) -> Phrases:
    """Return fixed words ready to be found token by token, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for surface, kind in entries:
        words = tuple(normal_form(surface).split())
        found.setdefault(words[0], []).append((words, kind))
    return Phrases({first: tuple(sorted(rest, key=lambda r: -len(r[0]))) for first, rest in found.items()})


def _by_word(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        for form in split_forms(row):
            word = normal_form(form)
            found[word] = found.get(word, frozenset()) | {row["kind"]}
    return found


def _nouns(rows: Iterable[Row]) -> Iterator[tuple[str, SourceNoun]]:
    for row in rows:
        mute = row["kind"] == _EVIDENCE
        kind = "document" if mute else row["kind"]
        for form in split_forms(row):
            definite = form.startswith("ال")
            noun = SourceNoun(row["source_id"], kind, gender_of(row["gender"]), definite, mute)
            yield normal_form(form), noun
            if not definite:
                if not form.endswith(_NO_ACCUSATIVE):
                    yield normal_form(form + "ا"), noun
                yield normal_form("ال" + form), noun._replace(definite=True)


def _verbs(rows: Iterable[Row]) -> dict[str, tuple[SpeechForm, ...]]:
    found: dict[str, list[SpeechForm]] = {}
    for row in rows:
        verb = Verb(row["verb_id"], row["stance"], row["verbal"], frozenset(row["takes"].split(",")), row["guard"])
        for surface, shape, gender, plural in speech_forms(row):
            form = SpeechForm(verb, shape, gender, plural)
            forms = found.setdefault(normal_form(surface), [])
            if form not in forms:
                forms.append(form)
    return {word: tuple(forms) for word, forms in found.items()}


def _verbal(rows: Iterable[Row]) -> dict[str, tuple[VerbalForm, ...]]:
    found: dict[str, list[VerbalForm]] = {}
    for row in rows:
        cues = frozenset(normal_form(cue) for cue in row["cue"].split("|") if cue)
        inflected = (*speech_forms(row), *first_person(row["imperfect"]), *both(row))
        for surface, shape, gender, plural in inflected:
            form = VerbalForm(row["trigger_id"], row["verbal"], row["kind"], cues, shape, gender, plural)
            found.setdefault(normal_form(surface), []).append(form)
    return {word: tuple(forms) for word, forms in found.items()}
