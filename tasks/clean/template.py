"""What a site prints on every page: lines that recur over an outlet's stories are furniture, not news.

A line is counted once per story, not once per page: a dispatch that twenty outlets print, or that one outlet prints
twice, is one story, and its sentences never become furniture (method after the segment frequencies of Bar-Yossef and
Rajagopalan 2002; counting per story is ours).

Counts come in as values. What they find in a lake is suggested to a person (flows/furniture.py), who writes the line
into the source's file; from there it is taken out of every page of the outlet: a text that hung on what the lake holds
already would have another id in another order of arrival.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.clean.lines import Line, frame_prose, split_lines
from tasks.clean.residue import Finding
from tasks.clean.residue_rules import fold_pattern
from tasks.sources import CleanRule

MIN_STORIES = 3
"""Stories that a line must stand in before it counts as furniture."""
MIN_SHARE = 0.02
"""Share of the outlet's stories that it must stand in: a motto of columnists on 3 of 5,000 pages is no furniture."""
MAX_WORDS = 40
_PROSE_SHARE = 0.2
"""Share asked of a line that reads like a paragraph: recurring forms of official news share sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLines:
    """Line counts of one outlet: in how many stories each line stood, by the hash of its plain form."""

    n_stories: int
    stories_of: Mapping[str, int]


def hash_line(line: Line) -> str:
    """Return the name of a line in the counts: 16 hex digits of the hash of its plain form."""
    return hashlib.sha256(line.plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def countable_lines(text: str) -> frozenset[str]:
    """Return the hashes of the lines of one page that may be furniture."""
    return frozenset(hash_line(line) for line in split_lines(text) if line.plain and line.words <= MAX_WORDS)


def count_stories(pages: Iterable[tuple[str, frozenset[str]]]) -> SiteLines:
    """Count an outlet's lines over its stories: pairs of story id and the lines of one of its pages, in any order."""
    of_story: dict[str, set[str]] = {}
    for story, lines in pages:
        of_story.setdefault(story, set()).update(lines)
    counts = Counter(line for lines in of_story.values() for line in lines)
    return SiteLines(n_stories=len(of_story), stories_of=dict(counts))


def find_furniture(lines: Sequence[Line], site: SiteLines) -> list[Finding]:
    """Return the lines of one page that its site prints on many of its stories.

    Between the first and the last paragraph a line must recur ten times as often: subheads such as "In Aleppo:" recur
    in daily round-ups, and they are content.
    """
    if site.n_stories < MIN_STORIES:
        return []
    frame = frame_prose([line for line in lines if not _recurs(line, site, MIN_SHARE)])
    return [
        Finding(line=line, rule_id="site-template", reason=_reason(line, site))
        for line in lines
        if line.plain and _recurs(line, site, MIN_SHARE if frame.holds("edge", line.number) else _PROSE_SHARE)
    ]


def _recurs(line: Line, site: SiteLines, share: float) -> bool:
    if line.words > MAX_WORDS or not line.plain:
        return False
    seen = site.stories_of.get(hash_line(line), 0)
    return seen >= MIN_STORIES and seen >= (_PROSE_SHARE if line.is_prose else share) * site.n_stories


def _reason(line: Line, site: SiteLines) -> str:
    return f"stands in {site.stories_of.get(hash_line(line), 0)} of {site.n_stories} stories of the outlet"


def find_outlet_lines(lines: Sequence[Line], rules: Sequence[CleanRule], day: date | None) -> list[Finding]:
    """Return the lines that the source's own file names: those that begin as a rule says, up to its last day."""
    begins = [(fold_pattern(rule.line), rule.reason) for rule in rules if rule.holds_on(day)]
    return [
        Finding(line=line, rule_id="outlet", reason=reason)
        for line in lines
        for begin, reason in begins
        if line.words <= MAX_WORDS and f"{line.plain} ".startswith(f"{begin} ")
    ]
