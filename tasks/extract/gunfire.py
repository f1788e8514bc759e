"""Whose fire or charge is told to have hit: the doer stands in the genitive of what he fired, or of blowing up."""

from tasks.extract.phrases import Names, Phrase
from tasks.extract.reading import within

_BLAST, _NEXT = "blast", 3
_FIRE_OF = "con-fire-of"
_ACCUSATIVE, _ARTICLE = ("ا", "اً", "ًا"), "ال"


def owner_of_fire(names: Names) -> Phrase | None:
    """Return whose fire is the subject right behind a verb: قتل رصاص الجيش فلسطينيا, أودت نيران X بحياة طفل."""
    for cue in names.cues:
        if cue.payload.cue_id != _FIRE_OF or cue.proclitics:
            continue
        verbs = (h for h in names.group.hits if h.verbal and h.end <= cue.word_start)
        led = any(not names.words(h.end, cue.word_start) for h in verbs)
        phrase = names.first_after(cue.word_end, 0) if led else None
        if phrase is not None and not (names.particle(phrase) or _is_one_hit(names, phrase)):
            return phrase
    return None


def who_blew_up(names: Names) -> Phrase | None:
    """Return who stands in the genitive of blowing up, with what he blew up behind him: تفجير الفصائل نفقا."""
    reading = names.reading
    for hit in names.group.events:
        if hit.verbal or hit.event != _BLAST:
            continue
        phrase = names.first_after(hit.end, 0)
        if phrase is None or not phrase.armed or names.particle(phrase):
            continue
        behind = next(iter(within(reading.tokens, phrase.end, phrase.end + _NEXT)), None)
        if behind is None:
            continue
        thing = (reading.weapons, reading.objects)
        named = any(within(found, behind.start, behind.start + 1) for found in thing)
        if named or reading.text.endswith(_ACCUSATIVE, behind.start, behind.end):
            return phrase
    return None


def _is_one_hit(names: Names, phrase: Phrase) -> bool:
    """Tell whether a man without the article stands in the case of an object: أصاب رصاص جنديا."""
    first = names.text[phrase.start : phrase.end].split()[0]
    return first.endswith(_ACCUSATIVE) and not first.startswith(_ARTICLE)
