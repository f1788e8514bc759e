"""`views/*.sql` and `macros/*.sql`: one per file, named as the file; the first comment line is the question it answers.

Further comment lines `-- column: meaning` describe columns. A view may stand on other views: they are created
in an order in which each finds those that it names.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.arrow import arrow_schema
from schemas.spec import tables
from warehouse.sqltypes import layout_of, quote_name, quote_text

VIEWS = Path(__file__).parent / "views"
MACROS = Path(__file__).parent / "macros"
_COLUMN = re.compile(r"^--\s+([a-z_0-9]+):\s+(.+)$")
_COLUMNS = re.compile(r"\{([a-z_]+) columns\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewFile:
    """One view in a file of its own."""

    name: str
    question: str
    columns: dict[str, str]
    query: str

    @property
    def create(self) -> str:
        """The statement that creates it."""
        return f"CREATE VIEW {quote_name(self.name)} AS {self.query}"


def parse_view(path: Path) -> ViewFile:
    """Return the view of one file; raises ValueError where the question is missing."""
    lines = path.read_text("utf-8").splitlines()
    if not lines or not lines[0].startswith("-- "):
        raise ValueError(f"{path.name}: the first line must be a comment, the question that the view answers")
    columns = {m[1]: m[2] for line in lines[1:] if (m := _COLUMN.match(line))}
    query = "\n".join(line for line in lines if not line.startswith("--")).strip().rstrip(";")
    return ViewFile(name=path.stem, question=lines[0][3:].strip(), columns=columns, query=query)


@cache
def view_files() -> tuple[ViewFile, ...]:
    """Return every view in an order in which they can be created."""
    waiting = {p.stem: parse_view(p) for p in sorted(VIEWS.glob("*.sql"))}
    names = set(waiting)
    ordered: list[ViewFile] = []
    while waiting:
        ready = [v for v in waiting.values() if not (_words(v.query) & names - {v.name}) - {o.name for o in ordered}]
        if not ready:
            raise ValueError(f"views stand on each other in a circle: {', '.join(waiting)}")
        ordered += ready
        for view in ready:
            del waiting[view.name]
    return tuple(ordered)


def views_id() -> str:
    """Return a short hash of what a catalog is made of: columns of tables, views, macros; other versions differ."""
    layouts = {name: layout_of(arrow_schema(spec.row)) for name, spec in tables().items()}
    made = [*(v.create for v in view_files()), *(m.create for m in macro_files()), json.dumps(layouts)]
    return hashlib.sha256("\n".join(made).encode()).hexdigest()[:12]


def _words(query: str) -> set[str]:
    return set(re.findall(r"[a-z_][a-z_0-9]*", query))


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroFile:
    """One table macro in a file of its own: a view that takes arguments. Its body names no catalog.

    `{event columns}` in a body stands for the columns of a table with their types, as `json_transform` wants them.
    """

    name: str
    question: str
    create: str


def _typed_columns(table: str) -> str:
    """Return the columns of a table and their types as a JSON text literal."""
    return quote_text(json.dumps(dict(layout_of(arrow_schema(tables()[table].row)))))


@cache
def macro_files() -> tuple[MacroFile, ...]:
    """Return every macro, by name; raises ValueError where a question is missing."""
    found = []
    for path in sorted(MACROS.glob("*.sql")):
        question, *lines = path.read_text("utf-8").splitlines()
        if not question.startswith("-- "):
            raise ValueError(f"{path.name}: the first line must be a comment, the question that the macro answers")
        body = "\n".join(line for line in lines if not line.startswith("--")).strip().rstrip(";")
        create = _COLUMNS.sub(lambda found: _typed_columns(found[1]), body)
        found.append(MacroFile(name=path.stem, question=question[3:].strip(), create=create))
    return tuple(found)
