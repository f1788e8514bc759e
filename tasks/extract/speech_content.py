"""Where the words begin that a verb of speech opens: a clause, a quotation or a colon."""

from collections.abc import Sequence

from tasks.extract.speech_memory import Content
from tasks.extract.speech_page import Page
from tasks.extract.speech_source import Source
from tasks.extract.speech_words import SpeechForm

_REACH = 48  # tokens between a verb and what it opens: long offices stand there
_NAME_WORDS = 6  # a quotation as short as this, before a complementiser, is a name
_FEW_WORDS = 3
_NEAR_NAME = 8  # tokens between a name in marks and what it says
_NAMELESS = 3  # tokens in which the phrase of the nameless begins behind its verb
_ARTICLE, _WITH = "ال", "ب"
_TO, _LIABLE = "ل", "liable"
_BURDEN = 8  # tokens behind a charge in which stands on whom it is put
_STOPS = frozenset(".;?!")
_COMMAS = "،,"
_ASIDE = frozenset({",", "،", "-", "–"})
_ASIDE_WORDS = 14


def find_content(page: Page, index: int, last: int, form: SpeechForm) -> Content | None:
    """Return where the words said after a verb begin: a clause, a quotation or a colon; None where none follows."""
    takes = form.verb.takes
    at = index + 1
    while at < min(last, index + _REACH):
        norm = page.norms[at]
        if norm == ":":
            return Content(at + 1, "quote", at) if "quote" in takes and at + 1 < last else None
        if at in page.quote_ends:
            if not _is_name(page, at):
                return Content(at, "quote", at) if "quote" in takes else None
            at = page.quote_ends[at]
        elif _opens(page, at):
            if _opens_other(page, at, index):
                return None
            if not _is_blocked(page, at):
                return _clause_content(page, at, last) if "that" in takes else None
        elif (past := _past_attribution(page, at, last)) > at:
            at = past
        elif norm in _STOPS or (_speaks_itself(page, at) and not _stays_nameless(page, at)):
            return None
        at += 1
    return None


def _past_attribution(page: Page, at: int, last: int) -> int:
    """Return the sign that ends an aside on who tells it: قال المسؤول، حسبما نقلت عنه الوكالة، إن."""
    if page.norms[at - 1] not in _ASIDE or page.words.attributions.at(page.norms, at) is None:
        return at
    return next((i for i in range(at, min(at + _ASIDE_WORDS, last)) if page.norms[i] in _ASIDE), at)


def _opens(page: Page, at: int) -> bool:
    """Tell whether the word at a token opens what is said, in any way."""
    return page.opens_clause(at, "that", "himself", "saying")


def _clause_content(page: Page, at: int, last: int) -> Content | None:
    first = at if page.opens_clause(at, "himself") else at + 1
    while first < last and page.opens_clause(first, "that", "saying") and first > at:
        first += 1
    if first < last and page.norms[first] == ":":
        first += 1
    if first in page.quote_ends and page.opens_clause(at, "saying"):
        return Content(first, "quote", at)
    return Content(first, "that", at) if first < last else None


def _is_blocked(page: Page, at: int) -> bool:
    return page.opens_clause(at, "that") and page.words.is_complementiser(page.bare(at - 1), "blocked")


def _opens_other(page: Page, at: int, verb: int) -> bool:
    """Tell whether a verb that no list knows stands between, joined after a comma: اعترف بوجوده، واتضح أنه."""
    before = at - 1
    if page.particle(before, "appears"):
        return True  # اعترف بالقصف بسبب معلومات تبين أنها مغلوطة
    joined = before - 1 > verb and page.norms[before][0] == "و" and page.norms[before - 1] in _COMMAS
    known = before in page.named or page.any_noun(before) is not None or page.title(before, joined=True) is not None
    return joined and not known and not page.filler(before) and before not in page.verbs


def _is_name(page: Page, at: int) -> bool:
    """Tell whether a quotation is a name in marks: short, above all before a complementiser of the same clause."""
    end = page.quote_ends[at]
    words = end - at - 1
    return words <= _FEW_WORDS or (words <= _NAME_WORDS and _clause_follows(page, end + 1))


def _clause_follows(page: Page, first: int) -> bool:
    """Tell whether a complementiser comes before any verb, sign or quotation: قال "راديو كذا" التابع للحكومة، إن."""
    for index in range(first, min(first + _NEAR_NAME, len(page.norms))):
        if _opens(page, index):
            return True
        if index in page.verbs or index in page.quote_ends or page.norms[index] in _STOPS:
            return False
    return False


def is_passive(page: Page, index: int, form: SpeechForm) -> bool:
    """Tell whether a verb only says what something counts as: القوة التي تعتبر شرطة."""
    relative = index > 0 and page.particle(index - 1, "relative")
    return relative and form.shape == "imperfect" and "passive" in form.verb.guard


def _stays_nameless(page: Page, at: int) -> bool:
    """Tell whether a verb between a speaker and his words only says that he gives no name: طلب عدم ذكر اسمه، إن."""
    phrases = page.words.cues
    hits = (phrases.at(page.norms, index) for index in range(at, min(at + _NAMELESS, len(page.norms))))
    return any(hit is not None and hit[1] == "anonymous" for hit in hits)


def _speaks_itself(page: Page, at: int) -> bool:
    said = page.verbs.get(at)
    if said is None:
        return False
    speaking = [f for f in said.forms if f.shape not in {"masdar", "bound"} and f.verb.guard != "start"]
    return any(not is_passive(page, at, form) for form in speaking)


def is_news_of(page: Page, sources: Sequence[Source], first: int) -> bool:
    """Tell whether news without the article follows a verb behind its preposition: تحدث عن مقتل, not عن الهجوم."""
    if not sources or sources[0].mute or sources[0].kind not in {"named", "unnamed"}:
        return False
    at = first + int(page.filler(first) == "preposition")
    return at < len(page.norms) and page.tokens[at].start in page.news and not page.norms[at].startswith(_ARTICLE)


def is_accused(page: Page, form: SpeechForm, first: int, last: int) -> bool:
    """Tell whether the only party behind a charge is the accused: أصوات تتهم روسيا بقصف; not تتهم روسيا تركيا بقصف.

    Who is burdened with something stands right before it: وحملت الحكومة المسؤولية عن القصف.
    """
    if _LIABLE in form.verb.guard and first < last:
        return page.particle(first, "charge") and not _is_put_on(page, first, last)
    if "two" not in form.verb.guard or first >= last or not page.norms[first].startswith(_WITH):
        return False
    if page.tokens[first].start in page.news:
        return True
    return not any(_is_charged(page, at, last) for at in range(first, min(first + _FEW_WORDS, last)))


def _is_put_on(page: Page, first: int, last: int) -> bool:
    """Tell whether who is burdened stands behind ل, so that who stands before the charge speaks: حمل المسؤولية ل."""
    rest = page.norms[first + 1 : min(first + _BURDEN, last)]
    return any(norm[0] == _TO and len(norm) > _FEW_WORDS for norm in rest)


def _is_charged(page: Page, at: int, last: int) -> bool:
    """Tell whether a party has a charge behind it: تتهم دمشق بشكل متكرر أنقرة ب, not تتهم قسد بمحاولة استفزاز أنقرة."""
    named = page.named.get(at)
    if named is None or named.prefix:
        return False
    return any(page.norms[i].startswith(_WITH) for i in range(named.last, min(named.last + _FEW_WORDS, last)))
