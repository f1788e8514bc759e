"""Whether a verb of downing tells what an aircraft dropped: أسقطت المروحية براميل is no defence against them."""

from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within

_BOMB, _CARRIED = "bomb", ("relative", "laden")
_REACH = 60
_BESIDE = 16  # characters before a verb in which its bombs stand: براميل أسقطها
_FEW = 3  # words of the aircraft and whose it is


def drops_bombs(reading: Reading, hit: Hit) -> bool:
    """Tell whether bombs are what fell: أسقطت الطائرة قنبلة على السوق, براميل أسقطها الطيران; not أسقط طائرة."""
    if hit.suffix:
        before = within(reading.cued(_BOMB), hit.start - _BESIDE, hit.start)
        return bool(before) and not reading.text[before[-1].word_end : hit.start].strip()
    stop = min(hit.end + _REACH, reading.sentences[hit.sentence].end)
    bomb = next(iter(within(reading.cued(_BOMB), hit.end, stop)), None)
    if bomb is None or any(within(reading.cued(role), hit.end, bomb.start) for role in _CARRIED):
        return False
    return len(reading.text[hit.end : bomb.word_start].split()) <= _FEW
