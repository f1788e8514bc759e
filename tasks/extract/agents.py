"""Who did it, from where his name stands around the words of an event: each order of words is tried in turn."""

from collections.abc import Callable

from tasks.extract.accused import BLAMED, CHARGED, find_blamed, find_charged
from tasks.extract.announced import Announced
from tasks.extract.antecedents import carrying_state, find_antecedent, who_managed
from tasks.extract.craft import is_met
from tasks.extract.following import is_taken_cell
from tasks.extract.gunfire import owner_of_fire, who_blew_up
from tasks.extract.lexicon import Cue
from tasks.extract.met_blows import is_repelled, met_blow
from tasks.extract.noun_agents import NounAgents
from tasks.extract.organs import acting_organs
from tasks.extract.other_agents import attackers, holder, thought_behind, thought_to_have_done
from tasks.extract.phrases import DEED, Names, Phrase
from tasks.extract.reading import within
from tasks.extract.relative_doers import carries_others
from tasks.extract.saying import Speech
from tasks.extract.second_doers import second_doer
from tasks.extract.subjects import ANYBODY, BY_HAND, PROTESTERS, RIOTS, Subjects, is_of_people
from tasks.extract.told_people import tells_people
from tasks.extract.verb_forms import is_joined
from tasks.text.match import Match

_ACTIVE = frozenset({"agent-target", "place", "agent"})
_PARTICIPLE, _ARTICLE = "الم", "ال"
_FEW = 3  # adjectives between a blow and the last word that describes it
_WORD = 24  # characters of a long word
_FAR = 7  # words between a subject and its verb
_RALLIES = frozenset({"peaceful-protest", "violent-demonstration"})
_CROWDS = frozenset({"civilians", "community"})
_ARRESTS = "arrests"
_TORTURE = "torture"
_MOVE = "change-to-group"
_HAND = "con-by-hand"
_BLASTS = frozenset({"suicide-bomb", "remote-explosive", "blast"})  # no bullets of X are the blow
_DOING = "con-support-doing"
_TAKEN = frozenset({"arrests", "abduction"})
_LEFT = "con-by-left"
_DISARMED = "disrupted-weapons"
_LOST = "lost"  # what a verb of losing needs
_TOLD_DOING = frozenset({"agent-by", "agent-verb", "agent-support"})
_TOLD_OF_CROWD = frozenset({"agent-genitive", CHARGED})  # رشق المتظاهرين للشرطة, اتهم المتظاهرين بمهاجمة كذا


def _stops(object_id: str) -> bool:
    return object_id == "object:checkpoint"


class Agents:
    """The orders in which a doer stands, each tried on the names of a group."""

    def __init__(self, names: Names, speech: Speech) -> None:
        self.names = names
        self.reading = names.reading
        self.group = names.group
        self.text = names.text
        self.speech = speech
        self.subjects = Subjects(names, speech)
        self.announced = Announced(names, speech)
        self.nouns = NounAgents(names, self.announced)

    def find(self) -> tuple[Phrase | None, str]:
        """Return who did it, and by which order of words; an empty name where nobody is told."""
        last = self.group.hits[-1].start
        if any(cue.start < last for cue in acting_organs(self.reading, self.group)):
            return None, ""  # "our aircraft", "its forces": the owner is told elsewhere
        for name, look in self._orders():
            found = look(self)
            if found is not None and (self._may_be_doer(found) or self._attacks(found, name)):
                return self._whose(found), name
        return None, ""

    def _orders(self) -> tuple[tuple[str, Callable[["Agents"], Phrase | None]], ...]:
        """Return the orders in which a doer may stand, as they are tried, each by its name."""
        return _ORDERS if self.names.phrases else _ELSEWHERE

    def _may_be_doer(self, found: Phrase) -> bool:
        """Tell whether a side that stands where a doer stands may have done this: no cell arrests itself."""
        if self.group.head.event == _ARRESTS and is_taken_cell(self.reading, self.group.head.end, found.start):
            return False
        return found.armed or self._rallies(found) or self.subjects.takes_people(found)

    def _rallies(self, found: Phrase) -> bool:
        """Tell whether people without arms are the doers: who holds a rally."""
        return self.group.head.event in _RALLIES and any(e.kind in _CROWDS for e in found.entities)

    def _attacks(self, found: Phrase, rule: str) -> bool:
        """Tell whether people without arms are told to have done it: a crowd that burns, نفذه شاب فلسطيني."""
        if rule not in _TOLD_DOING:
            return rule in _TOLD_OF_CROWD and self.group.head.event in RIOTS and found.ids <= PROTESTERS
        hand = any(h.trigger is not None and h.trigger.trigger_id.startswith(BY_HAND) for h in self.group.events)
        stones = any("stones" in hit.needs for hit in self.group.events)
        told = (rule == "agent-by" or hand or stones) and is_of_people(found)
        return told or (self.group.head.event in RIOTS and found.crowd) or (stones and found.ids <= ANYBODY)

    def _whose(self, found: Phrase) -> Phrase:
        """Return whose men the doers are thought to be: مسلحون يشتبه بانتمائهم إلى X."""
        if not found.ids <= self.reading.lexicon.unnamed:
            return found
        after = next((p for p in self.names.phrases if p.start >= found.end), None)
        told = self.names.joins(after) if after is not None and after.armed else None
        told = self.names.owned_from(after) if told is None and after is not None and after.armed else told
        return after if after is not None and told is not None and self.names.words(found.end, told) <= 1 else found

    def _who_met(self) -> Phrase | None:
        """Return who met what another did: صد الجيش هجوما شنه X, اعترضت القوات صاروخا أطلقه X."""
        deeds = [c.word_start for c in self.names.cues if c.payload.cue_id == DEED]
        blow = met_blow(self.names)
        deeds = [blow.start] if blow is not None else deeds
        verb = next((h for h in self.group.events if h.shape == "verb" and h.frame in _ACTIVE), None)
        if verb is None or verb.suffix or not deeds or deeds[0] < verb.end or self.subjects.has_pronoun(verb):
            return None
        after = self.names.next_after(verb.end)
        after = after if after is not None and self.subjects.may_follow(verb.end, after) else None
        found = after or (None if is_joined(verb.particle) else self.names.last_before(verb.start, 1))
        parted = found is not None and any(h.start < found.start for h in self.group.events if h is not verb)
        return found if found is not None and found.armed and not parted and found.end <= deeds[0] else None

    def _by(self) -> Phrase | None:
        """Return who stands behind من قبل or نفذها."""
        return self._behind("by") or thought_to_have_done(self.names) or self.announced.ascribed()

    def _origin(self) -> Phrase | None:
        """Return from whose positions a blow came: من مواقع X; "20 of X's positions" came from nowhere."""
        struck = not self.group.events or any(hit.frame == "agent-target" for hit in self.group.events)
        return self._behind("origin") if struck else None

    def _behind(self, effect: str) -> Phrase | None:
        for cue in self.names.cues:
            if cue.payload.effect != effect or (self._of_participle(cue.word_start) and not self._by_hand(cue)):
                continue
            left = cue.payload.cue_id in {_LEFT, DEED} and self._is_downed(cue.word_start)  # أسقطت طائرة أطلقها X
            sites = effect == "origin" and self.names.counts_sites(cue.word_start)
            other = tells_people(self.names, cue.word_start) or self._tells_other_deeds(cue)
            if left or sites or other or self.text.startswith("،", cue.word_end):  # بين X من طرف، وY من طرف آخر: a side
                continue
            found = self._begun_by(cue) or self._told_by(cue.word_end)
            if found is None and cue.payload.cue_id == DEED:
                found = self.names.last_before(cue.word_start, 0)  # قالت إن X نفذه; not جندي برصاص
            if found is not None:
                return found
        return None

    def _begun_by(self, cue: Match[Cue]) -> Phrase | None:
        """Return the side that the cue itself begins with the adjective behind it: بنيران إسرائيلية."""
        return next((p for p in self.names.phrases if cue.start <= p.start < cue.word_end < p.end), None)

    def _tells_other_deeds(self, cue: Match[Cue]) -> bool:
        """Whether other deeds are told behind a death that was told before: سيؤثر مقتله على العمليات التي ينفذها X."""
        head = self.group.head
        if cue.payload.cue_id != DEED or self.group.events or head.verbal or not head.suffix:
            return False
        between = {c.payload.effect for c in within(self.names.cues, head.end, cue.word_start)}
        return "relative" in between and "in" not in between

    def _is_downed(self, stop: int) -> bool:
        head = self.group.head
        return head.event == _DISARMED or is_met(self.reading, head, stop)

    def _by_hand(self, cue: Match[Cue]) -> bool:
        """Whether a cue tells by whose hand or bullets, which no participle before it takes: الضرب المبرح على يد X."""
        return cue.payload.cue_id == _HAND and self.group.head.event not in _BLASTS

    def _told_by(self, end: int) -> Phrase | None:
        """Return who stands behind نفذه or من قبل, be it behind من يشتبه بأنهم."""
        found = self.names.first_after(end, 2)
        if found is not None and self.names.has({"in", "support"}, end, found.start):
            return None  # مداهمات نفذتها في منازل الفلسطينيين: they were raided; من قبل شخص تمكنت الشرطة من قتله
        if found is not None:
            return found
        further = self.names.first_after(end, _FAR)
        told = self.names.joins(further) if further is not None else None
        if told is not None and self.names.words(end, told) <= 1:
            return further
        owned = self.names.owned_from(further) if further is not None else None
        return further if owned is not None and self.names.words(end, owned) <= 2 else None  # قناص تابع لقوات X

    def _at_checkpoint(self) -> Phrase | None:
        """Return whose checkpoint it was at which people were taken: اعتقل ثلاثة شبان على حاجز لقوات X."""
        if self.group.head.event not in _TAKEN:
            return None
        ends = [o.end for o in within(self.reading.objects, self.group.head.end, self.group.end) if _stops(o.entity_id)]
        return next((found for end in ends if (found := self.names.first_after(end, 1)) is not None), None)

    def _gainer(self) -> Phrase | None:
        """Return who took what another lost: خسرت القوات البلدة لصالح X."""
        lost = next((hit for hit in self.group.events if _LOST in hit.needs), None)
        cues = (c for c in self.names.cues if lost is not None and c.payload.effect == "gainer")
        return next((found for c in cues if (found := self.names.first_after(c.word_end, 1)) is not None), None)

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
        return not (named or town or self._describes_blow(start))  # أبناء المدينة على يد X, مقتل المدنيين من قبل X

    def _describes_blow(self, offset: int) -> bool:
        """Whether a word only describes the blow before it: القصف الصاروخي المكثف من قبل X."""
        nouns = [h.end for h in self.group.events if h.shape == "noun" and h.end <= offset]
        if not nouns:
            return False
        between = self.text[nouns[-1] : offset].split()
        shots = within(self.reading.weapons, nouns[-1], offset)
        if shots and not self.text[shots[-1].end : offset].strip():
            return True  # استهدافه بالرصاص المباشر من قبل X
        return len(between) <= _FEW and all(word.lstrip("و").startswith(_ARTICLE) for word in between)

    def _within(self) -> Phrase | None:
        """Return the name that takes in the word of the event: الغارات الروسية; not what is downed: إسقاط مسيرة X."""
        told = [h for h in self.group.events if h.event != _DISARMED and not is_repelled(h)]
        found = (p for p in self.names.phrases for h in told if p.start < h.end and h.start < p.end)
        return next(found, None)

    def _of_verbs(self) -> Phrase | None:
        for position, hit in enumerate(self.group.hits):
            if hit.event == _MOVE and self.group.hits[0].casualty is not None:
                continue  # مقتل القائد، في وقت انسحبت فيه واشنطن من الاتفاق
            before = self.group.hits[:position]
            if hit.casualty is not None and hit.suffix and any(o.event and o.shape == "verb" for o in before):
                continue  # هاجم رجل دورية وقتلته الشرطة
            if any(o.event and not o.verbal and o.frame != "mutual" for o in before):
                if len(before) == 1 and self.subjects.acts_in(before[0], hit):
                    return self.names.next_after(hit.end)
                # else the noun is the subject: "غارات استهدفت"
                return self.subjects.of_object(hit) or second_doer(self.names, hit)
            if hit.shape == "verb" and hit.frame in _ACTIVE:
                if self.subjects.has_pronoun(hit):
                    return None  # أنها استهدفت: who is meant stands before
                found = find_antecedent(self.names, self.subjects.speech, hit) or self.subjects.find(
                    hit.start, hit.end, joined=is_joined(hit.particle)
                )
                found = self.announced.denier(hit, found) or found
                if found is not None:
                    return found
        return None

    def _of_support(self) -> Phrase | None:
        for cue in self.names.cues:
            carries = cue.payload.effect == "support" or (cue.payload.effect == "moved" and self._is_move())
            if carries and cue.start < self.group.hits[-1].start and not self.subjects.is_helped(cue.word_end):
                if cue.payload.cue_id == _DOING:  # إثر قيام مسلحين بإطلاق النار
                    return self.names.next_after(cue.word_end)
                if (
                    self.subjects.is_far(cue)
                    or self.subjects.is_of_time(cue)
                    or carries_others(self.reading, self.group.hits, cue)
                ):
                    continue
                found = self.subjects.find(cue.word_start, cue.word_end, joined=is_joined(cue.proclitics))
                found = found or carrying_state(self.names, self.subjects.speech, cue.word_start, cue.word_end)
                if found is not None:
                    return found
        return None

    def _is_move(self) -> bool:
        """Whether troops are sent or come: دفع الحوثيون بمزيد من التعزيزات."""
        return self.group.head.event == _MOVE

    def _jailer(self) -> Phrase | None:
        """Return in whose prison somebody died under torture: في سجون X."""
        if not any(c.payload.effect == _TORTURE for c in self.names.cues):
            return None
        jails = [c for c in self.names.cues if c.payload.effect == "jail"]
        return self.names.first_after(jails[-1].word_end, 0) if jails else None

    def _bomber(self) -> Phrase | None:
        """Return whose bomber is told beside the blast: انتحاري من تنظيم X."""
        return next((p for p in self.names.phrases if self.names.sends_bomber(p)), None)


# Made once for all: an article asks for them at each of its events, and most are tried in vain.
_ORDERS: tuple[tuple[str, Callable[[Agents], Phrase | None]], ...] = (
    ("agent-gained", lambda self: self._gainer()),
    ("agent-took", lambda self: self.announced.taker()),
    ("agent-managed", lambda self: who_managed(self.names, self.subjects.speech)),
    ("agent-met", lambda self: self._who_met()),
    ("agent-attackers", lambda self: attackers(self.names)),
    ("agent-by", lambda self: self._by()),
    ("agent-behind", lambda self: self.nouns.stands_behind()),
    (BLAMED, lambda self: find_blamed(self.names)),
    ("agent-thought", lambda self: thought_behind(self.names)),
    ("agent-operation", lambda self: self.nouns.of_operation()),
    ("agent-within", lambda self: self._within()),
    ("agent-doing", lambda self: self.nouns.of_doing()),
    ("agent-fire", lambda self: owner_of_fire(self.names) or who_blew_up(self.names)),
    ("agent-verb", lambda self: self._of_verbs()),
    ("agent-support", lambda self: self._of_support()),
    ("agent-origin", lambda self: self._origin()),
    ("agent-from", lambda self: self.nouns.behind_from()),
    ("agent-genitive", lambda self: self.nouns.genitive()),
    ("agent-weapon", lambda self: self.nouns.with_weapon()),
    ("agent-means", lambda self: self.nouns.with_means()),
    (CHARGED, lambda self: find_charged(self.names)),
    ("agent-bomber", lambda self: self._bomber()),
    ("agent-holder", lambda self: holder(self.names)),
    ("agent-jailer", lambda self: self._jailer()),
    ("agent-checkpoint", lambda self: self._at_checkpoint()),
    ("agent-announced", lambda self: self.announced.doer()),
)
_ELSEWHERE: tuple[tuple[str, Callable[[Agents], Phrase | None]], ...] = (
    ("agent-took", lambda self: self.announced.taker()),
    ("agent-managed", lambda self: who_managed(self.names, self.subjects.speech)),
    ("agent-verb", lambda self: self._of_verbs()),
    ("agent-support", lambda self: self._of_support()),
    ("agent-announced", lambda self: self.announced.doer()),
)
"""The orders in which a doer is named elsewhere than beside the words of the event."""
