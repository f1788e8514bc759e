"""The countries of a text: those of the actors that it names, where their forces fight, else where its places lie."""

from collections.abc import Iterable, Sequence

from tasks.extract.entities import EntityHit
from tasks.extract.gazetteer import Gazetteer
from tasks.extract.lexicon import Lexicon
from tasks.extract.places import find_places
from tasks.text.normal import Shadow

_ABROAD = frozenset({"outlet", "agency", "un-body", "ngo", "person", "source"})  # they speak of any country


def country_of_places(shadow: Shadow, gazetteer: Gazetteer) -> str | None:
    """Return the code, in small letters, of the country that holds all places of a text; None for two countries.

    A short report tells of Saraqib near Idlib and of "the civil defence", and names neither Syria nor Syrians.
    """
    hits = [hit for hit in find_places(shadow, gazetteer) if hit.place_id is not None and hit.country is not None]
    countries = {hit.country for hit in hits}
    return (countries.pop() or "").lower() if len(countries) == 1 else None


def homes(entities: Sequence[EntityHit], lexicon: Lexicon) -> list[str]:
    """Return the country of each actor that a text names, each actor once."""
    known = lexicon.entities.known
    actors = sorted({entity.entity_id for entity in entities} & known.keys())
    return [country for actor in actors if (country := known[actor].country) and known[actor].kind not in _ABROAD]


def theatres(countries: Iterable[str], lexicon: Lexicon) -> list[str]:
    """Return the other countries in which the forces of some countries fight.

    اعتقلت قوات الاحتلال شابا في جنين: an unborn child as well, believed where an army of Palestine's war acts.
    """
    return [land for country in dict.fromkeys(countries) for land in lexicon.gazetteer.theatres(country)]
