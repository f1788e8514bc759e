"""Who asserts and who denies each event of an article, as rows: at least one for every mention.

The innermost speaker whose words hold an event is its claimant; an agency around him is the way (`via`). Where nobody
is quoted the outlet speaks itself. A denial leaves the claimants as they are and marks the mention as denied.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from schemas.ids import content_id
from schemas.making import maker
from schemas.mention import Claim, Mention, Span
from schemas.vocabulary import NARRATOR
from tasks.extract.accused import BLAMED, CHARGED
from tasks.extract.accusers import find_accusers, same_speaker
from tasks.extract.actor_kinds import ARMED
from tasks.extract.amount import Amount
from tasks.extract.answered import charges_with_thing
from tasks.extract.calling_false import part_false
from tasks.extract.charged_later import ACCUSED
from tasks.extract.denial import find_denied
from tasks.extract.denial_words import clears_own, denied_news, denies_event, denies_toll, names_author, side_of
from tasks.extract.denied_facts import denies_fall
from tasks.extract.denied_near import answers_doer, names_strangers
from tasks.extract.disowning import disowns_deed, speaks_of_thing
from tasks.extract.disputes import find_disputes
from tasks.extract.doubted import doubts_thing, find_doubted
from tasks.extract.granted import calls_dead_armed, caps_toll, denies_dead, denies_means, plays_down, spares_people
from tasks.extract.modality import CALLED_FALSE
from tasks.extract.own_up import OWNED, owning_cues
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_frame import Frame
from tasks.extract.stands import settle_own_words
from tasks.extract.voices import Voice, covers, frames_around, is_told_beside, voices_of

NO_RIVALS: Mapping[int, Sequence[Amount]] = MappingProxyType({})
_CLAIM = maker(Claim)
_KILLED, _ACTOR, _TARGET, _WEAPON, _CHARGE = "killed", "actor", "target", "weapon", "Accusation"
_FOR = frozenset({"asserts", "confirms"})
_NAMED_BY = frozenset({BLAMED, CHARGED, ACCUSED})  # rules of a doer whom only an accuser names
_HEADING = 120  # characters: a line without a full stop, no longer than this, is a headline or a caption


def make_claims(
    mentions: Sequence[Mention], heard: Heard, rivals: Mapping[int, Sequence[Amount]] = NO_RIVALS
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Return the mentions, with status denied where the article reports a denial, and the claims on each.

    Order of mentions is kept; claims come in the order of their mentions. `rivals` are, by the number of a mention,
    the counts in which another speaker differs.
    """
    if not mentions:
        return (), ()
    reading = heard.reading
    speaking = (f for f in heard.frames if f.source_kind != "evidence")  # أفادت حصيلة أولية: the outlet speaks
    frames = [
        meant
        for f in speaking
        if _speaks_of_event(f, heard)
        for said in part_false(f, heard)
        for meant in denied_news(said, heard)
    ]
    voices = [_of_itself(mention, voices_of(mention, frames, reading), heard) for mention in mentions]
    tellers = [[v.frame for v in found] for found in voices]
    for frame, index in find_denied(mentions, heard, tellers=tellers):
        voices[index].append(Voice(frame=frame, stance="denies"))
    voices = [[_as_granted(m, v, heard) for v in found] for m, found in zip(mentions, voices, strict=True)]
    voices = [[*found, *_without_dead(m, found, reading)] for m, found in zip(mentions, voices, strict=True)]
    telling = [[v.frame for v in found if v.stance != "denies"] for found in voices]
    for dispute in find_disputes(mentions, heard, tellers=telling):
        doubt = Voice(frame=dispute.frame, stance="doubts", field=dispute.field, value=dispute.value)
        voices[dispute.index].append(doubt)
    for frame, index, toll in find_doubted(mentions, heard, tellers=telling):
        voices[index].append(Voice(frame=frame, stance="doubts", field=_KILLED if toll else None))
    for index, amounts in rivals.items():
        voices[index] += [doubt for amount in amounts for doubt in _other_count(voices[index], amount)]
    voices = [[*found, *_blaming(m, found, frames, reading)] for m, found in zip(mentions, voices, strict=True)]
    stood = [settle_own_words(m, found, heard) for m, found in zip(mentions, voices, strict=True)]
    complete = [[*found, *_accusers(found, frames, heard)] for found in stood]
    pairs = tuple(zip(mentions, complete, strict=True))
    judged = tuple(_with_status(mention, found) for mention, found in pairs)
    return judged, tuple(claim for mention, found in pairs for claim in _claims(mention, found, frames, reading))


def _of_itself(mention: Mention, found: Sequence[Voice], heard: Heard) -> list[Voice]:
    """Return the voices on a mention without denials, behind it, of what others did, or of what its doers say of it."""
    if not found:
        return []
    reading = heard.reading
    main = Span(start=mention.evidence_start, end=mention.evidence_end)
    return [
        v
        for v in found
        if v.stance != "denies"
        or covers(v.frame, main)
        or not (
            names_strangers(mention, v.frame, reading, v.frame.scope[0].start)
            or answers_doer(mention, v.frame, heard)
            or denies_fall(mention, v.frame, reading)
        )
    ]


def _other_count(voices: Sequence[Voice], amount: Amount) -> Iterator[Voice]:
    """Yield who counts otherwise, as one who disputes the number: فيما تحدث الحوثيون عن مقتل ثلاثة فقط."""
    telling = [
        v for v in voices if v.frame.covers(amount.start, amount.end) > 0 and v.stance in {"asserts", "confirms"}
    ]
    value = amount.best if amount.best is not None else amount.low
    for voice in telling[:1]:
        yield replace(voice, stance="doubts", field=amount.measure, value=None if value is None else str(value))


def _blaming(mention: Mention, found: Sequence[Voice], frames: Sequence[Frame], reading: Reading) -> Iterator[Voice]:
    """Yield who alone names the doer of what the outlet tells: قتل ثمانون في هجوم، واتهمت الشرطة التنظيم بتنفيذه."""
    if OWNED in mention.rule_ids:
        yield from _owning(mention, found, frames, reading)
    if _NAMED_BY.isdisjoint(mention.rule_ids):
        return
    said = reading.sentence_at(mention.evidence_start)
    last = reading.sentence_at(mention.evidence_end) + 1 if ACCUSED in mention.rule_ids else said
    for frame in frames:
        at = reading.sentence_at(frame.trigger_start)
        charges = frame.verbal_type == _CHARGE and said <= at <= last
        behind = within(reading.entities, frame.trigger_end, reading.sentences[at].end)
        named = any(e.entity_id in mention.actor_ids and e.start >= frame.source_end for e in behind)
        if charges and named and not any(same_speaker(v.frame, frame) for v in found):
            yield Voice(frame=frame, stance="asserts", field=_ACTOR, value=mention.actor_ids[0])


def _owning(mention: Mention, found: Sequence[Voice], frames: Sequence[Frame], reading: Reading) -> Iterator[Voice]:
    """Yield who owns up, with nothing behind it, to what was told before: وأعلنت حركة طالبان مسؤوليتها."""
    said, cues = reading.sentence_at(mention.evidence_end), owning_cues(reading)
    for frame in frames:
        near = 0 <= reading.sentence_at(frame.trigger_start) - said <= 1 and frame.stance != "denies"
        owned = [c for c in cues if frame.scope[0].start - 1 <= c.start < frame.scope[0].end]
        owns = near and bool(owned) and frame.source_entity_id in mention.actor_ids
        if owns and not any(same_speaker(v.frame, frame) for v in found):
            yield Voice(frame=frame, stance="asserts")


def _speaks_of_event(frame: Frame, heard: Heard) -> bool:
    """Tell whether a denial or a doubt is of an event, and not of what a thing is or who did it."""
    if frame.stance == "doubts":
        return names_author(frame, heard) is None and not doubts_thing(frame, heard)
    if frame.stance != "denies" or clears_own(frame, heard):
        return True
    if charges_with_thing(heard, frame.scope[0].start, frame.scope[0].end):
        return False
    return denies_event(frame, heard) and not speaks_of_thing(frame, heard.reading)


def _as_granted(mention: Mention, voice: Voice, heard: Heard) -> Voice:
    """Return a denial of the dead alone, or of a part in the deed, as a dispute over that: the event is granted."""
    no_toll = voice.stance == "denies" and (denies_toll(voice.frame, heard) or caps_toll(voice.frame, heard))
    if no_toll or (voice.field is None and plays_down(voice.frame, heard)):
        return replace(voice, stance="doubts", field=_KILLED)
    if voice.stance == "denies" and denies_means(mention, voice.frame, heard.reading):
        return replace(voice, stance="doubts", field=_WEAPON)
    if voice.stance == "denies" and spares_people(voice.frame, heard.reading):
        return replace(voice, stance="doubts", field=_TARGET)
    if voice.stance == "denies" and disowns_deed(mention, voice.frame, heard):
        return replace(voice, field=_ACTOR)
    armed = calls_dead_armed(mention, voice.frame, heard.reading) if voice.stance in _FOR else None
    if armed is not None:
        return replace(voice, stance="doubts", field=_TARGET, value=armed)
    other = _other_accused(mention, voice.frame, heard.reading) if voice.stance in _FOR else None
    return voice if other is None else replace(voice, field=_ACTOR, value=other)


def _without_dead(mention: Mention, found: Sequence[Voice], reading: Reading) -> Iterator[Voice]:
    """Yield who tells of a deed that nobody fell in it whom another counts: أكدت موسكو أن القصف لم يوقع ضحايا."""
    for voice in found:
        if voice.stance in _FOR and voice.field is None and denies_dead(mention, voice.frame, reading):
            yield replace(voice, stance="doubts", field=_KILLED)


def _other_accused(mention: Mention, frame: Frame, reading: Reading) -> str | None:
    """Return whom an accuser blames for a deed of which another tells another doer: وحمل الانفصاليون الجيش المسؤولية.

    He grants the deed, and holds that somebody else did it.
    """
    first = next((w.start for w in within(reading.words, frame.scope[0].start, frame.scope[0].end)), None)
    own = frame.covers(mention.evidence_start, mention.evidence_end) > 0
    if frame.verbal_type != _CHARGE or first is None or own or not mention.actor_ids:
        return None
    accused = [e for e in within(reading.entities, frame.scope[0].start, first) if e.kind in ARMED]
    doers = {side_of(actor, reading) for actor in mention.actor_ids}
    if not accused or any(side_of(e.entity_id, reading) in doers for e in accused):
        return None
    return accused[-1].entity_id


def _accusers(found: Sequence[Voice], frames: Sequence[Frame], heard: Heard) -> list[Voice]:
    """Return who raised what is only known from its denial."""
    if not found or any(v.stance != "denies" or v.field is not None for v in found):
        return []
    denial = found[0].frame
    close = frames_around(frames, Span(start=denial.trigger_start, end=denial.trigger_end))
    raised = find_accusers(denial, close, [v.frame for v in found], heard)
    return [Voice(frame=frame, stance="asserts") for frame in raised]


def _with_status(mention: Mention, found: Sequence[Voice]) -> Mention:
    denied = any(v.stance == "denies" and v.field is None for v in found)
    return replace(mention, status="denied") if denied and mention.status == "asserted" else mention


def _claims(mention: Mention, found: Sequence[Voice], frames: Sequence[Frame], reading: Reading) -> Iterator[Claim]:
    main = Span(start=mention.evidence_start, end=mention.evidence_end)
    quoted = [v for v in found if v.field is None]
    called_false = CALLED_FALSE in mention.rule_ids
    owned = OWNED in mention.rule_ids
    held = any(
        _holds(v.frame, main, reading, owned=owned) and (called_false or not is_told_beside(v.frame)) for v in quoted
    )
    told = any(v.stance != "denies" for v in quoted)
    spoken_for = held or (told and _is_heading(main, reading))
    if not spoken_for:
        yield _row(mention, Voice(frame=_narrator(main), stance="asserts"), reading)
    after = spoken_for and not told and not called_false
    told_after = _told_by_outlet(mention, frames, reading) if after else None
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


def _told_by_outlet(mention: Mention, frames: Sequence[Frame], reading: Reading) -> Span | None:
    """Return a passage in which the outlet tells itself what else is only denied: تنفي إسرائيل القصف. وقتل خمسة."""
    for span in mention.more_evidence:
        words = within(reading.words, span.start, span.end)
        apart = not any(covers(frame, span) for frame in frames_around(frames, span))
        if words and apart and not _is_heading(span, reading):
            return span
    return None


def _holds(frame: Frame, main: Span, reading: Reading, *, owned: bool) -> bool:
    """Tell whether somebody speaks for a passage; a denial that only points to it (لكن طالبان نفت ذلك) does not.

    Nor does who owns up, behind it in its sentence, to what the outlet told: قتل ستة في هجوم، وأعلن التنظيم تنفيذه.
    """
    told = within(reading.words, main.start, main.end)
    points = (frame.stance == "denies" or owned) and bool(told)
    return covers(frame, main) and not (points and not any(frame.covers(w.start, w.start + 1) > 0 for w in told))


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
    return _CLAIM(
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
