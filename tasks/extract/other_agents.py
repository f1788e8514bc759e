"""Who did it where neither verb nor genitive says so: who holds those taken, who is thought to be behind it."""

from tasks.extract.phrases import DEED, Names, Phrase, cue_before
from tasks.extract.reading import within

_TAKEN = frozenset({"arrests", "abduction"})
_HOLDER = "con-held-by"
_BEHIND = 16  # characters of "behind" with its pronoun
_STANDING = 4  # words between standing and who stands there: خلايا تابعة ل
_THAT = "that"
_QUOTED = '"»”'
_DOUBTS = "doubts"


def holder(names: Names) -> Phrase | None:
    """Return who holds those who were taken: بعد اعتقاله لدى X."""
    if names.group.head.event not in _TAKEN:
        return None
    held = [c for c in names.cues if c.payload.cue_id == _HOLDER and c.start >= names.group.head.end]
    return names.first_after(held[0].word_end, 0) if held else None


def attackers(names: Names) -> Phrase | None:
    """Return of which side the attackers are told to be: إن المهاجمين من جماعة كذا, المهاجمين ينتمون إلى تنظيم كذا."""
    for cue in (c for c in names.cues if c.payload.effect == "attackers"):
        found = names.first_after(cue.word_end, _STANDING)
        said = cue_before(names.reading, cue.word_start) == _THAT  # not قتل ثلاثة من المهاجمين من كذا
        if found is None or not said or cue.word_start < names.group.hits[0].start:
            continue
        gap = names.text[cue.word_end : found.start].split()
        of_side = bool(gap) and gap[0] in names.reading.lexicon.prepositions.of("partitive")
        told = names.joins(found)
        if of_side or (told is not None and not names.words(cue.word_end, told)):
            return found
    return None


def thought_behind(names: Names) -> Phrase | None:
    """Return who is thought to be behind a deed told before or after: رجحوا وقوف خلايا تابعة لتنظيم X وراءه."""
    for cue in (c for c in names.cues if c.payload.effect == "standing"):
        found = names.first_after(cue.word_end, _STANDING)
        behind = names.text[found.end : found.end + _BEHIND].split()[:1] if found is not None else []
        if behind and behind[0].lstrip(_QUOTED).startswith(names.reading.lexicon.prepositions.of("behind")):
            return found
    return None


def thought_to_have_done(names: Names) -> Phrase | None:
    """Return who stands between "that" and a verb whose pronoun is the deed: تفجير يعتقد أن تنظيم X نفذه.

    Nobody where a verb that doubts it stands before: نفت الجماعة أن X نفذه.
    """
    for cue in (c for c in names.cues if c.payload.cue_id == DEED):
        found = names.last_before(cue.word_start, 0)
        if found is None or cue_before(names.reading, names.begin(found)) != _THAT:
            continue
        deeds = [hit for hit in names.group.events if not hit.verbal and hit.end <= found.start]
        if deeds and not _is_doubted(names, deeds[0].end, found.start):
            return found
    return None


def _is_doubted(names: Names, start: int, end: int) -> bool:
    verbs = names.reading.lexicon.speech.verbs
    told = within(names.reading.tokens, start, end)
    return any(form.verb.stance == _DOUBTS for token in told for form in verbs.get(token.norm, ()))
