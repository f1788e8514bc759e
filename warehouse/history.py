"""Questions that a batch asks of what the lake holds: which articles might share text, which stories they touch."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, Protocol

from schemas.article import Article
from schemas.reuse import Reuse


class Reads(Protocol):
    """What reads rows of one snapshot: a lake, or a writer that holds its lock."""

    def rows(self, row: type[Any], where: str | None = None, params: Sequence[Any] = ()) -> list[Any]:
        """Return rows of a table."""
        ...

    def rows_and_files(
        self, row: type[Any], where: str, params: Sequence[Any], within: AbstractSet[str] | None = None
    ) -> list[tuple[Any, str]]:
        """Return rows of a table, each with the file in which it lies; `within` are files known to hold them all."""
        ...

    def live_files(self, name: str) -> AbstractSet[str]:
        """Return the files that hold a table now."""
        ...

    def sql(self, query: str, params: Sequence[Any] = ()) -> Any:
        """Return the answer to a SELECT as Arrow."""
        ...


def articles_by_id(reads: Reads, ids: Iterable[str]) -> list[Article]:
    """Return held articles."""
    wanted = sorted(set(ids))
    return reads.rows(Article, "article_id in (select unnest(?))", [wanted]) if wanted else []


def versions_at(reads: Reads, urls: Iterable[str]) -> list[Article]:
    """Return held articles at these dedupe urls: versions of one page."""
    wanted = sorted(set(urls))
    return reads.rows(Article, "dedupe_url in (select unnest(?))", [wanted]) if wanted else []


def pairs_of(reads: Reads, ids: Iterable[str]) -> list[Reuse]:
    """Return held reuse rows in which any of these articles has a part."""
    wanted = sorted(set(ids))
    if not wanted:
        return []
    return reads.rows(Reuse, "a in (select unnest(?)) or b in (select unnest(?))", [wanted, wanted])


def rows_where_in(reads: Reads, row: type[Any], column: str, values: Iterable[str]) -> list[Any]:
    """Return the rows of a table whose column holds one of these values."""
    wanted = sorted(set(values))
    return reads.rows(row, f"{column} in (select unnest(?))", [wanted]) if wanted else []


_CHANGES = """
select h.event_id, h.change, h.before, h.after, h.batch_id, b.label, b.finished_at,
       e.place_name_en, e.date_start, e.sub_event_type
from event_history h join batch b using (batch_id) left join event e on e.event_id = h.event_id
where b.finished_at > ? and b.finished_at <= ?
order by b.finished_at, h.event_id, h.change
"""


def changes_between(reads: Reads, since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Return what changed in events after one moment and until another, oldest first, with the batch that did it."""
    rows: list[dict[str, Any]] = reads.sql(_CHANGES, [since, until]).to_pylist()
    return rows


def batch_finished(reads: Reads, batch: str) -> datetime | None:
    """Return when the one batch whose id begins so was finished, None where none or several do."""
    rows = reads.sql("select finished_at from batch where starts_with(batch_id, ?)", [batch]).to_pylist()
    return rows[0]["finished_at"] if len(rows) == 1 else None


_OLD_PAIRS = """
select r.a, r.b from reuse r join article x on x.article_id = r.a join article y on y.article_id = r.b
where r.state = 'provisional'
  and greatest(coalesce(x.published_at, x.captured_at), coalesce(y.published_at, y.captured_at)) <= ?
"""
_OLD_STORIES = """
select s.article_id from story s
join (select story_id from story join article using (article_id)
      group by story_id having max(coalesce(published_at, captured_at)) <= ?) old using (story_id)
where s.state = 'provisional'
"""


def settled_pairs(reads: Reads, before: datetime) -> set[tuple[str, str]]:
    """Return provisional pairs of which both articles appeared until a moment."""
    return {(r["a"], r["b"]) for r in reads.sql(_OLD_PAIRS, [before]).to_pylist()}


def settled_stories(reads: Reads, before: datetime) -> set[str]:
    """Return articles whose provisional story has no member that appeared later."""
    return {r["article_id"] for r in reads.sql(_OLD_STORIES, [before]).to_pylist()}
