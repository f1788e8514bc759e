"""One event per happening: passages of one article that tell the same event become one draft.

Two passages are one event when nothing keeps them apart (another place, day, side, another number of the same measure)
and something ties them: the same town, the same telling number, headline and lead, or a noun with the article that has
nothing of its own (الغارات) and so points back. A toll points back to the event before it. What points back and finds
nothing tells nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.agreement import places_agree
from tasks.extract.amounts import TOLL, Amount, is_sharper, is_told_by
from tasks.extract.drafts import Draft
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading
from tasks.extract.recount import counted_before, counted_since, divide, parts_told, recount, update
from tasks.extract.retelling import adds_nothing, counts_all, points_back
from tasks.extract.ties import RAIDED, fell_elsewhere, may_be_headline, tie, toll_tie

_UNSAID = frozenset({"assault", "strike", "attack"})  # words that leave open with what
_SAID = frozenset({"air-drone-strike", "shelling", "remote-explosive", "suicide-bomb", "grenade", "chemical-weapon"})
_OPERATIONS = frozenset({"raids", "sorties", "targets", "sites"})
_NEAR = 2  # within about 25 km
_TOWN = 3  # up to which a place is a town or a district
_COUNTRY = 6  # UCDP precision from which a place says only the country
_TOLD_AGAIN = 2  # events from which on one may tell what the headline told
_FIRM = 5  # a tie that nothing but a misread side keeps apart
_REACH = 3  # events before one that may be the same
_MEMORY = 40  # events that a reader keeps in mind: a text of thousands stays linear


def merge_drafts(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with those of one happening merged, in order of their first passage."""
    merged: list[Draft] = []
    heading: Draft | None = None
    for draft in drafts:
        if draft.headline and not _opens_list(reading, draft):
            heading = draft
            continue
        told = _under(reading, heading, draft)
        heading = None
        index = _antecedent(reading, merged, draft)
        if index is None and _heads(reading, merged, draft):
            index = 0
        counted, risen = counted_before(reading, merged, draft), counted_since(reading, merged, draft)
        divided = parts_told(reading, merged, draft)
        if divided is not None:
            merged[divided] = divide(merged[divided], told)
        elif counted is not None:
            merged[counted] = recount(merged[counted], told)
        elif risen is not None:
            merged[risen] = update(merged[risen], told)
        elif index is not None:
            merged[index] = join(merged[index], told)
            _unite(reading, merged, index, told)
        elif not points_back(told):
            merged.append(told)
    return _fold_headline(reading, merged)


def _opens_list(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line without a full stop ends in a colon: the parts of a total follow, بينهم:."""
    return reading.text[draft.start : draft.groups[-1].end].rstrip().endswith(":")


def _unite(reading: Reading, merged: list[Draft], index: int, told: Draft) -> None:
    """Join the event that a passage tells with an earlier one that it ties to as firmly: the toll of the headline."""
    if told.toll_only:
        return
    for earlier in range(max(0, index - _REACH), index):
        one, two = merged[earlier], merged[index]
        firm = tie(reading, one, told) >= _FIRM and may_be_headline(reading, one, two)
        if firm and places_agree(one.place, two.place) and not (_is_total_beside(one, two) or _is_part_of(one, two)):
            merged[earlier] = join(one, two)
            del merged[index]
            return


def _heads(reading: Reading, merged: Sequence[Draft], draft: Draft) -> bool:
    """Tell whether the headline, and nothing told since, may be what a passage tells."""
    return len(merged) == 1 and _is_headline(reading, merged[0]) and may_be_headline(reading, merged[0], draft)


def _fold_headline(reading: Reading, merged: list[Draft]) -> tuple[Draft, ...]:
    """Return the events; the one that only the headline tells is the first of its kind below it.

    A headline is told again below it: "wounded by shelling on the Aleppo countryside" is the shelling of a village in
    it, whoever the headline is read to blame. A headline with a number that no event below has is the sum of several.
    """
    if len(merged) < _TOLD_AGAIN or not _is_headline(reading, merged[0]):
        return tuple(merged)
    heading = merged[0]
    for index, event in enumerate(merged[1:_MEMORY], 1):
        if may_be_headline(reading, heading, event):
            whole = join(heading, event)
            return (
                replace(whole, actors=event.actors or whole.actors, targets=event.targets or whole.targets),
                *merged[1:index],
                *merged[index + 1 :],
            )
    return tuple(merged)


def _is_headline(reading: Reading, draft: Draft) -> bool:
    """Tell whether an event is told only in the lines without a full stop that open the article."""
    last = draft.groups[-1].sentence
    return draft.status == "asserted" and not any(s.stopped for s in reading.sentences[: last + 1])


def _under(reading: Reading, heading: Draft | None, draft: Draft) -> Draft:
    """Return a passage with the heading above it where that tells the same; a heading alone is no news of its own."""
    if heading is None or draft.toll_only or not tie(reading, heading, draft):
        return draft
    return replace(join(heading, draft), headline=False)


def _antecedent(reading: Reading, earlier: Sequence[Draft], draft: Draft) -> int | None:
    best, chosen = 0, None
    bare = draft.toll_only
    for index in range(max(0, len(earlier) - _MEMORY), len(earlier)):
        other = earlier[index]
        score = toll_tie(other, draft) if bare else tie(reading, other, draft)
        if not score or score < best:  # nearly all: what keeps apart those that are tied is asked behind it
            continue
        if _is_total_beside(other, draft) or _are_whole_and_part(other, draft):
            continue
        if not (bare and fell_elsewhere(reading, other, draft)):
            best, chosen = score, index
    return chosen


def _is_total_beside(one: Draft, two: Draft) -> bool:
    """Tell whether one passage counts the dead of a war and the other tells the news, without that number.

    Behind clashes in one town, 3,500 dead "in the fighting that the country has seen for four months" were the town's.
    """
    if (one.status == "background") == (two.status == "background"):
        return False
    total, news = (one, two) if one.status == "background" else (two, one)
    if "bck-cumulative" not in total.rules:
        return False
    return any(a.measure in TOLL for a in total.amounts) and not counts_all(news, total)


def _are_whole_and_part(one: Draft, two: Draft) -> bool:
    """Tell whether one of two passages tells of a country, the other of a spot in it, and they are two events."""
    if one.place is None or two.place is None:
        return False
    wide = one.place.extent >= _COUNTRY
    if wide == (two.place.extent >= _COUNTRY):
        return False
    return _is_part_of(one, two) if wide else _is_part_of(two, one)


def _is_part_of(whole: Draft, part: Draft) -> bool:
    """Tell whether one passage counts the raids on a country, and the other tells of a spot in it without that number.

    The first raids, near one city, are not the twenty on eight targets of that day.
    """
    if whole.place is None or part.place is None or not part.place.extent < _COUNTRY <= whole.place.extent:
        return False
    counted = {a.measure for a in whole.amounts} & _OPERATIONS
    return bool(counted) and not counted & {a.measure for a in part.amounts}


def join(one: Draft, two: Draft) -> Draft:
    """Return one draft of two passages: each slot from the passage that fills it, the earlier one first."""
    one, two = _without_denied(one, two), _without_denied(two, one)
    return replace(
        one,
        event=two.event if _gives_way(one, two) else one.event,
        groups=(*one.groups, *two.groups),
        actors=one.actors or two.actors,
        targets=one.targets or two.targets,
        objects=(*one.objects, *(o for o in two.objects if o.entity_id not in {x.entity_id for x in one.objects})),
        weapon=one.weapon or two.weapon,
        place=_place_of(one, two),
        other_places=one.other_places or (two.other_places if one.place is None else ()),
        country=one.country or two.country,
        date=one.date or two.date,
        amounts=_join_amounts(one.amounts, two.amounts),
        refuted=one.refuted and two.refuted,
        status="asserted" if two.status == "asserted" and not (two.definite or adds_nothing(two)) else one.status,
        rules=(*one.rules, *(r for r in two.rules if r not in one.rules), "coreference"),
    )


def _without_denied(draft: Draft, other: Draft) -> Draft:
    """Return a passage without the victims that it only denies, without number, of what the other tells.

    أعلن الجيش أنه قصف البلدة، ونفى مقتل مدنيين في الغارة counts no dead; "denied the death of 15" says what is claimed.
    """
    if not draft.refuted or other.refuted:
        return draft
    harmed = tuple(entity for entity in draft.targets if entity.rule_id == "victims")
    vague = {amount.start for amount in draft.amounts if amount.vague}
    return replace(
        draft,
        amounts=tuple(a for a in draft.amounts if not a.vague),
        targets=tuple(e for e in draft.targets if e not in harmed or e.start not in vague),
    )


def _place_of(one: Draft, two: Draft) -> PlaceHit | None:
    """Return the narrower of two places that may be one; where they differ, the one behind the headline."""
    if one.place is None or two.place is None or one.other_places or _tells_parts(one, two):
        return one.place or two.place
    narrower = places_agree(one.place, two.place) and two.place.extent < one.place.extent
    headline = one.headline or (one.groups[-1].sentence == 0 and not two.definite)
    if narrower or (headline and not places_agree(one.place, two.place)):
        return _located(two.place, one.place)
    return _located(one.place, two.place)


def _located(place: PlaceHit, other: PlaceHit) -> PlaceHit:
    """Return a place that no list holds near the town that another passage of the event names."""
    if place.lat is not None or place.place_id is not None or other.lat is None or other.extent > _TOWN:
        return place
    if place.admin1 not in {None, other.admin1} or place.country not in {None, other.country}:
        return place
    precision = max(_NEAR, other.precision)
    country, admin1 = place.country or other.country, place.admin1 or other.admin1
    return place._replace(lat=other.lat, lon=other.lon, precision=precision, country=country, admin1=admin1)


def _tells_parts(total: Draft, parts: Draft) -> bool:
    """Tell whether a passage only divides the dead of a total: 14 منهم قتلوا في بلدة، وأن 11 قتلوا في أخرى."""
    several = sum(len(group.casualties) for group in parts.groups) > 1
    return parts.toll_only and several and any(a.measure in TOLL and a.best is not None for a in total.amounts)


def _gives_way(one: Draft, two: Draft) -> bool:
    """Tell whether the later passage says better what it was: a toll or a massacre gives way to an air strike."""
    if one.event in _SAID and two.event not in _SAID:
        return False
    if (one.event, two.event) == RAIDED:
        return True
    if one.toll_only or one.untyped:
        return not two.toll_only and not two.untyped
    told = {hit.event for group in one.groups for hit in group.events}
    return "by-target" in one.rules and told <= _UNSAID and two.event in _SAID


def _join_amounts(one: tuple[Amount, ...], two: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Return the numbers of both passages, each said once; "some" gives way to a number."""
    kept = list(one)
    for amount in two:
        same = [a for a in kept if a.measure == amount.measure]
        if amount.vague and same:
            continue
        if any(is_told_by(amount, a) for a in same):
            continue
        if amount.measure not in TOLL and any(a.victim_class == amount.victim_class for a in same):
            continue
        kept = [a for a in kept if a.measure != amount.measure or not (a.vague or is_sharper(amount, a))]
        kept.append(amount)
    return tuple(kept)
