"""Which ACLED sub-event a group is: what its words say, refined by the cues of refine.tsv and by who stands where."""

from collections.abc import Sequence

from tasks.extract.airmen import is_shot
from tasks.extract.charges import STATE_SIDES, destroys_charge, is_blown_up
from tasks.extract.craft import downs_craft, downs_missile, is_met
from tasks.extract.crowds_hit import is_fired_on
from tasks.extract.entities import EntityHit
from tasks.extract.fell_attacking import FELL
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.parties import Parties
from tasks.extract.reaching import reaches
from tasks.extract.reading import Reading, within
from tasks.extract.refining import refining_cue
from tasks.extract.scuffles import is_riot, kind_of_scuffle

GENERIC = frozenset({"strike", "assault", "blast", "capture", "killing", "unrest"})
_CIVIL = frozenset({"civilians", "community", "person", "outlet", "ngo"})
_TELLING = (
    *("chemical-weapon", "suicide-bomb", "air-drone-strike", "shelling", "remote-explosive", "grenade"),
    *("excessive-force", "protest-with-intervention", "violent-demonstration", "abduction"),
)
_PROTEST = frozenset({"peaceful-protest", "protest-with-intervention", "killing", "attack"})
BY_HAND = ("att-execut", "att-stab", "att-beat", "att-tortur", "att-snipe", "att-assassin", "att-burn")
_DESTROY = "str-destroy"
_REGAINED = "government-regains-territory"
_DISARMED, _BURNT = "disrupted-weapons", "looting"
_FOUGHT = frozenset({"armed-clash", "capture"})
_GAINS = frozenset({"capture", _REGAINED})
_AND = "و"
_TRIED = frozenset({"hypothetical", "purpose", "future"})
_FOR = frozenset({"ل", "لل"})
_BESIDE = 24  # characters between a word of destroying and its charges, with their number
_SUBJECT = 8  # characters from a verb to its subject, with its number: استهدفت ثلاثة انفجارات
_BLOW = "str-hitting"
_BLOWS = frozenset({"demonym:air-51", "demonym:air-52"})  # a blow with the adjective of a state
_LOST = "lost"
_CHANGE = "change-to-group"
_JOINING = 60  # characters from a verb of joining over its subject to the fight that is joined
_FAINT = frozenset({"other", _CHANGE, "attack"})
_FALLBACK = {"strike": "shelling", "blast": "remote-explosive", "unrest": "violent-demonstration"}


def settle_event(reading: Reading, group: Group, parties: Parties, weapon: EntityHit | None) -> tuple[str, str]:
    """Return the event type of a group and the rule that settled it."""
    told = (
        [_DISARMED]
        if destroys_charge(reading, group, parties)
        or _shoots_down(reading, group)
        or downs_craft(reading, group.head)
        or downs_missile(reading, group.head)
        or _aims_at_aircraft(reading, group, weapon)
        else [
            hit.event
            for hit in group.events
            if hit.event and not any(is_beside(reading, group, hit) for is_beside in _BESIDE_IT)
        ]
    )
    specific = [event for event in told if event not in GENERIC]
    event = min(specific, key=_rank) if specific else _open_kind(group, told)
    if "capture" in told and (event in {"armed-clash", _CHANGE} or (event == "arrests" and group.head.event in _GAINS)):
        event = "capture"  # who took a place after a fight or entered it: the taking is the news
    if event == "armed-clash" and _REGAINED in told:
        event = _REGAINED  # تمكن الجيش بعد معارك من استعادة البلدة
    if {"arrests", "peaceful-protest"} <= set(told):
        event = "protest-with-intervention"
    if event in _PROTEST and is_fired_on(reading, group, parties):
        return "excessive-force", "protesters-hit"
    killed = any(hit.casualty and hit.casualty.measure == "killed" for hit in group.casualties)
    if killed and (event in _FAINT or event == _BURNT or _took(group, event)) and not _is_by_hand(group):
        event = "killing"
    event = _of_crowd(reading, group, event, parties)
    cue = refining_cue(reading, group, event, parties, weapon)
    if cue:
        return cue, "refined"
    if event == "capture" or (event == _REGAINED and _are_rebels(parties)):
        return _capture(parties, lost=_is_lost(group)), "capture-by-side"
    if event in {"assault", "killing", "attack"}:
        return _by_target(reading, event, parties, group), "by-target"
    if event == "strike":
        return _strike(reading, group, parties)
    return _FALLBACK.get(event, event), "named"


def _open_kind(group: Group, told: Sequence[str]) -> str:
    """Return the kind of words that leave it open: what a blast hits, it blew up (استهدف تفجير حافلة)."""
    head, others = group.head, [hit for hit in group.events if hit.start >= group.head.end]
    blew = head.verbal and head.event == "strike" and bool(others) and others[0].event == "blast"
    if blew and others[0].start - head.end <= _SUBJECT and not (others[0].particle or others[0].verbal):
        return "blast"
    if not told and group.casualties and all(_is_held(hit) for hit in group.casualties):
        return "arrests"  # احتجاز ثلاثة موظفين
    return told[0] if told else "killing"


def _is_held(hit: Hit) -> bool:
    """Tell whether a word of a toll counts who is held, and no dead."""
    return hit.casualty is not None and hit.casualty.measure == "detained"


def _of_crowd(reading: Reading, group: Group, event: str, parties: Parties) -> str:
    """Return the kind of what a crowd does, or of a fight that is only joined; else the kind as it is."""
    if is_riot(reading, group, event, parties):
        return "violent-demonstration"  # مواجهات بين محتجين وقوات الأمن, أضرم متظاهرون النار في مقر
    if event != "armed-clash":
        return event
    return _CHANGE if _is_joined(reading, group) else kind_of_scuffle(reading, group, parties) or event


def _is_joined(reading: Reading, group: Group) -> bool:
    """Tell whether somebody joins a fight that is no news of its own: ينضمون إلى المعركة, انضمت كتيبة إلى القتال."""
    head = group.head
    cues = within(reading.cues, head.start - _JOINING, head.start)
    joins = [cue for cue in cues if cue.payload.effect == "joins"]
    led = [cue for cue in cues if cue.payload.effect == "preposition"]
    if not joins or not led or head.verbal or group.casualties:
        return False
    return led[-1].start >= joins[-1].end - 1 and not reading.text[led[-1].word_end : head.start].strip()


def _is_by_hand(group: Group) -> bool:
    """Tell whether a word says how somebody was killed: aircraft that film an execution are no air strike."""
    ids = (hit.trigger.trigger_id for hit in group.events if hit.trigger is not None)
    return any(name.startswith(BY_HAND) for name in ids)


def _is_reason(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether a word is only why the rest was done: قصفت الكتائب القاعدة بالصواريخ ردا على الغارات."""
    return bool(within(reading.cued("reason"), group.hits[0].end, hit.start))


def _is_tried(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether a fight goes on with what one side only tries to take: معارك، ويحاول الجيش السيطرة على البلدة."""
    first = group.hits[0]
    if hit.event not in _GAINS or hit is first:
        return False
    cues = [c for c in within(reading.cues_of("modality"), first.end, hit.start) if c.payload.effect in _TRIED]
    verbs = [o.start for o in group.hits if o.verbal and first.end <= o.start < hit.start]
    joined = hit.shape == "noun" and hit.particle.startswith(_AND)  # خلال محاولتهم اقتحام الحي، واستعادة السيطرة عليه
    return any(reaches(reading, group, c, hit) or (joined and not any(at > c.start for at in verbs)) for c in cues)


def _is_goal(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether to take a place is what a fight is for: معارك للسيطرة على البلدة; not أدى الهجوم للسيطرة عليها."""
    if hit.event not in _GAINS or hit.shape != "noun" or hit is group.events[0]:
        return False
    led = any(c.payload.effect == "result" for c in within(reading.cues, group.start, hit.start))
    return hit.particle.lstrip("وف") in _FOR and not led


def _shoots_down(reading: Reading, group: Group) -> bool:
    """Tell whether an air defence destroys what a pronoun stands for: إن الدفاعات الجوية دمرتها في الجو."""
    head = group.head
    if not (head.verbal and head.suffix) or head.trigger is None or not head.trigger.trigger_id.startswith(_DESTROY):
        return False
    near = within(reading.cued("air-defence"), head.start - _JOINING, head.start)
    return bool(near) and len(reading.text[near[-1].word_end : head.start].split()) <= 1


def _aims_at_aircraft(reading: Reading, group: Group, weapon: EntityHit | None) -> bool:
    """Tell whether an air defence fires at the aircraft that is named behind it: استهدفت المضادات طائرة مسيرة."""
    return weapon is not None and is_met(reading, group.head, weapon.start)


_BESIDE_IT = (_is_goal, _is_reason, _is_tried, lambda _, group, hit: is_blown_up(group, hit))


def _took(group: Group, event: str) -> bool:
    """Tell whether arrests are only what followed a killing: قتلت القوة ثلاثة مسلحين واعتقلت رابعا, مقتل 17 وأسر 5."""
    fell = [h.start for h in group.casualties if h.casualty and h.casualty.measure == "killed" and h.shape != "bare"]
    taken = [h for h in group.events if h.event == "arrests"]
    return (
        event == "arrests"
        and bool(fell and taken)
        and all(h.particle.startswith("و") and h.start > fell[0] for h in taken)
    )


def _rank(event: str) -> int:
    """Return how telling a word of an event is: "massacre" and "raid" give way to what was used."""
    return _TELLING.index(event) if event in _TELLING else len(_TELLING) - 3 if event not in _FAINT else len(_TELLING)


def _are_rebels(parties: Parties) -> bool:
    """Tell whether armed groups take from a state: what they free is regained by no government.

    Against another group it stays: the Popular Resistance of Aden frees for a government.
    """
    rebels = bool(parties.actors) and all(e.kind == "armed-group" for e in parties.actors)
    return rebels and any(e.kind in STATE_SIDES for e in parties.targets)


def _is_lost(group: Group) -> bool:
    """Tell whether a place is told as lost, by whom it was held: فقدت القوات السيطرة على البلدة."""
    return any(_LOST in hit.needs for hit in group.events)


def _capture(parties: Parties, *, lost: bool) -> str:
    if any(e.kind in STATE_SIDES for e in parties.actors):
        return "government-regains-territory"
    if not parties.actors and not (lost and any(e.kind in STATE_SIDES for e in parties.targets)):
        return "government-regains-territory"
    return "non-state-actor-overtakes-territory"


def _by_target(reading: Reading, event: str, parties: Parties, group: Group) -> str:
    if event == "attack" and group.head.trigger is not None and group.head.trigger.trigger_id.startswith("att-"):
        return "attack"
    if parties.targets and all(e.kind in _CIVIL or _is_one_of_many(reading, e) for e in parties.targets):
        return "attack"
    return "armed-clash" if parties.targets or FELL in parties.rules else "attack"


def _is_one_of_many(reading: Reading, target: EntityHit) -> bool:
    """Tell whether who was hit is told only as some of all victims: ستة أشخاص بينهم شرطي."""
    near = [c for c in within(reading.cues, target.start - _BESIDE, target.start) if c.payload.effect == "among"]
    if not near or len(reading.text[near[-1].word_end : target.start].split()) > 1:
        return False
    counted = within(reading.counts, near[-1].word_start - 2 * _BESIDE, near[-1].word_start)
    meanings = reading.lexicon.unit_meanings
    return bool(counted) and meanings[counted[-1].unit.unit_id].victim_class != "combatant"


def _strike(reading: Reading, group: Group, parties: Parties) -> tuple[str, str]:
    """Return the kind of a blow that leaves it open, and the rule; who is shot at is not shelled."""
    shelled = any(hit.trigger and hit.trigger.trigger_id.startswith(("str-bomb", "shl-")) for hit in group.events)
    if not shelled and _is_states_blow(group, parties):
        return "air-drone-strike", "strike-by-target"
    if shelled:
        return "shelling", "strike-by-target"
    rule = "by-target" if is_shot(reading, group) else "strike-by-target"
    return _by_target(reading, "assault", parties, group), rule


def _is_states_blow(group: Group, parties: Parties) -> bool:
    """Tell whether only its state says with what a blow was struck: ضربة إسرائيلية, which nearly always flew."""
    told = any(hit.trigger is not None and hit.trigger.trigger_id == _BLOW for hit in group.events)
    return told and any(e.rule_id in _BLOWS for e in parties.actors)


def first_within(items: Sequence[EntityHit], group: Group) -> EntityHit | None:
    """Return the first of some hits that stands in a group."""
    return next(iter(within(items, group.start, group.end)), None)
