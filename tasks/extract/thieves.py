"""Whom the police takes where no war is told: a suspect of politics or terror, or a thief."""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.drafts import Draft
from tasks.extract.lexicon import Trigger
from tasks.extract.reading import Reading, within

_ARMIES = FORCES - {"police", "intelligence", "forces"}
_OPPOSED = frozenset({"armed-group", "militia", "party", "intelligence"})
_SERVICE = "intelligence"  # a secret service hunts no thieves
_POLITICAL = frozenset({"political", "belongs"})  # ناشطا; يشتبه في انتمائه إلى
_VIOLENT = frozenset({"assault", "attack", "blast", "remote-explosive", "suicide-bomb"})
_WAVES = frozenset({"arr-wave", "arr-cell", "arr-cell-noun"})


def is_no_thief(reading: Reading, draft: Draft, raided: set[int]) -> bool:
    """Tell whether an army or an armed group arrests, or many at once, or whom words of politics or terror are told of.

    A police by itself catches thieves as well, but not for an attack on a church that its sentence tells (`raided`).
    """
    if draft.groups[0].sentence in raided:
        return True
    if any(e.kind in _ARMIES for e in draft.actors) or not _WAVES.isdisjoint(draft.rules):
        return True
    if any(e.kind in _OPPOSED for e in draft.targets) or any(e.kind == _SERVICE for e in draft.actors):
        return True
    if _acts_abroad(reading, draft):
        return True
    spans = [(group.start, group.end) for group in draft.groups]
    cues = (cue for start, end in spans for cue in within(reading.cues, start, end))
    if any(cue.payload.effect in _POLITICAL for cue in cues):
        return True
    told = [reading.sentences[group.sentence] for group in draft.groups]
    return any(_tells_plot(reading, sentence.start, sentence.end) for sentence in told)


def _tells_plot(reading: Reading, start: int, end: int) -> bool:
    """Tell whether an attack that was planned stands in a span: أحبطت الشرطة مخططا لتنفيذ هجوم واعتقلت أربعة."""
    plots = within(reading.cued("plot"), start, end)
    return bool(plots) and any(
        isinstance(word.payload, Trigger) and word.payload.event in _VIOLENT
        for word in within(reading.words, plots[0].word_end, end)
    )


def _acts_abroad(reading: Reading, draft: Draft) -> bool:
    """Tell whether the police of one country take people in another, which no thief explains: in an occupied town."""
    homes = {reading.lexicon.entities.known[e.entity_id].country for e in draft.actors}
    there = draft.place.country if draft.place is not None else None
    return there is not None and bool(homes) and homes.isdisjoint({there, None})
