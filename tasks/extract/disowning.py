"""Who denies a part in a deed that happened: nobody denies the deed then, only that he did it.

نفت الحركة صلتها بالهجوم speaks of an attack that is known, and نفى الحزب مسؤوليته عن الهجوم of one told before. Where
somebody charged the denier, or the row has him as its doer, what is denied is that charge, and with it the event as it
was told.
"""

from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.mention import Mention, Span
from tasks.extract.accused import BLAMED, CHARGED
from tasks.extract.actor_kinds import ARMED
from tasks.extract.denial_words import DISCLAIMS, clears_own, denies_own_act, denies_part, disowns, side_of
from tasks.extract.lexicon import Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_frame import Frame
from tasks.text.normal import normal_form
from tasks.text.tokens import Token

_CHARGE = "Accusation"
_BY_ACCUSER = frozenset({BLAMED, CHARGED})  # rules of a doer whom an accuser alone names, of a deed that was told
_THAT, _DEFINITE = ".that", "ال"
_KNOWN = 4  # tokens behind a deed in which its genitive and a clause of its own begin
_STRUCK = "strike"
_THEIRS = ("ها", "هم")  # نفت القوات استهداف مواقعها: her own were hit
_OPENING = 8  # tokens of what is denied in which the part stands
_ASIDE = 24  # tokens of an aside about the denier, behind which the part is named
_FIRST = 3  # tokens of a denial in which the part stands alone
_OWN = 3  # words that say whose part it is: لها، له في ذلك
_CHARGED = 8  # tokens of a charge with its side that only points to the deed
_ITS = ("ه", "ها", "هما")
_PAIR = 2  # tokens of a blow and of what it hit
_SHORT = 4  # letters of such a word
_AND = "و"
_WITH = ("بال", "ب")
_BACK, _AHEAD = 8, 1  # sentences around a denial in which a charge calls for it


def disowns_deed(mention: Mention, frame: Frame, heard: Heard) -> bool:
    """Tell whether a denial is only of the speaker's part in a known event with which nobody charged him."""
    part = frame.stance == "denies" and (
        speaks_of_part(frame, heard.reading)
        or clears_own(frame, heard)
        or answers_bare_charge(frame, heard)
        or is_accused(frame, heard.reading)
    )
    if clears_himself(mention, frame, heard.reading):
        return True
    acted = not mention.actor_ids and denies_own_act(heard.reading, heard.cues, frame)  # قتل خمسة في غارة. "لم نقصف"
    if not (part or acted or disowns(frame, heard)):
        return False
    reading, side = heard.reading, side_of(frame.source_entity_id, heard.reading)
    doers = {side_of(actor, reading) for actor in mention.actor_ids}
    known = _is_known(mention, frame, reading) and not _is_charged(mention, frame, heard)
    if side is not None and side in doers:  # اتهمت كييف موسكو ومينسك بقصف، ونفت مينسك مشاركتها: the other stays charged
        return part and (len(doers) > 1 or (known and not _BY_ACCUSER.isdisjoint(mention.rule_ids)))
    return known


def clears_himself(mention: Mention, frame: Frame, reading: Reading) -> bool:
    """Tell whether a force denies an attack that the row lays at another's door: it was not its own.

    قصف النظام السكن، وقالت وكالته إن المعارضة قصفته، ونفت المعارضة قصف السكن. Where the denial names the doer of the
    row (نفى الجيش قصف المسلحين للبلدة) it is of his deed.
    """
    scope = frame.scope[0]
    side, kind = (
        side_of(frame.source_entity_id, reading),
        reading.lexicon.entities.known.get(frame.source_entity_id or ""),
    )
    if frame.stance != "denies" or not mention.actor_ids or side is None or kind is None or kind.kind not in ARMED:
        return False
    doers = {side_of(actor, reading) for actor in mention.actor_ids}
    if side not in doers and _denies_own_blow(frame, reading):
        return True
    tokens = within(reading.tokens, scope.start, scope.end)[:_PAIR]
    struck = [w.payload for w in within(reading.words, scope.start, scope.end) if w.word_start == tokens[0].start]
    if not any(isinstance(t, Trigger) and t.event == _STRUCK and t.kind == "noun" for t in struck):
        return False
    if tokens[-1].norm.endswith(_THEIRS):
        return False
    clause = _clause(within(reading.tokens, scope.start, scope.end), reading)
    named = {side_of(e.entity_id, reading) for e in within(reading.entities, scope.start, clause[-1].end)}
    return side not in doers and doers.isdisjoint(named)


def _denies_own_blow(frame: Frame, reading: Reading) -> bool:
    """Tell whether what is denied is a blow of the speaker's own men: «ننفي دعاية النظام بقصف قواتنا الأحياء»."""
    scope, particles = frame.scope[0], reading.lexicon.speech.particles
    for word in within(reading.words, scope.start, scope.end):
        blow = isinstance(word.payload, Trigger) and word.payload.event == _STRUCK and word.payload.kind == "noun"
        behind = within(reading.tokens, word.end, scope.end)[:1] if blow else ()
        if any("own" in particles.get(t.norm, ()) for t in behind):
            return True
    return False


def speaks_of_part(frame: Frame, reading: Reading) -> bool:
    """Tell whether a denial is of a part in a deed: نفى ضلوعه, تبرأ من."""
    opening = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:_OPENING]
    particles = reading.lexicon.speech.particles
    return frame.rule_id.startswith(DISCLAIMS) or any("part" in particles.get(token.norm, ()) for token in opening)


def is_accused(frame: Frame, reading: Reading) -> bool:
    """Tell whether a speaker stands accused before police or court: أنكر المتهم التفجير denies his part in it."""
    particles = reading.lexicon.speech.particles
    return any("accused" in particles.get(word, ()) for word in normal_form(frame.source_text).split())


def _is_known(mention: Mention, frame: Frame, reading: Reading) -> bool:
    """Tell whether an event is named with its article in the denial, or told elsewhere."""
    scope = frame.scope[0]
    spans = ((mention.evidence_start, mention.evidence_end), *((s.start, s.end) for s in mention.more_evidence))
    if any(end <= frame.trigger_start or start >= scope.end for start, end in spans):
        return True
    if _is_told_before(mention, frame, reading):
        return True
    word = next(iter(within(reading.words, scope.start, scope.end)), None)
    return word is not None and (denies_part(reading, frame, word.end) or _is_of_known(reading, frame, word.end))


def _is_told_before(mention: Mention, frame: Frame, reading: Reading) -> bool:
    """Tell whether a sentence tells a deed before its denial, which names none: مقتل عشرة وتركيا تنفي مسؤوليتها."""
    last = max(frame.trigger_end, frame.scope[0].end)
    words = within(reading.words, mention.evidence_start, max(last, mention.evidence_end))
    return bool(words) and words[0].start < frame.trigger_start and words[-1].end <= frame.trigger_start


def _is_of_known(reading: Reading, frame: Frame, end: int) -> bool:
    """Tell whether a part is denied in a deed that its genitive and a clause or its day make known.

    عن تفجير السوق الذي أودى بستة, من اغتيال القاضي في مدينة إدلب أمس.
    """
    if frame.rule_id.endswith(_THAT) or not speaks_of_part(frame, reading):
        return False
    clause = _clause(within(reading.tokens, end, frame.scope[0].end))
    behind = clause[:_KNOWN]
    if not behind or not behind[0].norm.startswith(_DEFINITE):
        return False
    relative = any("relative" in reading.lexicon.speech.particles.get(t.norm, ()) for t in behind[1:])
    return relative or any(day.first is not None for day in within(reading.dates, end, clause[-1].end))


def _is_charged(mention: Mention, frame: Frame, heard: Heard) -> bool:
    """Tell whether a deed is first told by one who blames somebody for it, shortly before the denial or right behind.

    What the outlet told before the charge (أسقطت الطائرة. واتهمت كييف موسكو) stands, whoever is to blame.
    """
    reading = heard.reading
    here = reading.sentence_at(frame.trigger_start)
    told = next(iter(within(reading.words, mention.evidence_start, mention.evidence_end)), None)
    by_outlet = told is not None and frame.covers(told.start, told.end) <= 0
    opening = (told.start, told.end) if told and by_outlet else (mention.evidence_start, mention.evidence_end)
    for other in heard.frames:
        away = here - reading.sentence_at(other.trigger_start)
        tells = other.covers(*opening) > 0
        if (
            tells
            and other.verbal_type == _CHARGE
            and -_AHEAD <= away <= _BACK
            and other.source_text != frame.source_text
        ):
            return True
    return False


def past_aside(frame: Frame, reading: Reading) -> Frame:
    """Return a denial of any part from that part on: نفت الحركة، التي تتهمها كييف بكذا، أي تورط لها في التفجير."""
    scope, words = frame.scope[0], reading.lexicon.speech
    tokens = within(reading.tokens, scope.start, scope.end)[:_ASIDE]
    for one, two in pairwise(tokens):
        if "quantifier" in words.particles.get(one.norm, ()) and "part" in words.particles.get(two.norm, ()):
            return replace(frame, scope=(Span(start=one.start, end=scope.end), *frame.scope[1:]))
    return frame


def denies_bare_part(frame: Frame, reading: Reading) -> bool:
    """Tell whether a denial names a part and not in what: تنفي أي ضلوع لها, ونفت روسيا أية مسؤولية."""
    behind = _behind_part(frame, reading)
    particles = reading.lexicon.speech.particles
    if frame.rule_id.startswith(DISCLAIMS):  # غير أن الحركة تبرأت منه
        spoken = [t.norm for t in within(reading.tokens, frame.scope[0].start, frame.scope[0].end)]
        behind = [norm for norm in spoken if norm[0].isalnum()][:_CHARGED]
    return behind is not None and all(
        len(norm) <= _SHORT or not {"pointing", "incident"}.isdisjoint(particles.get(_bare(norm), ()))
        for norm in behind
    )


def speaks_of_thing(frame: Frame, reading: Reading) -> bool:
    """Tell whether what is denied is no deed (صلته بالخبر, صلتها برجل أوقفته واشنطن), or only to know of one."""
    scope, particles = frame.scope[0], reading.lexicon.speech.particles
    tokens = within(reading.tokens, scope.start, scope.end)[: _OPENING + _OWN + 1]
    if any("knowledge" in particles.get(t.norm, ()) for t in tokens[:_FIRST]):
        return True  # نافيا علمه بالاقتحام
    at = next((n for n, t in enumerate(tokens[:_OPENING]) if "part" in particles.get(t.norm, ())), None)
    behind = () if at is None else tokens[at + 1 : at + _OWN + 1]
    thing = next((t for t in behind if t.norm.startswith(_WITH[-1])), None)
    if at is None or thing is None or len(thing.norm) <= _SHORT or within(reading.words, scope.start, tokens[at].start):
        return False
    meant = {kind for norm in (thing.norm, _bare(thing.norm)) for kind in particles.get(norm, ())}
    known = not meant.isdisjoint({"pointing", "incident", "charge"})
    told = bool(within(reading.words, thing.start, thing.end))
    return not (known or told)


def answers_charge(frame: Frame, heard: Heard) -> bool:
    """Tell whether another blamed somebody, right before a denial, for the deed just told: واتهمه بالوقوف وراءه.

    His charge names no deed of its own: its last word ends in the pronoun of the deed, or it is of the part in it.
    """
    reading = heard.reading
    here = reading.sentence_at(frame.trigger_start)
    charges = [
        f
        for f in heard.frames
        if f.verbal_type == _CHARGE and f.trigger_start < frame.trigger_start and f.source_text != frame.source_text
    ]
    last = charges[-1] if charges else None
    return last is not None and here - reading.sentence_at(last.trigger_start) <= _AHEAD and _is_of_it(last, reading)


def answers_bare_charge(frame: Frame, heard: Heard) -> bool:
    """Tell whether a charge that only points to a deed is denied behind it: واتهمه بالوقوف وراءه، وهو اتهام نفاه."""
    scope = frame.scope[0]
    told = within(heard.reading.words, scope.start, scope.end)
    return frame.rule_id.endswith(".after") and not told and answers_charge(frame, heard)


def _is_of_it(charge: Frame, reading: Reading) -> bool:
    """Tell whether a charge is short, names no event, and points to one: بالوقوف وراءه, المسؤولية, بالضلوع في ذلك."""
    scope, particles = charge.scope[0], reading.lexicon.speech.particles
    tokens = _clause(within(reading.tokens, scope.start, scope.end))
    if len(tokens) > _CHARGED or within(reading.words, scope.start, tokens[-1].end if tokens else scope.start):
        return False
    points = any(not {"pointing", "part", "incident"}.isdisjoint(particles.get(_bare(t.norm), ())) for t in tokens)
    return points or (bool(tokens) and tokens[-1].norm.endswith(_ITS))


def _clause(tokens: Sequence[Token], reading: Reading | None = None) -> Sequence[Token]:
    """Return the tokens up to the first sign, and where a reading is given, up to a verb of speech that "and" joins."""
    verbs = reading.lexicon.speech.verbs if reading is not None else {}
    stop = next((n for n, t in enumerate(tokens) if n and _closes(t.norm, verbs)), None)
    return tokens[:stop]


def _closes(norm: str, verbs: Container[str]) -> bool:
    return not norm[0].isalnum() or (norm[0] == _AND and norm[1:] in verbs)


def _behind_part(frame: Frame, reading: Reading) -> Sequence[str] | None:
    """Return the few words behind a part up to the next sign or joined word; None where there is no part, or more."""
    scope, particles = frame.scope[0], reading.lexicon.speech.particles
    tokens = within(reading.tokens, scope.start, scope.end)
    at = next((n for n, t in enumerate(tokens[:_FIRST]) if "part" in particles.get(t.norm, ())), None)
    if at is None:
        return None
    behind: list[str] = []
    for token in tokens[at + 1 :]:
        if not token.norm[0].isalnum() or token.norm[0] == "و":
            break
        behind.append(token.norm)
    return behind if len(behind) <= _OWN else None


def _bare(norm: str) -> str:
    """Return a word without the preposition written onto it, with its article: بالحادث, the incident."""
    return "ال" + norm[len(_WITH[0]) :] if norm.startswith(_WITH[0]) else norm.removeprefix(_WITH[1])
