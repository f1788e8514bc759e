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
_PAPERS = "-media"
_OF_STATE = frozenset({"state", "government", "ministry", "person", "outlet", "agency"})
_FORCES: Final = frozenset({"army", "air-force", "navy"})


def give_to_speaker(reading: Reading, group: Group, parties: Parties, speech: Speech) -> Parties:
    """Return the sides with a bare army as that of the ministry or army that speaks: قالت أنقرة إن الجيش قصف.

    Not where the text named the army of the story in full before: then الجيش is that one again.
    """
    if not any(_is_bare(reading, e) for e in parties.actors):
        return parties
    country = _country_of_speaker(reading, group, speech)
    if country is None or not _is_at_war(reading, group, speech, country, parties):
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


def _is_at_war(reading: Reading, group: Group, speech: Speech, country: str, parties: Parties) -> bool:
    """Tell whether a speaker means an army of his own: of his ministry, or one that the text names in full as well.

    قالت وسائل إعلام إسرائيلية إن الجيش قصف البلدة needs no such name where the other army is not named in full.
    """
    frame = speech.innermost(group.head.start, group.head.end)
    speaker = (frame.source_entity_id if frame is not None else None) or ""
    if speaker.endswith(_SPEAKING):
        return True
    full = {e.entity_id for e in reading.entities if not e.rule_id.startswith(STORY_COUNTRY)}
    fights = any(one in full for one in (f"actor:{country}-army", f"actor:{country}-air-force"))
    kind = reading.lexicon.entities.known[speaker].kind
    papers = speaker.endswith(_PAPERS) and not any(e.entity_id in full for e in parties.actors)
    return papers or (fights and kind in _OF_STATE)


def _country_of_speaker(reading: Reading, group: Group, speech: Speech) -> str | None:
    """Return the country of who tells of a passage; None where the outlet does, or one of no country."""
    frame = speech.innermost(group.head.start, group.head.end)
    speaker = frame.source_entity_id if frame is not None else None
    if speaker is None or speaker not in reading.lexicon.entities.known:
        return None
    country = reading.lexicon.entities.known[speaker].country
    return country.lower() if country else None
