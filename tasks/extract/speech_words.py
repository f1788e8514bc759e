"""The words of reporting, read from the knowledge folder: who says, what sort of saying, where the words begin.

All tables are keyed by the normal form of one word, or of a few words in a row, so that a text is judged token by
token in one pass.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tasks.knowledge import Knowledge, Row
from tasks.text.normal import normal_form

Shape = Literal["perfect", "imperfect", "participle", "masdar", "bound"]
Gender = Literal["m", "f", ""]

_WEAK = "ىا"
_NO_ACCUSATIVE = ("ة", "ات", "ون", "ين", "اء", "ى")
_CARRYING = "say-add"
_EVIDENCE = "evidence"
_MUTUAL = frozenset({"Talks", "Agreement"})


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

    def is_complementiser(self, norm: str, *kinds: str) -> bool:
        """Tell whether a word opens what is said, in one of these ways."""
        return bool(self.complementisers.get(norm, frozenset()).intersection(kinds))


def build_speech(knowledge: Knowledge, language: str = "ar") -> SpeechWords:
    """Read the words of reporting of a language; a list that the language lacks is empty."""

    def rows(name: str) -> tuple[Row, ...]:
        return knowledge.rows(f"languages/{language}/{name}.tsv")

    return SpeechWords(
        verbs=_verbs(rows("speech_verbs")),
        nouns=dict(_nouns(rows("unnamed_sources"))),
        titles={
            normal_form(form): Title(row["kind"], _gender(row["gender"]))
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


def _gender(cell: str) -> Gender:
    return "f" if cell == "f" else "m" if cell == "m" else ""


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
            noun = SourceNoun(row["source_id"], kind, _gender(row["gender"]), definite, mute)
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
        inflected = (*speech_forms(row), *_first_person(row["imperfect"]), *_both(row))
        for surface, shape, gender, plural in inflected:
            form = VerbalForm(row["trigger_id"], row["verbal"], row["kind"], cues, shape, gender, plural)
            found.setdefault(normal_form(surface), []).append(form)
    return {word: tuple(forms) for word, forms in found.items()}


def _first_person(imperfect: str) -> Iterator["Inflected"]:
    """Yield نطالب, نحذر: in quotations a side speaks for itself."""
    if imperfect:
        yield "ن" + imperfect[1:], "imperfect", "", True


def _both(row: Row) -> Iterator["Inflected"]:
    """Yield اتفقا, التقيا: of talks and agreements the dual has two speakers; elsewhere it reads like a noun."""
    perfect = row["perfect"]
    if row["verbal"] in _MUTUAL and perfect:
        yield (perfect[:-1] + "يا" if perfect[-1] == "ى" else perfect + "ا"), "perfect", "m", True


Inflected = tuple[str, Shape, Gender, bool]


def speech_forms(row: Row) -> Iterator[Inflected]:
    """Yield the third persons of a verb of speech, its participles and its masdar, with gender and number."""
    if row["perfect"]:
        yield from perfect_forms(row["perfect"])
    if row["imperfect"]:
        yield from imperfect_forms(row["imperfect"])
    if row["participle"]:
        yield from participle_forms(row["participle"])
    for masdar in filter(None, row["masdar"].split("|")):
        yield masdar, "masdar", "", False
        if row.get("stance") == "denies":
            yield from _with_speaker(masdar)


def _with_speaker(masdar: str) -> Iterator[Inflected]:
    """Yield نفيه, نفيها, نفيهم: like a participle they go on with whom the pronoun means."""
    yield masdar + "ه", "participle", "m", False
    yield masdar + "ها", "participle", "f", False
    yield masdar + "هم", "participle", "m", True


def perfect_forms(base: str) -> Iterator[Inflected]:
    """Yield أعلن, أعلنت, أعلنوا, the feminine dual, and the forms with a pronoun: أعلنه, أعلنته.

    The masculine dual is left out: تابعا is far more often "belonging to".
    """
    weak = base[-1] in _WEAK and len(base) > 2
    stem = base[:-1] if weak else base
    yield base, "perfect", "m", False
    yield stem + "ت", "perfect", "f", False
    yield stem + "وا", "perfect", "m", True
    yield stem + "تا", "perfect", "f", True
    before_pronoun = stem + "ا" if weak else base
    for pronoun in ("ه", "ها", "هم"):
        yield before_pronoun + pronoun, "bound", "m", False
        yield stem + "ت" + pronoun, "bound", "f", False
        yield stem + "و" + pronoun, "bound", "m", True


def imperfect_forms(base: str) -> Iterator[Inflected]:
    """Yield يعلن, تعلن, يعلنون, the duals, and the future with س."""
    rest = base[1:]
    plural = rest[:-1] if rest[-1] in "يىو" and len(rest) > 2 else rest
    dual = rest[:-1] + "ي" if rest[-1] in "يى" else rest
    for person, gender in (("ي", "m"), ("ت", "f")):
        yield person + rest, "imperfect", _gender(gender), False
        yield person + dual + "ان", "imperfect", _gender(gender), True
        yield person + rest + "ه", "bound", _gender(gender), False
        yield person + rest + "ها", "bound", _gender(gender), False
    yield "ي" + plural + "ون", "imperfect", "m", True


def participle_forms(base: str) -> Iterator[Inflected]:
    """Yield مضيفا, مضيفة and the plurals: they go on with the subject's words."""
    stem = base.removesuffix("ي")
    yield base + "ا", "participle", "m", False
    yield base + "ة", "participle", "f", False
    yield stem + "ين", "participle", "m", True
    yield base + "ين", "participle", "m", True
    yield stem + "ون", "participle", "m", True
    yield base + "تين", "participle", "f", True
