"""When an article was published: each place that tells it, best witness first; a page's clock is none of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from tasks.clean.declared import Declared, first_text
from tasks.clean.printed import DateReader, read_beside_headline, read_url_day
from tasks.clean.scan import Page
from tasks.clean.stamps import Stamp, day_stamp, read_stamp

_META_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "date.published", "publishdate", "publish-date", "publication_date", "pubdate", "article.published",
    "dc.date.issued", "dcterms.created", "dc.date", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "article_date_original", "date", "originalpublicationdate", "pdate",
    "citation_date",
)  # fmt: skip
_META_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)
_AHEAD = timedelta(days=2)  # zones and clocks that are wrong; a story from next month is a wrong date


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When an article was published and last changed; every field is None where nothing tells it."""

    stamp: Stamp | None = None
    basis: str | None = None
    modified_at: datetime | None = None

    @property
    def at(self) -> datetime | None:
        """The time in UTC; midnight where only the day is known."""
        return self.stamp.at if self.stamp else None

    @property
    def day(self) -> date | None:
        """The day as printed in the outlet's own zone."""
        return self.stamp.day if self.stamp else None

    @property
    def precision(self) -> str | None:
        """How exact the time is: instant, minute or day."""
        return self.stamp.precision if self.stamp else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """Everything that may tell when an article was published; None or empty where there is no such witness."""

    declared: Declared | None = None
    page: Page | None = None
    title: str | None = None
    url: str | None = None
    hint: str | None = None
    hint_basis: str = "sidecar"
    lines: tuple[str, ...] = ()


def date_article(told: Witnesses, reader: DateReader, *, zone: tzinfo | None) -> Published:
    """Return when an article was published.

    The order is JSON-LD, meta, feed or sidecar, the time beside the headline, a line that is a date, the address.
    A date after the capture is no date of publication.
    """
    latest = reader.captured_at + _AHEAD
    modified = _modified(told.declared, zone, latest)
    for stamp, basis in _stamps(told, reader, zone):
        if stamp.at <= latest:
            return Published(stamp=stamp, basis=basis, modified_at=modified)
    return Published(modified_at=modified)


def dates_disagree(published: Published, url: str | None) -> str | None:
    """Say in words where the address names another day than the one believed, if it does."""
    named = read_url_day(url)
    if named is None or published.day is None or abs((named - published.day).days) <= _AHEAD.days:
        return None
    return f"{published.basis} says {published.day.isoformat()}, the address {named.isoformat()}"


def _stamps(told: Witnesses, reader: DateReader, zone: tzinfo | None) -> Iterator[tuple[Stamp, str]]:
    texts = [
        *(_declared(told.declared) if told.declared else ()),
        *([(told.hint, told.hint_basis)] if told.hint else ()),
    ]
    for text, basis in texts:
        stamp = read_stamp(text, zone) or reader.stamp(text)
        if stamp is not None:
            yield stamp, basis
    if told.page is not None:
        yield from read_beside_headline(told.page, told.title, reader)
    for line in told.lines:
        stamp = reader.stamp(line)
        if stamp is not None:
            yield stamp, "line"
    named = read_url_day(told.url)
    if named is not None:
        yield day_stamp(named), "url"


def _declared(declared: Declared) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        told = first_text(declared.article.get(key))
        if told:
            yield told, "json-ld"
    for name in _META_PUBLISHED:
        if name in declared.meta:
            yield declared.meta[name], "meta"


def _modified(declared: Declared | None, zone: tzinfo | None, latest: datetime) -> datetime | None:
    if declared is None:
        return None
    told = [first_text(declared.article.get("dateModified")), *(declared.meta.get(name) for name in _META_MODIFIED)]
    stamps = (read_stamp(text, zone) for text in told if text)
    return next((stamp.at for stamp in stamps if stamp is not None and stamp.at <= latest), None)
