"""Whose men fell, where a verb of bearing losses tells it: تكبد الجيش 40 قتيلا, خسر الجيش 14 جنديا."""

from collections.abc import Sequence

from tasks.extract.hits import Hit
from tasks.extract.phrases import Names, Phrase
from tasks.extract.reading import within

_BORE, _LOST = "bore", "cas-lost-men"
_REACH = 80  # characters between a verb of bearing and the dead that it counts
_STOPS = "،؛.\n"


def bearer(names: Names, hit: Hit, free: Sequence[Phrase]) -> Phrase | None:
    """Return who bore a loss: the subject right behind the verb; the other side is who dealt it."""
    end = _verb_end(names, hit)
    if end is None:
        return None
    return next((p for p in free if p.start >= end and not names.words(end, p.start)), None)


def _verb_end(names: Names, hit: Hit) -> int | None:
    """Return where the verb ends whose subject bore a loss, None where no such verb tells it."""
    if hit.casualty is not None and hit.casualty.casualty_id == _LOST:
        return hit.end
    cues = within(names.reading.cued(_BORE), hit.start - _REACH, hit.start)
    if not cues or any(sign in names.text[cues[-1].word_end : hit.start] for sign in _STOPS):
        return None
    return cues[-1].word_end


def is_loss(names: Names, phrase: Phrase) -> bool:
    """Tell whether nameless men are those whom a side lost, and no side of the fight: خسر الجيش 14 جنديا."""
    if not phrase.ids <= names.reading.lexicon.unnamed:
        return False
    ends = (_verb_end(names, hit) for hit in names.group.casualties)
    counts = within(names.reading.counts, phrase.start - _REACH, phrase.end)
    counted = [c.start for c in counts if c.start <= phrase.start < c.end]
    return bool(counted) and any(end is not None and end <= counted[-1] for end in ends)
