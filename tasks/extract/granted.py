"""What a speaker grants of a deed while he disputes one side of it: how many fell, or whom it was meant for.

"The number is exaggerated" and "the raid killed no civilians" grant the raid, and «لم نستهدف مدنيين» grants that there
was one: the event stays as it was told, with a doubt on that field.
"""

from collections.abc import Sequence

from schemas.mention import Mention, Span
from tasks.extract.denial_words import side_of
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import first_cue
from tasks.extract.speech_frame import Frame
from tasks.text.tokens import Token

_AIMED = frozenset({"str-hit", "str-targeting"})
_OPENING = 8  # tokens of what is said in which the negated verb stands
_BEHIND = 4  # tokens behind it in which stands who was not meant, or did not fall
_TOLL = frozenset({"killed", "injured", "casualties"})
_UNARMED = frozenset({"civilians", "community"})
_BANDS = frozenset({"armed", "armed-group", "militia"})
_FIRST = 3  # tokens of what is denied in which a weapon is said to have been used
_POISON = "Chemical weapon"
_REACH = 12  # tokens of what is said in which a number is called too high


def spares_people(frame: Frame, reading: Reading) -> bool:
    """Tell whether a speaker says of an armed act of his side that it is not aimed at civilians: لم نستهدف مدنيين.

    Who denies to have done it on purpose (نفى تعمد استهداف المدنيين) grants the blow as well.
    """
    if frame.stance == "denies":
        return _denies_intent(frame, reading)
    for verb, behind in _negated(frame, reading, _OPENING):
        acts = any(_aims(w.payload) for w in within(reading.words, verb.start, verb.end))
        named = within(reading.entities, behind[0].start, behind[-1].end) if acts and behind else ()
        if named and all(e.kind in _UNARMED for e in named):
            return True
    return False


def denies_means(mention: Mention, frame: Frame, reading: Reading) -> bool:
    """Tell whether a denial is only of with what a blow was dealt: نفى استخدام قنابل عنقودية في القصف.

    What only poison makes an event of its kind (نفى استخدام غاز السارين في كذا) is denied whole.
    """
    scope = frame.scope[0]
    opening = within(reading.tokens, scope.start, scope.end)[:_FIRST]
    used = within(reading.cued("used"), scope.start, opening[-1].end) if opening else ()
    if frame.stance != "denies" or mention.sub_event_type == _POISON or not used:
        return False
    arms = within(reading.weapons, used[0].word_end, scope.end)[:1]
    if not arms or len(reading.text[used[0].word_end : arms[0].start].split()) > 1:
        return False
    blows = (w for w in within(reading.words, arms[0].end, scope.end) if isinstance(w.payload, Trigger))
    blow = next((w for w in blows if w.payload.kind == "noun"), None)
    led = within(reading.cued("in"), arms[0].end, blow.start) if blow is not None else ()
    return bool(led) and blow is not None and len(reading.text[led[-1].word_end : blow.start].split()) <= 1


def _denies_intent(frame: Frame, reading: Reading) -> bool:
    """Tell whether a denial is only of having done a deed on purpose."""
    opening = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:_OPENING]
    particles = reading.lexicon.speech.particles
    return any("deliberate" in particles.get(t.norm, ()) for t in opening)


def denies_aim(frame: Frame, reading: Reading) -> bool:
    """Tell whether a denial is of having aimed at people without arms: نفى استهداف المدنيين."""
    scope = frame.scope[0]
    opening = within(reading.tokens, scope.start, scope.end)[: _BEHIND + 1]
    if frame.stance != "denies" or not opening:
        return False
    aims = [w for w in within(reading.words, scope.start, opening[-1].end) if _aims(w.payload)]
    named = within(reading.entities, scope.start, opening[-1].end)
    return bool(aims and named) and all(e.kind in _UNARMED for e in named)


def plays_down(frame: Frame, heard: Heard) -> bool:
    """Tell whether a speaker calls the number of the dead too high: إن عدد القتلى مبالغ فيه."""
    scope = frame.scope[0]
    told = first_cue(heard.cues, heard.reading, (scope.start, scope.end), "inflated", _REACH)
    if told is None or frame.stance == "denies":
        return False
    counted = first_cue(heard.cues, heard.reading, (scope.start, told), "toll", _REACH) is not None
    words = within(heard.reading.words, scope.start, told)
    return counted or (bool(words) and all(_is_toll(w.payload) for w in words))


def caps_toll(frame: Frame, heard: Heard) -> bool:
    """Tell whether a speaker names the most dead that he grants: إن العدد لا يتجاوز خمسة."""
    scope = frame.scope[0]
    told = first_cue(heard.cues, heard.reading, (scope.start, scope.end), "capped", _REACH)
    if told is None or frame.stance == "denies":
        return False
    words = within(heard.reading.words, scope.start, told)
    of_dead = bool(words) and all(_is_toll(w.payload) for w in words)
    number = first_cue(heard.cues, heard.reading, (scope.start, told), "toll", _FIRST) is not None
    opening = within(heard.reading.tokens, scope.start, told)
    particles = heard.reading.lexicon.speech.particles
    return of_dead or number or any("number" in particles.get(t.norm, ()) for t in opening)


def says_held(frame: Frame, heard: Heard) -> bool:
    """Tell whether a speaker says that a place is held still: إن المدينة لا تزال تحت سيطرة القوات الحكومية."""
    scope = frame.scope[0]
    told = first_cue(heard.cues, heard.reading, (scope.start, scope.end), "held", _REACH)
    return frame.stance != "denies" and told is not None


def denies_dead(mention: Mention, frame: Frame, reading: Reading) -> bool:
    """Tell whether the doer's side says that nobody fell whom others count: أكدت موسكو أن القصف لم يوقع ضحايا."""
    side = side_of(frame.source_entity_id, reading)
    own = side is not None and any(side_of(actor, reading) == side for actor in mention.actor_ids)
    if not own or frame.stance == "denies" or frame.covers(mention.evidence_start, mention.evidence_end) > 0:
        return False
    size = len(within(reading.tokens, frame.scope[0].start, frame.scope[0].end))
    spared = any(_tells_toll(reading, behind) for _, behind in _negated(frame, reading, size))
    spans = (Span(start=mention.evidence_start, end=mention.evidence_end), *mention.more_evidence)
    apart = [s for s in spans if frame.covers(s.start, s.end) <= 0]
    return spared and any(_is_toll(w.payload) for s in apart for w in within(reading.words, s.start, s.end))


def calls_dead_armed(mention: Mention, frame: Frame, reading: Reading) -> str | None:
    """Return as whom the doer's side counts the dead whom others tell as unarmed: وقالت الحكومة إن القتلى مسلحون."""
    side = side_of(frame.source_entity_id, reading)
    own = side is not None and any(side_of(actor, reading) == side for actor in mention.actor_ids)
    if not own or frame.covers(mention.evidence_start, mention.evidence_end) > 0:
        return None
    scope, known = frame.scope[0], reading.lexicon.entities.known
    if any(isinstance(w.payload, Trigger) for w in within(reading.words, scope.start, scope.end)):
        return None
    unarmed = [i for i in mention.target_ids if i in known and known[i].kind in _UNARMED]
    others = (e for e in within(reading.entities, scope.start, scope.end) if e.kind in _BANDS)
    return next((e.entity_id for e in others if unarmed and side_of(e.entity_id, reading) != side), None)


def _tells_toll(reading: Reading, tokens: Sequence[Token]) -> bool:
    words = within(reading.words, tokens[0].start, tokens[-1].end) if tokens else ()
    deeds = (w for w in words if isinstance(w.payload, Trigger) and w.payload.kind == "noun")
    return any(_is_toll(w.payload) for w in words) and not any(deeds)  # لم تشن غارة قتلت مدنيين denies the raid


def _aims(word: Trigger | Casualty) -> bool:
    """Tell whether a word tells a blow by its aim: لم نستهدف مدنيين; لم نطلق النار على المحتجين denies the deed."""
    return isinstance(word, Trigger) and word.trigger_id in _AIMED


def _is_toll(word: Trigger | Casualty) -> bool:
    return isinstance(word, Casualty) and word.measure in _TOLL


def _negated(frame: Frame, reading: Reading, most: int) -> list[tuple[Token, Sequence[Token]]]:
    """Return each verb that a speaker negates, with that verb and the few words behind it."""
    fillers = reading.lexicon.speech.fillers
    tokens = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[: most + _BEHIND]
    return [
        (tokens[at], tokens[at : at + _BEHIND])
        for at in range(1, min(most, len(tokens)))
        if fillers.get(tokens[at - 1].norm.removeprefix("و")) == "negation"
    ]
