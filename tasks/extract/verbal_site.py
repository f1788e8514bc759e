"""Where something was said: only a place that the words give to the saying, never one of what is said.

It stands between verb and speaker and the words themselves (قال في بغداد إن), or with the talks (اجتمعا في جنيف). The
seat of a government, a ministry or a council is no place of a saying.
"""

from tasks.extract.gazetteer import COUNTRY
from tasks.extract.place_hit import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.saying_span import Saying
from tasks.extract.siting import may_hold

_MEETING = frozenset({"Talks", "Agreement"})
_BESIDE = 40  # characters behind the sides of talks in which their place stands
_SEATED = frozenset({"organisation", "un-body", "ngo", "outlet", "agency", "court"})
_THAT = frozenset({"that", "that-pronoun"})
_ECHO = "echo"  # words that only point back: في المدينة
_STOPS = "،؛.؟!\n"


def find_said_at(reading: Reading, saying: Saying) -> PlaceHit | None:
    """Return the place of a saying, None where the words tell none."""
    end = saying.opening
    if saying.verbal in _MEETING:
        sentence = reading.sentences[reading.sentence_at(saying.start)]
        stops = [at for sign in _STOPS if (at := reading.text.find(sign, saying.end)) >= 0]
        end = min([sentence.end, saying.end + _BESIDE, *stops])
    for place in within(reading.places, saying.start, end):
        named = place.relation == "in" and place.kind != COUNTRY and not place.why.startswith(_ECHO)
        if named and may_hold(reading, place) and not _is_told(reading, saying, place):
            return place
    return None


def _is_told(reading: Reading, saying: Saying, place: PlaceHit) -> bool:
    """Tell whether a place is part of what is said: a deed or "that" stands before it, or it belongs to a party."""
    that = any(c.payload.effect in _THAT for c in within(reading.cues, saying.start, place.start))
    deed = saying.verbal != "Talks" and bool(within(reading.words, saying.start, place.start))
    return that or deed or _is_of_party(reading, saying, place)


def _is_of_party(reading: Reading, saying: Saying, place: PlaceHit) -> bool:
    """Tell whether a place belongs to a name: السفارة الأميركية في بغداد, الأطراف في عدن."""
    if saying.target_text and reading.text[place.name_start : place.name_end] in saying.target_text:
        return True
    near = within(reading.entities, place.name_start - _BESIDE, place.name_end)
    return any(
        entity.end >= place.name_end or (entity.kind in _SEATED and not reading.text[entity.end : place.start].strip())
        for entity in near
        if entity.start < place.name_start and entity.rule_id != "locative"
    )
