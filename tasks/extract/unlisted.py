"""Villages and front lines that no gazetteer holds: named in the text behind a word for such a place (قرية, محور).

They have no id; the area named beside them (بريف إدلب) gives province and country, a town named beside them (في ريف
مدينة صرين) also its point, as near (precision 2). Each becomes a doubt (`unresolved-place`), so that a person can add
it to the gazetteer.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from tasks.extract.entities import EntityHit
from tasks.extract.gazetteer import SETTLEMENTS
from tasks.extract.lexicon import Casualty, Cue, Lexicon, Trigger
from tasks.extract.place_hit import UNLISTED
from tasks.extract.places import PlaceHit
from tasks.extract.quarters import is_quarter, is_zone, town_around, town_before
from tasks.extract.unlisted_area import area_behind, heading_before, in_countryside
from tasks.extract.unlisted_names import (
    Scene,
    adjective_at,
    behind_called,
    goes_on,
    may_head_other_things,
    name_end,
    quoted_name,
    token_start,
)
from tasks.text.dates import DatePhrase
from tasks.text.match import Match
from tasks.text.normal import Shadow
from tasks.text.tokens import Token

_DEFINITE = ("ال", "لل")
_SMALL = frozenset({"mountain", "region", "admin2", "district"})  # their point is that of what lies in them
_AND = "و"
_PAIR = 2
_LONGEST = 6  # names in one list
_WEAK = "con-settlement-weak"  # class words that also head other things
_WORDS = 120  # characters that two words take at most
_AREA = 40  # characters between a name and the area that holds it
_POINT = 1
_NEAR = 2  # within about 25 km of the town named with it


def find_unlisted(
    shadow: Shadow,
    tokens: Sequence[Token],
    *,
    lexicon: Lexicon,
    cues: Sequence[Match[Cue]],
    places: Sequence[PlaceHit],
    entities: Sequence[EntityHit],
    words: Sequence[Match[Trigger | Casualty]],
    days: Sequence[DatePhrase] = (),
) -> tuple[PlaceHit, ...]:
    """Return the named places that the gazetteer does not hold, in order of the text."""
    # للمدينة الواقعة: what follows a class word with the article is no name
    heads = [c for c in cues if c.payload.effect == "settlement" and not c.proclitics.endswith(_DEFINITE)]
    others = {c.word_start for c in cues if c.payload.effect == "no-name"}  # كتلة المواطن is a bloc, no hill
    heads = [cue for cue in heads if not (_locates(cue, places) or cue.word_start in others)]
    if not heads:
        return ()
    marks = [0] * (len(shadow.text) + 1)
    for place in places:
        _mark(marks, place.name_start, place.name_end)
    for entity in entities:
        _mark(marks, entity.start, entity.end)
    for day in days:  # قرية كذا أمس بريف كذا
        _mark(marks, day.start, day.end)
    for word in words:
        _mark(marks, word.word_start, word.word_end)
    for cue in cues:
        if cue.payload.family != "refine":
            _mark(marks, cue.word_start, cue.word_end)
    taken, listed = list(accumulate(marks)), _word_starts(shadow, places)
    scene = _scene_of(shadow, tokens, lexicon, taken=taken, listed=listed)
    return tuple(_share_point(list(_find_behind(scene, heads, places))))


def _scene_of(
    shadow: Shadow, tokens: Sequence[Token], lexicon: Lexicon, *, taken: list[int], listed: dict[int, int]
) -> Scene:
    return Scene(
        shadow=shadow,
        tokens=tokens,
        taken=taken,
        heads=lexicon.name_heads,
        cues=lexicon.gazetteer.cues,
        demonyms=lexicon.gazetteer.demonyms,
        listed=listed,
    )


def _find_behind(scene: Scene, heads: Sequence[Match[Cue]], places: Sequence[PlaceHit]) -> Iterator[PlaceHit]:
    """Yield the names behind each of the class words of a text."""
    last: PlaceHit | None = None
    for cue in heads:
        if last is not None and last.name_start <= cue.word_start < last.name_end:
            continue  # مخيم «وادي كذا» is no valley
        index = bisect_left(scene.tokens, cue.word_start, key=token_start)
        if index == len(scene.tokens) or scene.tokens[index].start != cue.word_start:
            continue
        first = behind_called(scene, index + len(scene.shadow.text[cue.start : cue.end].split()))
        named = list(_read_list(scene, cue, first, places))
        if named and (not cue.payload.cue_id.startswith(_WEAK) or _is_located(scene, named, places)):
            last = named[-1]
            yield from _share_area(named)


def _share_point(found: Sequence[PlaceHit]) -> list[PlaceHit]:
    """Return the names, each where another mention of it is told to lie: مخيم كذا قرب اعزاز ... قصف مخيم كذا."""
    known = {p.name_ar: p for p in found if p.lat is not None}
    return [_at(p, known[p.name_ar]) if p.lat is None and p.name_ar in known else p for p in found]


def _at(place: PlaceHit, other: PlaceHit) -> PlaceHit:
    """Return a place with the point and area of another that is the same, or lies with it."""
    return place._replace(
        lat=other.lat,
        lon=other.lon,
        precision=other.precision,
        admin1=other.admin1,
        country=place.country or other.country,
        town=place.town or other.town,
    )


def _mark(marks: list[int], start: int, end: int) -> None:
    """Count where a span begins and where it ends: summed up, how many spans each character of the text lies in."""
    if start < end:
        marks[start] += 1
        marks[end] -= 1


def _share_area(named: Sequence[PlaceHit]) -> list[PlaceHit]:
    """Return the names of a list, each in the area that follows the last: أحياء كذا وكذا وسط مدينة الرقة."""
    if named[-1].lat is None:
        return list(named)
    last = named[-1]
    return [_at(p, last) if p.lat is None and p.country in {None, last.country} else p for p in named]


def _is_located(scene: Scene, named: Sequence[PlaceHit], places: Sequence[PlaceHit]) -> bool:
    """Tell whether the area follows in which the last name lies: محور كبينة بريف اللاذقية, but not جبهة الإنقاذ.

    Below a heading the countryside is its own: درعا:: ... محور كذا بالريف الغربي.
    """
    last = named[-1].name_end
    return area_behind(scene, last, places)[1] or (in_countryside(scene, last) and bool(heading_before(places, last)))


def _locates(cue: Match[Cue], places: Sequence[PlaceHit]) -> bool:
    """Tell whether a class word is of the area of a known place: قرية الدندنية شمال مدينة منبج is one place."""
    return any(place.name_end <= cue.word_start < place.end for place in places)


def _word_starts(shadow: Shadow, places: Sequence[PlaceHit]) -> dict[int, int]:
    """Return where the words of known names begin, with the و before them, and where they end."""
    text = shadow.text
    return {p.name_start - (text[p.name_start - 1 : p.name_start] == _AND): max(p.name_end, p.end) for p in places}


def _read_list(scene: Scene, cue: Match[Cue], index: int, places: Sequence[PlaceHit]) -> Iterator[PlaceHit]:
    """Yield the names behind a class word: one behind a singular, a list joined by and behind a plural."""
    several = cue.payload.cue_id.endswith("-list")
    start = cue.word_start
    for _ in range(_LONGEST if several else 1):
        known = scene.listed.get(scene.tokens[index].start) if index < len(scene.tokens) else None
        if known is not None and several:
            index = next((i for i in range(index, len(scene.tokens)) if scene.tokens[i].start >= known), index + 1)
            start = -1
            if index < len(scene.tokens) and goes_on(scene, scene.tokens[index]):
                continue
            return
        quoted = quoted_name(scene, index)
        if quoted and cue.payload.cue_id.startswith(_WEAK) and quoted[1] - quoted[0] > 1:
            quoted = None  # منطقة «خفض التوتر» is no village
        index = quoted[0] if quoted else index
        end = quoted[1] if quoted else name_end(scene, index)
        if end is None:
            return
        first, last = scene.tokens[index].start, scene.tokens[end - 1].end
        if several and index and scene.tokens[index].norm.startswith(_AND) and start != cue.word_start:
            first += len(_AND)
        named = _place(scene, start if start == cue.word_start else first, first, last, places)
        if quoted is None or named.country is not None or not may_head_other_things(scene, cue):
            yield named._replace(end=max(named.end, last + (quoted is not None)))
        end += quoted is not None
        start, index = -1, _behind_area(scene, end, last, places) if several else end
        if index >= len(scene.tokens) or not goes_on(scene, scene.tokens[index]):
            return
        if not scene.tokens[index].is_word:
            index += 1


def _behind_area(scene: Scene, index: int, last: int, places: Sequence[PlaceHit]) -> int:
    """Return the token behind the area told with a name: قرى كذا بريف الباب وكذا وكذا is one list."""
    area, located = area_behind(scene, last, places)
    if area is None or not located:
        return index
    while index < len(scene.tokens) and scene.tokens[index].start < area.end:
        index += 1
    return index


def _place(scene: Scene, start: int, first: int, last: int, places: Sequence[PlaceHit]) -> PlaceHit:
    """Return a name of the text as a place; `start` is that of its class word, or of the name itself."""
    area, located = area_behind(scene, last, places)
    role, relation = ("reference", "origin") if _is_home(scene, start) else ("place", _relation(scene, start))
    stated = adjective_at(scene, last + 1)
    spot = area is not None and (area.kind in SETTLEMENTS or (located and area.kind in _SMALL))
    town = area if spot else None
    quarter = is_quarter(scene.cues, scene.shadow.text[start:first])
    held = town if located else None
    if quarter and held is None:
        town = held = town_before(places, start)
    around = area or town or heading_before(places, start)
    return PlaceHit(
        place_id=None,
        start=start,
        end=town.end if town and town.start >= last and located else last,
        name_start=first,
        name_end=last,
        role=role,
        relation=relation,
        precision=max(_NEAR, town.precision if town.kind in _SMALL else _NEAR) if town else _POINT,
        lat=town.lat if town else None,
        lon=town.lon if town else None,
        admin1=around.admin1 if around and stated in {"", around.country} else None,
        country=stated or (around.country if around else None),
        name_en=None,
        name_ar=scene.shadow.text[first:last],
        kind=UNLISTED,
        candidates=(),
        why=UNLISTED,
        town=town_around(held, quarter=quarter, zone=is_zone(scene.cues, scene.shadow.text[start:first])),
    )


def _relation(scene: Scene, start: int) -> str:
    """Return how the word before a phrase sets things in relation to it: نحو بلدة كذا is on the way there."""
    at = scene.shadow.at(start)
    before = scene.shadow.norm[max(0, at - _AREA) : at].split()[-_PAIR:]
    told = (scene.cues.outward.get(words) for words in (" ".join(before), *before[-1:]))  # بالقرب من, من
    cue = next((cue for cue in told if cue is not None), None)
    return cue.value if cue is not None and cue.kind in {"from", "near"} else "in"


def _is_home(scene: Scene, start: int) -> bool:
    """Tell whether somebody comes from the village whose phrase begins here: نازح من قرية أفراز."""
    at = scene.shadow.at(start)
    before = scene.shadow.norm[max(0, at - _WORDS) : at].rsplit(None, _PAIR)[-_PAIR:]
    if len(before) < _PAIR:
        return False
    far, near = before
    kind = {"of": far, "from": near}.get(scene.cues.value("origin", near) or scene.cues.value("origin", far), "")
    cue = scene.cues.outward.get(kind)
    return cue is not None and cue.kind == "from"
