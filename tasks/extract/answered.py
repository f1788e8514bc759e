"""What "that" or "these reports" in a denial answer: the deed told before, or news of another thing.

تحدثت تقارير عن رحيل العمال، لكن بكين نفت ذلك answers the departure, and نفى أن تكون هذه المجموعة تابعة له speaks of a
belonging; the deed that stands nearest before is denied by neither.
"""

from collections.abc import Sequence

from schemas.mention import Mention, Span
from tasks.extract.denied_thing import kinds_in, kinds_of
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import all_cues, first_cue
from tasks.extract.speech_frame import Frame
from tasks.text.tokens import Token

_CHARGE = "Accusation"
_NEAR_TOKENS = 12
_THIS_THING = 4  # tokens of "this" with its noun and the marks around it
_MEANT = frozenset({"charge", "account", "incident", "pointing", "matter", "part"})
_ARTICLE, _WITH, _AND = "ال", "ب", "و"
_CHARGES = 12  # tokens from charges on in which stands what they are of
_SHORT = 3
_ENDS = frozenset({"،", ",", "»", "؛"})
_NEXT = 2  # tokens in which a charge names its deed


def speaker_in(frame: Frame, reading: Reading) -> tuple[int, str]:
    """Return sentence and speaker: who denies an event there means it with all that he denies there."""
    return reading.sentence_at(frame.trigger_start), frame.source_entity_id or frame.source_text


def denied_just_before(heard: Heard, frame: Frame) -> bool:
    """Tell whether a speaker goes on with what he denied right before: نفى انسحاب قواته وقال إن هذا الخبر غير صحيح."""
    here, speaker = speaker_in(frame, heard.reading)
    before = (f for f in heard.frames if f.stance == "denies" and f.trigger_start < frame.trigger_start)
    return any((s in {here, here - 1}) and who == speaker for s, who in (speaker_in(f, heard.reading) for f in before))


def of_something_else(heard: Heard, pointed: int, span: tuple[int, int]) -> bool:
    """Tell whether reports are denied of something that no row holds: نفى ما تردد حول تصفية أسرى."""
    reading = heard.reading
    if charges_with_thing(heard, pointed, span[1]):
        return True
    topic = first_cue(heard.cues, reading, (pointed, _next_saying(reading, pointed, span[1])), "topic", _NEAR_TOKENS)
    if topic is None:
        return False
    following = within(reading.tokens, topic, span[1])[1:3]
    pointing = any(first_cue(heard.cues, reading, (t.start, t.end), "pointer") is not None for t in following)
    return not pointing and not any(t.start in heard.page.news for t in following)


def _next_saying(reading: Reading, start: int, end: int) -> int:
    """Return where the next verb of speech begins that "and" joins: نفى هذه الأنباء | ووصفها بالعارية عن الصحة."""
    verbs = reading.lexicon.speech.verbs
    spoken = within(reading.tokens, start, end)[1:_NEAR_TOKENS]
    return next((t.start for t in spoken if t.norm[0] == _AND and t.norm[1:] in verbs), end)


def charges_with_thing(heard: Heard, pointed: int, end: int) -> bool:
    """Tell whether charges name what they are of, and that is no deed: نفى الاتهامات الموجهة إليه بتسليح الحركة."""
    reading, particles = heard.reading, heard.reading.lexicon.speech.particles
    charges, *following = within(reading.tokens, pointed, end)[:_CHARGES] or (None,)
    meant = particles.get(charges.norm, ()) if charges is not None else ()
    if charges is None or "charge" not in meant or "part" in meant:
        return False
    signs = (n for n, t in enumerate(following) if not t.norm[0].isalnum() or t.norm[0] == _AND)
    stop = next(signs, len(following))  # ورفضت الوزارة الاتهامات ووصفتها بأنها كاذبة
    behind = following[:stop]
    of = next((n for n, t in enumerate(behind) if t.norm[0] == _WITH and len(t.norm) > _SHORT), None)
    if of is None or any(t.start in heard.page.news for t in behind[:of]):
        return False  # نفت الاتهامات حول التفجير الذي أودى بحياة ستة
    told = any(_names_deed(behind, of, n) for n in range(of, len(behind)) if behind[n].start in heard.page.news)
    part = any("part" in particles.get(form, ()) for t in behind[of:] for form in _without(t.norm))
    return not told and not part


def _names_deed(behind: Sequence[Token], of: int, at: int) -> bool:
    """Tell whether a word of an event is what somebody is charged with, and not whose deed it only knows.

    بقصف القرية, بشن هجوم are; بإيواء منفذي الهجوم is a charge of sheltering men.
    """
    return at < of + _NEXT or not behind[at].norm.startswith(_ARTICLE)


def _without(norm: str) -> tuple[str, str]:
    """Return a word without ب, with and without its article: بالضلوع is ضلوع."""
    bare = norm.removeprefix(_WITH)
    return bare, bare.removeprefix(_ARTICLE)


def answers_other_news(heard: Heard, frame: Frame, pointed: int) -> bool:
    """Tell whether "that" answers news of its own sentence that tells no event.

    تحدثت تقارير عن رحيل العمال، لكن بكين نفت ذلك.
    """
    reading = heard.reading
    alone = within(reading.tokens, pointed, frame.scope[0].end)[:1]
    if not alone or "pointing" not in reading.lexicon.speech.particles.get(alone[0].norm, ()):
        return False
    sentence = reading.sentences[reading.sentence_at(frame.trigger_start)]
    said = [c.start for c in all_cues(heard.cues, (sentence.start, frame.trigger_start), ("pointer",))]
    said += [_opens(f) for f in heard.frames if sentence.start <= f.trigger_start and _tells_before(f, frame)]
    return bool(said) and not within(reading.words, min(said), frame.trigger_start)


def points_to_thing(heard: Heard, pointed: int, span: tuple[int, int]) -> bool:
    """Tell whether "this" belongs to a noun that is neither news nor a deed: نافيا أن تكون هذه المجموعة مرتبطة به."""
    reading, particles = heard.reading, heard.reading.lexicon.speech.particles
    this, *noun = [t for t in within(reading.tokens, pointed, span[1])[:_THIS_THING] if t.norm[0].isalnum()][:2]
    if "pointing" not in particles.get(this.norm, ()) or not noun or not noun[0].norm.startswith(_ARTICLE):
        return False
    meant = _MEANT & particles.get(noun[0].norm, frozenset())
    told = within(reading.words, noun[0].start, noun[0].end)
    return not meant and not told and first_cue(heard.cues, reading, (noun[0].start, noun[0].end), "pointer") is None


def tells_other_deed(mention: Mention, heard: Heard, pointed: int, span: tuple[int, int]) -> bool:
    """Tell whether the news that is denied names a deed, of another kind than those that an event tells.

    قتل عشرون في اشتباكات. ونفى ناشط ما يقال من أن المقاومة انسحبت: the fight is not denied.
    """
    reading = heard.reading
    clause = next((t.start for t in within(reading.tokens, pointed, span[1]) if t.norm in _ENDS), span[1])
    clause = _next_saying(reading, pointed, clause)
    named = kinds_in(reading, Span(start=pointed, end=clause)) if pointed < clause else set[str]()
    spans = (Span(start=mention.evidence_start, end=mention.evidence_end), *mention.more_evidence)
    return bool(named) and all(named.isdisjoint(kinds_of(mention, reading, span)) for span in spans)


def _opens(frame: Frame) -> int:
    return min(frame.trigger_start, frame.scope[0].start)


def _tells_before(frame: Frame, denial: Frame) -> bool:
    """Tell whether another speaker tells something before a denial; who blames somebody may only point to a deed."""
    return frame.trigger_start < denial.trigger_start and frame.verbal_type != _CHARGE and frame.stance != "denies"
