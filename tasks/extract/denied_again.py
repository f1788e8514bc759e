"""Which passage that only denies is the denial of what another passage tells, and which denial stands for itself.

نفت الوزارة أن يكون قد خطف أي من جنودها. إلا أن شهودا قالوا: the denial comes first, and names nothing but the deed. A
denial of any such deed (نفى احتجاز أي من الأهالي) answers the last one told. What a side always denies (تنفي موسكو
مرارا استهداف المدنيين) is no event where none is told that it could mean.
"""

from dataclasses import replace

from tasks.extract.agreement import VIOLENT, dates_agree, places_agree, same_name, sides_agree
from tasks.extract.drafts import Draft
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.extract.speech_frame import Frame

_TAKEN = frozenset({"arrests", "abduction"})
_BACK = 3  # sentences between what is told and the denial of any such deed
_CONTRAST = 12  # characters at the beginning of a sentence in which "but" stands
_UNARMED = frozenset({"civilians", "people", "profession", "children", "women"})
_IMPERFECT = "يت"
_JOINING = "وف"
_ARTICLE, _CASE = "ال", "ا"
_AROUND = 24  # characters around a verb in which "always" stands


def is_denied_again(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether one of two passages only denies, without place, day or number of its own, what the other tells."""
    if one.refuted == two.refuted:
        return False
    gap = two.groups[0].sentence - one.groups[-1].sentence
    if not 0 <= gap <= _BACK:
        return False
    denial = one if one.refuted else two
    alike = one.event == two.event or {one.event, two.event} <= _TAKEN
    if not alike or denial.date is not None or any(a.best is not None for a in denial.amounts):
        return False
    doers = [replace(draft, targets=()) for draft in (one, two)]  # who denies names those hit in words of his own
    if not (places_agree(one.place, two.place) and sides_agree(doers[0], doers[1], reading.lexicon.unnamed)):
        return False
    return (gap == 1 and _opens_with_contrast(reading, two)) if denial is one else _is_of_any(reading, denial)


def denies_site(one: Draft, two: Draft) -> bool:
    """Tell whether a denial names the thing hit in an event told before it: نفى صلته بالهجوم على الحافلة.

    It is not of the raid on others that was told between.
    """
    near = 0 <= two.groups[0].sentence - one.groups[-1].sentence <= _BACK
    if one.refuted or not near or not {one.event, two.event} <= VIOLENT or not dates_agree(one, two):
        return False
    things = {_bare(o.text) for o in one.objects}
    sited = two.place is not None and not same_name(one.place, two.place)
    return not sited and any(o.text.startswith(_ARTICLE) and _bare(o.text) in things for o in two.objects)


def _bare(name: str) -> str:
    """Return the first word of a thing without its article and case: a house is not "the houses" of anybody."""
    return name.split(maxsplit=1)[0].removeprefix(_ARTICLE).removesuffix(_CASE)


def as_denial(one: Draft, two: Draft) -> Draft:
    """Return a denial of what was told as it adds to that: neither side nor kind of what stands between."""
    return two.but(event=one.event, actors=(), targets=()) if two.refuted and denies_site(one, two) else two


def is_standing_denial(reading: Reading, draft: Draft, speech: Speech) -> bool:
    """Tell whether a passage is only what a side always denies of itself: no place, day or number, and no one event."""
    if not draft.refuted or draft.date is not None or draft.amounts or len(draft.groups) > 1:
        return False
    head = draft.groups[0].head
    frame = speech.innermost(head.start, head.end)
    if frame is None or any(e.kind not in _UNARMED for e in draft.targets):
        return False
    sited = draft.place is not None and frame.covers(draft.place.start, draft.place.end) > 0
    return not sited and not draft.objects and _is_lasting(reading, frame)


def _opens_with_contrast(reading: Reading, draft: Draft) -> bool:
    """Tell whether the sentence of a passage begins with "but": what was denied is told by another."""
    start = reading.sentences[draft.groups[0].sentence].start
    return any(c.payload.effect == "boundary" for c in within(reading.cues, start, start + _CONTRAST))


def _is_of_any(reading: Reading, draft: Draft) -> bool:
    """Tell whether a passage denies any deed of its kind: أي من جنودها, أية غارة."""
    group, words = draft.groups[0], reading.lexicon.speech.particles
    return any("any" in words.get(t.norm, ()) for t in within(reading.tokens, group.start, group.end))


def _is_lasting(reading: Reading, frame: Frame) -> bool:
    """Tell whether a verb denies in the present, or again and again: تنفي, نفت مرارا."""
    verb = next(iter(within(reading.tokens, frame.trigger_start, frame.trigger_end)), None)
    if verb is not None and verb.norm.lstrip(_JOINING).startswith(tuple(_IMPERFECT)):
        return True
    words = reading.lexicon.speech.particles
    near = within(reading.tokens, frame.trigger_start - _AROUND, frame.trigger_end + _AROUND)
    return any("always" in words.get(t.norm, ()) for t in near)
