"""The sides that the words of a saying name: one at a token, a capital for its state, and those of a list."""

from typing import NamedTuple

from tasks.extract.speech_page import NamedAt, Page

_OFFICE = 6  # tokens of an office before the name of its holder
_MERGED = "لل"
_COMMAS = "،,"


class Party(NamedTuple):
    """One side of a saying; without an id where only words name it."""

    entity_id: str | None
    text: str


def sides_beside(page: Page, first: int, stop: int) -> list[Party]:
    """Return the sides that a list names from a token on: بين وزيري الخارجية الروسي فلان والأميركي فلان.

    A holder's name takes the place of his office; the list ends with the first word that belongs to no name.
    """
    found: list[Party] = []
    strange, index = 0, first
    while index < stop and strange < _OFFICE:
        named = page.named.get(index) or capital_at(page, index)
        if named is None:
            if _ends_list(page, index):
                break
            strange += 1
            index += 1
            continue
        party = party_at(page, index, named)
        if found and named.prefix != "و" and not _joined_to(page, index):
            found[-1] = party if named.kind == "person" else found[-1]
        else:
            found.append(party)
        strange, index = 0, named.last
    return found


def _joined_to(page: Page, index: int) -> bool:
    """Tell whether a list goes on with an office before the name: الروسي فلان ووزير الخارجية الأميركي فلان."""
    for at in range(index - 1, max(0, index - _OFFICE), -1):
        if at in page.named:
            return False
        if page.norms[at][0] == "و" or page.norms[at] in _COMMAS:
            return True
    return False


def _ends_list(page: Page, index: int) -> bool:
    known = page.filler(index) in {"preposition", "conjunction", "negation"} and not page.particle(index, "quantifier")
    strange = not page.norms[index][0].isalnum() and page.norms[index] not in _COMMAS + '"'
    return known or strange or page.particle(index, "relative") or page.opens_clause(index, "that", "himself")


def party_at(page: Page, index: int, named: NamedAt) -> Party:
    """Return a side by the name at a token, without what is written onto it."""
    start, end = page.slice(index, named.last)
    merged = page.text.startswith(_MERGED, start)  # للحكومة: the article is written into the preposition
    written = len(named.prefix) if named.prefix in {"و", "ل", "ب"} and not merged else 0
    return Party(named.entity_id, page.text[start + written : end])


def capital_at(page: Page, index: int) -> NamedAt | None:
    """Return the state for which a capital stands where a side is named: اتهمت المعارضة موسكو."""
    capitals, norm = page.words.capitals, page.norms[index]
    if norm[0] == "و" and (joined := capitals.at((norm[1:],), 0) if norm[1:] in capitals.by_first else None):
        return NamedAt(joined[1], "state", index + 1, "و")
    hit = capitals.at(page.norms, index) if norm in capitals.by_first else None
    if hit is None or (index > 0 and page.particle(index - 1, "within") and not page.particle(index - 1, "from")):
        return None
    return NamedAt(hit[1], "state", index + hit[0], "")
