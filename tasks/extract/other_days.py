"""Whose day a date is: many a day in a sentence of news is not that of the event but of what is told beside it.

The day of an announcement (أعلن الجيش أمس مقتل جنديين), of a birth, a call or a telegram, and of what a relative clause
tells of a place or a person (القرية التي سقطت عام 2012, القيادي الذي انشق العام الماضي) date nothing else.
"""

from tasks.extract.coming_days import is_ahead
from tasks.extract.days_beside import is_of_deed_about, is_of_pluperfect
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.place_occasion import is_day_of_occasion
from tasks.extract.reading import DateHit, Reading, within
from tasks.extract.reasons import reasons_within
from tasks.extract.saying import Speech
from tasks.extract.since_days import is_before_lapse, is_of_since, is_of_sum, is_of_superlative, is_old

_NEWS_DAYS = 7
_MONTH = 4
_PARTING = frozenset(".،؛")
_PICTURE = 45  # characters of a verb, who took the pictures, and a word before their day
_OWN_DAYS = {"own-day": 1, "pictured": 4}  # words that may stand between what has its own day and that day
_CLAUSE_STOPS = '،,؛.:؟!\n"«»“”'
_PAUSES = "،,؛.:؟!\n"  # a word in quotes is no pause: بعد إعلان «تحرير» المدينة
_SENTENCE_STOPS = '.:؟!\n"«»“”'
_ANNIVERSARY = "bck-anniversary"
_ON = "في"
_REMEMBERED = 25  # characters between a day and the word of remembrance that it dates
_CARRYING = frozenset({"undergo", "support"})
_NOUN = ".noun"
_AFTER = "con-after-time"
_TOPIC = "topic"
_LINKED = 2  # words from there to the word of the event: من انتزاع السيطرة
_THAT = frozenset({"that", "that-pronoun", "to-that"})
_SPEAKER = 90  # characters from a verb of announcing, past who announces, to the day


def is_of_another(reading: Reading, date: DateHit, group: Group, speech: Speech) -> bool:
    """Tell whether a day is that of something told beside the event."""
    return (
        speech.holds(date.start)
        or _is_measure(reading, date)
        or is_ahead(reading, date, group)
        or _is_of_message(reading, date)
        or _is_of_anniversary(reading, date)
        or is_of_superlative(reading, date)
        or is_of_since(reading, date, group)
        or is_of_sum(reading, date, group)
        or is_before_lapse(reading, date, group)
        or _is_of_reason(reading, date, group)
        or _is_of_clause_behind(reading, date, group, speech)
        or _is_of_saying(reading, date, group, speech)
        or _is_of_later(reading, date, group)
        or _is_of_matrix(reading, date, group)
        or is_of_deed_about(reading, date, group)
        or is_of_pluperfect(reading, date, group)
        or is_day_of_occasion(reading, date)
        or (is_old(reading, date) and is_aside(reading, group, date.start))
    )


def _is_of_reason(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day is that of what the event answers: غارة على كذا ردا على إطلاق صاروخين مساء أمس."""
    reasons = reasons_within(reading, group.head.end, date.start)
    if not reasons or any(sign in reading.text[reasons[-1].word_end : date.start] for sign in _CLAUSE_STOPS):
        return False
    told = within(reading.words, reasons[-1].word_end, date.start)
    return bool(told) and len(reading.text[reasons[-1].word_end : told[0].word_start].split()) <= 1  # على حادث مقتل


def _is_of_anniversary(reading: Reading, date: DateHit) -> bool:
    """Tell whether a day stands right before a word of remembrance: تحل اليوم ذكرى مرور عشر سنوات على التفجيرات."""
    behind = within(reading.cues_of("background"), date.end, date.end + _REMEMBERED)
    told = [c for c in behind if c.payload.cue_id == _ANNIVERSARY]
    gap = reading.text[date.end : told[0].word_start] if told else "."
    if gap.strip() == _ON or (
        told and not gap.strip() and reading.text[told[0].start : told[0].word_end].startswith(_ON)
    ):
        return False  # أصيب شخصان أمس في ذكرى مقتله: it befell on that day
    return not any(sign in gap for sign in _CLAUSE_STOPS) and not within(reading.words, date.end, date.end + len(gap))


def _is_of_clause_behind(reading: Reading, date: DateHit, group: Group, speech: Speech) -> bool:
    """Tell whether a day stands in what somebody says behind the event: بعد الغارة قال الوزير إن لجنة ستجتمع غدا.

    Where that clause has a word of the event (قال إن ثلاثة قتلوا أمس) or a verb that carries it, the day may be its.
    """
    if any(hit.start > date.start for hit in group.hits):
        return False
    last = _last_end(group, date.start)
    opened = [c for c in within(reading.cues, last, date.start) if c.payload.effect in {"that", "that-pronoun"}]
    if not opened or speech.said_before(last, opened[-1].start) is None:
        return False
    if within(reading.words, opened[-1].word_end, date.start):
        return False
    return not any(c.payload.effect in _CARRYING for c in within(reading.cues, opened[-1].word_end, date.start))


def is_aside(reading: Reading, group: Group, offset: int) -> bool:
    """Tell whether an offset stands in a relative clause that tells nothing of the event: القرية التي سقطت عام 2012.

    What touches a word of the event tells of it (الهجوم الذي وقع عام 2012), and so does a clause with a word of it.
    """
    head = group.head
    cues = within(reading.cues, head.end, offset)
    opened = next((c for c in reversed(cues) if c.payload.effect == "relative"), None)
    if opened is None or any(sign in reading.text[opened.word_end : offset] for sign in _CLAUSE_STOPS):
        return False
    if any(hit.start >= opened.word_start for hit in group.hits if hit.start < offset):
        return False
    return not any(cue.payload.effect in _CARRYING for cue in within(reading.cues, opened.word_end, offset)) and bool(
        reading.text[_last_end(group, opened.word_start) : opened.word_start].strip()
    )


def _is_of_later(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day is that of what came after the event: زار الوزير المدينة أمس بعد مقتل جنديين فيها."""
    first = group.hits[0]
    if first.start < date.end or _is_told_anew(reading, group):
        return False
    between = within(reading.cues, date.end, first.start)
    after = [c for c in between if c.payload.cue_id == _AFTER]
    if after and not reading.text[date.end : after[0].word_start].strip("، ") and is_managed(reading, date, group):
        return False
    if any(len(reading.text[c.word_end : first.start].split()) <= 1 for c in after):
        return True
    gap = reading.text[after[-1].word_end : first.start] if after else "."
    if after and within(reading.dates, after[-1].word_end, first.start):
        return False  # مساء أمس وعقب فجر اليوم غارات: an hour of the event
    return not any(hit.verbal for hit in group.hits) and not any(sign in gap for sign in _PAUSES)


def _is_of_matrix(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether a day stands outside the relative clause that tells the event: زار أمس القرية التي قصفتها الطائرات.

    The day is that of the visit. Where the noun before the pronoun is a word of the event (وقع أمس الهجوم الذي أودى),
    or stands right behind the day, the day is the event's.
    """
    first = group.hits[0]
    if not first.verbal or first.start < date.end:
        return False
    opened = within(reading.cued("relative"), date.end, first.start)
    if not opened or reading.text[opened[-1].word_end : first.start].strip():
        return False
    between = reading.text[date.end : opened[-1].word_start]
    told = any(
        c.payload.effect in _CARRYING for c in within(reading.cues, reading.sentences[group.sentence].start, date.start)
    )
    if not between.split() or any(sign in between for sign in _CLAUSE_STOPS):
        return False
    return not told and not within(reading.words, date.end, first.start)


def is_managed(reading: Reading, date: DateHit, group: Group) -> bool:
    """Tell whether somebody managed on a day, past something else, what is told: تمكن أمس بعد معارك من أسره."""
    start = reading.sentences[group.sentence].start
    managed = [c for c in within(reading.cued("managed"), start, date.start) if c.word_end > date.start - _SPEAKER]
    if not managed:
        return False
    managing = frozenset(reading.lexicon.prepositions.of("managed"))  # تمكن من, نجح في
    behind = (reading.text[date.end : hit.start].split()[-_LINKED:] for hit in group.hits if hit.start > date.end)
    return any(not managing.isdisjoint(words) for words in behind)


def _is_told_anew(reading: Reading, group: Group) -> bool:
    """Tell whether the words behind "after" are the news itself: هرع الأهالي فجر الجمعة بعد غارة أودت بحياة ثلاثة."""
    if len(group.hits) == 1 or group.hits[0].definite:
        return False
    first, second = group.hits[:2]
    return second.verbal and not reading.text[first.end : second.start].strip()


def _last_end(group: Group, offset: int) -> int:
    """Return where the last word of the event before an offset ends."""
    return max((hit.end for hit in group.hits if hit.start < offset), default=group.start)


def _is_of_saying(reading: Reading, date: DateHit, group: Group, speech: Speech) -> bool:
    """Tell whether a day is that on which somebody announced the event."""
    return _is_announced(reading, date, group, speech) or _is_announced_behind(reading, date, group, speech)


def _is_announced(reading: Reading, date: DateHit, group: Group, speech: Speech) -> bool:
    """Tell whether a day stands between a verb of announcing and what it announces: أعلن الجيش أمس مقتل جنديين."""
    following = next((hit for hit in group.hits if hit.start >= date.end), None)
    if following is None or any(hit.start < date.start for hit in group.hits):
        return False
    begin = max(reading.sentences[group.sentence].start, date.start - _SPEAKER)
    if _says_that(reading, date.end, following.start):
        verb = speech.said_before(begin, date.start) or speech.announced_before(begin, date.start)
        return verb is not None and _is_within_clause(reading, verb, date)
    verb = speech.announced_before(begin, date.start) or _judged_before(reading, begin, date.start, speech)
    if verb is None or not _is_within_clause(reading, verb, date):
        return _is_of_main_clause(reading, date, following) or _is_of_issue(reading, date, following)
    frame = speech.innermost(following.start, following.end)
    told = frame is not None and frame.rule_id.endswith(_NOUN)  # نفى أمس قصف: read as a verb, it is a noun there
    return told or not following.verbal


def _judged_before(reading: Reading, start: int, end: int, speech: Speech) -> int | None:
    """Return where the last verb of a speech act ends that tells and carries no event: وقع is signed, and befell."""
    verb = speech.judged_before(start, end)
    if verb is None or any(word.end == verb for word in within(reading.words, start, end)):
        return None  # هاجمت is criticised, and attacked
    carried = any(c.word_end == verb and c.payload.effect in _CARRYING for c in within(reading.cues, start, end))
    return None if carried else verb


def _is_within_clause(reading: Reading, verb: int, date: DateHit) -> bool:
    """Tell whether a day still belongs to a verb of saying: no event, no أن and no end of a sentence in between."""
    if any(sign in reading.text[verb : date.start] for sign in _SENTENCE_STOPS):
        return False
    return not within(reading.words, verb, date.start) and not _says_that(reading, verb, date.start)


def _is_of_main_clause(reading: Reading, date: DateHit, following: Hit) -> bool:
    """Tell whether a day is that of a verb whose object only names the event: عقد المجلس أمس جلسة لبحث الغارات.

    A verb of happening carries the noun behind it: تجددت أمس الاشتباكات, شهدت المدينة أمس في وسطها المواجهات.
    """
    between = reading.text[date.end : following.start].split()
    start = reading.sentences[following.sentence].start
    if following.shape != "noun" or not following.definite or not between:
        return False
    if within(reading.cued(_TOPIC), date.end, following.start):
        return True  # تلقى أمس اتصالا أعرب فيه عن إدانته للتفجير
    if any(p.role == "place" and p.relation for p in within(reading.places, date.end, following.start)):
        return False  # but a place that only tells whose (من ملك البحرين) carries no event
    if within(reading.words, start, date.start):
        return False
    return not any(c.payload.effect in _CARRYING for c in within(reading.cues, start, following.start))


def _is_of_issue(reading: Reading, date: DateHit, following: Hit) -> bool:
    """Tell whether a day is that on which somebody issued what tells of the event: نشر أمس بيانا أكد فيه مقتل قائد."""
    start = reading.sentences[following.sentence].start
    if not within(reading.cued("message"), date.end, following.start):
        return False
    return not any(c.payload.effect in _CARRYING for c in within(reading.cues, start, date.start))


def _says_that(reading: Reading, start: int, end: int) -> bool:
    return any(cue.payload.effect in _THAT for cue in within(reading.cues, start, end))


def _is_announced_behind(reading: Reading, date: DateHit, group: Group, speech: Speech) -> bool:
    """Tell whether a day ends the words of who tells the event, behind it: كما أعلنت الحكومة مساء الأحد."""
    last = max((hit.end for hit in group.hits if hit.start < date.start), default=None)
    if last is None or any(hit.start > date.end for hit in group.hits):
        return False
    verb = speech.announced_before(last, date.start)
    if verb is None or any(sign in reading.text[verb : date.start] for sign in _CLAUSE_STOPS):
        return False
    return not within(reading.words, verb, date.start)


def _is_of_message(reading: Reading, date: DateHit) -> bool:
    """Tell whether a day is that of a birth, a message or a picture before it: من مواليد سنة 1987, صور التقطت أمس.

    The pictures of a hospital that stands, taken on 31 October, do not date the raid that is denied.
    """
    for cue in within(reading.cues, date.start - _PICTURE, date.start):
        between = reading.text[cue.word_end : date.start]
        most = _OWN_DAYS.get(cue.payload.effect)
        if most is not None and len(between.split()) <= most and not set(between) & _PARTING:
            return not within(reading.words, cue.word_end, date.start)
    return False


def _is_measure(reading: Reading, date: DateHit) -> bool:
    """Tell whether a year or a month only measures: الأكثر دموية لهذا العام, the deadliest of this year."""
    return (date.precision or 0) >= _MONTH and reading.text[max(0, date.start - 1) : date.start + 1].strip()[:1] == "ل"
