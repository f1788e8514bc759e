"""Search: what a person types finds what outlets wrote, however they spelled it."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.search import other_names, search_articles, spelling_pattern
from schemas.trouble import Trouble
from tasks.knowledge import load_knowledge
from tests.lake_rows import NOW, make_article, rows_of
from warehouse.lake import Change, Lake

TEXTS = {
    "plain": "وصلت القافلة إلى معرة النعمان صباحا.",
    "marks": "وصلت القافلة إلى مَعَرّة النُّعمان صباحا.",
    "ha": "وصلت القافلة إلى معره النعمان صباحا.",
    "tatweel": "وصلت القافلة إلى معـــرة النعمان صباحا.",
    "particle": "انسحبوا من البلدات ومعرة النعمان خلال الليل.",
    "english": "The convoy reached Maarrat an Numan in the morning.",
    "apart": "النعمان رجل معروف في الحي، وكانت المعركة بعيدة.",
    "none": "ارتفعت أسعار القمح في الأسواق.",
}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake = Lake.open(tmp_path_factory.mktemp("search") / "lake", create=True)
    articles = [
        replace(make_article(n, text=text), external_id=name, title=None, source_id=name)
        for n, (name, text) in enumerate(TEXTS.items())
    ]
    headline = replace(make_article(50, text="نص قصير."), title="معرة النعمان", source_id="headline")
    lake.commit(Change(batch_id="b", label="x", tables=rows_of([*articles, headline])), now=NOW)
    return lake


def sources(lake: Lake, question: str) -> set[str | None]:
    return {h.source_id for h in search_articles(lake, question)}


@pytest.mark.parametrize("question", ["معرة النعمان", "معرّة النعمان", "معره النعمان", "مَعَرَّة النُعمان"])
def test_every_spelling_finds_every_spelling(lake: Lake, question: str) -> None:
    assert {"plain", "marks", "ha", "tatweel", "particle", "headline"} <= sources(lake, question)
    assert not {"none", "apart"} & sources(lake, question)


def test_the_words_shown_are_cut_from_the_text(lake: Lake) -> None:
    for hit in search_articles(lake, "معرة النعمان"):
        if hit.start is not None and hit.source_id in TEXTS:
            text = TEXTS[hit.source_id]
            assert text[hit.start : hit.end] in hit.words
            assert hit.words in text


def test_a_known_place_is_found_under_its_other_names() -> None:
    names = other_names("معرة النعمان", load_knowledge())
    assert names[0] == "معرة النعمان"
    assert any(n.isascii() for n in names)


def test_the_headline_counts_more(lake: Lake) -> None:
    assert search_articles(lake, "النعمان")[0].source_id in ("headline", "apart")
    assert search_articles(lake, "معرة النعمان")[0].source_id == "headline"


def test_hostile_questions_are_words(lake: Lake) -> None:
    for question in ("[a-z]+(", "'; drop table article; --", "\\x{110000}", "(((((a|b)*)*)*)*)*"):
        assert search_articles(lake, question) == []


def test_a_question_without_a_word_is_refused(lake: Lake) -> None:
    with pytest.raises(Trouble, match="nothing to search"):
        search_articles(lake, "؟!")


def test_a_pattern_holds_letters_not_commands() -> None:
    assert "x" not in spelling_pattern("ا").replace("\\x", "")


def test_the_limit_holds(lake: Lake) -> None:
    assert len(search_articles(lake, "معرة النعمان", limit=2)) == 2


def test_an_empty_lake_holds_nothing(tmp_path: Path) -> None:
    assert search_articles(Lake.open(tmp_path / "lake", create=True), "حلب") == []
