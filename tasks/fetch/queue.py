"""A push feed: records that somebody adds to a Redis stream, read from a position that the lake remembers.

An entry has one field, `record`: a JSON record as in a file of JSON lines. Nothing is acknowledged to Redis: the last
entry that is in the lake is stored in the lake, in the same commit as its article, so that a process that dies between
reading and committing loses nothing and stores nothing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import parse_qs, urlsplit

from schemas.trouble import Trouble
from tasks.fetch.captured import Captured, Unreadable
from tasks.fetch.records import Defaults, read_record

_START: Final = "0-0"
_FIELD: Final = b"record"


class StreamClient(Protocol):
    """What is asked of a Redis client; answers are bytes."""

    def xread(self, streams: Any, count: int | None = None, block: int | None = None) -> Any:
        """Return entries after a position, waiting for so many milliseconds."""
        ...

    def xinfo_stream(self, name: str) -> Any:
        """Return what is known of a stream."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What was read in one go."""

    captured: tuple[Captured, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    position: str | None = None
    """Where the next reading begins; None where there was no entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """One stream of a Redis server."""

    client: StreamClient
    stream: str
    name: str
    """The address without its password: what rows, logs and messages show."""

    def read(self, after: str | None, *, count: int, wait_s: float = 0.0) -> Entries:
        """Return at most `count` entries after a position, in their order; waits for the first if there is none.

        A position is the id of an entry and, behind a slash, how many were ever added until then: by that number it
        is seen that entries were removed before they were read. None is the start. Raises Trouble where the server does
        not answer.
        """
        key, _, counted = (after or f"{_START}/0").partition("/")
        entries = self._ask(key, count, wait_s)
        if not entries:
            return Entries()
        found = [self._read_entry(key, fields) for key, fields in entries]
        removed = self._removed_before(entries[0][0])
        lost = removed - int(counted) if after else 0
        gap = (self._gap(key, lost),) if lost > 0 else ()
        return Entries(
            captured=tuple(f for f in found if isinstance(f, Captured)),
            unreadable=(*gap, *(f for f in found if isinstance(f, Unreadable))),
            position=f"{entries[-1][0].decode()}/{max(removed, int(counted)) + len(entries)}",
        )

    def _ask(self, after: str, count: int, wait_s: float) -> Sequence[tuple[bytes, dict[bytes, bytes]]]:
        from redis.exceptions import RedisError

        try:
            # BLOCK 0 waits for ever, so no wait is asked for without BLOCK
            answer = self.client.xread({self.stream: after}, count=count, block=int(wait_s * 1000) or None)
        except (RedisError, OSError) as error:
            raise Trouble(f"the queue {self.name} does not answer: {error}; what is in the lake stays") from error
        found: Sequence[tuple[bytes, dict[bytes, bytes]]] = answer[0][1] if answer else ()
        return found

    def _read_entry(self, key: bytes, fields: dict[bytes, bytes]) -> Captured | Unreadable:
        part = f"entry={key.decode()}"
        found = read_record(self.name, part, fields.get(_FIELD, b""), Defaults())
        if found is not None:
            return found
        return Unreadable(
            path_or_url=f"{self.name}#{part}",
            kind="broken-record",
            message=f"{self.name}, {part.replace('=', ' ')}: no field `record` with a JSON record",
            next_step="let the sender put the record into the field `record`, and send it again",
        )

    def _removed_before(self, first: bytes) -> int:
        """Return how many entries were removed before this one; 0 while an earlier one is still in the stream."""
        told = self.client.xinfo_stream(self.stream)
        oldest = told.get("first-entry")
        if not oldest or oldest[0] != first or "entries-added" not in told:  # Redis 6 counts nothing
            return 0
        return int(told["entries-added"]) - int(told["length"])

    def _gap(self, key: str, lost: int) -> Unreadable:
        return Unreadable(
            path_or_url=f"{self.name}#after={key}",
            kind="queue-gap",
            message=f"{self.name}: {lost} entries after {key} were removed before they were read",
            next_step="let the sender keep more entries (MAXLEN), and bring what is missing as a file",
        )


def open_queue(url: str) -> Queue:
    """Open `redis://[:password@]host[:port][/db]?stream=NAME`; raises Trouble where that is not what was given."""
    told = urlsplit(url)
    [stream] = parse_qs(told.query).get("stream", [""])[:1]
    if told.scheme not in ("redis", "rediss") or not told.hostname or not stream:
        raise Trouble("a queue is named as redis://[:password@]host[:port][/db]?stream=NAME")
    try:
        import redis
    except ImportError as error:
        raise Trouble("a queue needs the package `redis`: the extra `redis` brings it") from error
    port = f":{told.port}" if told.port else ""
    client = redis.Redis.from_url(
        told._replace(query="").geturl(), socket_timeout=60, socket_connect_timeout=10, protocol=2
    )
    return Queue(client=client, stream=stream, name=f"{told.scheme}://{told.hostname}{port}{told.path}?stream={stream}")
