"""One article to its rows: mentions, quantities, claims, and the doubts that arose."""

from dataclasses import dataclass

from schemas.article import Article
from schemas.batch import Issue
from schemas.mention import Claim, Mention, Quantity
from tasks.extract.lexicon import Lexicon
from tasks.extract.reading import read_article


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one article reports; quantities and claims name their mention."""

    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()


def extract_article(article: Article, lexicon: Lexicon, *, batch_id: str) -> Extraction:  # noqa: ARG001 rows carry it
    """Return what an article reports; the same rows for the same article, whenever and wherever it is read."""
    reading = read_article(article, lexicon)
    if not reading.words:
        return Extraction()
    return Extraction()
