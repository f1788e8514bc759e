"""Of which band a wing or a man of it is, by the parents of the actors: كتائب القسام are Hamas."""

from collections.abc import Mapping

from tasks.extract.actor_kinds import BANDS
from tasks.extract.entity_data import Known

_GOVERNMENT = "government"


def uppermost_band(known: Mapping[str, Known], name: str) -> str:
    """Return the uppermost band that somebody is of by the parents of the actors; the same id where there is none.

    A band that is its government's (the resistance of Yemen) is of that government.
    """
    seen = {name}
    parent = known.get(known[name].parent_id or "")
    while parent is not None and parent.kind in BANDS and parent.entity_id not in seen:
        name = parent.entity_id
        seen.add(name)
        parent = known.get(parent.parent_id or "")
    if parent is None or parent.kind != _GOVERNMENT or known[name].kind not in BANDS:
        return name
    return parent.entity_id if _country(name) == _country(parent.entity_id) else name


def _country(entity_id: str) -> str:
    return entity_id.partition("-")[0]
