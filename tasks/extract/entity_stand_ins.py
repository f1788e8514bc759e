"""Words that stand for a side: a capital for its government, "the latter" for whom the text named last.

And words that are names only where their neighbours or the story settle it (ambiguous.tsv).
"""

from collections.abc import Iterator, Sequence

from tasks.extract.actor_kinds import ARMED
from tasks.extract.entity_context import (
    Found,
    is_locative,
    is_metonym,
    read_doubtful,
    word_after,
    word_before,
    word_start,
)
from tasks.extract.entity_page import Candidate, Page

_CHARGE = 120  # characters between a verb that accuses and the capital that it accuses
_SENTENCE = ".;:!?\n"
_WITH, _AND = "ب", "و"
_LATTER = 400  # characters back to the one whom "the latter" means
_PARTIES = ARMED | {"ministry", "person"}
_FEMININE = ("ه", "ات", "ا")
_STATE = "state"


def doubtful_names(page: Page) -> Iterator[Candidate]:
    """Yield the doubtful words that are names here; a state named as a place is no side: قرب غاو شمال مالي."""
    for match in page.of["doubtful"]:
        reading = read_doubtful(match, page.norm, page.index, page.cues)
        if reading is None:
            continue
        state = page.index.kinds[reading.entity_id] == _STATE
        placed = state and is_locative(match, page.norm, page.index)
        rule_id = "locative" if placed else f"doubtful:{reading.rule_id}"
        yield Candidate(match.norm_start, match.norm_end, reading.entity_id, rule_id)


def capitals(page: Page) -> Iterator[Candidate]:
    """Yield the capitals that stand for their government: نفت موسكو, اتهمت وزارة الدفاع الروسية كييف بقصف."""
    for run in _runs(page):
        accused = _are_accused(page, run)
        for match in run:
            if accused or is_metonym(match, page.norm, page.index):
                entity_id = page.index.demonyms[match.payload.value].entity_id
                yield Candidate(match.norm_start, match.norm_end, entity_id, "capital")


def _runs(page: Page) -> Iterator[list[Found]]:
    """Yield the capitals of a text, those together that "and" joins: موسكو ودمشق."""
    run: list[Found] = []
    for match in page.of["capital"]:
        joined = match.proclitics == _AND and run and not page.norm[run[-1].norm_end : word_start(match)].strip(" ")
        if run and not joined:
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _are_accused(page: Page, run: Sequence[Found]) -> bool:
    """Tell whether capitals stand between a verb that accuses with its subject and what they are accused of."""
    norm, index, start = page.norm, page.index, run[0].norm_start
    after = word_after(norm, run[-1].norm_end)
    if run[0].proclitics or not (after.startswith(_WITH) or after in index.charged):
        return False
    if word_before(norm, start) in index.locatives:
        return False
    first = max(norm.rfind(sign, max(0, start - _CHARGE), start) for sign in _SENTENCE) + 1
    words = norm[max(first, start - _CHARGE) : start].split()
    at = next((i for i in range(len(words) - 1, -1, -1) if words[i] in index.accusing), None)
    if at is None:
        return False
    told = words[at + 2 :]  # the first word behind the verb is its subject: اتهمت بغداد أنقرة بقصف
    return not any(word.startswith(_WITH) for word in told)


def the_latter(page: Page, kept: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield "the latter" as the side that was named last before it and agrees: اتهمت باكو يريفان بقصف، لكن الأخيرة نفت.

    It is a side only where a verb of speech or a word that opens a clause stands before it: الساعات الأخيرة is none.
    """
    for match in page.of["latter"]:
        before = word_before(page.norm, word_start(match))
        opening = before.removeprefix("و") in page.index.metonym_before or before in page.index.metonym_before
        if not (opening or before in page.index.metonym_him):
            continue
        meant = _last_named(page, kept, match)
        if meant is not None:
            yield Candidate(match.norm_start, match.norm_end, meant, "second-mention")


def _last_named(page: Page, kept: Sequence[Candidate], match: Found) -> str | None:
    for candidate in reversed(kept):
        if candidate.end > match.norm_start or candidate.rule_id == "locative":
            continue
        if match.norm_start - candidate.end > _LATTER:
            return None
        kind = page.index.kinds[candidate.entity_id]
        first = page.norm[candidate.start : candidate.end].split()[0]
        feminine = first.endswith(_FEMININE) or candidate.rule_id == "capital"
        if kind in _PARTIES and (kind == "state" or feminine == (match.payload.agreement == "f")):
            return candidate.entity_id
    return None
