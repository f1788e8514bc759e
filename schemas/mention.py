"""`mention`, `quantity`, `claim`: what one article reports, how many, and who says so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from schemas.spec import VOLATILE, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters of an article's text: `text[start:end]`."""

    start: Annotated[int, "First character"]
    end: Annotated[int, "One past the last character"]


@table(key=("mention_id",), month_of="published_at")
@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One reported event in one article, all its spans together."""

    mention_id: Annotated[str, "Hash of article_id, kind, event_type, start of the first span, place_id"]
    article_id: Annotated[str, "Article"]
    published_at: Annotated[datetime | None, "Publication of the article, for the month"]
    kind: Annotated[str, "physical or verbal"]
    event_type: Annotated[str, "ACLED event type; Verbal for verbal mentions"]
    sub_event_type: Annotated[str, "ACLED sub-event type, or a verbal sub-type of the closed list"]
    plover_code: Annotated[str | None, "PLOVER event and mode: ASSAULT.aerial"]
    status: Annotated[str, "asserted, denied (the same article reports a denial), planned or background"]
    modality: Annotated[str, "realis, negated, future, hypothetical, habitual or generic"]
    actor_ids: Annotated[tuple[str, ...], "Who did it, entity ids"]
    target_ids: Annotated[tuple[str, ...], "Whom it hit, entity ids"]
    target_objects: Annotated[tuple[str, ...], "What it hit, as written"]
    actor_text: Annotated[str | None, "Words that name the actor"]
    target_text: Annotated[str | None, "Words that name the target"]
    place_id: Annotated[str | None, "Gazetteer id; null where the text names no place that we know"]
    place_text: Annotated[str | None, "Words that name the place"]
    place_name_en: Annotated[str | None, "Name in English"]
    place_name_ar: Annotated[str | None, "Name in Arabic"]
    admin1: Annotated[str | None, "First-level division, English name"]
    country: Annotated[str | None, "ISO 3166-1 alpha-2"]
    lat: Annotated[float | None, "Degrees north, WGS 84"]
    lon: Annotated[float | None, "Degrees east, WGS 84"]
    place_precision: Annotated[
        int | None, "UCDP: 1 exact, 2 near, 3 district, 4 province, 5 line or vague, 6 country, 7 sea or air"
    ]
    other_place_ids: Annotated[tuple[str, ...], "Further places of one total"]
    date_start: Annotated[date | None, "First day it may have happened"]
    date_end: Annotated[date | None, "Last day it may have happened"]
    date_precision: Annotated[int | None, "UCDP: 1 day, 2 two to six days, 3 week, 4 month, 5 more"]
    date_text: Annotated[str | None, "Words that date it"]
    weekday: Annotated[
        int | None, "Where nothing tells the date: the weekday (1 Monday to 7 Sunday) that `date_text` names"
    ] = None
    reference_date: Annotated[date | None, "Day from which relative dates were read; never today"]
    reference_basis: Annotated[str | None, "dateline, published, anchors"]
    weapon_id: Annotated[str | None, "Weapon or platform, entity id"]
    weapon_text: Annotated[str | None, "Words that name it"]
    evidence: Annotated[str, "The words: article.text[evidence_start:evidence_end]"]
    evidence_start: Annotated[int, "Offset in the article's text"]
    evidence_end: Annotated[int, "Offset in the article's text"]
    more_evidence: Annotated[tuple[Span, ...], "Further spans that tell the same event"]
    parent_mention_id: Annotated[str | None, "Umbrella total of which this is a part"]
    confidence: Annotated[float, "0 to 1: share of right rows to expect of such evidence; of a saying a fixed estimate"]
    rule_ids: Annotated[tuple[str, ...], "Rules that fired, in order"]
    extractor: Annotated[str, "rules:ar, rules:en"]
    extractor_version: Annotated[str, "Version of the code"]
    knowledge_hash: Annotated[str, "Hash of the knowledge"]
    batch_id: Annotated[str, "Batch that stored it", VOLATILE]


@table(key=("mention_id", "measure", "victim_class", "start"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number of a mention, with its words."""

    mention_id: Annotated[str, "Mention"]
    measure: Annotated[str, "What is counted: killed, injured, sorties, sites, ..."]
    victim_class: Annotated[str, "all, civilian, combatant, child, woman, medic or journalist"]
    low: Annotated[int | None, "Least that the words allow"]
    best: Annotated[int | None, "The number said; null after 'at least' and 'more than'"]
    high: Annotated[int | None, "Most that the words allow; null where open"]
    text: Annotated[str, "The words: article.text[start:end]"]
    start: Annotated[int, "Offset in the article's text"]
    end: Annotated[int, "Offset in the article's text"]


@table(key=("claim_id",))
@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who asserts, confirms, doubts or denies a mention, or one field of it."""

    claim_id: Annotated[str, "Hash of mention_id, stance, source, field, start"]
    mention_id: Annotated[str, "Mention"]
    stance: Annotated[str, "asserts, confirms, doubts or denies"]
    source_entity_id: Annotated[str | None, "Claimant, entity id; null for the narrator and for unnamed sources"]
    source_text: Annotated[str, "Words that name the claimant; `narrator` where the outlet speaks in its own voice"]
    via_entity_id: Annotated[str | None, "Agency or outlet that relays the claim"]
    field: Annotated[str | None, "Field that the claim is about (target, place, killed); null for the whole mention"]
    value: Annotated[
        str | None,
        "What the claimant holds for that field: the doer he accuses, another value; null where he only disputes it",
    ] = None
    evidence: Annotated[str, "The words: article.text[evidence_start:evidence_end]"]
    evidence_start: Annotated[int, "Offset in the article's text"]
    evidence_end: Annotated[int, "Offset in the article's text"]
