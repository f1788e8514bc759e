"""The reference, written from the code.

python -m cli.reference commands > docs/cli.md
python -m cli.reference knowledge > docs/knowledge.md
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import typer

from cli.main import build_app
from cli.settings import KEYS, OTHER_VARIABLES

_COMMANDS = (
    "Written from the commands by `python -m cli.reference commands`; a test compares. Data goes to standard output,"
    " words and progress to standard error; colours and bars only to a terminal. `marsad --install-completion` teaches"
    " your shell the names.\n\n"
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done in part (an `issue` row tells what is missing), 4 something"
    " damaged or untrue was found, 5 the lake is busy."
)
_KNOWLEDGE = (
    "Written from `knowledge/` by `python -m cli.reference knowledge`; a test compares. Lists are TSV, ASCII id first,"
    " with comments and a header line on top; `python -m tasks.knowledge` says what is wrong with them, `--sort` sorts"
    " them."
)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _option(param: Any) -> str:
    names = " ".join(f"`{name}`" for name in (*param.opts, *param.secondary_opts))
    if param.param_type_name == "argument":
        names = f"`{str(param.metavar or param.name).upper()}`"
    default = param.default if isinstance(param.default, (str, int, float, Path)) else None
    shown = "" if default is None or isinstance(default, bool) else f"`{default}`"
    return f"| {names} | {_cell(getattr(param, 'help', None) or '')} | {shown} |"


def _describe(name: str, command: Any) -> Iterator[str]:
    """Yield the section of one command, and of the commands below it."""
    nested = getattr(command, "commands", {})
    told, _, example = (command.help or "").partition("Example: ")
    yield f"## marsad {name}\n\n{told.strip()}\n\n    {example.strip()}\n"
    params = [p for p in command.params if p.name != "help" and not getattr(p, "hidden", False)]
    if params and not nested:
        yield "\n".join(["| option | meaning | default |", "|---|---|---|", *map(_option, params), ""])
    for inner, child in sorted(nested.items()):
        yield from _describe(f"{name} {inner}", child)


def describe_commands() -> str:
    """Return docs/cli.md as text."""
    group: Any = typer.main.get_command(build_app())
    keys = [f"| `{k}` | `MARSAD_{k.upper()}` | {_cell(m)} | `{v}` |" for k, (v, m) in KEYS.items()]
    others = [f"| | `{name}` | {_cell(meaning)} | |" for name, meaning in OTHER_VARIABLES.items()]
    settings = ["| marsad.toml | environment | meaning | built in |", "|---|---|---|---|", *keys, *others]
    parts = ["# Commands\n", _COMMANDS + "\n", "## Settings\n", "\n".join(settings) + "\n"]
    for name, command in sorted(group.commands.items()):
        parts += _describe(name, command)
    return "\n".join(parts)


def _lists(folder: Path) -> dict[str, list[Path]]:
    """Return lists by the path that tells what they are: languages and countries of one kind stand together."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*.tsv")):
        inner = path.relative_to(folder)
        kind = f"{inner.parts[0]}/<code>/{inner.name}" if len(inner.parts) > 2 else str(inner)
        found[kind].append(path)
    return found


def _list(kind: str, paths: list[Path]) -> str:
    """Return the section of one list: what the comment on top says, its columns, and for which codes it is there."""
    fullest = max(paths, key=lambda p: (p.parent.name == "ar", p.stat().st_size))
    lines = fullest.read_text("utf-8").splitlines()
    told = _cell(" ".join(line.lstrip("# ") for line in lines if line.startswith("#"))).replace("\\|", "|")
    header = next((line for line in lines if not line.startswith("#")), "")
    codes = f"There for: {', '.join(sorted({p.parent.name for p in paths}))}.\n\n" if "<code>" in kind else ""
    columns = ", ".join(f"`{c}`" for c in header.split("\t"))
    return f"### {kind}\n\n{told + chr(10) * 2 if told else ''}{codes}Columns: {columns}\n"


def describe_knowledge(folder: Path | None = None) -> str:
    """Return docs/knowledge.md as text."""
    import yaml

    root = folder or Path(str(resources.files("knowledge")))
    parts = ["# Knowledge\n", _KNOWLEDGE + "\n", "## Event types\n"]
    rows = ["| file in events/ | sub-event type | PLOVER | meaning |", "|---|---|---|---|"]
    for path in sorted((root / "events").glob("*.yml")):
        told = yaml.safe_load(path.read_text("utf-8"))
        shown = (told.get(key) or "" for key in ("sub_event_type", "plover", "definition"))
        rows.append(f"| `{path.stem}` | {' | '.join(_cell(str(v)) for v in shown)} |")
    parts += ["\n".join(rows) + "\n", "## Lists\n"]
    return "\n".join([*parts, *(_list(kind, paths) for kind, paths in _lists(root).items())])


if __name__ == "__main__":
    sys.stdout.write({"commands": describe_commands, "knowledge": describe_knowledge}[sys.argv[1]]())
