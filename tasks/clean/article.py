"""From one captured payload to a clean article, or to an issue that says why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from schemas.article import Article, Residue
from schemas.batch import Issue
from schemas.document import Document
from schemas.ids import content_id, text_hash
from tasks.clean.attribution import Attribution, AttributionWords, read_inline
from tasks.clean.doubts import Doubt, RefusalError, issue_row
from tasks.clean.draft import Draft, draft_document
from tasks.clean.headline import read_author, read_section
from tasks.clean.kit import Kit, build_kit
from tasks.clean.language import identify_language
from tasks.clean.lines import Line, frame_prose, split_lines
from tasks.clean.margins import find_margins, frame_margins
from tasks.clean.page_lines import find_repeated_title, find_tables
from tasks.clean.printed import DateReader
from tasks.clean.published import Published, Witnesses, date_article, dates_disagree
from tasks.clean.residue import Finding, find_residue, merge_findings
from tasks.clean.strangers import find_storyless, find_strangers
from tasks.clean.template import SiteLines, find_furniture, find_outlet_lines
from tasks.clean.urls import dedupe_url, same_story
from tasks.knowledge import Knowledge
from tasks.sources import CleanRule

CODE_VERSION = "clean-3"
"""Raised by one whenever the same payload may give another text: offsets of older rows do not fit newer texts."""

_TITLE_WORDS = 22
_BODY_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What became of one document: an article with its residue, or none; and every doubt on the way."""

    article: Article | None
    residue: tuple[Residue, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What every row of one document needs beside its text."""

    document: Document
    kit: Kit
    knowledge: Knowledge
    captured_at: datetime
    batch_id: str
    site: SiteLines | None = None

    def issues(self, doubts: Sequence[Doubt], article_id: str | None) -> tuple[Issue, ...]:
        return tuple(issue_row(d, self.document, batch_id=self.batch_id, article_id=article_id) for d in doubts)

    @property
    def outlet_lines(self) -> tuple[CleanRule, ...]:
        """What the source's own file takes out of its texts."""
        return self.kit.outlet_lines.get(self.document.source_id or "", ())

    def reader(self, draft: Draft) -> DateReader:
        """How this document prints dates."""
        told = draft.declared.language if draft.declared else None
        language = (told or self.document.language_hint or "")[:2].lower() or None
        country = self.kit.countries.get(self.document.source_id or "", "")
        return DateReader(knowledge=self.knowledge, captured_at=self.captured_at, language=language, country=country)

    def date(self, draft: Draft, lines: tuple[str, ...]) -> Published:
        """When the article was published."""
        document = self.document
        told = Witnesses(
            declared=draft.declared,
            page=draft.page,
            title=draft.title,
            url=document.final_url or document.url,
            hint=document.published_hint,
            hint_basis="feed" if document.feed_url else "sidecar",
            lines=lines,
        )
        zone = self.kit.zones.get(document.source_id or "")
        return date_article(told, self.reader(draft), zone=ZoneInfo(zone) if zone else None)


def clean_document(
    payload: bytes,
    document: Document,
    knowledge: Knowledge,
    *,
    captured_at: datetime,
    batch_id: str,
    site: SiteLines | None = None,
) -> Cleaned:
    """Return the article of a document; a pure function of bytes, hints, knowledge and the counts of its outlet.

    A page that is no article (bot wall, list of links, nothing readable) gives an issue of severity `quarantine` and
    no article. `captured_at` only bounds dates of publication: nothing is published after it was captured.
    `site` holds the line counts of the outlet (tasks/clean/template.py), where they are known.
    """
    kit = build_kit(knowledge)
    doubts: list[Doubt] = []
    try:
        draft = draft_document(payload, document, kit, doubts)
    except RefusalError as refusal:
        told = (*doubts, refusal.doubt)
        return Cleaned(article=None, residue=(), issues=tuple(issue_row(d, document, batch_id=batch_id) for d in told))
    context = _Context(
        document=document, kit=kit, knowledge=knowledge, captured_at=captured_at, batch_id=batch_id, site=site
    )
    return _finish(draft, context, doubts)


def _finish(draft: Draft, context: _Context, doubts: list[Doubt]) -> Cleaned:
    lines = split_lines(draft.text)
    reader = context.reader(draft)
    findings = _find(draft, lines, context, reader)
    origin = gather_origin(lines, findings, context.kit.attribution)
    published = context.date(draft, (origin.date_line,) if origin.date_line else ())
    findings = merge_findings(findings, find_outlet_lines(lines, context.outlet_lines, published.day))
    text, offsets = cut_lines(lines, findings)
    if not any(c.isalnum() for c in text):
        doubts.append(_nothing_left(findings))
        return Cleaned(article=None, residue=(), issues=context.issues(doubts, None))
    doubts.extend(_date_doubts(published, context.document))
    named = _Named(origin=origin, published=published, bare_title=_bare_title(lines, findings), reader=reader)
    article = _article(draft, text, named, context)
    rows = tuple(_residue_row(finding, article.article_id, offsets[finding.line.number]) for finding in findings)
    return Cleaned(article=article, residue=rows, issues=context.issues(doubts, article.article_id))


def _nothing_left(findings: Sequence[Finding]) -> Doubt:
    step = "look at the stored payload"
    if any(finding.rule_id == "stranger-page" for finding in findings):
        step = "fetch it again: the page was saved before its text had come"
        return Doubt(
            kind="no-story", severity="quarantine", message="no line tells what the title says", next_step=step
        )
    message = "nothing is left but what pages leave behind"
    return Doubt(kind="empty-page", severity="quarantine", message=message, next_step=step)


def _find(draft: Draft, lines: Sequence[Line], context: _Context, reader: DateReader) -> list[Finding]:
    """Return what is to leave the text whatever outlet printed it."""
    kit = context.kit
    findings = find_residue(lines, kit.rules, kit.attribution, reader)
    if draft.page is not None:
        findings = merge_findings(findings, [*find_repeated_title(lines, draft.title), *find_tables(lines)])
    title = draft.title or context.document.title_hint
    margins = frame_margins(lines, findings, title, kit.line_words, picked=draft.page is not None)
    if margins is None and draft.page is None:
        findings = merge_findings(findings, find_storyless(lines, findings, title, kit.line_words))
    if margins is not None:
        findings = merge_findings(findings, find_margins(margins, findings, title))
        findings = merge_findings(findings, find_strangers(margins, findings, title))
    return findings if context.site is None else merge_findings(findings, find_furniture(lines, context.site))


def cut_lines(lines: Sequence[Line], findings: Sequence[Finding]) -> tuple[str, dict[int, int]]:
    """Return the text without the found lines, and where each of them stood in it.

    Only whole lines go, each with one newline: put back by their numbers they give the old text, byte for byte.
    """
    out = {finding.line.number for finding in findings}
    kept: list[str] = []
    offsets: dict[int, int] = {}
    length = 0
    for line in lines:
        if line.number in out:
            offsets[line.number] = max(0, length)
        else:
            kept.append(line.text)
            length += len(line.text) + 1
    text = "\n".join(kept)
    return text, {number: min(at, len(text)) for number, at in offsets.items()}


def restore_text(text: str, residue: Sequence[Residue]) -> str:
    """Put removed lines back: the text before cleaning, byte for byte."""
    kept = iter(text.split("\n"))
    gone = {row.line: row.text for row in residue}
    total = text.count("\n") + 1 + len(gone)
    return "\n".join(gone[n] if n in gone else next(kept) for n in range(total))


def gather_origin(lines: Sequence[Line], findings: Sequence[Finding], words: AttributionWords) -> Attribution:
    """Put together what attribution lines and the opening of the text say of its origin."""
    told = [f.told for f in findings if f.told is not None]
    told.append(read_inline(lines, frame_prose(lines), words))
    return Attribution(
        agencies=tuple(dict.fromkeys(agency for t in told for agency in t.agencies)),
        place=next((t.place for t in told if t.place), None),
        author=next((t.author for t in told if t.author), None),
        date_line=next((t.date_line for t in told if t.date_line), None),
    )


def _date_doubts(published: Published, document: Document) -> list[Doubt]:
    if published.stamp is None and document.published_hint:
        told = f"told to be published {document.published_hint!r}: no day that can be read, or one after the capture"
        ask = "give the day as 2015-10-02; until then no event can be dated by it"
        return [Doubt(kind="published-unread", severity="doubt", message=told, next_step=ask)]
    message = dates_disagree(published, document.final_url or document.url)
    if message is None:
        return []
    step = "look at the page: which of the two is the day of publication?"
    return [Doubt(kind="dates-disagree", severity="doubt", message=message, next_step=step)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What the lines and the page tell of the article beside its text."""

    origin: Attribution
    published: Published
    bare_title: str | None
    reader: DateReader

    def dateline_date(self) -> date | None:
        """Return the day of a dateline: a line with a date and a place or an agency."""
        line = self.origin.date_line
        if line is None or not (self.origin.place or self.origin.agencies):
            return None
        found = self.reader.resolve(line)
        return found.start if found else None


def _residue_row(finding: Finding, article_id: str, at: int) -> Residue:
    return Residue(
        article_id=article_id,
        line=finding.line.number,
        text=finding.line.text,
        rule_id=finding.rule_id,
        reason=finding.reason,
        at=at,
    )


def _bare_title(lines: Sequence[Line], findings: Sequence[Finding]) -> str | None:
    """Return the first line of a bare text where it is clearly a headline; it stays in the text as well.

    Clearly: short, open at its end, and parted by a blank line or followed by a line that is much longer.
    """
    out = {finding.line.number for finding in findings}
    rest = [line for line in lines if not line.is_blank and line.number not in out]
    if len(rest) < 2:
        return None
    first, second = rest[0], rest[1]
    if not (2 <= first.words <= _TITLE_WORDS and first.ends_open) or second.words < _BODY_WORDS:
        return None
    parted = lines[first.number + 1].is_blank or first.number + 1 in out
    return " ".join(first.text.split()) if parted or second.words >= 2 * first.words else None


def _article(draft: Draft, text: str, named: _Named, context: _Context) -> Article:
    document, kit = context.document, context.kit
    url = document.final_url or document.url
    declared = draft.declared
    canonical = declared.canonical if declared else None
    own = canonical if canonical and same_story(url, canonical) else url
    key = dedupe_url(own, kit.urls)
    digest = text_hash(text)
    language, language_confidence = identify_language(text, kit.languages)
    origin, published = named.origin, named.published
    return Article(
        article_id=content_id(key or document.external_id or document.url, digest),
        external_id=document.external_id,
        source_id=document.source_id,
        url=url,
        canonical_url=canonical,
        dedupe_url=key,
        title=draft.title or document.title_hint or (named.bare_title if declared is None else None),
        author=(read_author(declared) if declared else None) or origin.author,
        section=read_section(declared) if declared else None,
        published_at=published.at,
        published_precision=published.precision,
        published_basis=published.basis,
        published_day=published.day,
        modified_at=published.modified_at,
        language=language,
        language_confidence=language_confidence,
        text=text,
        text_sha256=digest,
        agency=", ".join(origin.agencies) or None,
        dateline_place=origin.place,
        dateline_date=named.dateline_date(),
        revision_of=None,
        extraction_confidence=draft.confidence,
        extractor=draft.extractor,
        code_version=CODE_VERSION,
        knowledge_hash=context.knowledge.hash,
        document_id=document.document_id,
        captured_at=context.captured_at,
        batch_id=context.batch_id,
    )
