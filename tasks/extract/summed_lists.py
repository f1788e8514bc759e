"""Items of a list below a sum: the dead of months, town by town, are no news of the day.

وبذلك يرتفع إلى 92 تعداد الاستهدافات منذ مطلع العام، والقتلى هم:
– 60 استهدافا على الحسكة أسفرت عن مقتل 13 مدنيا
"""

from tasks.extract.reading import Reading, within

_DASHES = ("-", "–", "—", "•", "*")
_OPENS = ":"
_SUM = "bck-cumulative"
_MOST = 40  # items of a list: a text of dashes alone stays linear


def is_item_of_sum(reading: Reading, sentence: int) -> bool:
    """Tell whether a sentence is an item of a list whose heading counts since a day: منذ مطلع العام."""
    if not _is_item(reading, sentence):
        return False
    above = range(sentence - 1, max(-1, sentence - 1 - _MOST), -1)
    heading = next((index for index in above if not _is_item(reading, index)), None)
    if heading is None:
        return False
    told = reading.sentences[heading]
    opened = reading.text[told.start : told.end].rstrip().endswith(_OPENS)
    return opened and any(c.payload.cue_id == _SUM for c in within(reading.cues, told.start, told.end))


def _is_item(reading: Reading, index: int) -> bool:
    return reading.text.startswith(_DASHES, reading.sentences[index].start)
