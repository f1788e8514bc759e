"""`marsad diff`: what changed in events since a moment or a batch."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from cli.console import JsonOption, LakeOption, lake_path, told_plainly

_COLUMNS = ("finished_at", "batch_id", "event_id", "change", "what", "place_name_en", "date_start")


def _moment(lake: Any, asked: str) -> datetime:
    """Return a moment given as ISO day or time (UTC unless it says otherwise), or as the id of a batch."""
    from schemas.trouble import Trouble
    from warehouse.history import batch_finished

    try:
        told = datetime.fromisoformat(asked)
    except ValueError:
        finished = batch_finished(lake, asked)
        if finished is None:
            raise Trouble(f"{asked!r} is neither a day, a time nor the beginning of one batch id") from None
        return finished
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _what(row: dict[str, Any]) -> str:
    if row["change"] != "changed":
        return f"into {row['after']}" if row["after"] else ""
    before, after = json.loads(row["before"]), json.loads(row["after"])
    return "; ".join(f"{k}: {before.get(k)} -> {after[k]}" for k in after)


def diff(
    *,
    since: Annotated[str, typer.Option(help="ISO day or time, or a batch: what changed after it.")],
    as_of: Annotated[str | None, typer.Option(help="Until then; default: until now.")] = None,
    as_json: JsonOption = False,
    lake: LakeOption = None,
) -> None:
    """Show what changed in events: created, changed with old and new values, merged, split, removed.

    Example: marsad diff --since 2015-10-02 --as-of 2015-10-03
    """
    from cli.render import write_json, write_table
    from warehouse.history import changes_between
    from warehouse.lake import Lake

    with told_plainly():
        opened = Lake.open(lake_path(lake))
        until = _moment(opened, as_of) if as_of else datetime.max.replace(tzinfo=UTC)
        rows = changes_between(opened, _moment(opened, since), until)
        if as_json:
            columns = tuple(rows[0]) if rows else _COLUMNS
            write_json(columns, [tuple(r.values()) for r in rows])
        else:
            write_table(_COLUMNS, [tuple((r | {"what": _what(r)})[c] for c in _COLUMNS) for r in rows])


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(diff)
