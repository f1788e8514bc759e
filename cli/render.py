"""How rows look: a table on a terminal, CSV or JSON lines for machines.

Control characters of untrusted text are shown, not sent.
"""

import csv
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import IO, Any

_C0 = {c: f"\\x{c:02x}" for c in (*range(32), 127) if c not in (9, 10)}
# What JSON leaves as it is though a terminal obeys it: C1 controls, and overrides that turn text around.
_FURTHER = {c: f"\\u{c:04x}" for c in (*range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_CONTROL = {**_FURTHER, **_C0}


def defuse(text: str) -> str:
    """Return text with control characters spelled out: an article must not send escape codes to a terminal."""
    return text.translate(_CONTROL)


def to_json_line(row: Any) -> str:
    """Return a row as one line of JSON, Arabic as it is, in which no character is left that a terminal obeys."""
    return json.dumps(row, ensure_ascii=False, default=str).translate(_FURTHER)


class Defused:
    """A terminal to which control characters are spelled out."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write text without what a terminal obeys; line ends stay."""
        return self._stream.write(defuse(text.replace("\r\n", "\n")))


def data_stream() -> Any:
    """Return standard output: as it is for programs, which want every character, defused where it is a terminal."""
    return Defused(sys.stdout) if sys.stdout.isatty() else sys.stdout


def plain(value: Any) -> Any:
    """Return a value as JSON knows it: dates as ISO text, bytes as hex."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def write_json(columns: Sequence[str], rows: Sequence[Sequence[Any]], out: IO[str] | None = None) -> None:
    """Write rows as JSON lines."""
    stream = out or sys.stdout
    for row in rows:
        stream.write(to_json_line(dict(zip(columns, map(plain, row), strict=True))) + "\n")


class _PlainLines:
    """Ends lines with a newline, while the csv module is told CR LF so that it quotes a carriage return in a value."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, line: str) -> int:
        return self._stream.write(line.removesuffix("\r\n") + "\n")


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]], out: IO[str] | None = None) -> None:
    """Write rows as CSV with a header; lists and structs as JSON, null as the empty cell."""
    writer = csv.writer(_PlainLines(out or data_stream()), lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = (plain(v) for v in row)
        writer.writerow(
            ["" if c is None else json.dumps(c, ensure_ascii=False) if isinstance(c, list | dict) else c for c in cells]
        )


def write_summary(done: Any, *, asked: bool) -> None:
    """Print what a command did as one JSON line on standard output, where that was asked for."""
    if asked:
        fields = {name: getattr(done, name) for name in done.__slots__} if hasattr(done, "__slots__") else done
        sys.stdout.write(to_json_line({k: plain(v) for k, v in fields.items()}) + "\n")


def cell(value: Any, *, width: int = 0) -> str:
    """Return one cell for a terminal; null is a middle dot, so that it differs from empty text."""
    if value is None:
        return "·"
    raw = plain(value)
    text = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)
    text = defuse(text.replace("\n", " "))
    return text if not width or len(text) <= width else text[: width - 1] + "…"


def write_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str | None = None) -> None:
    """Print rows as a table that fits the terminal; without a terminal it is 200 columns wide and has no colours."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else 200, highlight=False)
    table = Table(
        title=Text(cell(title), style="table.title") if title else None,
        show_lines=False,
        header_style="bold",
        title_justify="left",
    )
    for name in columns:
        table.add_column(Text(cell(name)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(v, width=160)) for v in row))
    console.print(table)
