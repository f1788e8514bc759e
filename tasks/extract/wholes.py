"""A whole beside what is a part of it: the dead of a war and the news, the raids on a country and one spot in it."""

from tasks.extract.amounts import TOLL
from tasks.extract.drafts import Draft
from tasks.extract.retelling import counts_all
from tasks.extract.toll_ties import goes_on_with_sum

_OPERATIONS = frozenset({"raids", "sorties", "targets", "sites"})
_COUNTRY = 6  # UCDP precision from which a place says only the country


def is_total_beside(one: Draft, two: Draft) -> bool:
    """Tell whether one passage counts the dead of a war and the other tells the news, without that number.

    Behind clashes in one town, 3,500 dead "in the fighting that the country has seen for four months" were the town's.
    """
    if (one.status == "background") == (two.status == "background") or goes_on_with_sum(one, two):
        return False
    total, news = (one, two) if one.status == "background" else (two, one)
    if "bck-cumulative" not in total.fired:
        return False
    return any(a.measure in TOLL for a in total.amounts) and not counts_all(news, total)


def are_whole_and_part(one: Draft, two: Draft) -> bool:
    """Tell whether one of two passages tells of a country, the other of a spot in it, and they are two events."""
    if one.place is None or two.place is None:
        return False
    wide = one.place.extent >= _COUNTRY
    if wide == (two.place.extent >= _COUNTRY):
        return False
    return is_part_of(one, two) if wide else is_part_of(two, one)


def is_part_of(whole: Draft, part: Draft) -> bool:
    """Tell whether one passage counts the raids on a country, and the other tells of a spot in it without that number.

    The first raids, near one city, are not the twenty on eight targets of that day.
    """
    if whole.place is None or part.place is None or not part.place.extent < _COUNTRY <= whole.place.extent:
        return False
    counted = {a.measure for a in whole.amounts} & _OPERATIONS
    return bool(counted) and not counted & {a.measure for a in part.amounts}
