"""Villages and front lines that no gazetteer holds: named in the text behind a word for such a place (قرية, محور).

They have no id; the area named beside them (بريف إدلب) gives province and country, a town named beside them (في ريف
مدينة صرين) also its point, as near (precision 2). Each becomes a doubt (`unresolved-place`), so that a person can add
it to the gazetteer.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.extract.entities import EntityHit
from tasks.extract.gazetteer import SETTLEMENTS
from tasks.extract.lexicon import Casualty, Cue, Lexicon, Trigger
from tasks.extract.place_context import PlaceCues, called_words
from tasks.extract.place_hit import UNLISTED
from tasks.extract.places import PlaceHit
from tasks.extract.quarters import is_quarter, town_around, town_before
from tasks.text.dates import DatePhrase
from tasks.text.match import Match
from tasks.text.normal import Shadow, normal_form
from tasks.text.tokens import Token

_ARTICLE = "ال"
_DEFINITE = ("ال", "لل")
_AND = "و"
_SHORT = 3
_PAIR = 2
_SMALL = frozenset({"mountain", "region", "admin2", "district"})  # their point is that of what lies in them
_AWAY = frozenset({"from", "to", "toward"})  # محاور امتدت من ريف كذا: what stands before is no place in it
_MARK = '"'
_QUOTED = 5  # tokens of a name of up to three words with its quotation marks
_LONGEST = 6  # names in one list
_ALWAYS = frozenset({"camp", "village"})  # what these words head is a place
_MOST_CALLED = 2  # words: يقال لها
_WEAK = "con-settlement-weak"  # class words that also head other things
_SETTING = frozenset({"direction", "inside", "near", "from"})
_WORDS = 120  # characters that two words take at most
_AREA = 40  # characters between a name and the area that holds it
_STOP = re.compile(r"[.!؟?\n]")
_POINT = 1
_NEAR = 2  # within about 25 km of the town named with it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What stands in the text already: a name must not run into it."""

    shadow: Shadow
    tokens: Sequence[Token]
    taken: bytearray  # for each character of the text, whether it belongs to something found
    heads: frozenset[str]
    cues: PlaceCues
    demonyms: Mapping[str, str]
    listed: dict[int, int]


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
    heads = [cue for cue in heads if not _locates(cue, places)]
    if not heads:
        return ()
    spans = [
        *((p.name_start, p.name_end) for p in places),
        *((e.start, e.end) for e in entities),
        *((w.word_start, w.word_end) for w in words),
        *((day.start, day.end) for day in days),  # قرية كذا أمس بريف كذا
        *((c.word_start, c.word_end) for c in cues if c.payload.family != "refine"),
    ]
    scene = _Scene(
        shadow=shadow,
        tokens=tokens,
        taken=_taken(shadow, spans),
        heads=lexicon.name_heads,
        cues=lexicon.gazetteer.cues,
        demonyms=lexicon.gazetteer.demonyms,
        listed=_word_starts(shadow, places),
    )
    found: list[PlaceHit] = []
    for cue in heads:
        if found and found[-1].name_start <= cue.word_start < found[-1].name_end:
            continue  # مخيم «وادي كذا» is no valley
        index = bisect_left(tokens, cue.word_start, key=_token_start)
        if index < len(tokens) and tokens[index].start == cue.word_start:
            first = _behind_called(scene, index + len(shadow.text[cue.start : cue.end].split()))
            named = list(_read_list(scene, cue, first, places))
            if not cue.payload.cue_id.startswith(_WEAK) or _is_located(scene, named, places):
                found += _share_area(named)
    return tuple(_share_point(found))


def _behind_called(scene: _Scene, index: int) -> int:
    """Return the token of a name behind the words that only say that one follows: قرية تدعى كذا."""
    words = [token.norm for token in scene.tokens[index : index + _MOST_CALLED]]
    called = (size for size in range(len(words), 0, -1) if called_words(words[:size], scene.cues) == size)
    return index + next(called, 0)


def _share_point(found: Sequence[PlaceHit]) -> list[PlaceHit]:
    """Return the names, each where another mention of it is told to lie: مخيم كذا قرب اعزاز ... قصف مخيم كذا."""
    known = {p.name_ar: p for p in found if p.lat is not None}
    return [_at(p, known[p.name_ar]) if p.lat is None and p.name_ar in known else p for p in found]


def _at(place: PlaceHit, other: PlaceHit) -> PlaceHit:
    return place._replace(
        lat=other.lat,
        lon=other.lon,
        precision=other.precision,
        admin1=other.admin1,
        country=place.country or other.country,
        town=place.town or other.town,
    )


def _taken(shadow: Shadow, spans: Iterable[tuple[int, int]]) -> bytearray:
    """Return a mark for each character of a text that lies in a span."""
    marks = bytearray(len(shadow.text))
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _share_area(named: Sequence[PlaceHit]) -> list[PlaceHit]:
    """Return the names of a list, each in the area that follows the last: أحياء كذا وكذا وسط مدينة الرقة."""
    if not named or named[-1].lat is None:
        return list(named)
    last = named[-1]
    return [_at(p, last) if p.lat is None and p.country in {None, last.country} else p for p in named]


def _is_located(scene: _Scene, named: Sequence[PlaceHit], places: Sequence[PlaceHit]) -> bool:
    """Tell whether the area follows in which the last name lies: محور كبينة بريف اللاذقية, but not جبهة الإنقاذ."""
    return bool(named) and _area_behind(scene, named[-1].name_end, places)[1]


def _area_behind(scene: _Scene, last: int, places: Sequence[PlaceHit]) -> tuple[PlaceHit | None, bool]:
    """Return the place named soon after a name, and whether it says where the name lies."""
    text = scene.shadow.text
    area = next((p for p in places if last <= p.start <= last + _AREA and p.role == "place"), None)
    if area is not None and _STOP.search(text, last, area.start):
        return None, False  # the next sentence speaks of another place
    gap = text[last : area.start].strip(" ()\"'”»“«") if area else ""
    return area, area is not None and area.relation not in _AWAY and (
        not gap or bool(scene.cues.value("locator", normal_form(gap)))
    )


def _locates(cue: Match[Cue], places: Sequence[PlaceHit]) -> bool:
    """Tell whether a class word is of the area of a known place: قرية الدندنية شمال مدينة منبج is one place."""
    return any(place.name_end <= cue.word_start < place.end for place in places)


def _word_starts(shadow: Shadow, places: Sequence[PlaceHit]) -> dict[int, int]:
    """Return where the words of known names begin, with the و before them, and where they end."""
    text = shadow.text
    return {p.name_start - (text[p.name_start - 1 : p.name_start] == _AND): max(p.name_end, p.end) for p in places}


def _read_list(scene: _Scene, cue: Match[Cue], index: int, places: Sequence[PlaceHit]) -> Iterator[PlaceHit]:
    """Yield the names behind a class word: one behind a singular, a list joined by and behind a plural."""
    several = cue.payload.cue_id.endswith("-list")
    start = cue.word_start
    for _ in range(_LONGEST if several else 1):
        known = scene.listed.get(scene.tokens[index].start) if index < len(scene.tokens) else None
        if known is not None and several:
            index = next((i for i in range(index, len(scene.tokens)) if scene.tokens[i].start >= known), index + 1)
            start = -1
            if index < len(scene.tokens) and _goes_on(scene, scene.tokens[index]):
                continue
            return
        quoted = None if cue.payload.cue_id.startswith(_WEAK) else _quoted_name(scene, index)
        index = quoted[0] if quoted else index
        end = quoted[1] if quoted else _name_end(scene, index)
        if end is None:
            return
        first, last = scene.tokens[index].start, scene.tokens[end - 1].end
        if several and index and scene.tokens[index].norm.startswith(_AND) and start != cue.word_start:
            first += len(_AND)
        named = _place(scene, start if start == cue.word_start else first, first, last, places)
        if quoted is None or named.country is not None or not _may_head_other_things(scene, cue):
            yield named._replace(end=max(named.end, last + (quoted is not None)))
        end += quoted is not None
        start, index = -1, _behind_area(scene, end, last, places) if several else end
        if index >= len(scene.tokens) or not _goes_on(scene, scene.tokens[index]):
            return
        if not scene.tokens[index].is_word:
            index += 1


def _may_head_other_things(scene: _Scene, cue: Match[Cue]) -> bool:
    """Tell whether quoted words behind a class word need an area: «مدينة "الإنتاج الإعلامي"» is no town."""
    word = scene.shadow.norm[scene.shadow.at(cue.word_start) : scene.shadow.at(cue.word_end)].split(" ", 1)[0]
    outward = scene.cues.outward.get(word)
    return outward is None or outward.value not in _ALWAYS


def _behind_area(scene: _Scene, index: int, last: int, places: Sequence[PlaceHit]) -> int:
    """Return the token behind the area told with a name: قرى كذا بريف الباب وكذا وكذا is one list."""
    area, located = _area_behind(scene, last, places)
    if area is None or not located:
        return index
    while index < len(scene.tokens) and scene.tokens[index].start < area.end:
        index += 1
    return index


def _goes_on(scene: _Scene, token: Token) -> bool:
    """Tell whether a list goes on: a comma, or و before a name or the short head of one (وتل دبس، وأم رجيم)."""
    if token.norm == "،" or token.norm.removeprefix(_AND) in scene.heads:
        return True
    return token.norm.startswith(_AND) and len(token.norm) > _SHORT


def _quoted_name(scene: _Scene, index: int) -> tuple[int, int] | None:
    """Return the first and one past the last token of a name in quotation marks: مخيم "وادي الزيتون"."""
    opening = scene.tokens[index : index + _QUOTED]
    if len(opening) < _QUOTED - 1 or opening[0].norm != _MARK:
        return None
    closing = next((i for i, token in enumerate(opening[1:], 1) if token.norm == _MARK), 0)
    words = opening[1:closing]
    named = bool(words) and all(token.is_word and not token.norm[0].isdigit() for token in words)
    return (index + 1, index + closing) if named and words[0].start not in scene.listed else None


def _name_end(scene: _Scene, index: int) -> int | None:
    """Return one past the last word of a name that begins at a token; None where no name begins."""
    if index >= len(scene.tokens):
        return None
    token = scene.tokens[index]
    if not _may_name(scene, token) or _sets(scene, token):
        return None
    following = scene.tokens[index + 1] if index + 1 < len(scene.tokens) else None
    head = token.norm.removeprefix(_AND) in scene.heads or token.norm in scene.heads
    compound = following is not None and (
        head or (following.norm.startswith(_ARTICLE) and not token.norm.startswith(_ARTICLE))
    )
    compound = compound or _is_set_behind(scene, index + _PAIR)
    if compound and following is not None and _may_name(scene, following) and not _adjective_at(scene, following.start):
        return index + 2
    return index + 1


def _is_set_behind(scene: _Scene, index: int) -> bool:
    """Tell whether a word written onto "in" says at once what holds a name of two words: أوك كريك بولاية كذا."""
    cue = scene.cues.outward.get(scene.tokens[index].norm) if index < len(scene.tokens) else None
    return cue is not None and cue.kind == "class" and scene.cues.means(cue.fused, "in")


def _adjective_at(scene: _Scene, start: int) -> str:
    """Return the country whose adjective begins at an offset (مدينة كذا البريطانية), empty where none does."""
    token = next((t for t in scene.tokens[bisect_left(scene.tokens, start, key=_token_start) :][:1]), None)
    return scene.demonyms.get(token.norm.removeprefix(_ARTICLE), "") if token is not None else ""


def _token_start(token: Token) -> int:
    return token.start


def _may_name(scene: _Scene, token: Token) -> bool:
    return (
        token.is_word
        and not token.norm[0].isdigit()
        and (len(token.norm) >= _SHORT or token.norm in scene.heads)
        and not scene.taken[token.start]
    )


def _sets(scene: _Scene, token: Token) -> bool:
    """Tell whether a word behind a class word says where the place lies, and names none: هجوم على قرية وسط مالي."""
    cue = scene.cues.outward.get(token.norm)
    return cue is not None and cue.kind in _SETTING


def _place(scene: _Scene, start: int, first: int, last: int, places: Sequence[PlaceHit]) -> PlaceHit:
    area, located = _area_behind(scene, last, places)
    phrase = start if start >= 0 else first
    role, relation = ("reference", "origin") if _is_home(scene, phrase) else ("place", _relation(scene, phrase))
    stated = _adjective_at(scene, last + 1)
    spot = area is not None and (area.kind in SETTLEMENTS or (located and area.kind in _SMALL))
    town = area if spot else None
    quarter = is_quarter(scene.cues, scene.shadow.text[phrase:first])
    held = town if located else None
    if quarter and held is None:
        town = held = town_before(places, phrase)
    within = area or town
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
        admin1=within.admin1 if within and stated in {"", within.country} else None,
        country=stated or (within.country if within else None),
        name_en=None,
        name_ar=scene.shadow.text[first:last],
        kind=UNLISTED,
        candidates=(),
        why=UNLISTED,
        town=town_around(held, quarter=quarter),
    )


def _relation(scene: _Scene, start: int) -> str:
    """Return how the word before a phrase sets things in relation to it: نحو بلدة كذا is on the way there."""
    at = scene.shadow.at(start)
    before = scene.shadow.norm[max(0, at - _AREA) : at].rsplit(None, 1)[-1:]
    cue = scene.cues.outward.get(before[0]) if before else None
    return cue.value if cue is not None and cue.kind in {"from", "near"} else "in"


def _is_home(scene: _Scene, start: int) -> bool:
    """Tell whether somebody comes from the village whose phrase begins here: نازح من قرية أفراز."""
    at = scene.shadow.at(start)
    before = scene.shadow.norm[max(0, at - _WORDS) : at].rsplit(None, _PAIR)[-_PAIR:]
    if len(before) < _PAIR:
        return False
    far, near = before
    kind = {"of": far, "from": near}.get(scene.cues.value("origin", near) or scene.cues.value("origin", far), "")
    cue = scene.cues.outward.get(kind)
    return cue is not None and cue.kind == "from"
