"""The frozen gazetteer: places with parents, spellings and points, and the lexicon that finds their names.

Source of the rows: `knowledge/places/` (GeoNames, UCDP GED, hand-checked; see its README). A place without a point of
its own takes the point of the nearest area above it, with that area's precision: NULL rather than a guess.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from tasks.extract.place_context import PlaceCues, load_place_cues
from tasks.knowledge import Knowledge, Row
from tasks.text.match import Matcher, load_clitics
from tasks.text.normal import normal_form

COUNTRY = "country"
ADMIN1 = "admin1"
KNOWN_TOWN = 100_000  # inhabitants from which a town needs nothing else to be believed
ENOUGH_SUPPORT = 0.3
_ADJECTIVE = 0.5
SETTLEMENTS = frozenset({"town", "village", "suburb"})
# UCDP where_prec of a place with a point of its own: 1 exact, 2 within about 25 km, 3 district, 4 province, 5 vague.
STORY = "story"  # much said of its place: believed where its country is told, or something is set there
CLASSED = "classed"  # a common word with what it is before it: believed wherever its country is spoken of
_OF_ONE_PLACE = frozenset({"town", "village", "neighbourhood", "admin2", "mountain", "camp", "base"})
SEA = "sea"  # lies in no country
_PRECISION = {
    "region": 5, "river": 5, "road": 5, "strait": 5, SEA: 5, "mountain": 2, "admin2": 3, "district": 3,
    ADMIN1: 4, COUNTRY: 6,
}  # fmt: skip
_QUARTER, _ISLAND = "neighbourhood", "island"
_HOLDS_QUARTERS = 50_000  # inhabitants from which a town is divided into quarters that the news names
_CITY_KM = 12.0  # from the middle of a town to its outer quarters
_SPOTS = frozenset({"neighbourhood", "camp", "suburb"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """One place of the gazetteer; `cue` is empty, `classed`, `story`, `cue` or `strong`: what must speak for it.

    Of a country, `capital_id` is its capital and `theatres` the other countries in which its forces fight; empty
    elsewhere.
    """

    place_id: str
    name_en: str
    name_ar: str
    kind: str
    parent_id: str
    admin1: str | None
    country: str
    lat: float | None
    lon: float | None
    population: int
    cue: str
    capital_id: str
    theatres: tuple[str, ...]


class Point(NamedTuple):
    """A point in degrees and how exact it is (UCDP where_prec 1 to 7)."""

    lat: float | None
    lon: float | None
    precision: int


@dataclass(frozen=True, slots=True)
class Named:
    """What one spelling may mean: places, a country's adjective, both ("سورية"), or a name that only holds a place."""

    places: tuple[PlaceEntry, ...] = ()
    demonym: str = ""
    inert: bool = False
    weight: float = 0.0  # what it adds, alone, to the evidence that the text is about its country
    word: bool = False  # a word of the language as well: adds it only where something is set there


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance of two points in kilometres (sphere of 6,371 km)."""
    rad = math.pi / 180
    part = math.sin((lat2 - lat1) * rad / 2) ** 2
    part += math.cos(lat1 * rad) * math.cos(lat2 * rad) * math.sin((lon2 - lon1) * rad / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, part)))


class Gazetteer:
    """All places by id and by spelling, and the cue words of one language."""

    def __init__(
        self,
        places: Mapping[str, PlaceEntry],
        matcher: Matcher[Named],
        cues: PlaceCues,
        demonyms: Mapping[str, str] = MappingProxyType({}),
        spellings: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        self.places = places
        self.matcher = matcher
        self.cues = cues
        self.towns = _towns_of_quarters(places)
        self.capitals = frozenset(entry.capital_id for entry in places.values() if entry.capital_id)
        self.spellings = spellings  # normal form to what it was made of, letter by letter
        self.demonyms = demonyms  # normal form of an adjective, without the article, to its country

    @classmethod
    def from_knowledge(cls, knowledge: Knowledge, language: str = "ar") -> "Gazetteer":
        """Read all lists below `places/`; raises ValueError where a parent is missing."""
        cues = load_place_cues(knowledge, language)
        entries: dict[str, PlaceEntry] = {}
        spellings: dict[str, list[PlaceEntry]] = defaultdict(list)
        for row in _place_rows(knowledge):
            entry = _entry(row)
            if entry.place_id in entries:
                raise ValueError(f"places: {entry.place_id} stands twice")
            entries[entry.place_id] = entry
            for form in _forms(row, cues):
                spellings[form].append(
                    replace(entry, cue=CLASSED) if entry.cue and _says_kind(form, entry.kind, cues) else entry
                )
        _check_parents(entries)
        demonyms = _demonyms(knowledge, language)
        adjectival = MappingProxyType(dict(demonyms))
        names = {form: _named(tuple(found), demonyms.pop(form, "")) for form, found in spellings.items()}
        adjectives = {form: _named((), country) for form, country in demonyms.items()}
        matcher = Matcher(
            {**adjectives, **names, **_inert(knowledge, language)}.items(), clitics=load_clitics(knowledge, language)
        )
        return cls(MappingProxyType(entries), matcher, cues, adjectival, _spellings(knowledge))

    def parents(self, place_id: str) -> Iterator[PlaceEntry]:
        """Yield the areas above a place, nearest first."""
        entry = self.places.get(place_id)
        while entry is not None and entry.parent_id:
            entry = self.places.get(entry.parent_id)
            if entry is not None:
                yield entry

    def theatres(self, country: str) -> tuple[str, ...]:
        """Return the other countries in which the forces of a country fight: PS of IL."""
        entry = self.places.get(f"place:{country.lower()}")
        return entry.theatres if entry else ()

    def is_within(self, inner: str, outer: str) -> bool:
        """Tell whether a place is the other, or lies in it by its chain of parents."""
        places, above = self.places, inner
        while above != outer:
            entry = places.get(above)
            if entry is None or not entry.parent_id:
                return False
            above = entry.parent_id
        return True

    def point(self, place_id: str) -> Point:
        """Return the point of a place or of the nearest area above it that has one; a country has none."""
        entry = self.places[place_id]
        if entry.lat is not None:
            return Point(entry.lat, entry.lon, _PRECISION.get(entry.kind, 1))
        own = _PRECISION.get(entry.kind, 1)
        for area in self.parents(place_id):
            if area.lat is not None:
                of_area = 2 if entry.kind in _SPOTS else _PRECISION.get(area.kind, 2)
                return Point(area.lat, area.lon, max(own, of_area))
        return Point(None, None, 6 if entry.kind == COUNTRY else max(own, 5))

    def distance_km(self, one: str, other: str) -> float | None:
        """Return the distance of two places in kilometres, None where one has no point."""
        here, there = self.point(one), self.point(other)
        if here.lat is None or here.lon is None or there.lat is None or there.lon is None:
            return None
        return distance_km(here.lat, here.lon, there.lat, there.lon)


def _towns_of_quarters(places: Mapping[str, PlaceEntry]) -> Mapping[str, str]:
    """Return for each quarter the town that holds it: the nearest of its province that is large enough."""
    quarters = [e for e in places.values() if e.kind == _QUARTER and e.lat is not None and e.lon is not None]
    countries = {entry.country for entry in quarters}
    towns: dict[str, list[PlaceEntry]] = defaultdict(list)
    for entry in places.values():
        if entry.country in countries and entry.population >= _HOLDS_QUARTERS and entry.kind == "town":
            towns[entry.country].append(entry)
    found = {}
    for quarter in quarters:
        near = [
            (distance_km(town.lat, town.lon, quarter.lat, quarter.lon), town.place_id)
            for town in towns[quarter.country]
            if town.admin1 in {None, quarter.admin1} and town.lat is not None and town.lon is not None
            if quarter.lat is not None and quarter.lon is not None
        ]
        if near and min(near)[0] <= _CITY_KM:
            found[quarter.place_id] = min(near)[1]
    return MappingProxyType(found)


def smallest_common_area(place_ids: list[str], gazetteer: Gazetteer) -> str | None:
    """Return the smallest area that holds all the places: one of them, a province, a country; None beyond a country."""
    known = [place_id for place_id in place_ids if place_id in gazetteer.places]
    if not known:
        return None
    first = known[0]
    for area in (first, *(parent.place_id for parent in gazetteer.parents(first))):
        if all(gazetteer.is_within(other, area) for other in known):
            return area
    return None


def _place_rows(knowledge: Knowledge) -> Iterator[Row]:
    yield from knowledge.rows("places/countries.tsv")
    yield from knowledge.rows("places/admin1.tsv")
    for folder in ("places/hand", "places/geonames"):
        for _, rows in knowledge.lists_below(folder):
            yield from rows


def _spellings(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Return the spellings of all places by their normal form."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _place_rows(knowledge):
        for name in filter(None, (row["name_ar"], *row["aliases"].split("|"))):
            found[normal_form(name)].append(name)
    return MappingProxyType({form: tuple(names) for form, names in found.items()})


def _entry(row: Row) -> PlaceEntry:
    return PlaceEntry(
        place_id=row["place_id"],
        name_en=row["name_en"],
        name_ar=row["name_ar"],
        kind=row["kind"],
        parent_id=row["parent_id"],
        admin1=row["admin1"] or None,
        country=row["country"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        population=int(row["population"] or 0),
        cue=row["common_word"],
        capital_id=row.get("capital_id", ""),
        theatres=tuple(filter(None, row.get("theatres", "").split("|"))),
    )


def _forms(row: Row, cues: PlaceCues) -> set[str]:
    """Return the normal forms of all spellings of a place, with first words such as كفر also glued to the next."""
    forms = {normal_form(name) for name in (row["name_ar"], *row["aliases"].split("|")) if name}
    glued = {form.replace(" ", "", 1) for form in forms if cues.value("glue", form.partition(" ")[0])}
    return forms | glued


def _says_kind(form: str, kind: str, cues: PlaceCues) -> bool:
    """Tell whether a spelling begins with what the place is, and so is no common word: مديرية ذباب, جبل صلب."""
    first, _, rest = form.partition(" ")
    cue = cues.outward.get(first)
    told = cue is not None and cue.kind == "class" and (cue.value in _OF_ONE_PLACE or kind == _ISLAND)
    return bool(rest) and told


def _check_parents(entries: Mapping[str, PlaceEntry]) -> None:
    for entry in entries.values():
        if entry.parent_id and entry.parent_id not in entries:
            raise ValueError(f"places: {entry.place_id} has the unknown parent {entry.parent_id}")


def _named(places: tuple[PlaceEntry, ...], demonym: str) -> Named:
    if demonym:
        return Named(places, demonym, weight=_ADJECTIVE)
    plain = [entry for entry in places if entry.cue in {"", STORY}]
    if not plain or len({entry.country for entry in places}) > 1 or plain[0].kind == SEA:
        return Named(places)
    known = any(e.kind in {COUNTRY, ADMIN1, "region"} or e.population >= KNOWN_TOWN for e in plain)
    return Named(places, weight=1.0 if known else ENOUGH_SUPPORT, word=any(entry.cue for entry in plain))


def _demonyms(knowledge: Knowledge, language: str) -> dict[str, str]:
    """Return the country of each form of an adjective."""
    return {
        normal_form(form): row["country"]
        for row in knowledge.rows(f"languages/{language}/demonyms.tsv")
        for form in row["forms"].split("|")
    }


def _inert(knowledge: Knowledge, language: str) -> dict[str, Named]:
    """Return the names that hold a place and are none: an armed group, a newspaper, a treaty."""
    return {
        normal_form(row["form"]): Named(inert=True)
        for row in knowledge.rows(f"languages/{language}/place_cues.tsv")
        if row["kind"] == "part-of-name"
    }
