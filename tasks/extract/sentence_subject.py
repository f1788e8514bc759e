"""The force that a sentence begins with, as the doer of what is joined by "and": منعت القوات ... واعتقلت."""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.bystanders import names_thing, opens_clause
from tasks.extract.detachments import detachment_start
from tasks.extract.entities import EntityHit
from tasks.extract.following import takes_people
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.phrases import GOVERNING, cue_before
from tasks.extract.pronoun_sides import is_doer, is_of_both
from tasks.extract.reading import Reading, within
from tasks.extract.saying import Speech
from tasks.extract.scenes import opens_sentence
from tasks.extract.verb_forms import is_they

_SHE, _PAIR = "ت", 2
_MEN, _OF_MEN = ("ين", "ون"), ("ي", "و")
_ONTO = ("ب", "ل", "ك")
_NEXT = 3  # characters to the next word
_FOR, _FUTURE = "ل", "future"
_READY = 3  # words between a force and what it makes ready for
_VERB = 24  # characters of a verb


def subject_of_sentence(reading: Reading, group: Group, speech: Speech) -> tuple[EntityHit, ...]:
    """Return the force that a sentence begins with, for a verb joined by and: منعت القوات ... واعتقلت.

    What may be read as a passive (واعتقلت امرأة) goes on with that subject as well, where the gender is the same.
    """
    head = group.head
    joined = head.verbal and head.particle.startswith("و")
    if not (joined or is_doer(reading, head)) or _has_weapon_for_subject(reading, head):
        return ()
    she = reading.shadow.norm[reading.shadow.at(head.end) - 1] == _SHE
    if head.shape == "passive" and not (she or (is_they(reading, head) and takes_people(reading, head.end))):
        return ()
    start = reading.sentences[group.sentence].start
    named = within(reading.entities, start, head.start)
    told = [e for e in named if e.kind in FORCES and not speech.holds(e.start)]
    free = (e for e in told if not _is_governed(reading, e) or opens_clause(reading, e.end))
    forces = [e for e in free if not names_thing(reading, e)]  # بدعم من X: who helped
    if not forces or forces[0] is not told[0] or _is_only_told_of(reading, forces[0], start):
        return ()
    if she and reading.text[forces[0].start : forces[0].end].split()[0].endswith(_MEN):
        return ()  # واجهت القوات مسلحين وقتلت اثنين: men do not stand before a verb in the feminine
    if she:  # حاصرت القوات المسلحين وقتلت ستة منهم: many men do not stand before it
        forces = [e for e in forces if e is forces[0] or not _are_men(e)]
    ids = {e.entity_id for e in forces}
    if len(ids) == len(forces) == _PAIR and is_of_both(reading, head, forces[1]):
        return tuple(forces)
    return (forces[0],) if len(ids) == 1 or _strikes_back(reading, forces[0]) else ()


def _are_men(entity: EntityHit) -> bool:
    """Tell whether a side is told by its men: المسلحين, مسلحي X."""
    first = entity.text.split()[0]
    return first.endswith(_MEN) or (first.endswith(_OF_MEN) and entity.rule_id.endswith("-of"))


def _is_governed(reading: Reading, entity: EntityHit) -> bool:
    """Tell whether a preposition stands before a name or is written onto it: خلية على صلة بجهاز X does not act."""
    before = reading.text[max(0, entity.start - 2) : entity.start]
    written = before[-1:].isalpha() and before.strip()[-1:] in _ONTO
    return written or cue_before(reading, entity.start) in GOVERNING


def _has_weapon_for_subject(reading: Reading, head: Hit) -> bool:
    """Tell whether the subject of a verb is what was fired: تسلم المطار طائرة سعودية، واستهدفت صواريخ المدرج."""
    fired = next(iter(within(reading.weapons, head.end, head.end + _NEXT)), None)
    return head.verbal and fired is not None and not reading.text[head.end : fired.start].strip()


def _strikes_back(reading: Reading, force: EntityHit) -> bool:
    """Tell whether a force stands right behind a verb of answering: ردت الفصائل على قصف الجيش، واستهدفت مواقع له."""
    answers = within(reading.cued("answer"), force.start - _VERB, force.start)
    return bool(answers) and not reading.text[answers[-1].word_end : force.start].strip(' "«“')


def planning_force(reading: Reading, group: Group) -> tuple[EntityHit, ...]:
    """Return the force that a sentence begins with where it makes ready for a deed: وتستعد القوات لشن هجوم على كذا."""
    head, start = group.head, reading.sentences[group.sentence].start
    named = within(reading.entities, start, head.start)
    if head.verbal or len(named) != 1 or named[0].kind not in FORCES or not opens_sentence(reading, named[0], start):
        return ()
    told = within(reading.cues_of("modality"), start, head.start)
    if not any(cue.payload.effect == _FUTURE for cue in told):
        return ()
    words = reading.text[named[0].end : head.start].split()
    ready = head.particle == _FOR or (words and words[-1].startswith(_FOR))
    return (named[0],) if ready and len(words) <= _READY else ()


def _is_only_told_of(reading: Reading, force: EntityHit, start: int) -> bool:
    """Tell whether a force stands behind a noun in what somebody holds: اعتبرت أنقرة أن وجود القوات تهديد، واعتقلت."""
    said = [c for c in within(reading.cues, start, force.start) if c.payload.effect == "that"]
    if not said or within(reading.words, said[-1].word_end, force.start):
        return False
    first = detachment_start(reading, force.start)
    words = within(reading.tokens, said[-1].word_end, first)
    return any(token.is_word for token in words) and not within(reading.numbers, said[-1].word_end, first)
