"""The other side of a saying where the words only point to it: وانتقدته تركيا, التدخل الروسي حظي بدعم إيران.

It stands before the verb in its sentence: the first party that does not speak itself, or the state whose adjective
tells whose deed is meant.
"""

from collections.abc import Collection

from tasks.extract.speech_page import Page
from tasks.extract.verbal_sides import Party

_BEFORE = 20  # tokens before a verb in which the one meant by its pronoun stands
_PARTIES = frozenset(
    (
        *("state", "government", "ministry", "person", "coalition", "alliance", "organisation", "army", "air-force"),
        *("embassy", "armed-group", "militia", "party", "community", "forces"),
    )
)


def find_pointed(page: Page, bounds: tuple[int, int], speakers: Collection[str]) -> Party | None:
    """Return the party that a sentence names first before a verb; `bounds` are its first token and the verb."""
    first, at = bounds
    for index in range(max(first, at - _BEFORE), at):
        named = page.named.get(index)
        if named is not None and named.kind in _PARTIES and named.entity_id not in speakers:
            start, end = page.slice(index, named.last)
            return Party(named.entity_id, page.text[start:end])
        state = page.words.adjectives.get(page.norms[index])
        if state is not None and state not in speakers:
            start, end = page.slice(index, index + 1)
            return Party(state, page.text[start:end])
    return None
