"""Where a speaker stands beside a verb: before it, behind a preposition, as its object or in a relative clause."""

from collections.abc import Iterator

from tasks.extract.speech_identity import gender_of
from tasks.extract.speech_page import Page
from tasks.extract.speech_phrase import begins_source
from tasks.extract.speech_source import Source, read_sources
from tasks.extract.speech_words import Gender

_SILENT = frozenset({"air-force", "civilians", "armed"})
_COMMAS, _MARK = "،,", '"'


def find_source_before(page: Page, first: int, index: int, gender: Gender = "") -> list[Source]:
    """Return the speakers that stand right before a verb and agree with it.

    وزارة الدفاع الروسية أعلنت, لكن السناتور ماكين، أكد; not قصف قوات النظام يهدد, where the verb is masculine.
    """
    for start in range(max(first, index - 14), index):
        if not begins_source(page, start) or hangs_on(page, start):
            continue
        sources = read_sources(page, start, index, loose=True)
        if sources and all(_is_between(page, i) for i in range(sources[-1].last, index)):
            return sources if not gender or sources[0].gender in {"", gender} else []
    return []


def find_agreeing(page: Page, first: int, index: int, gender: Gender) -> list[Source]:
    """Return the nearest speaker before a participle that agrees with it: وسائل إعلام ..., زاعمة أن."""
    for start in range(index - 1, first - 1, -1):
        named = page.named.get(start)
        noun = page.any_noun(start)
        silent = (named is not None and named.kind in _SILENT) or (noun is not None and noun.kind == "document")
        if begins_source(page, start) and not silent and not hangs_on(page, start) and gender_of(page, start) == gender:
            return read_sources(page, start, index, loose=False)
    return []


def hangs_on(page: Page, start: int) -> bool:
    """Tell whether a name hangs on a preposition, at once or after one word: في شمال العراق."""
    if start > 0 and page.opens_clause(start - 1, "that"):
        return False
    return any(page.filler(i) == "preposition" for i in range(max(0, start - 2), start))


def is_object(page: Page, start: int) -> bool:
    """Tell whether a plural is written as an object, so that it cannot be a verb's subject: ودعت الفلسطينيين."""
    named = page.named.get(start)
    people = page.noun(start) is not None or (named is not None and named.last == start + 1 and named.kind != "state")
    return people and page.norms[start].endswith("ين")


def is_relative(page: Page, index: int) -> bool:
    """Tell whether a verb stands in a relative clause: والتي قال إنها."""
    return index > 0 and page.particle(index - 1, "relative")


def _is_between(page: Page, index: int) -> bool:
    return page.norms[index] in _COMMAS + "-" + _MARK or page.filler(index) in {"particle", "aside", "time"}


def phrases_in(page: Page, first: int, stop: int) -> Iterator[int]:
    """Yield the tokens of a stretch where a speaker may begin, past the phrases that name none (في بيان, لرويترز)."""
    index = first
    while index < stop:
        if page.filler(index) == "preposition":
            index = _past_phrase(page, index + 1, stop)
            continue
        if begins_source(page, index) or (page.norms[index] == _MARK and begins_source(page, min(index + 1, stop - 1))):
            yield index if page.norms[index] != _MARK else index + 1
        index += 1


def _past_phrase(page: Page, index: int, stop: int) -> int:
    """Return the token after what hangs on a preposition: أمام لجنة القوات المسلحة."""
    named = page.named.get(index) if index < stop else None
    heads_group = index < stop and page.any_noun(index) is not None
    index = named.last if named else index + 1
    if heads_group and index < stop and index in page.named:
        index = page.named[index].last
    return index
