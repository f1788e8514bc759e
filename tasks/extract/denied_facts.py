"""Which event a speaker denies by telling another state of things, without a verb of denial.

A town that he holds still was not taken; a raid in which none of his aircraft flew was not his; an aircraft that came
back to its base was not shot down.
"""

from collections.abc import Sequence

from schemas.mention import Mention
from tasks.extract.denial_words import side_of
from tasks.extract.denied_near import Tellers, last_before, of_one_state, told_near
from tasks.extract.denied_thing import lies_in
from tasks.extract.granted import says_held
from tasks.extract.lexicon import Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import first_cue
from tasks.extract.speech_frame import Frame

_SENTENCES_BACK = 3
_REACH = 12  # tokens of what is said in which the state of things is told
_GAINS = frozenset({"Non-state actor overtakes territory", "Government regains territory"})
_CAPTURE = "capture"
_BATTLES = "Battles"
_RAID, _DOWNED = "Air/drone strike", "Disrupted weapons use"


def told_without_denying(mentions: Sequence[Mention], heard: Heard, frame: Frame, tellers: Tellers) -> int | None:
    """Return the event that a speaker denies by what he says of the place or of his aircraft."""
    if says_held(frame, heard):
        return _taken_from(mentions, frame, heard, tellers)
    span = (frame.scope[0].start, frame.scope[0].end)
    if first_cue(heard.cues, heard.reading, span, "grounded", _REACH) is not None:
        return _of_aircraft(mentions, frame, heard.reading, tellers, _RAID)
    if first_cue(heard.cues, heard.reading, span, "unhurt", _REACH) is not None:
        return _of_aircraft(mentions, frame, heard.reading, tellers, _DOWNED)
    return None


def _of_aircraft(
    mentions: Sequence[Mention], frame: Frame, reading: Reading, tellers: Tellers, kind: str
) -> int | None:
    """Return the last raid told as the speaker's, or the last aircraft told as shot down from him, by another."""
    own = side_of(frame.source_entity_id, reading)
    near: list[tuple[int, int]] = []
    for index, mention in enumerate(mentions):
        told_at = told_near(mention, frame, reading, tellers[index])
        lost = own not in {side_of(i, reading) for i in mention.actor_ids}
        meant = of_one_state(mention, frame, reading) if kind == _RAID else lost
        if mention.sub_event_type == kind and told_at is not None and own is not None and meant:
            near.append((told_at, index))
    return max(near)[1] if near else None


def _taken_from(mentions: Sequence[Mention], frame: Frame, heard: Heard, tellers: Tellers) -> int | None:
    """Return the taking of a place told before by its taker, of which a speaker says that his side holds it still."""
    reading, scope = heard.reading, frame.scope[0]
    here, own = reading.sentence_at(frame.trigger_start), side_of(frame.source_entity_id, reading)
    places = [p for p in within(reading.places, scope.start, scope.end) if p.place_id is not None]
    named = {side_of(e.entity_id, reading) for e in within(reading.entities, scope.start, scope.end)}
    near: list[tuple[int, int]] = []
    for index, mention in enumerate(mentions):
        takers = {side_of(actor, reading) for actor in mention.actor_ids}
        told_at = last_before(mention, frame.trigger_start)
        away = here - reading.sentence_at(told_at) if told_at is not None else _SENTENCES_BACK + 1
        another = own is not None and bool(takers) and own not in takers and takers.isdisjoint(named)
        there = not places or mention.place_id is None or any(lies_in(mention, p, reading) for p in places)
        by_taker = any(side_of(t.source_entity_id, reading) in takers for t in tellers[index])
        if mention.sub_event_type in _GAINS and another and there and by_taker and away <= _SENTENCES_BACK:
            near.append((told_at or 0, index))
    return max(near)[1] if near else None


def denies_fall(mention: Mention, frame: Frame, reading: Reading) -> bool:
    """Tell whether a denial is only of the fall of a place that was fought over: نفى الجيش سقوط المدينة بيد القوات.

    The clash in it stands.
    """
    words = within(reading.words, frame.scope[0].start, frame.scope[0].end)
    taken = [isinstance(w.payload, Trigger) and w.payload.event == _CAPTURE for w in words]
    alone = all(
        is_taken or w.payload.needs for is_taken, w in zip(taken, words, strict=True)
    )  # سقوط needs men or shells
    return any(taken) and alone and mention.event_type == _BATTLES and mention.sub_event_type not in _GAINS
