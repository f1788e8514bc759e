"""What a crowd does without arms, and its clashes with a force told by words that armed sides share.

مواجهات with stones, gas or rubber bullets: nobody fires gas at a band, and no band is met with rubber bullets. Who
clashed there with the soldiers were people of the town. Where the force is told as who hurt them it broke them up; else
they rioted.
"""

from tasks.extract.actor_kinds import BANDS, FORCES, RALLIED, is_crowd
from tasks.extract.grouping import Group
from tasks.extract.parties import Parties
from tasks.extract.reading import Reading, within
from tasks.extract.two_sides import CROWD

_SCUFFLE, _FIGHT = "cls-clash-weak", "armed-clash"
_BROKEN_UP, _EXCESS, _RIOT = "protest-with-intervention", "excessive-force", "violent-demonstration"
_GEAR = ("choked", "stones")
_KILLED = "killed"
_MOB = frozenset({"looting", "other", "mob-violence"})


def is_riot(reading: Reading, group: Group, event: str, parties: Parties) -> bool:
    """Tell whether a crowd is the doer of what it does without arms, or one of two told behind a word of clashes."""
    if not parties.actors or not all(is_crowd(e.entity_id) or e.kind == "civilians" for e in parties.actors):
        return False
    throng = all(e.entity_id in RALLIED for e in parties.actors)
    if (
        event in _MOB
        or (event == "assault" and throng)
        or (event == "peaceful-protest" and group.head.verbal and group.head.event in _MOB)
    ):
        return True  # اقتحم مئات المتظاهرين المبنى
    if event == "armed-clash" and parties.actors[0].rule_id == CROWD:
        return True  # قتل متظاهران في صدامات مع قوات الأمن
    told = within(reading.cues, group.head.end, parties.actors[0].start) if group.head.frame == "mutual" else ()
    return event == "armed-clash" and bool(parties.targets) and any(c.payload.effect == "between" for c in told)


def kind_of_scuffle(reading: Reading, group: Group, parties: Parties) -> str | None:
    """Return what clashes of a crowd are where the sentence tells its stones or what the force met it with."""
    if not _is_scuffle(reading, group, parties):
        return None
    if not (parties.actors and all(e.kind in FORCES for e in parties.actors)):
        return _RIOT
    dead = any(hit.casualty is not None and hit.casualty.measure == _KILLED for hit in group.casualties)
    return _EXCESS if dead else _BROKEN_UP


def _is_scuffle(reading: Reading, group: Group, parties: Parties) -> bool:
    """Tell whether nothing but a weak word tells the fight, no band is a side of it, and a crowd was met or threw."""
    fights = [hit for hit in group.events if hit.event == _FIGHT]
    weak = all(hit.trigger is not None and hit.trigger.trigger_id == _SCUFFLE for hit in fights)
    if not fights or not weak or any(e.kind in BANDS for e in (*parties.actors, *parties.targets)):
        return False
    sentence = reading.sentences[group.sentence]
    if any(within(reading.cued(gear), sentence.start, sentence.end) for gear in _GEAR):
        return True
    told = within(reading.cues_of("refine"), sentence.start, sentence.end)
    return any(cue.payload.effect == _BROKEN_UP for cue in told)
