"""What a clause leaves to the words before it: its subject (انها استهدفت, طائراتها), its speaker."""

from collections.abc import Callable, Sequence

from tasks.extract.accused import BLAMED, CHARGED
from tasks.extract.actor_kinds import ARMED, FORCES
from tasks.extract.aftermath import struck_attacker
from tasks.extract.agreement import sides_meet
from tasks.extract.airmen import fires_no_guns, flown_by_unknown, is_shot, may_fly
from tasks.extract.amounts import words_between
from tasks.extract.another import is_another_blow
from tasks.extract.clauses_before import stands_behind_since
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.event_kinds import GAINS, compatible_events
from tasks.extract.grouping import Group
from tasks.extract.heading import is_heading
from tasks.extract.lexicon import Cue
from tasks.extract.occasions import ANSWERED
from tasks.extract.organs import OF_SPEAKER, OFFICES, acting_organs, are_of_stranger, as_force, fallen_organs
from tasks.extract.own_deed import men_who_did, own_deed
from tasks.extract.parties import Parties
from tasks.extract.phrases import cue_before
from tasks.extract.pronoun_sides import (
    doers_over_them,
    fallen_of_them,
    holders,
    is_doer,
    is_doer_of_other,
    leads,
    means_deed,
    opens_speech,
    sides_before,
    tells_both,
)
from tasks.extract.reading import Reading, within
from tasks.extract.reporting_forces import find_speaker, is_gain, names_other, reporting_force
from tasks.extract.saying import Speech
from tasks.extract.scenes import begins_item, falls_elsewhere, has_moved, is_others, opens_sentence
from tasks.extract.sentence_subject import planning_force, subject_of_sentence
from tasks.extract.subjects import has_many
from tasks.text.match import Match

_THAT = "that-pronoun"
_SPEAKERS = ARMED | frozenset({"ministry", "person", "government"})
_BACK = 24  # passages: a text of one endless sentence is not read through for each of them
_REACH = 2  # sentences
_NEAR = 4  # words between the pronoun and its verb
_ALSO = "con-also"  # كما داهمت
_TO_THE = "لل"
_GENITIVE = 2  # characters from a noun to the one it rules
STRIKES = frozenset({"air-drone-strike", "shelling"})
BLASTS = frozenset({"remote-explosive", "suicide-bomb"})
_SUFFERED = frozenset({"attack", "abduction", "arrests", "sexual-violence"})
FOUGHT = STRIKES | GAINS | {"armed-clash", "chemical-weapon"}
_TAKEN = frozenset({"arrests", "abduction"})
_BROKEN_UP, _CIVILIANS = frozenset({"protest-with-intervention", "excessive-force"}), "civilians"
_RALLIES = frozenset({"peaceful-protest", "violent-demonstration"})
_OWNS_UP = "clm-"
_THOUGHT = "agent-thought"
_ACCUSED = frozenset({BLAMED, CHARGED})
_CHARGE = "Accusation"
_UNKNOWN = frozenset({"actor:gunmen-unknown"})


def carry_sides(reading: Reading, group: Group, parties: Parties, speech: Speech, earlier: Sequence[Draft]) -> Parties:
    """Return the sides with an actor from the words before, where the clause itself leaves it out."""
    parties = _with_fallen(reading, group, parties, speech)
    if not parties.targets:
        hit = holders(reading, group, parties.actors) or fallen_of_them(reading, group, earlier, parties.actors)
        parties = parties if not hit or _same(hit, parties.actors) else parties.hitting(hit)
    parties = sides_before(reading, group, earlier, parties)
    if parties.actors:
        return parties
    owned = _owning_up(reading, group, speech)
    if _same(owned, parties.targets):  # أعلن X مسؤوليته ووصف المنفذ بأنه من جنود X
        parties = parties.hitting(tuple(e for e in parties.targets if not _same((e,), owned)))
    if (group.head.frame == "none" and not owned) or are_of_stranger(reading, group, speech):
        return parties
    fixed = group.head.shape == "passive" or group.head.frame in {"target", "mutual"}
    fixed = fixed or bool(within(reading.cued("ascribed"), group.start, group.end))  # told, unknown as he is
    fixed = fixed or stands_behind_since(reading, group.hits[0])  # غداة مقتل كذا: what went before
    fixed = fixed or flown_by_unknown(reading, group) or tells_both(reading, group)
    passive = group.head.shape == "passive" or group.head.frame == "target"
    denied = speech.refutes(group.head.start, group.head.end)
    looks: tuple[tuple[str, Callable[[], tuple[EntityHit, ...]]], ...] = (
        ("agent-owns-up", lambda: owned),
        ("agent-claimed", lambda: reporting_force(reading, group, parties, speech) if is_gain(group) else ()),
        ("agent-owner", lambda: () if passive or _is_cleared(group, speech) else _owner(reading, group, speech)),
        ("agent-of-noun", lambda: () if fixed else _doer_of_noun(reading, group, speech)),
        ("agent-opposed", lambda: _opposed(reading, group, speech)),
        ("agent-over-them", lambda: doers_over_them(reading, group, earlier, parties.targets)),
        ("agent-sentence", lambda: subject_of_sentence(reading, group, speech)),
        ("agent-his-own", lambda: () if fixed else own_deed(reading, group)),
        ("agent-ready", lambda: () if fixed else planning_force(reading, group)),
        ("agent-carried", lambda: () if fixed else _previous(reading, group, earlier)),
        # كذب الجيش ما تداولته مواقع عن إسقاط مروحية: he did not down it
        ("agent-speaker", lambda: () if denied else reporting_force(reading, group, parties, speech)),
    )
    for rule, look in looks:
        found = look()
        if found and not _same(found, parties.targets) and may_fly(reading, group, found):
            fell = parties.targets or fallen_of_them(reading, group, earlier, found)
            return parties.hitting(fell).done_by(found, rule)
    return parties


def _with_fallen(reading: Reading, group: Group, parties: Parties, speech: Speech) -> Parties:
    """Return the sides with whose men fell as who was hit, where nobody else is told: مقتل اثنين من عناصرها."""
    fallen = () if parties.targets or acting_organs(reading, group) else fallen_organs(reading, group)
    owner = _named_before(reading, group, fallen[0], speech) if fallen else None
    if owner is None or _same((owner,), parties.actors):
        return parties
    return parties.hitting((as_force(reading, owner, fallen[0].payload.cue_id),))


def _same(one: tuple[EntityHit, ...], two: tuple[EntityHit, ...]) -> bool:
    return bool({e.entity_id for e in one} & {e.entity_id for e in two})


def _owner(reading: Reading, group: Group, speech: Speech) -> tuple[EntityHit, ...]:
    """Return who owns طائراتها or is meant by أنها: the nearest name before it in the sentence."""
    acting = acting_organs(reading, group)
    men = men_who_did(reading, group) if acting else ()
    if men:
        return men
    last, head = group.hits[-1].start, group.head
    if head.shape == "noun":
        last = max(last, head.end + _GENITIVE)  # سيطرة قواتها على البلدة
    for cue in within(reading.cues, group.start, last):
        deed = is_doer_of_other(reading, cue, head) or means_deed(reading, cue, group)
        pronoun = cue.payload.effect == _THAT and not deed
        if cue in acting or (pronoun and leads(reading, group, cue)):
            owner = _named_before(reading, group, cue, speech)
            return (as_force(reading, owner, cue.payload.cue_id),) if owner is not None else ()
    return ()


def _named_before(reading: Reading, group: Group, cue: Match[Cue], speech: Speech) -> EntityHit | None:
    """Return who is meant: the speaker of a sentence for "we" and أنها, else the name before that stands free."""
    start = reading.sentences[group.sentence].start
    frame = speech.innermost(group.head.start, group.head.end)
    own = frame is not None and start <= frame.source_start < cue.start
    opener = opens_speech(reading, cue, frame) if frame is not None and cue.payload.effect == _THAT else None
    if opener is not None:
        return opener
    if cue.payload.cue_id.startswith(OF_SPEAKER) or (own and cue.payload.effect in {_THAT, "with-them"}):
        speaker = find_speaker(reading, group, speech)
        return speaker if speaker is not None and speaker.kind in _SPEAKERS else None
    named = [e for e in within(reading.entities, start, cue.start) if e.kind in _SPEAKERS and e.rule_id != "locative"]
    free = [e for e in named if e.kind != "state" or cue_before(reading, e.start) != "in"]
    return (free or named)[-1] if named else None


def _owning_up(reading: Reading, group: Group, speech: Speech) -> tuple[EntityHit, ...]:
    """Return who says that the deed was his: أعلن X مسؤوليته عن الهجوم, مسؤوليته عن تفجير السيارة."""
    head = group.head
    named = head.trigger is not None and head.trigger.trigger_id.startswith(_OWNS_UP)
    owned = head.shape == "noun" and cue_before(reading, head.start) in {"owned", "behind"}
    if not (named or owned) or speech.refutes(head.start, head.end) or _is_charge(speech, group):
        return ()
    speaker = find_speaker(reading, group, speech)
    if speaker is not None and speaker.kind in FORCES:
        return (speaker,)
    start = reading.sentences[group.sentence].start
    before = [e for e in within(reading.entities, start, group.head.start) if e.kind in FORCES][-1:]
    if before and any(c.payload.effect == "negated" for c in within(reading.cues, start, before[0].start)):
        return ()  # لم تعلن طالبان مسؤوليتها عن الهجوم
    return tuple(before)


def _is_cleared(group: Group, speech: Speech) -> bool:
    """Tell whether a side denies to have had a part in a known deed: نفت أن تكون قواتها وراء القصف."""
    head = group.head
    return head.shape == "noun" and head.definite and speech.refutes(head.start, head.end)


def _is_charge(speech: Speech, group: Group) -> bool:
    """Tell whether somebody holds another responsible: حملت حكومة الوفاق قوات حفتر المسؤولية عن القصف."""
    frame = speech.innermost(group.head.start, group.head.end)
    return frame is not None and frame.verbal_type == _CHARGE


def _doer_of_noun(reading: Reading, group: Group, speech: Speech) -> tuple[EntityHit, ...]:
    """Return who says that he did it: أعلن X استهدافه, أعلنت X قصفها; after بعد the pronoun is who was hit."""
    head = group.head
    if head.shape != "noun" or not head.suffix or cue_before(reading, head.start) == "cause":
        return ()
    if head.trigger is None or head.event in _SUFFERED:
        return ()  # اغتياله, اعتقالها: the pronoun is whom it befell
    speaker = find_speaker(reading, group, speech)
    frame = speech.innermost(head.start, head.end)
    if speaker is None or frame is None or frame.source_start < reading.sentences[group.sentence].start:
        return ()
    if names_other(reading, group, frame):
        return ()
    return (as_force(reading, speaker),) if speaker.kind in FORCES | OFFICES else ()


def _opposed(reading: Reading, group: Group, speech: Speech) -> tuple[EntityHit, ...]:
    """Return who is meant by معها behind a fight: أعلنت القوات مقتل خمسة من X في مواجهات معها."""
    if group.head.frame != "mutual":
        return ()
    for cue in within(reading.cues, group.head.end, group.end):
        if cue.payload.effect == "with-them" and words_between(reading, group.head.end, cue.word_start) <= _NEAR:
            owner = _named_before(reading, group, cue, speech)
            return (as_force(reading, owner),) if owner is not None and owner.kind in ARMED else ()
    return ()


def _previous(reading: Reading, group: Group, earlier: Sequence[Draft]) -> tuple[EntityHit, ...]:
    """Return the side of the last event of the kind; a verb joined by and goes on with the one before it."""
    event, goes_on = group.head.event, _goes_on(reading, group)
    if has_many(reading, group.head) or has_owner(reading, group):
        return ()
    for draft in reversed(earlier[-_BACK:]):
        if group.sentence - draft.groups[-1].sentence > _REACH:
            break
        chained = draft.groups[-1].sentence == group.sentence and goes_on
        if _is_cut_off(reading, group, draft):
            return ()
        if _is_no_crowd(event, draft) or fires_no_guns(reading, group, draft.actors):
            continue  # the police that broke up a rally did not hold it
        unknown = all(e.entity_id in _UNKNOWN for e in draft.actors) or is_heading(reading, group.sentence)
        if draft.groups[-1].sentence != group.sentence and unknown:
            continue  # whom nobody knows did not do the next thing as well, and a heading opens something else
        blamed = draft.groups[-1].sentence != group.sentence and not _ACCUSED.isdisjoint(draft.rules)
        if blamed or _THOUGHT in draft.rules or _only_stopped(reading, group, draft):
            continue  # whom somebody suspects of one deed did not do the next
        others = has_moved(reading, group, draft) or is_others(reading, group, draft)
        others = others or falls_elsewhere(reading, group, draft)
        if others or is_another_blow(reading, group, draft.groups[-1].sentence):
            return ()
        if draft.actors and event is not None and (chained or compatible_events(event, draft.event)):
            return () if _names_another(reading, group, draft) else draft.actors
    return ()


def _is_no_crowd(event: str | None, draft: Draft) -> bool:
    """Tell whether who held a rally took nobody, who did something else held none, and people broke up no rally."""
    if event in _BROKEN_UP and any(e.kind == _CIVILIANS for e in draft.actors):
        return True
    return (event in _RALLIES and draft.event != event) or (draft.event in _RALLIES and event in _TAKEN)


def _is_cut_off(reading: Reading, group: Group, draft: Draft) -> bool:
    """Tell whether nobody told before a passage did it: a line of a list has its own doer, a bullet is no shell.

    Nor is it who struck before a bombing of nobody known.
    """
    apart = draft.groups[-1].sentence != group.sentence
    shot = draft.event in STRIKES and is_shot(reading, group)
    if apart and (begins_item(reading, group.sentence) or shot):
        return True
    blast = draft.event in BLASTS and not draft.actors
    turned = within(reading.cued("turn"), draft.groups[-1].end, group.head.start)
    return blast or bool(turned) or ANSWERED in draft.rules


def _only_stopped(reading: Reading, group: Group, draft: Draft) -> bool:
    """Tell whether an earlier sentence tells who stopped an attacker: وأطلقت الشرطة النار على المهاجم."""
    return draft.groups[-1].sentence != group.sentence and struck_attacker(reading, draft)


def has_owner(reading: Reading, group: Group) -> bool:
    """Tell whether a noun has behind ل whose deed it was, though no list knows him: كما قتل 12 في قصف للمعارضة."""
    nouns = (hit for hit in group.events if not (hit.verbal or hit.definite))
    return any(reading.text.startswith(_TO_THE, hit.end + 1) for hit in nouns)


def _names_another(reading: Reading, group: Group, draft: Draft) -> bool:
    """Tell whether the sentence of a pronoun begins with another force than the one told before: who did it is open."""
    if draft.groups[-1].sentence == group.sentence:
        return False
    start = reading.sentences[group.sentence].start
    named = [e for e in within(reading.entities, start, group.head.start) if e.kind in FORCES]
    if not is_doer(reading, group.head):
        named = [e for e in named[:1] if opens_sentence(reading, e, start)]
    return bool(named) and not sides_meet(tuple(named), draft.actors)


def _goes_on(reading: Reading, group: Group) -> bool:
    """Tell whether a verb joined by and goes on with the subject before it: واعتقلت, وتمكنت من اعتقال."""
    before = within(reading.cues, group.start, group.head.start)
    carried = [c for c in before if c.payload.effect == "support"]
    bare = [
        c for c in carried if c.proclitics.startswith("و") and not words_between(reading, c.word_end, group.head.start)
    ]
    also = any(c.payload.cue_id == _ALSO and not reading.text[c.word_end : group.head.start].strip() for c in before)
    return also or group.head.particle.startswith("و") or bool(bare)  # what stands between is a subject of its own
