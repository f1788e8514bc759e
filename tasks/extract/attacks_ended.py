"""Who ended an attack: قتل المهاجم خمسة أشخاص قبل أن تقتله الشرطة. The police had no part in what it did until then."""

from collections.abc import Sequence

from tasks.extract.actor_kinds import FORCES
from tasks.extract.entities import EntityHit
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

BEFORE_THAT = "con-before-that"
_HIM = ("ه", "ها", "هم", "هما")
_VERB = 30  # characters of a verb with its pronoun, to the name behind it
_REACH = 90  # characters of the clause that ends an attack
_ABLE = 2  # words behind who was able to: من قتله
_SIGNS = "،.؛"
_ARRESTS = "arrests"
_STOPS = "،.؛\n"


def met_attacker(reading: Reading, cue: Match[Cue]) -> EntityHit | None:
    """Return the force right behind "before" and a verb with a pronoun: قبل أن ترديه الشرطة.

    The pronoun may stand behind it: قبل أن تتمكن الشرطة من قتله.
    """
    named = next(iter(within(reading.entities, cue.word_end, cue.word_end + _VERB)), None)
    if named is None or named.kind not in FORCES:
        return None
    words = reading.text[cue.word_end : named.start].split()
    behind = reading.text[named.end : named.end + _VERB].split()[:_ABLE]
    struck = any(word.strip(_SIGNS).endswith(_HIM) for word in (*words, *behind[-1:]))
    return named if len(words) == 1 and struck else None


def befell_attacker(reading: Reading, run: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether a toll or an arrest is what a force did to the attacker in the end, and no part of his attack."""
    if not run or not (hit.casualty is not None or hit.event == _ARRESTS):
        return False
    cues = within(reading.cued("boundary"), max(run[-1].end, hit.start - _REACH), hit.start)
    told = [c for c in cues if c.payload.cue_id == BEFORE_THAT]
    if not told or any(sign in reading.text[told[-1].word_end : hit.start] for sign in _STOPS):
        return False
    return met_attacker(reading, told[-1]) is not None
