"""The subject of a verb of an event: behind it or before it, and when neither who stands there did it."""

from tasks.extract.craft import defence_end
from tasks.extract.following import names_aircraft
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.own_verbs import may_act_behind
from tasks.extract.owned_subjects import has_second, owner_of_weapon
from tasks.extract.phrases import Names, Phrase, cue_before
from tasks.extract.reading import Reading, within
from tasks.extract.relative_doers import tells_of_before, was_at_it
from tasks.extract.saying import Speech
from tasks.extract.second_doers import second_doer
from tasks.extract.second_people import second_people
from tasks.extract.struck import is_shot_down
from tasks.extract.told_doers import of_several, owner_of_post, owns_thing, suspected
from tasks.extract.verb_forms import is_joined, is_she, is_they
from tasks.text.match import Match

RIOTS = frozenset({"looting", "other", "assault", "mob-violence"})
"""What a crowd does with its hands: it burns, storms and attacks."""
BY_HAND = ("att-stab", "att-run-over", "att-fire", "att-assail")
_CIVIL = "-civilians"
ANYBODY, PROTESTERS = frozenset({"actor:civilians"}), frozenset({"actor:protesters"})
"""People of no country, who throw stones as well: رشق شبان دورية."""
_WORD = 24  # characters of a long word
_NAME = 80  # characters of a long name
_FAR = 7  # words between a subject and its verb
_OVER = 12  # words over which a verb carries a noun, where another does behind it
_BY_SIGNS = " ب"
_FEMALE = "ة"
_NEAR = 4  # words between أنها and its verb
_IMPERSONAL = ("str-hit", "str-destroy")  # what strikes and destroys may be a thing
_THINGS = ("ات", "ه")  # endings in the normal form: حملات, عمليات, عملية
_TOLD_OF = frozenset({"describes", "no-name"})  # what an adjective does to its noun
_SINCE_THAT = ("con-since", "that")
_AFTER = frozenset({"con-after", "con-after-time"})
_NEXT = 3  # characters to the word behind a verb
_ARRESTS, _OFFICE = "arrests", "ministry"
_DISARMED, _AIRMEN = "disrupted-weapons", "air-force"
_MANY = "ون"  # the nominative of many: a subject
_JOINED = ("و", "ف")
_HERS = ("ها", "ه")
_STOPS = "،؛.؟!\n"


class Subjects:
    """Looks for the subjects of the verbs of one group among its names."""

    def __init__(self, names: Names, speech: Speech) -> None:
        self.names = names
        self.reading = names.reading
        self.group: Group = names.group
        self.text = names.text
        self.speech = speech

    def find(self, start: int, end: int, *, joined: bool) -> Phrase | None:
        """Return the subject of the verb between two offsets; `joined`: and is written onto it."""
        after = self.names.next_after(end)
        verb = next((h for h in self.group.hits if h.end == end), None)
        post = owner_of_post(self.names, verb)
        if post is not None:
            return post
        they = verb is not None and verb.shape == "verb" and is_they(self.reading, verb)
        if after is not None and (they or not self.may_follow(end, after)):
            after = None  # استهدفوا دورية للجيش: who did it stands before
        after = of_several(self.names, end) or self._doer_of_second(start, end) or after
        after = after or suspected(self.names, end) or owner_of_weapon(self.names, end) or self._postponed(end)
        if not joined and (self._is_relative(start, end) or self._stands_before(verb, after)):
            after = None
        before = None if joined or self._follows_relative(start) else self.names.last_before(start, _FAR)
        if before is not None and self.names.has({"that", "when"}, before.end, start):
            # أصيب شرطيان عندما هاجم مسلحون دورية
            before = None  # مقتل ستة شرطيين، مضيفا أن مجموعة نفذت الهجوم: the subject stands behind أن
        if before is not None and owns_thing(self.names, before):
            before = None
        if self._has_object(start, end) and after is not None and after.armed:
            return after  # جثث ستة شبان أعدمهم التنظيم: who stands before is what the pronoun means
        if before is not None and self._has_object(start, end) and self._acts_between(before.end, start):
            before = None  # ثلاثة مسلحين قتلوا على متن دبابة دمرتها غارة: the thing before the verb is what it hit
        if before is not None and (after is None or self.names.words(before.end, start) <= 1):
            return before
        return after if after is not None and (after.armed or self._acts_unarmed(end, after)) else before

    def _stands_before(self, verb: Hit | None, after: Phrase | None) -> bool:
        """Whether the subject of a verb stands before it, and the side behind it was hit: عصابة كانت تهاجم الجيش."""
        if verb is None or after is None:
            return False
        if all(e.kind == _AIRMEN for e in after.entities):
            defence = defence_end(self.reading, verb)
            if defence is not None and defence <= after.start:
                return True  # إن الدفاعات الجوية استهدفت الطائرة
        if names_aircraft(self.reading, verb.end, after.end):
            return is_shot_down(self.reading, self.group, verb.end, after.end)  # أن دفاعاتهم أسقطت طائرة أمريكية
        listed = self.text[after.end :].lstrip(_BY_SIGNS[0]).startswith(_JOINED[0])
        at_it = was_at_it(self.reading, verb) and (listed or not has_second(self.names, after, verb))
        return at_it or tells_of_before(self.reading, verb, after.end)

    def _doer_of_second(self, start: int, end: int) -> Phrase | None:
        """Return who stands behind a verb that whom they hit follows: قتل مسلح من جماعة كذا 17 شخصا."""
        hit = next((h for h in self.group.hits if h.start == start and h.end == end), None)
        return second_doer(self.names, hit) if hit is not None and hit.verbal else None

    def takes_people(self, phrase: Phrase) -> bool:
        """Whether a ministry arrests, which fights no war: ضبطت وزارة الداخلية خلية إرهابية."""
        return self.group.head.event == _ARRESTS and any(e.kind == _OFFICE for e in phrase.entities)

    def _acts_unarmed(self, verb: int, phrase: Phrase) -> bool:
        """Whether people without arms are the subject behind a verb: أضرم محتجون النار, دهس شاب فلسطيني جنديين."""
        hit = next((h for h in self.group.hits if h.end == verb), None)
        if self.takes_people(phrase):
            return True
        if hit is None or hit.trigger is None or hit.shape != "verb":
            return False
        if hit.event in RIOTS and (phrase.crowd or ("stones" in hit.needs and is_of_people(phrase))):
            return True
        if "stones" in hit.needs and phrase.ids <= ANYBODY:
            return has_second(self.names, phrase, hit)  # رشق شبان دورية بالحجارة
        return (
            hit.trigger.trigger_id.startswith(BY_HAND) and is_of_people(phrase) and has_second(self.names, phrase, hit)
        )

    def of_object(self, hit: Hit) -> Phrase | None:
        """Return who stands right behind a verb with its object written onto it: وقتلتهم قوات الأمن."""
        if not (hit.verbal and hit.suffix) or hit.frame == "place":
            return None  # استعادة النقاط التي تقدمت إليها قوات كذا
        after = self.names.next_after(hit.end)
        return after if after is not None and after.armed and not self.names.particle(after) else None

    def acts_in(self, blow: Hit, verb: Hit) -> bool:
        """Tell whether a verb has its own subject behind a blow that only says when: وبهجوم مماثل استهدف X سيارة."""
        after = self.names.next_after(verb.end)
        told = verb.shape == "verb" and not verb.suffix and after is not None and after.armed
        if not told or after is None or not may_act_behind(self.names, blow, verb, after):
            return False
        return self.may_follow(verb.end, after) and has_second(self.names, after, verb)

    def has_pronoun(self, hit: Hit) -> bool:
        """Whether أنها or أنهم right before a verb is its subject; أنه قصفت القوات tells of nobody before."""
        she = is_she(self.reading, hit)
        told = (c for c in self.names.cues if c.payload.effect == "that-pronoun" and c.word_end <= hit.start)
        ends = (c.word_end for c in told if not (she and self.text.endswith(_HERS[1], 0, c.word_end)))
        near = (end for end in ends if self.names.words(end, hit.start) <= _NEAR)
        return any(not any(end <= p.start < hit.start for p in self.names.phrases) for end in near)

    def is_helped(self, verb: int) -> bool:
        """Whether the noun of the blow is only told as help for the subject: دخلت القوات مدعومة بغارات من X."""
        head = self.group.head
        helped = [c for c in within(self.names.cues, verb, head.start) if c.payload.effect == "company"]
        return not head.verbal and bool(helped) and not self.text[helped[-1].word_end : head.start].strip(_BY_SIGNS)

    def is_far(self, cue: Match[Cue]) -> bool:
        """Whether another verb that carries stands nearer to the event: قامت السلطات بكذا ... وهو قام بدهس."""
        if self.names.words(cue.word_end, self.group.head.start) <= _OVER:
            return False
        return bool(within(self.reading.cued("support"), cue.word_end, self.group.head.start))

    def is_of_time(self, cue: Match[Cue]) -> bool:
        """Whether a verb that carries tells since when attacks are: تضاعفت الهجمات منذ أن قام الجيش بكذا."""
        if self._stands_behind_after(cue.word_end):
            return True
        before = [c for c in self.names.cues if c.word_end <= cue.word_start][-2:]
        if len(before) < len(_SINCE_THAT) or cue.start < self.group.head.end:
            return False
        touching = not self.text[before[1].word_end : cue.word_start].strip()
        return touching and (before[0].payload.cue_id, before[1].payload.effect) == _SINCE_THAT

    def _stands_behind_after(self, start: int) -> bool:
        """Whether what is told happened before what somebody did: قام الجيش بتسيير دوريات بعد الهجوم على السوق."""
        head = self.group.head
        if (
            head.verbal
            or self.group.hits[0] is not head
            or any(hit is not head and not hit.verbal and hit.trigger for hit in self.group.events)
        ):
            return False
        led = [c for c in self.names.cues if start <= c.word_start and c.word_end <= head.start][-1:]
        after = any(c.payload.cue_id in _AFTER and self.names.words(c.word_end, head.start) <= 1 for c in led)
        return after and (self.names.words(start, led[-1].word_start) > 1 or self._is_managed(start))

    def _is_managed(self, end: int) -> bool:
        """Whether a verb is one of managing, and what was managed stands further on: تمكن الثوار بعد قصف من."""
        return any(c.word_start < end <= c.word_end + 1 for c in within(self.reading.cued("managed"), end - _WORD, end))

    def may_follow(self, verb: int, phrase: Phrase) -> bool:
        """Whether a name behind a verb may be its subject: فتح ثلاثة مسلحين النار; but اعتقلت ثلاثة مسلحين."""
        second = second_people(self.reading, verb)
        if second is not None and phrase.start >= second.start:
            return False
        hit = next((h for h in self.group.hits if h.end == verb), None)
        if hit is not None and self._is_no_woman(hit, phrase):
            return False
        if self.names.is_counted(phrase):
            if self._flies(phrase):
                return hit is None or has_second(self.names, phrase, hit)
            other = hit is not None and has_second(self.names, phrase, hit)
            return hit is not None and other and not (is_she(self.reading, hit) or is_they(self.reading, hit))
        return self.names.particle(phrase) in {"", "و"} and not self.names.is_object(phrase)

    def _is_no_woman(self, hit: Hit, phrase: Phrase) -> bool:
        """Tell whether a man stands behind a verb in the feminine, who then was hit: استهدفت قيادي في الجماعة."""
        if any(e.kind == "state" for e in phrase.entities):
            return False  # قصفت تركيا
        one = next(iter(within(self.reading.units, phrase.start, phrase.end)), None)
        man = one is not None and one.word_start == phrase.start and one.payload.number == "singular"
        return man and is_she(self.reading, hit) and not self.text[: one.word_end if one else 0].endswith(_FEMALE)

    def _flies(self, phrase: Phrase) -> bool:
        """Whether counted aircraft stand behind a verb, which strike unless they fall: قصفت ثلاث طائرات تركية مواقع."""
        return self.group.head.event != _DISARMED and all(e.kind == _AIRMEN for e in phrase.entities)

    def _postponed(self, end: int) -> Phrase | None:
        """Return who stands in the case of a subject behind the object: هاجم قاعدة للجيش مقاتلون من حركة كذا."""
        hit = next((h for h in self.group.hits if h.end == end), None)
        if hit is None or hit.suffix or is_she(self.reading, hit) or is_they(self.reading, hit):
            return None
        for phrase in (p for p in self.names.phrases if p.start >= end and p.armed):
            gap = self.text[end : self.names.begin(phrase)]
            told = [h for h in self.group.hits if end <= h.start < phrase.start]
            if told or any(sign in gap for sign in _STOPS) or not 0 < len(gap.split()) <= _OVER or gap.endswith("و"):
                return None
            first = self.text[phrase.start : phrase.end].split()[0]
            free = not self.names.particle(phrase) and not gap.split()[-1].endswith((*_HERS, "هم"))
            many = first.endswith(_MANY) or (first.endswith("و") and " " in self.text[phrase.start : phrase.end])
            if many and free and not self._says_on(end, phrase.start):
                return phrase
        return None

    def _says_on(self, start: int, end: int) -> bool:
        """Whether a relative or a further verb stands in a gap, whose subject a name is: مواقع يتحصن فيها المسلحون."""
        joined = self.names.has({"relative", "that", "when", "boundary", "cause"}, start, end)
        verbs = (t.norm for t in within(self.reading.tokens, start, end))
        return joined or any(v.startswith(("ي", "ت")) and not v.endswith(("ه", "ات")) and len(v) > _NEXT for v in verbs)

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
        linked = [c for c in linked if c.payload.effect not in _TOLD_OF]  # حملة واسعة تستهدف جماعات
        if linked:
            return any(c.payload.effect == "relative" for c in linked)
        token = next((t for t in reversed(within(self.reading.tokens, start - _WORD, start)) if t.end <= start), None)
        thing = token is not None and token.is_word and token.norm.endswith(_THINGS)
        return (thing and token is not None and not self._is_named(token.start)) or self._is_launched(hit)

    def _is_launched(self, hit: Hit) -> bool:
        """Whether a verb with no "and" tells what an operation did: شنت القوات حملة في البلدة استهدفت عناصر من X."""
        if is_joined(hit.particle) or not is_she(self.reading, hit):
            return False
        opening = max(self.reading.sentences[self.group.sentence].start, hit.start - 2 * _NAME)
        before = (c for c in within(self.reading.cues, opening, hit.start) if c.payload.effect == "support")
        launched = [c for c in before if c.payload.tense]
        return bool(launched) and not any(sign in self.text[launched[-1].word_end : hit.start] for sign in _STOPS)

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


def has_many(reading: Reading, head: Hit) -> bool:
    """Tell whether men of whom no list knows stand behind a verb as its subject: أحرق محتجون مقرا, استولى فصيل."""
    token = next(iter(within(reading.tokens, head.end, head.end + _NEXT)), None) if head.verbal else None
    if token is None or within(reading.numbers, token.start, token.end):
        return False
    band = any(c.word_start == token.start for c in within(reading.cued("detachment"), token.start, token.end))
    return token.norm.endswith(_MANY) or band  # استولى فصيل منافس على العاصمة


def is_of_people(phrase: Phrase) -> bool:
    """Tell whether men of one country are named without arms: شاب فلسطيني, not مدنيون."""
    return all(e.entity_id.endswith(_CIVIL) for e in phrase.entities)
