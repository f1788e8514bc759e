"""Whether a word that may be verb or noun is the noun at its place."""

from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.reading import Reading, within
from tasks.extract.voice_signs import counts_on, is_condemned, is_led_on, is_what_he_did
from tasks.text.match import Match

VERBAL = frozenset({"verb", "passive", "result"})
_ARTICLE = "ال"
_NEXT = 24  # characters in which the word after a verb begins
_QUOTES = " \"'«»“”"
_REACH = 60  # characters in which the first noun phrase after a verb begins
_ANNOUNCE = frozenset({"say-announce", "say-deny", "say-deny-disown"})
_HAMZA_BELOW, _RESULT = "إ", "result"
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
    if any(tells(match, reading) for tells in (_is_paired, is_led_on, _is_announced, counts_on, _is_what_led)):
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
    before = within(reading.words, match.word_start - _NEXT, match.word_start)[-1:]
    told = (w for w in before if w.payload.kind == _RESULT and not match.proclitics)
    return any(not reading.text[w.word_end : match.word_start].strip() for w in told)


def _is_announced(match: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether who announces stands right before a word, which then is what is announced: أعلن الجيش قنص جندي."""
    named = within(reading.entities, match.word_start - _REACH, match.word_start)
    if match.proclitics or not named or reading.text[named[-1].end : match.word_start].strip(_QUOTES):
        return False
    before = within(reading.tokens, named[-1].start - _NEXT, named[-1].start)
    verbs = reading.lexicon.speech.verbs
    forms = (verbs.get(before[-1].norm) or verbs.get(before[-1].norm[1:]) or ()) if before else ()
    return any(form.verb.verb_id in _ANNOUNCE for form in forms)


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
