"""Whether the doer of a verb stands before it, though a side follows: المجموعة التي هاجمت الشرطة did it, not they.

Arabic writes verb, subject, object; behind الذي and التي, and behind كان, the subject may have been told before. What
decides is a pronoun that looks back: in البلدة التي قصفت القوات أحياءها the town is what "its" stands for, so that the
force is the subject; where no pronoun looks back, the relative itself is.
"""

from collections.abc import Sequence

from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.extract.verb_forms import is_she, is_they
from tasks.extract.voice_signs import looks_back
from tasks.text.match import Match

_THROWING = "con-support-throw"
_RELATIVE, _HE_WHO, _THEY_WHO = "relative", "con-relative-he", "con-relative-they"
_WORD = 24  # characters of a relative before its verb, with "had" between
_WAS = "bck-pluperfect"
_ONSLAUGHTS = frozenset({"assault", "attack"})


def tells_of_before(reading: Reading, hit: Hit, after: int) -> bool:
    """Tell whether a relative right before a verb is its subject, so that the side that ends at `after` is no doer."""
    if not hit.verbal or hit.suffix or hit.particle:
        return False
    relative = _relative(reading, hit)
    if relative is None or not _agrees(reading, hit, relative):
        return False
    return not looks_back(reading, after)


def _relative(reading: Reading, hit: Hit) -> str | None:
    """Return the id of the relative that stands before a verb, at once or with "had" between: الذين كانوا يهاجمون."""
    near = [c for c in within(reading.cues, hit.start - _WORD, hit.start) if c.payload.effect == _RELATIVE]
    if not near:
        return None
    start, was = near[-1].word_end, was_before(reading, hit)
    end = was.word_start if was is not None and was.word_start >= start else hit.start
    return None if reading.text[start:end].strip() else near[-1].payload.cue_id


def _agrees(reading: Reading, hit: Hit, relative: str) -> bool:
    """Tell whether a verb may have a relative for its subject: التي هاجمت; in البلدة التي قصف الجيش it has not."""
    if relative == _THEY_WHO:
        return is_they(reading, hit)
    return is_she(reading, hit) is (relative != _HE_WHO)


def was_at_it(reading: Reading, hit: Hit) -> bool:
    """Tell whether "was" right before a verb of the present leaves its subject before both: خلية كانت تستهدف الجيش."""
    if not hit.verbal or hit.suffix or hit.particle or hit.trigger is None or hit.trigger.tense != "imperfect":
        return False
    return was_before(reading, hit) is not None


def was_before(reading: Reading, hit: Hit) -> Match[Cue] | None:
    """Return "was" or "had" that stands right before a word."""
    near = within(reading.cues_of("background"), hit.start - _WORD, hit.start)
    told = (c for c in reversed(near) if c.payload.cue_id == _WAS)
    return next((c for c in told if not reading.text[c.word_end : hit.start].strip()), None)


def tells_of_others(reading: Reading, start: int, relative: int) -> bool:
    """Tell whether people of no name stand between a side and a relative: اعتقلت الشرطة المجموعة التي هاجمت السوق."""
    men = any(reading.counts_persons(unit.payload) for unit in within(reading.units, start, relative))
    return men or bool(within(reading.cued("detachment"), start, relative))


def stand_before(reading: Reading, verb: int) -> bool:
    """Tell whether people of no name stand right before a verb, which then is theirs: رجل هاجم سفيرا."""
    near = [unit for unit in within(reading.units, verb - _WORD, verb) if reading.counts_persons(unit.payload)]
    return bool(near) and not reading.text[near[-1].word_end : verb].strip()


def is_right_behind_name(reading: Reading, verb: int) -> bool:
    """Tell whether somebody or an operation stands right before a verb: منزل شاب قتل, منفذ عملية قتل فيها جنديان."""
    ends = [e.end for e in within(reading.entities, verb - _WORD, verb)]
    ends += [unit.word_end for unit in within(reading.units, verb - _WORD, verb)]
    return any(not reading.text[end:verb].strip() for end in ends)


def carries_others(reading: Reading, hits: Sequence[Hit], cue: Match[Cue]) -> bool:
    """Tell whether people right before the verb behind a word that carries act: وجه تهمة إلى رجل هاجم سفيرا.

    Who was able to kill the attacker made no attack: هجوم شنه رجل تمكنت الشرطة من قتله. Who was hurt by what was thrown
    threw nothing: أصيب شرطيان إثر إلقاء قنبلة.
    """
    if cue.payload.cue_id == _THROWING and any(h.casualty and h.verbal and h.end <= cue.word_start for h in hits):
        return True
    first = next((hit for hit in hits if hit.start >= cue.word_end), None)
    if first is None:
        return False
    if first.casualty is not None and first.suffix and hits[0].event in _ONSLAUGHTS:
        return True
    return first.verbal and stand_before(reading, first.start)
