"""What a saying denies: an event, a part in it, who did it, or only what a thing is called."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.mention import Span
from tasks.extract.actor_kinds import ARMED
from tasks.extract.entities import EntityHit
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import SayingCue, all_cues, first_cue
from tasks.extract.speech_frame import Frame
from tasks.text.normal import normal_form
from tasks.text.tokens import Token

ALLEGING = "speech.say-allege"
DISCLAIMS = "speech.say-deny-disclaim"  # تبرأت الحركة من الهجوم
_COMMAS = frozenset({"،", ","})
_PAIR = 2
_CAUSE = 2  # tokens behind "to be" in which stands what is said to have been a cause
_CARRIED = 4  # tokens behind a verb in which the deed stands that it carries
_FEW = 3
_WORD = 24  # characters of a long word
_BEFELL = "target"
_TOLL = frozenset({"killed", "injured", "casualties"})
_CLAUSE = 5  # tokens in which copula, subject and verb stand
_DENIED = 7  # tokens of a denial in which the act stands
_ARTICLE = "ال"
_IMPERFECT = "يتن"
_WE = "ن"
_AND, _NOT, _THEIR = "و", "غير", "ها"
_ADVERBIAL = "ا"  # of an indefinite noun in the accusative: بات فهما غير صحيح
_DEFINITE = ("ال", "بال", "لل")
_PART = 8  # tokens of a denial, with an aside, in which the part stands
_REACH = 24  # tokens from the beginning of what is said in which it is called false
_DEEPEST = 6  # parents above one another
_LED = frozenset({"coalition", "alliance"})
_HIS_PART = 4  # tokens before an event in which the part in it stands, with whose it is: تورط لها في
_AUTHOR = 6  # tokens between responsibility and the one whose it is said to be


def side_of(entity_id: str | None, reading: Reading) -> str | None:
    """Return who stands behind an actor: the state of its ministries, the movement of its spokesman.

    A coalition is its leader's. The government of a country and the rebels in it are two sides.
    """
    known, seen = reading.lexicon.entities.known, 0
    while entity_id is not None and entity_id in known and seen < _DEEPEST:
        actor, seen = known[entity_id], seen + 1
        if actor.parent_id is None:
            return entity_id.partition("-")[0] if actor.kind in _LED else entity_id
        entity_id = actor.parent_id
    return entity_id.partition("-")[0] if entity_id else None


def disowns(frame: Frame, heard: Heard) -> bool:
    """Tell whether a speaker says that his own side had no part in a deed: إن الحكومة لا علاقة لها بالاعتقال."""
    if frame.stance == "denies" or frame.rule_id.startswith(ALLEGING):
        return False
    reading, scope = heard.reading, frame.scope[0]
    at = first_cue(heard.cues, reading, (scope.start, scope.end), "apart", _REACH)
    if at is None:
        return False
    subject = [t for t in within(reading.tokens, scope.start, at) if t.norm[0].isalnum()]  # «ليست لنا علاقة»
    words = reading.lexicon.speech
    if subject and "relative" in words.particles.get(subject[-1].norm, ()):
        return False  # هزمتنا فصائل محلية، والتي لا علاقة لها بالجيش: others have no part in it
    own = any("own" in words.particles.get(t.norm, ()) for t in subject)
    himself = not subject or words.is_complementiser(subject[0].norm, "himself")
    office = frozenset(normal_form(frame.source_text).split())
    own = own or any(t.norm in office or t.norm.removeprefix(_ARTICLE) in office for t in subject)
    named = [e for e in within(reading.entities, scope.start, at) if side_of(e.entity_id, reading)]
    return own or (himself and not named) or (bool(named) and _one_side(named[0].entity_id, frame, reading))


def _one_side(entity_id: str, frame: Frame, reading: Reading) -> bool:
    return side_of(entity_id, reading) == side_of(frame.source_entity_id, reading)


def denies_own_act(reading: Reading, cues: Sequence[SayingCue], frame: Frame) -> bool:
    """Tell whether the speaker says that his side does not, or will not: قالت موسكو إنها لا تخطط لشن ضربات.

    What is denied is an act or an intention: لا يمكنه التنبؤ denies nothing.
    """
    spoken = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[: _DENIED + 1]
    tokens = [token for token in spoken if token.norm[0].isalnum()][:_DENIED]
    at = _negated_at(reading, frame, tokens)
    if at is None:
        return False
    himself = reading.lexicon.speech.is_complementiser(tokens[0].norm, "himself")
    intent = all_cues(cues, (tokens[at].start, tokens[at].end), ("intent", "plan"))
    return _is_act(reading, tokens, at) or (himself and bool(intent))  # عملياتنا لم تتأثر بالغارات denies no raid


def denied_news(frame: Frame, heard: Heard) -> tuple[Frame, ...]:
    """Return a frame parted where it only names the news to which a denial of one's own act answers.

    قال مسؤول إن القوات لم تنفذ أي ضربة، ردا على أنباء عن استهداف قيادي بغارة: nobody of his side tells that raid.
    """
    reading, scope = heard.reading, frame.scope[0]
    if frame.stance == "denies" or len(frame.scope) > 1 or not denies_own_act(reading, heard.cues, frame):
        return (frame,)
    sign = next((t for t in within(reading.tokens, scope.start, scope.end) if t.norm in _COMMAS), None)
    pointed = first_cue(heard.cues, reading, (sign.end, scope.end), "pointer", _CLAUSE) if sign is not None else None
    if sign is None or pointed is None or not within(reading.words, pointed, scope.end):
        return (frame,)
    head, rest = Span(start=scope.start, end=sign.start), Span(start=sign.end, end=scope.end)
    return replace(frame, scope=(head,)), replace(frame, scope=(rest,), stance="denies")


def _is_act(reading: Reading, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb is one of an armed act, or one that carries its noun: لم تقصف, لم تشن أي غارة.

    Who says that his men did not carry out an order (لم تنفذ التعليمات) denies no raid.
    """
    verb, last = tokens[at], tokens[min(at + _CARRIED, len(tokens) - 1)]
    acts = any(isinstance(word.payload, Trigger) for word in within(reading.words, verb.start, verb.end))
    carries = any(cue.payload.effect == "support" for cue in within(reading.cues, verb.start, verb.end))
    return acts or (carries and bool(within(reading.words, verb.end, last.end)))


def _negated_at(reading: Reading, frame: Frame, tokens: Sequence[Token]) -> int | None:
    """Return the token of the verb that a speaker negates of his own side: إنها لا تخطط, أن طائراته لم تستهدف.

    In his own words it may be the first: "لم نستهدف".
    """
    words = reading.lexicon.speech
    for at in range(1, len(tokens)):
        if words.fillers.get(tokens[at - 1].norm) != "negation" or tokens[at].norm[0] not in _IMPERFECT:
            continue
        if "future" in words.particles.get(tokens[at - 1].norm, ()):
            continue  # لن يخوض في الافتراضات denies nothing that was told
        subject = tokens[: at - 1]
        if not subject:
            behind = tokens[at + 1 : at + _PAIR]  # «لم تقصف قواتنا»
            ours = any("own" in words.particles.get(token.norm, ()) for token in behind)
            return at if tokens[at].norm[0] == _WE or ours else None
        if at == _PAIR and words.is_complementiser(subject[0].norm, "himself"):
            return at
        own = any("own" in words.particles.get(token.norm, ()) for token in subject)
        named = within(reading.entities, subject[0].start, tokens[at - 1].start)
        if own or (named and all(_one_side(e.entity_id, frame, reading) for e in named)):
            return at
    return None


def names_author(frame: Frame, heard: Heard) -> str | None:
    """Return whose deed a denial says it was not, where that is another than the speaker: نافية تبني التنظيم للهجوم.

    The event itself is not denied then, only who did it. With a verb "to be" he stands before it: استبعد أن تكون
    الحركة وراء الانفجار.
    """
    reading, scope = heard.reading, frame.scope[0]
    if frame.stance not in {"denies", "doubts"}:
        return None
    opening = within(reading.tokens, scope.start, scope.end)[:_DENIED]
    being = bool(opening) and first_cue(heard.cues, reading, (opening[0].start, opening[0].end), "copula") is not None
    for cue in all_cues(heard.cues, (scope.start, opening[-1].end if opening else scope.start), ("authorship",)):
        near = _until_joined(within(reading.tokens, cue.start, scope.end)[: _AUTHOR + 1])
        first = scope.start if being else cue.start
        for entity in within(reading.entities, first, near[-1].end if near else cue.start):
            if entity.kind in ARMED and not _one_side(entity.entity_id, frame, reading):
                return entity.entity_id
    return None


def _until_joined(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens up to what is joined by "and", or a sign: تنفي أي مسؤولية وتتهم الجيش clears nobody else."""
    stop = next((at for at, t in enumerate(tokens) if at and (t.norm[0] == _AND or not t.norm[0].isalnum())), None)
    return tokens[:stop]


def denies_part(reading: Reading, frame: Frame, stop: int) -> bool:
    """Tell whether a denial is of a part in a deed that is named with its article up to an offset.

    نفى مسؤوليته عن الهجوم, نفت أي صلة لها بالتفجير: that it happened is taken as known.
    """
    if frame.stance != "denies":
        return False
    tokens = within(reading.tokens, frame.scope[0].start, stop)
    particles = reading.lexicon.speech.particles
    part = next((at for at, t in enumerate(tokens[:_PART]) if "part" in particles.get(t.norm, ())), None)
    return part is not None and any(t.norm.startswith(_DEFINITE) for t in tokens[part + 1 :][-_PAIR:])


def denies_event(frame: Frame, heard: Heard) -> bool:
    """Tell whether a denial is of an event: نفى أن يكون استهدف المدينة is, نفى أن تكون الحملة غطاء is not.

    The subject may stand between: نفت أن تكون طائراتها قصفت السوق. To lose such a denial makes the outlet assert it.
    """
    if names_author(frame, heard) is not None:
        return False
    reading = heard.reading
    tokens = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:_CLAUSE]
    if len(tokens) < _PAIR or first_cue(heard.cues, reading, (tokens[0].start, tokens[0].end), "copula") is None:
        return True
    particles = reading.lexicon.speech.particles
    if any("cause" in particles.get(t.norm, ()) for t in tokens[1 : _CAUSE + 1]):
        return False  # نفى أن يكون السبب في الاعتقال
    done = first_cue(heard.cues, reading, (tokens[1].start, tokens[-1].end), "done") is not None
    return done or any(t.start in heard.page.news and not t.norm.startswith(_ARTICLE) for t in tokens[1:])


def clears_own(frame: Frame, heard: Heard) -> bool:
    """Tell whether a speaker denies that his own side is behind a deed: نفت أن تكون قواتها وراء القصف."""
    reading, scope = heard.reading, frame.scope[0]
    if frame.stance != "denies" or names_author(frame, heard) is not None or not opens_with_being(frame, reading):
        return False
    cues = all_cues(heard.cues, (scope.start, scope.end), ("authorship",))
    spoken = within(reading.tokens, scope.start, cues[0].start) if cues else ()
    himself = all(e.kind not in ARMED or _one_side(e.entity_id, frame, reading) for e in _named(frame, cues, reading))
    return bool(cues) and len(spoken) <= _CLAUSE and himself


def _named(frame: Frame, cues: Sequence[SayingCue], reading: Reading) -> Sequence[EntityHit]:
    """Return who is named from the beginning of a denial to its word for having done it."""
    return within(reading.entities, frame.scope[0].start, cues[0].start) if cues else ()


def opens_with_being(frame: Frame, reading: Reading) -> bool:
    """Tell whether what is denied opens with "to be": نفى أن يكون."""
    first = next(iter(within(reading.tokens, frame.scope[0].start, frame.scope[0].end)), None)
    cue = reading.lexicon.speech.cues.at([first.norm], 0) if first is not None else None
    return cue is not None and cue[1] == "copula"


def denies_toll(frame: Frame, heard: Heard) -> bool:
    """Tell whether a denial grants the event and is of its toll: نفى سقوط ضحايا في الغارة, نفت هذه الحصيلة.

    A raid that is named with its article is one that was told; نفى مقتل مدنيين في غارة may deny the raid as well.
    """
    if frame.stance != "denies":
        return False
    reading, scope = heard.reading, frame.scope[0]
    if first_cue(heard.cues, reading, (scope.start, scope.end), "toll", _FEW) is not None:
        return True
    if _reports_of_toll(frame, heard):
        return True
    words = within(reading.words, scope.start, scope.end)
    fate = words[0].payload if words else None
    if not isinstance(fate, Casualty) or fate.frame != _BEFELL or fate.measure not in _TOLL:
        return False
    return any(_is_told_around(reading, w.word_start) for w in words[1:] if isinstance(w.payload, Trigger))


def _reports_of_toll(frame: Frame, heard: Heard) -> bool:
    """Tell whether reports of the dead alone are denied: نفت القيادة ما ورد في بعض المواقع عن سقوط قتلى."""
    reading, scope = heard.reading, frame.scope[0]
    pointed = first_cue(heard.cues, reading, (scope.start, scope.end), "pointer", _FEW)
    toll = first_cue(heard.cues, reading, (scope.start, scope.end), "toll", _REACH) if pointed is not None else None
    if toll is None:
        return False
    before = within(reading.tokens, toll - _WORD, toll)
    topic = first_cue(heard.cues, reading, (before[-1].start, before[-1].end), "topic") if before else None
    deeds = (w.payload for w in within(reading.words, scope.start, toll) if isinstance(w.payload, Trigger))
    return topic is not None and all(deed.needs for deed in deeds)


def _is_told_around(reading: Reading, offset: int) -> bool:
    """Tell whether an event with its article stands behind in or during: في الغارة."""
    before = within(reading.tokens, offset - _WORD, offset)
    around = bool(before) and "around" in reading.lexicon.speech.particles.get(before[-1].norm, ())
    return around and reading.text.startswith(_ARTICLE, offset)


def is_circumstance(reading: Reading, frame: Frame, event: int) -> bool:
    """Tell whether an event only says where or when what is denied happened: نفى وفاة محتج في الاعتصام.

    A part in the event is denied with it: نفى ضلوعه في التفجير.
    """
    if not frame.scope[0].start < event < frame.scope[0].end or frame.rule_id.startswith(DISCLAIMS):
        return False
    tokens = [t for t in within(reading.tokens, frame.scope[0].start, event) if t.end <= event]
    around = bool(tokens) and "around" in reading.lexicon.speech.particles.get(tokens[-1].norm, ())
    earlier = any(word.start < event for word in within(reading.words, frame.scope[0].start, event))
    particles = reading.lexicon.speech.particles
    part = any("part" in particles.get(t.norm, ()) for t in tokens[-_HIS_PART:])  # نفى أي تورط له في التفجير
    verbs = reading.lexicon.speech.verbs
    told = any(form.shape == "bound" for t in tokens for form in verbs.get(t.norm, ()))  # نفى ما أعلنه X من مقتل
    used = any(
        w.start < event for w in within(reading.weapons, frame.scope[0].start, event)
    )  # نفى استخدام الغاز في قصف
    being = opens_with_being(frame, reading)  # نفى أن تكون لها يد في الهجوم
    return around and not (earlier or part or told or used or being)


def is_of_plan(reading: Reading, start: int, event: int) -> bool:
    """Tell whether a denial is of a plan for a deed: نفى وجود خطط لعملية برية is of no operation that was told."""
    before = within(reading.tokens, start, event)
    particles = reading.lexicon.speech.particles
    return any("plan" in particles.get(form, ()) for t in before for form in (t.norm, t.norm.removeprefix(_ARTICLE)))
