"""Who performs a speech act: beside its verb, or the speaker before who goes on where verb and number agree."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mention import Mention
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_frame import Frame
from tasks.extract.speech_page import Page, token_at
from tasks.extract.speech_position import find_source_before, is_relative, last_named, read_after, subject_follows
from tasks.extract.speech_source import Source
from tasks.extract.speech_words import VerbalForm
from tasks.extract.verbal_subjects import agrees_with, has_own_subject, is_named_again

_NEAR = 12
_SILENT = frozenset({"civilians", "media", "children", "women"})
_SINGLE = frozenset(
    {"person", "ministry", "embassy", "state", "government", "un-body", "organisation", "court", "agency", "outlet"}
)
_MARKED = ("ال", "ب", "ل")
_CONTENT = "بل"
_ALSO_NOUNS = frozenset({"Refusal", "Support", "Request"})  # whose verb is written as its noun
_NAMED_ONLY = frozenset({"Authorisation", "Talks", "Support"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """The sentence in hand: tokens `first` to `last` of an article that was heard."""

    heard: Heard
    physical: Sequence[Mention]
    page: Page
    reading: Reading
    first: int
    last: int


def speakers_of_act(line: ActLine, form: VerbalForm, at: int, spoke: Sequence[Source]) -> list[Source]:
    """Return who performs a speech act, those alone whom knowledge or a description names; `spoke` did so before."""
    if form.kind == "noun":
        return []
    begin = line.page.tokens[at].start
    found = [_resolved(line.page, s) for s in _speakers(line, form, at, spoke)]
    sources = [s for s in found if s.start < begin or not _is_silent(line.reading, s)]  # behind it they are its object
    return [s for s in sources if s.kind == "named" or (s.kind == "unnamed" and form.verbal not in _NAMED_ONLY)]


def _resolved(page: Page, source: Source) -> Source:
    return (last_named(page, source) if source.kind == "pointer" else None) or source


def _is_silent(reading: Reading, source: Source) -> bool:
    kinds = {e.kind for e in within(reading.entities, source.start, source.end)}
    return bool(kinds & _SILENT) and not kinds - _SILENT


def _speakers(line: ActLine, form: VerbalForm, at: int, spoke: Sequence[Source]) -> list[Source]:
    """Return who performs a speech act: after the verb, before it, or the last speaker where it is joined."""
    page, first, last = line.page, line.first, line.last
    if form.shape == "participle" or form.kind == "negated" or (form.plural and not form.gender):
        return _last_speaker(page, line.heard.frames, at, first)
    if form.shape in {"masdar", "bound"} or form.kind == "backed":
        return read_after(page, at + 1 + int(form.kind == "backed"), last)
    if form.kind == "transitive" and _asks_him(line, form, at):
        return _carried(line, form, at, spoke)
    return _surely_behind(page, form, at, last) or _subject(line, form, at, spoke)


def _subject(line: ActLine, form: VerbalForm, at: int, spoke: Sequence[Source]) -> list[Source]:
    """Return the subject of a finite verb; one joined to the sentence before may go on with its speaker."""
    page, first, last = line.page, line.first, line.last
    before = page.filler(at - 1) if at > first else ""
    also = at > first and page.particle(at - 1, "also")  # "المسلحين"، كما طلب منهم: no name before asks
    joined = at == first or also or page.norms[at] != page.bare(at) or not page.norms[at - 1][0].isalnum()
    goes_on = page.norms[at] != page.bare(at) or also
    found = [] if joined else find_source_before(page, first, at, "" if form.plural else form.gender)
    opens = joined or before in {"particle", "preposition", "conjunction"} or page.opens_clause(at - 1, "that")
    if found or not (opens or subject_follows(page, form.gender, at)):
        return found
    sources = [] if form.plural or is_relative(page, at) else read_after(page, at + 1, last)  # حثوا الجيش: its object
    if sources and "document" in {sources[0].kind, sources[0].noun_kind}:  # وطالب البيان: who issued it
        return list(spoke) or _last_speaker(page, line.heard.frames, at, _sentence_before(page, first))
    if sources and sources[0].kind != "document" and _may_perform(page, sources[0], form, goes_on=goes_on):
        return sources
    if (
        form.kind == "intransitive"
        and at + 1 < last
        and page.norms[at + 1].startswith("ال")
        and not page.filler(at + 1)
    ):
        return []  # كما اتفق الزعيمان: nobody before goes on
    papers = bool(sources) and sources[0].noun_kind == "media" and not sources[0].entity_id  # وانتقدت صحف مغربية
    if not goes_on or papers or _names_another(page, at, last):
        return []
    carried = _carried(line, form, at, spoke)
    named_again = any(is_named_again(page, at + 1, source) for source in carried)
    return carried if named_again or not has_own_subject(page, form, at, last) else []


def _carried(line: ActLine, form: VerbalForm, at: int, spoke: Sequence[Source]) -> list[Source]:
    """Return who goes on: the speaker before in the sentence, else in the one before; a plural verb needs several."""
    page, frames, first = line.page, line.heard.frames, line.first
    start = _sentence_before(page, first) if opens_sentence(line, at) else first
    carried = _last_speaker(page, frames, at, first) or list(spoke) or _last_speaker(page, frames, at, start)
    if form.plural:
        return carried if _are_many(line.reading, carried) else []
    return carried if all(agrees_with(page, form.gender, source) for source in carried) else []


def _surely_behind(page: Page, form: VerbalForm, at: int, last: int) -> list[Source]:
    """Return the subject behind a verb that takes no object (عبرت واشنطن عن), or in a relative clause of others.

    التي ترفض واشنطن التنسيق معها: the state behind the verb refuses, not the group before it.
    """
    if form.plural or at + 1 not in page.named:
        return []
    relative = is_relative(page, at) and page.named[at + 1].kind == "state"
    sources = read_after(page, at + 1, last) if relative or form.kind == "intransitive" else []
    agrees = bool(sources) and sources[0].gender in ({form.gender} if relative else {"", form.gender})
    return sources if agrees and sources[0].kind == "named" else []


def _may_perform(page: Page, source: Source, form: VerbalForm, *, goes_on: bool) -> bool:
    """Tell whether who stands behind a verb is its subject, not its object: ودعت المجتمع الدولي إلى, يحمل واشنطن."""
    if form.plural:
        return True
    if goes_on:
        return source.gender in {"", form.gender}
    named = page.named.get(token_at(page, source.start))
    hers = form.verbal in _ALSO_NOUNS and named is not None and named.kind == "state"
    return hers or (source.gender, form.gender) != ("f", "m")  # رفض أميركا تمويل السد: her refusal


def _asks_him(line: ActLine, form: VerbalForm, at: int) -> bool:
    """Tell whether what is asked stands right behind the one name behind a verb that goes on: ، وحثت رواندا على سحب."""
    page = line.page
    if form.plural or page.norms[at] == page.bare(at) or opens_sentence(line, at):
        return False
    sources = read_after(page, at + 1, line.last)
    return len(sources) == 1 and sources[0].last < line.last and page.particle(sources[0].last, "toward")


def _names_another(page: Page, at: int, last: int) -> bool:
    """Tell whether a subject that nobody knows follows a verb, so that nobody before it goes on: وطالبت ألبانيزي ب."""
    after = at + 1
    if after + 1 >= last or after in page.named or page.filler(after) or not page.norms[after][0].isalpha():
        return False
    marked = page.norms[after].startswith(_MARKED) or page.noun(after) is not None or page.particle(after, "quantifier")
    behind = page.norms[after + 1]
    return not marked and (behind[0] in _CONTENT or page.particle(after + 1, "toward"))


def _are_many(reading: Reading, sources: Sequence[Source]) -> bool:
    """Tell whether a plural verb may go on with these speakers: ودعوا goes on with no single minister."""
    kinds = {e.entity_id: e.kind for e in reading.entities}
    return len(sources) > 1 or all(kinds.get(s.entity_id or "") not in _SINGLE for s in sources)


def opens_sentence(line: ActLine, at: int) -> bool:
    """Tell whether a word stands first in its sentence, but for small words."""
    page = line.page
    return all(page.filler(i) or not page.norms[i][0].isalnum() for i in range(line.first, at))


def _sentence_before(page: Page, first: int) -> int:
    at = bisect_left(page.bounds, (first, 0))
    return page.bounds[at - 1][0] if at else first


def _last_speaker(page: Page, frames: Sequence[Frame], at: int, first: int) -> list[Source]:
    """Return the speaker of the frame before a word, in its sentence."""
    here, start = page.tokens[at].start, page.tokens[first].start
    last = bisect_left(frames, here, key=lambda f: f.trigger_start)
    near = reversed(frames[max(0, last - _NEAR) : last])
    frame = next((f for f in near if f.trigger_start >= start and not f.rule_id.endswith(".after")), None)
    if frame is None:
        return []
    return [
        Source(
            entity_id=frame.source_entity_id,
            kind="named" if frame.source_entity_id else frame.source_kind,
            text=frame.source_text,
            start=frame.source_start,
            end=frame.source_end,
            gender="",
            last=at,
        )
    ]
