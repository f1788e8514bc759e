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
    before = list(names.between(start, pronouns[-1].word_start, speech))
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
    before = list(names.between(opening, pronouns[-1].word_start, speech))
    return before[-1] if before and _is_state_that(names, before[-1], pronouns[-1].word_start, end) else None


def _is_state_that(names: Names, phrase: Phrase, pronoun: int, end: int) -> bool:
    """Whether a state right before التي acts: تركيا التي قصفت مواقع; not أوكرانيا التي قصفت مدنها."""
    state = any(e.kind == "state" and e.rule_id != "locative" for e in phrase.entities)
    if not state or names.reading.text[phrase.end : pronoun].strip():
        return False
    behind = names.reading.text[end : end + _OBJECT].split()
    return bool(behind) and not behind[0].endswith(_HERS)
