"""Whether a page tells of a war: what is left open by its words is then one of its events."""

from tasks.extract.actor_kinds import FIGHTERS
from tasks.extract.lexicon import Trigger
from tasks.extract.reading import Reading

_CIVIC = frozenset({"none", "arrests", "agreement", "peaceful-protest", "protest-with-intervention", "headquarters"})
_UNKNOWN = "actor:gunmen-unknown"


def is_conflict(reading: Reading) -> bool:
    """Tell whether a text is about armed conflict at all: a force that fights, or a word that tells nothing else."""
    return reading.once(_tells_of_conflict)


def is_fought(reading: Reading) -> bool:
    """Tell whether a page names somebody who fights."""
    # "unknown persons" leak papers and steal cars as well
    return any(e.kind in FIGHTERS and e.entity_id != _UNKNOWN for e in reading.entities)


def _tells_of_conflict(reading: Reading) -> bool:
    return is_fought(reading) or says_war(reading)


def says_war(reading: Reading) -> bool:
    """Tell whether a word stands in a text that tells nothing but war or terror: قصف, اغتيال."""
    return any(
        isinstance(word.payload, Trigger) and word.payload.needs == "" and word.payload.event not in _CIVIC
        for word in reading.words
    )
