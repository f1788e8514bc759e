"""One event per happening: passages of one article that tell the same event become one draft.

Two passages are one event when nothing keeps them apart (another place, day, side, another number of the same measure)
and something ties them: the same town, the same telling number, headline and lead, or a noun with the article that has
nothing of its own (الغارات) and so points back. A toll points back to the event before it. What points back and finds
nothing tells nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.agreement import (
    TELLING,
    dates_agree,
    is_near,
    is_point,
    numbers_agree,
    places_agree,
    same_name,
    sides_agree,
    sides_meet,
)
from tasks.extract.amounts import TOLL, Amount
from tasks.extract.drafts import Draft
from tasks.extract.grouping import compatible_events
from tasks.extract.reading import Reading, within

VIOLENT = frozenset(
    (
        *("air-drone-strike", "shelling", "remote-explosive", "suicide-bomb", "grenade", "chemical-weapon"),
        *("attack", "armed-clash"),
    )
)
_TOLL_REACH = 2  # sentences over which a toll looks back for its event
_TELLS_AGAIN = 1  # sentences for each of the dead over which an equal toll tells the same attack
_ABOUT = 99  # the end of tens: a vague number ties nothing
_FURTHER = 1  # sentences over which a telling goes on
_OPENING = 60  # characters around an event word in which "another" stands
_DISTRICT = 3  # UCDP precision above which a place is an area
_LEAD = 2  # sentences that a headline and a lead take
_UNSAID = frozenset({"assault", "strike", "attack"})  # words that leave open with what
_SAID = frozenset({"air-drone-strike", "shelling", "remote-explosive", "suicide-bomb", "grenade", "chemical-weapon"})
_MEMORY = 40  # events that a reader keeps in mind: a text of thousands stays linear
_RARE = 10  # a number from which on equal numbers tie passages although their places differ in detail


def merge_drafts(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with those of one happening merged, in order of their first passage."""
    merged: list[Draft] = []
    for draft in drafts:
        index = _antecedent(reading, merged, draft)
        if index is not None:
            merged[index] = join(merged[index], draft)
        elif not draft.headline and not points_back(draft):
            merged.append(draft)
    return tuple(merged)


def points_back(draft: Draft) -> bool:
    """Tell whether a passage only names what was told before: a noun with the article and nothing of its own."""
    return draft.definite and is_bare(draft)


def is_bare(draft: Draft) -> bool:
    """Tell whether a passage has nothing of its own: a noun without place, day, number or target."""
    if draft.toll_only or any(hit.verbal for group in draft.groups for hit in group.events):
        return False
    hit = draft.event != "armed-clash" and bool(draft.targets or draft.objects)
    told = draft.place is not None and bool({"agent-by", "agent-from"} & set(draft.rules))
    new = told and not draft.definite  # ريف درعا تعرض لقصف من قوات X
    return not (hit or new or draft.amounts or draft.date or is_point(draft.place))


def _antecedent(reading: Reading, earlier: Sequence[Draft], draft: Draft) -> int | None:
    best, chosen = 0, None
    for index in range(max(0, len(earlier) - _MEMORY), len(earlier)):
        other = earlier[index]
        score = _toll_tie(other, draft) if draft.toll_only else _tie(reading, other, draft)
        if score and score >= best:
            best, chosen = score, index
    return chosen


def _toll_tie(event: Draft, toll: Draft) -> int:
    """Return how well a toll that names no event fits an event told shortly before."""
    if toll.groups[0].sentence - event.groups[-1].sentence > _TOLL_REACH or event.event in _TOLL_FREE:
        return 0
    if not places_agree(event.place, toll.place) or not numbers_agree(event, toll) or not dates_agree(event, toll):
        return 0
    if event.status != toll.status and not _adds_nothing(toll):
        return 0
    if toll.actors and event.actors and not sides_meet(event.actors, toll.actors):
        return 0
    return 2 if event.groups[-1].sentence >= toll.groups[0].sentence - 1 else 1


_TOLL_FREE = frozenset({"change-to-group", "headquarters", "agreement", "peaceful-protest", "non-violent-transfer"})


def _tie(reading: Reading, one: Draft, two: Draft) -> int:
    """Return how strongly two drafts are tied, 0 where something keeps them apart or nothing ties them."""
    if _same_toll(reading, one, two):
        return 5
    open_to_it = not _kept_apart(reading, one, two)
    if _same_spot(reading, one, two) or (open_to_it and _shared_number(one, two)):
        return 4
    if not open_to_it:
        return 0
    if one.status != two.status:
        return 0
    if _is_same_town(one, two) or _shared_object(one, two):
        return 4
    return _weak_tie(reading, one, two)


def _same_toll(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two attacks have the same dead: whatever each is called and whoever each names, it is one."""
    if one.event not in VIOLENT or two.event not in VIOLENT:
        return False
    shared = _dead(one) & _dead(two)
    if (
        not shared
        or not dates_agree(one, two)
        or not (places_agree(one.place, two.place) or (max(shared) > TELLING and is_near(one.place, two.place)))
    ):
        return False
    if not numbers_agree(one, two) or (max(shared) < _RARE and _opens_another(reading, two)):
        return False
    return two.groups[0].sentence - one.groups[-1].sentence <= _TELLS_AGAIN * max(shared)


def _dead(draft: Draft) -> set[int]:
    """Return the numbers of dead that an event gives, from two on, without parts."""
    told = (a.best or a.low or 0 for a in draft.amounts if a.measure == "killed" and not a.part and a.high != _ABOUT)
    return {number for number in told if number >= TELLING}


def _opens_another(reading: Reading, draft: Draft) -> bool:
    """Tell whether words around the head of a passage say that it is another event: في سياق متصل, هجوم آخر."""
    group = draft.groups[0]
    start = max(reading.sentences[group.sentence].start, group.head.start - _OPENING)
    opens = within(reading.cues, start, min(group.end, group.head.end + _OPENING))
    return any(cue.payload.effect == "another" for cue in opens)


def _same_spot(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether one side hits one town with the same arm in passages close by, whoever each names as hit.

    A headline and its lead may even differ in who did it: one of the two names is read wrong more often than not.
    """
    if not _is_same_town(one, two) or _opens_another(reading, two):
        return False
    if not _types_agree(reading, one, two) or not dates_agree(one, two) or not numbers_agree(one, two):
        return False
    told = one.groups[0].sentence == 0 and 0 < two.groups[0].sentence <= _LEAD
    acted = bool(one.actors and two.actors) and sides_meet(one.actors, two.actors)
    return one.status == two.status and (told or (acted and two.groups[0].sentence - one.groups[-1].sentence == 1))


def _is_same_town(one: Draft, two: Draft) -> bool:
    """Tell whether two passages name one town; the first of a list of places is no town of a single event."""
    listed = bool(one.other_places) != bool(two.other_places)
    return not listed and is_point(one.place) and same_name(one.place, two.place)


def _shared_object(one: Draft, two: Draft) -> bool:
    """Tell whether two passages say that the same thing was hit, in two words or more: محطة مياه."""
    told = {o.text for o in one.objects if " " in o.text.strip()}
    return any(o.text in told for o in two.objects)


def _weak_tie(reading: Reading, one: Draft, two: Draft) -> int:
    """Return how well two drafts are tied where nothing but nearness and the order of telling speaks for it."""
    if is_bare(two):
        return 2 if two.groups[0].sentence - one.groups[-1].sentence <= _LEAD else 1
    if _lead(one, two):
        return 3
    return 2 if _goes_on(reading, one, two) else 0


def _goes_on(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage goes on with the event before: no place of its own, and no word that opens another."""
    apart = two.groups[0].sentence - one.groups[-1].sentence
    if two.place is not None or not 0 < apart <= _FURTHER or two.event not in VIOLENT:
        return False
    if two.date is not None and one.date is None:
        return False
    return not _opens_another(reading, two)


def _kept_apart(reading: Reading, one: Draft, two: Draft) -> bool:
    if not _types_agree(reading, one, two) or not places_agree(one.place, two.place) or not dates_agree(one, two):
        return True
    return not numbers_agree(one, two) or not sides_agree(one, two)


def is_untyped(draft: Draft) -> bool:
    """Tell whether the words leave open what kind of attack it was: هجوم, استهداف."""
    if "by-target" not in draft.rules and "strike-by-target" not in draft.rules:
        return False
    told = {hit.event for group in draft.groups for hit in group.events}
    return bool(told) and told <= {"assault", "strike"}


def _types_agree(reading: Reading, one: Draft, two: Draft) -> bool:
    if one.event == two.event or compatible_events(one.event, two.event):
        return True
    if one.toll_only and two.event in VIOLENT:
        return True
    events = reading.lexicon.events
    if two.event in events[one.event].merges_with or one.event in events[two.event].merges_with:
        return True
    return (two.event in VIOLENT and is_untyped(one)) or (one.event in VIOLENT and is_untyped(two))


def _lead(one: Draft, two: Draft) -> bool:
    """Whether the earlier passage is the headline or the lead and the later one tells it again."""
    if one.groups[0].sentence > 0 or two.groups[0].sentence > _LEAD:
        return False
    if len(two.groups) and one.groups[-1].sentence == two.groups[0].sentence:
        return False
    unsited = one.place is None or two.place is None or same_name(one.place, two.place)
    contained = not one.amounts and not unsited
    return unsited or contained


def _shared_number(one: Draft, two: Draft) -> bool:
    """Tell whether a number ties two passages: a rare one, or a small one where no two places stand."""
    told_again = one.place is None or two.place is None or same_name(one.place, two.place)
    near = two.groups[0].sentence - one.groups[-1].sentence <= _LEAD
    wide = max(p.precision for p in (one.place, two.place) if p is not None) > _DISTRICT if not told_again else False
    least = TELLING if told_again or (wide and near) else _RARE
    numbers = {(a.measure, a.best, a.low) for a in one.amounts if (a.best or a.low or 0) >= least and not a.part}
    return any((a.measure, a.best, a.low) in numbers for a in two.amounts if not a.part and a.high != _ABOUT)


def join(one: Draft, two: Draft) -> Draft:
    """Return one draft of two passages: each slot from the passage that fills it, the earlier one first."""
    place = one.place
    if two.place is not None and (place is None or two.place.precision < place.precision) and not one.other_places:
        place = two.place
    return replace(
        one,
        event=two.event if _gives_way(one, two) else one.event,
        groups=(*one.groups, *two.groups),
        actors=one.actors or two.actors,
        targets=one.targets or two.targets,
        objects=(*one.objects, *(o for o in two.objects if o.entity_id not in {x.entity_id for x in one.objects})),
        weapon=one.weapon or two.weapon,
        place=place,
        other_places=one.other_places or (two.other_places if one.place is None else ()),
        country=one.country or two.country,
        date=one.date or two.date,
        amounts=_join_amounts(one.amounts, two.amounts),
        status="asserted" if two.status == "asserted" and not _adds_nothing(two) else one.status,
        rules=(*one.rules, *(r for r in two.rules if r not in one.rules), "coreference"),
    )


def _gives_way(one: Draft, two: Draft) -> bool:
    """Tell whether the later passage says better what it was: a toll or a massacre gives way to an air strike."""
    if one.toll_only or is_untyped(one):
        return not two.toll_only and not is_untyped(two)
    told = {hit.event for group in one.groups for hit in group.events}
    return "by-target" in one.rules and told <= _UNSAID and two.event in _SAID


def _adds_nothing(draft: Draft) -> bool:
    """Tell whether a passage only points back: the prayer for the victims makes no news of an old bombing."""
    return points_back(draft) or (draft.toll_only and not draft.amounts)


def _join_amounts(one: tuple[Amount, ...], two: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Return the numbers of both passages, each said once; "some" gives way to a number."""
    kept = list(one)
    for amount in two:
        same = [a for a in kept if a.measure == amount.measure]
        if amount.vague and same:
            continue
        if any((a.low, a.best) == (amount.low, amount.best) for a in same):
            continue
        if amount.measure not in TOLL and any(a.victim_class == amount.victim_class for a in same):
            continue
        kept = [a for a in kept if a.measure != amount.measure or not (a.vague or _is_sharper(amount, a))]
        kept.append(amount)
    return tuple(kept)


def _is_sharper(exact: Amount, about: Amount) -> bool:
    """Tell whether a number says exactly what another left vague: 17 after tens of dead."""
    if about.victim_class != exact.victim_class or about.best is not None or about.high is None:
        return False
    return exact.best is not None
