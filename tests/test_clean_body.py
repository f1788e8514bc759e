"""The body of a page: two extractors that agree are believed, and hostile pages end quickly."""

import time

import pytest

from tasks.clean.body import word_agreement
from tasks.clean.scan import drop_dead_weight
from tests.clean_pages import STORY, clean, page, story_page

PARAGRAPHS = "".join(f"<p>{line}</p>" for line in (STORY + "\n" + STORY.replace("البلدة", "القرية")).split("\n"))
QUICK = 10.0  # seconds that a hostile page may take


@pytest.mark.parametrize(
    "body",
    [
        "<font>" * 260 + PARAGRAPHS,
        "<div>" * 300 + PARAGRAPHS + "</div>" * 300,
        "<script>" + "var a = 1;" * 1_200_000 + "</script>" + PARAGRAPHS,
        "<!--" + "x" * 11_000_000 + "-->" + PARAGRAPHS,
        "<div " + " ".join(f'a{n}="x"' for n in range(50_000)) + ">" + PARAGRAPHS,
        "\0\0" + PARAGRAPHS,
        PARAGRAPHS + "<script>" * 20_000,
    ],
    ids=["260-open-tags", "300-nested", "11-MB-script", "11-MB-comment", "50000-attributes", "nul", "open-scripts"],
)
def test_hostile_page_still_gives_its_story(body: str) -> None:
    start = time.monotonic()
    cleaned = clean(page(body), "text/html")
    assert cleaned.article is not None
    assert "قذائف الهاون" in cleaned.article.text
    assert time.monotonic() - start < QUICK


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<div>" * 60_000 + PARAGRAPHS, "oversized-page"),
        (PARAGRAPHS * 9_000, "oversized-page"),
        ("", "empty-page"),
    ],
    ids=["60000-nested", "6-MB-of-text", "nothing"],
)
def test_page_that_cannot_be_read_is_quarantined_quickly(body: str, kind: str) -> None:
    start = time.monotonic()
    cleaned = clean(page(body), "text/html")
    assert [issue.kind for issue in cleaned.issues if issue.severity == "quarantine"] == [kind]
    assert time.monotonic() - start < QUICK


def test_scripts_go_and_data_for_machines_stays() -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle"}</script>'
    markup = f"<STYLE>p{{}}</STYLE><!-- a --><p>İ نص</p><script>x</script>{data}<svg><path/></svg><p>آخر</p>"
    assert drop_dead_weight(markup) == f"<p>İ نص</p>{data}<p>آخر</p>"


def test_agreement_is_one_for_equal_texts_also_without_blanks() -> None:
    assert word_agreement("نص واحد", "نص واحد") == 1.0
    assert (
        word_agreement("新華社北京電記者今天從有關部門獲悉這一消息", "新華社北京電記者今天從有關部門獲悉這一消息。")
        > 0.9
    )
    assert word_agreement("", "نص") == 0.0


def test_title_above_the_body_is_a_column_and_no_line() -> None:
    cleaned = clean(story_page(head="<title>العثور على مخزن للذخيرة</title>"), "text/html")
    assert cleaned.article is not None
    assert cleaned.article.title == "العثور على مخزن للذخيرة"
    assert not cleaned.article.text.startswith("العثور")


FIGURES = "<table><tr><td>قتلى</td><td>12</td></tr><tr><td>جرحى</td><td>30</td></tr></table>"


def test_story_laid_out_in_a_table_loses_its_bars_and_a_table_of_figures_keeps_them() -> None:
    lines = STORY.replace("\n", "<br>")
    told = clean(page(f"<table><tr><td>{lines}</td></tr></table>{FIGURES}"), "text/html").article
    assert told is not None
    assert [line.strip() for line in told.text.split("\n") if "|" in line] == ["| قتلى | 12 |", "| جرحى | 30 |"]
