"""Clashes have two sides: بين A وB, A مع B; where one of them counts the dead, the other is who did it."""

from itertools import takewhile, zip_longest

from tasks.extract.actor_kinds import ARMED, is_crowd
from tasks.extract.borne_losses import is_loss
from tasks.extract.denial_words import side_of
from tasks.extract.entities import EntityHit
from tasks.extract.lexicon import Cue
from tasks.extract.patients import Patients
from tasks.extract.phrases import Names, Phrase, cue_before
from tasks.extract.place_capital import is_scene
from tasks.extract.reading import Reading
from tasks.text.match import Match

_FAR = 7  # words between a subject and the word of the fight
_JOINING = frozenset({"preposition", "between", "against"})
_SIDES = frozenset({"side", "by"})
_AND = "و"
_PAIR = 2
_ADJECTIVES = 2  # words between a blow and "mutual": قصف مدفعي متبادل
_OF_THEM = 2  # words between men and whose they are: من جناح
_COUNT = 3  # words between "between" and a side: بين عشرات من الشبان
_FIGHT = "armed-clash"
_WHILE = frozenset({"con-boundary", "con-while"})
_PROTESTERS, _MUTUAL = "actor:protesters", "mutual"
_CIVILIANS = "civilians"
_PEOPLE = frozenset({_CIVILIANS, "community"})
CROWD = "crowd"
"""The rule of a crowd that a fight with a force names."""

Sides = tuple[tuple[EntityHit, ...], tuple[EntityHit, ...]]


def split_sides(names: Names, patients: Patients) -> Sides:
    """Return the two sides of a fight: who is told first or killed, and whom it was fought with or who suffered."""
    crowd = _with_crowd(names) or _crowd_with_force(names)
    if crowd is not None:
        return crowd
    sides: dict[frozenset[str], Phrase] = {}
    head = names.group.head.start
    for phrase in sorted(names.phrases, key=lambda p: (p.start < head, abs(p.start - head))):
        if (
            phrase.armed
            and _takes_part(names, phrase)
            and not (_acts_meanwhile(names, phrase) or is_loss(names, phrase))
        ):
            sides.setdefault(phrase.ids, phrase)  # معقل X، خاضت Y معارك مع X: the one told with the fight
    phrases = _with_owners(names, sorted(sides.values(), key=lambda p: p.start))
    fallen = next((p for p in patients.victims(None)), None)
    named = [p for p in phrases if not p.ids <= names.reading.lexicon.unnamed]
    if fallen is not None and fallen not in named and (len(named) >= _PAIR or _is_between(names, named)):
        return _by_order(names, named)  # قتل سبعة مسلحين في اشتباكات بين X وY
    if fallen is not None and fallen.armed:
        shared = fallen.ids if fallen.ids <= names.reading.lexicon.unnamed else frozenset[str]()
        apart = [p for p in phrases if not p.ids & shared and patients.whose(p, [fallen]) is p]
        others = [e for e in _without_allies(names, apart, fallen) if e.entity_id not in fallen.ids]
        if others or not _are_both(names, fallen):
            return tuple(others[:2]), fallen.entities[:2]
    return _by_order(names, phrases)


def _without_allies(names: Names, phrases: list[Phrase], fallen: Phrase) -> list[EntityHit]:
    """Return the sides of a fight without those whose man fell: قتل عنصر من X في معارك بين الجيش وX وY.

    Who stands in one phrase with the fallen, or is of one side with him, is no doer where another side is told.
    """
    side = {side_of(e.entity_id, names.reading) for e in fallen.entities}
    every = [e for p in phrases for e in p.entities]
    foes = [e for p in phrases if not p.ids & fallen.ids for e in p.entities]
    foes = [e for e in foes if side_of(e.entity_id, names.reading) not in side]
    return foes or [e for e in every if side_of(e.entity_id, names.reading) not in side] or every


def _acts_meanwhile(names: Names, phrase: Phrase) -> bool:
    """Tell whether a side is told only behind "while": اشتباكات في المخيم، فيما عمدت القوى الأمنية إلى قطع الطريق."""
    head, last = names.group.head, names.group.hits[-1].end
    if head.event != _FIGHT or any(c.payload.effect == "between" and c.start >= head.end for c in names.cues):
        return False
    return any(c.payload.cue_id in _WHILE and last <= c.word_start < phrase.start for c in names.cues)


def is_exchanged(names: Names) -> bool:
    """Tell whether fire was exchanged by two sides: قصف متبادل بين X وY, تبادل القصف بين X وY."""
    head = names.group.head
    for cue in names.cues:
        if cue.payload.effect != "exchanged":
            continue
        behind = head.end <= cue.word_start and names.words(head.end, cue.word_start) <= _ADJECTIVES
        ahead = cue.word_end <= head.start and not names.words(cue.word_end, head.start)
        if behind or ahead:
            told = behind or not head.verbal  # قصفا متبادلا is no verb of two
            return told and any(c.payload.effect == "between" for c in names.cues if c.start >= head.end)
        if _are_between(names, cue.word_end, head.start):
            return not head.verbal
    return False


def _are_between(names: Names, start: int, end: int) -> bool:
    """Tell whether two armed sides are the subject of a verb of exchanging: تبادلت القوات الروسية والأوكرانية القصف."""
    sides = [e for p in names.phrases if start <= p.start and p.end <= end for e in p.entities if e.kind in ARMED]
    beside = bool(sides) and not names.words(start, sides[0].start) and names.words(sides[-1].end, end) <= _ADJECTIVES
    return beside and len({e.entity_id for e in sides}) == _PAIR


def _with_crowd(names: Names) -> Sides | None:
    """Return a crowd and whom it fought with, each told behind between or "and": مواجهات بين محتجين وقوات الأمن."""
    head = names.group.head
    between = next((c for c in names.cues if c.payload.effect == "between" and c.start >= head.end), None)
    if between is None:
        return None
    told = [e for p in names.phrases for e in p.entities if e.start >= between.word_end][:_PAIR]
    if len(told) < _PAIR or names.words(between.word_end, told[0].start) > _COUNT:
        return None
    led = names.text[told[0].end : told[1].start].split()
    second = names.text[told[1].start - 1 : told[1].start] == _AND
    joined = second if not led or led == [_AND] else led[0].startswith(_AND)
    crowds = [e for e in told if is_crowd(e.entity_id) or e.kind in _PEOPLE]
    if not joined or len(led) > _COUNT or len(crowds) != 1:
        return None
    return (crowds[0],), tuple(e for e in told if e is not crowds[0])


def _crowd_with_force(names: Names) -> Sides | None:
    """Return a crowd that is told before a fight with a force, or behind one in which men of the force fell.

    قتل متظاهران في صدامات مع قوات الأمن, أصيب شرطيون في مواجهات مع متظاهرين.
    """
    head, crowds = names.group.head, [c for c in names.cues if c.payload.effect == "crowd"]
    if head.verbal and head.frame == _MUTUAL and crowds:
        return _crowd_with_verb(names, crowds)
    before = [c for c in crowds if c.word_end <= head.start]
    behind = [c for c in crowds if c.word_start >= head.end and _is_against(names, head.end, c.word_start)]
    force = names.first_after(head.end, 1) if before else names.last_before(head.start, _FAR)
    if head.frame != _MUTUAL or force is None or not force.armed or not (before or behind):
        return None
    if before and not _is_against(names, head.end, force.start):
        return None
    return (_as_crowd(names, (before or behind)[-1]),), force.entities[:2]


def _crowd_with_verb(names: Names, crowds: list[Match[Cue]]) -> Sides | None:
    """Return a crowd and a force that a verb sets against each other: اشتبكت الشرطة مع متظاهرين, اشتبك محتجون مع X."""
    end = names.group.head.end
    force = next((p for p in names.phrases if p.start >= end and p.armed), None)
    if force is None or names.words(end, force.start) > _COUNT + 1:
        return None
    for crowd in crowds:
        behind = not names.words(end, force.start) and _is_against(names, force.end, crowd.word_start)
        ahead = end <= crowd.word_start and names.words(end, crowd.word_start) <= 1
        if behind or (ahead and _is_against(names, crowd.word_end, force.start)):
            return (_as_crowd(names, crowd),), force.entities[:2]
    return None


def _is_against(names: Names, start: int, end: int) -> bool:
    """Tell whether only a word that sets two sides against each other stands in a gap: مع, ضد."""
    return names.text[start:end].strip() in names.reading.lexicon.prepositions.of("opposed")


def _as_crowd(names: Names, cue: Match[Cue]) -> EntityHit:
    first, last = names.reading.shadow.at(cue.word_start), names.reading.shadow.at(cue.word_end)
    text = names.text[cue.word_start : cue.word_end]
    return EntityHit(_PROTESTERS, _CIVILIANS, cue.word_start, cue.word_end, first, last, text, CROWD)


def _are_both(names: Names, fallen: Phrase) -> bool:
    """Tell whether those told behind "between" are the two sides themselves: معارك بين X وY أصيبوا فيها."""
    sides = {side_of(e.entity_id, names.reading) for e in fallen.entities}
    between = names.text[: fallen.start].split()[-1:]
    return len(sides) >= _PAIR and any(word in names.reading.lexicon.prepositions.of("between") for word in between)


def _is_between(names: Names, phrases: list[Phrase]) -> bool:
    """Tell whether one phrase holds both sides, right behind "between": بين الجيش وتنظيم كذا."""
    before = names.text[: phrases[0].start].split()[-1:] if len(phrases) == 1 else []
    between = names.reading.lexicon.prepositions.of("between")
    told = [e for p in phrases for e in p.entities if e.entity_id not in names.reading.lexicon.unnamed]
    return any(word in between for word in before) and len(told) >= _PAIR


def _with_owners(names: Names, phrases: list[Phrase]) -> list[Phrase]:
    """Return the sides without nameless men whose side is told behind them: مع مسلحين ينتمون إلى X."""
    return [p for p, after in zip_longest(phrases, phrases[1:]) if p is not None and not _is_told_by(names, p, after)]


def _is_told_by(names: Names, men: Phrase, side: Phrase | None) -> bool:
    """Tell whether a side says whose the nameless men before it are."""
    if side is None or not men.ids <= names.reading.lexicon.unnamed:
        return False
    told = names.joins(side)
    told = names.owned_from(side) if told is None else told
    gap = names.text[men.end : side.start].split() if told is None else ()
    if 0 < len(gap) <= _OF_THEM and gap[0] in names.reading.lexicon.prepositions.of("partitive"):
        return True  # مع متشددين من جناح X
    return told is not None and told >= men.end and names.words(men.end, told) <= 1


def _by_order(names: Names, phrases: list[Phrase]) -> Sides:
    start = names.group.head.start
    after = [p for p in phrases if p.start >= start]
    before = [p for p in phrases if p.end <= start]
    if len(after) == 1 and before:
        return before[-1].entities[:2], after[0].entities[:2]
    around = after or before
    if len(around) == 1:
        return _of_one(names, around[0])
    parted = len(around) >= _PAIR and (
        names.has(_SIDES, around[0].end, around[1].start) or _is_opposed(names, around[1])
    )  # تبادلت X وY مع Z إطلاق النار
    if len(around) >= _PAIR and (len(around[0].entities) == 1 or parted):
        return around[0].entities[:2], around[1].entities[:2]
    sides = [e for p in around for e in p.entities if e.kind in ARMED]
    return tuple(sides[:1]), tuple(sides[1:2])


def _of_one(names: Names, phrase: Phrase) -> Sides:
    """Return the sides of one phrase: both behind بين; behind مع or ضد it is whom the fight was with."""
    sides = [e for e in phrase.entities if e.kind in ARMED]
    if len(sides) >= 2 and not _stand_together(names, phrase):
        return _by_kin(names.reading, sides)
    if phrase.start >= names.group.head.end and (_is_opposed(names, phrase) or _is_second(names, phrase)):
        return (tuple(sides), ()) if _hurts_others(names) else ((), tuple(sides))
    return tuple(sides), ()


def _stand_together(names: Names, phrase: Phrase) -> bool:
    """Tell whether مع or ضد sets all names of a phrase against somebody untold: اشتباكات مع جبهة كذا وحركة كذا."""
    opposed = phrase.start >= names.group.head.end and _is_opposed(names, phrase)
    before = names.text[: phrase.start].split()[-1:] if opposed else []
    return any(word in names.reading.lexicon.prepositions.of("opposed") for word in before)


def _hurts_others(names: Names) -> bool:
    """Tell whether people of no side fell in a fight with a force, who then shot them: قتل سبعة في اشتباكات مع X."""
    return any(h.end <= names.group.head.start for h in names.group.casualties)


def _by_kin(reading: Reading, sides: list[EntityHit]) -> Sides:
    """Return the sides of names that "and" joins: of three those of one party stand together: الجيش والمقاومة | X."""
    first = side_of(sides[0].entity_id, reading)
    allied = list(takewhile(lambda e: side_of(e.entity_id, reading) == first, sides))
    if len(allied) == 2 < len(sides):
        return tuple(allied), tuple(sides[2:3])
    return tuple(sides[:1]), tuple(sides[1:2])


def _is_opposed(names: Names, phrase: Phrase) -> bool:
    men = next((p for p in reversed(names.phrases) if p.end <= phrase.start), None)
    if men is not None and _is_told_by(names, men, phrase):
        return _is_opposed(names, men)  # مع عدد من المسلحين المنتمين إلى X
    before = names.text[names.group.start : phrase.start].split()
    between = bool(before) and before[-1] in names.reading.lexicon.prepositions.of("between")
    return cue_before(names.reading, phrase.start) in _JOINING and not between


def _is_second(names: Names, phrase: Phrase) -> bool:
    """Whether a name stands behind "and" and a first side that no list holds: بين كتيبة فلان وتنظيم كذا."""
    between = [
        c for c in names.cues if c.payload.effect == "between" and names.group.head.end <= c.start < phrase.start
    ]
    if not between or not names.particle(phrase).startswith(_AND):
        return False
    return names.words(between[-1].word_end, phrase.start) > 1


def _mourns(names: Names, phrase: Phrase) -> bool:
    """Tell whether a side only buries those who fell: شيع آلاف اللبنانيين مقاتلين قتلوا في معارك."""
    first = names.group.hits[0].start
    mourned = [c for c in names.cues if c.payload.effect == "mourning" and c.word_end <= phrase.start]
    return bool(mourned) and phrase.end <= first and names.words(mourned[-1].word_end, phrase.start) <= _OF_THEM


def _takes_part(names: Names, phrase: Phrase) -> bool:
    """Whether a name stands behind بين or مع, beside the word of the fight, or is the subject before it."""
    head = names.group.head
    if phrase.end <= head.start:
        near = names.words(phrase.end, head.start) <= _FAR and not _mourns(names, phrase)
        return near and not is_scene(names.reading, phrase.start)
    if names.words(head.end, phrase.start) <= 1:
        return True
    if names.has({"that"}, head.end, phrase.start):
        return False  # يقود المعارك ضباط من X، وإن عناصر Y يتلقون أوامرهم
    between = [c for c in names.cues if c.payload.effect in _JOINING and c.start >= head.start]
    return bool(between) and between[0].start < phrase.start
