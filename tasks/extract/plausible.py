"""What no event can be: sides and kinds that only a lent slot or a misread word can have brought together.

A state sends no suicide bombers, a band has no planes, nobody strikes himself. Where the parts of a row contradict each
other like this, the one that was found by weaker words gives way: unknown is better than false.
"""

from dataclasses import replace

from tasks.extract.actor_kinds import BANDS, FORCES
from tasks.extract.carried_off import takes_them_in
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.lexicon import Cue, Trigger
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_SUICIDE = "suicide-bomb"
_BLASTS = frozenset({_SUICIDE, "remote-explosive"})
_ALLIED = frozenset({"coalition"})
_STATES = frozenset(
    {"state", "government", "ministry", "police", "intelligence", "army", "air-force", "navy", "person"}
)
_FIRM = frozenset({"agent-verb", "agent-charged", "agent-owns-up", "agent-took", "agent-announced", "agent-by"})
"""Rules by which the words say outright that somebody laid a charge: فجر الجيش عبوة, اتهموا الجيش بتفجير السيارة."""
_RAID, _SHELLING = "air-drone-strike", "shelling"
_STRIKES = frozenset({_RAID, _SHELLING})
_STRUCK = frozenset({"strike", _SHELLING})
_REGAINED = "government-regains-territory"
_LENT = "agent-carried"
_LED = frozenset({"agent-verb", "agent-by", "agent-support"})
"""Rules by which the words say outright who led a raid."""
_AIRMEN = "air-force"
_BAND = "armed-group"
_DRONE, _LAUNCHED = "weapon:drone", "air-drones-launched"
_COMBATANT = "combatant"
_POLICE, _ARRESTS, _SIDES = "police", "arrests", "two-sides"
_OFFICIAL = frozenset({_POLICE, "army", "air-force", "navy", "intelligence"})
_PERSONS = frozenset({"person"})
_STATE = "state"
_CHARGE = "bck-charge"
_CAPTORS = _OFFICIAL | {"forces", "government", "ministry"}
_UNDER, _AREAS = "con-under", "non-held-noun"
_CONTROL = 24  # characters of the words for holding before who holds: الخاضعة لسيطرة
_FLOWN = "air-"  # begins the rules of words that tell aircraft: غارة, قصف جوي


def make_plausible(reading: Reading, draft: Draft) -> Draft:
    """Return an event without what cannot be true of it."""
    told = _without_police(_without_loser(_without_states(draft)))
    told = _without_host(reading, _without_holder(reading, _without_captor(told)))
    return _without_own_side(reading, _as_grounded(reading, told))


def _without_captor(draft: Draft) -> Draft:
    """Return what somebody is charged with, without the police that came for him: داهمت الشرطة منزل متهم بالاغتصاب."""
    if _CHARGE not in draft.rules or not _FIRM.isdisjoint(draft.rules):
        return draft
    return replace(draft, actors=tuple(e for e in draft.actors if e.kind not in _CAPTORS))


def _without_holder(reading: Reading, draft: Draft) -> Draft:
    """Return a blast without who only holds the place: قتل طفل بانفجار لغم في بلدة خاضعة لسيطرة كذا."""
    if draft.event not in _BLASTS:
        return draft
    return replace(draft, targets=tuple(e for e in draft.targets if not _holds_place(reading, e)))


def _without_host(reading: Reading, draft: Draft) -> Draft:
    """Return an event without the country that only took in its wounded: نقل الجرحى إلى مستشفيات تركيا."""
    return replace(draft, targets=tuple(e for e in draft.targets if not (e.kind == _STATE and _took_in(reading, e))))


def _took_in(reading: Reading, state: EntityHit) -> bool:
    """Tell whether a hospital that takes in the hurt stands right before the name of a country."""
    things = within(reading.objects, state.start - _CONTROL, state.start)
    beside = bool(things) and not reading.text[things[-1].end : state.start].strip()
    return beside and takes_them_in(reading, things[-1])


def _holds_place(reading: Reading, side: EntityHit) -> bool:
    """Tell whether words for holding a place stand right before a name."""
    cues = within(reading.cues, side.start - _CONTROL, side.start)
    held = [c.word_end for c in cues if c.payload.cue_id == _UNDER]
    words = within(reading.words, side.start - _CONTROL, side.start)
    held += [w.word_end for w in words if isinstance(w.payload, Trigger) and w.payload.trigger_id == _AREAS]
    return any(not reading.text[end : side.start].strip() for end in held)


def _without_loser(draft: Draft) -> Draft:
    """Return a liberation without the band that held the place before, lent to it as the doer: بعد تحرير مدينة عدن."""
    if draft.event != _REGAINED or _LENT not in draft.rules or not _FIRM.isdisjoint(draft.rules):
        return draft
    return replace(draft, actors=tuple(e for e in draft.actors if e.kind != _BAND))


def _without_states(draft: Draft) -> Draft:
    """Return a blast without the state that only stands near it, unless the words say outright that it was its own.

    نقل مدير الأمن تحيات الوزير للمصابين في تفجير المسجد: the security forces visited those whom the bomb had hurt.
    In 900 articles eighteen blasts had such a doer, and one of them rightly.
    """
    if draft.event not in _BLASTS or not draft.actors or not _FIRM.isdisjoint(draft.rules):
        return draft
    several = _ALLIED if draft.event == _SUICIDE else frozenset()  # تشاد التي تشارك في التحالف شهدت هجومين انتحاريين
    return replace(draft, actors=tuple(e for e in draft.actors if e.kind not in _STATES | several))


def _without_police(draft: Draft) -> Draft:
    """Return a raid from the air without the police that only reports it: قال قائد الشرطة إن ستة قتلوا في غارة."""
    if draft.event != _RAID or not _LED.isdisjoint(draft.rules) or not _FIRM.isdisjoint(draft.rules):
        return draft
    return replace(draft, actors=tuple(e for e in draft.actors if e.kind != _POLICE))


def _as_grounded(reading: Reading, draft: Draft) -> Draft:
    """Return a raid of bands without drones as what it was on the ground; where aircraft are told, as nobody's."""
    if draft.event != _RAID or not draft.actors or any(e.kind not in BANDS for e in draft.actors):
        return draft
    if _has_drones(reading, draft):
        return draft
    if any(rule.startswith(_FLOWN) for rule in draft.rules) and not _is_foray(reading, draft):
        return replace(draft, actors=())
    told = {hit.event for group in draft.groups for hit in group.events}
    if told & _STRUCK:
        return replace(draft, event=_SHELLING)
    return replace(draft, event="armed-clash" if any(e.kind in FORCES for e in draft.targets) else "attack")


def _is_foray(reading: Reading, draft: Draft) -> bool:
    """Tell whether the raid of a band was one on the ground: أغار مسلحو الجماعة على القرية, where nobody flies at all.

    Its words are those of air raids as well: a text that knows no aircraft tells of none, and who raided is told.
    """
    if _LED.isdisjoint(draft.rules) or any(e.kind == _AIRMEN for e in reading.entities):
        return False
    return all(c.payload.effect != _RAID or _only_raids(reading, c) for c in reading.cues_of("refine"))


def _only_raids(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether a word for aircraft is that of the raid itself: غارة; not غارة جوية, طائرة."""
    words = within(reading.words, cue.word_start, cue.word_end)
    alone = [w.payload for w in words if w.end <= cue.word_end]
    return any(isinstance(word, Trigger) and word.trigger_id.startswith(_FLOWN) for word in alone)


def _has_drones(reading: Reading, draft: Draft) -> bool:
    if _LAUNCHED in draft.rules:
        return True
    known = reading.lexicon.entities.known
    told = (within(reading.weapons, group.start, group.end) for group in draft.groups)
    used = {weapon.entity_id for weapons in told for weapon in weapons}
    return _DRONE in used | {known[one].parent_id or "" for one in used if one in known}


def _without_own_side(reading: Reading, draft: Draft) -> Draft:
    """Return an event without those hit who are the doer himself, or of a strike the doer's own state.

    An army does not hit the police of its own country either, unless the words tell them as the two sides of a fight
    or some of its men fell.
    """
    if not draft.actors or not draft.targets:
        return draft
    doers = {entity.entity_id for entity in draft.actors}
    owners = {_owner(reading, e) for e in draft.actors} - {None} if draft.event in _STRIKES else set()
    fell = any(a.victim_class == _COMBATANT for a in draft.amounts) or _SIDES in draft.rules or draft.refuted
    servants = frozenset() if fell or draft.event == _ARRESTS else _OFFICIAL
    states = {_owner(reading, e) for e in draft.actors if e.kind in servants} - {None}
    kept = (e for e in draft.targets if e.entity_id not in doers and _owner(reading, e) not in owners)
    kept = (e for e in kept if not (_owner(reading, e) in states and _is_police(e, draft.actors)))
    armies = {_owner(reading, e) for e in draft.actors if e.kind in _OFFICIAL} - {None}
    kept = (e for e in kept if not (e.kind == "state" and _owner(reading, e) in armies))  # القتال ضد موسكو
    return draft.but(targets=tuple(kept))


def _is_police(entity: EntityHit, actors: tuple[EntityHit, ...]) -> bool:
    """Tell whether a police stands on the other side of a force: two armies of one country fight civil wars."""
    return entity.kind == _POLICE or (entity.kind in _OFFICIAL and any(e.kind == _POLICE for e in actors))


def _owner(reading: Reading, entity: EntityHit) -> str | None:
    """Return the country whose state an actor is or belongs to; None for who is no state's."""
    known = reading.lexicon.entities.known.get(entity.entity_id)
    return known.country if known is not None and entity.kind in _STATES - _PERSONS else None
