"""Speech acts told by a word of their own: ندد, دعا إلى, التقى, مباحثات بين.

The speaker is found as for a verb of speech; a word that is joined to the one before goes on with the last speaker.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.mention import Mention, Span
from tasks.extract.reading import Reading, within
from tasks.extract.saying_span import Saying
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import first_cue
from tasks.extract.speech_frame import Frame
from tasks.extract.speech_page import Page
from tasks.extract.speech_position import find_source_before, is_relative, read_after, subject_follows
from tasks.extract.speech_source import Source
from tasks.extract.speech_words import VerbalForm
from tasks.extract.verbal_parties import Act, find_target
from tasks.extract.verbal_talks import sides_of_talks

_DAY_BEHIND = 24  # characters behind the speaker in which the day may stand
_LONGEST = 400  # characters of evidence
_CUE_REACH = 16
_SIDES_REACH = 14
_BEFORE_ACT = 40
_NEAR = 12
_PARTICLES = "ولبفس"
_JOINING = "وف"
_SILENT = frozenset({"civilians", "media", "children", "women"})
_TWO = 2
_ANONYMOUS = 4  # tokens in which an act is about the speaker's own name
_SINGLE = frozenset(
    {"person", "ministry", "state", "government", "un-body", "organisation", "court", "agency", "outlet"}
)
_MARKED = ("ال", "ب", "ل")
_CONTENT = "بل"
_NAMED_ONLY = frozenset({"Authorisation", "Talks", "Support"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """The sentence in hand: tokens `first` to `last` of an article that was heard."""

    heard: Heard
    physical: Sequence[Mention]
    page: Page
    reading: Reading
    first: int
    last: int


def find_acts(heard: Heard, physical: Sequence[Mention]) -> Iterator[Saying]:
    """Yield the speech acts that words of verbal_triggers.tsv tell, in order of the text.

    Who performed one may go on in his sentence, and at the beginning of the next (كما دعا إلى).
    """
    spoke: list[Source] = []
    for first, last in heard.page.bounds:
        line = _Sentence(heard=heard, physical=physical, page=heard.page, reading=heard.reading, first=first, last=last)
        before, spoke = spoke, []
        for at in range(first, last):
            for form in _forms_at(heard.page, at):
                sources = _speakers_named(line, form, at, spoke or (before if _opens(line, at) else []))
                saying = _spoken(line, form, at, sources)
                if saying is not None:
                    spoke = sources or spoke
                    yield saying
                    break


def _forms_at(page: Page, at: int) -> tuple[VerbalForm, ...]:
    verbal, norm = page.words.verbal, page.norms[at]
    found = verbal.get(norm)
    if found is None and norm[0] in _JOINING:
        found = verbal.get(norm[1:])
    return found or ()


def _speakers_named(line: _Sentence, form: VerbalForm, at: int, spoke: Sequence[Source]) -> list[Source]:
    """Return who performs a speech act, those alone whom knowledge or a description names; `spoke` did so before."""
    if form.kind == "noun":
        return []
    begin = line.page.tokens[at].start
    found = _speakers(line, form, at, spoke)
    sources = [s for s in found if s.start < begin or not _is_silent(line.reading, s)]  # behind it they are its object
    return [s for s in sources if s.kind == "named" or (s.kind == "unnamed" and form.verbal not in _NAMED_ONLY)]


def _spoken(line: _Sentence, form: VerbalForm, at: int, sources: Sequence[Source]) -> Saying | None:
    page = line.page
    negated = at > line.first and page.filler(at - 1) == "negation"
    if form.shape == "perfect" and at > line.first and page.particle(at - 1, "quantifier"):
        return None  # أي طلب: the noun, not the verb
    if form.shape == "bound" and page.norms[at] == page.bare(at):
        return None
    if negated != (form.kind == "negated") or not _has_cue(page, form, at, line.last):
        return None
    if form.kind == "noun":
        return _talks(line, form, at)
    if not sources or _is_anonymous(line, at) or (form.shape == "masdar" and not _has_object(page, sources, line.last)):
        return None
    return _worded(line, form, sources, at)


def _is_anonymous(line: _Sentence, at: int) -> bool:
    """Tell whether a source asks not to be named: رفض الكشف عن اسمه is no news."""
    tokens = line.page.tokens
    end = tokens[min(at + _ANONYMOUS, line.last - 1)].end
    return first_cue(line.heard.cues, line.reading, (tokens[at].start, end), "anonymous") is not None


def _has_object(page: Page, sources: Sequence[Source], last: int) -> bool:
    """Tell whether something follows the name behind a noun: in رفض الاحتلال، the name itself is the object."""
    after = sources[-1].last
    return after < last and page.norms[after][0].isalnum() and page.norms[after][0] != "و"


def _has_cue(page: Page, form: VerbalForm, at: int, last: int) -> bool:
    if not form.cues:
        return True
    for index in range(at + 1, min(last, at + _CUE_REACH)):
        norm = page.norms[index]
        if norm in form.cues or norm.lstrip(_PARTICLES) in form.cues:
            return True
        if any(len(cue) == 1 and norm.startswith(cue) for cue in form.cues):
            return True
        if any(" " in cue and " ".join(page.norms[index : index + 2]) == cue for cue in form.cues):
            return True
    return False


def _is_silent(reading: Reading, source: Source) -> bool:
    kinds = {e.kind for e in within(reading.entities, source.start, source.end)}
    return bool(kinds & _SILENT) and not kinds - _SILENT


def _speakers(line: _Sentence, form: VerbalForm, at: int, spoke: Sequence[Source]) -> list[Source]:
    """Return who performs a speech act: after the verb, before it, or the last speaker where it is joined."""
    page, first, last = line.page, line.first, line.last
    if form.shape == "participle" or form.kind == "negated" or (form.plural and not form.gender):
        return _last_speaker(page, line.heard.frames, at, first)
    if form.shape in {"masdar", "bound"} or form.kind == "backed":
        return read_after(page, at + 1 + int(form.kind == "backed"), last)
    return _surely_behind(page, form, at, last) or _subject(line, form, at, spoke)


def _subject(line: _Sentence, form: VerbalForm, at: int, spoke: Sequence[Source]) -> list[Source]:
    """Return the subject of a finite verb; one joined to the sentence before may go on with its speaker."""
    page, first, last = line.page, line.first, line.last
    before = page.filler(at - 1) if at > first else ""
    joined = at == first or page.norms[at] != page.bare(at) or not page.norms[at - 1][0].isalnum()
    goes_on = page.norms[at] != page.bare(at) or page.particle(at - 1, "also")
    found = [] if joined else find_source_before(page, first, at, "" if form.plural else form.gender)
    opens = joined or before in {"particle", "preposition", "conjunction"} or page.opens_clause(at - 1, "that")
    if found or not (opens or subject_follows(page, form.gender, at)):
        return found
    sources = [] if is_relative(page, at) else read_after(page, at + 1, last)
    if sources and sources[0].kind not in {"pointer", "document"} and _may_perform(sources[0], form, goes_on=goes_on):
        return sources
    return _carried(line, form, at, spoke) if goes_on and not _names_another(page, at, last) else []


def _carried(line: _Sentence, form: VerbalForm, at: int, spoke: Sequence[Source]) -> list[Source]:
    """Return who goes on: the speaker before in the sentence, else in the one before; a plural verb needs several."""
    page, frames, first = line.page, line.heard.frames, line.first
    start = _sentence_before(page, first) if _opens(line, at) else first
    carried = _last_speaker(page, frames, at, first) or list(spoke) or _last_speaker(page, frames, at, start)
    return carried if not form.plural or _are_many(line.reading, carried) else []


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


def _may_perform(source: Source, form: VerbalForm, *, goes_on: bool) -> bool:
    """Tell whether who stands behind a verb is its subject, not its object: ودعت المجتمع الدولي إلى, يحمل واشنطن."""
    if form.plural:
        return True
    return source.gender in {"", form.gender} if goes_on else (source.gender, form.gender) != ("f", "m")


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


def _opens(line: _Sentence, at: int) -> bool:
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


def _worded(line: _Sentence, form: VerbalForm, sources: Sequence[Source], at: int) -> Saying:
    page = line.page
    start = page.tokens[at].start
    own = sources[0].start
    if page.tokens[line.first].start <= own < start:
        start = own
    end = page.tokens[_stop(page, at, line.last) - 1].end
    end = min(end, start + _LONGEST)
    ids = tuple(s.entity_id for s in sources if s.entity_id)
    after = max(page.tokens[at].end, max(s.end for s in sources) if own >= page.tokens[at].start else 0)
    act = Act(verbal=form.verbal, speakers=ids, span=Span(start=after, end=max(after, end)), content=after)
    target = find_target(line.heard, line.physical, act)
    return Saying(
        verbal=form.verbal,
        actor_ids=tuple(dict.fromkeys(ids)),
        actor_text=sources[0].text,
        target_ids=(target.entity_id,) if target and target.entity_id else (),
        target_text=(target.text or None) if target else None,
        start=start,
        opening=min(end, after + _DAY_BEHIND),
        end=end,
        status=_status(line, start, page.tokens[at].end),
        rule_id=f"verbal.{form.trigger_id}",
    )


def _stop(page: Page, at: int, last: int) -> int:
    """Return the token at which the next speech act begins."""
    for index in range(at + 2, last):
        joined = page.norms[index] != page.bare(index)
        if joined and (index in page.verbs or _forms_at(page, index)):
            return index
    return last


def _status(line: _Sentence, start: int, end: int) -> str:
    """Return planned where the words before the act say that it is still to come."""
    first = max(line.page.tokens[line.first].start, start - _BEFORE_ACT)
    ahead = first_cue(line.heard.cues, line.reading, (first, end), "ahead")
    return "asserted" if ahead is None else "planned"


def _talks(line: _Sentence, form: VerbalForm, at: int) -> Saying | None:
    """مباحثات بين X و Y: talks have two sides; talks named again with the article are no news."""
    page = line.page
    sides = sides_of_talks(page, (line.first, line.last), at)
    ids = tuple(dict.fromkeys(side.entity_id for side in sides if side.entity_id))
    if len(ids) < _TWO:
        return None
    first = max(line.first, at - _SIDES_REACH)
    last = min(line.last, at + _SIDES_REACH)
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    places = [found for side in sides if (found := page.text.find(side.text, start, end)) >= 0]
    spans = [page.tokens[at].start, *places]
    stop = max([page.tokens[at].end, *(place + len(side.text) for place, side in zip(places, sides, strict=False))])
    return Saying(
        verbal=form.verbal,
        actor_ids=ids,
        actor_text=sides[0].text,
        target_ids=(),
        target_text=None,
        start=min(spans),
        opening=stop,
        end=stop,
        status=_status(line, page.tokens[at].start, page.tokens[at].end),
        rule_id=f"verbal.{form.trigger_id}",
    )
