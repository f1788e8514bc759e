"""Plain statements: what a named state or side says of itself, where no event row carries it."""

from collections.abc import Iterator, Sequence

from schemas.mention import Mention, Span
from tasks.extract.denial_words import side_of
from tasks.extract.reading import Reading, within
from tasks.extract.saying_span import Saying
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import SayingCue, all_cues
from tasks.extract.speech_frame import Frame
from tasks.extract.verbal_frames import as_saying, frames_by_saying, sub_type_of
from tasks.extract.voices import covers

_WE_WILL = "سن"
_WILL = ("سي", "ست", "سن")
_SPEAKING = frozenset(
    (
        *("state", "government", "ministry", "person", "coalition", "alliance", "organisation", "army", "court"),
        *("embassy", "armed-group", "militia", "party", "community", "international"),
    )
)
_OWN = 6  # tokens in which a speaker names his own side
_FAR = 6  # UCDP code of a country
_OPENING = 2  # tokens: "that he", and what he does
_TWICE = 2  # statements of one speaker that are kept


def find_statements(heard: Heard, physical: Sequence[Mention]) -> Iterator[Saying]:
    """Yield plain statements of named speakers that no event row carries."""
    reading, cues = heard.reading, heard.cues
    carried = [Span(start=m.evidence_start, end=m.evidence_end) for m in physical]
    kinds = {e.entity_id: e.kind for e in reading.entities}
    said: dict[str, int] = {}
    for speakers in frames_by_saying(heard):
        frame = speakers[0]
        if not _is_plain(heard, frame):
            continue
        told = any(covers(frame, span) for span in carried) or _reports_events(reading, frame.scope[0])
        speaks = kinds.get(frame.source_entity_id or "") in _SPEAKING and _speaks_of_own_side(reading, frame)
        if not frame.news and ((told and not _plans(reading, cues, frame)) or not speaks):
            continue
        said[frame.source_text] = said.get(frame.source_text, 0) + 1
        if said[frame.source_text] <= _TWICE:
            yield as_saying(heard, physical, speakers, "Statement")


def _plans(reading: Reading, cues: Sequence[SayingCue], frame: Frame) -> bool:
    """Tell whether a speaker announces what he himself will do, whatever event he names beside: إنه ينوي."""
    tokens = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:_OPENING]
    if len(tokens) < _OPENING or not reading.lexicon.speech.is_complementiser(tokens[0].norm, "himself"):
        return False
    ahead = all_cues(cues, (tokens[1].start, tokens[1].end), ("ahead", "plan"))
    return bool(ahead) or tokens[1].norm.startswith(_WILL)


def _speaks_of_own_side(reading: Reading, frame: Frame) -> bool:
    """Tell whether a speaker states what his own side does or holds: إن بلاده ..., إنها ..., "سنواصل".

    What he tells of others is news of theirs, with him as claimant, and no position of his; how a whole war, truce or
    round of talks goes is one.
    """
    tokens = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:_OWN]
    if not tokens:
        return False
    words = reading.lexicon.speech
    if words.is_complementiser(tokens[0].norm, "himself") or any(t.norm.startswith(_WE_WILL) for t in tokens):
        return True
    if "campaign" in words.particles.get(tokens[0].norm, ()):
        return True
    if any("own" in words.particles.get(t.norm, ()) for t in tokens):
        return True
    side = side_of(frame.source_entity_id, reading)
    return any(side_of(e.entity_id, reading) == side for e in within(reading.entities, tokens[0].start, tokens[-1].end))


def _is_plain(heard: Heard, frame: Frame) -> bool:
    """Tell whether a frame is a statement in full words, not a noun phrase or a word beside the news."""
    if frame.verbal_type != "Statement" or frame.carried or frame.source_kind in {"document", "evidence", "media"}:
        return False
    if sub_type_of(heard, frame) is not None:
        return False
    return frame.rule_id.endswith((".that", ".quote", ".label")) or (
        frame.news and not frame.rule_id.endswith(".after")
    )


def _reports_events(reading: Reading, scope: Span) -> bool:
    """Tell whether words are about events with a number, a day or a town: then event rows carry them, or should."""
    if not within(reading.words, scope.start, scope.end):
        return False
    towns = [p for p in within(reading.places, scope.start, scope.end) if p.precision is None or p.precision < _FAR]
    dated = within(reading.dates, scope.start, scope.end)
    return bool(towns or dated or within(reading.counts, scope.start, scope.end))
