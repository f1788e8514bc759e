"""Who speaks: the noun phrase after (or before) a verb of speech, as an entity where knowledge has one.

A spokesman speaks for the institution named beside him; a person whom knowledge does not know is coded as that
institution with his own words as text; a source that the outlet leaves unnamed stays a description.
"""

from dataclasses import dataclass

from tasks.extract.speech_identity import gender_of, identify, is_mute, noun_kind
from tasks.extract.speech_inflection import Gender
from tasks.extract.speech_page import Page
from tasks.extract.speech_phrase import begins_source, phrase_end

_COMMAS, _AND = "،,", "و"
_EDGES = " ،,:-\n\u00a0"
_OPEN_MARKS, _CLOSE_MARKS = "\"“«'‘", "\"”»'’"
_LONGEST = 26
_OF, _OF_THE = "ل", "لل"
_PRONOUN = 3  # letters of a word that names no issuer: بيان لها


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Source:
    """One speaker. `kind`: named, unnamed, document, media, name (a person unknown to us) or pointer (المصدر).

    `last` is the token after its phrase; `noun_kind` the kind of its head noun (unnamed_sources.tsv) or title; `mute`
    marks what only shows or counts and has no issuer (صور, حصيلة أولية).
    """

    entity_id: str | None
    kind: str
    text: str
    start: int
    end: int
    gender: Gender
    last: int
    noun_kind: str
    mute: bool

    def __init__(
        self,
        *,
        entity_id: str | None,
        kind: str,
        text: str,
        start: int,
        end: int,
        gender: Gender,
        last: int,
        noun_kind: str = "",
        mute: bool = False,
    ) -> None:
        self.entity_id = entity_id
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
        self.gender = gender
        self.last = last
        self.noun_kind = noun_kind
        self.mute = mute


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
        index = _past_several(page, source.last, stop)
        if index > source.last:
            continue
        if index < stop and page.norms[index] in _COMMAS and _lists_on(page, index + 1, stop, source):
            index += 1
        elif index >= stop or not begins_source(page, index, joined=True):
            break
    return found


def _past_several(page: Page, index: int, stop: int) -> int:
    """Return the token of those of whom several join a speaker: اتهمت فرنسا والعديد من الدول الغربية المتمردين."""
    joined = index + 1 < stop and page.norms[index][0] == _AND
    if not joined or "several" not in page.words.particles.get(page.norms[index][1:], ()):
        return index
    at = index + 1 + int(page.particle(index + 1, "from"))
    return at if at < stop and begins_source(page, at) else index


def _lists_on(page: Page, index: int, stop: int, source: Source) -> bool:
    """Tell whether another speaker of a list follows a comma: الولايات المتحدة، بريطانيا وألمانيا.

    A list ends with "and"; a name behind a comma alone is whom the speaker addresses: حذر النائب، الرئيس من.
    """
    while index < stop and source.kind == "named":
        named = page.named.get(index)
        if named is None:
            return begins_source(page, index, joined=True)
        if named.prefix == "و":
            return True
        index = named.last + int(named.last < stop and page.norms[named.last] in _COMMAS)
    return False


def _read_one(page: Page, first: int, stop: int, *, loose: bool) -> Source | None:
    last = phrase_end(page, first, min(stop, first + _LONGEST), loose=loose)
    if last <= first:
        return None
    start, end = page.slice(first, last)
    named = page.named.get(first)
    if named is not None and named.prefix:
        start += len(named.prefix)
    elif begins_source(page, first, joined=True) or (page.noun(first) is None and page.noun_for(first) is not None):
        start += 1
    entity_id, kind = identify(page, first, last)
    some = _some_before(page, first) if kind in {"pointer", "unnamed"} else first
    if some < first:
        start, kind = page.tokens[some].end - len(page.bare(some)), "unnamed"
    start, end = _trim(page.text, start, end)
    issuer = _issued_by(page.text[start:end]) if kind == "document" and entity_id is None else 0
    start, kind = start + issuer, "name" if issuer else kind
    text = page.text[start:end]
    return Source(
        entity_id=entity_id,
        kind=kind,
        text=text,
        start=start,
        end=start + len(text),
        gender=gender_of(page, first),
        last=last,
        noun_kind=noun_kind(page, first),
        mute=entity_id is None and is_mute(page, first),
    )


def _some_before(page: Page, first: int) -> int:
    """Return where "one of" or a number begins before those of whom it speaks: أحد السكان, اثنان من السكان."""
    counted = first > 1 and page.particle(first - 1, "from")
    at = first - 1 - int(counted)
    kinds = page.words.particles.get(page.bare(at), ()) if at >= 0 else ()
    return at if "several" in kinds or ("one" in kinds and not counted) else first


def _issued_by(text: str) -> int:
    """Return where the name of its issuer begins in the words for a statement: بيان لقيادة عمليات الجزيرة; else 0."""
    _, _, issuer = text.partition(" ")
    named = issuer.startswith(_OF) and not issuer.startswith(_OF_THE) and len(issuer.split()[0]) > _PRONOUN
    return len(text) - len(issuer) + len(_OF) if named else 0


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks and commas around a name, and marks that open or close nothing in it."""
    while start < end and text[start] in _EDGES + _OPEN_MARKS:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    while end > start and text[end - 1] in _CLOSE_MARKS and not any(m in text[start : end - 1] for m in _OPEN_MARKS):
        end -= 1
    return start, end
