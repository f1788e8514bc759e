"""Dates that people print: lines of a text that are only a date, and the date beside a page's headline.

What a line means is for the resolver of texts; here is only where to look. The clock of the site stands above the
headline, dates of other stories and of comments behind the text: the date of the story stands beside its headline.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tasks.clean.lines import Line, count_words, fold_words
from tasks.clean.scan import Page
from tasks.clean.stamps import Stamp, day_stamp, read_stamp
from tasks.knowledge import Knowledge
from tasks.text.date_words import load_date_grammar
from tasks.text.dates import ResolvedDate, find_dates
from tasks.text.normal import normalise
from tasks.text.printed_dates import prints_another_day, resolve_printed_date

_LINE_WORDS = 16
_LABEL_CHARACTERS = 120
_BEFORE, _AFTER = 25, 70  # elements around the headline among which its date is sought
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|widget|copyright|most|ticker|today|clock|current|header-date|date-header|nav|menu|weather|"
    r"prayer|card|latest|recommend|archive|calendar",
    re.IGNORECASE,
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_BETWEEN = ("equals", "era")  # "هـ الموافق" between two calendars
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>20\d\d|199\d)(?:(?P<s>[-/_])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)"
    r"|/[a-z_-]{2,20}/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})/|(?P<m3>0\d|1[0-2])(?P<d3>[0-2]\d|3[01]))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReader:
    """How to read printed dates of one document: its language where known, the outlet's country, the latest day."""

    knowledge: Knowledge
    captured_at: datetime
    language: str | None = None
    country: str = ""

    def languages(self, text: str) -> tuple[str, ...]:
        """Return the languages in which a text may print a date, likeliest first."""
        if _ARABIC.search(text):
            return ("ar",)
        return ("fr", "en") if self.language == "fr" else ("en", "fr")

    def resolve(self, text: str) -> ResolvedDate | None:
        """Return the date that a line prints; None where it prints none for sure, whichever language says so."""
        spoken = self.languages(text)
        for language in spoken:
            found = resolve_printed_date(
                text,
                country=self.country,
                language=language,
                reference=self.captured_at.date(),
                knowledge=self.knowledge,
            )
            if found is not None:
                sure = found.start == found.end and not prints_another_day(text, spoken, knowledge=self.knowledge)
                return found if sure else None
        return None

    def stamp(self, text: str) -> Stamp | None:
        """Return the time that a line prints: the instant where it states clock and zone, else the day."""
        found = self.resolve(text)
        if found is None:
            return None
        if found.instant is not None:
            return Stamp(at=found.instant, day=found.start, precision="minute")
        return day_stamp(found.start)

    def rest_of_date_line(self, line: Line) -> str | None:
        """Return what a line says beside a date (nothing, or the place and agency of a dateline); None without one."""
        if not any(c.isdigit() for c in line.norm) or line.words > _LINE_WORDS:
            return None
        shadow = normalise(line.text)
        for language in self.languages(line.text):
            grammar = load_date_grammar(language, self.knowledge)
            spans = [(p.norm_start, p.norm_end) for p in find_dates(shadow, grammar=grammar, country=self.country)]
            if spans:
                spans += [(m.norm_start, m.norm_end) for m in grammar.page_words.find(shadow)]
                spans += [(m.norm_start, m.norm_end) for m in grammar.words.find(shadow) if m.payload.kind in _BETWEEN]
                return _without(shadow.norm, spans)
        return None


def _without(norm: str, spans: list[tuple[int, int]]) -> str:
    kept = ["|" if any(a <= n < b for a, b in spans) else c for n, c in enumerate(norm)]
    return re.sub(r"\d+", "|", "".join(kept))


def read_url_day(url: str | None) -> date | None:
    """Return the day that an address names: 2015/10/02, 2015-10-02, 20151002 and the like, year first."""
    for found in _URL_DAY.finditer(url or ""):
        month = found["m"] or found["m2"] or found["m3"]
        day = found["d"] or found["d2"] or found["d3"]
        try:
            return date(int(found["y"]), int(month), int(day))
        except ValueError:
            continue
    return None


def read_beside_headline(page: Page, title: str | None, reader: DateReader) -> Iterator[tuple[Stamp, str]]:
    """Yield the dates beside the headline, nearest first, with their basis: time or line."""
    elements = [e for e in page.tree.iter() if isinstance(e.tag, str)]
    at = _headline(elements, title)
    if at is None:
        return
    around = [*range(at + 1, min(len(elements), at + _AFTER)), *range(at - 1, max(0, at - _BEFORE), -1)]
    seen: set[str] = set()
    for element in (elements[n] for n in around):
        told = _label(element)
        if told is None or told in seen or _is_elsewhere(element):
            continue
        seen.add(told)
        stamp = read_stamp(told) if element.tag == "time" else reader.stamp(told)
        if stamp is not None:
            yield stamp, "time" if element.tag == "time" else "line"


def _headline(elements: Sequence[Any], title: str | None) -> int | None:
    """Return the place of the headline: a heading that says the title, else a small element that does, else the h1."""
    wanted = fold_words(title or "")
    for tags in (_HEADS, _PLAIN) if wanted else ():
        for place, element in enumerate(elements):
            if element.tag in tags and len(element) <= _SMALL and _says(element, wanted):
                return place
    heads = [place for place, element in enumerate(elements) if element.tag == "h1"]
    return heads[0] if len(heads) == 1 else None


def _says(element: Any, wanted: str) -> bool:
    text = element.text_content() or ""
    return len(wanted) <= len(text) <= 2 * len(wanted) + 60 and fold_words(text) == wanted


_HEADS = frozenset({"h1", "h2", "h3"})
_PLAIN = frozenset({"strong", "span", "div", "td", "p", "font", "b"})
_SMALL = 3  # children: a large element holds more than a headline


def _label(element: Any) -> str | None:
    """Return the short text of an element that may print a date."""
    if element.tag in {"script", "style", "a", "body", "html"}:
        return None
    if element.tag == "time" and element.get("datetime"):
        return str(element.get("datetime"))
    text = " ".join((element.text_content() or "").split()) if len(element) < 8 else ""
    return text if 6 <= len(text) <= _LABEL_CHARACTERS and count_words(text) <= _LINE_WORDS else None


def _is_elsewhere(element: Any) -> bool:
    for node in (element, *element.iterancestors()):
        if node.tag in {"nav", "aside", "body"}:
            return bool(node.tag != "body")
        if _ELSEWHERE.search(f"{node.get('class') or ''} {node.get('id') or ''}") and node.tag != "article":
            return True
    return False
