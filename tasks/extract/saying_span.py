"""One saying of an article, before it becomes a row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One speech act: its sub-type, who speaks, to or of whom, and its words in the text.

    `start` to `opening` are verb and speaker, `opening` to `end` what is said.
    """

    verbal: str
    actor_ids: tuple[str, ...]
    actor_text: str
    target_ids: tuple[str, ...]
    target_text: str | None
    start: int
    opening: int
    end: int
    status: str
    rule_id: str


def have_one_speaker(one: Saying, two: Saying) -> bool:
    """Tell whether two sayings have a speaker in common."""
    return one.actor_text == two.actor_text or bool(set(one.actor_ids) & set(two.actor_ids))
