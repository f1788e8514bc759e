"""Words that point back to a village no list holds: a shell hit قرية أم الطيور, then three died "in the village".

`place_echo` lets such words point to the last place of the gazetteer; where a name that only the text gives stands
nearer and is of the kind they name, they mean that one. A base is not "the base" where a group of that name is meant.
"""

from collections.abc import Sequence

from tasks.extract.entities import EntityHit
from tasks.extract.gazetteer import Gazetteer
from tasks.extract.place_context import read_context
from tasks.extract.place_echo import ECHO_KINDS, ECHO_REACH, befallen, each_echo, is_described
from tasks.extract.place_hit import ECHO, UNLISTED, PlaceHit
from tasks.text.normal import Shadow, normal_form

_PLACE = "place"
_ARTICLE = "ال"
_CLASSES = {"camp": frozenset({"camp"}), "quarter": frozenset({"neighbourhood"})}


def without_names(places: Sequence[PlaceHit], entities: Sequence[EntityHit]) -> tuple[PlaceHit, ...]:
    """Return the places but for pointing words that name an armed group: غارة على القاعدة في مأرب."""
    names = [(entity.start, entity.end) for entity in entities]
    return tuple(p for p in places if not (p.points_back and any(s < p.end and p.name_start < e for s, e in names)))


def point_to_unlisted(
    places: Sequence[PlaceHit], unlisted: Sequence[PlaceHit], shadow: Shadow, gazetteer: Gazetteer
) -> tuple[PlaceHit, ...]:
    """Return the places in order, each pointing word with the unlisted place that stands nearest before it."""
    if not unlisted:
        return tuple(places)
    classes = {place.name_start: _class_of(place, shadow, gazetteer) for place in unlisted}
    named = sorted((p for p in places if p.role == _PLACE and not p.points_back), key=_name_start)
    meant: dict[int, PlaceHit] = {}
    for found in each_echo(shadow.norm, gazetteer):
        start, end = shadow.span(*found.span("word"))
        value = gazetteer.cues.value("echo", found["word"])
        last = _last_of_kind(named, classes, (value, _class_word(found["word"], gazetteer)), start)
        context = read_context(shadow.norm, found.start(), found.end(), gazetteer.cues)
        told = context.located or found["joined"] or befallen(context, gazetteer.cues)  # القرية تعرضت لقصف
        if last is None or is_described(context.after, gazetteer.cues) or not told:
            continue
        meant[start] = last._replace(start=start, end=end, name_start=start, name_end=end, relation="in", why=ECHO)
    kept = [p for p in places if not (p.points_back and p.name_start in meant)]
    return tuple(sorted([*kept, *meant.values()], key=_name_start))


def words_of_place(text: str, place: PlaceHit, places: Sequence[PlaceHit]) -> str:
    """Return the words that tell a place; where they only point back to one that no list holds, those of its name."""
    named = [p for p in places if p.kind == UNLISTED and p.name_ar == place.name_ar and not p.points_back]
    told = next((p for p in reversed(named) if p.start < place.start), place)
    spot = told if place.kind == UNLISTED and place.points_back else place
    return text[spot.start : spot.end]


def _last_of_kind(
    named: Sequence[PlaceHit], classes: dict[int, str], word: tuple[str, str], start: int
) -> PlaceHit | None:
    """Return the unlisted place of a kind that stands nearest before an offset; None where a listed one is nearer.

    "The town" is no village: behind قرية كذا شرق مدينة حماة it is Hama.
    """
    value, classed = word
    wanted = {classed, ""} if value == "settlement" else _CLASSES.get(value, frozenset())
    for place in reversed(named):
        if place.name_end > start:
            continue
        if start - place.name_end > ECHO_REACH:
            return None
        if place.kind == UNLISTED:
            if classes.get(place.name_start, "") in wanted:
                return place
            if value == "settlement" and place.town is not None:
                return None  # حي كذا بمدينة حلب ... في المدينة: the town of the quarter, which the list holds
        elif place.kind in ECHO_KINDS.get(value, ()):
            return None
    return None


def _class_of(place: PlaceHit, shadow: Shadow, gazetteer: Gazetteer) -> str:
    """Return what the word before a name says that it is: village, camp, neighbourhood; empty where none does."""
    words = normal_form(shadow.text[place.start : place.name_start]).split()
    return next((classed for word in words if (classed := _class_word(word, gazetteer))), "")


def _class_word(word: str, gazetteer: Gazetteer) -> str:
    """Return the class that a word gives to a name, with or without the article."""
    cue = gazetteer.cues.outward.get(word.removeprefix(_ARTICLE)) or gazetteer.cues.outward.get(word)
    return cue.value if cue is not None and cue.kind == "class" else ""


def _name_start(place: PlaceHit) -> int:
    return place.name_start
