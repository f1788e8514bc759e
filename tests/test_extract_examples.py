"""Sentences written for the project, each with the rows of a careful coder; what is not read right yet is told."""

from collections import Counter

import pytest
import yaml

from schemas.vocabulary import VERBAL_SUB_TYPES
from tests.language_examples import FOLDER, Example, extract, judge, lexicon, load_examples

EXAMPLES = load_examples()
RIGHT_TODAY = 0.5  # floor of the share without a known gap; benchmarks/examples.py prints the share


def _cases() -> list[object]:
    """Return the examples; a known gap that is read right at last fails, so that it is struck off its list."""
    return [
        pytest.param(e, id=e.example_id, marks=[pytest.mark.xfail(reason=e.gap, strict=True)] if e.gap else [])
        for e in EXAMPLES
    ]


@pytest.mark.parametrize("example", _cases())
def test_an_example_gives_its_rows_and_no_other(example: Example) -> None:
    assert judge(example) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=[e.example_id for e in EXAMPLES])
def test_whatever_is_read_stands_on_its_words(example: Example) -> None:
    found = extract(example.text, example.published)
    text = example.text
    for mention in found.mentions:
        assert mention.evidence == text[mention.evidence_start : mention.evidence_end] != ""
        assert all(text[span.start : span.end].strip() for span in mention.more_evidence)
        assert all(words is None or words in text for words in (mention.place_text, mention.date_text))
    for number in found.quantities:
        assert number.text == text[number.start : number.end] != ""
    for claim in found.claims:
        assert claim.evidence == text[claim.evidence_start : claim.evidence_end] != ""


def test_every_type_of_event_and_of_saying_has_examples() -> None:
    told = Counter(
        kind
        for example in EXAMPLES
        for row in example.rows
        for kind in (row["event"] if isinstance(row["event"], list) else [row["event"]])
    )
    assert [slug for slug in lexicon().events if told[slug] < 1] == []
    assert [label for label in VERBAL_SUB_TYPES if told[label] < 1] == []


def test_there_are_enough_examples_and_enough_that_report_nothing() -> None:
    assert len(EXAMPLES) >= 250
    assert sum(1 for example in EXAMPLES if not example.rows) >= 60
    assert len({example.example_id for example in EXAMPLES}) == len(EXAMPLES)


def test_a_gap_names_an_example_that_exists_and_gaps_stay_the_smaller_part() -> None:
    known = {example.example_id for example in EXAMPLES}
    for path in (FOLDER / "ar" / "examples").glob("*.yml"):
        assert set(yaml.safe_load(path.read_text("utf-8")).get("known_gaps") or {}) <= known
    assert sum(1 for example in EXAMPLES if example.gap is None) >= RIGHT_TODAY * len(EXAMPLES)
