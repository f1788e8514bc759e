"""Speech acts told by a word of their own: ندد, دعا إلى, التقى, مباحثات بين.

The speaker is found as for a verb of speech; a word that is joined to the one before goes on with the last speaker.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.mention import Span
from tasks.extract.reading import Reading, within
from tasks.extract.saying_span import Saying, find_targets
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import first_cue
from tasks.extract.speech_frame import Frame
from tasks.extract.speech_page import Page
from tasks.extract.speech_phrase import begins_source
from tasks.extract.speech_position import find_source_before, is_object, is_relative
from tasks.extract.speech_source import Source, read_sources
from tasks.extract.speech_words import VerbalForm

_DAY_BEHIND = 24  # characters behind the speaker in which the day may stand
_LONGEST = 400  # characters of evidence
_CUE_REACH = 16
_SIDES_REACH = 14
_BEFORE_ACT = 40
_NEAR = 12
_SIGNS = frozenset({'"', "-"})
_PARTICLES = "ولبفس"
_JOINING = "وف"
_SILENT = frozenset({"civilians", "media", "children", "women"})
_SIDES = frozenset({"state", "government", "ministry", "person", "coalition", "alliance", "organisation", "army"})
_ARMED_SIDES = frozenset({"armed-group", "militia", "party"})
_NAMED_ONLY = frozenset({"Authorisation", "Talks", "Support"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """The sentence in hand: tokens `first` to `last` of an article that was heard."""

    heard: Heard
    page: Page
    reading: Reading
    first: int
    last: int


def find_acts(heard: Heard) -> Iterator[Saying]:
    """Yield the speech acts that words of verbal_triggers.tsv tell, in order of the text."""
    for first, last in heard.page.bounds:
        line = _Sentence(heard=heard, page=heard.page, reading=heard.reading, first=first, last=last)
        for at in range(first, last):
            for form in _forms_at(heard.page, at):
                saying = _spoken(line, form, at)
                if saying is not None:
                    yield saying
                    break


def _forms_at(page: Page, at: int) -> tuple[VerbalForm, ...]:
    verbal, norm = page.words.verbal, page.norms[at]
    found = verbal.get(norm)
    if found is None and norm[0] in _JOINING:
        found = verbal.get(norm[1:])
    return found or ()


def _spoken(line: _Sentence, form: VerbalForm, at: int) -> Saying | None:
    page = line.page
    negated = at > line.first and page.filler(at - 1) == "negation"
    if form.shape == "bound" and page.norms[at] == page.bare(at):
        return None
    if negated != (form.kind == "negated") or not _has_cue(page, form, at, line.last):
        return None
    if form.kind == "noun":
        return _talks(line, form, at)
    sources = [s for s in _speakers(line, form, at) if not _is_silent(line.reading, s)]
    known = [s for s in sources if s.kind == "named" or (s.kind == "unnamed" and form.verbal not in _NAMED_ONLY)]
    return _worded(line, form, known, at) if known else None


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


def _speakers(line: _Sentence, form: VerbalForm, at: int) -> list[Source]:
    """Return who performs a speech act: after the verb, before it, or the last speaker where it is joined."""
    page, frames, first, last = line.page, line.heard.frames, line.first, line.last
    if form.shape == "participle" or form.kind == "negated" or (form.plural and not form.gender):
        return _last_speaker(page, frames, at, first)
    if form.shape in {"masdar", "bound"} or form.kind == "backed":
        return _right_after(page, at + 1 + int(form.kind == "backed"), last)
    before = page.filler(at - 1) if at > first else ""
    joined = at == first or page.norms[at] != page.bare(at) or not page.norms[at - 1][0].isalnum()
    goes_on = page.norms[at] != page.bare(at) or page.particle(at - 1, "also")
    found = [] if joined else find_source_before(page, first, at, "" if form.plural else form.gender)
    opens = joined or before in {"particle", "preposition", "conjunction"} or page.opens_clause(at - 1, "that")
    if found or not opens:
        return found
    sources = [] if is_relative(page, at) else _right_after(page, at + 1, last)
    if sources and sources[0].kind not in {"pointer", "document"}:
        return sources
    return _last_speaker(page, frames, at, _sentence_before(page, first)) if goes_on else []


def _right_after(page: Page, begin: int, last: int) -> list[Source]:
    """Return the subject right behind a word, past the day, a quotation mark and من (بطلب من أنقرة)."""
    while begin < last and (page.filler(begin) in {"time", "aside"} or _is_passed(page, begin)):
        begin += 1
    if begin >= last or not begins_source(page, begin) or is_object(page, begin):
        return []
    return read_sources(page, begin, last, loose=False)


def _is_passed(page: Page, at: int) -> bool:
    return page.norms[at] in _SIGNS or page.particle(at, "from")


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
    reading, page = line.reading, line.page
    start = page.tokens[at].start
    own = sources[0].start
    if page.tokens[line.first].start <= own < start:
        start = own
    end = page.tokens[_stop(page, at, line.last) - 1].end
    end = min(end, start + _LONGEST)
    ids = tuple(s.entity_id for s in sources if s.entity_id)
    after = max(page.tokens[at].end, max(s.end for s in sources) if own >= page.tokens[at].start else 0)
    targets = find_targets(reading, Span(start=after, end=end), ids)
    return Saying(
        verbal=form.verbal,
        actor_ids=tuple(dict.fromkeys(ids)),
        actor_text=sources[0].text,
        target_ids=tuple(t.entity_id for t in targets),
        target_text=targets[0].text if targets else None,
        start=start,
        opening=min(end, after + _DAY_BEHIND),
        end=end,
        status=_status(line, start, page.tokens[at].end),
        rule_id=f"verbal.{form.trigger_id}",
    )


def _stop(page: Page, at: int, last: int) -> int:
    """Return the token at which the next speech act begins."""
    for index in range(at + 4, last):
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
    """مباحثات بين X و Y: the sides stand beside the noun; talks named again with the article are no news."""
    reading, page = line.reading, line.page
    first, last = max(line.first, at - _SIDES_REACH), min(line.last, at + _SIDES_REACH)
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    sides = [e for e in within(reading.entities, start, end) if e.kind in _SIDES | _ARMED_SIDES]
    ids = tuple(dict.fromkeys(e.entity_id for e in sides))
    if len(ids) < 2:
        return None
    return Saying(
        verbal=form.verbal,
        actor_ids=ids,
        actor_text=sides[0].text,
        target_ids=(),
        target_text=None,
        start=min(page.tokens[at].start, sides[0].start),
        opening=max(page.tokens[at].end, sides[-1].end),
        end=max(page.tokens[at].end, sides[-1].end),
        status=_status(line, page.tokens[at].start, page.tokens[at].end),
        rule_id=f"verbal.{form.trigger_id}",
    )
