"""Whose men the people are who stand between a verb and whom they hit: قتل مهاجم يعتقد أنه من جماعة كذا 17 شخصا."""

from tasks.extract.hits import Hit
from tasks.extract.phrases import Names, Phrase
from tasks.extract.second_people import CONSTRUCT, object_start

_TAKEN = frozenset({"arrests", "abduction"})


def second_doer(names: Names, hit: Hit) -> Phrase | None:
    """Return the side of the people behind a verb whom those they hit follow."""
    people = hit.casualty is not None or hit.event in _TAKEN
    stop = object_start(names.reading, hit.end) if people else None
    if stop is None:
        return None
    told = [p for p in names.phrases if hit.end <= p.start and p.end <= stop and p.armed]
    known = names.reading.lexicon.unnamed
    linked = [p for p in told if p is names.next_after(hit.end) or _is_whose(names, hit.end, p)]
    return next((p for p in linked if not p.ids <= known), linked[0] if linked else None)


def _is_whose(names: Names, end: int, phrase: Phrase) -> bool:
    """Tell whether a name says whose men the doers are: من حركة كذا, تابع لتنظيم كذا, يشتبه في انتمائه إلى كذا."""
    if names.joins(phrase) is not None or names.owned_from(phrase) is not None:
        return True
    words = names.text[end : phrase.start].split()
    if len(words) == 1 and words[0].endswith(CONSTRUCT):
        return True  # ناشطو الحركة
    return bool(words) and words[-1] in names.reading.lexicon.prepositions.of("partitive")
