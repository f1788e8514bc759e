"""Who owns up to an attack whose town is told: "the bombing of Kirkuk" is the one of nobody known told before it."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.agreement import dates_agree, is_point, same_name, types_agree
from tasks.extract.drafts import Draft
from tasks.extract.reading import Reading
from tasks.extract.union import join

_BLASTS = frozenset({"remote-explosive", "suicide-bomb", "attack", "armed-clash"})
_NEWS = frozenset({"asserted"})


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
