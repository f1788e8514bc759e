"""Which institution a name without its country means, and which words with a people's adjective are nobody's side.

A ministry that the story names bare (وزارة الدفاع) is the one that was named in full before, or that of the agency
which quotes it; the country in which the story plays comes last, and only where no other country's ministry of that
kind is named. Western media are many papers, not the western states.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.entities import EntityHit, EntityIndex

_BARE, _COMPOSED = "story-country:", "demonym:"
_OFFICES = frozenset({"ministry"})
_RELAYING = frozenset({"agency", "outlet"})
_SPEAKING = frozenset({"agency", "outlet", "source", "community", "civilians"})
_NEAR = 40  # characters between an agency and the ministry that it quotes


def settle_meant(hits: Sequence[EntityHit], index: EntityIndex) -> tuple[EntityHit, ...]:
    """Return the hits of a text with bare ministries given to whom they belong, and media of no country left out."""
    kept = [hit for hit in hits if not _is_nobodys(hit, index)]
    return tuple(found for at, hit in enumerate(kept) if (found := _settled(kept, at, hit, index)) is not None)


def _is_nobodys(hit: EntityHit, index: EntityIndex) -> bool:
    """Tell whether papers or people are named by the adjective of a people that is no country: وسائل إعلام غربية."""
    pattern = index.patterns.get(hit.rule_id.removeprefix(_COMPOSED).rstrip("+"))
    if pattern is None or not hit.rule_id.startswith(_COMPOSED):
        return False
    whole = any(d.entity_id == hit.entity_id and not d.is_country for d in index.demonyms.values())
    return whole and any(
        index.known[one].kind in _SPEAKING
        for code in index.demonyms
        if (one := f"actor:{code}-{pattern.slot}") in index.known
    )


def _settled(hits: Sequence[EntityHit], at: int, hit: EntityHit, index: EntityIndex) -> EntityHit | None:
    if not hit.rule_id.startswith(_BARE) or hit.kind not in _OFFICES:
        return hit
    slot = hit.entity_id.partition("-")[2]
    before = [h for h in hits[:at] if _is_full(h, slot)]
    if before:
        return replace(hit, entity_id=before[-1].entity_id, rule_id="second-mention")
    quoting = _country_of_agency(hits, at, index)
    if quoting and f"actor:{quoting}-{slot}" in index.known:
        return replace(hit, entity_id=f"actor:{quoting}-{slot}", rule_id="agency-country")
    later = {h.entity_id for h in hits[at + 1 :] if _is_full(h, slot)}
    if not later:
        return hit
    return replace(hit, entity_id=later.pop(), rule_id="second-mention") if len(later) == 1 else None


def _is_full(hit: EntityHit, slot: str) -> bool:
    return hit.entity_id.partition("-")[2] == slot and not hit.rule_id.startswith(_BARE)


def _country_of_agency(hits: Sequence[EntityHit], at: int, index: EntityIndex) -> str | None:
    """Return the country of the agency right before a ministry: نقلت وكالة تاس عن وزارة الدفاع."""
    if at == 0 or hits[at - 1].kind not in _RELAYING or hits[at].start - hits[at - 1].end > _NEAR:
        return None
    country = index.known[hits[at - 1].entity_id].country
    return country.lower() if country else None
