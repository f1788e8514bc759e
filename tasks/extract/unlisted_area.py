"""Where a name that no list holds lies: the area told behind it, or the heading of its part of a bulletin."""

import re
from collections.abc import Sequence

from tasks.extract.places import PlaceHit
from tasks.extract.unlisted_names import Scene
from tasks.text.normal import normal_form

_AWAY = frozenset({"from", "to", "toward"})  # محاور امتدت من ريف كذا: what stands before is no place in it
_AREA = 40  # characters between a name and the area that holds it
_ALI = 3  # letters: in أبو علي بريف كذا the name is spelled like a preposition
_STOP = re.compile(r"[.!؟?\n]")
_HEADING = "header"
_COUNTRYSIDE = "countryside"


def area_behind(scene: Scene, last: int, places: Sequence[PlaceHit]) -> tuple[PlaceHit | None, bool]:
    """Return the place named soon after a name, and whether it says where the name lies."""
    text = scene.shadow.text
    reach = [p for p in places if last - _ALI <= p.start <= last + _AREA and p.name_start >= last]
    area = next((p for p in reach if p.role == "place"), None)
    if area is not None and _STOP.search(text, last, area.name_start):
        return None, False  # the next sentence speaks of another place
    gap = text[last : max(last, area.start)].strip(" ()\"'”»“«") if area else ""
    if area is None or (area.relation in _AWAY and (gap or not _is_province(scene, area))):
        return area, False
    return area, not gap or bool(scene.cues.value("locator", normal_form(gap)))


def _is_province(scene: Scene, area: PlaceHit) -> bool:
    """Tell whether a name is of the province that "of" leads to, as the Maghreb writes: منطقة كذا من ولاية البليدة."""
    led = scene.shadow.text[area.start : area.name_start].split()
    return area.relation == "from" and area.kind == "admin1" and len(led) > 1


def in_countryside(scene: Scene, last: int) -> bool:
    """Tell whether a name is said to lie in the countryside of what is known already: بلدة كذا بالريف الغربي."""
    at = scene.shadow.at(last)
    words = scene.shadow.norm[at : at + _AREA].lstrip(' "').split(" ", 2)[:2]
    cues = (scene.cues.outward.get(word) for word in words)
    return any(cue is not None and cue.value == _COUNTRYSIDE and _is_definite(scene, cue.fused, words) for cue in cues)


def _is_definite(scene: Scene, fused: str, words: Sequence[str]) -> bool:
    return scene.cues.means(fused, "the") or any(word.startswith(scene.cues.definite) for word in words)


def heading_before(places: Sequence[PlaceHit], start: int) -> PlaceHit | None:
    """Return the last heading of a bulletin before an offset ("درعا:: ..."): unlisted names lie in its province."""
    headings = [place for place in places if place.relation == _HEADING and place.start < start]
    return headings[-1] if headings else None
