"""Whether the words tell history: a pluperfect, a sum since a month, an anniversary (background.tsv)."""

from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.other_days import is_aside
from tasks.extract.reaching import CLAUSE_STOPS, adds_up, reaches
from tasks.extract.reading import DateHit, Reading, within
from tasks.extract.summed_lists import is_item_of_sum
from tasks.text.match import Match
from tasks.text.numbers import Count

OF_YEAR = "bck-year"
"""The rule of a line that begins with its year."""
LEAD = 2  # sentences of a headline and the first line
WINDOW = 600  # characters around a word in which a sentence is looked at: one without an end stays linear
_AT = frozenset({"in", "preposition"})
_YEAR, _CENTURIES = 4, frozenset({"17", "18", "19", "20"})
_DASHES = frozenset({"-", "–", ":"})
_PLUPERFECT = 8  # words between كان and its verb: the subject with its titles
_WILL, _PLURAL = "س", "ات"
SUM = "bck-cumulative"
"""The rule of what adds up the happenings of months."""
_CHARGED, _AND = "bck-charge", "و"
_CHARGES = 2  # words of the first deed that somebody is charged with
_DURING = "con-during"
_LONG = {"unt-months": 1, "unt-days": 28}  # how many of a unit are no days of one happening
_THE = frozenset({"", "ال", "الـ"})
_WORST = 50  # characters between a superlative and since when
_LONGEST = 24  # characters of a word for a person
_ACCUSATIVE = ("ا", "اً")


def background_cue(reading: Reading, group: Group) -> Match[Cue] | None:
    """Return the cue that makes a group history; None where it is news."""
    sentence = reading.sentences[group.sentence]
    head = group.head
    first, last = max(sentence.start, head.start - WINDOW), min(sentence.end, head.end + WINDOW)
    for cue in within(reading.cues_of("background"), first, last):
        if cue.proclitics.endswith(_WILL):
            continue  # سكان, residents, is no "will have been"
        if _describes_somebody(reading, cue) or _is_of_worst(reading, cue):
            continue
        if _is_past_by(reading, group, cue) and not is_aside(reading, group, cue.start):
            return cue
    return _sum_told_before(reading, group)


def _sum_told_before(reading: Reading, group: Group) -> Match[Cue] | None:
    """Return the cue of a sum told before, where "these attacks" are all of it.

    استجابت الفرق منذ مطلع العام لستمائة هجوم، وتسببت هذه الهجمات بمقتل 50: no toll of the attack of the day.
    """
    if not any(_points_to_many(reading, hit) for hit in group.events):
        return None
    first = reading.sentences[max(0, group.sentence - 1)].start
    cues = within(reading.cues_of("background"), max(first, group.head.start - WINDOW), group.head.start)
    return next((c for c in cues if c.payload.cue_id == SUM and not _is_of_worst(reading, c)), None)


def _points_to_many(reading: Reading, hit: Hit) -> bool:
    """Tell whether "these" stands right before a noun in the plural: هذه الهجمات, تلك الغارات."""
    if hit.verbal or not reading.text[hit.start : hit.end].endswith(_PLURAL):
        return False
    before = within(reading.cued("this"), hit.start - _LONGEST, hit.start)
    return bool(before) and not reading.text[before[-1].word_end : hit.start].strip()


def _is_long_count(count: Count) -> bool:
    """Tell whether a count is of so many months or days that no one happening lasted them."""
    least = _LONG.get(count.unit.unit_id)
    return least is not None and (count.number.best or count.number.low or 0) >= least


def sums_months(reading: Reading, group: Group) -> bool:
    """Tell whether the toll of months is told below the lead: أحصت المنظمة 14 هجوما خلال شهرين قتل فيها 22.

    Whoever opens with such a sum has no other news.
    """
    if is_item_of_sum(reading, group.sentence):
        return True
    if group.sentence < LEAD or not group.casualties:
        return False
    counts = within(reading.counts, group.start, group.end)
    long = (c for c in counts if _is_long_count(c))
    lasting = (d.start for d in within(reading.dates, group.start, group.end) if _is_long(d))
    return any(_is_span(reading, count.start) for count in long) or any(_opens_span(reading, d) for d in lasting)


def _is_long(date: DateHit) -> bool:
    """Tell whether a time lasts for weeks."""
    if date.first is None or date.last is None:
        return False
    return (date.last - date.first).days >= _LONG["unt-days"]


def _opens_span(reading: Reading, start: int) -> bool:
    """Tell whether "during" opens the words of a time: خلال الأسابيع الستة الماضية."""
    return any(c.payload.cue_id == _DURING and c.word_start == start for c in within(reading.cues, start, start + 1))


def _is_span(reading: Reading, start: int) -> bool:
    """Tell whether "during" or "within" stands right before a count of months: خلال ستة أشهر, خلال الـ68 يوما."""
    before = within(reading.cues, start - _LONGEST, start)
    during = (c for c in before if c.payload.cue_id == _DURING or c.payload.effect == "in")
    return any(reading.text[c.word_end : start].strip() in _THE for c in during)


def opens_with_year(reading: Reading, group: Group) -> bool:
    """Tell whether the line of a group begins with a year and a dash, as days of history are listed: 1974 - مواجهات."""
    return is_of_year(reading.text, reading.sentences[group.sentence].start)


def is_of_year(text: str, start: int) -> bool:
    """Tell whether a line that begins at an offset is of a list of years."""
    year, dash = text[start : start + _YEAR], text[start + _YEAR : start + _LONGEST].lstrip()[:1]
    return year.isdigit() and year[:2] in _CENTURIES and dash in _DASHES


def _is_of_worst(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether "since" only says how long nothing was as bad: أسوأ أعمال عنف تشهدها البلاد منذ الإطاحة."""
    if cue.payload.cue_id != SUM:
        return False
    before = within(reading.cued("superlative"), cue.start - _WORST, cue.start)
    return bool(before) and not any(sign in reading.text[before[-1].word_end : cue.start] for sign in CLAUSE_STOPS)


def _describes_somebody(reading: Reading, cue: Match[Cue]) -> bool:
    """Tell whether a word for "before" only tells what somebody was: اغتالوا قياديا سابقا; not شنوا هجوما سابقا."""
    word = reading.text[cue.word_start : cue.word_end]
    person = next(reversed(within(reading.units, cue.word_start - _LONGEST, cue.word_start)), None)
    if person is None or not reading.counts_persons(person.payload) or not word.endswith(_ACCUSATIVE):
        return False
    told = reading.text[person.word_start : cue.word_start].split()
    return len(told) == 1 and told[0].endswith(_ACCUSATIVE)


def _is_past_by(reading: Reading, group: Group, cue: Match[Cue]) -> bool:
    """Tell whether a cue of history reaches the word that a group hangs on (column `reach` of background.tsv)."""
    head, reach = group.head, cue.payload.reach
    inside = group.start <= cue.start < group.end
    if reach == "before":
        return _governs(reading, group, cue)
    if reach == "beside":
        touching = cue.word_end <= head.start and not reading.text[cue.word_end : head.start].strip()
        return (touching and not head.verbal) or _is_since_then(reading, cue, head)
    if reach == "next":
        touching = not group.hits[0].verbal and not reading.text[cue.word_end : group.hits[0].start].strip()
        beside = touching and cue.word_end <= group.hits[0].start  # بعد أيام على مقتل سبعة جنود في هجوم
        beside = beside or _is_charged_too(reading, cue, head)
        return beside or (cue.word_end <= head.core and reaches(reading, group, cue, head))
    if reach == "clause":
        return (inside and not adds_up(reading, group, cue.start)) or _sums(reading, cue, head)
    return cue.start < head.start if reach == "sentence" else reach == "body" and group.sentence >= LEAD and inside


def _is_charged_too(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether a noun is the second that somebody is charged with: متهم بالقتل والاغتصاب."""
    if cue.payload.cue_id != _CHARGED or head.verbal or not head.particle.startswith(_AND):
        return False
    first = {word.start for word in within(reading.words, cue.word_end, head.start)}  # one spelling, several meanings
    words = len(reading.text[cue.word_end : head.start].split())
    return cue.word_end <= head.start and len(first) == 1 and words <= _CHARGES


def _is_since_then(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether a verb only says since when something is so: لم ينعقد منذ أن سيطر المسلحون على العاصمة."""
    that = next(iter(within(reading.cued("that"), cue.word_end, head.start)), None)
    if that is None or not head.verbal:
        return False
    gaps = reading.text[cue.word_end : that.word_start], reading.text[that.word_end : head.start]
    return not any(gap.strip() for gap in gaps)


def _sums(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether a sentence before a word adds up what went before: يرتفع عدد الغارات منذ مطلع العام إلى 61 غارة."""
    if cue.start >= head.start:
        return False
    start = max(reading.sentences[head.sentence].start, cue.start - WINDOW)
    risen = any(other.payload.effect == "rise" for other in within(reading.cues, start, cue.start))
    return risen and not any(sign in reading.text[cue.word_end : head.start] for sign in CLAUSE_STOPS)


def _governs(reading: Reading, group: Group, cue: Match[Cue]) -> bool:
    """Tell whether كان stands before a verb of the group as its pluperfect: كانت الطائرات قد قصفت.

    What lies in between may be another sentence: كانوا على متن المروحية, كان يبيع الخضار عندما سقطت القذيفة.
    """
    head = next((hit for hit in group.hits if hit.verbal), None)
    if head is None or not group.start <= cue.start < head.start:
        return False
    gap = reading.text[cue.word_end : head.start]
    between = [c for c in within(reading.cues, cue.word_end, head.start) if c.payload.family == "link"]
    place = bool(between) and not reading.text[cue.word_end : between[0].word_start].strip()
    if any(c.payload.effect in {"when", "cause", "that"} for c in between):
        return False  # وكان سكان قالوا إن غارة قتلت: it was said before, when it happened stands elsewhere
    if place and between[0].payload.effect in _AT:
        return False
    return len(gap.split()) <= _PLUPERFECT and not any(sign in gap for sign in CLAUSE_STOPS)
