"""What shows that a word of an event is a verb with its object: "that he" before it, an accusative behind it."""

from tasks.extract.actor_kinds import ARMED
from tasks.extract.entities import EntityHit
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_ARTICLE, _OBJECT = "ال", "ا"
_HE = "نه"
_THEY = ("وا", "ون")
CLAUSE_ENDS = tuple("،,.؛")
_SENTENCE_ENDS = ".\n"
_RELATIVE_WORD, _THEY_WHO = 8, "con-relative-they"
_CLAUSE, _CLAUSE_STOPS = 120, "،؛.\n"  # characters in which a pronoun looks back, and what ends it
_ITS = ("ها", "هم", "هما", "هن")
_TOPIC = "mod-topic-condemned"
_CONDEMNER = 60  # characters from a verb of condemning to what is condemned
_NAME = 5  # words of the name of who condemns
_CLAUSES = frozenset({"that", "that-pronoun", "relative", "boundary", "when", "support"})
_STOPS = "،,.؛:"
_UPON = "con-upon"
_OF_WHOM = 6  # characters from a strike to the name behind ل
_OF_SIGNS = ' "«“\u0640'
_OF, _OF_THE = "ل", "لل"
_STRIKE = "strike"
_BESIDE = 3  # characters to the next word and its clitic
_NEXT = 24  # characters in which the word before stands
_AND, _REACH = "و", 60
_MANY = "ون"  # the nominative of many: a subject


def is_what_he_did(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a verb stands behind "that he", with what he hit: أعلن الجيش أنه قصف مواقع; not بأنه قصف مدفعي."""
    before = within(reading.cues, match.word_start - _BESIDE - _NEXT, match.word_start)
    told = [c for c in before if c.payload.effect == "that-pronoun"]
    if not told or match.proclitics or reading.text[told[-1].word_end : match.word_start].strip():
        return False
    if not reading.text[told[-1].word_start : told[-1].word_end].endswith(_HE):
        return False
    start, stop = match.word_end, match.word_end + _BESIDE
    behind = reading.text[start:stop].strip()
    things = (reading.objects, reading.numbers, reading.units, reading.places)
    named = any(within(found, start, stop) for found in things)
    return behind.startswith(_ARTICLE) or named


def is_condemned(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a word is what somebody condemns: دانت المنظمة قصف المتمردين لأحياء المدينة."""
    near = match.word_start - _CONDEMNER
    topics = [c for c in within(reading.cued("topic"), near, match.word_start) if c.payload.cue_id == _TOPIC]
    if match.proclitics or not topics:
        return False
    gap = reading.text[topics[-1].word_end : match.word_start]
    clauses = within(reading.cues, topics[-1].word_end, match.word_start)
    parted = any(c.payload.effect in _CLAUSES for c in clauses) or any(sign in gap for sign in _STOPS)
    return not parted and len(gap.split()) <= _NAME


def has_object(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether one man in the accusative follows a verb at once: إن قناصا قتل شرطيا; a subject would be شرطي."""
    end = match.word_end
    one = next((e for e in within(reading.entities, end, end + _BESIDE) if e.kind in ARMED), None)
    if one is None or reading.text[end : one.start].strip():
        return False
    word = one.text.split()[0]
    if word.startswith(_ARTICLE) or not word.endswith(_OBJECT):
        return False
    units = (unit.payload for unit in within(reading.units, one.start, one.start + 1))
    return any(unit.number == "singular" and reading.counts_persons(unit) for unit in units)


def names_somebody(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether people or a side follow a verb at once as its object: كانت قوات كذا اعتقلت قادة المجلس."""
    start, stop = match.word_end, match.word_end + _BESIDE
    people = [u for u in within(reading.units, start, stop) if reading.counts_persons(u.payload) and not u.proclitics]
    sides = [e for e in within(reading.entities, start, stop) if e.kind in ARMED or e.kind == "civilians"]
    starts = [*(u.word_start for u in people), *(e.start for e in sides)]
    return any(not reading.text[start:first].strip() for first in starts)


def counts_on(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a word and its number go on with the noun of a toll: مقتل أربعين من الجماعة وأسر ستة عشر."""
    end = match.word_end
    if match.proclitics != _AND or not any(n.start - end <= 1 for n in within(reading.numbers, end, end + _BESIDE)):
        return False
    told = next(iter(within(reading.words, match.word_start - _REACH, match.word_start)[-1:]), None)
    if told is None or told.payload.kind != "noun" or not isinstance(told.payload, Casualty):
        return False
    return not any(sign in reading.text[told.word_end : match.word_start] for sign in _STOPS)


def ends_clause(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a verb closes its sentence, or in the plural its clause: قتلوا، وفقد 15; not قتلوا، أمس، رجلا."""
    end = match.word_end
    if match.payload.tense == "perfect" and (end >= len(reading.text) or reading.text[end] in _SENTENCE_ENDS):
        return True  # الشخص الذي طعن شرطيا قتل.
    if not reading.shadow.norm.endswith(_THEY, 0, reading.shadow.at(end)):
        return False
    return reading.text[end : end + 1] in CLAUSE_ENDS and not within(reading.dates, end, end + _BESIDE)


def _is_described(reading: Reading, end: int) -> bool:
    """Tell whether an adjective without the article follows a word at once, and "of" behind it: قصف مكثف للجيش."""
    told = next(iter(within(reading.cued("describes"), end, end + _BESIDE)), None)
    if (
        told is None
        or told.proclitics
        or reading.text.startswith(_ARTICLE, told.start)
        or within(reading.objects, told.word_start, told.word_end)
    ):
        return False  # قصف مركزا
    touching = not reading.text[end : told.word_start].strip()
    return touching and reading.text[told.word_end :].lstrip().startswith(_OF)


def is_led_on(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether "of" or "upon" follows a strike at once, which a verb cannot take: قصف لقوات كذا على البلدة."""
    if not isinstance(match.payload, Trigger) or match.payload.event != _STRIKE:
        return False
    end = match.word_end
    if _is_described(reading, end):
        return True  # قصف مكثف للجيش
    if any(c.payload.cue_id == _UPON and c.word_start - end <= 1 for c in within(reading.cues, end, end + _BESIDE)):
        return True
    named = next(iter(within(reading.entities, end, end + _OF_WHOM)), None)
    if named is None:
        return False
    led = reading.text[end : named.start].strip(_OF_SIGNS)
    return led == _OF or (not led and reading.text.startswith(_OF_THE, named.start))


def is_who_did_it(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether who or what a relative tells of killed those counted behind it: المسلح الذي قتل سبعة مصلين.

    Not where a pronoun looks back: الحي الذي قتل سبعة من سكانه.
    """
    near = within(reading.cues, match.word_start - _RELATIVE_WORD, match.word_start)
    told = [c for c in near if c.payload.effect == "relative" and c.payload.cue_id != _THEY_WHO]
    if not told or reading.text[told[-1].word_end : match.word_start].strip():
        return False
    counted = next(iter(within(reading.counts, match.word_end, match.word_end + _BESIDE)), None)
    return counted is not None and reading.counts_persons(counted.unit) and not looks_back(reading, counted.end)


def looks_back(reading: Reading, start: int) -> bool:
    """Tell whether a pronoun in the rest of a clause stands for what a relative tells of: أحياءها, خلالها, منه."""
    ends = [at for sign in _CLAUSE_STOPS if (at := reading.text.find(sign, start, start + _CLAUSE)) >= 0]
    end = min(ends, default=start + _CLAUSE)
    led = bool(within(reading.cued("looks-back"), start, end))
    return led or any(word.endswith(_ITS) for word in reading.text[start:end].split())


def counts_others(reading: Reading, actor: EntityHit) -> bool:
    """Tell whether a number right behind many in the nominative counts those they hit: خطف مسلحون ثلاثة صينيين.

    Three gunmen are ثلاثة مسلحين; where no noun follows the number, it may still be theirs.
    """
    if not reading.text.endswith(_MANY, actor.start, actor.end):
        return False
    number = next(iter(within(reading.numbers, actor.end, actor.end + _BESIDE)), None)
    if number is None or number.proclitics or reading.text[actor.end : number.start].strip():
        return False
    word = next(iter(within(reading.tokens, number.end, number.end + _BESIDE)), None)
    if word is None or (number.low or 0) <= 1 or reading.text[number.end : word.start].strip():
        return False
    return not word.norm.startswith((_ARTICLE, _AND)) and not within(reading.cues, word.start, word.end)
