"""Kinds of actors that matter to the reading of an event: who fights, who is armed."""

FORCES = frozenset(
    ("army", "air-force", "navy", "armed-group", "militia", "coalition", "police", "intelligence", "forces")
)
BANDS = frozenset({"armed-group", "militia"})
FIGHTERS = FORCES - {"police", "intelligence"}
ARMED = frozenset(
    (
        *("state", "army", "air-force", "navy", "armed-group", "militia", "coalition", "police", "intelligence"),
        *("armed", "forces", "government", "community", "alliance", "organisation", "party"),
    )
)
_CROWDS = frozenset(
    {
        "actor:protesters",
        "actor:residents",
        "actor:students",
        "actor:victims-relatives",
        "actor:worshippers",
        "actor:mourners",
    }
)
_NATION = "-people"  # ends the id of the people of a country

RALLIED = frozenset({"actor:protesters", "actor:mourners"})
"""Those of the crowds who came together: who protests, who buries somebody."""


def is_crowd(entity_id: str) -> bool:
    """Tell whether an id is that of a crowd, which riots without arms: who protests, who lives there, a people."""
    return entity_id in _CROWDS or entity_id.endswith(_NATION)
