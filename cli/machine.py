"""What `marsad doctor` looks at around the lake: packages, port, clock, rights, the Prefect server and who sees it."""

import os
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

Check = tuple[str, bool, str]

_NEEDED = {
    "prefect": ("3.8.8", "4", "runs and UI"),
    "sqlalchemy": ("2.0", "2.1", "with 2.1 no schedule ever fires"),
    "fastapi": ("0.139", "0.151", "with newer ones the server does not start"),
    "deltalake": ("1.6", "2", "tables"),
}
_SKEW = timedelta(minutes=2)
_UI_PORT = 4200
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:3] if part.isdigit())


def check_packages() -> Iterator[Check]:
    """Look at the packages whose other versions are known to break what runs."""
    for name, (least, below, why) in _NEEDED.items():
        found = version(name)
        well = _numbers(least) <= _numbers(found) < _numbers(below)
        yield name, well, f"{found}; at least {least} and below {below} is needed ({why})"


def check_permissions(lake: Path) -> Iterator[Check]:
    """Look whether this user may write where a batch writes."""
    closed = [
        p for p in (lake, lake / "tables", lake / "raw", lake / "snapshots") if not os.access(p, os.W_OK | os.X_OK)
    ]
    seen = f"{closed[0]} cannot be written; `chown -R` it to who runs Marsad" if closed else "the lake can be written"
    yield "permissions", not closed, seen


def check_clock(lake: Path, newest: datetime | None, now: datetime | None = None) -> Iterator[Check]:
    """Look whether the clock agrees with that of the disk and lies after the newest batch."""
    moment = now or datetime.now(UTC)
    probe = lake / f".clock-{os.getpid()}"
    try:
        probe.touch()
        disk = datetime.fromtimestamp(probe.stat().st_mtime, UTC)
    except OSError:
        disk = moment
    finally:
        probe.unlink(missing_ok=True)
    if abs(disk - moment) > _SKEW:
        yield "clock", False, f"it says {moment:%F %T}, the disk {disk:%F %T} UTC: let both use a time server"
    elif newest is not None and newest > moment + _SKEW:
        yield "clock", False, f"it says {moment:%F %T} UTC, but a batch was committed at {newest:%F %T}: set it right"
    else:
        yield "clock", True, f"{moment:%F %T} UTC, after the newest batch"


def _answers(api: str) -> bool:
    try:
        with urllib.request.urlopen(f"{api.rstrip('/')}/health", timeout=3) as answer:  # noqa: S310 http, checked below
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def check_server() -> Iterator[Check]:
    """Look whether the server of PREFECT_API_URL answers; without one, whether its port is free."""
    api = os.environ.get("PREFECT_API_URL", "")
    if api:
        well = api.startswith(("http://", "https://")) and _answers(api)
        host = urlsplit(api).hostname
        yield "server", well, f"{host} answers" if well else f"nobody answers at {host} (PREFECT_API_URL)"
        return
    with socket.socket() as probe:
        probe.settimeout(2)
        taken = probe.connect_ex(("127.0.0.1", _UI_PORT)) == 0
    ours = taken and _answers(f"http://127.0.0.1:{_UI_PORT}/api")
    seen = (
        "a Prefect server answers" if ours else "another program has it: marsad serve --port 4300" if taken else "free"
    )
    yield f"port {_UI_PORT}", ours or not taken, seen


def _listens_everywhere(port: int) -> bool:
    """Tell whether a program of this machine listens on a port of all its addresses."""
    wanted = {f"00000000:{port:04X}", f"{'0' * 32}:{port:04X}"}
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text("ascii").splitlines()[1:]
        except OSError:
            continue
        if any(fields[1] in wanted and fields[3] == "0A" for fields in map(str.split, lines)):
            return True
    return False


def check_exposure() -> Iterator[Check]:
    """Look whether a Prefect server can be reached from other machines without a password."""
    host = os.environ.get("PREFECT_SERVER_API_HOST", "127.0.0.1")
    port = int(os.environ.get("PREFECT_SERVER_API_PORT", _UI_PORT))
    guarded = bool(os.environ.get("PREFECT_SERVER_API_AUTH_STRING"))
    if guarded:
        yield "exposure", True, "the server asks for a password"
    elif host not in _LOOPBACK:
        yield (
            "exposure",
            False,
            (
                f"PREFECT_SERVER_API_HOST is {host} without PREFECT_SERVER_API_AUTH_STRING: anyone may start runs;"
                " unset it, or set a password, and put a proxy with TLS in front"
            ),
        )
    elif _listens_everywhere(port):
        yield "exposure", False, f"a program listens on port {port} of all addresses: bind it to 127.0.0.1"
    else:
        yield "exposure", True, "loopback only"
