"""Speech that is news by itself: denials, charges, demands, threats, talks and the like, as sayings of an article.

A saying comes from a reporting frame whose verb or content tells more than "said" (نفى, اتهم, يجب أن), or from a word
that is a speech act of its own (ندد, دعا, التقى). A plain statement is the last resort, only where a named speaker of
a state or an armed side says something that no event row carries.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from schemas.mention import Mention
from tasks.extract.lexicon import Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.saying_span import Saying, have_one_speaker
from tasks.extract.speech import Heard
from tasks.extract.speech_frame import Frame
from tasks.extract.verbal_acts import find_acts
from tasks.extract.verbal_frames import LONGEST, find_framed, frames_by_saying
from tasks.extract.verbal_statements import find_statements

_ARMED = frozenset({"army", "air-force", "navy", "armed-group", "militia", "coalition", "forces", "alliance"})
_ARMED_NAMES = 4
_STATES = frozenset({"state", "government", "ministry", "embassy", "person"})
_DEALING = frozenset({"Talks", "Agreement"})
_NEAR = 12
_BELOW = 4  # sentences between a headline and what it tells
_SHORT = 12  # characters: قال في بيان: «ندين ... is told by what follows


def find_sayings(heard: Heard, physical: Sequence[Mention]) -> tuple[Saying, ...]:
    """Return the sayings of an article that are news, in order of the text, each speech act once.

    Where an article tells no event and hardly names an armed side, only what speaks of an armed act counts: ministers
    also speak of football and gold.
    """
    reading = heard.reading
    at_war = bool(physical) or _is_at_war(reading)
    if not at_war and not may_be_said(reading):
        return ()
    acts = list(find_acts(heard, physical))
    if not (at_war or _may_be_of_war(heard, acts)):
        return ()
    sharp = _parted(sorted([*find_framed(heard, physical, acts), *acts], key=_place))
    sharp = [s for i, s in enumerate(sharp) if not any(_repeats(reading, s, o) for o in sharp[max(0, i - _NEAR) : i])]
    plain: list[Saying] = []
    for whole in find_statements(heard, physical):
        first = bisect_left(sharp, whole.start - LONGEST, key=lambda s: s.start)
        saying = _cut(whole, sharp[first : first + 2 * _NEAR])
        around = (*sharp[first : first + 2 * _NEAR], *plain[-_NEAR:])
        if not any(_holds(saying, other) or _repeats(reading, saying, other) for other in around):
            plain.append(saying)
    told = [s for s in sorted([*sharp, *plain], key=_place) if at_war or _of_war(reading, s)]
    return tuple(s for i, s in enumerate(told) if not _is_told_below(reading, s, told[i + 1 : i + 1 + _NEAR]))


def _is_told_below(reading: Reading, saying: Saying, others: Sequence[Saying]) -> bool:
    """Tell whether a saying of a headline is told again in the passage below it, by and to the same sides."""
    sentence = reading.sentence_at(saying.start)
    if reading.sentences[sentence].stopped:
        return False
    return any(
        other.verbal == saying.verbal
        and 0 < reading.sentence_at(other.start) - sentence <= _BELOW
        and have_one_speaker(saying, other)
        and (saying.target_ids == other.target_ids or not (saying.target_ids and other.target_ids))
        for other in others
    )


def may_be_said(reading: Reading) -> bool:
    """Tell whether an article without events may hold a saying: its sides are at war, or one may speak of an armed act.

    A necessary condition of what `find_sayings` keeps, asked before anybody is listened to.
    """
    if _is_at_war(reading):
        return True
    speakers = any(e.kind in _ARMED or e.kind in _STATES for e in reading.entities)
    return speakers and any(isinstance(match.payload, Trigger) for match in reading.words)


def _is_at_war(reading: Reading) -> bool:
    return sum(e.kind in _ARMED for e in reading.entities) >= _ARMED_NAMES


def _parted(sayings: Sequence[Saying]) -> list[Saying]:
    """Return sayings in order, each ended where the next one of the same speaker begins, if words of it remain."""
    cut = [(saying, _cut(saying, sayings[i + 1 : i + 1 + _NEAR])) for i, saying in enumerate(sayings)]
    return [short for whole, short in cut if short is whole or short.end - short.opening > _SHORT]


def _cut(saying: Saying, others: Sequence[Saying]) -> Saying:
    """Return a saying without what its speaker says next: توقع فلان تحرير المدينة، مطالبا السكان ب."""
    starts = [o.start for o in others if saying.opening < o.start < saying.end and have_one_speaker(saying, o)]
    return replace(saying, end=min(starts)) if starts else saying


def _of_war(reading: Reading, saying: Saying) -> bool:
    """Tell whether a named state or side speaks of an armed act."""
    return _names_act(reading, saying.start, saying.end) and not _sides(reading).isdisjoint(saying.actor_ids)


def _sides(reading: Reading) -> set[str]:
    """Return the ids of the states and sides that a text names."""
    return {e.entity_id for e in reading.entities if e.kind in _ARMED or e.kind in _STATES}


def _names_act(reading: Reading, start: int, end: int) -> bool:
    return any(isinstance(match.payload, Trigger) for match in within(reading.words, start, end))


def _may_be_of_war(heard: Heard, acts: Sequence[Saying]) -> bool:
    """Tell whether any saying may be of war, by the most that it may hold: asked before what each says is looked at.

    Of an article about no war hardly any is: a fifth of all articles are listened to for nothing else.
    """
    reading, sides = heard.reading, _sides(heard.reading)
    if any(_names_act(reading, act.start, act.end) and not sides.isdisjoint(act.actor_ids) for act in acts):
        return True
    return any(
        any(f.source_entity_id in sides for f in speakers) and _names_act(reading, *_reach(speakers[0]))
        for speakers in frames_by_saying(heard)
    )


def _reach(frame: Frame) -> tuple[int, int]:
    """Return the span that a saying takes at most: verb, speaker and what is said."""
    return min(frame.trigger_start, frame.source_start), max(frame.scope[0].end, frame.source_end, frame.trigger_end)


def _place(saying: Saying) -> tuple[int, int]:
    return saying.start, saying.end


def _holds(plain: Saying, other: Saying) -> bool:
    """Tell whether a statement only passes on another speech act: قال كيربي إن مسؤولا أبلغ السفارة."""
    return plain.start < other.start < plain.end and other.verbal != "Statement"


def _repeats(reading: Reading, saying: Saying, other: Saying) -> bool:
    """Tell whether the same speaker's same act stands in another saying: in the same words or the same sentence."""
    if not have_one_speaker(saying, other):
        return False
    shared = min(saying.end, other.end) - max(saying.start, other.start)
    half = shared * 2 >= min(saying.end - saying.start, other.end - other.start)
    alike = saying.verbal == other.verbal or {saying.verbal, other.verbal} <= _DEALING
    return half or (alike and reading.sentence_at(saying.start) == reading.sentence_at(other.start))
