"""Words that tell what a saying is (saying_cues.tsv), found once per article and asked for by span."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from tasks.extract.reading import Reading, within

_PARTICLES = "ولب"


class SayingCue(NamedTuple):
    """One cue: where it stands in the text, and its kind (false, pointer, must, contrast, ...)."""

    start: int
    kind: str


def find_saying_cues(reading: Reading) -> tuple[SayingCue, ...]:
    """Return the cues of an article in order, also with a particle written onto them (لتلك الادعاءات)."""
    phrases = reading.lexicon.speech.cues
    norms = [token.norm for token in reading.tokens]
    found = []
    for at, norm in enumerate(norms):
        hit = phrases.at(norms, at) if norm in phrases.by_first else None
        bare = norm.lstrip(_PARTICLES)
        if hit is None and bare in phrases.by_first:
            hit = phrases.at([bare, *norms[at + 1 : at + 6]], 0)
        if hit is not None:
            found.append(SayingCue(reading.tokens[at].start, hit[1]))
    return tuple(found)


def all_cues(cues: Sequence[SayingCue], span: tuple[int, int], kinds: Sequence[str]) -> tuple[SayingCue, ...]:
    """Return the cues of some kinds that stand in a span of the text, in order."""
    first = bisect_left(cues, span[0], key=lambda c: c.start)
    last = bisect_left(cues, span[1], lo=first, key=lambda c: c.start)
    return tuple(cue for cue in cues[first:last] if cue.kind in kinds)


def first_cue(
    cues: Sequence[SayingCue], reading: Reading, span: tuple[int, int], kind: str, reach: int | None = None
) -> int | None:
    """Return where the first cue of a kind stands in a span of the text, or in its first `reach` tokens."""
    start, end = span
    if reach is not None:
        tokens = within(reading.tokens, start, end)[:reach]
        end = tokens[-1].end if tokens else start
    for cue in cues[bisect_left(cues, start, key=lambda c: c.start) :]:
        if cue.start >= end:
            return None
        if cue.kind == kind:
            return cue.start
    return None
