"""When an article was published: each place that tells it, best witness first; a page's clock is none of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from tasks.clean.declared import Declared, first_text
from tasks.clean.stamps import Stamp, read_stamp

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


def date_article(
    declared: Declared | None, hint: str | None, hint_basis: str, *, zone: tzinfo | None, captured_at: datetime
) -> Published:
    """Return when an article was published: what the page declares, then what feed or sidecar told.

    A date after the capture is no date of publication.
    """
    latest = captured_at + _AHEAD
    told = [*(_declared(declared) if declared else ()), *([(hint, hint_basis)] if hint else ())]
    for text, basis in told:
        stamp = read_stamp(text, zone)
        if stamp is not None and stamp.at <= latest:
            return Published(stamp=stamp, basis=basis, modified_at=_modified(declared, zone, latest))
    return Published(modified_at=_modified(declared, zone, latest))


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
