"""What speaks for and against two mentions being one happening: words and weights from `knowledge/link/`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from tasks.knowledge import Knowledge
from tasks.link.wording import content_words
from tasks.text.normal import normal_form

_CITY: Final = 100_000
"""Inhabitants."""
_ONTO: Final = tuple(
    f"{joined}{rest}" for joined in ("", "و", "ف") for rest in ("", "ال", "ب", "ل", "ك", "بال", "لل", "كال")
)
_CIVILIANS: Final = "civilians"
_SPEAKING: Final = frozenset({"observatory", "agency", "outlet", "ngo", "source"})
_NO_NAMES: Final = frozenset({"none", "night", "office", "relay", "within"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights by name, with the lists that comparing needs; `knowledge/link/weights.tsv` gives each its reason."""

    values: Mapping[str, float]
    family: Mapping[str, str]
    """Sub-event type to the family within which mentions may be one event."""
    branch: Mapping[str, str]
    """Sub-event type to the narrower branch within which types are confused in the press."""
    ordinals: Mapping[str, int]
    """Ordinal words in normal form."""
    beginnings: frozenset[str]
    """Words that say that a series begins, in normal form."""
    objects: Mapping[str, str]
    """Words of things that are hit, in normal form, to the kind of thing."""
    common: frozenset[str]
    """Kinds of thing of which several are hit on any day: posts, bases, depots."""

    carriers: frozenset[str]
    """Kinds of thing that may carry a bomb: a car is then what exploded, not what was hit."""
    hours: Mapping[str, frozenset[int]]
    """Words of a part of the day as they may be written, to its hours (0 to 23)."""
    named: Mapping[str, str]
    """Words of what often bears a name (a hospital, a street) as they may be written, to the kind."""
    toponyms: frozenset[str]
    """Towns whose name begins with such a word: جسر الشغور is no bridge."""
    unnamed: frozenset[str]
    """Words that follow such a word and are no name of it."""
    nights: frozenset[str]
    """Words that tell a night, an evening or a dawn, with what is written onto them."""
    nobody: frozenset[str]
    """Entities that name no party, but a kind of people: militias, gunmen, soldiers; of civilians there is one kind."""
    speakers: frozenset[str]
    """Words of the names of those who speak (مرصد, حقوق): who quote one observatory are not worded alike for it."""
    within: frozenset[str]
    """Words between a nameless source and the body in which it speaks: مصدر في الجيش."""
    relays: frozenset[str]
    """Words that head a source which passes on what others said, with and without article: a channel, a paper."""
    offices: frozenset[str]
    """Words of any office or force, with and without article, which do not tell one from another."""
    quarters: frozenset[str]
    """Places that are a quarter of a city."""
    cities: frozenset[str]
    """Towns so large that two undated reports of one are hardly of one happening."""

    def __getitem__(self, name: str) -> float:
        """Return one weight; KeyError for a name that the list lacks."""
        return self.values[name]


def _written(word: str) -> Iterator[str]:
    """Yield a word as it may stand in a text: with conjunction, preposition and article, and in the accusative."""
    for form in (word, f"{word}ا"):
        yield from (f"{before}{form}" for before in _ONTO)


def _span(first: int, last: int) -> frozenset[int]:
    """Return the hours from one to another, over midnight where the last is the smaller."""
    return frozenset(hour % 24 for hour in range(first, last + 1 if last >= first else last + 25))


@cache
def read_weights(knowledge: Knowledge) -> Weights:
    """Return the weights of a knowledge folder; built once per knowledge."""
    lists = ("families", "ordinals", "objects", "names", "hours")
    families, ordinals, objects, names, hours = (knowledge.rows(f"link/{name}.tsv") for name in lists)
    places = [r for _, rows in knowledge.lists_below("places") for r in rows if "place_id" in r and "population" in r]
    return Weights(
        values={r["weight"]: float(r["value"]) for r in knowledge.rows("link/weights.tsv")},
        family={r["sub_event_type"]: r["family"] for r in families},
        branch={r["sub_event_type"]: r["branch"] for r in families},
        ordinals={r["word"]: int(r["value"]) for r in ordinals if not r["id"].startswith("start")},
        beginnings=frozenset(r["word"] for r in ordinals if r["id"].startswith("start")),
        objects={r["word"]: r["kind"] for r in objects},
        common=frozenset(r["kind"] for r in objects if r["common"]),
        carriers=frozenset(r["kind"] for r in objects if r["carries"]),
        hours={w: _span(int(r["first"]), int(r["last"])) for r in hours for w in _written(r["word"])},
        named={w: r["kind"] for r in names if r["kind"] not in _NO_NAMES for w in _written(r["word"])},
        toponyms=frozenset(normal_form(r["name_ar"]) for r in places if len(r["name_ar"].split()) > 1),
        unnamed=frozenset(r["word"] for r in names if r["kind"] == "none"),
        nights=frozenset(w for r in names if r["kind"] == "night" for w in _written(r["word"])),
        nobody=frozenset(r["entity_id"] for r in knowledge.rows("actors/generic.tsv") if r["kind"] != _CIVILIANS),
        speakers=frozenset(
            w
            for _, rows in knowledge.lists_below("actors")
            for r in rows
            if r.get("kind") in _SPEAKING
            for w in content_words(normal_form(r["name_ar"]))
        ),
        within=frozenset(r["word"] for r in names if r["kind"] == "within"),
        relays=frozenset(w for r in names if r["kind"] == "relay" for w in (r["word"], f"ال{r['word']}")),
        offices=frozenset(w for r in names if r["kind"] == "office" for w in (r["word"], f"ال{r['word']}")),
        quarters=frozenset(r["place_id"] for r in places if r["kind"] == "neighbourhood"),
        cities=frozenset(r["place_id"] for r in places if int(r["population"] or 0) >= _CITY),
    )
