"""What is known while the speakers of an article are read: the sentence in hand, and who spoke so far."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from tasks.extract.speech_inflection import Gender
from tasks.extract.speech_page import Page
from tasks.extract.speech_source import Source
from tasks.extract.speech_words import SpeechForm
from tasks.text.normal import normal_form

How = Literal["that", "quote", "noun"]

_NAMELESS = frozenset({"source", "people"})
_MEANT_BY = {"official": {"official", ""}, "source": {"source", "official"}}


class Content(NamedTuple):
    """First token of what is said, how it is introduced, and the token that introduces it."""

    first: int
    how: How
    opener: int


@dataclass(slots=True)
class Memory:
    """The speakers of the article so far, in order; mutable, one per article."""

    sources: list[Source] = field(default_factory=list)

    def carry(self, gender: Gender, *, plural: bool) -> Source | None:
        """Return the speaker who goes on: the last, or the last of the verb's gender."""
        speakers = [source for source in self.sources[-6:] if source.kind != "document"]
        for source in reversed(speakers[-4:]):
            if not gender or plural or source.gender in {"", gender}:
                return source
        last = speakers[-1] if speakers else None
        return None if last is None or last.noun_kind else last  # who is described by a noun agrees: شاهد, مصادر

    def later_than(self, speaker: Source) -> list[Source]:
        """Return those who spoke since a speaker did."""
        at = max((i for i, source in enumerate(self.sources) if source is speaker), default=len(self.sources))
        return self.sources[at + 1 :]

    def point_back(self, pointer: Source) -> Source | None:
        """Return whom a definite noun means (المصدر, الناشطون): the last speaker so described, else the last that fits.

        A statement is the last speaker's own; a paper or a group that was not quoted before speaks for itself.
        """
        if pointer.noun_kind == "document":
            return self.sources[-1] if self.sources else None
        words = _stems(pointer)
        head = normal_form(pointer.text).split()[0]
        whole = pointer.noun_kind in _NAMELESS or not head.startswith("ال")
        for source in reversed(self.sources):
            if _stem(head) in _stems(source) and (not whole or words <= _stems(source)):
                return source
        if whole and len(words) > 1:
            return None  # المصدر الطبي is not the officer quoted before, مدير المشفى is no director of another house
        wanted = _MEANT_BY.get(pointer.noun_kind)
        if wanted is None:
            return None  # المراقبون are not the minister who spoke before
        named = pointer.noun_kind != "source"  # المصادر are no organisation that spoke before
        fitting = [s for s in self.sources if s.noun_kind in wanted or (named and s.kind == "named")]
        return fitting[-1] if fitting else None

    def known_issuer(self, document: Source) -> Source | None:
        """Return the speaker whose statement it is: بيان المنظمة, after the organisation was quoted."""
        words = {_stem(word) for word in normal_form(document.text).split()[1:]}
        for source in reversed(self.sources):
            if words and source.kind == "named" and words <= _stems(source):
                return source
        return None

    def known_name(self, name: Source) -> Source | None:
        """Return the speaker who was introduced with more words: الخطيب is سامر الخطيب المتحدث باسم الجيش."""
        words = _stems(name)
        for source in reversed(self.sources):
            if words <= _stems(source):
                return source
        return None


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Draft:
    """A verb (or phrase) with its speakers and the first token of what they say; the scope is cut later."""

    first: int
    last: int
    form: SpeechForm | None
    sources: tuple[Source, ...]
    via_entity_id: str | None
    content: Content
    carried: bool
    rule_id: str

    def __init__(
        self,
        *,
        first: int,
        last: int,
        form: SpeechForm | None,
        sources: tuple[Source, ...],
        via_entity_id: str | None,
        content: Content,
        carried: bool,
        rule_id: str,
    ) -> None:
        self.first = first
        self.last = last
        self.form = form
        self.sources = sources
        self.via_entity_id = via_entity_id
        self.content = content
        self.carried = carried
        self.rule_id = rule_id


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Line:
    """The sentence in hand: its page, its tokens `first` to `last`, and the speakers known so far."""

    page: Page
    first: int
    last: int
    memory: Memory

    def __init__(
        self,
        *,
        page: Page,
        first: int,
        last: int,
        memory: Memory,
    ) -> None:
        self.page = page
        self.first = first
        self.last = last
        self.memory = memory


def _stem(word: str) -> str:
    """Return a word without article and ending: المسؤولون and مسؤولين are one."""
    return word.removeprefix("ال")[:4]


def _stems(source: Source) -> frozenset[str]:
    return _stems_of(source.text)


@lru_cache(maxsize=1024)
def _stems_of(text: str) -> frozenset[str]:
    """Return the stems of a name; each new speaker is compared with all that spoke before."""
    return frozenset(_stem(word) for word in normal_form(text).split())
