"""When was it published? Each witness in its turn; the clock of a page and the dates of others are none."""

import json
from datetime import UTC, datetime

import pytest

from tasks.clean.printed import read_url_day
from tasks.clean.stamps import read_stamp
from tests.clean_pages import STORY, clean, page, story_page

PARAGRAPHS = "".join(f"<p>{line}</p>" for line in (STORY + "\n" + STORY.replace("البلدة", "القرية")).split("\n"))
CLOCK = "<div class='top'>الثلاثاء 29 ديسمبر 2015 - 10:15</div>"
OTHERS = "<div class='related'><span>الجمعة 11 ديسمبر 2015</span></div>"


def dated(markup: str, **told: object) -> tuple[str | None, str | None]:
    article = clean(markup, "text/html", **told).article
    assert article is not None
    return (article.published_day.isoformat() if article.published_day else None), article.published_basis


def with_line(line: str, *, before: str = CLOCK, after: str = OTHERS) -> str:
    head = "<header>" + before + "<ul>" + "<li><a href='/x'>قسم</a></li>" * 30 + "</ul></header>"
    return page(f"{head}<article><h1>العثور على مخزن للذخيرة</h1>{line}{PARAGRAPHS}</article>{after}")


@pytest.mark.parametrize(
    "line",
    [
        "<div class='date'>نشر في: الجمعة 2 أكتوبر 2015 - 21:40</div>",
        "<span>الجمعة 02 تشرين الأول/أكتوبر 2015</span>",
        "<p>٢/١٠/٢٠١٥</p>",
    ],
)
def test_date_beside_the_headline_counts_and_the_clock_of_the_page_does_not(line: str) -> None:
    assert dated(with_line(line)) == ("2015-10-02", "line")


def test_time_element_beside_the_headline() -> None:
    line = "<time datetime='2015-10-02T21:40:00+03:00'>أمس</time>"
    assert dated(with_line(line)) == ("2015-10-02", "time")


def test_page_that_prints_no_date_of_its_own_has_none() -> None:
    assert dated(with_line("")) == (None, None)


def test_declared_date_in_arabic_words_is_read() -> None:
    head = "<meta property='article:published_time' content='الجمعة، 02 أكتوبر 2015 - 12:09 م'>"
    assert dated(story_page(head=head)) == ("2015-10-02", "meta")


def test_day_of_the_outlet_stays_when_utc_says_the_day_before() -> None:
    data = {"@type": "NewsArticle", "headline": "x", "datePublished": "2015-10-02T01:30:00+03:00"}
    markup = story_page(head=f"<script type='application/ld+json'>{json.dumps(data)}</script>")
    article = clean(markup, "text/html").article
    assert article is not None
    assert article.published_day is not None
    assert (article.published_day.isoformat(), article.published_at) == (
        "2015-10-02",
        datetime(2015, 10, 1, 22, 30, tzinfo=UTC),
    )


def test_address_that_names_another_day_is_a_doubt() -> None:
    markup = with_line("<div class='date'>الجمعة 2 أكتوبر 2015</div>")
    cleaned = clean(markup, "text/html", url="https://example.org/2015/08/14/a")
    assert [issue.kind for issue in cleaned.issues] == ["dates-disagree"]


@pytest.mark.parametrize("told", ["2024-13-45", "قبل ساعات", "2199-01-01"])
def test_a_told_day_that_cannot_be_read_is_a_doubt_and_no_silence(told: str) -> None:
    cleaned = clean(STORY, published_hint=told)
    assert cleaned.article is not None
    assert cleaned.article.published_day is None
    assert [(issue.kind, issue.severity) for issue in cleaned.issues] == [("published-unread", "doubt")]
    assert told in cleaned.issues[0].message


def test_date_line_of_a_bare_text_leaves_and_dates_it() -> None:
    cleaned = clean(f"العثور على مخزن للذخيرة\n\nالجمعة 02/أكتوبر/2015 - 09:40 م\n{STORY}")
    assert cleaned.article is not None
    assert [row.rule_id for row in cleaned.residue] == ["date-line"]
    assert str(cleaned.article.published_day) == "2015-10-02"


def test_dateline_with_place_and_agency_becomes_data() -> None:
    cleaned = clean(f"الرياض 2 أكتوبر 2015 واس\n{STORY}")
    assert cleaned.article is not None
    assert cleaned.article.agency == "spa"
    assert str(cleaned.article.dateline_date) == "2015-10-02"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2015-10-02", "2015-10-02T00:00:00+00:00 day"),
        ("2015-10-02T21:30:00+03:00", "2015-10-02T18:30:00+00:00 minute"),
        ("2015-10-02 21:30:05Z", "2015-10-02T21:30:05+00:00 instant"),
        ("Fri, 02 Oct 2015 21:30:00 +0300", "2015-10-02T18:30:00+00:00 minute"),
        ("20151002", "2015-10-02T00:00:00+00:00 day"),
        ("1443821400", "2015-10-02T21:30:00+00:00 minute"),
        ("2015-10-02 21:30", "2015-10-02T00:00:00+00:00 day"),
        ("1970-01-01T00:00:00Z", None),
        ("2015-13-45", None),
        ("yesterday", None),
    ],
)
def test_machine_written_times(told: str, expected: str | None) -> None:
    stamp = read_stamp(told)
    assert (f"{stamp.at.isoformat()} {stamp.precision}" if stamp else None) == expected


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2015/10/02/a", "2015-10-02"),
        ("https://example.org/news/2015-10-02-1.387", "2015-10-02"),
        ("https://example.org/world/201510021044893040-x/", "2015-10-02"),
        ("https://example.org/2015/10/a", None),
        ("https://example.org/a/20151399", None),
        ("https://example.org/story/1002201", None),
        (None, None),
    ],
)
def test_day_in_an_address(url: str | None, day: str | None) -> None:
    found = read_url_day(url)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    "note",
    ["2019-05/06 (not recorded; scraped by 2019-06-20)", "crawled 2019-06-20", "date unknown, retrieved 20/06/2019"],
)
def test_a_note_on_when_a_text_was_fetched_is_no_day_of_publication(note: str) -> None:
    record = json.dumps({"title": "العثور على مخزن للذخيرة", "text": STORY, "published": note})
    article = clean(record, "application/json", published_hint=note).article
    assert article is not None
    assert article.published_day is None
