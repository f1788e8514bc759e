"""What ties two passages of one article to one event, and what keeps them apart.

Apart: another place, day, side, or another number of the same measure. Together: the same town, the same telling
number, the same thing hit, a headline and its lead, what retelling.py finds; by their dead, what toll_ties.py finds.
"""

from tasks.extract.accounts import counts_alike, is_earlier, is_met, is_rival_count, tells_owned, unfolds
from tasks.extract.aftermath import is_other_side, is_step
from tasks.extract.agreement import (
    VIOLENT,
    dates_agree,
    is_near,
    is_point,
    numbers_agree,
    places_agree,
    same_name,
    sides_agree,
    sides_meet,
    types_agree,
)
from tasks.extract.clauses_before import is_set_before
from tasks.extract.counted import counts_on
from tasks.extract.denied_again import denies_site, is_denied_again
from tasks.extract.drafts import ABOUT, TELLING, Draft
from tasks.extract.firing_back import FIRED_BACK
from tasks.extract.known_things import is_named_behind, is_of_same_area, is_same_word, is_taken_again, takes_up
from tasks.extract.named_victims import is_named_again
from tasks.extract.occasions import ANSWERED
from tasks.extract.raids import is_raid
from tasks.extract.reading import Reading, within
from tasks.extract.retelling import (
    RETOLD,
    counts_all,
    is_added,
    is_bare,
    is_continued,
    is_led_back,
    is_plural,
    is_recalled,
    is_reference,
    is_retold,
    is_same_town,
    is_taken_up,
    is_this,
    opens_again,
    opens_another,
    recalls,
    strikes_back,
)
from tasks.extract.round_up import opens_item
from tasks.extract.same_site import (
    LEAD,
    TAKEN,
    headed_until,
    is_same_spot,
    names_area,
    opens_page,
    takes_quarter,
    tells_spot,
)
from tasks.extract.same_toll import has_same_harm, has_same_toll, same_victim, tells_his_death
from tasks.extract.toll_ties import RARE

_ALSO = "con-also-too"
_RALLY, _RIOT = "peaceful-protest", "violent-demonstration"
_PARTED = frozenset({"boundary", "turn", "when", "answer"})
_OF_SITE = 6
_DENIED = 3  # sentences between a denial and what it denies
_FURTHER = 1  # sentences over which a telling goes on
_DISTRICT = 3  # UCDP precision above which a place is an area


def tie(reading: Reading, one: Draft, two: Draft) -> int:
    """Return how strongly two drafts are tied, 0 where something keeps them apart or nothing ties them."""
    if two.refuted and denies_site(one, two):
        return _OF_SITE
    if not types_agree(reading, one, two):  # most pairs of an article that tells many events
        return _tie_of_kinds(reading, one, two)
    apart = two.groups[0].sentence - one.groups[-1].sentence
    far = apart > RETOLD  # most pairs of a long article
    return _far_tie(reading, one, two) if far else _close_tie(reading, one, two, near=apart >= 0)


def _close_tie(reading: Reading, one: Draft, two: Draft, *, near: bool) -> int:
    """Return how strongly two drafts of one kind are tied that stand close by; `near`, the first before the second."""
    if has_same_toll(reading, one, two) or (near and (is_this(reading, one, two) or is_led_back(reading, one, two))):
        return 5
    denied = _is_denied_telling(reading, one, two) and not kept_apart(reading, one, two)
    denied = denied or is_denied_again(reading, one, two)
    fallen = same_victim(one, two) or is_named_again(reading, one, two) or tells_his_death(one, two)
    if denied or fallen or has_same_harm(reading, one, two):
        struck = denied and sides_meet(one.targets, two.targets)
        return 6 if struck else 5  # نفى أن يكون استهدف مسعفين: the raid that hit them, not the one told between
    if near and tells_spot(reading, one, two):
        return 4
    taken = near and counts_alike(reading, one, two) and is_taken_up(reading, one, two)
    told_of = unfolds(reading, one, two) or is_met(reading, one, two) or tells_owned(reading, one, two)
    if taken or told_of or is_same_spot(reading, one, two) or is_raid(reading, one, two):
        return 4
    stepped = is_step(reading, one, two) or is_other_side(reading, one, two) if near else False
    if stepped or (near and is_rival_count(reading, one, two)):
        return 4
    known = takes_up(reading, one, two) if near else 0
    return known if kept_apart(reading, one, two) else max(known, _open_tie(reading, one, two))


def _far_tie(reading: Reading, one: Draft, two: Draft) -> int:
    """Return how strongly two drafts of one kind are tied that stand far apart: the rest is told of those close by."""
    if has_same_toll(reading, one, two) or same_victim(one, two) or is_named_again(reading, one, two):
        return 5
    return 0 if kept_apart(reading, one, two) else _open_tie(reading, one, two)


def _tie_of_kinds(reading: Reading, one: Draft, two: Draft) -> int:
    """Return how strongly two drafts of two kinds are tied: by the same dead, else as a raid and what it brought."""
    if has_same_toll(reading, one, two):
        return 5
    if (one.persons and two.targets and same_victim(one, two)) or is_named_again(reading, one, two):
        return 5
    if two.groups[0].sentence - one.groups[-1].sentence > RETOLD:
        return 0  # what follows is told of passages close by
    if is_denied_again(reading, one, two) or has_same_harm(reading, one, two):
        return 5
    if is_raid(reading, one, two) or is_step(reading, one, two) or is_met(reading, one, two):
        return 4
    return 4 if is_same_word(reading, one, two) and not kept_apart(reading, one, two) else 0


def _open_tie(reading: Reading, one: Draft, two: Draft) -> int:
    """Return how strongly two drafts are tied that nothing keeps apart."""
    if _shared_number(one, two) or counts_on(reading, one, two):
        return 4
    if _names_again(reading, one, two) or _turns_violent(one, two):
        return 4
    told_apart = one.status != two.status and not recalls(reading, one, two)
    if told_apart or opens_again(reading, two) or strikes_back(reading, two):
        return 0
    if (is_same_town(one, two) or _shared_object(one, two)) and not _is_other_account(reading, one, two):
        return 4
    if is_named_behind(reading, one, two) or is_of_same_area(reading, one, two) or is_taken_again(reading, one, two):
        return 4
    return _weak_tie(reading, one, two)


def _turns_violent(one: Draft, two: Draft) -> bool:
    """Tell whether those who rally riot in the same sentence: خرج مئات المتظاهرين، وأحرق بعضهم إطارات."""
    if one.event != _RALLY or two.event != _RIOT or two.groups[0].sentence != one.groups[-1].sentence:
        return False
    return {e.entity_id for e in one.actors} == {e.entity_id for e in two.actors} != set()


def _names_again(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether "the bombing" names the place and the thing hit again: التفجير الذي استهدف مسجدا في عسير.

    What it hit as well is told by another: وشمل القصف أيضا مواقع في ثلاث محافظات، وفق مصدر أمني.
    """
    if one.status != two.status or not is_reference(reading, two) or is_plural(reading, two):
        return False
    if any(c.payload.cue_id == _ALSO for c in within(reading.cued("adverb"), two.groups[0].start, two.groups[0].end)):
        return False
    things = {o.entity_id for o in one.objects}
    return same_name(one.place, two.place) and any(o.entity_id in things for o in two.objects)


def _is_other_account(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether "on the other hand" opens a passage with a toll of its own: من جهة أخرى قال ناشطون إن 12 قتلوا.

    What the ministry told before has no dead; joined, it would have said so.
    """
    return opens_another(reading, two) and not counts_all(one, two)


def _is_denied_telling(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether one passage is the denial of what the other tells: نفى استهداف السوق ... وكان سكان قالوا إن غارة.

    A denial names the place, the day or the side again; without any of them nothing ties it.
    """
    if one.refuted == two.refuted or two.groups[0].sentence - one.groups[-1].sentence > _DENIED:
        return False
    if not (types_agree(reading, one, two) or {one.event, two.event} <= VIOLENT):
        return False  # نفى انسحاب المقاومة من الحي is of no fight
    acted = sides_meet(one.actors, two.actors)
    unsited = one.place is None or two.place is None
    struck = sides_meet(one.targets, two.targets) and not (one.actors and two.actors)
    return is_same_town(one, two) or (unsited and (acted or struck or _shared_object(one, two)))


def may_be_headline(reading: Reading, heading: Draft, event: Draft) -> bool:
    """Tell whether a headline may tell an event below it, whoever each names: kind, area, day and numbers agree."""
    if heading.status != event.status or not types_agree(reading, heading, event):
        return False
    if not dates_agree(heading, event) or not numbers_agree(heading, event):
        return False
    if not places_agree(heading.place, event.place) and not is_near(heading.place, event.place):
        return False
    return counts_all(event, heading) or not any(a.best is not None for a in heading.amounts)


def _shared_object(one: Draft, two: Draft) -> bool:
    """Tell whether two passages say that the same thing was hit, in two words or more: محطة مياه."""
    if not (one.objects and two.objects):
        return False
    told = {o.text for o in one.objects if " " in o.text.strip()}
    return any(o.text in told for o in two.objects)


def _weak_tie(reading: Reading, one: Draft, two: Draft) -> int:
    """Return how well two drafts are tied where nothing but nearness and the order of telling speaks for it."""
    apart = two.groups[0].sentence - one.groups[-1].sentence
    if apart > RETOLD and not (two.definite or opens_page(one)):
        return 0  # so far off only a noun with the article points back: most pairs of a long article
    if _hits_another(reading, two) or opens_item(reading, one, two):
        return 0
    if is_bare(two) and (apart <= LEAD or two.definite):
        return 2 if apart <= LEAD else 1
    if _lead(reading, one, two):
        return 3
    if is_recalled(reading, one, two):
        return 2 if apart <= LEAD else 1
    again = is_retold(reading, one, two) or is_continued(reading, one, two)
    return 2 if again or _goes_on(reading, one, two) or _completes(reading, one, two) else 0


def _completes(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether the rest of a sentence fills what its first part left open: مقتل ثمانية ... في غارة على كذا."""
    group, before = two.groups[0], one.groups[-1]
    if group.sentence != before.sentence or one.status != two.status or not {one.event, two.event} <= VIOLENT:
        return False
    if (one.place is not None and two.place is not None) or opens_another(reading, two):
        return False
    joined = within(reading.cues, before.end, group.head.start)
    return not (group.head.particle.startswith("و") or any(cue.payload.effect in _PARTED for cue in joined))


def _goes_on(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage goes on with the event before: no place of its own, and no word that opens another."""
    apart = two.groups[0].sentence - one.groups[-1].sentence
    if two.place is not None or not 0 < apart <= _FURTHER or two.event not in VIOLENT:
        return False
    if two.date is not None and one.date is None:
        return False
    return not opens_another(reading, two)


def _hits_another(reading: Reading, draft: Draft) -> bool:
    """Tell whether a passage adds a verb with what it hits: كما استهدف معسكرا; not كما طال القصف معسكرا."""
    hits = draft.groups[0].events
    if not (draft.objects or draft.targets) or any(not hit.verbal and hit.definite for hit in hits):
        return False
    return draft.groups[0].head.verbal and is_added(reading, draft)


def kept_apart(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether place, day, numbers or sides keep two drafts of one kind apart."""
    if takes_quarter(one, two) or (not places_agree(one.place, two.place) and not names_area(reading, one, two)):
        return True  # asked first: most passages that are apart are so by their place
    if is_earlier(one, two) or ANSWERED in two.fired or FIRED_BACK in two.fired:
        return True
    if two.date is not None and one.date is None and is_set_before(reading, two.groups[0].head):
        return True
    return (
        not dates_agree(one, two) or not numbers_agree(one, two) or not sides_agree(one, two, reading.lexicon.unnamed)
    )


def _lead(reading: Reading, one: Draft, two: Draft) -> bool:
    """Whether the earlier passage is the headline or the lead and the later one tells it again."""
    if not opens_page(one) or two.groups[0].sentence - headed_until(reading, one) > LEAD:
        return False
    if len(two.groups) and one.groups[-1].sentence == two.groups[0].sentence:
        return False
    unsited = one.place is None or two.place is None or same_name(one.place, two.place)
    listed = bool(two.other_places) and is_point(one.place) and not one.other_places
    if one.headline and is_point(one.place) and not is_point(two.place):
        return False  # a caption may show another strike
    if one.other_places and is_point(two.place):
        return False  # a lead that names several provinces sums up what follows
    if one.event in TAKEN and two.event in TAKEN and (two.objects or not unsited):
        return False  # who completed the taking of a province took its towns and its palace one by one
    return unsited or (counts_all(two, one) and not listed)


def _shared_number(one: Draft, two: Draft) -> bool:
    """Tell whether a number ties two passages: a rare one, or a small one where no two places stand."""
    if not (one.amounts and two.amounts):
        return False
    told_again = one.place is None or two.place is None or same_name(one.place, two.place)
    near = two.groups[0].sentence - one.groups[-1].sentence <= LEAD
    wide = max(p.extent for p in (one.place, two.place) if p is not None) > _DISTRICT if not told_again else False
    least = TELLING if told_again or (wide and near) else RARE
    numbers = {(a.measure, a.best, a.low) for a in one.amounts if (a.best or a.low or 0) >= least and not a.part}
    return any((a.measure, a.best, a.low) in numbers for a in two.amounts if not a.part and a.high != ABOUT)
