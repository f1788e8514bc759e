"""All that a reader of one language knows, built once per process from the knowledge folder."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from tasks.extract.entities import EntityIndex
from tasks.extract.event_kinds import family_of
from tasks.extract.gazetteer import Gazetteer
from tasks.extract.paradigm import Tense, expand
from tasks.extract.prepositions import Prepositions, read_prepositions
from tasks.extract.speech_words import SpeechWords, build_speech
from tasks.extract.unit_forms import KIN, unit_entries
from tasks.knowledge import Knowledge, Row
from tasks.text.date_words import DateGrammar, load_date_grammar
from tasks.text.match import Clitics, Matcher, load_clitics, share_words
from tasks.text.normal import Shadow, normal_form
from tasks.text.number_words import NumberGrammar, load_number_grammar
from tasks.text.numbers import Unit

P = TypeVar("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One spelling of a word that tells an event (triggers.tsv)."""

    trigger_id: str
    event: str
    kind: str
    frame: str
    needs: str
    tense: Tense


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """One spelling of a word that tells what befell people (casualties.tsv)."""

    casualty_id: str
    measure: str
    kind: str
    frame: str
    needs: str
    tense: Tense


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMeaning:
    """What a number of a unit counts (units.tsv): a measure (or persons, or none) and a class of victims."""

    measure: str
    victim_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A small word that changes how a clause is read: modality, background, connection, refinement."""

    cue_id: str
    family: str
    effect: str
    reach: str
    rank: int = 0
    tense: Tense = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """An ACLED sub-event type (events/*.yml)."""

    slug: str
    event_type: str
    sub_event_type: str
    plover_code: str | None
    measures: frozenset[str]
    merges_with: frozenset[str]
    """The kinds that may be told of one event with it: those of its family, that it names, and that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Matchers and tables of one language."""

    language: str
    knowledge_hash: str
    clitics: Clitics
    words: Matcher[Trigger | Casualty]
    units: Matcher[Unit]
    kin: frozenset[str]
    """Ids of units that name relatives: their bare words mean much else."""
    unit_meanings: dict[str, UnitMeaning]
    numbers: NumberGrammar
    dates: DateGrammar
    entities: EntityIndex
    gazetteer: Gazetteer
    cues: Matcher[Cue]
    subjects: Matcher[str]
    events: dict[str, EventType]
    name_heads: frozenset[str]
    prepositions: Prepositions
    unnamed: frozenset[str]
    """Ids of sides that a text names by what they are (rebels, soldiers, residents), not by a name."""
    speech: SpeechWords
    confidence: dict[str, float]
    """Log-odds that each sign gives a row of being right (confidence.tsv)."""

    @property
    def matchers(self) -> tuple[Matcher[Any], ...]:
        """All that is looked for in an article."""
        names, numbers = self.entities, self.numbers
        own = (self.words, self.units, self.cues, self.subjects, self.gazetteer.matcher, self.dates.words)
        return (*own, names.matcher, names.weapons, names.objects, numbers.words, numbers.measures)

    def tells_events(self, shadow: Shadow) -> bool:
        """Whether any word of an event or a toll stands in a text: the cheap question before the costly ones."""
        return self.words.occurs(shadow)


def build_lexicon(knowledge: Knowledge, language: str = "ar") -> Lexicon:
    """Build the lexicon of a language; a list that the language lacks is empty."""
    clitics = load_clitics(knowledge, language)

    def rows(name: str) -> tuple[Row, ...]:
        return knowledge.rows(f"languages/{language}/{name}.tsv")

    prepositions = read_prepositions(rows("prepositions"))
    inner = frozenset(prepositions.of("inner"))

    def matcher(entries: Iterable[tuple[str, P]], *, suffixes: bool = False, exact: bool = False) -> Matcher[P]:
        return Matcher(entries, clitics=clitics, suffixes=suffixes, exact=exact)

    lexicon = Lexicon(
        language=language,
        knowledge_hash=knowledge.hash,
        clitics=clitics,
        words=matcher(_words(rows("triggers"), rows("casualties"), inner), suffixes=True, exact=True),
        units=matcher(unit_entries(rows("units"), inner), suffixes=True),
        kin=frozenset(row["unit_id"] for row in rows("units") if row["unit_id"].startswith(KIN)),
        unit_meanings={
            row["unit_id"]: UnitMeaning(measure=row["measure"], victim_class=row["victim_class"])
            for row in rows("units")
        },
        numbers=load_number_grammar(knowledge, language),
        dates=load_date_grammar(language, knowledge),
        entities=EntityIndex.from_knowledge(knowledge, language),
        gazetteer=Gazetteer.from_knowledge(knowledge, language),
        cues=matcher(_cues(rows, inner)),
        subjects=matcher(_subjects(rows("subjects")), suffixes=True),
        events=_events(knowledge),
        name_heads=_name_heads(rows("connectors")),
        prepositions=prepositions,
        unnamed=frozenset(row["entity_id"] for row in knowledge.rows("actors/generic.tsv")),
        speech=build_speech(knowledge, language),
        confidence={row["sign"]: float(row["weight"]) for row in rows("confidence")},
    )
    names = lexicon.entities.matcher  # the one that reads a text without its quotation marks
    share_words([matcher for matcher in lexicon.matchers if matcher is not names], [names])
    return lexicon


def _words(
    triggers: tuple[Row, ...], casualties: tuple[Row, ...], inner: frozenset[str]
) -> Iterator[tuple[str, Trigger | Casualty]]:
    for row in triggers:
        for form in expand(row["kind"], row["forms"], inner):
            yield (
                form.surface,
                Trigger(
                    trigger_id=row["trigger_id"],
                    event=row["event"],
                    kind=row["kind"],
                    frame=row["frame"],
                    needs=row["needs"],
                    tense=form.tense,
                ),
            )
    for row in casualties:
        for form in expand(row["kind"], row["forms"], inner):
            yield (
                form.surface,
                Casualty(
                    casualty_id=row["casualty_id"],
                    measure=row["measure"],
                    kind=row["kind"],
                    frame=row["frame"],
                    needs=row.get("needs", ""),
                    tense=form.tense,
                ),
            )


def _cues(rows: Callable[[str], tuple[Row, ...]], inner: frozenset[str]) -> Iterator[tuple[str, Cue]]:
    for name, family in (("modality", "modality"), ("background", "background")):
        for row in rows(name):
            effect = row.get("effect", "background")
            for inflected in expand("verb", row["forms"], inner):
                yield inflected.surface, Cue(cue_id=row["cue_id"], family=family, effect=effect, reach=row["reach"])
    for row in rows("connectors"):
        if row["role"] == "name-head":
            continue
        for inflected in expand(row["kind"], row["forms"], inner):
            yield (
                inflected.surface,
                Cue(cue_id=row["connector_id"], family="link", effect=row["role"], reach="", tense=inflected.tense),
            )
    for row in rows("refine"):
        for form in row["forms"].split("|"):
            yield (
                form,
                Cue(
                    cue_id=row["refine_id"], family="refine", effect=row["to"], reach=row["from"], rank=int(row["rank"])
                ),
            )


def _subjects(rows: tuple[Row, ...]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for form in row["forms"].split("|"):
            yield form, row["kind"]


def _name_heads(rows: tuple[Row, ...]) -> frozenset[str]:
    heads = (form for row in rows if row["role"] == "name-head" for form in row["forms"].split("|"))
    return frozenset(normal_form(form) for form in heads)


def _events(knowledge: Knowledge) -> dict[str, EventType]:
    found = {}
    records = {
        path.removeprefix("events/").removesuffix(".yml"): told for path, told in knowledge.records_below("events")
    }
    for slug, record in records.items():
        named_by = {other for other, told in records.items() if slug in told.get("merges_with", ())}
        found[slug] = EventType(
            slug=slug,
            event_type=record["event_type"],
            sub_event_type=record["sub_event_type"],
            plover_code=record.get("plover"),
            measures=frozenset(record.get("counts", ())),
            merges_with=frozenset(record.get("merges_with", ())) | named_by | family_of(slug),
        )
    return found
