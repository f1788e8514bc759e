"""A clause that "and" opens with its own subject before a verb of the present: قتيلان في غارة على كذا والجيش يعتقل.

Headlines tell two things so. The subject belongs to the verb behind it, and the verb to no event told before it.
"""

from tasks.extract.actor_kinds import FORCES
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within

_AND, _BY = "و", "ب"
_SO = (_AND, "ف")
_NEXT = 3  # characters to the next word
_NAME = 60  # characters of the name of a force
_CLAIMS = "clm-"
_OF_SHE, _OF_HE = "ت", "ي"
_FEMININE = ("ة", "ات")
_WHERE = frozenset({"in", "preposition"})
_OFTEN = 20  # characters behind a verb in which how often is told


def clause_start(reading: Reading, one: Hit, two: Hit) -> int | None:
    """Return where "and" opens the clause of the second hit with its subject; None where no such clause opens.

    What is told before has its own end, a place: in غارات التحالف والقوات تستهدف المدينة both are the raids'.
    """
    trigger = two.trigger
    if not two.verbal and two.particle.endswith(_BY):
        return _answer_start(reading, one, two)
    if trigger is None or not two.verbal or two.particle or trigger.tense != "imperfect":
        return None
    again = bool(two.suffix) and is_done_again(reading, two)
    if again or trigger.trigger_id.startswith(_CLAIMS):
        return two.start if again else None  # هجوم في كذا وداعش يعلن مسؤوليته
    named = within(reading.entities, max(one.end, two.start - _NAME), two.start)
    if not named or named[-1].kind not in FORCES or reading.text[named[-1].end : two.start].strip():
        return None
    start = named[-1].start - 1
    if reading.text[max(0, start - 1) : start + 1].strip() != _AND or not _agrees(reading, named[-1].start, two):
        return None
    cues = within(reading.cues, one.end, start)
    ended = any(c.payload.effect in _WHERE for c in cues) or bool(within(reading.places, one.end, start))
    return start if ended and not any(c.payload.effect == "between" for c in cues) else None


def is_done_again(reading: Reading, verb: Hit) -> bool:
    """Tell whether how often is told right behind a verb of a relative clause: المنطقة التي يقصفها بانتظام الجيش.

    What befalls a place again and again tells nothing of the blast that is told before it.
    """
    opened = within(reading.cued("relative"), verb.start - _OFTEN, verb.start)
    if not opened or reading.text[opened[-1].word_end : verb.start].strip():
        return False
    cued = (reading.cued("often"), reading.cued("habitual"))
    often = [cue for cues in cued for cue in within(cues, verb.end, verb.end + _OFTEN)]
    return any(len(reading.text[verb.end : cue.word_start].split()) <= 1 for cue in often)


def _answer_start(reading: Reading, one: Hit, two: Hit) -> int | None:
    """Return where who strikes back opens his clause: أطلق الحزب صواريخ على كذا وردت المدفعية بقصف بلدة كذا."""
    verbs = (c for c in within(reading.cued("answer"), one.end, two.start) if c.proclitics.startswith(_AND))
    starts = [c.word_start for c in verbs if within(reading.entities, c.word_end, two.start)]
    return starts[-1] if starts else None


def opens_answer(reading: Reading, one: Hit, two: Hit) -> bool:
    """Tell whether who was struck answers between two hits: قصفت X موقعا فقتلت جنديا، وردت Y بالنار فقتلت اثنين."""
    verbs = (c for c in within(reading.cued("answer"), one.end, two.start) if c.proclitics.startswith(_SO))
    return any(within(reading.entities, c.word_end, c.word_end + _NEXT) for c in verbs)


def _agrees(reading: Reading, start: int, verb: Hit) -> bool:
    """Tell whether a verb of the present has the gender of the word at an offset."""
    noun = reading.text[start : verb.start].split()[0]
    return reading.text[verb.start] == (_OF_SHE if noun.endswith(_FEMININE) else _OF_HE)
