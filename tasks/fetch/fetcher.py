"""The fetcher: addresses in, answers or refusals out; never an exception, never an answer late.

What it promises: only http and https, only public addresses, one request in flight per host with a pause after each,
robots.txt obeyed, at most five redirects each vetted anew, a deadline for the whole, a cap on decoded bytes.
"""

import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from socket import gaierror
from typing import Final

from urllib3.exceptions import HTTPError, NameResolutionError, SSLError

from tasks.fetch.addresses import AddressError, WebAddress, follow_location, read_address
from tasks.fetch.captured import clean_hint
from tasks.fetch.clock import Budget, Clock
from tasks.fetch.decoding import ACCEPT_ENCODING, DecodingError, TooLargeError
from tasks.fetch.manners import Host, Manners, Robots, read_retry_after, read_robots, spread
from tasks.fetch.transport import Answer, Transport

_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PERMANENT: Final = (301, 308)
_SLOW_DOWN: Final = (429, 503)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address to fetch; with validators the server may say that nothing changed."""

    url: str
    limit: int
    """Decoded bytes that are read at most."""
    accept: str = "*/*"
    etag: str | None = None
    last_modified: str | None = None
    save_to: Path | None = None
    """The body goes into this file instead of the memory."""
    deadline_s: float | None = None
    """Instead of the deadline of the manners: an archive of a gigabyte takes its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer, whatever its status."""

    url: str
    final_url: str
    moved_to: str | None
    """Where the address leads for good: the end of redirects that were all permanent."""
    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    payload: bytes = field(repr=False)
    retry_at: datetime | None = None
    """With 429 and 503: before that moment the host is not asked again."""

    def header(self, name: str) -> str | None:
        """Return the first header of that name, without NUL and of bounded length."""
        return clean_hint(next((value for key, value in self.headers if key.lower() == name.lower()), None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """No answer, and why."""

    url: str
    kind: str
    """address, robots, deadline, too-large, redirects, tls, dns, connect, protocol, encoding, later."""
    message: str
    retry_at: datetime | None = None


@dataclass(slots=True)
class _Purse:
    """The seconds that a fetch may still spend on the wire: robots.txt and redirects cost, pauses do not."""

    seconds: float


class _RefusedError(Exception):
    """Carries a refusal out of the middle of a fetch."""

    def __init__(self, kind: str, message: str, retry_at: datetime | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.retry_at = retry_at


def _kind_of(error: Exception) -> str:
    """Name the kind of a failure; the order matters: a DeadlineError is an OSError too."""
    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
        (AddressError, "address"),
        (TooLargeError, "too-large"),
        (DecodingError, "encoding"),
        (TimeoutError, "deadline"),
        ((gaierror, NameResolutionError), "dns"),
        ((ssl.SSLError, SSLError), "tls"),
        ((HTTPError, HTTPException, ValueError), "protocol"),
        (OSError, "connect"),
    )
    cause = error.__cause__ if isinstance(error, HTTPError) and isinstance(error.__cause__, OSError) else error
    return next((name for kind, name in kinds if isinstance(cause, kind)), "protocol")


class Fetcher:
    """Fetches addresses with manners; safe to use from several threads."""

    def __init__(self, *, clock: Clock, transport: Transport | None = None, manners: Manners | None = None) -> None:
        """Keep the state of hosts for as long as the fetcher lives."""
        self.manners = manners or Manners()
        self.clock = clock
        self._transport = transport or Transport()
        self._hosts: dict[str, Host] = {}
        self._robots: dict[str, Robots] = {}
        self._closing = False
        self._lock = threading.Lock()

    def _host(self, name: str) -> Host:
        with self._lock:
            return self._hosts.setdefault(name, Host(name=name))

    def fetch(self, request: Request) -> Fetched | Refused:
        """Return the answer to one request, after its redirects, or why there is none. Never raises."""
        try:
            return self._follow(request, read_address(request.url))
        except _RefusedError as refused:
            return Refused(url=request.url, kind=refused.kind, message=str(refused), retry_at=refused.retry_at)
        except Exception as error:  # noqa: BLE001 the step's edge: a server can make every layer below raise
            return Refused(url=request.url, kind=_kind_of(error), message=f"{type(error).__name__}: {error}"[:500])

    def _follow(self, request: Request, address: WebAddress) -> Fetched:
        purse = _Purse(request.deadline_s or self.manners.deadline_s)
        moved_to: str | None = None
        permanent = True
        for hop in range(self.manners.max_redirects + 1):
            answer, retry_at = self._ask(address, request, purse, conditional=hop == 0)
            location = answer.header("Location")
            if answer.status not in _REDIRECTS or not location:
                return Fetched(
                    url=request.url,
                    final_url=address.url,
                    moved_to=moved_to,
                    status=answer.status,
                    headers=answer.headers,
                    payload=answer.body,
                    retry_at=retry_at,
                )
            permanent = permanent and answer.status in _PERMANENT
            address = follow_location(address, location)
            moved_to = address.url if permanent else moved_to
        raise _RefusedError("redirects", f"more than {self.manners.max_redirects} redirects")

    def _ask(
        self, address: WebAddress, request: Request, purse: _Purse, *, conditional: bool
    ) -> tuple[Answer, datetime | None]:
        """Ask one host for one address when it is its turn."""
        host = self._host(address.host)
        with host.turn:
            self._check_patience(host)
            robots = self._robots_of(address, host, purse)
            if why := robots.refusal(address.url, self.manners.robots_name):
                raise _RefusedError("robots", why)
            with self._request(host, purse) as budget:
                headers = self._headers(request, conditional=conditional)
                answer = self._transport.get(
                    address, headers, budget=budget, limit=request.limit, save_to=request.save_to
                )
            return answer, self._note_status(host, answer)

    def _check_patience(self, host: Host) -> None:
        if self._closing:
            raise _RefusedError("later", "the run is ending")
        now = self.clock.now()
        if host.blocked_until is not None and host.blocked_until > now:
            raise _RefusedError("later", f"{host.name} asked to be left alone", host.blocked_until)
        if self.clock.monotonic() - host.free_at > self.manners.forget_s:
            host.failures = 0  # also where redirects lead: such a host begins no round
        if host.failures >= self.manners.give_up_after:
            raise _RefusedError("later", f"{host.name} did not answer {host.failures} times in a row")
        if host.free_at - self.clock.monotonic() > self.manners.patience_s:
            raise _RefusedError("later", f"{host.name} wants a pause of {host.crawl_delay:.0f} s")

    @contextmanager
    def _request(self, host: Host, purse: _Purse) -> Iterator[Budget]:
        """Wait for the pause of the host to end, and begin the next one when its answer has been read."""
        wait = host.free_at - self.clock.monotonic()
        if wait > 0:
            self.clock.sleep(wait)
        started = self.clock.monotonic()
        try:
            yield Budget.start(self.clock, purse.seconds)
            host.failures = 0
        except (OSError, HTTPError, HTTPException):
            host.failures += 1
            raise
        finally:
            ended = self.clock.monotonic()
            purse.seconds -= ended - started
            host.free_at = ended + max(self.manners.pause_s, host.crawl_delay)

    def _headers(self, request: Request, *, conditional: bool) -> dict[str, str]:
        headers = {
            "User-Agent": self.manners.user_agent,
            "Accept": request.accept,
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        if conditional and request.etag:
            headers["If-None-Match"] = request.etag
        if conditional and request.last_modified:
            headers["If-Modified-Since"] = request.last_modified
        return headers

    def _note_status(self, host: Host, answer: Answer) -> datetime | None:
        if answer.status not in _SLOW_DOWN:
            host.strikes = 0
            return None
        now = self.clock.now()
        return host.block(now, read_retry_after(answer.header("Retry-After"), now))

    def _robots_of(self, address: WebAddress, host: Host, purse: _Purse) -> Robots:
        known = self._robots.get(address.origin)
        if known is not None and known.until > self.clock.now():
            return known
        robots = self._ask_robots(address, host, purse)
        self._robots[address.origin] = robots
        host.crawl_delay = robots.crawl_delay(self.manners.robots_name)
        host.free_at = max(host.free_at, self.clock.monotonic() + host.crawl_delay)
        return robots

    def _ask_robots(self, address: WebAddress, host: Host, purse: _Purse) -> Robots:
        """Read robots.txt, redirects on the same host included; the host's turn is held already."""
        where = read_address(f"{address.origin}/robots.txt")
        request = Request(url=where.url, limit=self.manners.max_robots, accept="text/plain, */*;q=0.5")
        for _ in range(self.manners.max_redirects):
            with self._request(host, purse) as budget:
                headers = self._headers(request, conditional=False)
                answer = self._transport.get(where, headers, budget=budget, limit=request.limit)
            self._note_status(host, answer)
            location = answer.header("Location")
            if answer.status not in _REDIRECTS or not location:
                return read_robots(answer.status, answer.body, self.clock.now())
            where = follow_location(where, location)
            if where.host != address.host:
                break
        # Rules that live on another host are no rules of this one: as if there were none.
        return read_robots(404, b"", self.clock.now())

    def fetch_all(
        self,
        requests: Sequence[Request],
        done: Callable[[Request, Fetched | Refused], None] | None = None,
        *,
        seed: object = "",
    ) -> list[Fetched | Refused]:
        """Fetch many addresses, each host in one thread of its own, and return the answers in the order asked.

        A slow or refusing host delays nobody else's. `done` is told of each answer as it comes, from any thread.
        """
        by_host: dict[str, list[int]] = {}
        for number, request in enumerate(requests):
            by_host.setdefault(host_of(request.url), []).append(number)
        answers: dict[int, Fetched | Refused] = {}

        def work(name: str) -> None:
            if len(by_host) > 1:
                self.clock.sleep(self.manners.spread_s * spread(seed, name))
            for number in by_host[name]:
                answers[number] = self.fetch(requests[number])
                if done is not None:
                    done(requests[number], answers[number])

        with ThreadPoolExecutor(max_workers=max(1, min(self.manners.workers, len(by_host)))) as pool:
            list(pool.map(work, by_host))
        return [answers[number] for number in range(len(requests))]

    def start_round(self, hosts: Collection[str]) -> None:
        """Give hosts that did not answer in their last round another chance."""
        with self._lock:
            for name in self._hosts.keys() & set(hosts):
                self._hosts[name].failures = 0

    def close(self) -> None:
        """Close idle connections and send no further request: what is under way in other threads ends soon."""
        self._closing = True
        self._transport.close()


def host_of(url: str) -> str:
    """Return the host that an address is asked of; empty for what is no address."""
    try:
        return read_address(url).host
    except AddressError:
        return ""
