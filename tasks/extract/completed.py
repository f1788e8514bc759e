"""Whether what completes a verb stands beside it, before the words of events are grouped (column `needs`).

A verb of launching and falling launches nothing where no munition is told: سقط عشرة جنود, أطلق حملة. What a word needs
once its sides are known is told in support.py.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.arrest_waves import read_waves
from tasks.extract.beside_it import BESIDE_IT, stops_behind
from tasks.extract.fallen_with import is_one_more
from tasks.extract.following import (
    PEOPLE,
    counts_people,
    holds_thing,
    munition_near,
)
from tasks.extract.hits import COMPLETING, WOUNDS, Hit
from tasks.extract.lexicon import Casualty
from tasks.extract.reading import Reading, within
from tasks.text.match import Match
from tasks.text.numbers import Unit

_ARRIVALS = frozenset({"change-to-group"})
_FIRED = 60  # characters before a verb in which who fired what falls stands
_BESIDE = 16  # characters before a verb in which its munition stands: صاروخ سقط
_BY = "ب"  # the particle of what is ruled, and of what kills
_REACH = 60
_NEXT = 3  # characters to the next word
_ALONE = "alone"
_ATTEMPT = "attempt"
_LOST = "lost"
_AND = "وف"
_RAIDED = "raided"
_SPENT = 4  # words between a verb and the time that was spent: قضى الجنود الجرحى أربعة أيام
_ASIDE = "(،,-"
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
    return tuple(
        hit for hit in kept if WOUNDS not in hit.needs or is_one_more(reading, hit) or not _is_one_more_death(kept, hit)
    )


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
    """Tell whether dead are told before who died of wounds in the same sentence: he may be one of them."""
    before = (other for other in hits if other.sentence == hit.sentence and other.start < hit.start)
    return any(other.casualty is not None and other.casualty.measure == "killed" for other in before)


def _is_followed(reading: Reading, hit: Hit, what: str) -> bool:
    """Tell whether what completes a verb follows in its clause (a role of connectors.tsv) or shells stand beside it."""
    if what not in _COMPLETED:
        return True
    if what in BESIDE_IT:
        return BESIDE_IT[what](reading, hit)
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    if what == "munition":
        told = munition_near(reading, hit.start - _BESIDE, stop) or _is_fired_munition(reading, hit)
        return told and not _takes_victims(reading, hit)
    if what == _ATTEMPT:
        stop = min([stop, *(c.word_start for c in within(reading.cued("plot"), hit.end, stop))])
    if what == "victims":
        things = hit.event is None and hit.shape == "noun" and holds_thing(reading, hit.end)
        other = things or _rules(reading, hit) or _spends_time(reading, hit, stop)
        return not other and _has_victims(reading, hit, stop)
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


_COMPLETED = COMPLETING.union(BESIDE_IT, ("munition", "victims"))


def _rules(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb rules on something (حكم يقضي بثبوت التهمة), not perishes by violence: قضوا بغارة."""
    start = hit.end + 1
    if not reading.shadow.norm.startswith(_BY, reading.shadow.at(start)):
        return False
    violent = [c for c in within(reading.cues, start, start + 1) if c.payload.effect in {"by", "cause"}]
    return not violent and not any(word.word_start <= start for word in within(reading.words, start, start + _BESIDE))


def _spends_time(reading: Reading, hit: Hit, stop: int) -> bool:
    """Tell whether a time is the object of a verb that is to perish as well: قضى الجندي ثلاثة أيام في المستشفى.

    Not where a small word leads to it: قضى بعد يومين; nor where it is somebody's age: قضى الطفل (12 عاما).
    """
    time = next(iter(within(reading.cued("spent"), hit.end, stop)), None)
    if hit.shape == "noun" or time is None or time.proclitics:
        return False
    gap = reading.text[hit.end : time.word_start]
    led = any(c.word_start < time.word_start for c in within(reading.cues, hit.end, time.word_start))
    return not led and gap.isprintable() and len(gap.split()) <= _SPENT and not any(sign in gap for sign in _ASIDE)


def _has_victims(reading: Reading, hit: Hit, stop: int) -> bool:
    """Tell whether people, a number, a cause or another word of violence follow: قضى ثلاثة, قضوا في القصف."""
    if any(reading.counts_persons(unit.payload) for unit in within(reading.units, hit.end, stop)):
        return True
    cause = any(cue.payload.effect == "cause" for cue in within(reading.cues, hit.end, stop))
    return cause or bool(within(reading.numbers, hit.end, stop) or within(reading.words, hit.end, stop))
