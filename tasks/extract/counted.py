"""Two counts of one happening: the raids and the sorties of one day, "three provinces" and the names of the three."""

from tasks.extract.agreement import sides_meet
from tasks.extract.drafts import Draft
from tasks.extract.reading import Reading, within
from tasks.extract.retelling import is_added, opens_another

_FLIGHTS = frozenset({"raids", "sorties"})
_NEXT = 1  # sentences over which a count goes on
_SEVERAL = 2
_BESIDE = 2  # characters between a number and the word for an area: a blank, an article
_AREAS = frozenset({"area", "settlement"})


def counts_on(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage goes on counting what the one before counts: شنت 237 غارة، ونفذت 131 طلعة.

    Reconnaissance that is added (كما نفذت) and flights over another country are told apart by their words.
    """
    if not 0 <= two.groups[0].sentence - one.groups[-1].sentence <= _NEXT or one.status != two.status:
        return False
    return _counts_flights(reading, one, two) or _names_counted(reading, one, two)


def _counts_flights(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether one passage counts raids, the next the sorties of the same side, its subject left out."""
    first, later = ({a.measure for a in draft.amounts} & _FLIGHTS for draft in (one, two))
    if not first or not later or first & later or "agent-carried" not in two.rules:
        return False
    return sides_meet(one.actors, two.actors) and not (opens_another(reading, two) or is_added(reading, two))


def _names_counted(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage names as many areas as the one before counts: في ثلاث محافظات ... حماة وحمص واللاذقية."""
    if one.other_places or len(two.other_places) < _SEVERAL or opens_another(reading, two):
        return False
    group = one.groups[-1]
    return any(
        number.best == len(two.other_places) and _counts_areas(reading, number.end)
        for number in within(reading.numbers, group.start, group.end)
    )


def _counts_areas(reading: Reading, end: int) -> bool:
    """Tell whether the word behind a number is one for areas or settlements: ثلاث محافظات, أربع قرى."""
    behind = within(reading.cues, end, end + _BESIDE)
    return any(cue.payload.effect in _AREAS for cue in behind)
