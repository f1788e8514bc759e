"""Writing so that it survives a power cut: write aside, fsync, rename or link, fsync the folder."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from warehouse.errors import disk_errors
from warehouse.failpoints import failpoint


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable (a rename is not, until its folder is written)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents; those that were new are durable afterwards."""
    if folder.is_dir():
        return
    with disk_errors("make a folder", folder):
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def write_file(path: Path, data: bytes, point: str) -> None:
    """Write a file in place and fsync it; what was half written is removed when that fails."""
    with disk_errors(f"write {path.name}", path):
        try:
            failpoint(f"{point}.before_write")
            with path.open("wb") as stream:
                half = len(data) // 2
                stream.write(data[:half])
                stream.flush()
                failpoint(f"{point}.half_written")
                stream.write(data[half:])
                stream.flush()
                os.fsync(stream.fileno())
            failpoint(f"{point}.written")
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.aside")


def replace_file(path: Path, data: bytes, point: str) -> None:
    """Write a file aside and rename it over `path`: readers see the old one or the new one, never half."""
    aside = _aside(path)
    write_file(aside, data, point)
    move_into_place(aside, path, point)


def move_into_place(aside: Path, path: Path, point: str) -> None:
    """Rename a finished file over `path` and make the rename durable."""
    with disk_errors(f"rename {path.name}", path):
        failpoint(f"{point}.before_rename")
        aside.replace(path)
        failpoint(f"{point}.renamed")
        sync_folder(path.parent)


def put_if_absent(path: Path, data: bytes, point: str) -> bool:
    """Write a file aside and link it to `path`; False where `path` was there already and is left as it is."""
    aside = _aside(path)
    write_file(aside, data, point)
    with disk_errors(f"link {path.name}", path):
        try:
            failpoint(f"{point}.before_link")
            os.link(aside, path)
            failpoint(f"{point}.linked")
        except FileExistsError:
            return False
        finally:
            with suppress(OSError):
                aside.unlink()
        sync_folder(path.parent)
    return True


def remove_file(path: Path, point: str) -> None:
    """Remove a file if it is there."""
    with disk_errors(f"remove {path.name}", path):
        failpoint(f"{point}.before_remove")
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
        failpoint(f"{point}.removed")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex; reads 1 MiB at a time."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
