"""One article as a reader sees it: normal form, sentences, words, and everything that was found in it, once.

All that judges the text (events, frames of speech, coreference) takes a `Reading`; nothing searches the text twice.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from schemas.article import Article
from tasks.extract.date_hits import DateHit, resolve_hit
from tasks.extract.entities import EntityHit, find_objects
from tasks.extract.glance import Glance, asserted, glance_at, without_futures
from tasks.extract.in_order import InOrder, Spanned
from tasks.extract.lexicon import Casualty, Cue, Lexicon, Trigger
from tasks.extract.place_home import homes, theatres
from tasks.extract.place_pointing import point_to_unlisted, without_names
from tasks.extract.places import PlaceHit, find_places
from tasks.extract.reference import find_reference, latest_day
from tasks.extract.unit_forms import settle_units
from tasks.extract.unlisted import find_unlisted
from tasks.extract.within import count_until, in_text, starts_of, within
from tasks.text.date_report import in_named_year, tell_weekday
from tasks.text.dates import DatePhrase, find_dates
from tasks.text.match import Match
from tasks.text.normal import Shadow, normalise
from tasks.text.numbers import Count, Number, Unit, find_numbers, join_counts
from tasks.text.quotes import Quote, find_quotes
from tasks.text.segment import Sentence, split_sentences
from tasks.text.tokens import Token, count_tokens, tokenise

__all__ = ["PERSONAL", "DateHit", "InOrder", "Reading", "Spanned", "read_article", "starts_of", "within"]

P = TypeVar("P")
PERSONAL = frozenset({"persons", "killed", "injured", "missing", "detained", "abducted", "displaced"})


class Reading:
    """What was found in one article; every list is in order of the text, offsets point into `text`.

    The lists are `InOrder`: ask them by `within`, which neither walks over them nor makes a list of their places.

    What most articles never need (tokens, numbers, places, days) is looked for when it is first asked for, and kept:
    half of the articles that name a state and a word of an event tell none. Each is kept by hand: a module with a
    property that keeps its value by itself is not compiled, and every rule asks a reading.
    """

    def __init__(
        self,
        *,
        article: Article,
        lexicon: Lexicon,
        shadow: Shadow,
        sentences: tuple[Sentence, ...],
        quotes: tuple[Quote, ...],
        words: tuple[Match[Trigger | Casualty], ...],
        cues: tuple[Match[Cue], ...],
        entities: tuple[EntityHit, ...],
        weapons: tuple[EntityHit, ...],
    ) -> None:
        self.article = article
        self.lexicon = lexicon
        self.text = article.text
        self.shadow = shadow
        self.sentences = sentences
        self.quotes = quotes
        self.words = words
        self.cues = cues
        self.entities = entities
        self.weapons = weapons
        self._tokens: tuple[Token, ...] | None = None
        self._units: tuple[Match[Unit], ...] | None = None
        self._numbers: tuple[Number, ...] | None = None
        self._counts: tuple[Count, ...] | None = None
        self._objects: tuple[EntityHit, ...] | None = None
        self._places: tuple[PlaceHit, ...] | None = None
        self._dates: tuple[DateHit, ...] | None = None
        self._phrases: tuple[DatePhrase, ...] | None = None
        self._by_effect: dict[str, tuple[Match[Cue], ...]] | None = None
        self._made: dict[Callable[[Reading], Any], Any] = {}

    @property
    def first_stop(self) -> int:
        """Number of the first sentence that ends with a full stop; how many there are where none does."""
        return self.once(_first_stop)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Words, numbers and signs."""
        if self._tokens is None:
            self._tokens = InOrder(tokenise(self.shadow))
        return self._tokens

    @property
    def length(self) -> int:
        """How many words, numbers and signs there are: asked of most articles, whose words nobody then looks at."""
        return self.once(_length)

    def cued(self, effect: str) -> tuple[Match[Cue], ...]:
        """Return the cues of one effect: most are asked for by each event of an article, and stand in few sentences."""
        if self._by_effect is None:
            self._by_effect = _sorted_by(self.cues, _effect)
        return self._by_effect.get(effect, _NONE)

    def cues_of(self, family: str) -> tuple[Match[Cue], ...]:
        """Return the cues of one list: modality, background, link, refine."""
        return self.once(_by_family).get(family, _NONE)

    @property
    def units(self) -> tuple[Match[Unit], ...]:
        """Words for what is counted."""
        if self._units is None:
            self._units = self._find_units()
        return self._units

    def _find_units(self) -> tuple[Match[Unit], ...]:
        found = settle_units(self.shadow, self.lexicon.units.find(self.shadow), self.lexicon.kin)
        sides = [side for side in self.entities if side.kind == _ARMED_GROUP]
        return in_text([u for u in found if u.payload.number != "dual" or not _is_in_name(u, sides)])

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Numbers, in digits and in words."""
        if self._numbers is None:
            self._numbers = InOrder(find_numbers(self.shadow, self.lexicon.numbers))
        return self._numbers

    @property
    def counts(self) -> tuple[Count, ...]:
        """Numbers with their units."""
        if self._counts is None:
            self._counts = InOrder(join_counts(self.shadow, self.numbers, self.units, self.lexicon.numbers))
        return self._counts

    @property
    def objects(self) -> tuple[EntityHit, ...]:
        """Things that may be hit."""
        if self._objects is None:
            found = find_objects(self.shadow, self.lexicon.entities)
            self._objects = InOrder(thing for thing in found if self._is_thing(thing))
        return self._objects

    def _is_thing(self, found: EntityHit) -> bool:
        """Tell whether a word names a thing and does not only look like one: إليه is no آلية, أسد no سد."""
        roles = self.lexicon.prepositions
        asked = found.start > 0 and self.text[found.start - 1] in roles.of("asked")
        return not asked and found.text not in roles.of("whither")

    @property
    def places(self) -> tuple[PlaceHit, ...]:
        """Places, and villages that no list holds."""
        if self._places is None:
            self._places = self._find_places()
        return self._places

    def _find_places(self) -> tuple[PlaceHit, ...]:
        own = homes(self.entities, self.lexicon)
        story = [*own, *theatres(own, self.lexicon)]
        found = find_places(self.shadow, self.lexicon.gazetteer, story=story)
        known = without_names(_undated(found, self.phrases), self.entities)
        unlisted = find_unlisted(
            self.shadow, self.tokens, lexicon=self.lexicon, cues=self.cues, places=known, entities=self.entities,
            words=self.words, days=self.phrases,
        )  # fmt: skip
        ends = {place.end for place in unlisted}  # a town that only says where a village lies is taken in by it
        places = sorted((*(place for place in known if place.end not in ends), *unlisted), key=_start)
        return InOrder(sorted(point_to_unlisted(places, unlisted, self.shadow, self.lexicon.gazetteer), key=_start))

    @property
    def phrases(self) -> tuple[DatePhrase, ...]:
        """Words of days, before anybody asked which days they are."""
        if self._phrases is None:
            self._phrases = find_dates(self.shadow, grammar=self.lexicon.dates)
        return self._phrases

    @property
    def dates(self) -> tuple[DateHit, ...]:
        """Words that name days."""
        if self._dates is None:
            self._dates = self._find_dates()
        return self._dates

    def _find_dates(self) -> tuple[DateHit, ...]:
        latest = latest_day(self.article)
        phrases = self.phrases
        if self.reference_date is None:
            phrases = tuple(in_named_year(phrase, phrases) for phrase in phrases)  # by its weekday
            phrases = tuple(in_named_year(phrase, phrases) for phrase in phrases)  # and the same day once more
        return InOrder(resolve_hit(phrase, self.reference_date, self.weekday, latest) for phrase in phrases)

    @property
    def weekday(self) -> int | None:
        """The weekday of the report (1 Monday to 7 Sunday) where its words tell it."""
        return self.once(_weekday)

    @property
    def reference_date(self) -> date | None:
        """The day from which "yesterday" is counted."""
        return self.once(_reference)[0]

    @property
    def reference_basis(self) -> str | None:
        """What told that day."""
        return self.once(_reference)[1]

    def once(self, find: Callable[["Reading"], P]) -> P:
        """Return what a function finds in the article; found when first asked for, and kept for all passages."""
        found: P | None = self._made.get(find)
        if found is None and find not in self._made:
            found = self._made[find] = find(self)
        return cast("P", found)

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds an offset (the one before it, between two sentences)."""
        return max(0, count_until(self.sentences, offset) - 1)

    def counts_persons(self, unit: Unit) -> bool:
        """Whether a unit counts people (victims), not things or times."""
        return self.lexicon.unit_meanings[unit.unit_id].measure in PERSONAL


def _start(item: Spanned) -> int:
    return item.start


def _first_stop(reading: Reading) -> int:
    return next((i for i, sentence in enumerate(reading.sentences) if sentence.stopped), len(reading.sentences))


def _length(reading: Reading) -> int:
    return count_tokens(reading.shadow) if reading._tokens is None else len(reading._tokens)  # noqa: SLF001 our own


def _by_family(reading: Reading) -> dict[str, tuple[Match[Cue], ...]]:
    return _sorted_by(reading.cues, _family)


def _effect(cue: Match[Cue]) -> str:
    return cue.payload.effect


def _family(cue: Match[Cue]) -> str:
    return cue.payload.family


def _weekday(reading: Reading) -> int | None:
    return tell_weekday(reading.phrases)


def _reference(reading: Reading) -> tuple[date | None, str | None]:
    return find_reference(reading.article, reading.phrases)


_ARMED_GROUP = "armed-group"  # طالبان are the Taliban, no two students
_NONE: tuple[Match[Cue], ...] = InOrder()


def _sorted_by(cues: Sequence[Match[Cue]], key: Callable[[Match[Cue]], str]) -> dict[str, tuple[Match[Cue], ...]]:
    """Return cues by a key, each list in its order."""
    found: dict[str, list[Match[Cue]]] = {}
    for cue in cues:
        found.setdefault(key(cue), []).append(cue)
    return {name: in_text(same) for name, same in found.items()}


def read_article(article: Article, lexicon: Lexicon, *, glance: Glance | None = None) -> Reading:
    """Read an article: find everything that the lexicon knows in it; `glance` is what was found in it before."""
    glance = glance or glance_at(normalise(article.text), lexicon)
    shadow, words, entities = glance.shadow, glance.words, glance.entities
    quotes = InOrder(find_quotes(shadow))
    return Reading(
        article=article,
        lexicon=lexicon,
        shadow=shadow,
        sentences=InOrder(split_sentences(shadow, quotes=quotes)),
        quotes=quotes,
        words=in_text(words),
        cues=in_text(without_futures(asserted(lexicon.cues.find(shadow)), shadow)),
        entities=InOrder(entities),
        weapons=InOrder(glance.weapons),
    )


def _undated(places: Sequence[PlaceHit], phrases: Sequence[DatePhrase]) -> tuple[PlaceHit, ...]:
    """Return the places that are no part of a date: الخميس is a town of Algeria as well as Thursday."""
    ends = [phrase.end for phrase in phrases]  # no two of them overlap: their ends are in order as well

    def is_dated(place: PlaceHit) -> bool:
        after = bisect_right(ends, place.name_start)
        return after < len(ends) and phrases[after].start < place.name_end

    return tuple(place for place in places if not is_dated(place))


def _is_in_name(unit: Match[Unit], sides: Sequence[EntityHit]) -> bool:
    """Tell whether a word ends the name of an armed group: قائد طالبان leads the Taliban, not two students."""
    return any(side.start <= unit.start and unit.end == side.end for side in sides)
