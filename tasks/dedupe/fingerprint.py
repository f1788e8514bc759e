"""The words of a text in normal form, their 3-grams as 64-bit hashes, and the eighth of them that is kept.

FracMinHash (Irber et al. 2022): a hash is kept if it falls into the lowest eighth of all hashes, so that the kept
ones of two texts can be compared whatever their lengths; containment is estimated from them without bias.
"""

import zlib
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from schemas.article import Article
from schemas.ids import content_id
from schemas.reuse import Fingerprint
from tasks.text.normal import normal_form

VERSION: Final = 1
KEEP_ONE_IN: Final = 8
SHORT_WORDS: Final = 20
"""A text of fewer words is compared as a whole: its few 3-grams say too little."""
_MIX: Final = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
KEPT_BELOW: Final = np.uint64((1 << 64) // KEEP_ONE_IN)
"""A hash below is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingles:
    """A text as copies are found in it: words in normal form, and the hash of the 3-gram at each word."""

    words: tuple[str, ...]
    hashes: Any
    """numpy uint64 array; `hashes[i]` is of words i, i + 1, i + 2; empty below three words."""

    @property
    def kept(self) -> Any:
        """The sampled hashes, unique and ascending."""
        return np.unique(self.hashes[self.hashes < KEPT_BELOW])


class _WordLetters(dict[int, str]):
    """The normal form of each letter that was met, and a blank for each sign, as `str.translate` asks for it."""

    _MOST = 1 << 16

    def __missing__(self, code: int) -> str:
        folded = "".join(c if c.isalnum() else " " for c in normal_form(chr(code)))
        if len(self) < self._MOST:
            self[code] = folded
        return folded


class _WordHashes(dict[str, int]):
    """The hash of each word that was met."""

    _MOST = 500_000

    def __missing__(self, word: str) -> int:
        data = word.encode("utf-8", "surrogatepass")
        if len(self) >= self._MOST:
            self.clear()
        self[word] = value = (zlib.crc32(data) << 32) | zlib.crc32(data, 0x5F3759DF)
        return value


_LETTERS: Final = _WordLetters()
_HASHES: Final = _WordHashes()


def _split(text: str) -> list[str]:
    """Return the words of the normal form of a text: letter by letter and without offsets, which copies do not need."""
    return text.translate(_LETTERS).split()


def _finish(values: Any) -> Any:
    """Spread the bits (the finaliser of splitmix64): neighbouring sums must not fall into one eighth together."""
    values ^= values >> np.uint64(30)
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(27)
    values *= np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(31)
    return values


def shingle_text(text: str) -> Shingles:
    """Return the shingles of a text; orthography, diacritics, digits and quotes leave no trace in them."""
    words = tuple(_split(text))
    if len(words) < len(_MIX):
        return Shingles(words=words, hashes=np.empty(0, np.uint64))
    ids = np.fromiter(map(_HASHES.__getitem__, words), np.uint64, len(words))
    n = len(words) - 2
    with np.errstate(over="ignore"):
        mixed = ids[:n] * np.uint64(_MIX[0])
        mixed ^= ids[1 : n + 1] * np.uint64(_MIX[1])
        mixed += ids[2 : n + 2] * np.uint64(_MIX[2])
        return Shingles(words=words, hashes=_finish(mixed))


def text_key(shingles: Shingles) -> str:
    """Return the hash of a whole text in normal form; empty for a text without words, which equals nothing."""
    return content_id(*shingles.words) if shingles.words else ""


def fingerprint_article(article: Article) -> Fingerprint:
    """Return the fingerprint row of an article; a short text has no sampled hashes, only its key."""
    shingles = shingle_text(article.text)
    kept = shingles.kept.view(np.int64) if len(shingles.words) >= SHORT_WORDS else np.empty(0, np.int64)
    return Fingerprint(
        article_id=article.article_id,
        published_at=article.published_at,
        version=VERSION,
        n_words=len(shingles.words),
        text_key=text_key(shingles),
        hashes=tuple(np.sort(kept).tolist()),
    )
