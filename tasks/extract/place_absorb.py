"""One place told by two names: a village and the area that holds it, "in كذا, north of كذا", are one hit.

The second name is no place of its own where it only says where the first lies: its province, the town it belongs to
(التابعة), the city north of which it is found. A town that something falls on is one of its own.
"""

from collections.abc import Iterable

from tasks.extract.gazetteer import ADMIN1, SETTLEMENTS, Gazetteer
from tasks.extract.place_context import PlaceCues
from tasks.extract.place_hit import BROAD, PlaceHit
from tasks.text.normal import Shadow, normal_form

_ROUTE = "route"
_GAP = 3
_LONGEST = 20  # characters of a word that says that a place belongs to another: التابعة


def absorb_areas(hits: Iterable[PlaceHit], shadow: Shadow, gazetteer: Gazetteer) -> list[PlaceHit]:
    """Join a place and the area that only says where it lies into one hit."""
    kept: list[PlaceHit] = []
    for hit in hits:
        last = kept[-1] if kept else None
        if last is None or not _touching(last, hit, shadow, gazetteer.cues):
            kept.append(hit)
        elif _says_where(hit, last, shadow, gazetteer):
            town = hit.place_id if hit.kind == "town" and hit.relation == "in" else last.town
            kept[-1] = last._replace(end=hit.end, why=f"{last.why}+area", town=town)
        elif last.kind in BROAD and _refines(last, hit, gazetteer):
            kept[-1] = hit._replace(start=last.start, why=f"{hit.why}+area")
        else:
            kept.append(hit)
    return kept


def _says_where(hit: PlaceHit, last: PlaceHit, shadow: Shadow, gazetteer: Gazetteer) -> bool:
    """Tell whether a place only says where the one before it lies: not the end of a road, whose spot it tells."""
    if last.relation == _ROUTE and hit.relation.endswith("-of"):
        return False  # على طريق كذا - الموصل شمال مدينة بيجي
    located = _is_located(last, hit, shadow, gazetteer.cues) or _refines(hit, last, gazetteer)
    return located and not _is_aimed_at(hit, last, shadow, gazetteer)


def _touching(last: PlaceHit, hit: PlaceHit, shadow: Shadow, cues: PlaceCues) -> bool:
    gap = shadow.text[last.end : hit.start]
    if last.role != "place" or hit.role != "place" or "\n" in gap or gap.strip() == "/":
        return False
    near = len(gap) <= _GAP or _is_located(last, hit, shadow, cues)
    return near and not _begins_with_and(hit, shadow, cues)


def _is_located(last: PlaceHit, hit: PlaceHit, shadow: Shadow, cues: PlaceCues) -> bool:
    """Tell whether a word says that a place lies by another: محافظة الشرقية التي تقع شمال شرقي القاهرة."""
    gap = shadow.text[last.end : hit.start]
    if len(gap) > _LONGEST or last.place_id is None or last.country != hit.country:
        return False
    if last.admin1 != hit.admin1 and not hit.relation.endswith("-of"):
        return False  # a village of that name elsewhere
    return bool(cues.value("locator", normal_form(gap.strip())))


def _is_aimed_at(hit: PlaceHit, last: PlaceHit, shadow: Shadow, gazetteer: Gazetteer) -> bool:
    """Tell whether a town is struck from the one before it: قصف من مدينة إزرع على مدينة طفس."""
    if hit.place_id is None or last.place_id is None or gazetteer.is_within(last.place_id, hit.place_id):
        return False
    led = gazetteer.cues.outward.get(shadow.norm[shadow.at(hit.start) :].split(" ", 1)[0])
    return led is not None and led.value == "onto"


def _begins_with_and(hit: PlaceHit, shadow: Shadow, cues: PlaceCues) -> bool:
    """Tell whether the phrase of a hit is joined by a written-on "and": "ومحيط مدينة", but not "وسط مدينة"."""
    first = shadow.norm[shadow.at(hit.start) : shadow.at(hit.name_end)].split(" ", 1)[0]
    cue = cues.outward.get(first)
    if cue is not None:
        return cues.means(cue.fused, "and")
    particles = shadow.norm[shadow.at(hit.start) : shadow.at(hit.name_start)]
    return cues.means(particles, "and")


def _refines(area: PlaceHit, hit: PlaceHit, gazetteer: Gazetteer) -> bool:
    """Tell whether an area only says where the place of a hit lies."""
    if area.place_id is None or hit.place_id is None or area.place_id == hit.place_id:
        return False
    if gazetteer.is_within(hit.place_id, area.place_id):
        return True
    spot = hit.kind not in BROAD or (hit.kind == "region" and area.kind in SETTLEMENTS)  # سهل الغاب غربي حماة
    spot = spot or (hit.kind == ADMIN1 and area.kind in SETTLEMENTS and area.admin1 != hit.admin1)  # قندوز، شمال كابول
    if area.relation.endswith("-of") and area.country == hit.country and spot:
        return area.name_start > hit.end  # الرمادي غربي بغداد: how to find it on a map
    same = area.country == hit.country and area.admin1 == hit.admin1 and hit.admin1 is not None
    return same and area.kind == "town" and hit.kind not in BROAD and area.relation != "" and area.name_start > hit.end
