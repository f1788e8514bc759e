"""Who did it and whom it hit, from where their names stand around the words of an event.

Arabic news writes verb, subject, object; or, after أن, subject, verb, object; or a noun of the event with its doer in
the genitive (قصف المقاتلات), behind من (غارات من طيران التحالف), as an adjective (الغارات الروسية), behind من قبل, or
as the subject of a verb that only carries the noun (شن الطيران غارات). Each order is tried in turn, those of nouns in
noun_agents.py; who stands nowhere stays unknown.
"""

from tasks.extract.agents import Agents
from tasks.extract.announced import Announced
from tasks.extract.fell_attacking import FELL, fell_attacking
from tasks.extract.grouping import Group
from tasks.extract.nationals import as_counted, as_people, of_others
from tasks.extract.parties import Parties
from tasks.extract.patients import Patients
from tasks.extract.phrases import Names
from tasks.extract.reading import Reading
from tasks.extract.saying import Speech
from tasks.extract.two_sides import is_exchanged, split_sides


def find_parties(reading: Reading, group: Group, speech: Speech) -> Parties:
    """Return the two sides of a group; who only speaks is none."""
    names = Names(reading, group, speech)
    if group.head.frame == "mutual" or is_exchanged(names):
        actors, targets = split_sides(names, Patients(names))
        fallen = Announced(names, speech).own_dead()
        if fallen is not None and fallen.entity_id not in {e.entity_id for e in (*actors, *targets)}:
            actors, targets = actors or targets, (fallen,)
        actors = tuple(e for e in actors if e.entity_id not in {hit.entity_id for hit in targets})
        if actors or targets or not any(hit.verbal and hit.frame == "place" for hit in group.events):
            return Parties(actors=actors, targets=targets, rules=("two-sides",) if actors or targets else ())
    agents = Agents(names, speech)
    agent, rule = agents.find()
    fell = fell_attacking(names)
    agent, rule = (fell, FELL) if fell is not None else (agent, rule)
    owners = agents.nouns.owners(agent)
    targets = of_others(reading, agent.entities if agent else (), Patients(names, owners).find(agent))
    return Parties(
        actors=tuple(as_people(reading, e) for p in (agent, *owners[:1]) for e in p.entities) if agent else (),
        targets=tuple(as_counted(reading, e) for e in targets),
        rules=tuple(r for r in (rule, "target" if targets else "") if r),
    )
