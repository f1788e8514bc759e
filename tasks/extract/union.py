"""One draft of two passages that tell one event: each slot from the passage that fills it, the earlier one first."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.accounts import fell_on_both_sides
from tasks.extract.aftermath import STEPS
from tasks.extract.agreement import is_quarter_of, places_agree
from tasks.extract.amount import Amount
from tasks.extract.amounts import TOLL, is_sharper, is_told_by
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.joined import add_up
from tasks.extract.one_each import exceeds
from tasks.extract.places import PlaceHit
from tasks.extract.raids import tells_raid
from tasks.extract.reading import DateHit
from tasks.extract.retelling import adds_nothing
from tasks.extract.toll_ties import goes_on_with_sum

_UNSAID = frozenset({"assault", "strike", "attack"})  # words that leave open with what
_SAID = frozenset({"air-drone-strike", "shelling", "remote-explosive", "suicide-bomb", "grenade", "chemical-weapon"})
_BLAST, _FIRED, _DEVICE = "remote-explosive", ("str-bomb", "air-", "shl-"), ("bmb-", "bls-went", "bls-detonated")
_ANY_BLAST, _BLOWN = "blast", ("remote-explosive", "suicide-bomb")
_RIOT = "violent-demonstration"  # what a rally turns into as it is told on
_RALLY, _MET = "peaceful-protest", frozenset({"protest-with-intervention", "excessive-force"})
_ARRESTS, _FIGHT = "arrests", "armed-clash"
_DEEDS = frozenset({"abduction", "attack", "looting", "remote-explosive", "suicide-bomb", "sexual-violence"})
_LEAD = 1  # the sentence behind a headline
_BELOW = 2  # sentences behind a headline in which those whom it does not count are counted
_SINCE = "since"
_MONTH = 4  # the precision of a day that is known to a month
_NEAR = 2  # within about 25 km
_TOWN = 3  # up to which a place is a town or a district


def join(one: Draft, two: Draft) -> Draft:
    """Return one draft of two passages: each slot from the passage that fills it, the earlier one first."""
    one, two = _without_denied(one, two), _without_denied(two, one)
    one = _as_dispersed(one) if _is_met(one, two) else one
    return Draft(
        event=two.event if gives_way(one, two) else one.event,
        groups=(*one.groups, *two.groups),
        actors=one.actors or _others(() if _arrests_for(one, two) else two.actors, one.targets),
        targets=one.targets or _others(two.targets, one.actors),
        objects=(*one.objects, *(o for o in two.objects if o.entity_id not in {x.entity_id for x in one.objects})),
        weapon=one.weapon or two.weapon,
        place=_place_of(one, two),
        other_places=one.other_places or (two.other_places if one.place is None else ()),
        country=one.country or two.country,
        date=_date_of(one, two),
        amounts=_amounts_of(one, two),
        refuted=one.refuted and two.refuted,
        heard=one.heard and two.heard,
        rivals=(*one.rivals, *two.rivals),
        status="asserted" if two.status == "asserted" and not _keeps_status(one, two) else one.status,
        rules=(*one.rules, *(r for r in two.rules if r not in one.rules), "coreference"),
        modality=one.modality,
        definite=one.definite,
        headline=one.headline,
        parent=one.parent,
        speaker=one.speaker,
    )


def _arrests_for(one: Draft, two: Draft) -> bool:
    """Tell whether a later passage tells who was taken for a deed: the police that took them did not abduct the boy."""
    return two.event == _ARRESTS and one.event in _DEEDS


def _date_of(one: Draft, two: Draft) -> DateHit | None:
    """Return the day of a union: the first told, but the day in it that a later passage tells of a week or two days.

    انفجرت ألغام الأسبوع الماضي, and below it: انفجرت الألغام الثلاثاء الماضي.
    """
    wide, day = one.date, two.date
    if wide is None or day is None:
        return wide or (None if _is_of_history(one, two) else day)
    if wide.first is None or wide.last is None or day.first is None or day.precision != 1 or wide.relation == _SINCE:
        return wide
    return day if wide.first <= day.first <= wide.last and wide.last != wide.first else wide


def _is_of_history(one: Draft, two: Draft) -> bool:
    """Tell whether a later passage has a month or a year of history: it dates no news told before without a day.

    The fire of today is not of last year, in which fighting there grew.
    """
    vague = two.date is not None and (two.date.precision or 0) >= _MONTH
    return vague and one.status == "asserted" and two.status != "asserted"


def _others(side: tuple[EntityHit, ...], told: tuple[EntityHit, ...]) -> tuple[EntityHit, ...]:
    """Return a side of the later passage without who stands on the other in the earlier: nobody strikes himself."""
    known = {entity.entity_id for entity in told}
    return tuple(entity for entity in side if entity.entity_id not in known)


def _keeps_status(one: Draft, two: Draft) -> bool:
    """Tell whether a later passage does not make news of the event: it points back, or goes on with a sum."""
    return two.definite or adds_nothing(two) or goes_on_with_sum(one, two)


def _without_denied(draft: Draft, other: Draft) -> Draft:
    """Return a passage without the victims that it only denies, without number, of what the other tells.

    أعلن الجيش أنه قصف البلدة، ونفى مقتل مدنيين في الغارة counts no dead; "denied the death of 15" says what is claimed.
    """
    if not draft.refuted or other.refuted:
        return draft
    harmed = tuple(entity for entity in draft.targets if entity.rule_id == "victims")
    vague = {amount.start for amount in draft.amounts if amount.vague}
    return draft.but(
        amounts=tuple(a for a in draft.amounts if not a.vague),
        targets=tuple(e for e in draft.targets if e not in harmed or e.start not in vague),
    )


def _place_of(one: Draft, two: Draft) -> PlaceHit | None:
    """Return the narrower of two places that may be one; where they differ, the one behind the headline.

    In another country a victim is mourned, and did not die: وفي نواكشوط وقف زملاؤها دقيقة صمت.
    """
    if one.place is None or two.place is None or one.other_places or _tells_parts(one, two):
        return one.place or two.place
    closer = not is_quarter_of(one.place, two.place) and two.place.extent < one.place.extent
    narrower = is_quarter_of(two.place, one.place) or (closer and places_agree(one.place, two.place))
    abroad = None not in {one.place.country, two.place.country} and one.place.country != two.place.country
    headline = one.headline or (one.groups[-1].sentence == 0 and not two.definite and not abroad)
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
    counted = {a.measure: a.best for a in total.amounts if a.measure in TOLL and a.best is not None and not a.part}
    fewer = any(a.best is not None and a.best < counted.get(a.measure, 0) for a in parts.amounts if not a.part)
    return parts.toll_only and bool(counted) and (several or fewer)


def _blew_up(one: Draft, two: Draft) -> bool:
    """Tell whether the later passage tells that somebody blew himself up in what was only called a blast."""
    plain = {hit.event for group in one.groups for hit in group.events} <= _UNSAID | {_ANY_BLAST}
    return (one.event, two.event) == _BLOWN and plain


def gives_way(one: Draft, two: Draft) -> bool:
    """Tell whether the later passage says better what it was: a toll or a massacre gives way to an air strike."""
    if _is_heard_of(one, two):
        return False
    if tells_raid(one, two) or _is_met(one, two) or (one.event == _RALLY and two.event == _RIOT) or _blew_up(one, two):
        return True
    if two.event in STEPS or (one.event in _SAID and two.event not in _SAID):
        return False
    if one.heard:
        return not two.toll_only
    if one.toll_only or one.untyped:
        return not two.toll_only and not two.untyped
    told = {hit.event for group in one.groups for hit in group.events}
    return "by-target" in one.rules and told <= _UNSAID and two.event in _SAID


def _is_heard_of(one: Draft, two: Draft) -> bool:
    """Tell whether the later passage tells only the blasts of a bombardment, and no device: قصف, then انفجارات."""
    device = two.weapon is not None or _has_word(two, _DEVICE)
    return two.event == _BLAST and not device and _has_word(one, _FIRED)


def _has_word(draft: Draft, words: tuple[str, ...]) -> bool:
    """Tell whether a word of these, by the beginning of its id, tells a draft."""
    hits = (hit for group in draft.groups for hit in group.events)
    return any(hit.trigger is not None and hit.trigger.trigger_id.startswith(words) for hit in hits)


def _is_met(one: Draft, two: Draft) -> bool:
    """Tell whether the later passage tells how a rally was met: by tear gas, by arrests, by fire."""
    return one.event == _RALLY and two.event in _MET


def _as_dispersed(rally: Draft) -> Draft:
    """Return a rally that somebody met: who held it is whom that befell."""
    return rally.but(actors=(), targets=rally.targets or rally.actors)


def _without_single(one: Draft, two: Draft) -> tuple[Amount, ...]:
    """Return the numbers of a headline or lead without the one victim who is among several of the passage below it."""
    if not (one.headline or one.groups[0].sentence <= _LEAD):
        return one.amounts
    several = {a.measure for a in two.amounts if not a.part and (a.best or 0) > 1}
    return tuple(a for a in one.amounts if a.part or a.best != 1 or a.measure not in several)


def _without_some(one: Draft, two: Draft, amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Return the numbers of a headline or lead without the "dead" of whom the passage right below it counts one.

    شهداء وجرحى بقصف على كذا, and below it: أسفر القصف عن مقتل مدني. Who is named further down may be one of several.
    """
    near = two.groups[0].sentence - one.groups[-1].sentence <= _BELOW
    if not (near and (one.headline or one.groups[0].sentence == 0)):
        return amounts
    single = {a.measure for a in two.amounts if not a.part and a.low == a.best == 1}
    return tuple(a for a in amounts if not (a.vague and a.victim_class == "all" and a.measure in single))


def _tells_class(later: Amount, same: Sequence[Amount]) -> bool:
    """Tell whether a number says of which kind those were whom another passage counted alike: 7 dead, 7 civilians."""
    if later.victim_class == "all" or any(a.victim_class == later.victim_class for a in same):
        return False
    known = (a for a in same if a.victim_class == "all" and not a.vague)
    return any((a.low, a.best) == (later.low, later.best) for a in known)


def _is_of_more(amount: Amount, same: Sequence[Amount]) -> bool:
    """Tell whether a number of one class is more than all who were counted: it belongs to another count of them."""
    return amount.victim_class != "all" and any(exceeds(amount, a) for a in same if a.victim_class == "all")


def _amounts_of(one: Draft, two: Draft) -> tuple[Amount, ...]:
    """Return the numbers of two passages; what each side of a fight lost adds up."""
    first = _without_single(one, two)
    counted = any(a.both for a in first)  # one side's losses told again: قالت المقاومة إن اثنين من مقاتليها قتلا
    if one.event != _FIGHT or counted or not ((two.definite or two.toll_only) and fell_on_both_sides(one, two)):
        return _join_amounts(_without_some(one, two, first), two.amounts)
    lost = {a.measure: a for a in two.amounts if _counts_all(a) and not any(is_told_by(a, b) for b in first)}
    both = {a.measure for a in first if a.measure in lost and _counts_all(a)}
    summed = tuple(_both_lost(a, lost[a.measure]) if a.measure in both and _counts_all(a) else a for a in first)
    return _join_amounts(summed, tuple(a for a in two.amounts if a.measure not in both))


def _counts_all(amount: Amount) -> bool:
    return amount.measure in TOLL and amount.victim_class == "all" and amount.best is not None


def _both_lost(one: Amount, two: Amount) -> Amount:
    return replace(add_up([one, two]), start=min(one.start, two.start), end=max(one.end, two.end), both=True)


def _join_amounts(one: tuple[Amount, ...], two: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Return the numbers of both passages, each said once; "some" gives way to a number."""
    kept = list(one)
    for amount in two:
        same = [a for a in kept if a.measure == amount.measure]
        if amount.vague and same:
            continue
        if any(is_told_by(amount, a) for a in same) and not _tells_class(amount, same):
            continue
        alike = [a for a in same if a.victim_class == amount.victim_class]
        if any(not (a.vague or is_sharper(amount, a)) for a in alike) or _is_of_more(amount, same):
            continue
        kept = [a for a in kept if a.measure != amount.measure or not (a.vague or is_sharper(amount, a))]
        kept.append(amount)
    return tuple(kept)
