"""Find the places that a text names: which one each is, what it is to the story, how exactly it is known.

`find_places` reads a shadow (normal form) once. Each hit says which words it stands on, the place, its role (a place
of something, a government, a dateline, a mere point of measure, a part of a name) and its relation (in, near,
countryside, north-of ...). An area named with a place refines it ("اللطامنة في ريف حماة" is one hit). What could not
be told from a common word is left out; what is a place but cannot be told apart has no id.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.extract.gazetteer import COUNTRY, ENOUGH_SUPPORT, KNOWN_TOWN, SETTLEMENTS, Gazetteer, PlaceEntry
from tasks.extract.place_absorb import absorb_areas
from tasks.extract.place_choice import (
    Evidence,
    Found,
    announced,
    belongs,
    choose_place,
    gather_evidence,
    is_adjective,
)
from tasks.extract.place_context import Context, PlaceCues, read_context
from tasks.extract.place_echo import echo_hits, meets, seat_of_state, territory_hits
from tasks.extract.place_hit import PlaceHit, make_hit
from tasks.extract.place_role import Scene, charges_next, judge_role
from tasks.extract.place_spelling import is_another_word, is_his
from tasks.text.normal import Shadow

__all__ = ["PlaceHit", "find_places", "story_countries"]

_GAP = 3
_WORD = re.compile(r"\w+")
_ONTO = "وفبكل"
_GAMES = 3
_LISTED = frozenset({",", "،", "/", "-"})
_LOCATING = frozenset({"class", "near", "inside", "direction"})
_FAR = 120  # kilometres
_HEADED = "::"
_REAL_SETTING = frozenset({"in", "near", "from", "to"})


class _Placed(NamedTuple):
    """A name with its place, before roles are judged."""

    found: Found
    entry: PlaceEntry
    rule: str


def find_places(shadow: Shadow, gazetteer: Gazetteer, *, story: Iterable[str] = ()) -> tuple[PlaceHit, ...]:
    """Return the places of a text in its order; `story` holds the countries that its actors speak for."""
    found = _find_names(shadow, gazetteer)
    if not found:
        return ()
    evidence = gather_evidence(found, story)
    _prove(found, evidence, gazetteer)
    placed = _place_all(found, shadow, evidence, gazetteer)
    hits = absorb_areas(_hits(placed, shadow, gazetteer), shadow, gazetteer)
    hits = _in_order([*hits, *_territories(found, hits, shadow, gazetteer)])
    echoes = echo_hits(hits, shadow, evidence, gazetteer)
    return tuple(absorb_areas(_in_order([*hits, *echoes]), shadow, gazetteer) if echoes else hits)


def _in_order(hits: list[PlaceHit]) -> list[PlaceHit]:
    return sorted(hits, key=lambda hit: (hit.name_start, hit.name_end))


def _territories(
    found: Sequence[Found], hits: Sequence[PlaceHit], shadow: Shadow, gazetteer: Gazetteer
) -> list[PlaceHit]:
    """Return countries and capitals named by their adjective, where no hit stands there or right after."""
    demonyms = [name.match for name in found if name.match.payload.demonym]
    return [hit for hit in territory_hits(demonyms, shadow, gazetteer) if not meets(hits, hit.start, hit.end + _GAP)]


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
        if match.payload.demonym and (not match.payload.places or cues.means(match.proclitics, "the")):
            if found and match.word_start - found[-1].match.end == 1:
                found[-1] = found[-1]._replace(hint=match.payload.demonym)
            found.append(Found(match, _NO_CONTEXT, joined=False))
            continue
        if match.proclitics not in cues.particles or is_another_word(match, shadow, gazetteer):
            continue
        start = match.norm_start - len(match.proclitics)
        context = read_context(shadow.norm, start, match.norm_end, cues, max(0, before))
        between = shadow.norm[before : match.norm_start].strip() if context.start - before <= _GAP else None
        joined = between in _LISTED or cues.means(between or "", "and")
        within = cues.means(match.proclitics, "in")
        found.append(Found(match, context, joined=joined, within=within, his=is_his(match, shadow)))
        before = context.end
    return found


_NO_CONTEXT = Context((), 0, 0, "", (), "", line_start=False)


def _prove(found: Sequence[Found], evidence: Evidence, gazetteer: Gazetteer) -> None:
    """Note the places that a class word, an area or an adjective of a country confirms somewhere in the text."""
    for at, name in enumerate(found):
        places, context = name.match.payload.places, name.context
        if not places or (len(places) == 1 and name.match.payload.weight > ENOUGH_SUPPORT):
            continue
        area = _area_after(found, at, gazetteer)
        classed = bool(context.cues) and context.cues[0].kind == "class"
        if not (classed or area or name.hint):
            continue
        entry, rule = choose_place(name, evidence, area, gazetteer)
        if entry is not None and (rule.startswith("area") or (classed and announced(entry, name))):
            evidence.proven.add(entry.place_id)


def _area_after(found: Sequence[Found], at: int, gazetteer: Gazetteer) -> PlaceEntry | None:
    """Return the area named right after a name to say where it lies ("في ريف إدلب")."""
    name = found[at]
    for other in found[at + 1 : at + 3]:
        if other.context is _NO_CONTEXT or not other.match.payload.places:
            break
        gap = other.context.start - name.context.end
        if gap > _GAP or other.joined or not (other.context.cues or other.match.proclitics):
            break
        for area in other.match.payload.places:
            if any(belongs(entry, area, gazetteer) for entry in name.match.payload.places):
                return area
    return None


def _lies_elsewhere(entry: PlaceEntry, found: Sequence[Found], at: int, shadow: Shadow, gazetteer: Gazetteer) -> bool:
    """Tell whether the area named right after a village is abroad, or far from the only one of its name that is known.

    قرية العجمي شرق بزاعة is no village of Daraa: it is one that no list holds.
    """
    if not _is_small(entry) or at + 1 >= len(found):
        return False
    name, other = found[at], found[at + 1]
    gap = shadow.norm[name.context.end : other.context.start]
    if len(gap) > _GAP or gap.strip(' "()') or other.joined or not _says_where(other, gazetteer.cues):
        return False
    sure = other.match.payload.weight >= ENOUGH_SUPPORT and _holds_what_precedes(other)
    if sure and all(area.country != entry.country for area in other.match.payload.places):
        return True  # قرية الدحلة في محافظة صعدة is none of Syria
    areas = [area for area in other.match.payload.places if area.country == entry.country and area.kind != COUNTRY]
    areas = [area for area in areas if area.population < KNOWN_TOWN or _holds_what_precedes(other)]
    return bool(areas) and all(_is_far(entry, area, gazetteer) for area in areas)


def _says_where(name: Found, cues: PlaceCues) -> bool:
    """Tell whether a name is said to hold what stands before it, or to lie near it: بريف كذا, شرق كذا, في كذا."""
    kinds = {cue.kind for cue in name.context.cues}
    if any(cues.means(cue.fused, "and") for cue in name.context.cues):
        return False
    return not kinds - _LOCATING and (bool(kinds) or cues.means(name.match.proclitics, "in"))


def _holds_what_precedes(name: Found) -> bool:
    """Tell whether a phrase names the area itself; north of a big city lies half a country."""
    return name.context.cue("direction") is None


def _is_far(entry: PlaceEntry, area: PlaceEntry, gazetteer: Gazetteer) -> bool:
    apart = gazetteer.distance_km(entry.place_id, area.place_id)
    return entry.admin1 != area.admin1 and apart is not None and apart > _FAR


def _place_all(found: Sequence[Found], shadow: Shadow, evidence: Evidence, gazetteer: Gazetteer) -> list[_Placed]:
    placed: list[_Placed] = []
    heading: PlaceEntry | None = None
    for at, name in enumerate(found):
        if name.context is _NO_CONTEXT or not name.match.payload.places or is_adjective(name, shadow, gazetteer.cues):
            continue
        dressed = _inherit(name, placed)
        area = _area_after(found, at, gazetteer)
        heads = shadow.norm.startswith(_HEADED, name.context.end)
        below = heading if area is None and not heads else None
        entry, rule = choose_place(dressed, evidence, area, gazetteer, heading=below)
        if entry is None or (area is None and _lies_elsewhere(entry, found, at, shadow, gazetteer)):
            continue
        if below is None or not (_is_small(entry) and _is_far(entry, below, gazetteer)):
            placed.append(_Placed(dressed, entry, rule))
        heading = entry if heads else heading
    return placed


def _is_small(entry: PlaceEntry) -> bool:
    """Tell whether a place is a village or a small town, whose name others may bear."""
    return entry.kind in SETTLEMENTS and entry.population < KNOWN_TOWN


def _inherit(name: Found, placed: Sequence[_Placed]) -> Found:
    """Give a coordinated name without cues of its own those of the name before it ("بلدات X وY وZ")."""
    if not name.joined or name.context.cues or not placed:
        return name
    last = placed[-1].found
    if last.context.end > name.match.norm_start or name.match.norm_start - last.context.end > _GAP + 1:
        return name
    return name._replace(context=name.context._replace(cues=last.context.cues, before=last.context.before))


def _speaks_of_sport(shadow: Shadow, gazetteer: Gazetteer) -> bool:
    """Tell whether three words of the game stand in a text: no war report has them."""
    norm = shadow.norm
    firsts = [word.partition(" ")[0] for word in gazetteer.cues.words.get("sport", {})]
    if sum(first in norm for first in firsts) < _GAMES:
        return False  # asked first, for it costs little
    known = _sport_words(gazetteer)
    # whole words, but for what is written onto them: هداف, a scorer, stands in أهداف, targets
    words = _WORD.findall(norm)
    begun = [spelled for first in known.keys() & frozenset(words) for spelled in known[first]]
    if len(begun) < _GAMES:
        return False
    text = " ".join(["", *words, ""])
    return len({word for spelling, word in begun if f" {spelling} " in text}) >= _GAMES


@lru_cache(maxsize=4)
def _sport_words(gazetteer: Gazetteer) -> dict[str, list[tuple[str, str]]]:
    """Return the words of the game by their first word, each as it is spelled with up to two particles, and bare."""
    found: dict[str, list[tuple[str, str]]] = {}
    particles = {first + second for first in ("", *_ONTO) for second in ("", *_ONTO)}
    for word in gazetteer.cues.words.get("sport", {}):
        for spelling in sorted(before + word for before in particles):
            found.setdefault(spelling.split(" ")[0], []).append((spelling, word))
    return found


def _hits(placed: Sequence[_Placed], shadow: Shadow, gazetteer: Gazetteer) -> list[PlaceHit]:
    hits: list[PlaceHit] = []
    sport: bool | None = None  # asked where the first town stands for itself
    for index, one in enumerate(placed):
        led = one.found.joined or (index > 0 and charges_next(placed[index - 1].found, one.found, gazetteer.cues))
        before = hits[-1].role if led and hits else ""
        parted = index == 0 or one.found.context.start - placed[index - 1].found.context.end > _GAP
        entry = seat_of_state(one.found, one.entry, shadow.norm, gazetteer) if parted else one.entry
        scene = Scene(one.found, entry, shadow.norm, gazetteer.cues, before)
        role, relation = judge_role(scene)
        if role == "place" and relation not in _REAL_SETTING and entry.kind in SETTLEMENTS:
            sport = _speaks_of_sport(shadow, gazetteer) if sport is None else sport
            role = "part-of-name" if sport else role
        hits.append(make_hit(one.found, entry, (role, relation, one.rule), shadow, gazetteer))
    return hits
