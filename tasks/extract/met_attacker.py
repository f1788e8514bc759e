"""Police or soldiers who kill or shoot at who did what was told before: طعن مهاجم أربعة أشخاص ثم قتلته الشرطة.

What they did is the end of his attack; as words of the attack it made them its doers, or those whom it hit.
"""

from collections.abc import Sequence

from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within

_KILLED, _ACTIVE = "killed", "verb"
_FIRED, _UPON_HIM = "att-fired", "upon-him"
_FIRE = 20  # characters between the police and whom they shot at: أطلقت الشرطة | النار على | المهاجم
_ATTACKS = frozenset({"assault", "attack"})
_OFFICIAL = frozenset({"army", "police"})
ATTACKERS = ("known", "assailant")
"""The roles of the words for who did what was told before."""
_NEXT = 3  # characters to the next word


def strikes_him(reading: Reading, run: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether the police or an army kill who did what was told before: طعن مهاجم أربعة أشخاص ثم قتلته الشرطة.

    They are no side of his attack, and those whom he hit are not who fell; whom soldiers attacked they may kill.
    """
    if not hit.verbal or not (_kills(hit) or _fires(hit)):
        return False
    attack = next((other for other in run if other.verbal and (other.event in _ATTACKS or _does_kill(other))), None)
    killer = _official_behind(reading, hit.end)
    if attack is None or killer is None or _official_behind(reading, attack.end) is not None:
        return False
    stop = killer + _FIRE
    if _kills(hit) and hit.suffix:
        return True
    meant = any(within(reading.cued(effect), killer, stop) for effect in ATTACKERS)
    return meant or (_fires(hit) and bool(within(reading.cued(_UPON_HIM), killer, stop)))


def _does_kill(hit: Hit) -> bool:
    """Tell whether a verb tells who killed: قتل مسلح ثلاثة; not قتل مستوطن, which needs whoever stands beside it."""
    return _kills(hit) and hit.shape == _ACTIVE


def _kills(hit: Hit) -> bool:
    return hit.casualty is not None and hit.casualty.measure == _KILLED


def _fires(hit: Hit) -> bool:
    return hit.trigger is not None and hit.trigger.trigger_id == _FIRED


def _official_behind(reading: Reading, end: int) -> int | None:
    """Return the end of the police or the army that stand right behind a verb."""
    named = next(iter(within(reading.entities, end, end + _NEXT)), None)
    if named is None or named.kind not in _OFFICIAL or reading.text[end : named.start].strip():
        return None
    return named.end
