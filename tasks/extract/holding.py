"""Who holds a place already, told in passing: هيئة تحرير الشام التي تسيطر على إدلب.

The verb tells no taking of the place, and what happens to the side named before it happened elsewhere, as far as these
words go: a raid on "the Houthis who hold Sanaa" fell where the rest of the sentence says, or nobody knows where.
"""

from tasks.extract.hits import Hit
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_CLAUSE = 60  # characters of a relative clause before the place that it names
_TAKING, _LASTING = "capture", "imperfect"
_ALONE = "alone"  # what a verb needs that has its place before it: سيطر عليها
_STOPS = "،.؛\n"


def tells_holder(reading: Reading, hit: Hit) -> bool:
    """Tell whether a word of an event is a verb in the present right behind a relative pronoun: التي تسيطر على."""
    if hit.trigger is None or hit.trigger.tense != _LASTING or hit.event != _TAKING or _ALONE in hit.needs:
        return False  # التي تسيطر عليها الفصائل: of the place before it
    before = within(reading.cued("relative"), hit.start - _CLAUSE, hit.start)
    return bool(before) and not reading.text[before[-1].word_end : hit.start].strip()


def is_held(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a relative clause only says that a side holds a place."""
    for cue in within(reading.cued("relative"), place.start - _CLAUSE, place.start):
        verb = next((w for w in within(reading.words, cue.word_end, place.start) if _lasts(w)), None)
        if verb is None or reading.text[cue.word_end : verb.word_start].strip():
            continue
        if not any(sign in reading.text[verb.word_end : place.start] for sign in _STOPS):
            return True
    return False


def _lasts(word: Match[Trigger | Casualty]) -> bool:
    told = word.payload
    return isinstance(told, Trigger) and told.event == _TAKING and told.tense == _LASTING
