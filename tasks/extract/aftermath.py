"""What belongs to an attack told before and is no event beside it: how it came about, what it burnt, how it ended.

A reporter tells a raid in steps: the clash broke out after gunmen had fired, the settlers set the house on fire, the
soldiers withdrew after two hours. A withdrawal from a place that is named, or with nothing told before it, is news.
"""

from dataclasses import replace

from tasks.extract.actor_kinds import BANDS
from tasks.extract.agreement import VIOLENT, dates_agree, may_be, numbers_agree, same_name, sides_meet
from tasks.extract.amounts import TOLL
from tasks.extract.drafts import Draft
from tasks.extract.event_kinds import GAINS
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within
from tasks.extract.retelling import opens_again

_FIGHT = "armed-clash"
_BURNT, _LEFT, _RALLY = "looting", "change-to-group", "peaceful-protest"
_CLOSED = "other"
STEPS = frozenset({_BURNT, _LEFT, _RALLY, _CLOSED})
_LEAVING = frozenset({"chg-withdraw", "chg-spread"})
_WITHDREW = _LEAVING | {"chg-withdrawal"}
_AFTER = frozenset({"con-after-time", "con-after", "con-when"})
_OF_THEM = 6  # characters from a number to the attackers whom it counts: أربعة من المهاجمين
_CLAUSE = 8  # tokens behind a word of leaving in which "from it" stands
_ENTERED = frozenset({"other", "arrests", "abduction"})
_PROTESTS = frozenset({"protest-with-intervention", "violent-demonstration", "mob-violence", "excessive-force"})
_BROKEN_UP, _RIOT = "protest-with-intervention", "violent-demonstration"
_ARRESTS = "arrests"
_CORDONED = "oth-cordoned"
_BLAST, _BOMBER = "blast", "suicide-bomb"
_BOMBS = frozenset({"remote-explosive", _BOMBER})
_SCUFFLE = "cls-clash-weak"
_REACH = 3  # sentences over which a side that came leaves again
_NEXT = 1  # sentences over which what was attacked burns
_FURTHER = 2  # sentences over which the dead of the other side of a fight are told
_BEFORE = 2  # words of an opening of which one says "after"
_UNKNOWN = "actor:gunmen-unknown"
_KILLED = "killed"
_ATTACK = "attack"
_KNOWN, _ASSAILANT = "known", "assailant"
_BLOW = 3  # words between who shoots and whom: أطلقت الشرطة | النار على | المهاجم
_STOPS = frozenset("،,.؛\n")
_BESIDE = 40  # characters behind the verb in which who fell is named
_OFFICIAL = frozenset({"army", "police"})


def is_step(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage is a step of the attack told before: what brought it about, a fire, the way out."""
    if one.status != two.status or one.refuted != two.refuted:
        return False  # نفى ناشط انسحاب المقاومة من الحي: no step of the fight that was told
    if two.event not in STEPS and two.groups[0].sentence != one.groups[-1].sentence:
        return False  # most pairs
    if _is_crowd(one, two) or _burnt(reading, one, two) or _is_of_rally(one, two):
        return True
    return _brought_about(reading, one, two) or _left(reading, one, two) or _follows(reading, one, two)


def _follows(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage tells who set off the blast, who cordons off its scene, or where who was taken is held.

    Or how the attackers ended (وقتلت قوات الأمن المهاجمين الثلاثة), or who left what was just taken.
    """
    step = _set_off(reading, one, two) or _cordons_off(one, two) or _holds(one, two)
    return step or _gave_up(reading, one, two) or ended(reading, one, two)


def _gave_up(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage only tells who left before it what was just taken: سيطر على البلدة بعد انسحاب X منها."""
    told, head = one.groups[-1].head, two.groups[0].head
    if (
        one.event not in GAINS
        or two.event != _LEFT
        or told.sentence != head.sentence
        or _WITHDREW.isdisjoint(two.rules)
    ):
        return False
    before = [c for c in within(reading.cues, told.end, head.start) if c.payload.cue_id in _AFTER][-1:]
    led = bool(before) and not reading.text[before[0].word_end : head.start].strip()
    behind = within(reading.tokens, head.end, two.groups[0].end)[:_CLAUSE]
    return led and any(t.norm in reading.lexicon.prepositions.of("whence") for t in behind)


def ended(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a force killed those who attacked in what was just told, nowhere else and on no other day."""
    if one.event not in VIOLENT or two.event not in VIOLENT or two.date is not None:
        return False
    if not 0 <= two.groups[0].sentence - one.groups[-1].sentence <= _FURTHER or opens_again(reading, two):
        return False
    fell = any(amount.measure == _KILLED for amount in two.amounts)
    sited = two.place is not None and not same_name(one.place, two.place)
    return fell and not sited and (struck_attacker(reading, two) or _attackers_fell(reading, two))


def _attackers_fell(reading: Reading, told: Draft) -> bool:
    """Tell whether all whom a passage counts as dead are of the attackers: وقالت الشرطة إن أربعة من المهاجمين قتلوا."""
    dead = [a for a in told.amounts if a.measure == _KILLED and not a.part]
    known = within(reading.cued(_KNOWN), told.groups[0].start, told.groups[0].end)
    return bool(dead) and all(
        any(0 <= c.word_start - a.end <= _OF_THEM or a.start <= c.word_start < a.end for c in known) for a in dead
    )


def _cordons_off(one: Draft, two: Draft) -> bool:
    """Tell whether a force closes the scene of an attack just told: وطوقت الشرطة المنطقة."""
    if two.event != _CLOSED or one.event not in VIOLENT or two.amounts:
        return False
    if not 0 <= two.groups[0].sentence - one.groups[-1].sentence <= _REACH:
        return False
    if two.place is not None and not (two.place.points_back or same_name(one.place, two.place)):
        return False
    return any(hit.trigger is not None and hit.trigger.trigger_id == _CORDONED for hit in two.groups[0].events)


def _holds(one: Draft, two: Draft) -> bool:
    """Tell whether a verb with a pronoun only says where the one just taken is held: واحتجزته في سجن بالعاصمة."""
    head, told = two.groups[0].head, one.groups[-1].head
    taken = one.event == two.event == _ARRESTS and told.sentence == head.sentence
    return taken and head.verbal and bool(head.suffix) and not two.amounts


def _set_off(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether "after" opens who set off the blast of the sentence: هز انفجار الحي بعدما فجر مجهولون منزلا."""
    told, head = one.groups[-1].head, two.groups[0].head
    if told.sentence != head.sentence or two.place is not None or two.amounts or not {one.event, two.event} <= _BOMBS:
        return False
    if told.verbal or told.event != _BLAST or head.event not in {_BLAST, _BOMBER} or one.actors:
        return False
    opening = within(reading.cues, told.end, head.start)
    return any(cue.payload.effect == "when" for cue in opening) and dates_agree(one, two)


def _is_crowd(one: Draft, two: Draft) -> bool:
    """Tell whether a noun of the sentence is the crowd that was broken up: فرقت الشرطة مئات المتظاهرين."""
    group = two.groups[0]
    if two.event != _RALLY or one.event not in _PROTESTS or group.sentence != one.groups[-1].sentence:
        return False
    return not group.head.verbal and (two.place is None or same_name(one.place, two.place)) and dates_agree(one, two)


def _is_of_rally(one: Draft, two: Draft) -> bool:
    """Tell whether a sentence goes on with what befell a rally: واعتقلت 12 منهم, وأصيب خمسة في مواجهات معهم."""
    group, told = two.groups[0], one.groups[-1]
    if one.event not in _PROTESTS or not 0 <= group.sentence - told.sentence <= _NEXT:
        return False
    if {one.event, two.event} <= {_RIOT, _BROKEN_UP} and two.place is None and not two.amounts:
        met = group.sentence == told.sentence or sides_meet(one.actors, two.targets)
        met = met or sides_meet(one.targets, two.actors)
        return met and dates_agree(one, two)  # مواجهات أطلق خلالها الجنود قنابل الغاز, فرق الجنود شبانا رشقوهم بالحجارة
    if group.sentence != told.sentence:
        return False
    if two.place is not None and one.place is not None and not same_name(one.place, two.place):
        return False
    weak = group.head.trigger is not None and group.head.trigger.trigger_id == _SCUFFLE and not group.head.verbal
    taken = two.event == "arrests" and group.head.verbal and (not two.actors or sides_meet(one.actors, two.actors))
    return (weak or taken) and dates_agree(one, two)


def as_step(reading: Reading, one: Draft, two: Draft) -> Draft:
    """Return a passage as it adds to the event told before: who fired first, or who left, is no side of the fight.

    Nor did those attack who killed the attacker (وقتلت الشرطة المهاجم), whose death is no victim's.
    """
    if _gave_up(reading, one, two):
        return two.but(actors=(), targets=() if one.targets else two.actors)
    scuffle = (two.event == _FIGHT and _is_of_rally(one, two)) or {one.event, two.event} == {_RIOT, _BROKEN_UP}
    if one.status == two.status and (scuffle or _brought_about(reading, one, two) or _left(reading, one, two)):
        return two.but(actors=(), targets=())
    if _holds(one, two) or _cordons_off(one, two):
        return replace(two, actors=(), targets=(), place=None, other_places=())
    nameless = {e.entity_id for e in one.actors} <= reading.lexicon.unnamed  # who attacked the police is unknown
    fell = struck_attacker(reading, two) or _attackers_fell(reading, two)
    if (one.event != _FIGHT or nameless) and fell:
        counted = any(amount.measure == _KILLED and not amount.vague for amount in one.amounts)
        kept = tuple(a for a in two.amounts if a.measure != _KILLED) if counted else two.amounts
        return two.but(actors=(), targets=(), amounts=kept)
    return two.but(actors=()) if one.event != _FIGHT and _killed_him(one, two) else two


def struck_attacker(reading: Reading, told: Draft) -> bool:
    """Tell whether the doer of a passage struck the known attacker: قتلت الشرطة المهاجم, أطلقت النار على المهاجم."""
    head = told.groups[0].head
    if told.actors and any(_hits_attacker_before(reading, hit) for hit in told.groups[0].hits):
        return True
    killing = head.casualty is not None and head.shape == "noun"  # تمكنت القوات من قتل المهاجمين
    if not told.actors or not (head.verbal or killing):
        return False
    start = max(head.end, *(side.end for side in told.actors if side.end < head.end + _BESIDE), 0)
    struck = [cue for effect in (_KNOWN, _ASSAILANT) for cue in within(reading.cued(effect), start, start + _BESIDE)]
    gaps = (reading.text[start : cue.word_start] for cue in struck)
    return any(len(gap.split()) <= _BLOW and not _STOPS.intersection(gap) for gap in gaps)


def _hits_attacker_before(reading: Reading, hit: Hit) -> bool:
    """Tell whether the pronoun on a verb stands for the attackers before it: المهاجمين الثلاثة الذين قتلتهم الشرطة."""
    if not (hit.verbal and hit.suffix):
        return False
    found = [
        cue for effect in (_KNOWN, _ASSAILANT) for cue in within(reading.cued(effect), hit.start - _BESIDE, hit.start)
    ]
    gaps = (reading.text[cue.word_end : hit.start] for cue in found)
    return any(len(gap.split()) <= _BLOW and not _STOPS.intersection(gap) for gap in gaps)


def _killed_him(one: Draft, two: Draft) -> bool:
    """Tell whether the police or an army kill "him" behind an attack by nobody known: هاجم المارة. وقتلته الشرطة."""
    head = two.groups[0].head
    if not (head.verbal and head.suffix) or head.casualty is None or head.casualty.measure != _KILLED:
        return False
    official = bool(two.actors) and all(side.kind in _OFFICIAL for side in two.actors)
    return official and one.event == _ATTACK and not one.actors and one.groups[0].head.verbal


def _brought_about(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether "after" opens what began the fight of the sentence: اندلعت الاشتباكات بعدما أطلق مسلحون النار."""
    told, group = one.groups[-1], two.groups[0]
    if told.sentence != group.sentence or not {one.event, two.event} <= VIOLENT or two.place is not None:
        return False
    if any(amount.measure in TOLL for amount in two.amounts):
        return False
    if told.head.verbal or not told.head.definite or _FIGHT not in {hit.event for hit in told.events}:
        return False
    opening = within(reading.cues, told.head.end, group.head.start)
    return group.head.verbal and any(cue.payload.effect == "when" for cue in opening[-_BEFORE:])


def _burnt(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a fire or a ruin without place and victims of its own is what an attack just told left behind."""
    apart = two.groups[0].sentence - one.groups[-1].sentence
    if two.event == _BURNT and one.event == _RALLY and not apart and two.place is None:
        return two.groups[0].head.verbal and not two.amounts  # أغلق محتجون الطريق وأحرقوا إطارات
    if two.event != _BURNT or one.event not in VIOLENT | _PROTESTS or (two.amounts and apart):
        return False
    if not 0 <= apart <= _NEXT:
        return False
    sited = two.place is not None and one.place is not None and not same_name(one.place, two.place)
    acted = not (one.actors and two.actors) or may_be(one.actors, two.actors, reading.lexicon.unnamed)
    masked = bool(two.actors) and all(side.entity_id == _UNKNOWN for side in two.actors)
    return (acted or masked) and not sited and dates_agree(one, two)


def _left(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether those who raided or attacked withdraw, from no place that the words name: ثم انسحبت القوات."""
    if two.event != _LEFT or _LEAVING.isdisjoint(two.rules) or one.event not in VIOLENT | _ENTERED | _PROTESTS:
        return False
    if not 0 <= two.groups[0].sentence - one.groups[-1].sentence <= _REACH or two.amounts or two.date is not None:
        return False
    if two.place is not None and not (two.place.points_back or same_name(one.place, two.place)):
        return False
    met = not one.actors or not two.actors or may_be(one.actors, two.actors, reading.lexicon.unnamed)
    known = within(reading.cued("known"), reading.sentences[two.groups[0].sentence].start, two.groups[0].head.start)
    return met or bool(known)


def is_other_side(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage counts the dead of the other side of a fight just told: وقتل خمسة جنود في الاشتباكات."""
    group = two.groups[0]
    if {one.event, two.event} != {_FIGHT} or not 0 < group.sentence - one.groups[-1].sentence <= _FURTHER:
        return False
    named = any(hit.event == _FIGHT and hit.definite and not hit.verbal for hit in group.hits)
    if not named or one.status != two.status or opens_again(reading, two) or not dates_agree(one, two):
        return False
    counted = all(any(a.measure == _KILLED for a in draft.amounts) for draft in (one, two))
    sited = two.place is not None and not same_name(one.place, two.place)
    return counted and not sited and not numbers_agree(one, two) and _fell_there(reading, one, two)


def _fell_there(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether those who fell may be the other side; the word that counts them may be all that names them."""
    if not two.targets:
        return bool(one.targets)
    if one.actors:
        theirs = may_be(one.targets, two.targets, reading.lexicon.unnamed)
        if theirs and _lost_others(reading, one, two):
            return True
        own = not theirs and may_be(one.actors, two.targets, reading.lexicon.unnamed)
        return own or sides_meet(one.actors, two.targets)
    return not may_be(one.targets, two.targets, reading.lexicon.unnamed)


def _lost_others(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether soldiers fell where a fight of their army with a band was told, and then men of the band.

    معارك بين الجيش ومتمردي كذا قتل فيها ستة جنود. وقال الجيش إن 20 متمردا قتلوا في المعارك.
    """
    sides = [{e.kind for e in one.actors}, {e.kind for e in one.targets}]
    fought = any(kinds <= _OFFICIAL for kinds in sides) and any(kinds and kinds <= BANDS for kinds in sides)
    fell = _kinds_of_dead(reading, two)
    lost = _kinds_of_dead(reading, one)
    return fought and bool(lost) and lost <= _OFFICIAL and bool(fell) and fell <= BANDS


def _kinds_of_dead(reading: Reading, draft: Draft) -> set[str]:
    """Return of which kinds of sides the words are that count the dead of a passage: ستة جنود, 20 متمردا."""
    dead = [a for a in draft.amounts if a.measure == _KILLED and not a.part]
    return {e.kind for a in dead for e in within(reading.entities, a.start, a.end)}
