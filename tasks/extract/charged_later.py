"""Who is told in a later sentence to have done what was told: accused of it, or as the doer of both attacks.

قتل ستة في تفجير. وحملت الشرطة الحركة مسؤولية التفجير; وقع تفجيران. وتبنى التنظيم التفجيرين.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.actor_kinds import FORCES
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.lexicon import Cue, Trigger
from tasks.extract.own_up import OWNED, is_nameless, last_told, name_owners
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

ACCUSED = "agent-accused"
"""The rule of a doer whom somebody accuses in the sentence behind the attack."""
_CHARGE = "Accusation"
_ARTICLE, _AND, _DUAL = "ال", "و", "ين"
_NEXT = 4  # characters to the next word and its article
_PLACE = 24  # characters in which another town stands behind the noun: مسؤولية الهجوم في كذا
_NAME = 60  # characters of the name of who is accused
_ACCUSER = 6  # words from a verb of accusing to whom it accuses
_SIGNS = ' "«»“”()'
_BACK = 2  # sentences from who did both attacks to the first of them
_NEWS, _NOUN = "asserted", "noun"
_ATTACKS = frozenset({"remote-explosive", "suicide-bomb", "attack", "armed-clash"})


def name_doers(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with the doers that later sentences name: who owns up to them, or is accused."""
    return share_owned(reading, name_charged(reading, name_owners(reading, drafts)))


def name_charged(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts, each of nobody known with whom the next sentence accuses: واتهمت الشرطة الحركة بتنفيذه."""
    told = list(drafts)
    for cue in _charges(reading):
        start = reading.sentences[reading.sentence_at(cue.word_start)].start
        accused = _accused(reading, start, cue.word_start)
        if accused is None or _tells_event(told, start, cue.word_start):
            continue
        index = last_told(reading, told, start)
        if index is not None:
            told[index] = replace(told[index], actors=(accused,), rules=(*told[index].rules, ACCUSED))
    return tuple(told)


def _charges(reading: Reading) -> Iterator[Match[Cue]]:
    """Yield the words of a charge whose deed was told before: بتنفيذه, مسؤولية الهجوم."""
    yield from reading.cued("blamed")
    for cue in reading.cued("charge"):
        nouns = [w for w in within(reading.words, cue.word_end, cue.word_end + _NEXT) if isinstance(w.payload, Trigger)]
        named = nouns and reading.text.startswith(_ARTICLE, nouns[-1].word_start)
        if named and not within(reading.places, nouns[-1].word_end, nouns[-1].word_end + _PLACE):
            yield cue


def _accused(reading: Reading, start: int, end: int) -> EntityHit | None:
    """Return the force right before a charge, behind a verb of accusing; nobody where the charge is negated."""
    named = [e for e in within(reading.entities, max(start, end - _NAME), end) if e.kind in FORCES]
    if not named or reading.text[named[-1].end : end].strip(_SIGNS):
        return None
    verbs = reading.lexicon.speech.verbs
    before = within(reading.tokens, start, named[-1].start)[-_ACCUSER:]
    forms = (form for t in before for form in verbs.get(t.norm) or verbs.get(t.norm.removeprefix(_AND)) or ())
    negated = any(cue.payload.effect == "negated" for cue in within(reading.cues, start, end))
    charged = any(form.verb.verbal == _CHARGE for form in forms)
    return named[-1] if charged and not negated else None


def _tells_event(drafts: Sequence[Draft], start: int, end: int) -> bool:
    """Tell whether an event stands in a span, which the charge is then of."""
    return any(start <= group.head.start < end for draft in drafts for group in draft.groups)


def share_owned(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with who did "both attacks" at both that were told before: وتبنى التنظيم التفجيرين."""
    told = list(drafts)
    for draft in drafts:
        for group in (g for g in draft.groups[1:] if draft.actors and _names_both(reading, g)):
            others = [i for i, other in enumerate(told) if other is not draft and _is_before(reading, other, group)]
            if len(others) == 1:
                one = told[others[0]]
                told[others[0]] = replace(one, actors=draft.actors, rules=(*one.rules, OWNED))
    return tuple(told)


def _names_both(reading: Reading, group: Group) -> bool:
    """Tell whether the noun of a passage is a dual with the article: التفجيرين, مسؤوليته عن الهجومين."""
    head = group.head
    last = reading.text[head.start : head.end].split()[-1]
    return head.shape == _NOUN and last.startswith(_ARTICLE) and last.endswith(_DUAL)


def _is_before(reading: Reading, draft: Draft, group: Group) -> bool:
    """Tell whether an attack of nobody known was told shortly before a passage, and nowhere else."""
    near = 0 <= group.sentence - draft.groups[-1].sentence <= _BACK and draft.groups[-1].head.start < group.head.start
    return near and is_nameless(reading, draft) and draft.status == _NEWS and draft.event in _ATTACKS
