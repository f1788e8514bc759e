"""One text through the whole extraction, for the tests of speech."""

from datetime import UTC, date, datetime

from schemas.article import Article
from schemas.ids import content_id, text_hash
from schemas.mention import Mention
from tasks.extract.article import Extraction, extract_article
from tasks.extract.lexicon import build_lexicon
from tasks.extract.reading import Reading, read_article
from tasks.knowledge import load_knowledge

LEXICON = build_lexicon(load_knowledge())


def article(text: str) -> Article:
    """Return an article with this text, published on 2 May 2019."""
    given: dict[str, object] = dict.fromkeys(Article.__dataclass_fields__)
    given |= {"article_id": content_id(text), "text": text, "text_sha256": text_hash(text), "language": "ar"}
    given |= {"captured_at": datetime(2020, 1, 1, tzinfo=UTC), "published_day": date(2019, 5, 2)}
    return Article(**given)  # type: ignore[arg-type]


def extract(text: str) -> Extraction:
    """Return what an article with this text reports."""
    return extract_article(article(text), LEXICON, batch_id="b")


def sayings(text: str) -> list[Mention]:
    """Return what an article with this text tells to have been said, and nothing that was done."""
    return [m for m in extract(text).mentions if m.kind == "verbal"]


def read(text: str) -> Reading:
    """Return the reading of an article with this text."""
    return read_article(article(text), LEXICON)
