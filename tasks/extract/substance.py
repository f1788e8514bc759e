"""Whether a passage reports a happening, or only talks of one: a noun that no verb carries, with no answer.

"After the liberation of the town", "while he was held": a definite noun takes what happened as known (an indefinite one
tells it: قصف مدفعي على القرية). With no verb that carries it and nothing but a place or a day beside it, it reports
nothing. Neither does a toll that is far from any event and names no side, place or day: 48 drowned migrants.
"""

from collections.abc import Iterator
from dataclasses import replace

from tasks.extract.drafts import Draft
from tasks.extract.grouping import Group
from tasks.extract.presumed import BARE, goes_on, is_known, is_of_anybody, is_told_aside, speaks_of_dead, stands_in
from tasks.extract.reaching import tense_of
from tasks.extract.reading import Reading, within

_LITTLE = (set[str](), {"place"}, {"date"})  # what a noun alone says of things known: تحرير عدن, since last week
_SIDES = {"actor", "target"}
_TAKEN = frozenset({"capture", "government-regains-territory"})
_TIMES = frozenset({"con-after-time", "con-after-lapse", "con-since", "bck-since"})
_JUST = 30  # characters before a noun in which "after" stands, with a word of announcing between: فور إعلان تحرير
_ENDS = ".؟!\n"  # signs that end what is said; a sentence may hold several questions
_CLOSING = ' .\n\t\u00a0"»”)!'  # signs behind the mark of a question
_REMOTE = frozenset({"agent-genitive", "agent-owner", "agent-by", "agent-within"})  # whose it is, by the noun itself
_LENT = "agent-story"  # the side that strikes elsewhere in the text
_VICTIMS = "victims"  # the people counted, as the target
_ONCE = frozenset({"headquarters"})


def is_talk(reading: Reading, draft: Draft) -> bool:
    """Tell whether a passage told as news only names what is known or general; what opens a page is news."""
    if draft.status != "asserted":
        return False
    answers = set(_answers(draft))
    if _is_asked(reading, draft.groups[0]) and not answers & {"number", "date"}:
        return True
    if any(tells(reading, draft) for tells in (is_of_anybody, speaks_of_dead, goes_on, is_told_aside)):
        return True
    if _only_dates(reading, draft, answers):
        return True
    if draft.headline or draft.groups[0].sentence == 0:
        return False
    return _says_little(reading, draft, answers)


def _only_dates(reading: Reading, draft: Draft, answers: set[str]) -> bool:
    """Tell whether the fall of a place, with no word of who took it, only dates the news: بعد تحرير المدينة."""
    if draft.event not in _TAKEN or not answers <= {"place", "target"}:
        return False
    if not all(is_known(reading, group) for group in draft.groups):
        return False
    return all(_follows_time(reading, group) for group in draft.groups)


def _follows_time(reading: Reading, group: Group) -> bool:
    """Tell whether "after" or "since" stands right before the first word of a passage."""
    start = group.hits[0].start
    near = (cue for cue in within(reading.cues, start - _JUST, start) if cue.payload.cue_id in _TIMES)
    return any(len(reading.text[cue.word_end : start].split()) <= 1 for cue in near)


def _says_little(reading: Reading, draft: Draft, answers: set[str]) -> bool:
    """Tell whether a passage below the lead tells only what is general, a toll of nobody, or what is known."""
    if _is_general(draft) and answers <= _SIDES:
        return True
    if draft.toll_only:
        armed = draft.weapon is not None or any(a.victim_class == "combatant" for a in draft.amounts)
        return not armed and answers <= {"number"}
    if not answers and all(is_known(reading, group) for group in map(_without_victims, draft.groups)):
        return True
    little = answers in _LITTLE or (answers == {"actor"} and _REMOTE.isdisjoint(draft.rules))
    return little and all(is_known(reading, group) for group in draft.groups)


def _without_victims(group: Group) -> Group:
    """Return a passage without its nouns for dead and wounded: the battle and its victims, of whom none is counted.

    One that has nothing but them, as a verse on the slain that was joined to a killing, stays as it is.
    """
    told = tuple(hit for hit in group.hits if hit.shape != BARE)
    return replace(group, hits=told) if told else group


def _is_asked(reading: Reading, group: Group) -> bool:
    """Tell whether a passage stands in a question, as in من يقتل الأبرياء."""
    sentence = reading.sentences[group.sentence]
    if reading.text.find("؟", sentence.start, sentence.end) < 0:
        return False  # nearly always
    if reading.text[sentence.start : sentence.end].rstrip(_CLOSING).endswith("؟"):
        return True
    return next((sign for sign in reading.text[group.hits[-1].end : sentence.end] if sign in _ENDS), "") == "؟"


def _is_general(draft: Draft) -> bool:
    """Tell whether one passage in the present tells what somebody does as a rule: يقتلون الأبرياء ويهدمون البيوت.

    A base is built once: تقيم قاعدة عمليات.
    """
    return (
        draft.event not in _ONCE
        and len(draft.groups) == 1
        and all(tense_of(hit) == "imperfect" for hit in draft.groups[0].hits)
    )


def _answers(draft: Draft) -> Iterator[str]:
    """Yield the questions that the words of a passage answer; "some" or "her" is no number, and no side is lent."""
    if draft.actors and _LENT not in draft.rules:
        yield "actor"
    if any(target.rule_id != _VICTIMS for target in draft.targets):
        yield "target"
    if draft.place is not None:
        yield "place"
    if draft.date is not None:
        yield "date"
    words = {(hit.start, hit.end) for group in draft.groups for hit in group.hits}
    if any(not (amount.vague or stands_in(amount, words)) for amount in draft.amounts):
        yield "number"
