"""Sources beside the news: بحسب مصدر أمني, وفق ما أعلنه الجيش, نقلا عن المتحدث."""

from collections.abc import Iterator
from typing import NamedTuple

from tasks.extract.speech_between import phrases_in
from tasks.extract.speech_marks import numbers_within
from tasks.extract.speech_page import Page
from tasks.extract.speech_passing import quoted_by
from tasks.extract.speech_phrase import begins_source
from tasks.extract.speech_source import Source, read_sources

_WINDOW = 7
_NAME_WORDS = 5
_OFFICE_WORDS = 8
_FOR = "ل"


class Attribution(NamedTuple):
    """A phrase that names a source: its tokens, and whether it passes on another's words (relay)."""

    first: int
    last: int
    kind: str
    sources: tuple[Source, ...]
    via: str | None = None


def find_attributions(page: Page, first: int, last: int) -> Iterator[Attribution]:
    """Yield the attributions of a sentence in order."""
    done = first
    for index in numbers_within(page.marked.attributions, first, last):
        found = _attribution_at(page, index, last) if index >= done else None
        if found is not None:
            yield found
            done = found.last


def _attribution_at(page: Page, index: int, last: int) -> Attribution | None:
    phrases, norm = page.words.attributions, page.norms[index]
    hit = phrases.at(page.norms, index) if norm in phrases.by_first else None
    if hit is None and norm[0] == "و" and norm[1:] in phrases.by_first:
        hit = phrases.at([page.bare(index), *page.norms[index + 1 : index + 5]], 0)
    if hit is None or hit[1] == "what":
        return None
    length, kind = hit
    sources = _source_after(page, index + length, last, saying=kind == "saying" and length == 1)
    if not sources:
        return None
    root = quoted_by(page, sources, last)
    if root:
        return Attribution(index, root[-1].last, kind, tuple(root), sources[0].entity_id)
    return Attribution(index, sources[-1].last, kind, tuple(sources))


def _source_after(page: Page, at: int, last: int, *, saying: bool) -> list[Source]:
    what = at < last and page.words.attributions.at(page.norms, at)
    if saying or (what and what[1] == "what"):
        return _after_verb(page, at if saying else at + 1, last)
    if at < last and page.norms[at] == _FOR:
        at += 1
    while at < last and page.filler(at) in {"time", "aside"}:
        at += 1
    return _read_after(page, at, last)


def _after_verb(page: Page, at: int, last: int) -> list[Source]:
    """Past the verb of "وفق ما أعلنه": its speaker, known or not."""
    if at >= last or at not in page.verbs:
        return []
    begin = next(phrases_in(page, at + 1, min(last, at + _WINDOW)), None)
    if begin is not None:
        return _read_whole(page, begin, last)
    return _name_behind(page, at + 1, last)


def _read_whole(page: Page, at: int, last: int) -> list[Source]:
    """Return the speakers of an attribution; the office of one whom no list knows with all words up to the next sign.

    بحسب حاكم المنطقة فلان، told the office alone.
    """
    sources = read_sources(page, at, last, loose=False)
    if len(sources) != 1 or sources[0].entity_id is not None or page.title(at) is None:
        return sources
    end = sources[0].last
    while end < min(last, at + _OFFICE_WORDS) and _may_name(page, end):
        end += 1
    if end < last and (end in page.verbs or page.tokens[end].start in page.news):
        return sources
    return read_sources(page, at, end, loose=True)


def _may_name(page: Page, at: int) -> bool:
    """Tell whether a word may be part of a name: no sign, small word, verb, news, or body that is addressed."""
    if not page.norms[at][0].isalnum() or page.filler(at) or at in page.verbs or at in page.named:
        return False
    return page.tokens[at].start not in page.news and page.noun_for(at) is None


def _name_behind(page: Page, at: int, last: int) -> list[Source]:
    """Return a body that no list knows, up to the next sign or preposition: حسبما ذكرت إدارة الصحة."""
    if at >= last or page.filler(at) or not page.norms[at][0].isalpha():
        return []
    return read_sources(page, at, min(last, at + _NAME_WORDS), loose=True)


def _read_after(page: Page, at: int, last: int) -> list[Source]:
    if at >= last:
        return []
    named = page.named.get(at)
    if begins_source(page, at) or (named is not None and named.prefix == _FOR):
        return _read_whole(page, at, last)
    if page.norms[at].startswith(_FOR) and page.noun_for(at) is not None:
        return read_sources(page, at, last, loose=False)
    return []
