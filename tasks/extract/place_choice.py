"""Which of the places of one name is meant, and whether the word is a place at all.

In this order: the class word in front ("محافظة", "حي"), the area named with it ("في ريف إدلب"), the country of the
story, places named beside it, population last. A word that is also a common word, a surname or an adjective needs a
cue; a small place of a country that nothing else in the text speaks of is not believed.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tasks.extract.gazetteer import (
    ADMIN1,
    CLASSED,
    COUNTRY,
    ENOUGH_SUPPORT,
    KNOWN_TOWN,
    SEA,
    SETTLEMENTS,
    STORY,
    Gazetteer,
    Named,
    PlaceEntry,
)
from tasks.extract.place_context import Context, PlaceCues
from tasks.text.match import Match
from tasks.text.normal import Shadow

_WORD_LENGTH = 11  # longer names are phrases ("حي الخالدية"): a supported country is cue enough
_VILLAGE = "village"
_ACTOR = 0.5  # an army or an armed group speaks for its country: كفرنوان is in Syria where قوات الأسد shell it
NUNATION = re.compile("[\u064b-\u064d]")  # names of places take none; adjectives do
# Which kinds a class word announces; a class that is not listed announces any.
_ANNOUNCED: Mapping[str, frozenset[str]] = {
    "town": SETTLEMENTS,
    "village": SETTLEMENTS,
    "neighbourhood": frozenset({"neighbourhood", "suburb", "camp"}),
    "admin1": frozenset({ADMIN1, "region"}),
    "republic": frozenset({ADMIN1, "region", COUNTRY}),
    "admin2": frozenset({"admin2", "district"}) | SETTLEMENTS,
    "countryside": frozenset({ADMIN1, "region"}) | SETTLEMENTS,
    "camp": frozenset({"camp", "base"}),
    "airport": frozenset({"airport", "airbase"}) | SETTLEMENTS,
    "base": frozenset({"base", "airbase"}),
    "mountain": frozenset({"mountain", "region"}),
    "port": frozenset({"port"}) | SETTLEMENTS,
    "crossing": frozenset({"crossing"}),
    "water": frozenset({"river", "island", "dam", "region", "strait", SEA}),
    "field": frozenset({"field", "refinery"}),
}
_FIRST_KIND = {"admin1": ADMIN1, "republic": ADMIN1, "countryside": ADMIN1, "admin2": "admin2"}
_KIND_PRIOR = {COUNTRY: 2.0, "town": 1.0, ADMIN1: 0.6, "region": 0.6, SEA: 1.0, "village": 0.3, "neighbourhood": -0.5}


class Found(NamedTuple):
    """A name in the text with its surroundings.

    `joined` tells that it is coordinated with the name before it; `hint` is the country whose adjective follows it;
    `within` that "in" is written onto it; `his` that it may be a noun with a pronoun.
    """

    match: Match[Named]
    context: Context
    joined: bool
    hint: str = ""
    within: bool = False
    his: bool = False

    @property
    def set_there(self) -> bool:
        """Whether words set something in it, or say what it is."""
        return self.within or self.context.placed

    @property
    def weight(self) -> float:
        """What it adds to the evidence on its country: nothing where it may be another word."""
        named = self.match.payload
        return 0.0 if self.his or (named.word and not self.set_there) else named.weight


@dataclass(slots=True)
class Evidence:
    """What the text says about where its story is: weight by country, and by province."""

    countries: defaultdict[str, float]
    divisions: defaultdict[str, float]
    proven: set[str]  # places that a class word confirmed: later mentions need no cue
    sited: Counter[str]  # countries of which places are named, whoever acts there: how many names

    def support(self, entry: PlaceEntry, own: float) -> float:
        """Return how much else in the text speaks for the country of a place."""
        return self.countries[entry.country] - own


def gather_evidence(found: Iterable[Found], story: Iterable[str]) -> Evidence:
    """Weigh countries and provinces by the names that mean one country only, each spelling once, and by the actors."""
    evidence = Evidence(defaultdict(float), defaultdict(float), set(), Counter())
    for country in story:
        evidence.countries[country] += _ACTOR
    seen: set[int] = set()
    for name in found:
        named = name.match.payload
        again = 0.25 if id(named) in seen else 1.0
        weight = name.weight * again
        if weight or not named.weight:
            seen.add(id(named))
        if named.demonym:
            evidence.countries[named.demonym] += weight
        elif weight:
            evidence.countries[named.places[0].country] += weight
            evidence.sited[named.places[0].country] += again == 1.0
            for division in {entry.admin1 for entry in named.places if entry.admin1}:
                evidence.divisions[f"{named.places[0].country}/{division}"] += weight
    return evidence


def choose_place(
    name: Found,
    evidence: Evidence,
    area: PlaceEntry | None,
    gazetteer: Gazetteer,
    *,
    heading: PlaceEntry | None = None,
) -> tuple[PlaceEntry | None, str]:
    """Return the place that a name means, or None where it is no place, and the rule that decided.

    Below the heading of a bulletin it lies in that province if any of its name does: اللاذقية:: قصف محور عين عيسى.
    """
    places = [entry for entry in name.match.payload.places if not _is_camp_of_its_people(entry, name)]
    places = [entry for entry in places if _is_below(entry, heading)] or places
    if not places:
        return None, "camp"
    if len(places) == 1:
        accepted, rule = _accept(places[0], name, evidence, area, gazetteer)
        return (places[0] if accepted else None), rule
    ranked = sorted(places, key=lambda entry: (-_score(entry, name, evidence, area, gazetteer), entry.place_id))
    rejected = ""
    for entry in ranked:
        accepted, rule = _accept(entry, name, evidence, area, gazetteer)
        if accepted:
            return entry, f"{rule}+chosen"
        rejected = rejected or rule
    return None, rejected


def _is_below(entry: PlaceEntry, heading: PlaceEntry | None) -> bool:
    """Tell whether a place is that of a heading, or lies in the province that it names."""
    return heading is not None and (entry.country, entry.admin1) == (heading.country, heading.admin1)


def belongs(entry: PlaceEntry, area: PlaceEntry | None, gazetteer: Gazetteer) -> bool:
    """Tell whether an area named with a place holds it: its chain, its province, or the seat of its province."""
    if area is None or area.place_id == entry.place_id:
        return False
    if gazetteer.is_within(entry.place_id, area.place_id):
        return True
    return bool(entry.admin1) and area.kind != COUNTRY and (area.country, area.admin1) == (entry.country, entry.admin1)


def announced(entry: PlaceEntry, name: Found) -> bool:
    """Tell whether the class word in front of a name fits this place."""
    cue = name.context.cue("class")
    if cue is None or (cue.value == _VILLAGE and entry.population >= KNOWN_TOWN):
        return False  # قرية جزرة is not the city of Cizre
    return cue.value not in _ANNOUNCED or entry.kind in _ANNOUNCED[cue.value]


def _score(entry: PlaceEntry, name: Found, evidence: Evidence, area: PlaceEntry | None, gazetteer: Gazetteer) -> float:
    score = _KIND_PRIOR.get(entry.kind, 0.0) + 0.4 * math.log10(entry.population + 1)
    score += min(6.0, 2.0 * evidence.support(entry, 0.0))
    score += min(2.0, evidence.divisions[f"{entry.country}/{entry.admin1}"])
    cue = name.context.cue("class")
    if cue is not None and cue.value in _ANNOUNCED:
        score += 8.0 if announced(entry, name) else -4.0
        score += 4.0 if _FIRST_KIND.get(cue.value) == entry.kind else 0.0
    if belongs(entry, area, gazetteer) or (name.hint and entry.country == name.hint):
        score += 8.0
    if entry.place_id in evidence.proven:
        score += 4.0
    return score - (1.5 if entry.cue == "strong" else 0.0)


def _accept(
    entry: PlaceEntry, name: Found, evidence: Evidence, area: PlaceEntry | None, gazetteer: Gazetteer
) -> tuple[bool, str]:
    """Tell whether enough speaks for a place, and which rule says so."""
    hinted = bool(name.hint) and entry.country == name.hint
    supported = hinted or evidence.support(entry, name.weight) >= ENOUGH_SUPPORT
    if belongs(entry, area, gazetteer) or (hinted and not entry.cue):
        return True, "area"
    classed = entry.cue == CLASSED and supported
    if classed or _confirmed_by_class(entry, name, supported=supported or _is_alone(entry, name, evidence)):
        return True, "class-word"
    if entry.place_id in evidence.proven:
        return True, "proven"
    if entry.cue or (name.his and not supported):
        return _accept_word(entry, name, supported=supported)
    small = entry.kind in SETTLEMENTS and entry.population < KNOWN_TOWN
    if not small or (supported and not _is_told_elsewhere(entry, name, evidence)):
        return True, "name"
    # a foreign army is named and no other place: الجيش الروسي يقصف باخموت
    return (True, "only-country") if evidence.sited.keys() == {entry.country} else (False, "unsupported")


def _accept_word(entry: PlaceEntry, name: Found, *, supported: bool) -> tuple[bool, str]:
    """Tell whether a word of the language, or a noun with "his", is the place here."""
    if not entry.cue:
        return False, "common-word"
    if entry.cue == STORY:
        return name.set_there or supported, STORY
    located = name.match.norm_end - name.match.norm_start > _WORD_LENGTH or name.set_there
    sided = entry.kind == COUNTRY and any(name.context.cue(kind) for kind in ("direction", "inside"))
    weak = entry.cue == "cue" and located and (supported or sided)  # هجوم وسط مالي: no money has a middle
    return weak, "cue" if weak else "common-word"


def _is_camp_of_its_people(entry: PlaceEntry, name: Found) -> bool:
    """Tell whether a camp only bears the name of a village: مخيم "التح" is where its people fled to."""
    cues = name.context.cues
    camp = bool(cues) and cues[0].kind == "class" and cues[0].value == "camp"
    return camp and entry.kind == "village"


def _is_told_elsewhere(entry: PlaceEntry, name: Found, evidence: Evidence) -> bool:
    """Tell whether only actors speak for the country of a village, and all places named lie in others.

    Where a band of the Islamic State fights in Nigeria and Cameroon, بينين is no village of Idlib.
    """
    own = bool(name.match.payload.weight)
    return len(evidence.sited) > own and evidence.sited[entry.country] <= own and not name.context.located


def _is_alone(entry: PlaceEntry, name: Found, evidence: Evidence) -> bool:
    """Tell whether a name is known in one country only, and the text speaks of no other."""
    countries = {place.country for place in name.match.payload.places} | {
        c for c, w in evidence.countries.items() if w > 0
    }
    return countries == {entry.country}


def _confirmed_by_class(entry: PlaceEntry, name: Found, *, supported: bool) -> bool:
    """Tell whether the word right before the name is a fitting class word, and nothing speaks against the country."""
    if not announced(entry, name) or name.context.cues[0].kind != "class":
        return False
    vague = name.context.cues[0].value not in _ANNOUNCED  # منطقة الرباط شمال عدن is not in Morocco
    known = entry.kind in {COUNTRY, ADMIN1} or (entry.population >= KNOWN_TOWN and not vague)
    return supported or (known and entry.cue != "strong") or not entry.cue


def is_adjective(name: Found, shadow: Shadow, cues: PlaceCues) -> bool:
    """Tell whether this spelling is an adjective or a word here: "الخطوط السعودية", "قاعدة روسية", "لاجئاً سورياً"."""
    match = name.match
    if NUNATION.search(shadow.text, match.start, match.end + 1):
        return True
    form = shadow.norm[match.norm_start : match.norm_end]
    context = name.context
    if cues.value("adjective", form):
        last = context.before[-1] if context.before and not context.cues and not match.proclitics else ""
        return last.startswith(cues.definite) and not cues.value("territory", last)
    if not cues.value("needs-cue", form):
        return False
    if context.cues and context.cues[0].kind == "class" and context.cues[0].value not in {"admin1", "republic"}:
        return True
    return not (context.set_in or match.proclitics or name.joined)
