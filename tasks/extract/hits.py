"""Words that tell events and tolls, each read as what it is at its place (voice.py).

A reading that the clitics forbid (بـ before a verb) is dropped, and so is a word inside a name or behind "without".
What must follow a word is looked up in following.py.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from tasks.extract.actor_kinds import FORCES
from tasks.extract.entities import EntityHit
from tasks.extract.following import (
    PEOPLE,
    REACH,
    bare_words,
    counts_people,
    falls_to_violence,
    munition_near,
    takes_people,
)
from tasks.extract.kin import names_kin
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.voice import VERBAL, find_shape
from tasks.text.match import Match

NO_EVENT = "none"
WOUNDS = "wounds"  # what somebody died of, as a word may need it
# What must follow a word that means something else without it: ضرب حصارا, to besiege.
COMPLETING = frozenset(
    {
        "gunfire",
        "accord",
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
        "life",
        "lost",
        "raided",
        "lives",
        "truce",
        "crowd",
        "incoming",
        "upon",
        "wounds",
    }
)
_UPON, _CON_UPON = "upon", "con-upon"
_CAPTIVE = "captive"
_TO_VIOLENCE = "struck"
_TOLD_BY = frozenset({"cell", "torture", _TO_VIOLENCE})  # what must follow a word before it is one of a toll
_BESIDE_NAME = 10  # characters of a word for a quarter
_LIST = 120  # characters of a list of quarters
_ARTICLE = "ال"
_STOPS = "،.؛\n"  # signs that end a clause
_TOLD_BEFORE = "antecedent"  # "its responsibility for the attack" points back
_TO_THE = "لل"
_TO = "الي "  # in normal form
_WE = "ن"  # the imperfect of the first person plural
_BARE = "bare"  # the shape of nouns for the dead and the wounded
_DAWN = frozenset({"bls-detonated"})  # what is spelt like dawn
_BRACKETED = 3  # characters to a day in brackets
_LONGEST_NAME = 80
_SPARED = 6  # words between "without" and the victims that there were not: دون أن ترد أنباء عن ضحايا


class Hit(NamedTuple):
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
    first_person: bool = False

    @property
    def event(self) -> str | None:
        """The event that the word tells; None for a word of a toll."""
        return self.trigger.event if self.trigger else None

    @property
    def frame(self) -> str:
        """Who stands where around the word."""
        word = self.trigger or self.casualty
        return word.frame if word else ""

    @property
    def needs(self) -> tuple[str, ...]:
        """What must stand beside the word before it counts."""
        word = self.trigger or self.casualty
        return _each(word.needs) if word and word.needs else ()

    @property
    def future(self) -> bool:
        """Whether the particle of the future is written onto it."""
        return self.particle.endswith("س")

    @property
    def verbal(self) -> bool:
        """Whether it is a verb here."""
        return self.shape in VERBAL


@lru_cache(maxsize=1024)
def _each(needs: str) -> tuple[str, ...]:
    return tuple(needs.split(","))


def find_hits(reading: Reading) -> tuple[Hit, ...]:
    """Return the words of events and tolls, in order, each with one reading; `drop_names` leaves some of them out."""
    read = (_read(tuple(same), reading) for _, same in groupby(reading.words, key=lambda m: (m.start, m.end)))
    return tuple(hit for hit in read if hit is not None)


def drop_names(reading: Reading, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the words but for parts of names and days, origins of a blow, and victims that there were not.

    A step of its own, for it asks where places and days stand, which most articles with such words never need.
    """
    kept = (hit for hit in hits if not _is_part_of_name(hit, reading) and not _is_spared(hit, reading))
    return tuple(hit for hit in kept if not (_tells_origin(hit, reading) or _is_of_kin(hit, reading)))


def _is_of_kin(hit: Hit, reading: Reading) -> bool:
    return hit.casualty is not None and hit.shape == _BARE and hit.definite and names_kin(reading, hit.start)


def _tells_origin(hit: Hit, reading: Reading) -> bool:
    """Tell whether a word only says where a blow came from, or of which wounds somebody died.

    قصف من المناطق التي تسيطر عليها قوات كذا, توفي متأثرا بجروح أصيب بها.
    """
    first = hit.start - _LONGEST_NAME
    origins = within(reading.cued("origin"), first, hit.end)
    if origins and any(c.word_start <= hit.start < c.word_end for c in origins):
        return True
    if hit.casualty is None:
        return False
    died = [c for c in within(reading.cued(WOUNDS), first, hit.end) if c.word_start <= hit.start]
    if not died:
        return False
    clause = within(reading.cued("relative"), died[-1].word_end, hit.start)  # بجراحها التي أصيبت بها
    return not bare_words(reading, clause[-1].word_end if clause else died[-1].word_end, hit.start)


def _is_spared(hit: Hit, reading: Reading) -> bool:
    """Tell whether the words say that there were no victims: دون إصابات, ولا أنباء عن قتلى; but not عدد القتلى."""
    if hit.shape != "bare" or hit.definite:
        return False
    start = reading.sentences[hit.sentence].start
    cues = within(reading.cues, max(start, hit.start - REACH), hit.start)
    for cue in (c for c in cues if c.payload.family == "modality" and c.payload.effect == "negated"):
        gap = reading.text[cue.word_end : hit.start]
        counted = within(reading.numbers, cue.word_end, hit.start)
        if len(gap.split()) <= _SPARED and not counted and not any(sign in gap for sign in "،,.؛\n"):
            return True
    return False


def _is_part_of_name(hit: Hit, reading: Reading) -> bool:
    """Tell whether a word stands inside a name, not at its head: قوات الاحتلال; but القصف التركي is an event."""
    before = within(reading.entities, hit.core - _LONGEST_NAME, hit.core)
    if before and any(entity.end >= hit.end and entity.start < hit.start for entity in before):
        return True
    alone = within(reading.entities, hit.start, hit.core + 1)
    if alone and any(entity.end <= hit.end or _heads_name(entity, hit) for entity in alone):
        return True  # الاحتلال by itself names an army
    if _is_quarter(hit, reading) or _is_settled(hit, reading):
        return True
    days = within(reading.dates, hit.core - _LONGEST_NAME, hit.end)  # asked late, for they cost most to find
    if _is_dawn(hit, reading):
        return True
    if days and any(d.start < hit.end and hit.core < d.end for d in days):
        return True  # فجر أمس: dawn, not "blew up"
    places = within(reading.places, hit.core - _LONGEST_NAME, hit.end)
    # تدمر, Palmyra, is no destroying; but اقتحام مدينة كذا, where the name of the place begins with "city"
    return bool(places) and any(p.name_start < hit.end and p.name_start <= hit.core < p.name_end for p in places)


def _is_dawn(hit: Hit, reading: Reading) -> bool:
    """Tell whether an hour stands before its day in brackets: فجر (الأحد), dawn, and not "blew up"."""
    first = hit.trigger is not None and hit.trigger.trigger_id in _DAWN and not hit.suffix
    day = next(iter(within(reading.dates, hit.end, hit.end + _BRACKETED)), None) if first else None
    return day is not None and reading.text[hit.end : day.start].strip() == "("


def _heads_name(entity: EntityHit, hit: Hit) -> bool:
    """Tell whether a word is the first of the name of a force: "تحرير الشام" is short for Hayat Tahrir al-Sham."""
    by_name = entity.rule_id == "name" or entity.rule_id.startswith("doubtful:")
    return by_name and entity.kind in FORCES and entity.start <= hit.core < entity.end


def _is_settled(hit: Hit, reading: Reading) -> bool:
    """Tell whether a fight is only what an accord is about: اتفاق لوقف القتال."""
    accords = within(reading.cued("accord"), hit.start - _LONGEST_NAME, hit.start)
    return bool(accords) and hit.end <= accords[-1].word_end


def _is_quarter(hit: Hit, reading: Reading) -> bool:
    """Tell whether "the liberation" is the name of a quarter, be it in a list: أحياء التحرير, أحياء كذا، والتحرير."""
    if hit.event != "government-regains-territory" or not hit.definite or hit.verbal or _ARTICLE not in hit.particle:
        return False
    listed = hit.particle.startswith("و")
    before = within(reading.cues, hit.start - (_LIST if listed else _BESIDE_NAME), hit.start)
    named = [c for c in before if c.payload.effect == "settlement"]
    if not listed or not named:
        return bool(named) and named[-1].word_end >= hit.start - 1
    return not within(reading.words, named[-1].word_end, hit.start)


def _read(matches: Sequence[Match[Trigger | Casualty]], reading: Reading) -> Hit | None:
    if any(isinstance(m.payload, Trigger) and m.payload.event == NO_EVENT for m in matches):
        return None
    if not matches:
        return None
    shape = find_shape(matches, reading)
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


def _fate(tolls: Sequence[Casualty], match: Match[Trigger | Casualty], reading: Reading) -> Casualty | None:
    """Return the reading of a word that has several: قضى الجيش على خمسة kills, قضى خمسة perish."""
    if not any(toll.needs == _UPON for toll in tolls):
        told = [toll for toll in tolls if toll.needs in _TOLD_BY]  # they were looked up: توفي معتقل تحت التعذيب
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
    if toll.needs == _TO_VIOLENCE:
        return falls_to_violence(reading, match.word_end)
    if toll.needs in _TOLD_BY:
        return toll.needs in _follows(reading, match.word_end)
    return toll.needs != _CAPTIVE or takes_people(reading, match.word_end)


def _pick(triggers: Sequence[Trigger], match: Match[Trigger | Casualty], reading: Reading) -> Trigger | None:
    """Return the reading of a word that has several: أطلق launches where missiles follow, else it opens fire."""
    if len(triggers) > 1:
        munition = munition_near(reading, match.word_end, match.word_end + REACH)
        fitting = [t for t in triggers if (t.needs == "munition") == munition]
        follows = _follows(reading, match.word_end)
        if any(_CAPTIVE in _each(t.needs) for t in triggers) and takes_people(reading, match.word_end):
            follows.add(_CAPTIVE)
        completed = [t for t in triggers if set(t.needs.split(",")) & follows]
        plain = [t for t in fitting or triggers if not (COMPLETING | {_CAPTIVE}) & set(t.needs.split(","))]
        return (completed or plain or fitting or list(triggers))[0]
    return triggers[0] if triggers else None


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
