"""One address asked of the fleet: what a test wants to see is a page, or a refusal."""

import socket
import time
from typing import Any

from tasks.fetch.fetcher import Fetched, Fetcher, Refused, Request
from tests.fleet.server import make_fetcher

MB = 1 << 20


def get(url: str, fetcher: Fetcher | None = None, **said: Any) -> Fetched | Refused:
    return (fetcher or make_fetcher()).fetch(Request(url=url, limit=said.pop("limit", MB), **said))


def refused(url: str, **manners: Any) -> Refused:
    answer = get(url, make_fetcher(**manners))
    assert isinstance(answer, Refused), answer
    return answer


def fetched(url: str, fetcher: Fetcher | None = None, **said: Any) -> Fetched:
    answer = get(url, fetcher, **said)
    assert isinstance(answer, Fetched), answer
    return answer


def say_nothing(_sock: socket.socket) -> None:
    """Let the client wait."""
    time.sleep(3)
