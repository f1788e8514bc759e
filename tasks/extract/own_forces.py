"""Whose army is meant where a ministry of defence says "the army": its own, not that of the country it fights in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tasks.extract.entities import EntityHit
from tasks.extract.entity_offices import STORY_COUNTRY
from tasks.extract.grouping import Group
from tasks.extract.parties import Parties
from tasks.extract.reading import Reading
from tasks.extract.saying import Speech

_SPEAKING = ("-mod", "-army")
_FORCES: Final = frozenset({"army", "air-force", "navy"})


def give_to_speaker(reading: Reading, group: Group, parties: Parties, speech: Speech) -> Parties:
    """Return the sides with a bare army as that of the ministry or army that speaks: قالت أنقرة إن الجيش قصف.

    Not where the text named the army of the story in full before: then الجيش is that one again.
    """
    if not any(_is_bare(reading, e) for e in parties.actors):
        return parties
    country = _country_of_speaker(reading, group, speech)
    if country is None:
        return parties
    return replace(parties, actors=tuple(_given(reading, parties.actors, country)))


def _given(reading: Reading, actors: Sequence[EntityHit], country: str) -> list[EntityHit]:
    """Return the actors with each bare force given to a country, where that has such a force."""
    index = reading.lexicon.entities
    given = []
    for entity in actors:
        force = f"actor:{country}-{entity.entity_id.partition('-')[2]}"
        bare = _is_bare(reading, entity) and force in index.known
        given.append(entity._replace(entity_id=force, rule_id="force-of-speaker") if bare else entity)
    return given


def _is_bare(reading: Reading, entity: EntityHit) -> bool:
    """Tell whether a force was named without a country, and its country not named with one before."""
    if entity.kind not in _FORCES or not entity.rule_id.startswith(STORY_COUNTRY):
        return False
    return not any(
        e.entity_id == entity.entity_id and not e.rule_id.startswith(STORY_COUNTRY)
        for e in reading.entities
        if e.start < entity.start
    )


def _country_of_speaker(reading: Reading, group: Group, speech: Speech) -> str | None:
    """Return the country of the ministry of defence, or of the army, that tells of a passage; None where none does."""
    frame = speech.innermost(group.head.start, group.head.end)
    speaker = frame.source_entity_id if frame is not None else None
    if speaker is None or not speaker.endswith(_SPEAKING):
        return None
    country = reading.lexicon.entities.known[speaker].country
    return country.lower() if country else None
