"""Which lines of a text are what a page leaves behind: buttons, forms, notices, links to other stories.

The words stand in `knowledge/languages/<code>/residue.tsv` and `knowledge/clean/residue.tsv` (residue_rules.py reads
them); this module knows five ways to compare a line with them, and the shapes that need no words: doubled captions,
lines without letters.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.clean.attribution import Attribution, AttributionWords, read_attribution_line, read_date_line
from tasks.clean.lines import Frame, Line, count_words, frame_prose
from tasks.clean.printed import DateReader
from tasks.clean.residue_rules import Rule, RuleBook, bare_word

_CAPTION_WORDS = 14
_DOUBLED_WORDS = 3
_HEADLINE_WORDS = 5  # a longer line before the text, printed twice, is the headline: one of the two stays
_DATE_REACH = 60  # lines from either end among which a date line is sought: a page of 50,000 lines took seconds
_OTHER_STORIES = 2  # headlines printed twice below a heading
_MANY_LINES = 2_000  # beyond it no heading is tried: 50,000 headings over 50,000 lines would take hours
_EMBED_REACH = 2  # lines with words between an embed and the line that leads to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line to take out, and why; `told` is what an attribution line says."""

    line: Line
    rule_id: str
    reason: str
    told: Attribution | None = None


def find_residue(
    lines: Sequence[Line], book: RuleBook, words: AttributionWords, reader: DateReader | None = None
) -> list[Finding]:
    """Return the lines to take out, in order; lines without anything visible stay, they are layout."""
    visible = [line for line in lines if not line.is_blank]
    frame = _frame_without_notices(visible, book)
    last_closed = _last_closed(visible, frame)
    found: dict[int, Finding] = {}
    opened: Rule | None = None
    dated = {line.number for line in (*visible[:_DATE_REACH], *visible[-_DATE_REACH:])} if reader else set()
    for line in visible:
        if opened is not None:
            found[line.number] = Finding(line=line, rule_id=opened.rule_id, reason=f"below: {opened.reason}")
            continue
        rule = match_rule(line, book, frame)
        told = read_attribution_line(line, frame, words) or (
            _date_line(line, frame, words, reader) if line.number in dated else None
        )
        if told is not None:
            found[line.number] = _told(line, told)
        elif rule is not None:
            found[line.number] = Finding(line=line, rule_id=rule.rule_id, reason=rule.reason)
            opened = rule if rule.takes_rest and _heads_the_rest(line, visible, frame, last_closed) else None
    for finding in (*_doubled_captions(visible, book, found), *_embed_leads(visible, book, found)):
        found.setdefault(finding.line.number, finding)
    return [found[number] for number in sorted(found)]


def _heads_the_rest(heading: Line, lines: Sequence[Line], frame: Frame, last_closed: int) -> bool:
    """Tell whether all below a heading is of other stories: no paragraph follows, or stories with headlines do.

    A page that prints whole stories below its own prints their headlines twice, the byline between them; a caption
    printed twice has nothing between.
    """
    if frame.last >= 0 and heading.number <= frame.first:
        return False
    if heading.number > last_closed and _holds_the_news(heading, lines):
        return True
    return len(lines) <= _MANY_LINES and _repeats_headlines(heading, lines)


def _holds_the_news(heading: Line, lines: Sequence[Line]) -> bool:
    """Tell whether the longest line of a text stands above: a note of one open sentence is the news."""
    longest = max(lines, key=lambda line: line.words)
    return longest.number < heading.number


def _repeats_headlines(heading: Line, lines: Sequence[Line]) -> bool:
    seen: dict[str, int] = {}
    twice: set[str] = set()
    for place, line in enumerate(lines):
        if line.ends_open and line.words >= _HEADLINE_WORDS:
            if line.number > heading.number and place - seen.get(line.plain, place) > 1:
                twice.add(line.plain)
            seen[line.plain] = place
    above = {line.plain for line in lines if line.number < heading.number}
    return len(twice - above) >= _OTHER_STORIES


def _last_closed(lines: Sequence[Line], frame: Frame) -> int:
    """Return the number of the last line that is surely a paragraph: headlines of twenty words look like prose.

    Below a heading such as "أخبار ذات صلة" an outlet prints headlines, which no sign closes.
    """
    sure = [n.number for n in lines if n.number <= frame.last and n.is_paragraph]
    return sure[-1] if sure else -1


def _frame_without_notices(lines: Sequence[Line], book: RuleBook) -> Frame:
    """Frame the prose without long notices: a cookie notice at the end of a page reads like a paragraph."""
    widest = Frame(first=len(lines) and lines[-1].number + 1, last=-1)
    notices = {line.number for line in lines if line.is_prose and match_rule(line, book, widest) is not None}
    return frame_prose([line for line in lines if line.number not in notices])


def _told(line: Line, told: Attribution) -> Finding:
    if told.date_line is not None:
        return Finding(line=line, rule_id="date-line", reason="prints a date: kept as data", told=told)
    return Finding(line=line, rule_id="attribution", reason="says where the text comes from: kept as data", told=told)


def _date_line(line: Line, frame: Frame, words: AttributionWords, reader: DateReader | None) -> Attribution | None:
    if reader is None or not frame.holds("edge", line.number):
        return None
    rest = reader.rest_of_date_line(line)
    return read_date_line(line, rest, words) if rest is not None else None


def merge_findings(first: Sequence[Finding], second: Sequence[Finding]) -> list[Finding]:
    """Return the findings of two ways of looking, one per line, in order; the first way's reason counts."""
    by_line = {finding.line.number: finding for finding in (*second, *first)}
    return [by_line[number] for number in sorted(by_line)]


def match_rule(line: Line, book: RuleBook, frame: Frame) -> Rule | None:
    """Return the first rule that takes the line out where it stands."""
    for rule in _candidates(line, book):
        if rule.where != "embed" and line.words <= rule.max_words and frame.holds(rule.where, line.number):
            return rule
    return None


def _candidates(line: Line, book: RuleBook) -> Iterator[Rule]:
    whole = book.whole.get(line.plain)
    if whole is not None:
        yield whole
    words = line.plain.split()
    if words:
        yield from (r for r in book.starts.get(bare_word(words[0]), ()) if _begins(line.plain, r.pattern))
        yield from (r for r in book.ends.get(bare_word(words[-1]), ()) if line.plain.endswith(" " + r.pattern))
    yield from (rule for rule in book.held if line.words <= rule.max_words and rule.pattern in line.norm)
    if line.words <= book.longest_shape and book.any_shape.match(line.norm):
        yield from (rule for shape, rule in book.shapes if line.words <= rule.max_words and shape.match(line.norm))
    for shape, rule in book.needing:
        if line.words <= rule.max_words and any(n in line.norm for n in rule.needs) and shape.search(line.norm):
            yield rule


def _begins(plain: str, pattern: str) -> bool:
    return plain.startswith(pattern) and not plain[len(pattern) : len(pattern) + 1].isalnum()


def _doubled_captions(lines: Sequence[Line], book: RuleBook, found: Mapping[int, Finding]) -> Iterator[Finding]:
    """Yield captions that a page prints twice, below the picture and as its replacement text."""
    reason = "caption of a picture, printed twice"
    for line in lines:
        if _repeats_itself(line, book):
            yield Finding(line=line, rule_id="caption-doubled-within", reason=reason)
    titled = next((line.number for line in lines if line.number not in found), -1)
    first_prose = next((line.number for line in lines if line.is_prose), -1)
    copies = Counter(line.plain for line in lines)
    head = (line for line in lines if line.number < first_prose and line.number not in found)
    longest = max((line.words for line in head if copies[line.plain] == 1), default=0)
    for line, other in pairwise(lines):
        if _is_same_caption(line, other):
            headline = line.number < first_prose and line.words >= min(_HEADLINE_WORDS, longest + 1)
            if line.number != titled and not headline:
                yield Finding(line=line, rule_id="caption-doubled", reason=reason)
            yield Finding(line=other, rule_id="caption-doubled", reason=reason)


def _is_same_caption(line: Line, other: Line) -> bool:
    if not (line.ends_open and other.ends_open and line.words >= 2 and max(line.words, other.words) <= _CAPTION_WORDS):
        return False
    short, long = sorted((line.plain, other.plain), key=len)
    return long == short or (count_words(short) >= _DOUBLED_WORDS and long.startswith(short + " "))


def _repeats_itself(line: Line, book: RuleBook) -> bool:
    """Tell whether a short open line says its first words twice, with or without a button's word before them."""
    if not line.ends_open or line.words > 2 * _CAPTION_WORDS:
        return False
    words = line.plain.split()
    if words and words[0] in book.buttons:
        words = words[1:]
    return any(words[:n] == words[n : 2 * n] for n in range(_DOUBLED_WORDS, len(words) // 2 + 1))


def _embed_leads(lines: Sequence[Line], book: RuleBook, found: Mapping[int, Finding]) -> Iterator[Finding]:
    """Yield lines that only lead to a film or picture which is itself taken out."""
    for place, line in enumerate(lines):
        near = lines[max(0, place - _EMBED_REACH) : place + _EMBED_REACH + 1]
        if not any(found[n.number].rule_id.startswith("embed-") for n in near if n.number in found):
            continue
        rule = next((r for r in _candidates(line, book) if r.where == "embed" and line.words <= r.max_words), None)
        if rule is not None:
            yield Finding(line=line, rule_id=rule.rule_id, reason=rule.reason)
