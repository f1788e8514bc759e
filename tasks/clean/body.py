"""The body of a page: a quick extractor, a witness, and a slower extractor where the two disagree.

Agreement of two extractors predicts bad pages, so one number serves as confidence of the article and as the sign to
look again (figures: benchmarks/clean.py).
"""

import logging
from collections import Counter
from dataclasses import dataclass

from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

from tasks.clean.scan import Page

_AGREE = 0.85  # below it the quick extraction is not believed; .85 to .93 measure alike

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its warnings are our issues


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Text of a page before residue is taken out; `confidence` is the agreement with the witness, 0 to 1."""

    text: str
    extractor: str
    confidence: float


def extract_body(page: Page, url: str | None) -> Body | None:
    """Return the body of a page, or None where no extractor finds a text."""
    witness = _witness(page)
    if page.hard:
        return _rescue(witness)
    quick = _trafilatura(page, url, fast=True)
    agreement = word_agreement(quick, witness)
    if quick and agreement >= _AGREE:
        return Body(text=quick, extractor="trafilatura-fast", confidence=round(agreement, 4))
    slow = _trafilatura(page, url, fast=False)
    if not slow:
        return _rescue(witness)
    return Body(text=slow, extractor="trafilatura", confidence=round(word_agreement(slow, witness), 4))


def _rescue(witness: str) -> Body | None:
    return Body(text=witness, extractor="resiliparse", confidence=0.0) if witness else None


def _trafilatura(page: Page, url: str | None, *, fast: bool) -> str:
    found = bare_extraction(page.tree, url=url, fast=fast, include_comments=False, with_metadata=False)
    return str(found.text or "") if found is not None and not isinstance(found, dict) else ""


def _witness(page: Page) -> str:
    return str(extract_plain_text(page.markup, main_content=True, alt_texts=False, preserve_formatting=True)).strip()


def word_agreement(first: str, second: str) -> float:
    """Return the F1 of two texts as bags of words, 0 to 1; 0 where either is empty."""
    a, b = Counter(first.split()), Counter(second.split())
    common = (a & b).total()
    return 2 * common / (a.total() + b.total()) if common else 0.0
