"""Wounded and dead who are taken to a hospital: they were hit elsewhere, and who is "the wounded" was counted before.

ونقل الجريحان الآخران إلى مشافي المدينة tells no blow in that town and no two further victims.
"""

from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.hits import NO_EVENT, Hit
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within

_CARRIED = "carried-off"
_CARE = frozenset({"object:hospital", "object:clinic", "object:medical"})
_HOSPITALS = _CARE | {"object:prison"}
_NAME = 90  # characters from a hospital to the towns that it and others are in
_CLAUSE = 200  # characters before a hospital in which its clause begins: a text without a sign stays linear
_NEXT = 12  # characters from a hospital to "which"
_NEAR = 40  # characters from a verb of carrying to who is carried
_BESIDE = 2  # words between them: نقلت سيارات الإسعاف المصابين
_REACH = 90  # characters from a verb of carrying to the hospital, with who is carried between
_TREATED = "con-treated"
_HURT = frozenset({"killed", "injured"})
_STOPS = "،.؛\n"
_ENDS = ".؛\n"


def is_hospital(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place is only that of the hospital to which somebody is taken: نقل المصابون إلى مشفى في كذا."""
    things = [o for o in within(reading.objects, place.start - _NAME, place.name_end) if o.entity_id in _HOSPITALS]
    if not things or any(sign in reading.text[things[0].end : place.name_start] for sign in _ENDS):
        return False  # إلى مشافي دمشق، وقطنا
    told = (word.payload for word in within(reading.words, things[0].end, place.start))
    if any(isinstance(word, Trigger) and word.event != NO_EVENT for word in told):
        return False  # إلى مستشفى كذا بعد انفجار في كذا
    first = things[0].start
    carried = within(reading.cued(_CARRIED), first - _REACH, first)
    if not carried or any(sign in reading.text[carried[-1].word_end : first] for sign in _STOPS):
        return False
    # نقلت وكالة عن مدير مستشفى كذا has no "to"
    return is_led_to(reading, carried[-1].word_end, first, _BESIDE)


def is_led_to(reading: Reading, start: int, end: int, words: int) -> bool:
    """Tell whether "to" is among the last words of a span: إلى | مستشفى, إلى أقرب | مشفى."""
    to = reading.lexicon.prepositions.of("goal")
    return any(word in to for word in reading.text[start:end].split()[-words:])


def takes_them_in(reading: Reading, thing: EntityHit) -> bool:
    """Tell whether a hospital is only where the hurt were brought or are treated: نقل الجرحى إلى مستشفى المدينة.

    It stood among what a raid had hit; where shells reach it (امتد القصف إلى المستشفى) nobody is carried there.
    """
    if thing.entity_id not in _CARE:
        return False
    text = reading.text
    if within(reading.cued("relative"), thing.end, thing.end + _NEXT):
        return False  # المستشفى الذي تعرض بدوره للقصف
    start = max(0, thing.start - _CLAUSE)
    first = max(start, *(text.rfind(sign, start, thing.start) + 1 for sign in _STOPS))
    carried = within(reading.cued(_CARRIED), first, thing.start)
    if is_led_to(reading, first, thing.start, _BESIDE):
        told = within(reading.words, first, thing.start)
        hurt = told[-1].payload if told else None
        return bool(carried) or (isinstance(hurt, Casualty) and hurt.measure in _HURT)
    treated = [c.word_end for c in carried if c.payload.cue_id == _TREATED]
    inside = reading.lexicon.prepositions.of("within")
    there = any(word in inside for word in text[first : thing.start].split()[-_BESIDE:])
    return there and bool(treated) and not within(reading.words, treated[-1], thing.start)


def tells_the_wounded(reading: Reading, draft: Draft) -> bool:
    """Tell whether a passage only says where "the wounded" were taken."""
    if not draft.toll_only:
        return False
    return all(hit.definite and _is_carried(reading, hit) for group in draft.groups for hit in group.hits)


def _is_carried(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb of carrying stands right before a word for wounded or dead, or the ambulance between."""
    before = within(reading.cued(_CARRIED), hit.start - _NEAR, hit.start)
    between = reading.text[before[-1].word_end : hit.start] if before else _STOPS
    if any(sign in between for sign in _STOPS) or len(between.split()) > _BESIDE:
        return False
    told = (c.payload.effect for c in within(reading.cues, before[-1].word_end, hit.start))
    return not any(effect.startswith("that") or effect == "preposition" for effect in told)  # نقلت عن مصدر أن القتلى
