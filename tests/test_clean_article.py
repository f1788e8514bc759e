"""From bytes to a clean article: what is kept to the byte, what leaves, what is refused by name."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.ids import content_id, text_hash
from tasks.clean.article import restore_text
from tests.clean_pages import CAPTURED, STORY, clean, story_page


def test_bare_text_is_kept_to_the_byte() -> None:
    text = STORY.replace(" قرب", "\u00a0قرب").replace("المخزن", "\u200f«المخزن»") + "\n\n"
    cleaned = clean(text)
    assert cleaned.article is not None
    assert cleaned.article.text == text
    assert cleaned.article.text_sha256 == text_hash(text)
    assert cleaned.article.extractor == "text"
    assert cleaned.article.language == "ar"
    assert cleaned.residue == ()


def test_comment_form_leaves_the_text_and_can_be_put_back() -> None:
    text = f"{STORY}\nأضف تعليقك\n\nشارك"
    cleaned = clean(text)
    assert cleaned.article is not None
    assert cleaned.article.text == f"{STORY}\n"
    assert [row.text for row in cleaned.residue] == ["أضف تعليقك", "شارك"]
    assert restore_text(cleaned.article.text, cleaned.residue) == text


def test_headline_of_a_bare_text_is_title_and_stays() -> None:
    cleaned = clean(f"العثور على مخزن للذخيرة قرب النهر\n\n{STORY}")
    assert cleaned.article is not None
    assert cleaned.article.title == "العثور على مخزن للذخيرة قرب النهر"
    assert cleaned.article.text.startswith("العثور على مخزن")


def test_text_that_begins_with_a_paragraph_has_no_title() -> None:
    cleaned = clean(STORY)
    assert cleaned.article is not None
    assert cleaned.article.title is None


def test_article_id_is_hash_of_name_and_text() -> None:
    cleaned = clean(STORY)
    assert cleaned.article is not None
    assert cleaned.article.article_id == content_id("story", text_hash(STORY))


def test_record_with_text_takes_title_and_date_from_its_hints() -> None:
    record = json.dumps({"id": "r1", "text": STORY, "title": "مخزن", "published": "2015-10-02"})
    cleaned = clean(record, "application/json", external_id="r1", title_hint="مخزن", published_hint="2015-10-02")
    assert cleaned.article is not None
    assert cleaned.article.text == STORY
    assert cleaned.article.title == "مخزن"
    assert (cleaned.article.published_day or CAPTURED.date()).isoformat() == "2015-10-02"
    assert cleaned.article.published_precision == "day"
    assert cleaned.article.published_basis == "sidecar"


def test_record_with_markup_is_read_as_a_page() -> None:
    cleaned = clean(json.dumps({"id": "r1", "html": story_page()}), "application/json")
    assert cleaned.article is not None
    assert "<p>" not in cleaned.article.text
    assert "قذائف الهاون" in cleaned.article.text


def test_page_gives_body_title_date_and_canonical_address() -> None:
    data = {"@type": "NewsArticle", "headline": "العثور على مخزن للذخيرة", "datePublished": "2015-10-02T21:30:00+03:00"}
    head = (
        f"<script type='application/ld+json'>{json.dumps(data)}</script><title>العثور على مخزن للذخيرة | مرصد</title>"
        "<link rel='canonical' href='https://example.org/a/7'>"
    )
    cleaned = clean(story_page(head=head), "text/html", url="https://m.example.org/a/7?utm_source=x")
    article = cleaned.article
    assert article is not None
    assert article.title == "العثور على مخزن للذخيرة"
    assert article.published_at == datetime(2015, 10, 2, 18, 30, tzinfo=UTC)
    assert article.published_basis == "json-ld"
    assert article.dedupe_url == "https://example.org/a/7"
    assert (article.extraction_confidence or 0) > 0.8


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"", "empty-payload"),
        (b"\x00\x00 \n", "empty-payload"),
        (b"%PDF-1.4 ...", "not-a-text"),
        (b"...\n---", "empty-payload"),
        ("أضف تعليقك\nشارك".encode(), "empty-page"),
    ],
)
def test_what_is_no_article_is_refused_by_name(payload: bytes, kind: str) -> None:
    cleaned = clean(payload)
    assert cleaned.article is None
    assert [(issue.kind, issue.severity) for issue in cleaned.issues] == [(kind, "quarantine")]


def test_broken_record_is_an_issue() -> None:
    assert [i.kind for i in clean(b'{"id": 1', "application/json").issues] == ["broken-record"]


def test_lone_surrogates_and_nul_do_not_reach_the_lake() -> None:
    cleaned = clean(json.dumps({"id": "r", "text": STORY + "\ud800\u0000"}), "application/json")
    assert cleaned.article is not None
    assert cleaned.article.text == STORY + "\ufffd"


def test_a_date_after_the_capture_is_not_believed() -> None:
    cleaned = clean(STORY, published_hint="2031-05-01")
    assert cleaned.article is not None
    assert cleaned.article.published_at is None


LINES = st.sampled_from(
    ["", " ", "أضف تعليقك", "شارك", "[[video source=youtube id=x]]", "مباشر", "صورة من الميناء", *STORY.split("\n")]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES | st.text(max_size=20), max_size=12))
def test_residue_and_text_together_are_the_old_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    stored = text.replace("\x00", "")
    if text.startswith("\ufeff"):
        return  # a byte order mark is no text
    cleaned = clean(text)
    if cleaned.article is None:
        return
    assert restore_text(cleaned.article.text, cleaned.residue) == stored
    for row in cleaned.residue:
        assert 0 <= row.at <= len(cleaned.article.text)
    again = clean(cleaned.article.text)
    assert again.article is None or again.article.text_sha256 == text_hash(again.article.text)
