"""`marsad init`, `config`, `doctor` and `cite`: begin, see what is assumed, see what is wrong, say what was used."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cli.console import Exit, JsonOption, LakeOption, fail, lake_path, say, told_plainly
from cli.settings import KEYS, SettingsError, read_setting

config_app = typer.Typer(
    help="What commands assume where no option says otherwise.\n\nExample: marsad config show --origin",
    no_args_is_help=True,
)
_LEAST_FREE = 1_000_000_000  # bytes: a batch of 500 pages with its raw bytes needs some tens of megabytes


@config_app.command("show")
def show_config(
    *,
    origin: Annotated[bool, typer.Option("--origin", help="Show where each value comes from.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show every setting; with --origin, whether an environment variable or marsad.toml set it.

    Example: marsad config show --origin
    """
    from cli.render import write_json, write_table

    with told_plainly():
        try:
            found = [read_setting(key) for key in KEYS]
        except SettingsError as error:
            fail(str(error), Exit.USAGE)
        columns = ("key", "value", *(("origin",) if origin else ()), "meaning")
        (write_json if as_json else write_table)(columns, [tuple(getattr(s, c) for c in columns) for s in found])


def init(*, lake: LakeOption = None) -> None:
    """Make an empty lake and say what to do next.

    Example: marsad init --lake lake/mine
    """
    from warehouse.lake import Lake

    folder = lake_path(lake)
    with told_plainly():
        Lake.open(folder, create=True)
        say(f"{folder}: a lake is here. Next:")
        say(f"  marsad ingest YOUR_FOLDER --lake {folder}")
        say("  marsad sources list")
        say(f"  marsad ingest --feeds --lake {folder}")


def _checks(lake: str) -> Iterator[tuple[str, bool, str]]:
    """Yield what was looked at, whether it is well, and what was seen or what to do."""
    from importlib import resources
    from importlib.metadata import version

    from cli.machine import check_exposure, check_packages, check_server
    from tasks.knowledge import lint_knowledge

    yield "Python", sys.version_info >= (3, 11), f"{sys.version.split()[0]}; 3.11 or newer is needed"
    yield "DuckDB", version("duckdb") >= "2", f"{version('duckdb')}; 2.0 or newer is needed"
    yield from check_packages()
    yield from check_server()
    yield from check_exposure()
    problems = lint_knowledge(Path(str(resources.files("knowledge"))))
    yield "knowledge", not problems, problems[0] if problems else "every list keeps the rules"
    yield from _check_lake(lake)


def _check_lake(lake: str) -> Iterator[tuple[str, bool, str]]:
    """Yield how the disk, the lake and its catalog are."""
    from cli.machine import check_clock, check_permissions
    from schemas.trouble import Trouble
    from warehouse.lake import Lake
    from warehouse.layout import places_of

    folder = places_of(lake).root
    near = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(near).free
    yield "disk", free > _LEAST_FREE, f"{free / 1e9:.1f} GB free where the lake is; a lake needs 1 GB to grow"
    try:
        opened = Lake.open(lake)
        snapshot = opened.snapshot()
        yield "lake", True, f"{lake}: snapshot {snapshot.number}, {snapshot.rows('article')} articles"
        yield from check_permissions(folder)
        yield from check_clock(folder, snapshot.created_at)
    except Trouble as error:
        yield "lake", False, str(error)
        return
    yield _check_catalog(opened.catalog_path, snapshot.number)


def _check_catalog(path: Path, newest: int) -> tuple[str, bool, str]:
    """Return whether the views can be read, are of this version, and show the newest snapshot."""
    import duckdb

    from warehouse.catalog import is_of_this_version

    anew = "`marsad catalog` writes it anew"
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            seen = con.execute("select snapshot from lake_snapshot").fetchall()[0][0]
            con.execute("select count(*) from article").fetchall()
            ours = is_of_this_version(con)
    except duckdb.Error as error:
        return "catalog", False, f"{str(error).splitlines()[0]}; {anew}, after a move too"
    told = f"shows snapshot {seen}" if ours else f"shows snapshot {seen} by the views of another version"
    return "catalog", ours and seen == newest, f"{told}; {anew}"


def doctor(*, as_json: JsonOption = False, lake: LakeOption = None) -> None:
    """Look at what Marsad needs: versions, server, exposure, disk, rights, clock, lake. Ends with 1 where one is ill.

    Example: marsad doctor
    """
    from cli.render import write_json, write_table

    with told_plainly():
        found = list(_checks(lake_path(lake)))
        rows = [(name, "well" if well else "ILL", seen) for name, well, seen in found]
        (write_json if as_json else write_table)(("what", "state", "seen"), rows)
        if not all(well for _, well, _ in found):
            fail("something is ill; the last column says what to do", Exit.FAILED)


def cite(*, as_json: JsonOption = False, lake: LakeOption = None) -> None:
    """Print how to cite an answer: snapshot, day, versions, hashes of the tables; the same rows give the same hashes.

    Example: marsad cite
    """
    from cli.render import write_json
    from schemas.spec import tables
    from warehouse.identical import table_hash
    from warehouse.lake import Lake

    with told_plainly():
        reader = Lake.open(lake_path(lake)).reader()
        snapshot = reader.snapshot
        hashes = {n: table_hash(reader, tables()[n]) for n in ("article", "mention", "quantity", "claim", "event")}
        versions = reader.sql("select distinct code_version, knowledge_hash from batch order by all").to_pylist()
        day = snapshot.created_at.date().isoformat() if snapshot.created_at else None
        if as_json:
            write_json(
                ("snapshot", "created", "versions", "hashes"), [(snapshot.number, day, versions, hashes)]
            )  # fmt: skip
            return
        made = "; ".join(f"code {v['code_version']}, knowledge {v['knowledge_hash']}" for v in versions)
        rows = (
            f"{snapshot.rows('article')} articles, {snapshot.rows('mention')} mentions, {snapshot.rows('event')} events"
        )
        typer.echo(f"Marsad lake, snapshot {snapshot.number} of {day or 'no day'}: {rows} ({made or 'no batch'}).")
        for name, digest in hashes.items():
            typer.echo(f"  {name:<9} sha256 {digest}")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(init)
    app.command()(doctor)
    app.command()(cite)
    app.add_typer(config_app, name="config")
