"""Files and folders as inputs: text and pages with their sidecars, dumps of records, feed files, web archives.

Everything is read as a stream and in sorted order. What cannot be read is yielded as Unreadable and the rest goes
on; a file of another type inside a folder is yielded as Skipped, so that it is counted and not forgotten.
"""

import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tasks.fetch.archive import read_archive
from tasks.fetch.captured import Captured, Skipped, Unreadable, clean_hint
from tasks.fetch.feedfile import read_feed_file
from tasks.fetch.records import MAX_RECORD, Defaults, read_json_lines, read_parquet

Found = Captured | Unreadable | Skipped

_BARE: Final = MappingProxyType({".txt": "text/plain", ".html": "text/html", ".htm": "text/html"})
_SIDECAR_MAX: Final = 1 << 20
_Reader = Callable[[Path, str, Defaults], Iterator[Found]]
_READERS: Final[Mapping[str, _Reader]] = MappingProxyType(
    {
        ".jsonl": read_json_lines,
        ".jsonl.gz": read_json_lines,
        ".ndjson": read_json_lines,
        ".parquet": read_parquet,
        ".warc": read_archive,
        ".warc.gz": read_archive,
        ".arc": read_archive,
        ".arc.gz": read_archive,
        ".xml": read_feed_file,
        ".rss": read_feed_file,
        ".atom": read_feed_file,
        ".json": read_feed_file,
    }
)


def read_paths(
    paths: Sequence[Path | str], *, source: str | None = None, published: str | None = None
) -> Iterator[Found]:
    """Yield what the files and folders hold: captures, what could not be read, what is no input of ours.

    `source` and `published` are said of every input that does not say them itself. A file is addressed as `file:`
    and its name below the folder that was given, never by its place on the machine.
    """
    defaults = Defaults(source=clean_hint(source), published=clean_hint(published))
    for path in map(Path, paths):
        if path.is_dir():
            yield from _read_folder(path, defaults)
        else:
            yield from _read_file(path, path.name, defaults, named=True)


def _read_folder(root: Path, defaults: Defaults) -> Iterator[Found]:
    for folder, subfolders, files in os.walk(root):
        here = Path(folder)
        for name in sorted(n for n in subfolders if n.startswith(".") or (here / n).is_symlink()):
            subfolders.remove(name)
            yield Skipped(path=(here / name).relative_to(root).as_posix(), why="a hidden or linked folder")
        subfolders.sort()
        for name in sorted(files):
            path = here / name
            yield from _read_file(path, path.relative_to(root).as_posix(), defaults, named=False)


def _kind(path: Path) -> str:
    """Return the ending that tells the type: `.jsonl.gz` for two, `.txt` for one."""
    suffixes = [s.lower() for s in path.suffixes]
    double = "".join(suffixes[-2:])
    return double if double in _READERS else "".join(suffixes[-1:])


def _refusal(path: Path) -> tuple[str, str] | None:
    """Say why a path is no file to read (kind, message), before anything opens it: opening a pipe would hang."""
    try:
        status = path.stat()
    except OSError as error:
        return "no-such-file", error.strerror or "cannot be looked at"
    if not stat.S_ISREG(status.st_mode):
        return "no-regular-file", "neither a file nor a folder"
    return None


def _read_file(path: Path, name: str, defaults: Defaults, *, named: bool) -> Iterator[Found]:
    kind = _kind(path)
    known = (kind in _READERS or kind in _BARE) and not path.name.startswith(".")
    if not known and not named:
        yield Skipped(path=name, why="a hidden file" if path.name.startswith(".") else f"no input type: {kind or name}")
        return
    url = f"file:{_safe_name(name)}"
    refusal = _refusal(path)
    if refusal is None and not known:
        refusal = "unknown-type", f"files of type {kind or '(none)'} are not read"
    if refusal:
        yield Unreadable(path_or_url=url, kind=refusal[0], message=f"{name}: {refusal[1]}", next_step=_NEXT)
    elif kind in _BARE:
        yield from _read_bare(path, url, kind, defaults)
    elif kind == ".json" and _sidecar_of(path):
        return
    else:
        yield from _READERS[kind](path, url, defaults)


READ: Final = ", ".join(sorted({*_BARE, *_READERS}))
"""The types of files that are read, by their endings, as words for a person."""
_NEXT: Final = f"check the path; what is read: {READ}"


def _safe_name(name: str) -> str:
    """Spell a file name that is not valid UTF-8 so that it can be stored."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _sidecar_of(path: Path) -> bool:
    """Tell whether a `.json` stands beside the bare file that it describes."""
    base = path.with_suffix("")
    return (base.suffix.lower() in _BARE and base.is_file()) or any(
        base.with_name(base.name + s).is_file() for s in _BARE
    )


def _parse_sidecar(path: Path) -> dict[str, Any]:
    if path.stat().st_size > _SIDECAR_MAX:
        raise ValueError(f"larger than {_SIDECAR_MAX >> 20} MB")
    told = json.loads(path.read_bytes().decode("utf-8-sig"))
    if isinstance(told, dict):
        return told
    raise ValueError("a JSON value that is no record {...}")


def _read_sidecar(path: Path, url: str) -> dict[str, Any] | Unreadable:
    """Return what the sidecar of a bare file tells; nothing where there is none."""
    for beside in (path.with_name(path.name + ".json"), path.with_suffix(".json")):
        try:
            return _parse_sidecar(beside)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, RecursionError) as error:
            return Unreadable(
                path_or_url=f"{url}#sidecar",
                kind="broken-sidecar",
                message=f"{beside.name}: {error}; {path.name} was read without it",
                next_step="mend the sidecar and ingest the file again",
            )
    return {}


def _read_bare(path: Path, url: str, kind: str, defaults: Defaults) -> Iterator[Captured | Unreadable]:
    sidecar = _read_sidecar(path, url)
    if isinstance(sidecar, Unreadable):
        yield sidecar
    told = {} if isinstance(sidecar, Unreadable) else sidecar
    try:
        with path.open("rb") as file:
            payload = file.read(MAX_RECORD + 1)
    except OSError as error:
        yield Unreadable(path_or_url=url, kind="broken-file", message=f"{url}: {error.strerror}", next_step=_NEXT)
        return
    if len(payload) > MAX_RECORD:
        message = f"{url}: larger than {MAX_RECORD >> 20} MB"
        yield Unreadable(path_or_url=url, kind="too-large", message=message, next_step="split it into JSON lines")
        return
    yield Captured(
        url=clean_hint(told.get("url")) or url,
        payload=payload,
        media_type=_BARE[kind],
        external_id=clean_hint(_safe_name(path.stem)),
        source_id=clean_hint(told.get("source")) or defaults.source,
        title_hint=clean_hint(told.get("title")),
        published_hint=clean_hint(told.get("published")) or defaults.published,
        language_hint=clean_hint(told.get("language")),
    )
