"""Where a speaker stands, told by the verb that he says of his own side: قال إن بلاده تؤيد, إنها ترفض."""

from bisect import bisect_left

from tasks.extract.speech import Heard
from tasks.extract.speech_frame import Frame
from tasks.extract.verbal_acts import forms_at, has_cue

_STANDS = frozenset({"Support", "Refusal", "Criticism", "Demand", "Request", "Accusation", "Warning"})
_FINITE = frozenset({"perfect", "imperfect"})


def stand_of_own(heard: Heard, frame: Frame) -> str | None:
    """Return the speech act of a verb whose subject is the speaker or his side, where it opens what he says."""
    page, words = heard.page, heard.reading.lexicon.speech
    first = bisect_left(page.tokens, frame.scope[0].start, key=lambda token: token.start)
    last = bisect_left(page.tokens, frame.scope[0].end, key=lambda token: token.start)
    if first + 1 >= last:
        return None
    himself = words.is_complementiser(page.norms[first], "himself")
    own = "own" in words.particles.get(page.norms[first], ())
    at = first + 1 if himself or own else last
    for form in forms_at(page, at) if at < last else ():
        told = form.verbal in _STANDS and form.shape in _FINITE and form.kind in {"verb", "intransitive"}
        if told and has_cue(page, form, at, last):
            return form.verbal
    return None
