"""Whether a speaker calls news false, and not only a thing that stands beside it.

لا أساس لما قيل and هذه الأنباء كاذبة deny what was told. Who speaks of false information (بسبب معلومات مغلوطة) or of
victories that are mere rumour names a thing of its own, and the deed beside it stands. What he says behind a comma
(هذا الخبر غير صحيح، وقواتنا تقدمت) is what he holds instead.
"""

from collections.abc import Sequence
from dataclasses import replace

from schemas.mention import Span
from tasks.extract.denial_words import ALLEGING
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import all_cues, first_cue
from tasks.extract.speech_frame import Frame
from tasks.text.tokens import Token

_CHARGE = "Accusation"
_REACH = 24  # tokens from the beginning of what is said in which it is called false
_WORD = 24  # characters of a long word
_NOT, _THEIR, _ARTICLE = "غير", "ها", "ال"
_ADVERBIAL = "ا"  # of an indefinite noun in the accusative: بات فهما غير صحيح
_DEFINITE = ("ال", "بال", "لل")
_COMMAS = frozenset({"،", ","})
_FEW = 5  # tokens behind "because of" in which stands what it was: بسبب ما سمته معلومات
_PHRASE = 2  # tokens of most words for false
_NEAR = 5  # tokens in which the subject of a predicate stands: هذه الأنباء مجرد معلومات كاذبة
_AHEAD = 8  # tokens behind the word for false in which stands what is false
_NEWS = frozenset({"charge", "account", "incident", "pointing", "matter"})


def calls_false(frame: Frame, heard: Heard) -> bool:
    """Tell whether a speaker calls what he speaks of false: لا أساس لما قيل.

    Who alleges does not: in ادعاءات الحوثيين عارية عن الصحة the words are those of the one who quotes them.
    """
    if frame.rule_id.startswith(ALLEGING) or frame.verbal_type == _CHARGE:
        return False
    span = (frame.scope[0].start, frame.scope[0].end)
    at = first_cue(heard.cues, heard.reading, span, "false", _REACH)
    if at is None or _is_answered(heard.reading, span[0], at) or _is_beside(heard, span[0], at):
        return False
    return not _is_of_another_thing(heard, span, at)


def part_false(frame: Frame, heard: Heard) -> tuple[Frame, ...]:
    """Return a frame with the stance of its words: who calls news false denies it, whatever his verb.

    Where the news stands before the word for false, the denial ends with its clause.
    """
    if frame.stance == "denies" or not calls_false(frame, heard):
        return (frame,)
    denial, reading, span = replace(frame, stance="denies"), heard.reading, frame.scope[0]
    at = first_cue(heard.cues, reading, (span.start, span.end), "false", _REACH) or span.start
    sign = next((t for t in within(reading.tokens, at, span.end) if t.norm in _COMMAS), None)
    told = _speaks_of_news(heard, within(reading.tokens, span.start, at))
    if sign is None or not told or len(frame.scope) > 1 or not within(reading.words, sign.end, span.end):
        return (denial,)
    head, rest = Span(start=span.start, end=sign.start), Span(start=sign.end, end=span.end)
    return replace(denial, scope=(head,)), replace(frame, scope=(rest,))


def _is_beside(heard: Heard, start: int, at: int) -> bool:
    """Tell whether what is called false is no news: فهم غير صحيح, or why it was done: دخلوا بزعم كذا وهي مزاعم كاذبة.

    A word without its article right before the cue is what is called false, where it is no word for news.
    """
    reading = heard.reading
    particles = reading.lexicon.speech.particles
    tokens = within(reading.tokens, start, at)
    if any("pretext" in particles.get(t.norm, ()) for t in tokens) or _led_to_it(heard, tokens):
        return True
    word = tokens[-1].norm if tokens else ""
    if not word.endswith(_ADVERBIAL) or word.endswith(_THEIR) or word.startswith(_DEFINITE):
        return False
    if "pointing" in particles.get(word, ()):  # «هذا غير صحيح» is of what was told
        return False
    adjective = next((t.norm for t in within(reading.tokens, at, at + _WORD)[:1]), "").startswith(_NOT)
    return adjective and "charge" not in particles.get(word.removesuffix(_ADVERBIAL), ())


def _led_to_it(heard: Heard, tokens: Sequence[Token]) -> bool:
    """Tell whether false information was why a deed was done: قصف المستشفى بسبب معلومات تبين أنها مغلوطة."""
    near = tokens[-_NEAR - _PHRASE :]
    particles = heard.reading.lexicon.speech.particles
    why = next((at for at, t in enumerate(near) if "ground" in particles.get(t.norm, ())), None)
    behind = near[why + 1 : why + 1 + _FEW] if why is not None else ()
    return any(_stands_for_news(heard, (token.start, token.end)) for token in behind)


def _is_answered(reading: Reading, start: int, end: int) -> bool:
    """Tell whether another is heard between two offsets: أعلن X مقتل خمسة، لكن متحدثا وصف ذلك بأنه عار عن الصحة."""
    turned = [c.word_start for c in within(reading.cues, start, end) if c.payload.effect == "boundary"]
    return any(within(reading.words, start, at) for at in turned)


def _is_of_another_thing(heard: Heard, span: tuple[int, int], at: int) -> bool:
    """Tell whether what is called false is told by a noun of its own: الانتصارات مجرد إشاعات, المعلومات المضللة.

    No word for news, for a deed or for what was said stands before it, and none behind: لا صحة لأنباء عن.
    """
    behind = within(heard.reading.tokens, at, span[1])[_PHRASE:_AHEAD]
    if any(_means_news(heard, (token.start, token.end)) for token in behind):
        return False
    tokens = within(heard.reading.tokens, span[0], at)
    words = heard.reading.lexicon.speech
    if tokens and _stands_for_news(heard, (tokens[-1].start, tokens[-1].end)):
        word = next(iter(within(heard.reading.tokens, at, at + _WORD)), None)
        attribute = word is not None and word.norm.startswith(_ARTICLE) == tokens[-1].norm.startswith(_ARTICLE)
        if attribute and not any(_stands_for_news(heard, (t.start, t.end)) for t in _subjects(heard, tokens)):
            return True
    named = [t for t in tokens if t.norm[0].isalnum() and not words.is_complementiser(t.norm, "himself", "that")]
    return bool(named) and not _speaks_of_news(heard, tokens)


def _subjects(heard: Heard, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the words before a noun called false that may be what it is said of: its clause opens with them, or near.

    هذا التحرك is no news: its demonstrative has a noun of its own.
    """
    particles = heard.reading.lexicon.speech.particles
    opening = [t for t in tokens[:_NEAR] if t.norm[0].isalnum()]
    own = len(opening) > 1 and opening[1].norm.startswith(_ARTICLE)
    pointing = bool(opening) and own and "pointing" in particles.get(opening[0].norm, ())
    return [*opening[int(pointing) : _NEAR - 1], *tokens[-_NEAR:-1]]


def _speaks_of_news(heard: Heard, tokens: Sequence[Token]) -> bool:
    return any(_means_news(heard, (token.start, token.end)) for token in tokens)


def _means_news(heard: Heard, span: tuple[int, int]) -> bool:
    """Tell whether a word is one of an event, or stands for what was told."""
    return bool(within(heard.reading.words, *span)) or _stands_for_news(heard, span)


def _stands_for_news(heard: Heard, span: tuple[int, int]) -> bool:
    if all_cues(heard.cues, span, ("pointer",)):
        return True
    particles = heard.reading.lexicon.speech.particles
    return any(not _NEWS.isdisjoint(particles.get(token.norm, ())) for token in within(heard.reading.tokens, *span))
