"""What a deed answers, or what somebody is charged with: it happened before, and elsewhere (ردا على, بتهمة).

What is only done at the same time or for what is to come (أثناء تغطيتها اقتحام المخيم) is of the deed's own place.
"""

from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_ANSWER = "con-because"


def reasons_within(reading: Reading, start: int, end: int) -> list[Match[Cue]]:
    """Return the words in a span behind which stands what was done before."""
    return [cue for cue in within(reading.cued("reason"), start, end) if cue.payload.cue_id == _ANSWER]
