"""Words that tell events and tolls, each read as what it is at its place (voice.py).

A reading that the clitics forbid (بـ before a verb) is dropped; a word inside a name or behind "without" is left out
later (named_words.py). What must follow a word is looked up in following.py.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from tasks.extract.following import (
    PEOPLE,
    REACH,
    bare_words,
    counts_people,
    falls_to_violence,
    munition_near,
    takes_people,
)
from tasks.extract.gone import goes_missing
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.noun_signs import VERBAL
from tasks.extract.reading import Reading, within
from tasks.extract.taken_ships import takes_ship
from tasks.extract.voice import find_shape
from tasks.text.match import Match

NO_EVENT, _RESULT = "none", "result"
_FALLS = "none"  # the frame of a shell that fell, whoever fired it
_SHELL = 24  # characters of a shell with its make before a verb that tells of it
_DRONES = "drones"
WOUNDS = "wounds"  # what somebody died of, as a word may need it
# What must follow a word that means something else without it: ضرب حصارا, to besiege.
COMPLETING = frozenset(
    {
        "gunfire",
        "accord",
        "hand-bomb",
        "attempt",
        "base",
        "military-base",
        "siege",
        "stones",
        "torture",
        "captives",
        "cell",
        "hostages",
        "force",
        "fire-source",
        "homes",
        "selves",
        "ship",
        "suspect",
        "life",
        "lost",
        "raided",
        "lives",
        "truce",
        "crowd",
        "road",
        "outcry",
        "incoming",
        "upon",
        "wounds",
        "drones",
    }
)
_UPON, _CON_UPON = "upon", "con-upon"
_CAPTIVE, _GONE = "captive", "gone"
_TO_VIOLENCE = "struck"
_TOLD_BY = frozenset({"cell", "torture", "fallen", _TO_VIOLENCE})  # what must follow a word before it is one of a toll
_ARTICLE = "ال"
_STOPS = "،.؛\n"  # signs that end a clause
_TOLD_BEFORE = "antecedent"  # "its responsibility for the attack" points back
_TO_THE = "لل"
_TO = "الي "  # in normal form
_SHIP = "ship"
_WE = "ن"  # the imperfect of the first person plural


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Hit:
    """One word of an event or of a toll, read. `start` and `end` take in the clitics."""

    start: int
    end: int
    core: int
    sentence: int
    trigger: Trigger | None
    casualty: Casualty | None
    shape: str
    definite: bool
    suffix: str
    particle: str
    first_person: bool

    event: str | None = field(init=False, repr=False, compare=False)
    """The event that the word tells; None for a word of a toll. Kept, as the next ones are: asked by every rule."""
    frame: str = field(init=False, repr=False, compare=False)
    """Who stands where around the word."""
    needs: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """What must stand beside the word before it counts."""
    verbal: bool = field(init=False, repr=False, compare=False)
    """Whether it is a verb here."""

    def __init__(
        self,
        *,
        start: int,
        end: int,
        core: int,
        sentence: int,
        trigger: Trigger | None,
        casualty: Casualty | None,
        shape: str,
        definite: bool,
        suffix: str,
        particle: str,
        first_person: bool,
    ) -> None:
        self.start = start
        self.end = end
        self.core = core
        self.sentence = sentence
        self.trigger = trigger
        self.casualty = casualty
        self.shape = shape
        self.definite = definite
        self.suffix = suffix
        self.particle = particle
        self.first_person = first_person
        word = trigger or casualty
        self.event = trigger.event if trigger is not None else None
        self.frame = word.frame if word is not None else ""
        self.needs = _each(word.needs) if word is not None and word.needs else ()
        self.verbal = shape in VERBAL

    @property
    def future(self) -> bool:
        """Whether the particle of the future is written onto it."""
        return self.particle.endswith("س")


@lru_cache(maxsize=1024)
def _each(needs: str) -> tuple[str, ...]:
    return tuple(needs.split(","))


def find_hits(reading: Reading) -> tuple[Hit, ...]:
    """Return the words of events and tolls, in order, each with one reading; `drop_names` leaves some of them out."""
    read = (_read(tuple(same), reading) for _, same in groupby(reading.words, key=lambda m: (m.start, m.end)))
    return tuple(hit for hit in read if hit is not None)


def _read(matches: tuple[Match[Trigger | Casualty], ...], reading: Reading) -> Hit | None:
    if any(isinstance(m.payload, Trigger) and m.payload.event == NO_EVENT for m in matches):
        return None
    if not matches:
        return None
    shape = find_shape(matches, reading)
    if shape == _RESULT and _has_shell_before(reading, matches[0]):
        matches = tuple(match for match in matches if match.payload.kind != _RESULT) or matches
        shape = find_shape(matches, reading)  # صاروخ يسقط على القاعدة; قصف يسقط قتلى
    chosen = [match for match in matches if match.payload.kind == shape]
    chosen = chosen or [match for match in matches if shape == "noun" and match.payload.kind == "verb"]  # إثر طعن جندي
    if not chosen:
        return None
    first = chosen[0]
    words = [match.payload for match in chosen]
    if shape == "noun" and _ARTICLE in first.proclitics and all(isinstance(word, Casualty) for word in words):
        return None  # القتل, الموت: killing as such, nobody's death
    trigger = _pick([w for w in words if isinstance(w, Trigger)], first, reading)
    toll = _fate([w for w in words if isinstance(w, Casualty) and _fits(reading, w, first)], first, reading)
    if trigger is None and toll is None:
        return None  # وفاة by itself
    if trigger is not None and trigger.needs == _SHIP:
        toll = None  # خطف سفينة takes nobody
    return Hit(
        start=first.word_start,
        end=first.word_end,
        core=first.start,
        sentence=reading.sentence_at(first.start),
        trigger=trigger,
        casualty=toll,
        shape=shape,
        definite=_definite(first, reading) or any(word.needs == _TOLD_BEFORE for word in words),
        suffix=first.suffix,
        particle=first.proclitics,
        first_person=reading.shadow.norm[first.norm_start] == _WE and chosen[0].payload.tense == "imperfect",
    )


def _fate(tolls: list[Casualty], match: Match[Trigger | Casualty], reading: Reading) -> Casualty | None:
    """Return the reading of a word that has several: قضى الجيش على خمسة kills, قضى خمسة perish."""
    if not any(toll.needs == _UPON for toll in tolls):
        told = [
            toll for toll in tolls if toll.needs in _TOLD_BY | {_GONE}
        ]  # they were looked up: توفي معتقل تحت التعذيب
        return next(iter(told or tolls), None)
    upon = [c for c in within(reading.cues, match.word_end, match.word_end + REACH) if c.payload.cue_id == _CON_UPON]
    named = within(reading.entities, match.word_end, upon[0].word_start) if upon else ()
    first = named[0].start if named else upon[0].word_start if upon else 0
    led = bool(upon) and not bare_words(reading, match.word_end, first)
    led = led and not (named and bare_words(reading, named[-1].end, upon[0].word_start))
    return next((toll for toll in tolls if (toll.needs == _UPON) == led), None)


def _fits(reading: Reading, toll: Casualty, match: Match[Trigger | Casualty]) -> bool:
    """Tell whether a word that takes people or things takes people here: ضبط أسلحة detains nobody."""
    if toll.needs == PEOPLE:
        return counts_people(reading, match.word_end)
    if toll.needs == _GONE:
        return goes_missing(reading, match.word_end)
    if toll.needs == _TO_VIOLENCE:
        return falls_to_violence(reading, match.word_end)
    if toll.needs in _TOLD_BY:
        return toll.needs in _follows(reading, match.word_end)
    return toll.needs != _CAPTIVE or takes_people(reading, match.word_end)


def _pick(triggers: list[Trigger], match: Match[Trigger | Casualty], reading: Reading) -> Trigger | None:
    """Return the reading of a word that has several: أطلق launches where missiles follow, else it opens fire."""
    if len(triggers) > 1:
        munition = munition_near(reading, match.word_end, match.word_end + REACH)
        munition = munition or (any(t.frame == _FALLS for t in triggers) and _has_shell_before(reading, match))
        fitting = [t for t in triggers if (t.needs == "munition") == munition]
        follows = _follows(reading, match.word_end) - ({_DRONES} if munition else set())
        if any(_CAPTIVE in _each(t.needs) for t in triggers) and takes_people(reading, match.word_end):
            follows.add(_CAPTIVE)
        if _SHIP in follows and not takes_ship(reading, match.word_end, match.word_end + REACH):
            follows.discard(_SHIP)
        completed = [t for t in triggers if set(t.needs.split(",")) & follows]
        plain = [t for t in fitting or triggers if not (COMPLETING | {_CAPTIVE}) & set(t.needs.split(","))]
        return (completed or plain or fitting or list(triggers))[0]
    return triggers[0] if triggers else None


def _has_shell_before(reading: Reading, match: Match[Trigger | Casualty]) -> bool:
    """Tell whether a shell stands before a verb as its subject: صاروخ كاتيوشا يسقط على القاعدة."""
    start = reading.sentences[reading.sentence_at(match.start)].start
    return munition_near(reading, max(start, match.word_start - _SHELL), match.word_start)


def _follows(reading: Reading, end: int) -> set[str]:
    """Return what joining words follow a word in its clause: فجر مساء أمس، انتحاري نفسه is no blowing oneself up."""
    signs = (reading.text.find(sign, end, end + REACH) for sign in _STOPS)
    stop = min([end + REACH, *(at for at in signs if at >= 0)])
    return {cue.payload.effect for cue in within(reading.cues, end, stop)}


def _definite(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    if _ARTICLE in match.proclitics or match.proclitics.endswith(_TO_THE) or match.suffix:
        return True
    norm, start = reading.shadow.norm, match.norm_start
    if norm.startswith(_TO, start):
        return False  # إلى الشوارع begins with the letters of the article
    return norm.startswith(_ARTICLE, start) or (match.proclitics.endswith("ل") and norm.startswith(_TO_THE, start - 1))
