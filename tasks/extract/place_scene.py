"""Which of several places is the scene: the spot on a road, the town before "where", the home of those who rally.

على طريق حلب - الحسكة قرب عين عيسى is near Ayn Isa; وصلوا إلى الموصل حيث اندلعت اشتباكات is in Mosul; تظاهر أهالي
البصرة is in Basra unless another town is told.
"""

from collections.abc import Sequence

from tasks.extract.gazetteer import COUNTRY
from tasks.extract.grouping import Group
from tasks.extract.place_called import is_capital, is_classed
from tasks.extract.place_lists import distinct_places, is_wide
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.text.normal import normal_form

_PLACE = "place"
_ROUTE = "route"
_ROAD = "road"
_AND = "و"
_SPOTS = frozenset({"in", "near", "countryside", "between", "facility"})
_GAP = 3  # words between a road and the spot on it: the number of the road, a bracket
_STOPS = frozenset(".؛:\n")
_CARRIED = frozenset({"undergo", "support"})
_RALLIES = frozenset({"peaceful-protest", "protest-with-intervention", "violent-demonstration", "excessive-force"})
_HOME = ("reference", "origin")
_OF = "of"


def off_the_road(reading: Reading, places: Sequence[PlaceHit]) -> list[PlaceHit]:
    """Return places without the ends of a road where the spot on it follows: على طريق كذا - كذا قرب كذا."""
    kept: list[PlaceHit] = []
    ends: list[PlaceHit] = []  # of the road told last
    for place in places:
        if ends and _is_spot_on(reading, ends[-1], place):
            kept = [other for other in kept if other not in ends]
        ends = [*ends, place] if _is_road(reading, place, ends) else []
        kept.append(place)
    return kept


def _is_road(reading: Reading, place: PlaceHit, ends: Sequence[PlaceHit]) -> bool:
    """Tell whether a place is one end of a road: على طريق كذا, على الطريق بين كذا وكذا."""
    if place.relation == _ROUTE or (ends and place.relation == ends[-1].relation):
        return True
    words = normal_form(reading.text[place.start : place.name_start]).split()
    cues = (reading.lexicon.gazetteer.cues.outward.get(word) for word in words)
    return any(cue is not None and cue.kind == _ROAD for cue in cues)


def _is_spot_on(reading: Reading, road: PlaceHit, spot: PlaceHit) -> bool:
    """Tell whether a place says where on a road: in or near a town, on a side of one; not east of a whole province.

    A village that no list holds is nowhere on the map, which the ends of the road are.
    """
    gap = reading.text[road.end : spot.start]
    parted = len(gap.split()) > _GAP or _STOPS.intersection(gap) or reading.text.startswith(_AND, spot.start)
    if spot.lat is None or parted:
        return False
    sided = spot.relation.endswith("-of") and not is_capital(reading, spot)
    set_there = spot.relation in _SPOTS or (not spot.relation and is_classed(reading, spot))
    return not is_wide(spot) and spot.relation != road.relation and (sided or set_there)


def told_before_where(reading: Reading, group: Group) -> PlaceHit | None:
    """Return the place right before "where" and the event: إلى مدينة كذا حيث اندلعت اشتباكات; None where none is."""
    sentence = reading.sentences[group.sentence]
    cues = within(reading.cued("where"), sentence.start, group.head.start)
    if not cues or not _opens_event(reading, cues[-1].word_end, group):
        return None
    before = [p for p in within(reading.places, sentence.start, cues[-1].word_start) if p.role == _PLACE]
    if not before or reading.text[before[-1].end : cues[-1].word_start].strip(' ،"»”)'):
        return None
    own = [p for p in within(reading.places, cues[-1].word_end, group.end) if p.role == _PLACE]
    return None if own or before[-1].kind == COUNTRY else before[-1]


def _opens_event(reading: Reading, start: int, group: Group) -> bool:
    """Tell whether a clause opens with the verb of an event: حيث قصفت, حيث تدور معارك; not حيث ندد بالهجوم."""
    carried = [c.start for c in within(reading.cues, start, group.head.start) if c.payload.effect in _CARRIED]
    told = [hit.start for hit in group.hits if hit.start >= start and hit.verbal]
    first = min([*carried, *told], default=None)
    return first is not None and not reading.text[start:first].strip() and first <= group.head.start


def is_of_judges(reading: Reading, place: PlaceHit, group: Group, speech: Speech) -> bool:
    """Tell whether a place is where an event is judged or talked of: دان مسؤولون في بروكسل القصف, جلسة هناك لبحثه."""
    head = group.head
    if not head.definite or head.verbal or head.suffix or place.end > head.start:
        return False  # but زيارة عدن بعد تحريرها is in Aden
    if is_of_talks(reading, place, group):
        return True
    start = reading.sentences[group.sentence].start
    return speech.judged_before(start, place.start) is not None and not within(reading.words, start, place.start)


def is_of_talks(reading: Reading, place: PlaceHit, group: Group) -> bool:
    """Tell whether a place is where a known event is talked of: تستضيف أربيل اجتماعا لبحث الهجمات."""
    head = group.head
    if not head.definite or head.verbal or place.end > head.start:
        return False
    return bool(within(reading.cued("topic"), place.end, head.start))


def home_of_crowd(reading: Reading, group: Group, lists: Sequence[Sequence[PlaceHit]]) -> PlaceHit | None:
    """Return the town whose people rally, where no other is told: تظاهر المئات من أهالي محافظة البصرة."""
    if group.head.event not in _RALLIES or any(not is_wide(place) for run in lists for place in run):
        return None
    told = within(reading.places, group.start, group.end)
    homes = [p for p in told if (p.role, p.relation) == _HOME and p.kind != COUNTRY and _is_of_people(reading, p)]
    return homes[0] if len(distinct_places(homes)) == 1 else None


def _is_of_people(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place follows a word for those who live there: أهالي بلدة كذا, and not نازحون من كذا."""
    before = normal_form(reading.text[max(0, place.start - 2 * _GAP * _GAP) : place.start]).split()
    return bool(before) and reading.lexicon.gazetteer.cues.value("origin", before[-1]) == _OF
