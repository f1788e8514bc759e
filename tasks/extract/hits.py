"""Words that tell events and tolls, each read as what it is at its place: a noun, a verb, a passive.

قصف is "shelled" or "the shelling", قتل "killed", "was killed" or "the killing of": spelling does not tell, the
neighbours do. A reading that the clitics forbid (بـ before a verb) is dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_VERBAL = frozenset({"verb", "passive", "result"})
NO_EVENT = "none"
_ARTICLE = "ال"
_TOLD_BEFORE = "antecedent"  # "its responsibility for the attack" points back
_TO_THE = "لل"
_WE = "ن"  # the imperfect of the first person plural
_HIM = "ه"
_FEMININE = "ة"
_DAMMA = "\u064f"
_LONGEST_NAME = 80
_SPARED = 4  # words between "without" and the victims that there were not: دون أن ترد أنباء عن ضحايا
_BESIDE = 3  # characters to the next word and its clitic
_NEXT = 24  # characters in which the word after a verb begins
_SHE = "ت"
_WOMEN = frozenset({"unt-woman", "unt-child"})
_QUOTES = " \"'«»“”"
_REACH = 60  # characters in which the first noun phrase after a verb begins
FORCES = frozenset(
    ("army", "air-force", "navy", "armed-group", "militia", "coalition", "police", "intelligence", "forces")
)
FIGHTERS = FORCES - {"police", "intelligence"}
ARMED = frozenset(
    (
        *("state", "army", "air-force", "navy", "armed-group", "militia", "coalition", "police", "intelligence"),
        *("armed", "forces", "government", "community", "alliance", "organisation", "party"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
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
        return tuple(word.needs.split(",")) if word and word.needs else ()

    @property
    def future(self) -> bool:
        """Whether the particle of the future is written onto it."""
        return self.particle.endswith("س")

    @property
    def verbal(self) -> bool:
        """Whether it is a verb here."""
        return self.shape in _VERBAL


def find_hits(reading: Reading) -> tuple[Hit, ...]:
    """Return the words of events and tolls, in order, each with one reading."""
    read = (_read(tuple(same), reading) for _, same in groupby(reading.words, key=lambda m: (m.start, m.end)))
    kept = (hit for hit in read if hit is not None and not _is_part_of_name(hit, reading))
    return tuple(hit for hit in kept if not _is_spared(hit, reading))


def _is_spared(hit: Hit, reading: Reading) -> bool:
    """Tell whether the words say that there were no victims: دون إصابات, ولا أنباء عن قتلى; but not عدد القتلى."""
    if hit.shape != "bare" or hit.definite:
        return False
    start = reading.sentences[hit.sentence].start
    cues = within(reading.cues, max(start, hit.start - _REACH), hit.start)
    for cue in (c for c in cues if c.payload.family == "modality" and c.payload.effect == "negated"):
        gap = reading.text[cue.word_end : hit.start]
        counted = within(reading.numbers, cue.word_end, hit.start)
        if len(gap.split()) <= _SPARED and not counted and not any(sign in gap for sign in "،,.؛\n"):
            return True
    return False


def _is_part_of_name(hit: Hit, reading: Reading) -> bool:
    """Tell whether a word stands inside a name, not at its head: قوات الاحتلال; but القصف التركي is an event."""
    if any(d.start < hit.end and hit.core < d.end for d in within(reading.dates, hit.core - _LONGEST_NAME, hit.end)):
        return True  # فجر أمس: dawn, not "blew up"
    before = within(reading.entities, hit.core - _LONGEST_NAME, hit.core)
    if any(entity.end >= hit.end and entity.start < hit.start for entity in before):
        return True
    alone = within(reading.entities, hit.start, hit.core + 1)
    if any(entity.end <= hit.end for entity in alone):
        return True  # الاحتلال by itself names an army
    places = within(reading.places, hit.core - _LONGEST_NAME, hit.end)
    return any(place.name_start < hit.end and hit.core < place.name_end for place in places)  # تدمر, Palmyra


def _read(matches: Sequence[Match[Trigger | Casualty]], reading: Reading) -> Hit | None:
    if any(isinstance(m.payload, Trigger) and m.payload.event == NO_EVENT for m in matches):
        return None
    shape = _shape(matches, reading)
    chosen = [match for match in matches if match.payload.kind == shape]
    if not chosen:
        return None
    first = chosen[0]
    words = [match.payload for match in chosen]
    if shape == "noun" and _ARTICLE in first.proclitics and all(isinstance(word, Casualty) for word in words):
        return None  # القتل, الموت: killing as such, nobody's death
    return Hit(
        start=first.word_start,
        end=first.word_end,
        core=first.start,
        sentence=reading.sentence_at(first.start),
        trigger=_pick([w for w in words if isinstance(w, Trigger)], first, reading),
        casualty=next((w for w in words if isinstance(w, Casualty)), None),
        shape=shape,
        definite=_definite(first, reading) or any(word.needs == _TOLD_BEFORE for word in words),
        suffix=first.suffix,
        particle=first.proclitics,
        first_person=reading.shadow.norm[first.norm_start] == _WE and chosen[0].payload.tense == "imperfect",
    )


def _pick(triggers: Sequence[Trigger], match: Match[Trigger | Casualty], reading: Reading) -> Trigger | None:
    """Return the reading of a word that has several: أطلق launches where missiles follow, else it opens fire."""
    if len(triggers) > 1:
        munition = munition_near(reading, match.word_end, match.word_end + _REACH)
        fitting = [t for t in triggers if (t.needs == "munition") == munition]
        follows = {c.payload.effect for c in within(reading.cues, match.word_end, match.word_end + _REACH)}
        completed = [t for t in triggers if set(t.needs.split(",")) & follows]
        return (completed or fitting or list(triggers))[0]
    return triggers[0] if triggers else None


def munition_near(reading: Reading, start: int, stop: int) -> bool:
    """Tell whether shells, missiles or bombs are named in a span."""
    meanings = reading.lexicon.unit_meanings
    return any(meanings[u.payload.unit_id].measure == "munitions" for u in within(reading.units, start, stop))


def _definite(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    if _ARTICLE in match.proclitics or match.proclitics.endswith(_TO_THE) or match.suffix:
        return True
    norm, start = reading.shadow.norm, match.norm_start
    return norm.startswith(_ARTICLE, start) or (match.proclitics.endswith("ل") and norm.startswith(_TO_THE, start - 1))


def _shape(matches: Sequence[Match[Trigger | Casualty]], reading: Reading) -> str:
    """Return the one kind among the payloads' kinds that the place allows; empty where none is."""
    kinds = {match.payload.kind for match in matches}
    verbs, nouns = kinds & _VERBAL, kinds - _VERBAL
    first = matches[0]
    if verbs and not _may_be_verb(first, reading):
        verbs = set()
    if verbs and nouns and _stands_as_noun(first, reading):
        verbs = set()
    if not verbs:
        return min(nouns, default="")
    if len(verbs) == 1:
        return verbs.pop()
    if "result" in verbs:  # أسقط: the air defence downs a drone, a blast leaves victims
        return "verb" if within(reading.weapons, first.word_end, first.word_end + _REACH) else "result"
    return "passive" if _is_passive(first, reading) else "verb"


def _may_be_verb(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    if match.suffix == _HIM and reading.text[match.word_end - 1 : match.word_end] == _FEMININE:
        return False  # سيطرة is no سيطر + ه
    particle = match.proclitics.lstrip("وف")
    if particle in {"", "س"}:
        return True
    return particle == "ل" and match.payload.tense == "imperfect"


def _stands_as_noun(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a word that may be verb or noun is the noun: after a preposition, أن, a verb that carries it."""
    before = within(reading.cues, max(0, match.word_start - 24), match.word_start)
    for cue in reversed(before):
        if cue.payload.family != "link":
            continue
        adjacent = not reading.text[cue.word_end : match.word_start].strip()
        if adjacent:
            return cue.payload.effect in {
                "cause",
                "in",
                "support",
                "undergo",
                "preposition",
                "that",
                "that-pronoun",
                "by",
                "against",
            }
        return False
    return bool(match.suffix) and match.payload.tense == ""


def _is_passive(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether the subject of a verb is the one hit: a person or a number follows, and nobody armed acts."""
    if _DAMMA in reading.text[match.start : match.end][1:3]:
        return True
    if match.suffix or (isinstance(match.payload, Trigger) and match.payload.event == "strike"):
        return False  # "the army shelled" and "was shelled" are written alike; the second is rare without a vowel
    if _lacks_object(match, reading):
        return True
    return not (_body_follows(match, reading) or _disagrees(match, reading) or _acts(match, reading))


def _lacks_object(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether no noun follows a verb that needs one: ضابط قتل في انفجار, شرطي قتل وأصيب آخر."""
    cues = within(reading.cues, match.word_end, match.word_end + _BESIDE)
    if any(c.payload.effect in {"in", "cause", "by"} and c.word_start - match.word_end <= 1 for c in cues):
        return True
    words = within(reading.words, match.word_end, match.word_end + _BESIDE)
    return any(w.proclitics.startswith("و") and w.payload.kind in _VERBAL for w in words)


def _body_follows(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a force as a whole follows at once: قتلت قسد kills; who is killed are its men (مقاتلو, جنود)."""
    named = within(reading.entities, match.word_end, match.word_end + _NEXT)
    if not named or named[0].kind not in FORCES or reading.text[match.word_end : named[0].start].strip(_QUOTES):
        return False
    if named[0].rule_id.startswith("member"):
        return False
    first = within(reading.units, named[0].start, named[0].start + len(_ARTICLE) + 1)
    return not any(reading.counts_persons(unit.payload) for unit in first)


def _disagrees(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a verb in the feminine is followed by men: اعتقلت 12 شخصا arrests, for they would be اعتقل."""
    if match.payload.tense != "perfect" or reading.shadow.norm[reading.shadow.at(match.word_end) - 1] != _SHE:
        return False
    people = within(reading.units, match.word_end, match.word_end + _NEXT)
    if not people or not reading.counts_persons(people[0].payload):
        return False
    number = within(reading.numbers, match.word_end, people[0].start)
    gap = reading.text[match.word_end : people[0].start]
    counted = number and not reading.text[match.word_end : number[0].start].strip()
    return bool((counted or not gap.strip()) and people[0].payload.unit_id not in _WOMEN)


def _acts(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether somebody armed is the subject: before the verb, or behind it with another person behind him."""
    stop = min(match.word_end + _REACH, reading.sentences[reading.sentence_at(match.start)].end)
    people = [u for u in within(reading.units, match.word_end, stop) if reading.counts_persons(u.payload)]
    actors = [e for e in within(reading.entities, match.word_end, stop) if e.kind in ARMED]
    first_person = people[0].start if people else stop
    first_actor = actors[0].start if actors else stop
    counted = _number_between(reading, match.word_end, min(first_person, first_actor))
    if not actors or counted or first_actor > first_person:
        return _has_subject_before(match, reading)
    # "killed the army three gunmen": a second noun phrase follows the armed one at once
    rest = [u for u in people if u.start >= actors[0].end]
    between = within(reading.words, actors[0].end, rest[0].start) if rest else ()
    if not rest or any(word.end <= rest[0].start for word in between):
        return False
    return not _parted(_without_dates(reading, actors[0].end, rest[0].start))


def _without_dates(reading: Reading, start: int, end: int) -> str:
    """Return the words of a gap without the day that stands in it between commas: قوات الأمن، فجر اليوم، 14 شخصا."""
    gap = reading.text[start:end]
    for date in within(reading.dates, start, end):
        gap = gap.replace(reading.text[date.start : date.end], "", 1).replace("،", "", 2)
    return gap


def _number_between(reading: Reading, start: int, end: int) -> bool:
    return bool(within(reading.numbers, start, end))


def _parted(gap: str) -> bool:
    return any(sign in gap for sign in "،,.؛") or len(gap.split()) > 3


def _has_subject_before(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether an actor or an event noun stands right before the verb and is its subject."""
    start = max(match.word_start - _REACH, reading.sentences[reading.sentence_at(match.start)].start)
    if match.proclitics.startswith(("و", "ف")):
        return False
    for word in within(reading.words, start, match.word_start):
        if (
            isinstance(word.payload, Trigger)
            and word.payload.kind == "noun"
            and not _parted(reading.text[word.end : match.word_start])
        ):
            return True
    return any(
        entity.kind in ARMED and not _parted(reading.text[entity.end : match.word_start])
        for entity in within(reading.entities, start, match.word_start)
    )
