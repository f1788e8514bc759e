"""Objects below one address of an S3 store, with the one thing a lake needs of it: putting what must not be there yet.

A small client of our own, since pyarrow's file system has no conditional PUT: requests are signed with AWS Signature
Version 4 (its description: docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). Keys, region and
endpoint come from the environment, as other tools name them; the secret stands in no message and no representation.
"""

import hashlib
import hmac
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import urllib3

from warehouse.errors import LakeError

_TRIES = 5
_TRY_AGAIN = (409, 429, 500, 502, 503, 504)
_THERE_ALREADY = 412
_MISSING = 404
_AT_ONCE = 8
"""Requests that are on their way together: a commit brings some sixty small objects."""
_SPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"
_VARIABLES = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One object as a listing tells it."""

    name: str
    """Below the prefix."""
    bytes: int
    age_s: float
    """Seconds since it was put, by the store's own clock."""


@cache
def _connections(_process: int) -> urllib3.PoolManager:
    """Return the connections of this process; a forked one must not share those of its parent."""
    return urllib3.PoolManager(
        maxsize=_AT_ONCE, timeout=urllib3.Timeout(connect=10, read=120), retries=False, cert_reqs="CERT_REQUIRED"
    )


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """The objects below `prefix` of one bucket."""

    name: str
    prefix: str
    endpoint: str
    region: str
    key_id: str = field(repr=False)
    secret: str = field(repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, url: str, environment: Mapping[str, str] = os.environ) -> "Bucket":
        """Return the objects below s3://bucket/prefix; raises LakeError where the environment lacks keys."""
        parts = urlsplit(url)
        told = environment.get
        region = told("AWS_REGION") or told("AWS_DEFAULT_REGION") or "us-east-1"
        endpoint = told("AWS_ENDPOINT_URL_S3") or told("AWS_ENDPOINT_URL") or f"https://s3.{region}.amazonaws.com"
        if not parts.netloc or not parts.path.strip("/"):
            raise LakeError("A lake on object storage needs a folder", where=url, next_step="Name s3://bucket/folder.")
        if not told("AWS_ACCESS_KEY_ID") or not told("AWS_SECRET_ACCESS_KEY"):
            raise LakeError("There are no keys for the object store", where=url, next_step=f"Set {_VARIABLES}.")
        if endpoint.startswith("http://") and told("AWS_ALLOW_HTTP", "").lower() not in ("1", "true"):
            raise LakeError(
                "The endpoint is not encrypted", where=endpoint, next_step="Use https, or set AWS_ALLOW_HTTP=true."
            )
        return cls(
            name=parts.netloc,
            prefix=parts.path.strip("/"),
            endpoint=endpoint.rstrip("/"),
            region=region,
            key_id=environment["AWS_ACCESS_KEY_ID"],
            secret=environment["AWS_SECRET_ACCESS_KEY"],
            token=told("AWS_SESSION_TOKEN"),
        )

    @property
    def url(self) -> str:
        """The address that a person gives."""
        return f"s3://{self.name}/{self.prefix}"

    def get(self, name: str) -> bytes | None:
        """Return an object, None where there is none."""
        answer = self._ask("GET", name, allowed=(200, _MISSING))
        return None if answer.status == _MISSING else bytes(answer.data)

    def put(self, name: str, data: bytes) -> None:
        """Put an object, whatever was there."""
        self._ask("PUT", name, body=data)

    def put_if_absent(self, name: str, data: bytes) -> bool:
        """Put an object that must not be there; True where it is there now with these bytes, by us or by an equal."""
        answer = self._ask("PUT", name, body=data, headers={"if-none-match": "*"}, allowed=(200, _THERE_ALREADY))
        # an answer that was lost on its way is asked for again and then meets its own object
        return answer.status != _THERE_ALREADY or self.get(name) == data

    def refuses_second(self, name: str) -> bool:
        """Whether the store refuses to put an object that is there: asked with its own bytes, so nothing changes."""
        data = self.get(name)
        headers = {"if-none-match": "*"}
        return data is not None and self._ask("PUT", name, body=data, headers=headers, allowed=None).status in (
            _THERE_ALREADY,
            409,
        )

    def list(self, below: str = "", *, after: str = "", flat: bool = False) -> Iterator[Listed]:
        """Yield the objects whose names begin with `below`, in order of name; `flat`: none of deeper folders."""
        asked = {"list-type": "2", "prefix": f"{self.prefix}/{below}"}
        if after:
            asked["start-after"] = f"{self.prefix}/{after}"
        if flat:
            asked["delimiter"] = "/"
        while True:
            answer = self._ask("GET", None, query=asked)
            page = ET.fromstring(answer.data)  # noqa: S314 the store is trusted with the data itself
            now = parsedate_to_datetime(answer.headers["date"])
            for entry in page.iter(f"{_SPACE}Contents"):
                yield self._listed(entry, now)
            follow = page.findtext(f"{_SPACE}NextContinuationToken")
            if not follow:
                return
            asked["continuation-token"] = follow

    def _listed(self, entry: Any, now: datetime) -> Listed:
        put_at = datetime.fromisoformat(entry.findtext(f"{_SPACE}LastModified"))
        name = entry.findtext(f"{_SPACE}Key").removeprefix(f"{self.prefix}/")
        size = int(entry.findtext(f"{_SPACE}Size"))
        return Listed(name=name, bytes=size, age_s=(now - put_at).total_seconds())

    def delete(self, names: Iterable[str]) -> None:
        """Delete objects; those that are not there are no error."""
        in_parallel(lambda name: self._ask("DELETE", name, allowed=(200, 204, _MISSING)), names)

    def _ask(
        self,
        method: str,
        name: str | None,
        *,
        body: bytes = b"",
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        allowed: tuple[int, ...] | None = (200,),
    ) -> Any:
        """Send a request until it is answered; raises LakeError for an answer that is not `allowed` (None: all)."""
        path = quote(f"/{self.name}" if name is None else f"/{self.name}/{self.prefix}/{name}", safe="/-_.~")
        asked = "&".join(f"{quote(k, safe='')}={quote(v, safe='-_.~')}" for k, v in sorted((query or {}).items()))
        trouble = ""
        for turn in range(_TRIES):
            try:
                answer = self._send(method, path, asked, body, dict(headers or {}))
            except urllib3.exceptions.HTTPError as error:
                trouble = type(error).__name__
            else:
                if answer.status not in _TRY_AGAIN:
                    return self._expected(answer, name, allowed)
                trouble = f"status {answer.status}"
            time.sleep(0.1 * 4**turn if turn < _TRIES - 1 else 0)
        raise LakeError(
            f"The object store does not answer ({trouble})",
            where=f"{self.endpoint}, {self.url}/{name or ''}",
            next_step="Run the same command again when it does: it finishes or repeats the batch.",
        )

    def _send(self, method: str, path: str, query: str, body: bytes, headers: dict[str, str]) -> Any:
        digest = hashlib.sha256(body).hexdigest()
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        signed = {"host": urlsplit(self.endpoint).netloc, "x-amz-content-sha256": digest, "x-amz-date": moment}
        signed |= headers | ({"x-amz-security-token": self.token} if self.token else {})
        signed["authorization"] = self._signature(method, path, query, signed, digest)
        url = f"{self.endpoint}{path}{f'?{query}' if query else ''}"
        return _connections(os.getpid()).request(method, url, body=body, headers=signed, redirect=False)

    def _signature(self, method: str, path: str, query: str, headers: Mapping[str, str], digest: str) -> str:
        names = ";".join(sorted(headers))
        lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
        request = hashlib.sha256(f"{method}\n{path}\n{query}\n{lines}\n{names}\n{digest}".encode()).hexdigest()
        moment = headers["x-amz-date"]
        scope = f"{moment[:8]}/{self.region}/s3/aws4_request"
        key = f"AWS4{self.secret}".encode()
        for part in scope.split("/"):
            key = _hmac(key, part)
        found = _hmac(key, f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{request}").hex()
        return f"AWS4-HMAC-SHA256 Credential={self.key_id}/{scope},SignedHeaders={names},Signature={found}"

    def _expected(self, answer: Any, name: str | None, allowed: tuple[int, ...] | None) -> Any:
        code = _code(answer.data) if answer.status >= 300 else ""
        if allowed is None or (answer.status in allowed and code != "NoSuchBucket"):
            return answer
        advice = {
            "NoSuchBucket": "Make the bucket first, or name another.",
            "RequestTimeTooSkewed": "Set the clock of this machine right: it must agree with the store's.",
        }.get(code, f"Check {_VARIABLES}.")
        where = f"{self.endpoint}, {self.url}/{name or ''}"
        raise LakeError(f"The object store refuses ({answer.status} {code})", where=where, next_step=advice)


def _code(data: bytes) -> str:
    try:
        return ET.fromstring(data).findtext("Code") or ""  # noqa: S314 as above
    except ET.ParseError:
        return ""


def in_parallel(work: Any, items: Iterable[Any]) -> list[Any]:
    """Carry out `work` for each item, some at once, and return the answers in order; the first error is raised."""
    with ThreadPoolExecutor(_AT_ONCE) as hands:
        return list(hands.map(work, items))
