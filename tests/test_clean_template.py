"""What a site prints on every page is furniture; what many print of one story is not."""

import random

from tasks.clean.article import restore_text
from tasks.clean.lines import split_lines
from tasks.clean.template import SiteLines, count_stories, countable_lines, find_furniture
from tests.clean_pages import CAPTURED, STORY, clean_document_with

FURNITURE = "تصفح عدد اليوم من جريدتنا الورقية"


def story(number: int) -> str:
    return "\n".join(f"{line} وكان ذلك في الحي {number} من المدينة." for line in STORY.split("\n"))


def counts(pages: list[tuple[str, str]]) -> SiteLines:
    return count_stories((name, countable_lines(text)) for name, text in pages)


def furniture(text: str, site: SiteLines) -> list[str]:
    return [finding.line.text for finding in find_furniture(split_lines(text), site)]


def test_line_on_every_page_of_a_site_is_furniture() -> None:
    pages = [(f"s{n}", f"{story(n)}\n{FURNITURE}") for n in range(5)]
    assert furniture(pages[0][1], counts(pages)) == [FURNITURE]


def test_line_on_two_stories_is_not_yet_furniture() -> None:
    pages = [(f"s{n}", f"{story(n)}\n{FURNITURE}") for n in range(2)]
    assert furniture(pages[0][1], counts(pages)) == []


def test_dispatch_that_a_site_prints_ten_times_is_one_story() -> None:
    pages = [("same", story(1))] * 10 + [(f"s{n}", story(n)) for n in range(2, 9)]
    assert furniture(story(1), counts(pages)) == []


def test_subhead_of_daily_bulletins_stays_inside_the_text() -> None:
    bulletins = [(f"s{n}", f"{story(n)}\nوفي الريف الشمالي\n{story(n + 50)}") for n in range(4)]
    others = [(f"o{n}", story(n + 100)) for n in range(26)]
    assert furniture(bulletins[0][1], counts(bulletins + others)) == []


def test_counts_do_not_depend_on_order() -> None:
    pages = [(f"s{n}", f"{story(n)}\n{FURNITURE}") for n in range(8)]
    mixed = pages[:]
    random.Random(7).shuffle(mixed)  # noqa: S311 an order, no secret
    assert counts(mixed) == counts(pages)


def test_furniture_leaves_as_residue_with_its_count_and_can_be_put_back() -> None:
    pages = [(f"s{n}", f"{story(n)}\n{FURNITURE}") for n in range(5)]
    cleaned = clean_document_with(pages[0][1], site=counts(pages))
    assert cleaned.article is not None
    assert [row.rule_id for row in cleaned.residue] == ["site-template"]
    assert "5 of 5" in cleaned.residue[0].reason
    assert restore_text(cleaned.article.text, cleaned.residue) == pages[0][1]
    assert cleaned.article.captured_at == CAPTURED
