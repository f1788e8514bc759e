"""Whether a sentence opens with what happened before the rest of it, and whether a verb tells of those it befell."""

from collections.abc import Sequence

from tasks.extract.event_kinds import FIGHTS, PROTESTS
from tasks.extract.gaps import Gap
from tasks.extract.hits import Hit
from tasks.extract.reading import DateHit, Reading, within
from tasks.extract.reasons import is_hit_back, reasons_within
from tasks.extract.relative_doers import is_right_behind_name, stand_before

_FIRE_SOURCE = "fire-source"
_CARRIED = 30  # characters between a verb that carries a noun and the noun: نفذ الطيران الحربي غارات
_NEWS = 3  # days
_RAZED = "looting"
_PUNISHED = frozenset({"arrests", _RAZED})  # whom it befalls may have done something before
_FOR_SIGNS = " ل"
_AFTER_TIME = "con-after-time"
_AFTER = frozenset({"con-after", _AFTER_TIME})
DEATHS = frozenset({None, "attack", "killing"})
"""Events of the words of a toll, which have none, and of an assassination."""
_LED = 5  # characters of a preposition and a blank
_LAPSE = "bck-after"
_TWO = 2  # the word of an event and the one that points back to it
_TOUCHING = 2  # characters to the next word
_COMMA, _OPENS_WITH = "،", ' \n"«و'


def comes_after(reading: Reading, run: Sequence[Hit], gap: Gap, hit: Hit) -> bool:
    """Tell whether a sentence opens with after whose death somebody acted: وعقب مقتل شرطيين، نفذت الشرطة حملة.

    Who fires at where shells came from does so after them: سقطت قذيفة، ورد الجيش على مصادر النيران. So does what
    somebody managed after a fight: تمكن الثوار بعد هجمات من السيطرة على البلدة.
    """
    if _FIRE_SOURCE in hit.needs or _is_managed_after(reading, run, hit) or _opens_main_clause(reading, run, gap, hit):
        return True
    if _goes_on_after(reading, run, gap, hit):
        return True
    if hit.trigger is None or not (hit.verbal or gap.carried) or _COMMA not in gap.text:
        return False
    return all(other.event in DEATHS for other in run) and opens_with_after(reading, run[0])


def _opens_main_clause(reading: Reading, run: Sequence[Hit], gap: Gap, hit: Hit) -> bool:
    """Tell whether a verb opens the news behind an older event that dates it: بعد يومين من هجوم قتل فيه ستة، قتل اثنان.

    Without a lapse it is so where the older event has its toll: بعد تفجير كذا الذي قتل فيه مئة، هاجم مسلحون حاجزا.
    """
    if run[0].verbal or not hit.verbal or _COMMA not in gap.text or gap.text.rpartition(_COMMA)[2].strip():
        return False
    if _opens_with_lapse(reading, run[0]):
        return True
    toll = any(other.casualty is not None and other.verbal for other in run[1:])
    return toll and hit.trigger is not None and opens_with_after(reading, run[0])


def _goes_on_after(reading: Reading, run: Sequence[Hit], gap: Gap, hit: Hit) -> bool:
    """Tell whether a sentence goes on with what a force did after a told blow: أصابت سيارة، وعقب الضربة، قصفت X."""
    noun = run[-1]
    if len(run) < _TWO or noun.verbal or not noun.definite or hit.trigger is None or not hit.verbal:
        return False
    after = _after_before(reading, noun.start)
    opened = after is not None and _COMMA in reading.text[max(0, after - 2) : after]
    named = within(reading.entities, hit.end, hit.end + _TOUCHING)
    return opened and gap.text.strip() == _COMMA and bool(named)


def _opens_with_lapse(reading: Reading, first: Hit) -> bool:
    """Tell whether a sentence opens with how long after an event something was: بعد يومين من تفجير كذا."""
    opening = reading.sentences[first.sentence].start
    told = [c for c in within(reading.cues_of("background"), opening, first.start) if c.payload.cue_id == _LAPSE]
    told += within(reading.cued("since"), opening, first.start)
    return any(
        not reading.text[opening : c.word_start].strip(_OPENS_WITH)
        and not reading.text[c.word_end : first.start].strip()
        for c in told
    )


def _is_managed_after(reading: Reading, run: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether a word stands behind من or في as what was managed, past the words of a run that tell after what."""
    led = reading.text[max(0, hit.start - _LED) : hit.start].split()[-1:]
    if hit.trigger is None or hit.verbal or run[0].event in FIGHTS:
        return False
    if not led or led[0] not in reading.lexicon.prepositions.of("managed"):
        return False
    after = _after_before(reading, run[0].start)
    verbs = within(reading.cued("managed"), reading.sentences[hit.sentence].start, after) if after is not None else ()
    return bool(verbs) and not within(reading.words, verbs[-1].word_end, after or 0)


def _after_before(reading: Reading, offset: int) -> int | None:
    """Return where "after" begins that stands right before an offset."""
    before = within(reading.cues, offset - _CARRIED, offset)[-1:]
    led = [c for c in before if c.payload.cue_id == _AFTER_TIME and not reading.text[c.word_end : offset].strip()]
    return led[0].word_start if led else None


def opens_with_after(reading: Reading, first: Hit) -> bool:
    """Tell whether "after" and a noun open a sentence: it says when, and what it tells happened before the rest."""
    opening = reading.sentences[first.sentence].start
    led = within(reading.cues, opening, first.start)[-1:]
    opens = any(c.payload.cue_id in _AFTER and not reading.text[opening : c.start].strip(_OPENS_WITH) for c in led)
    return opens and not first.verbal and not reading.text[led[-1].word_end : first.start].strip()


def is_deed_of_taken(reading: Reading, run: Sequence[Hit], gap: Gap, hit: Hit) -> bool:
    """Tell whether a verb tells what those had done who are arrested or lose their house.

    أوقف الجيش القناص الذي قتل جنديا, هدمت القوات منزل منفذ هجوم قتل فيه جنديان.
    """
    if hit.suffix or hit.particle or gap.has("result") or not all(other.event in _PUNISHED for other in run):
        return False
    if hit.casualty is not None and all(other.event == _RAZED for other in run):
        return hit.verbal and is_right_behind_name(reading, hit.start)
    return hit.shape == "verb" and (gap.has("relative") or stand_before(reading, hit.start))


def stands_beside(reading: Reading, noun: Hit, gap: Gap) -> bool:
    """Tell whether a sentence opens with beside which event it tells another: إلى جانب التفجير في كذا، قتل اثنان."""
    if noun.verbal or not noun.definite or _COMMA not in gap.text:
        return False
    opening = reading.sentences[noun.sentence].start
    led = within(reading.cues, opening, noun.start)[-1:]
    opens = any(c.payload.effect == "plus" and not reading.text[opening : c.start].strip(_OPENS_WITH) for c in led)
    return opens and not reading.text[led[-1].word_end : noun.start].strip()


def is_set_before(reading: Reading, noun: Hit) -> bool:
    """Tell whether "after" stands before a known event with a day of its own: بعد التفجير الذي وقع في 28 أبريل.

    Its day is not that of what came after it; بعد الهجوم الذي وقع أمس may be the one told before.
    """
    if noun.verbal or not noun.definite or noun.suffix:
        return False
    before = within(reading.cues, noun.start - _CARRIED, noun.start)[-1:]
    led = any(c.payload.cue_id == _AFTER_TIME and not reading.text[c.word_end : noun.start].strip() for c in before)
    behind = within(reading.cued("relative"), noun.end, noun.end + _CARRIED) if led else ()
    if not behind or reading.text[noun.end : behind[0].word_start].strip():
        return False
    days = within(reading.dates, behind[0].word_end, behind[0].word_end + _CARRIED)
    return bool(days) and days[0].first is not None and _is_long_ago(reading, days[0])


def _is_long_ago(reading: Reading, day: DateHit) -> bool:
    """Tell whether a day lies further back than what a page of today tells as news."""
    today = reading.reference_date
    return today is None or day.first is None or (today - day.first).days > _NEWS


def tells_when(reading: Reading, noun: Hit, gap: Gap) -> bool:
    """Tell whether a noun only says after what somebody acted: وبعد ساعات من التفجير، هاجم مسلحون الحاجز."""
    if noun.verbal or not noun.definite or "،" not in gap.text:
        return False
    return stands_behind_since(reading, noun)


def stands_behind_since(reading: Reading, noun: Hit) -> bool:
    """Tell whether "a day after" stands right before a noun: what it tells happened before."""
    before = within(reading.cues, noun.start - _CARRIED, noun.start)
    since = [cue for cue in before if cue.payload.effect == "since" or cue.payload.cue_id == _AFTER_TIME]
    if not since:
        return False
    pointed = [cue for cue in before if cue.payload.effect == "this" and cue.word_start >= since[-1].word_end]
    if not pointed and since[-1].payload.effect != "since":
        return False  # بعد الغارة: the raid itself; بعد هذه الغارة: the one told before
    gap = (since[-1].word_end, pointed[-1].word_start) if pointed else (since[-1].word_end, noun.start)
    parted = reading.text[pointed[-1].word_end : noun.start].strip() if pointed else ""
    return not reading.text[slice(*gap)].strip() and not parted


def answers(reading: Reading, noun: Hit) -> bool:
    """Tell whether "in answer to" stands right before a noun that opens a sentence: what follows answers it."""
    if noun.verbal or is_hit_back(reading, noun.start):
        return not noun.verbal
    reasons = reasons_within(reading, noun.start - _CARRIED, noun.start)[-1:]
    first = reading.sentences[noun.sentence].start
    beside = (c for c in reasons if not reading.text[c.word_end : noun.start].strip(_FOR_SIGNS))
    return any(not within(reading.words, first, cue.word_start) for cue in beside)


def is_aroused(reading: Reading, gap: Gap, hit: Hit) -> bool:
    """Tell whether a rally came of a death told before it: أثار قتل الشرطة شابا احتجاجات; not قتل في احتجاجات."""
    if hit.event not in PROTESTS or hit.verbal or hit.particle or _COMMA in gap.text or gap.has("elaborate"):
        return False
    if gap.has("cause"):
        return False  # قتل إثر محاولة الشرطة تفريق مظاهرة
    led = [c for c in gap.cues if c.payload.effect == "in"]
    return not led or len(reading.text[led[-1].word_end : hit.start].split()) > 1
