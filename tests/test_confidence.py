"""Confidence: what speaks for and against a row, and what becomes a doubt instead of one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from schemas.article import Article
from schemas.ids import content_id, text_hash
from tasks.extract.article import extract_article
from tasks.extract.confidence import LIKELY, Sign, confidence_of
from tasks.extract.lexicon import Lexicon, build_lexicon
from tasks.knowledge import load_knowledge

STRIKE = "قتل ستة مدنيين وأصيب أحد عشر آخرون في غارة جوية نفذها الطيران الروسي على بلدة سرمين بريف إدلب مساء الثلاثاء."


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon(load_knowledge())


def article(text: str) -> Article:
    fields: dict[str, Any] = dict.fromkeys(Article.__dataclass_fields__)
    fields |= {"article_id": content_id(text), "text": text, "text_sha256": text_hash(text), "language": "ar"}
    return Article(**fields | {"captured_at": datetime(2020, 1, 1, tzinfo=UTC), "published_day": date(2015, 11, 4)})


def test_confidence_grows_with_what_speaks_for_a_row_and_is_half_where_nothing_is_known() -> None:
    assert confidence_of(()) == 0.5
    assert confidence_of((Sign("any", 1.0),)) < confidence_of((Sign("any", 1.0), Sign("weapon", 0.6)))
    assert confidence_of((Sign("no-place", -1.0),)) < LIKELY


def test_a_strike_told_with_who_whom_where_when_and_how_many_is_sure(lexicon: Lexicon) -> None:
    found = extract_article(article(STRIKE), lexicon, batch_id="")
    assert [m.confidence >= 0.9 for m in found.mentions if m.kind == "physical"] == [True]
    assert {"number-killed", "answers-5", "first-event"} <= {sign.name for sign in found.evidence[0]}


def test_what_is_too_unlikely_becomes_a_doubt_with_its_words_and_no_row(lexicon: Lexicon) -> None:
    told = extract_article(article(STRIKE), lexicon, batch_id="")
    doubting = extract_article(article(STRIKE), lexicon, batch_id="", likely=1.01)
    (mention,) = told.mentions
    (doubt,) = [i for i in doubting.issues if i.kind == "unlikely-event"]
    assert (doubting.mentions, doubting.quantities, doubting.claims, doubting.evidence) == ((), (), (), ())
    assert STRIKE[doubt.start : doubt.end] == doubt.text == mention.evidence
    assert doubt.mention_id is None


def test_a_language_without_weights_says_half_and_loses_no_row(lexicon: Lexicon) -> None:
    found = extract_article(article(STRIKE), replace(lexicon, confidence={}), batch_id="")
    assert [m.confidence for m in found.mentions] == [0.5]


def test_every_weight_was_fitted_to_rows_enough(lexicon: Lexicon) -> None:
    rows = load_knowledge().rows("languages/ar/confidence.tsv")
    assert min(int(row["rows"]) for row in rows) >= 8
    assert {"any", "no-place", "weapon"} <= lexicon.confidence.keys()
