"""Which version of the lake's layout a folder has."""

import json

from warehouse.errors import LakeError
from warehouse.layout import Places

FORMAT = 1
"""Raised when folders, manifests or the meaning of files change; columns alone do not raise it."""


def format_bytes(number: int = FORMAT) -> bytes:
    """Return what `lake.json` of a lake of a format says."""
    return (json.dumps({"lake": "marsad", "format": number}) + "\n").encode()


def read_format(places: Places) -> int:
    """Return the format of a lake; raises LakeError where `lake.json` does not say it."""
    try:
        found = json.loads(places.format_file.read_text("utf-8"))
        return int(found["format"])
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise LakeError(
            "lake.json does not say which format the lake has",
            where=places.format_file,
            next_step="Run `marsad repair`, or restore the file from a copy.",
        ) from error


def check_format(places: Places) -> None:
    """Refuse a lake that this version does not read."""
    found = read_format(places)
    if found > FORMAT:
        raise LakeError(
            f"The lake has format {found}; this version reads up to {FORMAT}",
            where=places.root,
            next_step="Use the newer Marsad that wrote it.",
        )
    if found < FORMAT:
        raise LakeError(
            f"The lake has the older format {found}; this version reads {FORMAT}",
            where=places.root,
            next_step="Run `marsad migrate`: it keeps the old bookkeeping until the new one is whole.",
        )
