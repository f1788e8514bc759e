"""What a page is about: a war told in passing on a page of sport, trade, books or weather is no report of it.

One sentence rarely tells whether ضرب means to bomb, to give (an example) or to hit (a market); the page does. It is
weighed by how many different words of another subject it holds (subjects.tsv) against how many different words of
conflict. Measured on 3,500 pages of sport, economy, culture, technology and weather and 3,000 of conflict: from eight
words of other subjects in a thousand on, and fewer words of conflict than of those, hardly any page reports a war.

A review of a war novel or an essay on history is full of words of conflict as well: there the words of books and of
times past decide alone. Reports of a war hold one or two of them, reviews and essays from five on.

Who argues, asks or preaches (sub-essay) takes the wars of his readers as known and generalises: من يقتل الأبرياء. Most
columns hold seven different words of arguing, at sixteen in a thousand; one report of a war in a hundred does.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.extract.actor_kinds import FIGHTERS, FORCES
from tasks.extract.drafts import Draft
from tasks.extract.glance import asserted
from tasks.extract.hits import NO_EVENT, Hit
from tasks.extract.other_subjects import subject_words
from tasks.extract.presumed import is_known
from tasks.extract.reading import Reading
from tasks.extract.status import is_war_total
from tasks.extract.timing import is_recent

_DENSE = 0.0075  # words of other subjects for each word of the page
_TOLD = 5  # words of books, art and times past from which on a page tells stories, if they are this dense in it
_TOLD_DENSE = 0.004
_SHORT = 100  # words added to each page, so that one word does not decide a note of three lines
_LEAD = 2  # sentences of a headline and a lead
_STORY = "story"
_ESSAY = "essay"
_CRIME = "crime"
_APART = frozenset({"protest", "attained", "goal", _ESSAY, _CRIME})  # kinds that tell no other subject
_CRIMES = 3  # words of crime from which on a page is about crime, if they are this dense in it
_CRIMES_DENSE = 0.015
_LONG = 250  # words from which on a page that reports says somewhere where, when or how many
_ARGUED = 7  # words of arguing from which on a page is an essay, if they are this dense in it
_ARGUED_DENSE = 0.016
_FEW = 2  # words of other subjects below which a page has none
_PROTESTS = frozenset({"peaceful-protest", "protest-with-intervention", "violent-demonstration", NO_EVENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Words of other subjects on a page, each once, by kind; and the weapons that are none of them (المدافع).

    `argues` and `crimes` are how many different words of arguing and of crime there are.
    """

    subjects: Counter[str]
    argues: int
    crimes: int
    weapons: frozenset[str]

    @classmethod
    def of(cls, reading: Reading) -> "Page":
        """Return what a reading holds of other subjects."""
        # the particle of a question is written onto no word of a report: أورم is a town and no tumour
        found = list(asserted(reading.once(subject_words)))
        words = {(m.payload, reading.shadow.norm[m.norm_start : m.norm_end]) for m in found}
        taken = {m.end for m in found if m.payload not in _APART}
        return cls(
            subjects=Counter(kind for kind, _ in words if kind not in _APART),
            argues=sum(kind == _ESSAY for kind, _ in words),
            crimes=sum(kind == _CRIME for kind, _ in words),
            weapons=frozenset(w.entity_id for w in reading.weapons if w.end not in taken),
        )


def weigh_page(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that the page supports: all where it is about conflict, else what is firm and news."""
    if not drafts:
        return []
    page = Page.of(reading)
    told = _told_on(reading, drafts, page)
    if page.crimes and _is_about_crime(reading, page):
        told = [draft for draft in told if draft.event in _PROTESTS]
    long = reading.length >= _LONG
    return [] if long and not any(map(_is_anchored, told)) else told


def _told_on(reading: Reading, drafts: Sequence[Draft], page: Page) -> list[Draft]:
    firm = [draft for draft in drafts if is_firm(draft, page)]
    if page.subjects.total() >= _FEW:
        firm = [draft for draft in firm if not all(is_known(reading, group) for group in draft.groups)]
    stories = _tells_stories(reading, page) or _argues(reading, page)
    if not _is_quiet(reading, drafts, page):
        return [d for d in firm if _leads_at_a_place(d) or _was_lately(reading, d)] if stories else list(drafts)
    told = stories or 2 * page.subjects[_STORY] > page.subjects.total()
    if not told and any(_leads(draft) for draft in firm):
        return firm
    return [d for d in firm if (_was_lately(reading, d) if stories else is_recent(reading, d.date))]


def _is_anchored(draft: Draft) -> bool:
    """Tell whether a passage leads, or says where, when or how many; a long page where none does reports nothing."""
    return _leads(draft) or draft.place is not None or draft.date is not None or any(not a.vague for a in draft.amounts)


def _is_about_crime(reading: Reading, page: Page) -> bool:
    """Tell whether a page is about thieves, smugglers and quarrels, with nobody named who fights or terrorises."""
    if page.crimes < _CRIMES or page.crimes < _CRIMES_DENSE * (reading.length + _SHORT):
        return False
    return not any(e.kind in FIGHTERS or e.kind == "armed" for e in reading.entities)


def _leads(draft: Draft) -> bool:
    """Tell whether a passage stands in the headline or the lead."""
    return draft.groups[0].sentence <= _LEAD


def _leads_at_a_place(draft: Draft) -> bool:
    return _leads(draft) and draft.place is not None


def _was_lately(reading: Reading, draft: Draft) -> bool:
    """Tell whether a day of the week before dates a passage; "today" is nowadays where stories are told."""
    date, today = draft.date, reading.reference_date
    if date is None or date.first is None or today is None or not is_recent(reading, date):
        return False
    return date.first < today and not any(is_war_total(draft.amounts, group) for group in draft.groups[:1])


def _tells_stories(reading: Reading, page: Page) -> bool:
    """Tell whether a page is about books, art or times past, however much war is told in it."""
    words = page.subjects[_STORY]
    return words >= _TOLD and words >= _TOLD_DENSE * (reading.length + _SHORT)


def _argues(reading: Reading, page: Page) -> bool:
    """Tell whether a page argues, asks or preaches: a column, a sermon, a reader's letter."""
    return page.argues >= _ARGUED and page.argues >= _ARGUED_DENSE * (reading.length + _SHORT)


def _is_quiet(reading: Reading, drafts: Sequence[Draft], page: Page) -> bool:
    """Tell whether a page is about sport, trade, culture, science, weather or times long past."""
    told = _conflict_words(hit for draft in drafts for group in draft.groups for hit in group.events)
    forces = {e.entity_id for e in reading.entities if e.kind in FORCES}
    return _outweighs(reading, page, len(told | forces | page.weapons))


def _outweighs(reading: Reading, page: Page, conflict: int) -> bool:
    """Tell whether a page has more words of other subjects than so many of conflict, and has them densely."""
    other = page.subjects.total()
    return other >= _FEW and other > conflict and other >= _DENSE * (reading.length + _SHORT)


def is_other(reading: Reading, hits: Iterable[Hit]) -> bool:
    """Tell whether a page that names neither a force nor a weapon is about something else: then nothing on it is firm.

    `weigh_page` would leave out all that its words may tell; asked before any of it is put together.
    """
    page = Page.of(reading)
    return _outweighs(reading, page, len(_conflict_words(hits))) or _tells_stories(reading, page)


def _conflict_words(hits: Iterable[Hit]) -> set[str]:
    """Return the ids of the words of violence that were read as such; a festival shares its word with a protest."""
    triggers = (hit.trigger for hit in hits)
    return {trigger.trigger_id for trigger in triggers if trigger is not None and trigger.event not in _PROTESTS}


def is_firm(draft: Draft, page: Page) -> bool:
    """Tell whether a passage tells violence by itself: a force or a weapon, and a place or a number of victims.

    A hurt player and the police on one page are no violence: a bare toll is never firm.
    """
    forces = any(e.kind in FORCES for e in (*draft.actors, *draft.targets))
    shown = draft.weapon is not None and draft.weapon.entity_id in page.weapons
    armed = forces or (shown and draft.event not in _PROTESTS)
    return armed and not draft.toll_only and bool(draft.place or draft.amounts)
