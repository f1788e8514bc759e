"""Verdicts on copies become settled: four days after the later of two publications no new text changes what a form is.

Until then a verdict is provisional: words that look like news may come again tomorrow and turn out to be a form.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from flows.desk import Desk
from schemas.ids import content_id
from schemas.reuse import Reuse, Story
from tasks.dedupe.thresholds import read_thresholds
from warehouse.history import settled_pairs, settled_stories
from warehouse.lake import Change, TableChange


def settle(desk: Desk, *, as_of: datetime) -> int:
    """Mark verdicts and stories as settled whose articles are all old enough at a moment; return how many.

    Articles without a date of publication count from their capture. A batch that touches a story makes it provisional
    again until the next call. The same moment twice changes nothing.
    """
    before = as_of - timedelta(hours=read_thresholds(desk.knowledge).window_hours)
    with desk.lake.writer() as writer:
        pairs, members = settled_pairs(writer, before), settled_stories(writer, before)
        reuse = [
            replace(r, state="settled") for r in writer.rows(Reuse, "state = 'provisional'") if (r.a, r.b) in pairs
        ]
        held = writer.rows(Story, "state = 'provisional'")
        story = [replace(s, state="settled") for s in held if s.article_id in members]
        if reuse or story:
            batch_id = content_id("settle", as_of.isoformat(), *(f"{r.a}{r.b}" for r in reuse))
            tables = {"reuse": TableChange(rows=reuse), "story": TableChange(rows=story)}
            writer.commit(
                Change(batch_id=batch_id, label=f"settled as of {as_of:%Y-%m-%d %H:%M}", tables=tables),
                now=desk.clock(),
            )
    return len(reuse) + len(story)
