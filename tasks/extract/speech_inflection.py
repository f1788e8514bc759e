"""The forms of a verb of speech: أعلن, أعلنت, يعلنون, مضيفا, نفيه, each with gender and number."""

from collections.abc import Iterator
from typing import Literal

from tasks.knowledge import Row

Shape = Literal["perfect", "imperfect", "participle", "masdar", "bound"]
Gender = Literal["m", "f", ""]
_WEAK = "ىا"
_MUTUAL = frozenset({"Talks", "Agreement"})


def gender_of(cell: str) -> Gender:
    """Read the gender of a row: m, f, or neither told."""
    return "f" if cell == "f" else "m" if cell == "m" else ""


def first_person(imperfect: str) -> Iterator["Inflected"]:
    """Yield نطالب, نحذر: in quotations a side speaks for itself."""
    if imperfect:
        yield "ن" + imperfect[1:], "imperfect", "", True


def both(row: Row) -> Iterator["Inflected"]:
    """Yield اتفقا, التقيا: of talks and agreements the dual has two speakers; elsewhere it reads like a noun."""
    perfect = row["perfect"]
    if row["verbal"] in _MUTUAL and perfect:
        yield (perfect[:-1] + "يا" if perfect[-1] == "ى" else perfect + "ا"), "perfect", "m", True


Inflected = tuple[str, Shape, Gender, bool]


def speech_forms(row: Row) -> Iterator[Inflected]:
    """Yield the third persons of a verb of speech, its participles and its masdar, with gender and number."""
    if row["perfect"]:
        yield from perfect_forms(row["perfect"])
    if row["imperfect"]:
        yield from imperfect_forms(row["imperfect"])
    if row["participle"]:
        yield from participle_forms(row["participle"])
    for masdar in filter(None, row["masdar"].split("|")):
        yield masdar, "masdar", "", False
        if row.get("stance") == "denies":
            yield from _with_speaker(masdar)


def _with_speaker(masdar: str) -> Iterator[Inflected]:
    """Yield نفيه, نفيها, نفيهم: like a participle they go on with whom the pronoun means."""
    yield masdar + "ه", "participle", "m", False
    yield masdar + "ها", "participle", "f", False
    yield masdar + "هم", "participle", "m", True


def perfect_forms(base: str) -> Iterator[Inflected]:
    """Yield أعلن, أعلنت, أعلنوا, the feminine dual, and the forms with a pronoun: أعلنه, أعلنته.

    The masculine dual is left out: تابعا is far more often "belonging to".
    """
    weak = base[-1] in _WEAK and len(base) > 2
    stem = base[:-1] if weak else base
    yield base, "perfect", "m", False
    yield stem + "ت", "perfect", "f", False
    yield stem + "وا", "perfect", "m", True
    yield stem + "تا", "perfect", "f", True
    before_pronoun = stem + "ا" if weak else base
    for pronoun in ("ه", "ها", "هم"):
        yield before_pronoun + pronoun, "bound", "m", False
        yield stem + "ت" + pronoun, "bound", "f", False
        yield stem + "و" + pronoun, "bound", "m", True


def imperfect_forms(base: str) -> Iterator[Inflected]:
    """Yield يعلن, تعلن, يعلنون, the duals, and the future with س."""
    rest = base[1:]
    plural = rest[:-1] if rest[-1] in "يىو" and len(rest) > 2 else rest
    dual = rest[:-1] + "ي" if rest[-1] in "يى" else rest
    for person, gender in (("ي", "m"), ("ت", "f")):
        yield person + rest, "imperfect", gender_of(gender), False
        yield person + dual + "ان", "imperfect", gender_of(gender), True
        yield person + rest + "ه", "bound", gender_of(gender), False
        yield person + rest + "ها", "bound", gender_of(gender), False
    yield "ي" + plural + "ون", "imperfect", "m", True


def participle_forms(base: str) -> Iterator[Inflected]:
    """Yield مضيفا, مضيفة and the plurals: they go on with the subject's words."""
    stem = base.removesuffix("ي")
    yield base + "ا", "participle", "m", False
    yield base + "ة", "participle", "f", False
    yield stem + "ين", "participle", "m", True
    yield base + "ين", "participle", "m", True
    yield stem + "ون", "participle", "m", True
    yield base + "تين", "participle", "f", True
