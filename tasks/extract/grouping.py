"""Which words of a sentence tell one event: "شن ... غارات استهدفت ... ودمرت ... ما أسفر عن مقتل" is one, not four.

A group is a run of hits of one sentence. A verb joins the event noun that is its subject; a toll joins the event that
brought it; a weapon joins the blast it made; a coordinated verb joins while no place of its own follows
(event_joins.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tasks.extract.asides import is_aside
from tasks.extract.event_joins import joins_event
from tasks.extract.gaps import find_pause, side_ends
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.met_attacker import strikes_him
from tasks.extract.next_number import number_of_next
from tasks.extract.own_clause import clause_start
from tasks.extract.reading import InOrder, Reading, within
from tasks.extract.saying import Speech
from tasks.text.match import Match
from tasks.text.segment import Sentence

_MOST = 16  # words of one event: nobody tells more, and a text without a full stop stays linear
_FAR = 24  # characters between a weapon and the word of its event
_FALLEN = 90  # characters between تعرض and the shells that came down
_CAME_DOWN = ("con-undergo-hit", "con-undergo-noun")
_OPENS = frozenset({"boundary", "when", "second"})
_BY, _AND = "ب", "و"
_COMMAS = "،,؛"
_OF_NOUN = frozenset({"support", "undergo"})
_DESCRIBED = 1  # adjectives between a noun and its verb: اشتباكات عنيفة تدور
_LEADS = frozenset({"cause", "in"})  # what stands right before the noun of another event: after it, in it
_SUBJECT = 8  # words of a subject between "that" and its verb


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Group:
    """Hits that tell one event, and the span of the sentence in which its arguments stand."""

    hits: tuple[Hit, ...]
    sentence: int
    start: int
    end: int
    after_boundary: bool

    events: tuple[Hit, ...] = field(init=False, repr=False, compare=False)
    """The words that tell the event, without those of its toll; kept, for every later passage asks for them."""
    casualties: tuple[Hit, ...] = field(init=False, repr=False, compare=False)
    """The words that tell the toll; kept as well."""
    head: Hit = field(init=False, repr=False, compare=False)
    """The word that the group hangs on: its first event word, else its first word of a toll."""

    def __init__(
        self, *, hits: tuple[Hit, ...], sentence: int, start: int, end: int, after_boundary: bool = False
    ) -> None:
        self.hits = hits
        self.sentence = sentence
        self.start = start
        self.end = end
        self.after_boundary = after_boundary
        self.events = tuple([hit for hit in hits if hit.trigger is not None])
        self.casualties = tuple([hit for hit in hits if hit.casualty is not None])
        self.head = (self.events or hits)[0]


def group_hits(reading: Reading, hits: Sequence[Hit], speech: Speech) -> tuple[Group, ...]:
    """Return the groups of all sentences, in order of the text."""
    found: list[Group] = []
    placed = InOrder(hits)
    for index, sentence in enumerate(reading.sentences):
        here = within(placed, sentence.start, sentence.end)
        runs = list(_runs(reading, here, index, speech))
        if runs:
            groups = list(_with_territories(reading, sentence, runs, speech))
            asides = {two.start for one, two in pairwise(groups) if strikes_him(reading, one.hits, two.head)}
            found += [group for group in groups if group.start not in asides]
    return tuple(found)


def _runs(reading: Reading, hits: Sequence[Hit], sentence: int, speech: Speech) -> Iterator[list[Hit]]:
    run: list[Hit] = []
    for position, hit in enumerate(hits):
        if _is_bare_weapon(reading, hits, position) or is_aside(reading, run, hit):
            continue
        if strikes_him(reading, run, hit):
            yield run
            yield [hit]
            run = []
            continue
        turned = bool(run) and speech.turns_between(run[-1].end, hit.start) is not None
        turned = turned or (bool(run) and (_ends_denial(run[-1], hit, speech) or _has_own_dead(reading, run, hit)))
        if (
            turned
            or len(run) >= _MOST
            or (run and not joins_event(reading, run, hit, _behind(hits, position), sentence))
        ):
            yield run
            run = []
        run.append(hit)
    if run:
        yield run


def _ends_denial(one: Hit, two: Hit, speech: Speech) -> bool:
    """Tell whether a denial ends between two words: نفت أنقرة استهداف مستشفى، وقصفت طائراتها مواقع."""
    return speech.refutes(one.start, one.end) and not speech.refutes(two.start, two.end)


def _has_own_dead(reading: Reading, run: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether a second blow has its own dead, by their number: قتل خمسة في تفجير في كذا، وثلاثة بانفجار في كذا."""
    if hit.trigger is None or hit.verbal or not any(h.trigger for h in run) or not any(h.casualty for h in run):
        return False
    return number_of_next(reading, hit.start, hit.particle) is not None


def _behind(hits: Sequence[Hit], position: int) -> Sequence[Hit]:
    """Return the words behind one; only the next one where it tells an event: a toll alone asks for all of them."""
    return hits[position + 1 :] if hits[position].trigger is None else hits[position + 1 : position + 2]


def is_brought(cue: Cue) -> bool:
    """Tell whether a word says that a weapon behind it was used, or came down on somebody."""
    return cue.effect == "support" or cue.cue_id.startswith(_CAME_DOWN)


def _is_bare_weapon(reading: Reading, hits: Sequence[Hit], position: int) -> bool:
    """Tell whether a weapon is only named (مركز لصناعة سيارات مفخخة): no word of an event or a toll beside it."""
    hit = hits[position]
    if hit.trigger is None or hit.trigger.needs != "company" or hit.particle.lstrip("وف") == "ب":
        return False
    if any(is_brought(cue.payload) for cue in within(reading.cues, hit.start - _FALLEN, hit.start)):
        return False  # إلقاء قنبلة يدوية, تعرض المركز لقذائف
    before = hits[position - 1].end if position else -_FAR
    after = hits[position + 1].start if position + 1 < len(hits) else len(reading.text) + _FAR
    return hit.start - before > _FAR and after - hit.end > _FAR


def _with_territories(reading: Reading, sentence: Sentence, runs: list[list[Hit]], speech: Speech) -> Iterator[Group]:
    """Cut the sentence between its groups: at the last joining word between two, else before the second."""
    cuts = [sentence.start]
    boundaries = [False]
    for one, two in pairwise(runs):
        cut, joined = _cut(reading, one[-1], two[0], speech)
        cuts.append(cut)
        boundaries.append(joined)
    cuts.append(sentence.end)
    for run, (start, end), boundary in zip(runs, pairwise(cuts), boundaries, strict=True):
        yield Group(hits=tuple(run), sentence=run[0].sentence, start=start, end=end, after_boundary=boundary)


def _cut(reading: Reading, one: Hit, two: Hit, speech: Speech) -> tuple[int, bool]:
    turn = speech.turns_between(one.end, two.start)
    turn = clause_start(reading, one, two) if turn is None else turn
    number = number_of_next(reading, two.start, two.particle) if two.trigger and not two.verbal else None
    if turn is not None or number is not None:
        return number.start - 1 if number is not None else turn or 0, True  # وستة آخرون في قصف
    cues = within(reading.cues, one.end, two.start)
    ends = side_ends(reading, one.start, two.start)
    joins = [
        cue
        for cue in cues
        if cue.payload.effect in {*_OPENS, "elaborate", "support", "undergo", "that", "that-pronoun"}
        and cue.word_start not in ends
        and not _goes_on(reading, one, cue, two)
    ]
    if joins:
        first = joins[-1]
        for cue in joins:
            if cue.payload.effect in _OPENS:
                first = cue
        return _before_subject(reading, joins, first).word_start, True
    moods = [c for c in cues if c.payload.family == "modality" and not reading.text[c.word_end : two.start].strip()]
    if moods:
        return moods[-1].word_start, False  # في حال اقتحام: the condition belongs to what follows
    leads = [c for c in cues if c.payload.effect in _LEADS and not reading.text[c.word_end : two.start].strip()]
    if leads:
        return leads[-1].word_start, False  # اعتقلت، اليوم، ستة أطفال بعد اقتحام منازلهم; خمسة فتيان في مداهمات
    pause = find_pause(reading, one.end, two.start)
    if pause is not None:
        return pause, True
    comma = max(reading.text.rfind(sign, one.end, two.start) for sign in _COMMAS)
    return (comma + 1, False) if comma >= 0 else (_counted_from(reading, two), False)


def _goes_on(reading: Reading, one: Hit, cue: Match[Cue], two: Hit) -> bool:
    """Tell whether a verb right behind a noun still tells of it: معارك تدور بين X وY، وقصف الطيران.

    What "and" joins behind it is told of something else.
    """
    if cue.payload.effect not in _OF_NOUN or one.verbal or not two.particle.startswith(_AND):
        return False
    gap = reading.text[one.end : cue.word_start]
    return len(gap.split()) <= _DESCRIBED and not any(sign in gap for sign in _COMMAS)


def _counted_from(reading: Reading, hit: Hit) -> int:
    """Return where a word begins, with the number that counts it: و11 ضربة في العراق; not where it is a means."""
    counts = within(reading.counts, hit.start - _FAR, hit.start)
    own = next((c for c in counts if c.unit_start <= hit.core < c.unit_end), None)
    return own.start if own is not None and not own.number.proclitics.endswith(_BY) else hit.start


def _before_subject(reading: Reading, joins: Sequence[Match[Cue]], last: Match[Cue]) -> Match[Cue]:
    """Return "that" where the subject stands between it and its verb: مضيفا أن طائرات سعودية شنت غارات."""
    said = [cue for cue in joins if cue.payload.effect == "that" and cue.start < last.start]
    if last.payload.effect not in {"support", "undergo"} or not said:
        return last
    between = reading.text[said[-1].word_end : last.word_start].split()
    named = within(reading.entities, said[-1].word_end, last.word_start)
    return said[-1] if named and len(between) <= _SUBJECT else last
