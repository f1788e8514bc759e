"""Whether the words report something that happened: negation, plans, wishes, habits, history.

A cue reaches the next word of an event, its clause, or its sentence (modality.tsv, background.tsv). What did not
happen gives no mention; what is told as history (background.py) is kept as background and never summed.
"""

from dataclasses import dataclass

from tasks.extract.background import LEAD, OF_YEAR, SUM, WINDOW, background_cue, opens_with_year, sums_months
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Casualty, Cue
from tasks.extract.modal_cues import MISHAPS, modal_cue
from tasks.extract.own_clause import is_done_again
from tasks.extract.reaching import (
    CLAUSE_STOPS,
    NEAR_BEFORE,
    NEXT,
    is_meant,
    is_only_wished,
    tense_of,
)
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

STANDING = "standing"  # the rule of a state that lasts
CALLED_FALSE = "mod-false"
"""The rule of what a speaker calls untrue: لا صحة لأنباء عن قصف البلدة."""
_HELD = frozenset({"capture", "armed-clash", "change-to-group"})  # who holds a place, who fights whom
_ALONE = "alone"  # what a verb needs that has its place before it: بلدة يسيطر عليها الفصيل
_KEPT = frozenset({"arrests"})  # who holds prisoners; told with a pronoun it is no news: السجن الذي تحتجز فيه
_AIMED = frozenset(
    {
        "strike", "capture", "government-regains-territory", "assault", "arrests", "attack", "armed-clash",
        "disrupted-weapons", "blast", "remote-explosive",
    }
)  # fmt: skip
_DONE_TO = frozenset({"cas-eliminate", "cas-killing", "cas-execution", "cas-detained", "cas-abduction"})
_FOR = ("ل", "لل")
_BEFELL = ("con-undergo-hit", "con-undergo-noun")
_MEANT = frozenset({"protest-with-intervention"})  # force "in order to disperse" a crowd was used
_TRIED = frozenset({"bck-trial", "bck-charge"})
_TRY, _TOPIC = "mod-try", "topic"
_IF = "mod-if"
_FATES = frozenset({"killed", "injured"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """modality and status of a group, with the cue that told it."""

    modality: str = "realis"
    status: str = "asserted"
    rule: str = ""
    past: str = ""
    """The cue of a trial beside that of an accident or a crime: the killings that a charge sheet lists."""


_NEWS = Mode()
_TO_COME = Mode(modality="future", status="planned", rule="future-particle")
_COULD_BE = Mode(modality="hypothetical", status="negated", rule=_IF)
# effect of a cue -> status and modality of what it reaches; what is not kept gives no mention
_EFFECTS = {
    "accident": ("accident", "realis"),
    "domestic": ("domestic", "realis"),
    "crime": ("crime", "realis"),
    "court": ("court", "realis"),
    "topic": ("topic", "realis"),
    "future": ("planned", "future"),
    "threat": ("negated", "future"),
    "negated": ("negated", "negated"),
    "habitual": ("negated", "habitual"),
    "generic": ("negated", "generic"),
}


def judge_mode(reading: Reading, group: Group) -> Mode:
    """Return the modality and the status of a group, before dates are known."""
    head = group.head
    if head.future or _is_carried_by_future(reading, head):
        return _COULD_BE if _hangs_on_if(reading, head) else _TO_COME
    if _is_purpose(reading, group, head):
        return Mode(modality="hypothetical", status="negated", rule="purpose-particle")
    cue = modal_cue(reading, group, head)
    negated = cue is not None and cue.payload.effect in {"negated", "generic"}  # عاصفة تضرب المدينة is no habit
    lasting = None if negated else _lasting_mode(reading, group, head)  # "لم نستهدف" is no habit of ours
    if lasting is not None:
        return lasting
    if cue is not None and _is_lifted(reading, group, cue):
        cue = None
    if cue is not None and not (cue.payload.effect == "purpose" and head.event in _MEANT):
        status, modality = _EFFECTS.get(cue.payload.effect, ("negated", "hypothetical"))
        return Mode(modality=modality, status=status, rule=cue.payload.cue_id, past=_past_of(reading, group, status))
    wished = "subjunctive" if is_only_wished(reading, head) else "planned-behind" if is_meant(reading, group) else ""
    if wished:
        return Mode(modality="hypothetical", status="negated", rule=wished)
    past = background_cue(reading, group)
    told = past.payload.cue_id if past is not None else OF_YEAR if opens_with_year(reading, group) else ""
    told = told or (SUM if sums_months(reading, group) else "")
    return Mode(status="background", rule=told) if told else _NEWS


def _hangs_on_if(reading: Reading, head: Hit) -> bool:
    """Tell whether "if" stands before what is to come: إذا انهارت الهدنة فإن الجيش سيهاجم المدينة."""
    start = max(reading.sentences[head.sentence].start, head.start - WINDOW)
    return any(cue.payload.cue_id == _IF for cue in within(reading.cues_of("modality"), start, head.start))


def _past_of(reading: Reading, group: Group, status: str) -> str:
    """Return the cue of a trial beside a mishap; empty where there is none, and for what is no mishap."""
    past = background_cue(reading, group) if status in MISHAPS else None
    return past.payload.cue_id if past is not None and past.payload.cue_id in _TRIED else ""


def _is_lifted(reading: Reading, group: Group, cue: Match[Cue]) -> bool:
    """Tell whether a deed is told in spite of a cue: قتل ستة خلال محاولة هجوم, it failed and was fought.

    What a list of years has as a topic is its history: 1954 - اتفاق حول انسحاب القوات.
    """
    tried = cue.payload.cue_id == _TRY and _cost_lives(group, cue)
    return tried or (cue.payload.effect == _TOPIC and opens_with_year(reading, group))


def _cost_lives(group: Group, cue: Match[Cue]) -> bool:
    """Tell whether a toll stands before an attempt, or is told with a verb joined behind it."""
    tolls = [hit for hit in group.casualties if hit.casualty and hit.casualty.measure in _FATES]
    return any(hit.start < cue.word_start or (hit.verbal and hit.particle.startswith("و")) for hit in tolls)


def _is_carried_by_future(reading: Reading, head: Hit) -> bool:
    """Tell whether the verb that carries a noun of an act is in the future: ستطلق قريبا هجوما."""
    if head.verbal:
        return False
    sentence = reading.sentences[head.sentence]
    start = max(sentence.start, head.start - 2 * NEAR_BEFORE)
    before = (*within(reading.cued("support"), start, head.start), *within(reading.cued("became"), start, head.start))
    carriers = [c for c in before if c.proclitics.endswith("س")]  # ستطلق هجوما, ستصبح المدينة تحت سيطرة الجيش
    gap = reading.text[carriers[-1].word_end : head.start] if carriers else "\n"
    return not any(sign in gap for sign in CLAUSE_STOPS) and len(gap.split()) <= NEXT


def is_aim(reading: Reading, hit: Hit) -> bool:
    """Tell whether a noun of killing or taking is what somebody is out for: عملية للقضاء على, أرسل قوة لاعتقال.

    What led to it, or befell it, makes it a toll: أدى لقتل خمسة.
    """
    if hit.shape != "noun" or hit.casualty is None or hit.casualty.casualty_id not in _DONE_TO:
        return False
    if hit.particle.lstrip("وف") not in _FOR or _is_counted(reading, hit):
        return False
    before = within(reading.cues, hit.start - 2 * NEAR_BEFORE, hit.start)
    near = (c for c in before if not any(sign in reading.text[c.word_end : hit.start] for sign in CLAUSE_STOPS))
    led = any(c.payload.effect == "cause" or c.payload.cue_id.startswith(_BEFELL) for c in near)
    return not led and not any(
        isinstance(word.payload, Casualty) and word.payload.measure == "result"
        for word in within(reading.words, hit.start - 2 * NEAR_BEFORE, hit.start)
    )


def _is_counted(reading: Reading, hit: Hit) -> bool:
    """Tell whether a number of people stands behind a word: لاعتقال ستة شبان tells whom, and was done."""
    behind = within(reading.counts, hit.end, hit.end + NEAR_BEFORE)
    return any(reading.counts_persons(c.unit) and len(reading.text[hit.end : c.start].split()) <= 1 for c in behind)


def _is_purpose(reading: Reading, group: Group, head: Hit) -> bool:
    """Tell whether ل before a noun of an act tells an aim (لاستهداف, لتحرير), not what befell (تعرض لقصف)."""
    if is_aim(reading, head) and all(hit is head or is_aim(reading, hit) for hit in group.hits):
        return True
    if head.shape != "noun" or head.particle.lstrip("وف") not in _aiming(head) or head.trigger is None:
        return False
    before = within(reading.cues, group.start, head.start)
    befell = any(_befalls(reading, c, head) for c in before)
    told = any(hit is not head or head.event == "arrests" for hit in group.casualties)
    return not befell and not told and head.trigger.event in _AIMED


def _befalls(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether what follows a word befell somebody; what "was done" may have an aim: تم زرعها لاستهداف الدوريات."""
    past = cue.payload.effect == "undergo" and cue.payload.tense == "perfect"
    done = past and not cue.payload.cue_id.startswith(_BEFELL)
    return (cue.payload.effect in {"undergo", "result", "cause"} and not done) or _is_use(reading, cue, head)


def _is_use(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether a weapon was used between a cue and what it was used for: استخدمت قنبلة لقصف الكهوف."""
    return cue.payload.effect == "used" and bool(within(reading.weapons, cue.word_end, head.start))


def _aiming(head: Hit) -> tuple[str, ...]:
    """Return the particles that make a noun an aim; سافر للقتال has the article, and names no battle told before."""
    return _FOR if head.event == "armed-clash" else _FOR[:1]


def _is_passive_habit(reading: Reading, head: Hit) -> bool:
    """Tell whether يتم or يجري stands before a noun of an act: what is done as a rule; تدور معارك is the news."""
    if head.frame == "mutual":
        return False
    before = within(reading.cued("undergo"), head.start - NEAR_BEFORE, head.start)
    return any(c.payload.tense == "imperfect" and not reading.text[c.word_end : head.start].strip() for c in before)


def _lasting_mode(reading: Reading, group: Group, head: Hit) -> Mode | None:
    """Return the mode of a present tense that tells what lasts or what is done again and again."""
    if _is_habit(reading, group, head) or (bool(head.suffix) and is_done_again(reading, head)):
        return Mode(modality="habitual", status="negated", rule="habit-behind")
    if _is_standing(reading, head):
        return Mode(status="topic", rule=STANDING)
    if _is_aim_of_cell(reading, head):
        return Mode(modality="hypothetical", status="negated", rule="aim-of-cell")
    if _is_repeated(head) or _is_passive_habit(reading, head):
        return Mode(modality="generic", status="topic", rule="present-tense")
    return None


def _is_habit(reading: Reading, group: Group, head: Hit) -> bool:
    """Tell whether a present tense is followed by how often: تتعرض القرى لقصف شبه يومي."""
    often = next(iter(within(reading.cued("habitual"), head.end, group.end)), None)
    if often is None or any(sign in reading.text[head.end : often.start] for sign in CLAUSE_STOPS):
        return False
    before = within(reading.cues, max(group.start, head.start - WINDOW), head.start)
    carried = any(c.payload.effect in {"undergo", "support"} and c.payload.tense == "imperfect" for c in before)
    return carried or tense_of(head) == "imperfect"


def _is_standing(reading: Reading, head: Hit) -> bool:
    """Tell whether a present tense tells who holds a place or fights whom; not in a headline, not in قبل أن تسيطر."""
    if head.trigger is None or head.trigger.tense != "imperfect" or head.trigger.event not in _HELD | _KEPT:
        return False
    before = within(reading.cues, head.start - NEAR_BEFORE, head.start)
    touching = {c.payload.effect for c in before if not reading.text[c.word_end : head.start].strip()}
    if _ALONE in head.needs:
        return "became" not in touching  # whose the place is that was raided, also in the lead
    if "relative" in touching or head.trigger.event in _KEPT:
        return "relative" in touching or bool(head.suffix)  # السجن الذي تحتجز فيه, أسرى تحتجزهم
    return head.sentence >= LEAD and not touching & {"that", "boundary", "when"}


def _is_aim_of_cell(reading: Reading, head: Hit) -> bool:
    """Tell whether a present tense tells at what a cell aims: ضبطت خلية إرهابية كانت تستهدف الجيش."""
    if head.trigger is None or head.trigger.tense != "imperfect":
        return False
    cells = within(reading.cued("cell"), head.start - NEAR_BEFORE, head.start)
    return bool(cells) and len(reading.text[cells[-1].word_end : head.start].split()) <= NEXT


def _is_repeated(head: Hit) -> bool:
    """Tell whether a present tense tells what we strike (نستهدف), or what is struck again and again."""
    if head.trigger is None or head.trigger.tense != "imperfect":
        return False
    return head.first_person or (head.trigger.event == "strike" and head.sentence >= LEAD)
