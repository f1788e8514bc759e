"""Men and planes that are told as somebody's (عناصرها, طائراتها): they act, unless they are among the fallen.

A group that announces the death of two of its men did not strike them: without this its name stood as the doer of the
raid that killed them.
"""

from collections.abc import Sequence

from tasks.extract.actor_kinds import FORCES
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.extract.reasons import is_hit_back
from tasks.extract.saying import Speech
from tasks.text.match import Match

OF_SPEAKER = ("con-organ-ours", "con-organ-country")
OFFICES = frozenset({"ministry", "government", "state"})
_COUNTRY = OF_SPEAKER[1]
_AIR, _GROUND = "air-force", "army"
_ORGANS = {
    "con-organ-air": _AIR,
    "con-organ-ground": _GROUND,
    "con-organ-ours-air": _AIR,
    "con-organ-ours-ground": _GROUND,
}
_POLICING, _SECURITY = "-moi", "security"  # ends the id of a ministry of the interior, which has no army
_MEN = frozenset({*_ORGANS, "con-organ", *OF_SPEAKER})
_STRANGER = "name"
_FATE = 6  # words between a word of a toll and whom it befell: مقتل اثنين من عناصرها
_COUNTED = 4  # words between a verb and its victims, told as some of somebody's men
_SUFFERED = frozenset({"noun", "passive", "bare"})
_CLOSE = 8  # characters before somebody's men in which "of" stands
_AND, _STOPS = "و", "،.؛"


def acting_organs(reading: Reading, group: Group) -> tuple[Match[Cue], ...]:
    """Return the organs of a group that may act, in order."""
    organs = _organs(reading, group)
    if not organs:
        return ()
    fallen = {cue.start for cue in fallen_organs(reading, group)}
    return tuple(cue for cue in organs if cue.start not in fallen)


def are_of_stranger(reading: Reading, group: Group, speech: Speech) -> bool:
    """Tell whether men act who are those of a speaker whom no list knows: قالت كتيبة كذا إن مقاتليها فجروا عبوة."""
    organs, frame = acting_organs(reading, group), speech.innermost(group.head.start, group.head.end)
    if not organs or frame is None or frame.source_entity_id is not None:
        return False
    between = within(reading.entities, frame.source_start, organs[0].start)
    if frame.source_kind != _STRANGER and any(e.kind in FORCES for e in between):
        return False  # قال ناشطون إن الجيش انسحب وإن طائراته قصفت
    return reading.sentences[group.sentence].start <= frame.source_start < organs[0].start


def fallen_organs(reading: Reading, group: Group) -> tuple[Match[Cue], ...]:
    """Return the organs of a group that are among the dead and wounded."""
    organs = _organs(reading, group) if group.casualties else ()
    return tuple(cue for cue in organs if any(_befell(reading, group, h, cue) for h in group.casualties))


def _organs(reading: Reading, group: Group) -> Sequence[Match[Cue]]:
    organs = within(reading.cued("organ"), group.start, group.end)
    if organs and is_hit_back(reading, group.head.start):
        organs = tuple(c for c in organs if c.start > group.head.start)  # قواتها ردت على هجمات شنها X
    return [c for c in organs if c.payload.cue_id != _COUNTRY or _does(reading, group, c)] if organs else organs


def _does(reading: Reading, group: Group, cue: Match[Cue]) -> bool:
    """Tell whether the verb of the deed, or its carrier, stands right behind "his country": إن بلاده شنت غارات."""
    verbs = [hit.start for hit in group.hits if hit.verbal and hit.start >= cue.word_end]
    verbs += [c.word_start for c in within(reading.cued("support"), cue.word_end, group.end)]
    return any(not reading.text[cue.word_end : start].strip() for start in verbs)


def _befell(reading: Reading, group: Group, hit: Hit, cue: Match[Cue]) -> bool:
    """Tell whether a toll is that of an organ: مقتل اثنين من عناصرها, اثنان من مقاتليه قتلا."""
    if hit.casualty is None or hit.casualty.measure == "result":
        return False
    if hit.start >= cue.word_end:
        gap = reading.text[cue.word_end : hit.start].strip()
        return hit.shape == "passive" and not hit.particle and (not gap or _fell_with_others(reading, hit, cue))
    gap = reading.text[hit.end : cue.word_start]
    if hit.shape == "verb" and _is_counted(reading, hit.end, cue):
        return True  # إن مسلحين قتلوا اثنين من جنوده
    parted = any(hit.end <= other.start < cue.word_start for other in group.hits if other.trigger is not None)
    return hit.shape in _SUFFERED and not parted and len(gap.split()) <= _FATE and "،" not in gap


def _fell_with_others(reading: Reading, toll: Hit, cue: Match[Cue]) -> bool:
    """Tell whether others are told to have fallen with one of somebody's men: جنديا من قواته وثمانية متعاقدين قتلوا."""
    before = reading.text[max(0, cue.word_start - _CLOSE) : cue.word_start].split()
    gap = reading.text[cue.word_end : toll.start].split()
    of_them = bool(before) and before[-1] in reading.lexicon.prepositions.of("partitive")
    joined = gap[0].startswith(_AND) and len(gap) <= _FATE and not any(sign in word for word in gap for sign in _STOPS)
    return of_them and joined


def _is_counted(reading: Reading, start: int, cue: Match[Cue]) -> bool:
    """Tell whether a number and "of" stand between a verb and somebody's men: قتلوا اثنين من جنوده."""
    gap = reading.text[start : cue.word_start].split()
    partitive = bool(gap) and gap[-1] in reading.lexicon.prepositions.of("partitive")
    return partitive and len(gap) <= _COUNTED and bool(within(reading.numbers, start, cue.word_start))


def as_force(reading: Reading, owner: EntityHit, cue_id: str = "") -> EntityHit:
    """Return the force of an office: its planes are the air force of its country, a ministry strikes with an army.

    Whoever speaks for a force or an office, by his name as well, has the men of that (قال سريع إن مقاتلينا).
    """
    index = reading.lexicon.entities
    stands_for = index.known[owner.entity_id].parent_id if owner.kind == "person" and cue_id in _MEN else None
    if stands_for is not None:
        owner = owner._replace(entity_id=stands_for, kind=index.kinds[stands_for])
    country = index.known[owner.entity_id].country
    if cue_id == _COUNTRY:
        state = f"actor:{country.lower()}" if country else ""
        return owner._replace(entity_id=state, kind="state") if state in index.known else owner
    slot = _slot_of(owner, cue_id)
    force = f"actor:{country.lower()}-{slot}" if country and slot else ""
    if owner.entity_id in index.own_forces and slot != _AIR:
        force = index.own_forces[owner.entity_id]  # the Kurdistan Region does not fight with the army of Iraq
    if owner.kind not in OFFICES or force not in index.known:
        return owner
    return owner._replace(entity_id=force, kind=index.kinds[force])


def _slot_of(owner: EntityHit, cue_id: str) -> str:
    """Return which of the forces of a country an office acts with: أعلنت وزارة الداخلية مقتل مسلحين, by its police."""
    if owner.entity_id.endswith(_POLICING):
        return _SECURITY
    return _ORGANS.get(cue_id, _GROUND if owner.kind == "ministry" else "")
