"""The words of dates, from knowledge/languages/<code>/{months,dates}.tsv: months, weekdays, units and the rest.

Each kind of word has a letter; date_signs.py reads a text as a row of these.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from tasks.knowledge import Knowledge, load_knowledge
from tasks.text.match import Matcher, load_clitics
from tasks.text.normal import normal_form
from tasks.text.number_words import NumberGrammar, load_number_grammar

# The letter of each kind of word. Numbers: N one or two digits, Y four digits, n other digits, C a number in words.
SIGNS = {
    "month": "M", "weekday": "W", "weekday_bare": "w", "day": "D", "past": "P", "past2": "Q", "future": "F",
    "this": "T", "unit": "U", "two": "V", "number": "C", "window": "I", "ago": "A", "since": "S", "night": "G",
    "last_night": "L", "part": "H", "month_part": "X", "season": "E", "share": "K", "ordinal": "O", "from": "f",
    "to": "t", "between": "b", "onto": "o", "and": "&", "in": "i", "equals": "q", "era": "h", "consecutive": "k",
    "not_today": "z", "habit": "y", "name_of_place": "Z", "name_of_group": "Z", "name_of_event": "B", "name": "_",
    "this_one": "j", "early": "J", "continuing": "c", "forward": ">", "last_of": "l", "eve": "e",
    "after": "<", "document": "R", "no_future": "_", "later": "s",
}  # fmt: skip
# These only matter on pages, or to the clock; in a sentence they are words like others.
PAGE_KINDS = ("updated", "published", "noise", "am", "pm", "zone_cue", "zone")
_SMALL = frozenset({"era"})
_SINGLE = frozenset({"am", "pm", "weekday_bare"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWord:
    """One row of months.tsv or dates.tsv."""

    kind: str
    value: str
    calendar: str = ""
    needs: str = ""


class Sign(NamedTuple):
    """One letter of the row: which word or number it stands for. Offsets in the normal form, particles included."""

    letter: str
    start: int
    end: int
    word: DateWord | None = None
    number: int = 0
    parts: tuple[int, int, int] = (0, 0, 0)  # year, month, day of a date in digits; see `order`
    order: str = ""  # ymd; dmy, mdy or either by the page; dm where the year has two digits
    joined: bool = False  # a particle "and" is written onto it
    definite: bool = False  # a number with the article: in the fiftieth day it is no count


@dataclass(frozen=True, slots=True, kw_only=True)
class DateGrammar:
    """The words of dates of one language, ready for any text."""

    language: str
    words: Matcher[DateWord]
    page_words: Matcher[DateWord]
    numbers: NumberGrammar = field(repr=False)
    orders: Mapping[str, str] = field(repr=False)
    small: Mapping[str, DateWord] = field(repr=False)  # letters that are words only by themselves: هـ, م
    silent: set[str] = field(default_factory=lambda: {""}, compare=False, repr=False)
    """Words met so far that say nothing about dates, of those that are in no list; and what lies between two blanks."""
    met: dict[str, tuple[Sign, ...] | None] = field(default_factory=dict, compare=False, repr=False)
    """Words met so far with the comma or mark beside them: their signs, from 0 on; None where digits are in them."""

    def order(self, country: str = "") -> str:
        """Return how 3/4/2021 is read: dmy, mdy, or either where nobody can tell."""
        return self.orders.get(country) or self.orders.get("*", "dmy")


def load_date_grammar(language: str, knowledge: Knowledge | None = None) -> DateGrammar:
    """Read months.tsv and dates.tsv of a language; kept per knowledge."""
    knowledge = knowledge or load_knowledge()
    return _load(language, knowledge.hash, _Held(knowledge))


class _Held:
    """Carries the knowledge past the cache, whose key is its hash."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)


@cache
def _load(language: str, _: str, held: _Held) -> DateGrammar:
    knowledge = held.knowledge
    folder = f"languages/{language}"
    months = [
        (row["form"], DateWord(kind="month", value=row["month"], calendar=row["calendar"], needs=row["needs"]))
        for row in knowledge.rows(f"{folder}/months.tsv")
    ]
    words = [
        (row["form"], DateWord(kind=row["kind"], value=row["value"])) for row in knowledge.rows(f"{folder}/dates.tsv")
    ]
    clitics = load_clitics(knowledge, language, before="noun")
    return DateGrammar(
        language=language,
        words=Matcher(
            [
                *months,
                *((form, word) for form, word in words if word.kind in SIGNS.keys() - _SMALL or word.kind == "skip"),
            ],
            clitics=clitics,
            proclitics=_takes_particles,
        ),
        page_words=Matcher(
            [(form, word) for form, word in words if word.kind in PAGE_KINDS],
            clitics=clitics,
            proclitics=_takes_particles,
        ),
        numbers=load_number_grammar(knowledge, language),
        small=MappingProxyType({normal_form(form): word for form, word in words if word.kind in _SMALL}),
        orders=MappingProxyType({form: word.value for form, word in words if word.kind == "order"}),
    )


def _takes_particles(word: DateWord) -> bool:
    """Tell whether particles may stand before a word: not before letters of eras (وكالة) or bare weekdays (واحد)."""
    return word.kind not in _SINGLE
