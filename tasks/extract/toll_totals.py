"""A toll of several attacks in one area and the attacks that are told below it, each with its own dead.

قتل 22 شخصا في ثلاثة تفجيرات هزت كابل أمس. وقتل ستة في انفجار قرب البرلمان: the part happened on the day of the total.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.agreement import VIOLENT, dates_agree, is_near, is_quarter_of, same_name, sides_agree
from tasks.extract.drafts import TELLING, Draft
from tasks.extract.reading import Reading
from tasks.extract.retelling import is_plural

_LEAD = 2  # sentences at the top in which the total stands
_REACH = 4  # sentences behind it in which the parts are told
_SEVERAL = 2
_WIDE = 4  # UCDP precision from which a place is an area that may hold others


def tie_toll_parts(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts, those whose dead add up to no more than a total's with the total they are of, and its day."""
    index = next((i for i, draft in enumerate(drafts[:_SEVERAL]) if _is_total(reading, draft)), None)
    if index is None:
        return tuple(drafts)
    total = drafts[index]
    parts = [i for i in range(index + 1, len(drafts)) if _is_part(reading, total, drafts[i])]
    if len(parts) < _SEVERAL or sum(_dead(drafts[i]) for i in parts) > _dead(total):
        return tuple(drafts)
    return tuple(_tied(draft, index, total) if i in parts else draft for i, draft in enumerate(drafts))


def _tied(draft: Draft, index: int, total: Draft) -> Draft:
    rules = (*draft.rules, "part-of-total", *(("date-of-total",) if draft.date is None and total.date else ()))
    return replace(draft, parent=index, date=draft.date or total.date, rules=rules)


def _is_total(reading: Reading, draft: Draft) -> bool:
    """Tell whether the lead counts the dead of several attacks over an area or a town."""
    if draft.status != "asserted" or draft.place is None or draft.groups[0].sentence > _LEAD:
        return False
    several = is_plural(reading, draft) or draft.place.extent >= _WIDE
    return several and draft.event in VIOLENT and _dead(draft) >= _SEVERAL * TELLING


def _is_part(reading: Reading, total: Draft, part: Draft) -> bool:
    """Tell whether an attack told below a total may be one of those that it counts: in its area, with fewer dead."""
    apart = part.groups[0].sentence - total.groups[0].sentence
    if part.parent is not None or part.status != "asserted" or part.event not in VIOLENT or not 0 <= apart <= _REACH:
        return False
    fewer = 0 < _dead(part) < _dead(total)
    return (
        fewer
        and _lies_in(total, part)
        and dates_agree(total, part)
        and sides_agree(total, part, reading.lexicon.unnamed)
    )


def _lies_in(total: Draft, part: Draft) -> bool:
    """Tell whether a part is told in a town of the area of its total, or in a quarter of its town."""
    if total.place is None or part.place is None or same_name(total.place, part.place):
        return False
    same = total.place.admin1 is None or total.place.admin1 == part.place.admin1
    if part.place.extent < total.place.extent:
        return total.place.country == part.place.country and same
    near = same and part.place.extent < _WIDE and is_near(part.place, total.place)
    return near or is_quarter_of(part.place, total.place)


def _dead(draft: Draft) -> int:
    told = (a.best or a.low or 0 for a in draft.amounts if a.measure == "killed" and not (a.part or a.vague))
    return max(told, default=0)
