"""The losses of two sides in one passage, added up: 24 قتيلا من الحوثيين، بينما قتل اثنان من المقاومة."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.actor_kinds import ARMED
from tasks.extract.amount import Amount
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.joined import TOLD_APART, add_part, add_up
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech

_OTHER_TOLL = frozenset({"another", "among", "between", "rise"})
_OWNS_UP = "say-own-up"  # the verb with which a group takes a deed on itself
_THAT = frozenset({"that", "that-pronoun"})
_OF_SIDE = 16  # characters behind a number in which the side whose men they are stands
_REACH = 8  # characters behind a number in which a word says that it is of others
_BECAUSE = frozenset({"when", "cause"})  # before what made a toll rise
_PARTED = frozenset({"civilian", "combatant"})  # of these nobody is both


def add_sides(amounts: Sequence[Amount], reading: Reading, group: Group, speech: Speech) -> tuple[Amount, ...]:
    """Return the numbers of one passage with the losses of two sides added up: 24 قتيلا ... بينما قتل 2 من المقاومة.

    What another speaker counts is the same toll, and the one told first stands: بينما تحدث ناشطون عن 25 قتيلا.
    """
    kept = list(amounts)
    for measure in dict.fromkeys(amount.measure for amount in amounts):
        mine = [a for a in kept if a.measure == measure and not a.part and not a.vague]
        total = mine[0] if len(mine) > 1 else None
        for further in mine[1:]:
            if total is not None and _is_rival(reading, total, further, speech):
                kept = [a for a in kept if a is not further]
                continue
            if total is None or not _is_other_side(reading, group, total, further):
                break
            alike = total.victim_class == further.victim_class
            merged = replace(add_up([total, further]), victim_class=total.victim_class if alike else "all", both=True)
            known = "all" not in {total.victim_class, further.victim_class}  # 23 حوثيا and 2 من المقاومة: all armed
            classes = [a for a in (total, further) if not alike and (known or a.victim_class in TOLD_APART)]
            kept = [merged if a is total else a for a in kept if a is not further]
            kept = [*_with_classes(kept, classes)]
            total = merged
    return tuple(kept)


def _with_classes(kept: Sequence[Amount], added: Sequence[Amount]) -> Iterator[Amount]:
    """Yield numbers with those of classes that a sum has taken in: 16 مدنيا and 111 عنصرا stay told beside 127."""
    parts = {(a.measure, a.victim_class): a for a in kept if a.part}
    yield from (a for a in kept if not a.part)
    for amount in (replace(a, part=True) for a in added if a.victim_class != "all"):
        key = (amount.measure, amount.victim_class)
        parts[key] = add_part(parts[key], amount) if key in parts else amount
    yield from parts.values()


def _is_rival(reading: Reading, one: Amount, two: Amount, speech: Speech) -> bool:
    """Tell whether another speaker counts the same dead: both numbers are of all, with a verb of saying between.

    A word of contrast before the verb opposes him to who spoke first, whomever each counts: قتل خمسون جنديا، في حين
    تحدثت حصيلة رسمية عن مقتل جنديين.
    """
    said = speech.said_before(one.end, two.start) if one.end < two.start else None
    if said is None:
        return _is_restated(reading, one, two, speech)
    opposed = any(cue.payload.effect == "boundary" for cue in within(reading.cues, one.end, said))
    return one.victim_class == two.victim_class == "all" or (opposed and one.measure == two.measure)


def _is_restated(reading: Reading, one: Amount, two: Amount, speech: Speech) -> bool:
    """Tell whether who owns up counts the same dead anew: تبنى هجوما قتل جنديين، مؤكدا أنه قتل ثمانية جنود."""
    frame = speech.innermost(one.start, one.end)
    if frame is None or _OWNS_UP not in frame.rule_id or one.victim_class != two.victim_class:
        return False
    return any(c.payload.effect in _THAT and not c.proclitics for c in within(reading.cues, one.end, two.start))


def _is_other_side(reading: Reading, group: Group, one: Amount, two: Amount) -> bool:
    """Tell whether two numbers of a passage are the losses of two sides, not of two places, days or events."""
    if two.start < one.end or {one.low, one.best} & {two.low, two.best} - {None}:
        return False
    if _made_it_rise(reading, group, one, two):
        return False
    turn = _turn(reading, group, one, two)
    before, behind = within(reading.places, one.end, turn), within(reading.places, two.end, group.end)
    if within(reading.places, turn, two.start) or (before and behind):
        return False
    armed = _is_armed(reading, one) and _is_armed(reading, two)
    if within(reading.dates, turn, two.start) or (not armed and _has_dead_of_its_own(group, before, turn)):
        return False
    if any(turn <= hit.start < two.start for hit in group.events) or _says_another(reading, group, one, two, turn):
        return False
    own = any(hit.start >= two.end and not hit.definite for hit in group.events)
    return not (own and any(hit.start < turn for hit in group.events))


def _made_it_rise(reading: Reading, group: Group, one: Amount, two: Amount) -> bool:
    """Tell whether a number says how another became what it is: ارتفع العدد إلى خمسة، بعد أن فقد ثلاثة جرحى حياتهم."""
    if not within(reading.cued("rise"), group.start, one.start):
        return False
    return any(cue.payload.effect in _BECAUSE for cue in within(reading.cues, one.end, two.start))


def _has_dead_of_its_own(group: Group, places: Sequence[PlaceHit], turn: int) -> bool:
    """Tell whether another town has its toll before the turn: وجرح 807، تليها نينوى التي قتل فيها 566، فيما جرح 59."""
    return any(places[0].end <= hit.start < turn for hit in group.casualties) if places else False


def _turn(reading: Reading, group: Group, one: Amount, two: Amount) -> int:
    """Return where a sentence turns from one number to the next: a word of contrast, or a comma before its own dead.

    قتل 13 حوثيا في اشتباكات في تعز، كما سقط أربعة من المقاومة: where the first fell is told before it.
    """
    gap = reading.text[one.end : two.start]
    turns = [c.word_start for c in within(reading.cues, one.end, two.start) if c.payload.effect == "boundary"]
    if turns or "." in gap or not (_is_armed(reading, one) and _is_armed(reading, two)):
        return turns[-1] if turns else one.end
    own = [hit.start for hit in group.casualties if one.end <= hit.start < two.end + _REACH and _counts(hit, two)]
    comma = reading.text.rfind("،", one.end, own[-1]) if own else -1
    return comma if comma >= 0 else one.end


def _is_armed(reading: Reading, amount: Amount) -> bool:
    """Tell whether those counted are fighters by their own word or by the side whose men they are."""
    sides = within(reading.entities, amount.end - _REACH, amount.end + _OF_SIDE)
    return amount.victim_class == "combatant" or any(side.kind in ARMED for side in sides)


def _counts(hit: Hit, amount: Amount) -> bool:
    return hit.casualty is not None and hit.casualty.measure == amount.measure


def _says_another(reading: Reading, group: Group, one: Amount, two: Amount, turn: int) -> bool:
    """Tell whether words say that a number is of others or a part; those before the turn speak of the first."""
    cues = within(reading.cues, one.end, min(two.end + _REACH, group.end))
    apart = {one.victim_class, two.victim_class} == _PARTED  # their parts may stand between them
    return any(
        cue.payload.effect in _OTHER_TOLL and not (cue.payload.effect == "among" and (apart or cue.start < turn))
        for cue in cues
    )
