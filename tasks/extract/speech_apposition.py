"""What is set beside a speaker's name and belongs to it: a short quotation, a bracket, an office or its holder."""

from tasks.extract.speech_page import Page

_CLOSING = ")]"
_FEW = 4  # tokens in which a person stands behind an office
_NAME_IN_MARKS = 6  # tokens of a quotation that is a name


def quoted_name(page: Page, index: int, stop: int) -> int:
    """Return the length of a short quotation, which is a name; longer ones are what is said."""
    end = page.quote_ends.get(index, stop)
    return end + 1 - index if end < stop and end - index <= _NAME_IN_MARKS else 0


def bracket_length(page: Page, index: int, stop: int) -> int:
    """Return the length of a short bracket that opens at a token, 0 where it does not close soon."""
    for step in range(1, 12):
        if index + step >= stop:
            return 0
        if page.norms[index + step] in _CLOSING:
            return step + 1
    return 0


def _is_holder(page: Page, first: int, index: int) -> bool:
    """Tell whether the name of who holds an office follows it after a comma: الأمين العام للأمم المتحدة، بان كي مون."""
    named = page.named.get(index)
    if named is None or named.kind != "person" or named.prefix:
        return False
    before = [page.named[i].kind for i in range(first, index) if i in page.named]
    return "person" not in before and (page.title(first) is not None or before[:1] == ["un-body"])


def is_apposition(page: Page, first: int, index: int, stop: int) -> bool:
    """Tell whether an office after a comma goes on with the same speaker: ..., المتحدث باسم البنتاغون.

    Another person behind it is whom he addresses: حذر النائب فلان، الرئيس فلان من.
    """
    if (
        index >= stop
        or page.norms[index][0] == "و"
        or (page.title(index) is None and not _is_holder(page, first, index))
    ):
        return False
    before = [page.named[i] for i in range(first, index) if i in page.named]
    after = [page.named[i] for i in range(index, min(index + _FEW, stop)) if i in page.named]
    speaker = next((n.entity_id for n in before if n.kind == "person"), None)
    return speaker is None or all(n.entity_id == speaker for n in after if n.kind == "person")
