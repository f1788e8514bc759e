"""How near an event must have been told to a denial, and by whom: nobody denies what his own side tells."""

from collections.abc import Sequence

from schemas.mention import Mention, Span
from tasks.extract.actor_kinds import FORCES
from tasks.extract.denial_words import side_of
from tasks.extract.denied_thing import kinds_in
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_frame import Frame

_SENTENCES_BACK = 3
_CHARGED_BACK = 8  # sentences between a charge and what the accused says of it
_CHARGE = "Accusation"
_ENDS = frozenset({"،", ",", "»", "؛"})
Tellers = Sequence[Sequence[Frame]]


def told_near(mention: Mention, frame: Frame, reading: Reading, told: Sequence[Frame], *, back: int = 1) -> int | None:
    """Return where an event was last told before a denial, near enough, and by nobody of the denier's side."""
    told_at = last_before(mention, frame.trigger_start)
    before = [t for t in told if t.trigger_start < frame.trigger_start and not _accuses_denier(t, mention, frame)]
    granted = any(one_side(t, frame, reading) for t in before)
    if told_at is None or mention.kind != "physical" or granted:
        return None
    sentence, told_in = reading.sentence_at(frame.trigger_start), reading.sentence_at(told_at)
    parts = reading.sentences[sentence].paragraph - reading.sentences[told_in].paragraph
    related = of_one_state(mention, frame, reading)
    if related and frame.stance == "denies" and any(t.verbal_type == _CHARGE for t in told):
        return told_at if sentence - told_in <= _CHARGED_BACK else None  # others are heard before the accused answers
    return told_at if sentence - told_in <= (_SENTENCES_BACK if related else back) and parts <= back else None


def last_before(mention: Mention, offset: int) -> int | None:
    """Return where the last passage of a mention before an offset begins."""
    starts = (mention.evidence_start, *(span.start for span in mention.more_evidence))
    return max((start for start in starts if start < offset), default=None)


def one_side(one: Frame, two: Frame, reading: Reading) -> bool:
    """Tell whether two speakers are of one side; those of whom no list knows, by their words."""
    if one.source_entity_id and two.source_entity_id:
        return side_of(one.source_entity_id, reading) == side_of(two.source_entity_id, reading)
    return one.source_text == two.source_text


def _accuses_denier(told: Frame, mention: Mention, frame: Frame) -> bool:
    """Tell whether who tells an event charges the denier with it, though both are of one country: two governments."""
    return told.verbal_type == _CHARGE and frame.source_entity_id in mention.actor_ids


def of_one_state(mention: Mention, frame: Frame, reading: Reading) -> bool:
    """Tell whether a doer of an event is of the speaker's side."""
    state = side_of(frame.source_entity_id, reading)
    return state is not None and any(side_of(actor, reading) == state for actor in mention.actor_ids)


def answers_doer(mention: Mention, frame: Frame, heard: Heard) -> bool:
    """Tell whether what is denied is another thing that the doers of a deed say of it, which nobody denies then.

    استشهد الشاب برصاص الجيش. وزعم الجيش أن الشاب حاول طعن جندي، وهو ما نفاه شهود.
    """
    reading = heard.reading
    here = reading.sentence_at(frame.trigger_start)
    told = [f for f in heard.frames if f.trigger_start < frame.trigger_start and f.stance != "denies"]
    last = told[-1] if told else None
    if last is None or here - reading.sentence_at(last.trigger_start) > 1 or not of_one_state(mention, last, reading):
        return False
    said = Span(start=last.scope[0].start, end=min(last.scope[0].end, frame.trigger_start))
    kinds = kinds_in(reading, Span(start=mention.evidence_start, end=mention.evidence_end))
    meant = kinds_in(reading, said) if said.start < said.end else set[str]()
    return bool(meant) and meant.isdisjoint(kinds) and mention.evidence_end <= last.trigger_start


def last_claimed(mentions: Sequence[Mention], frame: Frame, reading: Reading, tellers: Tellers) -> int | None:
    """Return the last event told before a denial of "this news", where another claims it and it is not far.

    أعلنت الحركة إسقاط مروحية. وسمع شهود انفجارا. وقال متحدث باسم الوزارة إن هذا الخبر غير صحيح.
    """
    near = [(at, i) for i, m in enumerate(mentions) if (at := last_before(m, frame.trigger_start)) is not None]
    told_at, index = max(near, default=(0, None))
    if index is None or mentions[index].kind != "physical" or mentions[index].status == "background":
        return None
    others = [t for t in tellers[index] if t.stance != "denies" and not one_side(t, frame, reading)]
    away = reading.sentence_at(frame.trigger_start) - reading.sentence_at(told_at)
    return index if others and len(others) == len(tellers[index]) and away <= _SENTENCES_BACK else None


def names_strangers(mention: Mention, frame: Frame, reading: Reading, start: int) -> bool:
    """Tell whether what is denied names armed sides that had no part in an event, nor has the denier.

    فجر تنظيم سيارة. ونفت المقاومة ما تم تداوله حول تصفية أسرى حوثيين: that is another deed.
    """
    scope = frame.scope[0]
    own = {side_of(frame.source_entity_id, reading)}
    parties = {side_of(i, reading) for i in (*mention.actor_ids, *mention.target_ids)}
    clause = next((t.start for t in within(reading.tokens, start, scope.end) if t.norm in _ENDS), scope.end)
    named = {side_of(e.entity_id, reading) for e in within(reading.entities, start, clause) if e.kind in FORCES} - own
    return bool(named and mention.actor_ids) and (named | own).isdisjoint(parties)
