"""What stands between a verb of speech and what is said: where a speaker may begin there, and where none does."""

from collections.abc import Iterator

from tasks.extract.speech_page import Page
from tasks.extract.speech_phrase import begins_source
from tasks.extract.speech_position import past_each_of

_NAME_IN_MARKS = 6
_COMMAS, _MARK, _ARTICLE, _FOR = "،,", '"', "ال", "ل"
_PAPERS = frozenset({"outlet", "agency", "state"})


def phrases_in(page: Page, first: int, stop: int) -> Iterator[int]:
    """Yield the tokens of a stretch where a speaker may begin, past the phrases that name none (في بيان, لرويترز)."""
    index = first
    while index < stop:
        index = past_each_of(page, index, stop)
        if page.filler(index) == "preposition":
            index = _past_phrase(page, index + 1, stop)
            continue
        if _is_addressed(page, index) or _is_name_in_marks(page, index):
            index = _past_names(page, index, stop)
            continue
        if begins_source(page, index) or (page.norms[index] == _MARK and begins_source(page, min(index + 1, stop - 1))):
            yield index if page.norms[index] != _MARK else index + 1
        index += 1


def _is_addressed(page: Page, index: int) -> bool:
    """Tell whether the paper begins to which somebody speaks: أفاد أحد المصابين لمنصة "حلب الآن" بأن, قال لـ"الغد"."""
    written = page.noun_for(index)
    return page.norms[index] == _FOR or (written is not None and written.kind == "media")


def _is_name_in_marks(page: Page, index: int) -> bool:
    """Tell whether a short name in marks begins whose first word is no speaker: قناة "إم بي سي مصر"."""
    short = page.norms[index] == _MARK and page.quote_ends.get(index, index) - index in range(1, _NAME_IN_MARKS + 1)
    return short and not begins_source(page, index + 1)


def _past_names(page: Page, index: int, stop: int) -> int:
    """Return the token after a name in marks, or after a paper with its name and adjectives."""
    index = page.quote_ends[index] + 1 if index in page.quote_ends else index + 1
    while index < stop:
        named = page.named.get(index)
        if index in page.quote_ends and page.quote_ends[index] - index <= _NAME_IN_MARKS:
            index = page.quote_ends[index] + 1
        elif named is not None and named.prefix == "" and named.kind in _PAPERS:
            index = named.last
        elif page.norms[index].startswith(_ARTICLE) and not begins_source(page, index):
            index += 1
        else:
            break
    return index


def _past_phrase(page: Page, index: int, stop: int) -> int:
    """Return the token after what hangs on a preposition: أمام لجنة القوات المسلحة."""
    noun = page.any_noun(index) if index < stop else None
    if noun is not None and noun.kind == "document":
        comma = next((i for i in range(index, stop) if page.norms[i] in _COMMAS), None)
        if comma is not None:
            return comma  # في بيان تلقت الوكالة نسخة منه، إن
    named = page.named.get(index) if index < stop else None
    heads_group = index < stop and page.any_noun(index) is not None
    index = named.last if named else index + 1
    if heads_group and index < stop and index in page.named:
        index = page.named[index].last
    while index < stop and page.norms[index].startswith("ال") and index not in page.named:
        index += 1  # إلى محطة التلفزيون العامة الإسبانية
    return index
