"""Victims without a number: one person, two or some of them, those of a doer, those of an event told before."""

from collections.abc import Iterator
from dataclasses import replace

from tasks.extract.amount import Amount, make_amount
from tasks.extract.amounts import PERSONS, REACH, words_between
from tasks.extract.hits import WOUNDS, Hit
from tasks.extract.lexicon import Trigger, UnitMeaning
from tasks.extract.numbers_before import agrees_with_many
from tasks.extract.phrase_first import at_least_two, found_dead, person_behind_phrase
from tasks.extract.reading import Reading, within
from tasks.extract.singles import (
    behind_subject,
    is_what_is_hit,
    several_persons,
    single_amounts,
    single_person,
    single_victim,
    some_with_his,
    subject_person,
    tells_fate,
)
from tasks.extract.toll_pairs import BETWEEN, TollPlace, room_before
from tasks.extract.two_victims import two_subjects
from tasks.extract.unhurt import died_of_it, strikes_thing
from tasks.extract.victim_classes import meaning_of

_AND = ("و", "ف")
_ON, _ARTICLE = "على", "ال"
_FEMININE = "ة"  # قتلة are killers, no قتله
_ONE = frozenset({"ه", "ها"})
_HIM, _KILLED, _HAD = "ه", "killed", "bck-pluperfect"
_WORD = 8  # characters of a relative before its verb
_NOBODY_ELSE = UnitMeaning(measure=PERSONS, victim_class="all")


def uncounted(reading: Reading, place: TollPlace, measure: str, last: Amount | None) -> Iterator[Amount]:
    """Yield "at least one" for victims without a number; a single person is one."""
    hit = place.hit
    if last is not None and _shares_vague(reading, place, last):
        yield replace(last, measure=measure, start=hit.start, end=hit.end)
        return
    if is_counted(reading, hit):
        return  # استشهاد 15 شهيدا: counted by the word before
    if hit.shape == "bare" and (hit.definite or tells_fate(reading, hit, last) or _is_of_event(reading, place)):
        return
    if measure == "injured" and (strikes_thing(reading, hit) or died_of_it(reading, place)):
        return
    if hit.shape == "verb" and hit.frame == "agent-target":
        him = _one_told_before(reading, hit, measure)
        yield from _behind_doer(reading, place, measure) if him is None else (him,)
        return
    two = two_subjects(reading, room_before(reading, place), hit)
    single = (
        single_victim(reading, hit)
        or single_person(
            reading, hit, behind_subject(reading, hit) if WOUNDS in hit.needs else None
        )  # توفي متأثرا بجراحه شاب
        or _single_subject(reading, place)
        or (person_behind_phrase(reading, hit, place.following) if hit.verbal else None)
    )
    if two is not None:
        yield make_amount(measure, two.victim_class, two, two.start, two.end)
    elif single is not None:
        yield from single_amounts(reading, measure, single, place.following)
    else:
        some = at_least_two(reading, hit, _some_of(reading, hit, measure), place.following)
        yield from (some,) if hit.shape == "bare" else some_with_his(reading, some, hit.end, place.following)


def _behind_doer(reading: Reading, place: TollPlace, measure: str) -> Iterator[Amount]:
    """Yield the single person behind who did it; others only behind a preposition: ألقى القبض على عناصرها."""
    hit = place.hit
    behind = behind_subject(reading, hit)
    killed = single_person(reading, hit, behind)
    told = behind > hit.end or agrees_with_many(reading, hit)  # هاجموا البلدة وقتلوا مدنيين
    several = several_persons(reading, behind) if killed is None and told else None
    if several is not None:
        yield some(measure, hit, *several)
    elif killed is None and reading.text.endswith(_ON, hit.start, hit.end):
        yield _some_of(reading, hit, measure)
    elif killed and (killed[1] > hit.end + 1 or is_what_is_hit(reading, hit, killed)):
        yield from single_amounts(reading, measure, killed, place.following)


def _one_told_before(reading: Reading, hit: Hit, measure: str) -> Amount | None:
    """Return the one whom a pronoun on a verb of killing means, behind a relative or "had": الشاب الذي قتله الجيش.

    "Them" and "her", who may be many, are no number.
    """
    if hit.suffix != _HIM or measure != _KILLED or hit.particle:
        return None
    near = within(reading.cues, hit.start - _WORD, hit.start)
    led = [c for c in near if c.payload.effect == "relative" or c.payload.cue_id == _HAD]
    if not led or reading.text[led[-1].word_end : hit.start].strip():
        return None
    return Amount(measure=measure, victim_class="all", low=1, best=1, high=1, start=hit.start, end=hit.end)


def _is_of_event(reading: Reading, place: TollPlace) -> bool:
    """Tell whether victims are those of an event named right behind them: ضحايا الهجوم are known, no new toll."""
    behind = within(reading.words, place.hit.end, place.hit.end + BETWEEN)
    first = next((word for word in behind if isinstance(word.payload, Trigger) and word.payload.kind == "noun"), None)
    if first is None or not first.proclitics.endswith(_ARTICLE):
        return False
    return first.word_start > place.hit.end and not reading.text[place.hit.end : first.word_start].strip()


def _some_of(reading: Reading, hit: Hit, measure: str) -> Amount:
    own = next(iter(within(reading.units, hit.start, hit.end)), None)
    told = meaning_of(reading, own.payload, hit.end) if own is not None and hit.shape == "bare" else _NOBODY_ELSE
    if told.victim_class != _NOBODY_ELSE.victim_class:
        return some(measure, hit, told.victim_class)
    near = within(reading.units, hit.end, hit.end + REACH)
    unit = next((u for u in near if words_between(reading, hit.end, u.start) <= 1), None)
    if unit is None or reading.lexicon.unit_meanings[unit.payload.unit_id].measure != PERSONS:
        return some(measure, hit)
    return some(measure, hit, reading.lexicon.unit_meanings[unit.payload.unit_id].victim_class, unit.word_end)


def _shares_vague(reading: Reading, place: TollPlace, last: Amount) -> bool:
    """Tell whether a vague number counts this word as well: عشرات القتلى والجرحى."""
    hit, earlier = place.hit, place.earlier
    if earlier is None or earlier.shape != "bare" or hit.shape != "bare" or last.best is not None:
        return False
    joined = hit.particle.startswith("و") and not reading.text[earlier.end : hit.start].strip()
    return joined and last.end >= earlier.start


def _met_end(reading: Reading, hit: Hit) -> UnitMeaning | None:
    """Return of which kind the one is who stands right before what befell him: لقي جندي مصرعه."""
    unit = next(reversed(within(reading.units, hit.start - REACH, hit.start)), None)
    if unit is None or unit.payload.number != "singular" or not reading.counts_persons(unit.payload):
        return None
    beside = not reading.text[unit.word_end : hit.start].strip()
    return meaning_of(reading, unit.payload, unit.end) if beside else None


def _single_subject(reading: Reading, place: TollPlace) -> tuple[UnitMeaning, int, int] | None:
    """Return the single person who stands before his verb: إن ضابط شرطة قتل; or whom a pronoun means: مقتله."""
    hit = place.hit
    again = hit.particle.startswith(_AND) and has_same_before(place)  # إصابة خمسة ووالدتهم وإصابتها بليغة
    if (
        hit.suffix in _ONE
        and not again
        and not hit.verbal
        and not reading.text[hit.start : hit.end].endswith(_FEMININE)
    ):
        return _met_end(reading, hit) or _NOBODY_ELSE, hit.core, hit.end
    if hit.shape == "bare":
        return found_dead(reading, hit)
    if not hit.verbal or hit.suffix or agrees_with_many(reading, hit) or hit.particle.startswith(_AND):
        return None
    unit = subject_person(reading, room_before(reading, place), hit)
    if unit is None or unit.payload.number != "singular" or unit.suffix:
        return None
    return reading.lexicon.unit_meanings[unit.payload.unit_id], unit.start, unit.end


def some(measure: str, hit: Hit, victim_class: str = "all", end: int | None = None) -> Amount:
    """Return victims of whom the words say no more than that there were some."""
    return Amount(
        measure=measure, victim_class=victim_class, low=1, best=None, high=None, start=hit.start, end=end or hit.end
    )


def is_counted(reading: Reading, hit: Hit) -> bool:
    """Tell whether a number stands before a word as before its unit: استشهاد 15 شهيدا, عشرات القتلى."""
    return any(c.start <= hit.core < c.end for c in within(reading.counts, hit.start - REACH, hit.end))


def has_same_before(place: TollPlace) -> bool:
    """Tell whether a word of a toll before this one counts the same: the dead, the wounded."""
    earlier = [hit.casualty.measure for hit in place.hits[: place.index] if hit.casualty]
    return place.hit.casualty is not None and place.hit.casualty.measure in earlier
