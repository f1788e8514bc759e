"""Which word tells of what kind a telling is: the negation, the plan, the film that reaches an event."""

from collections.abc import Sequence

from tasks.extract.background import WINDOW
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.planned_too import joined_plan
from tasks.extract.reaching import NEAR_BEFORE, is_done_by, is_predicate, is_soon, reaches
from tasks.extract.reading import Reading, within
from tasks.extract.within import in_text
from tasks.text.match import Match

MISHAPS = frozenset({"accident", "domestic", "crime"})  # deaths that are real, and no violence
_NAME = 60  # characters of the name of a side, and of words that give none
_NAMELESS = "anonymous"
_OWNED = "clm-"


def modal_cue(reading: Reading, group: Group, head: Hit) -> Match[Cue] | None:
    """Return the cue that tells what kind of words a group is; a film or a drill goes before a nearer one."""
    sentence = reading.sentences[group.sentence]
    first, last = max(sentence.start, head.start - WINDOW), min(sentence.end, head.end + WINDOW)
    cues = within(reading.once(_modal_cues), first, last)
    wide = [cue for cue in cues if cue.payload.reach == "sentence" and reaches(reading, group, cue, head)]
    unreal = next((cue for cue in wide if cue.payload.effect not in MISHAPS), None)
    return unreal or _near_cue(reading, group, head, cues) or next(iter(wide), None)


def _modal_cues(reading: Reading) -> tuple[Match[Cue], ...]:
    """Return the cues of modality of an article, but for those that are part of a name or tell that none is given."""
    return in_text([cue for cue in reading.cues_of("modality") if not _is_named(reading, cue)])


def _is_named(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether a cue stands inside a name (منظمة أطباء بلا حدود), or says that no name is given (عدم ذكر اسمه)."""
    around = within(reading.entities, cue.start - _NAME, cue.start)
    counted = within(reading.counts, cue.start - _NAME, cue.end)  # قتل 21 طالبا: students demand nothing
    if any(count.unit_start <= cue.start < count.unit_end for count in counted):
        return True
    return any(entity.end >= cue.end for entity in around) or _gives_no_name(reading, cue)


def _gives_no_name(reading: Reading, cue: Match[Cue]) -> bool:
    phrases, tokens = reading.lexicon.speech.cues, within(reading.tokens, cue.start, cue.start + _NAME)
    if not tokens or tokens[0].norm not in phrases.by_first:
        return False
    told = phrases.at([token.norm for token in tokens], 0)
    return told is not None and told[1] == _NAMELESS


def _near_cue(reading: Reading, group: Group, head: Hit, cues: Sequence[Match[Cue]]) -> Match[Cue] | None:
    for cue in reversed(cues):
        if any(told(reading, cue, head) for told in (is_done_by, is_predicate, is_soon)):
            return cue
        before = cue.start < head.end
        clear = cue.word_end <= head.core or cue.word_end >= head.end  # beside the head, or around it: أي هجوم
        if cue.payload.effect == "negated" and before and _is_taken_for_known(reading, group, head):
            continue
        if before and clear and cue.payload.reach != "sentence" and reaches(reading, group, cue, head):
            return _negation_of(reading, cue) or cue
    return joined_plan(reading, group, head, cues)


def _is_taken_for_known(reading: Reading, group: Group, head: Hit) -> bool:
    """Tell whether a clause of its own tells the deed behind a negation: لم تعلق على الهجوم الذي قتل فيه ثلاثة."""
    definite = head.definite or (head.trigger is not None and head.trigger.trigger_id.startswith(_OWNED))
    if head.verbal or not definite:
        return False
    told = next((hit for hit in group.hits if hit.start > head.end and hit.verbal), None)
    relative = within(reading.cued("relative"), head.end, told.start) if told is not None else ()
    return any(len(reading.text[head.end : c.start].split()) <= 1 for c in relative)


def _negation_of(reading: Reading, cue: Match[Cue]) -> Match[Cue] | None:
    """Return the negation right before a cue: what was not permitted is no plan."""
    for other in within(reading.cues, cue.word_start - NEAR_BEFORE, cue.word_start):
        if other.payload.effect == "negated" and not reading.text[other.word_end : cue.word_start].strip():
            return other
    return None
