"""Who did it and whom it hit, from where their names stand around the words of an event.

Arabic news writes verb, subject, object; or, after أن, subject, verb, object; or a noun of the event with its doer in
the genitive (قصف المقاتلات), as an adjective (الغارات الروسية), behind من قبل, or as the subject of a verb that only
carries the noun (شن الطيران غارات). Each order is tried in turn; who stands nowhere stays unknown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.hits import ARMED
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech

VICTIMS = frozenset({"civilians", "community", "person", "source", "ngo", "outlet"})
_HARMED = ARMED | frozenset({"civilians", "community", "person"})
_PATIENT_FIRST = frozenset({"attack", "abduction", "arrests", "sexual-violence", "disrupted-weapons"})
_GOVERNING = frozenset({"preposition", "in", "cause", "against", "company"})
_OBLIQUE = "ين"  # the sound plural as object; before a genitive its ن falls
_CONSTRUCT = "ي"
_ARTICLE = "ال"
_PARTICIPLE = "الم"
_WORD = 24  # characters of a long word
_HELD = frozenset({"sites", "targets", "vehicles_destroyed"})  # مواقع, أهداف, آليات of somebody
_REACH = 9  # words between a noun of an event and whom it hit
_NEAR = 3
_FAR = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The two sides of an event as written, with the rule that found each."""

    actors: tuple[EntityHit, ...] = ()
    targets: tuple[EntityHit, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """Names joined by and."""

    entities: tuple[EntityHit, ...]

    @property
    def start(self) -> int:
        return self.entities[0].start

    @property
    def end(self) -> int:
        return self.entities[-1].end

    @property
    def armed(self) -> bool:
        return any(e.kind in ARMED for e in self.entities)


def find_parties(reading: Reading, group: Group, speech: Speech) -> Parties:
    """Return the two sides of a group; who only speaks is none."""
    entities = [
        e
        for e in within(reading.entities, group.start, group.end)
        if not speech.holds(e.start) and e.rule_id != "locative"
    ]
    phrases = list(_phrases(reading.text, entities))
    finder = _Finder(reading, group, phrases)
    if group.head.frame == "mutual":
        return finder.mutual()
    agent, rule = finder.agent()
    targets = finder.targets(agent)
    return Parties(
        actors=agent.entities if agent else (),
        targets=targets,
        rules=tuple(r for r in (rule, "target" if targets else "") if r),
    )


def _phrases(text: str, entities: Sequence[EntityHit]) -> Iterator[_Phrase]:
    run: list[EntityHit] = []
    for entity in entities:
        if run and text[run[-1].end : entity.start].strip(' "«»“”()') not in {"و", "،", ",", "", "، و"}:
            yield _Phrase(entities=tuple(run))
            run = []
        run.append(entity)
    if run:
        yield _Phrase(entities=tuple(run))


class _Finder:
    """The phrases of one group and where its words stand."""

    def __init__(self, reading: Reading, group: Group, phrases: list[_Phrase]) -> None:
        self.reading = reading
        self.group = group
        self.phrases = phrases
        self.text = reading.text
        self.cues = within(reading.cues, group.start, group.end)

    # Who did it

    def agent(self) -> tuple[_Phrase | None, str]:
        if any(cue.payload.effect == "organ" for cue in self.cues if cue.start < self.group.hits[-1].start):
            return None, ""  # "our aircraft", "its forces": the owner is told elsewhere
        for name, look in (
            ("agent-by", self._by),
            ("agent-within", self._within),
            ("agent-verb", self._of_verbs),
            ("agent-support", self._of_support),
            ("agent-genitive", self._genitive),
            ("agent-charged", self._charged),
        ):
            found = look()
            if found is not None and found.armed:
                return found, name
        return None, ""

    def _by(self) -> _Phrase | None:
        """Return who stands behind من قبل or نفذها."""
        for cue in self.cues:
            if cue.payload.effect == "by" and not self._of_participle(cue.word_start):
                found = self._first_after(cue.word_end, 2)
                if found is not None:
                    return found
        return None

    def _of_participle(self, offset: int) -> bool:
        """Whether من قبل belongs to a participle before it: المدعومة من قبل X, المحتلة من قبل X."""
        before = self.text[max(0, offset - _WORD) : offset].split()
        return bool(before) and before[-1].startswith(_PARTICIPLE)

    def _within(self) -> _Phrase | None:
        """Return the name that takes in the word of the event: الغارات الروسية."""
        heads = self.group.events
        return next((p for p in self.phrases for h in heads if p.start < h.end and h.start < p.end), None)

    def _of_verbs(self) -> _Phrase | None:
        for position, hit in enumerate(self.group.hits):
            if any(other.event and not other.verbal for other in self.group.hits[:position]):
                return None  # the noun is the subject: "غارات استهدفت"
            if hit.shape == "verb" and hit.frame in {"agent-target", "place", "agent"}:
                found = self._subject(hit.start, hit.end, joined=hit.particle.startswith(("و", "ف")))
                if found is not None:
                    return found
        return None

    def _of_support(self) -> _Phrase | None:
        for cue in self.cues:
            if cue.payload.effect == "support" and cue.start < self.group.hits[-1].start:
                found = self._subject(cue.word_start, cue.word_end, joined=cue.proclitics.startswith(("و", "ف")))
                if found is not None:
                    return found
        return None

    def _genitive(self) -> _Phrase | None:
        for hit in self.group.hits:
            killing = hit.trigger is None and hit.shape == "noun"
            if hit.shape == "noun" and (hit.frame == "agent-target" or killing):
                found = self._first_after(hit.end, 1)
                if (
                    found is None
                    or self._governed(hit.end, found.start)
                    or ((killing or hit.event in _PATIENT_FIRST) and not self._second_party(found))
                ):
                    continue
                if self._particle(found) in {"", "ل"}:
                    return found
        return None

    def _charged(self) -> _Phrase | None:
        """Return who stands right before ب and the noun: اتهم موسكو بقصف, قيام الجيش بقصف."""
        head = self.group.head
        if head.verbal or head.particle.lstrip("وف") != "ب":
            return None
        return self._last_before(head.start, 1)

    def _second_party(self, first: _Phrase) -> bool:
        """Whether whom it hit follows the doer: "اعتقال قوات الأمن 12 شخصا"."""
        stop = min(first.end + 40, self.group.end)
        if any(p.start >= first.end and p.start < stop for p in self.phrases):
            return True
        return any(self.reading.counts_persons(u.payload) for u in within(self.reading.units, first.end, stop))

    def _subject(self, start: int, end: int, *, joined: bool) -> _Phrase | None:
        after = self._next_after(end)
        if after is not None and (self._particle(after) not in {"", "و"} or self._is_object(after)):
            after = None
        before = None if joined else self._last_before(start, _FAR)
        if before is not None and (after is None or self._words(before.end, start) <= 1):
            return before
        return after if after is not None and after.armed else before

    def _is_object(self, phrase: _Phrase) -> bool:
        """Whether the case ending forbids the subject: مسلحين, مقاتلي (but not مسلحون, مقاتلو)."""
        words = self.text[phrase.start : phrase.end].replace('"', " ").split()
        if not words:
            return False
        construct = len(words) > 1 and words[0].endswith(_CONSTRUCT) and not words[0].startswith(_ARTICLE)
        return words[0].endswith(_OBLIQUE) or construct

    # Whom it hit

    def targets(self, agent: _Phrase | None) -> tuple[EntityHit, ...]:
        head = self.group.head
        if head.shape == "passive" or head.frame == "target":
            return self._victims(agent)
        first = min(head.start, agent.start) if agent else head.start
        found = [p for p in self.phrases if p is not agent and p.start >= first and self._harmed(p)]
        if not any(hit.verbal for hit in self.group.hits):
            found = [p for p in found if self._is_struck(p)]
        return found[0].entities if found else ()

    def _is_struck(self, phrase: _Phrase) -> bool:
        """Whether a name stands behind على, ضد or ل, or with an object of attack before it."""
        if self._words(self.group.head.end, phrase.start) > _REACH:
            return False
        if self._particle(phrase) or within(self.reading.objects, self.group.head.end, phrase.start):
            return True
        units = within(self.reading.units, self.group.head.end, phrase.start)
        meanings = self.reading.lexicon.unit_meanings
        if any(meanings[unit.payload.unit_id].measure in _HELD for unit in units):
            return True
        return self.group.head.event in _PATIENT_FIRST or bool(self.group.casualties)

    def _victims(self, agent: _Phrase | None) -> tuple[EntityHit, ...]:
        found = [p for p in self.phrases if p is not agent and self._harmed(p)]
        return found[0].entities if found else ()

    def _harmed(self, phrase: _Phrase) -> bool:
        if not any(e.kind in _HARMED for e in phrase.entities):
            return False
        return cue_before(self.reading, phrase.start) not in {"company", "by"}

    def mutual(self) -> Parties:
        """بين A وB, or A ... مع B."""
        start = self.group.head.start
        around = [p for p in self.phrases if p.armed and self._takes_part(p)]
        after = [p for p in around if p.start >= start] or around
        sides = [e for p in after for e in p.entities if e.kind in ARMED]
        if not sides:
            return Parties()
        before = [e for p in around if p.end <= start for e in p.entities][-1:]
        if len(sides) == 1 and before:
            sides = [*before, *sides]
        return Parties(actors=tuple(sides[:1]), targets=tuple(sides[1:2]), rules=("two-sides",))

    def _takes_part(self, phrase: _Phrase) -> bool:
        """Whether a name stands behind بين or مع, beside the word of the fight, or is the subject before it."""
        head = self.group.head
        if phrase.end <= head.start:
            return self._words(phrase.end, head.start) <= _FAR
        if self._words(head.end, phrase.start) <= 1:
            return True
        between = [c for c in self.cues if c.payload.effect in {"preposition", "against"} and c.start >= head.start]
        return bool(between) and between[0].start < phrase.start

    # Where names stand

    def _first_after(self, offset: int, reach: int) -> _Phrase | None:
        for phrase in self.phrases:
            if phrase.start >= offset:
                return phrase if self._words(offset, phrase.start) <= reach else None
        return None

    def _next_after(self, offset: int) -> _Phrase | None:
        """Return the name that follows a verb at once, but for a day between them."""
        phrase = next((p for p in self.phrases if p.start >= offset), None)
        if phrase is None:
            return None
        gap = self.text[offset : phrase.start]
        for day in within(self.reading.dates, offset, phrase.start):
            gap = gap.replace(self.text[day.start : day.end], " ")
        return phrase if not gap.strip(" \"'«»“”،-") or self._is_particle(gap) else None

    def _is_particle(self, gap: str) -> bool:
        return len(gap.strip(" \"'«»“”،-")) <= 1  # a conjunction written onto the name

    def _governed(self, start: int, end: int) -> bool:
        return any(cue.payload.effect in _GOVERNING for cue in within(self.reading.cues, start, end))

    def _last_before(self, offset: int, reach: int) -> _Phrase | None:
        found = None
        for phrase in self.phrases:
            if phrase.end <= offset:
                found = phrase
        if found is None or self._words(found.end, offset) > reach:
            return None
        return found

    def _words(self, start: int, end: int) -> int:
        return len(self.text[start:end].split())

    def _particle(self, phrase: _Phrase) -> str:
        """Return the particle written onto a phrase, or the preposition before it."""
        start = phrase.start
        written = ""
        while start > 0 and self.text[start - 1].isalpha():
            start -= 1
            written = self.text[start] + written
        if written:
            return written
        return "preposition" if cue_before(self.reading, start) in _GOVERNING else ""


def cue_before(reading: Reading, offset: int) -> str:
    """Return the effect of the joining word that stands right before an offset, else the empty string."""
    for cue in reversed(within(reading.cues, max(0, offset - 24), offset)):
        if cue.payload.family == "link" and not reading.text[cue.word_end : offset].strip(' "'):
            return cue.payload.effect
    return ""
