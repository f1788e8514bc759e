"""Which mention a denial denies.

Words that hold the event themselves (نفى استهداف المستشفى) are judged with the frames. Here stand the denials of what
others said: في ظل نفي الكرملين لتلك الادعاءات, the sayings that call it false (لا أساس له من الصحة) or disown it (لا
علاقة لنا به), and those that name the deed again (ونفى الجيش مهاجمة القافلة) where it was told before. They go to the
nearest event before them that another speaker told, by choice one whose actor belongs to the denier's state.
"""

from collections.abc import Iterator, Sequence

from schemas.mention import Mention, Span
from tasks.extract.answered import (
    answers_other_news,
    charges_with_thing,
    denied_just_before,
    of_something_else,
    points_to_thing,
    speaker_in,
    tells_other_deed,
)
from tasks.extract.calling_false import calls_false, part_false
from tasks.extract.denial_words import (
    clears_own,
    denies_event,
    denies_own_act,
    denies_toll,
    disowns,
    is_circumstance,
    is_of_plan,
    names_author,
)
from tasks.extract.denied_facts import denies_fall, told_without_denying
from tasks.extract.denied_near import (
    Tellers,
    answers_doer,
    last_claimed,
    names_strangers,
    of_one_state,
    one_side,
    told_near,
)
from tasks.extract.denied_thing import kinds_in, kinds_of, lies_in, names_site, shares_thing, things_denied, used_at
from tasks.extract.disowning import (
    answers_bare_charge,
    answers_charge,
    denies_bare_part,
    past_aside,
    speaks_of_thing,
)
from tasks.extract.granted import caps_toll, plays_down, says_held
from tasks.extract.reading import Reading, within
from tasks.extract.refuted_reports import reported_falsely
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import first_cue
from tasks.extract.speech_frame import Frame
from tasks.extract.told_last import charged_as_breach, counted_before, nearest_told

_SENTENCES_BACK = 3
_CHARGE_BACK = 2  # sentences from "denies any part" over the charge to the deed
_NEAR_TOKENS = 12
_AT_ONCE = 4  # a clause tells itself what is denied, unless it begins with "these reports"


def find_denied(mentions: Sequence[Mention], heard: Heard, *, tellers: Tellers) -> Iterator[tuple[Frame, int]]:
    """Yield frames that deny what others said, each with the number of the mention that it denies.

    `tellers` are, for each mention, the frames that speak of it already: a denial that holds an event itself denies
    nothing else, and nobody denies what his own side tells.
    """
    reading = heard.reading
    settled = {speaker_in(frame, reading) for told in tellers for frame in told if frame.stance == "denies"}
    for frame in heard.frames:
        found = _denied_by(mentions, heard, frame, tellers) if speaker_in(frame, reading) not in settled else None
        if found is not None:
            yield frame, found
    yield from reported_falsely(mentions, heard, tellers)


def _denied_by(mentions: Sequence[Mention], heard: Heard, frame: Frame, tellers: Tellers) -> int | None:
    """Return the number of the mention that a frame denies, whose words hold no event of their own."""
    reading = heard.reading
    if frame.source_kind == "evidence" or names_author(frame, heard) is not None:
        return None
    if frame.stance == "denies":
        if speaks_of_thing(frame, reading):
            return None
        span = (frame.scope[0].start, frame.scope[0].end)
        if first_cue(heard.cues, reading, span, "breach", _AT_ONCE) is not None:
            return charged_as_breach(mentions, frame, reading, tellers)
        return _named_in_denial(mentions, heard, frame, tellers)
    return _told_otherwise(mentions, heard, frame, tellers)


def _told_otherwise(mentions: Sequence[Mention], heard: Heard, frame: Frame, tellers: Tellers) -> int | None:
    """Return the mention that a speaker denies without a verb of denial: a report is false, a place still held."""
    reading = heard.reading
    if calls_false(frame, heard):
        return _called_false(mentions, heard, frame, tellers)
    otherwise = told_without_denying(mentions, heard, frame, tellers)
    if otherwise is not None or says_held(frame, heard):
        return otherwise
    if caps_toll(frame, heard):
        return counted_before(mentions, frame, reading, tellers)
    if disowns(frame, heard) or plays_down(frame, heard):
        return nearest_told(mentions, frame, reading, tellers, own=True)
    if not denies_own_act(reading, heard.cues, frame):
        return None
    found = _of_kind(mentions, frame, heard, tellers)
    return _told_behind(mentions, frame, reading, tellers) if found is None else found


def _called_false(mentions: Sequence[Mention], heard: Heard, frame: Frame, tellers: Tellers) -> int | None:
    """Return the mention that a speaker calls false; where he names the deed himself, one of its kind."""
    reading, false = heard.reading, part_false(frame, heard)[0]
    if kinds_in(reading, false.scope[0]):
        return _of_kind(mentions, false, heard, tellers)
    answers = _answers_news(frame, heard)
    if answers and denied_just_before(heard, frame):
        return None
    found = nearest_told(mentions, frame, reading, tellers, own=answers)
    return last_claimed(mentions, frame, reading, tellers) if found is None and answers else found


def _answers_news(frame: Frame, heard: Heard) -> bool:
    """Tell whether words for false begin with what was told: هذه التقارير كاذبة, ما أعلنته باكو كاذب."""
    reading, span = heard.reading, (frame.scope[0].start, frame.scope[0].end)
    known = reading.lexicon.speech.particles
    opening = within(reading.tokens, *span)[:_AT_ONCE]
    pointing = any("pointing" in known.get(t.norm, ()) for t in opening)
    pointing = pointing or any("account" in known.get(t.norm, ()) for t in opening[:1])  # وصف الإعلان بأنه كاذب
    return pointing or first_cue(heard.cues, reading, span, "pointer", 1) is not None


def _told_behind(mentions: Sequence[Mention], frame: Frame, reading: Reading, tellers: Tellers) -> int | None:
    """Return the deed of the denier's side that another tells right behind, of the kind that he denies.

    قال مسؤول تركي إن الجيش لم يقصف أي قرية. وقالت الوحدات إنه قصف.
    """
    here, kinds = reading.sentence_at(frame.trigger_start), kinds_in(reading, frame.scope[0])
    for index, mention in enumerate(mentions):
        away = reading.sentence_at(mention.evidence_start) - here
        told = tellers[index]
        others = bool(told) and not any(one_side(t, frame, reading) for t in told)
        span = Span(start=mention.evidence_start, end=mention.evidence_end)
        if mention.kind != "physical" or not 0 < away < _SENTENCES_BACK or not others:
            continue
        if of_one_state(mention, frame, reading) and kinds & kinds_in(reading, span):
            return index
    return None


def _named_in_denial(mentions: Sequence[Mention], heard: Heard, frame: Frame, tellers: Tellers) -> int | None:
    """Return the mention to which a denial points (نفى ذلك, نفى الحصيلة), or whose kind of deed it names again."""
    frame = past_aside(frame, heard.reading)
    reading, span = heard.reading, (frame.scope[0].start, frame.scope[0].end)
    if denies_bare_part(frame, reading) or answers_bare_charge(frame, heard):
        return nearest_told(mentions, frame, reading, tellers, part=True)
    if frame.rule_id.endswith(".after"):
        alone = _stands_alone(frame, reading)
        found = nearest_told(mentions, frame, reading, tellers) if alone else _of_kind(mentions, frame, heard, tellers)
        return _unless_answered(mentions, found, frame, heard)
    reach = _AT_ONCE if frame.rule_id.endswith(".that") else _NEAR_TOKENS
    between = (frame.trigger_end, max(span[0], frame.trigger_end))  # نفى مصدر رسمي ذلك قائلا إن
    toll = denies_toll(frame, heard)
    if toll or first_cue(heard.cues, reading, between, "pointer") is not None:
        return nearest_told(mentions, frame, reading, tellers, toll=toll)
    pointed = first_cue(heard.cues, reading, span, "pointer", reach)
    if pointed is not None and (answers_other_news(heard, frame, pointed) or points_to_thing(heard, pointed, span)):
        return None
    if pointed is None:
        of_deed = not charges_with_thing(heard, *span) and (denies_event(frame, heard) or clears_own(frame, heard))
        found = _of_kind(mentions, frame, heard, tellers) if of_deed else None
        return _of_thing(mentions, frame, heard, tellers) if found is None else found
    found = None if of_something_else(heard, pointed, span) else nearest_told(mentions, frame, reading, tellers)
    told = None if found is None else mentions[found]
    if told and (names_strangers(told, frame, reading, pointed) or tells_other_deed(told, heard, pointed, span)):
        found = None
    return _unless_answered(mentions, found, frame, heard)


def _unless_answered(mentions: Sequence[Mention], found: int | None, frame: Frame, heard: Heard) -> int | None:
    """Return the mention found; None where the denial answers another thing that its doer says."""
    return None if found is None or answers_doer(mentions[found], frame, heard) else found


def _stands_alone(frame: Frame, reading: Reading) -> bool:
    """Tell whether a sentence only says who denies: وهو ما نفته موسكو.

    One that tells something else (تعرقل تصدير الحبوب، وهو ما تنفيه روسيا) is denied by itself, and no deed told before.
    """
    spoken = [t for t in within(reading.tokens, frame.scope[0].start, frame.scope[0].end) if t.norm[0].isalnum()]
    return len(spoken) <= _AT_ONCE


def _of_kind(mentions: Sequence[Mention], frame: Frame, heard: Heard, tellers: Tellers) -> int | None:
    """Return the event before a denial that is of the kind which it names, told by another: ونفى الجيش مهاجمة القافلة.

    Where both name a place it must be one.
    """
    reading = heard.reading
    tokens = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:_NEAR_TOKENS]
    if not tokens:
        return None
    scope = Span(start=tokens[0].start, end=tokens[-1].end)
    first = next((w.start for w in within(reading.words, scope.start, scope.end)), None)
    if first is None or is_circumstance(reading, frame, first) or is_of_plan(reading, scope.start, first):
        return None
    kinds = kinds_in(reading, scope)
    places = [p for p in within(reading.places, scope.start, scope.end) if p.place_id is not None]
    near: list[tuple[bool, int, int]] = []
    sites = frozenset([thing.entity_id for thing in within(reading.objects, scope.start, scope.end)])
    charged = _CHARGE_BACK if answers_charge(frame, heard) else 1
    for index, mention in enumerate(mentions):
        of_site = names_site(sites, mention, frame, reading)  # نفى صلته بالهجوم على الحافلة: not the raid told since
        back = _SENTENCES_BACK if of_site else charged
        told_at = told_near(mention, frame, reading, tellers[index], back=back)
        elsewhere = (
            bool(places) and mention.place_id is not None and not any(lies_in(mention, p, reading) for p in places)
        )
        other = elsewhere or denies_fall(mention, frame, reading)
        if told_at is None or other or mention.status == "background":
            continue
        spans = (Span(start=mention.evidence_start, end=mention.evidence_end), *mention.more_evidence)
        if any(kinds & kinds_of(mention, reading, span) for span in spans):
            near.append((of_site, told_at, index))
    return max(near)[2] if near else None


def _of_thing(mentions: Sequence[Mention], frame: Frame, heard: Heard, tellers: Tellers) -> int | None:
    """Return the last event before a denial that is of the thing of which it speaks: نفى سقوط أي من طائراته."""
    things, used = things_denied(frame, heard), used_at(frame, heard) is not None
    near: list[tuple[int, int]] = []
    for index, mention in enumerate(mentions) if things else ():
        told_at = told_near(mention, frame, heard.reading, tellers[index])
        if (
            told_at is not None
            and mention.status != "background"
            and (not used or of_one_state(mention, frame, heard.reading))
            and shares_thing(things, mention, frame, heard.reading)
        ):
            near.append((told_at, index))
    return max(near)[1] if near else None
