"""One article to its rows: mentions, quantities, claims, and the doubts that arose."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version

from schemas.article import Article
from schemas.batch import Issue
from schemas.ids import content_id
from schemas.making import maker
from schemas.mention import Claim, Mention, Quantity, Span
from tasks.extract.amounts import without_idle
from tasks.extract.assembly import find_happenings
from tasks.extract.bare_drones import name_drones
from tasks.extract.calling_false import calls_false
from tasks.extract.claims import make_claims
from tasks.extract.completed import launch_words
from tasks.extract.confidence import LIKELY, Sign, confidence_of, find_evidence
from tasks.extract.denial_words import denies_toll
from tasks.extract.doubts import find_doubts
from tasks.extract.drafts import Draft
from tasks.extract.glance import glance_at
from tasks.extract.hits import Hit, find_hits
from tasks.extract.lexicon import Lexicon
from tasks.extract.place_pointing import words_of_place
from tasks.extract.places import PlaceHit
from tasks.extract.promise import may_happen, promises_rows
from tasks.extract.reading import Reading, read_article
from tasks.extract.saying import read_speech
from tasks.extract.speech import Heard, hear
from tasks.extract.timing import find_weekday
from tasks.extract.verbal import may_be_said
from tasks.extract.verbal_rows import find_verbal_mentions
from tasks.memory import without_collector
from tasks.text.normal import normalise


def _code_version() -> str:
    try:
        return version("marsad")
    except PackageNotFoundError:
        return "0"


CODE_VERSION = _code_version()
_MENTION = maker(Mention)
_QUANTITY = maker(Quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one article reports; quantities and claims name their mention."""

    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()
    evidence: tuple[tuple[Sign, ...], ...] = ()
    """Signs for and against each physical mention, in their order: what its confidence was weighed from."""


@without_collector
def extract_article(article: Article, lexicon: Lexicon, *, batch_id: str, likely: float = LIKELY) -> Extraction:
    """Return what an article reports; the same rows for the same article, whenever and wherever it is read.

    An event whose confidence lies below `likely` becomes a doubt, no mention.
    """
    shadow = normalise(article.text)
    if not lexicon.tells_events(shadow):
        return Extraction()
    glance = glance_at(shadow, lexicon)
    if not promises_rows(glance):
        return Extraction()
    reading = name_drones(read_article(article, lexicon, glance=glance))
    hits = launch_words(reading, find_hits(reading))
    happens = may_happen(reading, hits)
    if not happens and not may_be_said(reading):
        return Extraction()
    heard = hear(reading)
    drafts = _find_drafts(heard, hits) if happens else ()
    evidence = find_evidence(reading, drafts)
    weighed = [confidence_of(signs) for signs in evidence]
    every = [_mention(reading, draft, sure, batch_id) for draft, sure in zip(drafts, weighed, strict=True)]
    once = _told_once(every)
    kept = [i for i in once if weighed[i] >= likely]
    unlikely = [every[i] for i in once if weighed[i] < likely]
    drafts, single = _keep(drafts, kept), tuple(every[i] for i in kept)
    mentions = tuple(_with_parent(single, mention, draft) for mention, draft in zip(single, drafts, strict=True))
    pairs = tuple(zip(mentions, drafts, strict=True))
    sayings = _said_once(find_verbal_mentions(heard, mentions, batch_id=batch_id, version=CODE_VERSION))
    rivals = {index: draft.rivals for index, draft in enumerate(drafts) if draft.rivals}
    judged, claims = make_claims((*mentions, *sayings), heard, rivals)
    return Extraction(
        mentions=judged,
        quantities=tuple(q for mention, draft in pairs for q in _quantities(reading, mention, draft)),
        claims=claims,
        issues=tuple({i.issue_id: i for i in find_doubts(reading, pairs, unlikely, batch_id=batch_id)}.values()),
        evidence=tuple(evidence[i] for i in kept),
    )


def _find_drafts(heard: Heard, hits: Sequence[Hit]) -> tuple[Draft, ...]:
    """Return the events of an article whose speakers were heard."""
    false = [frame for frame in heard.frames if frame.scope and calls_false(frame, heard)]
    tolls = [frame for frame in heard.frames if frame.scope and denies_toll(frame, heard)]
    speech = read_speech(heard.reading, heard.frames, false=false, tolls=tolls, page=heard.page)
    return find_happenings(heard.reading, hits, speech)


def _said_once(sayings: Iterable[Mention]) -> tuple[Mention, ...]:
    """Leave out a saying with the id of an earlier one: two verbs of one subject make one warning, not two."""
    first: dict[str, Mention] = {}
    for saying in sayings:
        first.setdefault(saying.mention_id, saying)
    return tuple(first.values())


def _told_once(mentions: Sequence[Mention]) -> list[int]:
    """Return which mentions to keep, leaving out one with the id of an earlier one: the same words, type and place."""
    return sorted({m.mention_id: i for i, m in reversed(tuple(enumerate(mentions)))}.values())


def _keep(drafts: Sequence[Draft], kept: Sequence[int]) -> tuple[Draft, ...]:
    """Return some of the drafts; each names the total of which it is a part by its new position."""
    moved = {old: new for new, old in enumerate(kept)}
    return tuple(
        drafts[i] if (parent := drafts[i].parent) is None else replace(drafts[i], parent=moved.get(parent))
        for i in kept
    )


def _mention(reading: Reading, draft: Draft, confidence: float, batch_id: str) -> Mention:
    kind = reading.lexicon.events[draft.event]
    start, end = _evidence(reading, draft, 0)
    place = draft.place
    dated = draft.date or find_weekday(reading, draft.groups)
    return _MENTION(
        mention_id=content_id(reading.article.article_id, "physical", kind.event_type, start, _place_key(place)),
        article_id=reading.article.article_id,
        published_at=reading.article.published_at,
        kind="physical",
        event_type=kind.event_type,
        sub_event_type=kind.sub_event_type,
        plover_code=kind.plover_code,
        status=draft.status,
        modality=draft.modality,
        actor_ids=tuple(dict.fromkeys(e.entity_id for e in draft.actors)),
        target_ids=tuple(dict.fromkeys(e.entity_id for e in draft.targets)),
        target_objects=tuple(dict.fromkeys(reading.text[o.start : o.end] for o in draft.objects)),
        actor_text=_words(reading, draft.actors),
        target_text=_words(reading, draft.targets),
        place_id=place.place_id if place else None,
        place_text=words_of_place(reading.text, place, reading.places) if place else None,
        place_name_en=place.name_en if place else None,
        place_name_ar=place.name_ar if place else None,
        admin1=place.admin1 if place else None,
        country=place.country if place else draft.country,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        place_precision=place.precision if place else None,
        other_place_ids=tuple(p.place_id for p in draft.other_places if p.place_id is not None),
        date_start=draft.date.first if draft.date else None,
        date_end=(draft.date.last or draft.date.first) if draft.date else None,
        date_precision=draft.date.precision if draft.date else None,
        date_text=reading.text[dated.start : dated.end] if dated else None,
        weekday=dated.weekday if dated else None,
        reference_date=reading.reference_date,
        reference_basis=reading.reference_basis,
        weapon_id=draft.weapon.entity_id if draft.weapon else None,
        weapon_text=draft.weapon.text if draft.weapon else None,
        evidence=reading.text[start:end],
        evidence_start=start,
        evidence_end=end,
        more_evidence=tuple(_more(reading, draft)),
        parent_mention_id=None,
        confidence=confidence,
        rule_ids=draft.rules,
        extractor=f"rules:{reading.lexicon.language}",
        extractor_version=CODE_VERSION,
        knowledge_hash=reading.lexicon.knowledge_hash,
        batch_id=batch_id,
    )


def _with_parent(mentions: tuple[Mention, ...], mention: Mention, draft: Draft) -> Mention:
    """Return a mention that names the total of which it is a part."""
    if draft.parent is None or mentions[draft.parent].mention_id == mention.mention_id:
        return mention
    return replace(mention, parent_mention_id=mentions[draft.parent].mention_id)


def _place_key(place: PlaceHit | None) -> str | None:
    """Return the id of a place; a village that no list holds is told apart by its name."""
    return (place.place_id or place.name_ar) if place is not None else None


def _evidence(reading: Reading, draft: Draft, index: int) -> tuple[int, int]:
    """Return the words of one passage: its part of the sentence, without blanks and joining signs around."""
    group = draft.groups[index]
    start, end = group.start, group.end
    while start < end and reading.text[start] in " ،,؛.\n\t\u00a0":
        start += 1
    while end > start and reading.text[end - 1].isspace():
        end -= 1
    return start, end


def _more(reading: Reading, draft: Draft) -> Iterator[Span]:
    for index in range(1, len(draft.groups)):
        start, end = _evidence(reading, draft, index)
        yield Span(start=start, end=end)


def _words(reading: Reading, entities: tuple[object, ...]) -> str | None:
    spans = [(e.start, e.end) for e in entities]  # type: ignore[attr-defined]
    return reading.text[spans[0][0] : spans[0][1]] if spans else None


def _quantities(reading: Reading, mention: Mention, draft: Draft) -> Iterator[Quantity]:
    told = {(a.measure, a.victim_class, a.start): a for a in without_idle(draft.amounts)}
    for amount in told.values():
        yield _QUANTITY(
            mention_id=mention.mention_id,
            measure=amount.measure,
            victim_class=amount.victim_class,
            low=amount.low,
            best=amount.best,
            high=amount.high,
            text=reading.text[amount.start : amount.end],
            start=amount.start,
            end=amount.end,
        )
