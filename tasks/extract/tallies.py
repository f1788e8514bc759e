"""Tallies that rise to a number without its unit: ارتفعت الحصيلة إلى ستة, ارتفع إلى 16 عدد الغارات."""

from collections.abc import Iterator

from tasks.extract.amount import Amount, make_amount
from tasks.extract.amounts import PERSONS, TOLL, counts_next, is_date, words_between
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_TO = "إلى"
_REACH = 60
_TALLIED = 90  # characters from a tally to the number it rose to
_BESIDE = 5  # characters from a tally to what it counts, with its article


def has_risen(reading: Reading, hit: Hit) -> bool:
    """Tell whether a tally rises to a number that no unit says to be of others: ارتفعت الحصيلة إلى ستة."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _REACH)
    rises = within(reading.cued("rise"), start, hit.start)
    if not rises or words_between(reading, rises[-1].word_end, hit.start) > 0:
        return False
    stop = min(hit.end + _TALLIED, reading.sentences[hit.sentence].end)
    number = next((n for n in within(reading.numbers, hit.end, stop) if n.counts and not is_date(reading, n)), None)
    if number is None or reading.text[hit.end : number.start].split()[-1:] != [_TO]:
        return False
    count = next(iter(within(reading.counts, number.start, number.end + 1)), None)
    if count is not None:
        return reading.lexicon.unit_meanings[count.unit.unit_id].measure == PERSONS
    return not counts_next(reading, number)


def before_rise(group: Group, rise: Match[Cue]) -> tuple[Hit, ...]:
    """Return the words of a toll that stand before one is said to have risen: those of the news itself."""
    return tuple(hit for hit in group.casualties if hit.end <= rise.start)


def risen_acts(reading: Reading, group: Group) -> Iterator[Amount]:
    """Yield the number of what a tally behind it counts: ارتفع إلى 16 عدد الغارات التي نفذها الطيران."""
    for tally in within(reading.cued("tally"), group.start, group.end):
        rises = within(reading.cued("rise"), max(group.start, tally.word_start - _REACH), tally.word_start)
        unit = next(iter(within(reading.units, tally.word_end, tally.word_end + _BESIDE)), None)
        if not rises or unit is None:
            continue
        meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
        number = next((n for n in within(reading.numbers, rises[-1].word_end, tally.word_start) if n.counts), None)
        if number is not None and meaning.measure not in TOLL | {PERSONS, "none"}:
            yield make_amount(meaning.measure, meaning.victim_class, number, number.start, number.end)
