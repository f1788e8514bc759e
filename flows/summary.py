"""What a run tells a person: a page of markdown and a table of new events, made from the lake."""

from datetime import datetime
from typing import Any

from flows.desk import Desk
from flows.work import Tally

_NEW_EVENTS = """
select distinct e.event_id, e.sub_event_type, e.date_start, coalesce(e.place_name_ar, e.country) as place,
       e.killed_low, e.killed_high, e.status, e.n_reports, e.n_origins,
       array_to_string(e.claimants, ', ') as claimants, array_to_string(e.deniers, ', ') as deniers
from event e join event_mention using (event_id) join mention m using (mention_id)
     join batch b on b.batch_id = m.batch_id
where b.finished_at >= ? and e.kind = 'physical' and e.status not in ('background', 'planned')
order by e.date_start desc nulls last, e.event_id limit 50
"""
_ISSUES = """
select kind, count(*) as n, any_value(url) as for_instance from issue i join batch b using (batch_id)
where b.finished_at >= ? group by kind order by n desc, kind limit 20
"""


def new_event_rows(desk: Desk, *, since: datetime) -> list[dict[str, Any]]:
    """Return the events that mentions stored since then belong to, newest first, at most 50, as plain values."""
    rows = desk.lake.sql(_NEW_EVENTS, [since]).to_pylist()
    return [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]


def summary_markdown(desk: Desk, tally: Tally, label: str, *, since: datetime) -> str:
    """Return the report of a run in markdown; Arabic is wrapped right to left."""
    counts = {
        "inputs": tally.n_in,
        "articles stored": tally.n_stored,
        "known already": tally.n_duplicate,
        "quarantined": tally.n_quarantined,
        "files of other types": tally.n_skipped,
        "mentions": tally.n_mentions,
        "events": tally.n_events,
        "contested events": tally.n_contested,
    }
    lines = [f"# Ingest: {label}", "", "| count | |", "|---|---|", *(f"| {k} | {v} |" for k, v in counts.items())]
    issues = desk.lake.sql(_ISSUES, [since]).to_pylist()
    if issues:
        lines += ["", "## In doubt", "", "| kind | number | for instance |", "|---|---|---|"]
        lines += [f"| {i['kind']} | {i['n']} | {i['for_instance'] or ''} |" for i in issues]
    return "\n".join(lines) + "\n"
