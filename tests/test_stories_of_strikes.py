"""Stories of strikes, blasts and attacks: one row per happening, whatever the article says of it again."""

from pathlib import Path

import pytest

from tests.language_examples import Example, judge, read_examples

STORIES = {story.example_id: story for story in read_examples(Path(__file__).with_name("stories_of_strikes.yml"))}


def _told() -> list[object]:
    return [
        pytest.param(
            story, id=name, marks=[pytest.mark.xfail(reason=story.gap or "", strict=True)] if story.gap else []
        )
        for name, story in STORIES.items()
    ]


@pytest.mark.parametrize("story", _told())
def test_a_story_gives_one_row_for_each_happening(story: Example) -> None:
    assert judge(story) == []
