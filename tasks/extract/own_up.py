"""Who owns up to an attack whose town is told: "the bombing of Kirkuk" is the one of nobody known told before it."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.actor_kinds import FORCES
from tasks.extract.agreement import dates_agree, is_point, same_name, types_agree
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.extract.union import join
from tasks.text.match import Match

_BLASTS = frozenset({"remote-explosive", "suicide-bomb", "attack", "armed-clash"})
_NEWS = frozenset({"asserted"})
OWNED = "agent-owned"
"""The rule of who owns up, with nothing behind it, to the attack just told."""
_BEFORE = 60  # characters in which the name of who owns up stands before the word
_ENDS = frozenset({"", ".", "،", "؛", "\n"})
_BACK = 1  # sentences from owning up to the attack


def join_owned(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts; one that only owns up (تبنى التنظيم تفجير كركوك) is joined to the attack there told before.

    Asked last, for the place of that attack may only follow from the rest of its sentence.
    """
    if any(draft.parent is not None for draft in drafts):
        return tuple(drafts)  # parts point to their totals by number
    kept: list[Draft] = []
    for draft in drafts:
        owned = [i for i, other in enumerate(kept) if _is_its(reading, other, draft)] if _owns_up(draft) else []
        if len(owned) == 1:
            kept[owned[0]] = replace(join(kept[owned[0]], draft), actors=draft.actors)
        else:
            kept.append(draft)
    return tuple(kept)


def name_owners(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts, each with who owns up right behind it at the end of a clause: وأعلنت حركة طالبان مسؤوليتها."""
    told = list(drafts)
    for cue in reading.cued("owned"):
        owner = _owner(reading, cue) if reading.text[cue.word_end : cue.word_end + 1] in _ENDS else None
        index = _last_told(reading, told, cue.word_start) if owner is not None else None
        if owner is not None and index is not None:
            told[index] = replace(told[index], actors=(owner,), rules=(*told[index].rules, OWNED))
    return tuple(told)


def _owner(reading: Reading, cue: Match[Cue]) -> EntityHit | None:
    """Return the force that stands right before the word in its sentence, where nobody negates it."""
    start = reading.sentences[reading.sentence_at(cue.word_start)].start
    first = max(start, cue.word_start - _BEFORE)
    named = [e for e in within(reading.entities, first, cue.word_start) if e.kind in FORCES]
    negated = any(c.payload.effect == "negated" for c in within(reading.cues, first, cue.word_start))
    if not named or negated or reading.text[named[-1].end : cue.word_start].strip():
        return None
    return named[-1]


def _last_told(reading: Reading, drafts: Sequence[Draft], at: int) -> int | None:
    """Return the number of the attack of nobody known that was told last before an offset, near it."""
    here = reading.sentence_at(at)
    before = [i for i, d in enumerate(drafts) if d.groups[-1].head.start < at]
    if not before:
        return None
    index = max(before, key=lambda i: drafts[i].groups[-1].head.start)
    event = drafts[index]
    nameless = {e.entity_id for e in event.actors} <= reading.lexicon.unnamed
    near = here - event.groups[-1].sentence <= _BACK
    return index if near and nameless and event.status in _NEWS and event.event in _BLASTS else None


def _owns_up(draft: Draft) -> bool:
    """Tell whether a passage has nothing but who owns up and where it was."""
    group = draft.groups[0]
    alone = len(draft.groups) == 1 and not (group.head.verbal or group.casualties)
    named = draft.speaker in {e.entity_id for e in draft.actors}
    return alone and named and not draft.amounts and draft.date is None and not draft.targets and not draft.refuted


def _is_its(reading: Reading, event: Draft, draft: Draft) -> bool:
    """Tell whether an attack told before is what somebody owns up to: in that town, by nobody known."""
    nameless = {e.entity_id for e in event.actors} <= reading.lexicon.unnamed
    alike = types_agree(reading, event, draft) or {event.event, draft.event} <= _BLASTS
    told = event.status in _NEWS and nameless and not event.other_places and dates_agree(event, draft)
    return told and alike and is_point(draft.place) and same_name(event.place, draft.place)
