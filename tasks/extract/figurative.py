"""Whether what is regained is no town: its lustre, its balance, its place in the table."""

from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within

_REACH = 60  # characters from the verb to its object
_NEXT = 3  # characters to the next word
_BLOW, _TO = "strike", "ل"
_DESCRIBED = 2  # adjectives between a blow and what it was dealt to
_SIGNS = "،.؛\n"


def is_figurative(reading: Reading, hit: Hit) -> bool:
    """Tell whether what no army takes is regained, also behind an aside: استعاد المذبح المبني بالرخام، رونقه."""
    if any(
        not reading.text[hit.end : cue.word_start].strip()
        for cue in within(reading.cued("abstract"), hit.end, hit.end + _NEXT)
    ):
        return True  # استعادة الشرعية
    if hit.event == _BLOW and _deals_blow(reading, hit):
        return True
    stop = min(hit.end + 2 * _REACH, reading.sentences[hit.sentence].end)
    regained = next(iter(within(reading.cued("intangible"), hit.end, stop)), None)
    if regained is None:
        return False
    near = regained.start < hit.end + _REACH
    if near and not any(sign in reading.text[hit.end : regained.start] for sign in _SIGNS):
        return True
    return not within(reading.words, hit.end, regained.start)


def _deals_blow(reading: Reading, hit: Hit) -> bool:
    """Tell whether a blow is dealt to what nobody can hit: ضربة قوية لعملية السلام."""
    dealt = (c for c in within(reading.cued("abstract"), hit.end, hit.end + _REACH) if c.proclitics.startswith(_TO))
    return any(len(reading.text[hit.end : cue.word_start].split()) <= _DESCRIBED for cue in dealt)
