"""`fingerprint`, `reuse` and `story`: which articles share text, and who wrote it first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from schemas.spec import table


@table(key=("article_id",), month_of="published_at")
@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The sampled word 3-grams of one article in normal form."""

    article_id: Annotated[str, "Article"]
    published_at: Annotated[datetime | None, "Publication, for the time window"]
    version: Annotated[int, "Version of the method; other versions are never compared"]
    n_words: Annotated[int, "Words of the normal form"]
    text_key: Annotated[str, "Hash of the whole normal form: equal texts, short ones too"]
    hashes: Annotated[tuple[int, ...], "Sampled 64-bit hashes of word 3-grams, ascending"]


@table(key=("a", "b"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """Two articles that share text; a < b."""

    a: Annotated[str, "article_id, the smaller"]
    b: Annotated[str, "article_id, the larger"]
    relation: Annotated[str, "copy, partial, template or revision"]
    containment_ab: Annotated[float, "Share of a's word 3-grams, by rarity, that b holds; 0 to 1"]
    containment_ba: Annotated[float, "Share of b's word 3-grams, by rarity, that a holds; 0 to 1"]
    longest_run: Annotated[int, "Longest run of equal words"]
    longest_run_text: Annotated[str | None, "Its words as they stand in a"]
    conflict: Annotated[str | None, "Lead numbers or ordinals that contradict: 18 against 20"]
    state: Annotated[str, "provisional, or settled 96 h after the later publication"]


@table(key=("article_id",))
@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Membership of an article in a cluster of copies."""

    article_id: Annotated[str, "Article"]
    story_id: Annotated[str, "article_id of the story's first member in canonical order"]
    role: Annotated[str, "origin, copy or excerpt"]
    origin_id: Annotated[str, "article_id of the origin"]
    state: Annotated[str, "provisional or settled"]
