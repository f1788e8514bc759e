"""Which event a denial means that names a happening which no list knows.

نفى سقوط أي من طائراته, أنكرت إطلاق الرصاص الحي: it opens with a word of happening (cue `deed`) and shares a thing
with the sentence of the event, the planes or the live rounds. Names of parties and places are no such thing, for all
that an article tells shares them.
"""

from schemas.mention import Mention
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import first_cue
from tasks.extract.speech_frame import Frame

_OPENING, _REACH = 2, 8  # tokens of a denial in which the word of happening and the thing stand
_STEM = 4  # letters that tell a thing, whatever is written onto it
_JOINED = ("وال", "بال", "كال", "لل", "ال")


def things_denied(frame: Frame, heard: Heard) -> frozenset[str]:
    """Return the things of which a denial speaks behind a word of happening; none where it opens with another."""
    reading, scope = heard.reading, frame.scope[0]
    at = first_cue(heard.cues, reading, (scope.start, scope.end), "deed", _OPENING)
    if at is None:
        return frozenset()
    spoken = within(reading.tokens, at, scope.end)[1 : _REACH + 1]
    if not spoken:
        return frozenset()
    named = [(e.start, e.end) for e in within(reading.entities, at, spoken[-1].end)]
    named += [(p.start, p.end) for p in within(reading.places, at, spoken[-1].end)]
    apart = {offset for start, end in named for offset in range(start, end)}
    return frozenset(stem for t in spoken if t.start not in apart and (stem := _stem(t.norm)) is not None)


def shares_thing(things: frozenset[str], mention: Mention, reading: Reading) -> bool:
    """Tell whether a sentence of an event names one of the things."""
    starts = (mention.evidence_start, *(span.start for span in mention.more_evidence))
    sentences = (reading.sentences[reading.sentence_at(start)] for start in starts)
    return bool(things) and any(
        _stem(token.norm) in things for s in sentences for token in within(reading.tokens, s.start, s.end)
    )


def _stem(norm: str) -> str | None:
    bare = next((norm[len(p) :] for p in _JOINED if norm.startswith(p)), norm)
    return bare[:_STEM] if len(bare) >= _STEM and bare.isalpha() else None
