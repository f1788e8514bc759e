"""Names that no gazetteer holds, as words: where such a name begins and ends, and where a list of them goes on.

A name is one word, or two where the first heads names (أم, تل, عين) or the second alone has the article; in quotation
marks up to three.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.extract.lexicon import Cue
from tasks.extract.place_choice import NUNATION
from tasks.extract.place_context import PlaceCues, called_words
from tasks.text.match import Match
from tasks.text.normal import Shadow
from tasks.text.tokens import Token

_ARTICLE = "ال"
_AND = "و"
_SHORT = 3
_PAIR = 2
_MARK = '"'
_QUOTED = 5  # tokens of a name of up to three words with its quotation marks
_ALWAYS = frozenset({"camp", "village"})  # what these words head is a place
_MOST_CALLED = 2  # words: يقال لها
_SETTING = frozenset({"direction", "inside", "near", "from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What stands in the text already: a name must not run into it."""

    shadow: Shadow
    tokens: Sequence[Token]
    taken: list[int]  # for each character of the text, to how many things found it belongs
    heads: frozenset[str]  # words that names begin with: أم, تل, عين
    cues: PlaceCues
    demonyms: Mapping[str, str]  # adjective without the article, country
    listed: Mapping[int, int]  # where the words of known names begin, and where those places end


def behind_called(scene: Scene, index: int) -> int:
    """Return the token of a name behind the words that only say that one follows: قرية تدعى كذا."""
    words = [token.norm for token in scene.tokens[index : index + _MOST_CALLED]]
    called = (size for size in range(len(words), 0, -1) if called_words(words[:size], scene.cues) == size)
    return index + next(called, 0)


def may_head_other_things(scene: Scene, cue: Match[Cue]) -> bool:
    """Tell whether quoted words behind a class word need an area: «مدينة "الإنتاج الإعلامي"» is no town."""
    word = scene.shadow.norm[scene.shadow.at(cue.word_start) : scene.shadow.at(cue.word_end)].split(" ", 1)[0]
    outward = scene.cues.outward.get(word)
    return outward is None or outward.value not in _ALWAYS


def goes_on(scene: Scene, token: Token) -> bool:
    """Tell whether a list goes on: a comma, or و before a name or the short head of one (وتل دبس، وأم رجيم)."""
    if token.norm == "،" or token.norm.removeprefix(_AND) in scene.heads:
        return True
    return token.norm.startswith(_AND) and len(token.norm) > _SHORT


def quoted_name(scene: Scene, index: int) -> tuple[int, int] | None:
    """Return the first and one past the last token of a name in quotation marks: مخيم "وادي الزيتون"."""
    opening = scene.tokens[index : index + _QUOTED]
    if len(opening) < _QUOTED - 1 or opening[0].norm != _MARK:
        return None
    closing = next((i for i, token in enumerate(opening[1:], 1) if token.norm == _MARK), 0)
    words = opening[1:closing]
    named = bool(words) and all(token.is_word and not token.norm[0].isdigit() for token in words)
    return (index + 1, index + closing) if named and words[0].start not in scene.listed else None


def name_end(scene: Scene, index: int) -> int | None:
    """Return one past the last word of a name that begins at a token; None where no name begins."""
    if index >= len(scene.tokens):
        return None
    token = scene.tokens[index]
    if not _may_name(scene, token) or _sets(scene, token) or adjective_at(scene, token.start):
        return None
    following = scene.tokens[index + 1] if index + 1 < len(scene.tokens) else None
    head = token.norm.removeprefix(_AND) in scene.heads or token.norm in scene.heads
    compound = following is not None and (
        head or (following.norm.startswith(_ARTICLE) and not token.norm.startswith(_ARTICLE))
    )
    if (
        following is not None
        and scene.cues.value("title", token.norm)
        and following.is_word
        and not _sets(scene, token)
    ):
        return index + 2  # تلة أبو علي: the name is no preposition
    compound = compound or _is_set_behind(scene, index + _PAIR)
    if compound and following is not None and _may_name(scene, following) and not adjective_at(scene, following.start):
        return index + 2
    return index + 1


def _is_set_behind(scene: Scene, index: int) -> bool:
    """Tell whether a word written onto "in" says at once what holds a name of two words: أوك كريك بولاية كذا."""
    cue = scene.cues.outward.get(scene.tokens[index].norm) if index < len(scene.tokens) else None
    return cue is not None and cue.kind == "class" and scene.cues.means(cue.fused, "in")


def adjective_at(scene: Scene, start: int) -> str:
    """Return the country whose adjective begins at an offset (مدينة كذا البريطانية), empty where none does."""
    token = next((t for t in scene.tokens[bisect_left(scene.tokens, start, key=token_start) :][:1]), None)
    return scene.demonyms.get(token.norm.removeprefix(_ARTICLE), "") if token is not None else ""


def token_start(token: Token) -> int:
    """Return where a token begins, to look tokens up by."""
    return token.start


def _may_name(scene: Scene, token: Token) -> bool:
    return (
        token.is_word
        and not token.norm[0].isdigit()
        and (len(token.norm) >= _SHORT or token.norm in scene.heads)
        and not scene.taken[token.start]
        and not NUNATION.search(scene.shadow.text, token.start, token.end + 1)
    )


def _sets(scene: Scene, token: Token) -> bool:
    """Tell whether a word behind a class word says where the place lies, and names none: هجوم على قرية وسط مالي."""
    cue = scene.cues.outward.get(token.norm)
    return cue is not None and cue.kind in _SETTING
