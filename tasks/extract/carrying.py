"""What a clause leaves to the one before: its subject (انها استهدفت, طائراتها), and with it the kind of strike."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.arguments import Parties
from tasks.extract.coreference import sides_meet
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group, compatible_events
from tasks.extract.hits import ARMED, FORCES
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech

_SPEAKERS = ARMED | frozenset({"ministry", "person", "government"})
_REACH = 2  # sentences
_NEAR = 4  # words between the pronoun and its verb
_OURS = "con-organ-ours"
_STRIKES = frozenset({"air-drone-strike", "shelling"})


def carry_sides(reading: Reading, group: Group, parties: Parties, speech: Speech, earlier: Sequence[Draft]) -> Parties:
    """Return the sides with an actor from the words before, where the clause itself leaves it out."""
    if parties.actors or group.head.frame in {"mutual", "none", "target"} or group.head.shape == "passive":
        return parties
    owner = _owner(reading, group, speech)
    if owner is not None and owner not in parties.targets:
        return replace(parties, actors=(owner,), rules=(*parties.rules, "agent-owner"))
    subject = _subject_of_sentence(reading, group, speech)
    if subject is not None and not _same((subject,), parties.targets):
        return replace(parties, actors=(subject,), rules=(*parties.rules, "agent-sentence"))
    before = _previous(group, earlier)
    if before is not None and not _same(before.actors, parties.targets):
        return replace(parties, actors=before.actors, rules=(*parties.rules, "agent-carried"))
    return parties


def _same(one: tuple[EntityHit, ...], two: tuple[EntityHit, ...]) -> bool:
    return bool({e.entity_id for e in one} & {e.entity_id for e in two})


def _owner(reading: Reading, group: Group, speech: Speech) -> EntityHit | None:
    """Return who owns طائراتها or is meant by أنها: the nearest name before it in the sentence."""
    for cue in within(reading.cues, group.start, group.hits[-1].start):
        pronoun = cue.payload.effect == "that-pronoun"
        if cue.payload.effect == "organ" or (pronoun and _words(reading, cue.word_end, group.head.start) <= _NEAR):
            if cue.payload.cue_id == _OURS:
                return _speaker(reading, group, speech)
            start = reading.sentences[group.sentence].start
            named = [e for e in within(reading.entities, start, cue.start) if e.kind in _SPEAKERS]
            return named[-1] if named else None
    return None


def _speaker(reading: Reading, group: Group, speech: Speech) -> EntityHit | None:
    """Return who speaks where a quotation says "our aircraft"."""
    frame = speech.innermost(group.head.start, group.head.end)
    if frame is None or frame.source_entity_id is None:
        return None
    return next((e for e in reading.entities if e.entity_id == frame.source_entity_id), None)


def _words(reading: Reading, start: int, end: int) -> int:
    return len(reading.text[start:end].split())


def _subject_of_sentence(reading: Reading, group: Group, speech: Speech) -> EntityHit | None:
    """Return the force that a sentence begins with, for a verb joined by and: منعت القوات ... واعتقلت."""
    if not group.head.verbal or not group.head.particle.startswith("و"):
        return None
    start = reading.sentences[group.sentence].start
    forces = [e for e in within(reading.entities, start, group.start) if e.kind in FORCES and not speech.holds(e.start)]
    return forces[0] if forces and len({e.entity_id for e in forces}) == 1 else None


def _previous(group: Group, earlier: Sequence[Draft]) -> Draft | None:
    event = group.head.event
    for draft in reversed(earlier):
        if group.sentence - draft.groups[-1].sentence > _REACH:
            return None
        if draft.actors and event is not None and compatible_events(event, draft.event):
            return draft
    return None


def carry_events(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with unspecified strikes and attacks typed as the nearest strike told by the same side."""
    return tuple(_typed(drafts, index) for index in range(len(drafts)))


def _typed(drafts: Sequence[Draft], index: int) -> Draft:
    draft = drafts[index]
    if not _is_untyped(draft):
        return draft
    known = [i for i, other in enumerate(drafts) if other.event in _STRIKES and _may_lend(other, draft)]
    if not known:
        return draft
    nearest = min(known, key=lambda i: (abs(i - index), i))
    return replace(draft, event=drafts[nearest].event, rules=(*draft.rules, "type-carried"))


def _is_untyped(draft: Draft) -> bool:
    if "strike-by-target" in draft.rules:
        return True
    told = {hit.event for group in draft.groups for hit in group.events}
    return "by-target" in draft.rules and bool(draft.actors) and told <= {"assault"}


def _may_lend(other: Draft, draft: Draft) -> bool:
    if "strike-by-target" in other.rules:
        return False
    return not draft.actors or not other.actors or sides_meet(other.actors, draft.actors)
