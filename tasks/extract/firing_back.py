"""Who only fires at where shells came from, and what his sentence goes on to say that he hit or killed: one deed.

ورد الجيش على مصادر النيران، وقصف ثلاثة مواقع في كذا is one shelling, and none of the shells that it answers.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.actor_kinds import FORCES
from tasks.extract.drafts import Draft
from tasks.extract.reading import Reading, within
from tasks.extract.union import join

FIRED_BACK = "mod-fired-back"
"""The rule of a passage that tells how a force answered fire: it is never the fire that it answers."""
_FIRE_SOURCE = "fire-source"
_AND = ("و", "ف")
_BLOWS = frozenset({"shelling", "air-drone-strike", "armed-clash", "attack"})


def with_answers(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, each answer to fire as one with what the rest of its sentence says that it hit."""
    told: list[Draft] = []
    for draft in drafts:
        if told and _goes_on(reading, told[-1], draft):
            told[-1] = _as_one(told[-1], draft)
        else:
            told.append(_marked(draft) if _is_answer(draft) and draft.amounts else draft)
    return told


def _is_answer(draft: Draft) -> bool:
    return _FIRE_SOURCE in draft.groups[-1].head.needs


def _marked(draft: Draft) -> Draft:
    return draft.but(rules=(*draft.rules, FIRED_BACK))


def _goes_on(reading: Reading, answer: Draft, draft: Draft) -> bool:
    """Tell whether a verb joined by "and" goes on behind an answer to fire, with no other force in between."""
    one, two = answer.groups[-1], draft.groups[0]
    if not _is_answer(answer) or len(one.hits) > 1 or two.sentence != one.sentence:
        return False
    if not (two.head.verbal and two.head.particle.startswith(_AND) and draft.status == answer.status):
        return False
    others = [e for e in within(reading.entities, one.end, two.head.start) if e.kind in FORCES]
    return not others and (draft.toll_only or draft.event in _BLOWS)


def _as_one(answer: Draft, draft: Draft) -> Draft:
    if draft.toll_only:
        return _marked(join(answer, draft))
    return replace(
        draft,
        groups=(*answer.groups, *draft.groups),
        actors=draft.actors or answer.actors,
        place=draft.place or answer.place,
        country=draft.country or answer.country,
        date=draft.date or answer.date,
        speaker=answer.speaker,
        rules=(*draft.rules, FIRED_BACK),
    )
