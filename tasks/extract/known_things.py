"""Passages that speak of something told before as known: the attack, the attackers, the bomb, the bus with the article.

An Arabic reporter brings a thing in without the article (عبوة, حافلة, مسلحون) and takes it up with it (العبوة, الحافلة,
المهاجمون). What is taken up in the next sentences is the happening told before, also where only now its spot is named:
a quarter of the town, a village of the province.
"""

from tasks.extract.accounts import counts_alike
from tasks.extract.agreement import (
    VIOLENT,
    dates_agree,
    is_near,
    is_point,
    is_quarter_of,
    numbers_agree,
    places_agree,
    same_name,
    sides_agree,
    types_agree,
)
from tasks.extract.drafts import Draft
from tasks.extract.lexicon import Cue
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.retelling import RETOLD, is_added, is_plural, is_reference, opens_another
from tasks.text.match import Match
from tasks.text.numbers import Unit

_KNOWN = "known"
_BOMBS = frozenset({"remote-explosive", "suicide-bomb", "grenade"})
_FIGHT = "armed-clash"
_MUNITIONS = "munitions"
_REACH = 2  # sentences over which something known is taken up
_NEXT = 1  # sentences over which it may be set in a spot of its own
_BESIDE = 40  # characters around the word of an event in which its doer or its means stands
_SURE = 4  # strength of a tie
_SITED = 3  # the same where only now a spot is named
_ANOTHER = ("boundary", "another", "again", "turn")
_OPERATIONS = frozenset({"raids", "sorties", "targets", "sites"})
_STRIKES = frozenset({"air-drone-strike", "shelling"})
_AREA = 4  # UCDP precision from which a place is a province or wider
_COUNTRY = 6  # UCDP precision of a place that is only a country
_DISTRICT = 3  # the same up to which a place is a town or a district
_TAKING = frozenset({"arrests", "abduction"})
_RALLIES = frozenset({"peaceful-protest", "violent-demonstration", "protest-with-intervention"})
_AROUND = "countryside"
_ARTICLE = "ال"
_TAKEN_UP = VIOLENT | {"abduction"}


def takes_up(reading: Reading, one: Draft, two: Draft) -> int:
    """Return how strongly a passage takes up what the one before told, 0 where it does not or something is against it.

    A passage with a spot of its own gives way to the event that was told there before.
    """
    apart = two.groups[0].sentence - one.groups[-1].sentence
    if not 0 < apart <= _REACH or one.status != two.status or not {one.event, two.event} <= _TAKEN_UP:
        return 0
    sited = two.place is not None and not (same_name(one.place, two.place) or _is_around(one, two))
    if (sited and not _may_be_set_at(reading, one, two, apart)) or _opens(reading, two):
        return 0
    if not (_names_event(reading, one, two, apart) or names_known(reading, two) or _names_object(one, two)):
        return 0
    same = not sited and _is_the_same(reading, one, two, apart)
    counted = same or (numbers_agree(one, two) if sited else counts_alike(reading, one, two))
    if not (counted and dates_agree(one, two) and types_agree(reading, one, two)):
        return 0
    if not (same and two.event == _FIGHT) and not sides_agree(one, two, reading.lexicon.unnamed):
        return 0
    return _SITED if sited else _SURE


def _is_around(one: Draft, two: Draft) -> bool:
    """Tell whether a passage is only set in the province of the spot told before: حي في غزة, then قطاع غزة."""
    if one.place is None or two.place is None or not is_point(one.place) or two.event not in _BOMBS:
        return False  # القصف على ريف إدلب behind a village that was shelled is of other villages as well
    return _AREA <= two.place.extent < _COUNTRY and places_agree(one.place, two.place)


def _is_the_same(reading: Reading, one: Draft, two: Draft, apart: int) -> bool:
    """Tell whether a passage says that it counts further dead of the same event: قتل خمسة في المعارك نفسها.

    Of a fight these may be the other side's.
    """
    end = two.groups[0].head.end
    return _names_event(reading, one, two, apart) and bool(within(reading.cued("selves"), end, end + _BESIDE))


def _opens(reading: Reading, two: Draft) -> bool:
    """Tell whether a word between the beginning of the sentence and the event says that it is another."""
    head = two.groups[0].head
    start = reading.sentences[two.groups[0].sentence].start
    return opens_another(reading, two) or any(within(reading.cued(effect), start, head.start) for effect in _ANOTHER)


def _may_be_set_at(reading: Reading, one: Draft, two: Draft, apart: int) -> bool:
    """Tell whether what was told of a town may lie in its quarter, what was told of a province in a spot of it.

    Of several raids on a province the spot of one is not that of all, and a country is no spot: who announced the first
    raid on Syria did not say that 36 died north of Aleppo.
    """
    if one.place is None or two.place is None:
        return apart == _NEXT
    if is_quarter_of(one.place, two.place) or is_quarter_of(two.place, one.place):
        return True
    if apart == _NEXT and is_village_of(one.place, two.place):
        return not two.other_places
    several = _is_several(reading, one) and not is_plural(reading, two)
    area = _AREA <= one.place.extent < _COUNTRY
    closer = area and two.place.extent < one.place.extent and places_agree(one.place, two.place)
    return apart == _NEXT and closer and not several


def is_village_of(area: PlaceHit, spot: PlaceHit) -> bool:
    """Tell whether a spot is one of the villages of a town whose countryside was told: ريف تل تمر, قرية أم الكيف."""
    if area.relation != _AROUND or not is_point(spot) or spot.relation == _AROUND:
        return False
    return is_near(area, spot) and spot.admin1 in {None, area.admin1}


def _is_several(reading: Reading, one: Draft) -> bool:
    """Tell whether a passage told of several strikes, or counted what they hit."""
    return one.event in _STRIKES and (is_plural(reading, one) or any(a.measure in _OPERATIONS for a in one.amounts))


def _names_event(reading: Reading, one: Draft, two: Draft, apart: int) -> bool:
    """Tell whether a passage is about "the attack": a singular with the article; of fights the plural, الاشتباكات.

    "The raids" of the next sentence are those just counted: دمرت 15 هدفا ... واستهدفت الغارات كهوفا في المنطقتين.
    """
    if not (is_reference(reading, two) or _is_subject(reading, two)) or two.groups[0].head.suffix:
        return False
    those = apart == _NEXT and not two.amounts and (_is_several(reading, one) or _is_set_off(reading, one))
    return two.event == _FIGHT or those or not is_plural(reading, two)


def _is_set_off(reading: Reading, one: Draft) -> bool:
    """Tell whether bombs are told by the verb of who set them off, which may be several, or as many: هزت انفجارات."""
    return one.event in _BOMBS and (one.groups[-1].head.verbal or is_plural(reading, one))


def _is_subject(reading: Reading, two: Draft) -> bool:
    """Tell whether the event with its article is the subject of a verb of hitting: واستهدف القصف قرية كذا."""
    events = two.groups[0].events
    if len(events) < 2 or not events[0].verbal or events[1].verbal or not events[1].definite or events[1].suffix:
        return False
    return events[1].event == two.event and not reading.text[events[0].end : events[1].start].strip()


def names_known(reading: Reading, two: Draft) -> bool:
    """Tell whether the doer or the means beside the word of an event is known: أطلق المهاجمون, العبوة انفجرت."""
    group = two.groups[0]
    start, end = max(group.start, group.head.start - _BESIDE), min(group.end, group.head.end + _BESIDE)
    if any(cue.payload.effect == _KNOWN or _is_bomb(cue) for cue in within(reading.cues, start, end)):
        return True
    return any(_is_shell(reading, unit) for unit in within(reading.units, start, end))


def _is_bomb(cue: Match[Cue]) -> bool:
    return cue.payload.family == "refine" and cue.payload.effect in _BOMBS and cue.proclitics.endswith(_ARTICLE)


def _is_shell(reading: Reading, unit: Match[Unit]) -> bool:
    one = unit.payload.number == "singular" and unit.proclitics.endswith(_ARTICLE)
    return one and reading.lexicon.unit_meanings[unit.payload.unit_id].measure == _MUNITIONS


def _names_object(one: Draft, two: Draft) -> bool:
    """Tell whether a thing that was hit is taken up: حافلة, then الحافلة."""
    brought = {o.entity_id for o in one.objects if not o.text.startswith(_ARTICLE)}
    return any(o.entity_id in brought and o.text.startswith(_ARTICLE) for o in two.objects)


def is_named_behind(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether the rest of a sentence names its event with the article: قتل اثنان ... جراء القصف على كذا."""
    group, told = two.groups[0], one.groups[-1]
    if group.sentence != told.sentence or group.start < told.start or two.event not in VIOLENT | _RALLIES:
        return False
    if not is_reference(reading, two) or group.head.suffix or is_added(reading, two):
        return False
    closer = one.place is not None and not is_point(one.place) and is_point(two.place)
    return not closer and (is_plural(reading, one) or not is_plural(reading, two))


def is_of_same_area(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a noun with the article names the area told before again: القصف الذي تعرضت له المحافظة كذا."""
    if not 0 < two.groups[0].sentence - one.groups[-1].sentence <= RETOLD or not {one.event, two.event} <= VIOLENT:
        return False
    if one.place is None or not same_name(one.place, two.place) or not _DISTRICT < one.place.extent < _COUNTRY:
        return False
    return is_reference(reading, two) and not two.groups[0].head.suffix and not is_added(reading, two)


def is_same_word(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a passage takes up the very word of the one before with its article, whatever kind each is read as.

    Residents who fight a force are a riot: شهدت البلدة اشتباكات بين الأهالي والقوات. وأسفرت الاشتباكات عن مقتل شاب.
    """
    head = two.groups[0].head
    if not 0 <= two.groups[0].sentence - one.groups[-1].sentence <= _REACH or one.status != two.status:
        return False
    told = {hit.trigger.trigger_id for group in one.groups for hit in group.events if hit.trigger is not None}
    if head.trigger is None or head.trigger.trigger_id not in told:
        return False
    sited = two.place is not None and not same_name(one.place, two.place)
    if sited or head.suffix or not is_reference(reading, two) or _opens(reading, two):
        return False
    return {one.event, two.event} <= VIOLENT | _RALLIES


def is_taken_again(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether a noun of arrest names those just taken with their article: إلقاء القبض على الشبكة, خطف العمال.

    It counts nobody and is set nowhere else; of those of another place or day it would say so.
    """
    if one.event != two.event or one.event not in _TAKING or not _in_reach(one, two) or one.status != two.status:
        return False
    if any(not amount.vague for amount in two.amounts) or not is_reference(reading, two) or opens_another(reading, two):
        return False
    head = two.groups[0].head
    known = bool(head.suffix) or reading.text[head.end :].lstrip().startswith(_ARTICLE)
    sited = two.place is not None and not same_name(one.place, two.place)
    agree = dates_agree(one, two) and sides_agree(one, two, reading.lexicon.unnamed)
    return known and agree and not sited and two.date is None


def _in_reach(one: Draft, two: Draft) -> bool:
    return 0 < two.groups[0].sentence - one.groups[-1].sentence <= RETOLD
