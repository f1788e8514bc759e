"""Places behind "to", "towards" and "from" at which something happened all the same: taken, left, reached, fired at.

دخلت إلى كذا, انسحبوا من كذا, وصلت تعزيزات إلى كذا, أطلقت صواريخ باتجاه كذا: not on the way, but where the event is.
"""

from collections.abc import Sequence

from tasks.extract.event_kinds import GAINS
from tasks.extract.following import munition_near
from tasks.extract.hits import NO_EVENT
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.phrases import DEED
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.text.match import Match
from tasks.text.normal import normal_form

_CLOSE = 3  # characters between a verb and what it takes: a blank and ل
_VERB = 20  # characters in which the verb before "to" begins
_LEFT = 30  # characters between a verb of leaving or expelling and "from", but for who leaves: انسحبوا، الأحد، من
_IN = 3  # characters of "in" and a blank before a phrase
_ENDS = ".؛،\n"
_WORDS = 4  # words in which somebody is told to set off
_FAR = 60  # characters between a verb of coming or of firing and the place, with who and what between
_PUSHES = frozenset({"aslt-attack", "cls-repel", "cls-offensive"})
_GONE = frozenset({"change-to-group", "non-violent-transfer"})


def is_reached(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place is not on the way but taken, left, reached or fired at: دخلت إلى X, طردهم من X."""
    if place.relation == "toward":
        return _is_fired_at(reading, place)
    if place.relation == "to":
        return (
            _told_before(reading, place, GAINS, _CLOSE) or _is_come_to(reading, place) or _is_rushed_to(reading, place)
        )
    if place.relation != "from" or _has_place_before(reading, place):
        return False
    expelled = within(reading.cues, place.start - _LEFT - _named_before(reading, place), place.start)
    return any(c.payload.effect == "expel" for c in expelled) or _told_before(reading, place, _GONE, _LEFT)


def is_origin(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place is where a blow came from: قصف مصدره قوات كذا المتمركزة في كذا, and no other before it."""
    before = within(reading.cued("origin"), place.start - _FAR, place.start)
    if before and not place.relation and not reading.text[before[-1].word_end : place.start].strip():
        return True  # القصف مصدره الفوج 46
    if place.relation != "in" or not before or not within(reading.cued("in"), place.start - _IN, place.name_start):
        return False
    first = before[-1].word_end
    parted = any(sign in reading.text[first : place.start] for sign in "،.؛\n")
    told = bool(within(reading.words, first, place.start)) or bool(within(reading.places, first, place.start))
    sites = within(reading.counts, before[-1].word_start - _FAR, before[-1].word_start)
    counted = any(not reading.text[c.end : before[-1].word_start].strip() for c in sites)  # عشرين موقعا من مواقع كذا
    return not (parted or told or counted)


def is_set_off_from(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether missiles or an attack set off from beside a place: أطلقت صواريخ من غرب كذا, انطلق من محيط كذا."""
    cues = reading.lexicon.gazetteer.cues
    opened = cues.outward.get(normal_form(reading.text[place.start : place.name_start]).partition(" ")[0])
    sided = place.relation.endswith("-of") or place.relation == "near"
    if not sided or opened is None or opened.kind != "from":
        return False
    first = place.start - _FAR
    told = reading.text[max(0, first) : place.start]
    last = max(told.rfind(sign) for sign in _ENDS) + 1
    set_off = any(cues.value_joined("departure", word) for word in normal_form(told[last:]).split()[-_WORDS:])
    return set_off or munition_near(reading, place.start - _VERB, place.start)


def _has_place_before(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether another place stands shortly before, not inside the name of a side: قوات سوريا الديمقراطية."""
    first = place.start - _LEFT
    sides = within(reading.entities, first - _FAR, place.start)
    others = within(reading.places, first, place.start)
    return any(not any(e.start <= p.start < e.end for e in sides) for p in others)


def _is_fired_at(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether shells or missiles are told to be sent towards a place; who flees towards it is not there."""
    before = [word for word in within(reading.words, place.start - _FAR, place.start) if _is_event(word.payload)]
    if _was_fired(reading, place):
        return True
    if not before or any(sign in reading.text[before[-1].word_end : place.start] for sign in "،.؛\n"):
        return False
    moved = any(c.payload.effect == "moved" for c in within(reading.cues, before[-1].word_end, place.start))
    fired = munition_near(reading, before[-1].word_start, place.start) or _is_salvo(reading, before)
    return not moved and (fired or _is_pushed_at(reading, before[-1], place))


def _is_pushed_at(reading: Reading, word: Match[Trigger | Casualty], place: PlaceHit) -> bool:
    """Tell whether an attack is told to go towards a place, with who made it between: تسلل نفذته X باتجاه كذا."""
    if not isinstance(word.payload, Trigger) or word.payload.trigger_id not in _PUSHES or word.payload.kind != "noun":
        return False
    told = reading.text[word.word_end : place.start]
    spans = [(e.start, e.end) for e in within(reading.entities, word.word_end, place.start)]
    spans += [(c.word_start, c.word_end) for c in within(reading.cued("by"), word.word_end, place.start)]
    for first, last in spans:
        told = told.replace(reading.text[first:last], " ")
    return len(told.split()) <= 1


def _was_fired(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a missile that was met is told to have been fired at a place: صاروخا أطلقته الجماعة باتجاه كذا."""
    deeds = [c for c in within(reading.cued("by"), place.start - _FAR, place.start) if c.payload.cue_id == DEED]
    if not deeds or any(sign in reading.text[deeds[-1].word_end : place.start] for sign in "،,.؛\n"):
        return False
    return munition_near(reading, deeds[-1].word_start - _VERB, deeds[-1].word_start)


def _is_salvo(reading: Reading, words: Sequence[Match[Trigger | Casualty]]) -> bool:
    """Tell whether a verb stands before a word that names its weapon: أطلقت رشقة صاروخية."""
    fired = any(word.payload.kind == "verb" for word in words[:-1])
    return fired and bool(within(reading.weapons, words[-1].word_start, words[-1].word_end))


def _is_event(word: object) -> bool:
    return isinstance(word, Trigger) and word.event != NO_EVENT


def _is_rushed_to(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether people hurry to a place after what happened there: هرعت سيارات الإسعاف إلى حي كذا بعد انفجار."""
    before = within(reading.cued("rushed"), place.start - _FAR, place.start)
    if not before or any(sign in reading.text[before[-1].word_end : place.start] for sign in _ENDS):
        return False
    after = within(reading.cued("cause"), place.end, place.end + _VERB)
    if not after or any(sign in reading.text[place.end : after[0].word_start] for sign in _ENDS):
        return False
    told = within(reading.words, after[0].word_end, after[0].word_end + _VERB)
    return any(_is_event(word.payload) for word in told)


def _is_come_to(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether troops come to a place: وصلت تعزيزات عسكرية إلى X; who only set out for it is not there."""
    first = place.start - _FAR
    moved = [cue for cue in within(reading.cues, first, place.start) if cue.payload.effect == "moved"]
    came = bool(moved) and not any(sign in reading.text[moved[-1].end : place.start] for sign in "،.؛\n")
    return came and not within(reading.places, moved[-1].end, place.start) and _told_before(reading, place, _GONE, _FAR)


def _named_before(reading: Reading, place: PlaceHit) -> int:
    """Return how many characters the sides take that are named before a place: طردت قوات كذا مسلحي كذا من كذا."""
    return sum(e.end - e.start for e in within(reading.entities, place.start - _FAR, place.start))


def _told_before(reading: Reading, place: PlaceHit, events: frozenset[str], reach: int) -> bool:
    """Tell whether a word of such an event stands at most `reach` characters before a place, but for names of sides."""
    named = _named_before(reading, place)
    before = within(reading.words, place.start - _VERB - reach - named, place.start)
    near = [word for word in before if place.start - word.word_end <= reach + named]
    return any(isinstance(word.payload, Trigger) and word.payload.event in events for word in near)
