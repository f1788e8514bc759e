"""What beside a word of attack makes it one where no side is named: what flies, what is shot down, who underwent it.

Also ground that is taken by its number alone: حررت المقاومة أربع مديريات.
"""

from tasks.extract.entities import EntityHit
from tasks.extract.following import behind_taker
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within

_PLATFORM = "platform"
_NEXT = 3  # characters to the next word, with its article and preposition
_REACH = 60
_BY = "ب"
_SHOT_DOWN = "dis-shootdown"
_UNDERWENT = "con-undergo-hit"
_ATTACK = "attack"


def acts_itself(reading: Reading, hit: Hit, weapon: EntityHit | None) -> bool:
    """Tell whether the platform is who attacks: استهدفت مسيرة سيارة, هجوم بثلاث مسيرات, نفذت مسيرة ضربة."""
    if weapon is None:
        return False
    if weapon.start >= hit.end:
        counted = within(reading.numbers, hit.end, weapon.start)
        beside = bool(counted) and weapon.start - counted[-1].end <= _NEXT
        beside = beside and reading.text[hit.end : weapon.start].strip().startswith(_BY)  # not تدمير مئات الدبابات
        return (counted[0].start if beside else weapon.start) - hit.end <= _NEXT
    carried = within(reading.cued("support"), hit.start - _REACH, hit.start)
    return any(0 <= weapon.start - cue.word_end <= _NEXT for cue in carried)


def flies_itself(hit: Hit, weapon: EntityHit | None) -> bool:
    """Tell whether aircraft are what acts, at once behind the verb: أغارت مقاتلات على مخزن."""
    return hit.verbal and weapon is not None and weapon.kind == _PLATFORM and 0 <= weapon.start - hit.end <= _NEXT


def is_downed(reading: Reading, hit: Hit) -> bool:
    """Tell whether drones follow a word of shooting down: a march, the same word in Arabic, is not shot down."""
    if hit.trigger is None or not hit.trigger.trigger_id.startswith(_SHOT_DOWN):
        return False
    return bool(within(reading.cued("drone"), hit.end, hit.end + _REACH))


def undergoes(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether somebody is told to have undergone an armed attack: تعرض موكب الوزير إلى هجوم مسلح.

    Only in the past, and of words that mean no sharp speech: تعرض الوزير لهجوم is one of those.
    """
    if hit.event != _ATTACK or hit.verbal:
        return False
    before = within(reading.cued("undergo"), max(group.start, hit.start - _REACH), hit.start)
    return any(cue.payload.cue_id == _UNDERWENT and cue.payload.tense == "perfect" for cue in before)


def takes_districts(reading: Reading, hit: Hit) -> bool:
    """Tell whether districts or villages are taken by their number: حررت أربع مديريات, سيطرت على قريتين."""
    start = behind_taker(reading, hit.end)
    number = next(iter(within(reading.numbers, start, start + _NEXT)), None)
    first = number.end if number is not None else start
    ground = next(iter(within(reading.cued("ground"), first, first + _NEXT)), None)
    return ground is not None and (number is not None or ground.payload.cue_id.endswith("-two"))
