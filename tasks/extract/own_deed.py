"""Whose deed it was that "he carried out", or that men of whom the verb tells did: في غارة نفذها قرب البلدة."""

from tasks.extract.actor_kinds import BANDS, FORCES
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.organs import OFFICES, as_force
from tasks.extract.reading import Reading, within

_DEED = "con-by-deed"
_NEXT = 2  # characters to the next word
_THEY, _MEN = "وا", "ين"


def own_deed(reading: Reading, group: Group) -> tuple[EntityHit, ...]:
    """Return the one side of a sentence that "he carried out" means: أقر الجيش بمقتل مدنيين في غارة نفذها قرب البلدة.

    A word behind the verb that is no place, day or preposition is its subject, known or not.
    """
    for cue in within(reading.cued("by"), group.start, group.end):
        if cue.payload.cue_id != _DEED or not _ends_behind(reading, cue.word_end):
            continue
        before = within(reading.entities, reading.sentences[group.sentence].start, cue.word_start)
        sides = [e for e in before if e.kind in FORCES | OFFICES and e.rule_id != "locative"]
        return (as_force(reading, sides[0]),) if len({e.entity_id for e in sides}) == 1 else ()
    return ()


def men_who_did(reading: Reading, group: Group) -> tuple[EntityHit, ...]:
    """Return the men right before a verb of many, of whom it tells: ردت قواته على مسلحين أطلقوا النار عليها.

    Soldiers are not meant: they may stand there as those who come to help.
    """
    head = group.head
    if head.shape == "noun" or not reading.text[head.start : head.end].split()[0].endswith(_THEY):
        return ()
    before = within(reading.entities, reading.sentences[group.sentence].start, head.start)[-1:]
    beside = (e for e in before if e.kind in BANDS and not reading.text[e.end : head.start].strip())
    return tuple(e for e in beside if reading.text[e.start : e.end].endswith(_MEN))


def _ends_behind(reading: Reading, end: int) -> bool:
    """Tell whether a verb has no subject behind it: a sign, a preposition, a place or a day follows."""
    behind = reading.text[end : end + _NEXT]
    if not behind.strip() or not behind.strip()[0].isalnum():
        return True
    told = [c for c in within(reading.cues, end, end + _NEXT) if c.payload.effect in {"in", "preposition"}]
    dated = any(d.start <= end + 1 for d in within(reading.dates, end, end + _NEXT))
    return (
        bool(told) or dated or any(p.start <= end + 1 < p.name_start for p in within(reading.places, end, end + _NEXT))
    )
