"""A raid and what came of it: اقتحمت القوات البلدة واعتقلت سبعة, مواجهات عقب اقتحام المخيم, is one happening.

Of the two the raid is the lesser news: the row is the arrests, the clash or the abduction, with the words of the raid.
"""

from collections.abc import Sequence

from tasks.extract.agreement import dates_agree, is_point, is_quarter_of, same_name, sides_agree
from tasks.extract.drafts import Draft
from tasks.extract.grouping import Group
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.retelling import is_added, opens_another
from tasks.extract.round_up import lies_within
from tasks.text.segment import Sentence

_RAIDS = frozenset({"oth-raid", "oth-storm", "oth-landing"})
RAID = "other"
_LISTED = "place-listed"
_BROUGHT = frozenset(
    {
        *("arrests", "abduction", "attack", "armed-clash", "looting"),
        *("protest-with-intervention", "excessive-force", "violent-demonstration"),
    }
)
_FURTHER = 1  # sentences over which a telling goes on


def is_raid(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether one of two passages close by is the raid in which the other came about."""
    raid, other = (one, two) if _is_raid(one) else (two, one)  # asked of every two passages of an article
    if not _is_raid(raid) or other.event not in _BROUGHT or _LISTED in raid.fired or _LISTED in other.fired:
        return False
    if not 0 <= two.groups[0].sentence - one.groups[-1].sentence <= _FURTHER or opens_another(reading, two):
        return False
    if not _is_sited(reading, one, two) or (raid is two and is_added(reading, two)):
        return False
    agree = dates_agree(one, two) and sides_agree(one, two, reading.lexicon.unnamed)
    return agree and one.status == two.status


def _is_raid(draft: Draft) -> bool:
    return draft.event == RAID and not _RAIDS.isdisjoint(draft.rules)


def _is_sited(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two passages are set in one place: named by both, or the words of one name none of its own.

    Arrests "of a man from another town" in the next sentence may have been made there.
    """
    if one.place is not None and two.place is not None:
        near = is_quarter_of(one.place, two.place) or is_quarter_of(two.place, one.place)
        return near or same_name(one.place, two.place) or lies_within(one.place, two.place)
    known = one.place or two.place
    apart = two.groups[0].sentence > one.groups[-1].sentence
    open_one = one if one.place is None else two
    return not any(_is_elsewhere(place, known) for place in _named(reading, open_one, alone=apart))


def _named(reading: Reading, draft: Draft, *, alone: bool) -> Sequence[PlaceHit]:
    """Return the places that the passages of an event name, where it stands alone all that their sentences do."""
    spans: Sequence[Group | Sentence] = draft.groups
    if alone:
        spans = [reading.sentences[number] for number in dict.fromkeys(group.sentence for group in draft.groups)]
    return [p for span in spans for p in within(reading.places, span.start, span.end)]


def _is_elsewhere(place: PlaceHit, known: PlaceHit | None) -> bool:
    return is_point(place) and not same_name(place, known)


def tells_raid(one: Draft, two: Draft) -> bool:
    """Tell whether a raid gives way to what it brought."""
    return _is_raid(one) and two.event in _BROUGHT
