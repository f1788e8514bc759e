"""What the passages of an article lend each other: the one side that strikes, its army, the kind of its strikes."""

from collections.abc import Sequence

from tasks.extract.actor_kinds import BANDS
from tasks.extract.agreement import sides_meet
from tasks.extract.airmen import flown_by_unknown
from tasks.extract.carrying import BLASTS, FOUGHT, STRIKES, has_owner
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.gazetteer import COUNTRY
from tasks.extract.occasions import ANSWERED
from tasks.extract.organs import OFFICES, as_force
from tasks.extract.reading import Reading, within
from tasks.extract.scenes import begins_item, is_others

_RAID = "air-drone-strike"
_AIR_FORCE, _ARMY = "air-force", "army"
_UNARMED = frozenset({"civilians", "community"})
_ALIKE, _BLOWS, _LAST = "con-again-alike", STRIKES | BLASTS, 2
_TURN, _SNIPED = "con-turn", "cls-sniped"


def lend_sides(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts; strikes without a doer are given to the one side that strikes in the text."""
    struck = [
        d for d in drafts if d.actors and not d.refuted and _is_told(d)
    ]  # who denies a strike strikes nobody else
    told = {event: [d for d in struck if d.event == event] for event in STRIKES}
    strikers = {event: _one_side([d.actors for d in of_kind]) for event, of_kind in told.items()}
    return tuple(
        draft
        if _is_other_news(reading, draft)
        or _is_abroad(draft, drafts)
        or all(_is_elsewhere(d, draft) for d in told.get(draft.event, ()))
        else _with_striker(draft, strikers.get(draft.event, ()))
        for draft in drafts
    )


def _is_abroad(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell whether a strike is told in a country in which nobody is told to strike: وفي العراق، أصيب ستة في غارة."""
    if draft.place is None or draft.place.country is None or draft.groups[0].head.definite:
        return False
    told = {d.place.country for d in drafts if d.event == draft.event and d.actors and d.place is not None}
    return bool(told) and draft.place.country not in told


def _is_told(draft: Draft) -> bool:
    """Tell whether a strike is told with where, when, whom or how many; what a weapon is good for has none of it."""
    return bool(draft.place or draft.date or draft.targets or draft.amounts or draft.objects)


def _is_other_news(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence opens another story: في سياق آخر، أصيب جنديان في هجوم صاروخي."""
    first = draft.groups[0]
    if begins_item(reading, first.sentence):
        return True
    if flown_by_unknown(reading, first) or has_owner(reading, first):
        return True
    turns = within(reading.cued("turn"), reading.sentences[first.sentence].start, first.head.start)
    return not (first.head.definite or draft.speaker) and any(cue.payload.cue_id == _TURN for cue in turns)


def _one_side(told: Sequence[tuple[EntityHit, ...]]) -> tuple[EntityHit, ...]:
    """Return the doers that all strikes of a kind have in common, nobody where two sides strike."""
    return told[0] if told and all(sides_meet(told[0], other) for other in told) else ()


def _with_striker(draft: Draft, striker: tuple[EntityHit, ...]) -> Draft:
    """Return a strike with the one side that strikes; whom it answers did not strike himself."""
    if draft.actors or not striker or sides_meet(striker, draft.targets) or ANSWERED in draft.rules:
        return draft
    return draft.but(actors=striker, rules=(*draft.rules, "agent-story"))


def arm_governments(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with its army for a government or a ministry that fights: قصف للنظام, shelling by the army."""
    return tuple(
        d.but(actors=tuple(_as_army(reading, e) for e in d.actors)) if d.actors and d.event in FOUGHT else d
        for d in drafts
    )


def _as_army(reading: Reading, entity: EntityHit) -> EntityHit:
    return as_force(reading, entity, "con-organ-ground") if entity.kind in OFFICES - {"state"} else entity


def carry_events(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with unspecified strikes and attacks typed as the nearest strike told by the same side."""
    typed = [i for i, draft in enumerate(drafts) if draft.event in STRIKES and "strike-by-target" not in draft.rules]
    return tuple(_typed(reading, drafts, index, typed) for index in range(len(drafts)))


def _typed(reading: Reading, drafts: Sequence[Draft], index: int, typed: Sequence[int]) -> Draft:
    """Return a draft; one that leaves its kind open with that of the nearest strike of a kind, by its number."""
    draft = drafts[index]
    kind = _kind_alike(reading, drafts, index)
    if kind:
        return draft.but(event=kind, rules=(*draft.rules, "type-alike"))
    if not typed or not _is_untyped(draft):
        return draft
    known = [i for i in typed if _may_lend(drafts[i], draft)]
    if not known:
        return draft
    nearest = min(known, key=lambda i: (abs(i - index), i))
    if nearest < index and not draft.actors and is_others(reading, draft.groups[0], drafts[nearest]):
        return draft  # another force acted in between
    if not draft.actors and any(between.event in BLASTS for between in drafts[nearest:index]):
        return draft  # أعنف الهجمات, told behind bombings, is no raid told before them
    return draft.but(event=drafts[nearest].event, rules=(*draft.rules, "type-carried"))


def _kind_alike(reading: Reading, drafts: Sequence[Draft], index: int) -> str:
    """Return the kind of the blow told before, where a passage says that its own is like it: وفي هجوم مماثل في كذا."""
    draft = drafts[index]
    head = draft.groups[0].head
    if not draft.untyped or head.verbal:
        return ""
    cues = within(reading.cued("again"), head.start - 1, head.end + 1)
    if not any(cue.payload.cue_id == _ALIKE for cue in cues):
        return ""
    near = (d for d in reversed(drafts[max(0, index - _LAST) : index]) if d.event in _BLOWS and not d.untyped)
    before = next(near, None)
    apart = draft.groups[0].sentence - before.groups[-1].sentence if before is not None else _LAST
    return before.event if before is not None and apart <= 1 else ""


def _is_untyped(draft: Draft) -> bool:
    if "strike-by-target" in draft.rules:
        return True
    told = {hit.event for group in draft.groups for hit in group.events}
    if all(e.kind in _UNARMED for e in draft.actors) and draft.actors:
        return False  # settlers who throw stones fly no raid of their army
    if any(hit.trigger and hit.trigger.trigger_id.startswith(_SNIPED) for g in draft.groups for hit in g.events):
        return False
    return "by-target" in draft.rules and bool(draft.actors) and bool(told) and told <= {"assault"}


def _may_lend(other: Draft, draft: Draft) -> bool:
    if (
        _tells_apart(other, draft)
        or (not draft.actors and _is_elsewhere(other, draft))
        or _in_two_countries(other, draft)
    ):
        return False
    if other.event == _RAID and any(e.kind in BANDS for e in draft.actors):
        return False  # هجوم شنه مسلحون, told beside raids of their enemy
    return not draft.actors or sides_meet(other.actors, draft.actors)


def _in_two_countries(one: Draft, two: Draft) -> bool:
    """Tell whether two passages name places of two countries: soldiers in a mosque fly no raid that was told abroad."""
    countries = {one.place.country if one.place else None, two.place.country if two.place else None}
    return None not in countries and len(countries) > 1


def _is_elsewhere(one: Draft, two: Draft) -> bool:
    """Tell whether two passages that do not touch name places of two provinces: a round-up tells of many fronts."""
    if one.place is None or two.place is None or sides_meet(one.targets, two.targets):
        return False
    known = None not in {one.place.admin1, two.place.admin1} and one.place.kind != COUNTRY != two.place.kind
    apart = abs(two.groups[0].sentence - one.groups[-1].sentence) > 1
    return known and apart and (one.place.country, one.place.admin1) != (two.place.country, two.place.admin1)


def _tells_apart(other: Draft, draft: Draft) -> bool:
    """Tell whether one sentence sets aircraft and troops of a side apart: استهدف الطيران كذا بينما قصفت القوات كذا."""
    flown = bool(other.actors) and all(e.kind == _AIR_FORCE for e in other.actors)
    ground = bool(draft.actors) and all(e.kind == _ARMY for e in draft.actors)
    return flown and ground and other.groups[0].sentence == draft.groups[0].sentence
