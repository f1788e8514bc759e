"""`entity` and `place`: actors, weapons and places in use, with names and provenance."""

from dataclasses import dataclass
from typing import Annotated

from schemas.spec import table


@table(key=("entity_id",))
@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor, claimant, weapon or platform that a row of the lake names."""

    entity_id: Annotated[str, "actor:ru-mod, weapon:su-34"]
    kind: Annotated[str, "state, army, ministry, armed-group, coalition, agency, observatory, person, weapon, ..."]
    name_en: Annotated[str, "English name"]
    name_ar: Annotated[str | None, "Arabic name"]
    parent_id: Annotated[str | None, "What it belongs to: ministry to state, platform to its class"]
    country: Annotated[str | None, "ISO 3166-1 alpha-2"]
    source: Annotated[str | None, "Where the entry comes from"]


@table(key=("place_id",))
@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that a row of the lake names."""

    place_id: Annotated[str, "place:sy-raqqa"]
    name_en: Annotated[str, "English name"]
    name_ar: Annotated[str | None, "Arabic name"]
    kind: Annotated[str, "country, admin1, admin2, town, village, airport, mountain, camp, crossing, region, ..."]
    parent_id: Annotated[str | None, "Next larger place"]
    admin1: Annotated[str | None, "First-level division, English name"]
    country: Annotated[str | None, "ISO 3166-1 alpha-2"]
    lat: Annotated[float | None, "Degrees north"]
    lon: Annotated[float | None, "Degrees east"]
    source: Annotated[str | None, "Where coordinates and names come from"]
