"""Who raised what an article knows only from its denial: a charge beside it, or the one whose words are denied."""

from collections.abc import Sequence

from tasks.extract.denial_words import ALLEGING
from tasks.extract.reading import Reading, within
from tasks.extract.speech_frame import Frame

_CHARGE = "Accusation"
_QUOTED = 8  # tokens of a denial in which whose words it denies are told


def find_accusers(denial: Frame, close: Sequence[Frame], told: Sequence[Frame], reading: Reading) -> list[Frame]:
    """Return the frames, each of another speaker, that raised what is denied; `close` are those around the denial.

    A charge stands in its sentence or the one before; whose words are denied is told at its beginning. Who speaks in
    `told` already raises nothing.
    """
    sentence = reading.sentence_at(denial.trigger_start)
    raised = [f for f in close if _charges(f) and reading.sentence_at(f.trigger_start) in {sentence, sentence - 1}]
    raised += [f for f in close if _is_quoted(f, denial, reading)]
    found: list[Frame] = []
    for frame in raised:
        if not any(same_speaker(frame, other) for other in (*told, *found)):
            found.append(frame)
    return found


def same_speaker(one: Frame, two: Frame) -> bool:
    """Tell whether two frames have one speaker: by id, else by the words that first named him."""
    if one.source_entity_id or two.source_entity_id:
        return one.source_entity_id == two.source_entity_id
    return one.source_start == two.source_start or one.source_text == two.source_text


def _charges(frame: Frame) -> bool:
    """Tell whether a frame raises what another may deny: a charge, or what the outlet calls alleged."""
    return frame.verbal_type == _CHARGE or frame.rule_id.startswith(ALLEGING)


def _is_quoted(frame: Frame, denial: Frame, reading: Reading) -> bool:
    """Tell whether a denial opens with whose words it denies: نفى الأهالي ما أعلنته الحكومة عن مقتل القيادي."""
    scope = denial.scope[0]
    opening = within(reading.tokens, scope.start, scope.end)[:_QUOTED]
    related = frame.rule_id.endswith(".after") and frame.stance in {"asserts", "confirms"}
    return related and bool(opening) and scope.start <= frame.trigger_start < opening[-1].end
