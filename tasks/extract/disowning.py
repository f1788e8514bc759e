"""Who denies a part in a deed that happened: nobody denies the deed then, only that he did it.

نفت الحركة صلتها بالهجوم speaks of an attack that is known, and نفى الحزب مسؤوليته عن الهجوم of one told before. Where
somebody charged the denier, or the row has him as its doer, what is denied is that charge, and with it the event as it
was told.
"""

from schemas.mention import Mention
from tasks.extract.denial_words import denies_part, disowns, side_of
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_frame import Frame

_CHARGE = "Accusation"
_OPENING = 8  # tokens of what is denied in which the part stands
_BACK, _AHEAD = 8, 1  # sentences around a denial in which a charge calls for it


def disowns_deed(mention: Mention, frame: Frame, heard: Heard) -> bool:
    """Tell whether a denial is only of the speaker's part in a known event with which nobody charged him."""
    part = frame.stance == "denies" and _speaks_of_part(frame, heard.reading)
    if not part and not disowns(frame, heard):
        return False
    reading, side = heard.reading, side_of(frame.source_entity_id, heard.reading)
    if side is not None and any(side_of(actor, reading) == side for actor in mention.actor_ids):
        return False
    return _is_known(mention, frame, reading) and not _is_charged(frame, heard)


def _speaks_of_part(frame: Frame, reading: Reading) -> bool:
    opening = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:_OPENING]
    particles = reading.lexicon.speech.particles
    return any("part" in particles.get(token.norm, ()) for token in opening)


def _is_known(mention: Mention, frame: Frame, reading: Reading) -> bool:
    """Tell whether an event is named with its article in the denial, or told elsewhere."""
    scope = frame.scope[0]
    spans = ((mention.evidence_start, mention.evidence_end), *((s.start, s.end) for s in mention.more_evidence))
    if any(end <= frame.trigger_start or start >= scope.end for start, end in spans):
        return True
    word = next(iter(within(reading.words, scope.start, scope.end)), None)
    return word is not None and denies_part(reading, frame, word.end)


def _is_charged(frame: Frame, heard: Heard) -> bool:
    """Tell whether another blames somebody shortly before the denial, or right behind it."""
    reading = heard.reading
    here = reading.sentence_at(frame.trigger_start)
    for other in heard.frames:
        away = here - reading.sentence_at(other.trigger_start)
        if other.verbal_type == _CHARGE and -_AHEAD <= away <= _BACK and other.source_text != frame.source_text:
            return True
    return False
