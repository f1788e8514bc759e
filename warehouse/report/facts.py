"""What the page tells, read from one snapshot: events with their reports and voices, names, health, version."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from warehouse.lake import Lake
from warehouse.read import Reader

Row = dict[str, Any]
_QUERIES = Path(__file__).parent
_CONTEXT = 90  # characters of text on both sides of the words: about a line of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which events the page shows; everything that is None selects all."""

    since: date | None = None
    event_type: str | None = None
    where: str | None = None
    """As the person wrote it."""
    areas: tuple[tuple[str, str], ...] = ()
    """Columns of `event` and the values that mean the same place: ("country", "SY"); any of them selects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the runs went."""

    n_batches: int
    last_batch_at: datetime | None
    n_offered: int
    n_stored: int
    n_quarantined: int
    n_articles: int
    n_outlets: int
    issues: tuple[tuple[str, int], ...]
    n_feeds: int
    n_failing_feeds: int
    code_versions: tuple[str, ...]
    knowledge_hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a page is made of."""

    selection: Selection
    events: tuple[Row, ...]
    reports: Mapping[str, tuple[Row, ...]]
    """Mentions with their articles, by event_id, oldest first."""
    voices: Mapping[str, tuple[Row, ...]]
    """Claims, by event_id."""
    names: Mapping[str, Row]
    """Entities and places by id: name_en, name_ar."""
    health: Health
    snapshot: int
    created_at: datetime | None
    digest: str = field(default="")
    n_open: int = 0
    """Events among them that may still change: a report is younger than four days or came late."""


def _conditions(selection: Selection) -> tuple[str, list[Any]]:
    parts, params = ["e.kind = 'physical'"], list[Any]()
    if selection.since:
        parts.append("coalesce(e.date_end, e.date_start) >= ?")
        params.append(selection.since)
    if selection.event_type:
        parts.append("? IN (lower(e.event_type), lower(e.sub_event_type))")
        params.append(selection.event_type.lower())
    if selection.where:
        either = ["contains(lower(e.place_name_en), lower(?))", "contains(e.place_name_ar, ?)"]
        params += [selection.where, selection.where]
        for column, value in selection.areas:
            either.append(f"e.{column} = ?")
            params.append(value)
        parts.append(f"({' OR '.join(either)})")
    return " AND ".join(parts), params


def _by_event(rows: Sequence[Row]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["event_id"]].append(row)
    return {k: tuple(v) for k, v in found.items()}


def _query(name: str) -> str:
    return (_QUERIES / f"{name}.sql").read_text("utf-8")


def _health(reader: Reader) -> Health:
    row: Row = reader.sql(_query("health")).to_pylist()[0]
    issues = reader.sql("SELECT kind, count(*) AS n FROM issue GROUP BY kind ORDER BY n DESC, kind LIMIT 8").to_pylist()
    return Health(
        issues=tuple((i["kind"], i["n"]) for i in issues),
        code_versions=tuple(row.pop("code_versions") or ()),
        knowledge_hashes=tuple(row.pop("knowledge_hashes") or ()),
        **row,
    )


def _digest(events: Sequence[Row]) -> str:
    """Return a hash of the events shown, the same for the same rows whenever and wherever the page is made."""
    text = json.dumps(events, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _count_open(reader: Reader, chosen: str, params: Sequence[Any]) -> int:
    found = reader.sql(f"SELECT count(*) AS n FROM unsettled WHERE event_id IN ({chosen})", params)
    return int(found.column(0)[0].as_py())


def read_facts(lake: Lake | Reader, selection: Selection) -> Facts:
    """Return what a page of the newest snapshot tells, newest events first."""
    reader = lake.reader() if isinstance(lake, Lake) else lake
    where, params = _conditions(selection)
    chosen = f"SELECT e.event_id FROM event e WHERE {where}"
    events = reader.sql(
        f"SELECT e.* FROM event e WHERE {where} ORDER BY e.date_start DESC NULLS LAST, e.event_id", params
    ).to_pylist()
    reports = reader.sql(
        _query("reports").replace("$chosen", chosen), [_CONTEXT, _CONTEXT, _CONTEXT, *params]
    ).to_pylist()
    voices = reader.sql(_query("voices").replace("$chosen", chosen), params).to_pylist()
    names = reader.sql(
        "SELECT entity_id AS id, name_en, name_ar FROM entity UNION ALL SELECT place_id, name_en, name_ar FROM place"
    ).to_pylist()
    return Facts(
        selection=selection,
        events=tuple(events),
        reports=_by_event(reports),
        voices=_by_event(voices),
        names={n["id"]: n for n in names},
        health=_health(reader),
        snapshot=reader.snapshot.number,
        created_at=reader.snapshot.created_at,
        digest=_digest(events),
        n_open=_count_open(reader, chosen, params),
    )
