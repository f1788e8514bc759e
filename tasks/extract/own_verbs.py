"""A verb with its own subject behind a blow that says only when or how: عقب الهجوم، قصفت القوات البلدة."""

from tasks.extract.hits import Hit
from tasks.extract.phrases import Names, Phrase, cue_before

_BY, _IN, _AND = "ب", "في ", "و"
_COMMA = "،"
_OPENING = frozenset({"in", "turn"})
_FEW = 2  # words that describe a blow before the verb behind it


def may_act_behind(names: Names, blow: Hit, verb: Hit, subject: Phrase) -> bool:
    """Tell whether who stands behind a verb may be its subject, and the blow before it is none."""
    return _opens_sentence(names, blow, verb, subject) or _is_set_off(names, blow, verb, subject)


def _opens_sentence(names: Names, blow: Hit, verb: Hit, subject: Phrase) -> bool:
    """Whether a sentence opens with by or in which blow: وبهجوم مماثل استهدف X سيارة."""
    first = names.reading.sentences[names.group.sentence].start
    led = blow.particle.endswith(_BY) or cue_before(names.reading, blow.start) in _OPENING
    opens = led and not names.words(first, max(first, blow.start - len(_IN) - 2))
    listed = names.text.startswith(" " + _AND, subject.end)  # استهدف الجيش وموقعا له
    return opens and not verb.particle and names.words(blow.end, verb.start) <= _FEW and not listed


def _is_set_off(names: Names, blow: Hit, verb: Hit, subject: Phrase) -> bool:
    """Whether a comma parts a known blow from a verb that its subject touches: عقب الهجوم، قصفت القوات البلدة."""
    parted = names.text[blow.end :].lstrip().startswith(_COMMA)
    touching = not names.text[verb.end : names.begin(subject)].strip()
    linked = names.has({"relative"}, blow.end, verb.start)  # الغارات، التي شنها X، استهدفت Y
    return blow.definite and parted and touching and not linked
