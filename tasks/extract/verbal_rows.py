"""Sayings as rows of `mention`: kind verbal, with place and day only where the words say where and when it was said."""

from collections.abc import Sequence

from schemas.ids import content_id
from schemas.mention import Mention
from schemas.vocabulary import VERBAL_EVENT_TYPE
from tasks.extract.place_pointing import words_of_place
from tasks.extract.reading import DateHit, Reading, within
from tasks.extract.saying_span import Saying
from tasks.extract.speech import Heard
from tasks.extract.verbal import find_sayings
from tasks.extract.verbal_site import find_said_at

_CONFIDENCE = 0.6  # a first estimate: as good as a second reader on the labels, see benchmarks
_STATEMENT_CONFIDENCE = 0.4


def find_verbal_mentions(
    heard: Heard, physical: Sequence[Mention], *, batch_id: str, version: str
) -> tuple[Mention, ...]:
    """Return speech that is news as mentions, in order of the text; `physical` are the events that it may carry."""
    return tuple(
        _mention(heard.reading, saying, batch_id=batch_id, version=version) for saying in find_sayings(heard, physical)
    )


def _mention(reading: Reading, saying: Saying, *, batch_id: str, version: str) -> Mention:
    day = _said_on(reading, saying)
    place = find_said_at(reading, saying)
    planned = saying.status == "planned"
    return Mention(
        mention_id=content_id(reading.article.article_id, "verbal", VERBAL_EVENT_TYPE, saying.start, None),
        article_id=reading.article.article_id,
        published_at=reading.article.published_at,
        kind="verbal",
        event_type=VERBAL_EVENT_TYPE,
        sub_event_type=saying.verbal,
        plover_code=None,
        status=saying.status,
        modality="future" if planned else "realis",
        actor_ids=saying.actor_ids,
        target_ids=saying.target_ids,
        target_objects=(),
        actor_text=saying.actor_text,
        target_text=saying.target_text,
        place_id=place.place_id if place else None,
        place_text=words_of_place(reading.text, place, reading.places) if place else None,
        place_name_en=place.name_en if place else None,
        place_name_ar=place.name_ar if place else None,
        admin1=place.admin1 if place else None,
        country=place.country if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        place_precision=place.precision if place else None,
        other_place_ids=(),
        date_start=day.first if day else None,
        date_end=(day.last or day.first) if day else None,
        date_precision=day.precision if day else None,
        date_text=reading.text[day.start : day.end] if day else None,
        reference_date=reading.reference_date,
        reference_basis=reading.reference_basis,
        weapon_id=None,
        weapon_text=None,
        evidence=reading.text[saying.start : saying.end],
        evidence_start=saying.start,
        evidence_end=saying.end,
        more_evidence=(),
        parent_mention_id=None,
        confidence=_STATEMENT_CONFIDENCE if saying.verbal == "Statement" else _CONFIDENCE,
        rule_ids=(saying.rule_id,),
        extractor=f"rules:{reading.lexicon.language}",
        extractor_version=version,
        knowledge_hash=reading.lexicon.knowledge_hash,
        batch_id=batch_id,
    )


def _said_on(reading: Reading, saying: Saying) -> DateHit | None:
    """Return the day that stands with the verb and its speaker, before what is said."""
    days = [d for d in within(reading.dates, saying.start, saying.opening) if d.first is not None]
    return days[0] if days else None
