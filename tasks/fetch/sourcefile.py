"""A new source as the file that a journalist then completes."""

import re
from typing import Any, Final

import yaml

from tasks.fetch.addresses import read_address

_ID: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?")
_NO_NAMES: Final = {"www", "com", "net", "org", "co", "rss", "feeds", "feed", "m", "gov", "edu", "info", "news"}


class SourceIdError(ValueError):
    """A source id that could not be the name of a file."""


def suggest_source_id(url: str) -> str:
    """Return a short ASCII id from the host of an address: `arabic.example.com` gives arabic-example.

    Raises AddressError for what is no web address.
    """
    parts = read_address(url).host.split(".")
    named = [part for part in parts[:-1] if part not in _NO_NAMES] or parts[:1]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(named)).strip("-")[:60] or "source"


def compose_source(
    source_id: str,
    *,
    feeds: list[str],
    country: str,
    language: str,
    timezone: str,
    name: str | None = None,
    homepage: str | None = None,
) -> tuple[str, str]:
    """Return path below `knowledge/` and text of a source file; what is not known is left for a person to fill in.

    Raises SourceIdError for an id that is not `a-z`, `0-9` and hyphens.
    """
    if not _ID.fullmatch(source_id):
        raise SourceIdError(f"{source_id!r} is no source id: small letters, digits and hyphens, at most 64")
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise SourceIdError(f"{country!r} is no country code of two capital letters")
    record: dict[str, Any] = {
        "name": {"en": name or source_id},
        "kind": "outlet",
        "country": country,
        "language": language,
        "timezone": timezone,
        "owner": "",
        "is_wire": False,
        "is_state": False,
        "homepage": homepage or read_address(feeds[0]).origin + "/",
        "entity_id": "",
        "feeds": [{"url": url, "verified": False} for url in feeds],
        "sitemaps": [],
        "expect": {"articles_per_day": [0, 1000]},
        "clean": [],
    }
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=120)
    return f"sources/{country.lower()}/{source_id}.yml", text
