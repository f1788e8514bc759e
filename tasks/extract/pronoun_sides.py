"""Sides told by a pronoun: بعد قصفها منزلا (who bombed), سقط قتلى منهم, غارات على مواقعهم (who was hit).

The words of what somebody holds (role `held`) and "of them" stand in connectors.tsv. Where two sides may be
meant, nobody is.
"""

from collections.abc import Sequence

from tasks.extract.actor_kinds import FORCES
from tasks.extract.agreement import sides_meet
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.parties import Parties
from tasks.extract.reading import Reading, within
from tasks.extract.speech_frame import Frame
from tasks.text.match import Match

_PRONOUNS = ("ها", "ه", "هم")
_BY_PRONOUN = frozenset({"strike", "shelling", "air-drone-strike", "looting"})
_HE = "ه"
_OBJECT = "ا"  # an indefinite noun in the accusative behind a noun with its doer: قصفها منزلا
_SOURCES = "source"  # مسؤولون أميركيون
_PERSONS = "member-of"  # مسؤولون في وزارة الدفاع: "she" is not they
_NEAR = 4  # words between a pronoun and its verb
_QUOTES = str.maketrans(dict.fromkeys('"«»“”', " "))
_AND = "و"
_NOUN = "noun"
_BOTH = ("ا", "وا")  # ends a verb of two or of many
_TO = ("لل", "ل")
_TOLL = frozenset({"killed", "injured"})
_TAKEN = frozenset({"arrests", "abduction"})
_ATTACKERS = ("known", "assailant")
_BACK = 2  # sentences to the attack or the fight that a word points back to
_FIGHT, _BOTH_SIDES = "armed-clash", "both-sides"
_MUTUAL, _EXCHANGED = "mutual", "exchanged"
SIDES_BEFORE = "sides-before"
"""The rule of a fight between "the two sides", who were told before."""
_OF_THEM = "con-of-them"
_BESIDE = 2  # words between a toll and "of them": قتلى وجرحى منهم
_RANGE = 40  # characters in which "of them" stands behind a toll


def is_doer(reading: Reading, head: Hit) -> bool:
    """Tell whether the pronoun on a noun is who did it: بعد سيطرتها على البلدة, قصفها منزلا, استهدافهم للمدنيين."""
    if head.shape != "noun":
        return False
    first, *_ = reading.text[head.start : head.end].split()
    if not first.endswith(_PRONOUNS):
        return False
    return head.event == "capture" or (head.event in _BY_PRONOUN and _has_object(reading, head.end))


def is_doer_of_other(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether "that he" only opens a clause in which "her" deed is told: قالت إنه يظهر استهدافها حافلة."""
    he = reading.text[cue.word_start : cue.word_end].endswith(_HE)
    return he and is_doer(reading, head) and not reading.text[head.start : head.end].split()[0].endswith(_HE)


def _has_object(reading: Reading, end: int) -> bool:
    """Tell whether what was hit follows a noun at once: منزلا, للمدنيين."""
    behind = reading.text[end : end + _RANGE].split(maxsplit=1)
    if not behind or behind[0].endswith(("،", ".")):
        return False
    word = reading.shadow.norm[reading.shadow.at(end) :].split(maxsplit=1)[0]
    told = [hit.start for hit in within(reading.objects, end, end + _RANGE)]
    told += [hit.start for hit in within(reading.entities, end, end + _RANGE)]
    first = min([*told, *(unit.start for unit in within(reading.units, end, end + _RANGE))], default=end + _RANGE)
    led = word.startswith(_TO) or word.endswith(_OBJECT) or bool(told)
    return led and len(reading.text[end:first].split()) <= 1


def is_of_both(reading: Reading, verb: Hit, second: EntityHit) -> bool:
    """Tell whether a verb goes on with two that "and" joins: حقق الجيش والمقاومة مكاسب وسيطرا على المدينة."""
    joined = reading.text[second.start - 1 : second.start] == _AND
    return joined and not verb.suffix and reading.text[verb.start : verb.end].split()[0].endswith(_BOTH)


def leads(reading: Reading, group: Group, cue: Match[Cue]) -> bool:
    """Tell whether a pronoun is the subject of a word behind it: أنها استهدفت, أنها تقيم قاعدة; not بأنه هجوم."""
    behind = [hit for hit in group.hits if hit.start >= cue.word_end]
    parted = ((len(reading.text[cue.word_end : hit.start].translate(_QUOTES).split()), hit) for hit in behind)
    return any(words <= _NEAR and (hit.shape != _NOUN or words > 0 or hit.trigger is None) for words, hit in parted)


def means_deed(reading: Reading, cue: Match[Cue], group: Group) -> bool:
    """Tell whether "that it" in a clause on a noun means what the noun tells: الهجمات التي قال إنها خلفت سبعة قتلى.

    With a pronoun behind the verb the noun is what somebody did (الغارة التي قال إنه نفذها): he is meant then.
    """
    head = group.head
    clauses = within(reading.cued("relative"), head.end, cue.start) if head.shape == _NOUN and not head.suffix else ()
    said = bool(clauses) and len(reading.text[head.end : clauses[0].start].split()) <= _NEAR
    return said and any(cue.word_end <= hit.start and not hit.suffix for hit in group.hits)


def opens_speech(reading: Reading, cue: Match[Cue], frame: Frame) -> EntityHit | None:
    """Return whom a further pronoun of what persons say means: ذكر مسؤولون أن روسيا ترسل معدات وأنها تقيم قاعدة.

    A body that speaks itself may mean itself: قالت الوزارة إن التنظيم انسحب وأنها قصفت مواقعه.
    """
    said = next((span for span in frame.scope if span.start <= cue.start < span.end), None)
    speaker = next((e for e in reading.entities if e.start == frame.source_start), None)
    itself = speaker is not None and speaker.rule_id != _PERSONS and speaker.kind != _SOURCES
    if said is None or itself or not reading.text.startswith(_AND, cue.word_start):
        return None
    first = within(reading.entities, said.start, cue.start)[:1]
    if not first or first[0].kind not in FORCES | {"state", "government"}:
        return None
    return first[0] if len(reading.text[said.start : first[0].start].split()) <= 1 else None


def fallen_of_them(
    reading: Reading, group: Group, earlier: Sequence[Draft], actors: tuple[EntityHit, ...]
) -> tuple[EntityHit, ...]:
    """Return who was hit before in the sentence where "of them" stands behind a toll: فيما سقط جرحى منهم.

    Where nothing was told of them they are the one other force: طاردت الشرطة المسلحين وقتلت اثنين منهم.
    """
    taken = [hit for hit in group.events if hit.event in _TAKEN and hit.verbal]
    for hit in (*group.casualties, *taken):
        if hit not in taken and (hit.casualty is None or hit.casualty.measure not in _TOLL):
            continue
        cues = [c for c in within(reading.cued("among"), hit.end, hit.end + _RANGE) if c.payload.cue_id == _OF_THEM]
        if cues and len(reading.text[hit.end : cues[0].word_start].split()) <= _BESIDE:
            told = [d for d in earlier if d.groups[-1].sentence == group.sentence and d.targets]
            if told or not actors:
                return told[-1].targets if told and all(e.kind in FORCES for e in told[-1].targets) else ()
            other = _other_force(reading, group, cues[0].word_start, actors)
            return other or _assailants(reading, group, earlier, cues[0].word_start)
    return ()


def _assailants(reading: Reading, group: Group, earlier: Sequence[Draft], end: int) -> tuple[EntityHit, ...]:
    """Return whose attack was told last where "the attackers" are named: ولاحق الجنود المهاجمين وقتلوا ستة منهم."""
    start = reading.sentences[group.sentence].start
    if not any(within(reading.cued(effect), start, end) for effect in _ATTACKERS):
        return ()
    near = [d for d in earlier if 0 < group.sentence - d.groups[-1].sentence <= _BACK and d.actors]
    return near[-1].actors if near and all(e.kind in FORCES for e in near[-1].actors) else ()


def sides_before(reading: Reading, group: Group, earlier: Sequence[Draft], parties: Parties) -> Parties:
    """Return a fight between "the two sides" with those of the one told before: وتجددت المعارك بين الطرفين في كذا."""
    if parties.actors or not tells_both(reading, group):
        return parties
    near = (d for d in reversed(earlier) if group.sentence - d.groups[-1].sentence <= _BACK and d.event == _FIGHT)
    told = next((d for d in near if d.actors and d.targets), None)
    if told is None:
        return parties
    if not parties.targets:
        return parties.hitting(told.targets).done_by(told.actors, SIDES_BEFORE)
    fell_first = sides_meet(told.actors, parties.targets)
    if fell_first == sides_meet(told.targets, parties.targets):
        return parties
    others = told.targets if fell_first else told.actors
    return parties.done_by(others, SIDES_BEFORE)


def tells_both(reading: Reading, group: Group) -> bool:
    """Tell whether "the two sides" fight or exchange blows: المعارك بين الطرفين, تبادل الطرفان القصف المدفعي."""
    head = group.head
    if head.frame == _MUTUAL:
        return bool(within(reading.cued(_BOTH_SIDES), head.end, group.end))
    both = within(reading.cued(_BOTH_SIDES), reading.sentences[group.sentence].start, head.start)[-1:]
    verbs = within(reading.cued(_EXCHANGED), both[0].word_start - _RANGE, both[0].word_start) if both else ()
    told = bool(verbs) and not reading.text[verbs[-1].word_end : both[0].word_start].strip()
    return told and len(reading.text[both[0].word_end : head.start].split()) <= 1


def doers_over_them(
    reading: Reading, group: Group, earlier: Sequence[Draft], targets: Sequence[EntityHit]
) -> tuple[EntityHit, ...]:
    """Return who hit those of whom a fight of the sentence cost some: اعتقلت خمسة بعد اشتباك قتل فيه اثنان منهم."""
    told = [d for d in earlier if d.groups[-1].sentence == group.sentence and d.targets and d.actors]
    of_them = fallen_of_them(reading, group, earlier, ()) if told and targets else ()
    return told[-1].actors if {e.entity_id for e in of_them} == {e.entity_id for e in targets} and of_them else ()


def _other_force(reading: Reading, group: Group, end: int, actors: tuple[EntityHit, ...]) -> tuple[EntityHit, ...]:
    """Return the one force but the doers that a sentence names before an offset; nobody where there are several."""
    start = reading.sentences[group.sentence].start
    named = [e for e in within(reading.entities, start, end) if e.kind in FORCES and e.rule_id != "locative"]
    others = [e for e in named if not sides_meet((e,), actors)]
    return (others[-1],) if len({e.entity_id for e in others}) == 1 else ()


def holders(reading: Reading, group: Group, actors: tuple[EntityHit, ...]) -> tuple[EntityHit, ...]:
    """Return whose sites were hit that only a pronoun names: تراجع المسلحون بعد غارات للجيش على مواقعهم.

    It is the one other force of the sentence; where two are named before, the pronoun may mean either.
    """
    held = within(reading.cued("held"), group.head.end, group.end)
    if not held:
        return ()
    return _other_force(reading, group, held[0].start, actors) if actors else ()
