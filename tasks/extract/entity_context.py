"""What the rest of the text tells about a doubtful word: the words beside it, the story's cues, the story's country."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from tasks.extract.entity_index import EntityIndex, Piece, Reading
from tasks.text.match import Match
from tasks.text.normal import Shadow

Found: TypeAlias = Match[Piece]

_BY = "ب"
_BORDERS = 40  # characters of a state and the words before it
_LOCAL_KINDS = frozenset({"armed-group", "militia", "observatory", "police", "community"})
_SIGN = re.compile(r"[\"'()\[\]]")
_BETWEEN = frozenset(" \n.,:;!?-/" + "\u060c")


def without_quotes(shadow: Shadow) -> Shadow:
    """Return the shadow without quotation marks and brackets: تنظيم "الدولة الإسلامية" is one name."""
    norm = shadow.norm
    if not _SIGN.search(norm):
        return shadow
    pieces: list[str] = []
    starts: list[int] = []
    first = 0
    for sign in _SIGN.finditer(norm):
        pieces.append(norm[first : sign.start()])
        starts += shadow.starts[first : sign.start()]
        first = sign.end()
    pieces.append(norm[first:])
    starts += shadow.starts[first:]
    return Shadow(shadow.text, "".join(pieces), starts)


def word_before(norm: str, at: int) -> str:
    """Return the word that stands before an offset, with one blank between; empty where a sign parts them."""
    if at < 2 or norm[at - 1] != " ":
        return ""
    first = at - 1
    while first > 0 and norm[first - 1] not in _BETWEEN:
        first -= 1
    return norm[first : at - 1]


def word_after(norm: str, at: int) -> str:
    """Return the word that stands after an offset, with one blank between; empty where a sign parts them."""
    if at >= len(norm) or norm[at] != " ":
        return ""
    last = at + 1
    while last < len(norm) and norm[last] not in _BETWEEN:
        last += 1
    return norm[at + 1 : last]


def word_start(match: Found) -> int:
    """Return where the word begins in the normal form, with what is written onto it."""
    return match.norm_start - len(match.proclitics)


def is_locative(match: Found, norm: str, index: EntityIndex) -> bool:
    """Tell whether a state or a capital is named as a place: في سوريا, بسوريا, شمال العراق."""
    start = word_start(match)
    before = word_before(norm, start)
    led = any(word in index.locatives for word in (before, _without_and(before), _without_in(before)))  # بشمال سوريا
    led = led and word_before(norm, start - len(before) - 1) not in index.ascribing  # غارة نسبت إلى إسرائيل
    return "ب" in match.proclitics or led or _is_border(norm, start, index)


def _is_border(norm: str, start: int, index: EntityIndex) -> bool:
    """Tell whether a state is one of two behind two words of a place: على الحدود بين سوريا والعراق.

    An adjective may tell whose the border is: قرب الحدود التركية مع العراق.
    """
    words = norm[max(0, start - _BORDERS) : start].split()
    told = (words[-2:], words[-3:-1], words[-3:-2] + words[-1:])
    return any(" ".join(pair) in index.locatives for pair in told)


def is_metonym(match: Found, norm: str, index: EntityIndex) -> bool:
    """Tell whether a capital stands for its government: نفت موسكو, بين موسكو وأنقرة; else it is a town."""
    if "ب" in match.proclitics:
        return False
    before, after = word_before(norm, word_start(match)), word_after(norm, match.norm_end)
    if _without_and(before) in index.metonym_before or after in index.metonym_after:
        return True
    struck = (
        after if after[:1] != _BY else word_after(norm, match.norm_end + len(after) + 1)
    )  # قصفت أنقرة بالمدفعية مواقع
    if _without_and(before) in index.metonym_strikes and struck in index.metonym_struck:
        return True
    return after in index.metonym_strikes and word_after(norm, match.norm_end + len(after) + 1) in index.metonym_struck


def _without_and(word: str) -> str:
    return word[1:] if word[:1] in ("و", "ف") and len(word) > 3 else word


def _without_in(word: str) -> str:
    return word[1:] if word[:1] == "ب" and len(word) > 3 else word


def count_cues(matches: Iterable[Found]) -> Counter[str]:
    """Return how often each cue (a word, or the code of a country) stands in the text."""
    return Counter(match.payload.value for match in matches if match.payload.part == "cue")


def story_country(matches: Sequence[Found], norm: str, index: EntityIndex, cues: Counter[str]) -> str | None:
    """Return the code of the country that the text is about, or None where two are near each other.

    Towns and local groups weigh 1, other mentions of a state or of its people one half: a state that acts abroad
    is named often as well.
    """
    weights: Counter[str] = Counter()
    for code, count in cues.items():
        if code in index.demonyms:
            weights[code] += 2 * count
    for match in matches:
        code, weight = _weigh(match, norm, index)
        if code:
            weights[code] += weight
    ranked = weights.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 1.25 * ranked[1][1]):
        return None
    return ranked[0][0]


def _weigh(match: Found, norm: str, index: EntityIndex) -> tuple[str, int]:
    part, value = match.payload.part, match.payload.value
    if part in ("adjective", "people", "capital"):
        return (value, 1) if index.demonyms[value].is_country else ("", 0)
    if part == "name":
        known = index.known[value]
        if known.country and known.kind in _LOCAL_KINDS:
            return known.country.lower(), 2
        if known.country and known.kind == "state":
            return known.country.lower(), 2 if is_locative(match, norm, index) else 1
    return "", 0


def read_doubtful(match: Found, norm: str, index: EntityIndex, cues: Counter[str]) -> Reading | None:
    """Return the reading of a doubtful surface that its neighbours and the story allow, None where two are equal."""
    before = word_before(norm, word_start(match))
    after = word_after(norm, match.norm_end)
    ranked: list[tuple[int, Reading]] = []
    for reading in index.readings[match.payload.value]:
        if before in reading.never_before or after in reading.never_after:
            continue
        if any(cue in cues for cue in reading.story_against):
            continue
        if reading.words_before:
            if before in reading.words_before:
                return reading
            continue
        score = sum(cues[cue] for cue in reading.story_cues)
        if score or not reading.story_cues:
            ranked.append((score, reading))
    ranked.sort(key=lambda pair: -pair[0])
    best = [reading for score, reading in ranked if score == ranked[0][0]]
    meant = {reading.entity_id for reading in best}
    return best[0] if len(meant) == 1 else None
