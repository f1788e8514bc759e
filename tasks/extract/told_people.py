"""Whether "by" belongs to what befell people at another time: اعتقلت القوات الشبان الذين جندوا من قبل X."""

from tasks.extract.phrases import Names
from tasks.extract.reading import within

_SAID, _BY = "that", "by"
_THEY_WHO = "con-relative-they"


def tells_people(names: Names, offset: int) -> bool:
    """Tell whether a clause about people, or another thing said, with no word of the event stands before an offset.

    قتل خمسة في انفجار، وقال ضابط إن ذلك تزامن مع تفتيش المنازل من قبل الشرطة: the police set off no blast.
    """
    hits = [hit.end for hit in names.group.hits if hit.end <= offset]
    clauses = within(names.cues, max(hits, default=offset), offset)
    by = any(c.payload.effect == _BY for c in within(names.cues, offset, offset + 1))
    return any(c.payload.cue_id == _THEY_WHO or (by and c.payload.effect == _SAID) for c in clauses)
