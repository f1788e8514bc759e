"""Rows for the tests of the lake: a small, consistent story told by code."""

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from schemas.article import Article
from schemas.batch import Batch
from schemas.document import Document
from schemas.entity import Entity
from schemas.ids import content_id, text_hash
from schemas.mention import Claim, Mention, Quantity, Span
from schemas.reuse import Reuse, Story
from schemas.spec import spec_of
from warehouse.lake import Change, TableChange

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIRST = "قصفت طائرات حربية بلدة الشيخ سعيد مساء الاثنين"
SECOND = "وقتل ثلاثة مدنيين وأصيب سبعة آخرون بحسب مصدر طبي"


def make_article(n: int, *, day: date | None = date(2016, 10, 3), batch_id: str = "b", text: str = "") -> Article:
    body = text or f"{FIRST}.\n{SECOND}.\nالخبر رقم {n}"
    return Article(
        article_id=content_id("article", n),
        external_id=f"doc-{n}",
        source_id="sample-one",
        url=f"https://news.example/{n}",
        canonical_url=None,
        dedupe_url=f"news.example/{n}",
        title=f"غارات على الشيخ سعيد {n}",
        author=None,
        section=None,
        published_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC) if day else None,
        published_precision="minute" if day else None,
        published_basis="sidecar" if day else None,
        published_day=day,
        modified_at=None,
        language="ar",
        language_confidence=0.99,
        text=body,
        text_sha256=text_hash(body),
        agency=None,
        dateline_place=None,
        dateline_date=None,
        revision_of=None,
        extraction_confidence=1.0,
        extractor="text",
        code_version="1",
        knowledge_hash="k",
        document_id=content_id("document", n),
        captured_at=NOW,
        batch_id=batch_id,
    )


def make_mention(article: Article, *, killed: int = 3, batch_id: str = "b") -> tuple[Mention, Quantity, Claim]:
    start = article.text.index(FIRST)
    two = article.text.index(SECOND)
    mention_id = content_id("mention", article.article_id)
    mention = Mention(
        mention_id=mention_id,
        article_id=article.article_id,
        published_at=article.published_at,
        kind="physical",
        event_type="Explosions/Remote violence",
        sub_event_type="Air/drone strike",
        plover_code="ASSAULT.aerial",
        status="asserted",
        modality="realis",
        actor_ids=("actor:ru-air",),
        target_ids=(),
        target_objects=("بلدة الشيخ سعيد",),
        actor_text="طائرات حربية",
        target_text=None,
        place_id="place:sy-sheikh-said",
        place_text="الشيخ سعيد",
        place_name_en="Sheikh Said",
        place_name_ar="الشيخ سعيد",
        admin1="Aleppo",
        country="SY",
        lat=36.1,
        lon=37.1,
        place_precision=1,
        other_place_ids=(),
        date_start=date(2016, 10, 3),
        date_end=date(2016, 10, 3),
        date_precision=1,
        date_text="مساء الاثنين",
        reference_date=date(2016, 10, 3),
        reference_basis="published",
        weapon_id=None,
        weapon_text=None,
        evidence=FIRST,
        evidence_start=start,
        evidence_end=start + len(FIRST),
        more_evidence=(Span(start=two, end=two + len(SECOND)),),
        parent_mention_id=None,
        confidence=0.9,
        rule_ids=("ar.strike",),
        extractor="rules:ar",
        extractor_version="1",
        knowledge_hash="k",
        batch_id=batch_id,
    )
    words = "ثلاثة مدنيين"
    at = article.text.index(words)
    quantity = Quantity(
        mention_id=mention_id,
        measure="killed",
        victim_class="civilian",
        low=killed,
        best=killed,
        high=killed,
        text=words,
        start=at,
        end=at + len(words),
    )
    claim = Claim(
        claim_id=content_id(mention_id, "asserts"),
        mention_id=mention_id,
        stance="asserts",
        source_entity_id="actor:medical-source",
        source_text="مصدر طبي",
        via_entity_id=None,
        field=None,
        evidence=SECOND,
        evidence_start=two,
        evidence_end=two + len(SECOND),
    )
    return mention, quantity, claim


def make_batch(batch_id: str, n: int) -> Batch:
    return Batch(
        batch_id=batch_id,
        started_at=NOW,
        finished_at=NOW,
        duration_s=1.0,
        label=f"{n} articles",
        n_in=n,
        n_stored=n,
        n_duplicate=0,
        n_quarantined=0,
        n_mentions=n,
        n_events=0,
        code_version="1",
        knowledge_hash="k",
    )


ENTITIES = (
    Entity(
        entity_id="actor:ru-air",
        kind="army",
        name_en="Russian Aerospace Forces",
        name_ar="القوات الجوية الروسية",
        parent_id=None,
        country="RU",
        source=None,
    ),
    Entity(
        entity_id="actor:medical-source",
        kind="person",
        name_en="Medical source",
        name_ar="مصدر طبي",
        parent_id=None,
        country=None,
        source=None,
    ),
)


def rows_of(*groups: Sequence[Any]) -> dict[str, TableChange]:
    """Table changes by the rows' own classes."""
    return {spec_of(type(group[0])).name: TableChange(rows=group) for group in groups if group}


def make_change(batch_id: str, numbers: Sequence[int], *, day: date | None = date(2016, 10, 3)) -> Change:
    """A batch of articles with a mention each, a copy pair and a story."""
    articles = [make_article(n, day=day, batch_id=batch_id) for n in numbers]
    mentions, quantities, claims = zip(*(make_mention(a, batch_id=batch_id) for a in articles), strict=True)
    stories = [
        Story(article_id=a.article_id, story_id=a.article_id, role="origin", origin_id=a.article_id, state="settled")
        for a in articles
    ]
    pairs = [
        Reuse(
            a=min(x.article_id, y.article_id),
            b=max(x.article_id, y.article_id),
            relation="copy",
            containment_ab=1.0,
            containment_ba=1.0,
            longest_run=9,
            longest_run_text=None,
            conflict=None,
            state="settled",
        )
        for x, y in itertools.pairwise(articles)
    ]
    changes = rows_of(
        articles, mentions, quantities, claims, stories, pairs, ENTITIES, [make_batch(batch_id, len(articles))]
    )
    return Change(batch_id=batch_id, label=f"batch {batch_id}", tables=changes)


def make_document(n: int, *, file: str = "b.warc.gz") -> Document:
    """The captured bytes of the n-th article: ten bytes each in one WARC file."""
    return Document(
        document_id=content_id("document", n),
        source_id="sample-one",
        url=f"https://news.example/{n}",
        final_url=None,
        external_id=f"doc-{n}",
        media_type="text/plain",
        charset=None,
        http_status=None,
        payload_sha256=text_hash(str(n)),
        payload_bytes=10,
        title_hint=None,
        published_hint=None,
        language_hint=None,
        feed_url=None,
        fetched_at=NOW,
        warc_file=file,
        warc_offset=n * 10,
        warc_bytes=10,
        batch_id="b",
    )
