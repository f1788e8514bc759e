"""How many, of what, by the words: tolls, sorties, sites; each number once, with the unit that gives it its measure.

"بينهم 3 أطفال" is a part of the number before it; victims without a number are at least one; a unit that never counts
victims (miles, hours, votes) gives nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.amount import Amount, make_amount
from tasks.extract.amounts import FLED, PERSONS, REACH, TOLL, is_joined, is_whole, words_between
from tasks.extract.carried_toll import carried_toll
from tasks.extract.divided import without_shares
from tasks.extract.fell_hurt import as_fallen
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.joined import add_things
from tasks.extract.kin import names_kin
from tasks.extract.lexicon import Cue
from tasks.extract.modality import is_aim
from tasks.extract.occasions import is_occasion, is_of_occasion
from tasks.extract.one_each import once_each
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.extract.tallies import before_rise, risen_acts
from tasks.extract.two_losses import add_sides
from tasks.extract.two_victims import as_casualties
from tasks.extract.victim_classes import class_of_count
from tasks.extract.victims import count_victims
from tasks.text.match import Match
from tasks.text.numbers import Count

_SUM = "bck-cumulative"
_SINCE = frozenset({"con-since", _SUM})
_DESTROYED = frozenset({"vehicles_destroyed", "buildings_destroyed"})
_RUIN = "destruction"
_RUIN_BEFORE = 14  # words between a word of destruction and what is counted: دمر الجيش في محيط البلدة ثلاث آليات
_RUIN_BEHIND = 2  # ثلاث آليات دمرت
# What a noun says of people who were taken or driven out at some time, and the events that do so.
_STATES = {
    "detained": frozenset({"arrests", "abduction"}),
    "abducted": frozenset({"abduction"}),
    "displaced": frozenset[str](),
}
_DURING = frozenset({"con-during"})
_RAISES, _BLOWS = "con-rise-raises", "ات"  # الغارات
_BEHIND = 8  # characters behind a number in which the time that it sums up begins: إلى أربعة خلال 24 ساعة
_UNREAL = frozenset({"negated", "threat", "purpose"})
_OF_COUNTED = 3  # words between a death and the wounded who died: وفاة ثلاثة من الجرحى
_VAGUE = "vague"
_BEYOND = "con-rise-beyond"
_RISE = 12  # words between "rose" and the numbers of an updated toll


def find_amounts(reading: Reading, group: Group, measures: frozenset[str], speech: Speech) -> tuple[Amount, ...]:
    """Return the numbers of a group: its toll, and what else its event may count (`measures`)."""
    found_tolls = (*_tolls(reading, group, speech), *carried_toll(reading, group))
    tolls = list(without_shares(reading, as_casualties(sorted(found_tolls, key=lambda a: a.start))))
    acts = (*_counted(reading, group), *risen_acts(reading, group))
    counted = (a for a in acts if a.measure in measures and a.measure not in TOLL and not a.vague)
    others = add_things(reading, counted)
    found: dict[tuple[str, str, int], Amount] = {}
    for amount in (a for a in (*tolls, *others) if not is_of_occasion(reading, group, a.start)):
        found.setdefault((amount.measure, amount.victim_class, amount.start), amount)
    kept = _without_vague(sorted(found.values(), key=lambda a: a.start))
    return tuple(_with_totals(tuple(once_each(kept))))


def _with_totals(amounts: Sequence[Amount]) -> Iterator[Amount]:
    """Yield the numbers; where one class is all that is counted, its number is the total as well."""
    for amount in amounts:
        same = [a for a in amounts if a.measure == amount.measure]
        if amount.victim_class != "all" and same[0] is amount and not _several(same):
            yield amount.of("all")
        yield amount


def _several(amounts: Sequence[Amount]) -> bool:
    """Whether two numbers of a measure stand side by side, none a part of the other: 3 soldiers and 2 civilians."""
    first = amounts[0]
    return any(not a.part for a in amounts[1:] if a.start != first.start)


def _without_vague(amounts: Sequence[Amount]) -> list[Amount]:
    said = {a.measure for a in amounts if not a.vague and not a.part}
    seen: set[str] = set()
    kept = []
    for amount in amounts:
        if amount.vague and not amount.part and (amount.measure in said or amount.measure in seen):
            continue
        seen.add(amount.measure)
        kept.append(amount)
    return kept


def _counted(reading: Reading, group: Group) -> Iterator[Amount]:
    last: Count | None = None
    for count in within(reading.counts, group.start, group.end):
        before, last = last, count
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        if count.number.kind == "one_of" or (
            meaning.measure in _DESTROYED and not _is_destroyed(reading, count, group)
        ):
            continue
        if before is not None and _describes(reading, before, count):
            continue
        if meaning.measure == PERSONS and meaning.victim_class == "combatant" and not group.casualties:
            yield make_amount("personnel", "all", count.number, count.start, count.end)
        elif meaning.measure not in {PERSONS, "none"}:
            yield make_amount(meaning.measure, meaning.victim_class, count.number, count.start, count.end)


def _describes(reading: Reading, one: Count, two: Count) -> bool:
    """Tell whether a dual is only the adjective of the one before: طائرتين مسيرتين are two."""
    duals = one.number.kind == two.number.kind == "dual"
    return duals and not reading.text[one.end : two.start].strip()


def _is_destroyed(reading: Reading, count: Count, group: Group) -> bool:
    """Tell whether a word of destruction stands before what is counted, or right behind: تدمير ثلاث آليات."""
    before = within(reading.cues, group.start, count.start)
    ruin = [cue for cue in before if cue.payload.effect == _RUIN]
    if ruin and words_between(reading, ruin[-1].word_end, count.start) <= _RUIN_BEFORE:
        return True
    after = within(reading.cues, count.end, group.end)
    return any(c.payload.effect == _RUIN and words_between(reading, count.end, c.start) <= _RUIN_BEHIND for c in after)


def _is_unreal(reading: Reading, hit: Hit) -> bool:
    """Tell whether a toll stands behind its denial, a threat or a search: لم يصب أحد, هدد بقتل, البحث عن ضحايا."""
    before = within(reading.cues, hit.start - REACH, hit.start)
    moods = [cue for cue in before if cue.payload.family == "modality" and cue.payload.effect in _UNREAL]
    return is_aim(reading, hit) or any(
        not reading.text[cue.word_end : hit.start].strip() and (hit.verbal or cue.payload.effect != "negated")
        for cue in moods
    )


def _have_died(reading: Reading, start: int) -> bool:
    """Tell whether those counted are no longer wounded: بعد وفاة ثلاثة من الجرحى says how the dead became more."""
    deaths = within(reading.cued("death-of"), start - REACH, start)
    near = bool(deaths) and words_between(reading, deaths[-1].word_end, start) <= _OF_COUNTED
    return near and not is_joined(reading, start)  # 52 حالة وفاة و162 إصابة


def _is_his_own(reading: Reading, hit: Hit) -> bool:
    """Tell whether somebody kills himself, who is none of his victims: قتل شخصين قبل أن يقتل المسلح نفسه."""
    selves = within(reading.cued("selves"), hit.end, hit.end + REACH) if hit.verbal else ()
    return bool(selves) and words_between(reading, hit.end, selves[0].start) <= 1


def _tolls(reading: Reading, group: Group, speech: Speech) -> Iterator[Amount]:
    casualties = [
        hit
        for hit in group.casualties
        if hit.casualty and hit.casualty.measure != "result" and not _is_unreal(reading, hit)
    ]
    casualties = [h for h in casualties if not (is_occasion(reading, group, h) or _is_his_own(reading, h))]
    casualties = [hit for hit in casualties if hit.shape != "bare" or not _have_died(reading, hit.start)]
    counted = as_fallen(reading, group, count_victims(reading, casualties, group.end))
    told = [_updated(reading, amount) for amount in counted if not _is_cumulative(reading, group, amount)]
    yield from add_sides(told, reading, group, speech)
    taken = [(amount.start, amount.end) for amount in told]
    for count in filter(is_whole, within(reading.counts, group.start, group.end)):
        meaning = reading.lexicon.unit_meanings[count.unit.unit_id]
        if meaning.measure in TOLL and not any(start <= count.start < end for start, end in taken):
            if not _befell(group, meaning.measure) or names_kin(reading, count.start):
                continue
            victims = class_of_count(reading, count)
            amount = make_amount(meaning.measure, victims, count.number, count.start, count.end)
            if not (_is_cumulative(reading, group, amount) or _have_died(reading, amount.start)):
                yield _updated(reading, amount)


def _befell(group: Group, measure: str) -> bool:
    """Tell whether what a noun calls people befell them here: 30 رهينة may be freed, 500 لاجئ live in a camp."""
    if measure not in _STATES:
        return True
    told = {hit.casualty.measure for hit in group.casualties if hit.casualty is not None} - {FLED}
    return measure in told or any(hit.event in _STATES[measure] for hit in group.events)


def _is_cumulative(reading: Reading, group: Group, amount: Amount) -> bool:
    """Tell whether a number is the sum of many events told beside one: ليرتفع عدد القتلى منذ تموز إلى 21.

    Since when it counts may stand behind it, where the event has its own dead: قتل متظاهر، ليرتفع العدد إلى 97 منذ بدء.
    """
    before = within(reading.cues, group.start, amount.start)
    rises = [cue for cue in before if cue.payload.effect == "rise"]
    told = within(reading.cues, rises[-1].end, _end_of_sum(reading, amount)) if rises else ()
    since = any(c.payload.cue_id in (_SINCE | _DURING if c.end <= amount.start else _DURING) for c in told)
    if since and group.events and rises[-1].start > group.head.end:
        return True
    summed = any(c.payload.cue_id == _SUM and c.start >= amount.end for c in told) or _adds_to_others(
        reading, group, rises
    )
    return summed and any(h.casualty and h.casualty.measure == amount.measure for h in before_rise(group, rises[-1]))


def _adds_to_others(reading: Reading, group: Group, rises: Sequence[Match[Cue]]) -> bool:
    """Tell whether the dead of an event are told to raise a tally that is not its own: ما يرفع إلى 13 عدد القتلى.

    Of one event it is the toll as it is now: توفي جريح، ما يرفع حصيلة التفجير إلى 30; of raids it is a sum.
    """
    if not rises or rises[-1].payload.cue_id != _RAISES or not group.events:
        return False
    behind = (hit for hit in group.events if hit.start >= rises[-1].end)
    return not any(hit.definite and not reading.text[hit.start : hit.end].endswith(_BLOWS) for hit in behind)


def _end_of_sum(reading: Reading, amount: Amount) -> int:
    """Return up to where the time that a number sums up begins, behind what it counts or the place that it holds for.

    يرفع إلى 60 عدد القتلى منذ الصيف; يرفع العدد إلى اثنين في الضفة خلال 24 ساعة.
    """
    end = amount.end + _BEHIND
    tally = next(iter(within(reading.cued("tally"), amount.end, end)), None)
    place = next(iter(within(reading.places, amount.end, end)), None)
    return max(end, tally.word_end + REACH if tally else 0, place.end + _BEHIND if place else 0)


def _updated(reading: Reading, amount: Amount) -> Amount:
    """Return an updated toll as what it is now: ارتفع العدد من 20 إلى 34 is 34, no range; تجاوز العدد 34 is more."""
    if amount.high is None or (amount.low != amount.high and amount.best is not None):
        return amount
    if any(number.kind == _VAGUE for number in within(reading.numbers, amount.start, amount.end)):
        return amount  # يصل عددهم إلى عشرات الآلاف: one number, however wide
    sentence = reading.sentences[reading.sentence_at(amount.start)]
    rises = within(reading.cued("rise"), sentence.start, amount.start)
    near = [cue for cue in rises if words_between(reading, cue.word_end, amount.start) <= _RISE]
    if amount.low != amount.high:
        return replace(amount, low=amount.high, best=amount.high) if near else amount
    passed = bool(near) and near[-1].payload.cue_id == _BEYOND and _is_tally(reading, near[-1], amount.start)
    return replace(amount, best=None, high=None) if passed else amount


def _is_tally(reading: Reading, rise: Match[Cue], stop: int) -> bool:
    """Tell whether a count is what has risen, behind the word of rising or before it: تجاوز عدد القتلى 100."""
    return bool(within(reading.cued("tally"), rise.word_start - REACH, stop))
