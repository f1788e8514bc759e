"""Whether a word joins the event of the words before it: شن غارات استهدفت, ما أسفر عن مقتل, and what keeps it apart."""

from collections.abc import Sequence

from tasks.extract.amounts import free_words, words_between
from tasks.extract.clauses_before import (
    DEATHS,
    answers,
    comes_after,
    is_aroused,
    is_deed_of_taken,
    is_set_before,
    stands_behind_since,
    stands_beside,
    tells_when,
)
from tasks.extract.event_kinds import BLASTS, FIGHTS, PROTESTS, RIOTS, STRIKES, WEAK, compatible_events
from tasks.extract.following import has_own_subject, munition_near
from tasks.extract.gaps import Gap, takes_too
from tasks.extract.hits import Hit
from tasks.extract.own_clause import clause_start, opens_answer
from tasks.extract.reading import Reading, within
from tasks.extract.toll_places import befell_elsewhere, falls_elsewhere, is_set_elsewhere, is_told_anew, leads_elsewhere

_CARRIED = 30  # characters between a verb that carries a noun and the noun: نفذ الطيران الحربي غارات
_TOUCHING = 2  # characters to the next word
_NEAR = 4  # words between an event noun and the verb whose subject it is
_FOUGHT = FIGHTS | {"attack"}
_RIOT, _RALLY, _CLASH = "violent-demonstration", "peaceful-protest", "armed-clash"
_DEEDS = frozenset({"attack", "killing"})  # what was done, not with what: مجزرة
_DISPERSED = frozenset({"excessive-force", "protest-with-intervention"})
_OWNED_UP = "antecedent"  # "its responsibility for the attack": what follows is another
_DISARMED = "disrupted-weapons"
_AND = "و"
_BLAST = "blast"
_REGAINED, _HOLD = "cap-regain", "cap-capture"
_HITS = "str-hit"
_DESTROYS, _DESTROYING, _MUNITION = "str-destroy", "str-destroyed", "munition"
_OTHERWISE = frozenset({"that", "that-pronoun", "turn", "another", "again", "answer"})  # what opens another telling
_CLAUSE = 16  # words between the noun of a strike and the clause that says what it hit
_AFTER_TIME = "con-after-time"
_MEANS = frozenset({"air-drone-strike", "shelling", "remote-explosive", "suicide-bomb"})
_TURNS = frozenset({"boundary", "when", "result"})


def joins_event(reading: Reading, run: Sequence[Hit], hit: Hit, behind: Sequence[Hit], sentence: int) -> bool:
    """Tell whether a word tells the event of a run before it; `behind` are the words behind it in its sentence."""
    gap, following = Gap(reading, run[-1], hit), behind[0] if behind else None
    apart = (hit.verbal or hit.event in PROTESTS) and answers(reading, run[0])
    apart = apart or (hit.verbal and clause_start(reading, run[-1], hit) is not None)
    apart = (
        apart
        or stands_beside(reading, run[0], gap)
        or is_set_before(reading, hit)
        or is_deed_of_taken(reading, run, gap, hit)
        or comes_after(reading, run, gap, hit)
        or _came_long_after(run, gap)
        or (run[0].event in STRIKES - FIGHTS and opens_answer(reading, run[-1], hit))
    )
    if apart or gap.has("second") or gap.leads_to_war(reading, hit) or _is_reason(reading, run, gap, hit):
        return False  # الأولى استهدفت دورية، والثانية انفجرت في سوق; ردا على الهجوم قصفت المدفعية البلدة
    if hit.trigger is None:
        second = (following is None or following.trigger is None) and _is_second_toll(reading, run, hit, gap, sentence)
        joins = (_toll_joins(run, gap) or second) and not _is_of_another(reading, run, gap, hit, behind)
        return joins and not (is_set_elsewhere(reading, run, hit) or falls_elsewhere(reading, run, hit, following))
    if not any(other.trigger for other in run):
        led = gap.has("cause") or gap.has("in") or gap.tells_how(hit)
        other = gap.says_another or is_aroused(reading, gap, hit)
        return not other and (not gap.has("boundary") or led)
    stop = following.start if following else reading.sentences[sentence].end
    last = next(other for other in reversed(run) if other.trigger)
    if _OWNED_UP in last.needs and gap.has("cause") and not hit.definite:
        return False  # تبنى التفجير، وهو الثاني بعد هجوم على مسجد
    own = hit.particle.startswith(_AND) and has_own_subject(reading, hit.end)  # شنت X غارات، وقصفت قوات Y
    if hit.verbal and (own or tells_when(reading, last, gap)):
        return False
    taken = (
        gap.tells_how(hit)
        or _is_cost_too(run, hit, gap)
        or takes_too(reading, run, hit, gap)
        or _destroys_it(last, hit)
        or _enters_and_takes(reading, last, hit, stop)
        or _ruins(reading, last, hit, gap)
    )
    return taken or _event_joins(reading, last, hit, gap, stop)


def _came_long_after(run: Sequence[Hit], gap: Gap) -> bool:
    """Tell whether somebody's death only came a time after an event: جاء مقتله بعد يومين من هجوم شنه X على كذا."""
    last = run[-1]
    death = last.casualty is not None or last.event in DEATHS
    return death and bool(last.suffix) and not last.verbal and gap.has("since")


def _is_cost_too(run: Sequence[Hit], hit: Hit, gap: Gap) -> bool:
    """Tell whether what was destroyed stands beside the dead of a fight: معارك أسفرت عن مقتل عشرة وتدمير آليتين."""
    told = hit.trigger is not None and hit.trigger.trigger_id == _DESTROYING and hit.particle == _AND
    dead = run[-1].casualty is not None and not run[-1].verbal and run[-1].shape != "bare"
    fought = any(other.event in FIGHTS for other in run)
    return told and fought and dead and gap.words <= _CLAUSE and not (hit.verbal or gap.boundary or gap.places)


def _is_reason(reading: Reading, run: Sequence[Hit], gap: Gap, hit: Hit) -> bool:
    """Tell whether a word is only what a rally is held for or against: قطعوا الطريق احتجاجا على توقيف شاب.

    So is what befell those whom it is held for: احتجاجات للمطالبة بالإفراج عن فلان الذي اعتقل.
    """
    if not any(other.event in PROTESTS for other in run) or not gap.cues:
        return False
    last = gap.cues[-1]
    if hit.verbal:
        return last.payload.effect == "relative" and gap.has("reason")
    return last.payload.effect in {"topic", "reason"} and not reading.text[last.word_end : hit.start].strip()


def _enters_and_takes(reading: Reading, entry: Hit, hit: Hit, stop: int) -> bool:
    """Tell whether who enters a town takes it: دخلت القوات المدينة وأعلنت سيطرتها عليها."""
    if not (entry.verbal and hit.suffix) or (entry.event, hit.event) != ("change-to-group", "capture"):
        return False
    return not within(reading.places, hit.end, stop)


def _ruins(reading: Reading, last: Hit, hit: Hit, gap: Gap) -> bool:
    """Tell whether a blast is the subject of the verb behind "and": هزت انفجارات الحي ودمرت سيارات; not ودمرت قوة."""
    told = hit.trigger is not None and hit.trigger.trigger_id == _DESTROYS and hit.particle == _AND and not hit.suffix
    if not told or not hit.verbal or last.verbal or last.event != _BLAST or last.definite or gap.boundary:
        return False
    return not within(reading.entities, hit.end, hit.end + _TOUCHING)


def _destroys_it(last: Hit, hit: Hit) -> bool:
    """Tell whether what was intercepted is told to be destroyed: اعترضت صاروخا ... ودمرته, اعتراض وتدمير صاروخ."""
    if hit.trigger is not None and hit.trigger.trigger_id == _DESTROYING:
        beside = last.end + 1 == hit.start and last.shape == hit.shape == "noun"
        return last.event == _DISARMED and beside and bool(hit.particle)
    told = hit.trigger is not None and hit.trigger.trigger_id == _DESTROYS
    return last.event == _DISARMED and last.verbal and told and hit.verbal and bool(hit.suffix) and bool(hit.particle)


def _toll_joins(run: Sequence[Hit], gap: Gap) -> bool:
    if gap.has("result") or gap.has("relative"):
        return True
    if run[-1].trigger is None:
        return not (gap.boundary and gap.places)
    return not gap.boundary


def _is_of_another(reading: Reading, run: Sequence[Hit], gap: Gap, hit: Hit, behind: Sequence[Hit]) -> bool:
    """Tell whether a toll that opens a clause is that of an event told behind it: فيما قتل 42 في تفجيرين في غومبي.

    So is that of a verb behind "and" where the event before has its toll (وقتل ثلاثة بانفجار لغم في شبوة), and that of
    a noun behind "a day after": بعد يوم من مقتل تسعة.
    """
    if not (hit.verbal or hit.suffix) and stands_behind_since(reading, hit):
        return True
    event = next((other for other in behind if other.trigger), None)
    last = next((other for other in reversed(run) if other.trigger), None)
    if event is None or last is None or event.verbal:
        return False
    if event.definite:
        return befell_elsewhere(reading, run, hit, event) or (
            gap.boundary and leads_elsewhere(reading, run, event, behind)
        )
    if hit.shape == "noun" and gap.caused and gap.cues[-1].payload.cue_id == _AFTER_TIME:
        return True  # داهمت الشرطة منازل بعد مقتل 32 شخصا في تفجير
    turned = any(cue.payload.effect == "boundary" for cue in gap.cues)
    opened = any(cue.payload.effect in _TURNS for cue in within(reading.cues, hit.end, event.start))
    stop = reading.sentences[hit.sentence].end
    places = within(reading.places, event.end, stop)
    by_other_means = {event.event, last.event} <= _MEANS and event.event != last.event  # قصف مدفعي, استهداف جوي
    if turned:
        return not opened and (by_other_means or bool(places))
    same = (o.casualty.measure for o in behind[: behind.index(event)] if o.casualty is not None)
    again = hit.casualty is not None and hit.casualty.measure in same  # وقتلت ستة، وقتل أربعة في انفجار في كذا
    return not (opened or again) and is_told_anew(reading, run, gap, hit, places)


def _is_second_toll(reading: Reading, run: Sequence[Hit], hit: Hit, gap: Gap, sentence: int) -> bool:
    """Tell whether a clause only tells the dead of the other side: قتل 30 في المواجهات، فيما سقط خمسة من رجال الجيش."""
    told = {other.casualty.measure for other in run if other.casualty is not None}
    if not any(other.event in _FOUGHT for other in run):
        return False  # of a strike nobody is the other side
    turns = [cue.word_start for cue in gap.cues if cue.payload.effect == "boundary"]
    if not turns or gap.has("another") or gap.has("turn") or hit.casualty is None or hit.casualty.measure not in told:
        return False
    stop = reading.sentences[sentence].end
    return not within(reading.places, turns[-1], stop) and not within(reading.dates, turns[-1], stop)


def _event_joins(reading: Reading, last: Hit, hit: Hit, gap: Gap, stop: int) -> bool:
    brought = hit.event in STRIKES | BLASTS and _is_brought_or_met(reading, last, hit, gap)
    if brought or _storms(last, hit, gap) or _is_dispersed(last, hit, gap):
        return True
    if _opens_fire(reading, last, hit) or not compatible_events(last.event or "", hit.event or ""):
        disarmed = last.event == _DISARMED and (hit.needs == ("company",) or _is_how_it_fell(hit, gap))
        return (disarmed or _opens_fire(reading, last, hit)) and not gap.boundary
    if last.shape == "noun" and hit.verbal and (gap.has("relative") or _is_near(reading, last, hit, gap)):
        return not gap.boundary
    if hit.needs == ("company",):
        return not gap.boundary  # a shell or a bomb that is named is what the attack was made with
    touching = gap.words <= 2 and not gap.places and not gap.boundary
    means = (
        not hit.verbal
        and (hit.particle.lstrip("وف") in {"ب", "بال"} or _is_counted_means(reading, hit))
        and not (gap.boundary or gap.carried or (gap.armed and hit.event in WEAK))
    )
    told = _is_its_object(reading, last, hit) or _says_what_was_hit(reading, last, hit, gap)
    if touching or means or told or (not hit.verbal and gap.counts_means(reading)):
        return True
    caused = gap.caused and not hit.verbal
    again = (
        caused
        or (hit.definite and hit.shape == "noun" and not hit.suffix)
        or gap.has("elaborate")
        or (gap.has("thereby") and not hit.verbal)
        or (hit.verbal and hit.particle.startswith("و") and _is_acted(reading, last))
    )
    return again and not within(reading.places, hit.end, stop)


def _is_how_it_fell(hit: Hit, gap: Gap) -> bool:
    """Tell whether a blow with a pronoun is what brought down what was named: إسقاط طائرة بعد استهدافها بصاروخ."""
    return hit.event == "strike" and bool(hit.suffix) and not hit.verbal and gap.caused


def _is_brought_or_met(reading: Reading, last: Hit, hit: Hit, gap: Gap) -> bool:
    """Tell whether a blow is what a deed was done with, or what a force met.

    مجزرة راح ضحيتها سبعة جراء قصف مدفعي, بقصف; مجزرة في البلدة، حيث شنت غارات; تصدت القوات لهجوم انتحاري.
    """
    told = gap.caused or gap.leads_to_means(hit) or (gap.has("elaborate") and gap.has("support"))
    if told and not hit.verbal and last.event in _DEEDS:
        return True
    return last.event == _CLASH and _is_its_object(reading, last, hit)


def _is_near(reading: Reading, noun: Hit, verb: Hit, gap: Gap) -> bool:
    """Tell whether only who did it, with what and when stand between a noun and its verb: قصف من قبل الجيش استهدف.

    Behind a long gap a verb that touches its own side opens a sentence: بعد قصف الجيش للبلدة استهدفت الفصائل.
    """
    if gap.words <= _NEAR or gap.has("elaborate"):
        return gap.words <= _NEAR
    named = [*within(reading.entities, noun.end, verb.start), *within(reading.weapons, noun.end, verb.start)]
    told = sum(words_between(reading, thing.start, min(thing.end, verb.start)) for thing in named)
    told += gap.words - free_words(reading, noun.end, verb.start)
    touching = within(reading.entities, verb.end, verb.end + _TOUCHING)
    return gap.words - told <= _NEAR and not (noun.definite or touching or verb.particle)


def _says_what_was_hit(reading: Reading, noun: Hit, verb: Hit, gap: Gap) -> bool:
    """Tell whether a clause with no "and" says what a strike hit: بقصف صاروخي مصدره مناطق النظام، استهدف مخيما.

    A strike without the article is described so; the same strike, however many words say whose it was and when.
    """
    if noun.verbal or noun.shape != "noun" or noun.definite or verb.particle or not verb.verbal:
        return False
    told = verb.trigger is not None and verb.trigger.trigger_id == _HITS
    parted = gap.boundary or any(gap.has(effect) for effect in _OTHERWISE)
    touching = within(reading.entities, verb.end, verb.end + _TOUCHING)
    return told and not (parted or touching) and gap.words <= _CLAUSE


def _storms(verb: Hit, crowd: Hit, gap: Gap) -> bool:
    """Tell whether a crowd is the subject right behind what it did: اقتحم مئات المتظاهرين المبنى."""
    return verb.verbal and verb.event in RIOTS and crowd.event == _RALLY and not gap.text.strip()


def _is_dispersed(verb: Hit, crowd: Hit, gap: Gap) -> bool:
    """Tell whether a rally is the one that is dispersed: فرقت قوات الأمن السودانية بقنابل الغاز تظاهرة."""
    rally = crowd.event == _RALLY and not (crowd.verbal or crowd.particle)
    return verb.event in _DISPERSED and rally and not (gap.boundary or gap.places)


def _opens_fire(reading: Reading, verb: Hit, crowd: Hit) -> bool:
    """Tell whether the fire that a verb opens is the one on a crowd: أطلقت القوات النار على متظاهرين.

    So is the gas that it fires: أطلقت الشرطة قنابل الغاز is no shelling.
    """
    if crowd.event not in _DISPERSED or crowd.verbal:
        return False
    gas = _MUNITION in verb.needs and not munition_near(reading, verb.end, crowd.start)
    return "gunfire" in verb.needs or gas


def _is_its_object(reading: Reading, verb: Hit, noun: Hit) -> bool:
    """Tell whether only the subject stands between a verb and a noun, its object: صدت قوات الجيش هجوما."""
    faced = verb.event == "armed-clash" and noun.particle == "ل"  # تصدت القوات لهجوم
    if not verb.verbal or noun.verbal or (noun.particle and not faced):
        return False
    if _regains_hold(verb, noun) and words_between(reading, verb.end, noun.start) <= _CLAUSE:
        return True  # استعادت القوات الموالية لفلان السيطرة على البلدة
    subjects = within(reading.entities, verb.end, noun.start)
    if len(subjects) != 1 or reading.text[verb.end : subjects[0].start].strip():
        return False
    return not reading.text[subjects[0].end : noun.start].strip(' "»”)')


def _regains_hold(verb: Hit, noun: Hit) -> bool:
    """Tell whether a verb of regaining has its hold on a place as its object, however long its subject is."""
    told = verb.trigger is not None and verb.trigger.trigger_id == _REGAINED
    return told and noun.trigger is not None and noun.trigger.trigger_id == _HOLD


def _is_counted_means(reading: Reading, hit: Hit) -> bool:
    """Tell whether the particle of means is written onto the number of a noun: قصفت البلدة بثلاث غارات."""
    before = within(reading.counts, hit.start - _CARRIED, hit.start)
    return any(c.unit_start <= hit.core < c.unit_end and c.number.proclitics.endswith("ب") for c in before)


def _is_acted(reading: Reading, hit: Hit) -> bool:
    """Tell whether a word of an event is a verb, or a noun that a verb carries: نفذت 36 طلعة جوية ودمرت."""
    before = within(reading.cues, hit.start - _CARRIED, hit.start)
    riot = hit.event == _RIOT and bool(
        within(reading.entities, hit.start, hit.end)
    )  # اقتحم محتجون المبنى وأضرموا فيه النار
    return hit.verbal or riot or any(cue.payload.effect == "support" for cue in before)
