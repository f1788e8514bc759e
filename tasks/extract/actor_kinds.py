"""Kinds of actors that matter to the reading of an event: who fights, who is armed."""

FORCES = frozenset(
    ("army", "air-force", "navy", "armed-group", "militia", "coalition", "police", "intelligence", "forces")
)
FIGHTERS = FORCES - {"police", "intelligence"}
ARMED = frozenset(
    (
        *("state", "army", "air-force", "navy", "armed-group", "militia", "coalition", "police", "intelligence"),
        *("armed", "forces", "government", "community", "alliance", "organisation", "party"),
    )
)
