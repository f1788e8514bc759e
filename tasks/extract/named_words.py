"""Which words of events are none where they stand: parts of names and days, whence a blow came, victims denied."""

from collections.abc import Sequence

from tasks.extract.actor_kinds import FORCES
from tasks.extract.entities import EntityHit
from tasks.extract.following import REACH, bare_words
from tasks.extract.hits import WOUNDS, Hit
from tasks.extract.kin import names_kin
from tasks.extract.reading import Reading, within

_ARTICLE = "ال"
_BARE = "bare"  # the shape of nouns for the dead and the wounded
_BESIDE_NAME = 10  # characters of a word for a quarter
_LIST = 120  # characters of a list of quarters
_DAWN = frozenset({"bls-detonated"})  # what is spelt like dawn
_BRACKETED = 3  # characters to a day in brackets
_LONGEST_NAME = 80
_SPARED = 6  # words between "without" and the victims that there were not: دون أن ترد أنباء عن ضحايا


def drop_names(reading: Reading, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the words but for parts of names and days, origins of a blow, and victims that there were not.

    A step of its own, for it asks where places and days stand, which most articles with such words never need.
    """
    kept = (hit for hit in hits if not _is_part_of_name(hit, reading) and not _is_spared(hit, reading))
    return tuple(hit for hit in kept if not (_tells_origin(hit, reading) or _is_of_kin(hit, reading)))


def _is_of_kin(hit: Hit, reading: Reading) -> bool:
    return hit.casualty is not None and hit.shape == _BARE and hit.definite and names_kin(reading, hit.start)


def _tells_origin(hit: Hit, reading: Reading) -> bool:
    """Tell whether a word only says where a blow came from, or of which wounds somebody died.

    قصف من المناطق التي تسيطر عليها قوات كذا, توفي متأثرا بجروح أصيب بها.
    """
    first = hit.start - _LONGEST_NAME
    origins = within(reading.cued("origin"), first, hit.end)
    if origins and any(c.word_start <= hit.start < c.word_end for c in origins):
        return True
    if hit.casualty is None:
        return False
    died = [c for c in within(reading.cued(WOUNDS), first, hit.end) if c.word_start <= hit.start]
    if not died:
        return False
    clause = within(reading.cued("relative"), died[-1].word_end, hit.start)  # بجراحها التي أصيبت بها
    return not bare_words(reading, clause[-1].word_end if clause else died[-1].word_end, hit.start)


def _is_spared(hit: Hit, reading: Reading) -> bool:
    """Tell whether the words say that there were no victims: دون إصابات, ولا أنباء عن قتلى; but not عدد القتلى."""
    if hit.shape != "bare" or hit.definite:
        return False
    start = reading.sentences[hit.sentence].start
    cues = within(reading.cues, max(start, hit.start - REACH), hit.start)
    for cue in (c for c in cues if c.payload.family == "modality" and c.payload.effect == "negated"):
        gap = reading.text[cue.word_end : hit.start]
        counted = within(reading.numbers, cue.word_end, hit.start)
        if len(gap.split()) <= _SPARED and not counted and not any(sign in gap for sign in "،,.؛\n"):
            return True
    return False


def _is_part_of_name(hit: Hit, reading: Reading) -> bool:
    """Tell whether a word stands inside a name, not at its head: قوات الاحتلال; but القصف التركي is an event."""
    before = within(reading.entities, hit.core - _LONGEST_NAME, hit.core)
    if before and any(entity.end >= hit.end and entity.start < hit.start for entity in before):
        return True
    alone = within(reading.entities, hit.start, hit.core + 1)
    if alone and any(entity.end <= hit.end or _heads_name(entity, hit) for entity in alone):
        return True  # الاحتلال by itself names an army
    if _is_quarter(hit, reading) or _is_settled(hit, reading):
        return True
    days = within(reading.dates, hit.core - _LONGEST_NAME, hit.end)  # asked late, for they cost most to find
    if _is_dawn(hit, reading):
        return True
    if days and any(d.start < hit.end and hit.core < d.end for d in days):
        return True  # فجر أمس: dawn, not "blew up"
    places = within(reading.places, hit.core - _LONGEST_NAME, hit.end)
    # تدمر, Palmyra, is no destroying; but اقتحام مدينة كذا, where the name of the place begins with "city"
    return bool(places) and any(p.name_start < hit.end and p.name_start <= hit.core < p.name_end for p in places)


def _is_dawn(hit: Hit, reading: Reading) -> bool:
    """Tell whether an hour stands before its day in brackets: فجر (الأحد), dawn, and not "blew up"."""
    first = hit.trigger is not None and hit.trigger.trigger_id in _DAWN and not hit.suffix
    day = next(iter(within(reading.dates, hit.end, hit.end + _BRACKETED)), None) if first else None
    return day is not None and reading.text[hit.end : day.start].strip() == "("


def _heads_name(entity: EntityHit, hit: Hit) -> bool:
    """Tell whether a word is the first of the name of a force: "تحرير الشام" is short for Hayat Tahrir al-Sham."""
    by_name = entity.rule_id == "name" or entity.rule_id.startswith("doubtful:")
    return by_name and entity.kind in FORCES and entity.start <= hit.core < entity.end


def _is_settled(hit: Hit, reading: Reading) -> bool:
    """Tell whether a fight is only what an accord is about: اتفاق لوقف القتال."""
    accords = within(reading.cued("accord"), hit.start - _LONGEST_NAME, hit.start)
    return bool(accords) and hit.end <= accords[-1].word_end


def _is_quarter(hit: Hit, reading: Reading) -> bool:
    """Tell whether "the liberation" is the name of a quarter, be it in a list: أحياء التحرير, أحياء كذا، والتحرير."""
    if hit.event != "government-regains-territory" or not hit.definite or hit.verbal or _ARTICLE not in hit.particle:
        return False
    listed = hit.particle.startswith("و")
    before = within(reading.cues, hit.start - (_LIST if listed else _BESIDE_NAME), hit.start)
    named = [c for c in before if c.payload.effect == "settlement"]
    if not listed or not named:
        return bool(named) and named[-1].word_end >= hit.start - 1
    return not within(reading.words, named[-1].word_end, hit.start)
