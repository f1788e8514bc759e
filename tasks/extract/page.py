"""What a page is about: a war told in passing on a page of sport, trade, books or weather is no report of it.

One sentence rarely tells whether ضرب means to bomb, to give (an example) or to hit (a market); the page does. It is
weighed by how many different words of another subject it holds (subjects.tsv) against how many different words of
conflict. Measured on 3,500 pages of sport, economy, culture, technology and weather and 3,000 of conflict: from nine
words of other subjects in a thousand on, and fewer words of conflict than of those, hardly any page reports a war.
"""

from collections import Counter
from collections.abc import Sequence

from tasks.extract.drafts import Draft
from tasks.extract.hits import FORCES, NO_EVENT
from tasks.extract.reading import Reading
from tasks.extract.timing import is_recent

_DENSE = 0.009  # words of other subjects for each word of the page
_SHORT = 100  # words added to each page, so that one word does not decide a note of three lines
_LEAD = 2  # sentences of a headline and a lead
_STORY = "story"
_PROTEST = "protest"
_FEW = 2  # words of other subjects below which a page has none
_PROTESTS = frozenset({"peaceful-protest", "protest-with-intervention", "violent-demonstration", NO_EVENT})


def weigh_page(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that the page supports: all where it is about conflict, else what is firm and news."""
    if not drafts:
        return []
    subjects = _other_subjects(reading)
    if not _is_quiet(reading, drafts, subjects.total()):
        return list(drafts)
    firm = [draft for draft in drafts if is_firm(draft)]
    told = 2 * subjects[_STORY] > subjects.total()
    if not told and any(draft.groups[0].sentence <= _LEAD for draft in firm):
        return firm
    return [draft for draft in firm if is_recent(reading, draft.date)]


def _other_subjects(reading: Reading) -> Counter[str]:
    """Return how many different words of other subjects a page holds, by kind."""
    norm = reading.shadow.norm
    found = {(m.payload, norm[m.norm_start : m.norm_end]) for m in reading.lexicon.subjects.find(reading.shadow)}
    return Counter(kind for kind, _ in found if kind != _PROTEST)


def _is_quiet(reading: Reading, drafts: Sequence[Draft], other: int) -> bool:
    """Tell whether a page is about sport, trade, culture, science, weather or times long past."""
    dense = other >= _DENSE * (len(reading.tokens) + _SHORT)
    return other >= _FEW and dense and other > len(_conflict_words(drafts)) + len(_fighters(reading))


def _conflict_words(drafts: Sequence[Draft]) -> set[str]:
    """Return the ids of the words of violence that were read as such; a festival shares its word with a protest."""
    hits = (hit.trigger for draft in drafts for group in draft.groups for hit in group.events)
    return {trigger.trigger_id for trigger in hits if trigger is not None and trigger.event not in _PROTESTS}


def _fighters(reading: Reading) -> set[str]:
    """Return who on the page bears arms: forces and weapons, each once."""
    return {e.entity_id for e in (*reading.entities, *reading.weapons) if e.kind in FORCES or e in reading.weapons}


def is_firm(draft: Draft) -> bool:
    """Tell whether a passage tells violence by itself: a force or a weapon, and a place or a number of victims."""
    forces = any(e.kind in FORCES for e in (*draft.actors, *draft.targets))
    return (forces or draft.weapon is not None) and bool(draft.place or draft.amounts)
