"""Who did it and whom it hit, from where their names stand around the words of an event.

Arabic news writes verb, subject, object; or, after أن, subject, verb, object; or a noun of the event with its doer in
the genitive (قصف المقاتلات), behind من (غارات من طيران التحالف), as an adjective (الغارات الروسية), behind من قبل, or
as the subject of a verb that only carries the noun (شن الطيران غارات). Each order is tried in turn; who stands nowhere
stays unknown.
"""

from dataclasses import dataclass

from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.hits import FORCES, Hit
from tasks.extract.patients import Patients
from tasks.extract.phrases import Names, Phrase
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.extract.two_sides import split_sides

_PATIENT_FIRST = frozenset({"attack", "abduction", "arrests", "sexual-violence", "disrupted-weapons"})
_ACTIVE = frozenset({"agent-target", "place", "agent"})
_PARTICIPLE = "الم"
_WORD = 24  # characters of a long word
_FAR = 7  # words between a subject and its verb
_NEAR = 4  # words between أنها and its verb
_ADJECTIVES = 3  # words between a noun of the event and من: لقصف مدفعي عنيف من
_JOINED = ("و", "ف")
_FROM = "من"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The two sides of an event as written, with the rule that found each."""

    actors: tuple[EntityHit, ...] = ()
    targets: tuple[EntityHit, ...] = ()
    rules: tuple[str, ...] = ()


def find_parties(reading: Reading, group: Group, speech: Speech) -> Parties:
    """Return the two sides of a group; who only speaks is none."""
    names = Names(reading, group, speech)
    if group.head.frame == "mutual":
        actors, targets = split_sides(names, Patients(names))
        return Parties(actors=actors, targets=targets, rules=("two-sides",) if actors or targets else ())
    agent, rule = _Agents(names, speech).find()
    targets = Patients(names).find(agent)
    return Parties(
        actors=agent.entities if agent else (),
        targets=targets,
        rules=tuple(r for r in (rule, "target" if targets else "") if r),
    )


class _Agents:
    """The orders in which a doer stands, each tried on the names of a group."""

    def __init__(self, names: Names, speech: Speech) -> None:
        self.names = names
        self.reading = names.reading
        self.group = names.group
        self.text = names.text
        self.speech = speech

    def find(self) -> tuple[Phrase | None, str]:
        last = self.group.hits[-1].start
        if any(cue.payload.effect == "organ" for cue in self.names.cues if cue.start < last):
            return None, ""  # "our aircraft", "its forces": the owner is told elsewhere
        for name, look in (
            ("agent-by", self._by),
            ("agent-within", self._within),
            ("agent-verb", self._of_verbs),
            ("agent-support", self._of_support),
            ("agent-from", self._from),
            ("agent-genitive", self._genitive),
            ("agent-charged", self._charged),
        ):
            found = look()
            if found is not None and found.armed:
                return found, name
        return None, ""

    def _by(self) -> Phrase | None:
        """Return who stands behind من قبل or نفذها."""
        for cue in self.names.cues:
            if cue.payload.effect == "by" and not self._of_participle(cue.word_start):
                found = self.names.first_after(cue.word_end, 2)
                if found is not None:
                    return found
        return None

    def _of_participle(self, offset: int) -> bool:
        """Whether من قبل belongs to a participle before it: المدعومة من قبل X, المحتلة من قبل X."""
        before = self.text[max(0, offset - _WORD) : offset].split()
        return bool(before) and before[-1].startswith(_PARTICIPLE)

    def _within(self) -> Phrase | None:
        """Return the name that takes in the word of the event: الغارات الروسية."""
        heads = self.group.events
        return next((p for p in self.names.phrases for h in heads if p.start < h.end and h.start < p.end), None)

    def _of_verbs(self) -> Phrase | None:
        for position, hit in enumerate(self.group.hits):
            if any(other.event and not other.verbal for other in self.group.hits[:position]):
                return None  # the noun is the subject: "غارات استهدفت"
            if hit.shape == "verb" and hit.frame in _ACTIVE:
                if self._has_pronoun(hit):
                    return None  # أنها استهدفت: who is meant stands before
                found = self._antecedent(hit) or self._subject(hit.start, hit.end, joined=_is_joined(hit.particle))
                if found is not None:
                    return found
        return None

    def _has_pronoun(self, hit: Hit) -> bool:
        """Whether أنها or أنهم right before a verb is its subject."""
        for cue in self.names.cues:
            if cue.payload.effect == "that-pronoun" and cue.word_end <= hit.start:
                between = [p for p in self.names.phrases if cue.word_end <= p.start < hit.start]
                if not between and self.names.words(cue.word_end, hit.start) <= _NEAR:
                    return True
        return False

    def _antecedent(self, hit: Hit) -> Phrase | None:
        """Return whom الذي before a verb stands for, be it outside of the group: سلاح الجو الذي نشر."""
        if _is_joined(hit.particle):
            return None
        start = self.reading.sentences[self.group.sentence].start
        pronouns = [c for c in within(self.reading.cues, start, hit.start) if c.payload.effect == "relative"]
        if not pronouns or self.names.words(pronouns[-1].word_end, hit.start) > 1:
            return None
        before = list(self.names.between(start, pronouns[-1].word_start, self.speech))
        if not before or self.names.words(before[-1].end, pronouns[-1].word_start) > 1:
            return None
        return before[-1] if any(e.kind in FORCES for e in before[-1].entities) else None

    def _of_support(self) -> Phrase | None:
        for cue in self.names.cues:
            if cue.payload.effect == "support" and cue.start < self.group.hits[-1].start:
                found = self._subject(cue.word_start, cue.word_end, joined=_is_joined(cue.proclitics))
                if found is not None:
                    return found
        return None

    def _from(self) -> Phrase | None:
        """Return who stands behind من after the noun of a blow: قصف مدفعي من الجيش."""
        for hit in self.group.events:
            if hit.verbal and hit.frame != "target":
                continue
            found = self.names.first_after(hit.end, _ADJECTIVES + 1)
            if found is None or not any(e.kind in FORCES for e in found.entities) or hit.frame == "place":
                continue
            cues = [c for c in within(self.names.cues, hit.end, found.start) if c.payload.family == "link"]
            if [self.text[c.word_start : found.start].strip() for c in cues] == [_FROM]:
                return found
        return None

    def _genitive(self) -> Phrase | None:
        for hit in self.group.hits:
            if not self._takes_genitive(hit):
                continue
            found = self.names.first_after(hit.end, 1)
            if found is None or self._is_parted(hit.end, found.start):
                continue
            patient_first = hit.trigger is None or hit.event in _PATIENT_FIRST
            if patient_first and not self._second_party(found):
                continue
            if hit.frame == "place" and not within(self.reading.places, found.end, self.group.end):
                continue
            if self.names.particle(found) in {"", "ل"}:
                return found
        return None

    def _takes_genitive(self, hit: Hit) -> bool:
        """Whether the genitive of a word may be who did it; the genitive of مقتل and إصابة is who suffered it."""
        if hit.frame == "target" and hit.trigger is not None:
            return hit.verbal
        return hit.shape == "noun" and hit.frame in _ACTIVE

    def _is_parted(self, start: int, end: int) -> bool:
        """Whether a preposition, a thing or a place stands between a noun and a name: استهداف دشم X."""
        if self.names.has({"preposition", "in", "cause", "against", "company"}, start, end):
            return True
        return bool(within(self.reading.objects, start, end) or within(self.reading.places, start, end))

    def _charged(self) -> Phrase | None:
        """Return who stands right before ب and the noun: اتهم موسكو بقصف, قيام الجيش بقصف."""
        head = self.group.head
        if head.verbal or head.particle.lstrip("وف") != "ب":
            return None
        return self.names.last_before(head.start, 1)

    def _second_party(self, first: Phrase) -> bool:
        """Whether whom it hit follows the doer: "اعتقال قوات الأمن 12 شخصا"."""
        later = [hit.start for hit in self.group.hits if hit.start >= first.end]
        stop = min([first.end + 40, self.group.end, *later])
        if any(first.end <= p.start < stop for p in self.names.phrases):
            return True
        return any(self.reading.counts_persons(u.payload) for u in within(self.reading.units, first.end, stop))

    def _subject(self, start: int, end: int, *, joined: bool) -> Phrase | None:
        after = self.names.next_after(end)
        if after is not None and (self.names.particle(after) not in {"", "و"} or self.names.is_object(after)):
            after = None
        before = None if joined else self.names.last_before(start, _FAR)
        if before is not None and (after is None or self.names.words(before.end, start) <= 1):
            return before
        return after if after is not None and after.armed else before


def _is_joined(particle: str) -> bool:
    return particle.startswith(_JOINED)
