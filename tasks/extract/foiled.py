"""Attacks that were foiled or met: who did so is not their attacker, and a bomb that did not go off struck nobody.

أحبطت القوات هجوما انتحاريا is arms disrupted. Whether the bomb went off after all, or the bombers were killed, may be
told sentences later (وفجر الانتحاري نفسه قبل وصوله إلى الحاجز), so that it is judged once all passages are joined.
"""

from collections.abc import Iterator
from dataclasses import replace

from tasks.extract.actor_kinds import BANDS
from tasks.extract.drafts import Draft
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within

_FOILED = frozenset({"cls-foil", "cls-repel", "dis-intercept", "dis-interception"})
_MET = "cls-ambush"
_AMBUSH = "نصب"  # who lays an ambush attacks
_BOMBS = frozenset({"suicide-bomb", "remote-explosive"})
_FLOWN = frozenset({"air-drone-strike", "shelling"})
_DISARMED, _CLASH = "disrupted-weapons", "armed-clash"
_BLAST, _SELF = ("bls-", "sui-self"), "sui-bomber"
_BLEW = "فجر"
_BY = "ب"
_DRONE = "weapon:drone"
_BEFORE = "قبل"
_NUMBER = 30  # characters of a number before a weapon
_BESIDE = 3
_TATWEEL = " \u0640"
_NEAR = 12  # characters before a word in which "before that" stands


def settle_foiled(reading: Reading, draft: Draft) -> Draft:
    """Return an event with its kind and its sides as they are where its words say that an attack was foiled."""
    head = draft.groups[0].head
    word = head.trigger.trigger_id if head.trigger is not None else ""
    if word not in _FOILED and (word != _MET or reading.shadow.norm.startswith(_AMBUSH, reading.shadow.at(head.core))):
        return draft
    if draft.event == _CLASH and _is_drone(reading, draft):
        return replace(draft, event=_DISARMED)  # أحبطت هجوما بطائرات مسيرة
    if draft.event not in _BOMBS | _FLOWN:
        return draft
    hurt = any(amount.measure == "injured" for amount in draft.amounts)
    if hurt or any(_went_off(reading, hit) for hit in _behind(draft)):
        bands = tuple(e for e in draft.targets if e.kind in BANDS)
        return replace(draft, actors=bands, targets=(*draft.actors, *(e for e in draft.targets if e not in bands)))
    fell = any(amount.measure == "killed" for amount in draft.amounts)
    bare = draft.event in _FLOWN and draft.weapon is None  # an assault under fire from above
    stopped = not bare if draft.event in _FLOWN else word != _MET and not fell
    return replace(draft, event=_DISARMED if stopped else _CLASH)


def _is_drone(reading: Reading, draft: Draft) -> bool:
    """Tell whether the attack was made with drones, told right behind its word with ب."""
    if draft.weapon is None or not _is_by(reading, draft.weapon.start):
        return False
    known = reading.lexicon.entities.known
    told = draft.weapon.entity_id
    return _DRONE in {told, known[told].parent_id if told in known else ""}


def _is_by(reading: Reading, at: int) -> bool:
    """Tell whether ب stands before a weapon or before its number: هجوما بأربعين مسيرة."""
    number = next(iter(within(reading.numbers, at - _NUMBER, at)[-1:]), None)
    counted = number is not None and not reading.text[number.end : at].strip()
    first = number.start if number is not None and counted else at
    led = number is not None and counted and number.proclitics.endswith(_BY)
    return led or reading.text[max(0, first - _BESIDE) : first].rstrip(_TATWEEL).endswith(_BY)


def _behind(draft: Draft) -> Iterator[Hit]:
    """Yield the words of events behind the one that tells that it was foiled."""
    return (hit for group in draft.groups for hit in group.events if hit is not draft.groups[0].head)


def _went_off(reading: Reading, hit: Hit) -> bool:
    """Tell whether a bomb is told to have gone off: انفجرت, فجر نفسه; not قبل انفجارها, محاولة تفجير."""
    word = hit.trigger.trigger_id if hit.trigger is not None else ""
    before = within(reading.tokens, hit.start - _NEAR, hit.start)
    if any(token.norm == _BEFORE for token in before):
        return False
    if word == _SELF:
        return reading.shadow.norm.startswith(_BLEW, reading.shadow.at(hit.core))
    return hit.verbal and word.startswith(_BLAST)
