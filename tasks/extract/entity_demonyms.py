"""The adjectives of peoples behind a noun of force or office: whose it is, past what only describes it.

الطائرات المروحية الروسية, القصف البري والصاروخي التركي; behind the model of an aircraft as well (مقاتلات إف-16 تركية),
whose article is not that of the noun: طائرات الأباتشي السعودية.
"""

from collections.abc import Iterator
from typing import Final

from tasks.extract.entity_context import Found
from tasks.extract.entity_page import Page

_AND: Final = "و"
_MODEL: Final = "model"
_MADE: Final = "made"
_MODIFIERS: Final = 3
_ACCUSATIVE: Final = "يا"
_ALEF: Final = ("ا", "ا\u064b", "\u064bا", "ى")
"""Endings of a noun whose adjective may end so: مقاتلا سوريا, فتى فلسطينيا."""


def demonyms_after(page: Page, head: Found) -> Iterator[tuple[Found, str]]:
    """Yield the adjectives that agree with a head: the next word, and others after و.

    Those behind modifiers or a model carry a `+`, for a head of its own goes first.
    """
    yield from ((adjective, "") for adjective in _chain(page, head, head.norm_end))
    end = head.norm_end
    for step in range(_MODIFIERS):
        yield from ((adjective, "+") for adjective in _behind_model(page, head, end))
        joined = {"", _AND} if step else {""}
        agreeing = (m for m in page.after(end, "modifier") if m.payload[2:] == head.payload[2:])
        modifier = next((m for m in agreeing if m.proclitics in joined), None)
        if modifier is None:
            return
        end = modifier.norm_end
        yield from ((adjective, "+") for adjective in _chain(page, head, end))


def _behind_model(page: Page, head: Found, end: int) -> Iterator[Found]:
    """Yield the adjectives behind the model of an aircraft, with the article or without: مقاتلات سوخوي روسية."""
    models = [m.norm_end for m in page.after(end, "modifier") if m.payload.value == _MODEL and not m.proclitics]
    if models:
        yield from _chain(page, head, max(models), any_article=True)


def _is_made(page: Page, adjective: Found) -> bool:
    """Tell whether an adjective tells where a thing was made: مسيرات إيرانية الصنع."""
    return any(m.payload.value == _MADE for m in page.after(adjective.norm_end, "modifier"))


def _is_object(page: Page, head: Found, adjective: Found) -> bool:
    """Tell whether an adjective stands in the accusative and its noun does not: قتل مستوطن فلسطينيا is two people."""
    noun = page.bare.text[head.start : head.end]  # as it is written: فتى فلسطينيا are one
    return page.norm[adjective.norm_start : adjective.norm_end].endswith(_ACCUSATIVE) and not noun.endswith(_ALEF)


def _chain(page: Page, head: Found, end: int, *, any_article: bool = False) -> Iterator[Found]:
    """Yield agreeing adjectives one after another from an offset: الروسي والسوري."""
    proclitic, agreeing = "", {head.payload[2:]}
    if any_article:
        agreeing = {(head.payload.agreement, definite) for definite in (False, True)}
    while True:
        following = (m for m in page.after(end, "adjective") if m.proclitics == proclitic and not _is_made(page, m))
        found = next((m for m in following if m.payload[2:] in agreeing and not _is_object(page, head, m)), None)
        if found is None:
            return
        yield found
        end, proclitic = found.norm_end, _AND
