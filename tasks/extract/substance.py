"""Whether a passage reports a happening, or only talks of one: a noun that no verb carries, with no answer.

"After the liberation of the town", "while he was held": a definite noun takes what happened as known (an indefinite one
tells it: قصف مدفعي على القرية). With no verb that carries it and nothing but a place or a day beside it, it reports
nothing. Neither does a toll that is far from any event and names no side, place or day: 48 drowned migrants.
"""

from collections.abc import Iterable, Iterator

from tasks.extract.amounts import Amount
from tasks.extract.drafts import Draft
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.reaching import tense_of
from tasks.extract.reading import Reading, within

_CARRIED = 40  # characters between a verb that carries a noun and the noun
_CARRIERS = frozenset({"support", "undergo", "lasts"})
_TOUCHING = 2  # characters from a noun to the verb behind it: الاحتجاجات اندلعت
_LITTLE = (set[str](), {"place"}, {"date"})  # what a noun alone says of things known: تحرير عدن, since last week
_SIDES = {"actor", "target"}
_CLOSING = ' .\n\t\u00a0"»”)!'  # signs behind the mark of a question
_ARTICLE = "ال"
_LENT = "agent-story"  # the side that strikes elsewhere in the text
_VICTIMS = "victims"  # the people counted, as the target


def is_talk(reading: Reading, draft: Draft) -> bool:
    """Tell whether a passage told as news only names what is known or general; what opens a page is news."""
    if draft.status != "asserted":
        return False
    answers = set(_answers(draft))
    if _is_asked(reading, draft.groups[0]) and not answers & {"number", "date"}:
        return True
    if draft.headline or draft.groups[0].sentence == 0:
        return False
    if _is_general(draft) and answers <= _SIDES:
        return True
    if draft.toll_only:
        armed = draft.weapon is not None or any(a.victim_class == "combatant" for a in draft.amounts)
        return not armed and answers <= {"number"}
    return answers in _LITTLE and all(_is_known(reading, group) for group in draft.groups)


def _is_asked(reading: Reading, group: Group) -> bool:
    """Tell whether a passage stands in a question, as in من يقتل الأبرياء."""
    sentence = reading.sentences[group.sentence]
    return reading.text[sentence.start : sentence.end].rstrip(_CLOSING).endswith("؟")


def _is_general(draft: Draft) -> bool:
    """Tell whether one passage in the present tells what somebody does as a rule: يقتلون الأبرياء ويهدمون البيوت."""
    return len(draft.groups) == 1 and all(tense_of(hit) == "imperfect" for hit in draft.groups[0].hits)


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
    if any(not (amount.vague or _stands_in(amount, words)) for amount in draft.amounts):
        yield "number"


def _stands_in(amount: Amount, words: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a number is only the pronoun of a word: اعتقالها, not اعتقال شاب."""
    return any(start <= amount.start and amount.end <= end for start, end in words)


def _is_known(reading: Reading, group: Group) -> bool:
    """Tell whether a passage names its event by definite nouns alone: تحرير عدن, احتجازهم, not قصف مدفعي على القرية."""
    return all(
        not hit.verbal and _is_definite(reading, hit) and not _is_carried(reading, group, hit) for hit in group.hits
    )


def _is_definite(reading: Reading, hit: Hit) -> bool:
    """Tell whether a noun has the article, a pronoun, or right behind it a name or a noun with the article."""
    if hit.definite or hit.suffix:
        return True
    behind = hit.end + 1
    named = any(p.name_start <= behind < p.end for p in within(reading.places, hit.end, behind + 1))
    return named or reading.text.startswith(_ARTICLE, behind)


def _is_carried(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether a verb tells of a noun that it happened: شنت غارات, تعرضت لقصف, استمرت المعارك, المعارك اندلعت."""
    before = within(reading.cues, max(group.start, hit.start - _CARRIED), hit.start)
    behind = within(reading.cues, hit.end, hit.end + _TOUCHING)
    return any(cue.payload.effect in _CARRIERS for cue in (*before, *behind))
