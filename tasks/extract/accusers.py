"""Who raised what an article knows only from its denial: a charge beside it, or the one whose words are denied."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.denial_words import ALLEGING, side_of
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_frame import Frame
from tasks.extract.speech_page import token_at
from tasks.extract.speech_phrase import begins_source
from tasks.extract.speech_source import read_sources

_CHARGE = "Accusation"
_SPEAKING = frozenset({"named", "media", "unnamed"})
_QUOTED = 8  # tokens of a denial in which whose words it denies are told


def find_accusers(denial: Frame, close: Sequence[Frame], told: Sequence[Frame], heard: Heard) -> list[Frame]:
    """Return the frames, each of another speaker, that raised what is denied; `close` are those around the denial.

    Whose charges are denied comes first; else a charge stands in its sentence or the one before, or whose words are
    denied is told at its beginning. Who speaks in `told` already raises nothing.
    """
    reading = heard.reading
    sentence = reading.sentence_at(denial.trigger_start)
    near = {sentence, sentence - 1}
    raised = list(_of_charges(denial, heard))
    if not raised:
        raised = [f for f in close if _charges(f) and reading.sentence_at(f.trigger_start) in near]
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


def _of_charges(denial: Frame, heard: Heard) -> Iterator[Frame]:
    """Yield whose charges a denial names, where it is not the denier: نفت أنقرة اتهامات الوحدات الكردية بقصف."""
    page, scope = heard.page, denial.scope[0]
    first, last = token_at(page, scope.start), token_at(page, scope.end)
    own = side_of(denial.source_entity_id, heard.reading)
    for at in range(first, min(first + _QUOTED, last - 1)):
        if not page.particle(at, "charge") or page.particle(at, "part") or not begins_source(page, at + 1):
            continue
        for source in read_sources(page, at + 1, last, loose=False):
            if source.kind in _SPEAKING and side_of(source.entity_id, heard.reading) != own:
                yield replace(
                    denial,
                    source_entity_id=source.entity_id,
                    source_text=source.text,
                    source_start=source.start,
                    source_end=source.end,
                    source_kind=source.kind,
                    stance="asserts",
                    verbal_type=_CHARGE,
                    rule_id="speech.charge.noun",
                )
        return


def _is_quoted(frame: Frame, denial: Frame, reading: Reading) -> bool:
    """Tell whether a denial opens with whose words it denies: نفى الأهالي ما أعلنته الحكومة عن مقتل القيادي."""
    scope = denial.scope[0]
    opening = within(reading.tokens, scope.start, scope.end)[:_QUOTED]
    related = frame.rule_id.endswith(".after") and frame.stance in {"asserts", "confirms"}
    return related and bool(opening) and scope.start <= frame.trigger_start < opening[-1].end
