"""Whom a speaker's noun phrase means: an entity where knowledge has one, else a description, and his gender."""

from collections.abc import Sequence

from tasks.extract.speech_inflection import Gender
from tasks.extract.speech_page import NamedAt, Page

_MINISTRY = "ministry"
_MOVEMENT = "armed-group"  # طالبان نفت and نفى
_STATE = "state"
_HIS = "ي"  # ending of an adjective of a masculine noun
_EITHER = frozenset({_STATE, "person"})
_NAMELESS = frozenset({"source", "people"})
_UNNAMED_KINDS = frozenset({"source", "community", "people", "civilians"})
_MONITORS = frozenset({"observatory"})
_PRINTING = frozenset({"agency", "outlet"})
_FEMININE = ("ه", "ات")
_NAMED = 3  # words of who is described and named
_ONTO = "بلو"  # letters of particles written onto a word
_PERSONS = frozenset({"official", "expert", "people"})
_BODIES = frozenset({"media", "group"})
_WIDE = frozenset({"state", "coalition", "community", "alliance", "people"})  # وسائل إعلام غربية


def identify(page: Page, first: int, last: int) -> tuple[str | None, str]:
    """Return entity and kind of the speaker of tokens `first` to `last`."""
    inside = [page.named[i] for i in range(first, last) if i in page.named]
    people = [page.named[i] for i in range(first, last) if i in page.named and _is_himself(page, first, i)]
    if people:
        return people[0].entity_id, "named"
    if _of_monitor(page, first):
        return page.named[first + 1].entity_id, "named"
    described = _describes(page, first, inside)
    if described is not None:
        return None, described
    entitled = any(page.title(i) is not None or page.particle(i, "behalf") for i in range(first, last))
    if page.any_noun(first) is not None and first not in page.named and not (entitled and inside):
        return _identify_noun(page, first, last, inside)
    if entitled:  # المتحدث العسكري للجيش المصري speaks for the army, whatever his office is called
        inside = [n for n in inside if n.kind not in _UNNAMED_KINDS] or inside
    expert = any(n is not None and n.kind == "expert" for n in (page.noun(i) for i in range(first, last)))
    former = entitled and any(page.particle(i, "former") for i in range(first, min(last + 1, len(page.norms))))
    if inside:  # فلان، الخبير في شؤون الجماعات الإسلامية: he speaks for none of them
        return (
            (None, "unnamed")
            if expert or former or inside[0].kind in _UNNAMED_KINDS
            else (inside[0].entity_id, "named")
        )
    return None, "pointer" if page.title(first) is not None and not _has_name(page, first, last) else "name"


def _of_monitor(page: Page, first: int) -> bool:
    """Tell whether the people of a monitor speak: نشطاء المرصد, مصادر المرصد."""
    noun, named = page.any_noun(first), page.named.get(first + 1)
    return noun is not None and noun.kind in _NAMELESS and named is not None and named.kind in _MONITORS


def _describes(page: Page, first: int, inside: Sequence[NamedAt]) -> str | None:
    """Return the kind of a speaker whom no name identifies, whatever is named beside him: مصدر, وسائل إعلام غربية."""
    noun = page.any_noun(first)
    if noun is None:
        return None
    if noun.kind in _NAMELESS and page.title(first) is None and not noun.definite:
        return "unnamed"
    return "media" if noun.kind == "media" and inside and inside[0].kind in _WIDE else None


def _is_himself(page: Page, first: int, index: int) -> bool:
    """Tell whether a person is the speaker, not the one to whom he belongs: القوات الموالية لحكومة الرئيس فلان."""
    noun = page.noun(first)
    kin = noun is not None and noun.kind == "people" and not noun.definite and index == first + 1
    if page.named[index].kind != "person" or kin:
        return False  # عائلة فلان, والد فلان
    for at in range(first + 1, index):
        if page.norms[at][0] == "ل" and at not in page.named:
            return False
        if page.particle(at, "from") and not page.title(at - 1):
            return False  # مصدر مقرب من الوزير
    return True


def _has_name(page: Page, first: int, last: int) -> bool:
    """Tell whether a word that is neither title nor adjective stands behind a title: الجنرال إيغور."""
    return any(
        page.title(i) is None and not page.norms[i].startswith("ال") and page.norms[i][0].isalpha()
        for i in range(first + 1, last)
    )


def _is_told_apart(page: Page, first: int, last: int) -> bool:
    """Tell whether the name or the body of whom a noun describes stands with it, so that he need not be known.

    المسؤول الطبي عبد الغني فلان, الناطق باسم مجلس المقاومة; not المتحدث باسم الوزارة.
    """
    behalf = next((i for i in range(first, last - 1) if page.particle(i, "behalf")), None)
    if behalf is not None:
        return not page.norms[behalf + 1].startswith("ال")
    if last - first < _NAMED or any(page.filler(i) for i in range(first, last)):
        return False
    bare = (page.norms[i] for i in range(first + 1, last) if not page.norms[i].startswith("ال"))
    return any(norm.isalpha() and norm[0] not in _ONTO for norm in bare)


def _identify_noun(page: Page, first: int, last: int, inside: Sequence[NamedAt]) -> tuple[str | None, str]:
    noun = page.any_noun(first)
    kind = noun.kind if noun else ""
    named = [n for n in inside if kind not in _BODIES or n.kind not in _WIDE]
    if named and kind in {"document", "media", "group"}:
        itself = [n for n in named if kind == "media" and n.kind in _PRINTING]  # وكالة أنباء النظام (سانا)
        return (itself or named)[0].entity_id, "named"
    pointing = noun is not None and noun.definite and not noun.mute
    himself = kind in _PERSONS and _is_told_apart(page, first, last)
    if pointing and not inside and not himself and not _belongs(page, first, last):
        return None, "pointer"
    return None, {"document": "document", "media": "media"}.get(kind, "unnamed")


def _belongs(page: Page, first: int, last: int) -> bool:
    return any(page.filler(i) == "preposition" for i in range(first + 1, last))


def noun_kind(page: Page, first: int) -> str:
    """Return the kind of the noun or title that heads a phrase; empty where a name heads it."""
    noun = page.any_noun(first)
    title = page.title(first)
    return noun.kind if noun else "official" if title else ""


def is_mute(page: Page, first: int) -> bool:
    """Tell whether a phrase names what only shows or counts: صور, حصيلة أولية."""
    noun = page.any_noun(first)
    return noun is not None and noun.mute and first not in page.named


def _is_capital(page: Page, first: int) -> bool:
    """Tell whether a capital stands for its government: cities are feminine (واشنطن ترفض)."""
    capitals = page.words.capitals.by_first
    return page.norms[first] in capitals or page.bare(first) in capitals


def gender_of(page: Page, first: int) -> Gender:
    """Return the gender with which a verb agrees; empty where the press uses both."""
    noun = page.any_noun(first)
    if noun is not None:
        return noun.gender
    title = page.title(first)
    if title is not None:
        return title.gender
    if page.norms[first].endswith(_FEMININE) or _is_capital(page, first):
        return "f"
    named = page.named.get(first)
    if named is not None and named.kind == _STATE and not _is_he(page, first, named.last):
        return "f"
    if named is not None and named.kind == _MINISTRY and page.norms[named.last - 1].endswith(_FEMININE):
        return "f"  # الدفاع الروسية تعلن: of the ministry only its field is named
    movement = named is not None and named.kind == _MOVEMENT and not page.norms[first].startswith("ال")
    return "" if movement or (named is not None and named.kind in _EITHER) else "m"


def _is_he(page: Page, first: int, last: int) -> bool:
    """Tell whether a state or its name takes the masculine: العراق, الجانب الأوكراني."""
    known = page.particle(first, "masculine") or "masculine" in page.words.particles.get(page.bare(first), ())
    return known or page.norms[last - 1].endswith(_HIS)
