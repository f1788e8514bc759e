"""Who is meant by "his counterpart": the holder of the same office in the country that an adjective names.

التقى وزير الخارجية الأميركي نظيره الروسي: the ministry of the other state, or the state where no list holds its office.
"""

from collections.abc import Collection, Sequence

from tasks.extract.speech_page import Page

_FEW = 2  # words between "his counterpart" and whose he is
_STATE = "actor:"


def find_counterpart(
    page: Page, tokens: tuple[int, int], speakers: Sequence[str], known: Collection[str]
) -> tuple[str, str] | None:
    """Return the id and the words of the counterpart of a speaker in a span of tokens; None where none is named."""
    first, stop = tokens
    for at in range(first, stop):
        if not page.particle(at, "counterpart"):
            continue
        near = range(at + 1, min(at + 1 + _FEW, stop))
        where = next((i for i in near if page.norms[i] in page.words.adjectives), None)
        if where is None:
            return None
        state = page.words.adjectives[page.norms[where]]
        start, end = page.slice(at, where + 1)
        return _same_office(state, speakers, known), page.text[start:end]
    return None


def _same_office(state: str, speakers: Sequence[str], known: Collection[str]) -> str:
    """Return the office in a state that the first speaker holds in his own: us-mfa and Russia give ru-mfa."""
    for speaker in speakers:
        _, parted, office = speaker.removeprefix(_STATE).partition("-")
        if parted and f"{state}-{office}" in known:
            return f"{state}-{office}"
    return state
