"""One saying of an article, before it becomes a row."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mention import Span
from tasks.extract.entities import EntityHit
from tasks.extract.reading import Reading, within


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


def find_targets(reading: Reading, scope: Span, actors: Sequence[str]) -> list[EntityHit]:
    """Return whom a saying names first, other than its speakers: to whom or of whom he speaks."""
    first = within(reading.tokens, scope.start, scope.end)[:8]
    if not first:
        return []
    named = within(reading.entities, scope.start, first[-1].end)
    return [e for e in named if e.entity_id not in actors][:1]
