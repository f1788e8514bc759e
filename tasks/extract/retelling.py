"""Passages that tell again: nouns that point back (هذا الهجوم, القصف), and a side told again with nothing new."""

from tasks.extract.agreement import (
    VIOLENT,
    dates_agree,
    is_point,
    numbers_agree,
    places_agree,
    same_name,
    sides_agree,
    sides_meet,
    types_agree,
)
from tasks.extract.amount import Amount
from tasks.extract.drafts import Draft
from tasks.extract.reading import Reading, within

_CARRIED = 30  # characters between a verb that carries a noun and the noun
_COUNTED = 16  # characters in which the number before a noun begins
_OPENING_VERB = frozenset({"", "و", "ف"})  # لرد إيراني is the noun
_BY = "ب"
_BESIDE = 8  # characters before a noun in which "this" stands
_TAKEN = frozenset({"government-regains-territory", "non-state-actor-overtakes-territory"})
_TOLD = VIOLENT | _TAKEN
_AGAIN, _ANOTHER = "again", "another"
_SINCE = "bck-cumulative"
RETOLD = 4  # sentences over which a side that struck is told again, and over which any noun points back
_NEXT = 1  # sentences over which "this attack" reaches back
_OPENING = 60  # characters around an event word in which "another" stands
_DESTROY = "str-destroy"
_TWO = 2  # words before a verb of which one opens its clause
_LONG_AGO = 60  # days
_HARM = frozenset({"killed", "injured"})
_DEAD_AND_WOUNDED = "casualties"
_SLIP = 2  # days by which two outlets, or two lines of one, date an event differently
_PLURAL = "ات"
_VAGUE = 5  # UCDP precision from which a place says only the country or a part of it


def points_back(draft: Draft) -> bool:
    """Tell whether a passage only names what was told before: a noun with the article and nothing of its own."""
    return draft.definite and is_bare(draft)


def is_bare(draft: Draft) -> bool:
    """Tell whether a passage has nothing of its own: a noun without place, day, number or target."""
    if draft.toll_only or draft.amounts or draft.date or is_point(draft.place):
        return False
    if any(hit.verbal for group in draft.groups for hit in group.events):
        return False
    hit = draft.event != "armed-clash" and bool(draft.targets or draft.objects)
    told = draft.place is not None and bool({"agent-by", "agent-from", "agent-origin"} & set(draft.rules))
    new = told and not draft.definite  # ريف درعا تعرض لقصف من قوات X
    taken = draft.event in _TAKEN and _names_taken(draft)
    return not (hit or new or taken)


def _names_taken(draft: Draft) -> bool:
    """Tell whether a noun with its doer names what was taken behind it: عند استيلائه على محافظة كذا."""
    head = draft.groups[0].head
    return draft.place is not None and not draft.definite and draft.place.name_start >= head.end


def adds_nothing(draft: Draft) -> bool:
    """Tell whether a passage only points back: the prayer for the victims makes no news of an old bombing."""
    return points_back(draft) or (draft.toll_only and not draft.amounts)


def opens_another(reading: Reading, draft: Draft) -> bool:
    """Tell whether words around the head of a passage say that it is another event: في سياق متصل, هجوم آخر."""
    if draft.another is None:  # asked with each of the events told before it
        draft.another = opens_again(reading, draft) or _has_around(reading, draft, _ANOTHER)
    return draft.another


def opens_again(reading: Reading, draft: Draft) -> bool:
    """Tell whether words around the head of a passage say that it happened once more: مجددا."""
    return _has_around(reading, draft, _AGAIN)


def _has_around(reading: Reading, draft: Draft, effect: str) -> bool:
    cues = reading.cued(effect)
    if not cues:
        return False
    group = draft.groups[0]
    start = max(reading.sentences[group.sentence].start, group.head.start - _OPENING)
    return bool(within(cues, start, min(group.end, group.head.end + _OPENING)))


def is_this(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage says "this attack", or that the attack comes at a time, of an event told just before.

    Its place may be that of a hospital or of a meeting.
    """
    apart = two.groups[0].sentence - one.groups[-1].sentence
    if not 0 <= apart <= RETOLD:
        return False
    head = two.groups[0].head
    if head.verbal or not two.definite:
        return False
    before = within(reading.cues, head.start - _BESIDE, head.start)
    shown = {c.payload.effect for c in before if not reading.text[c.word_end : head.start].strip()}
    told = ("this" in shown and 0 <= apart <= _NEXT) or ("comes" in shown and 0 <= apart <= RETOLD)
    if not told:
        return False
    if not (sides_agree(one, two, reading.lexicon.unnamed) or ("comes" in shown and apart == _NEXT)):
        return False
    led = within(reading.cued("cause"), head.start - _CARRIED, head.start)
    if led and any(hit.verbal for hit in two.groups[0].events):
        return False  # وبعد هذا الهجوم قصف الجيش: the answer to it
    dated = dates_agree(one, two) or ("comes" in shown and _days_apart(one, two) <= _SLIP)
    return dated and types_agree(reading, one, two) and numbers_agree(one, two)


def _days_apart(one: Draft, two: Draft) -> int:
    """Return how many days lie between two passages that both have a day; none where one has no day."""
    first, second = (d.date.first if d.date is not None else None for d in (one, two))
    return abs((first - second).days) if first is not None and second is not None else 0


def is_taken_up(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether the sentence after a shelling tells of "the shelling": whoever is named or counted, it is one.

    Sides read wrong and the dead of one side keep no such pair apart: وأصيب ثلاثة جنود في الاشتباكات.
    """
    if two.groups[0].sentence - one.groups[-1].sentence != _NEXT or two.groups[0].head.suffix:
        return False  # في هجومها: the war of a side
    if not is_reference(reading, two):
        return False
    many = is_plural(reading, two) and not two.groups[0].casualties
    if many or opens_another(reading, two) or not _is_unsited(one, two):
        return False
    if one.status != two.status and not _opens_history(reading, one, two):
        return False
    return types_agree(reading, one, two) and dates_agree(one, two)


def _opens_history(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a page opens with what happened months or years ago, and the next sentence tells its dead."""
    today = reading.reference_date
    if today is None or one.date is None or one.date.last is None or two.date is not None:
        return False
    return one.status == "background" and one.groups[0].sentence <= 1 and (today - one.date.last).days > _LONG_AGO


def _is_unsited(one: Draft, two: Draft) -> bool:
    """Tell whether a passage has no place of its own: none, the one told before, or the country of a hospital."""
    if two.place is None or one.place is None:
        return two.place is None
    return same_name(one.place, two.place) or (two.place.precision > _VAGUE and is_point(one.place))


def is_plural(reading: Reading, draft: Draft) -> bool:
    """Tell whether the head of a passage is a plural, which may tell of more than the one event: الهجمات المستمرة."""
    head = draft.groups[0].head
    return any(word.endswith(_PLURAL) for word in reading.text[head.start : head.end].split())


def recalls(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage names an event that was told as news or as history: its status follows the first."""
    if {one.status, two.status} != {"asserted", "background"} or not counts_all(one, two):
        return False  # the 97th strike since January is told with the dead of all
    since = _SINCE in one.fired or _SINCE in two.fired  # قصفت القرية التي عاد إليها سكانها منذ عامين
    spot = since and is_same_town(one, two) and two.date is None and sides_meet(one.actors, two.actors)
    return spot or is_reference(reading, two)


def is_recalled(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a noun with the article names an attack told before, and says nothing new of it: القصف."""
    if not is_reference(reading, two) or not {one.event, two.event} <= _TOLD or _names_others(one, two):
        return False
    return not _says_more(one, two) and not opens_another(reading, two)


def _names_others(one: Draft, two: Draft) -> bool:
    """Tell whether a passage far on names a doer or a victim that the one before lacks.

    A senator's "the Russian raids on Wednesday hit rebels" is not the coalition's own strike of that day.
    """
    if two.groups[0].sentence - one.groups[-1].sentence <= RETOLD:
        return False
    sides = ((one.actors, two.actors), (one.targets, two.targets))
    return any(later and not sides_meet(earlier, later) for earlier, later in sides)


def is_retold(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether one side is told again to have struck, a few lines later, and nothing else is said of it."""
    if not {one.event, two.event} <= _TOLD or not sides_meet(one.actors, two.actors):
        return False
    hit = two.targets and not sides_meet(one.targets, two.targets)
    if hit or two.groups[0].sentence - one.groups[-1].sentence > RETOLD:
        return False
    return not (_says_more(one, two) or opens_another(reading, two) or is_added(reading, two))


def is_continued(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage goes on with the event of its sentence: شن غارات ونجح في تدمير أهدافها."""
    group = two.groups[0]
    if one.groups[-1].sentence != group.sentence or _has_own(two) or two.targets:
        return False
    if not types_agree(reading, one, two) or not sides_meet(one.actors, two.actors):
        return False
    return all(h.trigger is not None and h.trigger.trigger_id.startswith(_DESTROY) for h in group.events)


def is_led_back(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether "after" opens a clause on the event just told: تحرير المحافظة بعد أن سيطرت."""
    group = two.groups[0]
    if not 0 <= group.sentence - one.groups[-1].sentence <= _NEXT or _has_own(two):
        return False
    if one.status != two.status or not group.head.verbal or not sides_meet(one.actors, two.actors):
        return False
    opening = within(reading.cues, group.start, group.head.start)
    led = any(cue.payload.effect == "when" for cue in opening[-_TWO:])
    return led and types_agree(reading, one, two)


def _has_own(draft: Draft) -> bool:
    """Tell whether a passage has a place, a day or a number of its own."""
    return draft.place is not None or bool(draft.amounts) or draft.date is not None


def strikes_back(reading: Reading, draft: Draft) -> bool:
    """Tell whether a side answers with its own blow (رد المسلحون بقصف), or another is hit (كما تعرضت قرى لقصف)."""
    group = draft.groups[0]
    if group.head.verbal or not group.head.particle or draft.place is None:
        return False
    cues = within(reading.cues, max(group.start, group.head.start - _OPENING), group.head.start)
    befell = [c.start for c in cues if c.payload.cue_id == "con-undergo-hit"]
    also = any(c.payload.cue_id == "con-also" and befell and c.start < befell[-1] for c in cues)
    answers = any(c.payload.effect == "answer" and c.proclitics in _OPENING_VERB for c in cues)
    return also or (answers and group.head.particle == _BY)


def is_added(reading: Reading, draft: Draft) -> bool:
    """Tell whether a passage is added to the one before: كما قصفت, فيما استهدف."""
    group = draft.groups[0]
    start = max(reading.sentences[group.sentence].start, group.head.start - _OPENING)
    return any(within(reading.cued(effect), start, group.head.start) for effect in ("boundary", "again"))


def _says_more(one: Draft, two: Draft) -> bool:
    """Tell whether a passage has a place, a day, a number or a thing hit that the one before lacks."""
    dated = two.date is not None and (one.date is None or one.date.first != two.date.first)
    objects = {o.entity_id for o in one.objects}
    more = dated or not counts_all(one, two) or any(o.entity_id not in objects for o in two.objects)
    return more or (_is_sited_anew(one, two) and not _is_sited_closer(one, two))


def counts_all(one: Draft, two: Draft) -> bool:
    """Tell whether a passage has every number of another; wounded without a number are among those counted."""
    told = {(a.measure, a.best, a.low) for a in one.amounts}
    counted = {(a.measure, a.victim_class) for a in one.amounts}
    harmed = sum(a.best or a.low or 0 for a in one.amounts if a.measure in _HARM and a.victim_class == "all")
    vague = ((a.vague and (a.measure, a.victim_class) in counted) or _is_sum(a, harmed) for a in two.amounts)
    return all(known or (a.measure, a.best, a.low) in told for a, known in zip(two.amounts, vague, strict=True))


def _is_sum(amount: Amount, harmed: int) -> bool:
    """Tell whether a number is that of the dead and the wounded together, who are told apart: مقتل وإصابة ثلاثة."""
    return amount.measure == _DEAD_AND_WOUNDED and (amount.best or amount.low or 0) == harmed


def _is_sited_anew(one: Draft, two: Draft) -> bool:
    """Tell whether a passage names a place within a country that the one before did not."""
    if two.other_places and not one.other_places:
        return True
    if two.place is None or two.place.extent >= _VAGUE:
        return False
    if one.place is not None and one.place.name_ar == two.place.name_ar:
        return False  # محافظة عدن, then عدن
    if two.event not in VIOLENT:
        return True  # who took a town did not take its province
    return one.place is None or one.place.extent > two.place.extent or not places_agree(one.place, two.place)


def _is_sited_closer(one: Draft, two: Draft) -> bool:
    """Tell whether "the raid" of the next sentence names the spot in the part of a country told before."""
    if one.place is None or one.place.extent < _VAGUE or not places_agree(one.place, two.place):
        return False
    return two.definite and 0 <= two.groups[0].sentence - one.groups[-1].sentence <= _NEXT


def is_reference(reading: Reading, draft: Draft) -> bool:
    """Tell whether a noun with the article names something known: القصف; not عشرات الغارات, واصلت قصفها."""
    head = draft.groups[0].head
    if not draft.definite or head.verbal:
        return False
    counted = any(
        not reading.text[n.end : head.start].strip() for n in within(reading.numbers, head.start - _COUNTED, head.start)
    )
    return not counted and not within(reading.cued("support"), head.start - _CARRIED, head.start)


def is_same_town(one: Draft, two: Draft) -> bool:
    """Tell whether two passages name one town; the first of a list of places is no town of a single event."""
    listed = bool(one.other_places) != bool(two.other_places)
    return not listed and is_point(one.place) and same_name(one.place, two.place)
