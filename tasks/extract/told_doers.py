"""Who those behind a verb are told to be, whose the thing was that was hit, and who stands near without either part.

أحرق مهاجمان يشتبه بأنهما X بيتا, جماعة تطلق على نفسها X, مسلحون من عشائر المنطقة وحركة كذا act; of سيارات تعود لـ X
دمرت the owner was hit, and in اتصل الرئيس بوالد الفتى الذي قتل the president did something else.
"""

from collections.abc import Sequence

from tasks.extract.hits import Hit
from tasks.extract.numbers_before import is_of_one
from tasks.extract.phrases import Names, Phrase, cue_before
from tasks.extract.reading import within

_FIRES = frozenset({"att-fired", "att-fire-on"})
_NOMINATIVE = ("ان", "ون")
_BAND, _SHE = "ة", "ت"  # اختطفت جماعة
_DESCRIBED = 2  # a noun and its adjective
_FAR = 7  # words between a verb and the last of its subjects
_NEXT = 4  # characters to the word behind a verb
_ARTICLE, _AND, _FOR = "ال", "و", "ل"
_PARTS = frozenset({"in", "cause", "against", "by", "when", "company"})
_STOPS = "،؛.؟!\n"
_THINGS = frozenset({"vehicles_destroyed", "buildings_destroyed", "sites"})
_OWNED = "con-owned"
_NAME = 48  # characters from a thing to its owner
_OWNERS = 5  # words of who owns it: تعود لناشطين في حركتي
_PLURAL = ("ين", "ون")
_OFFICIAL = frozenset({"person", "government"})
_TAKEN = frozenset({"arrests", "abduction"})
_INSTITUTIONS = frozenset({"army", "air-force", "navy", "police", "state", "government", "ministry", "alliance"})
_NEAR = 2  # words between who takes and a force that may be taken
_PEOPLE = frozenset({"civilians", "community"})
_CASELESS = ("ا", "اً", "ًا", "ة", "اء", "ى")  # of an object, or the same in every case
_WHY = frozenset({"cause", "reason", "between"})


def suspected(names: Names, verb: int) -> Phrase | None:
    """Return who those behind a verb are thought to be, or call themselves: أحرق مهاجمان يشتبه بأنهما X بيتا."""
    found = names.first_after(verb, _FAR)
    told = names.joins(found) if found is not None else None
    subject = names.text[verb:told].split() if told is not None else ()
    counted = within(names.reading.numbers, verb, verb + _NEXT)
    if not 0 < len(subject) <= _DESCRIBED or subject[0].startswith(_ARTICLE) or counted:
        return None  # قتلت أربعة يشتبه أنهم من X
    band = subject[0].endswith(_BAND) and names.text[:verb].endswith(_SHE)
    return found if band or (len(subject) == 1 and subject[0].endswith(_NOMINATIVE)) else None


def of_several(names: Names, verb: int) -> Phrase | None:
    """Return who "and" joins to others of whom the doers are: هاجم مسلحون من عشائر المنطقة وحركة كذا نقطة."""
    last = next((p for p in names.phrases if p.start > verb and names.particle(p) == _AND), None)
    men = next(iter(within(names.reading.units, verb, verb + _NEXT)), None)
    if last is None or men is None or men.payload.number != "plural":
        return None
    words = names.text[verb : last.start].split()
    if not _DESCRIBED < len(words) <= _FAR or words[1] not in names.reading.lexicon.prepositions.of("partitive"):
        return None
    parted = any(sign in names.text[verb : last.start] for sign in _STOPS)
    return None if parted or names.has(_PARTS, verb, last.start) else last


def owns_thing(names: Names, phrase: Phrase) -> bool:
    """Tell whether a name says whose the thing before it was: شاحنات تابعة لـ X دمرت, سيارات تعود لناشطين في X."""
    near = phrase.start - _NAME
    owned = [c.word_start for c in within(names.cues, near, phrase.start) if c.payload.cue_id == _OWNED]
    if not owned and not names.particle(phrase).startswith(_FOR):
        return False
    start = owned[-1] if owned else phrase.start
    meanings = names.reading.lexicon.unit_meanings
    units = within(names.reading.units, near, start)
    ends = [u.word_end for u in units if meanings[u.payload.unit_id].measure in _THINGS]
    ends += [thing.end for thing in within(names.reading.objects, near, start)]
    beside = bool(ends) and names.words(max(ends), start) <= 1
    return beside and names.words(start, phrase.start) <= _OWNERS and not names.owns(phrase)


def owner_of_post(names: Names, verb: Hit | None) -> Phrase | None:
    """Return whose post or patrol opens fire: أطلقت نقطة تابعة لـ X النار, النقطة التابعة لـ X أطلقت النار."""
    if verb is None or verb.suffix or verb.trigger is None or verb.trigger.trigger_id not in _FIRES:
        return None
    before = next((p for p in reversed(names.phrases) if p.end <= verb.start), None)
    if before is not None and not names.words(before.end, verb.start) and owns_thing(names, before):
        return before if before.armed else None
    fire = next(iter(within(names.reading.cued("gunfire"), verb.end, verb.end + _NAME)), None)
    found = next((p for p in names.phrases if p.start >= verb.end), None)
    if fire is None or found is None or found.end > fire.word_start or not found.armed:
        return None
    return found if names.words(found.end, fire.word_start) <= 1 and owns_thing(names, found) else None


def lost_thing(names: Names, free: Sequence[Phrase]) -> Phrase | None:
    """Return whose the thing was that stands before its verb: شاحنات تابعة لـ X دمرت في انفجار."""
    head = names.group.head
    before = next((p for p in reversed(free) if head.verbal and p.end <= head.start), None)
    near = before is not None and names.words(before.end, head.start) <= 1
    return before if before is not None and near and owns_thing(names, before) else None


def leads_far(names: Names, phrase: Phrase) -> bool:
    """Tell whether a man named well before a passive did something else: اتصل الرئيس بوالد الفتى الذي قتل."""
    far = names.words(phrase.end, names.group.head.start) > _DESCRIBED
    if far and all(e.kind in _OFFICIAL for e in phrase.entities):
        return True
    many = names.text[phrase.start : phrase.end].endswith(_PLURAL)
    return far and many and is_of_one(names.reading, names.group.head)  # شيع مئات اللبنانيين الطبيب الذي قتل


def joins_doer(names: Names, agent: Phrase, phrase: Phrase) -> bool:
    """Tell whether another is one of the doers, or "and" joins him behind "by": هجوم تنفذه القوات والمجموعات المرتزقة.

    هاجمت جماعات مسلحة، من بينها حركة كذا، قاعدة: the movement attacked as well.
    """
    among = (c for c in within(names.reading.cued("among"), agent.end, phrase.start))
    if any(names.words(agent.end, c.word_start) <= 1 >= names.words(c.word_end, phrase.start) for c in among):
        return True
    gap = names.text[agent.end : phrase.start].split() if phrase.start >= agent.end else ()
    joined = len(gap) == 1 and gap[0].startswith(_AND) and cue_before(names.reading, agent.start) == "by"
    return joined and not within(names.reading.words, agent.end, phrase.start)


def is_beyond(names: Names, agent: Phrase | None, phrase: Phrase) -> bool:
    """Tell whether an office or a force stands behind why somebody was taken, or in what that shows: it was not taken.

    اعتقلت الشرطة مدونا بسبب تدوينة شتم فيها الجيش, اعتقلت اثنين في مؤشر على التوتر بين الجيش والساسة.
    """
    head = names.group.head
    if head.event not in _TAKEN or not head.verbal or any(e.kind not in _INSTITUTIONS for e in phrase.entities):
        return False
    start = max(head.end, agent.end if agent is not None and agent.end <= phrase.start else 0)
    return names.words(start, phrase.start) > _NEAR and names.has(_WHY, start, phrase.start)


def is_man_acting(names: Names, verb: Hit, phrase: Phrase) -> bool:
    """Tell whether one man of no side is the subject right behind an active verb: دهس شاب جنديين, هاجم رجل مركزا.

    As its object he would be written شابا; a woman is not written otherwise. Whom he hit may stand in one phrase with
    him: هاجم رجل المارة.
    """
    one = next(iter(within(names.reading.units, phrase.start, phrase.end)), None)
    if one is None or one.word_start != phrase.start or one.payload.number != "singular" or verb.suffix:
        return False
    word = names.text[phrase.start : one.word_end]
    case = word.startswith(_ARTICLE) or word.endswith(_CASELESS) or names.text[: verb.end].endswith(_SHE)
    alone = len(phrase.entities) == 1 and phrase.entities[0].kind in _PEOPLE
    return alone and not case and not names.words(verb.end, phrase.start)
