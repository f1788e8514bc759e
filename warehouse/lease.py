"""One committer at a time on an object store, which has no locks: a turn is an object that was put where none was.

`turns/N.json` is the Nth turn. Its holder writes it anew every few seconds; whoever waits takes turn N+1 when turn N
was given back, or has stood still for a while by the waiter's own clock: no two clocks are compared. A turn only saves
work that would be done in vain; that nothing is lost where a holder slept through it is the doing of `commits/`.
"""

import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from warehouse.bucket import Bucket
from warehouse.errors import LakeBusy, LakeError

TURNS = "turns/"
STILL_S = 45.0
"""A turn that stood still so long is over: its holder writes it anew four times in that time."""
_WRITE_ANEW_S = 10.0
_LOOK_AGAIN_S = 0.25


def _name(number: int) -> str:
    return f"{TURNS}{number:010d}.json"


class Turn:
    """The right to commit, while it is held."""

    def __init__(self, bucket: Bucket, number: int, told: dict[str, Any]) -> None:
        self._bucket, self._number, self._told = bucket, number, told
        self._over = threading.Event()
        self._beats = threading.Thread(target=self._beat, daemon=True)

    def is_held(self) -> bool:
        """Whether nobody has taken the next turn."""
        return _newest(self._bucket) == self._number

    def begin(self) -> None:
        """Write the turn anew from time to time, until it is given back."""
        self._beats.start()

    def _beat(self) -> None:
        while not self._over.wait(_WRITE_ANEW_S):
            self._told["beat"] += 1
            try:
                self._bucket.put(_name(self._number), _body(self._told))
            except LakeError:  # the next beat, or the commit itself, will tell
                continue

    def give_back(self) -> None:
        """Let the next one begin at once."""
        self._over.set()
        self._beats.join()
        self._bucket.put(_name(self._number), _body(self._told | {"released": True}))


def _body(told: dict[str, Any]) -> bytes:
    return json.dumps(told, sort_keys=True).encode()


def _newest(bucket: Bucket) -> int:
    return max((int(found.name.removeprefix(TURNS)[:10]) for found in bucket.list(TURNS)), default=0)


@contextmanager
def turn(bucket: Bucket, machine: str, wait_s: float) -> Iterator[Turn]:
    """Hold the turn of a lake; `machine` names the folder whose own lock the caller holds.

    A turn of the same folder is that of a process that died, and over at once. Raises LakeBusy where another keeps its
    turn for longer than `wait_s` seconds.
    """
    held = _take(bucket, machine, time.monotonic() + wait_s)
    held.begin()
    try:
        yield held
    finally:
        held.give_back()


def _take(bucket: Bucket, machine: str, deadline: float) -> Turn:
    ours = {"machine": machine, "holder": f"process {os.getpid()} on {socket.gethostname()}", "id": uuid.uuid4().hex}
    seen, since = (0, b""), time.monotonic()
    while True:
        number = _newest(bucket)
        body = (bucket.get(_name(number)) if number else None) or b"{}"
        if (number, body) != seen:
            seen, since = (number, body), time.monotonic()
        told = json.loads(body)
        over = not told or told.get("released") or told.get("machine") == machine
        if over or time.monotonic() - since >= STILL_S:
            mine = ours | {"beat": 0}
            if bucket.put_if_absent(_name(number + 1), _body(mine)):
                bucket.delete([found.name for found in bucket.list(TURNS) if found.name <= _name(number)])
                return Turn(bucket, number + 1, mine)
        elif time.monotonic() >= deadline:
            raise LakeBusy(
                "Another batch is being committed",
                where=f"{bucket.url}, by {told.get('holder')}",
                next_step="Wait for it, or ask for a longer wait; nothing of this batch was written.",
            )
        else:
            time.sleep(_LOOK_AGAIN_S)
