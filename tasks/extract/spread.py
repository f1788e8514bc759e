"""Over which towns a total was spread: 18 in the West Bank, وتركزت الاعتقالات في نابلس وجنين, are one wave of arrests.

Such a sentence counts nothing of its own: its towns are further places of the total told before it.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.agreement import dates_agree
from tasks.extract.drafts import Draft
from tasks.extract.event_kinds import compatible_events
from tasks.extract.place_lists import distinct_places
from tasks.extract.reading import Reading, within

_SPREAD = "spread"
_REACH = 2  # sentences behind the total
_BESIDE = 3  # characters between the verb and its noun
_WIDE = 4  # UCDP precision from which a place is an area that may hold towns


def spread_of(reading: Reading, earlier: Sequence[Draft], draft: Draft) -> int | None:
    """Return the total with a number of its own whose towns a passage tells; None where it tells something else."""
    head = draft.groups[0].head
    if not draft.definite or head.verbal or draft.amounts or draft.place is None or not _is_spread(reading, draft):
        return None
    for index in range(len(earlier) - 1, -1, -1):
        total = earlier[index]
        if draft.groups[0].sentence - total.groups[0].sentence > _REACH:
            return None
        if total.amounts and _may_hold(total, draft):
            return index
    return None


def with_towns(total: Draft, draft: Draft) -> Draft:
    """Return a total with the towns of a passage as further places of it."""
    places = (*total.other_places, *(draft.other_places or (draft.place,)))
    told = tuple(distinct_places([p for p in places if p is not None]))
    groups = total.groups if draft.groups[0] in total.groups else (*total.groups, *draft.groups)
    return replace(total, groups=groups, other_places=told, rules=(*total.rules, "place-spread"))


def _is_spread(reading: Reading, draft: Draft) -> bool:
    """Tell whether a verb of being spread stands right before the noun of a passage, or right behind it."""
    head = draft.groups[0].head
    sentence = reading.sentences[draft.groups[0].sentence]
    before = within(reading.cued(_SPREAD), sentence.start, head.start)
    after = within(reading.cued(_SPREAD), head.end, head.end + _BESIDE)
    return bool(after) or (bool(before) and head.start - before[-1].word_end <= _BESIDE)


def _may_hold(total: Draft, draft: Draft) -> bool:
    """Tell whether the total is of the kind, the day and the country of a passage, over an area or several places."""
    wide = total.place is not None and (total.place.extent >= _WIDE or bool(total.other_places))
    same = total.status == draft.status and total.country in {None, draft.country}
    return wide and same and compatible_events(total.event, draft.event) and dates_agree(total, draft)
