"""Stories in which one happening is told again: by who condemns it, by its dead, by how it began and ended."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.language_examples import extract

DAY = date(2015, 11, 12)
STORIES = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(STORIES))
def test_one_happening_is_one_row(name: str, request: pytest.FixtureRequest) -> None:
    """A name, a number of dead or a step of an attack tells it again; another person of a like name is another event."""
    story = STORIES[name]
    if story.get("gap"):
        request.applymarker(pytest.mark.xfail(reason=story["gap"], strict=True))
    found = extract(story["text"], DAY).mentions
    told = Counter((m.sub_event_type, m.place_name_en) for m in found if (m.kind, m.status) == ("physical", "asserted"))
    assert told == Counter((row["event"], row["place"]) for row in story["rows"])
