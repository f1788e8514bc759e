"""A mention as linking looks at it: its days, place, numbers, parties and words, worked out once."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final

from schemas.entity import Entity
from schemas.mention import Mention, Quantity
from tasks.link.weights import Weights
from tasks.link.wording import CLITIC, SIGNS, bare_words, content_words, telling_words
from tasks.text.normal import normal_form

UNDATED_REACH: Final = timedelta(days=3)
"""An undated report of a strike is about the days before it was published."""
LONGEST_SPAN: Final = timedelta(days=10)
"""A longer span (a campaign, a war) dates nothing that could be compared by day."""
FAR_DEGREES: Final = 1.0
_KM_OF_DEGREE: Final = 111.2
_SHORTEST_NAME: Final = 3
_FOR: Final = "ل"
"""What follows "for" is whom a thing serves, and hardly ever its name: مستشفى لأطباء, مسجد لقوات."""
_BLAST: Final = "blast"
_FIGHTS: Final = frozenset({"ground", "territory"})

Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What of a mention is compared; `days` is the span in which it may have happened, None where nothing dates it."""

    mention: Mention
    family: str
    branch: str
    days: tuple[date, date] | None
    dated: bool
    numbers: Mapping[str, Bounds]
    actors: frozenset[str]
    targets: frozenset[str]
    weapons: frozenset[str]
    objects: frozenset[str]
    rare_objects: frozenset[str]
    """Those of which few are hit on one day: a hospital, a market."""
    ordinal: int | None
    words: frozenset[str]
    evidence_key: str
    story_id: str
    named_actors: frozenset[str]
    """Ids as the mention holds them, without their parents."""
    named_targets: frozenset[str]

    telling_actors: tuple[str, ...]
    """Ids as the mention holds them, without those that name nobody (militias, gunmen) and those that it also hits."""
    telling_targets: tuple[str, ...]
    is_fight: bool
    """Do two sides fight, so that either may be called the attacker?"""
    first: int
    """The span as ordinals of days, for comparing millions of pairs; 0 where nothing dates it."""
    last: int
    one_day: bool
    """Is it one day, and stated?"""
    weekday: int | None
    """1 Monday to 7 Sunday, of one stated day or of a text that tells no more."""
    at_night: bool
    """Is it told of a night, an evening or a dawn? Those are dated either way."""
    hours: frozenset[int]
    """Hours of the day (0 to 23) in which its date says that it happened: a morning, an evening; empty where none."""
    named: frozenset[str]
    """Things and families that bear a name: a hospital al-Quds."""
    in_quarter: bool
    """Is its place a quarter of a city?"""
    in_city: bool
    spot: str | None
    """Its place by id; a village that no list holds by its name."""


def lineage(ids: Iterable[str], entities: Mapping[str, Entity]) -> frozenset[str]:
    """Return entities with all that they belong to."""
    found: set[str] = set()
    for entity_id in ids:
        current: str | None = entity_id
        while current and current not in found:
            found.add(current)
            current = entities[current].parent_id if current in entities else None
    return frozenset(found)


def _as_state(entity_id: str, entities: Mapping[str, Entity]) -> str:
    """Return the state for a whole people that is named as who acted: the Russians dropped bombs."""
    entity = entities.get(entity_id)
    if entity is None or entity.kind != "community" or entity.parent_id is not None or entity.country is None:
        return entity_id
    return f"actor:{entity.country.lower()}"


def related(a: frozenset[str], b: frozenset[str], line_a: frozenset[str], line_b: frozenset[str]) -> str:
    """Return how two parties stand: `same` (one is, or is a part of, the other), `kin` (one root), or `other`.

    The air force and the ministry of one state are kin: they neither agree nor contradict.
    """
    if not (a.isdisjoint(line_b) and b.isdisjoint(line_a)):
        return "same"
    return "other" if line_a.isdisjoint(line_b) else "kin"


def span_of_days(mention: Mention) -> tuple[tuple[date, date] | None, bool]:
    """Return the days in which a mention may have happened, and whether its own words date it."""
    if mention.date_start is not None:
        end = mention.date_end or mention.date_start
        if end - mention.date_start <= LONGEST_SPAN:
            return (mention.date_start, end), True
        return None, True
    if mention.reference_date is not None and mention.status != "background":
        return (mention.reference_date - UNDATED_REACH, mention.reference_date), False
    return None, False


def numbers_of(quantities: Iterable[Quantity]) -> dict[str, Bounds]:
    """Return low and high of each measure; of several victim classes the total, else the largest."""
    found: dict[str, tuple[bool, Bounds]] = {}
    for q in sorted(quantities, key=lambda q: (q.measure, q.victim_class, q.start)):
        low = q.low if q.low is not None else q.best
        high = q.high if q.high is not None else q.best
        total = q.victim_class == "all"
        held = found.get(q.measure)
        if held is None or (total, low or 0) > (held[0], held[1][0] or 0):
            found[q.measure] = (total, (low, high))
    return {measure: bounds for measure, (_, bounds) in found.items()}


def _named_words(mention: Mention) -> set[str]:
    """Words that only name place and parties: they are compared as what they mean, not as words."""
    named = (mention.place_text, mention.actor_text, mention.target_text, mention.weapon_text, mention.date_text)
    return {w for text in named if text for w in content_words(normal_form(text))}


def _place_words(mention: Mention) -> frozenset[str]:
    """Words of the place's own name: the bridge of جسر الشغور is no bridge, nor the hospital of a town one by name."""
    texts = (mention.place_text, mention.place_name_ar)
    return frozenset(form for text in texts if text for w in normal_form(text).split() for form in _bare_forms(w))


def _hours(mention: Mention, weights: Weights) -> frozenset[int]:
    """Return the hours that the words of a date tell, or the word right before them: صباح الثلاثاء."""
    if not mention.date_text:
        return frozenset()
    date_text, evidence = normal_form(mention.date_text), normal_form(mention.evidence)
    before = evidence.partition(date_text)[0].split()[-1:] if date_text in evidence else []
    words = (w.strip(SIGNS) for w in (*before, *date_text.split()))
    return next((weights.hours[w] for w in words if w in weights.hours), frozenset())


def _ordinal(words: Sequence[str], weights: Weights) -> int | None:
    """Return the place in a series that a report names; "the start of ..." is the first, where no ordinal stands."""
    named = [weights.ordinals[w] for w in words if w in weights.ordinals]
    return named[0] if named else 1 if any(w in weights.beginnings for w in words) else None


def _bare_forms(word: str) -> Iterator[str]:
    """Yield a word as written, and without conjunction, article and the alif of the accusative: ومعسكرا, والسوق."""
    for start in (word, word[1:] if word[:1] in CLITIC else word):
        bare = start.removeprefix("ال")
        yield from (start, bare, bare.removesuffix("ا"))


def _objects(mention: Mention, bare: Sequence[str], weights: Weights) -> frozenset[str]:
    """Return the kinds of thing that were hit; the car of a car bomb is none of them."""
    words = (w for text in mention.target_objects for w in normal_form(text).split())
    kinds = {next((weights.objects[f] for f in _bare_forms(w) if f in weights.objects), None) for w in words} - {None}
    if not kinds:
        return frozenset()
    towns = {
        form for word, name in pairwise(bare) for form in _bare_forms(word) if f"{form} {name}" in weights.toponyms
    }
    place = {weights.objects[w] for w in _place_words(mention) | towns if w in weights.objects}
    bombs = weights.carriers if weights.branch.get(mention.sub_event_type) == _BLAST else frozenset()
    return frozenset(k for k in kinds if k) - place - bombs


def _named(words: Sequence[str], mention: Mention, weights: Weights) -> frozenset[str]:
    """Return the things and families that a text names: the word after a hospital that is no adjective of any."""
    found = set()
    for word, name in pairwise(words):
        kind = weights.named.get(word)
        if not kind or len(name) < _SHORTEST_NAME or name in weights.unnamed or name.startswith(_FOR):
            continue
        towns = (f"{form} {name}" for form in _bare_forms(word))
        if weights.toponyms.isdisjoint(towns) and _place_words(mention).isdisjoint(_bare_forms(name)):
            found.add(f"{kind} {name}")
    return frozenset(found)


def make_facet(
    mention: Mention,
    quantities: Sequence[Quantity],
    entities: Mapping[str, Entity],
    story_id: str,
    weights: Weights,
) -> Facet:
    """Work out what linking compares of one mention."""
    days, dated = span_of_days(mention)
    tokens = normal_form(mention.evidence).split()
    bare = bare_words(tokens)
    objects = _objects(mention, bare, weights)
    acting = [_as_state(i, entities) for i in mention.actor_ids]
    first, last = (days[0].toordinal(), days[1].toordinal()) if days else (0, 0)
    return Facet(
        mention=mention,
        family=weights.family.get(mention.sub_event_type, mention.sub_event_type),
        branch=weights.branch.get(mention.sub_event_type, mention.sub_event_type),
        days=days,
        dated=dated,
        numbers=numbers_of(quantities),
        actors=lineage(acting, entities),
        targets=lineage(mention.target_ids, entities),
        weapons=lineage([mention.weapon_id] if mention.weapon_id else [], entities),
        objects=objects,
        rare_objects=objects - weights.common,
        ordinal=_ordinal(tokens, weights),
        words=frozenset(telling_words(tokens)) - _named_words(mention) - weights.speakers,
        evidence_key=" ".join(tokens),
        story_id=story_id,
        named_actors=frozenset(acting),
        named_targets=frozenset(mention.target_ids),
        telling_actors=tuple(i for i in acting if i not in weights.nobody and i not in mention.target_ids),
        telling_targets=tuple(i for i in mention.target_ids if i not in weights.nobody and i not in acting),
        is_fight=weights.branch.get(mention.sub_event_type) in _FIGHTS,
        first=first,
        last=last,
        one_day=dated and first == last,
        weekday=days[0].isoweekday() if days and dated and first == last else mention.weekday,
        at_night=not weights.nights.isdisjoint(bare),
        hours=_hours(mention, weights),
        named=_named(bare, mention, weights),
        in_quarter=mention.place_id in weights.quarters,
        in_city=mention.place_id in weights.cities,
        spot=mention.place_id or (f"name {normal_form(mention.place_name_ar)}" if mention.place_name_ar else None),
    )


def kilometres(a: Mention, b: Mention) -> float | None:
    """Return the distance of two points on a sphere of 6,371 km, None where one has no point.

    Points more than `FAR_DEGREES` of latitude apart are only said to be as far as that: millions of pairs are.
    """
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return _arc(a.lat, a.lon, b.lat, b.lon)


@lru_cache(maxsize=65_536)
def _arc(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    if abs(lat_a - lat_b) > FAR_DEGREES:
        return FAR_DEGREES * _KM_OF_DEGREE
    y1, y2 = math.radians(lat_a), math.radians(lat_b)
    dy, dx = y2 - y1, math.radians(lon_b - lon_a)
    h = math.sin(dy / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin(dx / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))
