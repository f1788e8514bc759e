"""Who announces, admits or denies a deed by its noun, and so is told to have done it: أعلن الجيش قصف, نفى الجيش قصف.

The noun stands right behind the speaker and names no other doer. A blow that the speaker may have suffered (استهداف,
انفجار) is his only where the words name another side as hit, and so are the dead of another side whom a force reports
(أعلنت الكتائب مقتل ستة من جنود الجيش); what is his own (قصف مواقعها) he did not hit.
"""

from collections.abc import Iterator

from tasks.extract.actor_kinds import ARMED, BANDS, FIGHTERS
from tasks.extract.denial_words import denies_part, side_of
from tasks.extract.entities import EntityHit
from tasks.extract.hits import Hit
from tasks.extract.met_blows import is_repelled
from tasks.extract.nationals import OF_STATE
from tasks.extract.organs import fallen_organs
from tasks.extract.phrases import Names, Phrase
from tasks.extract.reading import within
from tasks.extract.saying import Speech
from tasks.extract.speech_frame import Frame

_VERBS = ("speech.say-announce", "speech.say-acknowledge", "speech.say-affirm", "speech.say-deny", "speech.say-own-up")
_NOUN, _ACTIVE = ".noun", "agent-target"
_DENIES_THAT, _COPULA = "speech.say-deny.that", "copula"
_DEEDS = frozenset({"agent-target", "place"})
_SUFFERED = frozenset({"attack", "blast", "remote-explosive", "suicide-bomb", "assault"})
_STRUCK = frozenset({"strike", "blast", "remote-explosive"})
_FALL = "phrase"  # سقوط مدينة: who announces it did not take it
_TAKEN = "disrupted-weapons"
_NEUTRALISED = "cas-neutralised"
_EXECUTION = "att-execution"
_ANY = 2  # words between the speaker and the noun: تنفيذ أي, مسؤوليتها عن
_FATE = frozenset({"killed", "injured", "captured", "detained"})
_THING = 5  # words behind the noun in which a thing of one's own stands
_THEIRS = ("ه", "ها", "هم")
_ASCRIBED = "ascribed"
_LONG = 3  # letters of "from him", which is no noun
_MEN = 3  # words of "any of his men"
_BLAMED = 14  # words between a verb that ascribes and to whom: the attack may be told between
_LEAD = 6  # characters of "to" and a mark before a name
_BLANKS = ' "«“'
_FORMAL = "ministry"
_STATE = "state"


class Announced:
    """Who tells of a group by its noun, found once for the group."""

    def __init__(self, names: Names, speech: Speech) -> None:
        self.names = names
        self.reading = names.reading
        self.group = names.group
        self.speech = speech

    def doer(self) -> Phrase | None:
        """Return the speaker who announces or denies the deed as his own."""
        for hit in self.group.hits[:1]:
            speaker = self.speaker_of(hit)
            if speaker is None:
                continue
            if hit.trigger is None:
                did = hit.shape == "noun" and (speaker.kind in FIGHTERS or self._tells_own_deed(speaker, hit))
                did = did and (self._fell_to(speaker, hit) or self._is_charged_with(speaker, hit))
            else:
                did = hit.frame in _DEEDS and hit.trigger.kind != _FALL and self._is_his(speaker, hit)
            if did:
                return Phrase(entities=(speaker,))
        return None

    def own_dead(self) -> EntityHit | None:
        """Return the side that announces its own dead: أعلن الجيش مقتل اثنين من جنوده في معارك مع X."""
        first = self.group.hits[0]
        if first.casualty is None or not fallen_organs(self.reading, self.group):
            return None
        return self.speaker_of(first)

    def taker(self) -> Phrase | None:
        """Return who announces that he took, downed or met what is another's: أعلنت الجماعة إسقاط طائرة أميركية."""
        return self.doer() if self.group.head.event == _TAKEN or is_repelled(self.group.head) else None

    def ascribed(self) -> Phrase | None:
        """Return to whom a deed is ascribed: نسبت السلطات الهجوم إلى حزب كذا."""
        goal = self.reading.lexicon.prepositions.of("goal")
        for cue in (c for c in self.names.cues if c.payload.effect == _ASCRIBED):
            for found in (p for p in self.names.phrases if p.start >= cue.word_end):
                near = self.names.words(cue.word_end, found.start) <= _BLAMED
                if near and self.names.text[found.start - _LEAD : found.start].rstrip(_BLANKS).endswith(goal):
                    return found
        return None

    def is_object(self, hit: Hit, found: Phrase) -> bool:
        """Tell whether the genitive of an announced deed is whom it hit: أعلنت الكتائب قنص جندي من الجيش."""
        speaker = self.speaker_of(hit)
        return speaker is not None and speaker.kind in FIGHTERS and self._is_another(speaker, found)

    def denier(self, hit: Hit, subject: Phrase | None) -> Phrase | None:
        """Return who denies to have done what a verb tells, whose object would be taken for its subject.

        نفت واشنطن أن تكون استهدفت القوات العراقية: those are whom she says that she did not strike.
        """
        frame = self.speech.innermost(hit.start, hit.end)
        if frame is None or frame.rule_id != _DENIES_THAT or hit.suffix:
            return None
        tokens = within(self.reading.tokens, frame.scope[0].start, hit.start)
        cues = self.reading.lexicon.speech.cues
        copula = [cues.at([t.norm], 0) for t in tokens[:1]]
        if len(tokens) > _ANY or not any(cue is not None and cue[1] == _COPULA for cue in copula):
            return None
        speaker = next(self._speakers(frame), None)
        told = subject is not None and (subject.start < hit.start or not self._is_another(speaker, subject))
        return None if speaker is None or told else Phrase(entities=(speaker,))

    def speaker_of(self, hit: Hit) -> EntityHit | None:
        """Return the armed side right behind whose name the noun of a deed stands."""
        frame = self.speech.innermost(hit.start, hit.end)
        if frame is None or not (frame.rule_id.startswith(_VERBS) and frame.rule_id.endswith(_NOUN)):
            return None
        words = self.names.words if hit.trigger is None else self._words_to
        if words(frame.scope[0].start, hit.start) > _ANY or hit.start < frame.scope[0].start:
            return None
        if denies_part(self.reading, frame, hit.end):
            return None  # نفى الحزب مسؤوليته عن الهجوم: the attack is another's
        return next(self._speakers(frame), None)

    def _words_to(self, start: int, end: int) -> int:
        """Count the words between but for a day: أعلن المقاتلون، في 31 من آب الماضي، السيطرة على القرية."""
        days = (self.names.words(d.start, d.end) for d in within(self.reading.dates, start, end) if d.end <= end)
        return self.names.words(start, end) - sum(days)

    def _speakers(self, frame: Frame) -> Iterator[EntityHit]:
        known = self.reading.lexicon.entities.known
        for entity in within(self.reading.entities, frame.source_start, frame.source_end):
            if entity.entity_id != frame.source_entity_id:
                continue
            state = known[entity.entity_id].parent_id if entity.kind == _FORMAL else None
            if state is not None and known[state].kind == _STATE:
                yield entity._replace(entity_id=state, kind=_STATE)  # وزارة الدفاع speaks for who fights
            elif entity.kind in ARMED:
                yield entity

    def _is_his(self, speaker: EntityHit, hit: Hit) -> bool:
        others = [p for p in self._behind(hit) if self._is_another(speaker, p)]
        if hit.suffix or self._hits_own(speaker, hit):
            return False
        frame = self.speech.innermost(hit.start, hit.end)
        refuted = frame is not None and frame.stance == "denies"  # who denies a blow on others was charged with it
        weak = hit.event in _SUFFERED or (bool(hit.needs) and hit.event != _TAKEN and not refuted)
        if is_repelled(hit) and not refuted:
            return True  # أعلن الجيش صد هجوم على المدينة
        if hit.trigger is not None and hit.trigger.trigger_id == _EXECUTION and speaker.kind in BANDS and not refuted:
            return True  # أعلن التنظيم إعدام عشرة: who announces it did it
        # أعلنت الحركة استهداف قاعدة: it has no base of that name
        return bool(others) or not weak or (speaker.kind in BANDS and hit.event in _STRUCK and not refuted)

    def _fell_to(self, speaker: EntityHit, hit: Hit) -> bool:
        """Tell whether the dead are of another armed side, and nothing tells who killed them."""
        if hit.casualty is None or hit.casualty.measure not in _FATE:
            return False
        fallen = next(self._behind(hit), None)
        return fallen is not None and fallen.armed and self._is_another(speaker, fallen)

    def _is_charged_with(self, speaker: EntityHit, hit: Hit) -> bool:
        """Tell whether a force denies to have killed people of no side: نفى الجيش قتل ثلاثة مدنيين."""
        frame = self.speech.innermost(hit.start, hit.end)
        fallen = next(self._behind(hit), None)
        active = hit.casualty is not None and hit.casualty.frame == _ACTIVE
        denied = frame is not None and frame.stance == "denies"
        return denied and active and fallen is not None and self._is_another(speaker, fallen)

    def _tells_own_deed(self, speaker: EntityHit, hit: Hit) -> bool:
        """Tell whether a state announces by a word that is only said of one's own deed: أعلنت تركيا تحييد عشرة.

        For its ministry the army acts (reporting_forces.py).
        """
        frame = self.speech.innermost(hit.start, hit.end)
        itself = frame is not None and frame.source_entity_id == speaker.entity_id and speaker.kind == _STATE
        return itself and hit.casualty is not None and hit.casualty.casualty_id == _NEUTRALISED

    def _behind(self, hit: Hit) -> Iterator[Phrase]:
        return (p for p in self.names.phrases if p.start >= hit.end)

    def _is_another(self, speaker: EntityHit | None, phrase: Phrase) -> bool:
        own = side_of(speaker.entity_id, self.reading) if speaker is not None else None
        known = self.reading.lexicon.entities.known
        state = speaker is not None and speaker.kind in OF_STATE
        if state and all(e.kind in OF_STATE and known[e.entity_id].country is None for e in phrase.entities):
            return False  # اعترف ضابط في الجيش بمقتل أربعة جنود: his own
        return all(side_of(e.entity_id, self.reading) != own for e in phrase.entities)

    def _hits_own(self, speaker: EntityHit, hit: Hit) -> bool:
        """Tell whether what was hit is the speaker's: قصف مواقعها, استهداف مركز له, قصف مواقع الجيش."""
        tokens = within(self.reading.tokens, hit.end, self.group.end)[:_THING]
        written = [self.reading.text[t.start : t.end] for t in tokens]
        pronoun = any(w.lstrip("ل") in _THEIRS for w in written)
        things = within(self.reading.objects, hit.end, tokens[-1].end) if tokens else ()
        owned = any(self.reading.text[o.start : o.end].endswith(_THEIRS) for o in things)
        return (
            pronoun
            or owned
            or self._is_any_of_his(hit)
            or any(not self._is_another(speaker, p) for p in self._behind(hit))
        )

    def _is_any_of_his(self, hit: Hit) -> bool:
        """Tell whether the deed befell any of the speaker's own men: نفى الجيش خطف أي من جنوده."""
        tokens = within(self.reading.tokens, hit.end, self.group.end)[:_THING]
        particles = self.reading.lexicon.speech.particles
        any_of = bool(tokens) and "any" in particles.get(tokens[0].norm, ())
        return any_of and any(t.norm.endswith(_THEIRS) and len(t.norm) > _LONG for t in tokens[1:_MEN])
