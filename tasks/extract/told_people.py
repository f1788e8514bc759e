"""Whether "by" belongs to what befell people at another time: اعتقلت القوات الشبان الذين جندوا من قبل X."""

from tasks.extract.phrases import Names
from tasks.extract.reading import within

_THEY_WHO = "con-relative-they"


def tells_people(names: Names, offset: int) -> bool:
    """Tell whether a clause about people, with no word of the event in it, stands before an offset."""
    hits = [hit.end for hit in names.group.hits if hit.end <= offset]
    clauses = within(names.cues, max(hits, default=offset), offset)
    return any(cue.payload.cue_id == _THEY_WHO for cue in clauses)
