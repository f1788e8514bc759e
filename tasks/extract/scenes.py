"""In which country a passage plays, where its sentence opens with one: وفي العراق، قتل عشرة في هجمات.

Who acted in one country did not go on in the next: the air force that bombed a town in Aleppo stood as the doer of the
bombings in Baghdad that the same agency told behind it.
"""

from tasks.extract.drafts import Draft
from tasks.extract.grouping import Group
from tasks.extract.reading import Reading, within

_OPENING = 40  # characters in which a sentence names where it plays
_PLACE, _IN = "place", "in"
_COALITION = "coalition"  # fights in several countries at once
_FEW = 3  # sentences that are looked through


def has_moved(reading: Reading, group: Group, draft: Draft) -> bool:
    """Tell whether a sentence between an earlier event and a word opens in another country than that of the event."""
    country = draft.place.country if draft.place is not None else draft.country
    if country is None or any(hit.definite for hit in group.events) or all(e.kind == _COALITION for e in draft.actors):
        return False
    first = max(draft.groups[-1].sentence + 1, group.sentence - _FEW)
    opened = (_opens_in(reading, sentence) for sentence in range(first, group.sentence + 1))
    return any(other not in {None, country} for other in opened)


def _opens_in(reading: Reading, sentence: int) -> str | None:
    """Return the country of the place that a sentence opens with; None where it opens with none."""
    start = reading.sentences[sentence].start
    places = within(reading.places, start, start + _OPENING)
    cues = within(reading.cued(_IN), start, start + _OPENING)
    if not places or not cues or places[0].role != _PLACE:
        return None
    fronted = cues[0].word_start == start and cues[0].word_end <= places[0].name_start
    return places[0].country if fronted else None
