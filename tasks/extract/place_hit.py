"""One place found in a text, and how exact it is."""

from typing import NamedTuple

from tasks.extract.gazetteer import ADMIN1, COUNTRY, SETTLEMENTS, Gazetteer, PlaceEntry
from tasks.extract.place_choice import Found
from tasks.text.normal import Shadow

UNLISTED = "unlisted"
ECHO = "echo"
BROAD = frozenset({COUNTRY, ADMIN1, "region"})
_NEAR_PRECISION = 2
_VAGUE = 5


class PlaceHit(NamedTuple):
    """One place in a text.

    `start` to `end` is the whole phrase with its class words and its area; `name_start` to `name_end` the name alone.
    `precision` is the where_prec of UCDP: 1 exact, 2 near or within 25 km, 3 district, 4 province, 5 vague, 6 country.
    `role` is place, government, reference, dateline or part-of-name; only `place` may be where something happened.
    `relation` is in, near, north-of (and the other directions), countryside, between, border, route, toward, from, to,
    facility, distance-from, base-of-departure, origin (of a person), header or empty. `candidates` are all ids that
    were considered. `why` names the rule; it begins with `echo` where the words only point back ("في المدينة").
    A named tuple: made by the dozen in each article, four times quicker than a frozen dataclass of as many fields.
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
    town: str | None = None
    """The town that holds a quarter or a camp, by its id: known, or told beside the name."""

    @property
    def points_back(self) -> bool:
        """Whether the words name no place themselves: "in the town", "in this quarter"."""
        return self.why.startswith(ECHO)

    @property
    def extent(self) -> int:
        """How wide the place itself is, on the scale of `precision`.

        A village without a point of its own carries the point and the precision of its province and is a village still:
        of عاجل, كفرتعال and تديل none holds another.
        """
        if self.kind in SETTLEMENTS:
            return 1
        return self.precision if self.kind != UNLISTED else min(self.precision, _NEAR_PRECISION)


def make_hit(
    found: Found, entry: PlaceEntry, judged: tuple[str, str, str], shadow: Shadow, gazetteer: Gazetteer
) -> PlaceHit:
    """Build the hit of one name; `judged` is its role, its relation and the rule that chose the place."""
    match, context = found.match, found.context
    lat, lon, precision = gazetteer.point(entry.place_id)
    joined = match.norm_start - len(match.proclitics)
    first = min(context.start, match.norm_start) if context.cues else joined
    start, end = shadow.span(first, max(context.end, match.norm_end))
    candidates = tuple(candidate.place_id for candidate in match.payload.places)
    return PlaceHit(
        place_id=entry.place_id, start=start, end=end, name_start=match.start, name_end=match.end,
        role=judged[0], relation=judged[1], precision=_blur(precision, judged[1], entry, sided=bool(context.side)),
        lat=lat, lon=lon, admin1=entry.admin1, country=entry.country or None,
        name_en=entry.name_en, name_ar=entry.name_ar,
        kind=entry.kind, candidates=candidates or (entry.place_id,), why=f"{judged[2]}:{judged[1] or 'bare'}",
        town=gazetteer.towns.get(entry.place_id),
    )  # fmt: skip


def _blur(precision: int, relation: str, entry: PlaceEntry, *, sided: bool) -> int:
    """Return how exact the place of the event is: near a village is not the village."""
    directed = relation.endswith("-of") or sided
    if entry.kind == COUNTRY and directed:
        return _VAGUE
    if relation in {"border", "route", "between"}:
        return _VAGUE if entry.kind in BROAD else max(precision, _NEAR_PRECISION)
    if directed or relation in {"near", "countryside", "toward", "facility"}:
        return max(precision, _NEAR_PRECISION)
    return precision
