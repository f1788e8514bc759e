"""Deaths that are the reason or the anniversary of an event and no part of its toll: قصف ردا على مقتل جندي."""

from tasks.extract.drafts import Draft
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within
from tasks.extract.reasons import is_hit_back, reasons_within

_REASON = "reason"
_PAST = frozenset({"bck-anniversary", "bck-charge", "con-since"})
_REACH = 40  # characters before a noun of a toll in which its occasion stands
_STOPS = "،.؛\n"
_AGENT = "agent-"
_FURTHER = 3  # words between an answer and what it answers
_BESIDE = 1  # words between them: في الذكرى الأولى لمقتله
_YEARS = 4  # the same with the years since: في ذكرى مرور عشرة أعوام على مقتل
_FIRE_SOURCE = "fire-source"
ANSWERED = "mod-answered"
"""The rule of a passage that only says what a deed of its sentence answers."""


def is_occasion(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether a noun of a toll only says what an event told before it answers, recalls or is charged with."""
    if hit.verbal or hit.shape == "bare" or not any(other.start < hit.start for other in group.events):
        return False
    for cue in within(reading.cues, hit.start - _REACH, hit.start):
        if cue.payload.effect == _REASON or cue.payload.cue_id in _PAST:
            gap = reading.text[cue.word_end : hit.start]
            most = _YEARS if cue.payload.cue_id in _PAST else _BESIDE
            if len(gap.split()) <= most and not any(sign in gap for sign in _STOPS):
                return True
    return False


def is_of_occasion(reading: Reading, group: Group, start: int) -> bool:
    """Tell whether a number belongs to what a deed answers: قصف المدينة ردا على إطلاق صاروخين عليها."""
    reasons = reasons_within(reading, group.head.end, start)
    return bool(reasons) and not any(sign in reading.text[reasons[-1].word_end : start] for sign in _STOPS)


def as_answered(reading: Reading, group: Group, draft: Draft) -> Draft:
    """Return a passage that only says what the deed before it answers without a doer lent from that deed.

    أطلق الحزب صواريخ على البلدة ردا على اغتيال قائد في كذا: who fired did not kill his own commander.
    """
    if _fires_back(reading, group):
        return draft.but(rules=(*draft.rules, ANSWERED))
    if not _is_answered(reading, group):
        return draft
    own = tuple(e for e in draft.actors if e.start >= group.head.start)
    rules = tuple(r for r in draft.rules if own or not r.startswith(_AGENT))
    return draft.but(actors=own, rules=(*rules, ANSWERED))


def _fires_back(reading: Reading, group: Group) -> bool:
    """Tell whether a force only answers fire that was told right before: سقطت قذيفة، ورد الجيش على مصادر النيران.

    Where its sentence goes on with what it hit, that is told of the one who answers: ردت الفصائل على مصادر النيران
    واستهداف مواقع الجيش.
    """
    head, sentence = group.head, reading.sentences[group.sentence]
    if head.trigger is None or _FIRE_SOURCE not in head.needs or within(reading.words, head.end, sentence.end):
        return False
    first = reading.sentences[max(0, group.sentence - 1)].start
    return bool(within(reading.words, first, head.start))


def _leads_to(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a word for what is answered stands near its event: ردا على التصعيد المقابل باستهداف المدينة."""
    gap = reading.text[start:end]
    if any(sign in gap for sign in _STOPS):
        return False
    if any(not reading.text[start : word.word_start].strip() for word in within(reading.words, start, end)):
        return True  # ردا على اغتيال أحد قادته في غارة على كذا
    if len(gap.split()) > _FURTHER:
        return False
    carried = any(cue.payload.effect == "support" for cue in within(reading.cues, start, end))
    return len(gap.split()) <= _BESIDE or not (carried or within(reading.entities, start, end))


def _is_answered(reading: Reading, group: Group) -> bool:
    """Tell whether a noun with "in answer to" right before it opens a passage, beside another event of its sentence."""
    head, sentence = group.head, reading.sentences[group.sentence]
    if head.verbal:
        return False
    if is_hit_back(reading, head.start):
        return bool(within(reading.words, group.end, sentence.end))
    before = reasons_within(reading, max(sentence.start, head.start - _REACH), head.start)
    if not before or group.hits[0].start < before[-1].word_end:
        return False
    if not _leads_to(reading, before[-1].word_end, head.start):
        return False
    told = within(reading.words, sentence.start, before[-1].word_start)
    return bool(told or within(reading.words, group.end, sentence.end))
