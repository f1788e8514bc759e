"""Find the places that a text names: which one each is, what it is to the story, how exactly it is known.

`find_places` reads a shadow (normal form) once. Each hit says which words it stands on, the place, its role (a place
of something, a government, a dateline, a mere point of measure, a part of a name) and its relation (in, near,
countryside, north-of ...). An area named with a place refines it ("اللطامنة في ريف حماة" is one hit). What could not
be told from a common word is left out; what is a place but cannot be told apart has no id.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tasks.extract.gazetteer import ADMIN1, COUNTRY, SETTLEMENTS, Gazetteer, PlaceEntry
from tasks.extract.place_choice import (
    Evidence,
    Found,
    announced,
    belongs,
    choose_place,
    gather_evidence,
    is_adjective,
)
from tasks.extract.place_context import Context, read_context
from tasks.extract.place_role import Scene, judge_role
from tasks.text.normal import Shadow

_NEAR_PRECISION = 2
_VAGUE = 5
_GAP = 3
_AND = {"و", ",", "،", "/", "-", ""}
_REAL_SETTING = frozenset({"in", "near", "from", "to"})
_BROAD = frozenset({COUNTRY, ADMIN1, "region"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHit:
    """One place in a text.

    `start` to `end` is the whole phrase with its class words and its area; `name_start` to `name_end` the name alone.
    `precision` is the where_prec of UCDP: 1 exact, 2 near or within 25 km, 3 district, 4 province, 5 vague, 6 country.
    `role` is place, government, reference, dateline or part-of-name; only `place` may be where something happened.
    `relation` is in, near, north-of (and the other directions), countryside, between, border, route, toward, from, to,
    distance-from, base-of-departure, header or empty. `candidates` are all ids that were considered.
    """

    place_id: str | None
    start: int
    end: int
    name_start: int
    name_end: int
    role: str
    relation: str
    precision: int
    lat: float | None
    lon: float | None
    admin1: str | None
    country: str | None
    name_en: str | None
    name_ar: str | None
    kind: str
    candidates: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A name with its place, before roles are judged."""

    found: Found
    entry: PlaceEntry
    rule: str


def find_places(shadow: Shadow, gazetteer: Gazetteer, *, story_country: str | None = None) -> tuple[PlaceHit, ...]:
    """Return the places of a text in its order; `story_country` is what the outlet or the feed tells, if anything."""
    found = _find_names(shadow, gazetteer)
    if not found:
        return ()
    evidence = gather_evidence(found, story_country)
    _prove(found, evidence, gazetteer)
    sport = _speaks_of_sport(shadow, gazetteer)
    placed = _place_all(found, shadow, evidence, gazetteer)
    return tuple(_absorb_areas(_hits(placed, shadow, gazetteer, sport=sport), shadow, gazetteer))


def story_countries(hits: Iterable[PlaceHit]) -> tuple[str, ...]:
    """Return the countries that the hits speak of, the one with most weight first."""
    weights: Counter[str] = Counter()
    for hit in hits:
        if hit.country and hit.role in {"place", "reference"}:
            weights[hit.country] += 1 if hit.kind == COUNTRY else 2
    return tuple(country for country, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])))


def _find_names(shadow: Shadow, gazetteer: Gazetteer) -> list[Found]:
    cues = gazetteer.cues
    found: list[Found] = []
    before = -10
    for match in gazetteer.matcher.find(shadow):
        if match.payload.demonym:
            found.append(Found(match, _NO_CONTEXT, joined=False))
            continue
        if match.proclitics not in cues.particles:
            continue
        start = match.norm_start - len(match.proclitics)
        context = read_context(shadow.norm, start, match.norm_end, cues, max(0, before))
        between = shadow.norm[before : match.norm_start].strip() if context.start - before <= _GAP else None
        found.append(Found(match, context, joined=between in _AND and between != ""))
        before = context.end
    return found


_NO_CONTEXT = Context((), 0, 0, "", (), "", line_start=False)


def _prove(found: Sequence[Found], evidence: Evidence, gazetteer: Gazetteer) -> None:
    """Note the places that a class word right before the name confirms somewhere in the text."""
    for at, name in enumerate(found):
        if not name.match.payload.places or not name.context.cues or name.context.cues[0].kind != "class":
            continue
        entry, _ = choose_place(name, evidence, _area_after(found, at, gazetteer), gazetteer)
        if entry is not None and announced(entry, name):
            evidence.proven.add(entry.place_id)


def _area_after(found: Sequence[Found], at: int, gazetteer: Gazetteer) -> PlaceEntry | None:
    """Return the area named right after a name to say where it lies ("في ريف إدلب")."""
    name = found[at]
    for other in found[at + 1 : at + 3]:
        if other.match.payload.inert or not other.match.payload.places:
            break
        gap = other.context.start - name.context.end
        if gap > _GAP or other.joined or not (other.context.cues or other.match.proclitics):
            break
        for area in other.match.payload.places:
            if any(belongs(entry, area, gazetteer) for entry in name.match.payload.places):
                return area
    return None


def _place_all(found: Sequence[Found], shadow: Shadow, evidence: Evidence, gazetteer: Gazetteer) -> list[_Placed]:
    placed: list[_Placed] = []
    for at, name in enumerate(found):
        if not name.match.payload.places or is_adjective(name, shadow, gazetteer.cues):
            continue
        dressed = _inherit(name, placed)
        entry, rule = choose_place(dressed, evidence, _area_after(found, at, gazetteer), gazetteer)
        if entry is not None:
            placed.append(_Placed(dressed, entry, rule))
    return placed


def _inherit(name: Found, placed: Sequence[_Placed]) -> Found:
    """Give a coordinated name without cues of its own those of the name before it ("بلدات X وY وZ")."""
    if not name.joined or name.context.cues or not placed:
        return name
    last = placed[-1].found
    if last.context.end > name.match.norm_start or name.match.norm_start - last.context.end > _GAP + 1:
        return name
    return replace(name, context=name.context._replace(cues=last.context.cues, before=last.context.before))


def _speaks_of_sport(shadow: Shadow, gazetteer: Gazetteer) -> bool:
    words = gazetteer.cues.words.get("sport", {})
    return sum(word in shadow.norm for word in words) >= 3  # three words of the game: no war report has them


def _hits(placed: Sequence[_Placed], shadow: Shadow, gazetteer: Gazetteer, *, sport: bool) -> list[PlaceHit]:
    hits: list[PlaceHit] = []
    for one in placed:
        before = hits[-1].role if one.found.joined and hits else ""
        scene = Scene(one.found, one.entry, shadow.norm, gazetteer.cues, before)
        role, relation = judge_role(scene)
        if sport and role == "place" and relation not in _REAL_SETTING and one.entry.kind in SETTLEMENTS:
            role = "part-of-name"
        hits.append(_hit(one, role, relation, shadow, gazetteer))
    return hits


def _hit(one: _Placed, role: str, relation: str, shadow: Shadow, gazetteer: Gazetteer) -> PlaceHit:
    match = one.found.match
    context, entry = one.found.context, one.entry
    lat, lon, precision = gazetteer.point(entry.place_id)
    first = min(context.start, match.norm_start) if context.cues else match.norm_start - len(match.proclitics)
    start, end = shadow.span(min(first, match.norm_start), max(context.end, match.norm_end))
    return PlaceHit(
        place_id=entry.place_id, start=start, end=end, name_start=match.start, name_end=match.end,
        role=role, relation=relation, precision=_blur(precision, relation, entry, context),
        lat=lat, lon=lon, admin1=entry.admin1, country=entry.country,
        name_en=entry.name_en, name_ar=entry.name_ar, kind=entry.kind,
        candidates=tuple(candidate.place_id for candidate in one.found.match.payload.places),
        why=f"{one.rule}:{relation or 'bare'}",
    )  # fmt: skip


def _blur(precision: int, relation: str, entry: PlaceEntry, context: Context) -> int:
    """Return how exact the place of the event is: near a village is not the village."""
    if entry.kind == COUNTRY and (relation.endswith("-of") or context.side):
        return _VAGUE
    if relation in {"border", "route", "between"}:
        return _VAGUE if entry.kind in _BROAD else max(precision, _NEAR_PRECISION)
    if relation in {"near", "countryside", "toward", "facility"} or relation.endswith("-of") or context.side:
        return max(precision, _NEAR_PRECISION)
    return precision


def _absorb_areas(hits: list[PlaceHit], shadow: Shadow, gazetteer: Gazetteer) -> list[PlaceHit]:
    """Join a place and the area that only says where it lies into one hit."""
    kept: list[PlaceHit] = []
    for hit in hits:
        last = kept[-1] if kept else None
        if last is None or not _touching(last, hit, shadow):
            kept.append(hit)
        elif _refines(hit, last, gazetteer):
            kept[-1] = replace(last, end=hit.end, why=f"{last.why}+area")
        elif last.kind in _BROAD and _refines(last, hit, gazetteer):
            kept[-1] = replace(hit, start=last.start, why=f"{hit.why}+area")
        else:
            kept.append(hit)
    return kept


def _touching(last: PlaceHit, hit: PlaceHit, shadow: Shadow) -> bool:
    gap = shadow.text[last.end : hit.start]
    joined = shadow.norm[max(0, shadow.at(hit.name_start) - 1)] == "و" or gap.strip() in {"و", "/"}
    return last.role == hit.role == "place" and len(gap) <= _GAP and "\n" not in gap and not joined


def _refines(area: PlaceHit, hit: PlaceHit, gazetteer: Gazetteer) -> bool:
    """Tell whether an area only says where the place of a hit lies."""
    if area.place_id is None or hit.place_id is None or area.place_id == hit.place_id:
        return False
    if gazetteer.is_within(hit.place_id, area.place_id):
        return True
    same = area.country == hit.country and area.admin1 == hit.admin1 and hit.admin1 is not None
    return same and area.kind == "town" and hit.kind not in _BROAD and area.relation != "" and area.name_start > hit.end
