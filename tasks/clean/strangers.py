"""Headlines and texts of other stories, known by what they speak of: nothing that this story speaks of.

Menus and link lists are known by their shape (tasks/clean/margins.py) where the story closes its paragraphs and many
links stand together. Pages also print two or three headlines above a story or between its paragraphs, and a whole story
of another day below it. Captions, subheads and decks share most of their words with the story; of 448 lines labelled
as residue two thirds shared less than a third, of 117 others none but names of the dead, which stand without the small
words ("في", "of") that headlines are built with.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.clean.line_words import LineWords
from tasks.clean.lines import Line, fold_words
from tasks.clean.margins import Margins, is_post, is_register, opens_paragraph, speaks_for_content
from tasks.clean.residue import Finding

_LONG = re.compile(r"[^\W\d_]\w\w+")
_STEM, _LEAST = 4, 3  # letters by which two words are held for one; shorter words say nothing
_STRANGE, _BESIDE, _HEADED = (
    0.34,
    0.5,
    0.8,
)  # share of its words that a line may have in common with a story not its own
_LABEL = 3  # words of a section or a date among headlines
_WORDS, _LONGEST, _TEASER = 4, 25, 60  # words of a headline, and of a text that is printed twice
_RUN = 2  # headlines of other stories come in company
_BUILT, _BUILT_PAGE = 0.25, 0.5  # share of a run's lines that hold a small word; of names none does
_BREAK = 4  # headlines of other stories behind which a strange text is another story's
_STRANGE_TEXT, _STRANGEST = 0.1, 0.25  # mean and maximum over paragraphs; a story told on below links kept .24 and .44
_TITLE_SAID = 0.34
_NAMED, _MENU = 4, 6  # words of a title, lines of a text, below which nothing can be told
_LINES = 2_000  # a page of more lines is not looked at: each is compared with the story


def find_strangers(margins: Margins, findings: Sequence[Finding], title: str | None) -> list[Finding]:
    """Return headlines that share nothing with the story, and the texts below a run of them that share nothing."""
    if len(margins.lines) > _LINES or sum(_may_be_headline(line, margins) for line in margins.lines) < _RUN:
        return []
    headings = frozenset(found.line.number for found in findings if found.rule_id.startswith("related-"))
    margins = replace(margins, known=frozenset(found.line.number for found in findings))
    found = [
        Finding(line=margins.lines[at], rule_id="stranger-headline", reason="headline of another story")
        for run in _runs(margins, headings, _vocabulary(margins, title, len(margins.lines)))
        for at in run
    ]
    return [*found, *_other_story(margins, title)]


def find_storyless(
    lines: Sequence[Line], findings: Sequence[Finding], title: str | None, words: LineWords
) -> list[Finding]:
    """Return all lines of a text that holds no story: headlines and tickers, none of which is told by its title.

    A page saved before its text had come holds the ticker of the day, often twice, and the menu.
    """
    named = frozenset(_stems(fold_words(title or ""), words))
    known = {found.line.number for found in findings}
    visible = [line for line in lines if not line.is_blank]
    left = [line for line in visible if line.number not in known]
    if len(named) < _NAMED or not left or not _MENU <= len(visible) <= _LINES:
        return []
    twice = Counter(line.plain for line in visible)
    if any(_may_tell(line) for line in left if twice[line.plain] == 1):
        return []
    if not _are_built([line for line in visible if line.words >= _WORDS], words, _BUILT):
        return []
    if max(len(named & _stems(line.norm, words)) for line in left) > _BESIDE * len(named):
        return []
    return [Finding(line=line, rule_id="stranger-page", reason="no line tells what the title says") for line in visible]


def _may_tell(line: Line) -> bool:
    return line.is_paragraph or line.words > _LONGEST or line.norm.endswith(":")


def _vocabulary(margins: Margins, title: str | None, end: int) -> frozenset[str]:
    """Return the stems of the title and of the paragraphs above a place."""
    told = [
        line.norm
        for at, line in enumerate(margins.lines[:end])
        if line.is_paragraph and not margins.is_known(at) and line.plain not in margins.doubled
    ]
    return frozenset(_stems(" ".join([fold_words(title or ""), *told]), margins.words))


def _stems(norm: str, words: LineWords) -> set[str]:
    """Return what the words of a text begin with, without particles written onto them, figures and small words."""
    return {_bare(word, words)[:_STEM] for word in set(_LONG.findall(norm)) - words.small}


def _bare(word: str, words: LineWords) -> str:
    found = words.particles.match(word)
    return word[found.end() :] if found and len(word) - found.end() >= _LEAST else word


def share_told(line: Line, vocabulary: frozenset[str], words: LineWords) -> float:
    """Return the share of a line's words that a text says; 1.0 where the line has no word to compare."""
    stems = _stems(line.norm, words)
    return len(stems & vocabulary) / len(stems) if stems else 1.0


def _runs(margins: Margins, headings: frozenset[int], vocabulary: frozenset[str]) -> Iterator[list[int]]:
    """Yield runs of strange headlines with the labels among them; known residue does not part them.

    A lead or a list has no run below it. Below a heading of related stories a headline may share most of its words.
    """
    run: list[int] = []
    sure: list[int] = []
    led = headed = False
    for at, line in enumerate(margins.lines):
        if margins.is_known(at):
            headed = headed or (line.number in headings and not run)
            continue
        share = _strangeness(line, vocabulary, margins)
        if share <= (_HEADED if headed else _BESIDE) or (run and not margins.picked and _is_label(line)):
            run.append(at)
            sure += [at] if share <= _STRANGE or (share < 1 and (headed or line.plain in margins.doubled)) else []
            continue
        if not led and _is_company(margins, sure):
            yield [place for place in run if place <= sure[-1]]  # what follows the last may be a subhead
        run, sure, led, headed = [], [], _leads(line, margins.words), False
    if not led and _is_company(margins, sure):
        yield run


def _is_label(line: Line) -> bool:
    return line.words <= _LABEL and not line.norm.endswith((":", "."))


def _leads(line: Line, words: LineWords) -> bool:
    if line.norm.endswith(":"):
        return True
    return not line.is_paragraph and any(word in words.lists for word in line.plain.split())


def _strangeness(line: Line, vocabulary: frozenset[str], margins: Margins) -> float:
    """Return the share of a headline's words that the story says; 1.0 for a line that is no headline.

    No story prints a paragraph twice, but for an embedded post or a caption: below a headline of others it is a teaser.
    """
    words = margins.words
    if not _may_be_headline(line, margins):
        return 1.0
    if line.is_paragraph:
        share = share_told(line, vocabulary, words)
        return share if share <= _STRANGE else 1.0
    if is_post(line) or opens_paragraph(line, words) or speaks_for_content(line, words):
        return 1.0
    goes_on = line.norm[-1] != "." and _bare(line.plain.split()[-1], words) in words.small
    if goes_on or line.norm[:1] == line.norm[-1:] == '"':  # words of a witness head a part of the story
        return 1.0
    return share_told(line, vocabulary, words)


def _may_be_headline(line: Line, margins: Margins) -> bool:
    """Tell by its length alone; a paragraph counts where it is printed twice."""
    if line.is_paragraph:
        return line.words <= _TEASER and line.plain in margins.doubled
    return _WORDS <= line.words <= _LONGEST


def _is_company(margins: Margins, run: Sequence[int]) -> bool:
    lines = [margins.lines[at] for at in run]
    return (
        len(lines) >= _RUN
        and _are_built(lines, margins.words, _BUILT_PAGE if margins.picked else _BUILT)
        and not is_register(lines)
    )


def _are_built(lines: Sequence[Line], words: LineWords, share: float) -> bool:
    """Tell whether some of the lines hold a small word, as headlines do and names do not."""
    built = sum(any(word in words.small for word in line.norm.split()) for line in lines)
    return built > 0 and built >= share * len(lines)


def _other_story(margins: Margins, title: str | None) -> list[Finding]:
    """Return what stands below a gap of strange headlines, where the paragraphs there do not speak of the story."""
    for gap in _gaps(margins):
        told = _vocabulary(margins, title, gap[0])
        strange = sum(_strangeness(margins.lines[at], told, margins) <= _STRANGE for at in gap)
        if strange < _BREAK or strange < len(gap) or not _are_strange(margins, gap[-1], told, title):
            continue
        below = (line for line in margins.lines[gap[-1] + 1 :] if line.number not in margins.known)
        return [Finding(line=line, rule_id="stranger-story", reason="text of another story") for line in below]
    return []


def _gaps(margins: Margins) -> Iterator[list[int]]:
    """Yield the places of the lines between two paragraphs that nothing claims yet."""
    gap: list[int] = []
    for at in range(margins.first + 1, len(margins.lines)):
        if margins.lines[at].is_paragraph:
            if len(gap) >= _BREAK:
                yield gap
            gap = []
        elif not margins.is_known(at):
            gap.append(at)


def _are_strange(margins: Margins, place: int, told: frozenset[str], title: str | None) -> bool:
    below = [line for line in margins.lines[place:] if line.is_paragraph and line.number not in margins.known]
    shares = [share_told(line, told, margins.words) for line in below]
    if not shares or sum(shares) > _STRANGE_TEXT * len(shares) or max(shares) > _STRANGEST:
        return False
    named = _stems(fold_words(title or ""), margins.words)
    return len(named & frozenset().union(*(_stems(line.norm, margins.words) for line in below))) <= _TITLE_SAID * len(
        named
    )
