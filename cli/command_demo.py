"""`marsad demo`: the samples become a lake, the lake answers, and a page shows it."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import fail, say, told_plainly

_QUESTION = """
with names as (select map_from_entries(list((entity_id, name_en))) as book from entity)
select sub_event_type as event, date_start as day, coalesce(place_name_en, place_name_ar, country) as place,
       case when killed_low is null then null when killed_low = killed_high then killed_low::varchar
            else killed_low || '-' || coalesce(killed_high::varchar, '?') end as killed,
       status, n_reports as reports, n_origins as origins,
       array_to_string(list_transform(claimants, lambda c: coalesce(book[c], c)), ', ') as "who says so",
       array_to_string(list_transform(deniers, lambda c: coalesce(book[c], c)), ', ') as "who denies it"
from events, names where kind = 'physical' order by date_start, event_id
"""
_NEXT = "select place_name_ar, status, asserted_by, denied_by, evidence from mentions_with_claims"


def _samples() -> Path:
    folder = Path(__file__).resolve().parent.parent / "samples"
    if not folder.is_dir():
        fail(f"the samples are not beside the code ({folder}): run the demo from a checkout")
    return folder


def _write_pages(lake: Path) -> Path:
    """Write the report in English and in Arabic beside the lake; return the English one."""
    from flows.report import write_report
    from warehouse.lake import Lake

    page = lake.with_name(f"{lake.name}-report.html")
    opened = Lake.open(lake)
    page.write_text(write_report(opened, language="en"), "utf-8")
    page.with_suffix(".ar.html").write_text(write_report(opened, language="ar"), "utf-8")
    return page


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
        limits = Limits(seconds=60.0)
        root = lake.resolve()
        with open_catalog(root / "marsad.duckdb", [root], limits) as con:
            answer = run_query(con, _QUESTION, limits)
    write_table(answer.columns, answer.rows, title="Events that the samples report (the samples are invented)")
    page = _write_pages(lake)
    say(f"{page}: the same as a page for any browser; {page.with_suffix('.ar.html').name} is in Arabic")
    say("Next, try:")
    say(f'  marsad sql --lake {lake} "{_NEXT}"')
    say(f"  marsad report --lake {lake} --where Syria --lang ar -o syria.html")
    say("  marsad ingest YOUR_FOLDER --lake lake/mine")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)
