"""What keeps an item of a round-up from being the telling of the headline or of the item before it."""

from tasks.extract.agreement import may_be, same_name
from tasks.extract.amounts import TOLL
from tasks.extract.drafts import Draft
from tasks.extract.place_called import is_capital, is_classed
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.text.segment import Sentence

_AND = "و"
_OPENING = 4  # characters in which "and in" stands
_AREA = 4  # UCDP precision from which a place is a province or wider
_DIRECTED = "-of"  # شمالي إدلب: a part of the province that is named as its town
_ASIDE = 1.0  # degrees: how far off what happened "south of" a city may be told to be
_AROUND = "countryside"  # ريف منبج: the villages of a town


def opens_item(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether "and in" another place opens the sentence: وفي قرية الزر قضى مدني برصاص مجهولين."""
    group = two.groups[0]
    start = reading.sentences[group.sentence].start
    if two.place is None or not reading.text.startswith(_AND, start):
        return False
    led = within(reading.cued("in"), start, start + _OPENING)
    places = within(reading.places, start, group.head.start)
    return bool(led and places) and not same_name(one.place, places[0])


def may_be_victims(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two passages leave room for the same victims: a woman shot is no soldier whom a shell killed."""
    if not (one.targets and two.targets and any(a.measure in TOLL for a in one.amounts)):
        return True
    return may_be(one.targets, two.targets, reading.lexicon.unnamed)


def is_wide(place: PlaceHit | None) -> bool:
    """Tell whether a place is a province or more, a part of one told by its town, or the villages of a town."""
    if place is None:
        return False
    return place.extent >= _AREA or place.relation == _AROUND or place.relation.endswith(_DIRECTED)


def lies_within(area: PlaceHit | None, spot: PlaceHit | None) -> bool:
    """Tell whether a place lies in the part of a province that another names by its town: غربي إدلب, قرية الجديدة."""
    if area is None or spot is None or not is_wide(area) or area.extent >= _AREA:
        return False
    return area.admin1 is not None and area.admin1 == spot.admin1


def lies_toward(area: PlaceHit | None, spot: PlaceHit | None) -> bool:
    """Tell whether a place lies on the side of a town that another names: جنوب كابول, مدينة بل علم."""
    if area is None or spot is None or not area.relation.endswith(_DIRECTED) or area.country != spot.country:
        return False
    if area.lat is None or area.lon is None or spot.lat is None or spot.lon is None:
        return False
    north, east = spot.lat - area.lat, spot.lon - area.lon
    sides = (("north", north), ("south", -north), ("east", east), ("west", -east))
    told = [way for name, way in sides if name in area.relation]
    return bool(told) and min(told) > 0 and max(abs(north), abs(east)) <= _ASIDE


def holds(reading: Reading, area: PlaceHit | None, spot: PlaceHit | None) -> bool:
    """Tell whether a place lies in a part of a province, or in the one that its bare capital stands for: في إدلب."""
    if lies_within(area, spot):
        return True
    if area is None or spot is None or spot.admin1 is None or area.admin1 != spot.admin1:
        return False
    return is_capital(reading, area)


def names_place(reading: Reading, sentence: Sentence, place: PlaceHit | None) -> bool:
    """Tell whether a sentence names a place, or a spot by it where the place is no town: في بادية كذا جنوب الشدادي."""
    if place is None:
        return False
    told = within(reading.places, sentence.start, sentence.end)
    if any(same_name(other, place) for other in told):
        return True
    if is_classed(reading, place):
        return False  # قصف على مدينة حماة, then بلدة شمالي حماة
    name = f" {reading.text[place.name_start : place.name_end]} "
    return any(name in f"{reading.text[other.name_end : other.end]} " for other in told)
