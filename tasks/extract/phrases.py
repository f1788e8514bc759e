"""The names of one clause, joined where and joins them, and where they stand: before a verb, behind it, behind من.

Only the standing is told here; which of the names acted and which was hit, `arguments` and `patients` tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tasks.extract.actor_kinds import ARMED, is_crowd
from tasks.extract.bystanders import are_joined, beside_event, is_charged_help
from tasks.extract.detachments import detachment_start
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.extract.within import in_text

GOVERNING = frozenset({"preposition", "between", "in", "cause", "against", "company"})
SITES = frozenset({"sites", "targets", "vehicles_destroyed"})  # مواقع, أهداف, آليات of somebody
_OWNED, _LINKED = "con-owned", "con-linked"
_ALLIED = "allied"
DEED = "con-by-deed"
"""Verbs with a pronoun that tell whose the deed before them is: هجوما شنه X."""
_NEXT = 3  # characters to the word behind a name
_COUNT = 3  # words between a count of people and whose they are: عدد من مسلحي X
_SIGNS = ' "«»“”()'
_MARKS = " \"'«»“”،-:"
_OBLIQUE = "ين"  # the sound plural as object; before a genitive its ن falls
_CONSTRUCT = "ي"
_TANWIN = ("اً", "ًا")  # the ending of an object without the article, as some papers write it
_ALEF = "ا"
_INDEFINITE = ("member-of", "demonym:")  # rules of who is told by whose man he is
_MANY = "ون"  # the nominative of many: a subject
_ARTICLE = "ال"
_LINK = 24  # characters of the longest joining word
BOMBERS = frozenset({"actor:suicide-bomber"})
_TO_THE = "لل"
_FLOWN = "air-drone-strike"
_NAMED_AFTER = frozenset({"community", "movement"})  # kinds that places bear the names of
_FOR = "ل"
_FORS = ' "«»ل'
_OF_THEM = 2  # words between a bomber and his side: من عناصر
_TATWEEL = "\u0640"


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Phrase:
    """Names joined by and."""

    entities: tuple[EntityHit, ...]
    start: int = field(init=False, compare=False, repr=False)
    end: int = field(init=False, compare=False, repr=False)

    def __init__(self, *, entities: tuple[EntityHit, ...]) -> None:
        self.entities = entities
        self.start, self.end = entities[0].start, entities[-1].end  # asked of each by every look for a side

    @property
    def armed(self) -> bool:
        """Whether one of the names may act in arms."""
        return any(e.kind in ARMED for e in self.entities)

    @property
    def crowd(self) -> bool:
        """Whether one of the names is a crowd, which riots without arms: محتجون, الأهالي."""
        return any(is_crowd(e.entity_id) for e in self.entities)

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids of the names."""
        return frozenset(e.entity_id for e in self.entities)


class Names:
    """The phrases of one group and where they stand around its words."""

    def __init__(self, reading: Reading, group: Group, speech: Speech) -> None:
        self.reading = reading
        self.group = group
        self.text = reading.text
        self.cues = in_text(within(reading.cues, group.start, group.end))
        self.phrases = self.between(group.start, group.end, speech)

    def between(self, start: int, end: int, speech: Speech) -> list[Phrase]:
        """Return the phrases of a span: no speakers, no states as places, nobody who is named beside the event."""
        entities = within(self.reading.entities, start, end)
        if not entities:
            return []
        told = [e for e in entities if e.rule_id != "locative" and not self._only_speaks(e, speech)]
        told = [e for e in told if e.kind not in _NAMED_AFTER or not self._names_place(e)]
        beside = list(beside_event(self.reading, self.group, (start, end), told))
        return _joined(self.reading, [e for e in told if not any(a <= e.start < b for a, b in beside)])

    def _names_place(self, entity: EntityHit) -> bool:
        """Tell whether a word for people is the last of the name of a place: جبل التركمان fights nobody."""
        near = within(self.reading.places, entity.start - _LINK, entity.start + 1)
        held = [p for p in near if p.name_start <= entity.start and entity.end <= p.name_end]
        classed = cue_before(self.reading, entity.start) == "settlement"
        return any(p.name_start < entity.start or classed for p in held)  # مدينة الحراك

    def _only_speaks(self, entity: EntityHit, speech: Speech) -> bool:
        """Tell whether a name is only that of a speaker; who claims an attack (تبنى X هجوما, X تبنى هجوما) made it."""
        if not speech.holds(entity.start) or cue_before(self.reading, entity.start) == "support":
            return False
        return not any(c.payload.effect == "support" for c in within(self.reading.cues, entity.end, entity.end + _NEXT))

    def first_after(self, offset: int, reach: int) -> Phrase | None:
        """Return the first phrase from an offset on, with at most `reach` words between."""
        for phrase in self.phrases:
            if phrase.start >= offset:
                return phrase if self.words(offset, phrase.start) <= reach else None
        return None

    def next_after(self, offset: int) -> Phrase | None:
        """Return the name that follows a verb at once, but for a day or an adverb between them."""
        phrase = next((p for p in self.phrases if p.start >= offset), None)
        if phrase is None:
            return None
        first = self.begin(phrase)
        gap = self.text[offset:first]
        adverbs = [c for c in within(self.cues, offset, phrase.start) if c.payload.effect == "adverb"]
        spans = [*((d.start, d.end) for d in within(self.reading.dates, offset, phrase.start))]
        spans += [(n.start, n.end) for n in within(self.reading.numbers, offset, phrase.start)]
        for start, end in (*spans, *((c.word_start, c.word_end) for c in adverbs)):
            gap = gap.replace(self.text[start:end], " ")
        return phrase if len(gap.strip(_MARKS)) <= 1 else None  # a conjunction may be written onto the name

    def begin(self, phrase: Phrase) -> int:
        """Return the first character of a phrase with the detachment before it: قوة من X."""
        return detachment_start(self.reading, phrase.start)

    def last_before(self, offset: int, reach: int) -> Phrase | None:
        """Return the last phrase before an offset that no preposition governs, with at most `reach` words between."""
        free = [p for p in self.phrases if p.end <= offset and not self.is_governed(p)]
        if not free or self.words(free[-1].end, offset) > reach:
            return None
        return free[-1]

    def is_governed(self, phrase: Phrase) -> bool:
        """Tell whether a preposition or a cause stands before a phrase; من counts people: عدد من مسلحي X."""
        cue = cue_before(self.reading, self.begin(phrase))
        if cue not in GOVERNING or is_charged_help(self.reading, self.begin(phrase)):
            return False
        counted = within(self.reading.counts, phrase.start - 2 * _LINK, phrase.start)
        if counted and self.words(counted[-1].start, phrase.start) <= _COUNT:
            return False
        return not self.owns(phrase)

    def owns(self, phrase: Phrase) -> bool:
        """Tell whether a weapon belongs to a name: طائرات تابعة لقوات X, راجمة صواريخ تابعة لـ X."""
        return self.weapon_of(phrase) is not None

    def weapon_of(self, phrase: Phrase) -> int | None:
        """Return where the weapon begins that is told to be a side's; a mine that hit its patrol is not."""
        owned = self.owned_from(phrase)
        if owned is None:
            return None
        near = owned - 2 * _LINK
        refined = [c for c in within(self.cues, near, owned) if c.payload.family == "refine"]
        spans = [(w.end, w.start) for w in within(self.reading.weapons, near, owned)]
        spans += [(c.word_end, c.word_start) for c in refined]
        end, _ = max(spans, default=(0, 0))
        if not spans or self.words(end, owned) > 1 or within(self.reading.objects, end, owned):
            return None  # استهدف لغم آلية تابعة لقوات X
        return min(start for other, start in spans if other == end)

    def weapon_with(self, end: int, phrase: Phrase) -> int | None:
        """Return where a weapon begins whose owner stands right behind it with ل: طائرة مسيرة للجيش."""
        if not self.text[phrase.start :].startswith(_FOR * 2) and self.particle(phrase) != _FOR:
            return None
        spans = [(w.end, w.start) for w in within(self.reading.weapons, end, phrase.start)]
        refined = (c for c in within(self.cues, end, phrase.start) if c.payload.effect == _FLOWN)
        spans += [(c.word_end, c.word_start) for c in refined]  # استهداف مسيرة للجيش
        last, _ = max(spans, default=(0, 0))
        return None if not spans or self.text[last : phrase.start].strip(_FORS) else min(start for _, start in spans)

    def is_means(self, phrase: Phrase) -> bool:
        """Tell whether a name is that of a weapon with the adjective of its side, behind "by": بطائرة مسيرة تركية."""
        if self.particle(phrase).lstrip("و") not in self.reading.lexicon.prepositions.of("means"):
            return False
        return any(w.start < phrase.end for w in within(self.reading.weapons, phrase.start, phrase.end))

    def counts_sites(self, offset: int) -> bool:
        """Tell whether sites of a side are counted right before an offset: عشرين موقعا من مواقع X are what was hit."""
        before = within(self.reading.units, offset - _LINK, offset)
        meanings = self.reading.lexicon.unit_meanings
        return bool(before) and before[-1].end >= offset - 1 and meanings[before[-1].payload.unit_id].measure in SITES

    def is_part_of(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is told behind من مواقع as whose sites were counted, not as whence a blow came."""
        cues = within(self.reading.cues, phrase.start - _LINK, phrase.start)
        origins = [c for c in cues if c.payload.effect == "origin"]
        return bool(origins) and self.counts_sites(origins[-1].word_start)

    def owned_from(self, phrase: Phrase) -> int | None:
        """Return where the word begins that tells whose somebody or something is: قناص تابع لـ X."""
        owned = [c for c in within(self.cues, phrase.start - _LINK, phrase.start) if c.payload.cue_id == _OWNED]
        if not owned or self.words(owned[-1].word_end, phrase.start) > 1:
            return None
        return owned[-1].word_start

    def sends_bomber(self, phrase: Phrase) -> bool:
        """Tell whether a bomber is told to be of a side: انتحاري من تنظيم X."""
        if not self.reading.once(names_bomber):
            return False
        before = next((p for p in reversed(self.phrases) if p.end <= phrase.start), None)
        if before is None or not before.ids <= BOMBERS:
            return False
        gap = self.text[before.end : phrase.start].split()
        return 0 < len(gap) <= _OF_THEM and gap[0] in self.reading.lexicon.prepositions.of("partitive")

    def joins(self, phrase: Phrase) -> int | None:
        """Return where the words begin that tell whose men somebody is: مسلحون يشتبه بانتمائهم إلى X."""
        for cue in reversed(within(self.cues, phrase.start - 2 * _LINK, phrase.start)):
            if cue.payload.effect == "belongs" or cue.payload.cue_id == _LINKED:
                written = self.text[cue.word_end : phrase.start].strip(_SIGNS).replace(_TATWEEL, "")
                known = self.reading.lexicon.prepositions
                led = not written or written in known.of("dative") or written in known.of("goal")
                led = led or written.isalpha()  # يعتقد أنهم من خلايا X
                return cue.word_start if led else None
        return None

    def words(self, start: int, end: int) -> int:
        """Return how many words stand between two offsets."""
        return len(self.text[start:end].split())

    def has(self, effects: Iterable[str], start: int, end: int) -> bool:
        """Tell whether a joining word of one of some kinds stands in a span."""
        return any(cue.payload.effect in effects for cue in within(self.reading.cues, start, end))

    def particle(self, phrase: Phrase) -> str:
        """Return the particle written onto a phrase, or the preposition before it."""
        start = self.begin(phrase)
        if start == phrase.start and self.text.startswith(_TO_THE, start):
            return _TO_THE[0]  # على تعزيزات للحوثيين
        written = ""
        while start > 0 and self.text[start - 1].isalpha():
            start -= 1
            written = self.text[start] + written
        written = written.replace(_TATWEEL, "")  # لـميليشيا
        if written:
            return written
        return "preposition" if cue_before(self.reading, start) in GOVERNING else ""

    def is_counted(self, phrase: Phrase) -> bool:
        """Whether a number stands right before a phrase: ثلاثة مسلحين is no object for its case ending."""
        before = within(self.reading.numbers, phrase.start - 2 * _LINK, phrase.start)
        return bool(before) and not self.text[before[-1].end : phrase.start].strip(_SIGNS)

    def is_object(self, phrase: Phrase) -> bool:
        """Whether the case ending forbids the subject: مسلحين, مقاتلي (but not مسلحون, مقاتلو)."""
        words = self.text[phrase.start : phrase.end].replace('"', " ").split()
        if not words:
            return False
        if any(words[0].endswith(sign) for sign in _TANWIN) or self._is_accusative(phrase, words[0]):
            return True  # اعتقلت قياديا في تنظيم كذا
        construct = len(words) > 1 and words[0].endswith(_CONSTRUCT) and not words[0].startswith(_ARTICLE)
        return words[0].endswith(_OBLIQUE) or (construct and not self._is_one_man(phrase))

    def _is_one_man(self, phrase: Phrase) -> bool:
        """Whether a name begins with a word for one man: جندي إسرائيلي, whose ending is no case; not مقاتلي الحركة."""
        first = next(iter(within(self.reading.units, phrase.start, phrase.end)), None)
        return first is not None and first.word_start == phrase.start and first.payload.number == "singular"

    def _is_accusative(self, phrase: Phrase, word: str) -> bool:
        """Whether a man of a side or of a people is told in the case of an object: عسكريا لبنانيا."""
        one = phrase.entities[0]
        told = one.rule_id.startswith(_INDEFINITE) or (one.kind != "state" and self._is_one_man(phrase))
        return told and word.endswith(_ALEF) and not word.startswith(_ARTICLE) and len(word) > len(_TANWIN[0])


def _joined(reading: Reading, entities: Sequence[EntityHit]) -> list[Phrase]:
    found: list[Phrase] = []
    run: list[EntityHit] = []
    for entity in entities:
        if run and not (are_joined(reading.text, run[-1], entity) or _are_allied(reading, run[-1], entity)):
            found.append(Phrase(entities=tuple(run)))
            run = []
        run.append(entity)
    if run:
        found.append(Phrase(entities=tuple(run)))
    return found


def _are_allied(reading: Reading, one: EntityHit, two: EntityHit) -> bool:
    """Tell whether a side is told as the ally of the one before it: الحوثيون وحلفاؤهم من قوات X shelled together."""
    cue = next(iter(within(reading.cued(_ALLIED), one.end, two.start)), None)
    if cue is None or not cue.proclitics.startswith("و"):
        return False
    gap, partitive = reading.text[cue.word_end : two.start].split(), reading.lexicon.prepositions.of("partitive")
    named = all(word in partitive or word.startswith(_ARTICLE) for word in gap)  # وحلفاؤها استهدفوا X: another
    return named and len(gap) <= _OF_THEM and not reading.text[one.end : cue.word_start].strip(_SIGNS)


def names_bomber(reading: Reading) -> bool:
    """Tell whether an article names a suicide bomber at all."""
    return any(e.entity_id in BOMBERS for e in reading.entities)


def cue_before(reading: Reading, offset: int) -> str:
    """Return the effect of the joining word that stands right before an offset, else the empty string."""
    for cue in reversed(within(reading.cues_of("link"), max(0, offset - _LINK), offset)):
        if not reading.text[cue.word_end : offset].strip(_SIGNS):
            return cue.payload.effect
    return ""
