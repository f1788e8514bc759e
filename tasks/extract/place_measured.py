"""Where something happened of which only the way from a town is told: على بعد 20 كيلومترا شمال بغداد.

The town itself is not the place. The point lies that far from it, on the side that is told; without a side, a short
way off it is the surroundings of the town, and a long way off nobody knows where.
"""

import math

from tasks.extract.gazetteer import COUNTRY
from tasks.extract.place_context import KILOMETRES, read_outward
from tasks.extract.place_hit import UNLISTED, PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.text.normal import normal_form
from tasks.text.number import Number

_WIDE = frozenset({COUNTRY, "region"})
_MEASURED, _DISTANCE, _SIDE = "distance-from", "distance", "direction"
_REACH = 60  # characters of "at a distance of about 20 kilometres to the"
_DEGREE = 111.2  # kilometres
_NEAR = 25.0  # kilometres: UCDP precision 2
_SIDED_NEAR = 60.0  # kilometres: told with its side a point is right by about two fifths of the way
_FAR = 250.0
_NEAR_PRECISION, _VAGUE = 2, 5
_BEARINGS = {
    name: 45.0 * at
    for at, name in enumerate(("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"))
}


def measured_place(reading: Reading, start: int, end: int, speech: Speech) -> PlaceHit | None:
    """Return the spot a told way off the one town that a span measures from; None where none or several are."""
    from_towns = [p for p in within(reading.places, start, end) if p.relation == _MEASURED and p.kind not in _WIDE]
    from_towns = [p for p in from_towns if not speech.holds(p.name_start)]
    town = from_towns[0] if len(from_towns) == 1 else None
    before = within(reading.numbers, town.start - _REACH, town.start) if town is not None else ()
    if town is None or not before or before[-1].kind != _DISTANCE:
        return None
    return _spot(reading, town, before[-1])


def _spot(reading: Reading, town: PlaceHit, number: Number) -> PlaceHit | None:
    """Return the point that lies so far from a town; without one where it may lie anywhere around it."""
    away, side = _way(reading, town, number), _side_of(reading, town)
    if away is None or town.lat is None or town.lon is None or away > _FAR:
        return None
    near = away <= (_SIDED_NEAR if side else _NEAR)
    lat, lon = moved(town.lat, town.lon, away, _BEARINGS[side]) if side else (town.lat, town.lon)
    known, start = side or near, min(number.start, town.start)
    return town._replace(
        place_id=None, name_en=None, name_ar=reading.text[start : town.name_end], admin1=None, role="place",
        start=start, kind=UNLISTED, town=town.place_id,
        lat=round(lat, 3) if known else None, lon=round(lon, 3) if known else None,
        precision=_NEAR_PRECISION if near else _VAGUE,
    )  # fmt: skip


def _way(reading: Reading, town: PlaceHit, number: Number) -> float | None:
    """Return the kilometres that a number and its unit tell."""
    cues, told = reading.lexicon.gazetteer.cues, number.best if number.best is not None else number.low
    units = normal_form(reading.text[number.end : town.start]).split()
    scale = next((KILOMETRES[unit] for word in units if (unit := cues.value(_DISTANCE, word)) in KILOMETRES), None)
    return None if told is None or scale is None else told * scale


def _side_of(reading: Reading, town: PlaceHit) -> str:
    """Return on which side of a town the way leads, empty where none is told."""
    words = normal_form(reading.text[town.start : town.name_start]).split()
    cues, _ = read_outward(words, reading.lexicon.gazetteer.cues)
    return next((cue.value for cue in cues if cue.kind == _SIDE), "")


def moved(lat: float, lon: float, kilometres: float, bearing: float) -> tuple[float, float]:
    """Return the point so many kilometres away at a bearing (degrees from north), on a flat map: right to 1 % here."""
    angle = math.radians(bearing)
    north, east = kilometres * math.cos(angle), kilometres * math.sin(angle)
    return lat + north / _DEGREE, lon + east / (_DEGREE * math.cos(math.radians(lat)))
