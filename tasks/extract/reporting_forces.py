"""Which force speaks of a deed that nobody else is named for: its own communique tells what it did."""

from tasks.extract.actor_kinds import BANDS, FORCES
from tasks.extract.agreement import sides_meet
from tasks.extract.entities import EntityHit
from tasks.extract.event_kinds import GAINS
from tasks.extract.grouping import Group
from tasks.extract.organs import OFFICES, as_force
from tasks.extract.parties import Parties
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.extract.speech_frame import Frame

_ANNOUNCES = "speech.say-announce.noun"
_COALITION = "coalition"
_TAKERS = ("authorities", "-gov")
_TAKING = frozenset({"arrests", "disrupted-weapons"})


def reporting_force(reading: Reading, group: Group, parties: Parties, speech: Speech) -> tuple[EntityHit, ...]:
    """Return the force that reports the death or arrest of its enemies, or a town that it took."""
    gains = is_gain(group)
    if group.hits[0].trigger is not None and group.head.event not in _TAKING and not gains:
        return ()
    enemies = [e for e in parties.targets if e.kind in BANDS or _is_local(reading, group, e)]
    speaker = _speaking_force(reading, group, speech)
    if speaker is not None and gains:
        if names_other(reading, group, speech.innermost(group.head.start, group.head.end)):
            return ()
        if _announces(reading, group, speaker, speech):
            speaker = as_force(reading, speaker)
        elif speaker.kind not in FORCES:
            return ()
        return () if sides_meet((speaker,), parties.targets) else (speaker,)
    if speaker is None or not (enemies or group.head.event in _TAKING):
        return ()
    force = as_force(reading, speaker) if group.head.event not in _TAKING else speaker
    told = force.kind in FORCES - BANDS or (group.head.event in _TAKING and _may_take(reading, group, force))
    return (force,) if told and not sides_meet((force,), parties.targets) else ()


def _announces(reading: Reading, group: Group, speaker: EntityHit, speech: Speech) -> bool:
    """Tell whether a state or its ministry announces a taking that stands right behind it: أعلنت روسيا السيطرة على."""
    frame = speech.innermost(group.head.start, group.head.end)
    announced = frame is not None and frame.rule_id == _ANNOUNCES and frame.stance == "asserts"
    state = reading.lexicon.entities.known[speaker.entity_id].parent_id if speaker.kind == "ministry" else None
    formal = speaker.kind == "state" or (state is not None and reading.lexicon.entities.kinds[state] == "state")
    beside = frame is not None and not reading.text[frame.source_end : group.head.start].strip()
    return announced and formal and beside


def _is_local(reading: Reading, group: Group, entity: EntityHit) -> bool:
    """Tell whether a coalition is one of groups of the country it fights in, no ally of many states: قسد in Syria."""
    country = reading.lexicon.entities.known[entity.entity_id].country
    there = {place.country for place in within(reading.places, group.start, group.end)}
    return entity.kind == _COALITION and country is not None and country in there


def is_gain(group: Group) -> bool:
    """Tell whether a noun of taking a place is what a group tells: سيطرتها على البلدة."""
    return group.head.event in GAINS and group.head.shape == "noun"


def _speaking_force(reading: Reading, group: Group, speech: Speech) -> EntityHit | None:
    """Return who speaks; for its spokesman, and for a source within it that no list names, the force itself."""
    frame = speech.innermost(group.head.start, group.head.end)
    speaker = find_speaker(reading, group, speech)
    if speaker is not None and speaker.kind == "person":
        index = reading.lexicon.entities
        parent = index.known[speaker.entity_id].parent_id
        force = parent is not None and index.kinds.get(parent) in FORCES
        return speaker._replace(entity_id=parent, kind=index.kinds[parent]) if force and parent else speaker
    if speaker is not None or frame is None:
        return speaker
    named = [e for e in within(reading.entities, frame.source_start, frame.source_end) if e.kind in FORCES]
    return named[0] if len({e.entity_id for e in named}) == 1 else None  # مصادر في قيادة الجيش الوطني


def _may_take(reading: Reading, group: Group, speaker: EntityHit) -> bool:
    """Tell whether who reports an arrest made it: authorities; a state that stands before it, and no other near it."""
    if speaker.kind != "state":
        return speaker.kind == "ministry" or speaker.entity_id.endswith(_TAKERS)
    named = within(reading.entities, reading.sentences[group.sentence].start, group.end)
    others = any(e.kind in FORCES | OFFICES and e.entity_id != speaker.entity_id for e in named)
    return not others and any(e.entity_id == speaker.entity_id and e.end <= group.head.start for e in named)


def find_speaker(reading: Reading, group: Group, speech: Speech) -> EntityHit | None:
    """Return who speaks where a quotation says "our aircraft"."""
    frame = speech.innermost(group.head.start, group.head.end)
    if frame is None or frame.source_entity_id is None:
        return None
    return next((e for e in reading.entities if e.entity_id == frame.source_entity_id), None)


def names_other(reading: Reading, group: Group, frame: Frame | None) -> bool:
    """Tell whether a force stands between a speaker and a deed: قال الجيش إن ما نشرته الحركة عن سيطرتها كاذب."""
    end = frame.source_end if frame is not None else group.head.start
    return any(e.kind in FORCES for e in within(reading.entities, end, group.head.start))
