"""Speech that is news by itself: denials, charges, demands, threats, talks and the like, as sayings of an article.

A saying comes from a reporting frame whose verb or content tells more than "said" (نفى, اتهم, يجب أن), or from a word
that is a speech act of its own (ندد, دعا, التقى). A plain statement is the last resort, only where a named speaker of
a state or an armed side says something that no event row carries.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from schemas.mention import Mention, Span
from tasks.extract.claims import covers
from tasks.extract.denial_words import calls_false, denies_own_act, disowns, side_of
from tasks.extract.lexicon import Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.saying_span import Saying
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import SayingCue, all_cues, first_cue
from tasks.extract.speech_frame import Frame
from tasks.extract.verbal_acts import find_acts
from tasks.extract.verbal_parties import Act, find_target
from tasks.extract.verbal_stand import stand_of_own

_LONGEST = 400
_MODAL_REACH = 20
_IMPERFECT = "يتن"
_WE_WILL = "سن"
_WILL = ("سي", "ست", "سن")
_SPEAKING = frozenset(
    (
        *("state", "government", "ministry", "person", "coalition", "alliance", "organisation", "army", "court"),
        *("armed-group", "militia", "party", "community", "international"),
    )
)
_ARMED = frozenset({"army", "air-force", "navy", "armed-group", "militia", "coalition", "forces", "alliance"})
_ARMED_NAMES = 4
_STATES = frozenset({"state", "government", "ministry", "person"})
_CUED = (
    ("false", "Denial"),
    ("charge", "Accusation"),
    ("threat", "Threat"),
    ("concern", "Criticism"),
    ("must", "Demand"),
)
_PRINTING = frozenset({"outlet", "agency"})
_STANDS = (("support", "Support"), ("refusal", "Refusal"), ("pledge", "Threat"))
_DEALING = frozenset({"Talks", "Agreement"})
_NEAR = 12
_FEW = 4
_DENIED = 7  # tokens of a denial in which the act stands
_OWN = 6  # tokens in which a speaker names his own side
_FAR = 6  # UCDP code of a country
_TWICE = 2
_SOON = 20  # characters
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
    sharp = _parted(sorted([*_from_frames(heard, physical, acts), *acts], key=_place))
    sharp = [s for i, s in enumerate(sharp) if not any(_repeats(reading, s, o) for o in sharp[max(0, i - _NEAR) : i])]
    plain: list[Saying] = []
    for whole in _statements(heard, physical):
        first = bisect_left(sharp, whole.start - _LONGEST, key=lambda s: s.start)
        saying = _cut(whole, sharp[first : first + 2 * _NEAR])
        around = (*sharp[first : first + 2 * _NEAR], *plain[-_NEAR:])
        if not any(_holds(saying, other) or _repeats(reading, saying, other) for other in around):
            plain.append(saying)
    return tuple(s for s in sorted([*sharp, *plain], key=_place) if at_war or _of_war(reading, s))


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
    starts = [o.start for o in others if saying.opening < o.start < saying.end and _one_speaker(saying, o)]
    return replace(saying, end=min(starts)) if starts else saying


def _one_speaker(one: Saying, two: Saying) -> bool:
    return one.actor_text == two.actor_text or bool(set(one.actor_ids) & set(two.actor_ids))


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
    told = (frames for _, frames in groupby(heard.frames, key=_trigger_and_scope))
    return any(
        any(f.source_entity_id in sides for f in speakers) and _names_act(reading, *_reach(speakers[0]))
        for speakers in map(list, told)
    )


def _reach(frame: Frame) -> tuple[int, int]:
    """Return the span that a saying takes at most: verb, speaker and what is said."""
    return min(frame.trigger_start, frame.source_start), max(frame.scope[0].end, frame.source_end, frame.trigger_end)


def _trigger_and_scope(frame: Frame) -> tuple[int, Span]:
    """Return what the frames of several speakers of one saying have in common."""
    return frame.trigger_start, frame.scope[0]


def _place(saying: Saying) -> tuple[int, int]:
    return saying.start, saying.end


def _holds(plain: Saying, other: Saying) -> bool:
    """Tell whether a statement only passes on another speech act: قال كيربي إن مسؤولا أبلغ السفارة."""
    return plain.start < other.start < plain.end and other.verbal != "Statement"


def _repeats(reading: Reading, saying: Saying, other: Saying) -> bool:
    """Tell whether the same speaker's same act stands in another saying: in the same words or the same sentence."""
    if not _one_speaker(saying, other):
        return False
    shared = min(saying.end, other.end) - max(saying.start, other.start)
    half = shared * 2 >= min(saying.end - saying.start, other.end - other.start)
    alike = saying.verbal == other.verbal or {saying.verbal, other.verbal} <= _DEALING
    return half or (alike and reading.sentence_at(saying.start) == reading.sentence_at(other.start))


def _from_frames(heard: Heard, physical: Sequence[Mention], acts: Sequence[Saying]) -> Iterator[Saying]:
    for _, group in groupby(heard.frames, key=_trigger_and_scope):
        speakers = list(group)
        verbal = _sub_type(heard, speakers[0])
        if verbal is None:
            continue
        saying = _framed(heard, physical, speakers, verbal)
        if speakers[0].verbal_type != "Statement" or not any(_passes_on(saying, act) for act in acts):
            yield saying


def _passes_on(saying: Saying, act: Saying) -> bool:
    """Tell whether somebody only says what others did by speaking: ذكرت الوزارة أن باريس وروما أعربتا عن قلقهما."""
    return saying.opening <= act.start <= saying.opening + _SOON and not _one_speaker(saying, act)


def _sub_type(heard: Heard, frame: Frame) -> str | None:
    """Return what a frame's saying is, if it is more than a statement."""
    reading, cues = heard.reading, heard.cues
    if frame.source_kind in {"document", "evidence", "media", "name"}:
        return None
    if frame.verbal_type != "Statement":
        return frame.verbal_type or None
    if _is_printed(reading, frame) or not frame.rule_id.endswith((".that", ".quote", ".label")):
        told = "Denial" if calls_false(frame, heard) else _position(reading, cues, frame)
        return told if frame.rule_id.endswith(".noun") else None
    first, last = frame.scope[0].start, frame.scope[0].end
    if denies_own_act(reading, cues, frame) or disowns(frame, heard):
        return "Denial"
    if _contrasts(reading, cues, first, last):
        return "Accusation"
    return stand_of_own(heard, frame) or next(
        (verbal for cue, verbal in _CUED if first_cue(cues, reading, (first, last), cue, _MODAL_REACH) is not None),
        None,
    )


def _is_printed(reading: Reading, frame: Frame) -> bool:
    """Tell whether a paper or an agency speaks: what it writes is no act of a party."""
    named = within(reading.entities, frame.source_start, frame.source_end)
    return any(e.entity_id == frame.source_entity_id and e.kind in _PRINTING for e in named)


def _position(reading: Reading, cues: Sequence[SayingCue], frame: Frame) -> str | None:
    """Return Support or Refusal where a speaker affirms just that: أكدت دعمها, جدد رفضه."""
    span = (frame.scope[0].start, frame.scope[0].end)
    return next((verbal for cue, verbal in _STANDS if first_cue(cues, reading, span, cue, 1) is not None), None)


def _contrasts(reading: Reading, cues: Sequence[SayingCue], start: int, end: int) -> bool:
    """Tell whether a speaker says that it was not the one named: ... وليس تنظيم الدولة."""
    at = first_cue(cues, reading, (start, end), "contrast")
    if at is None:
        return False
    following = within(reading.tokens, at, end)[: _FEW + 2]
    return bool(within(reading.entities, at, following[-1].end))


def _framed(heard: Heard, physical: Sequence[Mention], speakers: Sequence[Frame], verbal: str) -> Saying:
    frame = speakers[0]
    start = frame.trigger_start if frame.carried else min(frame.trigger_start, frame.source_start)
    beside = frame.rule_id.endswith(".after")
    end = frame.source_end if beside else min(frame.scope[0].end, start + _LONGEST)
    ids = tuple(f.source_entity_id for f in speakers if f.source_entity_id)
    said = frame.scope[0]
    named = frame.source_end if frame.trigger_end <= frame.source_start < said.start else frame.trigger_end
    behind = Span(start=min(named, said.start), end=said.end)
    target = find_target(heard, physical, Act(verbal=verbal, speakers=ids, span=behind, content=said.start))
    return Saying(
        verbal=verbal,
        actor_ids=tuple(dict.fromkeys(ids)),
        actor_text=frame.source_text,
        target_ids=(target.entity_id,) if target and target.entity_id else (),
        target_text=(target.text or None) if target else None,
        start=start,
        opening=max(start, min(frame.scope[0].start, end)),
        end=max(end, frame.trigger_end),
        status="asserted",
        rule_id=f"verbal.{frame.rule_id}",
    )


def _statements(heard: Heard, physical: Sequence[Mention]) -> Iterator[Saying]:
    """Yield plain statements of named speakers that no event row carries."""
    reading, cues = heard.reading, heard.cues
    carried = [Span(start=m.evidence_start, end=m.evidence_end) for m in physical]
    kinds = {e.entity_id: e.kind for e in reading.entities}
    said: dict[str, int] = {}
    for _, group in groupby(heard.frames, key=_trigger_and_scope):
        speakers = list(group)
        frame = speakers[0]
        if not _is_plain(heard, frame):
            continue
        told = any(covers(frame, span) for span in carried) or _reports_events(reading, frame.scope[0])
        speaks = kinds.get(frame.source_entity_id or "") in _SPEAKING and _speaks_of_own_side(reading, frame)
        if not frame.news and ((told and not _plans(reading, cues, frame)) or not speaks):
            continue
        said[frame.source_text] = said.get(frame.source_text, 0) + 1
        if said[frame.source_text] <= _TWICE:
            yield _framed(heard, physical, speakers, "Statement")


def _plans(reading: Reading, cues: Sequence[SayingCue], frame: Frame) -> bool:
    """Tell whether a speaker announces what he himself will do, whatever event he names beside: إنه ينوي."""
    tokens = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:2]
    if len(tokens) < _TWICE or not reading.lexicon.speech.is_complementiser(tokens[0].norm, "himself"):
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
    if _sub_type(heard, frame) is not None:
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
