"""Closed lists: what an event may be called, what a number may count, what a claimant may do.

Event types and sub-event types are those of the ACLED codebook, word for word; verbal sub-types are our own.
"""

from typing import Final

SUB_EVENT_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Air/drone strike",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Suicide bomb",
        "Grenade",
        "Chemical weapon",
    ),
    "Violence against civilians": ("Attack", "Abduction/forced disappearance", "Sexual violence"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
"""ACLED event type to its sub-event types (codebook of 2023)."""

VERBAL_SUB_TYPES: Final[tuple[str, ...]] = (
    "Statement",
    "Denial",
    "Accusation",
    "Demand",
    "Threat",
    "Talks",
    "Agreement",
    "Support",
    "Refusal",
    "Notification",
    "Criticism",
    "Request",
    "Authorisation",
    "Warning",
)
VERBAL_EVENT_TYPE: Final = "Verbal"
"""`event_type` of every verbal mention."""

KINDS: Final = ("physical", "verbal")
MENTION_STATUSES: Final = ("asserted", "denied", "planned", "background")
MODALITIES: Final = ("realis", "negated", "future", "hypothetical", "habitual", "generic")
STANCES: Final = ("asserts", "confirms", "doubts", "denies")
NARRATOR: Final = "narrator"
"""`claim.source_text` where the outlet speaks in its own voice."""

MEASURES: Final = (
    "killed",
    "injured",
    "casualties",
    "missing",
    "detained",
    "abducted",
    "displaced",
    "sorties",
    "raids",
    "targets",
    "sites",
    "aircraft",
    "personnel",
    "vehicles_destroyed",
    "buildings_destroyed",
    "munitions",
    "participants",
)
VICTIM_CLASSES: Final = ("all", "civilian", "combatant", "child", "woman", "medic", "journalist")
RELATIONS: Final = ("copy", "partial", "template", "revision")
STORY_ROLES: Final = ("origin", "copy", "excerpt")
EVENT_STATUSES: Final = ("reported", "corroborated", "contested", "denied", "planned", "background")
