"""Which words behind the head of a speaker's phrase are his name or office, where what is said may follow at once."""

from tasks.extract.speech_page import Page
from tasks.extract.speech_words import SourceNoun

_ADJECTIVE_ENDINGS = ("ي", "يه", "يين", "يون", "يتين", "يان", "يا")
_BODIES = frozenset({"media", "group"})
_LED = frozenset({"official", "document", "evidence"})
_FEW = 4
_HELD, _ARTICLE = "office", "ال"
_ENDS = "،,."
_OFFICE = 6


def is_of_name(page: Page, first: int, index: int, stop: int) -> bool:
    """Tell whether a word is read as part of a name where what is said may follow at once."""
    norm, noun = page.norms[index], page.any_noun(first)
    at, heads = _body_of(page, first)
    body = heads is not None and heads.kind in _BODIES and index - at <= _FEW
    listed = first in page.named and page.named[first].last == index  # منظمة أطباء بلا حدود طيران التحالف
    unknown = not listed and (_ends_soon(page, index, stop) or _meets_news(page, index, stop))
    body = body and (norm.startswith(("ال", "لل")) or unknown) and not (listed or _is_another_body(page, noun, index))
    office = page.title(first) is not None and (_closes(page, index, stop) or _meets_news(page, index, stop))
    described = noun is not None or (page.title(first) is not None and index == first + 1)  # زعيم محلي
    inner = index == first + 1 and (at == index or _is_office_of(page, first))  # نفى مسؤول مكتب الإعلام
    return inner or body or office or (described and norm.endswith(_ADJECTIVE_ENDINGS))


def _is_another_body(page: Page, head: SourceNoun | None, index: int) -> bool:
    """Tell whether a body with its article is followed by another: اتهمت الحكومة السودانية الحركة بقصف كذا."""
    other = page.noun(index)
    return head is not None and head.definite and other is not None and other.definite


def _is_office_of(page: Page, first: int) -> bool:
    """Tell whether a title without the article has behind it what it is the office of: محافظ كركوك, قائد شرطة.

    Whom a noun describes may stand alone: أعلن مسؤول عن مقتل.
    """
    title = page.title(first)
    return (
        title is not None
        and title.kind == _HELD
        and not page.norms[first].startswith(_ARTICLE)
        and (page.noun(first) is None)
    )


def _body_of(page: Page, first: int) -> tuple[int, SourceNoun | None]:
    """Return the noun for a body that a phrase names, and where it stands: مسؤول مكتب الإعلام, بيانات مركز الرصد."""
    noun, at = page.any_noun(first), first + 1
    behind = page.noun(at) if at < len(page.norms) and at not in page.named else None
    own = noun is not None and noun.kind in _LED and not noun.definite
    inner = own and behind is not None and behind.kind == "group" and not behind.definite
    return (at, behind) if inner else (first, noun)


def _ends_soon(page: Page, index: int, stop: int) -> bool:
    """Tell whether a sign closes the name of a paper or body within two words: بحسب وكالة مسار برس."""
    for at in range(index + 1, min(index + _FEW, stop)):
        if not page.norms[at][0].isalnum():
            return True
        if at in page.named and page.named[at].kind == "person":
            return False  # انتقدت صحف تونسية زيارة ساركوزي،
    return index + 1 >= stop


def _meets_news(page: Page, index: int, stop: int) -> bool:
    """Tell whether what is announced follows within a few words: أعلنت غرفة عمليات سرت مقتل خمسة."""
    if page.tokens[index].start in page.news:
        return False
    for at in range(index + 1, min(index + _FEW, stop)):
        if page.tokens[at].start in page.news:
            return True
        if not page.norms[at][0].isalnum() or page.filler(at) or at in page.verbs or at in page.named:
            return False
    return False


def _closes(page: Page, index: int, stop: int) -> bool:
    """Tell whether a comma closes an office and its holder's name with nothing else between: وزير الدفاع فلان،."""
    for at in range(index, min(index + _OFFICE, stop)):
        if page.norms[at] in _ENDS:
            return True
        strange = not page.norms[at][0].isalnum() or page.filler(at) or at in page.verbs or at in page.named
        if strange or page.tokens[at].start in page.news:
            return False
    return False


def behind_title(page: Page, first: int, index: int) -> bool:
    """Tell whether a word stands between the office and the institution: المتحدث العسكري باسم الجيش.

    Behind the institution begins what he speaks of: نفى ناطق باسم الحركة صلة الحركة بالهجوم.
    """
    return page.particle(index - 1, "behalf") or (
        page.title(first) is not None
        and not any(i in page.named for i in range(first, index))
        and any(i in page.named for i in range(index + 1, min(index + 3, len(page.norms))))
    )
