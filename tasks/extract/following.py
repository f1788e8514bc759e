"""What stands beside a word: people or their number, munitions. Some words tell an event before these alone."""

from tasks.extract.actor_kinds import ARMED, FORCES
from tasks.extract.detachments import detachment_start
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.text.match import Match
from tasks.text.numbers import Unit

PEOPLE = "people"  # a number of people right behind a word, or behind its subject
_COMMAS = "،,"
_NATION = "-people"  # ends the id of a people: actor:sy-people
_AND = "وف"
_FREE = frozenset({"", "ال"})  # what may be written onto an object
_NEXT = 3  # characters to the next word
_BY = "ب"
_STOPS = ".؛\n"
_CAUSE = "cause"
_TWO = "تين"  # two things, or two women whom a list of units knows
_OF_COUNTRY = "يين"  # two things of a country: زورقين كويتيين
_CAUSES = frozenset({_CAUSE, "in"})
_BLOWS = frozenset(
    (
        *("air-drone-strike", "shelling", "remote-explosive", "suicide-bomb", "grenade", "chemical-weapon", "attack"),
        *("armed-clash", "strike", "assault", "blast"),
    )
)
_CELL = "cell"
_FLOWN = "air-drone-strike"  # what words of aircraft make of an attack
_DOWNER = 4  # words of who shoots an aircraft down, and when
_ITS = 3  # words of whose an aircraft is and of a pronoun, before the verb that tells of it
_THEY = ("وا", "ون")
_MANNERS = frozenset({"in", "cause"})  # خلال حملة أمنية, بعد مطاردة طويلة
_BEFALLING = frozenset({"abduction", "arrests", "attack", "killing"})
_MANNER = 4  # words that say how somebody was taken
_OF = "من"
_PREPOSED = ("في ", "ب", "من ", "على ", "قرب ")
_SUBJECTS = ("ان", "ون")
_OBLIQUE = ("ين", "ا", "ي")  # endings of an object
_TAKERS = ARMED | {"ministry", "government"}
GROUND = frozenset(
    (
        *("object:air-base", "object:airport", "object:base", "object:border-post", "object:bridge", "object:building"),
        *("object:checkpoint", "object:court", "object:crossing", "object:dam", "object:government-building"),
        *("object:hq", "object:media-office", "object:military-site", "object:police-station", "object:port"),
        *("object:positions", "object:prison", "object:training-camp"),
    )
)
"""What stands on the ground and is taken with it; arms and convoys are seized."""
REACH = 60  # characters in which the first noun phrase after a verb begins


def munition_near(reading: Reading, start: int, stop: int) -> bool:
    """Tell whether shells, missiles or bombs are named in a span."""
    meanings = reading.lexicon.unit_meanings
    return any(meanings[u.payload.unit_id].measure == "munitions" for u in within(reading.units, start, stop))


def names_aircraft(reading: Reading, start: int, stop: int) -> bool:
    """Tell whether an aircraft is named in a span, few words behind its start: أسقط الجيش الأوكراني طائرة روسية."""
    told = (c for c in within(reading.cues_of("refine"), start, stop) if c.payload.effect == _FLOWN)
    return any(len(reading.text[start : c.word_start].split()) <= _DOWNER for c in told)


def is_behind_aircraft(reading: Reading, at: int) -> bool:
    """Tell whether an aircraft, with whose it is, stands before a verb that tells of it: مروحية للجيش أسقطها مسلحون."""
    start = max(reading.sentences[reading.sentence_at(at)].start, at - REACH)
    ends = [w.end for w in within(reading.weapons, start, at)]
    ends += [c.word_end for c in within(reading.cues_of("refine"), start, at) if c.payload.effect == _FLOWN]
    return bool(ends) and len(reading.text[max(ends) : at].split()) <= _ITS


def holds_thing(reading: Reading, end: int) -> bool:
    """Tell whether a force and a thing that it seized stand behind a noun of holding: احتجاز البحرية سفينتين."""
    holder = next((e for e in within(reading.entities, end, end + _NEXT) if e.kind in FORCES), None)
    if holder is None:
        return False
    if within(reading.objects, holder.end, holder.end + _NEXT):
        return True
    pair = within(reading.tokens, holder.end, holder.end + REACH)[:2]
    if not pair or any(reading.counts_persons(u.payload) for u in within(reading.units, pair[0].start, pair[0].end)):
        return False
    return pair[0].norm.endswith(_TWO) or (pair[0].norm.endswith(_TWO[1:]) and pair[-1].norm.endswith(_OF_COUNTRY))


def falls_to_violence(reading: Reading, end: int) -> bool:
    """Tell whether a blow by its noun is told as the cause of a death: توفي شاب بانفجار لغم, وفاة ثلاثة إثر غارة."""
    for word in within(reading.words, end, end + REACH):
        blow = isinstance(word.payload, Trigger) and word.payload.kind == "noun" and word.payload.event in _BLOWS
        if not blow or any(sign in reading.text[end : word.word_start] for sign in _STOPS):
            continue
        led = [c for c in within(reading.cues, end, word.word_start) if c.payload.effect in _CAUSES]
        first = next((c for c in led if c.payload.effect == _CAUSE), led[-1] if led else None)
        by = word.proclitics.startswith(_BY) and (first is None or first.payload.effect != _CAUSE)
        return by or (first is not None and not reading.text[first.word_end : word.word_start].strip())
    return False


def takes_people(reading: Reading, end: int) -> bool:
    """Tell whether people or their number stand behind a word, next to it or to who took them: إيقاف سبعة عناصر.

    أوقفت الشرطة أمس سبعة أشخاص arrests, and so does أوقف الجيش في البلدة ثلاثة شبان; إيقاف الحرب على المدنيين does not.
    A cell is people as well: ضبط خلية إرهابية.
    """
    if _is_cell(reading, end):
        return True
    if _act_on_thing(reading, end):
        return False
    taken = behind_taker(reading, end)
    if _is_cell(reading, taken) or _people_at(reading, taken):
        return True
    if taken == end:
        return False
    place = next(iter(within(reading.places, taken, taken + REACH)), None)
    if place is not None and not bare_words(reading, taken, place.start) and _people_at(reading, place.end):
        return True
    return _are_counted_behind_manner(reading, taken)


def _are_counted_behind_manner(reading: Reading, start: int) -> bool:
    """Tell whether a number of people stands behind what says how they were taken: أوقف في عملية منفصلة ثلاثة أشخاص.

    Behind a word of violence they are those whom it befell: أوقفت الشرطة بعد مقتل شابين رجلا.
    """
    led = next((c for c in within(reading.cues, start, start + _NEXT) if c.payload.effect in _MANNERS), None)
    count = next(iter(within(reading.counts, start, start + REACH)), None)
    if led is None or count is None or not reading.counts_persons(count.unit):
        return False
    gap = reading.text[led.word_end : count.start]
    between = gap.split()
    if not 0 < len(between) <= _MANNER or any(sign in gap for sign in (*_STOPS, *_COMMAS)):
        return False
    before = within(reading.words, led.word_end, count.start)[-1:]
    befell = any(not reading.text[w.word_end : count.start].strip() and _befalls(w.payload) for w in before)
    return not (
        befell or any(c.payload.effect == "preposition" for c in within(reading.cues, led.word_end, count.start))
    )


def _befalls(word: Trigger | Casualty) -> bool:
    """Tell whether a word is one of what befalls people: مقتل, خطف; not عملية."""
    return isinstance(word, Casualty) or word.event in _BEFALLING


def _act_on_thing(reading: Reading, end: int) -> bool:
    """Tell whether people in the case of a subject follow a verb, with the thing they hit: أحرق مهاجمان منزلا."""
    unit = next(iter(within(reading.units, end, end + _NEXT)), None)
    if unit is None or unit.proclitics or not reading.text[unit.start : unit.word_end].endswith(_SUBJECTS):
        return False
    things = within(reading.objects, unit.word_end, unit.word_end + REACH)
    gap = (reading.text[unit.word_end : thing.start] for thing in things)
    return any(not words.endswith(" و") and not any(sign in words for sign in _STOPS) for words in gap)


def _people_at(reading: Reading, end: int) -> bool:
    """Tell whether people or their number stand at an offset."""
    number = next(iter(within(reading.numbers, end, end + _NEXT)), None)
    first = number.end if number is not None else end
    people = (e for e in within(reading.entities, first, first + _NEXT) if e.entity_id.endswith(_NATION))
    if any(not reading.text[first : e.start].strip() for e in people):
        return True  # أوقفت المخابرات سوريين اثنين, طالت الحملة خمسة عشر فلسطينيا
    if number is not None and within(reading.cued("ground"), first, first + _NEXT):
        return False  # حرروا خمس مديريات من الحوثيين
    unit = next((u for u in within(reading.units, end, end + REACH) if not _is_of_day(reading, u.start)), None)
    if unit is None or not reading.counts_persons(unit.payload) or _heads_area(reading, unit.start):
        return False
    counted = within(reading.numbers, end, unit.start + 1)
    if counted and reading.text[counted[-1].end : unit.word_start].strip() == _OF:
        return not bare_words(reading, end, counted[-1].start)  # ذبحوا 15 من سكانها
    if reading.text[counted[-1].end : unit.word_start].strip() if counted else _is_led(unit):
        return False  # إيقاف ست قنوات تلفزيونية بعد معارك مع الحوثيين; تحريرها لآخر معقل
    first = min(unit.word_start, counted[-1].start) if counted else unit.word_start
    return not bare_words(reading, end, first)


def _is_led(unit: Match[Unit]) -> bool:
    return unit.proclitics.lstrip(_AND) not in _FREE


def _is_cell(reading: Reading, end: int) -> bool:
    """Tell whether a band that is taken as a whole stands next to a word, with who took it between or not."""
    cell = next(iter(within(reading.cued(_CELL), end, end + _NEXT)), None)
    return cell is not None and not bare_words(reading, end, cell.word_start)


def is_taken_cell(reading: Reading, end: int, offset: int) -> bool:
    """Tell whether a side is that of a cell that is taken, right behind the word: ضبط خلية تابعة لتنظيم كذا."""
    return _is_cell(reading, end) and offset >= end


def _heads_area(reading: Reading, offset: int) -> bool:
    """Tell whether a word heads the name of an area: تحرير محافظة كذا; a governor, محافظ, is spelt alike."""
    return any(c.payload.effect == "area" and c.start == offset for c in within(reading.cues, offset, offset + 1))


def _is_of_day(reading: Reading, offset: int) -> bool:
    """Tell whether a word belongs to a day: أوقفت الشرطة اليوم سبعة أشخاص counts people, not days."""
    return any(day.end > offset for day in within(reading.dates, offset - REACH, offset + 1))


def behind_taker(reading: Reading, end: int) -> int:
    """Return where the object of a verb may begin: behind the force that stands right behind it."""
    takers = [e for e in within(reading.entities, end, end + REACH) if e.kind in _TAKERS]
    if not takers:
        return end
    branch = within(reading.cued("branch"), end, takers[0].start)
    first = branch[0].word_start if branch else detachment_start(reading, takers[0].start)  # أوقفت مخابرات الجيش
    return takers[0].end if not bare_words(reading, end, first) else end


def counts_people(reading: Reading, end: int) -> bool:
    """Tell whether a number of people stands right behind a word or its subject: سقط عشرة جنود; not سقط 7 جرحى."""
    for first in (end, behind_taker(reading, end)):
        count = next(iter(within(reading.counts, first, first + REACH)), None)
        if count is not None and not bare_words(reading, first, count.start):
            return reading.lexicon.unit_meanings[count.unit.unit_id].measure == "persons"
    return False


def bare_words(reading: Reading, start: int, end: int) -> list[str]:
    """Return the words of a span that tell no day and no hour: مساء الثلاثاء."""
    text = reading.text[start:end]
    if not text.strip():
        return []  # most words stand side by side: no day is looked for
    spans = [(day.start, day.end) for day in within(reading.dates, start, end)]
    spans += [(c.word_start, c.word_end) for c in within(reading.cues, start, end) if c.payload.effect == "adverb"]
    for first, last in spans:
        text = text.replace(reading.text[first:last], " ")
    for comma in _COMMAS:
        text = text.replace(comma, " ")  # quicker than `translate`, which asks for every letter
    return text.split()


def has_own_subject(reading: Reading, end: int) -> bool:
    """Tell whether a force stands right behind a verb, and its object behind it: وقصفت قوات النظام قرية الفطيرة.

    Without an object the force may be what was hit: نفذتها الحركة واستهدفت الشرطة في كابول.
    """
    named = next(iter(within(reading.entities, end, end + _NEXT)), None)
    if named is None or named.kind not in FORCES or reading.text[end : named.start].strip():
        return False
    hit = next(iter(within(reading.places, named.end, named.end + _NEXT)), None)
    if hit is None or reading.text[named.end : hit.start].strip() or reading.text.startswith(_PREPOSED, hit.start):
        return False
    plural = reading.shadow.norm.endswith(_THEY, 0, reading.shadow.at(end))
    return not (plural or named.text.split()[0].endswith(_OBLIQUE))
