"""The dedupe key of an address: what names the same story gets the same key, what may differ never does.

A wrong merge loses a story, a missed merge costs one comparison of texts: so only what is known to say nothing about
the story goes (tracking, AMP, mobile hosts, sessions); every other parameter stays: `?storyid=5` is not `?storyid=6`.
"""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

from tasks.knowledge import Knowledge

_PORTS = {"http": 80, "https": 443}
_SAFE = "/:@!$'()*+,;=~-._"  # of RFC 3986, path
_AMP_CACHES = re.compile(r"^(?:www\.google\.[a-z.]+/amp/|[a-z0-9-]+\.cdn\.ampproject\.org/[a-z]/)(s/)?(?P<rest>.+)$")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*|/\(S\([a-z0-9]{10,}\)\)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlRules:
    """What says nothing about the story: parameters by name or by beginning, host labels, path parts."""

    names: frozenset[str]
    beginnings: tuple[str, ...]
    labels: frozenset[str]
    endings: tuple[str, ...]


def read_url_rules(knowledge: Knowledge) -> UrlRules:
    """Read `clean/url_parts.tsv`."""
    rows = knowledge.rows("clean/url_parts.tsv")

    def of(kind: str) -> list[str]:
        return [row["part"].lower() for row in rows if row["kind"] == kind]

    return UrlRules(
        names=frozenset(of("parameter")),
        beginnings=tuple(of("parameter-start")),
        labels=frozenset(of("host-label")),
        endings=tuple(of("path-end")),
    )


def dedupe_url(url: str | None, rules: UrlRules) -> str | None:
    """Return the key of a web address; None for files and for what is no address."""
    parts = _split(url)
    if parts is None:
        return None
    host, port, path, query, fragment = parts
    cached = _AMP_CACHES.match(host + path)
    if cached:
        return dedupe_url(f"https://{cached['rest']}" + (f"?{query}" if query else ""), rules)
    host = _host(host, rules.labels)
    bang = f"#{fragment}" if fragment.startswith("!") else ""
    kept = _query(query, rules)
    return f"https://{host}{port}{_path(path, rules.endings)}{kept}{bang}"


def _split(url: str | None) -> tuple[str, str, str, str, str] | None:
    try:
        parts = urlsplit((url or "").strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not parts.hostname:
        return None
    shown = f":{port}" if port and port not in _PORTS.values() else ""
    return parts.hostname.rstrip("."), shown, parts.path, parts.query, parts.fragment


def _host(host: str, labels: frozenset[str]) -> str:
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = host.lower()
    pieces = host.lower().split(".")
    while len(pieces) > 2 and pieces[0] in labels:
        pieces = pieces[1:]
    return ".".join(pieces)


def _path(path: str, endings: Iterable[str]) -> str:
    clean = quote(unquote_to_bytes(_SESSION.sub("", path)), safe=_SAFE)
    clean = posixpath.normpath(re.sub(r"/{2,}", "/", clean or "/"))
    clean = _INDEX.sub("", clean).rstrip("/")
    for ending in endings:
        if clean.lower().endswith(ending):
            clean = clean[: -len(ending)] + (".html" if ending.endswith(".html") else "")
    return "" if clean == "." else clean.rstrip("/")


def _query(query: str, rules: UrlRules) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, encoding="utf-8", errors="surrogateescape", max_num_fields=None)
    kept = sorted(
        (name, value)
        for name, value in pairs
        if name.lower() not in rules.names and not name.lower().startswith(rules.beginnings)
    )
    return f"?{urlencode(kept, errors='surrogateescape')}" if kept else ""


def same_story(url: str, canonical: str) -> bool:
    """Tell whether an address that a page calls its own may be believed to name this story.

    Pages name their front page, their section or, on old content systems, the script without the story's number.
    """
    ours, theirs = _split(url), _split(canonical)
    if theirs is None:
        return False
    if ours is None:
        return True
    if theirs[2].strip("/") == "" and not theirs[3] and (ours[2].strip("/") or ours[3]):
        return False
    digits = set(re.findall(r"\d{2,}|(?<==)\d+", ours[3]))
    if digits and not theirs[3] and not any(d in theirs[2] for d in digits):
        return False
    return ours[0].split(".")[-2:] == theirs[0].split(".")[-2:]
