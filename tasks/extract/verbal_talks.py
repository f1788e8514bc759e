"""The sides of talks: مباحثات بين X وY, مباحثات X مع Y, X وY يجريان مباحثات, اجتماع بحضور Z."""

from tasks.extract.speech_page import Page
from tasks.extract.speech_position import hangs_on
from tasks.extract.verbal_sides import Party, capital_at, sides_beside

_REACH = 14  # tokens on either side of the noun in which its sides stand
_SIDES = frozenset(
    (
        *("state", "government", "ministry", "person", "coalition", "alliance", "organisation", "army"),
        *("embassy", "armed-group", "militia", "party"),
    )
)


def sides_of_talks(page: Page, bounds: tuple[int, int], at: int) -> list[Party]:
    """Return who talks: the two behind بين, those who take part, or the sentence's subject and who stands behind مع.

    `bounds` are the tokens of the sentence, `at` the noun.
    """
    first, last = bounds
    for index in range(at + 1, min(last, at + _REACH)):
        if page.particle(index, "between"):
            return sides_beside(page, index + 1, last)
        if page.particle(index, "attended"):
            return [*_named_before(page, first, at), *sides_beside(page, index + 1, last)]
        if page.particle(index, "with"):
            own = sides_beside(page, at + 1, index) or _named_before(page, first, at)[:1]
            return [*own, *sides_beside(page, index + 1, last)]
    return _named_before(page, first, at)


def _named_before(page: Page, first: int, at: int) -> list[Party]:
    """Return the sides named before a word in its sentence, the governments and armed sides among them."""
    found: list[Party] = []
    for index in range(max(first, at - _REACH), at):
        if page.opens_clause(index, "that"):
            found = []  # قال المتحدث إن ممثلي كذا وكذا ناقشوا
        named = page.named.get(index) or capital_at(page, index)
        if named is not None and named.kind in _SIDES and not hangs_on(page, index):
            found += sides_beside(page, index, named.last)
    return found
