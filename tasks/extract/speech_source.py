"""Who speaks: the noun phrase after (or before) a verb of speech, as an entity where knowledge has one.

A spokesman speaks for the institution named beside him; a person whom knowledge does not know is coded as that
institution with his own words as text; a source that the outlet leaves unnamed stays a description.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.extract.speech_page import NamedAt, Page
from tasks.extract.speech_words import Gender

_ADJECTIVE_ENDINGS = ("ي", "يه", "يين", "يون", "يتين", "يان", "يا")
_EITHER = frozenset({"state", "person"})  # روسيا takes the feminine, العراق the masculine
_SILENT = frozenset({"air-force", "civilians", "armed"})
_NAMELESS = frozenset({"source", "people"})
_UNNAMED_KINDS = frozenset({"source", "community", "people", "civilians"})
_OPENING, _CLOSING, _COMMAS, _MARK = "([", ")]", "،,", '"'
_EDGES = " ،,:-\n\u00a0"
_OPEN_MARKS, _CLOSE_MARKS = "\"“«'‘", "\"”»'’"
_LONGEST = 26
_FEMININE = ("ه", "ات")
_BODIES = frozenset({"media", "group"})
_WIDE = frozenset({"state", "coalition", "community", "alliance", "people"})  # وسائل إعلام غربية
_OWNED = _BODIES | {"document"}
_FEW = 4
_NAME_IN_MARKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One speaker. `kind`: named, unnamed, document, media, name (a person unknown to us) or pointer (المصدر).

    `last` is the token after its phrase; `noun_kind` the kind of its head noun (unnamed_sources.tsv) or title.
    """

    entity_id: str | None
    kind: str
    text: str
    start: int
    end: int
    gender: Gender
    last: int
    noun_kind: str = ""


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


def read_sources(page: Page, first: int, stop: int, *, loose: bool) -> list[Source]:
    """Return the speakers whose phrase begins at a token, in order; `stop` is the first token that is not theirs.

    `loose` takes unknown words for parts of a name: right where a complementiser follows, wrong where what is said
    follows at once (أعلن الجيش مقتل).
    """
    found: list[Source] = []
    index = first
    while index < stop:
        source = _read_one(page, index, stop, loose=loose)
        if source is None:
            break
        found.append(source)
        index = source.last
        if index < stop and page.norms[index] in _COMMAS and _lists_on(page, index + 1, stop, source):
            index += 1
        elif index >= stop or not begins_source(page, index, joined=True):
            break
    return found


def _lists_on(page: Page, index: int, stop: int, source: Source) -> bool:
    """Tell whether another speaker of a list follows a comma: الولايات المتحدة، بريطانيا."""
    named = page.named.get(index) if index < stop else None
    return named is not None and source.kind == "named" and named.prefix in {"", "و"}


def _read_one(page: Page, first: int, stop: int, *, loose: bool) -> Source | None:
    last = _phrase_end(page, first, min(stop, first + _LONGEST), loose=loose)
    if last <= first:
        return None
    start, end = page.slice(first, last)
    named = page.named.get(first)
    if named is not None and named.prefix:
        start += len(named.prefix)
    elif begins_source(page, first, joined=True) or (page.noun(first) is None and page.noun_for(first) is not None):
        start += 1
    entity_id, kind = _identify(page, first, last)
    start, end = _trim(page.text, start, end)
    text = page.text[start:end]
    return Source(
        entity_id=entity_id,
        kind=kind,
        text=text,
        start=start,
        end=start + len(text),
        gender=_gender_of(page, first),
        last=last,
        noun_kind=_noun_kind(page, first),
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks and commas around a name, and marks that open or close nothing in it."""
    while start < end and text[start] in _EDGES + _OPEN_MARKS:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    while end > start and text[end - 1] in _CLOSE_MARKS and not any(m in text[start : end - 1] for m in _OPEN_MARKS):
        end -= 1
    return start, end


def _phrase_end(page: Page, first: int, stop: int, *, loose: bool) -> int:
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
        return _bracket(page, index, stop)
    if norm == _MARK:
        return _quoted_name(page, index, stop)
    if norm in _COMMAS:
        return int(_is_apposition(page, index + 1, stop))
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
    if not norm[0].isalnum() or page.opens_clause(index, "that", "himself", "saying"):
        return 0
    if page.words.attributions.at(page.norms, index) is not None:
        return 0
    kind = page.filler(index)
    if kind == "preposition":
        return _belonging(page, first, index, stop, loose=loose)
    if kind or index in page.verbs or begins_source(page, index, joined=True):
        return 0
    if loose or _behind_title(page, first, index):
        return 1
    noun = page.any_noun(first)
    body = noun is not None and noun.kind in _BODIES and index - first <= _FEW
    body = body and (norm.startswith("ال") or _ends_soon(page, index, stop))
    return int(body or (noun is not None and norm.endswith(_ADJECTIVE_ENDINGS)))


def _ends_soon(page: Page, index: int, stop: int) -> bool:
    """Tell whether a sign closes the name of a paper or body within a word: بحسب وكالة مسار برس."""
    after = page.norms[index + 1 : min(index + 3, stop)]
    return not after or any(not norm[0].isalnum() for norm in after)


def _quoted_name(page: Page, index: int, stop: int) -> int:
    """Return the length of a short quotation, which is a name; longer ones are what is said."""
    end = page.quote_ends.get(index, stop)
    return end + 1 - index if end < stop and end - index <= _NAME_IN_MARKS else 0


def _behind_title(page: Page, first: int, index: int) -> bool:
    """Tell whether a word stands between the office and the institution: المتحدث العسكري باسم الجيش."""
    return page.particle(index - 1, "behalf") or (
        page.title(first) is not None
        and any(i in page.named for i in range(index + 1, min(index + 3, len(page.norms))))
    )


def _belonging(page: Page, first: int, index: int, stop: int, *, loose: bool) -> int:
    """Return the length of what a source belongs to: مصدر في المقاومة, مسؤولون من الوزارة."""
    noun = page.any_noun(first)
    if noun is None or not page.particle(index, "within"):
        return 0
    for step in range(1, 4):
        if index + step >= stop:
            return step if loose and step > 1 else 0
        named = page.named.get(index + step)
        if named is not None:
            return named.last - index if not named.prefix else 0
        if page.filler(index + step) == "time" or not page.norms[index + step][0].isalnum():
            return 0
    return 2 if loose else 0


def _fits(page: Page, first: int, index: int, named: NamedAt, *, loose: bool) -> bool:
    """Tell whether a name further on belongs to the phrase.

    Apposition and institution do, an audience does not (لفرانس برس). Where what is said may follow at once, a name
    behind a name or an adjective is already its object (اتهم جنرال أميركي موسكو) unless it names a person.
    """
    noun = page.any_noun(first)
    if named.prefix in {"ل", "لل"}:
        return noun is not None and noun.kind in _OWNED
    if named.prefix not in {"", "ال"}:
        return False
    heads = page.title(index - 1) is not None or page.particle(index - 1, "behalf") or page.norms[index - 1] in _MARK
    return loose or heads or named.kind == "person" or (index == first + 1 and first not in page.named)


def _bracket(page: Page, index: int, stop: int) -> int:
    for step in range(1, 12):
        if index + step >= stop:
            return 0
        if page.norms[index + step] in _CLOSING:
            return step + 1
    return 0


def _is_apposition(page: Page, index: int, stop: int) -> bool:
    """Tell whether an office after a comma goes on with the same speaker: ..., المتحدث باسم البنتاغون."""
    return index < stop and page.title(index) is not None and page.norms[index][0] != "و"


def _identify(page: Page, first: int, last: int) -> tuple[str | None, str]:
    """Return entity and kind of the speaker of tokens `first` to `last`."""
    inside = [page.named[i] for i in range(first, last) if i in page.named]
    people = [page.named[i] for i in range(first, last) if i in page.named and _is_himself(page, first, i)]
    if people:
        return people[0].entity_id, "named"
    described = _describes(page, first, inside)
    if described is not None:
        return None, described
    entitled = any(page.title(i) is not None or page.particle(i, "behalf") for i in range(first, last))
    if page.any_noun(first) is not None and first not in page.named and not (entitled and inside):
        return _identify_noun(page, first, last, inside)
    if inside:
        return (None, "unnamed") if inside[0].kind in _UNNAMED_KINDS else (inside[0].entity_id, "named")
    return None, "pointer" if page.title(first) is not None and not _has_name(page, first, last) else "name"


def _describes(page: Page, first: int, inside: Sequence[NamedAt]) -> str | None:
    """Return the kind of a speaker whom no name identifies, whatever is named beside him: مصدر, وسائل إعلام غربية."""
    noun = page.any_noun(first)
    if noun is None:
        return None
    if noun.kind in _NAMELESS and page.title(first) is None and not noun.definite:
        return "unnamed"
    return "media" if noun.kind == "media" and inside and inside[0].kind in _WIDE else None


def _is_himself(page: Page, first: int, index: int) -> bool:
    """Tell whether a person is the speaker, not the one to whom he belongs: القوات الموالية لحكومة الرئيس فلان."""
    if page.named[index].kind != "person":
        return False
    return not any(page.norms[i][0] == "ل" and i not in page.named for i in range(first + 1, index))


def _has_name(page: Page, first: int, last: int) -> bool:
    """Tell whether a word that is neither title nor adjective stands behind a title: الجنرال إيغور."""
    return any(
        page.title(i) is None and not page.norms[i].startswith("ال") and page.norms[i][0].isalpha()
        for i in range(first + 1, last)
    )


def _identify_noun(page: Page, first: int, last: int, inside: Sequence[NamedAt]) -> tuple[str | None, str]:
    noun = page.any_noun(first)
    kind = noun.kind if noun else ""
    named = [n for n in inside if kind not in _BODIES or n.kind not in _WIDE]
    if kind in {"document", "media", "group"} and named:
        return named[0].entity_id, "named"
    if noun is not None and noun.definite and not inside and not _belongs(page, first, last):
        return None, "pointer"
    return None, {"document": "document", "media": "media"}.get(kind, "unnamed")


def _belongs(page: Page, first: int, last: int) -> bool:
    return any(page.filler(i) == "preposition" for i in range(first + 1, last))


def _noun_kind(page: Page, first: int) -> str:
    noun = page.any_noun(first)
    title = page.title(first)
    return noun.kind if noun else "official" if title else ""


def _gender_of(page: Page, first: int) -> Gender:
    noun = page.any_noun(first)
    if noun is not None:
        return noun.gender
    title = page.title(first)
    if title is not None:
        return title.gender
    if page.norms[first].endswith(_FEMININE):
        return "f"
    named = page.named.get(first)
    return "" if named is not None and named.kind in _EITHER else "m"


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
        if (
            begins_source(page, start)
            and not silent
            and not hangs_on(page, start)
            and _gender_of(page, start) == gender
        ):
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
