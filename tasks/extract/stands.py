"""One stand for each side on an event: what a speaker denies he does not tell; of what he grants he denies a part."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.mention import Mention, Span
from tasks.extract.accusers import same_speaker
from tasks.extract.denial_words import side_of
from tasks.extract.granted import denies_aim
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_frame import Frame
from tasks.extract.speech_page import token_at
from tasks.extract.voices import Voice, covers

_KILLED, _ACTOR, _ARTICLE, _CHARGE = "killed", "actor", "ال", "Accusation"
_FOR = frozenset({"asserts", "confirms"})


def settle_own_words(mention: Mention, found: Sequence[Voice], heard: Heard) -> list[Voice]:
    """Return the voices on a mention where each side has one stand.

    In قال إن أنباء عن القصف كاذبة the denier only names what he denies. Who told the strike himself, in another
    sentence, and denies to have hit civilians, disputes whom it hit.
    """
    if not found:  # most mentions: the outlet tells them
        return []
    main = Span(start=mention.evidence_start, end=mention.evidence_end)
    told = [v for v in found if covers(v.frame, main) and _granting(v, found, heard)]
    kept: list[Voice] = []
    deniers = [v.frame for v in found if v.stance == "denies"]
    cleared = [v.frame for v in found if v.stance == "denies" and v.field == _ACTOR]
    for voice in found:
        if voice.stance == "denies" and voice.field is None and any(same_speaker(voice.frame, c) for c in cleared):
            kept.append(replace(voice, field=_ACTOR))  # he said already that it was not his side
        elif voice.stance == "denies" and _counts_otherwise(voice, found, heard.reading):
            kept.append(replace(voice, stance="doubts", field=_KILLED))
        elif voice.stance == "denies":
            granted = any(same_speaker(voice.frame, v.frame) for v in told)
            granted = granted or _told_by_own_side(mention, voice, found, heard.reading)
            granted = granted or _hit_others(voice.frame, heard)
            kept.append(replace(voice, stance="doubts", field="target") if granted else voice)
        elif voice in told or _is_after_denial(voice, kept) or not any(same_speaker(voice.frame, d) for d in deniers):
            kept.append(voice)
    return kept


def _is_after_denial(voice: Voice, kept: Sequence[Voice]) -> bool:
    """Tell whether who disputed a number goes on with what he grants."""
    return any(v.stance == "doubts" and v.field == _KILLED and same_speaker(v.frame, voice.frame) for v in kept)


def _counts_otherwise(voice: Voice, found: Sequence[Voice], reading: Reading) -> bool:
    """Tell whether a denial of a number goes on with the deed itself: نفى مقتل سبعين، وقال إن الغارة قتلت خمسين."""
    scope, said = voice.frame.scope[0], voice.frame
    words = [w.payload for w in within(reading.words, scope.start, scope.end)]
    if not words or not all(isinstance(word, Casualty) for word in words):
        return False
    sentence = reading.sentence_at(said.trigger_start)
    for other in (v.frame for v in found if v.stance in _FOR and same_speaker(v.frame, said)):
        behind = other.trigger_start >= scope.end and reading.sentence_at(other.trigger_start) == sentence
        deeds = within(reading.words, other.scope[0].start, other.scope[0].end)
        if behind and any(isinstance(w.payload, Trigger) and _is_named(reading, w.word_start) for w in deeds):
            return True
    return False


def _hit_others(denial: Frame, heard: Heard) -> bool:
    """Tell whether who denies to have aimed at civilians goes on with the blow: نافيا ذلك، وقال إن الغارة استهدفت."""
    reading = heard.reading
    if not denies_aim(denial, reading):
        return False
    sentence = reading.sentence_at(denial.trigger_start)
    for other in heard.frames:
        near = other.trigger_start > denial.trigger_start and reading.sentence_at(other.trigger_start) - sentence <= 1
        if not near or other.stance == "denies" or not same_speaker(other, denial):
            continue
        deeds = within(reading.words, other.scope[0].start, other.scope[0].end)
        if any(isinstance(w.payload, Trigger) and _is_named(reading, w.word_start) for w in deeds):
            return True
    return False


def _is_named(reading: Reading, offset: int) -> bool:
    return reading.text.startswith(_ARTICLE, offset)


def _granting(voice: Voice, found: Sequence[Voice], heard: Heard) -> bool:
    """Tell whether a speaker told before, in other words, what he denies: أعلن أنه قصف البلدة، ونفى مقتل مدنيين."""
    if voice.stance not in {"asserts", "confirms"} or voice.field is not None:
        return False
    said = voice.frame
    own = [v.frame for v in found if v.stance == "denies" and same_speaker(v.frame, said)]
    return any(said.trigger_start < f.trigger_start and not _says_inside(said, f, heard) for f in own)


def _says_inside(outer: Frame, inner: Frame, heard: Heard) -> bool:
    """Tell whether a saying stands in the words of another, of the same sentence: قال إنه ينفي.

    A participle goes on behind what was told: ذكرت أن القصف أصاب المطار، نافية استهداف مدنيين.
    """
    reading, page = heard.reading, heard.page
    held = outer.covers(inner.trigger_start, inner.trigger_end) > 0
    said = page.verbs.get(token_at(page, inner.trigger_start))
    goes_on = said is not None and all(form.shape == "participle" for form in said.forms)
    words = within(reading.words, outer.scope[0].start, inner.trigger_start)
    told = goes_on and any(_tells(word.payload) and not reading.text.startswith("ل", word.start) for word in words)
    return held and not told and reading.sentence_at(outer.trigger_start) == reading.sentence_at(inner.trigger_start)


def _tells(word: Trigger | Casualty) -> bool:
    """Tell whether a word of a list tells an event, and is not one that is no news: أكمنة الجيش are checkpoints."""
    return not isinstance(word, Trigger) or word.event != "none"


def _told_by_own_side(mention: Mention, voice: Voice, found: Sequence[Voice], reading: Reading) -> bool:
    """Tell whether a side itself told a deed of its own before: قصفنا مطارا، ونفى الكرملين استهداف المباني السكنية."""
    side = side_of(voice.frame.source_entity_id, reading)
    if side is None or all(side_of(actor, reading) != side for actor in mention.actor_ids):
        return False
    start = voice.frame.trigger_start
    before = (v.frame for v in found if v.stance in _FOR and v.frame.trigger_start < start)
    own = (f for f in before if f.verbal_type != _CHARGE)  # two governments of one country charge each other
    return any(side_of(frame.source_entity_id, reading) == side for frame in own)
