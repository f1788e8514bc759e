"""Which institution a name without its country means, and which words with a people's adjective are nobody's side.

A ministry that the story names bare (وزارة الدفاع), also behind its spokesman, is the one that was named in full
before, that of the agency which quotes it, of the officer whose name follows, or of the state whose planes its sentence
tells of: what Moscow's ministry says of Russian planes over Idlib was read as said in Damascus. The country in which
the story plays comes last, and only where no other country's ministry of that kind is named. Western media are many
papers, not the western states.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from tasks.extract.entities import EntityHit, EntityIndex
from tasks.extract.entity_offices import STORY_COUNTRY
from tasks.text.normal import Shadow

_COMPOSED = "demonym:"
_OFFICES = frozenset({"ministry", "police"})
_RELAYING = frozenset({"agency", "outlet"})
_SPEAKING = frozenset({"agency", "outlet", "source", "community", "civilians"})
_NEAR = 40  # characters between an agency and the ministry that it quotes
_FORCES: Final[Mapping[str, frozenset[str]]] = {"mod": frozenset({"army", "air-force"})}
"""Slot of a ministry to the kinds of force that it speaks for."""
_SENTENCE_END = re.compile(r"[.!?\n]")


def settle_meant(hits: Sequence[EntityHit], index: EntityIndex, shadow: Shadow) -> tuple[EntityHit, ...]:
    """Return the hits of a text with bare ministries given to whom they belong, and media of no country left out."""
    kept = [hit for hit in hits if not _is_nobodys(hit, index)]
    return tuple(found for at, hit in enumerate(kept) if (found := _settled(kept, at, index, shadow)) is not None)


def _is_nobodys(hit: EntityHit, index: EntityIndex) -> bool:
    """Tell whether papers or people are named by the adjective of a people that is no country: وسائل إعلام غربية."""
    if not hit.rule_id.startswith(_COMPOSED) or hit.entity_id not in index.peoples:
        return False
    pattern = index.patterns.get(hit.rule_id.removeprefix(_COMPOSED).rstrip("+"))
    return pattern is not None and any(
        index.known[one].kind in _SPEAKING
        for code in index.demonyms
        if (one := f"actor:{code}-{pattern.slot}") in index.known
    )


def _settled(hits: Sequence[EntityHit], at: int, index: EntityIndex, shadow: Shadow) -> EntityHit | None:
    hit = hits[at]
    if not hit.rule_id.startswith(STORY_COUNTRY) or hit.kind not in _OFFICES:
        return hit
    slot = hit.entity_id.partition("-")[2]
    before = [h for h in hits[:at] if _is_full(h, slot)]
    if before:
        return hit._replace(entity_id=before[-1].entity_id, rule_id="second-mention")
    evidence = {
        "agency-country": _country_of_agency(hits, at, index),
        "officer-country": _country_of_officer(hits, at, index, shadow),
        "forces-country": _country_of_forces(hits, at, index, shadow),
    }
    for rule_id, country in evidence.items():
        if country and f"actor:{country}-{slot}" in index.known:
            return hit._replace(entity_id=f"actor:{country}-{slot}", rule_id=rule_id)
    later = {h.entity_id for h in hits[at + 1 :] if _is_full(h, slot)}
    if not later:
        return hit
    return hit._replace(entity_id=later.pop(), rule_id="second-mention") if len(later) == 1 else None


def _is_full(hit: EntityHit, slot: str) -> bool:
    return hit.entity_id.partition("-")[2] == slot and not hit.rule_id.startswith(STORY_COUNTRY)


def _country_of_agency(hits: Sequence[EntityHit], at: int, index: EntityIndex) -> str | None:
    """Return the country of the agency right before a ministry: نقلت وكالة تاس عن وزارة الدفاع."""
    if at == 0 or hits[at - 1].kind not in _RELAYING or hits[at].start - hits[at - 1].end > _NEAR:
        return None
    country = index.known[hits[at - 1].entity_id].country
    return country.lower() if country else None


def _country_of_officer(hits: Sequence[EntityHit], at: int, index: EntityIndex, shadow: Shadow) -> str | None:
    """Return the country of the person named right behind a ministry: المتحدث باسم وزارة الدفاع إيغور كوناشينكوف."""
    after = hits[at + 1] if at + 1 < len(hits) else None
    if after is None or after.kind != "person" or shadow.norm[hits[at].norm_end : after.norm_start].strip():
        return None
    country = index.known[after.entity_id].country
    return country.lower() if country else None


def _country_of_forces(hits: Sequence[EntityHit], at: int, index: EntityIndex, shadow: Shadow) -> str | None:
    """Return the one country whose forces a ministry's sentence tells of; else that of all forces of the text."""
    kinds = _FORCES.get(hits[at].entity_id.partition("-")[2], frozenset())
    forces = [h for h in hits if h.kind in kinds and index.known[h.entity_id].country]
    first = max((m.end() for m in _SENTENCE_END.finditer(shadow.norm, 0, hits[at].norm_start)), default=0)
    end = _SENTENCE_END.search(shadow.norm, hits[at].norm_end)
    last = end.start() if end else len(shadow.norm)
    beside = [h for h in forces if first <= h.norm_start < last]
    countries = {index.known[h.entity_id].country for h in beside or forces}
    return (countries.pop() or "").lower() if len(countries) == 1 else None
