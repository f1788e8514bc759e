"""Wounds that are nobody's to count: of a thing that was hit, and of who died of them in the same words."""

from tasks.extract.hits import Hit
from tasks.extract.phrases import SITES
from tasks.extract.reading import Reading, within
from tasks.extract.toll_pairs import TollPlace

_BESIDE = 2  # characters to the next word
_SUBJECT = 40  # characters between a thing and its verb: سيارة الضابط أصيبت
_PART = "،,.؛:\n"


def strikes_thing(reading: Reading, hit: Hit) -> bool:
    """Tell whether a thing was hit, not a person: أصيبت سيارة الضابط, إن سيارة الضابط أصيبت."""
    if not hit.verbal or hit.suffix:
        return False
    counted = next(iter(within(reading.numbers, hit.end, hit.end + _BESIDE)), None)
    end = counted.end if counted is not None else hit.end  # وأصيب أحد المنازل, أصيبت ثلاثة منازل
    behind = within(reading.objects, end, end + _BESIDE)
    if behind:
        return not _is_person(reading, behind[0].start)
    if _are_sites(reading, hit):
        return True
    before = within(reading.objects, max(reading.sentences[hit.sentence].start, hit.start - _SUBJECT), hit.start)
    if not before or hit.particle or any(sign in reading.text[before[0].start : hit.start] for sign in _PART):
        return False
    opened = within(reading.cued("that"), before[0].start - _SUBJECT, before[0].start)
    return any(not reading.text[cue.word_end : before[0].start].strip() for cue in opened)


def _are_sites(reading: Reading, hit: Hit) -> bool:
    """Tell whether the targets or sites just named are what was hit: إن جميع الأهداف أصيبت, الأهداف كلها أصيبت."""
    before = within(reading.units, hit.start - _SUBJECT, hit.start)
    if not before or reading.lexicon.unit_meanings[before[-1].payload.unit_id].measure not in SITES:
        return False
    gap = reading.text[before[-1].end : hit.start]
    return not (hit.particle or set(gap) & set(_PART)) and len(gap.split()) <= 1


def _is_person(reading: Reading, start: int) -> bool:
    people = within(reading.units, start, start + 1)
    return any(reading.counts_persons(unit.payload) for unit in people)


def died_of_it(reading: Reading, place: TollPlace) -> bool:
    """Tell whether who was told dead is said to have been wounded first: استشهد شاب بعدما أصيب, بعد إصابته برصاص."""
    hit, told = place.hit, [other for other in place.hits[: place.index] if other.casualty is not None]
    if not told or told[-1].casualty is None or told[-1].casualty.measure != "killed" or hit.particle:
        return False
    gap = within(reading.cues, told[-1].end, hit.start)
    later = {"when"} if hit.verbal else {"cause"} if hit.suffix else set()
    return any(c.payload.effect in later and not reading.text[c.word_end : hit.start].strip() for c in gap)
