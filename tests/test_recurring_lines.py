"""Lines that an outlet prints on every story: suggested from the lake, taken out once the source's file names them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import build_app
from flows.furniture import Suggestion, suggest_outlet_lines
from schemas.article import Article
from schemas.reuse import Story
from tasks.clean.article import restore_text
from tasks.clean.lines import split_lines
from tasks.clean.template import find_outlet_lines
from tasks.sources import CleanRule
from tests.clean_pages import STORY
from tests.clean_pages import clean as clean_page
from tests.lake_rows import NOW, make_article, make_batch
from warehouse.lake import Change, Lake, TableChange

MOTTO = "تصفح عدد اليوم من جريدتنا الورقية"


def story(n: int) -> str:
    return "\n".join(f"{line} وكان ذلك في الحي {n} من المدينة." for line in STORY.split("\n"))


def store(lake: Lake, texts: list[str], *, stories: list[int] | None = None, source: str = "sample-one") -> None:
    articles = [
        replace(make_article(n, text=text), source_id=source, article_id=f"{source}-{n:03}")
        for n, text in enumerate(texts)
    ]
    firsts = [articles[i] for i in stories or range(len(articles))]
    members = [member(a, first) for a, first in zip(articles, firsts, strict=True)]
    batch = make_batch(source, len(articles))
    tables = {
        "article": TableChange(rows=articles),
        "story": TableChange(rows=members),
        "batch": TableChange(rows=[batch]),
    }
    lake.commit(Change(batch_id=source, label=source, tables=tables), now=NOW)


def member(article: Article, first: Article) -> Story:
    role = "origin" if article is first else "copy"
    return Story(
        article_id=article.article_id,
        story_id=first.article_id,
        role=role,
        origin_id=first.article_id,
        state="settled",
    )


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake.open(tmp_path / "lake", create=True)


def suggested(lake: Lake) -> list[tuple[str, str, int, int]]:
    return [(s.source_id, s.line, s.stories, s.of) for s in suggest_outlet_lines(lake)]


def test_line_below_every_story_of_an_outlet_is_suggested_with_its_count(lake: Lake) -> None:
    store(lake, [f"{story(n)}\n{MOTTO}" for n in range(5)])
    assert suggested(lake) == [("sample-one", MOTTO, 5, 5)]
    assert list(suggest_outlet_lines(lake, "another")) == []
    assert isinstance(next(suggest_outlet_lines(lake, "sample-one")), Suggestion)


def test_dispatch_that_an_outlet_prints_ten_times_is_no_furniture(lake: Lake) -> None:
    store(lake, [story(1)] * 10 + [story(n) for n in range(2, 6)], stories=[0] * 10 + [10, 11, 12, 13])
    assert suggested(lake) == []


def test_dispatch_that_many_outlets_print_is_no_furniture(lake: Lake) -> None:
    for name in ("paper-a", "paper-b", "paper-c", "paper-d"):
        store(lake, [story(1), *(story(n) for n in range(10, 14))], source=name)
    assert suggested(lake) == []


def test_order_of_arrival_changes_no_suggestion(tmp_path: Path) -> None:
    texts = [f"{story(n)}\n{MOTTO}" for n in range(4)] + [story(n) for n in range(4, 9)]
    found = []
    for name, order in (("one", texts), ("two", texts[::-1])):
        lake = Lake.open(tmp_path / name, create=True)
        store(lake, order)
        found.append(suggested(lake))
    assert found[0] == found[1] == [("sample-one", MOTTO, 4, 9)]


def test_command_prints_what_recurs_and_where_to_name_it(lake: Lake) -> None:
    store(lake, [f"{story(n)}\n{MOTTO}" for n in range(3)])
    done = CliRunner().invoke(build_app(), ["residue", "--recurring", "--json", "--lake", str(lake.root)])
    assert done.exit_code == 0
    assert MOTTO in done.stdout
    assert "clean:" in done.stderr


def test_line_that_the_source_names_leaves_its_texts_up_to_its_last_day() -> None:
    rule = CleanRule(line="تصفح عدد اليوم", reason="motto of the paper", until=date(2015, 10, 31))
    lines = split_lines(f"{STORY}\n{MOTTO}")
    assert [f.line.text for f in find_outlet_lines(lines, [rule], date(2015, 10, 31))] == [MOTTO]
    assert find_outlet_lines(lines, [rule], date(2015, 11, 1)) == []
    assert [f.line.text for f in find_outlet_lines(lines, [rule], None)] == [MOTTO]


def test_line_of_one_source_stays_in_the_texts_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = {"daily": (CleanRule(line=MOTTO, reason="motto of the paper", until=None),)}
    monkeypatch.setattr(
        "tasks.clean.article._Context.outlet_lines", property(lambda s: rules.get(s.document.source_id, ()))
    )
    text = f"{STORY}\n{MOTTO}"
    mine, other = clean_page(text, source_id="daily"), clean_page(text, source_id="weekly")
    assert mine.article is not None
    assert other.article is not None
    assert [(row.rule_id, row.text) for row in mine.residue] == [("outlet", MOTTO)]
    assert restore_text(mine.article.text, mine.residue) == text == other.article.text
