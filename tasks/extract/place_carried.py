"""Where an event happened whose own part of a sentence names no place: the one place around it that leaves no doubt.

Looked at in this order: the rest of its sentence, with who speaks ("sources in the town of X told us that clashes broke
out"); the passage before it; the one town of a whole report. Nothing is carried where two places compete or over a turn
to another subject, nor to totals, plans and history, whose place is the country.
"""

from collections.abc import Sequence

from tasks.extract.days_beside import is_of_burial
from tasks.extract.drafts import Draft
from tasks.extract.gazetteer import COUNTRY, SETTLEMENTS
from tasks.extract.grouping import Group
from tasks.extract.lexicon import Trigger
from tasks.extract.place_called import is_capital
from tasks.extract.place_hit import UNLISTED
from tasks.extract.place_lists import is_wide, join_lists
from tasks.extract.place_reached import is_set_off_from
from tasks.extract.place_scene import is_of_talks
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.extract.siting import may_hold, names_force, places_of_reasons
from tasks.extract.umbrella import is_total
from tasks.text.normal import normal_form

_REACH = 2  # sentences
_PAIR = 2  # towns that share a figure: the first is the place, the other a further one
_TOWN = 3  # UCDP precision up to which a place is a town or a district
_TWICE = 2  # a report is about a town that it names more than once
_DAY_TRIP = 100  # km: the countryside of a town reaches as far
_COUNTRYSIDE = "countryside"
_LISTED = "place-listed"  # the other of the list is told beside it
_MANY = 20  # attacks, raids: no happening, a sum of them
_SUMS = frozenset({"attacks", "raids", "sorties", "incidents"})
_SEVERAL = "several-areas"
_NEWS = frozenset({"asserted", "denied"})
_ALL = "all"
_AND, _PRESENT = "و", "imperfect"
_TREATY = "agreement"  # of two sides, wherever they fight


def carry_places(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts; those that name no place have the one that the text around them leaves no doubt of."""
    if all(draft.place is not None for draft in drafts):
        return tuple(drafts)
    return tuple(_placed(reading, draft, drafts) if _is_open(reading, draft) else draft for draft in drafts)


def narrow_places(reading: Reading, drafts: Sequence[Draft], speech: Speech) -> tuple[Draft, ...]:
    """Return the drafts; those set in a province or a country have the one spot in it that their sentences name.

    A headline says "in North Sinai", the sentence below it that the mine went off in Rafah. Where "an official in
    Baghdad" speaks of troops that entered the country, they did not enter Baghdad.
    """
    listed = [_of_listed(reading, draft, speech) for draft in drafts]
    return tuple(
        _narrowed(reading, draft, [d for d in listed if d is not draft], speech) if _is_wide(reading, draft) else draft
        for draft in listed
    )


def _of_listed(reading: Reading, draft: Draft, speech: Speech) -> Draft:
    """Return a draft that a headline sets in several provinces with the one spot in them that the news below tells.

    غارات على إدلب وحلب, and below it: قصفت الطائرات بلدة كذا في ريف إدلب. The other province has an event of its own.
    """
    told = [group for group in draft.groups if group.sentence != draft.groups[0].sentence]
    if not (draft.other_places and told and draft.status in _NEWS):
        return draft
    spots = [p for group in told for p in within(reading.places, group.start, group.end) if p.kind != COUNTRY]
    spots = [p for p in spots if _is_spot(reading, p) and not speech.holds(p.name_start)]
    found = _the_one(reading, spots)
    if found is None or found.extent > _TOWN or not any(_is_of(reading, p, found) for p in draft.other_places):
        return draft
    return draft.at(found, others=(), rule="place-narrowed")


def _is_of(reading: Reading, area: PlaceHit, spot: PlaceHit) -> bool:
    """Tell whether a spot lies in a province told by its own name or by that of its capital."""
    same = (area.country, area.admin1) == (spot.country, spot.admin1)
    return _key(area) != _key(spot) and (same or _holds(reading, area, spot))


def _is_wide(reading: Reading, draft: Draft) -> bool:
    place = draft.place
    told_again = len({group.sentence for group in draft.groups}) > 1
    return (
        draft.status in _NEWS
        and place is not None
        and (told_again or (place.kind == COUNTRY and place.relation.endswith("-of")))
        and (place.extent > _TOWN or (_may_be_around(reading, place) and _LISTED not in draft.rules))
        and not (draft.other_places or is_total(draft) or _is_all_over(reading, place))
    )


def _is_around(place: PlaceHit) -> bool:
    """Tell whether only a side or the countryside of a town is told: شرقي دير الزور, في ريف القامشلي."""
    return place.kind in SETTLEMENTS and (place.relation.endswith("-of") or place.relation == _COUNTRYSIDE)


def _is_all_over(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether something happened all over a province or a country: حملة توقيفات في مختلف أنحاء البلاد."""
    words = normal_form(reading.text[place.start : place.name_start]).split()
    cues = (reading.lexicon.gazetteer.cues.outward.get(word) for word in words)
    return any(cue is not None and cue.value == _ALL for cue in cues)


def _narrowed(reading: Reading, draft: Draft, others: Sequence[Draft], speech: Speech) -> Draft:
    place = draft.place
    told = sorted({group.sentence for group in draft.groups})
    spots = [p for sentence in told for p in _spots(reading, sentence, sentence)]
    spots = [
        p
        for p in spots
        if _is_setting(p) and not (speech.holds(p.name_start) or _is_of_another(reading, draft, p, others))
    ]
    if place is not None and _may_be_around(reading, place):
        spots = [p for p in spots if not _is_around(p) and any(g.start <= p.start < g.end for g in draft.groups)]
    inside = [p for p in spots if place is not None and _may_hold_spot(reading, place, p)]
    found = _the_one(reading, inside)
    if found is None or place is None or any(_is_beside(reading, place, found, other.place) for other in others):
        return draft
    return draft.at(found, rule="place-narrowed")


def _is_of_another(reading: Reading, draft: Draft, spot: PlaceHit, others: Sequence[Draft]) -> bool:
    """Tell whether a spot stands in the words of another event alone: مداهمات في البلاد بعد أسابيع من هجوم في سوسة.

    Only beside a wide place of the event's own; a headline's is narrowed by all that the sentence below it names.
    """
    own = {group.sentence for group in draft.groups if draft.place is not None and _in(reading, group, draft.place)}
    told = any(group.sentence in own and _in(reading, group, spot) for group in draft.groups)
    if not told or any(group.start <= spot.start < group.end for group in draft.groups):
        return False
    return any(group.start <= spot.start < group.end for other in others for group in other.groups)


def _in(reading: Reading, group: Group, place: PlaceHit) -> bool:
    """Tell whether a place stands in the sentence of a group."""
    sentence = reading.sentences[group.sentence]
    return sentence.start <= place.start < sentence.end


def _is_setting(spot: PlaceHit) -> bool:
    """Tell whether something is set in a town: بمدينة رفح, شمالي عدن; not the bare name of إعادة إعمار كوباني."""
    return spot.extent <= _TOWN and (bool(spot.relation) or spot.start < spot.name_start)


def _is_beside(reading: Reading, area: PlaceHit, spot: PlaceHit, other: PlaceHit | None) -> bool:
    """Tell whether another event is set elsewhere in a province: what names the province sums up several towns."""
    if other is None or area.kind == COUNTRY or _key(other) == _key(spot):
        return False
    return other.extent <= _TOWN and _may_hold_spot(reading, area, other)


def _is_open(reading: Reading, draft: Draft) -> bool:
    """Tell whether a draft tells one happening of the news and no place for it."""
    if draft.place is not None or draft.status not in _NEWS or is_total(draft):
        return False
    if _opens_own_clause(reading, draft.groups[0]):
        return False  # قتيلان في غارة على غزة والجيش يعتقل عشرين: they were taken elsewhere
    several = reading.cued(_SEVERAL)
    if any(within(several, group.start, group.end) for group in draft.groups):
        return False  # غارات في عدة محافظات
    return not any(a.measure in _SUMS and (a.best or a.low or 0) >= _MANY for a in draft.amounts)


def _opens_own_clause(reading: Reading, group: Group) -> bool:
    """Tell whether "and" opens a passage with who does it, a verb of the present at once behind."""
    first = group.hits[0]
    told = first.verbal and first.trigger is not None and first.trigger.tense == _PRESENT
    if not (group.after_boundary and told and reading.text.startswith(_AND, group.start)):
        return False
    start = group.start + len(_AND)
    named = [entity for entity in within(reading.entities, start, start + 1) if entity.start == start]
    return any(not reading.text[entity.end : first.start].strip() for entity in named)


def _placed(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    sentence = draft.groups[0].sentence
    spots = [p for p in _spots(reading, sentence, sentence) if not is_of_talks(reading, p, draft.groups[0])]
    spots = [p for p in spots if not is_of_burial(reading, p.end, draft.groups[0])]
    found, rule = _the_one(reading, spots), "place-sentence"
    pair = _pair_of_towns(reading, spots) if found is None and draft.amounts else ()
    if pair:
        listed = draft.but(rules=(*draft.rules, "place-sentence"))
        return listed.at(pair[0], others=tuple(pair[1:]), rule="place-list")
    if found is None and draft.event != _TREATY and _tells(draft):
        found, rule = _of_passage(reading, draft, drafts), "place-carried"
        if found is None:
            found, rule = _of_report(reading, draft, drafts), "place-story"
    if found is None:
        return draft
    return draft.at(found, rule=rule)


def _tells(draft: Draft) -> bool:
    """Tell whether a draft tells something that happened, by a verb or a number, or points back: الهجوم."""
    return draft.definite or bool(draft.amounts) or any(hit.verbal for group in draft.groups for hit in group.hits)


def _spots(reading: Reading, first: int, last: int) -> list[PlaceHit]:
    """Return the places below a country that some sentences name, in order."""
    start, end = reading.sentences[first].start, reading.sentences[last].end
    told = within(reading.places, start, end)
    answered = set(places_of_reasons(reading, start, told))
    return [p for p in told if p.kind != COUNTRY and p.start not in answered and _is_spot(reading, p)]


def _is_spot(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether something may have happened at a place, which is not only the last word of a force's name."""
    return may_hold(reading, place) and not (names_force(reading, place) or is_set_off_from(reading, place))


def _the_one(reading: Reading, spots: Sequence[PlaceHit]) -> PlaceHit | None:
    """Return the narrowest of places that lie in one another; None where two compete."""
    apart = {(p.place_id, p.country, p.admin1): p for p in spots}.values()  # what tells whether another holds it
    inner = [p for p in spots if not any(_holds(reading, p, q) for q in apart)]
    return inner[-1] if len({_key(p) for p in inner}) == 1 else None


def _pair_of_towns(reading: Reading, spots: Sequence[PlaceHit]) -> Sequence[PlaceHit]:
    """Return two towns joined by and, where a sentence names no other place: 14 خلال مداهمات في نابلس وجنين."""
    runs = join_lists(reading, spots)
    told = runs[0] if len(runs) == 1 and len(runs[0]) == len(spots) == _PAIR else []
    return () if any(is_wide(place) for place in told) else told


def _key(place: PlaceHit) -> str | None:
    return place.place_id or place.name_ar


def _holds(reading: Reading, outer: PlaceHit, inner: PlaceHit) -> bool:
    """Tell whether one place is another than a second and holds it."""
    if outer.place_id is None or outer.place_id == inner.place_id:
        return False
    if inner.place_id is not None:
        return reading.lexicon.gazetteer.is_within(inner.place_id, outer.place_id)
    return outer.extent > _TOWN and outer.country == inner.country and outer.admin1 == inner.admin1


def _may_be_around(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place is around a town, or a bare capital that may stand for its province: غارات على إدلب."""
    return _is_around(place) or (place.kind in SETTLEMENTS and is_capital(reading, place))


def _may_hold_spot(reading: Reading, area: PlaceHit, spot: PlaceHit) -> bool:
    """Tell whether a spot lies in an area, or around the town whose countryside is told."""
    return _holds(reading, area, spot) or (_may_be_around(reading, area) and _lies_around(reading, spot, area))


def _lies_around(reading: Reading, spot: PlaceHit, outer: PlaceHit) -> bool:
    """Tell whether a village lies in the province of a town whose countryside is told, and not far from it."""
    if spot.kind not in {*SETTLEMENTS, UNLISTED} or (spot.country, spot.admin1) != (outer.country, outer.admin1):
        return False
    if spot.place_id is None or outer.place_id is None:
        return spot.place_id is None
    gazetteer = reading.lexicon.gazetteer
    apart = gazetteer.distance_km(spot.place_id, outer.place_id)
    smaller = gazetteer.places[spot.place_id].population < max(gazetteer.places[outer.place_id].population, 1)
    return smaller and apart is not None and apart <= _DAY_TRIP


def _of_passage(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> PlaceHit | None:
    """Return the place of the nearest sentence before that tells an event and names one place."""
    here = draft.groups[0]
    for sentence in range(here.sentence - 1, max(-1, here.sentence - 1 - _REACH), -1):
        opening = reading.sentences[sentence + 1].start
        if within(reading.cued("turn"), opening, here.head.start):
            return None
        spots = _spots(reading, sentence, here.sentence)
        found = _the_one(reading, spots)
        told = any(group.sentence == sentence for other in drafts if other is not draft for group in other.groups)
        if spots and (found is None or told or (draft.definite and _names_event(reading, sentence))):
            return found  # a sentence between that names the same place and tells nothing parts them not
    return None


def _names_event(reading: Reading, sentence: int) -> bool:
    """Tell whether a sentence names an event, also where no row came of it: القبض على منفذ الهجوم على ملهى في كذا."""
    span = reading.sentences[sentence]
    return any(isinstance(w.payload, Trigger) and w.payload.event for w in within(reading.words, span.start, span.end))


def _of_report(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> PlaceHit | None:
    """Return the one town of a report that names it more than once, and no place outside it; not behind a turn."""
    spots = _spots(reading, 0, len(reading.sentences) - 1)
    town = _the_one(reading, spots)
    if (
        town is None
        or town.precision > _TOWN
        or sum(_key(p) == _key(town) and not p.points_back for p in spots) < _TWICE
    ):
        return None
    here = draft.groups[0].head.start
    last = max((p.end for p in spots if p.end <= here), default=here)
    if any(cue.payload.effect == "turn" for cue in within(reading.cues, last, here)):
        return None
    return town if any(d.place is not None and _key(d.place) == _key(town) for d in drafts) else None
