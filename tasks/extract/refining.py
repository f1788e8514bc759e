"""With what an attack was made, from the words of its clause (refine.tsv): aircraft, shells, a car bomb, gas.

A word counts only where the attack was made with what it names. Aircraft that cover an assault from above
(هجوم بري بغطاء جوي) did not make it, nor did the helicopter that somebody fires at (إطلاق النار على مروحية).
"""

from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.lexicon import Cue
from tasks.extract.parties import Parties
from tasks.extract.phrases import cue_before
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_AIR = "air-drone-strike"
_AIR_FORCE = "air-force"
_STRIKE = "strike"
_OPEN = frozenset({_STRIKE, "assault"})
_SERVICE = "intelligence"
_LANDED = "oth-landing"
_AIR_BASE = "object:air-base"
_BASES = frozenset({"airbase", "base"})
_BASE_NAME = 60  # characters of the name of a base with what stands before it
_BESIDE = 24  # characters from a base to what it is called
# بغطاء من الطيران الروسي, مع تحليق طيران استطلاع, ركاب على متن طائرة, مدرج الطائرات, نقل الجرحى بمروحية
_OVERHEAD = frozenset({"company", "overflight", "aboard", "parked", "carried-off"})
_UPON, _BY = "con-upon", "ب"
_PAUSES = frozenset(".؛،\n")
_REACH = 24  # characters of the longest joining word


def refining_cue(reading: Reading, group: Group, event: str, parties: Parties, weapon: EntityHit | None) -> str | None:
    """Return the event that the words around say a generic one was; None where they leave it open."""
    spans = [(group.start, group.end), *((e.start, e.end) for e in parties.actors)]
    if weapon is not None:
        spans.append((weapon.start, weapon.end))
    cues = [
        cue.payload
        for start, end in spans
        for cue in within(reading.cues_of("refine"), start, end)
        if event in cue.payload.reach.split(",") and not _is_aside(reading, group, cue, parties)
    ]
    if any(e.kind == _AIR_FORCE for e in parties.actors) and event in _OPEN:
        return _AIR
    if cues:
        return min(cues, key=lambda cue: cue.rank).effect
    flying = reading.lexicon.entities.flying
    flown = event == _STRIKE and bool(parties.actors) and all(e.entity_id in flying for e in parties.actors)
    return _AIR if flown else None  # قصف التحالف معسكرا: it has hardly a gun on the ground


def _is_aside(reading: Reading, group: Group, cue: Match[Cue], parties: Parties) -> bool:
    """Tell whether a word tells of something else beside the attack, not of how it was made."""
    if _tells_landing(group, cue.start) or _names_base(reading, cue) or _is_march(reading, cue):
        return True
    if within(reading.cued("reason"), group.head.end, cue.word_start):
        return True  # قصف القاعدة ردا على الغارات, أحرقوه بدعوى زرع عبوة
    if cue.payload.effect != _AIR:
        return False
    beside = cue_before(reading, cue.word_start) in _OVERHEAD
    return beside or _names_others(reading, group, cue, parties) or _is_fired_at(reading, group, cue, parties)


def _tells_landing(group: Group, at: int) -> bool:
    """Tell whether a word is one of troops flown in: who is killed in عملية إنزال جوي died in no air strike."""
    landed = (hit for hit in group.events if hit.trigger is not None and hit.trigger.trigger_id == _LANDED)
    return any(hit.start <= at < hit.end for hit in landed)


def _is_march(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether a word for a drone is a march that people hold: نظم ناشطون مسيرة في ذكرى مقتله."""
    marches = within(reading.cued("march"), cue.word_start - _REACH, cue.word_end)
    held = within(reading.cued("organised"), cue.word_start - _BASE_NAME, cue.word_start)
    drones = any(c.word_start <= cue.word_start < c.word_end for c in within(reading.cued("drone"), *_of(cue)))
    told = any(c.word_end >= cue.word_end for c in marches)
    return drones and (told or (bool(held) and not set(reading.text[held[-1].word_end : cue.word_start]) & _PAUSES))


def _of(cue: Match[Cue]) -> tuple[int, int]:
    return cue.word_start - _REACH, cue.word_end


def _names_base(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether a word belongs to the name of a base: who attacks قاعدة الوطية الجوية need not fly; not بصواريخ."""
    at = cue.word_start
    if cue.proclitics.endswith(_BY):
        return False
    if any(o.entity_id == _AIR_BASE and o.start < at < o.end for o in within(reading.objects, at - _BESIDE, at + 1)):
        return True
    before = [p for p in within(reading.places, at - _BASE_NAME, at) if p.end <= at]
    named = bool(before) and before[-1].kind in _BASES and not reading.text[before[-1].end : at].strip()
    return named or any(p.start < at < p.end and p.kind in _BASES for p in within(reading.places, at - _BASE_NAME, at))


def _names_others(reading: Reading, group: Group, cue: Match[Cue], parties: Parties) -> bool:
    """Tell whether a word is in the name of a secret service, or before the event in that of an idle air force.

    Who shoots at المخابرات الجوية flies no raid, and قال جنرال في القوات الجوية إن 17 شخصا قتلوا tells of none.
    """
    before = within(reading.entities, cue.start - _BASE_NAME, cue.start + 1)
    named = [e for e in before if e.start <= cue.start < e.end]
    doers = {e.entity_id for e in parties.actors}
    told = cue.start < group.hits[0].start
    return any(e.kind == _SERVICE or (told and e.kind == _AIR_FORCE and e.entity_id not in doers) for e in named)


def _is_fired_at(reading: Reading, group: Group, cue: Match[Cue], parties: Parties) -> bool:
    """Tell whether an aircraft is what was attacked: behind على, or at once behind who attacks it.

    استهدف مقاتلو الفصائل مروحية; not هاجم الجيش بمروحية, nor استهدفت مروحية الجيش.
    """
    if cue.proclitics.strip("وف"):
        return False
    before = within(reading.cues, cue.word_start - _REACH, cue.word_start)
    touching = [c for c in before if not reading.text[c.word_end : cue.word_start].strip()]
    if any(c.payload.cue_id == _UPON for c in touching):
        return True
    behind = (e for e in parties.actors if group.head.end <= e.start and e.end <= cue.word_start)
    return group.head.verbal and any(not reading.text[e.end : cue.word_start].strip() for e in behind)
