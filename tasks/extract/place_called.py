"""What the words before a name call it: a town, an area, or nothing, so that a capital may stand for its province."""

from tasks.extract.gazetteer import ADMIN1
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within


def is_classed(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a word before a name says what it is: مدينة حماة, the town and not its province."""
    return bool(within(reading.cued("settlement"), place.start, place.name_start))


def is_named_area(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a word before a name says that it is a town or a province: ستة فلسطينيين من محافظة الخليل."""
    return is_classed(reading, place) or bool(within(reading.cued("area"), place.start, place.name_start))


def is_capital(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a bare name is that of a province and of its capital: في حماة وإدلب."""
    if place.place_id is None or is_classed(reading, place):
        return False
    return any(
        area.kind == ADMIN1 and area.name_ar.endswith(place.name_ar or "?")
        for area in reading.lexicon.gazetteer.parents(place.place_id)
    )
