"""What a clause leaves to the one before: its subject (انها استهدفت, طائراتها), and with it the kind of strike."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.arguments import Parties
from tasks.extract.coreference import sides_meet
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group, compatible_events
from tasks.extract.hits import ARMED
from tasks.extract.reading import Reading, within

_SPEAKERS = ARMED | frozenset({"ministry", "person", "government"})
_REACH = 2  # sentences
_NEAR = 4  # words between the pronoun and its verb
_STRIKES = frozenset({"air-drone-strike", "shelling"})


def carry_sides(reading: Reading, group: Group, parties: Parties, earlier: Sequence[Draft]) -> Parties:
    """Return the sides with an actor from the words before, where the clause itself leaves it out."""
    if parties.actors or group.head.frame in {"mutual", "none", "target"} or group.head.shape == "passive":
        return parties
    owner = _owner(reading, group)
    if owner is not None and owner not in parties.targets:
        return replace(parties, actors=(owner,), rules=(*parties.rules, "agent-owner"))
    before = _previous(group, earlier)
    if before is not None and not _same(before.actors, parties.targets):
        return replace(parties, actors=before.actors, rules=(*parties.rules, "agent-carried"))
    return parties


def _same(one: tuple[EntityHit, ...], two: tuple[EntityHit, ...]) -> bool:
    return bool({e.entity_id for e in one} & {e.entity_id for e in two})


def _owner(reading: Reading, group: Group) -> EntityHit | None:
    """Return who owns طائراتها or is meant by أنها: the nearest name before it in the sentence."""
    for cue in within(reading.cues, group.start, group.hits[-1].start):
        pronoun = cue.payload.effect == "that-pronoun"
        if cue.payload.effect == "organ" or (pronoun and _words(reading, cue.word_end, group.head.start) <= _NEAR):
            start = reading.sentences[group.sentence].start
            named = [e for e in within(reading.entities, start, cue.start) if e.kind in _SPEAKERS]
            return named[-1] if named else None
    return None


def _words(reading: Reading, start: int, end: int) -> int:
    return len(reading.text[start:end].split())


def _previous(group: Group, earlier: Sequence[Draft]) -> Draft | None:
    event = group.head.event
    for draft in reversed(earlier):
        if group.sentence - draft.groups[-1].sentence > _REACH:
            return None
        if draft.actors and event is not None and compatible_events(event, draft.event):
            return draft
    return None


def carry_event(event: str, how: str, parties: Parties, earlier: Sequence[Draft]) -> tuple[str, str]:
    """Return the type of an unspecified strike: that of the strike before by the same side."""
    accused = how == "by-target" and bool(parties.actors) and event == "attack"
    if how != "strike-by-target" and not accused:
        return event, how
    for draft in reversed(earlier):
        if draft.event in _STRIKES and (not parties.actors or sides_meet(draft.actors, parties.actors)):
            return draft.event, "type-carried"
    return event, how
