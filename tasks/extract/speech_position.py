"""Where a speaker stands beside a verb: before it, behind a preposition, as its object or in a relative clause."""

from dataclasses import replace

from tasks.extract.speech_identity import gender_of
from tasks.extract.speech_inflection import Gender
from tasks.extract.speech_page import Page, token_at
from tasks.extract.speech_phrase import begins_source, phrase_end
from tasks.extract.speech_source import Source, read_sources

_AND = "و"
_JOINED = 5  # words of a name that "and" joins before its verb
_SILENT = frozenset({"air-force", "civilians", "armed"})
_SEVERAL = "ات"
_FIGHTING = frozenset({"armed-group", "militia", "armed", "forces", "civilians"})
_NAME_IN_MARKS = 6
_JOINING = "وف"
_TOLD = 4  # tokens behind a verb with its subject in which what is said stands
_UNKNOWN = 3  # words of a name that no list holds
_ACCOUNT = 8  # tokens of whose account it is
_SEAT = 5  # tokens
_QUOTED = 40  # tokens of a quotation
_BACK = 800  # tokens
_MEANT = {
    "group": frozenset({"armed-group", "militia", "party", "ngo", "observatory", "organisation"}),
    "media": frozenset({"outlet", "agency"}),
}
_ONE = frozenset({"state", "government", "ministry", "person", "embassy", "outlet", "agency", "un-body"})
_COMMAS, _MARK, _ARTICLE = "،,", '"', "ال"


def find_source_before(page: Page, first: int, index: int, gender: Gender = "") -> list[Source]:
    """Return the speakers that stand right before a verb and agree with it.

    وزارة الدفاع الروسية أعلنت, لكن السناتور ماكين، أكد; not قصف قوات النظام يهدد, where the verb is masculine.
    """
    joined = next((at for at in range(max(first + 1, index - _JOINED), index) if is_joined_name(page, at, index)), None)
    last_one = read_sources(page, joined, index, loose=False)[:1] if joined is not None and gender else []
    if last_one and last_one[0].gender in {"", gender}:
        return last_one  # غارة تقتل مدنيين والجيش ينفي ذلك: one speaks, not both
    past = 0
    for start in range(max(first, index - 14), index):
        if start < past or not begins_source(page, start):
            continue
        if hangs_on(page, start):
            past = start if page.noun(start) is None else phrase_end(page, start, index, loose=True)
            continue
        if _is_subject_of_other(page, start, first):
            continue
        sources = read_sources(page, start, index, loose=True)
        between = range(sources[-1].last, index) if sources else range(0)
        if sources and (all(_is_between(page, i) for i in between) or _sits_there(page, start, first, between)):
            return sources if not gender or sources[0].gender in {"", gender} else []
    return []


def _sits_there(page: Page, start: int, first: int, between: range) -> bool:
    """Tell whether only where he sits stands between who opens a sentence and a comma: الدفاع المدني في إدلب، أكد."""
    seat = bool(between) and len(between) <= _SEAT and page.particle(between[0], "within") and start == first
    if not seat or page.norms[between[-1]] not in _COMMAS:
        return False
    return not any(at in page.verbs or not page.norms[at][0].isalnum() for at in between[:-1])


def _is_subject_of_other(page: Page, start: int, first: int) -> bool:
    """Tell whether a verb right before a name speaks for it: أكدت مصادر أمنية مقتله، نفت الحركة ذلك."""
    said = page.verbs.get(start - 1) if start > first else None
    finite = said is not None and all(form.shape in {"perfect", "imperfect"} for form in said.forms)
    return finite and page.news_between(start, start + _TOLD)


def is_joined_name(page: Page, at: int, stop: int) -> bool:
    """Tell whether a name that "and" joins begins at a token and ends at another: قتل عشرون في غارة وواشنطن | تنفي."""
    named = page.named.get(at)
    return named is not None and named.prefix == _AND and named.last == stop


def read_after(page: Page, begin: int, last: int) -> list[Source]:
    """Return the subject right behind a word, past the day, the marks of a name and من (بطلب من أنقرة).

    Words in marks are a name where they are few: حملت "الحكومة ... مسؤولية ..." quotes what was said.
    """
    while begin < last and (page.filler(begin) in {"time", "aside"} or _is_passed(page, begin)):
        begin += 1
    begin = past_each_of(page, begin, last)
    if begin >= last or not begins_source(page, begin) or is_object(page, begin):
        return []
    return read_sources(page, begin, last, loose=False)


def past_each_of(page: Page, at: int, last: int) -> int:
    """Return the token behind "each of" where it stands at a token: اتهمت كل من النقابة والسلطة إسرائيل."""
    several = page.particle(at, "several") if at < last else False  # أكدت ثلاثة مصادر, قال اثنان من السكان
    each = at + 2 < last and (several or page.particle(at, "quantifier")) and page.particle(at + 1, "from")
    if each and (not several or begins_source(page, at + 2)):
        return at + 2
    return at + 1 if several and at + 1 < last and page.noun(at + 1) is not None else at


def _is_passed(page: Page, at: int) -> bool:
    quoted = page.norms[at] == _MARK and at in page.quote_ends and page.quote_ends[at] - at <= _NAME_IN_MARKS
    return quoted or page.norms[at] == "-" or page.particle(at, "from")


def subject_follows(page: Page, gender: Gender, at: int) -> bool:
    """Tell whether a named subject that agrees stands behind a verb in the midst of its clause: دوليا أدانت فرنسا."""
    named = page.named.get(at + 1)
    agrees = named is not None and gender_of(page, at + 1) in {"", gender}
    return named is not None and agrees and not named.prefix and not is_relative(page, at)


def find_performer(page: Page, bounds: tuple[int, int], at: int) -> list[Source]:
    """Return who performs the speech act that a finite verb at a token tells (ندد, دعا), named beside it."""
    norm = page.norms[at]
    forms = page.words.verbal.get(norm) or page.words.verbal.get(page.bare(at))
    if not forms:
        return []
    first, last = bounds
    joined = at == first or norm != page.bare(at) or not page.norms[at - 1][0].isalnum()
    for form in forms:
        if (
            form.kind not in {"verb", "intransitive", "transitive"}
            or form.shape not in {"perfect", "imperfect"}
            or (form.plural and not form.gender)
        ):
            continue
        gender = "" if form.plural else form.gender
        before = [] if joined else find_source_before(page, first, at, gender)
        sources = before or ([] if is_relative(page, at) else read_after(page, at + 1, last))
        if sources and sources[0].kind in {"named", "unnamed", "name"}:
            return sources
    return []


def find_subject(page: Page, first: int, last: int) -> list[Source]:
    """Return the person of whom a sentence tells that he did something, by a verb that no list knows: وكرر جعجع.

    What he says next (مؤكدا أن, وأوضح أن) is his, and not of whom the sentence before quoted.
    """
    while first < last and (page.filler(first) or not page.norms[first][0].isalnum()):
        first += 1
    at = first + 1
    if at >= last or first in page.named or page.tokens[first].start in page.news:
        return []
    if (
        page.any_noun(first) is not None
        or page.title(first, joined=True) is not None
        or page.norms[first][:2] == _ARTICLE
    ):
        return []
    if not begins_source(page, at) or (page.title(at) is None and not _is_person(page, at)):
        return []
    found = read_sources(page, at, last, loose=False)[:1]
    return (
        found
        if found and found[0].kind == "named" and any(_is_person(page, i) for i in range(at, found[0].last))
        else []
    )


def _is_person(page: Page, index: int) -> bool:
    return index in page.named and page.named[index].kind == "person"


def last_named(page: Page, pointer: Source) -> Source | None:
    """Return whom a bare noun means, the last one named of its kind: تنفيه الجماعة, دانت الشبكة."""
    kinds = _MEANT.get(pointer.noun_kind)
    if kinds is None or " " in pointer.text or pointer.text.endswith(_SEVERAL):
        return None  # المنظمات غير الحكومية are no one group
    here = token_at(page, pointer.start)
    near = range(here - 1, max(-1, here - _BACK), -1)
    known = (i for i in near if i in page.named and page.named[i].entity_id not in page.words.labels)
    at = next((i for i in known if page.named[i].kind in kinds), None)
    return None if at is None else replace(pointer, entity_id=page.named[at].entity_id, kind="named")


def find_agreeing(page: Page, first: int, index: int, gender: Gender) -> list[Source]:
    """Return the nearest speaker before a participle that agrees with it: وسائل إعلام ..., زاعمة أن."""
    for start in range(index - 1, first - 1, -1):
        named = page.named.get(start)
        noun = page.any_noun(start)
        silent = (named is not None and named.kind in _SILENT) or (noun is not None and noun.kind == "document")
        silent = silent or page.tokens[start].start in page.news  # القصف الروسي ... قائلا: a deed does not speak
        if (
            begins_source(page, start)
            and not silent
            and not _is_quoted(page, start, index)
            and not _is_asked(page, first, start)
            and (not hangs_on(page, start) or page.particle(start - 1, "relayed"))
            and gender_of(page, start) in _agreeing(page, start, gender)
        ):
            return read_sources(page, start, index, loose=False)
    return []


def _is_asked(page: Page, first: int, start: int) -> bool:
    """Tell whether a name is whom somebody of whom no list knows asks or blames: حث كيسنجر الدول الغربية."""
    at = start - 1
    while at > first and start - at <= _UNKNOWN and not _tells_act(page, at) and _is_unknown(page, at):
        at -= 1
    return at < start - 1 and _tells_act(page, at)


def _tells_act(page: Page, at: int) -> bool:
    """Tell whether a word is a speech act of its own: حث, وندد."""
    norm = page.norms[at]
    return norm in page.words.verbal or (norm[0] in _JOINING and norm[1:] in page.words.verbal)


def _is_unknown(page: Page, at: int) -> bool:
    """Tell whether a word may be the name of somebody whom no list knows."""
    norm = page.norms[at]
    if at in page.named or at in page.verbs or not norm[0].isalpha() or norm.startswith(_ARTICLE):
        return False
    return not (page.filler(at) or page.any_noun(at) or page.title(at))


def _is_quoted(page: Page, start: int, index: int) -> bool:
    """Tell whether a name stands in a quotation that ends before a verb: «أوكراني بين الرهائن»، مضيفة."""
    return any(
        at < start < page.quote_ends[at] < index
        for at in range(start - 1, start - _QUOTED, -1)
        if at in page.quote_ends
    )


def _agreeing(page: Page, start: int, gender: Gender) -> frozenset[Gender]:
    """Return the genders that fit: a state takes either (وشنت تركيا غارات مشيرة إلى أنها)."""
    named = page.named.get(start)
    return frozenset({gender, ""}) if named is not None and named.kind == "state" else frozenset({gender})


def hangs_on(page: Page, start: int) -> bool:
    """Tell whether a name hangs on a preposition, at once or after one word: في شمال العراق."""
    if start > 0 and page.opens_clause(start - 1, "that"):
        return False
    if start > 0 and (page.particle(start - 1, "compass") or page.particle(start - 1, "seat")):
        return True  # غربي بغداد قالت الشرطة, المنظمة التي مقرها لندن دعت
    return any(page.filler(i) == "preposition" for i in range(max(0, start - 2), start))


def is_object(page: Page, start: int) -> bool:
    """Tell whether a plural is written as an object, so that it cannot be a verb's subject: ودعت الفلسطينيين."""
    named = page.named.get(start)
    alone = named is not None and named.last == start + 1 and named.kind not in _ONE  # الكرملين, بوتين
    people = page.noun(start) is not None or alone or (named is not None and named.kind in _FIGHTING)
    return people and page.norms[start].endswith("ين")


def is_relative(page: Page, index: int) -> bool:
    """Tell whether a verb stands in a relative clause: والتي قال إنها, or وهي اتهامات تنفيها موسكو."""
    told = page.particle(index - 1, "relative") and not page.particle(index - 1, "also")  # كما دعت
    return index > 0 and (told or _is_charge_of(page, index))


def owner_of_account(page: Page, first: int, index: int) -> list[Source]:
    """Return whose account it is that a relative clause tells: شكك في رواية الجيش التي تقول إن."""
    if not page.particle(index - 1, "relative"):
        return []
    for start in range(max(first + 1, index - _ACCOUNT), index - 1):
        told = page.particle(start - 1, "account") or page.particle_for(start - 1, "account")
        sources = read_sources(page, start, index - 1, loose=True) if told and begins_source(page, start) else []
        if sources and sources[-1].last == index - 1:
            return sources
    return []


def _is_charge_of(page: Page, index: int) -> bool:
    """Tell whether a verb with a pronoun stands behind the charges or the matter that it means, without the article."""
    meant = page.particle(index - 1, "charge") or page.particle(index - 1, "matter")
    bare = meant and not page.norms[index - 1].startswith(_ARTICLE)
    said = page.verbs.get(index) if bare else None
    return said is not None and any(form.shape == "bound" for form in said.forms)


def _is_between(page: Page, index: int) -> bool:
    return page.norms[index] in _COMMAS + "-" + _MARK or page.filler(index) in {"particle", "aside", "time"}
