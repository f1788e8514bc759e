"""`marsad demo`: the samples become a lake, and the lake answers."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import fail, say, told_plainly

_QUESTION = """
select sub_event_type as event, date_start as day, coalesce(place_name_en, country) as place,
       case when killed_low is null then null when killed_low = killed_high then killed_low::varchar
            else killed_low || '-' || coalesce(killed_high::varchar, '?') end as killed,
       status, n_reports as reports, n_origins as origins,
       array_to_string(claimants, ', ') as "who says so", array_to_string(deniers, ', ') as "who denies it"
from events order by date_start, event_id
"""


def _samples() -> Path:
    folder = Path(__file__).resolve().parent.parent / "samples"
    if not folder.is_dir():
        fail(f"the samples are not beside the code ({folder}): run the demo from a checkout")
    return folder


def demo(
    *, lake: Annotated[Path, typer.Option("--lake", help="Folder for the demo's lake.")] = Path("lake/demo")
) -> None:
    """Ingest the samples offline and show the events that they report.

    Example: marsad demo
    """
    from cli.command_ingest import run_ingest
    from cli.render import write_table
    from warehouse.query import Limits, open_catalog, run_query

    samples = _samples()
    with told_plainly():
        tally = run_ingest(lake, [samples], source=None, published=None, batch_size=200)
        say(tally.sentence())
        limits = Limits()
        root = lake.resolve()
        with open_catalog(root / "marsad.duckdb", [root], limits) as con:
            answer = run_query(con, _QUESTION, limits)
    write_table(answer.columns, answer.rows, title="Events that the samples report (the samples are invented)")
    say("Next, try:")
    say(f'  marsad sql --lake {lake} "select place_name_ar, evidence, claimant, stance from mentions_with_claims"')
    say(f"  marsad export mention --format jsonl --lake {lake}")
    say(f"  marsad ingest YOUR_FOLDER --lake lake/mine   (the demo's lake is {lake})")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)
