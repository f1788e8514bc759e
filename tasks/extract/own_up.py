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
_ANNOUNCING = ("say-announce", "say-acknowledge", "say-affirm", "say-own-up")
_FINITE = frozenset({"perfect", "imperfect"})
_WORD = 16  # characters of a verb before a name
_NEWS = frozenset({"asserted"})
OWNED = "agent-owned"
"""The rule of who owns up, with nothing behind it, to the attack just told."""
_BEFORE = 60  # characters in which the name of who owns up stands before the word
_ENDS = frozenset({"", ".", "،", "؛", "\n"})
_OWNS_UP, _OFFICIAL = "agent-owns-up", frozenset({"army", "police", "air-force", "navy"})
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
    for cue in owning_cues(reading):
        owner = _owner(reading, cue) if _closes(reading, cue.word_end) else None
        index = last_told(reading, told, cue.word_start) if owner is not None else None
        if owner is not None and index is not None:
            told[index] = replace(told[index], actors=(owner,), rules=(*told[index].rules, OWNED))
    return tuple(told)


def owning_cues(reading: Reading) -> list[Match[Cue]]:
    """Return the words of who owns up to a deed told before: مسؤوليتها, and behind a verb of announcing تنفيذه."""
    did = [c for c in reading.cued("carried-out") if _is_announced(reading, c.word_start)]
    return [*reading.cued("owned"), *did]


def _is_announced(reading: Reading, at: int) -> bool:
    """Tell whether a verb of announcing stands right before the name of the force right before an offset."""
    named = within(reading.entities, max(0, at - _BEFORE), at)
    before = within(reading.tokens, max(0, named[-1].start - _WORD), named[-1].start) if named else ()
    verbs = reading.lexicon.speech.verbs
    forms = (verbs.get(before[-1].norm) or verbs.get(before[-1].norm[1:]) or ()) if before else ()
    return any(form.verb.verb_id.startswith(_ANNOUNCING) and form.shape in _FINITE for form in forms)


def _closes(reading: Reading, end: int) -> bool:
    """Tell whether a clause ends at an offset, or only says in what it was announced: مسؤوليتها في بيان."""
    if reading.text[end : end + 1] in _ENDS:
        return True
    behind = [t for t in within(reading.tokens, end, end + 2 * _WORD)[:2] if t.norm[0].isalnum()]
    noun = reading.lexicon.speech.nouns.get(behind[-1].norm) if len(behind) > 1 else None
    return (
        noun is not None
        and noun.kind == "document"
        and "within" in reading.lexicon.speech.particles.get(behind[0].norm, ())
    )


def _owner(reading: Reading, cue: Match[Cue]) -> EntityHit | None:
    """Return the force that stands right before the word in its sentence, where nobody negates it."""
    start = reading.sentences[reading.sentence_at(cue.word_start)].start
    first = max(start, cue.word_start - _BEFORE)
    named = [e for e in within(reading.entities, first, cue.word_start) if e.kind in FORCES]
    negated = any(c.payload.effect == "negated" for c in within(reading.cues, first, cue.word_start))
    if not named or negated or reading.text[named[-1].end : cue.word_start].strip():
        return None
    return named[-1]


def last_told(reading: Reading, drafts: Sequence[Draft], at: int) -> int | None:
    """Return the number of the attack of nobody known that was told last before an offset, near it."""
    here = reading.sentence_at(at)
    before = [(g.head.start, i) for i, d in enumerate(drafts) for g in d.groups if g.head.start < at]
    if not before:
        return None
    told_at, index = max(before)
    event = drafts[index]
    nameless = is_nameless(reading, event)
    near = here - reading.sentence_at(told_at) <= _BACK
    return index if near and nameless and event.status in _NEWS and event.event in _BLASTS else None


def _owns_up(draft: Draft) -> bool:
    """Tell whether a passage has nothing but who owns up and where it was."""
    group = draft.groups[0]
    alone = len(draft.groups) == 1 and not (group.head.verbal or group.casualties)
    named = draft.speaker in {e.entity_id for e in draft.actors}
    return alone and named and not draft.amounts and draft.date is None and not draft.targets and not draft.refuted


def _is_its(reading: Reading, event: Draft, draft: Draft) -> bool:
    """Tell whether an attack told before is what somebody owns up to: in that town, by nobody known."""
    nameless = is_nameless(reading, event)
    alike = types_agree(reading, event, draft) or {event.event, draft.event} <= _BLASTS
    told = event.status in _NEWS and nameless and not event.other_places and dates_agree(event, draft)
    return told and alike and is_point(draft.place) and same_name(event.place, draft.place)


def is_nameless(reading: Reading, event: Draft) -> bool:
    """Tell whether nobody is named as the doer of an event, or only men of any group."""
    return {e.entity_id for e in event.actors} <= reading.lexicon.unnamed


def is_of_foe(event: Draft, draft: Draft) -> bool:
    """Tell whether a deed is that of the state he fights who owns up: قتل الجنود 15 منهم. وتبنت الجماعة الهجوم."""
    own = _OWNS_UP in draft.fired and bool(event.actors) and all(e.kind in _OFFICIAL for e in event.actors)
    return own and all(e.kind not in _OFFICIAL for e in draft.actors)
