"""Who asserts and who denies each event of an article, as rows: at least one for every mention.

The innermost speaker whose words hold an event is its claimant; an agency around him is the way (`via`). Where nobody
is quoted the outlet speaks itself. A denial leaves the claimants as they are and marks the mention as denied.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from schemas.ids import content_id
from schemas.mention import Claim, Mention, Span
from schemas.vocabulary import NARRATOR
from tasks.extract.accusers import find_accusers, same_speaker
from tasks.extract.denial import find_denied
from tasks.extract.denial_words import calls_false, denies_event, denies_toll, is_circumstance, names_author
from tasks.extract.disowning import disowns_deed, relates_to_thing
from tasks.extract.disputes import find_disputes
from tasks.extract.modality import CALLED_FALSE
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_frame import Frame

_HALF = 0.5
_CHARGE = "Accusation"
_KILLED, _ACTOR = "killed", "actor"
_REACH = 3000  # characters between a verb and the end of what is said
_HEADING = 120  # characters: a line without a full stop, no longer than this, is a headline or a caption
_WHOLE = frozenset({"speech.say-own-up.noun", "speech.say-own-up.that", "speech.source.after"})
"""Frames that speak of all of their sentence: تبنى التنظيم هذا العمل; كثف التحالف، بحسب القناة، غاراته."""
_RELAYING = frozenset({"agency", "outlet"})
_TRIGGER = attrgetter("trigger_start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One speaker's stand on one mention."""

    frame: Frame
    stance: str
    via_entity_id: str | None = None
    field: str | None = None
    value: str | None = None


def make_claims(mentions: Sequence[Mention], heard: Heard) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Return the mentions, with status denied where the article reports a denial, and the claims on each.

    Order of mentions is kept; claims come in the order of their mentions.
    """
    if not mentions:
        return (), ()
    reading = heard.reading
    speaking = (f for f in heard.frames if f.source_kind != "evidence")  # أفادت حصيلة أولية: the outlet speaks
    frames = [_as_meant(f, heard) for f in speaking if _speaks_of_event(f, heard)]
    voices = [_voices_of(mention, frames, reading) for mention in mentions]
    tellers = [[v.frame for v in found] for found in voices]
    for frame, index in find_denied(mentions, heard, tellers=tellers):
        voices[index].append(Voice(frame=frame, stance="denies"))
    voices = [[_as_granted(m, v, heard) for v in found] for m, found in zip(mentions, voices, strict=True)]
    telling = [[v.frame for v in found if v.stance != "denies"] for found in voices]
    for dispute in find_disputes(mentions, heard, tellers=telling):
        doubt = Voice(frame=dispute.frame, stance="doubts", field=dispute.field, value=dispute.value)
        voices[dispute.index].append(doubt)
    stood = [_settle_own_words(m, found, reading) for m, found in zip(mentions, voices, strict=True)]
    complete = [[*found, *_accusers(found, frames, heard)] for found in stood]
    pairs = tuple(zip(mentions, complete, strict=True))
    judged = tuple(_with_status(mention, found) for mention, found in pairs)
    return judged, tuple(claim for mention, found in pairs for claim in _claims(mention, found, reading))


def _speaks_of_event(frame: Frame, heard: Heard) -> bool:
    """Tell whether a denial or a doubt is of an event, and not of what a thing is or who did it."""
    if frame.stance == "doubts":
        return names_author(frame, heard) is None
    return frame.stance != "denies" or (denies_event(frame, heard) and not relates_to_thing(frame, heard.reading))


def _as_granted(mention: Mention, voice: Voice, heard: Heard) -> Voice:
    """Return a denial of the dead alone, or of a part in the deed, as a dispute over that: the event is granted."""
    if voice.stance == "denies" and denies_toll(voice.frame, heard):
        return replace(voice, stance="doubts", field=_KILLED)
    if voice.stance == "denies" and disowns_deed(mention, voice.frame, heard):
        return replace(voice, field=_ACTOR)
    return voice


def _settle_own_words(mention: Mention, found: Sequence[Voice], reading: Reading) -> list[Voice]:
    """Return the voices on a mention where each side has one stand.

    In قال إن أنباء عن القصف كاذبة the denier only names what he denies. Who told the strike himself, in another
    sentence, and denies to have hit civilians, disputes whom it hit.
    """
    main = Span(start=mention.evidence_start, end=mention.evidence_end)
    told = [v for v in found if covers(v.frame, main) and _granting(v, found, reading)]
    kept: list[Voice] = []
    deniers = [v.frame for v in found if v.stance == "denies"]
    for voice in found:
        if voice.stance == "denies":
            granted = any(same_speaker(voice.frame, v.frame) for v in told)
            kept.append(replace(voice, stance="doubts", field="target") if granted else voice)
        elif voice in told or not any(same_speaker(voice.frame, d) for d in deniers):
            kept.append(voice)
    return kept


def _granting(voice: Voice, found: Sequence[Voice], reading: Reading) -> bool:
    """Tell whether a speaker told before, in other words, what he denies: أعلن أنه قصف البلدة، ونفى مقتل مدنيين."""
    if voice.stance not in {"asserts", "confirms"} or voice.field is not None:
        return False
    said = voice.frame
    own = [v.frame for v in found if v.stance == "denies" and same_speaker(v.frame, said)]
    return any(said.trigger_start < f.trigger_start and not _says_inside(said, f, reading) for f in own)


def _says_inside(outer: Frame, inner: Frame, reading: Reading) -> bool:
    """Tell whether a saying stands in the words of another, of the same sentence: قال إنه ينفي."""
    held = outer.covers(inner.trigger_start, inner.trigger_end) > 0
    return held and reading.sentence_at(outer.trigger_start) == reading.sentence_at(inner.trigger_start)


def _as_meant(frame: Frame, heard: Heard) -> Frame:
    """Return a frame with the stance of its words: who calls news false denies it, whatever his verb."""
    return replace(frame, stance="denies") if frame.stance != "denies" and calls_false(frame, heard) else frame


def _voices_of(mention: Mention, frames: Sequence[Frame], reading: Reading) -> list[Voice]:
    main = Span(start=mention.evidence_start, end=mention.evidence_end)
    found: list[Voice] = []
    for span in (main, *mention.more_evidence):
        near = _around(frames, span)
        others = [f for f in near if mention.kind == "physical" or not _is_own(mention, f)]
        found += [v for v in voices_over(span, others, reading) if not _known(v, found)]
    return [v for v in found if mention.kind == "physical" or v.stance != "denies"]


def _around(frames: Sequence[Frame], span: Span) -> Sequence[Frame]:
    """Return the frames whose words may reach a passage; frames are in order of their triggers."""
    first = bisect_left(frames, span.start - _REACH, key=_TRIGGER)
    last = bisect_left(frames, span.end + _REACH, lo=first, key=_TRIGGER)
    return frames[first:last]


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


def voices_over(span: Span, frames: Sequence[Frame], reading: Reading) -> Iterator[Voice]:
    """Yield who asserts and who denies what a passage tells, the innermost speaker first."""
    around = [f for f in frames if f.scope[0].start < span.end and f.scope[-1].end > span.start]  # few of them are
    around = sorted((f for f in around if covers(f, span)), key=lambda f: (f.size, -f.trigger_start))
    event = next((m.start for m in within(reading.words, span.start, span.end)), None)
    around = [f for f in around if event is None or f.covers(event, event + 1) > 0] or _telling(around, span, reading)
    if not around:
        return
    inner = [f for f in around if f.trigger_start == around[0].trigger_start]
    outer = [f for f in around if not any(same_speaker(f, i) for i in inner)]
    via = next((f.source_entity_id for f in outer if _relays(f, reading)), None)
    if event is not None and inner[0].stance == "denies" and is_circumstance(reading, inner[0], event):
        return  # لا صحة لخبر وفاة محتج في الاعتصام: nobody denies the sit-in
    for frame in inner:
        yield Voice(frame=frame, stance=frame.stance, via_entity_id=frame.via_entity_id or via)
    if _is_told_beside(inner[0]):  # أفاد المرصد بأن ...، وهو ما نفته موسكو
        telling = [f for f in outer if f.stance in {"asserts", "confirms"} and covers(f, span)]
        yield from (Voice(frame=f, stance=f.stance) for f in telling[:1])
    if inner[0].stance != "denies":
        yield from (Voice(frame=f, stance="denies") for f in outer if f.stance == "denies")


def _telling(frames: Sequence[Frame], span: Span, reading: Reading) -> list[Frame]:
    """Return the frames that tell any of a passage; who owns up to a crime need not name it, nor who is cited for it.

    In "the mufti deplored the bombing, and said that Islam has no part in it" he tells nothing of the bombing, nor does
    who only blames a side for what the outlet told before.
    """
    told = [m.start for m in within(reading.words, span.start, span.end)]
    blamed = (f for f in frames if f.verbal_type != _CHARGE or f.trigger_start < min(told, default=span.end))
    return [f for f in blamed if f.rule_id in _WHOLE or any(f.covers(word, word + 1) > 0 for word in told)]


def _relays(frame: Frame, reading: Reading) -> bool:
    named = within(reading.entities, frame.source_start, frame.source_end)
    return any(e.entity_id == frame.source_entity_id and e.kind in _RELAYING for e in named)


def _accusers(found: Sequence[Voice], frames: Sequence[Frame], heard: Heard) -> list[Voice]:
    """Return who raised what is only known from its denial."""
    if not found or any(v.stance != "denies" or v.field is not None for v in found):
        return []
    denial = found[0].frame
    close = _around(frames, Span(start=denial.trigger_start, end=denial.trigger_end))
    raised = find_accusers(denial, close, [v.frame for v in found], heard)
    return [Voice(frame=frame, stance="asserts") for frame in raised]


def _with_status(mention: Mention, found: Sequence[Voice]) -> Mention:
    denied = any(v.stance == "denies" and v.field is None for v in found)
    return replace(mention, status="denied") if denied and mention.status == "asserted" else mention


def _claims(mention: Mention, found: Sequence[Voice], reading: Reading) -> Iterator[Claim]:
    main = Span(start=mention.evidence_start, end=mention.evidence_end)
    quoted = [v for v in found if v.field is None]
    called_false = CALLED_FALSE in mention.rule_ids
    held = any(_holds(v.frame, main, reading) and (called_false or not _is_told_beside(v.frame)) for v in quoted)
    told = any(v.stance != "denies" for v in quoted)
    spoken_for = held or (told and _is_heading(main, reading))
    if not spoken_for:
        yield _row(mention, Voice(frame=_narrator(main), stance="asserts"), reading)
    told_after = _told_by_outlet(mention, quoted, reading) if spoken_for and not told and not called_false else None
    if told_after is not None:
        yield _row(mention, Voice(frame=_narrator(told_after), stance="asserts"), reading)
    asserted = not spoken_for or told_after is not None
    seen: set[tuple[str, str, str | None]] = set()  # one claimant, however often and in whatever words
    for voice in found:
        stance = "asserts" if voice.stance == "confirms" and not asserted else voice.stance
        asserted = asserted or stance in {"asserts", "confirms"}
        key = (stance, voice.frame.source_entity_id or voice.frame.source_text, voice.field)
        if key not in seen:
            seen.add(key)
            yield _row(mention, replace(voice, stance=stance), reading)


def _told_by_outlet(mention: Mention, quoted: Sequence[Voice], reading: Reading) -> Span | None:
    """Return a passage in which the outlet tells itself what else is only denied: تنفي إسرائيل القصف. وقتل خمسة."""
    for span in mention.more_evidence:
        words = within(reading.words, span.start, span.end)
        apart = not any(v.frame.covers(span.start, span.end) > 0 for v in quoted)
        if words and apart and not _is_heading(span, reading):
            return span
    return None


def _holds(frame: Frame, main: Span, reading: Reading) -> bool:
    """Tell whether somebody speaks for a passage; a denial that only points to it (لكن طالبان نفت ذلك) does not."""
    told = within(reading.words, main.start, main.end)
    points = frame.stance == "denies" and bool(told)
    return covers(frame, main) and not (points and not any(frame.covers(w.start, w.start + 1) > 0 for w in told))


def _is_told_beside(frame: Frame) -> bool:
    """Tell whether others tell the event, and it is added who denies it: ..., وهو ما نفته موسكو."""
    return frame.stance == "denies" and frame.rule_id.endswith(".after")


def _is_heading(span: Span, reading: Reading) -> bool:
    sentence = reading.sentences[reading.sentence_at(span.start)]
    return not sentence.stopped and sentence.end - sentence.start <= _HEADING


def _narrator(span: Span) -> Frame:
    return Frame(
        source_entity_id=None,
        source_text=NARRATOR,
        source_start=span.start,
        source_end=span.start,
        source_kind="narrator",
        via_entity_id=None,
        stance="asserts",
        verbal_type="Statement",
        scope=(span,),
        trigger_start=span.start,
        trigger_end=span.start,
        evidence_start=span.start,
        evidence_end=span.end,
        rule_id="speech.narrator",
        carried=False,
    )


def _row(mention: Mention, voice: Voice, reading: Reading) -> Claim:
    frame = voice.frame
    source = frame.source_entity_id or frame.source_text
    return Claim(
        claim_id=content_id(mention.mention_id, voice.stance, source, voice.field, frame.evidence_start),
        mention_id=mention.mention_id,
        stance=voice.stance,
        source_entity_id=frame.source_entity_id,
        source_text=frame.source_text,
        via_entity_id=voice.via_entity_id,
        field=voice.field,
        value=voice.value,
        evidence=reading.text[frame.evidence_start : frame.evidence_end],
        evidence_start=frame.evidence_start,
        evidence_end=frame.evidence_end,
    )
