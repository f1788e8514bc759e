"""Which words of a sentence tell one event: "شن ... غارات استهدفت ... ودمرت ... ما أسفر عن مقتل" is one, not four.

A group is a run of hits of one sentence. A verb joins the event noun that is its subject; a toll joins the event that
brought it; a weapon joins the blast it made; a coordinated verb joins while no place of its own follows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tasks.extract.amounts import ADDED
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import InOrder, Reading, within
from tasks.extract.saying import Speech
from tasks.text.match import Match
from tasks.text.segment import Sentence

_MOST = 16  # words of one event: nobody tells more, and a text without a full stop stays linear
_FAR = 24  # characters between a weapon and the word of its event
_CARRIED = 30  # characters between a verb that carries a noun and the noun: نفذ الطيران الحربي غارات
_NEAR = 4  # words between an event noun and the verb whose subject it is
_BLASTS = frozenset({"blast", "remote-explosive", "suicide-bomb", "grenade", "assault", "attack"})
_STRIKES = frozenset({"strike", "air-drone-strike", "shelling", "assault", "chemical-weapon"})
_FIGHTS = frozenset(
    {
        *("armed-clash", "assault", "capture", "government-regains-territory"),
        "non-state-actor-overtakes-territory",
    }
)
_FOUGHT = _FIGHTS | {"attack"}
_PROTESTS = frozenset(
    {"peaceful-protest", "protest-with-intervention", "excessive-force", "violent-demonstration", "arrests"}
)
_DEEDS = frozenset({"attack", "killing"})  # what was done, not with what: مجزرة
_DISARMED = "disrupted-weapons"
_BY = "ب"
_FALLEN = 90  # characters between تعرض and the shells that came down
_CAME_DOWN = ("con-undergo-hit", "con-undergo-noun")
_SUBJECT = 8  # words of a subject between "that" and its verb
_FEW = 6  # words between a verb and the number of its raids
_WEAK = frozenset({"strike", "assault", "blast"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Hits that tell one event, and the span of the sentence in which its arguments stand."""

    hits: tuple[Hit, ...]
    sentence: int
    start: int
    end: int
    after_boundary: bool = False

    events: tuple[Hit, ...] = field(init=False, repr=False, compare=False)
    """The words that tell the event, without those of its toll; kept, for every later passage asks for them."""
    casualties: tuple[Hit, ...] = field(init=False, repr=False, compare=False)
    """The words that tell the toll; kept as well."""
    head: Hit = field(init=False, repr=False, compare=False)
    """The word that the group hangs on: its first event word, else its first word of a toll."""

    def __post_init__(self) -> None:
        """Part the words of the event from those of its toll."""
        events = tuple([hit for hit in self.hits if hit.trigger is not None])
        object.__setattr__(self, "events", events)
        object.__setattr__(self, "casualties", tuple([hit for hit in self.hits if hit.casualty is not None]))
        object.__setattr__(self, "head", (events or self.hits)[0])


def group_hits(reading: Reading, hits: Sequence[Hit], speech: Speech) -> tuple[Group, ...]:
    """Return the groups of all sentences, in order of the text."""
    found: list[Group] = []
    placed = InOrder(hits)
    for index, sentence in enumerate(reading.sentences):
        here = within(placed, sentence.start, sentence.end)
        runs = list(_runs(reading, here, index, speech))
        if runs:
            found += _with_territories(reading, sentence, runs, speech)
    return tuple(found)


def _runs(reading: Reading, hits: Sequence[Hit], sentence: int, speech: Speech) -> Iterator[list[Hit]]:
    run: list[Hit] = []
    for position, hit in enumerate(hits):
        if _is_bare_weapon(reading, hits, position):
            continue
        following = hits[position + 1] if position + 1 < len(hits) else None
        turned = bool(run) and speech.turns_between(run[-1].end, hit.start) is not None
        if turned or len(run) >= _MOST or (run and not _joins(reading, run, hit, following, sentence)):
            yield run
            run = []
        run.append(hit)
    if run:
        yield run


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


def _joins(reading: Reading, run: Sequence[Hit], hit: Hit, following: Hit | None, sentence: int) -> bool:
    gap = _Gap.between(reading, run[-1], hit)
    if hit.trigger is None:
        return _toll_joins(run, gap) or (
            (following is None or following.trigger is None) and _is_second_toll(reading, run, hit, gap, sentence)
        )
    if not any(other.trigger for other in run):
        return not gap.has("boundary") or gap.has("cause") or gap.has("in")
    stop = following.start if following else reading.sentences[sentence].end
    return _event_joins(reading, run, hit, gap, stop)


class _Gap(NamedTuple):
    """What stands between two hits."""

    start: int
    text: str
    cues: tuple[Match[Cue], ...]
    places: int
    armed: int

    @classmethod
    def between(cls, reading: Reading, one: Hit, two: Hit) -> "_Gap":
        cues = within(reading.cues, one.end, two.start)
        added = {cue.word_start for cue in cues if _adds_victims(reading, cue, two)}
        return cls(
            start=one.end,
            text=reading.text[one.end : two.start],
            cues=tuple(c for c in cues if c.payload.effect != "boundary" or c.word_start not in added),
            places=len(within(reading.places, one.end, two.start)),
            armed=len(within(reading.entities, one.end, two.start)),
        )

    def has(self, effect: str) -> bool:
        return any(cue.payload.effect == effect for cue in self.cues)

    @property
    def boundary(self) -> bool:
        return self.has("boundary") or self.has("when")

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def carried(self) -> bool:
        """Whether a verb of a new subject carries the second noun: بالتزامن مع الغارة قامت المدفعية بقصف."""
        return any(c.payload.effect == "support" and not c.proclitics.startswith("و") for c in self.cues)

    @property
    def caused(self) -> bool:
        """Whether a word of cause stands right before the second hit: دمر المستودع نتيجة غارة."""
        if not self.cues or self.cues[-1].payload.effect != "cause":
            return False
        return not self.text[self.cues[-1].word_end - self.start :].strip(' "')

    def counts_means(self, reading: Reading) -> bool:
        """Tell whether a number with "by" or "in" ends the gap, with nothing opened before it: قصفت بست غارات."""
        end = self.start + len(self.text)
        numbers = [n for n in within(reading.numbers, self.start, end) if not reading.text[n.end : end].strip()]
        if not numbers or self.boundary or self.places:
            return False
        before = self.text[: numbers[-1].start - self.start].split()
        by = reading.text[numbers[-1].start] == _BY or reading.text[numbers[-1].start - 1] == _BY
        led = (
            bool(self.cues)
            and self.cues[-1].payload.effect == "in"
            and not reading.text[self.cues[-1].word_end : numbers[-1].start].strip()
        )
        return len(before) <= _FEW and (by or led)


def _adds_victims(reading: Reading, cue: Match[Cue], following: Hit) -> bool:
    """Tell whether "in addition to" adds people or a toll to those before: أصيب جنديان بالإضافة إلى ثلاثة مدنيين."""
    if cue.payload.effect != "plus":
        return False
    if following.casualty is not None and not reading.text[cue.word_end : following.start].strip():
        return True
    counted = within(reading.counts, cue.word_end, following.start)
    return any(
        reading.counts_persons(c.unit) and reading.text[cue.word_end : c.start].strip() in ADDED for c in counted
    )


def _toll_joins(run: Sequence[Hit], gap: _Gap) -> bool:
    if gap.has("result") or gap.has("relative"):
        return True
    if run[-1].trigger is None:
        return not (gap.boundary and gap.places)
    return not gap.boundary


def _is_second_toll(reading: Reading, run: Sequence[Hit], hit: Hit, gap: _Gap, sentence: int) -> bool:
    """Tell whether a clause only tells the dead of the other side: قتل 30 في المواجهات، فيما سقط خمسة من رجال الجيش."""
    told = {other.casualty.measure for other in run if other.casualty is not None}
    if not any(other.event in _FOUGHT for other in run):
        return False  # of a strike nobody is the other side
    turns = [cue.word_start for cue in gap.cues if cue.payload.effect == "boundary"]
    if not turns or gap.has("another") or gap.has("turn") or hit.casualty is None or hit.casualty.measure not in told:
        return False
    stop = reading.sentences[sentence].end
    return not within(reading.places, turns[-1], stop) and not within(reading.dates, turns[-1], stop)


def _event_joins(reading: Reading, run: Sequence[Hit], hit: Hit, gap: _Gap, stop: int) -> bool:
    last = next(other for other in reversed(run) if other.trigger)
    told = gap.caused or (gap.has("elaborate") and gap.has("support"))
    if told and not hit.verbal and last.event in _DEEDS and hit.event in _STRIKES | _BLASTS:
        return True  # مجزرة راح ضحيتها سبعة جراء قصف مدفعي; مجزرة في البلدة، حيث شنت غارات
    if _opens_fire(last, hit) or not compatible_events(last.event or "", hit.event or ""):
        disarmed = last.event == _DISARMED and hit.needs == ("company",)  # أبطلت مفعول سيارة مفخخة
        return (disarmed or _opens_fire(last, hit)) and not gap.boundary
    if last.shape == "noun" and hit.verbal and (gap.words <= _NEAR or gap.has("relative")):
        return not gap.boundary
    if hit.needs == ("company",):
        return not gap.boundary  # a shell or a bomb that is named is what the attack was made with
    touching = gap.words <= 2 and not gap.places and not gap.boundary
    means = (
        not hit.verbal
        and (hit.particle.lstrip("وف") in {"ب", "بال"} or _is_counted_means(reading, hit))
        and not (gap.boundary or gap.carried or (gap.armed and hit.event in _WEAK))
    )
    if touching or means or _is_its_object(reading, last, hit) or (not hit.verbal and gap.counts_means(reading)):
        return True
    caused = gap.caused and not hit.verbal
    again = (
        caused
        or (hit.definite and hit.shape == "noun" and not hit.suffix)
        or gap.has("elaborate")
        or (hit.verbal and hit.particle.startswith("و") and _is_acted(reading, last))
    )
    return again and not within(reading.places, hit.end, stop)


def _opens_fire(verb: Hit, crowd: Hit) -> bool:
    """Tell whether the fire that a verb opens is the one on a crowd: أطلقت القوات النار على متظاهرين."""
    return "gunfire" in verb.needs and crowd.event == "excessive-force" and not crowd.verbal


def _is_its_object(reading: Reading, verb: Hit, noun: Hit) -> bool:
    """Tell whether only the subject stands between a verb and a noun, its object: صدت قوات الجيش هجوما."""
    faced = verb.event == "armed-clash" and noun.particle == "ل"  # تصدت القوات لهجوم
    if not verb.verbal or noun.verbal or (noun.particle and not faced):
        return False
    subjects = within(reading.entities, verb.end, noun.start)
    if len(subjects) != 1 or reading.text[verb.end : subjects[0].start].strip():
        return False
    return not reading.text[subjects[0].end : noun.start].strip(' "»”)')


def _is_counted_means(reading: Reading, hit: Hit) -> bool:
    """Tell whether the particle of means is written onto the number of a noun: قصفت البلدة بثلاث غارات."""
    before = within(reading.counts, hit.start - _CARRIED, hit.start)
    return any(c.unit_start <= hit.core < c.unit_end and c.number.proclitics.endswith("ب") for c in before)


def _is_acted(reading: Reading, hit: Hit) -> bool:
    """Tell whether a word of an event is a verb, or a noun that a verb carries: نفذت 36 طلعة جوية ودمرت."""
    before = within(reading.cues, hit.start - _CARRIED, hit.start)
    return hit.verbal or any(cue.payload.effect == "support" for cue in before)


@lru_cache(maxsize=4096)
@lru_cache(maxsize=4096)
def compatible_events(one: str, two: str) -> bool:
    """Tell whether two event words may tell one event."""
    if one == two:
        return True
    pair = {one, two}
    return any(pair <= family for family in (_BLASTS, _STRIKES, _FIGHTS, _PROTESTS)) or bool(
        pair & _WEAK and pair & {"strike", "assault", "blast"} and (pair <= _STRIKES | _BLASTS)
    )


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
    if turn is not None:
        return turn, True
    cues = within(reading.cues, one.end, two.start)
    joins = [
        cue
        for cue in cues
        if cue.payload.effect in {"boundary", "when", "elaborate", "support", "undergo", "that", "that-pronoun"}
    ]
    if joins:
        first = joins[-1]
        for cue in joins:
            if cue.payload.effect in {"boundary", "when"}:
                first = cue
        return _before_subject(reading, joins, first).word_start, True
    moods = [c for c in cues if c.payload.family == "modality" and not reading.text[c.word_end : two.start].strip()]
    if moods:
        return moods[-1].word_start, False  # في حال اقتحام: the condition belongs to what follows
    causes = [c for c in cues if c.payload.effect == "cause" and not reading.text[c.word_end : two.start].strip()]
    if causes:
        return causes[-1].word_start, False  # اعتقلت، اليوم، ستة أطفال بعد اقتحام منازلهم
    comma = max(reading.text.rfind(sign, one.end, two.start) for sign in "،,؛")
    return (comma + 1, False) if comma >= 0 else (two.start, False)


def _before_subject(reading: Reading, joins: Sequence[Match[Cue]], last: Match[Cue]) -> Match[Cue]:
    """Return "that" where the subject stands between it and its verb: مضيفا أن طائرات سعودية شنت غارات."""
    said = [cue for cue in joins if cue.payload.effect == "that" and cue.start < last.start]
    if last.payload.effect not in {"support", "undergo"} or not said:
        return last
    between = reading.text[said[-1].word_end : last.word_start].split()
    named = within(reading.entities, said[-1].word_end, last.word_start)
    return said[-1] if named and len(between) <= _SUBJECT else last
