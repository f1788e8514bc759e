"""In which country a passage plays, where its sentence opens with one: وفي العراق، قتل عشرة في هجمات.

Who acted in one country did not go on in the next: the air force that bombed a town in Aleppo stood as the doer of the
bombings in Baghdad that the same agency told behind it.
"""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.drafts import Draft
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.phrases import GOVERNING, cue_before
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within

_OPENING = 40  # characters in which a sentence names where it plays
_PLACE, _IN = "place", "in"
_COALITION = "coalition"  # fights in several countries at once
_LEADING = frozenset({*GOVERNING, "reason", "by", "origin", "that", "when", "turn"})
_VERB = 2  # words of a verb before its subject
_ITEMS = ("-", "–", "—", "•", "*", "●", "▪", "◾", "■")
_FEW = 3  # sentences that are looked through


def has_moved(reading: Reading, group: Group, draft: Draft) -> bool:
    """Tell whether a sentence between an earlier event and a word opens in another country than that of the event."""
    country = draft.place.country if draft.place is not None else draft.country
    if country is None or any(hit.definite for hit in group.events) or all(e.kind == _COALITION for e in draft.actors):
        return False
    first = max(draft.groups[-1].sentence + 1, group.sentence - _FEW)
    opened = (_opens_in(reading, sentence) for sentence in range(first, group.sentence + 1))
    return any(other not in {None, country} for other in opened)


def falls_elsewhere(reading: Reading, group: Group, draft: Draft) -> bool:
    """Tell whether a sentence opens in another province with who fell there, and does not say by whose hand.

    فجر التنظيم سيارة في قندهار. وفي كابل، قتل ثلاثة في انفجار لغم: who laid the mine is open.
    """
    first = group.hits[0]
    if draft.groups[-1].sentence == group.sentence or first.casualty is None or not first.verbal:
        return False
    if draft.place is None or draft.place.admin1 is None or any(hit.definite for hit in group.events):
        return False
    place = _fronted_place(reading, group.sentence)
    return place is not None and place.admin1 not in {None, draft.place.admin1}


def is_others(reading: Reading, group: Group, draft: Draft) -> bool:
    """Tell whether a sentence between an earlier event and a word tells what another force did.

    دمرت طائرات كذا مخزنا. ونجحت المقاومة في تنفيذ عمليتين. وسقط قتلى إثر استهداف دورية: who hit the patrol is open.
    """
    first, last = draft.groups[-1].sentence + 1, group.sentence - 1
    if first > last:
        return False
    told = within(reading.entities, reading.sentences[first].start, reading.sentences[last].end)
    acting = [e for e in told if e.kind in FORCES and cue_before(reading, e.start) not in GOVERNING]
    known = {e.entity_id for e in (*draft.actors, *draft.targets)}
    return bool(acting) and not {e.entity_id for e in acting} & known


def begins_item(reading: Reading, sentence: int) -> bool:
    """Tell whether a sentence is a line of a list, with a dash or a dot before it: - قصفت القوات قرية كذا."""
    return reading.text.startswith(_ITEMS, reading.sentences[sentence].start)


def opens_sentence(reading: Reading, entity: EntityHit, start: int) -> bool:
    """Tell whether a side is what a sentence is about: وباتت قوات كذا تتبع سياسة القصف; not وقالت قوات كذا إن القصف.

    Who struck in the sentence before did not carry on in its blows.
    """
    before = within(reading.tokens, start, entity.start)
    led = any(cue.payload.effect in _LEADING for cue in within(reading.cues, start, entity.start))
    told = led or bool(within(reading.words, start, entity.start))
    if len(before) > _VERB or told:
        return False
    verbs = reading.lexicon.speech.verbs
    return not any(token.norm in verbs or token.norm.removeprefix("و") in verbs for token in before)


def _opens_in(reading: Reading, sentence: int) -> str | None:
    """Return the country of the place that a sentence opens with; None where it opens with none."""
    place = _fronted_place(reading, sentence)
    return place.country if place is not None else None


def _fronted_place(reading: Reading, sentence: int) -> PlaceHit | None:
    """Return the place that a sentence opens with, behind "in"; None where it opens with none."""
    start = reading.sentences[sentence].start
    places = within(reading.places, start, start + _OPENING)
    cues = within(reading.cued(_IN), start, start + _OPENING)
    if not places or not cues or places[0].role != _PLACE:
        return None
    fronted = cues[0].word_start == start and cues[0].word_end <= places[0].name_start
    return places[0] if fronted else None
