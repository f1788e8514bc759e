"""Drones told by their bare word, which is that of a march as well: أصابت مسيرة منزلها, صدت الدفاعات 40 مسيرة.

The word is a drone where it is the subject of a verb of striking or falling, or is counted beside what meets or sends
drones. As a weapon it tells the kind of the event and its number, as a word of its own it told nothing.
"""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.entities import EntityHit
from tasks.extract.in_order import InOrder
from tasks.extract.lexicon import Cue, Trigger
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_DRONE, _PLATFORM, _RULE = "weapon:drone", "platform", "bare-drone"
_STRIKES, _FALLS = "drone-strikes", "drone-falls"
_ROLES = ("drone", "drones")  # مسيرة, and مسيرة على, which launched at something is one thing of knowledge
_NEXT = 3  # characters to the next word
_MARCH = 30  # characters around the word in which something tells a march
_SHIELD = 80  # characters from what meets or sends drones to their number
_SENT = ("dis-", "air-", "str-destroy", "shl-launched", "aslt-", "cls-ambush")
_OWNER = 24  # characters in which a name begins behind the word, or a verb behind the name: تابعة ل
_FLOWN, _ASSAULT, _BY = "ref-air-drone", "aslt-", "ب"
_FOR = "ل"
_RALLY = "pro-"
_MANY = 2


def name_drones(reading: Reading) -> Reading:
    """Return a reading whose weapons hold the drones that are told by their bare word."""
    known = {weapon.start for weapon in reading.weapons}
    cues = [cue for role in _ROLES for cue in reading.cued(role) if _is_drone(reading, cue)]
    cues += [cue for cue in reading.cues_of("refine") if _is_means(reading, cue)]
    found = [_hit(reading, cue) for cue in cues if cue.start not in known]
    found = [hit for hit in found if not any(w.start <= hit.start < w.end for w in reading.weapons)]
    if found:
        reading.weapons = InOrder(sorted([*reading.weapons, *found], key=lambda weapon: weapon.start))
    return reading


def _is_drone(reading: Reading, cue: Match[Cue]) -> bool:
    if any(c.word_start <= cue.word_start < c.word_end for c in within(reading.cued("march"), *_around(cue))):
        return False
    return _strikes(reading, cue) or _is_sent_by(reading, cue) or _is_counted(reading, cue)


def _is_sent_by(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether a force stands behind the word and a verb of striking behind that: مسيرات للدعم السريع تقصف."""
    owner = next(iter(within(reading.entities, cue.word_end, cue.word_end + _OWNER)), None)
    if owner is None or owner.kind not in FORCES or len(reading.text[cue.word_end : owner.start].split()) > 1:
        return False
    verbs = within(reading.cued(_STRIKES), owner.end, owner.end + _OWNER)
    return any(not reading.text[owner.end : verb.word_start].strip() for verb in verbs)


def _is_means(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether an attack that somebody made was made with it: شنت أوكرانيا هجوما بالمسيرات; not أحبطت هجوما بها."""
    if cue.payload.cue_id != _FLOWN or not reading.text.startswith(_BY, cue.word_start):
        return False
    words = within(reading.words, cue.word_start - _MARCH, cue.word_start)
    near = (w for w in words if len(reading.text[w.word_end : cue.word_start].split()) <= 1)
    made = (w for w in near if isinstance(w.payload, Trigger) and w.payload.trigger_id.startswith(_ASSAULT))
    return any(within(reading.cued("support"), w.word_start - _SHIELD, w.word_start) for w in made)


def _around(cue: Match[Cue]) -> tuple[int, int]:
    return cue.word_start - _MARCH, cue.word_end


def _strikes(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether a drone is the subject of the verb before it; a force before the verb strikes a march."""
    verb = _right_before(reading, cue, _STRIKES) or _right_before(reading, cue, _FALLS)
    if verb is None or cue.proclitics:
        return False
    behind = reading.text[cue.word_end : cue.word_end + _NEXT].lstrip()
    if verb.payload.effect == _STRIKES and behind.startswith(_FOR):
        owners = within(reading.entities, cue.word_end, cue.word_end + _NEXT)
        if not any(owner.kind in FORCES for owner in owners):
            return False  # استهدفت مسيرة للمعلمين
    before = within(reading.entities, verb.word_start - _MARCH, verb.word_start)
    led = bool(before) and before[-1].kind in FORCES and not reading.text[before[-1].end : verb.word_start].strip()
    return not led or verb.payload.effect == _FALLS


def _right_before(reading: Reading, cue: Match[Cue], effect: str) -> Match[Cue] | None:
    """Return the verb of a role that touches the word."""
    near = within(reading.cued(effect), cue.word_start - _MARCH, cue.word_start)[-1:]
    return next((c for c in near if not reading.text[c.word_end : cue.word_start].strip()), None)


def _is_counted(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether a number stands before the word, and what meets or sends drones before that in its sentence."""
    sentence = reading.sentences[reading.sentence_at(cue.start)]
    start = max(sentence.start, cue.word_start - _SHIELD)
    words = within(reading.words, start, cue.word_start)
    sent = any(isinstance(w.payload, Trigger) and w.payload.trigger_id.startswith(_SENT) for w in words)
    if not sent and not within(reading.cued("air-defence"), start, cue.word_start):
        return False
    triggers = (w.payload for w in within(reading.words, sentence.start, sentence.end))
    if any(isinstance(word, Trigger) and word.trigger_id.startswith(_RALLY) for word in triggers):
        return False
    number = next(iter(within(reading.numbers, cue.word_start - _MARCH, cue.word_start)[-1:]), None)
    told = number is not None and (number.low or 0) >= _MANY
    return number is not None and told and not reading.text[number.end : cue.word_start].strip()


def _hit(reading: Reading, cue: Match[Cue]) -> EntityHit:
    return EntityHit(
        entity_id=_DRONE,
        kind=_PLATFORM,
        start=cue.start,
        end=cue.end,
        norm_start=cue.norm_start,
        norm_end=cue.norm_end,
        text=reading.text[cue.start : cue.end],
        rule_id=_RULE,
    )
