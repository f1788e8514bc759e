"""Who says so: reporting frames before, after and around the news, carried on until another speaker takes over.

One pass from left to right: a verb of speech or a phrase such as بحسب opens a frame; a participle (مضيفا أن) goes on
with the speaker of its sentence, a verb without a speaker (وأضاف أن) with the last one of its gender. How far the
words reach is cut when the sentence is known: to the next speaker, or to its end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.mention import Span
from tasks.extract.reading import Reading
from tasks.extract.speech_after import Attribution, find_attributions
from tasks.extract.speech_cues import SayingCue, find_saying_cues
from tasks.extract.speech_frame import Frame
from tasks.extract.speech_marks import numbers_within
from tasks.extract.speech_memory import Content, Draft, Line, Memory
from tasks.extract.speech_page import Page, SaidAt, open_page
from tasks.extract.speech_passing import tells_before
from tasks.extract.speech_phrase import begins_source
from tasks.extract.speech_position import find_performer, find_subject
from tasks.extract.speech_reach import scope_of
from tasks.extract.speech_source import Source, read_sources
from tasks.extract.speech_verb import draft_verb

_MOST = 40  # frames in one sentence: no reporter writes more, hostile input does
_REMEMBERED = 40  # speakers
_LABEL_WORDS = 10
_HEADING_WORDS = 20
_LABELS = frozenset({"named", "unnamed"})
_BREAKING = ("boundary", "when", "elaborate")  # cues that open a clause of its own
_QUOTES = '"«“'
_SIGNS = frozenset({",", "،", ".", "..", "...", "؛", ";", "…", "-"})
_FEW = 3  # tokens of a clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Who says what in one article: its frames in order of their triggers, and what was looked up to find them."""

    reading: Reading
    page: Page
    cues: tuple[SayingCue, ...]
    frames: tuple[Frame, ...]


def hear(reading: Reading) -> Heard:
    """Return the frames of an article, one for each speaker of a list, with all that claims and sayings need."""
    page = open_page(reading)
    breaks = frozenset(cue.word_start for effect in _BREAKING for cue in reading.cued(effect))
    memory = Memory()
    found: list[Frame] = []
    for number, (first, last) in enumerate(page.bounds):
        known = len(memory.sources)
        drafts, performers = _read_sentence(page, number, memory)
        found += _close(page, drafts, first, last, breaks)
        memory.sources[known:] = [*performers, *_speakers_to_remember(drafts)]
        del memory.sources[:-_REMEMBERED]
    frames = tuple(sorted(found, key=lambda frame: (frame.trigger_start, frame.source_start)))
    return Heard(reading=reading, page=page, cues=find_saying_cues(page), frames=frames)


def _read_sentence(page: Page, number: int, memory: Memory) -> tuple[list[Draft], list[Source]]:
    """Return the frames of a sentence, and who performs a speech act in it (ندد الأمين العام): he may go on."""
    first, last = page.bounds[number]
    drafts = list(_label(page, number))
    performers = find_subject(page, first, last)
    memory.sources += performers
    after = {a.first: a for a in find_attributions(page, first, last)}
    marked = page.marked
    may_speak = (*numbers_within(marked.verbs, first, last), *numbers_within(marked.acts, first, last))
    if not (after or may_speak):
        return drafts, performers
    line, taken, acted = Line(page=page, first=first, last=last, memory=memory), 0, first
    for index in sorted({*after, *may_speak}):
        attribution = after.get(index)
        if attribution is not None and len(drafts) < _MOST:
            drafts = _attribute(line, drafts, attribution)
            taken = attribution.last
            memory.sources += drafts[-1].sources if drafts else ()
        said = page.verbs.get(index)
        if said is None:
            performer = find_performer(page, (first, last), index)[:1]
            performers += performer
            memory.sources += performer
            acted = index if performer else acted
        if said is None or index < taken or len(drafts) >= _MOST:
            continue
        told = [d for d in drafts if d.first > acted] if performers and _goes_on(page, said) else drafts
        draft = draft_verb(line, said, _governing(told) or performers[-1:])
        if draft is not None:
            drafts.append(draft)
            memory.sources += draft.sources
    return drafts, performers


def _goes_on(page: Page, said: SaidAt) -> bool:
    """Tell whether a participle goes on with the act right before it: قال إن X طالب الحكومة بالاعتذار مهددا بالرد.

    Behind a comma it is that of who is quoted: قال X إن روسيا هددت بقصف المدينة، محذرا من.
    """
    return page.norms[said.at - 1][0].isalnum() and any(form.shape == "participle" for form in said.forms)


def _governing(drafts: Sequence[Draft]) -> tuple[Source, ...]:
    """Return the speakers with whom a participle goes on: those of the last verb or phrase of its sentence."""
    for draft in reversed(drafts):
        passing = draft.rule_id.startswith("speech.relay") or (draft.form is not None and draft.form.shape == "bound")
        if not passing and (draft.form is None or draft.form.shape not in {"participle", "masdar"}):
            return draft.sources
    return drafts[-1].sources if drafts else ()


def _label(page: Page, number: int) -> Iterator[Draft]:
    """Headlines: a speaker, a colon, his words."""
    first, last = page.bounds[number]
    if page.sentences[number].stopped or last - first > _HEADING_WORDS:
        return  # nearly every sentence
    colon = next((i for i in range(first, min(first + _LABEL_WORDS, last)) if page.norms[i] == ":"), last)
    if colon + 1 >= last:
        return
    sources = read_sources(page, first, colon, loose=True) if begins_source(page, first) else []
    if sources and sources[-1].last == colon and not _is_dateline(page, first, colon) and sources[0].kind in _LABELS:
        yield Draft(
            first=first,
            last=colon,
            form=None,
            sources=tuple(sources),
            via_entity_id=None,
            content=Content(colon + 1, "quote", colon),
            carried=False,
            rule_id="speech.label",
        )


def _is_dateline(page: Page, first: int, colon: int) -> bool:
    """Tell whether a state or a city before a colon says where: اليمن: قوات تسيطر; in its own words it speaks."""
    named = page.named.get(first)
    if named is None or named.kind != "state" or named.last != colon:
        return False
    said = page.norms[colon + 1 : colon + 4]
    return said[0] not in _QUOTES and not any(page.words.particles.get(w, frozenset()) & {"own"} for w in said)


def _attribute(line: Line, drafts: list[Draft], phrase: Attribution) -> list[Draft]:
    """Add a source beside the news to the frames of its sentence, or hang a relay onto the frame before it."""
    sources = [_resolve(line.memory, s) for s in phrase.sources]
    if any(s.kind in {"pointer", "document"} for s in sources) and any(d.content.first <= phrase.first for d in drafts):
        return drafts
    if drafts and drafts[-1].first < phrase.first <= drafts[-1].content.opener and phrase.kind != "relay":
        return [*drafts[:-1], replace(drafts[-1], via_entity_id=sources[0].entity_id)]
    if tells_before(line.page, drafts, phrase.kind, sources, phrase.first):
        return [*drafts[:-1], replace(drafts[-1], via_entity_id=drafts[-1].via_entity_id or sources[0].entity_id)]
    if all(s.kind == "pointer" and s.noun_kind in {"document", "group"} for s in sources):
        return drafts
    if phrase.kind == "relay" and drafts and _touches(drafts[-1], phrase.first):
        return [*drafts[:-1], _relay(drafts[-1], sources)]
    return [*drafts, _beside(line, phrase, sources)]


def _resolve(memory: Memory, source: Source) -> Source:
    """Return the speaker whom a definite source or document means: المصدر, البيان."""
    definite = source.kind == "pointer" or (source.kind == "document" and source.text.startswith("ال"))
    return (memory.point_back(source) if definite else None) or source


def _touches(draft: Draft, index: int) -> bool:
    """Tell whether a relay stands inside the frame's own words: قالت صحيفة نقلا عن, بحسب وكالات نقلا عن."""
    return index <= draft.content.opener or draft.last == index or draft.sources[-1].last == index


def _relay(draft: Draft, sources: Sequence[Source]) -> Draft:
    via = draft.sources[0].entity_id
    return replace(draft, sources=tuple(sources), via_entity_id=via, rule_id=draft.rule_id + ".relay")


def _beside(line: Line, phrase: Attribution, sources: Sequence[Source]) -> Draft:
    page, first = line.page, line.first
    leads = all(page.filler(i) or not page.norms[i][0].isalnum() for i in range(first, phrase.first))
    leads = leads or _opens_clause(line, phrase)
    content = Content(phrase.last, "that", phrase.last) if leads else Content(first, "noun", phrase.first)
    return Draft(
        first=phrase.first,
        last=phrase.last,
        form=None,
        sources=tuple(sources),
        via_entity_id=phrase.via,
        content=content,
        carried=False,
        rule_id=f"speech.{phrase.kind}.{'before' if leads else 'after'}",
    )


def _opens_clause(line: Line, phrase: Attribution) -> bool:
    """Tell whether "and" joins a source to the news behind it: اعتقلت القوات عشرة .. ووفقا للشرطة قتل اثنان."""
    page, behind = line.page, line.page.norms[phrase.last : line.last]
    joined = page.norms[phrase.first] not in page.words.attributions.by_first
    another = page.norms[phrase.first - 1] not in _SIGNS  # بحسب الشرطة وبحسب شهود
    return joined and not another and len(behind) > _FEW and page.news_between(phrase.last, line.last)


def _speakers_to_remember(drafts: Sequence[Draft]) -> list[Source]:
    """Return the speakers in the order in which they may go on: those quoted by others first."""
    outer = [d for d in drafts if not _is_inner(drafts, d)]
    inner = [d for d in drafts if _is_inner(drafts, d)]
    return [source for draft in (*inner, *outer) for source in draft.sources]


def _is_inner(drafts: Sequence[Draft], draft: Draft) -> bool:
    """Tell whether a frame stands in the words of another speaker: قال كيربي إن مسؤولا أبلغ السفارة بأن."""
    return any(
        d.content.first < draft.first and d.content.how != "noun" and d.sources != draft.sources and d.form is not None
        for d in drafts
    )


def _close(page: Page, drafts: Sequence[Draft], first: int, last: int, breaks: frozenset[int]) -> Iterator[Frame]:
    """Yield the frames of a sentence with their scopes."""
    for draft in drafts:
        start, end = scope_of(page, drafts, draft, (first, last), breaks)
        if start < end and any(norm[0].isalnum() for norm in page.norms[start:end]):
            span = Span(start=page.slice(start, end)[0], end=page.slice(start, end)[1])
            for source in draft.sources:
                yield _frame(page, draft, source, span)


def _frame(page: Page, draft: Draft, source: Source, span: Span) -> Frame:
    trigger_start, trigger_end = page.slice(draft.first, draft.last)
    verb = draft.form.verb if draft.form else None
    own = [] if draft.carried else [source.start, source.end]
    return Frame(
        source_entity_id=source.entity_id,
        source_text=source.text,
        source_start=source.start,
        source_end=source.end,
        source_kind="evidence" if source.mute else source.kind,
        via_entity_id=draft.via_entity_id,
        stance=verb.stance if verb else "asserts",
        verbal_type=verb.verbal if verb else "Statement",
        scope=(span,),
        trigger_start=trigger_start,
        trigger_end=trigger_end,
        evidence_start=min([trigger_start, span.start, *own]),
        evidence_end=max([trigger_end, span.end, *own]),
        rule_id=draft.rule_id,
        carried=draft.carried,
        news=verb is not None and "news" in verb.guard,
    )
