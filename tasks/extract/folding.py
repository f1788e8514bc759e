"""Headlines and leads that sum up: what only they tell is told again, nearer, below them.

"Wounded by shelling on the Aleppo countryside" is the shelling of a village told below, whoever each is read to blame;
so is a lead that repeats the headline with no number and no spot of its own.
"""

from dataclasses import replace

from tasks.extract.agreement import (
    VIOLENT,
    dates_agree,
    is_near,
    is_point,
    places_agree,
    sides_agree,
    types_agree,
)
from tasks.extract.amounts import TOLL
from tasks.extract.drafts import Draft
from tasks.extract.event_kinds import compatible_events
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading
from tasks.extract.retelling import counts_all, opens_another
from tasks.extract.round_up import is_wide, may_be_victims, opens_item
from tasks.extract.ties import may_be_headline
from tasks.extract.union import join

_TOLD_AGAIN = 2  # events from which on one may tell what the headline told
_MEMORY = 40
_OPEN = frozenset({"attack", "armed-clash"})
_BELOW = 3  # sentences below a lead in which what it sums up is told
_KILLED, _NEARLY = "killed", 3  # a headline and its lead differ by half at most
_SOME = 5  # dead: of fewer another number is another happening
_DEEDS = VIOLENT | {"arrests", "abduction"}
_AROUND = "countryside"
_AREA = 4  # UCDP precision from which a place is a province or wider


def fold_headline(reading: Reading, merged: list[Draft]) -> tuple[Draft, ...]:
    """Return the events; the one that only the headline tells is the first of its kind below it.

    A headline with a number that no event below has is the sum of several.
    """
    if len(merged) < _TOLD_AGAIN:
        return tuple(merged)
    for index, event in enumerate(merged[1:_MEMORY], 1):
        if _sums_up(reading, merged[0], event):
            return (told_nearer(merged[0], event), *merged[1:index], *merged[index + 1 :])
    if _counts_nearly(reading, merged[0], merged[1]):
        return (told_nearer(_without_toll(merged[0]), merged[1]), *merged[2:])
    return tuple(merged)


def _counts_nearly(reading: Reading, heading: Draft, lead: Draft) -> bool:
    """Tell whether the lead right below a headline counts a few more or less: مقتل 12 جنديا ... إن 15 جنديا قتلوا."""
    dead = [next((a.best or a.low or 0 for a in d.amounts if a.measure == _KILLED), 0) for d in (heading, lead)]
    if min(dead) < _SOME or dead[0] == dead[1] or max(dead) * 2 > min(dead) * _NEARLY:
        return False
    if not is_headline(reading, heading) or lead.groups[0].sentence - heading.groups[-1].sentence > 1:
        return False
    told = may_be_headline(reading, _without_toll(heading), lead) and may_be_victims(reading, heading, lead)
    return told and sides_agree(heading, lead, reading.lexicon.unnamed) and not opens_another(reading, lead)


def _without_toll(draft: Draft) -> Draft:
    return replace(draft, amounts=tuple(a for a in draft.amounts if a.measure not in TOLL))


def _sums_up(reading: Reading, heading: Draft, event: Draft) -> bool:
    if opens_item(reading, heading, event) or not may_be_victims(reading, heading, event):
        return False
    if _is_told_closer(reading, heading, event):
        return True
    if is_headline(reading, heading):
        return may_be_headline(reading, heading, event) or _is_lead_of(reading, heading, event)
    return _is_lead_of(reading, heading, event)


def is_headline(reading: Reading, draft: Draft) -> bool:
    """Tell whether an event is told only in the lines without a full stop that open the article."""
    last = draft.groups[-1].sentence
    return draft.status == "asserted" and not any(s.stopped for s in reading.sentences[: last + 1])


def told_nearer(heading: Draft, event: Draft) -> Draft:
    """Return a heading with the event that it tells: its sides and its spot are those told nearer."""
    whole = join(heading, event)
    place = whole.place if is_point(whole.place) and not is_wide(whole.place) else event.place or whole.place
    sharper = event.event in VIOLENT - _OPEN and not (event.untyped or event.toll_only)
    kind = event.event if sharper and whole.event in VIOLENT else whole.event
    return replace(
        whole, event=kind, actors=event.actors or whole.actors, targets=event.targets or whole.targets, place=place
    )


def _is_lead_of(reading: Reading, lead: Draft, event: Draft) -> bool:
    """Tell whether a lead of an area, with no number of its own, sums up an event told right below it."""
    if lead.groups[0].sentence > 0 or not _is_general(lead) or lead.status != event.status:
        return False
    if not 0 < event.groups[0].sentence - lead.groups[-1].sentence <= _BELOW or not is_point(event.place):
        return False
    if (
        not _is_of_kind(lead, event)
        or not types_agree(reading, lead, event)
        or not dates_agree(lead, event)
        or opens_another(reading, event)
    ):
        return False
    return holds(lead.place, event.place) and sides_agree(lead, event, reading.lexicon.unnamed)


def _is_told_closer(reading: Reading, lead: Draft, event: Draft) -> bool:
    """Tell whether an event right below a lead has its few victims and a spot in its area: whoever each blames, is one.

    A headline that tells two things at once is read with the arm and the side of one of them.
    """
    if lead.groups[0].sentence > 0 or lead.status != event.status or not {lead.event, event.event} <= _DEEDS:
        return False
    if not 0 < event.groups[0].sentence - lead.groups[-1].sentence <= _BELOW or not is_point(event.place):
        return False
    harmed = [{a.measure for a in draft.amounts if a.measure in TOLL} for draft in (lead, event)]
    if not harmed[0] or harmed[0] != harmed[1] or not counts_all(event, lead) or opens_another(reading, event):
        return False
    return _is_general(lead) and dates_agree(lead, event) and holds(lead.place, event.place)


def _is_of_kind(lead: Draft, event: Draft) -> bool:
    """Tell whether a lead calls an attack what the passage below it does, or leaves open what it was."""
    if not {lead.event, event.event} <= VIOLENT:
        return False
    return lead.event in _OPEN or compatible_events(lead.event, event.event)


def _is_general(draft: Draft) -> bool:
    """Tell whether a passage counts nothing and names at most an area."""
    counted = any(not a.vague and (a.best or a.low or 0) > 1 for a in draft.amounts)
    return not (counted or draft.other_places) and (draft.place is None or is_wide(draft.place))


def holds(area: PlaceHit | None, spot: PlaceHit | None) -> bool:
    """Tell whether an area may hold a spot; a town named for its north or west stands for its province."""
    if area is None or spot is None or places_agree(area, spot) or is_near(area, spot):
        return True
    if area.relation == _AROUND:
        return False  # ريف منبج holds the villages around that town, and no other town of the province
    return area.extent < _AREA and area.admin1 == spot.admin1 and area.admin1 is not None
