"""Who did it where neither verb nor genitive says so: who holds those taken, who is thought to be behind it."""

from tasks.extract.phrases import Names, Phrase

_TAKEN = frozenset({"arrests", "abduction"})
_HOLDER = "con-held-by"
_BEHIND = 16  # characters of "behind" with its pronoun
_STANDING = 4  # words between standing and who stands there: خلايا تابعة ل
_QUOTED = '"»”'


def holder(names: Names) -> Phrase | None:
    """Return who holds those who were taken: بعد اعتقاله لدى X."""
    if names.group.head.event not in _TAKEN:
        return None
    held = [c for c in names.cues if c.payload.cue_id == _HOLDER and c.start >= names.group.head.end]
    return names.first_after(held[0].word_end, 0) if held else None


def thought_behind(names: Names) -> Phrase | None:
    """Return who is thought to be behind a deed told before or after: رجحوا وقوف خلايا تابعة لتنظيم X وراءه."""
    for cue in (c for c in names.cues if c.payload.effect == "standing"):
        found = names.first_after(cue.word_end, _STANDING)
        behind = names.text[found.end : found.end + _BEHIND].split()[:1] if found is not None else []
        if behind and behind[0].lstrip(_QUOTED).startswith(names.reading.lexicon.prepositions.of("behind")):
            return found
    return None
