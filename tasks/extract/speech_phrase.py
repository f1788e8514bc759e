"""How far a speaker's noun phrase reaches: titles, institutions, brackets and appositions belong to it."""

from tasks.extract.speech_apposition import bracket_length, is_apposition, quoted_name
from tasks.extract.speech_names import behind_title, is_of_name
from tasks.extract.speech_page import NamedAt, Page

_OPENING, _COMMAS, _MARK = "([", "،,", '"'
_BODIES = frozenset({"media", "group"})
_OWNED = _BODIES | {"document"}
_PRINTING = frozenset({"agency", "outlet"})
_AUDIENCE = frozenset({"agency", "outlet", "person", "civilians"})
_OFFICE_WORDS = 3  # المتحدث العسكري الرسمي
_FOR = "ل"
_ACCUSATIVE = "ا"
_MANY = "ين"
_LONG_MASDAR = 8  # letters
_WITH_THE = "بال"


def begins_source(page: Page, index: int, *, joined: bool = False) -> bool:
    """Tell whether a named actor, a source noun or a title stands at a token (after و, with `joined`)."""
    named = page.named.get(index)
    if named is not None:
        return named.prefix == ("و" if joined else "")
    if (joined and page.norms[index][0] != "و") or _is_bound_verb(page, index):
        return False
    return page.noun(index, joined=joined) is not None or page.title(index, joined=joined) is not None


def _is_bound_verb(page: Page, index: int) -> bool:
    """Tell whether a word is a verb with a pronoun, not the noun of the same letters: نشره, not نشرة."""
    said = page.verbs.get(index)
    written = page.text[page.tokens[index].start : page.tokens[index].end]
    return said is not None and not written.endswith("ة") and any(form.shape == "bound" for form in said.forms)


def phrase_end(page: Page, first: int, stop: int, *, loose: bool) -> int:
    """Return the token after the speaker's phrase."""
    index = end = _head_end(page, first)
    while index < stop:
        step = _absorb(page, first, index, stop, loose=loose)
        if step == 0:
            break
        index += step
        end = index
    return end


def _head_end(page: Page, first: int) -> int:
    named = page.named.get(first)
    return named.last if named else first + 1


def _absorb(page: Page, first: int, index: int, stop: int, *, loose: bool) -> int:
    """Return how many tokens at `index` still belong to the phrase that began at `first`; 0 where it ends."""
    norm = page.norms[index]
    named = page.named.get(index)
    if named is not None:
        return named.last - index if _fits(page, first, index, named, loose=loose) else 0
    if norm in _OPENING:
        return bracket_length(page, index, stop)
    if norm == _MARK:
        noun = page.noun(first)  # تعتبره السلطات "عملا إرهابيا"
        told = noun is not None and noun.definite and index == first + 1
        size = 0 if told else quoted_name(page, index, stop)
        return 0 if page.news_between(index, index + size) else size  # نفت الهيئة "احتجاز الطاقم"
    if norm in _COMMAS:
        return int(is_apposition(page, first, index + 1, stop))
    if page.particle(index, "behalf") or page.title(index) is not None or _names_group(page, first, index, stop):
        return 1
    return _absorb_word(page, first, index, stop, loose=loose)


def _names_group(page: Page, first: int, index: int, stop: int) -> bool:
    """Tell whether a group that was described is named next: جماعة مسلحة هي كتائب كذا."""
    noun = page.any_noun(first)
    if noun is None or noun.kind != "group" or not page.particle(index, "copula"):
        return False
    return any(at in page.named for at in range(index + 1, min(index + 3, stop)))


def _absorb_word(page: Page, first: int, index: int, stop: int, *, loose: bool) -> int:
    norm = page.norms[index]
    if not norm[0].isalnum() or page.particle(index, "part") or page.particle(index, "meant"):
        return 0
    if page.opens_clause(index, "that", "himself", "saying") or page.opens_clause(index, "then"):
        return 0
    if page.filler(index) == "preposition" and page.words.attributions.at(page.norms, index) is None:
        return _belonging(page, first, index, stop, loose=loose)
    if _is_no_name(page, first, index, loose=loose):
        return 0
    return int(loose or behind_title(page, first, index) or is_of_name(page, first, index, stop))


def _is_no_name(page: Page, first: int, index: int, *, loose: bool) -> bool:
    """Tell whether a word is no part of a name: small words, verbs, another source, the news itself."""
    small = page.filler(index) or page.norms[index] == _FOR  # لـ"العربي الجديد": to whom he spoke
    small = (
        small or page.particle(index, "withheld") or page.particle(index, "pointing") or _is_truth(page, index)
    )  # نفى مصدر ذلك قائلا إن
    small = small or (not loose and page.particle(index, "course"))  # نفى الناطق وجود خسائر
    small = small or page.particle_for(index, "course") or _is_audience(page, first, index)
    small = small or (not loose and page.particle(index, "quantifier"))  # نفى التحالف أي دور له
    if small or page.words.attributions.at(page.norms, index) is not None or index in page.verbs:
        return True
    begins = begins_source(page, index, joined=True) and not _is_one_paper(page, index)
    begins = begins or _is_another_thing(page, first, index)
    told = page.tokens[index].start in page.news  # نفى اللواء فلان قصف المشفى
    behind = all(page.norms[at].startswith("ال") for at in (index - 1, index))  # وصف الوزير الكندي الهجوم ب
    return begins or (told and (not loose or behind))


def _is_one_paper(page: Page, index: int) -> bool:
    """Tell whether a word for a paper joins another that has no name of its own: مراسل راديو وتلفزيون الكل."""
    one, two = page.noun(index - 1), page.noun(index, joined=True)
    return (
        one is not None and two is not None and one.kind == two.kind == "media" and not (one.definite or two.definite)
    )


def _is_truth(page: Page, index: int) -> bool:
    """Tell whether the truth of what was told begins what a denial is of: نفى المتحدث صحة الأنباء; مدير صحة كذا."""
    told = ("charge", "pointing", "account", "relative")
    return page.particle(index, "truth") and any(page.particle(index + 1, kind) for kind in told)


def _is_audience(page: Page, first: int, index: int) -> bool:
    """Tell whether the paper to which a person spoke stands behind his name: وأضاف الشاب السوري للمنصة أن."""
    noun, written = page.any_noun(first), page.noun_for(index)
    if index == first or (noun is not None and noun.kind in _BODIES) or page.title(first) is not None:
        return False
    if noun is None and first not in page.named and page.norms[index].startswith(_FOR * 2):
        return page.norms[index].endswith(_MANY)  # وقال كيم للمحققين إن
    told = page.noun(index)
    if noun is not None and index > first + 1 and told is not None and told.kind == "media" and not told.definite:
        return True  # أبلغ مسؤول حكومي آخر وكالة رويترز بأن
    return written is not None and written.kind == "media"


def _is_another_thing(page: Page, first: int, index: int) -> bool:
    """Tell whether a new noun phrase begins: تلقى الشعب التقارير التي, جدد الوزير الإشارة إلى."""
    noun, norm = page.noun(index), page.norms[index]
    head = page.any_noun(first)
    own = head is not None and head.kind == "media" and index == first + 1  # وكالة الأنباء
    if head is not None and head.kind == "group" and not head.definite and index == first + 1:
        return False  # لجنة التحقيق
    if noun is not None and noun.kind == "document" and not own:
        return noun.definite or noun.mute or norm.endswith(_ACCUSATIVE)  # نشرت الصحيفة تقريرا
    if norm.startswith(_WITH_THE) and index not in page.named:
        return True  # تتذرع روسيا بالقصف
    if head is not None and head.definite and index == first + 1 and index not in page.named and _is_masdar(norm):
        return True  # وتوقع المصدر الانتهاء من
    forms = page.words.verbs.get(norm.removeprefix("ال"), ()) if norm.startswith("ال") else ()
    return any(form.shape == "masdar" for form in forms)


def _is_masdar(norm: str) -> bool:
    """Tell by its shape whether a word with the article names an action: الانتهاء, الاقتراب."""
    return norm.startswith("الا") and len(norm) >= _LONG_MASDAR and norm[-2] == "ا" and norm[-1] not in "نت"


def _belonging(page: Page, first: int, index: int, stop: int, *, loose: bool) -> int:
    """Return the length of what a source belongs to: مصدر في المقاومة, مسؤولون من الوزارة."""
    noun = page.any_noun(first)
    if index == first + 1 and page.particle(first, "several") and page.particle(index, "from") and index + 1 < stop:
        return 2  # العديد من السكان
    issued = noun is not None and noun.kind == "document" and page.particle(index, "relayed")
    named_before = any(at in page.named for at in range(first, index))  # طلبت منظمة العفو الدولية من فرنسا وقف
    elsewhere = named_before and page.particle(index, "from") and _is_state(page, index + 1)
    paper = (
        noun is not None and noun.kind == "media" and noun.definite and noun.gender == "f"
    )  # شككت الصحيفة في قدرة القوات
    if noun is None or elsewhere or paper or not (issued or page.particle(index, "within")):
        return 0
    return _body_behind(page, index, stop, loose=loose)


def _body_behind(page: Page, index: int, stop: int, *, loose: bool) -> int:
    """Return the length of a preposition with the body behind it: في المقاومة, من وزارة الدفاع.

    Whom a place parts from the source is no such body: اتهم مسؤول في كيدال متمردين بقصف.
    """
    site = page.site_ends.get(index, 0) - index
    for step in range(1, 4):
        if index + step >= stop:
            return step if loose and step > 1 else 0
        named = page.named.get(index + step)
        if named is not None:
            body = named.last - index if not named.prefix else 0
            return step if body and step == site and not loose else body
        written = page.any_noun(index + step)
        if (written is not None and written.kind == "document") or page.particle(index + step, "account"):
            return 0  # قال المتحدث في بيان, شكك مسؤول في رواية الجيش
        told = page.tokens[index + step].start in page.news  # تحدثت حصيلة رسمية عن مقتل جنديين
        if told or page.filler(index + step) == "time" or not page.norms[index + step][0].isalnum():
            return 0
    return 2 if loose else 0


def _is_state(page: Page, index: int) -> bool:
    """Tell whether a state or its capital stands at a token: أعلن التحالف الدولي من واشنطن أن."""
    named = page.named.get(index)
    return named is not None and named.kind == "state"


def _fits(page: Page, first: int, index: int, named: NamedAt, *, loose: bool) -> bool:
    """Tell whether a name further on belongs to the phrase.

    Apposition and institution do, an audience does not (لفرانس برس). Where what is said may follow at once, a name
    behind a name or an adjective is already its object (اتهم جنرال أميركي موسكو) unless it names a person.
    """
    noun = page.any_noun(first)
    if named.prefix in {"ل", "لل"}:
        office = page.title(first) is not None and index - first <= _OFFICE_WORDS and named.kind not in _AUDIENCE
        return office or (noun is not None and noun.kind in _OWNED)  # المتحدث العسكري للجيش المصري
    if named.prefix not in {"", "ال"}:
        return False
    if noun is not None and noun.definite and named.kind != "person" and not loose and page.title(first) is None:
        return False  # اتهم التحالف الحوثيين: a noun with the article is no part of the name behind it
    if index == first + 1 and named.kind == "observatory" and noun is not None and noun.kind == "people":
        return True  # نشطاء المرصد, whose people are a party of their own elsewhere
    if _is_beside(page, first, index, named, loose=loose) or (not loose and _names_body(page, first, index)):
        return False  # حملت حكومة الوفاق حفتر مسؤولية القصف: a person behind a body is no part of its name
    heads = page.title(index - 1) is not None or page.particle(index - 1, "behalf") or page.norms[index - 1] in _MARK
    own = index == first + 1 and (first not in page.named or named.kind == "observatory")  # نشطاء المرصد
    return loose or heads or named.kind == "person" or own


def _is_beside(page: Page, first: int, index: int, named: NamedAt, *, loose: bool) -> bool:
    """Tell whether a name is no part of whom a noun describes: a paper told by a man, or a person behind a paper.

    أبلغ مسؤول حكومي آخر وكالة رويترز بأن, انتقدت صحف تونسية زيارة فلان; a correspondent has a name of his own.
    """
    noun = page.any_noun(first)
    if noun is None or page.title(index - 1) is not None:
        return False
    told = noun.kind not in _OWNED and named.kind in _PRINTING and index > first + 1
    return told or (noun.kind == "media" and named.kind == "person" and not (loose and noun.gender == "m"))


def _names_body(page: Page, first: int, index: int) -> bool:
    """Tell whether the words of a phrase so far are one listed body that no title of an office opens."""
    head = page.named.get(first)
    if head is None or head.last != index or head.kind in {"person", "state"}:
        return False
    return not any(page.title(at) is not None for at in range(first, index))
