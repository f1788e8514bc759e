"""Short stories whose news is in their numbers: whose dead, of which event, counted once."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2019, 11, 12)
STORIES = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
Row = tuple[str, frozenset[str]]


def rows_of(text: str) -> dict[Row, Mention]:
    """Return the rows of the day: the type and each number as its measure, its class where it has one, and best or low."""
    found = extract(text, DAY)
    rows: dict[Row, Mention] = {}
    for mention in found.mentions:
        if mention.kind != "physical" or mention.status != "asserted":
            continue
        counted = [q for q in found.quantities if q.mention_id == mention.mention_id]
        numbers = (f"{q.measure} {q.victim_class} {q.best or q.low}".replace(" all ", " ") for q in counted)
        rows[mention.sub_event_type, frozenset(numbers)] = mention
    return rows


@pytest.mark.parametrize("name", sorted(STORIES))
def test_each_number_stands_with_its_event(name: str, request: pytest.FixtureRequest) -> None:
    """A toll is told of one event, once, as what it counts; parts, earlier counts and counts of acts are no tolls."""
    story = STORIES[name]
    if story.get("gap"):
        request.applymarker(pytest.mark.xfail(reason=story["gap"], strict=True))
    found = rows_of(story["text"])
    told = {(row["event"], frozenset(row["numbers"])): row.get("place") for row in story["rows"]}
    assert set(found) == set(told)
    assert all(found[row].place_name_en == place for row, place in told.items() if place is not None)
    others = {(row["event"], frozenset(row["numbers"])): row["others"] for row in story["rows"] if "others" in row}
    assert all(len(found[row].other_place_ids) == number for row, number in others.items())
    days = {(row["event"], frozenset(row["numbers"])): row["day"] for row in story["rows"] if "day" in row}
    assert all(found[row].date_start == day for row, day in days.items())


def test_what_a_tally_has_passed_is_its_least() -> None:
    """A tally that has passed a number is told to be higher, as is "more than" in rarer words."""
    for text in (
        "تجاوز عدد القتلى 100 في معركة سنجار العراقية.",
        "قتل ما يربو على 100 شخص في معركة سنجار العراقية.",
    ):
        (killed,) = (q for q in extract(text, DAY).quantities if q.measure == "killed")
        assert (killed.low, killed.best, killed.high) == (100, None, None)
