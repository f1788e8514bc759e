"""What stands between the subject of a verb and its object: signs, a day, a place."""

from tasks.extract.reading import Reading, within
from tasks.text.match import Match
from tasks.text.numbers import Unit

_ARTICLE = "ال"


def parted(gap: str) -> bool:
    """Tell whether a sign or many words stand between a verb, or its subject, and a noun."""
    return any(sign in gap for sign in "،,.؛") or len(gap.split()) > 3


def without_dates(reading: Reading, start: int, end: int) -> str:
    """Return the words of a gap without the day that stands in it between commas: قوات الأمن، فجر اليوم، 14 شخصا."""
    gap = reading.text[start:end]
    for date in within(reading.dates, start, end):
        gap = gap.replace(reading.text[date.start : date.end], "", 1).replace("،", "", 2)
    return gap


def is_one_behind_place(reading: Reading, start: int, unit: Match[Unit]) -> bool:
    """Tell whether one man with the article stands behind a side, with only day and place between.

    قتل جنود إسرائيليون أمس في بلدة كذا الفتى فلان: the soldiers did not fall.
    """
    places = within(reading.places, start, unit.word_end)
    if unit.proclitics != _ARTICLE or unit.payload.number != "singular" or not places or places[-1].end > unit.start:
        return False
    gap = without_dates(reading, start, unit.word_start)
    for place in places:
        gap = gap.replace(reading.text[place.start : place.end], "", 1)
    return not gap.strip()
