"""Which mention a denial denies.

Words that hold the event themselves (نفى استهداف المستشفى) are judged with the frames. Here stand the denials of what
others said: في ظل نفي الكرملين لتلك الادعاءات, and the sayings that call it false: لا أساس له من الصحة. They go to the
nearest event before them that another speaker told, by choice one whose actor belongs to the denier's state.
"""

from collections.abc import Iterator, Sequence

from schemas.mention import Mention
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import first_cue
from tasks.extract.speech_frame import Frame

ALLEGING = "speech.say-allege"
_SENTENCES_BACK = 3
_PAIR = 2
_CLAUSE = 5  # tokens in which copula, subject and verb stand
_ARTICLE = "ال"
_NEAR_TOKENS = 12
_AT_ONCE = 4  # a clause tells itself what is denied, unless it begins with "these reports"


def find_denied(
    mentions: Sequence[Mention], heard: Heard, *, tellers: Sequence[Sequence[Frame]]
) -> Iterator[tuple[Frame, int]]:
    """Yield frames that deny what others said, each with the number of the mention that it denies.

    `tellers` are, for each mention, the frames that speak of it already: a denial that holds an event itself denies
    nothing else, and nobody denies what his own side tells.
    """
    cues, reading = heard.cues, heard.reading
    settled = {_speaker_in(frame, reading) for told in tellers for frame in told if frame.stance == "denies"}
    for frame in heard.frames:
        span = (frame.scope[0].start, frame.scope[0].end)
        if frame.stance == "denies":
            reach = _AT_ONCE if frame.rule_id.endswith(".that") else _NEAR_TOKENS
            pointed = first_cue(cues, reading, span, "pointer", reach) is not None
            meant = pointed and _speaker_in(frame, reading) not in settled
        else:
            meant = calls_false(frame, heard) and _speaker_in(frame, reading) not in settled
        if not meant:
            continue
        index = _nearest(mentions, frame, reading, tellers)
        if index is not None:
            yield frame, index


def _speaker_in(frame: Frame, reading: Reading) -> tuple[int, str]:
    """Return sentence and speaker: who denies an event there means it with all that he denies there."""
    return reading.sentence_at(frame.trigger_start), frame.source_entity_id or frame.source_text


def calls_false(frame: Frame, heard: Heard) -> bool:
    """Tell whether a speaker calls what he speaks of false: لا أساس لما قيل.

    Who alleges does not: in ادعاءات الحوثيين عارية عن الصحة the words are those of the one who quotes them.
    """
    if frame.rule_id.startswith(ALLEGING) or frame.verbal_type == "Accusation":
        return False
    span = (frame.scope[0].start, frame.scope[0].end)
    return first_cue(heard.cues, heard.reading, span, "false", 2 * _NEAR_TOKENS) is not None


def _nearest(
    mentions: Sequence[Mention], frame: Frame, reading: Reading, tellers: Sequence[Sequence[Frame]]
) -> int | None:
    """Return the mention before a denial, by choice one whose actor is the denier's, else the last one."""
    sentence = reading.sentence_at(frame.trigger_start)
    near: list[tuple[bool, int, int]] = []
    for index, mention in enumerate(mentions):
        told_at = _last_before(mention, frame.trigger_start)
        if told_at is None or mention.kind != "physical" or any(_one_side(t, frame) for t in tellers[index]):
            continue
        told = reading.sentence_at(told_at)
        parts = reading.sentences[sentence].paragraph - reading.sentences[told].paragraph
        related = _of_one_state(mention, frame)
        reach = _SENTENCES_BACK if related else 1
        if sentence - told <= reach and parts <= 1 and (related or mention.status != "background"):
            near.append((related, told_at, index))
    if not near:
        return None
    own = [item for item in near if item[0]]
    return max(own or near, key=lambda item: item[1])[2] if own or frame.stance == "denies" else None


def _last_before(mention: Mention, offset: int) -> int | None:
    """Return where the last passage of a mention before an offset begins."""
    starts = (mention.evidence_start, *(span.start for span in mention.more_evidence))
    return max((start for start in starts if start < offset), default=None)


def side_of(entity_id: str | None) -> str | None:
    """Return the part of an id that all institutions of one state share: actor:ru-mod, actor:ru."""
    return entity_id.partition(":")[2].partition("-")[0] if entity_id else None


def _one_side(one: Frame, two: Frame) -> bool:
    if one.source_entity_id and two.source_entity_id:
        return side_of(one.source_entity_id) == side_of(two.source_entity_id)
    return one.source_text == two.source_text


def _of_one_state(mention: Mention, frame: Frame) -> bool:
    state = side_of(frame.source_entity_id)
    return state is not None and any(side_of(actor) == state for actor in mention.actor_ids)


def denies_event(frame: Frame, heard: Heard) -> bool:
    """Tell whether a denial is of an event: نفى أن يكون استهدف المدينة is, نفى أن تكون الحملة غطاء is not.

    The subject may stand between: نفت أن تكون طائراتها قصفت السوق. To lose such a denial makes the outlet assert it.
    """
    reading = heard.reading
    tokens = within(reading.tokens, frame.scope[0].start, frame.scope[0].end)[:_CLAUSE]
    if len(tokens) < _PAIR or first_cue(heard.cues, reading, (tokens[0].start, tokens[0].end), "copula") is None:
        return True
    done = first_cue(heard.cues, reading, (tokens[1].start, tokens[-1].end), "done") is not None
    return done or any(t.start in heard.page.news and not t.norm.startswith(_ARTICLE) for t in tokens[1:])
