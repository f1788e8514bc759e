"""Machine-written times: ISO 8601, RFC 822, Unix seconds. What people print is read by the resolver of texts."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

_ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_ISO_LOOSE = re.compile(
    r"^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_BASIC = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?$")
_UNIX = re.compile(r"^1\d{9}(\d{3})?$")
_OLDEST = 1970  # the first day of Unix is what a content system prints when it knows none


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time as told: `at` in UTC (midnight of the day where only the day is known), `day` as printed."""

    at: datetime
    day: date
    precision: str


def read_stamp(text: str, zone: tzinfo | None = None) -> Stamp | None:
    """Read a machine-written time; None for anything else, for sentinels and for impossible days.

    A time without zone is read in `zone`, the outlet's own; without one only its day is kept: nine hours of doubt
    are more than a minute is worth.
    """
    text = " ".join(text.split())
    for reader in (_day_only, _iso, _basic, _unix, _rfc822):
        found = reader(text)
        if found is not None:
            return _stamp(found, zone)
    return None


def _stamp(found: datetime | date, zone: tzinfo | None) -> Stamp | None:
    if found.year <= _OLDEST:
        return None
    if not isinstance(found, datetime):
        return day_stamp(found)
    if found.tzinfo is None and zone is None:
        return day_stamp(found.date())
    local = found if found.tzinfo is not None else found.replace(tzinfo=zone)
    precision = "instant" if found.second else "minute"
    return Stamp(at=local.astimezone(UTC), day=found.date(), precision=precision)


def day_stamp(day: date) -> Stamp:
    """Return the stamp of a day whose hour is unknown."""
    return Stamp(at=datetime(day.year, day.month, day.day, tzinfo=UTC), day=day, precision="day")


def _day_only(text: str) -> date | None:
    match = _ISO_DAY.match(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _iso(text: str) -> datetime | None:
    match = _ISO_LOOSE.match(text)
    if match is None:
        return None
    clock = match[2] if len(match[2].split(":")[0]) == 2 else f"0{match[2]}"
    zone = (match[3] or "").upper()
    zone = "+00:00" if zone in {"Z", "UTC", "GMT"} else zone
    try:
        return datetime.fromisoformat(f"{match[1]}T{clock}{zone}")
    except ValueError:
        return None


def _basic(text: str) -> datetime | date | None:
    match = _BASIC.match(text)
    if match is None or not 1990 <= int(match[1]) <= 2100:
        return None
    try:
        if match[4] is None:
            return date(int(match[1]), int(match[2]), int(match[3]))
        return datetime.fromisoformat(
            f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}:{match[6] or '00'}{match[7] or ''}"
        )
    except ValueError:
        return None


def _unix(text: str) -> datetime | None:
    if not _UNIX.match(text):
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text[:10]))


def _rfc822(text: str) -> datetime | None:
    try:
        return (
            parsedate_to_datetime(text)
            if re.search(r"\d{4}|\d{1,2} [A-Za-z]{3} \d{2}\b", text) and len(text) < 60
            else None
        )
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
