"""Whom an event hit: who underwent it, whose positions were struck, who is told among its dead and wounded."""

from collections.abc import Iterator, Sequence

from tasks.extract.actor_kinds import ARMED, BANDS
from tasks.extract.borne_losses import bearer
from tasks.extract.craft import is_met
from tasks.extract.entities import EntityHit
from tasks.extract.genitive import is_foe, is_targeting
from tasks.extract.hits import Hit
from tasks.extract.met_blows import met_blow
from tasks.extract.other_clauses import is_of_another_clause, stands_apart
from tasks.extract.phrases import BOMBERS, DEED, SITES, Names, Phrase, cue_before, names_bomber
from tasks.extract.reading import within
from tasks.extract.second_people import counts_object, object_start
from tasks.extract.told_doers import is_beyond, is_man_acting, joins_doer, leads_far, lost_thing

_HARMED = ARMED | frozenset({"civilians", "community", "person", "embassy"})
_STATE = frozenset({"state"})
_DWELLERS = frozenset({"civilians", "community"})
_ACTIVE = frozenset({"agent-target", "place", "agent"})
PATIENT_FIRST = frozenset({"attack", "abduction", "arrests", "sexual-violence", "disrupted-weapons"})
"""Events whose genitive is whom they befell: اعتقال فلان."""
_REACH = 9  # words between a noun of an event and whom it hit
_AT_ONCE = 2  # words between تعرضت and whom it befell
_FATE = 6  # words between a word of a toll and its victims
_DISARMED = "disrupted-weapons"
_TAKEN = frozenset({"arrests", _DISARMED})  # what may befall a bomber; else he acts
_LONG = 40  # characters of the name of a place
_DASHES = " -–—"
_PAUSES = ("..", "…")
_MANY = "ون"  # the nominative of many: a subject
_BESIDE = 5  # words between a deed and a man who is told as hit by his name
_OF_THEM = 2  # words between victims and whose men they are: من عناصر
_HOW_OFTEN = 2  # words between a verb with its object and who does it: التي يهاجمها يوميا المسلحون المتشددون
_MOST = 3  # parties that one event is told to have hit
_MOVE = "change-to-group"
_OUTSIDE = frozenset({"company", "by", "origin", "handed", "practised", "aboard"})
_THEM = frozenset({"هم", "هما", "هن", "ه", "ها"})
_THEIRS = ("ه", "ها", "هم", "هما")  # لقي جنديان حتفهما: the victims stand before
_APART = frozenset({"by", "cause", "result", "boundary", "when", "company", "in"})


class Patients:
    """The phrases of one group, read for those who were hit."""

    def __init__(self, names: Names, owners: Sequence[Phrase] = ()) -> None:
        self.names = names
        self.owners = owners  # whose blows they were
        self.reading = names.reading
        self.group = names.group

    def find(self, agent: Phrase | None) -> tuple[EntityHit, ...]:
        """Return who was hit: whose positions or ranks first, then the victims that are told as others."""
        if self.group.head.frame == "agent" and not self.group.casualties:
            return ()  # a march, a deployment: nobody is hit
        if not self.names.phrases:
            return ()
        told = self.group.events or (agent is not None and self.group.head.shape == "verb")
        met, free = self._met(agent), self._free(agent)
        lost = self._lost_it(free)
        found = [met or lost or (self._struck(agent, free) if told else None), *self._fallen_of(free)]
        entities = [e for phrase in found if phrase is not None for e in phrase.entities if e.kind in _HARMED]
        once = tuple({e.entity_id: e for e in reversed(entities)}.values())[::-1]
        named = any(e.kind in BANDS and e.entity_id not in self.reading.lexicon.unnamed for e in once)
        return tuple(e for e in once if not (named and self._is_any_band(e)))[:_MOST]

    def _is_any_band(self, entity: EntityHit) -> bool:
        """Tell whether a word names men of any group: "12 militants" beside the group that was struck are its men."""
        return entity.kind in BANDS and entity.entity_id in self.reading.lexicon.unnamed

    def _met(self, agent: Phrase | None) -> Phrase | None:
        """Return whose deed the doer met: صد الجيش هجوما شنه X."""
        deed = next((c for c in self.names.cues if c.payload.cue_id == DEED), None)
        blow = met_blow(self.names)
        if blow is not None and (agent is None or not blow.ids & agent.ids):
            return blow
        stop = deed.word_start if deed is not None else 0
        stopped = self.group.head.event == _DISARMED or is_met(self.reading, self.group.head, stop)
        stopped = stopped and agent is None  # إسقاط طائرة أطلقها X
        if (
            deed is None
            or (self.group.head.verbal and self.group.head.suffix)
            or not (stopped or (agent is not None and agent.end <= deed.word_start))
        ):
            return None
        return self.names.first_after(deed.word_end, 2)

    def _lost_it(self, free: list[Phrase]) -> Phrase | None:
        """Return from whose hands a place was taken: استعادة السيطرة على البلدة من أيدي X."""
        cue = next((c for c in self.names.cues if c.payload.effect == "from-hands"), None)
        after = next((p for p in free if cue is not None and p.start >= cue.word_end), None)
        return (
            after if cue is not None and after is not None and not self.names.words(cue.word_end, after.start) else None
        )

    def _free(self, agent: Phrase | None) -> list[Phrase]:
        """Return the phrases that may be those hit."""
        return [p for p in self.names.phrases if self._may_be_hit(p, agent)]

    def _struck(self, agent: Phrase | None, free: list[Phrase]) -> Phrase | None:
        head = self.group.head
        if head.shape == "passive" or head.frame == "target":
            return _first_told([p for p in free if not leads_far(self.names, p)])
        first = min(head.start, agent.start) if agent else head.start
        later = [p for p in free if p.start >= first and not self._stands_far(p, agent)]
        if head.verbal and head.suffix and not self.group.casualties:
            later = [p for p in later if self.names.particle(p)]  # اعتقلتها ... عملية تبنتها واشنطن
        later = [p for p in later if not is_beyond(self.names, agent, p)]
        if not any(hit.verbal for hit in self.group.hits):
            later = [p for p in later if self._is_struck(p) or self._is_object_of(agent, p)]
        return self._undergoes(free) or _first_told(later) or lost_thing(self.names, free)

    def _stands_far(self, phrase: Phrase, agent: Phrase | None) -> bool:
        """Whether a man is named too far behind a deed to be whom it hit: في اليوم الذي يلقي فيه الرئيس خطابه."""
        if any(e.kind != "person" for e in phrase.entities) or self.names.particle(phrase):
            return False
        ends = [h.end for h in self.group.hits if h.end <= phrase.start]
        ends += [agent.end] if agent is not None and agent.end <= phrase.start else []
        ends += [o.end for o in within(self.reading.objects, self.group.start, phrase.start)]
        return bool(ends) and self.names.words(max(ends), phrase.start) > _BESIDE

    def _undergoes(self, free: list[Phrase]) -> Phrase | None:
        """Return whom تعرض tells of: تعرضت مواقع X لقصف, X تعرضت ..., هجوم تعرض له X."""
        cues = [c for c in self.names.cues if c.payload.effect == "undergo" and c.payload.cue_id == "con-undergo-hit"]
        for cue in cues:
            after = next((p for p in free if p.start >= cue.word_end), None)
            before = next((p for p in reversed(free) if p.end <= cue.word_start), None)
            if after is not None and self._underwent(cue.word_end, after):
                return after
            if before is not None and self.names.words(before.end, cue.word_start) <= 2:
                return before
        return None

    def _underwent(self, start: int, phrase: Phrase) -> bool:
        """Whether who stands behind تعرضت was hit: at once, or as who is at the thing that was: قاعدة تضم جنودا."""
        words = self.names.words(start, phrase.start)
        if words <= _AT_ONCE or words > _REACH:
            return words <= _AT_ONCE
        told = within(self.reading.words, start, phrase.start) or self.names.has({"preposition"}, start, phrase.start)
        return not told and self.names.has({"relative"}, start, phrase.start)

    def _is_struck(self, phrase: Phrase) -> bool:
        """Whether a name stands behind على, ضد or ل, or with an object of attack before it."""
        head = self.group.head
        if self.names.words(head.end, phrase.start) > _REACH:
            return False
        if self.names.particle(phrase) or within(self.reading.objects, head.end, phrase.start):
            return True
        units = within(self.reading.units, head.end, phrase.start)
        meanings = self.reading.lexicon.unit_meanings
        if any(meanings[unit.payload.unit_id].measure in SITES for unit in units):
            return True
        return head.event in PATIENT_FIRST or is_targeting(head) or bool(self.group.casualties)

    def _is_object_of(self, agent: Phrase | None, phrase: Phrase) -> bool:
        """Whether a name is the object of a deed: أعلنت الكتائب قنص جندي من الجيش, طرد القوات المسلحين."""
        head = self.group.head
        if is_foe(head) and agent is None:
            return phrase.start >= head.end and not self.names.words(head.end, phrase.start)
        if agent is None or head.frame != "agent-target" or phrase.start < head.end:
            return False
        first = head.end if agent.end <= head.start else max(head.end, agent.end)  # طرد المقاومة الحوثيين
        return self.names.words(first, phrase.start) <= (1 if first == head.end else 0)

    def victims(self, agent: Phrase | None) -> Iterator[Phrase]:
        """Yield who is told behind (or, of a verb, right before) each word of a toll."""
        yield from self._fallen_of(self._free(agent))

    def _fallen_of(self, free: list[Phrase]) -> Iterator[Phrase]:
        for hit in self.group.casualties:
            if hit.casualty is not None and hit.casualty.measure != "result":
                found = bearer(self.names, hit, free) or self._fallen(hit, free)
                if found is not None:
                    yield found

    def _fallen(self, hit: Hit, free: list[Phrase]) -> Phrase | None:
        after = next((p for p in free if p.start >= hit.end), None)
        if after is not None and self._struck_them(hit, after):
            return None
        if after is not None and self._belongs(hit.end, after):
            return self.whose(after, free)
        fate = self.reading.text[hit.start : hit.end].endswith(_THEIRS)
        between = cue_before(self.reading, hit.start) == "between"  # سقط ثلاثون من مقاتلي X بين قتيل وجريح
        if not (hit.verbal or fate or between) or hit.particle.startswith(("و", "ف")):
            return None
        if hit.shape == "verb" and hit.frame == "agent-target" and counts_object(self.reading, hit.end):
            return None  # قالت الشرطة إن قوات الأمن قتلت اثنين من المهاجمين: who stands before it killed
        before = next((p for p in reversed(free) if p.end <= hit.start), None)
        near = before is not None and self.names.words(before.end, hit.start) <= 1 + between
        inside = before is not None and cue_before(self.reading, before.start) == "in"
        return before if near and not inside else None  # وفي اليمن أصابت الغارات: where it was

    def _struck_them(self, hit: Hit, phrase: Phrase) -> bool:
        """Tell whether a verb has its object written onto it, and its subject behind it: فقتلتهم قوات الأمن."""
        return hit.verbal and hit.suffix in _THEM and not self.names.words(hit.end, phrase.start)

    def whose(self, found: Phrase, free: list[Phrase]) -> Phrase:
        """Return whose men the victims are where that is told behind them: 42 مسلحا من عناصر ميليشيات X."""
        after = next((p for p in free if p.start >= found.end), None)
        if after is None or not found.ids <= self.reading.lexicon.unnamed:
            return found
        gap = self.reading.text[found.end : after.start].split()
        partitive = self.reading.lexicon.prepositions.of("partitive")
        others = bool(gap) and gap[-1] in partitive and not within(self.reading.numbers, found.end, after.start)
        of_them = bool(gap) and (gap[0] in partitive or others)  # 21 مسلحا آخرين من X
        return after if of_them and len(gap) <= _OF_THEM else found

    def _belongs(self, start: int, phrase: Phrase) -> bool:
        """Whether victims stand behind a word of a toll, with no cause, doer or further event between."""
        if self.names.words(start, phrase.start) > _FATE or self.names.has(_APART, start, phrase.start):
            return False
        if any(pause in self.reading.text[start : phrase.start] for pause in _PAUSES):
            return False  # تسبب بسقوط 13 ضحية.. قوات الأسد تقصف
        return not any(start <= hit.start < phrase.start and hit.trigger for hit in self.group.hits)

    def _may_be_hit(self, phrase: Phrase, agent: Phrase | None) -> bool:
        if phrase is agent or phrase in self.owners or not any(e.kind in _HARMED for e in phrase.entities):
            return False
        if agent is not None and (phrase.ids <= agent.ids or self._tells_whose(agent, phrase)):
            return False
        if agent is not None and phrase.end <= agent.start and self._tells_whose(phrase, agent):
            return False
        inside = any(h.start <= phrase.start < h.end and h.event != _DISARMED for h in self.group.events)
        if inside or self._is_bomber(phrase):
            return False  # تفجير انتحاري: the bomber is a word of the event; but إسقاط طائرة روسية tells whom it hit
        if self._is_subject(phrase) or (agent is not None and joins_doer(self.names, agent, phrase)):
            return False
        outside = cue_before(self.reading, phrase.start) in _OUTSIDE
        outside = (outside and not self.names.is_part_of(phrase)) or self.names.is_means(phrase)
        outside = outside or stands_apart(self.names, phrase)
        placed = outside or self._names_place(phrase) or self._is_in_place(phrase)
        return not (placed or is_of_another_clause(self.names, phrase))

    def _is_subject(self, phrase: Phrase) -> bool:
        """Tell whether many stand in the case of a subject right behind an active verb: احتل المتظاهرون المبنى."""
        first = self.reading.text[phrase.start : phrase.end].split()[0]
        if any(phrase.start < (object_start(self.reading, h.end) or 0) for h in self._acts_before(phrase)):
            return True  # قتل مسلح يشتبه في انتمائه إلى كذا 17 شخصا
        moved = (h for h in self.group.events if h.event == _MOVE and h.verbal and self.group.hits[0].casualty)
        if any(h.end <= phrase.start and self.names.words(h.end, phrase.start) <= 1 for h in moved):
            return True  # مقتل القائد، في وقت انسحبت منه واشنطن
        acts = (h for h in self.group.events if h.shape == "verb" and h.frame in _ACTIVE and h.end <= phrase.start)
        many = first.endswith(_MANY)
        return any((many and self._waits_for(h, phrase)) or is_man_acting(self.names, h, phrase) for h in acts)

    def _waits_for(self, hit: Hit, phrase: Phrase) -> bool:
        """Tell whether a verb has its subject in a phrase: at once, or behind its object and how often it was."""
        return self.names.words(hit.end, phrase.start) <= (_HOW_OFTEN if hit.suffix in _THEM else 0)

    def _acts_before(self, phrase: Phrase) -> Iterator[Hit]:
        """Yield the active verbs of killing that stand before a name, and close."""
        for hit in self.group.hits:
            near = hit.end <= phrase.start and self.names.words(hit.end, phrase.start) <= _REACH
            if near and hit.shape == "verb" and hit.casualty is not None and hit.frame == "agent-target":
                yield hit

    def _is_in_place(self, phrase: Phrase) -> bool:
        """Tell whether words for people are part of the name of a place: حي السيدة زينب."""
        if any(e.kind not in _DWELLERS for e in phrase.entities):
            return False  # حي السيدة زينب, جبل التركمان
        near = within(self.reading.places, phrase.start - _LONG, phrase.start + 1)
        return any(p.name_start <= phrase.start and phrase.end <= p.name_end for p in near)

    def _is_bomber(self, phrase: Phrase) -> bool:
        """Tell whether a phrase names a bomber, who is hit only where he is taken, or whose bomber it was."""
        taken = self.group.head.event in _TAKEN
        if not self.reading.once(names_bomber):
            return False
        return self.names.sends_bomber(phrase) or (phrase.ids <= BOMBERS and not taken)

    def _tells_whose(self, agent: Phrase, phrase: Phrase) -> bool:
        """Tell whether a name says whose men the doers are: مسلحون يشتبه بانتمائهم إلى X acted, whoever they are."""
        told = self.names.joins(phrase)
        told = self.names.owned_from(phrase) if told is None else told  # دورية أمنية تابعة لقوات X
        return told is not None and self.names.words(agent.end, told) <= 1

    def _names_place(self, phrase: Phrase) -> bool:
        """Tell whether a place bears the name of a person: مدينة الملك فهد, منطقة "بوتين - أردوغان"."""
        if any(e.kind != "person" for e in phrase.entities):
            return False  # most names: the others are looked at only now
        persons = [p for p in self.names.phrases if all(e.kind == "person" for e in p.entities)]
        before = next((p for p in reversed(persons) if p.end <= phrase.start), None)
        joined = before is not None and not self.reading.text[before.end : phrase.start].strip(_DASHES)
        return cue_before(self.reading, before.start if before and joined else phrase.start) == "settlement"


def _first_told(phrases: list[Phrase]) -> Phrase | None:
    """Return the first phrase; a state gives way to a side or to people: على سوريا مستهدفة مواقع لحزب الله."""
    people = [p for p in phrases if any(e.kind not in _STATE for e in p.entities)]
    return next(iter(people or phrases), None)
