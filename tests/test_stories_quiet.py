"""Short stories that tell no event of the day, or one true event among much that is none."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2024, 5, 14)
STORIES = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))


@dataclass(frozen=True)
class Row:
    """What is judged of a row here: its type, its place, and the killed and injured as low or best."""

    event: str
    place: str | None
    killed: int | None
    injured: int | None


def told(text: str) -> tuple[set[Row], tuple[Mention, ...]]:
    """Return the rows of the day, and all mentions."""
    found = extract(text, DAY)
    rows = set[Row]()
    for m in found.mentions:
        if m.kind != "physical" or m.status != "asserted":
            continue
        counts = {
            q.measure: q.best or q.low
            for q in found.quantities
            if q.mention_id == m.mention_id and q.victim_class == "all"
        }
        rows.add(Row(m.sub_event_type, m.place_name_en, counts.get("killed"), counts.get("injured")))
    return rows, found.mentions


def expected(story: dict[str, object]) -> set[Row]:
    """Return the rows that a story tells of the day."""
    rows = story["rows"]
    assert isinstance(rows, list)
    return {Row(r["event"], r.get("place"), r.get("killed"), r.get("injured")) for r in rows}


@pytest.mark.parametrize("name", sorted(STORIES))
def test_only_what_happened_is_news(name: str, request: pytest.FixtureRequest) -> None:
    """Condolences, courts, commentary, accidents and history beside a true event give no row of the day."""
    story = STORIES[name]
    if story.get("gap"):
        request.applymarker(pytest.mark.xfail(reason=story["gap"], strict=True))
    assert told(story["text"])[0] == expected(story)


def test_what_an_inquiry_looked_into_is_kept_as_history() -> None:
    """The raid of an earlier year stands as background, with its dead and its place."""
    _, mentions = told(STORIES["inquiry"]["text"])
    assert [(m.status, m.sub_event_type, str(m.date_start)) for m in mentions if m.kind == "physical"] == [
        ("background", "Air/drone strike", "2018-08-01")
    ]
