"""Whether a name beside an event stands in a clause of its own, and so was not hit: وبدأت أنقرة محادثات."""

from tasks.extract.phrases import Names, Phrase, cue_before
from tasks.extract.reading import within

_LONG = 40  # characters of the name of a place
_AND, _COMMA = "و", "،"
_AND_HAD = "وقد"
_BOUNDARY = "boundary"
_SHORT = 3  # letters of a word with "and" that is no verb
_PAUSES = ("..", "…")
_SINCE = "con-since"
_ARRESTS, _PLANNED = "arrests", ("future", "threat")
_ABLE = 2  # words between who was able and what: من قتله


def stands_apart(names: Names, phrase: Phrase) -> bool:
    """Tell whether a name only says where something is or since when, stands behind dots or was only aimed at."""
    told = _is_border(names, phrase) or _is_behind_pause(names, phrase) or _is_since(names, phrase)
    return told or _is_planned_on(names, phrase) or _is_able(names, phrase)


def _is_able(names: Names, phrase: Phrase) -> bool:
    """Tell whether a side is who was able to kill somebody told before: تمكنت قوات الأمن من قتله."""
    tolls = (hit for hit in names.group.casualties if hit.suffix and hit.start >= phrase.end)
    near = any(names.words(phrase.end, hit.start) <= _ABLE for hit in tolls)
    return near and cue_before(names.reading, phrase.start) == "support"


def _is_since(names: Names, phrase: Phrase) -> bool:
    """Tell whether a name stands in what was before: سيطرت على بلدات منذ سحب الحلف قواته."""
    ends = [h.end for h in names.group.hits if h.end <= phrase.start]
    cues = within(names.reading.cues, max(ends, default=phrase.start), phrase.start)
    since = [c for c in cues if c.payload.cue_id == _SINCE]
    dated = bool(since) and bool(within(names.reading.dates, since[0].word_start, phrase.start))
    return not dated and any(names.words(c.word_end, phrase.start) <= 1 for c in since)


def _is_border(names: Names, phrase: Phrase) -> bool:
    """Tell whether two states only say where something is: البوابة بين سوريا والعراق."""
    states = all(e.kind == "state" for e in phrase.entities)
    return states and names.group.head.frame != "mutual" and cue_before(names.reading, phrase.start) == "between"


def _is_behind_pause(names: Names, phrase: Phrase) -> bool:
    """Tell whether dots part a name from the last word of the event: قصف على البلدة.. والفصائل تعلن النفير."""
    ends = [h.end for h in names.group.hits if h.end <= phrase.start]
    return bool(ends) and any(pause in names.reading.text[max(ends) : phrase.start] for pause in _PAUSES)


def is_of_another_clause(names: Names, phrase: Phrase) -> bool:
    """Tell whether a name stands in a clause that a verb of no event and its subject open, or behind it."""
    last = names.group.hits[-1].end
    if _behind_turn(names, last, phrase):
        return True
    return any(_goes_on(names, other) for other in names.phrases if last <= other.start <= phrase.start)


def _behind_turn(names: Names, last: int, phrase: Phrase) -> bool:
    """Tell whether a comma and "while" part a name from the last word of the event: ، فيما دعا القائد فلان."""
    turns = [c for c in names.cues if c.payload.effect == "boundary" and last <= c.word_start < phrase.start]
    return any(names.reading.text[: c.word_start].rstrip().endswith(_COMMA) for c in turns)


def _goes_on(names: Names, phrase: Phrase) -> bool:
    """Tell whether a name is the subject of a verb that opens another clause: قصفت البلدة، وبدأت أنقرة محادثات."""
    before = within(names.reading.tokens, max(names.group.start, phrase.start - _LONG), phrase.start)[-2:]
    had = len(before) > 1 and before[0].norm == _AND_HAD  # وقد بثت المعارضة تسجيلا
    before = before if had else before[-1:]
    led = bool(before) and cue_before(names.reading, before[0].start) == _BOUNDARY  # ، فيما أمنت القوات الموقع
    joined = bool(before) and before[0].norm.startswith(_AND) and (len(before[0].norm) > _SHORT or had)
    if not before or not (led or joined):
        return False
    told = within(names.reading.words, before[0].start, before[-1].end)
    if told or names.reading.text[before[-1].end : phrase.start].strip():
        return False
    return led or names.reading.text[: before[0].start].rstrip().endswith(_COMMA)


def _is_planned_on(names: Names, phrase: Phrase) -> bool:
    """Tell whether those who were taken only planned to hit a side: اعتقال خلية كانت تخطط لاستهداف الجيش."""
    head = names.group.head
    if head.event != _ARRESTS:
        return False
    return any(within(names.reading.cued(effect), head.end, phrase.start) for effect in _PLANNED)
