"""How an input is read: its clean text, and what was taken for a word of an event, a place, a date, a number, an actor.

For people who wonder why a row is there, or why it is not: nothing is stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schemas.article import Article, Residue
from schemas.batch import Issue
from tasks.clean.article import clean_document
from tasks.extract.article import Extraction, extract_article
from tasks.extract.lexicon import Lexicon, Trigger, build_lexicon
from tasks.extract.reading import Reading, read_article
from tasks.fetch.captured import Captured, WarcPlace, document_row
from tasks.fetch.files import read_paths
from tasks.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One span of a text and what it was read as."""

    start: int
    end: int
    words: str
    kind: str
    """event, toll, place, date, number, actor, weapon or object."""
    read_as: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One input, how it was cleaned and read."""

    name: str
    article: Article | None
    residue: tuple[Residue, ...]
    issues: tuple[Issue, ...]
    notes: tuple[Note, ...]
    extraction: Extraction


def explain_paths(
    paths: list[Path], knowledge: Knowledge, *, now: datetime, published: str | None = None
) -> Iterator[Explained]:
    """Yield how each input under some paths is read; what cannot be read at all is left out.

    `published` is the day of inputs that tell none: without one "yesterday" is no day.
    """
    lexicons: dict[str, Lexicon] = {}
    for captured in read_paths(paths, published=published):
        if isinstance(captured, Captured):
            yield _explain(captured, knowledge, lexicons, now)


def _explain(captured: Captured, knowledge: Knowledge, lexicons: dict[str, Lexicon], now: datetime) -> Explained:
    document = document_row(captured, WarcPlace(file="", offset=0, length=0), fetched_at=now, batch_id="")
    cleaned = clean_document(captured.payload, document, knowledge, captured_at=now, batch_id="")
    notes: tuple[Note, ...] = ()
    extraction = Extraction()
    article = cleaned.article
    if article is not None and knowledge.rows(f"languages/{article.language}/triggers.tsv"):
        code = article.language or ""
        if code not in lexicons:  # half a second each: never once an article
            lexicons[code] = build_lexicon(knowledge, code)
        lexicon = lexicons[code]
        notes = tuple(sorted(find_notes(read_article(article, lexicon)), key=lambda n: (n.start, -n.end)))
        extraction = extract_article(article, lexicon, batch_id="")
    return Explained(
        name=captured.external_id or captured.url or "",
        article=article,
        residue=cleaned.residue,
        issues=(*cleaned.issues, *extraction.issues),
        notes=notes,
        extraction=extraction,
    )


def find_notes(reading: Reading) -> Iterator[Note]:
    """Yield what the spans of an article were read as, kind by kind."""

    def note(start: int, end: int, kind: str, read_as: str, why: str) -> Note:
        return Note(start=start, end=end, words=reading.text[start:end], kind=kind, read_as=read_as, why=why)

    for word in reading.words:
        told = word.payload
        if isinstance(told, Trigger):
            yield note(word.start, word.end, "event", told.event, told.trigger_id)
        else:
            yield note(word.start, word.end, "toll", told.measure, told.casualty_id)
    for place in reading.places:
        others = f"; also possible: {', '.join(place.candidates[1:4])}" if len(place.candidates) > 1 else ""
        what = (
            f"{place.place_id or 'not settled'} ({place.role}, {place.relation or 'in'}, precision {place.precision})"
        )
        yield note(place.start, place.end, "place", what, place.why + others)
    for day in reading.dates:
        span = f"{day.first} to {day.last}" if day.first != day.last else str(day.first)
        seen_from = (
            f"{reading.reference_date} ({reading.reference_basis})" if reading.reference_date else "no reference"
        )
        yield note(day.start, day.end, "date", span if day.first else "no day", f"{day.rule_id}, from {seen_from}")
    for number in reading.numbers:
        bounds = f"low {number.low}, best {number.best}, high {number.high}"
        yield note(number.start, number.end, "number", bounds.replace("None", "-"), number.kind)
    for kind, hits in (("actor", reading.entities), ("weapon", reading.weapons), ("object", reading.objects)):
        for hit in hits:
            yield note(hit.start, hit.end, kind, hit.entity_id, hit.rule_id)
