"""Press cases as a lake: each case is a few reports, read by the whole pipeline, each from an outlet of its own."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.desk import Desk
from flows.pipeline import ingest_paths
from tasks.knowledge import load_knowledge
from warehouse.lake import Lake


def read_cases(folder: Path, cases: Mapping[str, Sequence[tuple[str, str]]]) -> Lake:
    """Return a lake that read all cases; a case is a name with the day and the text of each report."""
    records = [
        {"id": f"{name}-{i}", "url": f"https://{name}{i}.example/1", "published": day, "language": "ar", "text": text}
        for name, articles in cases.items()
        for i, (day, text) in enumerate(articles)
    ]
    (folder / "cases.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    desk = Desk(lake=Lake.open(folder / "lake", create=True), knowledge=load_knowledge())
    ingest_paths(desk, [folder / "cases.jsonl"])
    return desk.lake


def events_of(lake: Lake, name: str) -> list[dict[str, Any]]:
    """Physical events that the reports of one case tell, without the background, the deadliest first."""
    query = (
        "select distinct e.* from event e join event_mention using (event_id) join mention m using (mention_id)"
        " join article a using (article_id) where e.kind = 'physical' and e.status <> 'background'"
        f" and a.external_id like '{name}-%' order by killed_best desc nulls last, date_start"
    )
    found: list[dict[str, Any]] = lake.sql(query).to_pylist()
    return found
