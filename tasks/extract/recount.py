"""Counts of the same dead at another time: what a first toll had told, and what it has risen to since."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.agreement import dates_agree, places_agree, same_name
from tasks.extract.amount import Amount
from tasks.extract.amounts import TOLL
from tasks.extract.drafts import Draft
from tasks.extract.reading import Reading, within
from tasks.extract.retelling import is_reference
from tasks.extract.union import gives_way

_EARLIER_COUNT = "earlier-count"
_AMONG = "among-victims"
_OLDER = frozenset({_EARLIER_COUNT})
_NEWER = frozenset({"rise", "newer-count"})
_PLUPERFECT = "bck-pluperfect"
_LOWERED = frozenset({"lowered"})
_SAID_BEFORE = frozenset({_PLUPERFECT, "bck-earlier", "bck-recall"})
_NEWS = "asserted"
_KILLED = "killed"
_CUMULATIVE = "bck-cumulative"
_BODIES = "cas-bodies"
_NEAR = 3  # sentences over which bodies are those of the dead just told
_LOOKS = 2  # tolls before a newer count of which one has risen: the dead of the other side may stand between
_FAR_MORE = 10  # times: 32 dead of a blast and 40,000 of the war are no two counts of one event


def counted_before(reading: Reading, earlier: list[Draft], draft: Draft) -> int | None:
    """Return the event whose dead an earlier count told, the last one with a toll: وكانت حصيلة أولية أشارت إلى ..."""
    index = _last_toll(earlier)
    if index is not None and _was_said_before(earlier[index], draft):
        return index
    index = index if _tells(reading, draft, _OLDER) else None
    if index is None or not draft.groups[0].events:
        return index
    known = ((_number(earlier[index].amounts, a.measure), a.best or a.low or 0) for a in _tolls(draft.amounts))
    return index if any(now > before for now, before in known) else None  # a first count of what had none is the toll


def _was_said_before(event: Draft, draft: Draft) -> bool:
    """Tell whether somebody had counted fewer of the same dead before: وكانت الشرطة قد أعلنت مقتل 20."""
    group, told = draft.groups[0], draft.place is not None or draft.date is not None or bool(draft.actors)
    if not draft.toll_only or told or not draft.speaker or _SAID_BEFORE.isdisjoint(draft.rules):
        return False
    near = 0 < group.sentence - event.groups[-1].sentence <= _NEAR and event.status == _NEWS
    fewer = [_number(draft.amounts, a.measure) < _number(event.amounts, a.measure) for a in _tolls(draft.amounts)]
    return near and bool(fewer) and all(fewer) and sides_left_open(event, draft)


def sides_left_open(event: Draft, draft: Draft) -> bool:
    """Tell whether a passage names nobody hit, or who was hit before."""
    return (
        not draft.targets
        or not event.targets
        or bool({e.entity_id for e in draft.targets} & {e.entity_id for e in event.targets})
    )


def counted_first(reading: Reading, earlier: list[Draft], draft: Draft) -> int | None:
    """Return the event of which a passage tells how it was first told, before its toll rose; the last one with a toll.

    ارتفع عدد قتلى الغارة على منزل في منبج إلى خمسة. وكانت طائرة قصفت منزلا في منبج، ما أسفر عن مقتل ثلاثة.
    """
    index = _last_toll(earlier)
    if index is None or draft.toll_only or draft.event != earlier[index].event:
        return None
    event, opening = earlier[index], draft.groups[0]
    start = reading.sentences[event.groups[0].sentence].start
    risen = any(within(reading.cued(effect), start, event.groups[-1].end) for effect in _NEWER)
    back = within(reading.cues_of("background"), reading.sentences[opening.sentence].start, opening.head.start)
    if (
        not risen
        or not any(cue.payload.cue_id == _PLUPERFECT for cue in back)
        or not (same_name(event.place, draft.place) or _is_known(reading, event, draft))
    ):
        return None
    dead = [_number(told.amounts, _KILLED) for told in (event, draft)]
    return index if dates_agree(event, draft) and 0 < dead[1] < dead[0] else None


def _is_known(reading: Reading, event: Draft, draft: Draft) -> bool:
    """Tell whether a passage close by names the event by its noun alone, or what it hit: كانت الغارة قد أوقعت أربعة."""
    near = draft.groups[0].sentence - event.groups[-1].sentence <= _NEAR
    things = {thing.entity_id for thing in event.objects}
    hit = any(thing.entity_id in things for thing in draft.objects)  # وكان انتحاري قد هاجم المسجد
    named = hit or (is_reference(reading, draft) and not draft.groups[0].head.suffix)
    return near and draft.place is None and named


def without_toll(event: Draft, earlier: Draft) -> Draft:
    """Return how an event was first told, without its first toll: where it was and whose it was still holds."""
    return replace(earlier, status=event.status, amounts=tuple(a for a in earlier.amounts if a.measure not in TOLL))


def recount(event: Draft, earlier: Draft) -> Draft:
    """Return an event with the words of an earlier count of its dead; the numbers are those told first, the newer."""
    rules = (*event.rules, *(r for r in earlier.rules if r not in event.rules), "coreference")
    kind = earlier.event if gives_way(event, earlier) else event.event  # حصيلة تفجير كذا, then التفجير الانتحاري
    return replace(event, event=kind, groups=(*event.groups, *earlier.groups), rules=rules)


def counted_since(reading: Reading, earlier: list[Draft], draft: Draft) -> int | None:
    """Return the event whose toll a passage says has risen, the last one with a toll: ارتفعت الحصيلة لاحقا إلى تسعة."""
    if _CUMULATIVE in draft.rules or not _tells(reading, draft, _NEWER | _LOWERED):
        return None
    lowered = draft.status == _NEWS and _tells(reading, draft, _LOWERED)
    tolls = [i for i, other in enumerate(earlier) if any(a.measure in TOLL for a in other.amounts)]
    return next((i for i in tolls[: -1 - _LOOKS : -1] if _rises(earlier[i], draft, lowered=lowered)), None)


def _rises(event: Draft, draft: Draft, *, lowered: bool) -> bool:
    """Tell whether a count may be the newer one of an event: as high or higher, and not by far.

    One that is said to be corrected may be lower: صححت الوزارة الحصيلة إلى سبعة قتلى.
    """
    if not (places_agree(event.place, draft.place) and dates_agree(event, draft)):
        return False
    measures = {a.measure for a in _tolls(draft.amounts)}
    risen = [(_number(event.amounts, m), _number(draft.amounts, m)) for m in sorted(measures)]
    known = [(before, now) for before, now in risen if before]
    return bool(known) and all((lowered or before <= now) and 0 < now <= _FAR_MORE * before for before, now in known)


def update(event: Draft, newer: Draft) -> Draft:
    """Return an event with the newer count of its victims in place of the older one.

    Who made it rise is no count of its own: ارتفعت الحصيلة إلى تسعة بعد العثور على جثتين.
    """
    risen = {a.measure for a in _tolls(newer.amounts) if _number(event.amounts, a.measure) != (a.best or a.low or 0)}
    kept = [a for a in event.amounts if a.measure not in risen or a.part]
    known = {(a.measure, a.victim_class) for a in kept if not a.part}  # 13 civilians, and still 13 dead
    told = (a for a in newer.amounts if a.part or (a.measure, a.victim_class) not in known)
    whole = [a for a in told if a.part or (a.best or a.low or 0) >= _least(newer, a)]
    return replace(recount(event, newer), amounts=(*kept, *whole))


def _least(draft: Draft, amount: Amount) -> int:
    """Return what a number of all victims has to reach to be no part of a greater one."""
    return _number(draft.amounts, amount.measure) if amount.victim_class == "all" else 0


def parts_told(reading: Reading, earlier: list[Draft], draft: Draft) -> int | None:
    """Return the event whose victims a passage only divides, the last one with a toll: وبين القتلى خمس نساء."""
    index = _last_toll(earlier)
    if index is None or not (_tells(reading, draft, frozenset({_AMONG})) or _are_its_dead(earlier[index], draft)):
        return None
    return index


def _are_its_dead(event: Draft, draft: Draft) -> bool:
    """Tell whether bodies are found where more were just told to have died: قتل عشرة. وانتشلت الفرق جثث سبعة أشخاص."""
    near = draft.groups[0].sentence - event.groups[-1].sentence <= _NEAR
    if not (_BODIES in draft.rules and draft.toll_only and near and draft.status == event.status):
        return False
    agree = places_agree(event.place, draft.place) and dates_agree(event, draft)
    return agree and 0 < _number(draft.amounts, _KILLED) <= _number(event.amounts, _KILLED)


def divide(event: Draft, parts: Draft) -> Draft:
    """Return an event with the parts of its toll that another passage tells."""
    told = tuple(replace(a, part=True) for a in parts.amounts if a.victim_class != "all" and a not in event.amounts)
    return replace(recount(event, parts), amounts=(*event.amounts, *told))


def _tells(reading: Reading, draft: Draft, roles: frozenset[str]) -> bool:
    """Tell whether a passage that only counts victims says that it counts them again."""
    group = draft.groups[0]
    named = _AMONG not in roles and is_reference(reading, draft)  # ارتفعت حصيلة التفجير إلى ثمانية
    if group.events and not named:
        return False
    cues = within(reading.cues, reading.sentences[group.sentence].start, group.end)
    return any(cue.payload.effect in roles for cue in cues)


def _last_toll(earlier: list[Draft]) -> int | None:
    backwards = range(len(earlier) - 1, -1, -1)
    return next((i for i in backwards if any(a.measure in TOLL for a in earlier[i].amounts)), None)


def _tolls(amounts: Sequence[Amount]) -> list[Amount]:
    return [a for a in amounts if a.measure in TOLL and not a.part and a.victim_class == "all"]


def _number(amounts: Sequence[Amount], measure: str) -> int:
    told = [a.best or a.low or 0 for a in _tolls(amounts) if a.measure == measure]
    return max(told, default=0)
