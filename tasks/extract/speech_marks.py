"""At which words of an article speech may be told, so that nobody asks every word what it is.

Most words say nothing to any table of speech. What a word may be depends on its letters alone: it is judged when it is
first met and remembered, and those who look for verbs, phrases and cues visit only the words where theirs may stand.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tasks.extract.speech_words import SpeechWords
from tasks.extract.within import first_from

_AND = "و"
_JOINING = "وف"
_BEFORE_VERBS = "وفلبك"  # written onto a verb of speech, or onto its masdar
BEFORE_CUES = "ولب"  # written onto a cue: لتلك الادعاءات
_NOTHING: tuple[int, ...] = ()  # what most words may be
_REMEMBERED = 60_000  # words that are kept with what they may be


class Marked(NamedTuple):
    """Token numbers, in order, at which something may stand; whether it does, its neighbours tell."""

    verbs: list[int]
    acts: list[int]
    attributions: list[int]
    cues: list[int]
    capitals: list[int]


def mark_words(norms: Sequence[str], words: SpeechWords) -> Marked:
    """Return where verbs of speech, speech acts, phrases, cues and capitals may stand in an article."""
    known = words.marks
    found = Marked([], [], [], [], [])
    told = [(at, kinds) for at, kinds in enumerate(map(known.get, norms)) if kinds is not _NOTHING]
    for at, kinds in told:
        for kind in _remember(norms[at], words) if kinds is None else kinds:
            found[kind].append(at)
    return found


def numbers_within(numbers: list[int], first: int, last: int) -> list[int]:
    """Return the token numbers from `first` to `last` (exclusive)."""
    begin = end = first_from(numbers, first)
    while end < len(numbers) and numbers[end] < last:
        end += 1
    return numbers[begin:end]


def _remember(norm: str, words: SpeechWords) -> tuple[int, ...]:
    if len(words.marks) >= _REMEMBERED:
        words.marks.clear()
    kinds = tuple([kind for kind, may in enumerate(_judge(norm, words)) if may]) or _NOTHING
    words.marks[norm] = kinds
    return kinds


def _judge(norm: str, words: SpeechWords) -> tuple[bool, ...]:
    """Tell, in the order of `Marked`, what a word may be by itself or behind what is written onto it."""
    if words.told.isdisjoint((norm, norm[1:], norm.lstrip(BEFORE_CUES))):
        return ()  # nineteen words in twenty
    phrases, cues, capitals = words.attributions.by_first, words.cues.by_first, words.capitals.by_first
    rest = norm[1:]
    joined = norm[0] == _AND
    return (
        norm in words.verbs or (norm[0] in _BEFORE_VERBS and rest in words.verbs),
        norm in words.verbal or (norm[0] in _JOINING and rest in words.verbal),
        norm in phrases or (joined and rest in phrases),
        norm in cues or norm.lstrip(BEFORE_CUES) in cues,
        norm in capitals or (joined and rest in capitals),
    )
