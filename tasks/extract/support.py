"""Whether the words of an event have what they need beside them before they count (column `needs` of triggers.tsv)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import is_

from tasks.extract.actor_kinds import ARMED, FIGHTERS, FORCES, is_crowd
from tasks.extract.beside_it import stops_behind
from tasks.extract.carried_toll import carried_toll
from tasks.extract.conflict import is_conflict, is_fought
from tasks.extract.entities import EntityHit
from tasks.extract.following import GROUND, counts_people
from tasks.extract.grouping import Group, is_brought
from tasks.extract.hits import WOUNDS, Hit
from tasks.extract.other_subjects import subject_words
from tasks.extract.parties import Parties, are_people, is_band, is_of_nation
from tasks.extract.rammings import SIDES, hits_many, is_called_attack, may_be_hostile, rams_people
from tasks.extract.reading import Reading, within
from tasks.extract.struck import (
    acts_itself,
    flies_itself,
    hits_post,
    is_downed,
    is_told_of,
    publishes,
    takes_districts,
    takes_goods,
    undergoes,
)

_FATE = frozenset({"killed", "injured", "displaced"})
_TELLING = frozenset({"message", "that", "that-pronoun"})  # what follows is told, not sent
_KIND = frozenset(
    {"weapon", "persons", "troops", "number", "company", "place", "forces", "foe", "band", "meant", "rams", "protest"}
)
_TROOPS = frozenset({"aircraft", "vehicles_destroyed", "munitions", "personnel"})
_DEATH = "cas-toll-death"  # أدى إلى وفاة is told of accidents as well
_FAR = 90  # characters between تعرض and the shells that came down, with who was hit and where between
_OBJECT = 40  # characters between a word of attack and what it hits
_REACH = 60
_PLATFORM = "platform"
_BAND = "community"  # settlers raid a town as a force does
_BESIDE = 12  # characters between a verb and who stands beside it
_NEXT = 3  # characters to the next word, with its article and preposition
_REGAINS = "cap-regain"


def is_supported(reading: Reading, group: Group, parties: Parties, weapon: EntityHit | None) -> bool:
    """Tell whether any word of a group has what it needs; a toll alone needs to be one of people."""
    tolls = [hit for hit in group.casualties if hit.casualty and hit.casualty.casualty_id != _DEATH]
    if not group.events:
        # توفي متأثرا بجروحه alone: the blow was told before, or never
        return any(hit.casualty and hit.casualty.measure != "result" and WOUNDS not in hit.needs for hit in tolls)
    killed = any(hit.casualty and hit.casualty.measure in _FATE and hit.trigger is None for hit in tolls)
    if killed or any(_has(reading, group, hit, parties, weapon) for hit in group.events):
        return True
    return any(True for _ in carried_toll(reading, group))  # وخمسة في هجوم آخر في كذا


def supported_group(reading: Reading, group: Group, parties: Parties, weapon: EntityHit | None) -> Group:
    """Return a group without the words of events that lack what they need: they type nothing.

    A killing told beside the break-up of a cell is no disrupted weapon.
    """
    kept = tuple(
        replace(hit, trigger=None) if _is_something_else(reading, group, hit, parties, weapon) else hit
        for hit in group.hits
    )
    told = tuple(hit for hit in kept if hit.trigger is not None or hit.casualty is not None)
    if len(told) == len(group.hits) and all(map(is_, told, group.hits)):  # nearly always
        return group
    return replace(group, hits=told) if told else group


def _is_something_else(reading: Reading, group: Group, hit: Hit, parties: Parties, weapon: EntityHit | None) -> bool:
    """Tell whether a word lacks what makes it an event of its kind; a word of attack beside the dead lacks nothing."""
    return not _KIND.isdisjoint(hit.needs) and not _has(reading, group, hit, parties, weapon)


def _has(reading: Reading, group: Group, hit: Hit, parties: Parties, weapon: EntityHit | None) -> bool:
    if not hit.needs:
        return True
    if hit.trigger is None:
        return True
    case = _Case(reading, group, hit, parties, weapon)
    return all(_CHECKS[need](case) for need in hit.needs if need in _CHECKS)


class _Case:
    """A word of an event with what stands beside it."""

    def __init__(self, reading: Reading, group: Group, hit: Hit, parties: Parties, weapon: EntityHit | None) -> None:
        self.reading = reading
        self.group = group
        self.hit = hit
        self.parties = parties
        self.weapon = weapon

    def is_armed(self) -> bool:
        """Tell whether a force stands on a side, or a weapon that strikes."""
        return _is_armed(self.parties, self.weapon) or acts_itself(self.reading, self.hit, self.weapon)

    def is_hostile(self) -> bool:
        """Tell whether who stabs or is stabbed is of a side: a gunman, settlers, a people; not رجل alone, but many."""
        sides = (*self.parties.actors, *self.parties.targets)
        return (
            self.is_armed() or any(e.kind in SIDES for e in sides) or hits_many(self.reading, self.hit, self.group.end)
        )

    def does_harm(self) -> bool:
        """Tell whether people or things are told to be hit."""
        return _does_harm(self.reading, self.group, self.hit, self.parties)

    def raids_town(self) -> bool:
        """Tell whether settlers or a crowd attack a place that is named right behind: هاجم مستوطنون قرية حوارة."""
        guards = [c.word_end for c in within(self.reading.cued("company"), self.hit.end, self.hit.end + _OBJECT)]
        near = within(self.reading.places, self.hit.end, max([self.hit.end, *guards]) + _OBJECT)
        return self.hit.verbal and is_band(self.parties) and bool(near)

    def has_force(self) -> bool:
        """Tell whether a force is the doer."""
        return any(e.kind in FORCES for e in self.parties.actors)


_CHECKS: Mapping[str, Callable[[_Case], bool]] = {
    "armed": lambda c: c.is_armed(),
    "hostile": lambda c: c.is_hostile(),
    "conflict": lambda c: (
        c.is_armed()
        or ((is_conflict(c.reading) or is_band(c.parties)) and c.does_harm())
        or c.raids_town()
        or hits_post(c.reading, c.hit)
    ),
    "waged": lambda c: c.is_armed() or _is_waged(c.reading, c.group, c.hit, c.parties),
    "violence": lambda c: c.is_armed() or c.does_harm(),
    "weapon": lambda c: _names_arms(c.reading, c.hit),
    "persons": lambda c: _takes_persons(c.reading, c.hit, c.parties),
    "forces": lambda c: c.has_force() or flies_itself(c.hit, c.weapon),
    "fighters": lambda c: any(e.kind in FIGHTERS for e in c.parties.actors),
    "band": lambda c: c.has_force() or is_band(c.parties) or are_people(c.parties),
    "meant": lambda c: _is_meant(c.reading, c.group, c.hit, c.parties),
    "rams": lambda c: rams_people(c.reading, c.hit),
    "protest": lambda c: _is_outcry(c.reading, c.hit),
    "place": lambda c: (
        (c.is_armed() or is_fought(c.reading))
        and _takes_ground(c.reading, c.group, c.hit)
        and not takes_goods(c.reading, c.hit)
    ),
    "foe": lambda c: any(e.kind in FORCES for e in c.parties.targets),
    "number": lambda c: bool(within(c.reading.counts, c.group.start, c.group.end)),
    "company": lambda c: _is_used(c.reading, c.group, c.hit),
    "troops": lambda c: _moves_troops(c.reading, c.hit),
}


def may_have(reading: Reading, hit: Hit, *, armed: bool, toll: bool) -> bool:
    """Tell whether a word may have what it needs, whoever its sides are: false only where `_has` is false for any.

    `armed` tells that a force or a weapon is named in the article, `toll` that the sentence tells one.
    """
    if not hit.needs:
        return True
    band = any(e.kind == _BAND or is_crowd(e.entity_id) for e in reading.entities)
    nation = any(is_of_nation(e) for e in reading.entities)
    harm = armed or toll or any(e.kind == "civilians" for e in reading.entities)
    harm = harm or bool(within(reading.objects, hit.end, hit.end + _OBJECT)) or undergoes(reading, hit)
    checks: dict[str, Callable[[], bool]] = {
        "armed": lambda: armed,
        "hostile": lambda: armed or may_be_hostile(reading, hit),
        "forces": lambda: armed,
        "band": lambda: armed or band or nation,
        "place": lambda: armed,
        "violence": lambda: harm,
        "conflict": lambda: armed or band or (harm and is_conflict(reading)) or hits_post(reading, hit),
        "waged": lambda: armed or is_conflict(reading),
        "weapon": lambda: _names_arms(reading, hit),
        "troops": lambda: _moves_troops(reading, hit),
    }
    return all(checks[need]() for need in hit.needs if need in checks)


def _names_arms(reading: Reading, hit: Hit) -> bool:
    """Tell whether a weapon stands behind a word, or arms in general: ضبط أسلحة وذخائر."""
    if within(reading.weapons, hit.start, hit.end + _REACH) or is_downed(reading, hit) or is_told_of(reading, hit):
        return True
    stop = min([hit.end + _OBJECT, *stops_behind(reading, hit)])
    return any(cue.payload.effect == "arms" for cue in within(reading.cues, hit.end, stop))


def _is_used(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether a weapon is used, not found or held: a word of an attack or a toll beside it, إلقاء قنبلة, بعبوة."""
    if hit.particle.lstrip("وف") == "ب" or any(_is_with(other, hit) for other in group.hits):
        return True
    before = within(reading.cues, max(group.start, hit.start - _FAR), hit.start)
    return any(is_brought(cue.payload) for cue in before)


def _is_with(other: Hit, hit: Hit) -> bool:
    """Tell whether another word makes a weapon one that is used: that of an attack, or the bomber's car."""
    return other.needs != hit.needs or (other.event != hit.event and other.particle == "ب")


def _is_armed(parties: Parties, weapon: EntityHit | None) -> bool:
    """Tell whether a force stands on a side, or a weapon is named that is no means of travel."""
    if any(e.kind in FORCES for e in (*parties.actors, *parties.targets)):
        return True
    acts = any(e.kind in ARMED for e in parties.actors)
    return weapon is not None and (acts or weapon.kind != _PLATFORM)


def _is_meant(reading: Reading, group: Group, hit: Hit, parties: Parties) -> bool:
    """Tell whether people are run over on purpose: by no lorry and no driver alone, دهسته شاحنة مسرعة."""
    if any(e.kind in FIGHTERS for e in parties.actors) or any(e.kind in FORCES for e in parties.targets):
        return True
    if is_called_attack(reading):
        return True
    near = within(reading.cued("vehicle"), max(group.start, hit.start - _BESIDE), hit.end + _BESIDE)
    beside = (
        c for c in near if not (reading.text[c.word_end : hit.start] or reading.text[hit.end : c.word_start]).strip()
    )
    return next(beside, None) is None


def _does_harm(reading: Reading, group: Group, hit: Hit, parties: Parties) -> bool:
    harmed = any(e.kind == "civilians" for e in parties.targets)
    harmed = harmed or _toll(group) or undergoes(reading, hit)
    return harmed or bool(within(reading.objects, hit.end, hit.end + _OBJECT))


def _is_waged(reading: Reading, group: Group, hit: Hit, parties: Parties) -> bool:
    """Tell whether battles are told to rage at a place of a war: تدور معارك في جبهة كذا; or to have done harm."""
    if is_conflict(reading) and _does_harm(reading, group, hit, parties):
        return True
    near = within(reading.cues, hit.start - _OBJECT, hit.end + _OBJECT)
    rages = any(cue.payload.effect == "undergo" for cue in near)
    return rages and is_fought(reading) and bool(within(reading.places, group.start, group.end))


def _takes_persons(reading: Reading, hit: Hit, parties: Parties) -> bool:
    """Tell whether people stand beside a word of taking: it may mean to stop a thing or to steal a show."""
    near = within(reading.units, hit.end, hit.end + _REACH)
    if hit.suffix or any(e.kind in FORCES for e in parties.actors):
        return True
    return any(reading.counts_persons(unit.payload) for unit in near) or bool(parties.targets)


def _is_outcry(reading: Reading, hit: Hit) -> bool:
    """Tell whether somebody protests in the sentence of a word or beside it: تظاهرة is a festival as well."""
    first, last = max(0, hit.sentence - 1), min(hit.sentence + 1, len(reading.sentences) - 1)
    near = within(reading.once(subject_words), reading.sentences[first].start, reading.sentences[last].end)
    return any(match.payload == "protest" and not hit.start <= match.start < hit.end for match in near)


def _takes_ground(reading: Reading, group: Group, hit: Hit) -> bool:
    """Tell whether a place is named with a word of taking, or what stands on the ground: سيطر على مبنى البنك."""
    if hit.trigger is not None and hit.trigger.trigger_id.startswith(_REGAINS) and counts_people(reading, hit.end):
        return False  # حرر الجيش خمسين رهينة
    if within(reading.places, reading.sentences[group.sentence].start, group.end):
        return True
    stop = hit.end + _NEXT
    near = within(reading.objects, hit.end, stop)
    return any(thing.start <= stop and thing.entity_id in GROUND for thing in near) or takes_districts(reading, hit)


def _toll(group: Group) -> bool:
    return any(hit.casualty and hit.casualty.measure != "result" for hit in group.casualties)


def _moves_troops(reading: Reading, hit: Hit) -> bool:
    """Tell whether soldiers, aircraft or arms follow a verb of sending, not messages: بيان نشرته الأحد إن طائرات.

    With a pronoun they stand before it: القوات التي نشرتها تركيا, not صور نشرها أحد المقاتلين.
    """
    if hit.suffix and hit.verbal:
        opened = within(
            reading.cued("relative"), max(reading.sentences[hit.sentence].start, hit.start - _OBJECT), hit.start
        )
        return bool(opened) and _are_troops(reading, max(0, opened[-1].word_start - _OBJECT), opened[-1].word_start)
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    if publishes(reading, hit):
        return False
    words = [cue.start for cue in within(reading.cues, hit.end, stop) if cue.payload.effect in _TELLING]
    return _are_troops(reading, hit.end, min([stop, *words]))


def _are_troops(reading: Reading, start: int, stop: int) -> bool:
    """Tell whether soldiers, aircraft or arms stand in a span."""
    if within(reading.weapons, start, stop):
        return True
    for unit in within(reading.units, start, stop):
        meaning = reading.lexicon.unit_meanings[unit.payload.unit_id]
        troops = meaning.measure in _TROOPS or meaning.victim_class == "combatant"
        counted = bool(within(reading.counts, start, unit.end))  # ثمانين جنديا
        if troops and (counted or unit.payload.number != "singular"):
            return True
    return False
