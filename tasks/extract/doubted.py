"""Which event somebody doubts by words for what another said of it: شككت جوبا في تقرير الأمم المتحدة."""

from collections.abc import Iterator, Sequence

from schemas.mention import Mention
from tasks.extract.answered import of_something_else
from tasks.extract.reading import within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import first_cue
from tasks.extract.speech_frame import Frame
from tasks.extract.told_last import nearest_told

_OPENING = 4  # tokens of what is doubted in which the word for it stands
_SAID = frozenset({"charge", "account", "truth"})
_RULE = "speech.say-doubt.noun"


def find_doubted(
    mentions: Sequence[Mention], heard: Heard, *, tellers: Sequence[Sequence[Frame]]
) -> Iterator[tuple[Frame, int, bool]]:
    """Yield frames that doubt what others said, each with the number of the mention; true where it is of its toll.

    Who doubts something else (في قدرة القوات على الحسم) doubts no event.
    """
    for frame in heard.frames:
        if frame.rule_id != _RULE:
            continue
        span = (frame.scope[0].start, frame.scope[0].end)
        toll = first_cue(heard.cues, heard.reading, span, "toll", _OPENING) is not None
        told = within(heard.reading.words, *span)
        if not toll and (told or not _of_what_was_said(frame, heard)):
            continue
        found = nearest_told(mentions, frame, heard.reading, tellers, own=True)
        if found is not None and (_opens_sentence(frame, heard) or _tells_here(mentions[found], frame, heard)):
            yield frame, found, toll


def _of_what_was_said(frame: Frame, heard: Heard) -> bool:
    """Tell whether what is doubted is a report, its truth or a charge, and of no other thing than the deed."""
    reading, scope = heard.reading, frame.scope[0]
    opening = within(reading.tokens, scope.start, scope.end)[:_OPENING]
    particles = reading.lexicon.speech.particles
    at = next((t.start for t in opening if not _SAID.isdisjoint(particles.get(t.norm, ()))), None)
    return at is not None and not of_something_else(heard, at, (scope.start, scope.end))


def _opens_sentence(frame: Frame, heard: Heard) -> bool:
    """Tell whether a sentence is of the doubt; behind news of its own (تقول إنها خلايا، ويشككون بذلك) it is of that."""
    start = heard.reading.sentences[heard.reading.sentence_at(frame.trigger_start)].start
    return len(within(heard.reading.tokens, start, frame.trigger_start)) <= _OPENING


def _tells_here(mention: Mention, frame: Frame, heard: Heard) -> bool:
    reading = heard.reading
    starts = (mention.evidence_start, *(span.start for span in mention.more_evidence))
    return any(reading.sentence_at(at) == reading.sentence_at(frame.trigger_start) for at in starts)


def doubts_thing(frame: Frame, heard: Heard) -> bool:
    """Tell whether somebody doubts what is neither a deed nor news of one: شككت دمشق في نوايا أنقرة بعد الغارات."""
    if frame.rule_id != _RULE:
        return False
    opening = within(heard.reading.tokens, frame.scope[0].start, frame.scope[0].end)[:_OPENING]
    particles = heard.reading.lexicon.speech.particles
    said = any(not _SAID.isdisjoint(particles.get(t.norm, ())) for t in opening)
    return not (said or any(t.start in heard.page.news for t in opening))
