"""From the groups of a reading to drafts: arguments, type, place, day, numbers, modality, each by its own module."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.arguments import Parties, find_parties
from tasks.extract.casualties import Amount, find_amounts
from tasks.extract.coreference import merge_drafts
from tasks.extract.drafts import Draft
from tasks.extract.grouping import Group, group_hits
from tasks.extract.hits import ARMED, find_hits
from tasks.extract.lexicon import EventType
from tasks.extract.modality import judge_mode
from tasks.extract.reading import EntityLike, Reading, within
from tasks.extract.siting import Site, find_sites
from tasks.extract.timing import find_date
from tasks.extract.typing import first_within, settle_event

_REPORTED = frozenset({"asserted", "background", "denied"})


def find_happenings(reading: Reading, sources: Sequence[tuple[int, int]]) -> tuple[Draft, ...]:
    """Return the events that an article reports, each once. `sources` are spans that only name who speaks."""
    drafts: list[Draft] = []
    for group in group_hits(reading, find_hits(reading)):
        drafts += _drafts_of(reading, group, sources, drafts)
    return tuple(d for d in merge_drafts(reading, drafts) if not _hollow(d))


def _drafts_of(
    reading: Reading, group: Group, sources: Sequence[tuple[int, int]], earlier: Sequence[Draft]
) -> Iterator[Draft]:
    mode = judge_mode(reading, group)
    if mode.status not in _REPORTED:
        return
    parties = find_parties(reading, group, sources)
    weapon = first_within(reading.weapons, group)
    if not _supported(reading, group, parties):
        return
    event, how = settle_event(reading, group, parties, weapon)
    kind = reading.lexicon.events[event]
    amounts = find_amounts(reading, group, kind.measures)
    date, when = find_date(reading, group, sources)
    rules = tuple(r for r in (*_trigger_ids(group), how, *parties.rules, when, mode.rule) if r)
    draft = Draft(
        event=event,
        groups=(group,),
        actors=parties.actors or _shared_actor(group, earlier),
        targets=parties.targets,
        objects=tuple(within(reading.objects, group.start, group.end)),
        weapon=weapon,
        place=None,
        other_places=(),
        country=None,
        date=date,
        amounts=amounts,
        modality=mode.modality,
        status=mode.status,
        rules=rules,
        definite=group.head.definite,
    )
    yield from _sited(draft, _sites(reading, group, kind, amounts))


def _sites(reading: Reading, group: Group, kind: EventType, amounts: tuple[Amount, ...]) -> tuple[Site, ...]:
    figure = bool(amounts) and bool(kind.measures)
    return find_sites(reading, group, figure=figure)


def _sited(draft: Draft, sites: tuple[Site, ...]) -> Iterator[Draft]:
    if not sites:
        yield draft
    for site in sites:
        yield replace(draft, place=site.place, other_places=site.others, country=site.place.country)


def _trigger_ids(group: Group) -> Iterator[str]:
    seen: set[str] = set()
    for hit in group.hits:
        word = hit.trigger.trigger_id if hit.trigger else hit.casualty.casualty_id if hit.casualty else ""
        if word not in seen:
            seen.add(word)
            yield word


def _shared_actor(group: Group, earlier: Sequence[Draft]) -> tuple[EntityLike, ...]:
    """Return the actor of the event before in the same sentence, where a verb joined by and shares its subject."""
    if (
        earlier
        and earlier[-1].groups[0].sentence == group.sentence
        and group.head.verbal
        and group.head.particle == "و"
    ):
        return earlier[-1].actors
    return ()


def _supported(reading: Reading, group: Group, parties: Parties) -> bool:
    """Tell whether a group has what its words need before they count as an event (column `needs`)."""
    needs = {hit.trigger.needs for hit in group.events if hit.trigger}
    if not needs:
        return any(hit.casualty and hit.casualty.measure != "result" for hit in group.casualties)
    if "" in needs:
        return True
    armed = any(e.kind in ARMED for e in (*parties.actors, *parties.targets))
    weapon = first_within(reading.weapons, group) is not None
    if "armed" in needs or "conflict" in needs:
        toll = any(hit.casualty and hit.casualty.measure != "result" for hit in group.casualties)
        object_hit = first_within(reading.objects, group) is not None
        if armed or weapon or ("conflict" in needs and (toll or object_hit)):
            return True
    if "place" in needs and armed and within(reading.places, group.start, group.end):
        return True
    return "number" in needs and bool(within(reading.counts, group.start, group.end))


def _hollow(draft: Draft) -> bool:
    """Tell whether a toll without an event has no number, place or side either: it tells nothing."""
    return draft.toll_only and not (draft.actors or draft.targets or draft.place or draft.amounts)
