"""Places in use as rows of the `place` table, with all that they lie in."""

from collections.abc import Iterable, Mapping

from schemas.entity import Place
from tasks.knowledge import Knowledge, Row


def place_rows(ids: Iterable[str], knowledge: Knowledge) -> tuple[Place, ...]:
    """Return the rows of places and of the places that hold them, sorted; an id that no list holds is left out."""
    listed = {
        row["place_id"]: row for _, rows in knowledge.lists_below("places") for row in rows if row.get("place_id")
    }
    wanted: set[str] = set()
    for place_id in ids:
        wanted.update(_with_parents(place_id, listed))
    return tuple(_row(listed[key]) for key in sorted(wanted))


def _with_parents(place_id: str, listed: Mapping[str, Row]) -> list[str]:
    line: list[str] = []
    while place_id in listed and place_id not in line:
        line.append(place_id)
        place_id = listed[place_id]["parent_id"]
    return line


def _row(row: Row) -> Place:
    return Place(
        place_id=row["place_id"],
        name_en=row["name_en"],
        name_ar=row["name_ar"] or None,
        kind=row["kind"],
        parent_id=row["parent_id"] or None,
        admin1=row["admin1"] or None,
        country=row["country"] or None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        source=row["source"] or None,
    )
