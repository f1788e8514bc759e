"""Whether two passages may tell one event: their places, days, sides and numbers agree or leave each other open."""

from tasks.extract.amount import Amount
from tasks.extract.drafts import TELLING, Draft
from tasks.extract.entities import EntityHit
from tasks.extract.gazetteer import ADMIN1, COUNTRY
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading

VIOLENT = frozenset(
    (
        *("air-drone-strike", "shelling", "remote-explosive", "suicide-bomb", "grenade", "chemical-weapon"),
        *("attack", "armed-clash"),
    )
)
_CLASH, _RAID = "armed-clash", "air-drone-strike"
_HUNDREDS = 100
_SHORT = 2  # a count of half of what "dozens" begin with, or less, is of another happening
_FAR_MORE = 10  # times: 32 dead of a blast and 40,000 of the war are no two tolls of one event
_MEASURED = "distance-from"
_POINT = 3  # UCDP precision up to which a place is a town or a district
_COUNTRY = 6
_CHANGE, _LEAVING = "change-to-group", "chg-withdraw"
_BANDS, _GOVERNMENT = frozenset({"armed-group"}), "-gov"
_OF_STATE = frozenset({"army", "air-force", "navy", "police", "intelligence", "coalition"})
_CAMPS = (
    frozenset({"armed-group", "militia"}),
    frozenset({"army", "air-force", "navy", "police", "intelligence", "coalition", "forces", "state", "government"}),
    frozenset({"civilians", "person", "community"}),
)
_WHOEVER = frozenset({"actor:attacker", "actor:gunman", "actor:suicide-bomber"})
_UNARMED = frozenset({"civilians", "community"})
_RALLIES = frozenset({"peaceful-protest", "protest-with-intervention", "violent-demonstration", "excessive-force"})
_STATE_CODE = 2
_MAN = "person"
_SIDES: dict[str, str] = {}  # of the ids of knowledge, each once: kept here, for a cache around it costs what it saves
_NEARBY = 0.25  # degrees: some 25 km, a village and its town


def places_agree(one: PlaceHit | None, two: PlaceHit | None) -> bool:
    """Tell whether two places may be the place of one event: equal, unknown, or one inside the other."""
    if one is None or two is None or same_name(one, two):
        return True
    if is_quarter_of(one, two) or is_quarter_of(two, one):
        return True
    wider = max(one.extent, two.extent)
    if wider <= _POINT or (one.country and two.country and one.country != two.country):
        return False
    if wider >= _COUNTRY or COUNTRY in {one.kind, two.kind} or None in {one.country, two.country}:
        return True
    areas = one.extent == two.extent and ADMIN1 not in {one.kind, two.kind}  # two fronts of one province
    return not areas and one.admin1 == two.admin1 and one.admin1 is not None


def is_quarter_of(quarter: PlaceHit, town: PlaceHit) -> bool:
    """Tell whether a place is a quarter, a street or a camp of another, a town: حي التواهي and عدن.

    So is a spot that is told by its way from the town, also where another passage says "south of" it.
    """
    aside = town.relation.endswith("-of") and quarter.relation != _MEASURED
    return quarter.town is not None and quarter.town == town.place_id and not aside


def same_name(one: PlaceHit | None, two: PlaceHit | None) -> bool:
    """Tell whether two places are known and the same, by id, or by name where no list holds them."""
    if one is None or two is None:
        return False
    if one.place_id is not None and two.place_id is not None:
        return one.place_id == two.place_id
    return _bare_name(one.name_ar) == _bare_name(two.name_ar)


def _bare_name(name: str | None) -> str | None:
    """Return a name without its article: قامشلي is القامشلي."""
    return name.removeprefix("ال") if name is not None else None


def is_point(place: PlaceHit | None) -> bool:
    """Tell whether a place is known as a town or a district."""
    return place is not None and place.extent <= _POINT


def is_near(one: PlaceHit | None, two: PlaceHit | None) -> bool:
    """Tell whether two places lie close by, or one of them is a village that no list holds."""
    if one is None or two is None or (one.country != two.country and None not in {one.country, two.country}):
        return one is None or two is None
    if one.lat is None or two.lat is None or one.lon is None or two.lon is None:
        return True
    return abs(one.lat - two.lat) <= _NEARBY and abs(one.lon - two.lon) <= _NEARBY


def dates_agree(one: Draft, two: Draft) -> bool:
    """Tell whether two drafts may be of one day: unknown, or a day in common."""
    a, b = one.date, two.date
    if a is None or b is None or a.first is None or b.first is None:
        return True
    return a.first <= (b.last or b.first) and b.first <= (a.last or a.first)


def sides_agree(one: Draft, two: Draft, unnamed: frozenset[str]) -> bool:
    """Tell whether who acts and who is hit in one passage leaves room for the other; an exchange has both sides.

    `unnamed` holds the ids of sides without a name of their own (rebels, soldiers): they leave room for any of a camp.
    """
    if _strike_back(one, two) or _strike_back(two, one):
        return False
    told = one.actors and two.actors and not (_is_whoever(one.actors) or _is_whoever(two.actors))
    if told and (_are_deeds_of_foes(one, two) or not may_be(one.actors, two.actors, unnamed)):
        met = bool(one.targets and two.targets and sides_meet(one.actors, two.targets)) and not _flown(one, two)
    else:
        met = not (one.targets and two.targets) or may_be(one.targets, two.targets, unnamed) or mixed(one, two)
    met = met or _tells_other_dead(one, two) or _tells_other_dead(two, one)
    return met or _is_rally(one) or _is_rally(two)  # who holds a rally and who breaks it up are in one event


def _are_deeds_of_foes(one: Draft, two: Draft) -> bool:
    """Tell whether the army of a country acts in one place and an armed group of it in another: no one deed.

    Its militias, and a band that is its government's, fight beside it and are told for it. In one town, or where a
    deed is denied, each may be charged with the same one.
    """
    if one.refuted or two.refuted or same_name(one.place, two.place):
        return False
    kinds = [{e.kind for e in draft.actors} for draft in (one, two)]
    allied = any(e.band.endswith(_GOVERNMENT) for e in (*one.actors, *two.actors))
    return not allied and any(a <= _BANDS and b <= _OF_STATE for a, b in (kinds, kinds[::-1]))


def _is_whoever(side: tuple[EntityHit, ...]) -> bool:
    """Tell whether a side is only told as who did it: the attacker may be a man of any band that owns up to it."""
    return all(entity.entity_id in _WHOEVER for entity in side)


def _flown(one: Draft, two: Draft) -> bool:
    """Tell whether only one of two is an air raid, which answers the attack of those whom it hits."""
    return (one.event == _RAID) != (two.event == _RAID)


def _tells_other_dead(fight: Draft, two: Draft) -> bool:
    """Tell whether a passage of a fight tells the dead of the side that is told to have acted in it."""
    fought = fight.event == two.event == _CLASH and not two.actors
    return fought and bool(two.targets) and sides_meet(fight.actors, two.targets)


def _strike_back(one: Draft, two: Draft) -> bool:
    """Tell whether people of one country, whom one passage tells as hit, act in the other: settlers answer."""
    if one.actors or not (one.targets and two.actors) or two.event in _RALLIES:
        return False
    plain = all(e.kind in _UNARMED for e in (*one.targets, *two.actors))
    of_state = all(len(side(e)) == _STATE_CODE for e in (*one.targets, *two.actors))
    return plain and of_state and sides_meet(one.targets, two.actors)


def _is_rally(draft: Draft) -> bool:
    """Tell whether a passage names as its doers only people without arms, who hold a rally."""
    return bool(draft.actors) and all(e.kind in _UNARMED for e in draft.actors)


def may_be(one: tuple[EntityHit, ...], two: tuple[EntityHit, ...], unnamed: frozenset[str]) -> bool:
    """Tell whether two sides meet, or one of them is a word for many: المعارضة and جيش العزة, قوات and الشرطة."""
    if sides_meet(one, two):
        return True
    pairs = ((a, b) for a in one for b in two if a.entity_id in unnamed or b.entity_id in unnamed)
    return any(a.kind in camp and b.kind in camp for a, b in pairs for camp in _CAMPS)


def mixed(one: Draft, two: Draft) -> bool:
    """Whether one passage names civilians, the other somebody else: both may have been hit."""
    kinds = [{e.kind for e in d.targets} for d in (one, two)]
    return ("civilians" in kinds[0]) != ("civilians" in kinds[1])


def sides_meet(one: tuple[EntityHit, ...], two: tuple[EntityHit, ...]) -> bool:
    """Tell whether two sides have a name, a country or a group in common."""
    return bool(one and two) and not {side(e) for e in one}.isdisjoint([side(e) for e in two])


def of_one_camp(one: tuple[EntityHit, ...], two: tuple[EntityHit, ...]) -> bool:
    """Tell whether two sides are one, or forces of one camp: an army and its air force, and not its rebels."""
    pairs = [(a, b) for a in one for b in two if side(a) == side(b)]
    return any(a.entity_id == b.entity_id or any({a.kind, b.kind} <= camp for camp in _CAMPS) for a, b in pairs)


def side(entity: EntityHit) -> str:
    """Return the part of an id that names the country or the group: ru of actor:ru-air-force, hamas of its brigades.

    A band of one country stays with that: its parents there are as often other words for it as they are others.
    """
    own = _side_of(entity.entity_id)
    return _side_of(entity.band) if entity.band and (len(own) > _STATE_CODE or entity.kind == _MAN) else own


def _side_of(entity_id: str) -> str:
    known = _SIDES.get(entity_id)
    if known is None:
        name = entity_id.partition(":")[2]
        first = name.partition("-")[0]
        known = _SIDES[entity_id] = first if len(first) == len("ru") else name
    return known


def numbers_agree(one: Draft, two: Draft) -> bool:
    """Tell whether two drafts give no two different numbers of the same measure and class."""
    return amounts_agree(one.amounts, two.amounts)


def amounts_agree(one: tuple[Amount, ...], two: tuple[Amount, ...]) -> bool:
    """Tell whether no two of some numbers differ that are of the same measure and class."""
    if not one or not two:
        return True
    if _sums_up(one, two) or _sums_up(two, one):
        return False
    if _falls_short(one, two) or _falls_short(two, one):
        return False
    numbers: dict[tuple[str, str], set[int]] = {}
    for amount in one:
        if amount.best is not None and amount.best >= TELLING:
            numbers.setdefault((amount.measure, amount.victim_class), set()).add(amount.best)
    return all(
        a.best is None or a.best < TELLING or a.best in numbers[a.measure, a.victim_class]
        for a in two
        if (a.measure, a.victim_class) in numbers
    )


def _falls_short(one: tuple[Amount, ...], two: tuple[Amount, ...]) -> bool:
    """Tell whether a number is too small for what the other passage says in round words: ten are no dozens."""
    least = {(a.measure, a.victim_class): a.low or 0 for a in one if a.best is None and not a.part}
    return bool(least) and any(
        a.best is not None and not a.part and a.best * _SHORT <= least.get((a.measure, a.victim_class), 0) for a in two
    )


def sums_up_others(one: Draft, two: Draft) -> bool:
    """Tell whether a draft gives hundreds or more where the other counts few: the dead of a war, not of this day."""
    return _sums_up(one.amounts, two.amounts)


def _sums_up(one: tuple[Amount, ...], two: tuple[Amount, ...]) -> bool:
    many = [a for a in one if (a.best or a.low or 0) >= _HUNDREDS]
    if not many:
        return False
    few = {a.measure: number for a in two if (number := a.best or a.high) is not None and not a.part}
    return any(few[a.measure] * _FAR_MORE < (a.best or a.low or 0) for a in many if a.measure in few)


def types_agree(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two drafts may tell one event by its kind: equal, of one family, or one of them left open."""
    if one.event == two.event:
        return one.event != _CHANGE or _leaves(one) == _leaves(two)
    if two.event in reading.lexicon.events[one.event].merges_with:
        return True
    return (
        (one.toll_only and two.event in VIOLENT)
        or (one.untyped and two.event in VIOLENT)
        or (two.untyped and one.event in VIOLENT)
    )


def _leaves(draft: Draft) -> bool:
    """Tell whether a passage tells who left, not who came: reinforcements are no part of a retreat that is denied."""
    told = (hit.trigger for group in draft.groups for hit in group.events if hit.trigger is not None)
    return any(trigger.trigger_id.startswith(_LEAVING) for trigger in told)
