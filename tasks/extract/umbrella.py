"""Totals and their parts: "237 raids in two days" holds the strikes told one by one, and dates those that have no day.

A part points to its total (`parent_mention_id`), so that sums count it once. A headline with a day dates a bulletin.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from tasks.extract.agreement import dates_agree, sides_meet
from tasks.extract.drafts import Draft
from tasks.extract.event_kinds import compatible_events
from tasks.extract.gazetteer import COUNTRY, SEA
from tasks.extract.lexicon import Trigger
from tasks.extract.place_home import homes
from tasks.extract.reading import DateHit, Reading, within

_TOTALS = frozenset({"raids", "sorties", "sites", "targets"})
_WORDS = 3  # words before the day in its line: a bare day and hour is when it was published
_HEAD = 4  # lines in which a headline and its date stand
_MANY = 2  # a total counts at least so many
_WIDE = 4  # UCDP precision from which a place is an area that may hold others
_CLEAR = 0.5  # share of the weight of all countries of a text that makes one of them its own
_BARE = 2  # what the name of a state adds, where an actor of it adds 1
_SPOT = 4
_SPOKEN_OF = frozenset({"place", "reference"})


def tie_parts(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with parts tied to their totals and dated by them, and with the country of the story."""
    if not drafts:
        return ()
    country = story_country(reading)
    totals = [index for index, draft in enumerate(drafts) if is_total(draft) and draft.status == "asserted"]
    tied = [_tied(drafts, index, totals) for index in range(len(drafts))]
    headline = headline_day(reading)
    return tuple(_completed(draft, headline, country) for draft in tied)


def _tied(drafts: Sequence[Draft], index: int, totals: Sequence[int]) -> Draft:
    part = drafts[index]
    if not totals or part.status != "asserted" or is_total(part):
        return part
    holding = [i for i in totals if _holds(drafts[i], part)]
    if not holding:
        return part
    nearest = min(holding, key=lambda i: abs(drafts[i].start - part.start))
    total = drafts[nearest]
    rules = (*part.rules, "part-of-total", *(("date-of-total",) if part.date is None and total.date else ()))
    return replace(part, parent=nearest, date=part.date or total.date, rules=rules)


def is_total(draft: Draft) -> bool:
    """Tell whether a draft counts raids, sorties or sites over an area or nowhere in particular."""
    wide = draft.place is None or draft.place.extent >= _WIDE
    return wide and any(
        a.measure in _TOTALS and ((a.best or a.low or 0) >= _MANY) and a.best is not None for a in draft.amounts
    )


def _holds(total: Draft, part: Draft) -> bool:
    if part.place is None or part.place.extent > _WIDE or not compatible_events(total.event, part.event):
        return False
    if part.place.country and total.country and part.place.country != total.country:
        return False
    if not part.actors and part.event != total.event:
        return False  # سبع غارات على كذا، وفي تعز قتل اثنان بقذائف: nobody says whose
    sides = not part.actors or not total.actors or sides_meet(part.actors, total.actors)
    return sides and dates_agree(total, part)


def headline_day(reading: Reading) -> DateHit | None:
    """Return the day that the headline of a bulletin names; it dates what the bulletin leaves undated."""
    lines = list(takewhile(lambda sentence: not sentence.stopped, reading.sentences[:_HEAD]))
    if not lines or len(reading.sentences) == len(lines):
        return None
    days = [d for d in reading.dates if d.start < lines[-1].end and d.precision == 1 and d.relation == "on"]
    days = [d for d in days if len(reading.text[_line_start(reading, d.start) : d.start].split()) >= _WORDS]
    days = [d for d in days if not _is_of_picture(reading, d)]
    return days[0] if len({d.first for d in days}) == 1 else None


def _is_of_picture(reading: Reading, day: DateHit) -> bool:
    """Tell whether a day ends the caption of a picture, before who took it: جنود خلال تدريب - 1 من آب 2023 (رويترز).

    A picture of what befell (آثار القصف على السوق) shows the event, and has its day.
    """
    end = reading.text.find("\n", day.end)
    behind = reading.text[day.end : end if end >= 0 else len(reading.text)].strip()
    if not (behind.startswith("(") and behind.endswith(")")):
        return False
    shown = within(reading.words, _line_start(reading, day.start), day.start)
    return not any(isinstance(word.payload, Trigger) and word.payload.event for word in shown)


def _line_start(reading: Reading, offset: int) -> int:
    return reading.text.rfind("\n", 0, offset) + 1


def _completed(draft: Draft, day: DateHit | None, country: str | None) -> Draft:
    if day is not None and draft.date is None and draft.status == "asserted":
        draft = replace(draft, date=day, rules=(*draft.rules, "date-headline"))
    if draft.country is not None or country is None or (draft.place is not None and draft.place.kind == SEA):
        return draft
    place = draft.place._replace(country=country) if draft.place is not None else None
    return replace(draft, place=place, country=country)


def story_country(reading: Reading) -> str | None:
    """Return the country that a text is about: that of most of its places and actors; None where two compete.

    A town weighs more than the bare name of a state, which may only speak or be spoken to, and both more than an actor.
    """
    seen: Counter[str] = Counter()
    for place in reading.places:
        if place.country and place.role in _SPOKEN_OF:
            seen[place.country] += _BARE if place.kind == COUNTRY else _SPOT
    if not seen:
        return None
    seen.update(homes(reading.entities, reading.lexicon))
    country, weight = max(seen.items(), key=lambda item: (item[1], item[0]))
    return country if weight >= _CLEAR * seen.total() else None
