"""Pages that are no article, each refused by its name: bot walls, soft 404s, paywall stubs, lists of links, redirects.

A challenge page comes with status 200 and a handful of sentences: stored as an article it would look like news.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.clean.declared import Declared
from tasks.clean.doubts import RefusalError
from tasks.clean.lines import count_words, fold_words, split_lines
from tasks.clean.scan import Page
from tasks.knowledge import Knowledge

_STUB_WORDS = 25
_LETTERS_OF_A_WORD = 8  # Japanese and Chinese write no blanks: a long text would count as a few words
_LIST_LINES = 8
_LIST_SHARE = 0.6
_ANCHOR_WORDS = 4
_REDIRECT_WORDS = 60
_NEXT_STEPS = {
    "bot-wall": "fetch the address less often, or ask the outlet for a feed",
    "soft-404": "the outlet took the page down: look for an archived copy",
    "paywall-stub": "read the text from a feed or an agreement with the outlet",
    "index-page": "follow its links: each is a story of its own",
    "redirect-page": "fetch the address that it points to",
    "http-error": "fetch it again later",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalRule:
    """One row of `clean/refusals.tsv`: words of a title or a text that mark a short page as no article."""

    kind: str
    where: str
    pattern: str
    max_words: int


def read_refusal_rules(knowledge: Knowledge) -> tuple[RefusalRule, ...]:
    """Read `clean/refusals.tsv`."""
    return tuple(
        RefusalRule(
            kind=row["kind"], where=row["where"], pattern=fold_words(row["pattern"]), max_words=int(row["max_words"])
        )
        for row in knowledge.rows("clean/refusals.tsv")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A page and what was read from it: `title` is the page's title element, `text` the body (empty if none)."""

    page: Page
    declared: Declared
    title: str | None
    text: str
    status: int | None


def refuse_page(suspect: Suspect, rules: Sequence[RefusalRule]) -> None:
    """Raise RefusalError where a page is no article."""
    kind = _refused_as(suspect, rules)
    if kind is not None:
        message = f"{kind}: {suspect.title or 'no title'}; {count_words(suspect.text)} words of text"
        raise RefusalError(kind, message, _NEXT_STEPS[kind])


def _refused_as(suspect: Suspect, rules: Sequence[RefusalRule]) -> str | None:
    words = max(count_words(suspect.text), len(suspect.text) // _LETTERS_OF_A_WORD)
    declared = suspect.declared
    if suspect.status is not None and suspect.status >= 400:
        return "http-error"
    found = _matching(suspect.title, suspect.text, words, rules)
    if found is not None:
        return found
    if words < _REDIRECT_WORDS and "url" in declared.meta.get("refresh", "").lower():
        return "redirect-page"
    if words < _STUB_WORDS and str(declared.article.get("isAccessibleForFree")).lower() == "false":
        return "paywall-stub"
    return "index-page" if not declared.article and _is_list_of_links(suspect.page, suspect.text) else None


def _matching(title: str | None, text: str, words: int, rules: Sequence[RefusalRule]) -> str | None:
    short = [rule for rule in rules if words <= rule.max_words]
    if not short:
        return None
    head, body = fold_words(title or ""), f" {fold_words(text)} "
    for rule in short:
        if rule.where == "title" and re.match(rf"{re.escape(rule.pattern)}\b", head) and _leads(rule, head):
            return rule.kind
        if rule.where == "text" and f" {rule.pattern} " in body:
            return rule.kind
    return None


def _leads(rule: RefusalRule, head: str) -> bool:
    """Tell whether a title says little more than the pattern: "Blocked roads in the north" is a headline."""
    return count_words(head) <= count_words(rule.pattern) + 4 and (
        count_words(rule.pattern) > 1 or head == rule.pattern
    )


def _is_list_of_links(page: Page, text: str) -> bool:
    """Tell whether most of the words stand in lines that are links, and none in a paragraph."""
    lines = [line for line in split_lines(text) if not line.is_blank]
    total = sum(line.words for line in lines)
    if len(lines) < _LIST_LINES or sum(line.words for line in lines if line.is_prose) > (1 - _LIST_SHARE) * total:
        return False
    anchors = {
        folded for a in page.tree.iter("a") if count_words(folded := fold_words(a.text_content())) >= _ANCHOR_WORDS
    }
    linked = sum(line.words for line in lines if fold_words(line.text) in anchors)
    return linked >= _LIST_SHARE * total
