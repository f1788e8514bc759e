"""What a sentence tells of a side in passing: the place it holds already, what it had planned.

هيئة تحرير الشام التي تسيطر على إدلب tells no taking of the place, and what happens to the side happened elsewhere, as
far as these words go: a raid on "the Houthis who hold Sanaa" fell where the rest of the sentence says, or nobody knows.
قتل خمسة مسلحين كانوا يخططون لهجوم tells five dead and no attack.
"""

from collections.abc import Sequence

from tasks.extract.attacks_ended import befell_attacker
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.relative_doers import was_before
from tasks.text.match import Match

_CLAUSE = 60  # characters of a relative clause before the place that it names
_TAKING, _LASTING = "capture", "imperfect"
_ALONE = "alone"  # what a verb needs that has its place before it: سيطر عليها
_ARTICLE = "ال"
_PLANNED = "future"
_TRY = "mod-try"
_DURING = frozenset({"con-during", "con-held-by"})
_COPULA = 8  # characters of كانت and a blank
_NEAR = 2  # words between a plan and what is planned: تنفيذ سلسلة
_MUTUAL, _MEANS, _BY = "mutual", "company", "ب"
_ARMS = 6  # words of the arms of a fight
_STOPS = "،.؛\n"


def is_aside(reading: Reading, run: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether a word only tells when, or behind an event what a side holds or what the fallen had planned."""
    if _tells_when(reading, hit) or not run:
        return _tells_when(reading, hit)
    if _arms_fight(reading, run[-1], hit) or befell_attacker(reading, run, hit):
        return True
    planned = any(told.casualty for told in run) and _tells_plan(reading, hit)
    return planned or _tells_holder(reading, hit) or _tells_former(reading, hit) or _is_tried(reading, hit)


def _arms_fight(reading: Reading, fight: Hit, hit: Hit) -> bool:
    """Tell whether shells are only with what two sides fight: اشتباكات بالأسلحة الرشاشة والقذائف الصاروخية بين."""
    if fight.frame != _MUTUAL or hit.trigger is None or hit.trigger.needs != _MEANS:
        return False
    words = reading.text[fight.end : hit.core].split()
    told = len(words) <= _ARMS and bool(words) and (words[0].startswith(_BY) or hit.particle.endswith(_BY))
    return told and not _is_stopped(reading, fight.end, hit.start) and not within(reading.places, fight.end, hit.start)


def _tells_when(reading: Reading, hit: Hit) -> bool:
    """Tell whether whose a place was only dates what is told: زرعت الميليشيات ألغاما إبان سيطرتها على المدينة."""
    if hit.event != _TAKING or hit.verbal or not hit.suffix:
        return False
    before = within(reading.cues, hit.start - _COPULA, hit.start)
    return any(c.payload.cue_id in _DURING and not reading.text[c.word_end : hit.start].strip() for c in before)


def _is_tried(reading: Reading, hit: Hit) -> bool:
    """Tell whether a noun is what those who were met had tried: أطلقت الشرطة النار على محتجين حاولوا اقتحام المقر."""
    if hit.trigger is None or hit.verbal:
        return False
    tried = (c for c in within(reading.cues_of("modality"), hit.start - _CLAUSE, hit.start) if c.payload.cue_id == _TRY)
    return any(not (c.proclitics or reading.text[c.word_end : hit.start].strip()) for c in tried)


def _tells_holder(reading: Reading, hit: Hit) -> bool:
    """Tell whether a word of an event is a verb in the present right behind a relative pronoun: التي تسيطر على."""
    if hit.trigger is None or hit.trigger.tense != _LASTING or hit.event != _TAKING:
        return False
    if _ALONE in hit.needs:
        return _held_before(reading, hit)  # التي تسيطر عليها الفصائل: of the place before it
    before = within(reading.cued("relative"), hit.start - _CLAUSE, hit.start)
    return bool(before) and not reading.text[before[-1].word_end : hit.start].strip()


def _held_before(reading: Reading, hit: Hit) -> bool:
    """Tell whether "was" right before a verb makes it whose a place was, not who took it: كان يسيطر عليها X."""
    return was_before(reading, hit) is not None


def _tells_plan(reading: Reading, hit: Hit) -> bool:
    """Tell whether a noun is what those named before it had planned: كانوا يخططون لهجوم, كانوا يعتزمون تنفيذ هجوم."""
    if hit.shape != "noun" or hit.trigger is None:
        return False
    before = within(reading.cues, hit.start - _CLAUSE, hit.start)
    plan = next((cue for cue in reversed(before) if cue.payload.effect == _PLANNED), None)
    if plan is None or _is_stopped(reading, plan.word_end, hit.start):
        return False
    return len(reading.text[plan.word_end : hit.start].split()) <= _NEAR


def _tells_former(reading: Reading, hit: Hit) -> bool:
    """Tell whether a relative clause only says in which blow before some had been hit: أصيبوا جراء الغارة الأخيرة."""
    clause = within(reading.cued("relative"), hit.start - _CLAUSE, hit.start)
    if not clause or _is_stopped(reading, clause[-1].word_end, hit.start):
        return False
    if hit.casualty is not None:
        return hit.verbal and not reading.text[clause[-1].word_end : hit.start].strip() and _former(reading, hit.end)
    hurt = [w for w in within(reading.words, clause[-1].word_end, hit.start) if isinstance(w.payload, Casualty)]
    return bool(hurt) and not hit.verbal and hit.definite and _former(reading, hurt[0].word_end)


def _former(reading: Reading, start: int) -> bool:
    """Tell whether a noun with the article and "last" follow in the clause: جراء الغارة الأميركية الأخيرة."""
    for cue in within(reading.cued("former"), start, start + _CLAUSE):
        words = reading.text[start : cue.word_start].split()
        named = [word for word in words if word.startswith(_ARTICLE)]
        if named and words[-len(named) :] == named and not _is_stopped(reading, start, cue.word_start):
            return True
    return False


def _is_stopped(reading: Reading, start: int, end: int) -> bool:
    return any(sign in reading.text[start:end] for sign in _STOPS)


def is_held(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a relative clause only says that a side holds a place, or has its seat there."""
    if _is_seat(reading, place):
        return True
    for cue in within(reading.cued("relative"), place.start - _CLAUSE, place.start):
        verb = next((w for w in within(reading.words, cue.word_end, place.start) if _lasts(w)), None)
        if verb is None or reading.text[cue.word_end : verb.word_start].strip():
            continue
        if not _is_stopped(reading, verb.word_end, place.start):
            return True
    return False


def _lasts(word: Match[Trigger | Casualty]) -> bool:
    told = word.payload
    return isinstance(told, Trigger) and told.event == _TAKING and told.tense == _LASTING


def is_sky(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place only says over what aircraft fly: وسط تحليق لطائرات الاستطلاع في سماء جبل الزاوية.

    Also one of a list behind it: في سماء جبل الزاوية وجبل الأكراد.
    """
    start, end = max(0, place.start - _CLAUSE), place.name_start
    sky = within(reading.cued("sky"), start, end)
    return bool(sky) and not any(sign in reading.text[sky[-1].word_end : end] for sign in _STOPS)


def _is_seat(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place is only where a side has its seat: الحكومة، ومقرها شرق البلاد، نفذت ضربة."""
    before = within(reading.cued("seat"), place.start - _CLAUSE, place.start)
    if not before or reading.text[before[-1].word_end : place.start].strip():
        return False
    struck = within(reading.words, before[-1].word_start - _CLAUSE, before[-1].word_start)  # استهدفت مقرهم في منبج
    return not (struck and not reading.text[struck[-1].word_end : before[-1].word_start].strip())
