"""Speech that is news by itself: denials, charges, demands, threats, talks and the like, as sayings of an article.

A saying comes from a reporting frame whose verb or content tells more than "said" (نفى, اتهم, يجب أن), or from a word
that is a speech act of its own (ندد, دعا, التقى). A plain statement is the last resort, only where a named speaker of
a state or an armed side says something that no event row carries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from schemas.mention import Mention, Span
from tasks.extract.claims import covers
from tasks.extract.entities import EntityHit
from tasks.extract.reading import Reading, within
from tasks.extract.speech_frame import Frame
from tasks.extract.speech_page import Page, open_page
from tasks.extract.speech_source import Source, begins_source, find_source_before, is_object, is_relative, read_sources
from tasks.extract.speech_words import VerbalForm

_DAY_BEHIND = 24  # characters behind the speaker in which the day may stand
_LONGEST = 400
_CUE_REACH = 16
_SIDES_REACH = 14
_MODAL_REACH = 20
_GOING_ON = frozenset({"كما", "ثم"})
_PASSED = frozenset({'"', "-", "من"})
_PARTICLES = "ولبفس"
_IMPERFECT = "يتن"
_SILENT = frozenset({"civilians", "media", "children", "women"})
_SPEAKING = frozenset(
    (
        *("state", "government", "ministry", "person", "coalition", "alliance", "organisation", "army", "court"),
        *("armed-group", "militia", "party", "community", "international"),
    )
)
_NAMED_ONLY = frozenset({"Authorisation", "Talks", "Agreement", "Support"})
_CUED = (
    ("false", "Denial"),
    ("charge", "Accusation"),
    ("threat", "Threat"),
    ("concern", "Criticism"),
    ("must", "Demand"),
)
_DEALING = frozenset({"Talks", "Agreement"})
_FEW = 4
_FAR = 6  # UCDP code of a country
_TWICE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One speech act: its sub-type, who speaks, to or of whom, and its words in the text.

    `start` to `opening` are verb and speaker, `opening` to `end` what is said.
    """

    verbal: str
    actor_ids: tuple[str, ...]
    actor_text: str
    target_ids: tuple[str, ...]
    target_text: str | None
    start: int
    opening: int
    end: int
    status: str
    rule_id: str


def find_sayings(reading: Reading, frames: Sequence[Frame], physical: Sequence[Mention]) -> tuple[Saying, ...]:
    """Return the sayings of an article that are news, in order of the text, each speech act once."""
    page = open_page(reading)
    sharp = sorted([*_from_frames(reading, frames), *_from_words(reading, page, frames)], key=_place)
    sharp = [s for i, s in enumerate(sharp) if not any(_repeats(reading, s, other) for other in sharp[:i])]
    plain: list[Saying] = []
    for saying in _statements(reading, frames, physical):
        if not any(_holds(saying, other) or _repeats(reading, saying, other) for other in (*sharp, *plain)):
            plain.append(saying)
    return tuple(sorted([*sharp, *plain], key=_place))


def _place(saying: Saying) -> tuple[int, int]:
    return saying.start, saying.end


def _holds(plain: Saying, other: Saying) -> bool:
    """Tell whether a statement only passes on another speech act: قال كيربي إن مسؤولا أبلغ السفارة."""
    return plain.start < other.start < plain.end and other.verbal != "Statement"


def _repeats(reading: Reading, saying: Saying, other: Saying) -> bool:
    """Tell whether the same speaker's same act stands in another saying: in the same words or the same sentence."""
    same = saying.actor_text == other.actor_text or bool(set(saying.actor_ids) & set(other.actor_ids))
    if not same:
        return False
    shared = min(saying.end, other.end) - max(saying.start, other.start)
    half = shared * 2 >= min(saying.end - saying.start, other.end - other.start)
    alike = saying.verbal == other.verbal or {saying.verbal, other.verbal} <= _DEALING
    return half or (alike and reading.sentence_at(saying.start) == reading.sentence_at(other.start))


def _from_frames(reading: Reading, frames: Sequence[Frame]) -> Iterator[Saying]:
    for _, group in groupby(frames, key=lambda f: (f.trigger_start, f.scope[0])):
        speakers = list(group)
        verbal = _sub_type(reading, speakers[0])
        if verbal is not None:
            yield _framed(reading, speakers, verbal)


def _sub_type(reading: Reading, frame: Frame) -> str | None:
    """Return what a frame's saying is, if it is more than a statement."""
    if frame.source_kind in {"document", "media", "name"}:
        return None
    if frame.verbal_type != "Statement":
        return frame.verbal_type or None
    if frame.rule_id.endswith((".after", ".before")):
        return None
    first, last = frame.scope[0].start, frame.scope[0].end
    if _denies_own_act(reading, frame):
        return "Denial"
    if _contrasts(reading, first, last):
        return "Accusation"
    return next((verbal for cue, verbal in _CUED if _has(reading, first, last, cue, _MODAL_REACH)), None)


def _contrasts(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a speaker says that it was not the one named: ... وليس تنظيم الدولة."""
    at = _where(reading, start, end, "contrast", len(reading.tokens))
    if at is None:
        return False
    following = within(reading.tokens, at, end)[: _FEW + 2]
    return bool(within(reading.entities, at, following[-1].end))


def _has(reading: Reading, start: int, end: int, kind: str, reach: int) -> bool:
    return _where(reading, start, end, kind, reach) is not None


def _where(reading: Reading, start: int, end: int, kind: str, reach: int) -> int | None:
    """Return where a cue of a kind stands in the first tokens of a span."""
    tokens = within(reading.tokens, start, end)[:reach]
    norms = [token.norm for token in tokens]
    phrases = reading.lexicon.speech.cues
    for at, token in enumerate(tokens):
        hit = phrases.at(norms, at)
        if hit is not None and hit[1] == kind:
            return token.start
    return None


def _denies_own_act(reading: Reading, frame: Frame) -> bool:
    """Tell whether the speaker says that he does or did not: قالت موسكو إنها لا تخطط."""
    tokens = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:3]
    words = reading.lexicon.speech
    return (
        len(tokens) == _FEW - 1
        and words.is_complementiser(tokens[0].norm, "himself")
        and words.fillers.get(tokens[1].norm) == "negation"
        and tokens[2].norm[0] in _IMPERFECT
    )


def _framed(reading: Reading, speakers: Sequence[Frame], verbal: str) -> Saying:
    frame = speakers[0]
    start = frame.trigger_start if frame.carried else min(frame.trigger_start, frame.source_start)
    beside = frame.rule_id.endswith(".after")
    end = frame.source_end if beside else min(frame.scope[0].end, start + _LONGEST)
    ids = tuple(f.source_entity_id for f in speakers if f.source_entity_id)
    targets = _targets(reading, frame.scope[0], ids)
    return Saying(
        verbal=verbal,
        actor_ids=tuple(dict.fromkeys(ids)),
        actor_text=frame.source_text,
        target_ids=tuple(t.entity_id for t in targets),
        target_text=targets[0].text if targets else None,
        start=start,
        opening=max(start, min(frame.scope[0].start, end)),
        end=max(end, frame.trigger_end),
        status="asserted",
        rule_id=f"verbal.{frame.rule_id}",
    )


def _targets(reading: Reading, scope: Span, actors: Sequence[str]) -> list[EntityHit]:
    first = within(reading.tokens, scope.start, scope.end)[:8]
    if not first:
        return []
    named = within(reading.entities, scope.start, first[-1].end)
    return [e for e in named if e.entity_id not in actors][:1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The sentence in hand: tokens `first` to `last` of the page, and the frames of the article."""

    reading: Reading
    page: Page
    frames: Sequence[Frame]
    first: int
    last: int


def _from_words(reading: Reading, page: Page, frames: Sequence[Frame]) -> Iterator[Saying]:
    for first, last in page.bounds:
        line = _Line(reading=reading, page=page, frames=frames, first=first, last=last)
        for at in range(first, last):
            said = (_spoken(line, form, at) for form in _forms_at(page, at))
            saying = next((s for s in said if s is not None), None)
            if saying is not None:
                yield saying


def _forms_at(page: Page, at: int) -> tuple[VerbalForm, ...]:
    verbal, norm = page.words.verbal, page.norms[at]
    return verbal.get(norm) or verbal.get(page.bare(at)) or ()


def _spoken(line: _Line, form: VerbalForm, at: int) -> Saying | None:
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


def _speakers(line: _Line, form: VerbalForm, at: int) -> list[Source]:
    """Return who performs a speech act: after the verb, before it, or the last speaker where it is joined."""
    page, frames, first, last = line.page, line.frames, line.first, line.last
    if form.shape == "participle" or form.kind == "negated" or (form.plural and not form.gender):
        return _last_speaker(page, frames, at, first)
    if form.shape in {"masdar", "bound"} or form.kind == "backed":
        return _right_after(page, at + 1 + int(form.kind == "backed"), last)
    before = page.filler(at - 1) if at > first else ""
    joined = at == first or page.norms[at] != page.bare(at) or not page.norms[at - 1][0].isalnum()
    goes_on = page.norms[at] != page.bare(at) or page.norms[at - 1] in _GOING_ON
    found = [] if joined else find_source_before(page, first, at, "" if form.plural else form.gender)
    opens = joined or before in {"particle", "preposition"} or page.opens_clause(at - 1, "that")
    if found or not opens:
        return found
    sources = [] if is_relative(page, at) else _right_after(page, at + 1, last)
    if sources and sources[0].kind not in {"pointer", "document"}:
        return sources
    return _last_speaker(page, frames, at, _sentence_before(page, first)) if goes_on else []


def _right_after(page: Page, begin: int, last: int) -> list[Source]:
    """Return the subject right behind a word, past the day, a quotation mark and من (بطلب من أنقرة)."""
    while begin < last and (page.filler(begin) in {"time", "aside"} or page.norms[begin] in _PASSED):
        begin += 1
    if begin >= last or not begins_source(page, begin) or is_object(page, begin):
        return []
    return read_sources(page, begin, last, loose=False)


def _sentence_before(page: Page, first: int) -> int:
    return next((a for a, b in page.bounds if b == first), first)


def _last_speaker(page: Page, frames: Sequence[Frame], at: int, first: int) -> list[Source]:
    """Return the speaker of the frame before a word, in its sentence."""
    here, start = page.tokens[at].start, page.tokens[first].start
    before = [f for f in frames if start <= f.trigger_start < here and not f.rule_id.endswith(".after")]
    if not before:
        return []
    frame = before[-1]
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


def _worded(line: _Line, form: VerbalForm, sources: Sequence[Source], at: int) -> Saying:
    reading, page = line.reading, line.page
    start = page.tokens[at].start
    own = sources[0].start
    if page.tokens[line.first].start <= own < start:
        start = own
    end = page.tokens[_stop(page, at, line.last) - 1].end
    end = min(end, start + _LONGEST)
    ids = tuple(s.entity_id for s in sources if s.entity_id)
    after = max(page.tokens[at].end, max(s.end for s in sources) if own >= page.tokens[at].start else 0)
    targets = _targets(reading, Span(start=after, end=end), ids)
    return Saying(
        verbal=form.verbal,
        actor_ids=tuple(dict.fromkeys(ids)),
        actor_text=sources[0].text,
        target_ids=tuple(t.entity_id for t in targets),
        target_text=targets[0].text if targets else None,
        start=start,
        opening=min(end, after + _DAY_BEHIND),
        end=end,
        status=_status(reading, start, page.tokens[at].end),
        rule_id=f"verbal.{form.trigger_id}",
    )


def _stop(page: Page, at: int, last: int) -> int:
    """Return the token at which the next speech act begins."""
    for index in range(at + 4, last):
        joined = page.norms[index] != page.bare(index)
        if joined and (index in page.verbs or _forms_at(page, index)):
            return index
    return last


def _status(reading: Reading, start: int, end: int) -> str:
    """Return planned where the words before the act say that it is still to come."""
    sentence = reading.sentences[reading.sentence_at(start)]
    return "planned" if _has(reading, max(sentence.start, start - 40), end, "ahead", 12) else "asserted"


def _talks(line: _Line, form: VerbalForm, at: int) -> Saying | None:
    """مباحثات بين X و Y: the sides stand beside the noun; talks named again with the article are no news."""
    reading, page = line.reading, line.page
    first, last = max(line.first, at - _SIDES_REACH), min(line.last, at + _SIDES_REACH)
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    sides = [e for e in within(reading.entities, start, end) if e.kind in _SPEAKING]
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
        status=_status(reading, page.tokens[at].start, page.tokens[at].end),
        rule_id=f"verbal.{form.trigger_id}",
    )


def _statements(reading: Reading, frames: Sequence[Frame], physical: Sequence[Mention]) -> Iterator[Saying]:
    """Yield plain statements of named speakers that no event row carries."""
    carried = [Span(start=m.evidence_start, end=m.evidence_end) for m in physical]
    kinds = {e.entity_id: e.kind for e in reading.entities}
    said: dict[str, int] = {}
    for _, group in groupby(frames, key=lambda f: (f.trigger_start, f.scope[0])):
        speakers = list(group)
        frame = speakers[0]
        if not _is_plain(reading, frame):
            continue
        told = any(covers(frame, span) for span in carried) or _reports_events(reading, frame.scope[0])
        if not frame.news and (told or kinds.get(frame.source_entity_id or "") not in _SPEAKING):
            continue
        said[frame.source_text] = said.get(frame.source_text, 0) + 1
        if said[frame.source_text] <= _TWICE:
            yield _framed(reading, speakers, "Statement")


def _is_plain(reading: Reading, frame: Frame) -> bool:
    """Tell whether a frame is a statement in full words, not a noun phrase or a word beside the news."""
    if frame.verbal_type != "Statement" or frame.carried or frame.source_kind in {"document", "media"}:
        return False
    if _sub_type(reading, frame) is not None:
        return False
    return frame.rule_id.endswith((".that", ".quote", ".label")) or frame.news


def _reports_events(reading: Reading, scope: Span) -> bool:
    """Tell whether words are about events with a number, a day or a town: then event rows carry them, or should."""
    if not within(reading.words, scope.start, scope.end):
        return False
    towns = [p for p in within(reading.places, scope.start, scope.end) if p.precision is None or p.precision < _FAR]
    dated = within(reading.dates, scope.start, scope.end)
    return bool(towns or dated or within(reading.counts, scope.start, scope.end))
