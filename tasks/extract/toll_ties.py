"""What ties a toll to the event that brought it, and two attacks to each other by the same dead.

Who died is told once more often than where or by whom: a person dies once, and the same number of dead is one attack.
"""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.agreement import (
    VIOLENT,
    dates_agree,
    is_point,
    may_be,
    mixed,
    numbers_agree,
    places_agree,
    sides_meet,
)
from tasks.extract.amount import Amount
from tasks.extract.drafts import TELLING, Draft
from tasks.extract.event_kinds import GAINS, ONE_SIDED
from tasks.extract.named_victims import is_named_again
from tasks.extract.own_clause import opens_answer
from tasks.extract.reading import Reading
from tasks.extract.relative_doers import is_right_behind_name
from tasks.extract.retelling import adds_nothing
from tasks.extract.round_up import opens_item
from tasks.extract.same_toll import has_same_toll

_DEADLY = VIOLENT | {"abduction", "mob-violence", "excessive-force", "violent-demonstration"}
_OTHER, _FIGHT = "other", "armed-clash"
_TOPIC, _SUM = "mod-topic", "bck-cumulative"
_ONE = frozenset({"journalist", "medic"})
_TOLL_REACH = 2  # sentences over which a toll looks back for its event
_ARMS = frozenset({"munitions", "aircraft", "raids", "sorties", "attacks"})
_DEALT = ONE_SIDED | {"attack", "strike", "arrests", "other"}
_ARRESTS, _RAZED = "arrests", "looting"
_OF_STATES = FORCES - {"armed-group", "militia"}
_OWNED_UP, _OWNING_REACH = "agent-owns-up", 4  # sentences to the killing that somebody owns up to
RARE = 10  # a number from which on equal numbers tie passages although their places differ in detail


def toll_tie(event: Draft, toll: Draft, unnamed: frozenset[str] = frozenset()) -> int:
    """Return how well a toll that names no event fits an event told shortly before."""
    if toll.groups[0].sentence - event.groups[-1].sentence > _TOLL_REACH or event.event in _TOLL_FREE:
        return 0
    counted = numbers_agree(event, toll) or _is_of_doer(event, toll, unnamed)
    if not (counted and places_agree(event.place, toll.place) and dates_agree(event, toll)):
        return 0
    if not _are_of_one_time(event, toll):
        return 0
    if toll.actors and event.actors and not sides_meet(event.actors, toll.actors):
        return 0
    if (
        _fell_in_others(event, toll)
        or _are_its_own(event, toll)
        or _is_of_another(toll, event)
        or _answers_gain(event, toll)
        or (is_point(toll.place) and not is_point(event.place) and _counts_arms(event))
    ):
        return 0  # of thirty drones over the country one killed two in the town
    near = event.groups[-1].sentence >= toll.groups[0].sentence - 1
    return 2 if near and not (event.event == _OTHER and not event.amounts) else 1


def _is_of_doer(event: Draft, toll: Draft, unnamed: frozenset[str]) -> bool:
    """Tell whether who fell is of the side that fought in the sentence before: قتل الجيش 30 مسلحا. وقتل جنديان."""
    if event.event != _FIGHT or toll.groups[0].sentence - event.groups[-1].sentence > 1 or not toll.targets:
        return False
    if toll.speaker not in {"", event.speaker}:
        return False  # each side tells what the other lost
    return may_be(event.actors, toll.targets, unnamed) and not may_be(event.targets, toll.targets, unnamed)


def _are_of_one_time(event: Draft, toll: Draft) -> bool:
    """Tell whether a toll has the status of an event, and is no sum where that is none.

    The 501 dead of half a year are not those of the raids of a week.
    """
    if event.status != toll.status and not (adds_nothing(toll) or goes_on_with_sum(event, toll)):
        return False
    return _SUM not in toll.fired or _SUM in event.fired


def fell_in_answer(reading: Reading, event: Draft, toll: Draft) -> bool:
    """Tell whether a toll of the same sentence is of who strikes back: وردت القوات الباكستانية بالنار فقتلت جنديين."""
    one, two = event.groups[-1], toll.groups[0]
    return toll.toll_only and one.sentence == two.sentence and opens_answer(reading, one.hits[-1], two.head)


def were_killed_by_taken(reading: Reading, event: Draft, toll: Draft) -> bool:
    """Tell whether those who are arrested or lose their house had killed them: أوقفوا القناص الذي قتل جنديا."""
    last, head = event.groups[-1], toll.groups[0].head
    behind = last.sentence == head.sentence and last.head.start < head.start and not head.particle
    razed = event.event == _RAZED and head.verbal and is_right_behind_name(reading, head.start)
    return behind and (razed or (event.event == _ARRESTS and head.shape == "verb"))


def _fell_in_others(event: Draft, toll: Draft) -> bool:
    """Tell whether a toll is told of a list of places of which none may be that of the event.

    استهدفت المدفعية قرى في ريف إدلب، كما لقي عدة مسلحين مصرعهم بدرعا وريف دمشق.
    """
    listed = toll.other_places
    return len(listed) > 1 and not any(places_agree(event.place, place) for place in listed)


def _are_its_own(event: Draft, toll: Draft) -> bool:
    """Tell whether soldiers fell who are of the army that alone dealt a blow: دمر الجيش سيارتين. وقتل جنديان."""
    struck = event.event in _DEALT and bool(event.actors) and all(e.kind in _OF_STATES for e in event.actors)
    fallen = bool(toll.targets) and all(e.kind in _OF_STATES for e in toll.targets)
    return struck and fallen and not event.targets


def _is_of_another(toll: Draft, event: Draft) -> bool:
    """Tell whether a toll is only named, with one victim of a trade of his own: التحقيق في مقتل الصحفي فلان.

    Whoever asks to look into a murder speaks of no bombing that killed nine.
    """
    if max(event.dead, default=1) <= 1:
        return False
    topic = any(rule.startswith(_TOPIC) for rule in toll.rules)
    return topic and not toll.definite and any(a.victim_class in _ONE and (a.best or 1) == 1 for a in toll.amounts)


def tells_toll_again(reading: Reading, event: Draft, toll: Draft) -> bool:
    """Tell whether a toll tells again whom an event cost, whoever and wherever each names.

    The same dead, the same many wounded, a part that was counted before (five soldiers of twelve dead), one by name.
    """
    if event.event in _TOLL_FREE or event.status != toll.status:
        return False
    shared = event.dead & toll.dead
    if shared and max(shared) > TELLING and has_same_toll(reading, event, toll):
        return True
    same = _has_same_wounded(event, toll) or _counts_part(event, toll) or _owns_up_to(event, toll)
    return same or is_named_again(reading, event, toll)


def _owns_up_to(event: Draft, toll: Draft) -> bool:
    """Tell whether somebody owns up to the killing of one of those just told: تبنت الحركة قتل النائب."""
    if _OWNED_UP not in toll.fired or not event.dead or max(toll.dead, default=1) > 1:
        return False
    near = toll.groups[0].sentence - event.groups[-1].sentence <= _OWNING_REACH
    sides = not event.actors or sides_meet(event.actors, toll.actors)
    return near and sides and places_agree(event.place, toll.place) and dates_agree(event, toll)


def _has_same_wounded(event: Draft, toll: Draft) -> bool:
    """Tell whether both count the same wounded, so many that no other happening had as many."""
    first, later = ({a.best for a in d.amounts if a.measure == "injured" and not a.part} for d in (event, toll))
    rare = {number for number in first & later if number is not None and number >= RARE}
    agree = places_agree(event.place, toll.place) and dates_agree(event, toll)
    return bool(rare) and agree and event.event in _DEADLY and toll.dead <= event.dead


def _counts_part(event: Draft, toll: Draft) -> bool:
    """Tell whether a toll counts only one class of victims, of which the event counted as many among all."""
    if toll.groups[0].sentence - event.groups[-1].sentence > _TOLL_REACH or not toll.amounts:
        return False
    parts = {(a.measure, a.victim_class, a.best) for a in event.amounts if a.victim_class != "all"}
    classes = {(a.measure, a.best) for a in toll.amounts if (a.measure, a.victim_class, a.best) in parts}
    told = all((a.measure, a.best) in classes and (a.best or 0) > TELLING for a in toll.amounts)
    agree = places_agree(event.place, toll.place) and dates_agree(event, toll)
    return told and agree and not any(a.best == b.best for a in event.amounts for b in toll.amounts if _is_all(a, b))


def _is_all(one: Amount, two: Amount) -> bool:
    return one.measure == two.measure and one.victim_class == two.victim_class == "all"


def goes_on_with_sum(event: Draft, toll: Draft) -> bool:
    """Tell whether a sentence goes on with a sum since a month: قتل منذ مطلع العام 91، كما أصيب 56."""
    summed = event.status == "background" and "bck-cumulative" in event.fired
    same = toll.toll_only and toll.groups[0].sentence == event.groups[-1].sentence
    return summed and same and toll.place is None and toll.date is None


def _answers_gain(event: Draft, toll: Draft) -> bool:
    """Tell whether one side tells what it took and another, behind it, how many it killed."""
    return event.event in GAINS and bool(event.speaker) and toll.speaker not in {"", event.speaker}


def _counts_arms(event: Draft) -> bool:
    """Tell whether an event counts several missiles, aircraft or raids."""
    return any(a.measure in _ARMS and (a.best or a.low or 0) >= TELLING for a in event.amounts)


def fell_elsewhere(reading: Reading, event: Draft, toll: Draft) -> bool:
    """Tell whether the dead of a sentence of its own are of a side that the event before did not hit or arm.

    So are those of the next item of a round-up: وفي قرية كذا قضى راع برصاص مجهولين.
    """
    if opens_item(reading, event, toll) and not toll.definite:
        return True
    if not (toll.groups[0].head.verbal or toll.place or toll.date) or not (toll.targets and event.targets):
        return False
    told = event.targets if event.event in ONE_SIDED else (*event.targets, *event.actors)
    return not (may_be(toll.targets, told, reading.lexicon.unnamed) or mixed(event, toll))


_TOLL_FREE = frozenset({"change-to-group", "headquarters", "agreement", "peaceful-protest", "non-violent-transfer"})
