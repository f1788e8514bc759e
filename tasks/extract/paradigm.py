"""Inflected forms of the words in `knowledge/languages/ar`: one row names a verb, its paradigm is made here.

Arabic verbs of the news stand in the third person (and the first plural in quotes of armies), perfect or imperfect.
The normal form has no vowels, so the passive of most verbs is written like the active; which one it is, the clause
tells.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

Tense = Literal["perfect", "imperfect", ""]

_WEAK = "ىا"


class Form(NamedTuple):
    """One spelling of an entry, and the tense that it shows (empty for nouns and phrases)."""

    surface: str
    tense: Tense


def verb_forms(perfect: str, imperfect: str) -> Iterator[Form]:
    """Yield the forms of a verb given by its third person masculine singular: قصف, يقصف.

    Of several words the first is inflected: سيطر على, يسيطر على.
    """
    head, _, tail = perfect.partition(" ")
    for form in _perfect_forms(head):
        yield Form(f"{form} {tail}".strip(), "perfect")
    head, _, tail = imperfect.partition(" ")
    for form in _imperfect_forms(head):
        yield Form(f"{form} {tail}".strip(), "imperfect")


def _perfect_forms(base: str) -> Iterator[str]:
    if base[-1] in _WEAK and len(base) > 2:
        stem = base[:-1]
        yield from (base, stem + "ت", stem + "وا", stem + "يا", stem + "تا", stem + "ينا")
    else:
        yield from (base, base + "ت", base + "وا", base + "ا", base + "تا", base + "نا")


def _imperfect_forms(base: str) -> Iterator[str]:
    rest = base[1:]
    plural = rest[:-1] if rest[-1] in "يى" and len(rest) > 2 else rest
    for person in ("ي", "ت", "ن"):
        yield person + rest
    for person in ("ي", "ت"):
        yield from (person + plural + "ون", person + plural + "وا", person + plural + "ان")


def noun_forms(surface: str, inner: frozenset[str]) -> Iterator[Form]:
    """Yield a noun phrase as it stands and with the article on each of its words: غارة جوية, الغارة الجوية.

    A phrase with one of the words `inner` in it, a preposition, has no such form.
    """
    yield Form(surface, "")
    words = surface.split()
    if len(words) == 1:
        if surface[-1] not in "ةاىه" and not surface.endswith(("ات", "ين", "ان", "ون")):
            yield Form(surface + "ا", "")
        return
    if not any(w in inner or w.startswith(("ال", "لل")) for w in words[1:]):
        yield Form(" ".join(w if w.startswith("ال") else "ال" + w for w in words), "")


def expand(kind: str, forms: str, inner: frozenset[str]) -> Iterator[Form]:
    """Yield all forms of a row: alternatives parted by `|`; verbs as perfect/imperfect pairs."""
    for alternative in forms.split("|"):
        if kind in {"verb", "passive", "light", "result"} and "/" in alternative:
            perfect, _, imperfect = alternative.partition("/")
            yield from verb_forms(perfect, imperfect)
        elif kind in {"noun", "bare", "unit"}:
            yield from noun_forms(alternative, inner)
        else:
            yield Form(alternative, "")
