"""The body of a page: a quick extractor, a witness, and a slower extractor where the two disagree.

Agreement of two extractors predicts bad pages, so one number serves as confidence of the article and as the sign to
look again (figures: benchmarks/clean.py).
"""

import logging
from collections import Counter
from dataclasses import dataclass

from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

from tasks.clean.lines import split_lines
from tasks.clean.scan import Page

_TOLD_LENGTH, _TOLD_FITS, _TOLD_SETTLES = 300, 0.7, 0.93
_LONG_WORDS = 20  # letters per word on average, beyond any script that writes blanks
_HOLDS, _PURE = 0.97, 0.97
_AGREE = 0.67  # below it the quick extraction is not believed: .5 to .85 give the same bodies, .67 half the cost of .85

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its warnings are our issues


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Text of a page before residue is taken out; `confidence` is the agreement with the witness, 0 to 1."""

    text: str
    extractor: str
    confidence: float


def extract_body(page: Page, url: str | None, told: str = "") -> Body | None:
    """Return the body of a page, or None where no extractor finds a text.

    `told` is the text that the page gives of itself for machines, if any: where the extractors disagree, the one that
    fits it best is believed.
    """
    witness = _witness(page)
    if page.hard:
        return _rescue(witness)
    quick = _trafilatura(page, url, fast=True)
    agreement = word_agreement(quick, witness)
    if quick and agreement >= _AGREE:
        return Body(text=quick, extractor="trafilatura-fast", confidence=round(agreement, 4))
    if len(told) >= _TOLD_LENGTH and (fit := word_agreement(quick, told)) >= _TOLD_SETTLES:
        return Body(text=quick, extractor="trafilatura-fast", confidence=round(fit, 4))
    slow = _trafilatura(page, url, fast=False)
    if not slow:
        return _rescue(witness)
    return _choose(quick, slow, witness, told)


def _choose(quick: str, slow: str, witness: str, told: str) -> Body:
    rivals = {"trafilatura": slow, "trafilatura-fast": quick, "resiliparse": witness}
    chosen = "resiliparse" if _stopped_halfway(slow, witness) else "trafilatura"
    if len(told) >= _TOLD_LENGTH:
        fits = {name: word_agreement(text, told) for name, text in rivals.items()}
        best = max(fits, key=lambda name: fits[name])  # of equals the first: the slower is the more careful
        if fits[best] >= _TOLD_FITS:
            return Body(text=rivals[best], extractor=best, confidence=round(fits[best], 4))
    other = slow if chosen == "resiliparse" else witness
    return Body(text=rivals[chosen], extractor=chosen, confidence=round(word_agreement(rivals[chosen], other), 4))


def _stopped_halfway(slow: str, witness: str) -> bool:
    """Tell whether the witness holds all of the text and as much again, nothing of it but paragraphs.

    Extractors stop at an advertisement or a picture in the middle of a long story; menus and teasers, which the
    witness adds on other pages, are no paragraphs.
    """
    a, b = Counter(slow.split()), Counter(witness.split())
    if b.total() < 2 * a.total() or (a & b).total() < _HOLDS * a.total():
        return False
    known = {" ".join(line.split()) for line in slow.split("\n")}
    extra = [line for line in split_lines(witness) if not line.is_blank and " ".join(line.text.split()) not in known]
    words = sum(line.words for line in extra)
    return sum(line.words for line in extra if line.is_prose) >= _PURE * words


def _rescue(witness: str) -> Body | None:
    return Body(text=witness, extractor="resiliparse", confidence=0.0) if witness else None


def _trafilatura(page: Page, url: str | None, *, fast: bool) -> str:
    found = bare_extraction(page.tree, url=url, fast=fast, include_comments=False, with_metadata=False)
    text = str(found.text or "") if found is not None and not isinstance(found, dict) else ""
    return "\n".join(_lone_cell(line) for line in text.split("\n")) if "|" in text else text


def _lone_cell(line: str) -> str:
    """Take the bars off a row of one cell: old pages lay a story out in a table, its bars are no words of it."""
    inner = line.strip().removeprefix("| ").removesuffix(" |").strip()
    return line if "|" in inner else inner


def _witness(page: Page) -> str:
    return str(extract_plain_text(page.markup, main_content=True, alt_texts=False, preserve_formatting=True)).strip()


def _tokens(text: str) -> list[str]:
    """Split into words, or into pairs of letters where a script writes no blanks."""
    words = text.split()
    if len(text) <= _LONG_WORDS * len(words):
        return words
    solid = "".join(words)
    return [solid[n : n + 2] for n in range(len(solid) - 1)]


def word_agreement(first: str, second: str) -> float:
    """Return the F1 of two texts as bags of words, 0 to 1; 0 where either is empty."""
    a, b = Counter(_tokens(first)), Counter(_tokens(second))
    common = (a & b).total()
    return 2 * common / (a.total() + b.total()) if common else 0.0
