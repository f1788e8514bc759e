"""Search in articles by any spelling: text and question are compared in normal form, without an extension of DuckDB.

The lake narrows down with a pattern in which each letter stands for all letters of its normal form, with marks
allowed between; what is left is matched as the extraction matches, particles such as و and ب in front included. A
question that is a known place or actor also finds its other names. Ranking is BM25 (Robertson and Zaragoza 2009,
usual values), the headline counted three times, the question as a whole twice.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from schemas.trouble import Trouble
from tasks.knowledge import Knowledge, load_knowledge
from tasks.text.match import Matcher, load_clitics
from tasks.text.normal import normal_form, normalise
from tasks.text.tokens import tokenise
from warehouse.lake import Lake

_K1, _B = 1.2, 0.75
_TITLE, _WHOLE = 3, 2.0
_AROUND = 70  # characters of text shown on both sides
_MOST = 5_000  # articles that are ranked, the newest first
_SCRIPTS = ((0x20, 0x250), (0x5D0, 0x780), (0xFB50, 0xFE00), (0xFE70, 0xFF00))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article that holds the words."""

    article_id: str
    score: float
    title: str | None
    source_id: str | None
    published_at: datetime | None
    url: str | None
    words: str
    """The first place of the words in the text, with what stands around it."""
    start: int | None
    """Offset of the words in the article's text; None where they stand in the headline only."""
    end: int | None
    n_events: int
    """Events that rest on this article."""


@cache
def _letters() -> tuple[dict[str, str], str]:
    """Return for each letter of the normal form a class of all that fold to it, and the class of marks."""
    folded: dict[str, list[str]] = {}
    for first, last in _SCRIPTS:
        for code in range(first, last):
            form = normal_form(chr(code))
            if len(form) <= 1:
                folded.setdefault(form, []).append(f"\\x{{{code:X}}}")
    marks = "".join(folded.pop("", []))
    return {letter: f"[{''.join(found)}]" for letter, found in folded.items()}, f"[{marks}]*"


def spelling_pattern(words: str) -> str:
    """Return a regular expression (RE2) that finds words in all spellings of their normal form."""
    classes, marks = _letters()
    parts = ("\\s+" if c == " " else classes.get(c, re.escape(c)) for c in normal_form(words).strip())
    return marks.join(parts)


def other_names(question: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return all names of the places and actors that a question names, the question itself first."""
    wanted = normal_form(question).strip()
    found = [question]
    for folder in ("places", "actors"):
        for _, rows in knowledge.lists_below(folder):
            for row in rows:
                names = [row.get("name_en", ""), row.get("name_ar", ""), *row.get("aliases", "").split("|")]
                if wanted in {normal_form(n) for n in names if n}:
                    found += [n for n in names if len(n) > 2]
    return tuple(dict.fromkeys(found))


def _candidates(lake: Lake, names: Sequence[str], words: Sequence[str]) -> list[dict[str, Any]]:
    either = "|".join(spelling_pattern(n) for n in names)
    every = " AND ".join("regexp_matches(whole, ?)" for _ in words)
    query = f"""
        SELECT a.article_id, a.title, a.source_id, a.published_at, a.url, a."text"
        FROM (SELECT *, concat_ws(chr(10), title, "text") AS whole FROM article) a
        WHERE regexp_matches(whole, ?) OR ({every})
        ORDER BY published_at DESC NULLS LAST, article_id LIMIT {_MOST}"""
    return list(lake.sql(query, [either, *(spelling_pattern(w) for w in words)]).to_pylist())


def _matcher(names: Sequence[str], words: Sequence[str], knowledge: Knowledge) -> Matcher[str]:
    entries = [*((normal_form(n), "*") for n in names), *((w, w) for w in words)]
    return Matcher(dict.fromkeys(entries), clitics=load_clitics(knowledge, "ar"), suffixes=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    row: dict[str, Any]
    counts: Counter[str]
    place: tuple[int, int] | None
    length: int


def _look(row: dict[str, Any], matcher: Matcher[str]) -> _Seen:
    shadow = normalise(row["text"])
    inside = matcher.find(shadow, "all")
    counts = Counter(m.payload for m in inside)
    for match in matcher.find(normalise(row["title"] or ""), "all"):
        counts[match.payload] += _TITLE
    whole = [m for m in inside if m.payload == "*"] or list(inside)
    place = (whole[0].start, whole[0].end) if whole else None
    return _Seen(row=row, counts=counts, place=place, length=max(len(shadow.norm), 1))


def _scores(seen: Sequence[_Seen], words: Sequence[str], n_articles: int) -> Iterator[tuple[float, _Seen]]:
    mean = sum(s.length for s in seen) / len(seen)
    keys = ["*", *words]
    having = {k: sum(1 for s in seen if s.counts[k]) for k in keys}
    for page in seen:
        if not page.counts["*"] and not all(page.counts[w] for w in words):
            continue  # the pattern of the lake saw the letters inside another word
        score = 0.0
        for key in keys:
            often = page.counts[key]
            rarity = math.log(1 + (n_articles - having[key] + 0.5) / (having[key] + 0.5))
            part = often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * page.length / mean))
            score += rarity * part * (_WHOLE if key == "*" else 1)
        yield score, page


def _around(text: str, place: tuple[int, int] | None) -> str:
    if place is None:
        return text[: 2 * _AROUND].split("\n", 1)[0]
    start, end = place
    before = text[max(0, start - _AROUND) : start].rsplit("\n", 1)[-1]
    after = text[end : end + _AROUND].split("\n", 1)[0]
    return f"{before}{text[start:end]}{after}"


def search_articles(lake: Lake, question: str, *, limit: int = 20, knowledge: Knowledge | None = None) -> list[Hit]:
    """Return the articles that hold a question's words in any spelling, best first.

    All words must stand in an article, or one of the names of the place or actor that the question names. Raises
    Trouble for a question without a word.
    """
    known = knowledge or load_knowledge()
    words = list(dict.fromkeys(t.norm for t in tokenise(normalise(question)) if t.is_word))
    if not words:
        raise Trouble(f"nothing to search for in {question!r}: name a word or more")
    names = other_names(question, known)
    matcher = _matcher(names, words, known)
    seen = [_look(row, matcher) for row in _candidates(lake, names, words)]
    if not seen:
        return []
    total = lake.sql("SELECT count(*) FROM article").column(0)[0].as_py()
    best = sorted(_scores(seen, words, total), key=lambda s: (-s[0], s[1].row["article_id"]))[:limit]
    events = _event_counts(lake, [page.row["article_id"] for _, page in best])
    return [_hit(score, page, events) for score, page in best]


def _event_counts(lake: Lake, ids: Sequence[str]) -> dict[str, int]:
    query = """
        SELECT m.article_id, count(DISTINCT l.event_id) AS n FROM mention m JOIN event_mention l USING (mention_id)
        WHERE m.article_id IN (SELECT unnest(?)) GROUP BY m.article_id"""
    return {row["article_id"]: row["n"] for row in lake.sql(query, [list(ids)]).to_pylist()}


def _hit(score: float, page: _Seen, events: dict[str, int]) -> Hit:
    row = page.row
    return Hit(
        article_id=row["article_id"],
        score=round(score, 3),
        title=row["title"],
        source_id=row["source_id"],
        published_at=row["published_at"],
        url=row["url"],
        words=_around(row["text"], page.place),
        start=page.place[0] if page.place else None,
        end=page.place[1] if page.place else None,
        n_events=events.get(row["article_id"], 0),
    )
