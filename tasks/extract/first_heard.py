"""A blast or an attack that is told first by what was heard of it, with its town and hour: دوى انفجار في المدينة فجرا.

Alone it may be a tank of gas, and gives no row. Where the next sentences take it up as a bombing (الانفجار ناجم عن
سيارة مفخخة) or count its dead, it is that happening, and its town and hour are those of it. What only counts the attack
just told among others (وهذا ثالث هجوم خلال شهر) tells none of its own.
"""

from tasks.extract.agreement import VIOLENT, dates_agree, is_point, is_quarter_of, places_agree
from tasks.extract.amounts import TOLL
from tasks.extract.drafts import Draft
from tasks.extract.grouping import Group
from tasks.extract.known_things import names_known
from tasks.extract.modality import Mode
from tasks.extract.reading import Reading, within
from tasks.extract.retelling import is_reference, opens_another

_HEARD = frozenset({"blast", "assault"})
_FIGHT = "armed-clash"
_POINTS = frozenset({"this", "that-pronoun"})  # وهذا ثاني هجوم, أشار إلى أنها أول عملية انتحارية منذ أشهر
_REACH = 2  # sentences in which what was heard is taken up
_NEXT = 1  # sentences in which its dead are counted
_BEFORE = 30  # characters before a noun in which "this is the third" stands
_CLAUSE = 40  # characters from "the first time" to "that": هي المرة الأولى منذ ثلاثين عاما التي


def may_be_taken_up(group: Group, mode: Mode) -> bool:
    """Tell whether a group is news of a blast or an attack that still lacks what makes it one of war."""
    head = group.head
    told = mode.status == "asserted" and not mode.rule and head.event in _HEARD
    return told and head.shape == "noun" and not group.casualties


def resumes(reading: Reading, heard: Draft, draft: Draft) -> bool:
    """Tell whether a passage takes up what was heard, or counts its victims in the next sentence."""
    apart = draft.groups[0].sentence - heard.groups[-1].sentence
    if not 0 < apart <= _REACH or draft.status != heard.status or not dates_agree(heard, draft):
        return False
    if not _may_be_there(heard, draft) or opens_another(reading, draft):
        return False
    if draft.toll_only:
        return apart <= _NEXT and any(amount.measure in TOLL for amount in draft.amounts)
    return is_reference(reading, draft) or names_known(reading, draft) or _is_what_was_heard(heard, draft, apart)


def _is_what_was_heard(heard: Draft, draft: Draft, apart: int) -> bool:
    """Tell whether the next sentence names the attack behind the sounds, with no day or other town of its own."""
    return apart <= _NEXT and draft.date is None and draft.event in VIOLENT - {_FIGHT} and is_point(heard.place)


def _may_be_there(heard: Draft, draft: Draft) -> bool:
    if heard.place is None or draft.place is None:
        return True
    quarter = is_quarter_of(draft.place, heard.place) or is_quarter_of(heard.place, draft.place)
    return quarter or places_agree(heard.place, draft.place)


def is_counted_among(reading: Reading, group: Group) -> bool:
    """Tell whether words only say how many such attacks there were: وهذا ثاني هجوم يستهدف مسجدا خلال شهر."""
    head = group.head
    if group.casualties or (head.definite and not head.verbal):
        return False
    if head.verbal:
        return _is_time_counted(reading, group)
    start = max(reading.sentences[group.sentence].start, head.start - _BEFORE)
    before = within(reading.cues, start, head.start)
    nth = [cue for cue in before if cue.payload.effect == "nth" and not reading.text[cue.word_end : head.start].strip()]
    return bool(nth) and any(c.payload.effect in _POINTS and c.word_end <= nth[-1].word_start for c in before)


def _is_time_counted(reading: Reading, group: Group) -> bool:
    """Tell whether "the first time that" opens the clause of a verb: وهي المرة الأولى التي تطلق فيها طهران صواريخ."""
    verb = group.hits[0]
    start = reading.sentences[group.sentence].start
    opened = within(reading.cued("relative"), max(start, verb.start - _BEFORE), verb.start)
    if not opened or reading.text[opened[-1].word_end : verb.start].strip():
        return False
    times = within(reading.cued("nth-time"), max(start, opened[-1].start - _CLAUSE), opened[-1].start)
    return bool(times) and not within(reading.words, times[-1].word_end, opened[-1].start)
