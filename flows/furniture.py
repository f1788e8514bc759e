"""Lines that an outlet prints on many of its stories, as the lake shows them: suggested, never taken out unasked.

Nothing is kept between runs: every look counts anew over the articles of the lake, once per story and outlet, so that
neither the order of arrival nor what was looked at before matters, and a dispatch that many print is one story.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tasks.clean.lines import split_lines
from tasks.clean.template import MAX_WORDS, MIN_SHARE, MIN_STORIES, SiteLines, find_furniture, hash_line
from warehouse.lake import Lake

_LOOKED_AT = 40
"""Articles of one outlet in which it is looked whether a line stands outside the text."""

_CANDIDATES = f"""
with piece as (
    select a.source_id, coalesce(s.story_id, a.article_id) as story_id, a.article_id,
           trim(unnest(string_split(a."text", chr(10)))) as line
    from article a left join story s using (article_id)
    where a.source_id is not null and (? is null or a.source_id = ?)
), total as (select source_id, count(distinct story_id) as stories from piece group by source_id)
select p.source_id, p.line, count(distinct p.story_id) as seen, any_value(t.stories) as stories,
       min(p.article_id) as example
from piece p join total t using (source_id)
where p.line <> '' and len(string_split(p.line, ' ')) <= {MAX_WORDS}
group by p.source_id, p.line
having seen >= {MIN_STORIES} and seen >= {MIN_SHARE} * any_value(t.stories)
order by p.source_id, seen desc, p.line
"""
_TEXTS = """
select distinct a.article_id, a."text" from article a, unnest(string_split(a."text", chr(10))) as piece(line)
where a.source_id = ? and list_contains(?, trim(line)) order by a.article_id limit ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A line that recurs over an outlet's stories: in how many of how many, and one article that holds it."""

    source_id: str
    line: str
    stories: int
    of: int
    article_id: str


def suggest_outlet_lines(lake: Lake, source_id: str | None = None) -> Iterator[Suggestion]:
    """Yield the furniture of every outlet, or of one, most frequent line first."""
    rows = lake.sql(_CANDIDATES, [source_id, source_id]).to_pylist()
    for outlet, found in groupby(rows, key=lambda row: str(row["source_id"])):
        yield from _of_outlet(lake, outlet, list(found))


def _of_outlet(lake: Lake, source_id: str, rows: list[dict[str, Any]]) -> Iterator[Suggestion]:
    seen: dict[str, int] = {}
    for row in rows:
        name = hash_line(split_lines(row["line"])[0])
        seen[name] = max(seen.get(name, 0), int(row["seen"]))
    site = SiteLines(n_stories=int(rows[0]["stories"]), stories_of=seen)
    texts = lake.sql(_TEXTS, [source_id, [row["line"] for row in rows], _LOOKED_AT]).to_pylist()
    outside = {found.line.text.strip() for row in texts for found in find_furniture(split_lines(row["text"]), site)}
    for row in rows:
        if row["line"] in outside:
            yield Suggestion(
                source_id=source_id,
                line=row["line"],
                stories=int(row["seen"]),
                of=int(row["stories"]),
                article_id=str(row["example"]),
            )
