"""Which town a quarter belongs to: by the gazetteer, or the town named last before it (وصل المدينة، وفي حي كذا)."""

from collections.abc import Sequence

from tasks.extract.gazetteer import SETTLEMENTS
from tasks.extract.place_context import PlaceCues
from tasks.extract.places import PlaceHit
from tasks.text.normal import normal_form

_QUARTER = "neighbourhood"
_TOWN = "town"
_COUNTRY = "country"
_ZONE = "area"
_AT = frozenset({"in", "near"})
_BEFORE = 300  # characters before a quarter in which its town is named


def is_quarter(cues: PlaceCues, phrase: str) -> bool:
    """Tell whether the words before a name say that it is a part of a town: حي كذا."""
    return any(cues.value("class", word) == _QUARTER for word in normal_form(phrase).split())


def is_zone(cues: PlaceCues, phrase: str) -> bool:
    """Tell whether the words before a name say that it is an area: منطقة كذا."""
    return any(cues.value("class", word) == _ZONE for word in normal_form(phrase).split())


def town_before(places: Sequence[PlaceHit], start: int) -> PlaceHit | None:
    """Return the town last named before a quarter, None where a province or another kind of place stands nearer."""
    before = [p for p in places if start - _BEFORE <= p.start < start and p.role == "place" and p.kind != _COUNTRY]
    return before[-1] if before and before[-1].kind == _TOWN else None


def town_around(town: PlaceHit | None, *, quarter: bool, zone: bool = False) -> str | None:
    """Return the id of a town told right behind a name that lies in it: حي كذا وسط, مخيم كذا في مدينة كذا.

    An area near a town is where the headline names the town: منطقة كذا قرب مدينة كذا.
    """
    if town is None or town.kind not in SETTLEMENTS:
        return None
    told = town.kind == _TOWN and (quarter or town.relation == "in")
    return town.place_id if told or (zone and town.relation in _AT) else None
