"""What ties two passages of one article by where they are set: one town, a village of the area.

Also where a page opens: its headline, which some pages set twice, and its lead name one place in two ways.
"""

from tasks.extract.accounts import is_earlier
from tasks.extract.agreement import (
    dates_agree,
    is_near,
    is_point,
    is_quarter_of,
    numbers_agree,
    of_one_camp,
    same_name,
    sides_meet,
    types_agree,
)
from tasks.extract.amounts import CASUALTIES, TOLL
from tasks.extract.drafts import Draft
from tasks.extract.gazetteer import COUNTRY, SETTLEMENTS
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.retelling import is_added, is_same_town, opens_another, strikes_back
from tasks.extract.round_up import is_wide, opens_item

LEAD = 2  # sentences that a headline and a lead take
TAKEN = frozenset({"government-regains-territory", "non-state-actor-overtakes-territory"})
_NEAR = "near"
_FALLEN = TOLL | {CASUALTIES}
_PHRASE = 4  # characters from a place to the area that its phrase goes on with: بلدة كذا في جبل كذا


def is_same_spot(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether one side hits one town with the same arm in passages close by, whoever each names as hit.

    A headline and its lead may even differ in who did it: one of the two names is read wrong more often than not.
    """
    if not is_same_town(one, two) or opens_another(reading, two) or is_earlier(one, two):
        return False
    if strikes_back(reading, two):
        return False
    if not types_agree(reading, one, two) or not dates_agree(one, two) or not numbers_agree(one, two):
        return False
    told = opens_page(one) and 0 < two.groups[0].sentence - one.groups[0].sentence <= LEAD
    acted = bool(one.actors and two.actors) and sides_meet(one.actors, two.actors)
    return one.status == two.status and (told or (acted and two.groups[0].sentence - one.groups[-1].sentence == 1))


def names_area(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a headline names the area of the village that its lead names: ريف منبج, قرية في ريف منبج."""
    first, later = one.groups[0].sentence, two.groups[0].sentence
    near = one.place is not None and one.place.relation == _NEAR  # قرب مدينة كذا: it never was in the town
    if not opens_page(one) or (not near and (len(one.groups) > 1 or reading.sentences[first].stopped)):
        return False
    if not first < later <= first + LEAD + 1:
        return False
    if one.place is None or two.place is None or one.place.admin1 != two.place.admin1:
        return False
    if one.place.relation == "countryside":
        return True
    sentence = reading.sentences[later]
    named = any(same_name(place, one.place) for place in within(reading.places, sentence.start, sentence.end))
    beside = (one.place.lat, one.place.lon) == (two.place.lat, two.place.lon)  # a village that no list holds, near it
    return (named or beside) and is_near(one.place, two.place)


def tells_spot(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether the next sentence names the spot in the area just told, and that area with it.

    غارات على جبل كذا. وقال مراسلنا إن الطائرات قصفت محيط قرية كذا في منطقة ذلك الجبل: the mountain is no second raid.
    """
    if two.groups[0].sentence - one.groups[-1].sentence != 1 or one.status != two.status:
        return False
    if two.event in TAKEN or not reading.sentences[two.groups[0].sentence].stopped:
        return False  # a caption may show another strike
    if one.other_places or two.other_places or not _lies_in_named(reading, one.place, two.place):
        return False
    if not types_agree(reading, one, two) or not dates_agree(one, two) or _counts_others(one, two):
        return False
    acted = of_one_camp(one.actors, two.actors) or not (one.actors and two.actors)
    return acted and not (opens_another(reading, two) or is_added(reading, two) or opens_item(reading, one, two))


def _counts_others(one: Draft, two: Draft) -> bool:
    """Tell whether a lead sums up several blows: تسعة بين قتيل وجريح في غارتين على ريف كذا, of which this is one."""
    summed, own = (
        [(a.measure, a.best) for a in draft.amounts if a.measure in _FALLEN and a.best] for draft in (one, two)
    )
    return not numbers_agree(one, two) or (bool(summed) and bool(own) and set(summed).isdisjoint(own))


def _lies_in_named(reading: Reading, area: PlaceHit | None, spot: PlaceHit | None) -> bool:
    """Tell whether the phrase of a place names the area that holds it: قرية كذا في الريف الشرقي لعين عيسى."""
    if area is None or spot is None or not is_point(spot) or same_name(area, spot) or area.kind == COUNTRY:
        return False
    if (area.kind in SETTLEMENTS and not is_wide(area)) or None not in {area.admin1, spot.admin1} != {area.admin1}:
        return False
    named = any(same_name(place, area) for place in within(reading.places, spot.end, spot.end + _PHRASE))
    name = reading.text[area.name_start : area.name_end]
    return named or name in reading.text[spot.name_end : spot.end]


def takes_quarter(one: Draft, two: Draft) -> bool:
    """Tell whether a town is taken and one of its quarters fought for: the quarter is not the town."""
    if one.event not in TAKEN and two.event not in TAKEN:
        return False
    if one.place is None or two.place is None:
        return False
    return is_quarter_of(one.place, two.place) or is_quarter_of(two.place, one.place)


def headed_until(reading: Reading, draft: Draft) -> int:
    """Return the last line of a heading in which a passage stands: some pages set their headline twice."""
    first = draft.groups[0].sentence
    told = [g.sentence for g in draft.groups if g.sentence < reading.first_stop]
    return max(told, default=first) if first == 0 else first


def opens_page(draft: Draft) -> bool:
    """Tell whether a passage opens the article, or stands in a heading within it."""
    return draft.groups[0].sentence == 0 or draft.headline
