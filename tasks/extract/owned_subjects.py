"""Whose weapon, patrol or tanks are the subject of a verb, and whether an object stands behind its subject."""

from tasks.extract.hits import Hit
from tasks.extract.phrases import Names, Phrase
from tasks.extract.reading import within
from tasks.extract.second_people import second_people
from tasks.extract.struck import is_shot_down
from tasks.extract.verb_forms import is_she

_FIRE = "gunfire"
_FAR = 7  # words between a subject and its verb
_NEXT = 3  # characters to the word behind a verb
_TO = "ل"


def owner_of_weapon(names: Names, end: int) -> Phrase | None:
    """Return whose weapon is the subject behind a verb: قصفت راجمة صواريخ تابعة لقوات X."""
    phrase = names.first_after(end, _FAR)
    if phrase is None:
        return None
    weapon = names.weapon_of(phrase)
    weapon = names.weapon_with(end, phrase) if weapon is None else weapon
    if weapon is not None and not names.words(end, weapon):
        return None if is_shot_down(names.reading, names.group, end, phrase.end) else phrase
    if _patrols(names, end, phrase):
        return phrase
    return phrase if _rides(names, end, phrase) else None


def _patrols(names: Names, verb: int, phrase: Phrase) -> bool:
    """Whether a patrol and its side behind ل are the subject of a verb with an object: اعتقلت دورية لقسد طفلا."""
    hit = next((h for h in names.group.hits if h.end == verb), None)
    part = next(iter(within(names.reading.cued("detachment"), verb, phrase.start)), None)
    if hit is None or part is None or names.text[verb : part.word_start].strip():
        return False
    near = names.words(part.word_end, phrase.start) <= 1 and names.particle(phrase) == _TO
    return near and has_second(names, phrase, hit)


def _rides(names: Names, verb: int, phrase: Phrase) -> bool:
    """Whether a vehicle and whose it is are the subject of a verb with an object: قصفت دبابات الجيش بلدة كذا."""
    hit = next((h for h in names.group.hits if h.end == verb), None)
    ridden = next(iter(within(names.reading.weapons, verb, phrase.end)), None)
    if hit is None or ridden is None or not is_she(names.reading, hit):
        return False
    bare = names.text[verb : ridden.start].strip() or names.text[ridden.end : phrase.start].strip()
    parted = is_parted_in(names, phrase.end, phrase.end + _NEXT + 1)  # استهدفت دبابات الجيش في بلدة كذا
    return not bare and not parted and has_second(names, phrase, hit)


def has_second(names: Names, first: Phrase, hit: Hit) -> bool:
    """Whether a verb has an object behind its subject: the fire that was opened, a place, a thing or another."""
    if _FIRE in hit.needs:
        return True
    hits = [h.start for h in names.group.hits if h.start >= first.end]
    stop = min([names.group.end, *hits])
    if second_people(names.reading, hit.end) is not None:
        return True
    told = (names.phrases, names.reading.objects)
    starts = [item.start for found in told for item in within(found, first.end, stop)]
    starts += [place.name_start for place in within(names.reading.places, first.end, stop)]
    if _heads_place(names, first.end):
        return True
    return any(not is_parted_in(names, first.end, start) for start in starts)


def _heads_place(names: Names, end: int) -> bool:
    """Whether a word for a village or a quarter stands right behind a name: هاجم عشرون مسلحا قرية في بورنو."""
    token = next(iter(within(names.reading.tokens, end, end + _NEXT)), None)
    cues = names.reading.lexicon.gazetteer.cues
    return token is not None and bool(cues.value("class", token.norm))


def is_parted_in(names: Names, start: int, end: int) -> bool:
    """Whether a preposition stands between two offsets: what follows is where it was, nobody's object."""
    return names.has({"in", "preposition"}, start, end)
