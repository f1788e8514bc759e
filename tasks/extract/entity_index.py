"""What `find_entities` looks for, built once per process from the knowledge folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tasks.extract.bands import uppermost_band
from tasks.extract.entity_data import (
    Demonym,
    Known,
    accusative,
    add_article,
    compose_institutions,
    inflect,
    read_absent,
    read_demonyms,
    read_known,
    read_models,
    spell_out,
    split_cell,
    with_article,
)
from tasks.extract.prepositions import read_prepositions
from tasks.knowledge import Knowledge
from tasks.text.match import Matcher, load_clitics
from tasks.text.normal import normal_form

Part = Literal[
    "name", "short", "capital", "head", "adjective", "people", "modifier", "role", "title", "doubtful", "cue", "latter"
]


class Piece(NamedTuple):
    """One thing that a surface may be; `value` is the id of an entity, pattern, people, role or doubtful word."""

    part: Part
    value: str
    agreement: str = ""
    definite: bool = False


class Pattern(NamedTuple):
    """A force noun or an institution that takes a demonym: which slot of the country it names.

    `bare`: whom it names with the article and no demonym: `def` the story's country, `last` the side of its kind that
    was named last, `last-def` the latter, else the former. `deed`: what a force does, which nobody is a man of;
    `shots` where a people without an army may have fired as well.
    """

    slot: str
    bare: str
    deed: str


class Reading(NamedTuple):
    """One reading of a doubtful surface, and what must or must not stand around it (normal forms)."""

    rule_id: str
    entity_id: str
    story_cues: frozenset[str]
    story_against: frozenset[str]
    words_before: frozenset[str]
    never_before: frozenset[str]
    never_after: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityIndex:
    """Surfaces, patterns and readings of one language; `known` holds every actor by id."""

    matcher: Matcher[Piece]
    weapons: Matcher[str]
    objects: Matcher[str]
    known: Mapping[str, Known]
    demonyms: Mapping[str, Demonym]
    patterns: Mapping[str, Pattern]
    roles: Mapping[str, str]
    readings: Mapping[str, tuple[Reading, ...]]
    locatives: frozenset[str]
    metonym_before: frozenset[str]
    metonym_after: frozenset[str]
    metonym_strikes: frozenset[str]
    metonym_struck: frozenset[str]
    metonym_him: frozenset[str]
    numerals: frozenset[str]
    accusing: frozenset[str]
    charged: frozenset[str]
    ascribing: frozenset[str]
    kinds: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)
    """Whose force is meant by the bare name of one that the country of the story lacks."""
    flying: frozenset[str] = frozenset()
    """Ids of the alliances that fight from the air."""
    between: frozenset[str] = frozenset()
    """Prepositions before two sides, in normal form."""
    within: frozenset[str] = frozenset()
    """Prepositions before the force that somebody is of, in normal form."""
    peoples: frozenset[str] = frozenset()
    """Ids of the peoples that are no country: Arabs, the west, Kurds."""
    own_forces: Mapping[str, str] = field(default_factory=dict)
    """The one army of each government that has forces of its own; empty where it has several."""
    bands: Mapping[str, str] = field(default_factory=dict)
    """The band that a wing or a man of it is of, the uppermost one: كتائب القسام are Hamas."""

    @classmethod
    def from_knowledge(cls, knowledge: Knowledge, language: str = "ar") -> "EntityIndex":
        """Build the index of a language from the knowledge folder; takes less than half a second."""
        demonyms = read_demonyms(knowledge, language)
        explicit = read_known(knowledge, "actors")
        things = {path: read_known(knowledge, path) for path in ("weapons", "objects")}
        known = {**compose_institutions(knowledge, demonyms), **explicit}
        readings = _readings(knowledge, language)
        clitics = load_clitics(knowledge, language)
        matcher = Matcher(_entries(knowledge, language, explicit, demonyms, readings), clitics=clitics)
        found = {
            path: Matcher(
                ((name, k.entity_id) for k in rows.values() for name in _names(k, language)),
                clitics=clitics,
                suffixes=path == "objects",
                exact=True,  # جامعة is no جامع of his, محاكمة no محاكم
            )
            for path, rows in things.items()
        }
        return cls(
            matcher=matcher,
            weapons=found["weapons"],
            objects=found["objects"],
            known=known,
            demonyms={d.code: d for d in demonyms},
            patterns=_patterns(knowledge, language),
            roles={row["id"]: row["relation"] for row in _rows(knowledge, language, "roles")},
            readings=readings,
            locatives=frozenset(normal_form(row["word"]) for row in _rows(knowledge, language, "locatives")),
            metonym_before=_cue_words(knowledge, language, "before"),
            metonym_after=_cue_words(knowledge, language, "after"),
            metonym_strikes=_cue_words(knowledge, language, "strikes"),
            metonym_struck=_cue_words(knowledge, language, "struck"),
            metonym_him=_cue_words(knowledge, language, "him"),
            numerals=frozenset(
                normal_form(row["form"]) for row in knowledge.rows(f"languages/{language}/numbers.tsv") if row["value"]
            ),
            accusing=_cue_words(knowledge, language, "accuses"),
            charged=_cue_words(knowledge, language, "charged"),
            ascribing=_cue_words(knowledge, language, "ascribes"),
            kinds={i: k.kind for rows in (known, *things.values()) for i, k in rows.items()},
            instead=read_absent(knowledge),
            flying=frozenset(row["flying_id"] for row in knowledge.rows("actors/flying.tsv")),
            between=_prepositions(knowledge, language, "between"),
            within=_prepositions(knowledge, language, "within"),
            peoples=frozenset(d.entity_id for d in demonyms if not d.is_country),
            own_forces=_own_forces(known),
            bands={i: band for i in known if (band := uppermost_band(known, i)) != i},
        )


def _prepositions(knowledge: Knowledge, language: str, role: Literal["between", "within"]) -> frozenset[str]:
    known = read_prepositions(knowledge.rows(f"languages/{language}/prepositions.tsv"))
    return frozenset(normal_form(form) for form in known.of(role))


def _rows(knowledge: Knowledge, language: str, name: str) -> tuple[Mapping[str, str], ...]:
    return knowledge.rows(f"actors/{language}/{name}.tsv")


def _cue_words(knowledge: Knowledge, language: str, side: str) -> frozenset[str]:
    rows = _rows(knowledge, language, "metonym_cues")
    return frozenset(normal_form(row["word"]) for row in rows if row["side"] == side)


def _names(known: Known, language: str) -> tuple[str, ...]:
    if language != "en":
        return known.names
    # The normal form has no capitals: IS, US, WHO and TAP are words; acronyms wait for a reader of capitals.
    return tuple(name for name in known.names_en if len(name) > 3)


def _entries(
    knowledge: Knowledge,
    language: str,
    explicit: Mapping[str, Known],
    demonyms: tuple[Demonym, ...],
    readings: Mapping[str, tuple[Reading, ...]],
) -> Iterator[tuple[str, Piece]]:
    for known in explicit.values():
        for name in _names(known, language):
            if normal_form(name) not in readings:
                yield name, Piece("name", known.entity_id)
        for name in known.short if language != "en" else ():
            yield name, Piece("short", known.entity_id)
    for demonym in demonyms:
        yield from _demonym_entries(demonym)
    yield from _pattern_entries(knowledge, language)
    for row in _rows(knowledge, language, "modifiers"):
        for definite, word in enumerate(with_article("+" + row["word"])):
            yield word, Piece("modifier", "", row["agreement"], bool(definite))
    yield from ((words, Piece("modifier", value)) for words, value in read_models(knowledge, language))
    yield from _office_entries(knowledge, language)
    yield from _reading_entries(readings)


def _office_entries(knowledge: Knowledge, language: str) -> Iterator[tuple[str, Piece]]:
    """Yield the words beside a name, and those that stand for one (الأخيرة)."""
    for row in _rows(knowledge, language, "roles"):
        yield row["words"], Piece("role", row["id"], row["form"])
    for row in _rows(knowledge, language, "titles"):
        yield row["words"], Piece("title", row["id"])
    for row in _rows(knowledge, language, "latter"):
        yield row["word"], Piece("latter", row["id"], row["agreement"])


def _reading_entries(readings: Mapping[str, tuple[Reading, ...]]) -> Iterator[tuple[str, Piece]]:
    for surface, found in readings.items():
        yield surface, Piece("doubtful", surface)
        for cue in set().union(*((reading.story_cues | reading.story_against) for reading in found)):
            yield cue, Piece("cue", cue)


def _pattern_entries(knowledge: Knowledge, language: str) -> Iterator[tuple[str, Piece]]:
    for row in _rows(knowledge, language, "patterns"):
        indefinite, definite = with_article(row["words"])
        if row["form"] in ("both", "indef"):
            yield indefinite, Piece("head", row["pattern_id"], row["agreement"])
            if (oblique := accusative(row["words"])) is not None:
                yield oblique, Piece("head", row["pattern_id"], row["agreement"])
        if row["form"] in ("both", "def"):
            yield definite, Piece("head", row["pattern_id"], row["agreement"], definite=True)


def _demonym_entries(demonym: Demonym) -> Iterator[tuple[str, Piece]]:
    code = demonym.code
    for base in demonym.adjectives:
        for agreement, form in _inflections(base):
            yield form, Piece("adjective", code, agreement)
            yield add_article(form), Piece("adjective", code, agreement, definite=True)
    plurals = [*demonym.people, *(p for base in demonym.adjectives for a, p in _inflections(base) if a == "p")]
    for plural in plurals:
        if plural in demonym.people:
            yield plural, Piece("adjective", code, "p")
            yield add_article(plural), Piece("adjective", code, "p", definite=True)
        if demonym.is_country:  # الأوروبيون and العرب are nobody who acts
            yield add_article(plural), Piece("people", code, "p", definite=True)
    for capital in demonym.capitals:
        yield capital, Piece("capital", code)
        yield capital, Piece("cue", code)
    for cue in demonym.story_cues:
        yield cue, Piece("cue", code)


def _inflections(base: str) -> Iterator[tuple[str, str]]:
    """Yield agreement and form: m (also as accusative), f, p (nominative, oblique), d and D, the two duals."""
    yield "m", base
    if " " not in base:
        yield "m", base + "ا"
        yield "f", base + "ة"
        yield "p", base + "ون"
        yield "p", base + "ين"
        for ending in ("ان", "ين"):
            yield "d", base + "ت" + ending
        yield "D", base + "ان"
        yield "D", base + "ين"
    else:
        yield "f", inflect(base, "f")
        yield "p", inflect(base, "p")


def _patterns(knowledge: Knowledge, language: str) -> dict[str, Pattern]:
    return {
        row["pattern_id"]: Pattern(row["slot"], row["bare"], row["deed"])
        for row in _rows(knowledge, language, "patterns")
    }


def _forms(cell: str) -> frozenset[str]:
    return frozenset(normal_form(item) for item in spell_out(split_cell(cell)))


def _readings(knowledge: Knowledge, language: str) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, tuple[Reading, ...]] = {}
    for row in _rows(knowledge, language, "ambiguous"):
        surface = normal_form(row["surface"])
        reading = Reading(
            row["id"],
            row["entity_id"],
            *(_forms(row[c]) for c in ("story_cues", "story_against", "words_before", "never_before", "never_after")),
        )
        found[surface] = (*found.get(surface, ()), reading)
    return found


def _own_forces(known: Mapping[str, Known]) -> dict[str, str]:
    """Return the army of each government that rules a part of a country, by the parents of the armies."""
    armies: dict[str, list[str]] = {}
    for one in known.values():
        owner = known.get(one.parent_id or "")
        if one.kind == "army" and owner is not None and owner.kind == "government":
            armies.setdefault(owner.entity_id, []).append(one.entity_id)
    return {name: ids[0] if len(ids) == 1 else "" for name, ids in armies.items()}
