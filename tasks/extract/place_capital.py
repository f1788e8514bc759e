"""A capital that stands for its state: a light for Ankara, if Beijing does not move; and not where something fell.

News call a state by its capital. Behind the word of an event it is a town (هجوم لندن, قصف دمشق), also with a word that
says so (العاصمة باريس) and where other places of its country are told; else a bare capital acts.
"""

from collections.abc import Sequence

from tasks.extract.lexicon import Cue
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.text.match import Match
from tasks.text.normal import normal_form

_TO = "ل"
_OF_PLACES = frozenset({"con-undergo-saw", "con-undergo-hit"})  # دار, وقع have what happened for their subject
_BEFORE = 40  # characters before a capital in which what struck it is told: استهدفت غارات إسرائيلية دمشق
_TOWN = "town"
_COUNTRY = "country"
_PLACE = "place"
_CAPITAL = "capital"


def acts_as_state(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a bare capital stands for its state: طالبت أوروبا موسكو بوقف القتال, ضوء أخضر لأنقرة."""
    capitals = reading.lexicon.gazetteer.capitals
    if place.place_id not in capitals or place.relation or _is_called_capital(reading, place):
        return False
    if _strikes(reading, place):
        return True  # قصفت طهران مواقع
    if any(not reading.text[c.word_end : place.start].strip() for c in _undergone(reading, place)):
        return False  # شهدت بغداد مظاهرة, تعرضت صنعاء لغارات
    if within(reading.words, place.start - _BEFORE, place.start) and not _is_parted(reading, place):
        return False
    return not _is_told_of(reading.places, place)


def is_scene(reading: Reading, offset: int) -> bool:
    """Tell whether a state at an offset is where something befell, no side of it: شهدت ليبيا اشتباكات بين X وY."""
    before = within(reading.cued("undergo"), offset - _BEFORE, offset)[-1:]
    told = bool(before) and before[0].payload.cue_id in _OF_PLACES
    return told and not reading.text[before[0].word_end : offset].strip()


def _strikes(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a capital right behind the verb of a deed is read as its government."""
    named = any(e.rule_id == _CAPITAL for e in within(reading.entities, place.start, place.end))
    verb = within(reading.words, place.start - _BEFORE, place.start)[-1:]
    return named and bool(verb) and not reading.text[verb[0].word_end : place.start].strip()


def _undergone(reading: Reading, place: PlaceHit) -> Sequence[Match[Cue]]:
    """Return the verbs before a capital whose subject is the town that something befell."""
    return within(reading.cued("undergo"), place.start - _BEFORE, place.start)


def _is_called_capital(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a class word stands in the phrase of a capital or before it: مدينة كييف, العاصمة الفرنسية باريس."""
    words = normal_form(reading.text[max(0, place.start - _BEFORE) : place.name_start]).split()[-3:]
    cues = (reading.lexicon.gazetteer.cues.outward.get(word) for word in words)
    return any(cue is not None and cue.kind == "class" and cue.value == _TOWN for cue in cues)


def _is_parted(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a sign or another verb's clause parts a capital from the word of an event before it."""
    last = within(reading.words, place.start - _BEFORE, place.start)[-1]
    return any(sign in reading.text[last.word_end : place.start] for sign in "،,.؛:")


def _is_told_of(places: Sequence[PlaceHit], capital: PlaceHit) -> bool:
    """Tell whether other places of the country of a capital are named: the story may be there."""
    return any(
        p.country == capital.country and p.kind != _COUNTRY and p.role == _PLACE and p.place_id != capital.place_id
        for p in places
    )
