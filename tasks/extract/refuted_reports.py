"""Who says that reports of an event are false, whose words stand between: إن الأنباء عن غارة عارية عن الصحة."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from schemas.mention import Mention, Span
from tasks.extract.denial_words import ALLEGING
from tasks.extract.reading import within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import all_cues
from tasks.extract.speech_frame import Frame

_NEAR_TOKENS = 12
_REPORTED = 200  # characters between "reports that" and "are false"


def reported_falsely(
    mentions: Sequence[Mention], heard: Heard, tellers: Sequence[Sequence[Frame]]
) -> Iterator[tuple[Frame, int]]:
    """Yield who says that reports of an event are false, whose words stand between: أنباء عن غارة عارية عن الصحة."""
    reading = heard.reading
    for cue in all_cues(heard.cues, (0, len(reading.text)), ("false",)):
        sentence = reading.sentences[reading.sentence_at(cue.start)]
        first = max(sentence.start, cue.start - _REPORTED)
        pointers = all_cues(heard.cues, (first, cue.start), ("pointer",))
        frame = _innermost(heard.frames, cue.start) if pointers else None
        if frame is None or frame.rule_id.startswith(ALLEGING):
            continue
        words = [w.start for w in within(reading.words, pointers[0].start, cue.start)]
        for index, mention in enumerate(mentions):
            between = mention.kind == "physical" and any(_holds(mention, word) for word in words)
            told_before = any(t.trigger_start != frame.trigger_start for t in tellers[index])
            denied = any(t.stance == "denies" for t in tellers[index])
            if between and not told_before and not denied:
                yield frame, index


def _holds(mention: Mention, offset: int) -> bool:
    spans = (Span(start=mention.evidence_start, end=mention.evidence_end), *mention.more_evidence)
    return any(span.start <= offset < span.end for span in spans)


def _innermost(frames: Sequence[Frame], offset: int) -> Frame | None:
    last = bisect_left(frames, offset + _REPORTED, key=lambda f: f.trigger_start)
    held = [f for f in frames[max(0, last - _NEAR_TOKENS) : last] if f.covers(offset, offset + 1) > 0]
    return min(held, key=lambda f: f.size, default=None)
