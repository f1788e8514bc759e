"""A finite verb of speech: its speaker stands behind it, before it, or spoke before; then come a clause or a noun."""

from collections.abc import Sequence

from tasks.extract.actor_kinds import FORCES
from tasks.extract.speech_between import phrases_in
from tasks.extract.speech_content import find_content, is_accused, is_news_of
from tasks.extract.speech_draft import draft_frame, known_sources, noun_content
from tasks.extract.speech_goes_on import is_of_other_gender, who_goes_on
from tasks.extract.speech_identity import gender_of
from tasks.extract.speech_memory import Content, Draft, Line
from tasks.extract.speech_page import Page, SaidAt
from tasks.extract.speech_phrase import begins_source
from tasks.extract.speech_position import (
    find_agreeing,
    find_source_before,
    hangs_on,
    is_object,
    is_relative,
    owner_of_account,
    past_each_of,
)
from tasks.extract.speech_source import Source, read_sources
from tasks.extract.speech_unlisted import relayed_by, subject_unknown, unknown_name
from tasks.extract.speech_words import SpeechForm

_FEW_WORDS = 3
_NOUN_GAP = 10
_OPENING_KINDS = frozenset({"preposition", "conjunction"})
_EITHER = ""  # a state: وفي سياق آخر نفت إسرائيل
_MARKS = frozenset({'"', "-"})
_MANY = ("ون", "ين")
_BY, _WITH = "by", "ب"
_ARTICLE, _FOR = "ال", "ل"
_GROUP = "group"
_SIGHTED, _INDEFINITE = "sighted", "indefinite"
_COMMAS = frozenset({",", "،"})


def draft_finite(line: Line, said: SaidAt, form: SpeechForm, governing: Sequence[Source]) -> Draft | None:
    """Return the frame that a finite verb opens, by choice over a clause or quotation, else over a noun."""
    content = find_content(line.page, said.at, line.last, form)
    if content is not None and _BY in form.verb.guard and "noun" not in form.verb.takes:
        content = content if _is_by(line.page, content) else None
    if content is not None and (draft := _draft_clause(line, said, form, content, governing)):
        return draft
    return _draft_noun(line, said, form, governing) if "noun" in form.verb.takes else None


def _is_by(page: Page, content: Content) -> bool:
    """Tell whether what is said is a quotation or stands behind ب: رد الكرملين بأن, but رد الجيش ... أن."""
    return content.how == "quote" or page.norms[content.opener].startswith(_WITH)


def _draft_clause(
    line: Line, said: SaidAt, form: SpeechForm, content: Content, governing: Sequence[Source]
) -> Draft | None:
    """قال الجنرال X المتحدث باسم Y إن ...; وأضاف أن ...; المصدر الذي قال إن ..."""
    page, memory = line.page, line.memory
    sources = [] if _source_at(page, form, said.at + 1) else _subject_before(line, said, form, governing)
    if not sources:
        sources = _subject_between(page, said.at + 1, content.opener)
        if "noun" in form.verb.takes and _is_object_between(page, sources, content):
            return None
    sources = sources or _other_subject(line, said, form, content.opener)
    sources = [s for s in sources if not _is_body_warned(s, form)]
    if _impersonal(form) and (_is_distant(page, sources, said) or _are_many(page, sources, said)):
        sources = []
    sources = _as_issuer(line, sources)
    if content.opener == said.at + 1 and _impersonal(form) and not (sources and sources[0].kind == "named"):
        return None
    if sources:
        root, via = relayed_by(page, form, sources, content.opener)
        return draft_frame(said, form, known_sources(page, root, memory), content, carried=False, via=via)
    carried = _subject_of_sentence(line, said, form, governing) or who_goes_on(line, form)
    return draft_frame(said, form, [carried], content, carried=True) if carried else None


def _source_at(page: Page, form: SpeechForm, at: int) -> bool:
    """Tell whether a source stands right behind a verb as its subject, whoever stands before: قوات ... قالت مصادر."""
    noun = page.noun(at) if at < len(page.norms) else None
    return noun is not None and noun.kind == "source" and noun.gender == form.gender


def _subject_between(page: Page, first: int, opener: int) -> list[Source]:
    """Return who is named between a verb and what is said."""
    begin = next(phrases_in(page, first, opener), None)
    if begin is None or is_object(page, begin) or _is_in_aside(page, first, begin):
        return []
    return read_sources(page, begin, opener, loose=True)


def _is_body_warned(source: Source, form: SpeechForm) -> bool:
    """Tell whether a verb of a man has a body behind it that is a she: وحذر الحكومة من أنه سينظم مسيرة."""
    alone = source.noun_kind == _GROUP and source.kind != "named"
    return alone and not form.plural and (form.gender, source.gender) == ("m", "f")


def _is_in_aside(page: Page, first: int, begin: int) -> bool:
    """Tell whether a name stands behind a comma in the news: أكدت الوزارة، بمناسبة تحرير المدينة من المليشيات، أن."""
    told = any(page.tokens[at].start in page.news for at in range(first, begin))
    told = told or _is_strange(page, first, begin)
    return told and any(page.norms[at] in _COMMAS for at in range(first, begin))


def _is_strange(page: Page, first: int, begin: int) -> bool:
    """Tell whether a name of no list stands between a verb and a comma: وحذر الزاملي، خلال زيارته مقر جهاز كذا، من."""
    if first + 1 >= begin or page.norms[first + 1] not in _COMMAS or not page.norms[first].startswith(_ARTICLE):
        return False
    return not (page.filler(first) or page.any_noun(first) is not None or page.title(first) is not None)


def _other_subject(line: Line, said: SaidAt, form: SpeechForm, opener: int) -> list[Source]:
    """Return a speaker of whom no list knows, behind a verb that opens its clause; else who stands before it."""
    page = line.page
    opens = opens_its_clause(page, said, line.first) or page.filler(said.at - 1) == "particle"
    denies = form.verb.stance == "denies"
    sources = unknown_name(page, said.at + 1, opener, denies=denies) if opens else []
    if sources or said.joined:
        return sources
    gender = "" if form.plural else form.gender
    return find_source_before(page, line.first, said.at, gender) or subject_unknown(page, line.first, said.at, gender)


def _as_issuer(line: Line, sources: list[Source]) -> list[Source]:
    """Put the one who issued a document in its place; pictures and counts speak for nobody."""
    written = bool(sources) and sources[0].kind == "document" and not sources[0].mute
    issuer = _issuer(line, sources[0]) if written else None
    return [issuer] if issuer else sources


def _subject_before(line: Line, said: SaidAt, form: SpeechForm, governing: Sequence[Source]) -> list[Source]:
    """Return who stands before the verb as its subject; in a relative clause the sentence's speaker comes first."""
    if opens_its_clause(line.page, said, line.first):
        return []
    gender = "" if form.plural else form.gender
    if is_relative(line.page, said.at):
        owner = owner_of_account(line.page, line.first, said.at)
        if owner:
            return owner
        agreeing = [s for s in governing if s.gender in {"", gender}]
        if agreeing:
            return agreeing
    return find_source_before(line.page, line.first, said.at, gender)


def _issuer(line: Line, document: Source) -> Source | None:
    """Return who issued a document named before the verb: نشرت وزارة الخارجية بيانا أشار إلى أن."""
    page = line.page
    for start in range(line.first, document.last):
        if page.tokens[start].start >= document.start:
            return None
        if start in page.named and begins_source(page, start) and not hangs_on(page, start):
            issuers = read_sources(page, start, document.last, loose=False)
            return issuers[0] if issuers and issuers[0].kind == "named" else None
    return None


def _subject_of_sentence(line: Line, said: SaidAt, form: SpeechForm, governing: Sequence[Source]) -> Source | None:
    """Return the subject of the verb before: ورفضت أنقرة ... وقالت إن, أصدرت الوزارة بيانا قالت فيه إن."""
    if governing or form.plural or form.verb.carries:
        return None
    for start in range(line.first + 1, said.at):
        noun = line.page.noun(start)
        paper = noun is not None and noun.kind == "media"
        if (paper or start in line.page.named) and begins_source(line.page, start) and not hangs_on(line.page, start):
            subject = read_sources(line.page, start, said.at, loose=False)
            agrees = bool(subject) and subject[0].gender in {"", form.gender}
            return subject[0] if agrees and subject[0].kind in {"named", "media"} else None
    return None


def opens_its_clause(page: Page, said: SaidAt, first: int) -> bool:
    """Tell whether a verb stands first in its clause, so that its subject follows it."""
    before = said.at - 1
    return said.joined or before < first or not page.norms[before][0].isalnum() or page.filler(before) in _OPENING_KINDS


def _is_object_between(page: Page, sources: Sequence[Source], content: Content) -> bool:
    """Tell whether the news itself stands between speaker and quotation: أعلن الجيش قصف "معسكر"."""
    if not sources:
        return False
    if page.opens_clause(content.opener, "himself"):
        return False
    gap = content.opener - _strict_end(page, sources)
    return gap > (0 if content.how == "quote" else _NOUN_GAP)


def _strict_end(page: Page, sources: Sequence[Source]) -> int:
    """Return the token after the last speaker, read without guessing which words are names."""
    first = next((i for i in range(sources[0].last) if page.tokens[i].start >= sources[0].start), sources[0].last)
    strict = read_sources(page, first, sources[-1].last, loose=False) if begins_source(page, first) else []
    return strict[-1].last if strict else sources[-1].last


def _impersonal(form: SpeechForm) -> bool:
    return "impersonal" in form.verb.guard and form.shape == "imperfect" and not form.plural


def _are_many(page: Page, sources: Sequence[Source], said: SaidAt) -> bool:
    """Tell whether men stand before a verb in the singular, which has another subject: مسلحون يعتقد أنهم من."""
    before = bool(sources) and sources[0].start < page.tokens[said.at].start
    return before and sources[0].text.split()[0].endswith(_MANY)


def _is_distant(page: Page, sources: Sequence[Source], said: SaidAt) -> bool:
    """Tell whether a speaker stands before a verb, but not right before it: منفذ الهجوم قاد شاحنة يرجح أنها."""
    before = bool(sources) and sources[0].start < page.tokens[said.at].start
    return before and _strict_end(page, sources) < said.at - 1


def _draft_noun(line: Line, said: SaidAt, form: SpeechForm, governing: Sequence[Source]) -> Draft | None:
    """أعلن الجيش مقتل ..., نفت الوزارة استهداف ...; الجيش يعلن تدمير ..."""
    page = line.page
    first = said.at + 1
    while first < line.last and (page.filler(first) in {"time", "aside"} or page.norms[first] in _MARKS):
        first += 1
    first = past_each_of(page, first, line.last)
    opens = opens_its_clause(page, said, line.first)
    himself = page.filler(said.at - 1) == "himself"  # لكنها نفت تقارير عن: who denies stands before
    none = opens or himself
    sources = [] if none else find_source_before(page, line.first, said.at, "" if form.plural else form.gender)
    opens = opens or page.filler(said.at - 1) == "particle" or _agrees_behind(page, form, said.at, first, line.last)
    start, carried = said.at + 1, False
    if not sources and opens and not said.joined and not _subject_behind(page, first, line.last):
        sources = find_source_before(page, line.first, said.at, "" if form.plural else form.gender)
    if not sources and opens and not himself and _subject_behind(page, first, line.last):
        sources = read_sources(page, first, line.last, loose=False)
        start = sources[-1].last if sources else start
    elif not sources and (himself or _goes_on(page, said, first)):
        accused = himself and form.verb.stance == "denies" and not form.plural  # اتهمت X Y بقصف، لكنها نفت
        answering = find_agreeing(page, line.first, said.at, form.gender)[:1] if accused else []
        speaker = answering[0] if answering else line.memory.carry(form.gender, plural=form.plural)
        sources, carried = [speaker] if speaker and not is_of_other_gender(speaker, form) else [], True
    if not sources and _denies_part(page, form, first):  # تبنت الحركة الهجوم، بينما نفت مسؤوليتها عن التفجير
        sources, carried = [s for s in governing if s.gender in {_EITHER, form.gender}][:1], True
    if start > said.at + 1 and (_is_other_gender(page, said, form, first) or is_accused(page, form, start, line.last)):
        alone = first in page.named and page.named[first].last == start
        start, carried, sources = said.at + 1, True, _accuser_before(line, said, form, sources) if alone else []
    sources = _as_issuer(line, sources)
    content = noun_content(form, start, line.last)
    if content is not None and _INDEFINITE in form.verb.guard and not is_news_of(page, sources, content.first):
        return None
    if not sources or content is None or (_SIGHTED in form.verb.guard and _sees_foe(page, sources, start)):
        return None
    return draft_frame(said, form, known_sources(page, sources, line.memory), content, carried=carried)


def _denies_part(page: Page, form: SpeechForm, first: int) -> bool:
    """Tell whether a denial of one's own part follows a verb at once: نفت مسؤوليتها عن."""
    return form.verb.stance == "denies" and first < len(page.tokens) and page.particle(first, "part")


def _is_other_gender(page: Page, said: SaidAt, form: SpeechForm, first: int) -> bool:
    """Tell whether a state behind a verb of the masculine can only be its object: وحذر روسيا من التصعيد."""
    named = page.named.get(first)
    state = named is not None and named.kind == "state" and said.joined and not form.plural
    return state and (form.gender, gender_of(page, first)) == ("m", "f")


def _accuser_before(line: Line, said: SaidAt, form: SpeechForm, accused: Sequence[Source]) -> list[Source]:
    """Return the last speaker, who goes on to blame another: نفت إسلام آباد ذلك، واتهمت القوات الهندية بقصف."""
    speaker = line.memory.carry(form.gender, plural=form.plural) if said.joined else None
    if speaker is None or speaker.gender not in {_EITHER, form.gender}:
        return []
    himself = any(s.entity_id is not None and s.entity_id == speaker.entity_id for s in accused)
    return [] if himself else [speaker]


def _sees_foe(page: Page, sources: Sequence[Source], first: int) -> bool:
    """Tell whether a force saw somebody, and reports no event: رصدت القوات خمس آليات ودمرتها."""
    fights = {named.entity_id for named in page.named.values() if named.kind in FORCES}
    told = any(token.start in page.news for token in page.tokens[first : first + _FEW_WORDS])
    return not told and any(source.entity_id in fights for source in sources)


def _agrees_behind(page: Page, form: SpeechForm, at: int, first: int, last: int) -> bool:
    """Tell whether the subject stands behind a verb in the midst of its clause: من جهة أخرى أفادت مصادر أمنية."""
    agrees = _subject_behind(page, first, last) and gender_of(page, first) in {form.gender, _EITHER}
    return agrees and not form.plural and not is_relative(page, at)


def _subject_behind(page: Page, first: int, last: int) -> bool:
    """Tell whether a speaker stands behind a verb: not in المرصد، أشار أمس إلى مقتل."""
    return first < last and begins_source(page, first) and not is_object(page, first)


def _goes_on(page: Page, said: SaidAt, first: int) -> bool:
    """Tell whether the news follows a joined verb at once, so that the speaker is the one before: وأكدت مقتل.

    With a preposition it is indefinite: وأشار إلى مقتل, وأعلن عن تدمير; وأشار إلى الهجوم only names what is known.
    """
    if not said.joined or first >= len(page.tokens):
        return False
    led = page.filler(first) == "preposition" and first + 1 < len(page.tokens)
    at = first + 1 if led and not page.norms[first + 1].startswith(_ARTICLE) else first
    return page.tokens[at].start in page.news
