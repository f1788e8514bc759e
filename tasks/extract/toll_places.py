"""What sets a toll apart from the event before it by where it fell: another town behind "and"."""

from collections.abc import Sequence

from tasks.extract.amounts import words_between
from tasks.extract.gaps import Gap
from tasks.extract.hits import Hit
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within

_TOLD = frozenset({"verb", "passive"})
_BARE = "bare"
_FIGHT = "armed-clash"
_NO_FIGHT = frozenset(
    {
        "strike",
        "blast",
        "remote-explosive",
        "suicide-bomb",
        "shelling",
        "air-drone-strike",
        "abduction",
        "arrests",
        "looting",
    }
)
_MURDERS = ("att-assassin", "att-execut")
_FALLEN = 9  # words between a verb of a toll and in what they fell: whose they were
_SITED = 2  # words between a blow and where it fell
_TOWN = 3  # up to which a place is a town or a district
_ONTO, _SIGNS = " ل", "،؛.\n"
_AND, _BY, _PLACE = "و", "ب", "place"


def is_told_anew(reading: Reading, run: Sequence[Hit], gap: Gap, hit: Hit, places: Sequence[PlaceHit]) -> bool:
    """Tell whether a verb of a toll behind "and" leads to another place than the event before, told with its own."""
    if _adds_elsewhere(reading, run, hit, places):
        return True
    later = any(day.later for day in within(reading.dates, run[-1].end, hit.start))  # وفي اليوم التالي قتل اثنان
    opened = hit.verbal and (later or hit.particle.startswith(_AND))
    if not opened or not places or places[0].points_back:
        return False
    told = within(reading.places, run[0].start, hit.start)
    if not (gap.places or (told and any(other.casualty is not None for other in run))):
        return False
    return not any(_is_part_of(places[0], place) for place in told)


def is_set_elsewhere(reading: Reading, run: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether "and in" another town opens the clause of a toll: شن الطيران غارات على بنش، وفي نوى قتل شرطيان."""
    between = within(reading.places, run[-1].end, hit.start)
    told = within(reading.places, run[0].start, run[-1].end) or between[:-1]
    if hit.shape not in _TOLD or hit.particle or not between or not told or not any(other.trigger for other in run):
        return False
    place = between[-1]
    opened = place.role == _PLACE and place.relation and reading.text.startswith(_AND, place.start)
    if not opened or place.points_back or words_between(reading, place.end, hit.start) > 1:
        return False
    return not any(_is_part_of(place, other) for other in (*told, *between[:-1]))


def falls_elsewhere(reading: Reading, run: Sequence[Hit], hit: Hit, blow: Hit | None) -> bool:
    """Tell whether victims behind "and" are those of a blow right behind them, which has a place of its own.

    اغتيال مسؤول في درعا وضحايا بقصف على اعزاز: nobody shelled Daraa.
    """
    if blow is None or not hit.particle.startswith(_AND) or blow.trigger is None:
        return False
    if _falls_in_fight(reading, run, hit, blow):
        return True
    if hit.shape != _BARE:
        return False
    if blow.particle != _BY or reading.text[hit.end : blow.start].strip():
        return False
    told = within(reading.places, run[0].start, hit.start)
    stop = reading.sentences[hit.sentence].end
    behind = within(reading.places, blow.end, stop)
    return bool(told and behind) and not any(_is_part_of(behind[0], place) for place in told)


def _falls_in_fight(reading: Reading, run: Sequence[Hit], hit: Hit, fight: Hit) -> bool:
    """Tell whether people fell in a fight that is told right behind them, and before it what was no fight.

    انفجرت عبوة في كابول، وقتل أربعة من الشرطة في مواجهات مع طالبان: the charge killed nobody.
    """
    led = [
        c
        for c in within(reading.cued("in"), hit.end, fight.start)
        if not reading.text[c.word_end : fight.start].strip()
    ]
    if fight.event != _FIGHT or fight.verbal or fight.definite or not led or hit.shape not in _TOLD:
        return False
    if words_between(reading, hit.end, fight.start) > _FALLEN or within(reading.words, hit.end, led[0].word_start):
        return False
    told = [other for other in run if other.trigger is not None]
    return bool(told) and all(other.event in _NO_FIGHT or _is_execution(other) for other in told)


def _is_execution(hit: Hit) -> bool:
    return hit.trigger is not None and hit.trigger.trigger_id.startswith(_MURDERS)


def leads_elsewhere(reading: Reading, run: Sequence[Hit], event: Hit, behind: Sequence[Hit]) -> bool:
    """Tell whether a clause tells of a blow on another place: فيما خلف الانفجار الذي استهدف مسجدا في هرات ستة قتلى."""
    tolls = [hit.start for hit in behind if hit.casualty is not None and hit.start > event.end]
    places = within(reading.places, event.end, tolls[0] if tolls else event.end)
    told = within(reading.places, run[0].start, run[-1].end)
    if not places or not told or places[0].points_back:
        return False
    return not any(_is_part_of(places[0], place) or _is_part_of(place, places[0]) for place in told)


def befell_elsewhere(reading: Reading, run: Sequence[Hit], hit: Hit, event: Hit) -> bool:
    """Tell whether a toll behind "and" is that of "the shelling" of another town: قصف كذا، وأصيب خمسة بالقصف على بنش.

    Whom the shelling of a town hit is told so town by town; a town within the province told before is no other one.
    """
    if not (hit.verbal and hit.particle.startswith(_AND)):
        return False
    told = within(reading.places, run[0].start, hit.start)
    here = within(reading.places, event.end, reading.sentences[hit.sentence].end)
    if not told or not here or words_between(reading, event.end, here[0].start) > _SITED or here[0].points_back:
        return False
    if not (told[-1].extent <= _TOWN and here[0].extent <= _TOWN):
        return False
    return not any(_is_part_of(here[0], place) or _is_part_of(place, here[0]) for place in told)


def _is_part_of(place: PlaceHit, other: PlaceHit) -> bool:
    """Tell whether a place is another told before, or a quarter of it."""
    return place.name_ar == other.name_ar or (place.town is not None and place.town == other.place_id)


def _adds_elsewhere(reading: Reading, run: Sequence[Hit], hit: Hit, places: Sequence[PlaceHit]) -> bool:
    """Tell whether "in addition to" adds the dead of another blow, elsewhere: إضافة إلى مقتل ثلاثة بغارة على كذا."""
    before = within(reading.cued("plus"), run[-1].end, hit.start)
    if hit.verbal or not before or not places or places[0].points_back:
        return False
    if reading.text[before[-1].word_end : hit.start].strip(_ONTO):
        return False
    told = within(reading.places, run[0].start, hit.start)
    parted = any(sign in reading.text[hit.end : places[0].start] for sign in _SIGNS)
    return not parted and not any(_is_part_of(places[0], other) for other in told)
