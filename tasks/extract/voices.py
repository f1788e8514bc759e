"""Who speaks for an event and who against it: the frames whose words hold a passage of it.

The innermost speaker around a passage is its claimant, an agency around him is the way (`via`), and a denial around
both stands beside them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.mention import Mention, Span
from tasks.extract.accusers import same_speaker
from tasks.extract.denial_words import is_circumstance
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.speech_frame import Frame

_HALF = 0.5
_CHARGE, _DENIAL = "Accusation", "Denial"
_AFTER = ".after"  # rule of a frame whose verb stands behind what is said
_REACH = 3000  # characters between a verb and the end of what is said
_WHOLE = frozenset({"speech.say-own-up.noun", "speech.say-own-up.that", "speech.source.after"})
"""Frames that speak of all of their sentence: تبنى التنظيم هذا العمل; كثف التحالف، بحسب القناة، غاراته."""
_RELAYING = frozenset({"agency", "outlet"})


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Voice:
    """One speaker's stand on one mention."""

    frame: Frame
    stance: str
    via_entity_id: str | None
    field: str | None
    value: str | None

    def __init__(
        self,
        *,
        frame: Frame,
        stance: str,
        via_entity_id: str | None = None,
        field: str | None = None,
        value: str | None = None,
    ) -> None:
        self.frame = frame
        self.stance = stance
        self.via_entity_id = via_entity_id
        self.field = field
        self.value = value


def voices_of(mention: Mention, frames: Sequence[Frame], reading: Reading) -> list[Voice]:
    """Return who speaks for or against a mention in its passages, the first of them first."""
    if _is_added(mention):
        return []
    main = Span(start=mention.evidence_start, end=mention.evidence_end)
    found: list[Voice] = []
    for span in (main, *mention.more_evidence):
        near = frames_around(frames, span)
        others = [f for f in near if mention.kind == "physical" or not _is_own(mention, f)]
        found += [v for v in voices_over(span, others, reading, mention.rule_ids) if not _known(v, found)]
    return [v for v in found if mention.kind == "physical" or v.stance != "denies"]


def _is_added(mention: Mention) -> bool:
    """Tell whether a row is a denial that the outlet adds to another's words: اتهمت كييف موسكو، الأمر الذي نفته موسكو.

    Kyiv tells the deed, and the outlet who denies it.
    """
    added = any(rule.endswith(_AFTER) for rule in mention.rule_ids)
    return mention.kind == "verbal" and mention.sub_event_type == _DENIAL and added


def frames_around(frames: Sequence[Frame], span: Span) -> Sequence[Frame]:
    """Return the frames whose words may reach a passage, in their order."""
    first, stop = span.start - _REACH, span.end + _REACH
    return [frame for frame in frames if first <= frame.trigger_start < stop]


def _is_own(mention: Mention, frame: Frame) -> bool:
    """Tell whether a frame is the saying itself, or stands in it: only who speaks around it tells it."""
    own = frame.source_entity_id in mention.actor_ids or frame.source_text == mention.actor_text
    return own or mention.evidence_start <= frame.trigger_start < mention.evidence_end


def _known(voice: Voice, found: Sequence[Voice]) -> bool:
    return any(v.stance == voice.stance and same_speaker(v.frame, voice.frame) for v in found)


def covers(frame: Frame, span: Span) -> bool:
    """Tell whether a speaker's words hold a passage: half of it, or lie wholly in it with its event.

    The verb and the speaker's name, however long (ونفت قيادة العمليات المشتركة في الإقليم خطف), are no part of either.
    """
    shared = frame.covers(span.start, span.end)
    if shared <= 0:
        return False
    spoken_by = max(0, min(frame.scope[0].start, span.end) - max(frame.trigger_start, span.start))
    return shared >= _HALF * min(span.end - span.start - spoken_by, frame.size)


def voices_over(span: Span, frames: Sequence[Frame], reading: Reading, rules: Sequence[str] = ()) -> Iterator[Voice]:
    """Yield who asserts and who denies what a passage tells, the innermost speaker first.

    `rules` are those of the event, by which its own word is told from others of the passage.
    """
    around = [f for f in frames if f.scope[0].start < span.end and f.scope[-1].end > span.start]  # few of them are
    around = sorted([f for f in around if covers(f, span)], key=lambda f: (f.size, -f.trigger_start))
    if not around:  # most passages: the outlet tells them
        return
    event = _event_in(span, reading, rules)
    around = [f for f in around if event is None or f.covers(event, event + 1) > 0] or _telling(
        around, span, reading, rules
    )
    if not around:
        return
    inner = [f for f in around if f.trigger_start == around[0].trigger_start]
    outer = [f for f in around if not any(same_speaker(f, i) for i in inner)]
    via = next((f.source_entity_id for f in outer if _relays(f, reading)), None)
    if event is not None and inner[0].stance == "denies" and is_circumstance(reading, inner[0], event):
        return  # لا صحة لخبر وفاة محتج في الاعتصام: nobody denies the sit-in
    for frame in inner:
        yield Voice(frame=frame, stance=frame.stance, via_entity_id=frame.via_entity_id or via)
    if is_told_beside(inner[0]):  # أفاد المرصد بأن ...، وهو ما نفته موسكو
        telling = [f for f in outer if f.stance in {"asserts", "confirms"} and covers(f, span)]
        yield from (Voice(frame=f, stance=f.stance) for f in telling[:1])
    if inner[0].stance != "denies":
        yield from (Voice(frame=f, stance="denies") for f in outer if f.stance == "denies")


def _event_in(span: Span, reading: Reading, rules: Sequence[str]) -> int | None:
    """Return where a passage tells its event: by a word of the event, else by the first that tells any."""
    return next(iter(_words_in(span, reading, rules)), None)


def _words_in(span: Span, reading: Reading, rules: Sequence[str]) -> list[int]:
    """Return where the words of an event stand in a passage; those that tell any where none of them is its own."""
    words = within(reading.words, span.start, span.end)
    own = [m for m in words if _rule_of(m.payload) in rules]
    return [m.start for m in own or words]


def _rule_of(word: Trigger | Casualty) -> str:
    return word.trigger_id if isinstance(word, Trigger) else word.casualty_id


def _telling(frames: Sequence[Frame], span: Span, reading: Reading, rules: Sequence[str]) -> list[Frame]:
    """Return the frames that tell any of a passage; who owns up to a crime need not name it, nor who is cited for it.

    In "the mufti deplored the bombing, and said that Islam has no part in it" he tells nothing of the bombing, nor does
    who only blames a side for what the outlet told before.
    """
    told = _words_in(span, reading, rules)
    blamed = (f for f in frames if f.verbal_type != _CHARGE or f.trigger_start < min(told, default=span.end))
    return [f for f in blamed if f.rule_id in _WHOLE or any(f.covers(word, word + 1) > 0 for word in told)]


def _relays(frame: Frame, reading: Reading) -> bool:
    named = within(reading.entities, frame.source_start, frame.source_end)
    return any(e.entity_id == frame.source_entity_id and e.kind in _RELAYING for e in named)


def is_told_beside(frame: Frame) -> bool:
    """Tell whether others tell the event, and it is added who denies it: ..., وهو ما نفته موسكو."""
    return frame.stance == "denies" and frame.rule_id.endswith(_AFTER)
