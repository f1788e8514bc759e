"""The country of a text that names none: the one in which all its places lie."""

from tasks.extract.gazetteer import Gazetteer
from tasks.extract.places import find_places
from tasks.text.normal import Shadow


def country_of_places(shadow: Shadow, gazetteer: Gazetteer) -> str | None:
    """Return the code, in small letters, of the country that holds all places of a text; None for two countries.

    A short report tells of Saraqib near Idlib and of "the civil defence", and names neither Syria nor Syrians.
    """
    hits = [hit for hit in find_places(shadow, gazetteer) if hit.place_id is not None and hit.country is not None]
    countries = {hit.country for hit in hits}
    return (countries.pop() or "").lower() if len(countries) == 1 else None
