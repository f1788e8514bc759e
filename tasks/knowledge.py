"""The knowledge folder as one frozen, hashed value, and the linter that keeps it clean.

TSV for lists (ASCII id first: a TAB keeps column order when Arabic is shown, commas do not), YAML for things with
structure. Directories are listed, never registered by hand. What the rows mean is for the steps that read them.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

_FORBIDDEN = {
    "\u0640": "tatweel",
    "\u200e": "a left-to-right mark",
    "\u200f": "a right-to-left mark",
    "\u061c": "an Arabic letter mark",
    "\ufeff": "a byte order mark",
    "\u00a0": "a no-break space",
    "\u200b": "a zero-width space",
}
_FARSI = {"\u06cc": "Farsi yeh", "\u06a9": "Farsi kaf"}
_DIRECTION = {chr(c): "a direction control" for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Row = Mapping[str, str]


class KnowledgeError(ValueError):
    """The knowledge folder breaks its own rules; the message names file, line and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Knowledge:
    """All lists (TSV) and structured files (YAML), by path below the folder, and the hash of their bytes.

    `lists["languages/ar/triggers.tsv"]` is a tuple of rows (column to text; an empty cell is the empty string);
    `records["events/air-strike.yml"]` the parsed YAML, read-only by convention.
    """

    lists: Mapping[str, tuple[Row, ...]]
    records: Mapping[str, Any]
    hash: str

    def __eq__(self, other: object) -> bool:
        """Tell whether two are made of the same bytes, so that what is worked out of one can be kept for it."""
        return isinstance(other, Knowledge) and other.hash == self.hash

    def __hash__(self) -> int:
        """Hash of the hash."""
        return hash(self.hash)

    def rows(self, path: str) -> tuple[Row, ...]:
        """Return the rows of one list; an absent list has none (a language may lack it)."""
        return self.lists.get(path, ())

    def lists_below(self, folder: str) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """Yield path and rows of every list below a folder, sorted by path."""
        for path in sorted(self.lists):
            if path.startswith(folder.rstrip("/") + "/"):
                yield path, self.lists[path]

    def records_below(self, folder: str) -> Iterator[tuple[str, Any]]:
        """Yield path and content of every YAML file below a folder, sorted by path."""
        for path in sorted(self.records):
            if path.startswith(folder.rstrip("/") + "/"):
                yield path, self.records[path]


def _parse_list(path: str, text: str) -> tuple[Row, ...]:
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    if not lines:
        return ()
    header = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            raise KnowledgeError(f"{path}: {len(cells)} cells under {len(header)} columns: {line!r}")
        cells += [""] * (len(header) - len(cells))
        rows.append(MappingProxyType(dict(zip(header, cells, strict=True))))
    return tuple(rows)


def _parse_record(path: str, text: str) -> Any:
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 the C form of the safe loader
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path}: not valid YAML: {error}") from error


def _walk(folder: Traversable, prefix: str = "", *, examples: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder; tested examples judge a reader and teach it nothing, so only the linter asks."""
    for item in sorted(folder.iterdir(), key=lambda t: t.name):
        path = prefix + item.name
        if item.is_dir() and not item.name.startswith(("_", ".")) and (examples or item.name != "examples"):
            yield from _walk(item, path + "/", examples=examples)
        elif path.endswith((".tsv", ".yml")):
            yield path, item.read_bytes()


def load_knowledge(folder: Path | None = None) -> Knowledge:
    """Read a knowledge folder (the one that ships with the code, if none is given).

    Raises KnowledgeError where a file cannot be parsed.
    """
    return _load(folder)


@cache
def _load(folder: Path | None) -> Knowledge:
    root: Traversable = folder if folder is not None else resources.files("knowledge")
    digest = hashlib.sha256()
    lists: dict[str, tuple[Row, ...]] = {}
    records: dict[str, Any] = {}
    for path, data in _walk(root):
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
        text = data.decode("utf-8")
        if path.endswith(".tsv"):
            lists[path] = _parse_list(path, text)
        else:
            records[path] = _parse_record(path, text)
    return Knowledge(lists=MappingProxyType(lists), records=MappingProxyType(records), hash=digest.hexdigest()[:16])


_RULES = ("actors/", "events/", "languages/", "places/hand/")
"""Folders whose ids name one rule or thing each; elsewhere several rows may tell of one (the words of an ordinal)."""


def _lint_characters(path: str, number: int, line: str) -> Iterator[str]:
    bad = _FORBIDDEN | _DIRECTION | (_FARSI if "/ar/" in f"/{path}" else {})
    for character, name in bad.items():
        if character in line:
            yield f"{path}:{number}: {name} (U+{ord(character):04X}) is not allowed"
    if unicodedata.normalize("NFC", line) != line:
        yield f"{path}:{number}: not in Unicode form NFC"


def _lint_list(path: str, text: str) -> Iterator[str]:
    lines = [(n, x) for n, x in enumerate(text.split("\n"), 1) if x and not x.startswith("#")]
    body = [x for _, x in lines[1:]]
    if body != sorted(body):
        wrong = next(n for (n, x), y in zip(lines[1:], sorted(body), strict=True) if x != y)
        yield f"{path}:{wrong}: not sorted; run `python -m tasks.knowledge --sort`"
    seen: set[str] = set()
    for number, line in lines[1:]:
        row_id = line.partition("\t")[0]
        if line in seen:
            yield f"{path}:{number}: stands twice"
        elif row_id in seen and path.startswith(_RULES):
            yield f"{path}:{number}: the id {row_id} stands twice, with other words"
        seen |= {line, row_id}
        if not row_id.isascii() or not row_id:
            yield f"{path}:{number}: the first column is an ASCII id"


def lint_knowledge(folder: Path) -> list[str]:
    """Return what breaks the rules of the knowledge folder, one sentence each with file and line."""
    found: list[str] = []
    for path, data in _walk(folder, examples=True):
        text = data.decode("utf-8")
        for number, line in enumerate(text.split("\n"), 1):
            found += _lint_characters(path, number, line)
        if path.endswith(".tsv"):
            found += _lint_list(path, text)
    return found


def sort_lists(folder: Path) -> list[str]:
    """Sort every list in place (comments and header stay on top); return the paths that changed."""
    changed = []
    for path in sorted(folder.rglob("*.tsv")):
        lines = [line for line in path.read_text("utf-8").split("\n") if line]
        comments = [line for line in lines if line.startswith("#")]
        rows = [line for line in lines if not line.startswith("#")]
        text = "\n".join([*comments, *rows[:1], *sorted(set(rows[1:]))]) + "\n"
        if text != path.read_text("utf-8"):
            path.write_text(text, "utf-8")
            changed.append(str(path.relative_to(folder)))
    return changed


if __name__ == "__main__":
    import sys

    root = Path(str(resources.files("knowledge")))
    if "--sort" in sys.argv:
        sort_lists(root)
    problems = lint_knowledge(root)
    sys.stdout.write("".join(f"{p}\n" for p in problems))
    sys.exit(1 if problems else 0)
