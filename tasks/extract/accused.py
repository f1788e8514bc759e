"""Who is charged with a blow: اتهم موسكو بقصف البلدة, حملت الحكومة الحوثيين مسؤولية القصف."""

from tasks.extract.lexicon import Cue
from tasks.extract.phrases import Names, Phrase
from tasks.extract.reading import within
from tasks.text.match import Match

_WORD = 24  # characters of a long word
_NEAR = 4  # words between a word of a toll and who fell
_FATE = frozenset({"killed", "injured"})
_KILLING = "cas-killing"  # اتهم الجيش المسلحين بقتل مدنيين في قصف
_SIGNS = ' "«»“”()'
_WITH = "ب"
_STOPS = "،؛.؟!\n"
_THEIRS = ("ه", "ها", "هم", "هما")  # لقي ضابط من X مصرعه بعبوة
BLAMED, CHARGED = "agent-blamed", "agent-charged"
"""Rules of a doer whom somebody accuses: of a deed told before by a pronoun, or by its noun."""


def find_blamed(names: Names) -> Phrase | None:
    """Return who is accused of the deed just told: قتل ثمانون في هجوم، واتهمت الشرطة التنظيم بتنفيذه."""
    for cue in (c for c in names.cues if c.payload.effect == "blamed"):
        if names.group.hits[0].end <= cue.word_start:
            return names.last_before(cue.word_start, 1)
    laid = (c for c in names.cues if c.payload.effect == "blame-laid")
    return next((found for c in laid if (found := names.first_after(c.word_end, 1)) is not None), None)


def find_charged(names: Names) -> Phrase | None:
    """Return who stands right before ب and the noun: اتهم موسكو بقصف, or before بالوقوف وراء and the noun."""
    head, first = names.group.head, names.group.hits[0]
    charged = not first.verbal and first.particle.lstrip("وف") == _WITH  # اتهم X Y بقصفها، وحمل Y غيره المسؤولية
    for cue in names.cues:
        if charged and cue.word_start > first.end:
            break
        charged_with = _leads_on(names, cue.word_end) or _is_inside(names, cue)
        if (cue.payload.effect == "charge" and charged_with) or _charges_in_one(names, cue):
            found = names.last_before(cue.word_start, 1)
            return _last_joined(names, found) if found is not None else None
    head = first if first.casualty is not None and first.casualty.casualty_id == _KILLING else head
    if head.verbal or head.particle.lstrip("وف") != _WITH:
        return None
    found = names.last_before(head.start, 1)
    return None if found is not None and (_has_fallen(names, found) or _falls(names, found, head.start)) else found


def _charges_in_one(names: Names, cue: Match[Cue]) -> bool:
    """Tell whether with what somebody is charged is told with its noun in one: اتهموا X بتنفيذ الهجوم."""
    if cue.payload.effect != "carried-out" or not names.text.startswith(_WITH, cue.word_start):
        return False
    return any(cue.word_start < hit.start and hit.end <= cue.word_end for hit in names.group.hits)


def _leads_on(names: Names, end: int) -> bool:
    """Tell whether a word of the event stands right behind an offset."""
    return any(0 <= hit.start - end <= _WORD and names.words(end, hit.start) <= 1 for hit in names.group.hits)


def _is_inside(names: Names, cue: Match[Cue]) -> bool:
    """Tell whether the words for blame and the deed are one word of the event: المسؤولية عن القصف."""
    return any(hit.start <= cue.word_start and cue.word_end <= hit.end for hit in names.group.hits)


def _falls(names: Names, found: Phrase, stop: int) -> bool:
    """Tell whether a word of a toll right behind a name says that he fell: إن عنصرا من X قتل بعبوة."""
    tolls = (hit for hit in names.group.casualties if found.end <= hit.start < stop)
    return any(hit.shape == "passive" or names.text[hit.start : hit.end].endswith(_THEIRS) for hit in tolls)


def _has_fallen(names: Names, found: Phrase) -> bool:
    """Tell whether a name right behind a word of a toll is who fell: قتل ثلاثة جنود بانفجار."""
    tolls = (hit for hit in names.group.casualties if hit.casualty and hit.casualty.measure in _FATE)
    before = [hit.end for hit in tolls if hit.end <= found.start]
    return any(names.words(end, found.start) <= _NEAR or _runs_on(names, end, found.start) for end in before)


def _runs_on(names: Names, start: int, end: int) -> bool:
    """Tell whether one clause leads from a toll to a name, with no verb of saying: مقتل فلان العامل مع X بعبوة."""
    if any(sign in names.text[start:end] for sign in _STOPS):
        return False
    spoken = names.reading.lexicon.speech.verbs
    return not any(token.norm in spoken for token in within(names.reading.tokens, start, end))


def _last_joined(names: Names, phrase: Phrase) -> Phrase:
    """Return the last of two names that no and joins: حملت الحكومة الحوثيين مسؤولية القصف."""
    kept = [phrase.entities[-1]]
    for entity in reversed(phrase.entities[:-1]):
        if not names.text[entity.end : kept[0].start].strip(_SIGNS):
            break
        kept.insert(0, entity)
    return Phrase(entities=tuple(kept))
