"""Whether a speech act has a subject of its own that no list knows, so that nobody before it goes on with it.

ويرفض جزء من الحركة مبايعته, كما طالبت المقررة الأممية بتحقيق: the words behind the verb are its subject by gender and
case, whoever spoke before; ودعا الحكومة إلى, كما دعت المجتمع الدولي: they cannot be, and the speaker before goes on.
"""

from tasks.extract.speech_identity import gender_of
from tasks.extract.speech_inflection import Gender
from tasks.extract.speech_page import Page, token_at
from tasks.extract.speech_source import Source
from tasks.extract.speech_words import VerbalForm
from tasks.text.normal import normal_form

_ASKED = frozenset({"Demand", "Warning", "Threat", "Notification"})
"""Acts whose object is a person: who agrees with the verb is as well its subject."""
_OF_THINGS = frozenset({"Refusal", "Criticism", "Support", "Accusation", "Request", "Talks", "Agreement"})
"""Acts whose object is mostly a thing: only who is surely a subject is one."""
_ARTICLE, _TWO, _MANY, _OBLIQUE, _ACCUSATIVE = "ال", "ان", "ون", "ين", "ا"
_FEMININE = ("ه", "ات")
_OWN = ("ها", "هم", "هما", "هن")
_WRITTEN_ON = "بلكف"
_SHORTEST = 3  # letters


def has_own_subject(page: Page, form: VerbalForm, at: int, last: int) -> bool:
    """Tell whether the noun behind a finite verb is its subject, be it known or not."""
    index = at + 1
    if form.plural or index >= last or not _is_noun(page, index):
        return False
    if page.particle(index, "quantifier"):  # ورفضت كل من الشركات
        return index + 1 < last and page.particle(index + 1, "from")
    norm = page.norms[index]
    if norm.endswith(_OBLIQUE) or (norm.endswith(_ACCUSATIVE) and not norm.startswith(_ARTICLE)):
        return False
    if (_gender(page, index, last) == "f") != (form.gender == "f"):
        return False
    return form.verbal in _ASKED or (form.verbal in _OF_THINGS and _is_surely_subject(page, index, last))


def agrees_with(page: Page, gender: Gender, source: Source) -> bool:
    """Tell whether who spoke before may be the subject of a verb of a gender: a minister is of none of أدانت."""
    at = token_at(page, source.start)
    own = source.gender or gender_of(page, at)
    return not gender or own in {"", gender} or page.text[source.start : source.end][:1] in _WRITTEN_ON


def is_named_again(page: Page, index: int, source: Source) -> bool:
    """Tell whether a noun with the article stands for who spoke before: قالت قيادة الفرقة 30 ... وطالبت الفرقة."""
    norm = page.norms[index] if index < len(page.norms) else ""
    own = (word.removeprefix(_ARTICLE) for word in normal_form(source.text).split())
    return norm.startswith(_ARTICLE) and norm.removeprefix(_ARTICLE) in own


def _is_noun(page: Page, index: int) -> bool:
    """Tell whether a word may be a noun by itself: no small word, no verb, nothing written onto it or behind it."""
    norm = page.norms[index]
    if page.filler(index) or not norm[0].isalpha() or len(norm) < _SHORTEST or index in page.verbs:
        return False
    if page.opens_clause(index, "that", "himself", "saying") or page.tokens[index].start in page.news:
        return False
    known = index in page.named or page.any_noun(index) is not None or page.title(index) is not None
    return known or not (norm[0] in _WRITTEN_ON or norm.endswith(_OWN))


def _gender(page: Page, index: int, last: int) -> Gender:
    """Return the gender by the ending, of the noun or of the adjective that describes it: الدول العربية."""
    norm = page.norms[index]
    if norm.endswith(_FEMININE) or gender_of(page, index) == "f":
        return "f"
    behind = page.norms[index + 1] if index + 1 < last else ""
    alike = behind.startswith(_ARTICLE) == norm.startswith(_ARTICLE)
    return "f" if alike and behind.endswith(_FEMININE) and index + 1 not in page.named else "m"


def _is_surely_subject(page: Page, index: int, last: int) -> bool:
    """Tell whether a noun can be no object: of the nominative, a word for people, or followed by من without a case."""
    norm = page.norms[index]
    two = norm.startswith(_ARTICLE) and norm.endswith(_TWO)  # والتقى الوزيران
    if norm.endswith(_MANY) or two or page.any_noun(index) is not None or page.title(index) is not None:
        return True
    bare = not norm.startswith(_ARTICLE) and index not in page.named and not norm.endswith(_FEMININE)
    behind = index + 1
    nominative = behind < last and page.norms[behind].endswith(_MANY) and behind not in page.named
    return bare and behind < last and (page.particle(behind, "from") or nominative)
