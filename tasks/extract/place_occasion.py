"""Places where somebody spoke, met or is to meet: on the sidelines of talks in Geneva nothing was shelled in Geneva.

Nor does what befalls an attacker now befall him in the town whose name his attack bears: هدموا منزل منفذ عملية كذا.
"""

from tasks.extract.lexicon import Cue
from tasks.extract.places import PlaceHit
from tasks.extract.reading import DateHit, Reading, within
from tasks.text.match import Match

_FAR = 60  # characters from an occasion to its place
_CLOSE = 3  # words between them
_NEAR = 30  # characters from a word of what befell to the occasion
_DURING = "con-occasion-during"
_ARTICLE = "ال"
_STOPS = "،,.؛:"


def is_of_occasion(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place is where somebody spoke or met: على هامش تصريحات في بنزرت, خلال زيارة إلى بغداد."""
    for cue in _occasions_before(reading, place.start):
        befell = cue.payload.cue_id == _DURING and _befell(reading, cue.word_start)
        if not befell and len(reading.text[cue.word_end : place.start].split()) <= _CLOSE:
            return True
    return False


def is_day_of_occasion(reading: Reading, date: DateHit) -> bool:
    """Tell whether a day is that of an agreement or a meeting told behind the event: خرقا للاتفاق الموقع في 5 آذار."""
    return any(cue.payload.cue_id != _DURING for cue in _occasions_before(reading, date.start))


def _occasions_before(reading: Reading, offset: int) -> list[Match[Cue]]:
    """Return the words of a meeting or an agreement near before an offset, where no sign and no event parts them."""
    near = within(reading.cued("occasion"), offset - _FAR, offset)
    return [
        cue
        for cue in near
        if not any(sign in reading.text[cue.word_end : offset] for sign in _STOPS)
        and not within(reading.words, cue.word_end, offset)
    ]


def names_attack(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place is only the name of an attack, right behind who made it: منزل منفذ عملية تل أبيب."""
    cue = next(reversed(within(reading.cued("attack-of"), place.start - _FAR, place.start)), None)
    return cue is not None and not place.relation and not reading.text[cue.word_end : place.start].strip()


def _befell(reading: Reading, offset: int) -> bool:
    """Tell whether what befell is told right before an occasion: تبادل لإطلاق النار خلال حفل; not ندد بالهجوم خلال."""
    before = within(reading.words, offset - _NEAR, offset)
    if not before or before[-1].proclitics.endswith(_ARTICLE):
        return False
    gap = reading.text[before[-1].word_end : offset]
    return len(gap.split()) <= _CLOSE and not any(sign in gap for sign in _STOPS)  # قتل عشرة أشخاص خلال حفل
