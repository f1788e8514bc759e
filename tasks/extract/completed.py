"""Whether what completes a verb stands beside it, before the words of events are grouped (column `needs`).

A verb of launching and falling launches nothing where no munition is told: سقط عشرة جنود, أطلق حملة. What a word needs
once its sides are known is told in support.py.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tasks.extract.actor_kinds import FIGHTERS
from tasks.extract.amounts import PERSONS
from tasks.extract.arrest_waves import read_waves
from tasks.extract.dropping import drops_bombs
from tasks.extract.figurative import is_figurative
from tasks.extract.following import (
    GROUND,
    PEOPLE,
    behind_taker,
    counts_people,
    holds_thing,
    munition_near,
    takes_people,
)
from tasks.extract.hits import COMPLETING, WOUNDS, Hit
from tasks.extract.lexicon import Casualty
from tasks.extract.manners import is_deed
from tasks.extract.reading import Reading, within
from tasks.extract.tallies import has_risen
from tasks.text.match import Match
from tasks.text.numbers import Unit

_ARRIVALS = frozenset({"change-to-group"})
_FIRED = 60  # characters before a verb in which who fired what falls stands
_BESIDE = 16  # characters before a verb in which its munition stands: صاروخ سقط
_BY = "ب"  # the particle of what is ruled, and of what kills
_OBJECT = 40  # characters between a word of attack and what it hits
_REACH = 60
_NEXT = 3  # characters to the next word
_ALONE = "alone"
_CIVILIANS = "civilians"
_LOST = "lost"
_AND = "وف"
_RAIDED = "raided"
_PLATFORM = "platform"
_BEFORE_ARMS = 3  # words between finding and what was found: على نحو عشر
_OF_A_SIDE = 3  # words that say whose an air defence is: الدفاعات الجوية التابعة لقوات كذا
_ARRESTS = "arrests"
_THING = "thing"  # what is hit by a shell and is nobody


def launch_words(reading: Reading, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the words without verbs of launching and falling that launch nothing: سقط عشرة جنود, أطلق حملة.

    They go before the words are grouped, or a fall of victims would be typed as shelling.
    """
    read = (_of_thing(reading, _settle_loss(reading, _without_munition(hit))) for hit in read_waves(reading, hits))
    kept = tuple(hit for hit in read if all(_is_followed(reading, hit, need) for need in hit.needs))
    kept = tuple(hit for hit in kept if not (_brings_victims(reading, hit) or _only_holds(kept, hit)))
    if any(_RAIDED in hit.needs for hit in kept):
        kept = tuple(hit for hit in kept if not _is_met(reading, kept, hit))
    return tuple(hit for hit in kept if WOUNDS not in hit.needs or not _is_one_more_death(kept, hit))


def _only_holds(hits: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether a verb between a raid and its toll only says in whose hands a place is: غارة على بلدة يسيطر عليها X.

    As a word of its own it took the toll.
    """
    if _ALONE not in hit.needs or hit.trigger is None or hit.trigger.tense != "imperfect":
        return False
    here = [o for o in hits if o.sentence == hit.sentence and o is not hit]
    behind = next((o for o in here if o.start > hit.start), None)
    return behind is not None and behind.trigger is None and any(o.start < hit.start and o.trigger for o in here)


def _brings_victims(reading: Reading, hit: Hit) -> bool:
    """Tell whether who arrives are the dead or the wounded, not troops: وصل إلى المستشفى 17 شهيدا."""
    if hit.event not in _ARRIVALS:
        return False
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    return any(cue.payload.effect == "fallen" for cue in within(reading.cues, hit.end, stop))


def _without_munition(hit: Hit) -> Hit:
    """Return a fall of people without its reading as a fall of shells: سقط عشرة جنود."""
    fell = hit.casualty is not None and hit.casualty.needs == PEOPLE and hit.trigger is not None
    return replace(hit, trigger=None) if fell else hit


def _is_met(reading: Reading, hits: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether a raid is only what an air defence meets: تصدت الدفاعات الجوية لعدوان; its deed is the news."""
    if hit.verbal or not any(c.word_start == hit.start for c in within(reading.cued(_RAIDED), hit.start, hit.end)):
        return False
    return any(_RAIDED in o.needs and o.sentence == hit.sentence and o.start < hit.start for o in hits)


def _is_ground(reading: Reading, hit: Hit, stop: int) -> bool:
    """Tell whether who gained it, or the hold on it, stands behind a loss; not فقدت الاهتمام بالسيطرة على الوضع."""
    return any(not c.proclitics.strip(_AND) for c in within(reading.cued(_LOST), hit.end, stop))


def _settle_loss(reading: Reading, hit: Hit) -> Hit:
    """Return a loss as one of a place or one of men: خسرت القوات البلدة لصالح كذا, خسرت القوات ثمانية جنود."""
    if hit.trigger is None or _LOST not in hit.needs:
        return hit
    place = _is_followed(reading, hit, _LOST)
    return replace(hit, casualty=None) if place else replace(hit, trigger=None)


def _of_thing(reading: Reading, hit: Hit) -> Hit:
    """Return a word of being hit as a blow on a thing, or as harm to people: أصيبت سفينة بصاروخ; أصيب ثلاثة بصاروخ."""
    if hit.trigger is None or _THING not in hit.needs:
        return hit
    near = within(reading.objects, hit.end, hit.end + _NEXT)
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    by = bool(near) and any(u.proclitics.startswith(_BY) for u in _shells(reading, near[0].end, stop))
    return replace(hit, casualty=None) if by else replace(hit, trigger=None)


def _shells(reading: Reading, start: int, stop: int) -> list[Match[Unit]]:
    meanings = reading.lexicon.unit_meanings
    return [u for u in within(reading.units, start, stop) if meanings[u.payload.unit_id].measure == "munitions"]


def _is_one_more_death(hits: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether dead are told before who died of wounds in the same sentence: he is one of them, or a later one."""
    before = (other for other in hits if other.sentence == hit.sentence and other.start < hit.start)
    return any(other.casualty is not None and other.casualty.measure == "killed" for other in before)


def _is_followed(reading: Reading, hit: Hit, what: str) -> bool:
    """Tell whether what completes a verb follows in its clause (a role of connectors.tsv) or shells stand beside it."""
    if what not in _COMPLETED:
        return True
    if what in _BESIDE_IT:
        return _BESIDE_IT[what](reading, hit)
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    if what == "munition":
        told = munition_near(reading, hit.start - _BESIDE, stop) or _is_fired_munition(reading, hit)
        return told and not _takes_victims(reading, hit)
    if what == "victims":
        things = hit.event is None and hit.shape == "noun" and holds_thing(reading, hit.end)
        return not (things or _rules(reading, hit)) and _has_victims(reading, hit, stop)
    if what == _LOST:
        return not counts_people(reading, hit.end) and _is_ground(reading, hit, stop)
    named = f"con-{what}"
    return any(c.payload.effect == what or c.payload.cue_id == named for c in within(reading.cues, hit.end, stop))


def _is_fired_munition(reading: Reading, hit: Hit) -> bool:
    """Tell whether a munition with who fired it stands before a verb: قذائف أطلقتها قوات كذا سقطت على المدينة."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _FIRED)
    by = next(iter(within(reading.cued("by"), start, hit.start)), None)
    return by is not None and munition_near(reading, by.word_start - _BESIDE, by.word_start)


def _takes_victims(reading: Reading, hit: Hit) -> bool:
    """Tell whether dead or wounded stand right behind a verb: سقط جرحى في انفجار عبوة; they fell, not the bomb."""
    behind = [w for w in within(reading.words, hit.end, hit.end + _BESIDE) if isinstance(w.payload, Casualty)]
    return bool(behind) and not reading.text[hit.end : behind[0].word_start].strip()


def _takes_people(reading: Reading, hit: Hit) -> bool:
    return takes_people(reading, hit.end)


def _are_gathered(reading: Reading, hit: Hit) -> bool:
    """Tell whether people, of whatever number, stand right behind a verb: احتج العشرات, احتجت عشرات العائلات."""
    stop = hit.end + _BESIDE
    crowd = [n.start for n in within(reading.numbers, hit.end, stop) if n.counts]
    crowd += [e.start for e in within(reading.entities, hit.end, stop) if e.kind == _CIVILIANS]
    return takes_people(reading, hit.end) or any(not reading.text[hit.end : at].strip() for at in crowd)


def _meets_persons(reading: Reading, hit: Hit) -> bool:
    """Tell whether people, counted or not, stand right behind a word: القضاء على المسلحين; not القضاء على التنظيم."""
    found = [
        u.word_start for u in within(reading.units, hit.end, hit.end + _OBJECT) if reading.counts_persons(u.payload)
    ]
    found += [n.start for n in within(reading.numbers, hit.end, hit.end + _BESIDE) if n.counts]
    return bool(found) and not reading.text[hit.end : min(found)].strip()


def _is_counted_people(reading: Reading, hit: Hit) -> bool:
    """Tell whether a number of people stands right behind a word: جثث ستة مدنيين, أسر ستة جنود; not أسر الشهداء."""
    pair = next(iter(within(reading.counts, hit.end, hit.end + _BESIDE)), None)
    if pair is not None and pair.number.kind == "dual" and not reading.text[hit.end : pair.start].strip():
        return reading.counts_persons(pair.unit)  # جثتي امرأتين
    number = next((n for n in within(reading.numbers, hit.end, hit.end + _OBJECT) if n.counts), None)
    if number is None or reading.text[hit.end : number.start].strip():
        return False
    unit = next((c.unit for c in within(reading.counts, number.start, number.end + 1)), None)
    return unit is None or reading.lexicon.unit_meanings[unit.unit_id].measure == PERSONS


def _is_held_now(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb of becoming stands before the hands that hold a place: أصبحت البلدة في قبضة الفصيل."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _REACH)
    before = [cue for cue in within(reading.cues, start, hit.start) if cue.payload.effect == "became"]
    return bool(before) and not any(sign in reading.text[before[-1].end : hit.start] for sign in "،.؛\n")


def _is_moved(reading: Reading, hit: Hit) -> bool:
    """Tell whether troops come or are sent: وصول تعزيزات, تعزيزات وصلت; in غارات على تعزيزات they are what is hit."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _OBJECT)
    near = within(reading.cues, start, hit.end + _REACH)
    return any(cue.payload.effect == "moved" and not hit.start <= cue.start < hit.end for cue in near)


def _are_remains(reading: Reading, hit: Hit) -> bool:
    """Tell whether a body stands before what it bears: عثر على ست جثث عليها آثار طلقات نارية."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _REACH)
    meanings = reading.lexicon.unit_meanings
    return any(meanings[u.payload.unit_id].measure == "killed" for u in within(reading.units, start, hit.start))


def _have_gone(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb of going stands before the streets: نزل آلاف المواطنين أمس إلى شوارع المدينة."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _REACH)
    return bool(within(reading.cued("went"), start, hit.start))


def _finds_arms(reading: Reading, hit: Hit) -> bool:
    """Tell whether arms or charges stand right behind a word of finding: عثرت القوة على عشر عبوات; not على جثة."""
    end = behind_taker(reading, hit.end)
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    found = [w.start for w in within(reading.weapons, end, stop) if w.kind != _PLATFORM]
    found += [c.word_start for c in within(reading.cues, end, stop) if c.payload.effect == "arms"]
    first = min(found, default=stop)
    people = any(reading.counts_persons(unit.payload) for unit in within(reading.units, end, first))
    near = len(reading.text[end:first].split()) <= _BEFORE_ARMS
    return bool(found) and near and not people and not within(reading.words, end, first)


def _is_shield(reading: Reading, hit: Hit) -> bool:
    """Tell whether an air defence stands right before or behind a verb: تصدت الدفاعات الجوية."""
    near = within(reading.cued("air-defence"), hit.start - _REACH, hit.end + _REACH)
    around = ((c.word_end, hit.start) if c.word_end <= hit.start else (hit.end, c.word_start) for c in near)
    return any(len(reading.text[start:end].split()) <= _OF_A_SIDE for start, end in around)


def _lets_go(reading: Reading, hit: Hit) -> bool:
    """Tell whether people stand behind the first preposition of a clause: أفرجت الجبهة عن ستة عشر جنديا."""
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    led = [c for c in within(reading.cues, hit.end, stop) if c.payload.effect == "preposition"]
    return bool(led) and takes_people(reading, led[0].word_end)


def _takes_site(reading: Reading, hit: Hit) -> bool:
    """Tell whether a place or what stands on the ground is right behind a verb or its subject: سلمت القوات سد كذا."""
    end = behind_taker(reading, hit.end)
    near = [o.start for o in within(reading.objects, end, end + _NEXT) if o.entity_id in GROUND]
    near += [p.start for p in within(reading.places, end, end + _NEXT)]
    near += [c.word_start for c in within(reading.cued("base"), end, end + _NEXT)]
    return bool(near) and not reading.text[end : min(near)].strip()


def _frees(reading: Reading, hit: Hit) -> bool:
    """Tell whether a side stands between a verb and سراح: أطلقت الجماعة سراح ستة; not أطلق سراحه."""
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    free = next(iter(within(reading.cued("freedom"), hit.end, stop)), None)
    return free is not None and any(e.kind in FIGHTERS for e in within(reading.entities, hit.end, free.start))


def _befell_them(reading: Reading, hit: Hit) -> bool:
    """Tell whether a crowd is whom the word before tells as dead or taken: مقتل عشرات المحتجين holds no rally."""
    before = within(reading.words, hit.start - _BESIDE, hit.start)[-1:]
    told = (w for w in before if isinstance(w.payload, Casualty) or w.payload.event == _ARRESTS)
    return any(not reading.text[w.word_end : hit.start].strip() for w in told)


_BESIDE_IT: Mapping[str, Callable[[Reading, Hit], bool]] = {
    "captive": _takes_people,
    "gathered": _are_gathered,
    "met": _meets_persons,
    "counted": _is_counted_people,
    "became": _is_held_now,
    "moved": _is_moved,
    "risen": has_risen,
    "went": _have_gone,
    "remains": _are_remains,
    "arms": _finds_arms,
    "shield": _is_shield,
    "let-go": _lets_go,
    "site": _takes_site,
    "freedom": _frees,
    "bomb": drops_bombs,
    "aloft": lambda reading, hit: not drops_bombs(reading, hit),
    "unhurt": lambda reading, hit: not _befell_them(reading, hit),
    "deed": is_deed,
    "tangible": lambda reading, hit: not is_figurative(reading, hit),
}
_COMPLETED = COMPLETING.union(_BESIDE_IT, ("munition", "victims"))


def _rules(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb rules on something (حكم يقضي بثبوت التهمة), not perishes by violence: قضوا بغارة."""
    start = hit.end + 1
    if not reading.shadow.norm.startswith(_BY, reading.shadow.at(start)):
        return False
    violent = [c for c in within(reading.cues, start, start + 1) if c.payload.effect in {"by", "cause"}]
    return not violent and not any(word.word_start <= start for word in within(reading.words, start, start + _BESIDE))


def _has_victims(reading: Reading, hit: Hit, stop: int) -> bool:
    """Tell whether people, a number, a cause or another word of violence follow: قضى ثلاثة, قضوا في القصف."""
    if any(reading.counts_persons(unit.payload) for unit in within(reading.units, hit.end, stop)):
        return True
    cause = any(cue.payload.effect == "cause" for cue in within(reading.cues, hit.end, stop))
    return cause or bool(within(reading.numbers, hit.end, stop) or within(reading.words, hit.end, stop))


def stops_behind(reading: Reading, hit: Hit) -> list[int]:
    """Return where the signs stand that end the clause of a word, within its reach."""
    found = (reading.text.find(sign, hit.end, hit.end + _REACH) for sign in "،.؛\n")
    return [place for place in found if place >= 0]
