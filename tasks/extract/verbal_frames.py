"""What the saying of a reporting frame is, by its verb or by what is said, and that saying as a whole.

"Said" alone tells nothing: قال إن بلاده ترفض is a refusal, قال إن الاتهام باطل a denial, قال إنهم فعلوها a charge.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from schemas.mention import Mention, Span
from tasks.extract.calling_false import calls_false
from tasks.extract.denial_words import denies_own_act, disowns
from tasks.extract.reading import Reading, within
from tasks.extract.saying_span import Saying, have_one_speaker
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import SayingCue, first_cue
from tasks.extract.speech_frame import Frame
from tasks.extract.speech_page import token_at
from tasks.extract.verbal_parties import Act, find_target
from tasks.extract.verbal_stand import stand_of_own

LONGEST = 400
"""Characters of a saying, at most."""
_MODAL_REACH = 20
_CUED = (
    ("false", "Denial"),
    ("charge", "Accusation"),
    ("threat", "Threat"),
    ("concern", "Criticism"),
    ("must", "Demand"),
)
_PRINTING = frozenset({"outlet", "agency"})
_STANDS = (("support", "Support"), ("refusal", "Refusal"), ("pledge", "Threat"))
_FEW = 4
_SOON = 20  # characters


def frames_by_saying(heard: Heard) -> Iterator[list[Frame]]:
    """Yield the frames of each saying, one for each of its speakers, in order of the text."""
    for _, speakers in groupby(heard.frames, key=_trigger_and_scope):
        yield list(speakers)


def _trigger_and_scope(frame: Frame) -> tuple[int, Span]:
    """Return what the frames of several speakers of one saying have in common."""
    return frame.trigger_start, frame.scope[0]


def find_framed(heard: Heard, physical: Sequence[Mention], acts: Sequence[Saying]) -> Iterator[Saying]:
    """Yield the sayings of reporting frames that are more than statements; `acts` are told by words of their own."""
    for speakers in frames_by_saying(heard):
        verbal = sub_type_of(heard, speakers[0])
        if verbal is None:
            continue
        saying = as_saying(heard, physical, speakers, verbal)
        if speakers[0].verbal_type != "Statement" or not any(_passes_on(saying, act) for act in acts):
            yield saying


def _passes_on(saying: Saying, act: Saying) -> bool:
    """Tell whether somebody only says what others did by speaking: ذكرت الوزارة أن باريس وروما أعربتا عن قلقهما."""
    return saying.opening <= act.start <= saying.opening + _SOON and not have_one_speaker(saying, act)


def sub_type_of(heard: Heard, frame: Frame) -> str | None:
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
    if _contrasts(heard, first, last):
        return "Accusation"
    return stand_of_own(heard, frame) or next(
        (
            verbal
            for cue, verbal in _CUED
            if _is_told(heard, first_cue(cues, reading, (first, last), cue, _MODAL_REACH))
        ),
        None,
    )


def _is_told(heard: Heard, at: int | None) -> bool:
    """Tell whether a cue stands, and not what is taken as known: للرد على جرائم الاحتلال, العمل الذي يجب القيام به."""
    if at is None:
        return False
    page, index = heard.page, token_at(heard.page, at)
    return not (index > 0 and (page.particle(index - 1, "on") or page.particle(index - 1, "relative")))


def _is_printed(reading: Reading, frame: Frame) -> bool:
    """Tell whether a paper or an agency speaks: what it writes is no act of a party."""
    named = within(reading.entities, frame.source_start, frame.source_end)
    return any(e.entity_id == frame.source_entity_id and e.kind in _PRINTING for e in named)


def _position(reading: Reading, cues: Sequence[SayingCue], frame: Frame) -> str | None:
    """Return Support or Refusal where a speaker affirms just that: أكدت دعمها, جدد رفضه."""
    span = (frame.scope[0].start, frame.scope[0].end)
    return next((verbal for cue, verbal in _STANDS if first_cue(cues, reading, span, cue, 1) is not None), None)


def _contrasts(heard: Heard, start: int, end: int) -> bool:
    """Tell whether a speaker says that it was not the one named: ... وليس تنظيم الدولة.

    A label names no side: ليس عملا إرهابيا accuses nobody.
    """
    reading = heard.reading
    at = first_cue(heard.cues, reading, (start, end), "contrast")
    if at is None:
        return False
    following = within(reading.tokens, at, end)[: _FEW + 2]
    named = within(reading.entities, at, following[-1].end)
    return any(e.entity_id not in heard.page.words.labels for e in named)


def as_saying(heard: Heard, physical: Sequence[Mention], speakers: Sequence[Frame], verbal: str) -> Saying:
    """Return what the speakers of one frame say as a saying of a sub-type, with its target."""
    frame = speakers[0]
    start = frame.trigger_start if frame.carried else min(frame.trigger_start, frame.source_start)
    beside = frame.rule_id.endswith(".after")
    end = frame.source_end if beside else min(frame.scope[0].end, start + LONGEST)
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
