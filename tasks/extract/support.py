"""Whether the words of an event have what they need beside them before they count (column `needs` of triggers.tsv)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import is_

from tasks.extract.actor_kinds import ARMED, FIGHTERS, FORCES
from tasks.extract.amounts import PERSONS
from tasks.extract.arguments import Parties
from tasks.extract.entities import EntityHit
from tasks.extract.figurative import is_figurative
from tasks.extract.grouping import Group, is_brought
from tasks.extract.hits import COMPLETING, PEOPLE, WOUNDS, Hit, munition_near, takes_people
from tasks.extract.lexicon import Trigger
from tasks.extract.reading import Reading, within

_FATE = frozenset({"killed", "injured"})
_TELLING = frozenset({"message", "that", "that-pronoun"})  # what follows is told, not sent
_KIND = frozenset({"weapon", "persons", "troops", "number", "company", "place", "forces", "band", "protest"})
_TROOPS = frozenset({"aircraft", "vehicles_destroyed", "munitions", "personnel"})
_BY = "ب"  # the particle of what is ruled, and of what kills
_BESIDE = 16  # characters before a verb in which its munition stands: صاروخ سقط
_DEATH = "cas-toll-death"  # أدى إلى وفاة is told of accidents as well
_FAR = 90  # characters between تعرض and the shells that came down, with who was hit and where between
_OBJECT = 40  # characters between a word of attack and what it hits
_REACH = 60
_CIVIC = frozenset({"none", "arrests", "agreement", "peaceful-protest", "protest-with-intervention", "headquarters"})
_PLATFORM = "platform"
_BAND = "community"  # settlers raid a town as a force does
_ARRIVALS = frozenset({"change-to-group"})
_NEXT = 3  # characters to the next word, with its article and preposition


def is_supported(reading: Reading, group: Group, parties: Parties, weapon: EntityHit | None) -> bool:
    """Tell whether any word of a group has what it needs; a toll alone needs to be one of people."""
    tolls = [hit for hit in group.casualties if hit.casualty and hit.casualty.casualty_id != _DEATH]
    if not group.events:
        # توفي متأثرا بجروحه alone: the blow was told before, or never
        return any(hit.casualty and hit.casualty.measure != "result" and WOUNDS not in hit.needs for hit in tolls)
    killed = any(hit.casualty and hit.casualty.measure in _FATE and hit.trigger is None for hit in tolls)
    return killed or any(_has(reading, group, hit, parties, weapon) for hit in group.events)


def supported_group(reading: Reading, group: Group, parties: Parties, weapon: EntityHit | None) -> Group:
    """Return a group without the words of events that lack what they need: they type nothing.

    A killing told beside the break-up of a cell is no disrupted weapon.
    """
    kept = tuple(
        hit._replace(trigger=None) if _is_something_else(reading, group, hit, parties, weapon) else hit
        for hit in group.hits
    )
    told = tuple(hit for hit in kept if hit.trigger is not None or hit.casualty is not None)
    if len(told) == len(group.hits) and all(map(is_, told, group.hits)):  # nearly always
        return group
    return replace(group, hits=told) if told else group


def _is_something_else(reading: Reading, group: Group, hit: Hit, parties: Parties, weapon: EntityHit | None) -> bool:
    """Tell whether a word lacks what makes it an event of its kind; a word of attack beside the dead lacks nothing."""
    return bool(_KIND & set(hit.needs)) and not _has(reading, group, hit, parties, weapon)


def _has(reading: Reading, group: Group, hit: Hit, parties: Parties, weapon: EntityHit | None) -> bool:
    if not hit.needs:
        return True
    armed = _is_armed(parties, weapon) or _acts_itself(hit, weapon)
    checks: dict[str, Callable[[], bool]] = {
        "armed": lambda: armed,
        "conflict": lambda: (
            armed or ((is_conflict(reading) or _is_band(parties)) and _does_harm(reading, group, hit, parties))
        ),
        "waged": lambda: armed or _is_waged(reading, group, hit, parties),
        "violence": lambda: armed or _does_harm(reading, group, hit, parties),
        "weapon": lambda: _names_arms(reading, hit),
        "persons": lambda: _takes_persons(reading, hit, parties),
        "forces": lambda: any(e.kind in FORCES for e in parties.actors) or _flies_itself(hit, weapon),
        "band": lambda: any(e.kind in FORCES for e in parties.actors) or _is_band(parties),
        "protest": lambda: _is_outcry(reading, hit),
        "place": lambda: (armed or _is_fought(reading)) and _has_place(reading, group),
        "number": lambda: bool(within(reading.counts, group.start, group.end)),
        "company": lambda: _is_used(reading, group, hit),
        "troops": lambda: _moves_troops(reading, hit),
    }
    needs = hit.trigger.needs.split(",") if hit.trigger and hit.trigger.needs else []
    return all(checks[need]() for need in needs if need in checks)


def may_have(reading: Reading, hit: Hit, *, armed: bool, toll: bool) -> bool:
    """Tell whether a word may have what it needs, whoever its sides are: false only where `_has` is false for any.

    `armed` tells that a force or a weapon is named in the article, `toll` that the sentence tells one.
    """
    band = any(e.kind == _BAND for e in reading.entities)
    harm = armed or toll or any(e.kind == "civilians" for e in reading.entities)
    harm = harm or bool(within(reading.objects, hit.end, hit.end + _OBJECT))
    checks: dict[str, Callable[[], bool]] = {
        "armed": lambda: armed,
        "forces": lambda: armed,
        "band": lambda: armed or band,
        "place": lambda: armed,
        "violence": lambda: harm,
        "conflict": lambda: armed or (harm and (band or is_conflict(reading))),
        "waged": lambda: armed or is_conflict(reading),
        "weapon": lambda: _names_arms(reading, hit),
        "troops": lambda: _moves_troops(reading, hit),
    }
    return all(checks[need]() for need in hit.needs if need in checks)


def _names_arms(reading: Reading, hit: Hit) -> bool:
    """Tell whether a weapon stands behind a word, or arms in general: ضبط أسلحة وذخائر."""
    if within(reading.weapons, hit.start, hit.end + _REACH):
        return True
    stop = min([hit.end + _OBJECT, *_stops(reading, hit)])
    return any(cue.payload.effect == "arms" for cue in within(reading.cues, hit.end, stop))


def _is_used(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether a weapon is used, not found or held: a word of an attack or a toll beside it, إلقاء قنبلة, بعبوة."""
    if hit.particle.lstrip("وف") == "ب" or any(other.needs != hit.needs for other in group.hits):
        return True
    before = within(reading.cues, max(group.start, hit.start - _FAR), hit.start)
    return any(is_brought(cue.payload) for cue in before)


def _is_armed(parties: Parties, weapon: EntityHit | None) -> bool:
    """Tell whether a force stands on a side, or a weapon is named that is no means of travel."""
    if any(e.kind in FORCES for e in (*parties.actors, *parties.targets)):
        return True
    acts = any(e.kind in ARMED for e in parties.actors)
    return weapon is not None and (acts or weapon.kind != _PLATFORM)


def _acts_itself(hit: Hit, weapon: EntityHit | None) -> bool:
    """Tell whether the platform follows the word of attack at once: استهدفت طائرة مسيرة سيارة."""
    return weapon is not None and 0 <= weapon.start - hit.end <= _NEXT


def _flies_itself(hit: Hit, weapon: EntityHit | None) -> bool:
    """Tell whether aircraft are what acts, at once behind the verb: أغارت مقاتلات على مخزن."""
    return hit.verbal and _acts_itself(hit, weapon) and weapon is not None and weapon.kind == _PLATFORM


def _is_band(parties: Parties) -> bool:
    return any(e.kind == _BAND for e in parties.actors)


def _does_harm(reading: Reading, group: Group, hit: Hit, parties: Parties) -> bool:
    harmed = any(e.kind == "civilians" for e in parties.targets)
    return harmed or _toll(group) or bool(within(reading.objects, hit.end, hit.end + _OBJECT))


def _is_waged(reading: Reading, group: Group, hit: Hit, parties: Parties) -> bool:
    """Tell whether battles are told to rage at a place of a war: تدور معارك في جبهة كذا; or to have done harm."""
    if is_conflict(reading) and _does_harm(reading, group, hit, parties):
        return True
    near = within(reading.cues, hit.start - _OBJECT, hit.end + _OBJECT)
    rages = any(cue.payload.effect == "undergo" for cue in near)
    return rages and _is_fought(reading) and bool(within(reading.places, group.start, group.end))


def _is_fought(reading: Reading) -> bool:
    return any(e.kind in FIGHTERS for e in reading.entities)


def is_conflict(reading: Reading) -> bool:
    """Tell whether a text is about armed conflict at all: a force that fights, or a word that tells nothing else."""
    if _is_fought(reading):
        return True
    return any(
        isinstance(word.payload, Trigger) and word.payload.needs == "" and word.payload.event not in _CIVIC
        for word in reading.words
    )


def _takes_persons(reading: Reading, hit: Hit, parties: Parties) -> bool:
    """Tell whether people stand beside a word of taking: it may mean to stop a thing or to steal a show."""
    near = within(reading.units, hit.end, hit.end + _REACH)
    if hit.suffix or any(e.kind in FORCES for e in parties.actors):
        return True
    return any(reading.counts_persons(unit.payload) for unit in near) or bool(parties.targets)


def launch_words(reading: Reading, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the words without verbs of launching and falling that launch nothing: سقط عشرة جنود, أطلق حملة.

    They go before the words are grouped, or a fall of victims would be typed as shelling.
    """
    read = map(_without_munition, hits)
    kept = tuple(hit for hit in read if all(_is_followed(reading, hit, need) for need in hit.needs))
    kept = tuple(hit for hit in kept if not _brings_victims(reading, hit))
    return tuple(hit for hit in kept if WOUNDS not in hit.needs or not _is_one_more_death(kept, hit))


def _brings_victims(reading: Reading, hit: Hit) -> bool:
    """Tell whether who arrives are the dead or the wounded, not troops: وصل إلى المستشفى 17 شهيدا."""
    if hit.event not in _ARRIVALS:
        return False
    stop = min([hit.end + _REACH, *_stops(reading, hit)])
    return any(cue.payload.effect == "fallen" for cue in within(reading.cues, hit.end, stop))


def _without_munition(hit: Hit) -> Hit:
    """Return a fall of people without its reading as a fall of shells: سقط عشرة جنود."""
    fell = hit.casualty is not None and hit.casualty.needs == PEOPLE and hit.trigger is not None
    return hit._replace(trigger=None) if fell else hit


def _is_one_more_death(hits: Sequence[Hit], hit: Hit) -> bool:
    """Tell whether dead are told before who died of wounds in the same sentence: he is one of them, or a later one."""
    before = (other for other in hits if other.sentence == hit.sentence and other.start < hit.start)
    return any(other.casualty is not None and other.casualty.measure == "killed" for other in before)


def _is_followed(reading: Reading, hit: Hit, what: str) -> bool:
    """Tell whether what completes a verb follows in its clause (a role of connectors.tsv) or shells stand beside it."""
    stop = min([hit.end + _REACH, *_stops(reading, hit)])
    if what == "munition":
        return munition_near(reading, hit.start - _BESIDE, stop)
    if what == "victims":
        return not _rules(reading, hit) and _has_victims(reading, hit, stop)
    if what in _BESIDE_IT:
        return _BESIDE_IT[what](reading, hit)
    if what == "tangible":
        return not is_figurative(reading, hit)
    if what not in COMPLETING:
        return True
    named = f"con-{what}"
    return any(c.payload.effect == what or c.payload.cue_id == named for c in within(reading.cues, hit.end, stop))


def _takes_people(reading: Reading, hit: Hit) -> bool:
    return takes_people(reading, hit.end)


def _is_counted_people(reading: Reading, hit: Hit) -> bool:
    """Tell whether a number of people stands right behind a word: جثث ستة مدنيين, أسر ستة جنود; not أسر الشهداء."""
    number = next((n for n in within(reading.numbers, hit.end, hit.end + _OBJECT) if n.counts), None)
    if number is None or reading.text[hit.end : number.start].strip():
        return False
    unit = next((c.unit for c in within(reading.counts, number.start, number.end + 1)), None)
    return unit is None or reading.lexicon.unit_meanings[unit.unit_id].measure == PERSONS


def _is_held_now(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb of becoming stands before the hands that hold a place: أصبحت البلدة في قبضة الفصيل."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _REACH)
    before = [cue for cue in within(reading.cues, start, hit.start) if cue.payload.effect == "became"]
    return bool(before) and not any(sign in reading.text[before[-1].end : hit.start] for sign in "،.؛\n")


def _is_moved(reading: Reading, hit: Hit) -> bool:
    """Tell whether troops come or are sent: وصول تعزيزات, تعزيزات وصلت; in غارات على تعزيزات they are what is hit."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _OBJECT)
    near = within(reading.cues, start, hit.end + _REACH)
    return any(cue.payload.effect == "moved" and not hit.start <= cue.start < hit.end for cue in near)


_BESIDE_IT: Mapping[str, Callable[[Reading, Hit], bool]] = {
    "captive": _takes_people,
    "counted": _is_counted_people,
    "became": _is_held_now,
    "moved": _is_moved,
}


def _rules(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb rules on something (حكم يقضي بثبوت التهمة), not perishes by violence: قضوا بغارة."""
    start = hit.end + 1
    if not reading.shadow.norm.startswith(_BY, reading.shadow.at(start)):
        return False
    violent = [c for c in within(reading.cues, start, start + 1) if c.payload.effect in {"by", "cause"}]
    return not violent and not any(word.word_start <= start for word in within(reading.words, start, start + _BESIDE))


def _has_victims(reading: Reading, hit: Hit, stop: int) -> bool:
    """Tell whether people, a number, a cause or another word of violence follow: قضى ثلاثة, قضوا في القصف."""
    if any(reading.counts_persons(unit.payload) for unit in within(reading.units, hit.end, stop)):
        return True
    cause = any(cue.payload.effect == "cause" for cue in within(reading.cues, hit.end, stop))
    return cause or bool(within(reading.numbers, hit.end, stop) or within(reading.words, hit.end, stop))


def _is_outcry(reading: Reading, hit: Hit) -> bool:
    """Tell whether somebody protests in the sentence of a word or beside it: تظاهرة is a festival as well."""
    first, last = max(0, hit.sentence - 1), min(hit.sentence + 1, len(reading.sentences) - 1)
    found = reading.lexicon.subjects.find(reading.shadow)
    near = within(found, reading.sentences[first].start, reading.sentences[last].end)
    return any(match.payload == "protest" and not hit.start <= match.start < hit.end for match in near)


def _has_place(reading: Reading, group: Group) -> bool:
    return bool(within(reading.places, reading.sentences[group.sentence].start, group.end))


def _toll(group: Group) -> bool:
    return any(hit.casualty and hit.casualty.measure != "result" for hit in group.casualties)


def _moves_troops(reading: Reading, hit: Hit) -> bool:
    """Tell whether soldiers, aircraft or arms follow a verb of sending, not messages: بيان نشرته الأحد إن طائرات."""
    stop = min([hit.end + _REACH, *_stops(reading, hit)])
    words = [cue.start for cue in within(reading.cues, hit.end, stop) if cue.payload.effect in _TELLING]
    stop = min([stop, *words])
    if within(reading.weapons, hit.end, stop):
        return True
    for unit in within(reading.units, hit.end, stop):
        meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
        troops = meaning.measure in _TROOPS or meaning.victim_class == "combatant"
        counted = bool(within(reading.counts, hit.end, unit.end))  # ثمانين جنديا
        if troops and (counted or unit.payload.number != "singular"):
            return True
    return False


def _stops(reading: Reading, hit: Hit) -> list[int]:
    found = (reading.text.find(sign, hit.end, hit.end + _REACH) for sign in "،.؛\n")
    return [place for place in found if place >= 0]
