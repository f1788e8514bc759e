"""The matches of one text by where they stand, and the readings that words of it may have as names."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tasks.extract.entity_context import Found, count_cues, story_country, without_quotes, word_start
from tasks.extract.entity_index import EntityIndex
from tasks.text.normal import Shadow


class Candidate(NamedTuple):
    """A reading of some words; offsets in the normal form without quotation marks."""

    start: int
    end: int
    entity_id: str
    rule_id: str


def _may_precede_a_name(proclitics: str) -> bool:
    return not proclitics.endswith(("ال", "لل")) and proclitics[0] not in "اأس" and "س" not in proclitics


_FOLLOWERS = frozenset({"adjective", "modifier", "name", "title"})


class Page:
    """The matches of one text, by where their words begin."""

    def __init__(
        self, shadow: Shadow, index: EntityIndex, country: str | None, home: Callable[[], str | None] | None = None
    ) -> None:
        self.shadow = shadow
        self.index = index
        self.bare = without_quotes(shadow)
        self.norm = self.bare.norm
        found = index.matcher.find(self.bare, "all")
        # The article belongs to the spelling: الجيش is an entry of its own, so ال + جيش is not read as جيش.
        # Question and future particles stand before verbs: أعمال is no question about workers.
        self.matches = [m for m in found if not m.proclitics or _may_precede_a_name(m.proclitics)]
        self.cues = count_cues(found)
        self._country = country
        self._home = home
        self._judged = country is not None
        self.of: dict[str, list[Found]] = defaultdict(list)
        self.at: dict[tuple[str, int], list[Found]] = defaultdict(list)
        for match in self.matches:
            part = match.payload.part
            self.of[part].append(match)
            if part in _FOLLOWERS:
                self.at[part, word_start(match)].append(match)

    @property
    def country(self) -> str | None:
        """The country of the story: told by the caller, else judged when a bare word first asks for it, and kept.

        Where no state, people or group tells it, the towns do.
        """
        if not self._judged:
            judged = story_country(self.matches, self.norm, self.index, self.cues)
            self._country = judged or (self._home() if self._home is not None else None)
            self._judged = True
        return self._country

    def force_of_story(self, slot: str) -> str:
        """Return the id of a force of the country of the story; where it has none, of the one that is meant there."""
        entity_id = f"actor:{self.country}-{slot}"
        return self.index.instead.get(entity_id, entity_id)

    def after(self, end: int, part: str) -> Sequence[Found]:
        """Return the matches of a part that begin one blank after an offset."""
        return self.at.get((part, end + 1), ()) if self.norm[end : end + 1] == " " else ()
