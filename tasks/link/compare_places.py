"""Whether two mentions tell of one place: the same, one within the other, near, or elsewhere."""

from typing import Final

from tasks.link.facet import Facet, kilometres
from tasks.link.verdict import Values, Vote

_ADJOINING_KM: Final = 3.0
_CITY_KM: Final = 12.0
_NEAR_KM: Final = 10.0
_NEIGHBOUR_KM: Final = 30.0
_TOWN: Final = 1
"""Precision of a very town or spot; from "near X" on, a wire's tongue may have slipped: north Aleppo for north Homs."""
_PROVINCE: Final = 4
_COUNTRY: Final = 6


def _reach(facet: Facet) -> int:
    return facet.mention.place_precision or 0


def _contains(outer: Facet, inner: Facet) -> str | None:
    o, i = outer.mention, inner.mention
    if _reach(outer) >= 6 and o.country and o.country == i.country and _reach(inner) < 6:
        return "inside-country"
    if (
        _reach(outer) in (3, 4, 5)
        and o.admin1
        and o.admin1 == i.admin1
        and o.country == i.country
        and _reach(inner) < 4
    ):
        return "inside"
    return None


def compare_places(a: Facet, b: Facet, weights: Values) -> str | Vote:
    """Return a weight by the places of two mentions, or the veto's name."""
    m, n = a.mention, b.mention
    if m.country and n.country and m.country != n.country:
        return "different-countries"
    if a.spot is not None and a.spot == b.spot:
        name = _same_place(a, b)
        return (name, weights[name])
    if m.place_id is None or n.place_id is None:
        return _compare_unlisted(a, b, weights)
    return _compare_listed(a, b, weights)


def _same_place(a: Facet, b: Facet) -> str:
    """Return what one place in common is called; in a city an undated report hardly tells of the same day's strike."""
    if _reach(a) >= _COUNTRY:
        return "same-country"
    if _reach(a) >= _PROVINCE:
        return "same-province"
    undated = a.days is not None and b.days is not None and not (a.dated and b.dated)
    return "same-city" if undated and a.in_city else "same-spot"


def _compare_listed(a: Facet, b: Facet, weights: Values) -> str | Vote:
    m, n = a.mention, b.mention
    if m.place_id in n.other_place_ids or n.place_id in m.other_place_ids:
        return ("listed", weights["listed"])
    inside = _contains(a, b) or _contains(b, a)
    if inside:
        return (inside, weights[inside])
    return _compare_points(a, b, weights)


def _compare_unlisted(a: Facet, b: Facet, weights: Values) -> Vote:
    """Compare places of which a village bears the point of the town beside it, or none."""
    distance = kilometres(a.mention, b.mention)
    if distance is None or distance > _NEAR_KM:
        return ("no-place", 0.0)
    name = "neighbouring" if a.mention.place_id is b.mention.place_id else "near"
    return (name, weights[name])


def _compare_points(a: Facet, b: Facet, weights: Values) -> str | Vote:
    distance = kilometres(a.mention, b.mention)
    exact = max(_reach(a), _reach(b)) <= _TOWN
    if distance is None or distance > _NEIGHBOUR_KM:
        return "different-places" if exact else ("elsewhere", weights["elsewhere"])
    if distance <= _CITY_KM and ((a.in_quarter and b.in_city) or (b.in_quarter and a.in_city)):
        return ("inside-city", weights["inside-city"])
    if a.in_quarter and b.in_quarter and exact:
        return ("other-quarter", weights["other-quarter"])
    if distance <= (_ADJOINING_KM if exact else _NEAR_KM):
        return ("near", weights["near"])
    # Kafr Zita and al-Lataminah lie seven kilometres apart and were hit on one day by one air force: two events
    name = "other-town" if exact else "neighbouring"
    return (name, weights[name])
