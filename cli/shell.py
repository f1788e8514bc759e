"""The interactive form of `marsad sql`: a prompt with history and completion."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import FileHistory

from cli.console import say
from schemas.trouble import Trouble
from warehouse.query import Answer, Limits, run_query

_KEYWORDS = ("select", "from", "where", "group by", "order by", "limit", "join", "count(*)", "sum", "unnest", "like")
_HELP = "one SELECT, ended by ; — .tables lists the views, .quit leaves"


def _names(con: Any) -> list[str]:
    rows = con.execute("select distinct table_name, column_name from information_schema.columns").fetchall()
    return sorted({name for row in rows for name in row})


def _history() -> FileHistory:
    folder = Path.home() / ".local" / "state" / "marsad"
    folder.mkdir(parents=True, exist_ok=True)
    return FileHistory(str(folder / "sql_history"))


def _read(session: "PromptSession[str]") -> str:
    lines = [session.prompt("marsad> ")]
    while lines[-1].strip() and not lines[-1].rstrip().endswith(";") and not lines[0].startswith("."):
        lines.append(session.prompt("   ...> "))
    return "\n".join(lines).strip()


def converse(con: Any, limits: Limits, show: Callable[[Answer], None]) -> None:
    """Ask and answer until `.quit` or the end of input; a failed question does not end the session."""
    session: PromptSession[str] = PromptSession(
        history=_history(), completer=WordCompleter([*_KEYWORDS, *_names(con)], ignore_case=True)
    )
    say(_HELP)
    while True:
        try:
            text = _read(session)
        except (EOFError, KeyboardInterrupt):
            return
        if text in (".quit", ".exit"):
            return
        _answer(con, limits, show, "show tables" if text == ".tables" else text)


def _answer(con: Any, limits: Limits, show: Callable[[Answer], None], text: str) -> None:
    question = "select table_name as view from information_schema.tables order by 1" if text == "show tables" else text
    if not question.strip(" ;"):
        return
    try:
        show(run_query(con, question, limits))
    except Trouble as error:
        say(str(error))
