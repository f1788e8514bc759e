"""Who only passes on what another said: an agency named behind the words of a minister, or before its source.

قال قائد الشرطة إن ...، بحسب وكالة كذا: he tells it, the agency is the way. بحسب ما نقلت وكالة كذا عن مصدر أمني: the
source tells it.
"""

from collections.abc import Sequence

from tasks.extract.speech_memory import Draft
from tasks.extract.speech_page import Page, token_at
from tasks.extract.speech_phrase import begins_source
from tasks.extract.speech_source import Source, read_sources

_PRINTING = frozenset({"agency", "outlet"})
_MEDIA, _RELAY = "media", "relay"


def prints(page: Page, source: Source) -> bool:
    """Tell whether a speaker is an agency or a paper, known or not."""
    named = page.named.get(token_at(page, source.start))
    return source.noun_kind == _MEDIA or (named is not None and named.kind in _PRINTING)


def quoted_by(page: Page, sources: Sequence[Source], last: int) -> list[Source]:
    """Return whom an agency quotes right behind its name: بحسب ما نقلت وكالة كذا عن مصدر أمني; none where it speaks."""
    at = sources[-1].last
    if len(sources) != 1 or at + 1 >= last or not page.particle(at, "relayed") or not prints(page, sources[0]):
        return []
    return read_sources(page, at + 1, last, loose=False) if begins_source(page, at + 1) else []


def tells_before(page: Page, drafts: Sequence[Draft], kind: str, sources: Sequence[Source], first: int) -> bool:
    """Tell whether what an agency is cited for is told by the last speaker of its sentence, who is none himself."""
    if not drafts or kind == _RELAY or not all(prints(page, source) for source in sources):
        return False
    told = drafts[-1]
    spoken = told.form is not None and told.content.first < first and not told.rule_id.endswith(".after")
    return spoken and not any(prints(page, source) or source.mute for source in told.sources)
