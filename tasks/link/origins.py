"""Who stands behind a report: the root claimant after relays, and how many of them are independent.

A spokesman speaks for his ministry, a ministry for its state, an outlet that quotes them adds nothing. Unnamed sources
are together at most one weak origin, and so are narrators, who count only where nobody else is named; a paper or a
channel that is itself named as the source passes on what others told. A denial is an origin of the other side. "A
source in the Popular Resistance" is no second origin beside the Popular Resistance, nor "the Observatory" beside the
Syrian Observatory.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from schemas.entity import Entity
from schemas.mention import Claim
from schemas.vocabulary import NARRATOR
from tasks.link.weights import Weights
from tasks.text.normal import normal_form

_RELAYING_KINDS = frozenset({"agency", "outlet"})
"""Kinds that pass on what others said: "Anadolu reported" is a narrator, if of another paper."""
_UNNAMED_KINDS = frozenset({"community", "civilians", "source"})
"""Kinds of entity that name nobody: activists, residents, a security source."""

RELAY: Final = "relay"
"""Stands for the body of a claim whose source only passes on: وكالة محلية, قناة, a channel whose name nobody listed."""
_STEM_LETTERS: Final = 3
_HEAD: Final = 2
_ARTICLE: Final = "ال"
_SIGNS: Final = "\"'.,:;()«»“”،؛"
_ENDINGS: Final = ("ين", "ون", "يه", "ات", "ي", "ه")


def root_claimant(entity_id: str, entities: Mapping[str, Entity]) -> str:
    """Return whom a claimant speaks for: the top of its line of parents (a state for its ministries and officials)."""
    current, seen = entity_id, {entity_id}
    while current in entities:
        parent = entities[current].parent_id
        if parent is None or parent in seen or parent not in entities:
            break
        seen.add(parent)
        current = parent
    return current


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who speaks on an event: named roots, and whether unnamed sources or narrators do."""

    named: frozenset[str]
    unnamed: bool
    narrated: bool
    relayed: bool = False
    """Does a paper, a channel or an agency say so, by another outlet's words?"""

    @property
    def n_origins(self) -> int:
        """Independent origins of this side: named roots, one for all unnamed; a narrator only where he is alone."""
        spoken = len(self.named) + self.unnamed
        return spoken or int(self.narrated or self.relayed)

    @property
    def is_told(self) -> bool:
        """Tell whether anybody but the outlet that is read says so."""
        return bool(self.named or self.unnamed or self.relayed)


def _is_unnamed(claim: Claim, entities: Mapping[str, Entity]) -> bool:
    entity = entities.get(claim.source_entity_id or "")
    return claim.source_entity_id is None or (entity is not None and entity.kind in _UNNAMED_KINDS)


def _is_relayed(claim: Claim, entities: Mapping[str, Entity], bodies: Mapping[str, str]) -> bool:
    entity = entities.get(claim.source_entity_id or "")
    return bodies.get(claim.claim_id) == RELAY or (entity is not None and entity.kind in _RELAYING_KINDS)


def hear(claims: Iterable[Claim], entities: Mapping[str, Entity], bodies: Mapping[str, str]) -> Voices:
    """Return the voices behind claims of one side; `bodies` is claim_id to the body for which a source speaks.

    That is empty where its words name nobody, and `RELAY` for a paper or a channel.
    """
    named, unnamed, narrated, relayed = set(), False, False, False
    for claim in claims:
        if claim.source_text == NARRATOR:
            narrated = True
        elif _is_relayed(claim, entities, bodies):
            relayed = True
        elif bodies.get(claim.claim_id):
            named.add(root_claimant(bodies[claim.claim_id], entities))
        elif claim.claim_id in bodies or _is_unnamed(claim, entities):
            unnamed = True
        elif claim.source_entity_id:
            named.add(root_claimant(claim.source_entity_id, entities))
    return Voices(named=frozenset(named), unnamed=unnamed, narrated=narrated, relayed=relayed)


def _stems(words: Iterable[str], weights: Weights) -> frozenset[str]:
    """Return words without article and ending, so that الحوثيون and الحوثيين are one; words of any office left out."""
    stems = set()
    for word in words:
        if word not in weights.offices:
            bare = word.removeprefix("ال")
            ending = next((e for e in _ENDINGS if bare.endswith(e) and len(bare) - len(e) >= _STEM_LETTERS), "")
            stems.add(bare.removesuffix(ending))
    return frozenset(s for s in stems if len(s) >= _STEM_LETTERS)


def find_bodies(claims: Sequence[Claim], entities: Mapping[str, Entity], weights: Weights) -> Mapping[str, str]:
    """Return claim_id to entity_id for nameless sources of a body that speaks on the event itself.

    Of "مصدر في المقاومة الشعبية" the words behind the preposition are compared with the names of those who speak; "the
    police" are the Afghan police that speak too, and nobody (an empty id) where no police does. A channel or a paper
    without a name that is known is a `RELAY`.
    """
    ids = sorted({c.source_entity_id for c in claims if c.source_entity_id and not _is_unnamed(c, entities)})
    named = {i: entities[i] for i in ids if i in entities and i not in weights.nobody}
    names = {i: _stems(normal_form(e.name_ar or "").split(), weights) for i, e in named.items()}
    found = {}
    for claim in claims:
        if claim.source_entity_id in weights.nobody and claim.source_entity_id in entities:
            kind = entities[claim.source_entity_id].kind
            found[claim.claim_id] = next((i for i, e in named.items() if e.kind == kind), "")
        elif claim.source_entity_id is None and (body := _body_named(claim, names, weights)):
            found[claim.claim_id] = body
    return found


def _body_named(claim: Claim, names: Mapping[str, frozenset[str]], weights: Weights) -> str | None:
    words = [word.strip(_SIGNS) for word in normal_form(claim.source_text).split()]
    if words and words[0] in weights.relays:
        return RELAY
    at = next((n for n, word in enumerate(words) if word in weights.within), None)
    if at is not None:
        inside = _stems(words[at + 1 :], weights)
        return next((i for i, stems in names.items() if stems & inside), None)
    pointed = _stems(_pointed(words), weights)
    return next((i for i, stems in names.items() if pointed and pointed <= stems), None)


def _pointed(words: Sequence[str]) -> Sequence[str]:
    """Return the words by which a phrase points to a body that is known: المرصد, الدفاع المدني, مصادر المقاومة الشعبية.

    They stand with the article at the head or right behind it; all of them must be the body's, for الدفاع alone is as
    much the ministry's.
    """
    first = next((n for n, word in enumerate(words[:_HEAD]) if word.startswith(_ARTICLE)), len(words))
    return [*takewhile(lambda word: word.startswith(_ARTICLE), words[first:])]


def label(claim: Claim) -> str:
    """Return how a claimant is shown: its id, else its words."""
    return claim.source_entity_id or claim.source_text


def claimants(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return who claims, sorted; the narrator only where he is alone."""
    names = {label(c) for c in claims}
    return tuple(sorted(names - {NARRATOR} or names))
