"""A happening while it is being put together: what is known of one event of one article, before it becomes rows."""

from dataclasses import dataclass, field

from tasks.extract.amount import Amount
from tasks.extract.entities import EntityHit
from tasks.extract.grouping import Group
from tasks.extract.places import PlaceHit
from tasks.extract.reading import DateHit
from tasks.extract.typing import BY_HAND
from tasks.extract.victim_name import Name

_OPEN = frozenset({"assault", "strike", "attack"})  # words that leave open what kind of attack it was
_BY_TARGET = frozenset({"by-target", "strike-by-target"})
_PASSAGES = 24  # of one event that say of what kind it was: nobody writes more, and a hostile text repeats one word

_HARM = frozenset({"killed", "injured"})
_BACKGROUND_ANSWERS = 2  # what an earlier event must say of itself to be looked up


TELLING = 2  # a number from which on equal numbers tie passages
ABOUT = 99  # the end of tens: a vague number ties nothing
_NONE_DEAD: frozenset[int] = frozenset()
_NOBODY: frozenset[str] = frozenset()


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Draft:
    """One event as one or several passages tell it. `groups` are in order of the text; the first carries the event.

    Nobody changes one: what is told anew of it is another (`replace`).
    """

    event: str
    groups: tuple[Group, ...]
    actors: tuple[EntityHit, ...]
    targets: tuple[EntityHit, ...]
    objects: tuple[EntityHit, ...]
    weapon: EntityHit | None
    place: PlaceHit | None
    other_places: tuple[PlaceHit, ...]
    country: str | None
    date: DateHit | None
    amounts: tuple[Amount, ...]
    modality: str
    status: str
    rules: tuple[str, ...]
    definite: bool
    headline: bool
    refuted: bool
    """Whether it is only told as what somebody denies: نفى استهداف السوق."""
    heard: bool
    """Whether it is only what was heard of a blast: a row where what follows takes it up (first_heard.py)."""
    parent: int | None
    speaker: str
    """Who tells its first passage, by id or by his words; empty where the outlet does."""
    rivals: tuple[Amount, ...]
    """Numbers in which another speaker differs from those told first: they are his claim, and none of the event."""

    toll_only: bool = field(init=False, repr=False, compare=False)
    """Whether only a toll is told, not the event that brought it; kept, for each later passage asks for it."""

    untyped: bool = field(init=False, repr=False, compare=False)
    """Whether the words leave open what kind of attack it was: هجوم, استهداف; kept like `toll_only`."""

    dead: frozenset[int] = field(init=False, repr=False, compare=False)
    """The numbers of dead, from two on, without parts of them and without "tens": what tells an attack again."""

    persons: frozenset[str] = field(init=False, repr=False, compare=False)
    """Ids of the persons among those hit."""

    fired: frozenset[str] = field(init=False, repr=False, compare=False)
    """The rules, for whoever asks whether one is among them."""

    names: tuple[Name, ...] | None = field(init=False, repr=False, compare=False)
    """The names of its victims; None before they are first asked for (named_victims.py)."""

    another: bool | None = field(init=False, repr=False, compare=False)
    """Whether its words say that it is another event; None before that is first asked (retelling.py)."""

    def __init__(
        self,
        *,
        event: str,
        groups: tuple[Group, ...],
        actors: tuple[EntityHit, ...],
        targets: tuple[EntityHit, ...],
        objects: tuple[EntityHit, ...],
        weapon: EntityHit | None,
        place: PlaceHit | None,
        other_places: tuple[PlaceHit, ...],
        country: str | None,
        date: DateHit | None,
        amounts: tuple[Amount, ...],
        modality: str,
        status: str,
        rules: tuple[str, ...],
        definite: bool,
        headline: bool = False,
        refuted: bool = False,
        heard: bool = False,
        parent: int | None = None,
        speaker: str = "",
        rivals: tuple[Amount, ...] = (),
    ) -> None:
        self.event = event
        self.groups = groups
        self.actors = actors
        self.targets = targets
        self.objects = objects
        self.weapon = weapon
        self.place = place
        self.other_places = other_places
        self.country = country
        self.date = date
        self.amounts = amounts
        self.modality = modality
        self.status = status
        self.rules = rules
        self.definite = definite
        self.headline = headline
        self.refuted = refuted
        self.heard = heard
        self.parent = parent
        self.speaker = speaker
        self.rivals = rivals
        self.toll_only = not any(group.events for group in groups)
        self.dead = _dead(amounts) if amounts else _NONE_DEAD
        self.persons = frozenset([e.entity_id for e in targets if e.kind == "person"]) if targets else _NOBODY
        self.untyped = not _BY_TARGET.isdisjoint(rules) and _leave_open(groups)
        self.fired = frozenset(rules)
        self.names = None
        self.another = None

    def but(
        self,
        *,
        event: str | None = None,
        actors: tuple[EntityHit, ...] | None = None,
        targets: tuple[EntityHit, ...] | None = None,
        amounts: tuple[Amount, ...] | None = None,
        status: str | None = None,
        rules: tuple[str, ...] | None = None,
        heard: bool | None = None,
    ) -> "Draft":
        """Return the event with some slots told otherwise: `replace` asks for each slot by its name."""
        return Draft(
            event=self.event if event is None else event,
            groups=self.groups,
            actors=self.actors if actors is None else actors,
            targets=self.targets if targets is None else targets,
            objects=self.objects,
            weapon=self.weapon,
            place=self.place,
            other_places=self.other_places,
            country=self.country,
            date=self.date,
            amounts=self.amounts if amounts is None else amounts,
            modality=self.modality,
            status=self.status if status is None else status,
            rules=self.rules if rules is None else rules,
            definite=self.definite,
            headline=self.headline,
            refuted=self.refuted,
            heard=self.heard if heard is None else heard,
            parent=self.parent,
            speaker=self.speaker,
            rivals=self.rivals,
        )

    def at(
        self,
        place: PlaceHit | None,
        *,
        rule: str,
        others: tuple[PlaceHit, ...] | None = None,
        objects: tuple[EntityHit, ...] | None = None,
    ) -> "Draft":
        """Return the event at a place and in its country, by which rule it was found there."""
        return Draft(
            event=self.event,
            groups=self.groups,
            actors=self.actors,
            targets=self.targets,
            objects=self.objects if objects is None else objects,
            weapon=self.weapon,
            place=place,
            other_places=self.other_places if others is None else others,
            country=place.country if place is not None else None,
            date=self.date,
            amounts=self.amounts,
            modality=self.modality,
            status=self.status,
            rules=(*self.rules, rule),
            definite=self.definite,
            headline=self.headline,
            refuted=self.refuted,
            heard=self.heard,
            parent=self.parent,
            speaker=self.speaker,
            rivals=self.rivals,
        )

    @property
    def start(self) -> int:
        """Where its first passage begins."""
        return self.groups[0].start

    @property
    def is_hollow(self) -> bool:
        """Whether only a toll is told, and no number of it: الجرحى, "the wounded", tells nothing new."""
        return self.toll_only and not self.amounts

    @property
    def is_bare(self) -> bool:
        """Whether the words leave nothing to look up: they say neither who, whom, where, when nor how many.

        That some died is no number: رحم الله الشهداء, يقتلون الأبرياء, زار المصابين speak of an attack, and tell none.
        What is told as background without a number needs two answers: "the protests after his death", "the attempt
        on him" are talk about something, the earlier raids on the hospital of Kafr Zita are an event.
        """
        if any(not amount.vague or amount.measure not in _HARM for amount in self.amounts):
            return False
        named = self.place is not None and not (self.place.points_back and self.place.place_id is None)
        told = sum(map(bool, (self.actors, self.targets, named, self.date)))
        if self.status == "background":
            return told + bool(self.objects) < _BACKGROUND_ANSWERS
        return told == 0


def _leave_open(groups: tuple[Group, ...]) -> bool:
    """Tell whether all words of some passages leave open what kind of attack it was."""
    hits = [hit for group in groups[:_PASSAGES] for hit in group.events]
    by_hand = any(hit.trigger is not None and hit.trigger.trigger_id.startswith(BY_HAND) for hit in hits)
    return bool(hits) and not by_hand and {hit.event for hit in hits} <= _OPEN


def _dead(amounts: tuple[Amount, ...]) -> frozenset[int]:
    told = [a.best or a.low or 0 for a in amounts if a.measure == "killed" and not a.part and a.high != ABOUT]
    return frozenset([number for number in told if number >= TELLING])
