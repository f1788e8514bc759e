"""Who stands behind the claims of what was read, for tests of what is said, denied and disputed."""

from schemas.mention import Claim, Mention
from schemas.vocabulary import NARRATOR
from tests.speech_extract import extract


def events_of(text: str) -> list[tuple[Mention, list[Claim]]]:
    done = extract(text)
    told = [m for m in done.mentions if m.kind == "physical"]
    return [(m, [c for c in done.claims if c.mention_id == m.mention_id]) for m in told]


def physical_claims(text: str) -> list[Claim]:
    """Return the claims on what an article with this text tells to have happened; something must have."""
    done = extract(text)
    events = {m.mention_id for m in done.mentions if m.kind == "physical"}
    assert events
    return [c for c in done.claims if c.mention_id in events]


def name_of(claim: Claim) -> str:
    source = claim.source_entity_id or claim.source_text
    return "outlet" if source == NARRATOR else source.removeprefix("actor:")


def names_of(claims: list[Claim], stances: set[str], *, fields: bool = False) -> str:
    """Return who takes a stand on an event, or on fields of it, as one line; a dash where nobody does."""
    told = [c for c in claims if c.stance in stances and (c.field is not None) == fields]
    return " ".join(sorted(f"{c.field}:{name_of(c)}" if fields else name_of(c) for c in told)) or "-"


def stands_of(text: str) -> tuple[str, str, str, str]:
    """Return the status of the one event of a text, who asserts it, who denies it, and who disputes a field of it."""
    ((mention, claims),) = events_of(text)
    asserted, denied = names_of(claims, {"asserts", "confirms"}), names_of(claims, {"denies"})
    return mention.status, asserted, denied, names_of(claims, {"doubts", "denies"}, fields=True)
