"""Whether an accident, a crime or a court explains the dead: then nobody fought, and there is no event of a conflict.

A train runs over a man, a shark kills a diver, a cow is beaten, a helicopter of the army falls by itself: the words are
those of attacks. What decides is who stands beside them (a force, an armed band), a weapon, or a word of war that tells
nothing else; where none of these stands anywhere on a page whose lead tells an accident, nothing on it is an event.
"""

from collections.abc import Sequence

from tasks.extract.actor_kinds import FIGHTERS, FORCES
from tasks.extract.conflict import is_conflict, says_war
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.modal_cues import MISHAPS
from tasks.extract.modality import Mode
from tasks.extract.parties import Parties
from tasks.extract.reading import Reading, within

_BANDS = frozenset({"armed", "community"})  # gunmen; settlers, who burn houses
_SETTLERS = "community"
_CRIME = frozenset({"blast", "strike", "attack", "killing", "assault", "looting"})  # what thieves and brothers do
_DOMESTIC = "domestic"
_BLOWS = frozenset({"blast", "strike"})  # what an accident is told with on any page
_SITE = "mod-accident-site"
"""The cue of a place where accidents happen, and attacks as well: a factory, a train."""
_ACCIDENT = "accident"
_TRIED = frozenset({"crime", "court"})
_ASIDE = frozenset({_SITE, "mod-sport"})  # what is no accident and no crime by itself
_PLATFORM = "platform"  # aircraft and vehicles, which crash by themselves
_EXECUTION = "att-execution"
_CARRIED_OUT = 60  # characters between "carried out" and the death, with who did it between
_COURTLESS = frozenset({"armed-group", "militia"})
_LEAD = 2  # sentences of a headline and a first line
_PROTESTS = frozenset({"peaceful-protest", "protest-with-intervention", "violent-demonstration", "excessive-force"})


def is_no_violence(reading: Reading, mode: Mode, group: Group, parties: Parties, weapon: EntityHit | None) -> bool:
    """Tell whether an accident or a court explains the dead: no armed side, no weapon, only a toll or a blast."""
    if mode.status == "court" or mode.status not in MISHAPS:
        return mode.status == "court" and not _executes(reading, group, parties)
    told = {hit.event for hit in group.events}
    crime = _CRIME if mode.status == "crime" else frozenset[str]()  # thieves stab and shoot: أطلق لص النار
    if any(hit.trigger is not None and not hit.trigger.needs and hit.event not in crime for hit in group.events):
        return False  # قصف مصنع, أصيب رجل وزوجته في قصف: no accident and no crime has that word
    settlers = any(e.kind == _SETTLERS for e in parties.targets)  # استشهدت طفلة دهسا بسيارة مستوطن: they were there
    if settlers or any(e.kind in FORCES or e.kind in _BANDS for e in parties.actors):
        return False
    if told & {"assault", "attack"} and is_conflict(reading) and _is_on_fighter(reading, group):
        return False  # قتل ضابط وأصيبت زوجته في هجوم
    if mode.status != _ACCIDENT:
        fell = mode.status == _DOMESTIC and group.casualties and any(map(_is_of_war, group.events))
        return told <= _CRIME and not fell
    crashed = weapon is not None and weapon.kind == _PLATFORM and not told  # a helicopter that fell by itself
    return crashed or (weapon is None and told <= _explained(reading, mode))


def _is_of_war(hit: Hit) -> bool:
    """Tell whether a word is of no crime in a family: قتل رجل وزوجته في انفجار, في هجوم; not هاجم زوجته بسكين."""
    return hit.event == "blast" or (hit.event == "assault" and not hit.verbal)


def _executes(reading: Reading, group: Group, parties: Parties) -> bool:
    """Tell whether an armed group carries out a sentence: it has no courts, نفذ التنظيم حكم الإعدام بتسعة مدنيين."""
    death = next((h for h in group.events if h.trigger is not None and h.trigger.trigger_id == _EXECUTION), None)
    if death is None:
        return False
    done = within(reading.cued("support"), max(group.start, death.start - _CARRIED_OUT), death.start)
    return bool(done) and any(e.kind in _COURTLESS and e.start > done[0].start for e in parties.actors)


def _explained(reading: Reading, mode: Mode) -> frozenset[str]:
    """Return what an accident explains: on a page on which nobody fights also who was run over, bitten or burnt."""
    return _BLOWS if mode.rule == _SITE or is_conflict(reading) else _CRIME


def _is_on_fighter(reading: Reading, group: Group) -> bool:
    """Tell whether a soldier or a policeman is named in a group."""
    meanings = reading.lexicon.unit_meanings
    units = within(reading.units, group.start, group.end) if group.casualties else ()
    return any(meanings[unit.payload.unit_id].victim_class == "combatant" for unit in units)


def without_mishaps(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts but for those, on a page that opens with an accident or a crime, of nobody who fights.

    A page about a crime or before a court that names any fighter keeps all it tells: terror is tried as well.
    """
    if not drafts or says_war(reading):
        return list(drafts)
    opens = _opening(reading)
    if _ACCIDENT in opens and not _names_war(reading):
        return [draft for draft in drafts if draft.event in _PROTESTS or _is_of_fighters(draft)]
    if opens & _TRIED and not any(e.kind in FIGHTERS or e.kind in _BANDS for e in reading.entities):
        return [draft for draft in drafts if draft.event in _PROTESTS or _has_force(draft)]
    return list(drafts)


def _names_war(reading: Reading) -> bool:
    """Tell whether a weapon that is no vehicle or aircraft is named, or gunmen or settlers."""
    if any(weapon.kind != _PLATFORM for weapon in reading.weapons):
        return True
    return any(entity.kind in _BANDS for entity in reading.entities)


def _is_of_fighters(draft: Draft) -> bool:
    """Tell whether somebody who fights is told to have done it, or to have been hit by more than a bare toll."""
    sides = draft.actors if draft.toll_only else (*draft.actors, *draft.targets)
    return any(e.kind in FIGHTERS for e in sides)


def _has_force(draft: Draft) -> bool:
    """Tell whether a force, also the police, did it or was hit."""
    return any(e.kind in FORCES for e in (*draft.actors, *draft.targets))


def _opening(reading: Reading) -> set[str]:
    """Return what the headline or the first line of a page tells of accidents, crimes and courts."""
    end = reading.sentences[min(_LEAD, len(reading.sentences)) - 1].end
    cues = within(reading.cues_of("modality"), 0, end)
    return {cue.payload.effect for cue in cues if cue.payload.cue_id not in _ASIDE}
