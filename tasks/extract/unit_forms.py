"""Spellings of what is counted: duals that no list needs to hold, and the forms that stand only before a pronoun.

ممرضة gives ممرضتان and ممرضتين, سائق gives سائقان (سائقين is their plural as well); طفلاها and طفليها are two children,
مقاتلوه and مقاتليه any number of fighters.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import Literal

from tasks.extract.paradigm import expand
from tasks.text.match import Match
from tasks.text.normal import Shadow
from tasks.text.numbers import Unit

KIN = "unt-kin"  # how the ids of relatives begin
_PEOPLE = "unt-person"  # people of whom nothing more is said; the adjectives of countries are of them
_NUMBERS: tuple[Literal["singular", "dual", "plural"], ...] = ("singular", "dual", "plural")
_FEMININE = "ة"
_HIS = "ه"
_BROKEN = ("ون", "ين", "ان", "ات")  # endings of no singular
_BOUND = {"ان": "ا", "ين": "ي", "ون": "و"}  # what is left of them before a pronoun
_HAMZA = "ء"
_SEATS = ("ئ", "ؤ")  # on which it sits before a pronoun: أبنائه, أبناؤه
_NO_DUAL = frozenset({"none"})  # times and money: nobody counts them, and some are names (ميلان)
_OF_COUNTRY = ("يتان", "يتين", "يان", "يين")  # the dual of an adjective of a country
_BLANK = 1
_PERSONS = "persons"  # whose children and men they are is told by a pronoun; of things it is not
_THIRD = frozenset({"ه", "ها", "هم", "هما", "هن"})


def unit_entries(rows: Iterable[Mapping[str, str]], inner: frozenset[str]) -> Iterator[tuple[str, Unit]]:
    """Yield each spelling of units.tsv with its unit, those that follow from others last."""
    for row in rows:
        listed = {number: tuple(row[number].split("|")) if row[number] else () for number in _NUMBERS}
        for number in _NUMBERS:
            for surface in listed[number]:
                yield from (
                    (f.surface, Unit(unit_id=row["unit_id"], number=number)) for f in expand("unit", surface, inner)
                )
        if row["measure"] in _NO_DUAL:
            continue
        duals = [form for word in listed["singular"] for form in _duals(word)]
        known = {word for number in _NUMBERS for word in listed[number]}
        yield from ((form, Unit(unit_id=row["unit_id"], number="dual")) for form in duals if form not in known)
        if row["measure"] != _PERSONS:
            continue
        plurals = {form for word in listed["plural"] for form in _bound(word)}
        told = (*listed["dual"], *duals, *(word + "ين" for word in listed["singular"] if _takes_ending(word)))
        pairs = {form for word in told for form in _bound(word)} - plurals
        yield from ((form, Unit(unit_id=row["unit_id"], number="dual", bound=True)) for form in sorted(pairs))
        yield from ((form, Unit(unit_id=row["unit_id"], number="plural", bound=True)) for form in sorted(plurals))


def _duals(word: str) -> Iterator[str]:
    """Yield the duals of a singular; that in -ين only of the feminine, for of the others it is a plural as well."""
    if _takes_ending(word):
        yield word + "ان"
    elif " " not in word and word.endswith(_FEMININE):
        yield from (word[:-1] + "تان", word[:-1] + "تين")


def _takes_ending(word: str) -> bool:
    return " " not in word and not word.endswith((*_BROKEN, _FEMININE))


def _bound(word: str) -> Iterator[str]:
    if " " in word:
        return
    if word.endswith(_HAMZA):
        yield from (word[:-1] + seat for seat in _SEATS)
    elif word[-2:] in _BOUND:
        yield word[:-2] + _BOUND[word[-2:]]


def settle_units(shadow: Shadow, found: Iterable[Match[Unit]], kin: frozenset[str]) -> Iterator[Match[Unit]]:
    """Yield the words for what is counted that may stand as they do, one reading of each span and unit.

    `kin`: ids of units that name relatives, whose bare words mean much else (أم is "or", آب a month): they count with a
    pronoun, or before a relative with one: أم وابنتها.
    """
    kept = [match for _, same in groupby(found, key=_span) for match in _readings(shadow, tuple(same))]
    for before, match, following in zip_longest((None, *kept), kept, kept[1:]):
        if match is None or _describes(before, match) or _is_of_things(shadow, match):
            continue
        alone = not match.suffix and match.payload.number == "singular"
        relative = match.payload.unit_id in kin
        if alone and (relative or match.payload.unit_id == _PEOPLE) and shadow.text[match.word_end - 1] == _HIS:
            yield _owned(match)
        elif not (alone and relative) or (following is not None and _is_relative(match, following)):
            yield match


def _owned(match: Match[Unit]) -> Match[Unit]:
    """Return a relative whose pronoun reads as the ending of the feminine in the normal form: زميله, no زميلة."""
    unit, proclitics, end = match.payload, match.proclitics, match.norm_end - len(_HIS)
    own = match.start, match.end - len(_HIS), match.norm_start, end
    return Match(unit, *own, proclitics, _HIS, match.word_start, match.word_end)


def _describes(before: Match[Unit] | None, match: Match[Unit]) -> bool:
    """Tell whether a dual only describes the one right before it: جنديان عراقيان are two, not four.

    جريحان مدنيان says who the two were, and stays.
    """
    duals = before is not None and before.payload.number == match.payload.number == "dual"
    if before is None or not duals or match.payload.unit_id != _PEOPLE:
        return False
    return not match.proclitics and 0 <= match.norm_start - before.norm_end <= _BLANK


def _is_of_things(shadow: Shadow, match: Match[Unit]) -> bool:
    """Tell whether a people in the dual says whose the two things before it are: سفينتين يونانيتين hold no women."""
    if match.payload.number != "dual" or match.payload.unit_id != _PEOPLE or match.proclitics:
        return False
    norm, start, end = shadow.norm, match.norm_start, match.norm_end
    pair = next((e for e in _OF_COUNTRY if norm.endswith(e, start, end)), "")
    return bool(pair) and norm.endswith(pair[1:] + " ", 0, start)


def _span(match: Match[Unit]) -> tuple[int, int]:
    return match.start, match.end


def _readings(shadow: Shadow, same: tuple[Match[Unit], ...]) -> Iterator[Match[Unit]]:
    if len(same) == 1 and not same[0].payload.bound:  # nearly always
        yield same[0]
        return
    told: set[tuple[str, str]] = set()
    owned = same[0].suffix in _THIRD and shadow.text[same[0].word_end - 1] != _FEMININE  # صاروخية is no صاروخيه
    for match in sorted(same, key=lambda m: m.payload.bound, reverse=owned):
        unit = match.payload
        if (unit.bound and not owned) or (owned and told and not unit.bound):
            continue  # طفلاها: before a pronoun طفلا is no accusative
        key = (unit.unit_id, unit.number)
        if key not in told:
            told.add(key)
            yield match.with_payload(replace(unit, bound=False)) if unit.bound else match


def _is_relative(one: Match[Unit], two: Match[Unit]) -> bool:
    """Tell whether a word of kin is joined to the next person, who is named by a pronoun of it: أب وابنه."""
    own = bool(two.suffix) or two.payload.number == "singular"  # ابنه is written as ابنة
    return own and two.proclitics == "و" and two.norm_start - len("و") <= one.norm_end + _BLANK
