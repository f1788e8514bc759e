"""What frames of speech mean for events: a speaker is no side of an event, the day of his words no day of it."""

from collections.abc import Iterator, Sequence

from tasks.extract.speech_frame import Frame


def speaking_spans(frames: Sequence[Frame]) -> tuple[tuple[int, int], ...]:
    """Return the spans between which only the speaker, his verb and the day of his words stand."""
    return tuple(_spans(frames))


def _spans(frames: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    for frame in frames:
        yield frame.trigger_start, frame.trigger_end
        if frame.source_end > frame.source_start:
            yield frame.source_start, frame.source_end
        if not frame.carried and frame.scope:
            first = min(frame.trigger_start, frame.source_start)
            opening = min(span.start for span in frame.scope)
            if first < opening:
                yield first, opening
