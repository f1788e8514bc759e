"""Actors, weapons and objects of attack as the knowledge folder tells them, and the institutions composed from it.

A state's army, ministries, police and sources follow one pattern in every country, so they are data once
(`actors/institutions.tsv`) and combined with the demonyms of the language (`actors/<code>/demonyms.tsv`). A row of
its own in `actors/*.tsv` under the composed id (actor:ru-air-force) takes the place of the composed one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from schemas.entity import Entity
from tasks.extract.prepositions import read_prepositions
from tasks.knowledge import Knowledge, KnowledgeError, Row

_ARTICLE = "ال"
_ARTICLE_SIGN = "+"
_AIRCRAFT = "weapon:aircraft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One actor, weapon or object of attack. `names` stand for it anywhere, `short` only after one of its names."""

    entity_id: str
    kind: str
    name_en: str
    name_ar: str | None
    names: tuple[str, ...]
    names_en: tuple[str, ...]
    short: tuple[str, ...]
    parent_id: str | None
    country: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonym:
    """The adjectives of one people, in base form, and whom they name: a country, or one actor whatever the noun."""

    code: str
    entity_id: str
    name_en: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    story_cues: tuple[str, ...]

    @property
    def is_country(self) -> bool:
        """Whether the code is an ISO 3166-1 alpha-2 code in small letters."""
        return self.entity_id == f"actor:{self.code}"


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the items of a cell that holds several, parted by `|`."""
    return tuple(part for item in cell.split("|") if (part := item.strip()))


def with_article(words: str) -> tuple[str, str]:
    """Return the indefinite and the definite spelling of words whose `+` says where the article stands."""
    return words.replace(_ARTICLE_SIGN, ""), words.replace(_ARTICLE_SIGN, _ARTICLE)


def spell_out(names: Iterable[str]) -> tuple[str, ...]:
    """Return every spelling of names: one with `+` stands with and without the article."""
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(with_article(name) if _ARTICLE_SIGN in name else (name,)))
    return tuple(found)


def read_known(knowledge: Knowledge, folder: str) -> dict[str, Known]:
    """Return the rows of `<folder>.tsv` and of the lists right below `<folder>/`, by id."""
    found: dict[str, Known] = {}
    for path, row in _rows_of(knowledge, folder):
        if row["entity_id"] in found:
            raise KnowledgeError(f"{path}: {row['entity_id']} stands twice")
        found[row["entity_id"]] = _known(row)
    return found


def read_models(knowledge: Knowledge, language: str) -> Iterator[tuple[str, str]]:
    """Yield the models of aircraft with a crew, as they stand behind the noun, and the words for where a thing is made.

    مقاتلات من طراز سوخوي; not drones, whose adjective tells who made them (مسيرات شاهد إيرانية), as in روسية الصنع.
    """
    known = read_known(knowledge, "weapons")
    words = read_prepositions(knowledge.rows(f"languages/{language}/prepositions.tsv"))
    for weapon in known.values():
        if weapon.entity_id != _AIRCRAFT and _is_aircraft(known, weapon.entity_id):
            for name in weapon.names:
                yield name, "model"
                yield from ((f"{lead} {name}", "model") for lead in words.of("model"))
    yield from ((word, "made") for word in words.of("made"))


def _is_aircraft(known: Mapping[str, Known], entity_id: str | None) -> bool:
    while entity_id is not None and entity_id != _AIRCRAFT and entity_id in known:
        entity_id = known[entity_id].parent_id
    return entity_id == _AIRCRAFT


def _rows_of(knowledge: Knowledge, folder: str) -> Iterator[tuple[str, Row]]:
    own = f"{folder}.tsv"
    yield from ((own, row) for row in knowledge.rows(own))
    for path, rows in knowledge.lists_below(folder):
        if path.count("/") == 1 and rows and "entity_id" in rows[0]:
            yield from ((path, row) for row in rows)


def _known(row: Row) -> Known:
    name_ar = row["name_ar"] or None
    return Known(
        entity_id=row["entity_id"],
        kind=row["kind"],
        name_en=row["name_en"],
        name_ar=name_ar,
        names=spell_out([*([name_ar] if name_ar else []), *split_cell(row["aliases"])]),
        names_en=(row["name_en"], *split_cell(row["aliases_en"])),
        short=spell_out(split_cell(row.get("short", ""))),
        parent_id=row["parent_id"] or None,
        country=row.get("country") or None,
        source=row.get("source") or None,
    )


def read_demonyms(knowledge: Knowledge, language: str) -> tuple[Demonym, ...]:
    """Return the demonyms of a language; a language without the list has none."""
    return tuple(
        Demonym(
            code=row["country"],
            entity_id=row["entity_id"],
            name_en=row["name_en"],
            adjectives=split_cell(row["adjectives"]),
            people=split_cell(row["people"]),
            capitals=split_cell(row["capitals"]),
            story_cues=split_cell(row["story_cues"]),
        )
        for row in knowledge.rows(f"actors/{language}/demonyms.tsv")
    )


def inflect(adjective: str, agreement: str) -> str:
    """Return an Arabic relational adjective in the masculine, feminine or plural: m, f, p.

    Every word of a compound is inflected: كوري شمالي, كورية شمالية.
    """
    ending = {"m": "", "f": "ة", "p": "ين"}[agreement]
    return " ".join(word + ending for word in adjective.split())


_NO_TANWIN = ("ة", "ا", "ى", "ء", "ون", "ين", "ان", "ات")


def accusative(words: str) -> str | None:
    """Return the indefinite accusative of words whose `+` says where the article would stand: هجوما تركيا.

    None where no word shows it: feminines, duals and sound plurals have no alef of tanwin.
    """
    marked = [
        word + "ا" if word.startswith(_ARTICLE_SIGN) and not word.endswith(_NO_TANWIN) else word
        for word in words.split()
    ]
    changed = " ".join(marked)
    return changed.replace(_ARTICLE_SIGN, "") if changed != words and marked[0] != words.split(maxsplit=1)[0] else None


def add_article(words: str) -> str:
    """Return words with the article on each of them: الكوري الشمالي."""
    return " ".join(_ARTICLE + word for word in words.split())


def compose_institutions(knowledge: Knowledge, demonyms: Iterable[Demonym]) -> dict[str, Known]:
    """Return the institutions of every country whose demonym is known, by id: actor:tr-police; none that it lacks."""
    absent = read_absent(knowledge)
    found: dict[str, Known] = {}
    for demonym in demonyms:
        if demonym.is_country and demonym.adjectives:
            for row in knowledge.rows("actors/institutions.tsv"):
                known = _compose(row, demonym)
                if known.parent_id in absent:
                    known = replace(known, parent_id=f"actor:{demonym.code}")
                if known.entity_id not in absent:
                    found[known.entity_id] = known
    return found


def read_absent(knowledge: Knowledge) -> dict[str, str]:
    """Return the institutions that a country lacks, and whose force their bare name means there."""
    return {row["absent_id"]: row["instead"] for row in knowledge.rows("actors/absent.tsv")}


def _compose(row: Row, demonym: Demonym) -> Known:
    base = demonym.adjectives[0]
    people = demonym.people[0] if demonym.people else inflect(base, "p")
    forms = {
        "m": add_article(base),
        "f": add_article(inflect(base, "f")),
        "p": add_article(people),
        "mi": base,
        "pi": people,
    }
    name_ar = row["name_ar"].format(**forms)
    name_en = row["name_en"].format(adj=demonym.name_en)
    parent = {"": None, "state": f"actor:{demonym.code}"}.get(
        row["parent_slot"], f"actor:{demonym.code}-{row['parent_slot']}"
    )
    return Known(
        entity_id=f"actor:{demonym.code}-{row['slot']}",
        kind=row["kind"],
        name_en=name_en,
        name_ar=name_ar,
        names=(),
        names_en=(name_en,),
        short=(),
        parent_id=parent,
        country=demonym.code.upper(),
        source="composed from actors/institutions.tsv",
    )


def read_actors(knowledge: Knowledge, language: str = "ar") -> dict[str, Known]:
    """Return all actors by id: those with a row of their own, and the composed institutions of each country."""
    explicit = read_known(knowledge, "actors")
    composed = compose_institutions(knowledge, read_demonyms(knowledge, language))
    return {**composed, **explicit}


@cache
def all_known(knowledge: Knowledge) -> Mapping[str, Known]:
    """Return all that is known by id; composed once, since every batch asks several times."""
    return {**read_actors(knowledge), **read_known(knowledge, "weapons"), **read_known(knowledge, "objects")}


def entity_rows(ids: Iterable[str], knowledge: Knowledge) -> tuple[Entity, ...]:
    """Return the rows of `entity` for ids in use and for all that they belong to, sorted by id.

    Raises KeyError for an id that the knowledge folder does not tell.
    """
    known = all_known(knowledge)
    wanted: set[str] = set()
    waiting = list(ids)
    while waiting:
        entity_id = waiting.pop()
        if entity_id not in wanted:
            wanted.add(entity_id)
            parent = known[entity_id].parent_id
            waiting += [parent] if parent else []
    return tuple(_row(known[entity_id]) for entity_id in sorted(wanted))


def _row(known: Known) -> Entity:
    return Entity(
        entity_id=known.entity_id,
        kind=known.kind,
        name_en=known.name_en,
        name_ar=known.name_ar,
        parent_id=known.parent_id,
        country=known.country,
        source=known.source,
    )
