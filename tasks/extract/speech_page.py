"""An article as the finder of speech sees it: its tokens by sentence, with names, quotations and words of reporting.

Everything is looked up once per token; the steps that follow walk over token numbers.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tasks.extract.entities import EntityHit
from tasks.extract.noun_signs import VERBAL
from tasks.extract.reading import Reading, starts_of
from tasks.extract.speech_marks import Marked, mark_words
from tasks.extract.speech_words import SourceNoun, SpeechForm, SpeechWords, Title
from tasks.extract.within import first_from
from tasks.text.quotes import Quote
from tasks.text.segment import Sentence
from tasks.text.tokens import Token

_JOINING = ("و", "ف")
_SHORTEST = 3
_AND = "و"
_LONG_NAME = 6  # tokens
_LOCATIVE, _WHILE = "locative", "con-while"
_FOR = "ل"
_ATTACHED = "لب"
_PREFIXED = (_FOR, "ب", "ك")
_WRITTEN_ONTO = (*_JOINING, _FOR)


class NamedAt(NamedTuple):
    """A named actor by token numbers; `prefix` is what is written onto its first word (و, ل, ب)."""

    entity_id: str
    kind: str
    last: int
    prefix: str


class SaidAt(NamedTuple):
    """A verb of speech by token number; `joined` tells whether و or ف stands before it."""

    at: int
    forms: tuple[SpeechForm, ...]
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Tokens of an article and what stands on them. `bounds` are first and last token number of each sentence.

    `news` are the offsets at which a word of an event or a toll begins; `deeds` of a verb that "and" joins,
    `verbal_news` of one that nothing joins, `joined_news` of one that "and" joins, be it a noun or not; `whiles` of
    words beside whose clause the news stands; `marked` where speech may be told; `site_ends` the token behind a place
    by that of its first word (في كيدال).
    """

    text: str
    words: SpeechWords
    tokens: Sequence[Token]
    norms: Sequence[str]
    bounds: Sequence[tuple[int, int]]
    sentences: Sequence[Sentence]
    named: Mapping[int, NamedAt]
    quote_ends: Mapping[int, int]
    site_ends: Mapping[int, int]
    verbs: Mapping[int, SaidAt]
    news: frozenset[int]
    deeds: frozenset[int]
    verbal_news: frozenset[int]
    joined_news: frozenset[int]
    whiles: frozenset[int]
    marked: Marked

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets in the text of tokens `first` to `last` (exclusive)."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def news_between(self, first: int, last: int) -> bool:
        """Tell whether a word of an event or a toll stands among tokens."""
        return any(token.start in self.news for token in self.tokens[first:last])

    def bare(self, index: int) -> str:
        """Return a word without the و or ف before it, where the rest is long enough to be a word."""
        norm = self.norms[index]
        return norm[1:] if norm[0] in _JOINING and len(norm) > _SHORTEST else norm

    def filler(self, index: int) -> str:
        """Return the kind of a word that names no speaker (time, aside, particle, preposition), else nothing."""
        fillers, norm = self.words.fillers, self.norms[index]
        kind = fillers.get(norm) or (fillers.get(norm[1:], "") if norm[0] in _JOINING else "")  # ومن, وفي
        if (
            kind
            and self.particle(index, "on")
            and self.text[self.tokens[index].start : self.tokens[index].end].endswith("ي")
        ):
            return ""  # علي is a name where it is written with its dots
        return kind

    def particle(self, index: int, kind: str) -> bool:
        """Tell whether a word is a particle of a kind (speech_particles.tsv)."""
        return kind in self.words.particles.get(self.norms[index], ())

    def particle_for(self, index: int, kind: str) -> bool:
        """Tell whether a word behind ل or ب is a particle of a kind: لتلك, بالاتهامات, للاتهامات."""
        norm, known = self.norms[index], self.words.particles
        bare = "ال" + norm[2:] if norm.startswith(_FOR * 2) else norm[1:]
        return norm[0] in _ATTACHED and kind in known.get(bare, ())

    def noun(self, index: int, *, joined: bool = False) -> SourceNoun | None:
        """Return the noun that may head a source at a token; with `joined`, after و."""
        return self.words.nouns.get(self.bare(index) if joined else self.norms[index])

    def any_noun(self, index: int) -> SourceNoun | None:
        """Return the noun that heads a source at a token, whatever is written onto it (و, ل, لل)."""
        norm, nouns = self.norms[index], self.words.nouns
        found = nouns.get(norm)
        if found is not None or norm[0] not in _WRITTEN_ONTO:
            return found
        return nouns.get(self.bare(index)) or self.noun_for(index)

    def noun_for(self, index: int) -> SourceNoun | None:
        """Return the source noun behind a ل: لمصادر, للمصدر."""
        norm, nouns = self.norms[index], self.words.nouns
        if not norm.startswith(_FOR):
            return None
        return nouns.get(norm[1:]) or (nouns.get("ال" + norm[2:]) if norm.startswith(_FOR * 2) else None)

    def title(self, index: int, *, joined: bool = False) -> Title | None:
        """Return the title or office at a token; with `joined`, after و."""
        return self.words.titles.get(self.bare(index) if joined else self.norms[index])

    def opens_clause(self, index: int, kind: str, second: str = "", third: str = "") -> bool:
        """Tell whether the word at a token is a complementiser of one of the kinds."""
        return self.words.is_complementiser(self.norms[index], kind, second, third)


def open_page(reading: Reading) -> Page:
    """Return the page of an article that was read."""
    tokens, words = reading.tokens, reading.lexicon.speech
    starts = starts_of(tokens)
    norms = [token.norm for token in tokens]
    marked = mark_words(norms, words)
    named = _named(tokens, starts, reading.entities)
    return Page(
        text=reading.text,
        words=words,
        tokens=tokens,
        norms=norms,
        bounds=[(bisect_left_at(starts, s.start), bisect_left_at(starts, s.end)) for s in reading.sentences],
        sentences=reading.sentences,
        named={
            **_speaking_capitals(norms, words, marked.capitals),
            **_joined_capitals(norms, words, marked.capitals, named),
            **named,
        },
        quote_ends=_quoted(starts, reading.quotes),
        site_ends={bisect_left_at(starts, p.start): bisect_left_at(starts, p.end) for p in reading.places},
        verbs={said.at: said for said in _said(norms, words, marked.verbs) if not _is_inside(said.at, named)},
        news=frozenset([match.word_start for match in reading.words]),
        deeds=_joined_deeds(reading),
        verbal_news=frozenset(m.word_start for m in reading.words if not m.proclitics and m.payload.tense == "perfect"),
        joined_news=frozenset(
            m.word_start for m in reading.words if m.proclitics == _AND and m.payload.tense == "perfect"
        ),
        whiles=frozenset(_whiles(reading)),
        marked=marked,
    )


def _is_inside(index: int, named: Mapping[int, NamedAt]) -> bool:
    """Tell whether a token stands inside a name: طيران يعتقد أنه أردني says nothing."""
    return any(first < index < named[first].last for first in range(index - _LONG_NAME, index) if first in named)


def token_at(page: Page, offset: int) -> int:
    """Return the number of the first token of a page that begins at or after an offset."""
    return bisect_left(page.tokens, offset, key=lambda token: token.start)


def paragraph_at(page: Page, offset: int) -> int:
    """Return the number of the paragraph in which an offset stands."""
    at = bisect_right(page.sentences, offset, key=lambda sentence: sentence.start) - 1
    return page.sentences[max(at, 0)].paragraph


def bisect_left_at(starts: list[int], offset: int) -> int:
    """Return the number of the first token that begins at or after an offset."""
    return first_from(starts, offset)


def _named(tokens: Sequence[Token], starts: list[int], actors: Sequence[EntityHit]) -> dict[int, NamedAt]:
    """Return who is named at which token."""
    found: dict[int, NamedAt] = {}
    for actor in actors:
        first = bisect_right(starts, actor.start) - 1
        last = bisect_left_at(starts, actor.end)
        if first >= 0 and last > first and actor.rule_id != _LOCATIVE:
            token = tokens[first]
            prefix = token.norm[: actor.start - token.start] or (_FOR if actor.text.startswith(_FOR * 2) else "")
            found[first] = NamedAt(actor.entity_id, actor.kind, last, prefix)
    return found


def _speaking_capitals(norms: Sequence[str], words: SpeechWords, numbers: Sequence[int]) -> dict[int, NamedAt]:
    """Return the capitals right behind a verb of speech: there, even at the end of a sentence, a government speaks.

    So does one that "and" joins right before such a verb: وواشنطن تنفي.
    """
    found: dict[int, NamedAt] = {}
    for at in numbers:
        joined = words.capitals.at([norms[at][1:], *norms[at + 1 : at + 3]], 0) if norms[at][0] == _AND else None
        if joined is not None and at + joined[0] < len(norms) and norms[at + joined[0]] in words.verbs:
            found[at] = NamedAt(joined[1], "state", at + joined[0], _AND)
        hit = words.capitals.at(norms, at) if at else None
        if hit is not None and _is_speech(norms[at - 1], words):
            found[at] = NamedAt(hit[1], "state", at + hit[0], "")
    return found


def _joined_capitals(
    norms: Sequence[str], words: SpeechWords, numbers: Sequence[int], named: Mapping[int, NamedAt]
) -> dict[int, NamedAt]:
    """Return the capitals that "and" joins to a state: a list of governments goes on as such (أميركا وباريس ولندن)."""
    found: dict[int, NamedAt] = {}
    ends = {hit.last for hit in named.values() if hit.kind == "state"}
    for at in numbers:
        norm = norms[at]
        if norm[0] != "و" or at not in ends or norm[1:] not in words.capitals.by_first:
            continue
        hit = words.capitals.at([norm[1:], *norms[at + 1 : at + 3]], 0)
        if hit is not None:
            ends.add(at + hit[0])
            found[at] = NamedAt(hit[1], "state", at + hit[0], "و")
    return found


def _is_speech(norm: str, words: SpeechWords) -> bool:
    bare = norm[1:] if norm[0] in _JOINING else norm
    return any(form in table for form in (norm, bare) for table in (words.verbs, words.verbal))


def _quoted(starts: list[int], quotes: Sequence[Quote]) -> dict[int, int]:
    """Return at which token each quotation ends, by the one with which it begins."""
    found: dict[int, int] = {}
    for quote in quotes:
        first = bisect_left_at(starts, quote.start)
        found[first] = bisect_left_at(starts, quote.end) - 1
    return found


def _said(norms: Sequence[str], words: SpeechWords, numbers: Sequence[int]) -> Iterator[SaidAt]:
    for index in numbers:
        norm = norms[index]
        forms = words.verbs.get(norm)
        if forms is not None:
            yield SaidAt(index, forms, joined=False)
        elif norm[0] in _JOINING and (forms := words.verbs.get(norm[1:])):
            yield SaidAt(index, forms, joined=True)
        elif norm[0] in _PREFIXED and (forms := words.verbs.get(norm[1:])):
            masdars = tuple(form for form in forms if form.shape == "masdar")
            if masdars:
                yield SaidAt(index, masdars, joined=True)


def _whiles(reading: Reading) -> Iterator[int]:
    """Yield where words stand beside whose clause the news is told: بينما أكد الوزير كذا، قتل خمسة."""
    yield from (cue.word_start for cue in reading.cued("boundary") if cue.payload.cue_id == _WHILE)
    yield from (cue.word_start for cue in reading.cued("when"))


def _joined_deeds(reading: Reading) -> frozenset[int]:
    """Return where verbs of the past that "and" joins begin, which no noun is spelt like: وقصفت; not وقصف."""
    told = [match for match in reading.words if match.proclitics == _AND]
    nouns = {match.word_start for match in told if match.payload.kind not in VERBAL}
    return frozenset(m.word_start for m in told if m.payload.tense == "perfect") - nouns
