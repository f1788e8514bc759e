"""Speakers behind a verb whom no list knows, and those whose words an agency only passes on."""

from dataclasses import replace

from tasks.extract.speech_page import Page
from tasks.extract.speech_source import Source, read_sources
from tasks.extract.speech_words import SpeechForm

_NAME_IN_MARKS = 6
_NO_NAME = ("لل", "بال")  # ذكر بالمناسبة ب..., قال للصحافيين
_FEW_WORDS = 3
_TELLING = frozenset({"source", "official", "people", "expert"})
_RELAYING = "say-convey"
_OPENING_KINDS = frozenset({"preposition", "conjunction"})
_MARKS = frozenset({'"', "-"})
_COMMAS = frozenset({",", "،"})
_FOR = "ل"
_DEFINITE, _SHORT = "ال", 4


def unknown_name(page: Page, first: int, stop: int, *, denies: bool = True) -> list[Source]:
    """Return the words between verb and content as a name, unless they are no speaker (في بيان, لرويترز).

    Words for what was told are that in a denial alone: نفى الادعاء أن; in أوضح الادعاء العام أن the prosecution speaks.
    """
    while first < stop and page.filler(first) in {"time", "aside", "particle"}:
        first += 1
    if first < stop and _is_name_in_marks(page, first, stop):
        first += 1  # قال "إل سي آي" إن, نقلت "السومرية" عن
    if first >= stop or page.filler(first) in _OPENING_KINDS or not page.norms[first][0].isalpha():
        return []
    cue = page.words.cues.at(page.norms, first)
    if page.tokens[first].start in page.news or (cue is not None and (denies or cue[1] != "pointer")):
        return []  # وتعهدت بملاحقة المنفذين; سجلت مواجهات: the passive has no speaker
    if (
        page.norms[first] == _FOR
        or page.norms[first].startswith(_NO_NAME)
        or (first in page.named and page.named[first].prefix == "ل")
    ):
        return []
    found = [s for s in read_sources(page, first, stop, loose=True) if len(s.text) > _FEW_WORDS]
    told = found and any(page.tokens[i].start in page.news for i in range(first, found[-1].last))
    return [] if told else found  # كشف ملابسات مقتل فلان: what is said, not who says it


def subject_unknown(page: Page, first: int, at: int, gender: str) -> list[Source]:
    """Return a subject of whom no list knows that opens the clause of a verb: وكان الادعاء العام الألماني أعلن أن.

    It is a noun with its adjectives, all with the article, behind "was" or a sign; what is told is none.
    """
    start = at
    while start > first and _may_be_subject(page, start - 1):
        start -= 1
    clause = start == first or not page.norms[start - 1][0].isalnum() or page.filler(start - 1) == "particle"
    strange = start == at or at - start > _FEW_WORDS or bool(page.filler(start))
    if not clause or strange or page.particle(start - 1, "relative"):
        return []
    found = read_sources(page, start, at, loose=True)[:1]
    if not found or found[0].gender not in {"", gender}:
        return []
    end = page.tokens[at - 1].end
    return [replace(found[0], end=end, text=page.text[found[0].start : end], last=at)]


def _may_be_subject(page: Page, at: int) -> bool:
    """Tell whether a word with the article is neither news, nor known, nor a small word."""
    norm, said = page.norms[at], page.verbs.get(at)
    speaks = said is not None and any(form.shape != "masdar" for form in said.forms)  # الادعاء is the prosecution
    if not norm.startswith(_DEFINITE) or len(norm) <= _SHORT or at in page.named or speaks:
        return False
    small = page.filler(at) not in {"", "time"}  # العام is the year as well
    return not small and page.tokens[at].start not in page.news and page.any_noun(at) is None


def _is_name_in_marks(page: Page, first: int, stop: int) -> bool:
    """Tell whether a short name in marks begins at a token and is no aside: not وتدعى "فلانة"، كانا."""
    if page.norms[first] not in _MARKS:
        return False
    closing = next((i for i in range(first + 1, min(first + _NAME_IN_MARKS, stop)) if page.norms[i] in _MARKS), stop)
    return closing + 1 <= stop < len(page.norms) and page.norms[closing + 1] not in _COMMAS


def relayed_by(page: Page, form: SpeechForm, sources: list[Source], opener: int) -> tuple[list[Source], str | None]:
    """نقلت الوكالة عن المتحدث قوله: the one after عن says it, the agency passes it on."""
    index = sources[-1].last
    relays = form.verb.verb_id == _RELAYING or sources[0].kind in {"media", "named"}
    for at in range(index, min(index + 8, opener - 1)):
        if not page.particle(at, "relayed") or not relays:
            continue
        noun = page.any_noun(at + 1)
        told = at == index and noun is not None and noun.kind in _TELLING
        if form.verb.verb_id != _RELAYING and not told and not page.particle(at - 1, "passing"):
            continue
        root = read_sources(page, at + 1, opener, loose=True)
        if root:
            return root, sources[0].entity_id
    return sources, None
