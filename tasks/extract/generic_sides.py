"""Soldiers, police and armies that are named without a country take the one of their spokesman or of the event.

"Three soldiers were killed in Sinai" are Egyptian soldiers unless the text names the army of another country; where it
does, they stay soldiers.
"""

from collections.abc import Sequence

from tasks.extract.actor_kinds import FORCES
from tasks.extract.agreement import may_be
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.reading import Reading
from tasks.extract.saying import Speech

_SLOTS = {
    "actor:army": "army",
    "actor:police": "police",
    "actor:security-forces": "security",
    "actor:soldiers": "army",
}
_MEN = frozenset({"actor:soldiers", "actor:armed-groups"})
_GENERIC = _MEN.union(_SLOTS)
_OFFICIAL = frozenset({"army", "air-force", "navy", "police", "ministry"})
_SENT = frozenset({"coalition", "forces"})
_SOLDIERS = frozenset({"army", "air-force", "navy", "coalition"})


def name_forces(reading: Reading, drafts: Sequence[Draft], speech: Speech) -> tuple[Draft, ...]:
    """Return the drafts with forces of no country named by their spokesman's, else by the event's."""
    if not any(e.entity_id in _GENERIC for d in drafts for e in (*d.actors, *d.targets)):
        return tuple(drafts)
    armies = _armies(reading)
    named = (_named(reading, draft, armies, speech) for draft in drafts)
    return tuple(
        d.but(actors=_without_kind(d.actors), targets=_without_kind(d.targets)) if _names_kind(d) else d for d in named
    )


def _names_kind(draft: Draft) -> bool:
    return any(e.entity_id in _MEN for e in (*draft.actors, *draft.targets))


def _without_kind(sides: tuple[EntityHit, ...]) -> tuple[EntityHit, ...]:
    """Return a side without the word for its men where its name stands as well: two soldiers dead at army positions."""
    named = [e for e in sides if e.entity_id not in _MEN and e.kind in FORCES]
    return tuple(e for e in sides if not (e.entity_id in _MEN and may_be(tuple(named), (e,), _MEN)))


def _armies(reading: Reading) -> frozenset[str]:
    """Return the countries whose soldiers a text names."""
    known = reading.lexicon.entities.known
    found = (known[e.entity_id].country for e in reading.entities if e.kind in _SOLDIERS)
    return frozenset(country for country in found if country)


def _named(reading: Reading, draft: Draft, armies: frozenset[str], speech: Speech) -> Draft:
    country = _spoken_for(reading, draft, speech)
    if country is None and draft.place is not None and armies <= {draft.place.country or ""}:
        country = draft.place.country
    if country is None and draft.place is not None and len(armies) == 1:
        country = _occupier(reading, draft.place.country, next(iter(armies)))
    if country is None:
        return draft
    return draft.but(
        actors=_with_countries(reading, draft.actors, country, draft.targets),
        targets=_with_countries(reading, draft.targets, country, draft.actors),
    )


def _occupier(reading: Reading, there: str | None, known: str) -> str | None:
    """Return the only country whose army a text names where the place of an event has no army but that one."""
    instead = reading.lexicon.entities.instead.get(f"actor:{(there or '').lower()}-army", "")
    return known if instead.startswith(f"actor:{known.lower()}-") else None


def _with_countries(
    reading: Reading, side: tuple[EntityHit, ...], country: str, others: tuple[EntityHit, ...]
) -> tuple[EntityHit, ...]:
    """Return a side with its forces named, without one that stands on the other side: nobody fights himself.

    Men told beside a force of several states are its men: هاجموا قاعدة للقوات الأممية وقتلوا عشرة جنود.
    """
    told = {entity.entity_id for entity in others}
    sent = any(e.kind in _SENT for e in side)
    named = ((e, e if sent and e.entity_id in _MEN else _with_country(reading, e, country)) for e in side)
    free = ((entity, known) for entity, known in named if known.entity_id not in told or entity.entity_id in _MEN)
    return tuple(entity if known.entity_id in told else known for entity, known in free)


def _spoken_for(reading: Reading, draft: Draft, speech: Speech) -> str | None:
    """Return the country of the army or police that tells of the event."""
    head = draft.groups[0].head
    frame = speech.innermost(head.start, head.end)
    index = reading.lexicon.entities
    if frame is None or frame.source_entity_id is None:
        return None
    official = index.kinds.get(frame.source_entity_id) in _OFFICIAL
    return index.known[frame.source_entity_id].country if official else None


def _with_country(reading: Reading, entity: EntityHit, country: str) -> EntityHit:
    index = reading.lexicon.entities
    force = f"actor:{country.lower()}-{_SLOTS.get(entity.entity_id, '')}"
    if entity.entity_id not in _SLOTS or force not in index.known:
        return entity
    return entity._replace(entity_id=force, kind=index.kinds[force], rule_id=f"country-of-event:{entity.entity_id}")
