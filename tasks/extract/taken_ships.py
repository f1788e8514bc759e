"""Whether a ship is what a verb takes: استولى مسلحون على سفينة; not خطفوا بحارة من سفينة, سيطروا على ميناء."""

from tasks.extract.actor_kinds import ARMED
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_WORD = 16  # characters of the word before a ship
_SIDE = 60  # characters of a name


def takes_ship(reading: Reading, end: int, stop: int) -> bool:
    """Tell whether the first ship behind a verb is its object; the taker may stand between."""
    ship = next(iter(within(reading.cued("ship"), end, stop)), None)
    if ship is None or ship.proclitics.lstrip("وف") or within(reading.places, end, ship.word_start):
        return False
    before = within(reading.tokens, end, ship.word_start)[-1:]
    led = bool(before) and before[0].norm in reading.lexicon.prepositions.of("source")
    of_men = any(within(reading.cued(effect), end, ship.word_start) for effect in ("aboard", "crew"))
    return not (led or of_men or _is_of_crew(reading, ship))


def acts_on_ship(reading: Reading, end: int, stop: int) -> bool:
    """Tell whether who took a ship or its crew stands right behind the verb: خطف قراصنة طاقم سفينة."""
    for effect in ("ship", "crew"):
        thing = next(iter(within(reading.cued(effect), end, stop)), None)
        side = within(reading.entities, end, thing.word_start)[-1:] if thing is not None else ()
        if thing is not None and side and side[0].kind in ARMED:
            return not (reading.text[end : side[0].start] + reading.text[side[0].end : thing.word_start]).strip()
    return False


def _is_of_crew(reading: Reading, ship: Match[Cue]) -> bool:
    """Tell whether the ship is only whose men were taken: صيادي قارب."""
    start = ship.word_start
    men = [u for u in within(reading.units, start - _WORD, start) if reading.counts_persons(u.payload)][-1:]
    if not men or men[0].payload.number == "singular" or reading.text[men[0].word_end : start].strip():
        return False
    return not any(e.end >= men[0].word_end for e in within(reading.entities, start - _SIDE, start))
