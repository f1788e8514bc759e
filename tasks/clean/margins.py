"""What stands above and below a text without a word that gives it away: menus, tags, other headlines, teasers.

A saved page has its story in closed paragraphs; the menu above and the links below are runs of short lines that no sign
closes. Below a story stand also things that belong to it: names of the dead, tolls by place, the demands of a
statement, a last paragraph without a full stop. So a run is left alone where a colon, a number, a bullet or a word of
`languages/<code>/lines.tsv` speaks for a list, and where a line opens as paragraphs do ("وأضاف").
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks.clean.attribution import Attribution
from tasks.clean.line_words import LineWords
from tasks.clean.lines import Line, fold_words, words_of
from tasks.clean.residue import Finding

_PARAGRAPH, _LONG_HEADLINE = 9, 20
_STORY, _NOTE = 40, 15  # words of closed paragraphs: a story by its shape alone, and beside what it speaks of
_CLOSED_SHARE = 0.6
_MENU, _MENU_WORDS, _SECTION_WORDS = 4, 4, 3
_HEADLINE, _LONGEST = 5, 60
_LINKS, _GAP = 3, 3
_ENTRY = 9  # words of an entry of a list; headlines that hold a figure or name a speaker are mostly longer
_TITLE_WORDS = 4
_TAGS = 100  # no story has more; each is sought in the whole text
_TAGS_SAID = 0.75  # share of them that the text says, where nothing else speaks for tags
_COUNTED = re.compile(r"^[\W_]*\d+ *[-.)/]|^ *[-•▪●*]")
_PAIR = re.compile(r"[:=-] *\d|\d *[:=-]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_POST = re.compile(r"(pic\.twitter\.com|https?:|t\.co)[^ ]*$|\(@\w+\)")  # an embedded post closes with its address
_PARTS = re.compile(r"\s+[-–—|ـ]+\s*|\s*\|\s*")
_ELLIPSIS = ("...", "…")


@dataclass(frozen=True, kw_only=True)
class Margins:
    """The visible lines of a text, which of them are known residue, where its story begins and ends, its words.

    `picked` tells that an extractor chose the text from a page: what it left of other stories is little.
    """

    lines: tuple[Line, ...]
    known: frozenset[int]
    first: int
    last: int
    words: LineWords
    weight: int
    picked: bool

    @cached_property
    def doubled(self) -> frozenset[str]:
        """What lines say that stand more than once in a saved text, where the story itself does not.

        An extractor leaves boxes of links behind itself, and some outlets print their whole text twice.
        """
        counts = Counter(line.plain for line in self.lines)
        once = sum(line.words for line in self.lines if line.is_paragraph and counts[line.plain] == 1)
        twice = (plain for plain, count in counts.items() if count > 1)
        return frozenset(twice) if once >= _STORY and not self.picked else frozenset()

    def is_known(self, at: int) -> bool:
        """Tell whether a rule takes the line out already."""
        return self.lines[at].number in self.known


def frame_margins(
    lines: Sequence[Line], findings: Sequence[Finding], title: str | None, words: LineWords, *, picked: bool
) -> Margins | None:
    """Return the text as a story with its margins; None where no story stands out."""
    visible = tuple(line for line in lines if not line.is_blank)
    known = frozenset(found.line.number for found in findings)
    story = _story(visible, known, title)
    weight = sum(visible[n].words for n in story)
    if weight < _NOTE:
        return None
    last = _before_teasers(visible, story, words)
    return Margins(lines=visible, known=known, first=story[0], last=last, words=words, weight=weight, picked=picked)


def find_margins(margins: Margins, findings: Sequence[Finding], title: str | None) -> list[Finding]:
    """Return the menus above and the link lists below a story; nothing where it is a note of a sentence."""
    if margins.weight < _STORY:
        return []
    found = (*_menu(margins, title), *_bylines(margins, findings, title), *_outlet_names(margins, title))
    return [*found, *_links(margins)]


def _story(lines: Sequence[Line], known: frozenset[int], title: str | None) -> list[int]:
    """Return the places of the paragraphs, without a long headline and without notices in another script."""
    head = f" {fold_words(title or '')} "
    sure = [n for n, line in enumerate(lines) if line.is_paragraph and line.number not in known and not is_post(line)]
    arabic = {n for n in sure if _ARABIC.search(lines[n].norm)}
    other = set(sure) - arabic
    strange = other if len(arabic) >= len(other) else arabic
    return [
        n for n in sure if n not in strange and (lines[n].words > _LONGEST or f" {words_of(lines[n])} " not in head)
    ]


def _before_teasers(lines: Sequence[Line], story: Sequence[int], words: LineWords) -> int:
    """Return the place of the last paragraph of the story: lone paragraphs among headlines below it are teasers."""
    end = len(story) - 1
    while end > 1:
        between = lines[story[end - 1] + 1 : story[end]]
        lone = len(between) >= _GAP and not any(speaks_for_content(line, words) for line in between)
        if not lone or opens_paragraph(lines[story[end]], words) or lines[story[end]].words > _LONGEST:
            break
        end -= 1
    return story[end]


def is_post(line: Line) -> bool:
    """Tell whether a line is an embedded post: it ends on its address, or names its sender."""
    return _POST.search(line.norm) is not None


def opens_paragraph(line: Line, words: LineWords) -> bool:
    """Tell whether a line begins as paragraphs do and headlines do not."""
    plain = f"{line.plain} "
    return plain.startswith(words.opens) and not plain.startswith(words.headlines)


def speaks_for_content(line: Line, words: LineWords) -> bool:
    """Tell whether a short line is of the story: it closes, leads to a list, heads or belongs to one."""
    if line.norm.endswith((":", "،", ",", ";")) or (line.norm.endswith(".") and not line.norm.endswith(_ELLIPSIS)):
        return True
    if opens_paragraph(line, words) or _COUNTED.match(line.norm):
        return True
    if line.words > _HEADLINE:
        return False
    return bool(_PAIR.search(line.norm)) or any(word in words.lists for word in line.plain.split())


def _menu(margins: Margins, title: str | None) -> Iterator[Finding]:
    """Yield what stands above the headline, or a run of labels at the top where no line says the title."""
    above = range(_end_of_menu(margins, title))
    short = len(above) < _MENU
    for at in above:
        line = margins.lines[at]
        if line.words > (_SECTION_WORDS if short else _LONG_HEADLINE) or line.norm.endswith((".", ":")):
            continue
        if not (short and _has_figure(line)):
            yield Finding(line=line, rule_id="margin-menu", reason="short line above the headline")


def _end_of_menu(margins: Margins, title: str | None) -> int:
    head = _headline(margins, title)
    if head is not None:
        return head
    run = 0
    while run < margins.first and (margins.is_known(run) or _is_label(margins.lines[run], margins.words)):
        run += 1
    return run if run >= _MENU else 0


def _is_label(line: Line, words: LineWords) -> bool:
    return line.words <= _MENU_WORDS and not speaks_for_content(line, words)


def _headline(margins: Margins, title: str | None) -> int | None:
    """Return the place of the first line above the story that the title says."""
    wanted = f" {fold_words(title or '')} "
    for at, line in enumerate(margins.lines[: margins.first]):
        if line.words >= _TITLE_WORDS and f" {words_of(line)} " in wanted:
            return at
    return None


def _bylines(margins: Margins, findings: Sequence[Finding], title: str | None) -> Iterator[Finding]:
    """Yield the name that stands between the headline and a line that is a date."""
    head = _headline(margins, title)
    if head is None:
        return
    dated = {found.line.number for found in findings if found.rule_id == "date-line"}
    for at in range(head + 1, margins.first - 1):
        line = margins.lines[at]
        if margins.lines[at + 1].number in dated and not margins.is_known(at) and _is_name(line, margins.words):
            told = Attribution(author=" ".join(line.text.split()))
            yield Finding(line=line, rule_id="margin-byline", reason="name above the date: kept as data", told=told)


def _is_name(line: Line, words: LineWords) -> bool:
    short = 2 <= line.words <= _MENU_WORDS and not _has_figure(line)
    return short and not speaks_for_content(line, words)


def _outlet_names(margins: Margins, title: str | None) -> Iterator[Finding]:
    """Yield lines outside the story that say the outlet's name as the title's end does, alone or with a writer's."""
    names = [fold_words(part) for part in _PARTS.split(title or "")[1:]]
    names = [name for name in names if name and len(name.split()) <= _MENU_WORDS]
    for at in (*range(margins.first), *range(margins.last + 1, len(margins.lines))):
        line = margins.lines[at]
        if not names or margins.is_known(at) or line.words > 2 * _MENU_WORDS:
            continue
        first, *rest = (fold_words(part) for part in _PARTS.split(line.text.strip()))
        if first not in names or len(rest) > 1:
            continue
        writer = rest[0] if rest and at < margins.first and 2 <= len(rest[0].split()) <= _MENU_WORDS else ""
        told = Attribution(author=" ".join(_PARTS.split(line.text.strip())[1].split())) if writer else None
        yield Finding(line=line, rule_id="margin-outlet", reason="name of the outlet, as in the title", told=told)


def _links(margins: Margins) -> Iterator[Finding]:
    """Yield headlines, tags and teasers below the story."""
    told = margins.lines[margins.first : margins.last + 1]
    body = [line for line in told if line.words >= _PARAGRAPH and not is_post(line)]
    closed = sum(not line.ends_open for line in body)
    if closed < _CLOSED_SHARE * len(body) or not _closes(margins.lines[margins.last]):
        return
    zone = _zone(margins)
    zone = zone[_unproven(margins, zone) :]
    known = any(margins.is_known(at) for at in zone)
    proven = sum(known or margins.lines[at].words >= _HEADLINE for at in zone) >= _LINKS
    for at in zone if proven or _are_tags(margins, zone) else ():
        yield Finding(line=margins.lines[at], rule_id="margin-links", reason="among links and labels below the story")


def _unproven(margins: Margins, zone: Sequence[int]) -> int:
    """Return how many lines directly below the story stay: a signature, a list, names that the story does not say.

    Tags repeat words of the story; the names of the dead that a statement lists stand in it once. Lines that all hold a
    figure or a colon are dates of a tour, tolls by place, credits of a film.
    """
    unknown = next((place for place, at in enumerate(zone) if margins.is_known(at)), len(zone))
    run = [margins.lines[at] for at in zone[:unknown]]
    if is_register(run):
        return unknown
    short = next((place for place, line in enumerate(run) if line.words >= _HEADLINE), len(run))
    return 0 if _LINKS <= short <= _TAGS and 2 * _repeated(margins, run[:short]) >= short else short


def _are_tags(margins: Margins, zone: Sequence[int]) -> bool:
    """Tell whether short lines below a story say nothing that it does not say: what goes with them is told above."""
    lines = [margins.lines[at] for at in zone]
    short = all(line.words <= _MENU_WORDS for line in lines)
    return _LINKS <= len(lines) <= _TAGS and short and _repeated(margins, lines) >= _TAGS_SAID * len(lines)


def is_register(lines: Sequence[Line]) -> bool:
    """Tell whether most lines are short and hold a figure, a colon, or a comma: dates, tolls, roles, nominees."""
    short = [line for line in lines if line.words <= _ENTRY]
    return any(2 * sum(map(has, short)) > len(lines) for has in (_has_figure, _has_colon, _has_comma))


def _repeated(margins: Margins, lines: Sequence[Line]) -> int:
    """Return how many lines say words that the text above them says together."""
    told = f" {' '.join(words_of(line) for line in margins.lines[: margins.last + 1])} "
    return sum(f" {words_of(line)} " in told for line in lines)


def _has_figure(line: Line) -> bool:
    return any(c.isdigit() for c in line.norm)


def _has_colon(line: Line) -> bool:
    return ":" in line.norm


def _has_comma(line: Line) -> bool:
    return "," in line.norm or "،" in line.norm


def _closes(line: Line) -> bool:
    return not line.ends_open and not line.norm.endswith((":", ",", "،", ";"))


def _zone(margins: Margins) -> list[int]:
    """Return the places below the story that nothing claims for it: from its last sign of content to the next list."""
    zone: list[int] = []
    breaks = sum(line.norm.endswith(_ELLIPSIS) for line in margins.lines[margins.first : margins.last])
    for at in range(margins.last + 1, len(margins.lines)):
        line = margins.lines[at]
        teaser = bool(zone) and breaks == 0 and line.words <= _LONGEST and line.norm.endswith(_ELLIPSIS)
        if not margins.is_known(at) and line.words >= _PARAGRAPH and is_post(line):
            zone = zone if len(zone) > _LINKS else []  # an embedded post is of the story
        elif margins.is_known(at) or line.is_paragraph or teaser:  # paragraphs left out of the story are notices
            zone.append(at)
        elif line.words > (_LONGEST if zone else _LONG_HEADLINE) or opens_paragraph(line, margins.words):
            zone = []  # the story goes on to here
        elif _closes_shortly(line):
            zone = zone if len(zone) > _LINKS else []
        elif speaks_for_content(line, margins.words):
            break
        else:
            zone.append(at)
    return zone


def _closes_shortly(line: Line) -> bool:
    """Tell whether a short line is a sentence; among many links it is a notice, and stays."""
    return line.norm.endswith((".", "!")) and not line.norm.endswith(_ELLIPSIS) and not line.is_paragraph
