"""The event told last before a denial, which it answers where its own words name none."""

from collections.abc import Sequence

from schemas.mention import Mention
from tasks.extract.actor_kinds import ARMED
from tasks.extract.denied_near import Tellers, of_one_state, told_near
from tasks.extract.disowning import is_accused, speaks_of_part
from tasks.extract.lexicon import Casualty
from tasks.extract.reading import Reading, within
from tasks.extract.speech_frame import Frame

_CHARGE = "Accusation"
_CHARGE_BACK = 2  # sentences from "denies any part" over the charge to the deed
_TAKEN = frozenset({"Arrests", "Abduction/forced disappearance"})
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots", "Protests"})


def nearest_told(
    mentions: Sequence[Mention],
    frame: Frame,
    reading: Reading,
    tellers: Tellers,
    *,
    own: bool = False,
    part: bool = False,
    toll: bool = False,
) -> int | None:
    """Return the mention before a denial, by choice one whose actor is the denier's, else the last one.

    Where its own sentence tells a deed before it of which there is no row, that is what is denied. Who denies a part
    (تنفي أي ضلوع لها) answers a charge, and the deed of history that it was about stands before the charge. Who denies
    a toll speaks of no search or march told since.
    """
    near: list[tuple[bool, int, int]] = []
    sentence = reading.sentence_at(frame.trigger_start)
    for index, mention in enumerate(mentions):
        told_at = told_near(mention, frame, reading, tellers[index], back=_CHARGE_BACK if part else 1)
        related = of_one_state(mention, frame, reading)
        if mention.sub_event_type in _TAKEN and (is_accused(frame, reading) or _is_who_was_taken(frame, reading)):
            continue  # who was arrested denies the charge, and not his arrest
        if toll and mention.event_type not in _VIOLENT:
            continue
        here = told_at is not None and reading.sentence_at(told_at) == sentence
        if told_at is not None and (related or part or here or mention.status != "background"):
            near.append((related, told_at, index))
    start = reading.sentences[sentence].start
    words = within(reading.words, start, frame.trigger_start)
    told_here = any(isinstance(w.payload, Casualty) and not w.suffix for w in words)  # باغتياله is what was told
    if told_here:
        near = [item for item in near if item[0] or reading.sentence_at(item[1]) == sentence]
    if not near:
        return None
    related_ones = [item for item in near if item[0]]
    anyone = related_ones or own or frame.stance == "denies"
    return max(related_ones or near, key=lambda item: item[1])[2] if anyone else None


def counted_before(mentions: Sequence[Mention], frame: Frame, reading: Reading, tellers: Tellers) -> int | None:
    """Return the event of a speaker whose dead were told before a speaker; who alone names a number disputes none."""
    found = nearest_told(mentions, frame, reading, tellers, own=True)
    if found is None:
        return None
    words = within(reading.words, mentions[found].evidence_start, frame.trigger_start)
    return found if any(isinstance(w.payload, Casualty) for w in words) else None


def charged_as_breach(mentions: Sequence[Mention], frame: Frame, reading: Reading, tellers: Tellers) -> int | None:
    """Return the deed with which somebody charged a side that denies to have broken a truce."""
    found = nearest_told(mentions, frame, reading, tellers)
    if found is None or not of_one_state(mentions[found], frame, reading):
        return None
    return found if any(t.verbal_type == _CHARGE for t in tellers[found]) else None


def _is_who_was_taken(frame: Frame, reading: Reading) -> bool:
    """Tell whether one of no side denies a part: ونفى الصحافي علاقته بالخبر is what he was taken for."""
    known = reading.lexicon.entities.known
    speaker = known.get(frame.source_entity_id or "")
    return speaks_of_part(frame, reading) and (speaker is None or speaker.kind not in ARMED)
