"""Which status an event has once its day and its numbers are known: news, background, or a plan worth a row.

Coding conventions: history, totals since the start of a war and who has long held a place are background; what
somebody with arms has announced for a place or against a side is planned.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tasks.extract.actor_kinds import ARMED
from tasks.extract.amount import Amount
from tasks.extract.background import LEAD
from tasks.extract.drafts import Draft
from tasks.extract.gazetteer import COUNTRY
from tasks.extract.grouping import Group
from tasks.extract.lexicon import Cue
from tasks.extract.modal_cues import MISHAPS
from tasks.extract.modality import STANDING, Mode
from tasks.extract.parties import Parties
from tasks.extract.reaching import CLAUSE_STOPS
from tasks.extract.reading import DateHit, Reading, within
from tasks.extract.timing import is_fresh, is_past, is_recent, is_to_come
from tasks.text.match import Match

_FATE = frozenset({"killed", "injured", "casualties"})
_SORTIES = frozenset({"raids", "sorties", "attacks"})
_WAR_TOLL = 5_000  # dead or injured: no single event of these wars had as many, a war has
_UNTOLD = 1_000
_HUNDREDS = 100
_ATTACKS = frozenset({"assault", "attack", "blast", "remote-explosive", "suicide-bomb"})
_PLURAL = "ات"
_TOPIC = "mod-topic"
_COURT = "court"
_CAMPAIGN = 500  # raids or sorties: the most that any army told of one day was about 300
_OF_EVENTS = dict.fromkeys(_FATE, _WAR_TOLL) | dict.fromkeys(_SORTIES, _CAMPAIGN)
_OF_NONE = _OF_EVENTS | dict.fromkeys(_FATE, _UNTOLD)
_AFTER = frozenset({"con-after", "con-after-time"})
_DATED = frozenset({"bck-pluperfect", "bck-earlier", "bck-anniversary"})
"""Cues of the past that a day of this week outweighs: قصفت الدبابات اليوم الموقع بعد نيران أطلقت في وقت سابق."""
_PLANS = frozenset(
    {
        "strike", "air-drone-strike", "shelling", "assault", "armed-clash", "change-to-group", "capture",
        "government-regains-territory",
    }
)  # fmt: skip
_LASTING = frozenset({"beside", "clause"})  # cues of the past that tell since when, not that it is over


def settle_status(reading: Reading, mode: Mode, group: Group, date: DateHit | None, amounts: Sequence[Amount]) -> str:
    """Return the status with what date and numbers tell; a pluperfect of this week is news."""
    if mode.status in MISHAPS and mode.past:
        mode = replace(mode, status="background", rule=mode.past)
    if mode.status in MISHAPS or mode.status == _COURT:
        return "asserted"  # of a court only what an armed group calls its sentence is left: mishaps.py
    if mode.status in {"asserted", "topic"} and is_to_come(reading, date) and not _has_happened(group):
        return "planned"
    if mode.status in {"asserted", "topic"}:
        sentence = group.sentence if group.casualties else len(reading.sentences)  # a toll may be the lead of the news
        summed = is_war_total(amounts, group) or _sums_attacks(reading, amounts, group)
        before = mode.status == "asserted" and _came_before(reading, group)
        history = is_past(reading, date, sentence) or (date is None and (summed or before))
        return "background" if history else mode.status
    again = date is None and group.head.definite and not group.head.verbal  # يذكر أن المواجهات أسفرت: those just told
    recalled = mode.rule == "bck-recall" and (again or is_fresh(reading, date))
    if recalled or (mode.rule in _DATED and is_recent(reading, date)):
        return "asserted"
    return mode.status


def _came_before(reading: Reading, group: Group) -> bool:
    """Tell whether what happened long ago was done after it: فرضت الطوارئ في أكتوبر 2014 عقب هجوم على حاجز."""
    first = group.hits[0]
    start = reading.sentences[group.sentence].start
    led = [c for c in within(reading.cues, start, first.start) if c.payload.cue_id in _AFTER][-1:]
    if first.verbal or not led or reading.text[led[0].word_end : first.start].strip():
        return False
    days = within(reading.dates, start, led[0].word_start)
    return bool(days) and is_past(reading, days[-1], group.sentence)


def _has_happened(group: Group) -> bool:
    """Tell whether a verb of the past or a toll tells it: then it is the day of the page that is wrong, or ours."""
    return bool(group.casualties) or any(hit.trigger and hit.trigger.tense == "perfect" for hit in group.hits)


def is_war_total(amounts: Iterable[Amount], group: Group) -> bool:
    """Tell whether a number is larger than any one event: the toll of a war, the raids of a campaign.

    Of a thousand dead told with no word of how they died no event is the news: نحو ألفي شخص قتلوا في البلاد.
    """
    if any(a.measure in _FATE and a.best is None and (a.low or 0) >= _UNTOLD for a in amounts):
        return True  # الحرب قتلت الآلاف
    if any(a.measure in _SORTIES and a.best is None and (a.low or 0) >= _HUNDREDS for a in amounts):
        return True  # مئات الهجمات
    least = _OF_EVENTS if group.events else _OF_NONE
    return any((a.low or a.best or 0) >= least[a.measure] for a in amounts if a.measure in least)


def _sums_attacks(reading: Reading, amounts: Iterable[Amount], group: Group) -> bool:
    """Tell whether hundreds are told below the lead to have died in attacks, whose number and days nobody tells."""
    many = any(a.measure in _FATE and a.best is None and (a.low or 0) >= _HUNDREDS for a in amounts)
    if not many or group.sentence < LEAD:
        return False
    nouns = (hit for hit in group.events if hit.event in _ATTACKS and not hit.verbal and not hit.definite)
    return any(reading.text[hit.start : hit.end].endswith(_PLURAL) for hit in nouns)


def is_plan(group: Group, parties: Parties) -> bool:
    """Tell whether somebody with arms is said to be about to act: an announcement, no fear and no wish."""
    return group.head.event in _PLANS and any(e.kind in ARMED for e in parties.actors)


def judge_topics(reading: Reading, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield drafts that report something: a topic, a plan or a standing state needs words of its own.

    A topic (the condemnation of a bombing) needs a toll, a place or a day; who has held a town since
    a day is background, and who holds it (وصلت القافلة إلى بلدة تسيطر عليها الفصائل) is no event.
    """
    for told in drafts:
        draft = _without_stage(reading, told)
        placed = draft.place is not None and draft.place.kind != COUNTRY
        if draft.status == "planned":
            if placed or draft.targets:
                yield draft
        elif draft.status != "topic":
            yield draft
        elif any(not a.vague or a.measure in _FATE for a in draft.amounts) or draft.date is not None or placed:
            if STANDING not in draft.rules:
                yield replace(draft, status="asserted")
            elif (since := _since_when(reading, draft)) is not None:
                date = draft.date if draft.date is not None and draft.date.start >= since.start else None
                status = "asserted" if is_recent(reading, date) else "background"
                yield replace(draft, date=date, status=status)


def _without_stage(reading: Reading, draft: Draft) -> Draft:
    """Return a topic without the place in which it was one: وفي القاهرة أدان الأزهر التفجير, of a bombing in Kabul."""
    if draft.place is None or not any(rule.startswith(_TOPIC) for rule in draft.rules):
        return draft
    group = draft.groups[0]
    cues = within(reading.cued("topic"), reading.sentences[group.sentence].start, group.head.start)
    if not cues or draft.place.end > cues[-1].word_start:
        return draft
    return replace(draft, place=None, other_places=(), country=None)


def _since_when(reading: Reading, draft: Draft) -> Match[Cue] | None:
    """Return the words behind a state that say since when it lasts: تسيطر عليها الفصائل منذ مايو.

    What stands before it, or behind a comma, dates something else: سقطت طائرة في بلدة يسيطر عليها كذا، اليوم.
    """
    group = draft.groups[0]
    for cue in within(reading.cues_of("background"), group.head.end, reading.sentences[group.sentence].end):
        gap = reading.text[group.head.end : cue.start]
        if cue.payload.reach in _LASTING and not any(sign in gap for sign in CLAUSE_STOPS):
            return cue
    return None
