"""One event per happening: passages of one article that tell the same event become one draft.

Two passages are one event when nothing keeps them apart (another place, day, side, another number of the same measure)
and something ties them: the same town, the same telling number, headline and lead, or a noun with the article that has
nothing of its own (الغارات) and so points back. A toll points back to the event before it. What points back and finds
nothing tells nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.accounts import is_other_count, is_rival_count, without_other_count
from tasks.extract.accused import CHARGED
from tasks.extract.aftermath import as_step, ended
from tasks.extract.agreement import is_point, places_agree, types_agree
from tasks.extract.background import OF_YEAR
from tasks.extract.candidates import likely
from tasks.extract.carried_off import tells_the_wounded
from tasks.extract.clauses_before import DEATHS, opens_with_after, stands_behind_since
from tasks.extract.denied_again import as_denial
from tasks.extract.drafts import Draft
from tasks.extract.first_heard import resumes
from tasks.extract.folding import fold_headline, is_headline, told_nearer
from tasks.extract.own_clause import clause_start
from tasks.extract.own_numbers import give_back
from tasks.extract.own_up import is_of_foe
from tasks.extract.reading import Reading
from tasks.extract.recount import (
    counted_before,
    counted_first,
    counted_since,
    divide,
    parts_told,
    recount,
    update,
    without_toll,
)
from tasks.extract.retelling import is_reference, points_back
from tasks.extract.round_up import holds, lies_toward, may_be_victims, opens_item
from tasks.extract.same_site import tells_spot
from tasks.extract.same_toll import has_same_harm, has_same_toll
from tasks.extract.spread import spread_of, with_towns
from tasks.extract.sums_of_days import is_sum_of_days_beside
from tasks.extract.ties import kept_apart, may_be_headline, tie
from tasks.extract.toll_ties import (
    fell_elsewhere,
    fell_in_answer,
    tells_toll_again,
    toll_tie,
    were_killed_by_taken,
)
from tasks.extract.union import join
from tasks.extract.wholes import are_whole_and_part, is_part_of, is_total_beside

_FIGHT = "armed-clash"
_FIRM = 5  # a tie that nothing but a misread side keeps apart
_STRONG = 4  # a tie by the thing that both name
_REACH = 3  # events before one that may be the same
_COMMA = "،"
_MEMORY = 40  # events that a reader keeps in mind: a text of thousands stays linear


def merge_drafts(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with those of one happening merged, in order of their first passage."""
    merged: list[Draft] = []
    heading: Draft | None = None
    for draft in drafts:
        if draft.heard:
            _hear(reading, merged, draft)
            continue
        if draft.headline and not _opens_list(reading, draft):
            heading = draft
            continue
        _take_in(reading, merged, draft, _under(reading, heading, draft))
        heading = None
    told_of = [event for event in merged if not event.heard]
    return give_back(reading, fold_headline(reading, _settle(reading, told_of)))


def _take_in(reading: Reading, merged: list[Draft], draft: Draft, told: Draft) -> None:
    """Give a passage to the happening it tells, or take it for a new one; `told` is it with what its heading has.

    A passage that counts anew what was told (its parts, a sum, a toll that rose) goes before one that tells it again.
    """
    whole = spread_of(reading, merged, draft)
    if whole is not None:
        merged[whole] = with_towns(merged[whole], draft)
        return
    index = _antecedent(reading, merged, draft)
    if index is None and _heads(reading, merged, draft):
        index = 0
    counted, risen = counted_before(reading, merged, draft), counted_since(reading, merged, draft)
    divided = parts_told(reading, merged, draft)
    if divided is not None:
        merged[divided] = divide(merged[divided], told)
    elif counted is not None:
        merged[counted] = recount(merged[counted], told)
    elif (first := counted_first(reading, merged, draft)) is not None:
        merged[first] = join(merged[first], without_toll(merged[first], told))
    elif risen is not None:
        merged[risen] = update(merged[risen], told)
    elif index is not None:
        told = as_denial(merged[index], without_other_count(reading, merged[index], told))
        told = as_step(reading, merged[index], told)
        merged[index] = _with_owner(reading, _at_spot(reading, merged[index], told), told)
        _unite(reading, merged, index, told)
    elif not (points_back(told) or tells_the_wounded(reading, told)):
        merged.append(told)


def _at_spot(reading: Reading, event: Draft, told: Draft) -> Draft:
    """Return two passages as one event, at the spot of the later where the first names only its province: في إدلب.

    It takes a number that both have: of clashes in a province those on one front are not all.
    """
    whole = join(event, told)
    if tells_spot(reading, event, told) or lies_toward(event.place, told.place):
        return replace(whole, place=told.place, country=told.country)
    counted = {(a.measure, a.best) for a in event.amounts if a.best is not None}
    if counted.isdisjoint([(a.measure, a.best) for a in told.amounts]) or whole.place != event.place:
        return whole
    closer = not places_agree(event.place, told.place) and is_point(told.place)
    return replace(whole, place=told.place) if closer and holds(reading, event.place, told.place) else whole


def _with_owner(reading: Reading, event: Draft, told: Draft) -> Draft:
    """Return what unknown men did as the deed of who owns up to it: اغتال مجهولون ضابطا. وتبنى التنظيم الهجوم."""
    nameless = bool(event.actors) and {e.entity_id for e in event.actors} <= reading.lexicon.unnamed
    owner = told.speaker in {e.entity_id for e in told.actors} - reading.lexicon.unnamed
    return replace(event, actors=told.actors) if nameless and owner else event


def _hear(reading: Reading, merged: list[Draft], draft: Draft) -> None:
    """Keep what was only heard of for what may follow; "the attack" adds where and when to the one just told."""
    index = None if draft.headline else _antecedent(reading, merged, draft)
    if index is not None and is_reference(reading, draft) and not merged[index].heard:
        merged[index] = join(merged[index], draft)
    elif index is None and not (draft.headline or draft.definite):
        merged.append(draft)


def _opens_list(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line without a full stop ends in a colon: the parts of a total follow, بينهم:."""
    return reading.text[draft.start : draft.groups[-1].end].rstrip().endswith(":")


def _unite(reading: Reading, merged: list[Draft], index: int, told: Draft) -> None:
    """Join the event that a passage tells with an earlier one that it ties to as firmly: the toll of the headline."""
    if told.toll_only:
        return
    for other in (*range(max(0, index - _REACH), index), *range(max(index + 1, len(merged) - 1), len(merged))):
        if _are_one(reading, merged, other, index, told):
            first, last = sorted((other, index))
            unite = join if other < index else told_nearer
            merged[first] = unite(merged[first], merged[last])
            del merged[last]
            return


def _are_one(reading: Reading, merged: Sequence[Draft], other: int, index: int, told: Draft) -> bool:
    """Tell whether a passage that tells one event ties it to another: the same dead, or it was the last told."""
    one, two = merged[min(other, index)], merged[max(other, index)]
    if (
        one.heard
        or two.heard
        or is_total_beside(one, two)
        or is_part_of(one, two)
        or not places_agree(one.place, two.place)
    ):
        return False
    bound = tie(reading, merged[other], told)
    if other < index:
        return bound >= _FIRM and may_be_headline(reading, one, two)
    alike = one.status == two.status and types_agree(reading, one, two)
    return bound >= _STRONG and alike and not kept_apart(reading, one, two)


def _settle(reading: Reading, merged: list[Draft]) -> list[Draft]:
    """Return the events, those with the same dead as an earlier one joined to it: each got its toll by another way."""
    kept: list[Draft] = []
    for event in merged:
        recent = enumerate(kept[-_MEMORY:], max(0, len(kept) - _MEMORY))
        same = (i for i, other in recent if other.status == event.status and _cost_the_same(reading, other, event))
        index = next(same, None) if event.amounts and not event.toll_only else None
        if index is None:
            kept.append(event)
        else:
            kept[index] = _at_spot(reading, kept[index], event)
    return kept


def _cost_the_same(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two events have the same dead, or a little apart the same dead and wounded."""
    return (bool(two.dead) and has_same_toll(reading, one, two)) or has_same_harm(reading, one, two)


def _heads(reading: Reading, merged: Sequence[Draft], draft: Draft) -> bool:
    """Tell whether the headline, and nothing told since, may be what a passage tells."""
    if len(merged) != 1 or not is_headline(reading, merged[0]) or not may_be_headline(reading, merged[0], draft):
        return False
    apart = opens_item(reading, merged[0], draft) or _has_own_clause(reading, merged[0], draft)
    return may_be_victims(reading, merged[0], draft) and not apart


def _under(reading: Reading, heading: Draft | None, draft: Draft) -> Draft:
    """Return a passage with the heading above it where that tells the same; a heading alone is no news of its own."""
    if heading is None or draft.toll_only or not tie(reading, heading, draft):
        return draft
    return replace(join(heading, draft), headline=False)


def _antecedent(reading: Reading, earlier: list[Draft], draft: Draft) -> int | None:
    best, chosen = 0, None
    bare, first = draft.toll_only, max(0, len(earlier) - _MEMORY)
    for index in range(first, len(earlier)) if bare else likely(reading, earlier, draft, first):
        other = earlier[index]
        score = _tie(reading, other, draft)
        if not score or score < best:  # nearly all: what keeps apart those that are tied is asked behind it
            continue
        if is_total_beside(other, draft) or are_whole_and_part(other, draft):
            continue
        if is_sum_of_days_beside(reading, other, draft):
            continue
        if not (bare and score < _FIRM and fell_elsewhere(reading, other, draft)):
            best, chosen = score, index
    return chosen


def _stands_apart(reading: Reading, event: Draft, draft: Draft) -> bool:
    """Tell whether the words themselves tell another happening than the one before them, in the same sentence."""
    here = draft.groups[0].sentence
    if here != event.groups[-1].sentence and here != event.groups[0].sentence:
        return False
    apart = _has_own_clause(reading, event, draft) or _is_before_clause(reading, event, draft)
    return apart or _came_hours_before(reading, event, draft) or fell_in_answer(reading, event, draft)


def _is_before_clause(reading: Reading, event: Draft, draft: Draft) -> bool:
    """Tell whether a sentence opens with after whose death its doer acted: عقب مقتل زعيمها، شنت الجماعة هجوما."""
    first, behind = event.groups[0].hits[0], draft.groups[0].hits[0]
    if first.sentence != behind.sentence or behind.casualty is not None:
        return False
    if not DEATHS.issuperset(hit.event for group in event.groups for hit in group.hits):
        return False
    return _COMMA in reading.text[first.end : behind.start] and opens_with_after(reading, first)


def _came_hours_before(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a sentence only says what it followed: هاجم انتحاري الأكاديمية بعد ساعات من تفجير شاحنة في السوق."""
    event, before = one.groups[-1], two.groups[0].hits[0]
    if event.sentence != before.sentence or before.verbal or before.definite or before.start < event.head.end:
        return False
    return stands_behind_since(reading, before)


def _tie(reading: Reading, event: Draft, draft: Draft) -> int:
    """Return how well a passage fits an event told before it."""
    if OF_YEAR in event.fired or OF_YEAR in draft.fired or _stands_apart(reading, event, draft):
        return 0  # 1974 - مواجهات ... 1976 - اعتقال: each line of such a list tells something else
    if event.heard:
        return _STRONG if resumes(reading, event, draft) else 0
    if not draft.toll_only:
        return 0 if _is_charge_beside(event, draft) or is_of_foe(event, draft) else tie(reading, event, draft)
    if tells_toll_again(reading, event, draft) or is_rival_count(reading, event, draft):
        return _FIRM
    if were_killed_by_taken(reading, event, draft):
        return 0
    other = ended(reading, event, draft) or is_other_count(reading, event, draft)
    return _STRONG if other else toll_tie(event, draft, reading.lexicon.unnamed)


def _is_charge_beside(one: Draft, two: Draft) -> bool:
    """Tell whether a side of a fight is charged with a deed of its own kind: اتهم الجيش الدعم السريع بقصف المستشفى."""
    return one.event == _FIGHT and two.event != _FIGHT and CHARGED in two.fired


def _has_own_clause(reading: Reading, event: Draft, draft: Draft) -> bool:
    """Tell whether "and" opens a passage with its own subject behind an event: تفجير يهز بوغوتا والجيش يقصف معسكرا."""
    one, two = event.groups[-1], draft.groups[0]
    return one.sentence == two.sentence and clause_start(reading, one.hits[-1], two.hits[0]) is not None
