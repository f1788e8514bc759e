"""What frames of speech mean for events: a speaker is no side of an event, the day of his words no day of it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tasks.extract.reading import Reading, within
from tasks.extract.speech_frame import Frame
from tasks.extract.speech_page import Page
from tasks.extract.speech_words import Verb

_SAID_AFTER = "speech.saying.after"
_AFTER, _DENIES = ".after", "denies"
_FINITE = frozenset({"perfect", "imperfect"})
_NOUN = "noun"
_THAT = "that"
_COUNTING = "say-count"
_CHARGE, _ARTICLE = "Accusation", "ال"
_VERB = 2  # words of a phrase with a verb: بحسب ما أعلن
_OFFSET = 32  # bits of an offset
_DAY = 60  # characters behind a speaker in which the day of his words stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The frames of an article; `spans` hold only speakers and their verbs, `turns` are where a new one begins.

    `refuting` are where the frames begin that deny what they speak of, or call it false; `granting` those that deny
    only its toll.
    """

    frames: tuple[Frame, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    turns: tuple[int, ...] = ()
    refuting: frozenset[int] = frozenset()
    granting: frozenset[int] = frozenset()
    announced: tuple[int, ...] = ()
    """Where the verbs end that announce what a noun tells, in order, also those whose speaker is not known."""
    said: tuple[int, ...] = ()
    """Where the verbs of saying end that take a clause behind them."""
    judged: tuple[int, ...] = ()
    """Where the verbs of speech acts end: أدان, ندد ب."""
    found: dict[int, Frame | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `innermost` found before: each step of an event asks for the frame around the same word."""
    reaches: tuple[tuple[int, int, Frame], ...] = field(init=False, repr=False, compare=False)
    """From where to where the words of each frame reach: most are far from a passage, and are not asked further."""

    def __post_init__(self) -> None:
        """Find how far the words of each frame reach."""
        reaches = ((min(s.start for s in f.scope), max(s.end for s in f.scope), f) for f in self.frames if f.scope)
        object.__setattr__(self, "reaches", tuple(reaches))

    def holds(self, offset: int) -> bool:
        """Tell whether an offset stands among words that only name who speaks."""
        index = bisect_right(self.spans, (offset, 1 << 60)) - 1
        return index >= 0 and offset < self.spans[index][1]

    def announced_before(self, start: int, end: int) -> int | None:
        """Return where the last verb of announcing between two offsets ends; None where none does."""
        return _last_between(self.announced, start, end)

    def judged_before(self, start: int, end: int) -> int | None:
        """Return where the last verb of a speech act between two offsets ends; None where none does."""
        return _last_between(self.judged, start, end)

    def said_before(self, start: int, end: int) -> int | None:
        """Return where the last verb of saying between two offsets ends; None where none does."""
        return _last_between(self.said, start, end)

    def turns_between(self, start: int, end: int) -> int | None:
        """Return where a new speaker begins between two offsets, the first one; None where none does."""
        index = bisect_right(self.turns, start - 1)
        return self.turns[index] if index < len(self.turns) and self.turns[index] < end else None

    def innermost(self, start: int, end: int) -> Frame | None:
        """Return the frame whose words hold a span, the narrowest one."""
        span, found = start << _OFFSET | end, self.found  # one number: a pair would be made and hashed for each look
        frame = found.get(span)
        if frame is None and span not in found:
            frame = found[span] = self._find_innermost(start, end)
        return frame

    def speaker_of(self, start: int, end: int) -> str:
        """Return who tells a span, by id or by his words; empty where the outlet does."""
        frame = self.innermost(start, end)
        return (frame.source_entity_id or frame.source_text) if frame is not None else ""

    def _find_innermost(self, start: int, end: int) -> Frame | None:
        held = [
            frame
            for first, last, frame in self.reaches
            if first < end and start < last and frame.covers(start, end) > 0
            if not frame.trigger_start <= start < frame.trigger_end
        ]
        telling = [f for f in held if not (f.stance == _DENIES and f.rule_id.endswith(_AFTER))] if held[1:] else held
        return min(telling or held, key=lambda frame: frame.size, default=None)  # كييف تعلن كذا وموسكو تنفي: Kyiv tells

    def denies_toll(self, start: int, end: int) -> bool:
        """Tell whether a speaker denies the dead that a span tells: they are no number of the event."""
        frame = self.innermost(start, end)
        return frame is not None and frame.trigger_start in self.granting

    def refutes(self, start: int, end: int) -> bool:
        """Tell whether a span is told as what its speaker denies."""
        frame = self.innermost(start, end)
        return frame is not None and frame.trigger_start in self.refuting


def _last_between(ends: Sequence[int], start: int, end: int) -> int | None:
    index = bisect_right(ends, end) - 1
    return ends[index] if index >= 0 and ends[index] > start else None


def read_speech(
    reading: Reading,
    frames: Sequence[Frame],
    *,
    false: Iterable[Frame] = (),
    tolls: Iterable[Frame] = (),
    page: Page | None = None,
) -> Speech:
    """Return what the frames of an article tell about its parts.

    `false` are those that call a report false, `tolls` those that deny only how many fell.

    `page` holds the verbs of saying that opened no frame, for nobody known speaks.
    """
    # who goes on to deny, or to blame, turns from what he told: قصفنا البلدة، ونفى مقتل مدنيين، واتهم الفصائل بقصفها
    turning = [f for f in frames if not f.carried or f.stance == "denies" or f.verbal_type == _CHARGE]
    opening = [f for f in turning if not _blames_for_it(reading, f)]
    return Speech(
        frames=tuple(frames),
        spans=tuple(_merged(sorted(set(_spans(reading, frames))))),
        turns=tuple(sorted({_begin(reading, f) for f in opening if _introduces(f)})),
        refuting=frozenset(f.trigger_start for f in (*false, *(f for f in frames if f.stance == "denies"))),
        granting=frozenset(f.trigger_start for f in tolls),
        announced=tuple(sorted({*(f.trigger_end for f in frames if _COUNTING not in f.rule_id), *_announcing(page)})),
        said=tuple(_saying(page)),
        judged=tuple(_judging(page)),
    )


def _announcing(page: Page | None) -> Iterator[int]:
    """Return where the verbs end that announce what a noun tells: أقر بمقتل, نفى قصف."""
    if page is None:
        return
    for at, said in page.verbs.items():
        if any(form.shape in _FINITE and _announces(form.verb) for form in said.forms):
            yield page.tokens[at].end


def _judging(page: Page | None) -> Iterator[int]:
    """Return where the verbs of speech acts end: أدان الهجوم, ناقش الغارات."""
    if page is None:
        return
    for at in page.marked.acts:
        forms = page.words.verbal.get(page.norms[at]) or page.words.verbal.get(page.bare(at)) or ()
        if any(form.shape in _FINITE for form in forms):
            yield page.tokens[at].end


def _saying(page: Page | None) -> Iterator[int]:
    """Return where the verbs of saying end that may take a clause: قال في مقابلة أجريت أمس إن."""
    if page is None:
        return
    for at, said in sorted(page.verbs.items()):
        if any(form.shape in _FINITE and _THAT in form.verb.takes for form in said.forms):
            yield page.tokens[at].end


def _announces(verb: Verb) -> bool:
    """Tell whether a verb announces what a noun tells; a monitor that counted deaths on a day (وثق) tells their day."""
    return _NOUN in verb.takes and not verb.verb_id.startswith(_COUNTING)


def _blames_for_it(reading: Reading, frame: Frame) -> bool:
    """Tell whether somebody only blames a side for what was just told: وحملت السلطات الجماعة مسؤولية القصف."""
    if frame.verbal_type != _CHARGE or not frame.scope:
        return False
    told = {w.word_start for w in within(reading.words, frame.scope[0].start, frame.scope[0].end)}
    return len(told) == 1 and reading.text.startswith(_ARTICLE, min(told))


def _is_named_here(reading: Reading, frame: Frame) -> bool:
    """Tell whether the speaker is named in the sentence of the verb, not carried from an earlier one."""
    return reading.sentence_at(frame.source_start) == reading.sentence_at(frame.trigger_start)


def _begin(reading: Reading, frame: Frame) -> int:
    """Return where a frame begins in its own sentence."""
    here = not frame.carried and _is_named_here(reading, frame)
    return min(frame.trigger_start, frame.source_start) if here else frame.trigger_start


def _introduces(frame: Frame) -> bool:
    """Tell whether a frame stands before what it says; one behind it (بحسب) parts nothing."""
    return bool(frame.scope) and frame.trigger_start < max(span.end for span in frame.scope)


def _spans(reading: Reading, frames: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    for frame in frames:
        yield frame.trigger_start, max(_end_with_day(reading, frame), _end_behind(reading, frame))
        if frame.carried:
            continue
        if _is_named_here(reading, frame):
            yield frame.source_start, frame.source_end
        if frame.verbal_type == "Accusation":
            continue  # "accused Moscow of": who is accused stands before the content
        first = _begin(reading, frame)
        if within(reading.words, frame.source_end, frame.trigger_start):
            first = frame.trigger_start  # news stands between speaker and verb: نفى فلان قصف البلدة ... مؤكدا أنه
        opening = min((span.start for span in frame.scope), default=first)
        told = within(reading.words, max(frame.trigger_end, _name_end(reading, frame), first), opening)
        if told:
            opening = told[0].word_start  # نفى المتحدث قصف البلدة: the content begins with its noun
        if first < opening:
            yield first, opening


def _end_with_day(reading: Reading, frame: Frame) -> int:
    """Return where a frame behind the news ends, with the day on which it was said: بحسب ما أعلن مسؤولون يوم الأحد."""
    end = max(frame.trigger_end, frame.source_end) if not frame.carried else frame.trigger_end
    told = frame.rule_id == _SAID_AFTER or frame.source_kind == "evidence"
    told = told or len(reading.text[frame.trigger_start : frame.source_start].split()) >= _VERB
    if frame.carried or _introduces(frame) or not told:
        return frame.trigger_end
    days = within(reading.dates, end, end + _DAY)
    gap = reading.text[end : days[0].start] if days else "."
    said = not any(sign in gap for sign in "،,.؛\n") and not within(reading.words, end, end + len(gap))
    return days[0].end if said and days else frame.trigger_end


def _end_behind(reading: Reading, frame: Frame) -> int:
    """Return where the words of a speaker behind the news end: the hospital of "as the head of the hospital said"."""
    end = max(frame.trigger_end, frame.source_end)
    if frame.carried or _introduces(frame):
        return frame.trigger_end
    clause = within(reading.tokens, end, reading.sentences[reading.sentence_at(frame.trigger_start)].end)
    stop = next((t.start for t in clause if not t.norm[0].isalnum()), clause[-1].end if clause else end)
    return frame.trigger_end if within(reading.words, end, stop) else stop


def _name_end(reading: Reading, frame: Frame) -> int:
    """Return where the name of the speaker ends: the noun of an event behind it is what he speaks of."""
    names = [e for e in within(reading.entities, frame.source_start, frame.source_end) if e.end <= frame.source_end]
    return names[0].end if names and names[0].start == frame.source_start else frame.source_end


def _merged(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last is not None and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last
