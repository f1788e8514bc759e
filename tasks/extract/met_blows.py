"""An attack that a force meets: whose it was is told by an adjective, and who announces that it was met met it."""

from tasks.extract.genitive import REPELLED
from tasks.extract.hits import Hit
from tasks.extract.phrases import Names, Phrase

_ADJECTIVE = "demonym:"  # rules of a blow with the adjective of a country
_REPELLING = "cls-repel"  # صد هجوم, إحباط هجوم: the attack is in the words themselves


def is_repelled(hit: Hit) -> bool:
    """Tell whether a noun tells that an attack of another was met: صد هجوم, إحباط هجوم."""
    return hit.trigger is not None and hit.trigger.trigger_id == _REPELLING


def met_blow(names: Names) -> Phrase | None:
    """Return whose blow a force met, told by an adjective: صدت القوات هجوما روسيا, صد هجوم روسي."""
    events = names.group.events
    verb = next((h for h in events if h.trigger is not None and h.trigger.trigger_id in REPELLED), None)
    blows = [h for h in events if verb is not None and h is not verb and not h.verbal and h.start >= verb.end]
    blows += [h for h in events if is_repelled(h)]
    told = (p for p in names.phrases if p.entities[0].rule_id.startswith(_ADJECTIVE))
    return next((p for p in told if any(h.start <= p.start < h.end for h in blows)), None)
