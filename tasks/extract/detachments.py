"""A part of a force told before its name: قوة من X, دورية تابعة لـ X act and are hit as X.

The preposition before the name does not govern it there: ضبطت قوة من الحشد مستودعا is no seizure from them. Words of
detachments are in connectors.tsv (roles detachment and branch).
"""

from tasks.extract.reading import Reading, within

_ROLE = "detachment"
_BRANCH = "branch"
_REACH = 60  # characters in which the detachment stands before the name
_DESCRIBED = 2  # words that describe it: قوة خاصة مشتركة من
_OWNED, _MADE_UP = "con-owned", "linked"
_TO_THE = "لل"  # to and the article, parted from the name by a mark: لل"حشد"
_TATWEEL = "\u0640"
_ENDS, _PAUSE = "،,.؛:\n()", "،"


def detachment_start(reading: Reading, start: int) -> int:
    """Return where the detachment begins whose force is named at an offset; the offset itself where none stands."""
    branch = within(reading.cued(_BRANCH), start - _REACH, start)
    if branch and not reading.text[branch[-1].word_end : start].strip():
        return branch[-1].start  # مخابرات الجيش
    found = within(reading.cued(_ROLE), start - _REACH, start)
    if not found:
        return start
    gap = _without_pause(reading, found[-1].word_end, start)
    if not gap.strip() and reading.text.startswith(_TO_THE, start):
        return found[-1].start  # مفرزة للجيش
    words = gap.split()
    if any(sign in gap for sign in _ENDS) or not words or len(words) > _DESCRIBED + 2:
        return start
    known = reading.lexicon.prepositions
    if words[-1].rstrip(_TATWEEL) in {*known.of("dative"), _TO_THE}:
        words.pop()
    owned = any(c.payload.cue_id == _OWNED for c in within(reading.cues, found[-1].word_end, start))
    within_it = bool(words) and words[-1] in known.of("within")  # فوج المدفعية والصواريخ في جماعة كذا
    linked = within_it or (bool(words) and (words[-1] in known.of("partitive") or owned))
    linked = linked or _is_made_up(reading, found[-1].word_end, start)
    told = (reading.words, reading.entities, reading.places)
    parted = any(within(items, found[-1].word_end, start) for items in told)  # قوات المقاومة عدن من X: taken from X
    return found[-1].start if linked and not parted else start


def _is_made_up(reading: Reading, first: int, start: int) -> bool:
    """Tell whether a name stands right behind a verb of whom a force is made up: قوة مشتركة تضم X وY هاجمت."""
    told = within(reading.cued(_MADE_UP), first, start)
    return bool(told) and not reading.text[told[-1].word_end : start].strip()


def _without_pause(reading: Reading, start: int, end: int) -> str:
    """Return the words between, without a comma right before "belonging to": كتيبة كذا، التابعة للجيش."""
    owned = [c for c in within(reading.cues, start, end) if c.payload.cue_id == _OWNED]
    gap = reading.text[start:end]
    if not owned or not reading.text[start : owned[0].word_start].rstrip().endswith(_PAUSE):
        return gap
    at = owned[0].word_start - start
    return gap[:at].rstrip().removesuffix(_PAUSE) + " " + gap[at:]
