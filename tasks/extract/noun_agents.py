"""Who did it, from where a name stands behind the noun of a blow: قصف المقاتلات, قصف مدفعي من الجيش, غارة لطائرة X."""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.announced import Announced
from tasks.extract.entities import EntityHit
from tasks.extract.genitive import is_foe, is_whom_it_hit
from tasks.extract.hits import Hit
from tasks.extract.patients import PATIENT_FIRST
from tasks.extract.phrases import Names, Phrase
from tasks.extract.reading import within

_ACTIVE = frozenset({"agent-target", "place", "agent"})
_FAR = 7  # words between a subject and its verb
_ADJECTIVES = 3  # words between a noun of the event and من: لقصف مدفعي عنيف من
_STRUCK = frozenset({"strike", "assault"})
_HANDS = "became"  # في قبضة X: the place stands before who holds it


class NounAgents:
    """The places behind a noun in which its doer stands, each tried on the names of a group."""

    def __init__(self, names: Names, announced: Announced) -> None:
        self.names = names
        self.reading = names.reading
        self.group = names.group
        self.text = names.text
        self.announced = announced

    def behind_from(self) -> Phrase | None:
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
            led = self.text[cues[0].word_start : found.start].strip() if len(cues) == 1 else ""
            if led in self.reading.lexicon.prepositions.of("source") and not counted:
                return found  # اعتقال اثنين من مسلحي X: they are of those counted
        return None

    def genitive(self) -> Phrase | None:
        """Return who stands in the genitive of a noun: قصف المقاتلات."""
        for hit in self.group.hits:
            if not self._takes_genitive(hit):
                continue
            found = self.names.first_after(hit.end, 1)
            if found is None or self._is_parted(hit.end, found.start):
                continue
            patient_first = hit.trigger is None or hit.event in PATIENT_FIRST or is_foe(hit)
            second = self._second_party(found)
            if not second and (patient_first or self.announced.is_object(hit, found)):
                continue
            if is_whom_it_hit(self.reading, hit, found, self.group.end):
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

    def with_weapon(self) -> Phrase | None:
        """Return whose weapon it was where that stands right behind the noun of a blow: غارة لطائرة تتبع لـ X."""
        for hit in self.group.events:
            found = self.names.first_after(hit.end, _FAR) if not hit.verbal and hit.frame != "place" else None
            weapon = self.names.weapon_of(found) if found is not None else None
            if weapon is None or weapon < hit.end:
                continue
            led = self.text[hit.end : weapon].strip()
            if led in self.reading.lexicon.prepositions.of("means") or (not led and hit.event in _STRUCK):
                return found  # استهداف طيران مسير تابع للتحالف
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

    def _second_party(self, first: Phrase) -> bool:
        """Whether whom it hit follows the doer: "اعتقال قوات الأمن 12 شخصا"."""
        later = [hit.start for hit in self.group.hits if hit.start >= first.end]
        stop = min([first.end + 40, self.group.end, *later])
        if any(first.end <= p.start < stop for p in self.names.phrases):
            return True
        return any(self.reading.counts_persons(u.payload) for u in within(self.reading.units, first.end, stop))


def _may_strike(entity: EntityHit) -> bool:
    """Tell whether a name behind من is a doer: a force, or a state as a side (من الجانب الأوكراني), not as a place."""
    return entity.kind in FORCES or (entity.kind == "state" and " " in entity.text)
