"""Passages that take a happening, the dead or a way of fighting as known, and tell none.

"After the liberation of the town", "the martyrs of the army", "killing civilians became a weapon of war": nouns with
the article, or with a name or such a noun behind them, that no verb carries. What is told of a happening told elsewhere
has an answer of its own beside them.
"""

from collections.abc import Collection

from tasks.extract.actor_kinds import FIGHTERS
from tasks.extract.amount import Amount
from tasks.extract.drafts import Draft
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.reaching import tense_of
from tasks.extract.reading import Reading, within

_PLURAL = ("con-relative-other", "con-relative-they")
_NAME_LENGTH = 60  # characters of the name of a side
_STOPS = "،؛.؟!\n"
_CARRIED = 40  # characters between a verb that carries a noun and the noun
_CARRIERS = frozenset({"support", "undergo", "lasts"})
_TOUCHING = 2  # characters from a noun to the verb behind it: الاحتجاجات اندلعت
_ARTICLE = "ال"
_ANYBODY = frozenset(
    {"actor:civilians", "actor:journalists", "actor:soldiers", "actor:police", "actor:army", "actor:security-forces"}
)
_NAME = "name"  # the rule of what a list names
BARE = "bare"  # the shape of nouns for the dead and the wounded


def is_known(reading: Reading, group: Group) -> bool:
    """Tell whether a passage names its event by definite nouns alone: تحرير عدن, احتجازهم, not قصف مدفعي على القرية."""
    return all(_is_named(reading, group, hit) for hit in group.hits)


def is_of_anybody(reading: Reading, draft: Draft) -> bool:
    """Tell whether a passage is about a kind of deed, done to no one in particular: تفجير المساجد, من يقتل جنديا.

    Also a noun that leads a page: rulings, sermons and commentary open with it.
    """
    if draft.place is not None or draft.date is not None or draft.actors or draft.weapon is not None:
        return False
    if not all(target.entity_id in _ANYBODY for target in draft.targets):
        return False
    if any(not amount.vague for amount in draft.amounts):
        return False
    hits = [(group, hit) for group in draft.groups for hit in group.hits]
    nouns = [hit for _, hit in hits if not hit.verbal]
    return bool(nouns) and all(tense_of(hit) == "imperfect" or _is_named(reading, group, hit) for group, hit in hits)


def speaks_of_dead(reading: Reading, draft: Draft) -> bool:
    """Tell whether a passage only speaks of dead and wounded who are known: شهداء الجيش, جثامين الشهداء وبينهم طفل.

    Where they are mourned, the place and the day are those of the mourning.
    """
    if not draft.toll_only or draft.weapon is not None:
        return False
    if draft.actors and not _is_mourned(reading, draft):
        return False  # who mourns is no doer
    hits = [hit for group in draft.groups for hit in group.hits]
    bare = all(hit.shape == BARE for hit in hits)
    if any(hit.verbal for hit in hits) or not (is_definite(reading, hits[0]) if bare else _is_mourned(reading, draft)):
        return False
    words = {(hit.start, hit.end) for hit in hits}
    if any(not (a.vague or _is_among(reading, hits[0], a) or stands_in(a, words)) for a in draft.amounts):
        return False
    return (draft.place is None and draft.date is None) or (bare and _is_mourned(reading, draft))


def stands_in(amount: Amount, words: Collection[tuple[int, int]]) -> bool:
    """Tell whether a number is only the word of a toll or its pronoun: اعتقالها, شهيد, not اعتقال شاب."""
    return any(start <= amount.start and amount.end <= end for start, end in words)


def _is_among(reading: Reading, hit: Hit, amount: Amount) -> bool:
    """Tell whether a number only counts some of the dead: الشهداء وبينهم طفلتان."""
    return amount.part or bool(within(reading.cued("among"), hit.end, amount.start))


def is_told_aside(reading: Reading, draft: Draft) -> bool:
    """Tell whether clauses on people and houses name a war in passing: زملائها الذين قتلوا, منازلهم التي دمرها القصف.

    Who and what they were is known to the reader; with a place, a day or a number it would be news, or history.
    """
    if draft.place is not None or draft.date is not None or any(not a.vague for a in draft.amounts):
        return False
    return all(_is_in_relative(reading, group) for group in draft.groups)


def _is_in_relative(reading: Reading, group: Group) -> bool:
    """Tell whether all words of a passage stand in a clause on a plural, which a pronoun opens: الذين, التي."""
    first = group.hits[0]
    start = reading.sentences[group.sentence].start
    opened = within(reading.cued("relative"), max(start, first.start - 2 * _CARRIED), first.start)
    if not opened or any(sign in reading.text[opened[-1].word_end : first.start] for sign in _STOPS):
        return False
    if within(reading.words, start, opened[-1].word_start):
        return False  # الهجوم الذي أودى بحياة كثيرين is told by its own words
    before = within(reading.entities, max(start, opened[-1].start - _NAME_LENGTH), opened[-1].start)
    # a force before the pronoun did it, also with a word between: القوات هي التي قصفتها
    armed = any(e.kind in FIGHTERS and len(reading.text[e.end : opened[-1].start].split()) <= 1 for e in before)
    return opened[-1].payload.cue_id in _PLURAL and not armed


def goes_on(reading: Reading, draft: Draft) -> bool:
    """Tell whether somebody is only charged with going on as before: واصلت السلطات استهداف الأطفال."""
    if draft.place is not None or draft.date is not None or draft.amounts:
        return False
    if not draft.targets or any(target.entity_id not in _ANYBODY for target in draft.targets):
        return False
    hits = [hit for group in draft.groups for hit in group.hits]
    return all(
        not hit.verbal
        and is_definite(reading, hit)
        and bool(within(reading.cued("goes-on"), hit.start - _CARRIED, hit.start))
        for hit in hits
    )


def _is_mourned(reading: Reading, draft: Draft) -> bool:
    sentence = reading.sentences[draft.groups[0].sentence]
    return bool(within(reading.cued("mourning"), sentence.start, sentence.end))


def _is_named(reading: Reading, group: Group, hit: Hit) -> bool:
    return not hit.verbal and is_definite(reading, hit) and not _is_carried(reading, group, hit)


def is_definite(reading: Reading, hit: Hit) -> bool:
    """Tell whether a noun has the article, a pronoun, or right behind it a name or a noun with the article."""
    if hit.definite or hit.suffix:
        return True
    behind = hit.end + 1
    if reading.text.startswith(_ARTICLE, behind):
        return True
    sides = within(reading.entities, hit.end, behind + 1)
    if any(side.rule_id == _NAME or f" {_ARTICLE}" in side.text for side in sides):
        return True
    return any(p.name_start <= behind < p.end for p in within(reading.places, hit.end, behind + 1))


def _is_carried(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether a verb tells of a noun that it happened: شنت غارات, تعرضت لقصف, استمرت المعارك, المعارك اندلعت."""
    before = within(reading.cues, max(group.start, hit.start - _CARRIED), hit.start)
    behind = within(reading.cues, hit.end, hit.end + _TOUCHING)
    return any(cue.payload.effect in _CARRIERS for cue in (*before, *behind))
