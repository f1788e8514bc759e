"""Which field of an event a speaker disputes: whom it hit, where it was or who did it; he grants that it happened.

Two ways lead there. He says whom or what it did not hit (وليس تنظيم الدولة, لا وجود للتنظيم هناك). Or the doer's own
side says whom it hit and another speaker tells the same deed with another target, in a row of its own or in a passage
of the same row. What he holds instead, where he says it, is the value of his claim; the event itself is not changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.mention import Mention
from tasks.extract.denial_words import names_author, side_of
from tasks.extract.entities import EntityHit
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import all_cues
from tasks.extract.speech_frame import Frame
from tasks.text.tokens import Token

_CUES = ("contrast", "absent")
_AFTER = 8  # tokens between "not" and the name of what was not hit
_BESIDE = 4  # tokens between "not" and where it was not
_AWAY = 6  # sentences between an event and what is said against it
_NEIGHBOURS = 12  # rows on either side that may tell the same deed
_RIVAL = 3  # sentences between the doer's words and the other account
_OWN = 4  # tokens in which a speaker names his own side
_VICTIMS = frozenset({"civilians", "children", "women", "people", "armed-group", "militia"})
_UNARMED = _VICTIMS - {"armed-group", "militia"}
_BATTLES, _FOR = "Battles", "ل"
_STATE = "state"
_TARGET, _PLACE, _ACTOR = "target", "place", "actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One field of one mention (by number) that a speaker disputes; `value` is what he holds instead, as an id."""

    frame: Frame
    index: int
    field: str
    value: str | None


def find_disputes(
    mentions: Sequence[Mention], heard: Heard, *, tellers: Sequence[Sequence[Frame]]
) -> Iterator[Dispute]:
    """Yield the disputed fields of an article; `tellers` are, for each mention, the frames that assert it."""
    reading = heard.reading
    for frame in heard.frames:
        if frame.source_kind != "evidence" and frame.stance != "denies":
            yield from _contrasted(mentions, heard, frame, tellers)
            yield from _other_things(mentions, heard, frame, tellers)
        author = names_author(frame, heard)
        index = _told(mentions, reading, frame, tellers, (_ACTOR, author)) if author is not None else None
        if index is not None:
            yield Dispute(frame=frame, index=index, field=_ACTOR, value=None)
    yield from _rivals(mentions, heard, tellers)


def _contrasted(
    mentions: Sequence[Mention], heard: Heard, frame: Frame, tellers: Sequence[Sequence[Frame]]
) -> Iterator[Dispute]:
    """Yield what a speaker says was not hit, or where it was not: استهدفت المعارضة وليس التنظيم."""
    reading, scope = heard.reading, frame.scope[0]
    for cue in all_cues(heard.cues, (scope.start, scope.end), _CUES):
        following = within(reading.tokens, cue.start, scope.end)[: _AFTER + 1]
        if _is_of_purpose(following, heard):
            continue
        end = following[-1].end if following else cue.start
        actor = next((e for e in within(reading.entities, cue.start, end) if e.rule_id != "locative"), None)
        if actor is not None:
            index = _told(mentions, reading, frame, tellers, (_TARGET, actor.entity_id))
            if index is not None:
                value = _instead(reading, frame, mentions[index], (scope.start, cue.start), actor.entity_id)
                yield Dispute(frame=frame, index=index, field=_TARGET, value=value)
            return
        near = following[min(_BESIDE, len(following)) - 1].end if following else cue.start
        place = next((p for p in within(reading.places, cue.start, near) if p.place_id is not None), None)
        if place is not None and cue.kind == "contrast":
            index = _told(mentions, reading, frame, tellers, (_PLACE, place.place_id or ""))
            if index is not None:
                held = [p.place_id for p in within(reading.places, scope.start, cue.start) if p.place_id]
                yield Dispute(frame=frame, index=index, field=_PLACE, value=held[-1] if held else None)
            return


def _other_things(
    mentions: Sequence[Mention], heard: Heard, frame: Frame, tellers: Sequence[Sequence[Frame]]
) -> Iterator[Dispute]:
    """Yield an event of which a speaker says that it hit another thing: استهدف مستودعا وليس مستشفى."""
    reading, scope = heard.reading, frame.scope[0]
    for cue in all_cues(heard.cues, (scope.start, scope.end), _CUES[:1]):
        following = within(reading.tokens, cue.start, scope.end)[: _BESIDE + 1]
        things = {
            o.entity_id for o in within(reading.objects, cue.start, following[-1].end if following else cue.start)
        }
        if not things or not within(reading.words, scope.start, cue.start):
            continue
        told = [i for i, m in enumerate(mentions) if _told_of_thing(m, frame, tellers[i], things, reading)]
        if told:
            yield Dispute(frame=frame, index=told[-1], field=_TARGET, value=None)
        return


def _told_of_thing(mention: Mention, frame: Frame, told: Sequence[Frame], things: set[str], reading: Reading) -> bool:
    """Tell whether another speaker tells, shortly before, an event in whose words one of some things stands."""
    before = [t for t in told if t.trigger_start < frame.trigger_start]
    away = reading.sentence_at(frame.trigger_start) - reading.sentence_at(mention.evidence_start)
    own = bool(before) and all(_tells(frame, [t], reading) for t in before)
    if mention.kind != "physical" or _is_fight(mention) or own or not 0 <= away <= _RIVAL:
        return False
    hit = within(reading.objects, mention.evidence_start, mention.evidence_end)
    return any(o.entity_id in things and frame.covers(o.start, o.end) <= 0 for o in hit)


def _is_of_purpose(following: Sequence[Token], heard: Heard) -> bool:
    """Tell whether "not" is followed by what somebody is there for: ليس لقتل المدنيين names nobody who was not hit."""
    behind = next((t for t in following[1:] if t.norm[0].isalnum()), None)
    return behind is not None and behind.norm.startswith(_FOR) and behind.start in heard.page.news


def _instead(reading: Reading, frame: Frame, mention: Mention, span: tuple[int, int], disputed: str) -> str | None:
    """Return whom the speaker names as hit before he says who was not; the doer and he himself are not it."""
    apart = {disputed, frame.source_entity_id, *mention.actor_ids}
    doers = {side_of(actor, reading) for actor in mention.actor_ids}
    named = within(reading.entities, *span)
    held = [e.entity_id for e in named if e.entity_id not in apart and side_of(e.entity_id, reading) not in doers]
    return held[-1] if held else None


def _told(
    mentions: Sequence[Mention],
    reading: Reading,
    frame: Frame,
    tellers: Sequence[Sequence[Frame]],
    disputed: tuple[str, str],
) -> int | None:
    """Return the nearest event with the disputed value that the speaker's own side did not tell."""
    field, value = disputed
    here = reading.sentence_at(frame.trigger_start)
    near: list[tuple[int, int]] = []
    for index, mention in enumerate(mentions):
        held = {_TARGET: mention.target_ids, _ACTOR: mention.actor_ids}.get(field, (mention.place_id,))
        doers = {side_of(actor, reading) for actor in mention.actor_ids}
        told_himself = field != _ACTOR and _tells(frame, tellers[index], reading)  # who tells an attack clears a side
        own = told_himself or _speaker_side(frame, reading) in doers
        fought_over = field == _TARGET and _is_fight(mention)
        if (
            mention.kind != "physical"
            or value not in held
            or own
            or fought_over
            or _speaks_of_elsewhere(frame, mention, reading)
        ):
            continue
        away = abs(reading.sentence_at(mention.evidence_start) - here)
        if away <= _AWAY:
            near.append((away, index))
    return min(near)[1] if near else None


def _tells(frame: Frame, told: Sequence[Frame], reading: Reading) -> bool:
    return any(_speaker_side(frame, reading) == _speaker_side(other, reading) for other in told)


def _speaker_side(frame: Frame, reading: Reading) -> str:
    return side_of(frame.source_entity_id, reading) or frame.source_text


def _rivals(mentions: Sequence[Mention], heard: Heard, tellers: Sequence[Sequence[Frame]]) -> Iterator[Dispute]:
    """Yield the other accounts of a deed whose doer says himself whom he hit: same deed, another target."""
    reading, labels = heard.reading, heard.page.words.labels
    for index, mention in enumerate(mentions):
        doers = {side_of(actor, reading) for actor in mention.actor_ids}
        named = mention.kind == "physical" and not _is_fight(mention) and _names_party(mention, reading, labels)
        if not named or not _owned(doers, tellers[index], reading):
            continue
        for other in range(max(0, index - _NEIGHBOURS), min(len(mentions), index + _NEIGHBOURS)):
            rival = mentions[other]
            if other == index or not _names_party(rival, reading, labels) or not _is_rival(mention, rival, reading):
                continue
            for frame in tellers[other][:1]:
                if _speaker_side(frame, reading) not in doers:
                    yield Dispute(frame=frame, index=index, field=_TARGET, value=rival.target_ids[0])
        for frame in tellers[index]:
            hit = _hit_instead(mention, frame, heard) if _speaker_side(frame, reading) not in doers else None
            if hit is not None:
                yield Dispute(frame=frame, index=index, field=_TARGET, value=hit)


def _hit_instead(mention: Mention, frame: Frame, heard: Heard) -> str | None:
    """Return whom a speaker names as hit in his passage of an event, where he does not name its target.

    A label names nobody (دفن بحضور عشرة من المتمردين), and who tells what his own forces hit tells of another deed.
    """
    reading, words = heard.reading, heard.page.words
    spoken = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:_OWN]
    if any("own" in words.particles.get(token.norm, ()) for token in spoken):
        return None
    if not any(frame.covers(span.start, span.end) for span in mention.more_evidence):
        return None
    named = within(reading.entities, frame.scope[0].start, frame.scope[0].end)
    if any(_one_party(entity, mention, reading) for entity in named):
        return None
    doers = {side_of(actor, reading) for actor in mention.actor_ids}
    others = (e for e in named if e.kind in _VICTIMS and e.entity_id not in words.labels)
    hit = (e for e in others if side_of(e.entity_id, reading) not in doers)
    return next((e.entity_id for e in hit if e.entity_id != frame.source_entity_id), None)


def _is_fight(mention: Mention) -> bool:
    """Tell whether two sides fought: either is the one hit, and "the province is free of them" says who won."""
    return mention.event_type == _BATTLES


def _speaks_of_elsewhere(frame: Frame, mention: Mention, reading: Reading) -> bool:
    """Tell whether a speaker names provinces, and none of them is that of an event."""
    spoken = within(reading.places, frame.scope[0].start, frame.scope[0].end)
    provinces = {p.admin1 for p in spoken if p.admin1 is not None}
    return bool(provinces) and mention.admin1 is not None and mention.admin1 not in provinces


def _one_party(entity: EntityHit, mention: Mention, reading: Reading) -> bool:
    """Tell whether a name is that of who was hit, or both are people without arms: Afghan civilians, a woman."""
    known = reading.lexicon.entities.known
    kinds = {known[i].kind for i in mention.target_ids if i in known}
    return entity.entity_id in mention.target_ids or (entity.kind in _UNARMED and bool(kinds & _UNARMED))


def _names_party(mention: Mention, reading: Reading, labels: frozenset[str]) -> bool:
    """Tell whether a row says whom it hit by more than a label ("terrorists") or a country: strikes "on Syria"."""
    known = reading.lexicon.entities.known
    countries = any(known[i].kind == _STATE for i in mention.target_ids if i in known)
    return bool(mention.target_ids) and not labels.intersection(mention.target_ids) and not countries


def _owned(doers: set[str | None], told: Sequence[Frame], reading: Reading) -> bool:
    """Tell whether the doer's side itself tells what it did."""
    return any(side_of(frame.source_entity_id, reading) in doers for frame in told if frame.source_entity_id)


def _is_rival(mention: Mention, rival: Mention, reading: Reading) -> bool:
    """Tell whether another row is the same deed with another target: no other place, day or kind of deed parts them."""
    if rival.kind != "physical" or rival.sub_event_type != mention.sub_event_type or rival.status == "planned":
        return False
    same_doer = {side_of(a, reading) for a in mention.actor_ids} & {side_of(a, reading) for a in rival.actor_ids}
    apart = bool(set(mention.target_ids) & set(rival.target_ids))
    elsewhere = rival.place_id not in {None, mention.place_id}
    other_day = None not in (rival.date_start, mention.date_start) and rival.date_start != mention.date_start
    away = reading.sentence_at(rival.evidence_start) - reading.sentence_at(mention.evidence_start)
    return bool(same_doer) and not (apart or elsewhere or other_day) and abs(away) <= _RIVAL
