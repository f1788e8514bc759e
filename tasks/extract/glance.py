"""A first look at a text: the words of events, who is named, weapons; what tells whether a full reading is worth it."""

from dataclasses import dataclass
from typing import TypeVar

from tasks.extract.entities import EntityHit, find_entities, find_weapons
from tasks.extract.entity_adjectives import join_adjectives
from tasks.extract.entity_meant import settle_meant
from tasks.extract.lexicon import Casualty, Cue, Lexicon, Trigger
from tasks.extract.place_home import country_of_places
from tasks.text.match import Match
from tasks.text.normal import Shadow

P = TypeVar("P")

_WILL = "س"
_BY = "ب"
_OPENS_PRESENT = "يت"


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What a first look at a text finds: the words of events, who is named, weapons."""

    shadow: Shadow
    words: tuple[Match[Trigger | Casualty], ...]
    entities: tuple[EntityHit, ...]
    weapons: tuple[EntityHit, ...]


def glance_at(shadow: Shadow, lexicon: Lexicon) -> Glance:
    """Return what tells whether a text is worth a full reading."""
    entities = settle_meant(
        find_entities(shadow, lexicon.entities, home=lambda: country_of_places(shadow, lexicon.gazetteer)),
        lexicon.entities,
        shadow,
    )
    return Glance(
        shadow=shadow,
        words=asserted(lexicon.words.find(shadow)),
        entities=join_adjectives(entities, lexicon.unnamed, shadow),
        weapons=find_weapons(shadow, lexicon.entities),
    )


def asserted(found: tuple[Match[P], ...]) -> tuple[Match[P], ...]:
    """Return the matches without the particle of a question before them: اعادة is no أ + عادة."""
    return tuple([m for m in found if m.proclitics[:1] != "ا" or m.proclitics[:2] == "ال"])


def without_futures(found: tuple[Match[Cue], ...], shadow: Shadow) -> list[Match[Cue]]:
    """Return the cues without those whose particle of the future is the first letter of a word: سكان is no س + كان.

    It stands before a verb of the present alone; a cue of no tense is one where it begins as such verbs do. Behind a
    preposition stands no verb of the present: بتواصل القصف is no X تواصل القصف.
    """
    told = [cue for cue in found if not cue.proclitics.endswith(_WILL) or _may_be_to_come(cue, shadow)]
    return [cue for cue in told if not (cue.payload.tense == "imperfect" and cue.proclitics.endswith(_BY))]


def _may_be_to_come(cue: Match[Cue], shadow: Shadow) -> bool:
    tense = cue.payload.tense
    return tense == "imperfect" or (tense == "" and shadow.norm[cue.norm_start] in _OPENS_PRESENT)
