"""Two mentions side by side: what speaks for one happening, what against, and what forbids it."""

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from tasks.link.compare_places import compare_places
from tasks.link.facet import Bounds, Facet, related
from tasks.link.scope import AREAS, compare_area_tolls, leaves_means_untold
from tasks.link.verdict import SAME_ARTICLE, Values, Verdict, Vote

_TOLLS: Final = ("killed", "injured", "missing", "detained", "displaced", "abducted", "participants")
_SAME_WORDS: Final = 0.25
_RAREST: Final = 4.0
_MOST_SPEAKERS: Final = 0.6
_SIGNED: Final = 4
_TELLING: Final = frozenset({"equal-number", "equal-tolls", "same-name", "same-ordinal"})
_NO_OBJECTION: Final = frozenset({"other-target"})
"""Headline and text of one report often call those who were hit by other words."""

_AS_ACTORS: Final = {relation: f"{relation}-actor" for relation in ("same", "kin", "other")}
_AS_TARGETS: Final = {relation: f"{relation}-target" for relation in ("same", "other")}


def _compare_weekdays(a: Facet, b: Facet, weights: Values) -> str | Vote:
    if a.weekday is None or b.weekday is None:
        return ("no-days", 0.0)
    return ("same-weekday", weights["same-weekday"]) if a.weekday == b.weekday else "other-weekday"


def compare_days(a: Facet, b: Facet, weights: Values) -> str | Vote:
    """Return a weight by the days of two mentions, or the veto's name."""
    if a.days is None or b.days is None:
        return _compare_weekdays(a, b, weights)
    gap = max(a.first, b.first) - min(a.last, b.last)
    exact = a.one_day and b.one_day
    if gap > 1 or (gap == 1 and not exact):
        return "disjoint-days"
    if gap == 1:
        return ("next-day", weights["next-day"])
    if exact:
        return ("same-day", weights["same-day"])
    name = "overlapping-days" if a.dated and b.dated else "undated"
    return (name, weights[name])


def _overlap(x: Bounds, y: Bounds) -> str:
    if x == y and x[0] is not None and x[0] == x[1]:
        return "equal"
    low = max(x[0] or 0, y[0] or 0)
    highs = [h for h in (x[1], y[1]) if h is not None]
    return "compatible" if not highs or low <= min(highs) else "excluding"


def _rarity(number: int) -> float:
    """How much an equal number says: nothing for one, more the larger and the less round it is."""
    if number <= 1:
        return 0.0
    round_off = 0.6 if number % 10 == 0 else 1.0
    return min(_RAREST, math.log2(number)) * round_off


def _same_tolls(a: Facet, b: Facet) -> bool:
    """Tell whether both count the same dead and the same hurt, one of each."""
    for measure in ("killed", "injured"):
        x = a.numbers.get(measure)
        if x is None or x[0] is None or x[0] != x[1] or x != b.numbers.get(measure):
            return False
    return True


def compare_numbers(a: Facet, b: Facet, weights: Values) -> Iterator[Vote]:
    """Yield a weight for each measure that both mentions count."""
    equal = 0.0
    if not (a.numbers and b.numbers):
        return
    for measure in sorted(a.numbers.keys() & b.numbers.keys()):
        x, y = a.numbers[measure], b.numbers[measure]
        relation = _overlap(x, y)
        if relation == "equal":
            equal += weights["equal-number"] * _rarity(x[0] or 0)
        elif relation == "compatible":
            yield (f"compatible {measure}", weights["compatible-number"])
        else:
            name = "toll-differs" if measure in _TOLLS else "count-differs"
            yield (f"{name} {measure}", weights[name])
    if equal:
        yield ("equal-number", min(equal, weights["equal-number-most"]))
    elif _same_tolls(a, b):
        yield ("equal-tolls", weights["equal-tolls"])


def _compare_things(a: Facet, b: Facet, weights: Values) -> Vote:
    if not a.objects.isdisjoint(b.objects):
        name = "same-object" if a.rare_objects.isdisjoint(b.rare_objects) else "same-rare-object"
    else:
        name = "other-rare-object" if a.rare_objects and b.rare_objects else "other-object"
    return (name, weights[name])


def _names(a: Facet, b: Facet, weights: Values) -> Iterator[Vote]:
    if a.named & b.named:
        yield ("same-name", weights["same-name"])
        return
    both = [{kind: name for kind, name in (n.split() for n in f.named) if name.startswith("ال")} for f in (a, b)]
    if both[0].keys() & both[1].keys():
        yield ("other-name", weights["other-name"])


def _parties(a: Facet, b: Facet, weights: Values) -> Iterator[Vote]:
    if a.actors and b.actors:
        name = _AS_ACTORS[related(a.named_actors, b.named_actors, a.actors, b.actors)]
        yield (name, weights[name])
    if a.targets and b.targets:
        relation = related(a.named_targets, b.named_targets, a.targets, b.targets)
        if relation != "kin":
            name = _AS_TARGETS[relation]
            yield (name, weights[name])


def compare_parties(a: Facet, b: Facet, weights: Values) -> Iterator[Vote]:
    """Yield weights for actors, targets, objects and weapons that both mentions name."""
    yield from _parties(a, b, weights)
    if a.objects and b.objects:
        yield _compare_things(a, b, weights)
    if a.named and b.named:
        yield from _names(a, b, weights)
    if a.hours and b.hours and a.one_day and b.one_day and a.first == b.first and not a.hours & b.hours:
        yield ("other-hour", weights["other-hour"])
    if not a.weapons.isdisjoint(b.weapons):
        yield ("same-weapon", weights["same-weapon"])


def compare_wording(a: Facet, b: Facet, weights: Values) -> Iterator[Vote]:
    """Yield weights for equal types, ordinals and words."""
    same_type = a.mention.sub_event_type == b.mention.sub_event_type
    if same_type or a.branch != b.branch:
        name = "same-type" if same_type else "untold-means" if leaves_means_untold(a, b) else "other-type"
        yield (name, weights[name])
    if a.ordinal is not None and a.ordinal == b.ordinal:
        yield ("same-ordinal", weights["same-ordinal"])
    if a.story_id == b.story_id and a.evidence_key == b.evidence_key:
        yield ("copied-words", weights["copied-words"])
    elif a.words and b.words and len(a.words & b.words) >= _SAME_WORDS * min(len(a.words), len(b.words)):
        yield ("same-words", weights["same-words"])
    if (a.mention.status == "background") != (b.mention.status == "background"):
        yield ("background-and-news", weights["background-and-news"])


def _forbidden(a: Facet, b: Facet) -> str | None:
    if a.family != b.family or a.mention.kind != b.mention.kind:
        return "different-families"
    planned = "planned" in (a.mention.status, b.mention.status) and a.mention.status != b.mention.status
    if planned and a.mention.kind == "physical":  # talks are announced, then held: one happening; strikes are not
        return "planned-and-done"
    if a.ordinal is not None and b.ordinal is not None and a.ordinal != b.ordinal:
        return "different-ordinals"
    return None


def _verbal_votes(a: Facet, b: Facet, weights: Values) -> Iterator[Vote]:
    speakers = a.named_actors & b.named_actors
    fewer, more = sorted((len(a.named_actors), len(b.named_actors)))
    # one of many who signed a statement also speaks for himself
    most = len(speakers) >= _MOST_SPEAKERS * fewer and (fewer > 1 or more < _SIGNED)
    aimed = related(a.named_targets, b.named_targets, a.targets, b.targets) != "other"
    agree = most and (aimed if a.targets and b.targets else not (a.targets or b.targets))
    if speakers:
        name = "same-parties" if agree else "some-parties"
        yield (name, weights[name])
    if a.mention.sub_event_type != b.mention.sub_event_type:
        yield ("other-speech", weights["other-speech"])


def _told_twice(a: Facet, b: Facet, votes: Sequence[Vote]) -> bool:
    """Tell whether two passages of one article tell one happening: one telling detail in common, nothing against it.

    What one article tells of one event was put together when it was read; but a headline and the last paragraph may
    tell nine dead in two sentences, and each then drew other outlets' reports to itself.
    """
    m, n = a.mention, b.mention
    one_sentence = m.evidence_start < n.evidence_end and n.evidence_start < m.evidence_end
    part = m.mention_id == n.parent_mention_id or n.mention_id == m.parent_mention_id
    if m.kind == "verbal" or one_sentence or part:
        return False
    names = {name for name, weight in votes if weight > 0}
    against = {name for name, weight in votes if weight < 0}
    return not names.isdisjoint(_TELLING) and against <= _NO_OBJECTION


@cache
def _veto(name: str) -> Verdict:
    return Verdict(score=0.0, veto=name)


def compare_mentions(a: Facet, b: Facet, weights: Values) -> Verdict:
    """Return how much speaks for two mentions being one happening; symmetric."""
    days: str | Vote = _forbidden(a, b) or compare_days(a, b, weights)
    if isinstance(days, str):
        return _veto(days)
    places = compare_places(a, b, weights)
    if isinstance(places, str):
        return _veto(places)
    votes = [days, places]
    if a.mention.kind == "verbal":
        votes += _verbal_votes(a, b, weights)
    else:
        votes += compare_numbers(a, b, weights)
        if places[0] in AREAS:
            votes += compare_area_tolls(a, b, weights)
        votes += compare_parties(a, b, weights)
    votes += compare_wording(a, b, weights)
    if a.mention.article_id == b.mention.article_id and not _told_twice(a, b, votes):
        return Verdict(score=0.0, veto=SAME_ARTICLE)
    return Verdict(score=round(sum(v for _, v in votes), 3), votes=tuple(votes))
