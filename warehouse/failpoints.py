"""Named points at each write, rename and commit that a test can make fail or kill.

MARSAD_FAILPOINT="NAME[@N][:ACTION]": at the Nth time that NAME is reached (first, if not said) the process is
killed with SIGKILL (`kill`), raises (`raise`) or meets a full disk (`enospc`). MARSAD_FAILPOINT_LOG=FILE writes down
each point that is reached. Without these variables a point costs two looks into the environment. Idea: failpoints
of FreeBSD and of TiKV; SQLite fails each Nth operation likewise.
"""

import errno
import os
import signal
from collections import Counter
from pathlib import Path

_seen: Counter[str] = Counter()


class FailpointReached(RuntimeError):  # noqa: N818  # it is no error of ours: a test asked for it
    """A test asked this point to fail."""


def _act(action: str, name: str) -> None:
    if action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if action == "enospc":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)
    raise FailpointReached(name)


def _note(log: str, name: str) -> None:
    with Path(log).open("a", encoding="ascii") as stream:
        stream.write(name + "\n")


def failpoint(name: str) -> None:
    """Fail here if MARSAD_FAILPOINT names this point and its turn has come."""
    if log := os.environ.get("MARSAD_FAILPOINT_LOG"):
        _note(log, name)
    asked = os.environ.get("MARSAD_FAILPOINT")
    if not asked:
        return
    point, _, action = asked.partition(":")
    wanted, _, turn = point.partition("@")
    if wanted != name:
        return
    _seen[name] += 1
    if _seen[name] == int(turn or 1):
        _act(action or "kill", name)


def forget_turns() -> None:
    """Count anew from one, for tests that fail the same process more than once."""
    _seen.clear()
