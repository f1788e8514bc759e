"""`event` and its links: what we infer from mentions; rebuildable at any time."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from schemas.spec import VOLATILE, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One value of a slot on which reports differ."""

    slot: Annotated[str, "place, target, killed, injured, date, actor, occurrence"]
    value: Annotated[str, "The value, as id, number or words"]
    claimants: Annotated[tuple[str, ...], "Who holds it, entity ids or words"]
    mention_ids: Annotated[tuple[str, ...], "Mentions that say so"]


@table(key=("event_id",), month_of="date_start")
@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Mentions judged to be one real event: consensus, ranges, conflicts, counts of independent origins."""

    event_id: Annotated[str, "Id of its canonical first mention (earliest date, then publication, then mention_id)"]
    kind: Annotated[str, "physical or verbal"]
    event_type: Annotated[str, "ACLED event type; Verbal for verbal events"]
    sub_event_type: Annotated[str, "ACLED sub-event type or verbal sub-type"]
    date_start: Annotated[date | None, "First day"]
    date_end: Annotated[date | None, "Last day"]
    date_precision: Annotated[int | None, "UCDP 1 to 5"]
    place_id: Annotated[str | None, "Chosen place"]
    place_name_en: Annotated[str | None, "Its English name"]
    place_name_ar: Annotated[str | None, "Its Arabic name"]
    admin1: Annotated[str | None, "First-level division, English name"]
    country: Annotated[str | None, "ISO 3166-1 alpha-2"]
    lat: Annotated[float | None, "Degrees north"]
    lon: Annotated[float | None, "Degrees east"]
    place_precision: Annotated[int | None, "UCDP 1 to 7"]
    actor_ids: Annotated[tuple[str, ...], "Who is said to have done it"]
    target_ids: Annotated[tuple[str, ...], "Whom it is said to have hit"]
    target_objects: Annotated[tuple[str, ...], "What it is said to have hit, as written"]
    weapon_id: Annotated[str | None, "Weapon or platform"]
    killed_low: Annotated[int | None, "Lowest number of killed that a claim allows; null when none is given"]
    killed_best: Annotated[int | None, "Number of killed most independent origins give"]
    killed_high: Annotated[int | None, "Highest number of killed that a claim allows"]
    injured_low: Annotated[int | None, "As killed_low"]
    injured_best: Annotated[int | None, "As killed_best"]
    injured_high: Annotated[int | None, "As killed_high"]
    n_reports: Annotated[int, "Mentions"]
    n_texts: Annotated[int, "Distinct clusters of copies"]
    n_origins: Annotated[int, "Distinct root claimants after relays and copies"]
    claimants: Annotated[tuple[str, ...], "Root claimants, entity ids or words"]
    deniers: Annotated[tuple[str, ...], "Who denies it"]
    status: Annotated[str, "reported, corroborated, contested, denied, planned or background"]
    conflicts: Annotated[tuple[Conflict, ...], "Slots on which reports differ, value by value"]
    parent_event_id: Annotated[str | None, "Umbrella total of which this is a part"]


@table(key=("event_id", "mention_id"))
@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """The link from an event to one of its mentions."""

    event_id: Annotated[str, "Event"]
    mention_id: Annotated[str, "Mention"]
    score: Annotated[float, "Score of the best link to the rest; 1 for a lone mention"]
    rule_id: Annotated[str, "Rule that joined it"]
    because: Annotated[str, "What spoke for and against, in words"]
    day: Annotated[date | None, "Day on which it was weighed against others; null where nothing dates it"] = None
    witness_id: Annotated[str | None, "Mention that dates it best, where its own words give no single day"] = None
    part_id: Annotated[str | None, "First of the mentions that hang together with it by agreeing pairs"] = None


@table(key=("alias_id",), history=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class EventAlias:
    """An event id that was once shown and the event it now means."""

    alias_id: Annotated[str, "Old event_id"]
    event_id: Annotated[str, "Event that holds its canonical mention now"]
    batch_id: Annotated[str, "Batch that made the change", VOLATILE]


@table(key=("event_id", "batch_id", "change"), history=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class EventHistory:
    """One change of an event, with the batch that made it."""

    event_id: Annotated[str, "Event"]
    batch_id: Annotated[str, "Batch that made the change", VOLATILE]
    change: Annotated[str, "created, changed, merged, split or removed"]
    before: Annotated[str | None, "Changed columns before, JSON; the whole event where it was merged or removed"]
    after: Annotated[str | None, "Changed columns after, JSON"]
