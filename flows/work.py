"""What travels through the steps of one batch."""

from dataclasses import dataclass
from datetime import datetime

from schemas.article import Article, Residue
from schemas.batch import FeedState, Issue
from schemas.document import Document
from schemas.mention import Claim, Mention, Quantity
from schemas.reuse import Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One batch on its way: each step returns it with its own part filled in."""

    batch_id: str
    label: str
    started_at: datetime
    n_in: int
    n_duplicate: int = 0
    documents: tuple[Document, ...] = ()
    payloads: tuple[bytes, ...] = ()
    articles: tuple[Article, ...] = ()
    residue: tuple[Residue, ...] = ()
    fingerprints: tuple[Fingerprint, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()
    feed_states: tuple[FeedState, ...] = ()
    """Where the feeds stand after this batch: stored with its articles or not at all."""

    @property
    def n_quarantined(self) -> int:
        """Documents and parts of inputs that became no article."""
        return sum(1 for i in self.issues if i.severity == "quarantine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a run did; the sum of its batches."""

    n_batches: int = 0
    n_in: int = 0
    n_stored: int = 0
    n_duplicate: int = 0
    n_quarantined: int = 0
    n_skipped: int = 0
    n_mentions: int = 0
    n_events: int = 0
    n_contested: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Return the sum, count by count."""
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})

    def sentence(self) -> str:
        """Return the tally as one sentence for a run's state: '5 articles, 41 mentions, 3 contested, 0 quarantined'."""
        parts = [
            f"{self.n_stored} articles",
            f"{self.n_mentions} mentions",
            f"{self.n_contested} contested",
            f"{self.n_quarantined} quarantined",
        ]
        if self.n_duplicate:
            parts.append(f"{self.n_duplicate} known already")
        return ", ".join(parts)
