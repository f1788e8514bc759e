"""Further accounts of one happening: another source's count of its dead, and how what was told first came about.

Of one attack the police count four dead and who owns up to it six: one event, whose numbers are those told first. And
an agency tells what a raid cost before it tells the raid: أدت الغارة إلى مقتل ثلاثة ... وكان الطيران قد أغار على منزل.
"""

from dataclasses import replace

from tasks.extract.agreement import (
    VIOLENT,
    dates_agree,
    numbers_agree,
    places_agree,
    same_name,
    sides_agree,
    sums_up_others,
    types_agree,
)
from tasks.extract.amounts import TOLL
from tasks.extract.another import says_which
from tasks.extract.drafts import Draft
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within
from tasks.extract.retelling import is_same_town, opens_another

_PLUPERFECT = "bck-pluperfect"
_FIGHT, _MUTUAL = "armed-clash", "mutual"
_ATTACK = "assault"
_APART = 3  # times: who owns up to an attack, or another ministry, counts no more than thrice the dead
_THAT = frozenset({"that", "that-pronoun"})
_TALLY = 12  # characters in which "the number of" stands before the dead
_OPPOSED = frozenset({"boundary", "when", "turn"})
_KNOWN = "actor:"
_OWNS_UP = "say-own-up"
_REACH = 2  # sentences behind what an attack cost in which it is told how it came about


def counts_alike(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two passages count the same, or as two sources count the victims of one attack.

    Fights go on, and each report of them has its own dead.
    """
    if numbers_agree(one, two):
        return True
    if (_goes_on(one) or _goes_on(two)) and not _is_owned_up(reading, two):
        return False
    if not sides_agree(one, two, reading.lexicon.unnamed):
        return False
    if says_which(reading, two.groups[0].head) or not _is_told_by_another(reading, two):
        return False
    if sums_up_others(one, two) or sums_up_others(two, one):
        return False
    numbers = {(a.measure, a.victim_class): a.best or a.low or 0 for a in one.amounts if not a.part}
    pairs = [
        (a.measure, numbers[a.measure, a.victim_class], a.best or a.low or 0)
        for a in two.amounts
        if (a.measure, a.victim_class) in numbers and not a.part
    ]
    return all(
        first == later or (measure in TOLL and 0 < max(first, later) <= _APART * min(first, later))
        for measure, first, later in pairs
    )


def _goes_on(draft: Draft) -> bool:
    """Tell whether two sides are told to fight, which goes on; an attack on a post is over: هجوم على حاجز."""
    told = [hit for group in draft.groups for hit in group.events]
    return draft.event == _FIGHT and (not told or any(hit.frame == _MUTUAL for hit in told))


def _is_owned_up(reading: Reading, draft: Draft) -> bool:
    """Tell whether the sentence is that of who owns up: أعلنت الحركة مسؤوليتها، مدعية قتل 20 جنديا في الهجوم."""
    group = draft.groups[0]
    return bool(within(reading.cued("owned"), reading.sentences[group.sentence].start, group.end))


def _is_told_by_another(reading: Reading, draft: Draft) -> bool:
    """Tell whether somebody is quoted with a passage: وقالت الحركة إن الهجوم أوقع ستة قتلى."""
    group = draft.groups[0]
    cues = within(reading.cues, reading.sentences[group.sentence].start, group.end)
    return _is_owned_up(reading, draft) or any(cue.payload.effect in _THAT for cue in cues)


def without_other_count(reading: Reading, event: Draft, told: Draft) -> Draft:
    """Return a passage without the numbers in which another source differs from those told first.

    The dead of the other side of a fight are no other count: خمسة من عناصر المقاومة قتلوا في المعارك نفسها.
    """
    others = _FIGHT in {event.event, told.event} and fell_on_both_sides(event, told)
    boasts = _counts_own_deed(event, told)
    if others or (numbers_agree(event, told) and not boasts):
        return told
    counted = {a.measure for a in event.amounts if a.measure in TOLL}
    tallied = event.speaker and told.speaker.startswith(_KNOWN) and is_other_count(reading, event, told)
    another = tallied or boasts or is_rival_count(reading, event, told)
    rivals = tuple(a for a in told.amounts if another and a.measure in counted and not (a.part or a.vague))
    return replace(told, amounts=tuple(a for a in told.amounts if a.measure not in counted), rivals=rivals)


def _counts_own_deed(event: Draft, told: Draft) -> bool:
    """Tell whether who did it counts other dead than "at least" so many: 21 على الأقل، وقالت إنها قتلت 32 جنديا."""
    if event.speaker == told.speaker or told.speaker not in {e.entity_id for e in (*event.actors, *told.actors)}:
        return False
    known = {a.measure: a for a in event.amounts if a.measure in TOLL and not a.part}
    pairs = [(known[a.measure], a) for a in told.amounts if a.measure in known and not a.part]
    return any(one.best is None and two.best is not None and two.best != one.low for one, two in pairs)


def fell_on_both_sides(one: Draft, two: Draft) -> bool:
    """Tell whether two passages of a fight tell the dead of different sides: قتل 25 حوثيا. وقتل خمسة من المقاومة."""
    fallen = {e.entity_id for e in one.targets}, {e.entity_id for e in two.targets}
    return (two.event == _FIGHT or two.toll_only) and all(fallen) and fallen[0].isdisjoint(fallen[1])


def is_rival_count(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether another speaker counts the dead of what was just told otherwise: فيما تحدث الحوثيون عن مقتل ثلاثة.

    He opposes what was told (فيما, لكن), or is one whom a list knows and speaks of "the attack" that another told. Of a
    fight each side counts the dead of the other.
    """
    if not two.speaker or two.speaker == one.speaker or one.headline:  # most pairs
        return False
    if not 0 <= two.groups[0].sentence - one.groups[-1].sentence <= 1 or one.status != two.status:
        return False
    if one.refuted or two.refuted or two.place is not None or two.date is not None or opens_another(reading, two):
        return False
    known = two.definite and (bool(one.speaker) or two.speaker.startswith(_KNOWN))
    return _counts_otherwise(reading, one, two) and (known or _is_opposed(reading, one, two))


def _says_own(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a verb of owning up stands in a span."""
    verbs = reading.lexicon.speech.verbs
    words = (form for token in within(reading.tokens, start, end) for form in (token.norm, token.norm[1:]))
    return any(form.verb.verb_id == _OWNS_UP for word in words for form in verbs.get(word, ()))


def tells_owned(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether who owns up to what was told goes on with how he did it: وتبنى التفجير، وقال إنه استهدف حاجزا."""
    group, owner = two.groups[0], two.speaker
    if not owner or group.sentence != one.groups[-1].sentence or not group.head.verbal or group.head.suffix:
        return False
    if owner not in {e.entity_id for e in two.actors} or owner not in {e.entity_id for e in one.actors}:
        return False
    if two.date is not None or (two.place is not None and not same_name(one.place, two.place)):
        return False
    told = _says_own(reading, reading.sentences[group.sentence].start, group.start)
    return told and one.status == two.status and not opens_another(reading, two)


def _counts_otherwise(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two passages differ in how many fell, and not in who did."""
    measures = {a.measure for a in one.amounts} & {a.measure for a in two.amounts} & TOLL
    if not measures or numbers_agree(one, two) or _goes_on(one) or (_goes_on(two) and not _is_bare(two)):
        return False
    kinds = {e.kind for e in one.targets}, {e.kind for e in two.targets}
    unnamed = reading.lexicon.unnamed if not kinds[0].isdisjoint(kinds[1]) else frozenset[str]()  # soldiers of an army
    fallen = [{e.entity_id for e in draft.targets} - unnamed for draft in (one, two)]
    return not (all(fallen) and fallen[0].isdisjoint(fallen[1]))


def _is_bare(draft: Draft) -> bool:
    """Tell whether a toll is told with no word of how it came about: أعلن الجيش مقتل جنديين; not ما أدى إلى مقتل 14."""
    return draft.toll_only and not any(
        hit.casualty and hit.casualty.measure == "result" for hit in draft.groups[0].hits
    )


def _is_opposed(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a word of contrast opens what another speaker says of the same thing, in the same sentence."""
    head = two.groups[0].head
    start = max(one.groups[-1].head.end, reading.sentences[two.groups[0].sentence].start)
    opposed = any(c.payload.effect in _OPPOSED for c in within(reading.cues, start, head.end))
    return opposed and (two.toll_only or two.definite)


def is_other_count(reading: Reading, event: Draft, toll: Draft) -> bool:
    """Tell whether a toll is only what another source makes of the last one: وذكر المرصد أن عدد القتلى 15."""
    group = toll.groups[0]
    if not 0 <= group.sentence - event.groups[-1].sentence <= 1 or event.status != toll.status:
        return False
    counted = any(hit.shape == "bare" and hit.definite and _is_tallied(reading, hit) for hit in group.casualties)
    if not counted or toll.date is not None or not places_agree(event.place, toll.place):
        return False
    known = {a.measure: a.best or a.low or 0 for a in event.amounts if a.measure in TOLL and not a.part}
    told = [(known.get(a.measure, 0), a.best or a.low or 0) for a in toll.amounts if not a.part]
    near = all(0 < max(pair) <= _APART * min(pair) for pair in told)
    return bool(told) and near and _is_told_by_another(reading, toll) and not opens_another(reading, toll)


def _is_tallied(reading: Reading, hit: Hit) -> bool:
    """Tell whether "the number of" stands right before the dead or the wounded: عدد القتلى."""
    tally = within(reading.cued("tally"), hit.start - _TALLY, hit.start)
    return bool(tally) and not reading.text[tally[-1].word_end : hit.core].strip(" ال")


def is_met(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage only says that the attack just told was met: وأن الجنود صدوا الهجوم."""
    group = two.groups[0]
    if not 0 <= group.sentence - one.groups[-1].sentence <= 1 or not group.head.verbal or one.event not in VIOLENT:
        return False
    met = any(hit.event == _ATTACK and hit.definite and not hit.verbal for hit in group.hits)
    own = (two.place is not None and not same_name(one.place, two.place)) or not numbers_agree(one, two)
    return met and not own and dates_agree(one, two) and one.status == two.status and not opens_another(reading, two)


def is_earlier(one: Draft, two: Draft) -> bool:
    """Tell whether a pluperfect with a day of its own stands behind news without one: وكانوا قد قصفوها الأحد الماضي."""
    return _PLUPERFECT in two.fired and two.date is not None and one.date is None and not two.definite


def unfolds(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a pluperfect tells how what the text speaks of as known came about: أدت الغارة ... وكان قد أغار.

    The raid that was news with its article is the one that is now told; without it, or of another day, it is an
    earlier one.
    """
    if _PLUPERFECT not in two.fired or one.status == two.status or not one.definite:
        return False
    if not 0 < two.groups[0].sentence - one.groups[-1].sentence <= _REACH or two.date is not None:
        return False
    if not (two.place is None or one.place is None or is_same_town(one, two)) or not types_agree(reading, one, two):
        return False
    agree = dates_agree(one, two) and places_agree(one.place, two.place) and numbers_agree(one, two)
    return agree and sides_agree(one, two, reading.lexicon.unnamed) and not opens_another(reading, two)
