"""From the groups of a reading to drafts: arguments, type, place, day, numbers, modality, each by its own module."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tasks.extract.actor_kinds import FORCES
from tasks.extract.agreement import same_name
from tasks.extract.amount import Amount
from tasks.extract.amounts import TOLL
from tasks.extract.arguments import find_parties
from tasks.extract.attained import without_goals
from tasks.extract.carried_days import carry_days, past_aim
from tasks.extract.carrying import carry_sides
from tasks.extract.casualties import find_amounts
from tasks.extract.charged import is_charged
from tasks.extract.charged_later import name_doers
from tasks.extract.conflict import is_conflict
from tasks.extract.coreference import merge_drafts
from tasks.extract.denied_again import is_standing_denial
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.firing_back import with_answers
from tasks.extract.first_heard import is_counted_among, may_be_taken_up
from tasks.extract.foiled import settle_foiled
from tasks.extract.generic_sides import name_forces
from tasks.extract.grouping import Group, group_hits
from tasks.extract.heading import is_heading, mark_closing
from tasks.extract.hits import Hit
from tasks.extract.lending import arm_governments, carry_events, lend_sides
from tasks.extract.lexicon import Trigger
from tasks.extract.mishaps import is_no_violence, without_mishaps
from tasks.extract.modality import CALLED_FALSE, Mode, judge_mode
from tasks.extract.named_words import drop_names
from tasks.extract.occasions import ANSWERED, as_answered
from tasks.extract.own_forces import give_to_speaker
from tasks.extract.own_up import join_owned
from tasks.extract.page import weigh_page
from tasks.extract.parties import Parties
from tasks.extract.place_carried import carry_places, narrow_places
from tasks.extract.places import PlaceHit
from tasks.extract.plausible import make_plausible
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.extract.shares import town_shares
from tasks.extract.siting import Site, find_sites
from tasks.extract.status import is_plan, judge_topics, settle_status
from tasks.extract.struck import is_post
from tasks.extract.substance import is_talk
from tasks.extract.support import is_supported, supported_group
from tasks.extract.thieves import is_no_thief
from tasks.extract.things_hit import things_hit
from tasks.extract.timing import find_date
from tasks.extract.toll_totals import tie_toll_parts
from tasks.extract.typing import first_within, settle_event
from tasks.extract.umbrella import tie_parts

_CIVIL = frozenset({"civilian", "child", "woman", "medic", "journalist"})
_PROTESTS = frozenset({"peaceful-protest", "protest-with-intervention", "violent-demonstration", "excessive-force"})
_BESIDE_TOLL = 5  # words between a toll and where it fell: بجروح متفاوتة في مدينة كذا
_ARMIES = FORCES - {"police", "intelligence", "forces"}
_ATTACKS = frozenset({"attack", "armed-clash"})
_SEVERAL = 2
_MARTYR, _MARTYRS = "cas-martyr", "cas-martyrs"
_NATION = "-people"  # ends the id of the people of a country
_CIVILIANS = "actor:civilians"
_PUBLIC = frozenset({"journalist", "medic", "protester"})
_PUBLIC_ACTORS = frozenset({"actor:journalists", "actor:protesters", "actor:medics"})
_GUNMAN, _SETTLERS = "armed", "-settlers"
_SWEEP, _ASSERTED = "oth-sweep", "asserted"
_REPORTED = frozenset(
    {"asserted", "background", "denied", "topic", "accident", "domestic", "crime", "court", "planned"}
)


def find_happenings(reading: Reading, hits: Sequence[Hit], speech: Speech) -> tuple[Draft, ...]:
    """Return the events that an article reports with the words of events found in it, each once."""
    drafts: list[Draft] = []
    groups = group_hits(reading, drop_names(reading, hits), speech)
    for group, behind in zip_longest(groups, groups[1:]):
        if not _is_own_denial(speech, group, drafts):
            drafts += (past_aim(reading, d, behind, speech) for d in _drafts_of(reading, group, speech, drafts))
    typed = carry_events(reading, mark_closing(reading, with_answers(reading, drafts)))
    found = arm_governments(reading, lend_sides(reading, merge_drafts(reading, typed)))
    found = tuple(settle_foiled(reading, draft) for draft in found)
    fighting = is_conflict(reading)
    political = fighting or any(d.event in _PROTESTS for d in found)
    raided = {d.groups[0].sentence for d in found if d.event in _ATTACKS and any(map(is_post, d.objects))}
    merged = [d for d in found if d.event != "arrests" or political or is_no_thief(reading, d, raided)]
    fighting = fighting and any(not d.toll_only for d in merged)
    merged = [d for d in merged if not is_standing_denial(reading, d, speech)]
    told = [d for d in merged if not (d.is_hollow or d.is_bare or is_talk(reading, d))]
    kept = [d for d in told if fighting or not d.toll_only or _is_violent(reading, d)]
    placed = tie_parts(reading, weigh_page(reading, without_mishaps(reading, kept)))
    placed = name_doers(reading, join_owned(reading, carry_places(reading, tie_toll_parts(reading, placed))))
    placed = carry_days(reading, narrow_places(reading, placed, speech), speech)
    return tuple(make_plausible(reading, draft) for draft in name_forces(reading, placed, speech))


def _is_own_denial(speech: Speech, group: Group, earlier: Sequence[Draft]) -> bool:
    """Tell whether a speaker denies a toll of what he told himself: the event stands, the toll is no part of it."""
    frame = speech.innermost(group.head.start, group.head.end)
    if group.events or not earlier or frame is None or frame.trigger_start not in speech.refuting:
        return False
    before = earlier[-1].groups[-1].head
    told = speech.innermost(before.start, before.end)
    if told is None or told.trigger_start in speech.refuting:
        return False
    return told.source_entity_id == frame.source_entity_id


def _drafts_of(reading: Reading, group: Group, speech: Speech, earlier: Sequence[Draft]) -> Iterator[Draft]:
    mode = judge_mode(reading, group)
    if mode.rule == CALLED_FALSE and speech.refutes(group.head.start, group.head.end):
        mode = Mode(rule=CALLED_FALSE)  # قال إنه لا صحة لأنباء عن قصف البلدة: told by others, and denied
    if mode.status not in _REPORTED or is_counted_among(reading, group):
        return
    reported = without_goals(reading, group) if mode.status == _ASSERTED else group
    if reported is None:
        return
    group = reported
    parties = find_parties(reading, group, speech)
    parties = give_to_speaker(reading, group, parties, speech)
    weapon = first_within(reading.weapons, group)
    parties = carry_sides(reading, group, parties, speech, earlier)
    if mode.status == "planned" and not is_plan(group, parties):
        return
    supported = is_supported(reading, group, parties, weapon) or is_charged(reading, group, parties, speech)
    if not (supported or may_be_taken_up(group, mode)) or is_no_violence(reading, mode, group, parties, weapon):
        return
    told = supported_group(reading, group, parties, weapon)
    draft = as_answered(reading, group, _draft(reading, told, speech, mode, parties))
    placed = judge_topics(reading, _placed(reading, told, speech, draft if supported else draft.but(heard=True)))
    yield from (one for one in placed if ANSWERED not in one.rules or one.place is not None)


def _draft(reading: Reading, group: Group, speech: Speech, mode: Mode, parties: Parties) -> Draft:
    """Return what a supported group tells, without its place: kind of event, sides, day, numbers, status."""
    weapon = first_within(reading.weapons, group)
    event, how = settle_event(reading, group, parties, weapon)
    granted = speech.denies_toll(group.head.start, group.head.end)  # نفى وقوع إصابات في الهجوم: the attack stands
    amounts = () if granted else find_amounts(reading, group, reading.lexicon.events[event].measures, speech)
    amounts = tuple(a for a in amounts if not _names_doer(a, parties))
    date, when = find_date(reading, group, speech)
    return Draft(
        event=event,
        groups=(group,),
        actors=parties.actors,
        targets=tuple(e for e in parties.targets if e not in parties.actors) or _harmed_civilians(reading, amounts),
        objects=things_hit(reading, group, speech),
        weapon=weapon,
        place=None,
        other_places=(),
        country=None,
        date=date,
        amounts=amounts,
        modality=mode.modality,
        status=settle_status(reading, mode, group, date, amounts),
        rules=tuple(r for r in (*_trigger_ids(group), how, *parties.rules, when, mode.rule) if r),
        definite=group.head.definite,
        headline=is_heading(reading, group.sentence),
        refuted=not granted and speech.refutes(group.head.start, group.head.end),
        speaker=speech.speaker_of(group.head.start, group.head.end),
    )


def _names_doer(amount: Amount, parties: Parties) -> bool:
    """Tell whether victims without a number are the words of the doer: خطف مسلحون يستقلون سيارات مهندسين."""
    vague = amount.best is None and amount.measure in {"abducted", "detained", "killed", "injured"}
    doers = (e for e in parties.actors if e not in parties.targets)
    return vague and any(e.start <= amount.start < e.end for e in doers)


def _is_violent(reading: Reading, draft: Draft) -> bool:
    """Tell whether a toll that is the only news names an armed side or a weapon."""
    if draft.weapon is not None or any(e.kind in FORCES for e in (*draft.actors, *draft.targets)):
        return True
    if any(e.kind == _GUNMAN or e.entity_id.endswith(_SETTLERS) for e in draft.actors):
        return True  # قتل مسلح ثلاثة أشخاص, قتل مستوطنون شابا
    if _are_shot(reading, draft) or _fell_in_sweep(reading, draft):
        return True
    martyrs = [rule for rule in draft.rules if rule.startswith(_MARTYR)]
    if any(e.entity_id.endswith(_NATION) for e in draft.targets):
        return bool(martyrs)  # استشهاد 51 فلسطينيا
    near = (e for group in draft.groups for e in within(reading.entities, group.start, group.end))
    fell = any(rule != _MARTYRS for rule in martyrs)  # by a verb or its noun: "the two martyrs" alone are honoured
    return fell and any(e.kind in _ARMIES for e in near)  # استشهاد ضابط صف ضمن قوات التحالف


def _are_shot(reading: Reading, draft: Draft) -> bool:
    """Tell whether journalists, medics or protesters fell by bullets, which no quarrel explains: قتلت صحفية برصاصة."""
    public = any(a.victim_class in _PUBLIC for a in draft.amounts)
    public = public or any(e.entity_id in _PUBLIC_ACTORS for e in draft.targets)
    fire = any(within(reading.cued("gunfire"), group.start, group.end) for group in draft.groups)
    return public and fire


def _fell_in_sweep(reading: Reading, draft: Draft) -> bool:
    """Tell whether an operation of security forces led to a death: أسفرت عملية أمنية عن مقتل شخص."""
    words = (word for group in draft.groups for word in within(reading.words, group.start, group.end))
    return any(isinstance(word.payload, Trigger) and word.payload.trigger_id == _SWEEP for word in words)


def _harmed_civilians(reading: Reading, amounts: tuple[Amount, ...]) -> tuple[EntityHit, ...]:
    """Return civilians as the target where the victims are told as such and nobody else is: قتل طفلان."""
    for amount in amounts:
        if amount.victim_class in _CIVIL and amount.measure in TOLL:
            shadow = reading.shadow
            text = reading.text[amount.start : amount.end]
            first, last = shadow.at(amount.start), shadow.at(amount.end)
            return (
                EntityHit(
                    entity_id=_CIVILIANS,
                    kind="civilians",
                    start=amount.start,
                    end=amount.end,
                    norm_start=first,
                    norm_end=last,
                    text=text,
                    rule_id="victims",
                ),
            )
    return ()


def _placed(reading: Reading, group: Group, speech: Speech, draft: Draft) -> Iterator[Draft]:
    """Yield a draft at its places; of a list of towns the toll is that of the one named again behind it.

    قصف الجيش بلدتي س وص، ما أدى إلى إصابة طفل في بلدة ص: nobody was hurt in the first.
    """
    shares = town_shares(reading, group, draft.amounts)
    if shares:
        for share in shares:
            yield from _sited(
                draft.but(amounts=share.amounts), (Site(place=share.place, others=(), rule="place-share"),)
            )
        return
    own = _place_of_toll(reading, draft.amounts, group)
    apart = find_sites(reading, group, speech, figure=False) if own is not None else ()
    before = own is not None and all(site.place.start < own.start for site in apart)
    if not before or len(apart) < _SEVERAL or not any(same_name(site.place, own) for site in apart):
        yield from _sited(draft, find_sites(reading, group, speech, figure=bool(draft.amounts)))
        return
    spared = draft.but(amounts=tuple(a for a in draft.amounts if a.measure not in TOLL))
    for site in apart:
        yield from _sited(draft if same_name(site.place, own) else spared, (site,))


def _place_of_toll(reading: Reading, amounts: Sequence[Amount], group: Group) -> PlaceHit | None:
    """Return the place named right behind the numbers of a toll, None where none is."""
    told = [a for a in amounts if a.measure in TOLL]
    if not told:
        return None
    end = max(a.end for a in told)
    behind = next((p for p in within(reading.places, end, group.end) if p.role == "place"), None)
    if behind is None or len(reading.text[end : behind.start].split()) > _BESIDE_TOLL:
        return None
    return None if within(reading.words, end, behind.start) else behind  # وإصابة ثلاثة في قصف على كذا


def _sited(draft: Draft, sites: tuple[Site, ...]) -> Iterator[Draft]:
    if not sites:
        yield draft
    for index, site in enumerate(sites):
        yield draft.at(site.place, others=site.others, objects=_objects_at(draft, sites, index), rule=site.rule)


def _objects_at(draft: Draft, sites: tuple[Site, ...], index: int) -> tuple[EntityHit, ...]:
    """Return the things hit at one of several places, each told before its own: دمر مقرا في س ومستودعا في ص."""
    if not any(thing.start > sites[0].place.end for thing in draft.objects):
        return draft.objects
    start = sites[index - 1].place.end if index else 0
    end = sites[index + 1].place.start if index + 1 < len(sites) else None
    told = [o for o in draft.objects if start <= o.start and (end is None or o.start < end)]
    return tuple(o for o in told if end is None or o.start < sites[index].place.start)


def _trigger_ids(group: Group) -> Iterator[str]:
    seen: set[str] = set()
    for hit in group.hits:
        word = hit.trigger.trigger_id if hit.trigger else hit.casualty.casualty_id if hit.casualty else ""
        if word not in seen:
            seen.add(word)
            yield word
