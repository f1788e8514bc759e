"""For whom a relative before a verb stands: سلاح الجو الذي نشر, روسيا التي شنت أولى غاراتها."""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.hits import Hit
from tasks.extract.phrases import Names, Phrase
from tasks.extract.reading import within
from tasks.extract.relative_doers import tells_of_others
from tasks.extract.saying import Speech
from tasks.extract.verb_forms import is_joined, is_she

_NEAR = 4  # words between a name and the relative that tells of it
_COPULA = 5  # characters of a pronoun and a blank before a relative
_HE_WHO = "con-relative-he"
_OBJECT = 24  # characters in which the object behind a verb stands
_HERS = ("ها", "ه")
_STOPS = ".؛!؟\n"


def find_antecedent(names: Names, speech: Speech, hit: Hit) -> Phrase | None:
    """Return whom الذي before a verb stands for, be it outside of the group: سلاح الجو الذي نشر."""
    if is_joined(hit.particle):
        return None
    start = names.reading.sentences[names.group.sentence].start
    pronouns = [c for c in within(names.reading.cues, start, hit.start) if c.payload.effect == "relative"]
    if not pronouns or names.words(pronouns[-1].word_end, hit.start) > 1:
        return None
    if hit.suffix and not _is_pointed_at(names, pronouns[-1].word_start):
        return None  # البلدة التي قصفتها قوات كذا
    if is_she(names.reading, hit) and pronouns[-1].payload.cue_id == _HE_WHO:
        return None  # تنظيم الدولة الذي قصفت مواقعه: somebody else bombed
    before = names.between(start, pronouns[-1].word_start, speech)
    if not before or _is_parted_from(names, before[-1], pronouns[-1].word_start):
        return None
    forces = any(e.kind in FORCES for e in before[-1].entities)
    return before[-1] if forces or _is_state_that(names, before[-1], pronouns[-1].word_start, hit.end) else None


def _is_parted_from(names: Names, phrase: Phrase, relative: int) -> bool:
    """Whether a relative is too far from a name to tell of it, or people between are whom it tells of."""
    return names.words(phrase.end, relative) > _NEAR or tells_of_others(names.reading, phrase.end, relative)


def _is_pointed_at(names: Names, relative: int) -> bool:
    """Whether a pronoun right before a relative makes who is named before it the doer: القوات هي التي قصفتها."""
    before = within(names.reading.tokens, relative - _COPULA, relative)
    return bool(before) and "copula" in names.reading.lexicon.speech.particles.get(before[-1].norm, ())


def carrying_state(names: Names, speech: Speech, start: int, end: int) -> Phrase | None:
    """Return the state right before التي and a verb that carries a noun: روسيا التي شنت أولى غاراتها."""
    opening = names.reading.sentences[names.group.sentence].start
    pronouns = [c for c in within(names.reading.cues, opening, start) if c.payload.effect == "relative"]
    if not pronouns or names.reading.text[pronouns[-1].word_end : start].strip():
        return None
    before = names.between(opening, pronouns[-1].word_start, speech)
    return before[-1] if before and _is_state_that(names, before[-1], pronouns[-1].word_start, end) else None


def who_managed(names: Names, speech: Speech) -> Phrase | None:
    """Return who managed what stands behind من or في, past what went before: تمكن الثوار بعد قصف من السيطرة على."""
    head, reading = names.group.head, names.reading
    if head.verbal or not _is_managed_thing(names, head.start):
        return None
    verbs = within(reading.cued("managed"), reading.sentences[names.group.sentence].start, head.start)
    gap = reading.text[verbs[-1].word_end : head.start] if verbs else ""
    between = within(reading.words, verbs[-1].word_end, head.start) if verbs else ()
    pointed = within(reading.cued("this"), verbs[-1].word_end, verbs[-1].word_end + _COPULA) if verbs else ()
    if not gap or pointed or any(sign in gap for sign in _STOPS):
        return None
    if any(_is_managed_thing(names, word.word_start) for word in between):
        return None  # تمكنت المقاومة من تحرير المدينة، بدعم من غارات التحالف
    first = next(iter(names.between(verbs[-1].word_end, head.start, speech)), None)
    beside = first is not None and first.armed and names.words(verbs[-1].word_end, first.start) <= 1
    return first if beside else None


def _is_managed_thing(names: Names, offset: int) -> bool:
    """Whether من or في stands right before a word."""
    led = names.reading.text[max(0, offset - _COPULA) : offset].split()[-1:]
    return bool(led) and led[0] in names.reading.lexicon.prepositions.of("managed")


def _is_state_that(names: Names, phrase: Phrase, pronoun: int, end: int) -> bool:
    """Whether a state right before التي acts: تركيا التي قصفت مواقع; not أوكرانيا التي قصفت مدنها."""
    state = any(e.kind == "state" and e.rule_id != "locative" for e in phrase.entities)
    if not state or names.reading.text[phrase.end : pronoun].strip():
        return False
    behind = names.reading.text[end : end + _OBJECT].split()
    return bool(behind) and not behind[0].endswith(_HERS)
