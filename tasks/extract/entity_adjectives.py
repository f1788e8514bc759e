"""Sides without a name that stand side by side: المسلحين المتشددين are one side, told by a noun and its adjective.

Read as two, the first was who attacked and the second whom he hit. The name that tells more is kept.
"""

from collections.abc import Collection, Sequence

from tasks.extract.actor_kinds import BANDS
from tasks.extract.entities import EntityHit
from tasks.text.normal import Shadow

_ARTICLES = ("ال", "لل")
_VAGUE = "actor:armed-groups"
_GAP = 1


def join_adjectives(hits: Sequence[EntityHit], unnamed: Collection[str], shadow: Shadow) -> tuple[EntityHit, ...]:
    """Return the hits of a text, with a side and the adjective right behind it as one."""
    joined: list[EntityHit] = []
    for hit in hits:
        if joined and _is_adjective(joined[-1], hit, unnamed, shadow):
            joined[-1] = _both(joined[-1], hit, unnamed, shadow)
        else:
            joined.append(hit)
    return tuple(joined)


def _is_adjective(noun: EntityHit, hit: EntityHit, unnamed: Collection[str], shadow: Shadow) -> bool:
    if not {noun.kind, hit.kind} <= BANDS or hit.start - noun.end != _GAP or noun.entity_id == hit.entity_id:
        return False
    if noun.entity_id not in unnamed or " " in hit.text:
        return False
    return not shadow.text[noun.end : hit.start].strip() and _is_definite(noun) == _is_definite(hit)


def _is_definite(hit: EntityHit) -> bool:
    return hit.text.startswith(_ARTICLES)


def _both(noun: EntityHit, hit: EntityHit, unnamed: Collection[str], shadow: Shadow) -> EntityHit:
    meant = hit if noun.entity_id == _VAGUE or hit.entity_id not in unnamed else noun
    text = shadow.text[noun.start : hit.end]
    return meant._replace(
        start=noun.start,
        end=hit.end,
        norm_start=noun.norm_start,
        norm_end=hit.norm_end,
        text=text,
        rule_id=noun.rule_id,
    )
