"""Words that tell what a saying is (saying_cues.tsv), found once per article and asked for by span."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from tasks.extract.reading import Reading, within
from tasks.extract.speech_marks import BEFORE_CUES
from tasks.extract.speech_page import Page


class SayingCue(NamedTuple):
    """One cue: where it stands in the text, and its kind (false, pointer, must, contrast, ...)."""

    start: int
    kind: str


def find_saying_cues(page: Page) -> tuple[SayingCue, ...]:
    """Return the cues of an article in order, also with a particle written onto them (لتلك الادعاءات)."""
    phrases, norms = page.words.cues, page.norms
    found = []
    for at in page.marked.cues:
        norm = norms[at]
        hit = phrases.at(norms, at) if norm in phrases.by_first else None
        bare = norm.lstrip(BEFORE_CUES)
        if hit is None and bare in phrases.by_first:
            hit = phrases.at([bare, *norms[at + 1 : at + 6]], 0)
        if hit is not None:
            found.append(SayingCue(page.tokens[at].start, hit[1]))
    return tuple(found)


def all_cues(cues: Sequence[SayingCue], span: tuple[int, int], kinds: Sequence[str]) -> tuple[SayingCue, ...]:
    """Return the cues of some kinds that stand in a span of the text, in order."""
    first = bisect_left(cues, (span[0],))  # a cue is a tuple that begins with its offset: no key to call
    last = bisect_left(cues, (span[1],), first)
    return tuple(cue for cue in cues[first:last] if cue.kind in kinds)


def first_cue(
    cues: Sequence[SayingCue], reading: Reading, span: tuple[int, int], kind: str, reach: int | None = None
) -> int | None:
    """Return where the first cue of a kind stands in a span of the text, or in its first `reach` tokens."""
    start, end = span
    for number in range(bisect_left(cues, (start,)), len(cues)):
        cue = cues[number]
        if cue.start >= end:
            return None
        if cue.kind == kind:  # only now is it asked how far the first tokens go
            near = reach is None or len(within(reading.tokens, start, cue.start)) < reach
            return cue.start if near else None
    return None
