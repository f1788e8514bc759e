"""What every frame of speech is made of: the verb, its speakers as known from before, the words that it opens."""

from collections.abc import Sequence

from tasks.extract.speech_memory import Content, Draft, Memory
from tasks.extract.speech_page import Page, SaidAt, token_at
from tasks.extract.speech_position import last_named
from tasks.extract.speech_source import Source
from tasks.extract.speech_words import SpeechForm
from tasks.text.normal import normal_form

_ARTICLE = "ال"
_SOURCE, _PEOPLE = "source", "people"


def draft_frame(
    said: SaidAt,
    form: SpeechForm,
    sources: Sequence[Source],
    content: Content,
    *,
    carried: bool,
    via: str | None = None,
) -> Draft:
    """Return the frame of a verb, before the reach of its words is cut; `carried` where its speaker stood earlier."""
    return Draft(
        first=said.at,
        last=said.at + 1,
        form=form,
        sources=tuple(sources),
        via_entity_id=via,
        content=content,
        carried=carried,
        rule_id=f"speech.{form.verb.verb_id}.{content.how}",
    )


def known_sources(page: Page, sources: Sequence[Source], memory: Memory) -> list[Source]:
    """Replace pointers (المصدر) and bare surnames by the speaker who was introduced before."""
    found: list[Source] = []
    for source in sources:
        earlier = None
        if source.kind == "pointer":
            earlier = memory.point_back(source) or last_named(page, source) or _same_as_before(page, source, memory)
            earlier = earlier if earlier is not None and _of_his_body(page, source, earlier) else None
        elif source.kind == "document" and " " in source.text:
            earlier = memory.known_issuer(source)
        elif source.kind in {"name", "media"} or (source.kind == "unnamed" and " ال" in source.text):
            earlier = memory.known_name(source)
        found.append(earlier or source)
    return found


def _same_as_before(page: Page, source: Source, memory: Memory) -> Source | None:
    """Return the last speaker where a bare source is said to be the same one: وأضاف المصدر ذاته."""
    last = memory.sources[-1] if memory.sources else None
    if source.noun_kind != _SOURCE or last is None:
        return None
    same = source.last < len(page.norms) and page.particle(source.last, "same")
    people = " " not in source.text and last.noun_kind == _PEOPLE and last.entity_id is None  # ناشطون .. وأضاف المصدر
    return last if same or people else None


def _of_his_body(page: Page, spokesman: Source, earlier: Source) -> bool:
    """Tell whether an earlier speaker is of the body for which a spokesman is said to speak.

    المتحدث باسم الوزارة is that of the ministry named before; المتحدث باسم التحالف is no man of the charity before.
    """
    first = token_at(page, spokesman.start)
    behind = [at + 1 for at in range(first, spokesman.last - 1) if page.particle(at, "behalf")]
    if not behind:
        return True
    body = page.norms[behind[0]].removeprefix(_ARTICLE)
    return any(word.removeprefix(_ARTICLE) == body for word in normal_form(earlier.text).split())


def noun_content(form: SpeechForm, first: int, last: int) -> Content | None:
    """Return what a verb says by a noun from a token on (أعلن مقتل), None where it takes none."""
    return Content(first, "noun", first) if "noun" in form.verb.takes and first < last else None
