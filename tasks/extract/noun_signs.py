"""Whether a word that may be verb or noun is the noun at its place."""

from tasks.extract.entities import EntityHit
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.voice_signs import counts_on, is_condemned, is_led_on, is_what_he_did
from tasks.text.match import Match

VERBAL = frozenset({"verb", "passive", "result"})
_ARTICLE = "ال"
_BESIDE = 3  # characters to the next word and its clitic
_TO = "ل"
_DEAD = "bare"  # the kind of words for the dead and the hurt: قتلى, ضحايا
_NEXT = 24  # characters in which the word after a verb begins
_QUOTES = " \"'«»“”"
_REACH = 60  # characters in which the first noun phrase after a verb begins
_JOINED = ("و", "ف")
_SHE, _FEMININE = "ت", ("ة", "ا")
_HAMZA_BELOW, _RESULT = "إ", "result"
_SUBJECT = 4  # words of a subject and the verb before it
_LEADING = frozenset({"cause", "in", "preposition", "reason"})


def may_be_verb(match: Match[Trigger | Casualty]) -> bool:
    """Tell whether what is written onto a word may stand before a verb: nothing, س, and ل before the present."""
    particle = match.proclitics.lstrip("وف")
    if particle in {"", "س"}:
        return True
    return particle == "ل" and match.payload.tense == "imperfect"


def stands_as_noun(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a word that may be verb or noun is the noun: after a preposition, أن, a verb that carries it."""
    if reading.text.startswith(_HAMZA_BELOW, match.start):
        return True  # إصابته, which no verb is spelt like: أصابته
    if any(
        tells(match, reading)
        for tells in (_is_paired, _hits_by_its_noun, is_led_on, _is_of_speaker, counts_on, _is_what_led, _has_its_dead)
    ):
        return True
    if is_what_he_did(match, reading) or is_condemned(match, reading):
        return is_condemned(match, reading)
    before = within(reading.cues, max(0, match.word_start - 24), match.word_start)
    for cue in reversed(before):
        if cue.payload.family != "link":
            continue
        adjacent = not reading.text[cue.word_end : match.word_start].strip()
        if adjacent:
            return cue.payload.effect in {
                "cause",
                "in",
                "support",
                "undergo",
                "preposition",
                "reason",
                "owned",
                "that",
                "that-pronoun",
                "by",
                "against",
                "between",
            }
        return False
    return bool(match.suffix) and match.payload.tense == ""


def _is_what_led(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a verb of bringing about stands right before a word, its subject: أدى رشق الجنود بالحجارة إلى."""
    before = _right_before(match, reading)
    return before is not None and before.payload.kind == _RESULT


def _has_its_dead(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether the dead of a blow stand right before its noun: مدنيون ضحايا قصف القوات; not القتلى قصفتهم."""
    before = _right_before(match, reading)
    if before is None or before.payload.kind != _DEAD:
        return False
    return not (before.proclitics.endswith(_ARTICLE) or before.suffix)


def _right_before(match: Match[Trigger | Casualty], reading: Reading) -> Match[Trigger | Casualty] | None:
    """Return the word of an event or a toll right before a word with no particle; None where another stands there."""
    if match.proclitics:
        return None
    before = within(reading.words, match.word_start - _NEXT, match.word_start)[-1:]
    return next((w for w in before if not reading.text[w.word_end : match.word_start].strip()), None)


def _is_of_speaker(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a verb of speech or judgement and its subject stand right before a word, which then is its object.

    أعلن الجيش قنص جندي, رأى الحزب قصف القوات للبلدة جريمة. So it is where its subject would ask for the feminine:
    اعتبرت أنقرة قصف سرمين خرقا, where a verb would be قصفت.
    """
    if match.proclitics:
        return False
    start = match.word_start
    named = within(reading.entities, start - _REACH, start)[-1:]
    touching = bool(named) and not reading.text[named[0].end : start].strip(_QUOTES)
    if touching and _is_she(named[0]) and _is_he(match, reading):
        return True
    first = named[0].start if touching else start
    said = _verb_of_deed(reading, first, 1 if touching else _SUBJECT)
    return said is not None and not within(reading.cues_of("link"), said, start)


def _verb_of_deed(reading: Reading, stop: int, words: int) -> int | None:
    """Return where a verb of speech or judgement ends that stands some words before an offset, or right before it."""
    before = within(reading.tokens, stop - _REACH, stop)
    for token in reversed(before[-words:]):
        if not token.is_word:
            return None
        judged = within(reading.cued("judges"), token.start, token.end)
        if judged or _takes_deed(reading, token.norm):
            return token.end
    return None


def _takes_deed(reading: Reading, norm: str) -> bool:
    """Tell whether a form is of a verb of speech with a deed as its object: نفت, اعتبر, ناقش; not حمله, حملة."""
    words = reading.lexicon.speech
    said = [form.shape for form in words.verbs.get(norm, ()) if "noun" in form.verb.takes]
    said += [form.shape for form in words.verbal.get(norm, ())]
    if any(shape != "bound" for shape in said):
        return True
    return norm.startswith(_JOINED) and _takes_deed(reading, norm[1:])


def _is_she(named: EntityHit) -> bool:
    """Tell whether a state is named by a word in the feminine: its capital, تركيا, السعودية; not العراق."""
    return named.rule_id == "capital" or (named.kind == "state" and named.text.endswith(_FEMININE))


def _is_he(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a word would be a verb in the masculine of the past: قصف, not قصفت."""
    return (
        match.payload.tense == "perfect"
        and not match.suffix
        and not reading.shadow.norm.endswith(_SHE, 0, reading.shadow.at(match.end))
    )


def _hits_by_its_noun(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether what was hit stands behind ل and who did it: جاء قصف الحوثيين لمدينة كذا; a verb takes no ل."""
    end = match.word_end
    named = next(iter(within(reading.entities, end, end + _BESIDE)), None)
    if match.suffix or named is None or reading.text[end : named.start].strip():
        return False
    if not reading.text.startswith(_TO, named.end + 1):
        return False
    stop = named.end + _BESIDE
    hit = [o.start for o in within(reading.objects, named.end, stop)]
    hit += [p.start for p in within(reading.places, named.end, stop)]
    return any(start <= named.end + _BESIDE for start in hit)


def _is_paired(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a word goes on with a noun and its genitive by one of the same build: قتل المدنيين ونهب البيوت."""
    norm = reading.shadow.norm
    if match.proclitics != "و" or not norm.startswith(_ARTICLE, reading.shadow.at(match.word_end) + 1):
        return False
    before = within(reading.words, match.word_start - _NEXT, match.word_start)
    told = before[-1] if before else None
    if told is None or told.payload.kind != "noun":
        return False
    if any(w.payload.kind in VERBAL for w in before if w.start == told.start):
        return False
    between = reading.text[told.word_end : match.word_start].split()
    return len(between) == 1 and between[0].startswith(_ARTICLE)


def is_masdar(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether a preposition stands right before a verb in the past, which then is its noun: إثر طعن جندي."""
    if match.proclitics or match.payload.tense != "perfect":
        return False
    before = within(reading.cues_of("link"), match.word_start - _NEXT, match.word_start)[-1:]
    touching = any(not reading.text[cue.word_end : match.word_start].strip() for cue in before)
    return touching and before[0].payload.effect in _LEADING
