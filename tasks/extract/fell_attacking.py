"""Who fell in an attack of his own, and so is its doer: قتل خمسة من مقاتلي X خلال شنهم هجوما على نقطة أمنية."""

from tasks.extract.actor_kinds import FIGHTERS
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue, Trigger
from tasks.extract.phrases import Names, Phrase
from tasks.extract.reading import Reading, within
from tasks.text.match import Match
from tasks.text.tokens import Token

_WHILE = frozenset({"con-during", "con-held-by"})
_CARRYING = "own-doing"
_THEIRS = ("ه", "ها", "هم", "هما")
_KILLED = "killed"
_ONSLAUGHTS = frozenset({"assault", "strike", "shelling", "attack", "other"})
_NEXT = 3  # characters to the next word
FELL = "agent-fell"
"""The rule of a doer who fell: whom he attacked fought back, told or not."""


def fell_attacking(names: Names) -> Phrase | None:
    """Return the side of those who fell where a word for their own attack stands behind "while"."""
    first = names.group.hits[0]
    if first.casualty is None or first.casualty.measure != _KILLED or first.frame != "target":
        return None
    for cue in (c for c in names.cues if c.payload.cue_id in _WHILE):
        if cue.word_start > first.start and _is_own_attack(names, cue):
            fallen = next(iter(names.phrases), None)
            fought = fallen is not None and all(e.kind in FIGHTERS for e in fallen.entities)
            return fallen if fought and fallen is not None and fallen.end <= cue.word_start else None
    return None


def _is_own_attack(names: Names, cue: Match[Cue]) -> bool:
    """Tell whether an attack with a pronoun, or a noun that carries one, stands right behind "while"."""
    token = next(iter(within(names.reading.tokens, cue.word_end, cue.word_end + _NEXT)), None)
    if token is None or not names.text.endswith(_THEIRS, token.start, token.end):
        return False
    if any(c.word_start == token.start for c in within(names.reading.cued(_CARRYING), token.start, token.end)):
        return any(_attacks(hit) and hit.start >= token.end for hit in names.group.events)
    return _is_noun_of_attack(names.reading, token)


def _is_noun_of_attack(reading: Reading, token: Token) -> bool:
    told = [w.payload for w in within(reading.words, token.start, token.end) if isinstance(w.payload, Trigger)]
    return any(t.kind == "noun" and t.event in _ONSLAUGHTS and t.frame == "agent-target" for t in told)


def _attacks(hit: Hit) -> bool:
    return hit.trigger is not None and hit.event in _ONSLAUGHTS and hit.frame == "agent-target"
