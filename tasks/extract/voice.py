"""Whether a word of an event or a toll is a noun, a verb or a passive at its place.

قصف is "shelled" or "the shelling", قتل "killed", "was killed" or "the killing of": spelling does not tell, the
neighbours do.
"""

from collections.abc import Sequence

from tasks.extract.actor_kinds import ARMED, FORCES
from tasks.extract.entities import EntityHit
from tasks.extract.following import is_behind_aircraft, names_aircraft
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.noun_signs import VERBAL, is_masdar, may_be_verb, stands_as_noun
from tasks.extract.reading import Reading, within
from tasks.extract.second_people import second_people
from tasks.extract.taken_ships import acts_on_ship
from tasks.extract.voice_gaps import is_one_behind_place, parted, without_dates
from tasks.extract.voice_signs import CLAUSE_ENDS, counts_others, ends_clause, has_object, is_who_did_it, names_somebody
from tasks.text.match import Match
from tasks.text.numbers import Unit

_MEANING = "ب"
_MEANS = frozenset({"ب", "بال"})  # by: a blow that killed
_ARTICLE = "ال"
_HAD = "قد"
_AND, _WITH = "و", "مع "
_FEMININE = "ة"
_FEMININES = (_FEMININE, "تان", "ات")
_ACCUSATIVE = ("ا", "اً", "ًا")
_DAMMA = "\u064f"
_BESIDE = 3  # characters to the next word and its clitic
_NEXT = 24  # characters in which the word after a verb begins
_SHE, _THEY, _THEY_DO = "ت", "وا", "ون"
_OF_MEN, _DOING = "con-of-them", "con-support-doing"
_WOMEN = frozenset({"woman", "child"})
_QUOTES = " \"'«»“”"
_PAUSES = " ،,"
_REACH = 60  # characters in which the first noun phrase after a verb begins
_STRIKE, _ARRESTS = "strike", "arrests"
_OFFICES = FORCES | {"government"}  # اعتقلت السلطات فلانا
_ACTING = ARMED | {"ministry"}  # اعتقلت وزارة الداخلية ثلاثة أشخاص
_PARTING = frozenset({"in", "cause", "by", "wounding", "aboard", "when"})
_NEW_CLAUSE = frozenset({"boundary", "when"})


def find_shape(matches: tuple[Match[Trigger | Casualty], ...], reading: Reading) -> str:
    """Return the one kind among the payloads' kinds that the place allows; empty where none is."""
    kinds = {match.payload.kind for match in matches}
    verbs, nouns = kinds & VERBAL, kinds - VERBAL
    first = matches[0]
    if verbs and not may_be_verb(first):
        verbs = set()
    if verbs and nouns and stands_as_noun(first, reading):
        verbs = set()
    if not verbs:
        return min(nouns, default="")
    if not nouns and is_masdar(first, reading):
        return "noun"
    if len(verbs) == 1:
        return verbs.pop()
    if "result" in verbs:  # أسقط: the air defence downs a drone, a blast leaves victims
        stop = first.word_end + _REACH
        drones = bool(within(reading.cued("drone"), first.word_end, stop))
        told = bool(first.suffix) and is_behind_aircraft(reading, first.word_start)
        told = told or names_aircraft(reading, first.word_end, stop)
        return "verb" if drones or told or bool(within(reading.weapons, first.word_end, stop)) else "result"
    passive = next(match for match in matches if match.payload.kind == "passive")  # ضربت: struck, and laid siege
    return "passive" if _is_passive(passive, reading) else "verb"


def _is_passive(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether the subject of a verb is the one hit: a person or a number follows, and nobody armed acts."""
    if _DAMMA in reading.text[match.start : match.end][1:3]:
        return True
    if match.suffix or _is_hardly_passive(match) or _takes_of_them(match, reading):
        return False  # "the army shelled" and "was shelled" are written alike; the second is rare without a vowel
    if _force_before(match, reading) or _organ_before(match, reading):
        return False
    if ends_clause(match, reading) or _lacks_object(match, reading):
        return True
    if _is_of_many(match, reading) or is_who_did_it(match, reading):
        return False
    told = (
        has_object(match, reading)
        or acts_on_ship(reading, match.word_end, match.word_end + _REACH)
        or _body_follows(match, reading)
        or _disagrees(match, reading)
    )
    return not (told or _acts(match, reading) or second_people(reading, match.word_end) is not None)


def _is_hardly_passive(match: Match[Trigger | Casualty]) -> bool:
    """Tell whether a word is a strike, or an assault in the present: in the past هاجم is spelt otherwise (هوجم)."""
    if not isinstance(match.payload, Trigger):
        return False
    return match.payload.event == _STRIKE or (match.payload.event == "assault" and match.payload.tense == "imperfect")


def _is_of_many(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a verb of several has its object right behind it: قبل أن يهاجموا مركز الشرطة."""
    end = match.word_end
    if not reading.text.endswith((_THEY, _THEY_DO), match.start, end):
        return False
    things = within(reading.objects, end, end + _BESIDE)
    return names_somebody(match, reading) or any(not reading.text[end : thing.start].strip() for thing in things)


def _force_before(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a whole force right before a verb in the feminine did it: قوات كذا قتلت منذ الجمعة 11 مدنيا.

    A time may part the verb from those it killed; a force as a whole is not killed, its men are.
    """
    if match.proclitics or reading.shadow.norm[reading.shadow.at(match.word_end) - 1] != _SHE:
        return False
    named = within(reading.entities, match.word_start - _REACH, match.word_start)
    if not named or named[-1].kind not in FORCES or named[-1].rule_id.startswith("member"):
        return False
    if reading.text[named[-1].end : match.word_start].strip(_QUOTES) not in {"", _HAD}:
        return False
    stop = reading.sentences[reading.sentence_at(match.start)].end
    words = within(reading.words, match.word_end, stop)
    until = min(stop, words[0].start if words else stop)
    counted = any(reading.counts_persons(count.unit) for count in within(reading.counts, match.word_end, until))
    return counted or names_somebody(match, reading)


def _organ_before(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether planes or troops that are told as somebody's did it: إن قواته، ضربت; not إن مقاتليه قتلوا."""
    organs = within(reading.cued("organ"), match.word_start - _REACH, match.word_start)
    if not organs or reading.text[organs[-1].word_end : match.word_start].strip(_PAUSES):
        return False
    return not match.proclitics and reading.shadow.norm[reading.shadow.at(match.word_end) - 1] == _SHE


def _lacks_object(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether no noun follows a verb that needs one: ضابط قتل في انفجار, قتلوا على متن عربة."""
    end = _behind_adverb(match.word_end, reading)
    if end != match.word_end and (end >= len(reading.text) or reading.text[end] in CLAUSE_ENDS):
        return True  # كانوا ثلاثة قتلوا جميعا.
    cues = within(reading.cues, end, end + _BESIDE)
    parting = _PARTING | {"preposition"} if isinstance(match.payload, Casualty) else _PARTING
    if any(c.payload.effect in parting and c.word_start - end <= 1 for c in cues):
        return True
    words = within(reading.words, end, end + _BESIDE)
    if any(reading.text.startswith(f" {form} ", end) for form in reading.lexicon.prepositions.of("either")):
        return True  # قتلوا أو اعتقلوا في عمليات
    if isinstance(match.payload, Casualty) and _falls_by_arms(end, reading):
        return True
    means = (w for w in words if w.proclitics in _MEANS and w.word_start - end <= 1)
    if any(isinstance(w.payload, Trigger) and w.payload.kind == "noun" for w in means):
        return True  # الذين قتلوا بقصف مدفعي
    return any(w.proclitics.startswith("و") and w.payload.kind in VERBAL for w in words)


def _falls_by_arms(end: int, reading: Reading) -> bool:
    """Tell whether a weapon with "by" follows a toll at once, and nobody whom it hit: جنود أتراك قتلوا أمس بصاروخ."""
    arms = within(reading.weapons, end, end + _BESIDE)
    if not arms or reading.text[end : arms[0].start].strip() != _MEANING:
        return False
    last = arms[0].end
    people = [u for u in within(reading.units, last, last + _BESIDE) if reading.counts_persons(u.payload)]
    return not people and not within(reading.numbers, last, last + _BESIDE)


def _behind_adverb(end: int, reading: Reading) -> int:
    """Return the end of an adverb of time behind a verb: ستة قتلوا ليلا في غارة, القوات قتلت في 14 يوليو ثلاثة."""
    day = next(iter(within(reading.dates, end, end + _NEXT)), None)
    led = reading.text[end : day.start].split() if day is not None else []
    if day is not None and (not led or (len(led) == 1 and led[0] in reading.lexicon.prepositions.of("inner"))):
        return day.end
    told = [c for c in within(reading.cues, end, end + _BESIDE) if c.payload.effect == "adverb"]
    return told[0].word_end if told and told[0].word_start - end <= 1 else end


def _body_follows(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a force as a whole follows at once: قتلت قسد kills; who is killed are its men (مقاتلو, جنود)."""
    named = within(reading.entities, match.word_end, match.word_end + _NEXT)
    acting = _OFFICES if isinstance(match.payload, Trigger) and match.payload.event == _ARRESTS else FORCES
    if not named or named[0].kind not in acting or reading.text[match.word_end : named[0].start].strip(_QUOTES):
        return False
    if named[0].rule_id.startswith("member"):
        return False
    first = within(reading.units, named[0].start, named[0].start + len(_ARTICLE) + 1)
    return not any(reading.counts_persons(unit.payload) for unit in first)


def _disagrees(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a verb in the feminine is followed by men: اعتقلت 12 شخصا arrests, for they would be اعتقل."""
    if match.payload.tense != "perfect" or reading.shadow.norm[reading.shadow.at(match.word_end) - 1] != _SHE:
        return False
    people = within(reading.units, match.word_end, match.word_end + _NEXT)
    if not people or not reading.counts_persons(people[0].payload):
        return False
    number = within(reading.numbers, match.word_end, people[0].start)
    gap = reading.text[match.word_end : people[0].start]
    counted = number and not reading.text[match.word_end : number[0].start].strip()
    return bool((counted or not gap.strip()) and not _is_feminine(people[0], reading))


def _takes_of_them(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether some of men told before are the object of a verb: طاردت الشرطة المسلحين وقتلت اثنين منهم.

    Who falls would be told by قتل اثنان منهم: a verb of one woman or of many has them for its object.
    """
    end = match.word_end
    number = next(iter(within(reading.numbers, end, end + _BESIDE)), None)
    led = number is not None and not reading.text[end : number.start].strip()
    if number is None or not led or not reading.text.endswith((_SHE, _THEY), match.start, end):
        return False
    among = within(reading.cued("among"), number.end, number.end + _BESIDE)
    return any(c.payload.cue_id == _OF_MEN and not reading.text[number.end : c.word_start].strip() for c in among)


def _is_feminine(person: Match[Unit], reading: Reading) -> bool:
    """Tell whether a word for people may stand behind a verb in the feminine: أم, طفلتان, ممرضة."""
    told = reading.lexicon.unit_meanings[person.payload.unit_id].victim_class
    return told in _WOMEN or reading.text[person.start : person.end].endswith(_FEMININES)


def _acts(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether somebody armed is the subject: before the verb, or behind it with another person behind him."""
    stop = min(match.word_end + _REACH, reading.sentences[reading.sentence_at(match.start)].end)
    people = [u for u in within(reading.units, match.word_end, stop) if reading.counts_persons(u.payload)]
    actors = [e for e in within(reading.entities, match.word_end, stop) if e.kind in _ACTING]
    first_person = people[0].start if people else stop
    first_actor = actors[0].start if actors else stop
    counted = _number_between(reading, match.word_end, min(first_person, first_actor))
    if actors and not counted and _has_object_behind(reading, actors[0], people):
        return True
    if not actors or counted or first_actor > first_person:
        return _has_subject_before(match, reading)
    # "killed the army three gunmen": a second noun phrase follows the armed one at once
    rest = [u for u in people if u.start >= actors[0].end]
    between = within(reading.words, actors[0].end, rest[0].word_end) if rest else ()  # بعد مهاجمة: no woman who attacks
    if not rest or any(word.end <= rest[0].word_end for word in between):
        return False
    of_them = (f"{form} " for form in reading.lexicon.prepositions.of("partitive"))
    if reading.text[actors[0].end : rest[0].word_start + 1].strip().startswith((_AND, _WITH, *of_them)):
        return False  # قتل قائد في الجيش وثلاثة من جنوده, قتل جنديان من الجيش: they fell
    cues = within(reading.cues, actors[0].end, rest[0].word_start)
    if any(c.payload.effect == "by" or c.payload.cue_id == _DOING for c in cues):
        return False  # قتل جندي عراقي برصاص مسلحين, قتل جنديان إثر قيام مسلحين بكذا: the second did it
    start, end = actors[0].end, rest[0].start
    gap = reading.text[start:end]
    told = not (parted(gap) and parted(without_dates(reading, start, end)))
    return told or is_one_behind_place(reading, start, rest[0])


def _has_object_behind(reading: Reading, actor: EntityHit, people: Sequence[Match[Unit]]) -> bool:
    """Tell whether one person, or a number, stands right behind a side as an object: قتل قناص من قوات النظام مدنيا.

    Behind one man the number is that of those he hit: قتل مسلح ثلاثة في كنيسة; not مسلحون ثلاثة, who fell.
    """
    unit = next((unit for unit in people if unit.start >= actor.end), None)
    if _is_one(actor, people) and _is_number_behind(reading, actor.end):
        return True
    if counts_others(reading, actor):
        return True
    if unit is None or unit.proclitics or reading.text[actor.end : unit.start].strip():
        return False
    return unit.payload.number == "singular" and reading.text[unit.start : unit.word_end].endswith(_ACCUSATIVE)


def _is_one(actor: EntityHit, people: Sequence[Match[Unit]]) -> bool:
    return any(unit.start == actor.start and unit.payload.number == "singular" for unit in people)


def _is_number_behind(reading: Reading, end: int) -> bool:
    number = next(iter(within(reading.numbers, end, end + _BESIDE)), None)
    if number is None or number.proclitics or reading.text[end : number.start].strip():
        return False
    return (number.low or 0) > 1


def _number_between(reading: Reading, start: int, end: int) -> bool:
    return bool(within(reading.numbers, start, end))


def _has_subject_before(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether an actor or an event noun stands right before the verb and is its subject."""
    start = max(match.word_start - _REACH, reading.sentences[reading.sentence_at(match.start)].start)
    if match.proclitics.startswith(("و", "ف")):
        return False
    clauses = [c.word_end for c in within(reading.cues, start, match.word_start) if c.payload.effect in _NEW_CLAUSE]
    start = max([start, *clauses])  # اعتقل الجيش 18 مسلحا بينما قتل آخر
    for word in within(reading.words, start, match.word_start):
        if (
            isinstance(word.payload, Trigger)
            and word.payload.kind == "noun"
            and not parted(reading.text[word.end : match.word_start])
        ):
            return True
    return any(
        entity.kind in ARMED and not parted(reading.text[entity.end : match.word_start])
        for entity in within(reading.entities, start, match.word_start)
    )
