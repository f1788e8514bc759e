"""Who did it, from where a name stands behind the noun of a blow: قصف المقاتلات, قصف مدفعي من الجيش, غارة لطائرة X."""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.announced import Announced
from tasks.extract.craft import names_craft
from tasks.extract.entities import EntityHit
from tasks.extract.genitive import destroys, holds, is_foe, is_object, is_whom_it_hit
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.patients import PATIENT_FIRST
from tasks.extract.phrases import DEED, GOVERNING, Names, Phrase, cue_before
from tasks.extract.reading import within
from tasks.text.match import Match

_ACTIVE = frozenset({"agent-target", "place", "agent"})
_FAR = 7  # words between a subject and its verb
_DESCRIBED = 2  # adjectives between a noun of the event and its doer behind ل: قصف مدفعي عنيف لقوات X
_ADJECTIVES = 3  # words between a noun of the event and من: لقصف مدفعي عنيف من
_BLOWS_OF = frozenset({"str-bombing", "air-air-raid", "air-airstrikes", "shl-artillery", "aslt-attack"})
_MANY, _SHE = ("ات", "ة"), "ة"
_STRUCK = frozenset({"strike", "assault"})
_LEADS = frozenset({"preposition", "between", "against", "company"})
_RAIDS = _STRUCK | {"air-drone-strike", "shelling"}
_SHOOTING = "att-shooting"  # هجوم مسلح, هجوم إرهابي
_DISARMED = "disrupted-weapons"
_FOR, _AND, _ONTO = "ل", "و", ("ب", "ل")
_AT_BACK, _DOUBTS = "at-back", "doubts"
_AIRMEN, _ABDUCTION = "air-force", "abduction"
_DOING = "doing"  # nouns of carrying out
_SIGNS, _FORS = ' "«“\u0640', ' "«“لو\u0640'
_TELLS = frozenset({"refine", "describes"})
_APART = frozenset({"seized"})  # موجهة, aimed
_TAKEN = frozenset({"arrests", "disrupted-weapons"})
_OPERATION, _FALL = "unt-operation", "shl-fall"
_NEXT = 3  # characters to the next word
_STOPS = "،؛.\n"
_SECOND = 40  # characters in which whom it hit stands behind the doer
_ARRESTS = "arrests"
_LOST = "lost"  # who stands behind a verb of losing is the loser
_HANDS = "became"  # في قبضة X: the place stands before who holds it


class NounAgents:
    """The places behind a noun in which its doer stands, each tried on the names of a group."""

    def __init__(self, names: Names, announced: Announced) -> None:
        self.names = names
        self.reading = names.reading
        self.group = names.group
        self.text = names.text
        self.announced = announced

    def stands_behind(self) -> Phrase | None:
        """Return who is said to be behind a deed: إن التنظيم يقف وراء الهجوم; not where he is said not to be."""
        for cue in (c for c in self.names.cues if c.payload.effect in {"behind", _AT_BACK}):
            negated = any(
                c.payload.effect == "negated" for c in self.names.cues if 0 <= cue.word_start - c.word_end <= 1
            )
            told = any(hit.verbal and hit.end <= cue.word_start for hit in self.group.hits)
            if cue.payload.effect == _AT_BACK and not self._is_before_deed(cue):
                continue
            if cue.word_start < self.group.hits[-1].start and not (negated or told):
                return self.names.last_before(cue.word_start, 1)  # not قتلت ثمانية بايعوا X ويقفون وراء هجمات
        return None

    def _is_before_deed(self, cue: Match[Cue]) -> bool:
        """Tell whether "behind" stands right before a deed, and nobody doubts it: وراء التفجير; not وراء جدار."""
        right = any(0 <= hit.start - cue.word_end <= 1 for hit in self.group.hits)
        verbs = self.reading.lexicon.speech.verbs
        before = within(self.reading.tokens, self.reading.sentences[self.group.sentence].start, cue.word_start)
        return right and not any(form.verb.stance == _DOUBTS for t in before for form in verbs.get(t.norm, ()))

    def of_doing(self) -> Phrase | None:
        """Return who stands in the genitive of a noun that only carries the blow: بعد شن X هجوما, تنفيذ X غارات."""
        for cue in self.names.cues:
            if cue.payload.effect == _DOING and cue.start < self.group.hits[-1].start:
                verbs = within(self.reading.cued("support"), cue.word_start, cue.word_end)
                led = cue.proclitics.endswith(_ONTO) or cue_before(self.reading, cue.word_start) in GOVERNING
                found = self.names.next_after(cue.word_end) if led or not verbs else None
                if found is not None:
                    return found
        return None

    def of_operation(self) -> Phrase | None:
        """Return whose operation it was in which people fell: قتل خمسة في عملية للجيش الإسرائيلي."""
        last = max((h.end for h in self.group.casualties), default=None)
        last = self.group.head.end if self.group.head.event in _TAKEN else last  # ضبطت أسلحة خلال عمليات لقوات X
        for unit in within(self.reading.units, self.group.start, self.group.end):
            if unit.payload.unit_id != _OPERATION:
                continue
            found = self.names.first_after(unit.end, 1)
            led = cue_before(self.reading, unit.word_start) in {"in", "cause"}
            if last is not None and led and found is not None and self.names.particle(found) == _FOR:
                return found
        return None

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
            cues = [c for c in within(self.names.cues, hit.end, found.start) if _joins(c)]
            counted = bool(within(self.reading.numbers, hit.end, found.start))
            counted = counted or bool(within(self.reading.counts, hit.end, found.start))
            led = self.text[cues[0].word_start : found.start].strip(_SIGNS) if len(cues) == 1 else ""
            if led in self.reading.lexicon.prepositions.of("source") and not counted:
                return found  # اعتقال اثنين من مسلحي X: they are of those counted
        return None

    def genitive(self) -> Phrase | None:
        """Return who stands in the genitive of a noun: قصف المقاتلات."""
        for hit in self.group.hits:
            passive = hit.trigger is not None and hit.trigger.kind == hit.shape == "passive"
            if passive or not self._takes_genitive(hit):  # اغتيل قائد الشرطة مع اثنين من حراسه
                continue
            found = self._behind(hit)
            some = found is not None and self._is_some(hit.end, found.start)
            parted = found is None or not (
                some or self._is_flown(hit, found) or not self._is_parted(hit.end, found.start)
            )
            if found is None or parted or self._is_another(hit, found):
                continue
            patient_first = hit.trigger is None or hit.event in PATIENT_FIRST or is_foe(hit)
            patient_first = patient_first and not self._is_blow_of(hit, found)
            second = self._second_party(found) or holds(hit)
            if not second and (patient_first or self.announced.is_object(hit, found)):
                continue
            if is_whom_it_hit(self.reading, hit, found, self.group.end):
                continue
            if hit.frame == "place" and not (_HANDS in hit.needs or self._takes_place(found)):
                continue
            allowed = {"ل"} if hit.definite and not hit.verbal else {"", "ل"}  # القصف has no genitive
            if some or self.names.particle(found) in allowed or _HANDS in hit.needs:
                return found
        return None

    def _is_another(self, hit: Hit, found: Phrase) -> bool:
        """Tell whether a name behind a noun is not its doer: it launched what was met, took the blow or was held."""
        if (hit.trigger is None or hit.event == _ARRESTS) and self.names.is_counted(found):
            return True  # تصفية ستة إرهابيين من خلية تابعة لكذا, توقيف سبعة سوريين يشتبه في انتمائهم إلى كذا
        if hit.trigger is not None and hit.trigger.kind != hit.shape and self.names.is_counted(found):
            return True  # دهس ثلاثة جنود بسيارة يقودها شاب
        if holds(hit) and not self._takes_object(found):
            return True  # احتجاز الجندي وزميله
        if hit.event == _ABDUCTION and all(e.kind == _AIRMEN for e in found.entities):
            return True  # اختطاف طائرة مصرية: its aircraft took nobody
        if destroys(hit) and names_craft(self.reading, found) and not self._second_party(found):
            return True  # تدمير ثلاث مسيرات أوكرانية
        return self._launched(hit, found) or (self.names.particle(found) == _FOR and self._is_dealt(hit, found))

    def _is_dealt(self, hit: Hit, found: Phrase) -> bool:
        """Tell whether who stands behind ل took a blow that a verb carries: وجه الجيش ضربات للمتمردين."""
        carried = [c for c in within(self.reading.cued("support"), self.group.start, hit.start) if c.payload.tense]
        managed = carried and within(self.reading.cued("managed"), carried[-1].word_start, carried[-1].word_end)
        if not carried or managed or all(e.kind == _AIRMEN for e in found.entities):
            return False  # تمكنت القوات بعد غارات للتحالف من
        gap = self.text[carried[-1].word_end : hit.start]
        return not any(sign in gap for sign in _STOPS) and len(gap.split()) <= _FAR

    def _takes_object(self, found: Phrase) -> bool:
        """Tell whether whom a side holds stands right behind it: احتجاز الحوثيين ثلاثة موظفين, احتجاز البحرية سفينة."""
        token = next(iter(within(self.reading.tokens, found.end, found.end + _NEXT)), None)
        if token is None or not found.armed or self.names.is_counted(found):
            return False
        counts = (self.reading.numbers, self.reading.counts, self.reading.units)
        told = any(n.start == token.start for items in counts for n in within(items, token.start, token.end))
        return told or is_object(self.reading, token)

    def _is_blow_of(self, hit: Hit, found: Phrase) -> bool:
        """Tell whether a side stands behind ل as whose an attack was: هجوم إرهابي لتنظيم X; not إطلاق نار من X."""
        blow = hit.trigger is not None and hit.trigger.trigger_id == _SHOOTING
        return blow and found.armed and self.names.particle(found) == _FOR

    def _launched(self, hit: Hit, found: Phrase) -> bool:
        """Tell whether a name only says who launched what was met: اعتراض صاروخ باليستي أطلقته الجماعة."""
        deeds = (c for c in within(self.names.cues, hit.end, found.start) if c.payload.cue_id == DEED)
        return self.group.head.event == _DISARMED and next(deeds, None) is not None

    def _behind(self, hit: Hit) -> Phrase | None:
        """Return who stands behind a noun: at once, or behind adjectives of it with ل: هجمات مفترضة لحركة كذا."""
        found = self.names.first_after(hit.end, _DESCRIBED + 1)
        if found is None or self.names.words(hit.end, found.start) <= 1 or self._is_some(hit.end, found.start):
            return found
        led = self.text[hit.end : found.start].rstrip(_SIGNS).endswith(" " + _FOR)
        told = led or self.names.particle(found) == _FOR
        flown = all(e.kind == _AIRMEN for e in found.entities)  # قصف بنهاية الأسبوع للطيران: no target
        return found if told and (flown or self._describes(hit.end, found.start) or self._agrees(hit, found)) else None

    def _is_flown(self, hit: Hit, found: Phrase) -> bool:
        """Tell whether aircraft stand behind ل past words of when: ضربات خلال الليل للطائرات الروسية."""
        blow = hit.event in _RAIDS and not (hit.verbal or hit.definite) and self.names.particle(found) == _FOR
        if not blow or any(e.kind != _AIRMEN for e in found.entities) or self.names.has(_LEADS, hit.end, found.start):
            return False  # هجوم على قاعدة للطيران
        things = (self.reading.objects, self.reading.places, self.group.hits)
        return not any(within(told, hit.end, found.start) for told in things)

    def _is_some(self, start: int, end: int) -> bool:
        """Tell whether only a word of how many stands before who did it: اعتداء أعداد من المستوطنين على المصلين."""
        gap = self.text[start:end]
        if gap.split()[-1:] and gap.split()[-1] not in self.reading.lexicon.prepositions.of("partitive"):
            return False  # في الهجوم أحد عشر شرطيا
        return any(gap.strip() == self.text[n.start : n.end] for n in within(self.reading.numbers, start, end))

    def _describes(self, start: int, end: int) -> bool:
        """Tell whether only words that describe a blow stand in a gap, before ل: مدفعي مكثف, اليوم."""
        gap = self.text[start:end]
        spans = [(c.word_start, c.word_end) for c in self._adjectives(start, end)]
        spans += [(d.start, d.end) for d in within(self.reading.dates, start, end)]
        for first, last in spans:
            gap = gap.replace(self.text[first:last], " ")
        return not gap.strip(_FORS)

    def _agrees(self, hit: Hit, found: Phrase) -> bool:
        """Tell whether one adjective in the feminine, of whatever meaning, describes blows: هجمات ممنهجة لقوات X."""
        words = self.text[hit.end : found.start].removesuffix(_FOR).split()
        return self.text[hit.start : hit.end].endswith(_MANY) and len(words) == 1 and words[0].endswith(_SHE)

    def owners(self, agent: Phrase | None) -> tuple[Phrase, ...]:
        """Return whose each further blow of a group was: غارات روسية وقصف لقوات النظام على البلدة."""
        found = []
        for hit in self.group.events:
            if hit.trigger is None or hit.trigger.trigger_id not in _BLOWS_OF or hit.definite or hit.verbal:
                continue
            behind = self.names.first_after(hit.end, _DESCRIBED)
            owner = behind is not None and self.names.particle(behind) == _FOR and behind.armed
            if behind is None or behind is agent or not owner or self._is_parted(hit.end, behind.start):
                continue
            if agent is not None and not self._is_joined(agent.end, hit):
                continue
            if not (self._is_dealt(hit, behind) or is_whom_it_hit(self.reading, hit, behind, self.group.end)):
                found.append(behind)
        return tuple(found)

    def _is_joined(self, end: int, hit: Hit) -> bool:
        """Tell whether "and" joins a further blow to whose the one before it was: غارات روسية وقصف لقوات X."""
        gap = self.text[end : hit.start]
        parted = any(sign in gap for sign in _STOPS) or within(self.reading.places, end, hit.start)
        return hit.particle == _AND and not parted and len(gap.split()) <= 1

    def _takes_place(self, found: Phrase) -> bool:
        """Whether a place follows who is told to have taken it: سيطرة الفصيل على البلدة."""
        return bool(within(self.reading.places, found.end, self.group.end))

    def with_means(self) -> Phrase | None:
        """Return whose weapon was used, by its adjective: استهداف سيارة بطائرة مسيرة تركية."""
        if any(hit.frame == "mutual" for hit in self.group.events):
            return None
        return next((p for p in self.names.phrases if self.names.is_means(p)), None)

    def with_weapon(self) -> Phrase | None:
        """Return whose weapon it was where that stands right behind the noun of a blow: غارة لطائرة تتبع لـ X."""
        for hit in self.group.events:
            acts = not hit.verbal and hit.frame != "place" and not destroys(hit)
            found = self.names.first_after(hit.end, _FAR) if acts else None
            weapon = self._weapon_of(hit.end, found) if found is not None else None
            if weapon is None or weapon < hit.end:
                continue
            led = self.text[hit.end : weapon].strip()
            known = self.reading.lexicon.prepositions
            if led in known.of("means") or led in known.of("source") or (not led and hit.event in _STRUCK):
                return found  # استهداف طيران مسير تابع للتحالف, غارة من طيران تابع للتحالف
        return None

    def _weapon_of(self, offset: int, found: Phrase) -> int | None:
        """Return where the weapon of a name begins: تابعة لقوات X, or right before ل: مسيرة للجيش.

        Vehicles right before ل were hit: تدمير دبابتين للجيش.
        """
        weapon = self.names.weapon_of(found)
        if weapon is not None or self.names.counts_sites(found.start):
            return weapon
        return self.names.weapon_with(offset, found)

    def _takes_genitive(self, hit: Hit) -> bool:
        """Whether the genitive of a word may be who did it; the genitive of مقتل and إصابة is who suffered it."""
        if hit.frame == "target" and hit.trigger is not None:
            return hit.verbal and _LOST not in hit.needs
        if holds(hit):
            return True
        if hit.trigger is not None and hit.trigger.trigger_id == _FALL:
            found = self._behind(hit)  # سقوط الصواريخ الإيرانية
            return found is not None and bool(within(self.reading.weapons, found.start, found.end))
        return hit.shape == "noun" and hit.frame in _ACTIVE

    def _is_parted(self, start: int, end: int) -> bool:
        """Whether a preposition, a thing or a place stands between a noun and a name: استهداف دشم X."""
        if self.names.has({"preposition", "between", "in", "cause", "against", "company"}, start, end):
            return True
        things = (self.reading.objects, self.reading.places, self.reading.units, self.group.hits)
        told = [thing.start for found in things for thing in within(found, start, end)]
        if not told:
            return False
        described = [(c.word_start, c.word_end) for c in self._adjectives(start, end)]
        return not all(any(a <= at < b for a, b in described) for at in told)  # مدفعي وصاروخي: no two missiles

    def _adjectives(self, start: int, end: int) -> list[Match[Cue]]:
        """Return the words that only describe a blow between two offsets."""
        return [c for c in within(self.names.cues, start, end) if {c.payload.family, c.payload.effect} & _TELLS]

    def _second_party(self, first: Phrase) -> bool:
        """Whether whom it hit follows the doer: "اعتقال قوات الأمن 12 شخصا"."""
        later = [hit.start for hit in self.group.hits if hit.start >= first.end]
        days = within(self.reading.dates, first.end, first.end + 2 * _SECOND)
        end = max([first.end, *(day.end for day in days)])  # اعتقال قوات كذا منذ بداية العام 1500 شخص
        stop = min([end + _SECOND, self.group.end, *later])
        if any(first.end <= p.start < stop and self.names.particle(p) != _AND for p in self.names.phrases):
            return True  # not استهداف تنظيم كذا في سوريا وحزب كذا في العراق
        return any(self.reading.counts_persons(u.payload) for u in within(self.reading.units, first.end, stop))


def _joins(cue: Match[Cue]) -> bool:
    """Tell whether a word joins others; an adjective of the blow (قصف مكثف من X) does not."""
    return cue.payload.family == "link" and cue.payload.effect not in _TELLS | _APART


def _may_strike(entity: EntityHit) -> bool:
    """Tell whether a name behind من is a doer: a force, or a state as a side (من الجانب الأوكراني), not as a place."""
    return entity.kind in FORCES | {"government"} or (entity.kind == "state" and " " in entity.text)
