"""Reports as a process keeps them between batches: news of the last days is compared with again and again.

Kept is a row of the lake with the file in which it lies. Files are never changed, only replaced, and a key lies in one
file alone: so a row is what the lake holds for as long as its file is live, whoever committed since.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from schemas.mention import Mention, Quantity
from tasks.link.facet import Facet

_MOST: Final = 12_000
"""Reports that are kept; some 8 kB each. A batch of 500 among 1,400 a day asks for 5,500."""


@dataclass(slots=True)
class _Kept:
    """A report, where it lies, and what linking compares of it with these numbers in this story."""

    mention: Mention
    file: str
    quantities: Sequence[Quantity] = ()
    facet: Facet | None = None


@dataclass(slots=True)
class Shelf:
    """The reports that were asked for last."""

    _kept: OrderedDict[str, _Kept] = field(default_factory=OrderedDict)

    def find(self, mention_ids: Iterable[str], live: AbstractSet[str]) -> dict[str, Mention]:
        """Return reports whose file is live."""
        found = ((k, self._kept.get(k)) for k in mention_ids)
        return {k: kept.mention for k, kept in found if kept and kept.file in live}

    def keep(self, mention: Mention, file: str) -> None:
        """Keep a report of the lake; those that were kept first make room."""
        self._kept.pop(mention.mention_id, None)
        self._kept[mention.mention_id] = _Kept(mention, file)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def facet_of(self, mention: Mention, quantities: Sequence[Quantity], story_id: str) -> Facet | None:
        """Return what is compared of this very row, None where it was not worked out with these numbers and story."""
        kept = self._kept.get(mention.mention_id)
        if kept is None or kept.mention is not mention or kept.facet is None:
            return None
        return kept.facet if kept.facet.story_id == story_id and kept.quantities == quantities else None

    def note(self, facet: Facet, quantities: Sequence[Quantity]) -> None:
        """Keep what is compared of a row that is kept."""
        kept = self._kept.get(facet.mention.mention_id)
        if kept is not None and kept.mention is facet.mention:
            kept.facet, kept.quantities = facet, quantities


_SHELVES: dict[str, Shelf] = {}


def shelf_of(knowledge_hash: str) -> Shelf:
    """Return the reports kept by this process; what is compared of one follows from the knowledge too."""
    if knowledge_hash not in _SHELVES:
        _SHELVES.clear()
        _SHELVES[knowledge_hash] = Shelf()
    return _SHELVES[knowledge_hash]
