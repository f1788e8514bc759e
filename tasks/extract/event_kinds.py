"""Which words of events may tell one event by their kind alone: those of one family, and words left open."""

BLASTS = frozenset({"blast", "remote-explosive", "suicide-bomb", "grenade", "assault", "attack"})
STRIKES = frozenset({"strike", "air-drone-strike", "shelling", "assault", "chemical-weapon"})
_OVERTAKES = "non-state-actor-overtakes-territory"
GAINS = frozenset({"capture", "government-regains-territory", _OVERTAKES})
FIGHTS = GAINS | {"armed-clash", "assault"}
ONE_SIDED = frozenset({"air-drone-strike", "shelling", "remote-explosive", "suicide-bomb"})
PROTESTS = frozenset(
    {"peaceful-protest", "protest-with-intervention", "excessive-force", "violent-demonstration", "arrests"}
)
RIOTS = frozenset({"violent-demonstration", "looting", "other"})  # a crowd storms a building and sets it on fire
WEAK = frozenset({"strike", "assault", "blast"})  # words that leave open with what


def compatible_events(one: str, two: str) -> bool:
    """Tell whether two event words may tell one event."""
    return one == two or two in _COMPATIBLE.get(one, _NOTHING)


def family_of(one: str) -> frozenset[str]:
    """Return the event words that may tell one event with another by their family."""
    return _COMPATIBLE.get(one, _NOTHING)


def _compatible(one: str) -> frozenset[str]:
    """Return the event words that may tell one event with another: of one family, or a strike or a blast left open."""
    same = [family for family in _FAMILIES if one in family]
    blows = STRIKES | BLASTS
    if one in blows:
        same.append(blows if one in WEAK else WEAK)
    return frozenset[str]().union(*same)


_FAMILIES = (BLASTS, STRIKES, FIGHTS, PROTESTS, RIOTS)
_NOTHING: frozenset[str] = frozenset()
_COMPATIBLE = {one: _compatible(one) for family in _FAMILIES for one in family}
"""Asked of every two passages of an article."""
