"""Who did it and whom it hit, from where their names stand around the words of an event.

Arabic news writes verb, subject, object; or, after أن, subject, verb, object; or a noun of the event with its doer in
the genitive (قصف المقاتلات), behind من (غارات من طيران التحالف), as an adjective (الغارات الروسية), behind من قبل, or
as the subject of a verb that only carries the noun (شن الطيران غارات). Each order is tried in turn; who stands nowhere
stays unknown.
"""

from dataclasses import dataclass

from tasks.extract.actor_kinds import FORCES
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.organs import acting_organs
from tasks.extract.patients import Patients
from tasks.extract.phrases import DEED, Names, Phrase, cue_before
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.extract.two_sides import split_sides

_PATIENT_FIRST = frozenset({"attack", "abduction", "arrests", "sexual-violence", "disrupted-weapons"})
_ACTIVE = frozenset({"agent-target", "place", "agent"})
_PARTICIPLE = "الم"
_WORD = 24  # characters of a long word
_NAME = 80  # characters of a long name
_FAR = 7  # words between a subject and its verb
_NEAR = 4  # words between أنها and its verb
_ADJECTIVES = 3  # words between a noun of the event and من: لقصف مدفعي عنيف من
_IMPERSONAL = ("str-hit", "str-destroy")  # what strikes and destroys may be a thing
_THINGS = ("ات", "ه")  # endings in the normal form: حملات, عمليات, عملية
_SHE = "ت"
_HE_WHO = "con-relative-he"
_RALLIES = frozenset({"peaceful-protest"})
_CROWDS = frozenset({"civilians", "community"})
_THEY = ("وا", "ون")
_JOINED = ("و", "ف")
_FROM = "من"
_FATE = frozenset({"killed", "injured"})
_MEANS = ("ل", "ب", "من", "عبر")  # before the weapon of a blow: غارة لطائرة, قصف من دبابات
_HANDS = "became"  # في قبضة X: the place stands before who holds it
_SIGNS = ' "«»“”()'


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
        if any(cue.start < last for cue in acting_organs(self.reading, self.group)):
            return None, ""  # "our aircraft", "its forces": the owner is told elsewhere
        for name, look in (
            ("agent-met", self._who_met),
            ("agent-by", self._by),
            ("agent-within", self._within),
            ("agent-verb", self._of_verbs),
            ("agent-support", self._of_support),
            ("agent-origin", self._origin),
            ("agent-from", self._from),
            ("agent-genitive", self._genitive),
            ("agent-weapon", self._with_weapon),
            ("agent-charged", self._charged),
            ("agent-bomber", self._bomber),
        ):
            found = look()
            if found is not None and (found.armed or self._rallies(found)):
                return self._whose(found), name
        return None, ""

    def _rallies(self, found: Phrase) -> bool:
        """Tell whether people without arms are the doers: who holds a rally."""
        return self.group.head.event in _RALLIES and any(e.kind in _CROWDS for e in found.entities)

    def _whose(self, found: Phrase) -> Phrase:
        """Return whose men the doers are thought to be: مسلحون يشتبه بانتمائهم إلى X."""
        if not found.ids <= self.reading.lexicon.unnamed:
            return found
        after = next((p for p in self.names.phrases if p.start >= found.end), None)
        told = self.names.joins(after) if after is not None and after.armed else None
        return after if after is not None and told is not None and self.names.words(found.end, told) <= 1 else found

    def _who_met(self) -> Phrase | None:
        """Return who met what another did: صد الجيش هجوما شنه X, اعترضت القوات صاروخا أطلقه X."""
        deeds = [c for c in self.names.cues if c.payload.cue_id == DEED]
        verb = next((h for h in self.group.events if h.shape == "verb" and h.frame in _ACTIVE), None)
        if verb is None or not deeds or deeds[0].word_start < verb.end or self._has_pronoun(verb):
            return None
        after = self.names.next_after(verb.end)
        after = after if after is not None and self._may_follow(verb.end, after) else None
        found = after or (None if _is_joined(verb.particle) else self.names.last_before(verb.start, 1))
        parted = found is not None and any(h.start < found.start for h in self.group.events if h is not verb)
        return found if found is not None and found.armed and not parted and found.end <= deeds[0].start else None

    def _by(self) -> Phrase | None:
        """Return who stands behind من قبل or نفذها."""
        return self._behind("by")

    def _origin(self) -> Phrase | None:
        """Return from whose positions a blow came: من مواقع X; "20 of X's positions" came from nowhere."""
        struck = not self.group.events or any(hit.frame == "agent-target" for hit in self.group.events)
        return self._behind("origin") if struck else None

    def _behind(self, effect: str) -> Phrase | None:
        for cue in self.names.cues:
            if cue.payload.effect != effect or self._of_participle(cue.word_start):
                continue
            if effect == "origin" and self.names.counts_sites(cue.word_start):
                continue
            found = self._told_by(cue.word_start, cue.word_end)
            if found is not None:
                return found
        return None

    def _told_by(self, start: int, end: int) -> Phrase | None:
        """Return who stands behind نفذه, be it behind من يشتبه بأنهم, else right before it: قالت إن X نفذه."""
        found = self.names.first_after(end, 2)
        if found is not None:
            return found
        further = self.names.first_after(end, _FAR)
        told = self.names.joins(further) if further is not None else None
        if told is not None and self.names.words(end, told) <= 1:
            return further
        owned = self.names.owned_from(further) if further is not None else None
        if owned is not None and self.names.words(end, owned) <= 2:
            return further  # من قبل قناص تابع لقوات X
        return self.names.last_before(start, 0)

    def _of_participle(self, offset: int) -> bool:
        """Whether من قبل belongs to a participle before it: المدعومة من قبل X, المحتلة من قبل X."""
        before = self.text[max(0, offset - _WORD) : offset].split()
        if not before or not before[-1].startswith(_PARTICIPLE):
            return False
        start = self.text.rindex(before[-1], 0, offset)
        reading = self.reading
        nouns = (reading.entities, reading.places, reading.objects, reading.units)
        stem = start + len(_PARTICIPLE)
        named = any(within(found, start, stem) for found in nouns)
        town = any(c.payload.effect == "settlement" for c in within(self.names.cues, start, stem))
        return not (named or town)  # أبناء المدينة على يد X, مقتل المدنيين من قبل X

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
        if not pronouns or self.names.words(pronouns[-1].word_end, hit.start) > 1 or hit.suffix:
            return None
        if _is_she(self.reading, hit) and pronouns[-1].payload.cue_id == _HE_WHO:
            return None  # تنظيم الدولة الذي قصفت مواقعه: somebody else bombed
        before = list(self.names.between(start, pronouns[-1].word_start, self.speech))
        if not before or self.names.words(before[-1].end, pronouns[-1].word_start) > _NEAR:
            return None
        return before[-1] if any(e.kind in FORCES for e in before[-1].entities) else None

    def _of_support(self) -> Phrase | None:
        for cue in self.names.cues:
            carries = cue.payload.effect == "support" or (cue.payload.effect == "moved" and self._is_move())
            if carries and cue.start < self.group.hits[-1].start:
                found = self._subject(cue.word_start, cue.word_end, joined=_is_joined(cue.proclitics))
                if found is not None:
                    return found
        return None

    def _is_move(self) -> bool:
        """Whether troops are sent or come: دفع الحوثيون بمزيد من التعزيزات."""
        return self.group.head.event == "change-to-group"

    def _from(self) -> Phrase | None:
        """Return who stands behind من after the noun of a blow: قصف مدفعي من الجيش."""
        for hit in self.group.events:
            if hit.verbal and hit.frame != "target":
                continue
            found = self.names.first_after(hit.end, _ADJECTIVES + 1)
            if found is not None and any(hit.end <= other.start < found.start for other in self.group.hits):
                continue
            if found is None or not any(_may_strike(e) for e in found.entities) or hit.frame == "place":
                continue
            cues = [c for c in within(self.names.cues, hit.end, found.start) if c.payload.family == "link"]
            counted = bool(within(self.reading.numbers, hit.end, found.start))
            counted = counted or bool(within(self.reading.counts, hit.end, found.start))
            if [self.text[c.word_start : found.start].strip() for c in cues] == [_FROM] and not counted:
                return found  # اعتقال اثنين من مسلحي X: they are of those counted
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
            if hit.frame == "place" and not (_HANDS in hit.needs or self._takes_place(found)):
                continue
            allowed = {"ل"} if hit.definite and not hit.verbal else {"", "ل"}  # القصف has no genitive
            if self.names.particle(found) in allowed or _HANDS in hit.needs:
                return found
        return None

    def _takes_place(self, found: Phrase) -> bool:
        """Whether a place follows who is told to have taken it: سيطرة الفصيل على البلدة."""
        return bool(within(self.reading.places, found.end, self.group.end))

    def _with_weapon(self) -> Phrase | None:
        """Return whose weapon it was where that stands right behind the noun of a blow: غارة لطائرة تتبع لـ X."""
        for hit in self.group.events:
            found = self.names.first_after(hit.end, _FAR) if not hit.verbal and hit.frame != "place" else None
            weapon = self.names.weapon_of(found) if found is not None else None
            if weapon is not None and weapon >= hit.end and self.text[hit.end : weapon].strip() in _MEANS:
                return found
        return None

    def _takes_genitive(self, hit: Hit) -> bool:
        """Whether the genitive of a word may be who did it; the genitive of مقتل and إصابة is who suffered it."""
        if hit.frame == "target" and hit.trigger is not None:
            return hit.verbal
        return hit.shape == "noun" and hit.frame in _ACTIVE

    def _is_parted(self, start: int, end: int) -> bool:
        """Whether a preposition, a thing or a place stands between a noun and a name: استهداف دشم X."""
        if self.names.has({"preposition", "between", "in", "cause", "against", "company"}, start, end):
            return True
        things = (self.reading.objects, self.reading.places, self.reading.units, self.group.hits)
        return any(within(found, start, end) for found in things)

    def _charged(self) -> Phrase | None:
        """Return who stands right before ب and the noun: اتهم موسكو بقصف, or before بالوقوف وراء and the noun."""
        head = self.group.head
        for cue in self.names.cues:
            if cue.payload.effect == "charge" and any(
                0 <= hit.start - cue.word_end <= _WORD and self.names.words(cue.word_end, hit.start) <= 1
                for hit in self.group.events
            ):
                found = self.names.last_before(cue.word_start, 1)
                return self._last_joined(found) if found is not None else None
        if head.verbal or head.particle.lstrip("وف") != "ب":
            return None
        found = self.names.last_before(head.start, 1)
        return None if found is not None and self._has_fallen(found) else found

    def _has_fallen(self, found: Phrase) -> bool:
        """Whether a name right behind a word of a toll is who fell: قتل ثلاثة جنود بانفجار."""
        tolls = (hit for hit in self.group.casualties if hit.casualty and hit.casualty.measure in _FATE)
        return any(hit.end <= found.start and self.names.words(hit.end, found.start) <= _NEAR for hit in tolls)

    def _last_joined(self, phrase: Phrase) -> Phrase:
        """Return the last of two names that no and joins: حملت الحكومة الحوثيين مسؤولية القصف."""
        kept = [phrase.entities[-1]]
        for entity in reversed(phrase.entities[:-1]):
            if not self.text[entity.end : kept[0].start].strip(_SIGNS):
                break
            kept.insert(0, entity)
        return Phrase(entities=tuple(kept))

    def _bomber(self) -> Phrase | None:
        """Return whose bomber is told beside the blast: انتحاري من تنظيم X."""
        return next((p for p in self.names.phrases if self.names.sends_bomber(p)), None)

    def _second_party(self, first: Phrase) -> bool:
        """Whether whom it hit follows the doer: "اعتقال قوات الأمن 12 شخصا"."""
        later = [hit.start for hit in self.group.hits if hit.start >= first.end]
        stop = min([first.end + 40, self.group.end, *later])
        if any(first.end <= p.start < stop for p in self.names.phrases):
            return True
        return any(self.reading.counts_persons(u.payload) for u in within(self.reading.units, first.end, stop))

    def _subject(self, start: int, end: int, *, joined: bool) -> Phrase | None:
        after = self.names.next_after(end)
        if after is not None and not self._may_follow(end, after):
            after = None
        after = after or self._owner_of_weapon(end)
        if not joined and self._is_relative(start, end):
            after = None
        before = None if joined or self._follows_relative(start) else self.names.last_before(start, _FAR)
        if before is not None and self.names.has({"that"}, before.end, start):
            before = None  # مقتل ستة شرطيين، مضيفا أن مجموعة نفذت الهجوم: the subject stands behind أن
        if before is not None and self._has_object(start, end) and self._acts_between(before.end, start):
            before = None  # ثلاثة مسلحين قتلوا على متن دبابة دمرتها غارة: the thing before the verb is what it hit
        if before is not None and (after is None or self.names.words(before.end, start) <= 1):
            return before
        return after if after is not None and after.armed else before

    def _may_follow(self, verb: int, phrase: Phrase) -> bool:
        """Whether a name behind a verb may be its subject: فتح ثلاثة مسلحين النار; but اعتقلت ثلاثة مسلحين."""
        if self.names.is_counted(phrase):
            hit = next((h for h in self.group.hits if h.end == verb), None)
            other = hit is not None and self._has_second(phrase, hit)
            return hit is not None and other and not (_is_she(self.reading, hit) or self._is_they(hit))
        return self.names.particle(phrase) in {"", "و"} and not self.names.is_object(phrase)

    def _has_second(self, first: Phrase, hit: Hit) -> bool:
        """Whether a verb has an object behind its subject: the fire that was opened, a place, a thing or another."""
        if "gunfire" in hit.needs:
            return True
        hits = [h.start for h in self.group.hits if h.start >= first.end]
        stop = min([self.group.end, *hits])
        told = (self.names.phrases, self.reading.objects, self.reading.places)
        starts = (item.start for found in told for item in within(found, first.end, stop))
        return any(not self._is_parted_in(first.end, start) for start in starts)

    def _is_parted_in(self, start: int, end: int) -> bool:
        """Whether a preposition stands between two offsets: what follows is where it was, nobody's object."""
        return self.names.has({"in", "preposition"}, start, end)

    def _is_they(self, hit: Hit) -> bool:
        """Whether a verb is in the plural, which has its subject in itself: قتلوا ثلاثة جنود."""
        return self.reading.shadow.norm.endswith(_THEY, 0, self.reading.shadow.at(hit.end))

    def _owner_of_weapon(self, end: int) -> Phrase | None:
        """Return whose weapon is the subject behind a verb: قصفت راجمة صواريخ تابعة لقوات X."""
        phrase = self.names.first_after(end, _FAR)
        weapon = self.names.weapon_of(phrase) if phrase is not None else None
        return phrase if weapon is not None and not self.names.words(end, weapon) else None

    def _follows_relative(self, start: int) -> bool:
        """Whether الذي stands right before a verb: its subject is whom the pronoun stands for, nobody further off."""
        return cue_before(self.reading, start) == "relative"

    def _is_relative(self, start: int, end: int) -> bool:
        """Whether a thing before a verb is its subject: الهجمات التي استهدفت X, حملات استهدفت X; not وقصفت, ثم قصفت.

        A pronoun on the verb (التي شنها X) makes the thing its object.
        """
        hit = next((h for h in self.group.hits if h.start == start and h.end == end), None)
        if hit is None or hit.suffix or hit.trigger is None or not hit.trigger.trigger_id.startswith(_IMPERSONAL):
            return False
        before = within(self.names.cues, start - _WORD, start)
        linked = [c for c in before if c.word_end <= start and not self.text[c.word_end : start].strip()]
        if linked:
            return any(c.payload.effect == "relative" for c in linked)
        token = next((t for t in reversed(within(self.reading.tokens, start - _WORD, start)) if t.end <= start), None)
        return token is not None and token.is_word and token.norm.endswith(_THINGS) and not self._is_named(token.start)

    def _has_object(self, start: int, end: int) -> bool:
        """Whether a pronoun on a verb is its object."""
        return any(h.start == start and h.end == end and h.verbal and h.suffix for h in self.group.hits)

    def _acts_between(self, start: int, end: int) -> bool:
        """Whether another verb of the group stands between two offsets: the name before it is its subject."""
        return any(start <= h.start < end and h.verbal for h in self.group.hits)

    def _is_named(self, offset: int) -> bool:
        """Whether a day, a place or a name stands at an offset."""
        first = offset - _NAME
        spans = [(d.start, d.end) for d in within(self.reading.dates, first, offset + 1)]
        spans += [(p.start, p.end) for p in within(self.reading.places, first, offset + 1)]
        spans += [(e.start, e.end) for e in within(self.reading.entities, first, offset + 1)]
        return any(start <= offset < end for start, end in spans)


def _may_strike(entity: EntityHit) -> bool:
    """Tell whether a name behind من is a doer: a force, or a state as a side (من الجانب الأوكراني), not as a place."""
    return entity.kind in FORCES or (entity.kind == "state" and " " in entity.text)


def _is_she(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb is in the feminine: قصفت, تقصف."""
    norm = reading.shadow.norm
    told = hit.trigger or hit.casualty
    if told is not None and told.tense == "imperfect":
        return norm[reading.shadow.at(hit.core)] == _SHE
    return norm[reading.shadow.at(hit.end) - 1] == _SHE


def _is_joined(particle: str) -> bool:
    return particle.startswith(_JOINED)
