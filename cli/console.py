"""What every command shares: exit codes, where words go, and how a failure is told."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli.settings import SettingsError, read_setting

LakeOption = Annotated[
    str | None,
    typer.Option(
        "--lake",
        help="Folder of the lake, or s3://bucket/folder (default: MARSAD_LAKE, else marsad.toml, else ./lake).",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON lines instead of a table.")]
SummaryOption = Annotated[bool, typer.Option("--json", help="Print what was done as one JSON line, too.")]


def check_day(told: str | None) -> str | None:
    """Return a day or time of publication that can be read; a mistyped one would leave articles without a day."""
    if told is not None:
        try:
            datetime.fromisoformat(told)
        except ValueError:
            raise typer.BadParameter(f"{told!r} is no day: write it as 2015-10-02") from None
    return told


PublishedOption = Annotated[
    str | None,
    typer.Option("--published", help="Day of publication for inputs that tell none: 2015-10-02.", callback=check_day),
]


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    FAILED = 1
    USAGE = 2
    PARTIAL = 3
    VERIFICATION = 4
    BUSY = 5


def lake_path(lake: Path | str | None) -> str:
    """Return the lake's folder or address: the option, else MARSAD_LAKE, else `lake` of marsad.toml, else ./lake."""
    if lake is not None:
        return str(lake)
    try:
        return read_setting("lake").value
    except SettingsError as error:
        fail(str(error), Exit.USAGE)


def say(message: str, **counts: int) -> None:
    """Print a sentence for the person, on standard error, without control characters of what it quotes.

    Where MARSAD_LOG is `json`, a line of JSON for a log collector, with `counts` as fields of their own.
    """
    from cli.render import defuse

    if os.environ.get("MARSAD_LOG") == "json":
        import json
        from datetime import UTC, datetime

        line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "message": message, **counts}
        sys.stderr.write(json.dumps(line, ensure_ascii=True) + "\n")
        return
    sys.stderr.write(defuse(message) + "\n")


def fail(message: str, code: int = Exit.FAILED) -> NoReturn:
    """End the command with a message on standard error."""
    say(f"marsad: {message}")
    raise typer.Exit(int(code))


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn the errors that a person can act on into one message and the right exit code; others keep their trace."""
    from schemas.trouble import Trouble

    try:
        yield
    except Trouble as error:
        fail(str(error), error.exit_code)
    except BrokenPipeError:  # `marsad sql ... | head` is no failure
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(int(Exit.OK)) from None
