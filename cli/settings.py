"""What commands assume where no option says otherwise: option > MARSAD_* > marsad.toml > built in.

The file is `marsad.toml` in the working folder, or the one that MARSAD_CONFIG names. A key that no command knows is
refused, with the nearest one: a setting that is silently ignored is worse than none.
"""

import os
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

KEYS = {
    "lake": ("lake", "Folder of the lake, or s3://bucket/folder"),
    "lang": ("en", "Language of the report page: ar or en"),
    "timeout": ("3", "Seconds that one question in SQL may take"),
}
"""Key to its built-in value and its meaning."""

OTHER_VARIABLES = {
    "MARSAD_CACHE": "Where this machine keeps what it brought of lakes in buckets (default: ~/.cache)",
    "MARSAD_CONFIG": "Configuration file instead of ./marsad.toml",
    "MARSAD_ALLOW_PEERS": "Addresses that may be asked though they are not public: a test's own server",
    "MARSAD_QUEUE": "Redis stream to read: redis://:password@host:port/0?stream=NAME",
    "MARSAD_LOG": "json: what commands say on standard error as JSON lines, for a log collector",
    "MARSAD_FAILPOINT": "Tests: fail at a named point of a commit",
    "MARSAD_FAILPOINT_LOG": "Tests: file to which the points that were reached are written",
    "MARSAD_READERS_S": "Tests: seconds for which readers look at a lake that is written",
    "MARSAD_EVAL": "Tests and benchmarks: folder of the seeds to measure on",
    "MARSAD_CI": "Tests: this is the run that proves the whole tree",
    "MARSAD_COMPILED": "0 reads articles from source where they would be read by what make compiled made",
}
"""Environment variables that are no key of the file, with their meaning."""


class SettingsError(ValueError):
    """The configuration cannot be used; the message says where, what, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One value and where it came from."""

    key: str
    value: str
    origin: str
    meaning: str


def check_environment() -> None:
    """Refuse a MARSAD_* variable that nothing reads; raises SettingsError with the nearest one that is read."""
    known = sorted({*(f"MARSAD_{key.upper()}" for key in KEYS), *OTHER_VARIABLES})
    for name in sorted(n for n in os.environ if n.startswith("MARSAD_") and n not in known):
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)};"
        raise SettingsError(f"unknown environment variable {name}; {hint} correct its name or unset it")


def _file() -> Path:
    return Path(os.environ.get("MARSAD_CONFIG") or "marsad.toml")


@cache
def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        if "MARSAD_CONFIG" in os.environ:
            raise SettingsError(f"{path}: no such file; MARSAD_CONFIG names it")
        return {}
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    for key, value in found.items():
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"keys: {', '.join(KEYS)}"
            raise SettingsError(f"{path}: unknown key {key}; {hint}")
        number = KEYS[key][0].isdigit() and isinstance(value, int | float) and not isinstance(value, bool)
        if not number and (not isinstance(value, str) or not value):
            raise SettingsError(f"{path}: {key} is text in quotes")
    return {key: str(value) for key, value in found.items()}


def read_setting(key: str) -> Setting:
    """Return the value of a key and its origin; raises SettingsError for a configuration file that cannot be used."""
    built_in, meaning = KEYS[key]
    path = _file()
    from_file = _read(path)
    variable = f"MARSAD_{key.upper()}"
    if os.environ.get(variable):
        return Setting(key=key, value=os.environ[variable], origin=variable, meaning=meaning)
    if key in from_file:
        return Setting(key=key, value=from_file[key], origin=str(path), meaning=meaning)
    return Setting(key=key, value=built_in, origin="built in", meaning=meaning)
