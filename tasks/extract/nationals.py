"""Whose people are meant: of a country where a number stands before its name, of a nation where a man of it attacks."""

from collections.abc import Sequence

from tasks.extract.actor_kinds import ARMED
from tasks.extract.denial_words import side_of
from tasks.extract.entities import EntityHit
from tasks.extract.reading import Reading, within

_CIVIL, _NATION = "-civilians", "-people"
_PAIR = 2
OF_STATE = frozenset({"army", "police"})
"""Forces of a state; soldiers of no country beside them are its own."""
_NUMBER = 40  # characters of a number in words
_TANWIN = ("ا", "اً", "ًا")  # قتل 12 سوريا: twelve Syrians, written like the country


def as_people(reading: Reading, entity: EntityHit) -> EntityHit:
    """Return who attacks as one of his people: نفذه شاب فلسطيني is the deed of no civilian."""
    if not entity.entity_id.endswith(_CIVIL):
        return entity
    return _named(reading, entity, entity.entity_id.removesuffix(_CIVIL) + _NATION)


def as_counted(reading: Reading, entity: EntityHit) -> EntityHit:
    """Return a country that a number counts as its people: قتل 12 سوريا في القصف."""
    if entity.kind != "state" or not entity.text.endswith(_TANWIN):
        return entity
    before = within(reading.numbers, entity.start - _NUMBER, entity.start)
    counted = bool(before) and before[-1].counts and not reading.text[before[-1].end : entity.start].strip()
    return _named(reading, entity, entity.entity_id + _NATION) if counted else entity


def _named(reading: Reading, entity: EntityHit, people: str) -> EntityHit:
    known = reading.lexicon.entities
    return entity._replace(entity_id=people, kind=known.kinds[people]) if people in known.known else entity


def of_others(reading: Reading, doers: Sequence[EntityHit], hit: tuple[EntityHit, ...]) -> tuple[EntityHit, ...]:
    """Return who was hit without men of the doer's own side beside others: صد الجيش هجوما لكذا وأصيب شرطيان."""
    if not doers or len(hit) < _PAIR:
        return hit
    own, known = {side_of(e.entity_id, reading) for e in doers}, reading.lexicon.entities.known
    state = any(e.kind in OF_STATE for e in doers)
    others = (e for e in hit if not (state and e.kind in OF_STATE and known[e.entity_id].country is None))
    return tuple(e for e in others if e.kind not in ARMED or side_of(e.entity_id, reading) not in own) or hit
