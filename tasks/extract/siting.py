"""Where a group happened: the places of its part of the sentence, lists told apart from one place and its area.

A list of places with one figure, or of provinces, is one mention; towns that share a verb are one each, also where each
comes with an object of its own (إلى جانب مخازن في ...). A place that only measures a distance, names a government or
says where somebody spoke is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.extract.actor_kinds import ARMED, FORCES
from tasks.extract.amounts import FLED
from tasks.extract.asides import is_held, is_sky
from tasks.extract.carried_off import is_hospital
from tasks.extract.days_beside import is_of_burial
from tasks.extract.gazetteer import ADMIN1, COUNTRY, smallest_common_area
from tasks.extract.grouping import Group
from tasks.extract.place_called import is_capital, is_named_area
from tasks.extract.place_capital import acts_as_state, is_scene
from tasks.extract.place_lists import distinct_places, is_wide, join_lists, read_list_of
from tasks.extract.place_measured import measured_place
from tasks.extract.place_occasion import is_of_occasion, names_attack
from tasks.extract.place_owner import is_owner, is_patron
from tasks.extract.place_reached import is_origin, is_reached, is_set_off_from
from tasks.extract.place_scene import home_of_crowd, is_of_judges, is_of_talks, off_the_road, told_before_where
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.reasons import reasons_within
from tasks.extract.saying import Speech
from tasks.extract.site_parts import parted_places

_LIST = 60  # characters of a list of names
_POST = 6  # words between "stationed" and the town: في معسكر كذا في مدينة كذا
_CLOSE = 3
_PARTS = 30  # characters before a whole in which its parts are told: في مناطق متفرقة من كذا
_ANSWERED = 30  # characters from a reason to the word of its event, and from that to its place
_STOPS = "،.؛\n"
_PAIR = 2
_HEADING = "header"
_COMMA = "،"
_WHOLE = "from"
_AND = "و"
_TAKEN = frozenset({"arrests", "abduction"})
_ELSEWHERE = frozenset({"from", "to", "toward", "base-of-departure", "distance-from"})
_BETWEEN = "between"
_STRETCH = frozenset({"between", "route"})  # one spot on the way from one town to the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of an event with the further places of one list."""

    place: PlaceHit
    others: tuple[PlaceHit, ...] = ()
    rule: str = "place"


def find_sites(reading: Reading, group: Group, speech: Speech, *, figure: bool) -> tuple[Site, ...]:
    """Return where a group happened: several sites where a list of towns shares a verb without a figure."""
    scene = told_before_where(reading, group)
    if scene is not None and may_be_scene(reading, scene, speech):
        return (Site(place=scene, rule="place-where"),)
    found = candidates(reading, group.start, group.end, speech)
    found = [place for place in found if not is_of_judges(reading, place, group, speech)]
    found = [place for place in found if not is_of_burial(reading, place.end, group)]
    found = [place for place in found if not is_set_off_from(reading, place)]
    struck = [place for place in found if not is_origin(reading, place)]
    lists = join_lists(reading, off_the_road(reading, struck if struck or group.head.definite else found))
    home = home_of_crowd(reading, group, lists)
    if home is not None and not speech.holds(home.name_start):
        return (Site(place=home, rule="place-home"),)
    if not lists and any(is_hospital(reading, p) for p in within(reading.places, group.start, group.end)):
        return ()
    if not lists:
        fled = _fled_at(group)
        homes = _homes(reading, group, speech, fled)
        told = homes if fled and homes else _before(reading, group, speech) or homes
        return told or _measured(reading, group, speech)
    parts = () if figure else parted_places(reading, lists, group.head.start)
    if parts:
        return tuple(Site(place=place, rule="place-listed") for place in parts)
    return _sites_of_list(reading, group, speech, lists, figure=figure)


def _sites_of_list(
    reading: Reading, group: Group, speech: Speech, lists: Sequence[Sequence[PlaceHit]], *, figure: bool
) -> tuple[Site, ...]:
    """Return the sites of one list of names: one for provinces or a figure, else one for each town."""
    listed = read_list_of(reading, group, lists)
    if len(listed) > 1 and _are_provinces(reading, listed):
        return (_area(reading, listed),)
    towns = [place for place in listed if not is_wide(place)]
    listed = towns or listed
    if len(listed) == 1:
        return (_under_heading(reading, group, listed[0], speech),)
    if any(is_wide(place) for place in listed):
        return (_area(reading, listed),)
    stretch = len(listed) == _PAIR and listed[0].relation in _STRETCH
    if figure or stretch:
        return (Site(place=listed[0], others=tuple(listed[1:])),) if len(listed) == _PAIR else (_area(reading, listed),)
    return tuple(Site(place=place, rule="place-listed") for place in listed)


def candidates(reading: Reading, start: int, end: int, speech: Speech) -> list[PlaceHit]:
    """Return the places of a span that may be where something happened."""
    found = [p for p in within(reading.places, start, end) if may_hold(reading, p) and not speech.holds(p.name_start)]
    if not found:
        return found
    found = [p for p in found if not (_is_included(reading, p, found) or _is_post(reading, p, found))]
    answered = set(places_of_reasons(reading, start, found))
    found = [p for p in found if p.start not in answered]
    free = [p for p in found if not (names_force(reading, p) or is_sky(reading, p) or is_owner(reading, p))]
    return free if free and len(found) > 1 else found


def may_be_scene(reading: Reading, place: PlaceHit, speech: Speech) -> bool:
    """Tell whether a place told right before "where" may hold what happened: no hospital, nobody's words."""
    return not (is_hospital(reading, place) or is_held(reading, place) or speech.holds(place.name_start))


def places_of_reasons(reading: Reading, start: int, told: Sequence[PlaceHit]) -> Iterator[int]:
    """Yield where the first place behind each reason stands: قصف البلدة ردا على قصف كذا, احتجاجا على قصف كذا في كذا."""
    for cue in reasons_within(reading, start, told[-1].start if told else start):
        if not within(reading.words, start, cue.word_start):
            continue  # what is told is the reason itself
        words = within(reading.words, cue.word_end, cue.word_end + _ANSWERED)
        near = next((p for p in told if p.start >= cue.word_end), None)
        parted = near is None or any(sign in reading.text[cue.word_end : near.start] for sign in _STOPS)
        if near is not None and words and not parted and near.start <= words[0].end + _ANSWERED:
            yield near.start


def _is_post(reading: Reading, place: PlaceHit, told: Sequence[PlaceHit]) -> bool:
    """Tell whether a place is only where who struck stands: قصفت المدفعية المتمركزة في كذا مواقع في محور كذا."""
    before = within(reading.cued("stationed"), place.start - _LIST, place.start)
    between = reading.text[before[-1].word_end : place.name_start] if before else ""
    if not before or len(between.split()) > _POST or any(sign in between for sign in "،.؛:\n"):
        return False  # المتمركزة في معسكر كذا, في الفوج كذا في مدينة كذا
    behind = [other for other in told if other.start > place.end]
    parted = any(sign in reading.text[place.end : behind[0].start] for sign in ".؛\n") if behind else True
    return not parted and not reading.text.startswith(_AND, behind[0].start)


def _is_included(reading: Reading, place: PlaceHit, told: Sequence[PlaceHit]) -> bool:
    """Tell whether a place is only told as part of one before it: سيطر على محافظة كذا بما فيها مدينة كذا."""
    before = within(reading.cued("including"), place.start - _PARTS, place.start)
    if not before or reading.text[before[-1].word_end : place.start].strip():
        return False
    return any(other.end <= before[-1].word_start and is_wide(other) for other in told)


def names_force(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place is the last word of the name of a force: كتائب مصراتة, الطيران التابع لحكومة طبرق."""
    before = within(reading.entities, place.name_start - _LIST, place.name_end)
    named = (e for e in before if e.end == place.name_end and e.start <= place.start)
    return any(e.kind in FORCES or (e.kind in ARMED and e.start < place.start) for e in named)


def may_hold(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether something may have happened at a place by what the words around it say."""
    if place.role != "place" or is_patron(reading, place) or is_of_occasion(reading, place):
        return False
    if names_attack(reading, place):
        return False
    if place.relation in _ELSEWHERE and not (
        _each_of(reading, place) or is_reached(reading, place) or _is_whole(reading, place)
    ):
        return False
    if is_held(reading, place) or is_hospital(reading, place) or acts_as_state(reading, place):
        return False
    if place.kind == COUNTRY:  # بين تركيا وروسيا are two sides
        led = bool(place.relation) and place.relation != _BETWEEN and not _in_name(reading, place)
        return led or is_scene(reading, place.start)
    return True


def _in_name(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a country is part of an actor's name: التحالف بقيادة الولايات المتحدة."""
    before = within(reading.entities, place.name_start - _LIST, place.name_end)
    return any(e.start < place.name_start and e.end >= place.name_end for e in before)


def _each_of(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a list behind "each of" holds a place: في كل من الرقة وحماة is no "from Raqqa"."""
    return bool(within(reading.cued("each"), place.name_start - _LIST, place.name_start))


def _is_whole(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place is the whole of the parts before it: في مناطق متفرقة من الضفة is no "from the Bank"."""
    if place.relation != _WHOLE:
        return False
    before = within(reading.cued("several-areas"), place.start - _PARTS, place.start)
    return any("،" not in reading.text[c.word_end : place.start] for c in before)


def _are_provinces(reading: Reading, places: Sequence[PlaceHit]) -> bool:
    """Tell whether a bare list names provinces by their capitals: في حماة وإدلب."""
    return all(is_wide(p) or is_capital(reading, p) for p in places) and not any(p.relation == "near" for p in places)


def _area(reading: Reading, places: Sequence[PlaceHit]) -> Site:
    """Return the smallest area that holds all places of a list, with each of them as a further place."""
    gazetteer = reading.lexicon.gazetteer
    ids = [place.place_id for place in places if place.place_id is not None]
    area = smallest_common_area(ids, gazetteer)
    if area is None:
        return Site(place=places[0], others=tuple(places[1:]), rule="place-list")
    entry, point = gazetteer.places[area], gazetteer.point(area)
    whole = places[0]._replace(
        place_id=area,
        precision=point.precision,
        lat=point.lat,
        lon=point.lon,
        admin1=entry.admin1,
        country=entry.country,
        name_en=entry.name_en,
        name_ar=entry.name_ar,
        kind=entry.kind,
        end=places[-1].end,
    )
    return Site(place=whole, others=tuple(places), rule="place-list")


def _before(reading: Reading, group: Group, speech: Speech) -> tuple[Site, ...]:
    """Return the place told before the group in its sentence: fronted (وفي ريف اللاذقية), or its antecedent."""
    sentence = reading.sentences[group.sentence]
    earlier = candidates(reading, sentence.start, group.start, speech)
    free = (p for p in earlier if speech.judged_before(p.start - _CLOSE, p.start) is None)  # دانت الخرطوم القصف
    fronted = [p for p in free if not within(reading.words, sentence.start, p.start)]
    fronted = [p for p in fronted if not is_of_talks(reading, p, group)]  # تستضيف أربيل اجتماعا لبحث الهجمات
    relative = within(reading.cued("relative"), group.start, group.head.start)
    if relative and earlier:
        runs = join_lists(reading, earlier)  # من مدينة جنين، شمالي الضفة: the town
        return (Site(place=runs[-1][-1], rule="place-antecedent"),)
    if not fronted:
        return ()
    goes_on = group.head.verbal and group.head.particle.startswith(_AND)
    return (Site(place=_spot_within(fronted[-1], earlier, goes_on=goes_on), rule="place-fronted"),)


def _measured(reading: Reading, group: Group, speech: Speech) -> tuple[Site, ...]:
    """Return the spot so far from a town: على بعد 20 كيلومترا شمال بغداد."""
    spot = measured_place(reading, group.start, group.end, speech)
    return (Site(place=spot, rule="place-measured"),) if spot is not None else ()


def _fled_at(group: Group) -> int:
    """Return where a word of flight ends, 0 where nobody is told to have fled."""
    return next((hit.end for hit in group.casualties if hit.casualty and hit.casualty.measure == FLED), 0)


def _homes(reading: Reading, group: Group, speech: Speech, fled: int) -> tuple[Site, ...]:
    """Return the one town of those who were taken, where no other is told: اعتقلت القوات شابين من بلدة كذا.

    Who flees does so from where it happens: نزح ألف مدني من الفلوجة جراء القصف.
    """
    if group.head.event not in _TAKEN and not fled:
        return ()
    told = within(reading.places, fled or group.head.end, group.end)
    homes = [p for p in told if p.relation == _WHOLE and p.role == "place" and (fled or is_named_area(reading, p))]
    homes = [p for p in homes if not speech.holds(p.name_start)]
    return (Site(place=homes[0], rule="place-home"),) if len(distinct_places(homes)) == 1 else ()


def _under_heading(reading: Reading, group: Group, place: PlaceHit, speech: Speech) -> Site:
    """Return the one spot that a sentence names below its heading: الحسكة:: اعتقلت قسد عشرة بعد مداهمة قرية الخازوق."""
    if place.relation != _HEADING:
        return Site(place=place)
    sentence = reading.sentences[group.sentence]
    comma = reading.text.find(_COMMA, group.head.end, sentence.end)
    for end in (sentence.end, comma):
        spots = [p for p in candidates(reading, place.end, end, speech) if not is_wide(p)]
        if len(distinct_places(spots)) == 1:
            return Site(place=spots[-1], rule="place-below")
    return Site(place=place)


def _spot_within(area: PlaceHit, places: Sequence[PlaceHit], *, goes_on: bool = False) -> PlaceHit:
    """Return the one spot of an area that is told between it and the event; the area where there is none or several.

    A verb that goes on (داهم الجنود المخيم واعتقلوا) stays where the one before it was: also within a town.
    """
    inside = _is_of if goes_on else _is_inside
    spots = distinct_places([p for p in places if p.start > area.start and inside(p, area)])
    return spots[0] if len(spots) == 1 else area


def _is_of(place: PlaceHit, area: PlaceHit) -> bool:
    """Tell whether a place may lie in or by a town named before it: the same province, or none known."""
    return not is_wide(place) and place.country in {None, area.country} and place.admin1 in {None, area.admin1}


def _is_inside(place: PlaceHit, area: PlaceHit) -> bool:
    if area.relation == _HEADING or area.kind == ADMIN1:
        return not is_wide(place) and place.country == area.country and place.admin1 == area.admin1
    return False
