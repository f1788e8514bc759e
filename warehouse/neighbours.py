"""Which held mentions might tell the same happening as new ones: a wide net, cast in SQL; `tasks/link/` draws it in.

Days in buckets of a week and the family of event types join, so that a batch meets only its own weeks; of these, what
is near on the map, shares a number, a kind of harm in one province, a place in a series, a speaker, or a story.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from warehouse.history import Reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What of a new mention its neighbours are looked up by."""

    family: str
    first: date
    last: date
    verbal: bool
    lat: float | None
    lon: float | None
    exact: bool
    """Is it a town or a spot, and not somewhere in a district or a province?"""
    place_id: str | None
    country: str | None
    admin1: str | None
    objects: bool
    """Does it name a thing that was hit?"""
    ordinal: bool
    """Is it the first, the second ... of a series?"""
    actors: tuple[str, ...]
    measures: tuple[str, ...]
    """What it counts exactly, beside `values`."""
    values: tuple[int, ...]
    story_id: str


_TYPES = {
    "family": "varchar", "first": "date", "last": "date", "verbal": "boolean", "lat": "double", "lon": "double",
    "exact": "boolean", "place_id": "varchar", "country": "varchar", "admin1": "varchar", "objects": "boolean",
    "ordinal": "boolean", "actors": "varchar[]", "measures": "varchar[]", "values": "bigint[]", "story_id": "varchar",
}  # fmt: skip
_COLUMNS = [f.name for f in fields(Sought)]
_QUERY = f"""
with family as (select unnest(?::varchar[]) as sub_event_type, unnest(?::varchar[]) as family),
fresh as (select {", ".join(f'unnest(?::{_TYPES[c]}[]) as "{c}"' for c in _COLUMNS)}),
spans as (
  select mention_id, article_id, coalesce(family, sub_event_type) as family, kind = 'verbal' as verbal, lat, lon,
    place_id is not null and coalesce(place_precision, 0) <= 2 as exact, place_id, country, admin1,
    len(target_objects) > 0 as objects, actor_ids,
    case when date_start is not null then date_start
         when status <> 'background' then reference_date - ?::integer end as first,
    case when date_start is not null then coalesce(date_end, date_start)
         when status <> 'background' then reference_date end as last
  from mention left join family using (sub_event_type)
),
held as (select * from spans where last >= ? and first <= ? and last - first <= ?),
fresh_weeks as (select *, unnest(range((first - date '1970-01-01') // 8, (last - date '1970-01-01') // 8 + 1)) as week
                from fresh),
held_weeks as (select *, unnest(range((first - date '1970-01-01') // 8, (last - date '1970-01-01') // 8 + 1)) as week
               from held),
days as (
  select h.mention_id from fresh_weeks f join held_weeks h using (week, family)
  where h.first <= f.last and f.first <= h.last and case
    when f.verbal then list_has_any(f.actors, h.actor_ids)
    else h.place_id = f.place_id
      or (abs(h.lat - f.lat) <= ?::double and abs(h.lon - f.lon) <= ?::double)
      or (h.country is not distinct from f.country and not (f.exact and h.exact)
          and (f.ordinal or (f.objects and h.objects and h.admin1 is not distinct from f.admin1)))
    end
),
counted as (select family, first, last, exact, lat, lon, country, unnest(measures) as measure,
                   unnest("values") as value from fresh where not verbal),
counts as (select distinct measure, value from counted),
told as (select q.mention_id, q.measure, coalesce(q.low, q.best) as value from quantity q
         join counts c on c.measure = q.measure and c.value = coalesce(q.low, q.best)),
numbers as (
  select h.mention_id from told t join held h using (mention_id) join counted f using (measure, value, family)
  where h.first <= f.last and f.first <= h.last and h.country is not distinct from f.country
    and (not (f.exact and h.exact) or (abs(h.lat - f.lat) <= ?::double and abs(h.lon - f.lon) <= ?::double))
),
copies as (
  select article_id from story where story_id in (select story_id from fresh) union select unnest(?::varchar[])
)
select mention_id from days union select mention_id from numbers
union select mention_id from held join copies using (article_id)
"""


def mentions_near(
    reads: Reads,
    sought: Sequence[Sought],
    *,
    families: Mapping[str, str],
    undated_reach: timedelta,
    longest_span: timedelta,
    degrees: float,
    articles: Sequence[str],
) -> list[str]:
    """Return ids of held mentions that might tell the same as one of these, sorted.

    `families` is sub-event type to the family within which types are compared; an undated mention may have happened in
    the `undated_reach` before its reference date; a longer span than `longest_span` is not compared; `degrees` is how
    far apart two points may be; `articles` are taken to belong to the stories of the sought.
    """
    if not sought:
        return []
    columns = [[list(v) if isinstance(v := getattr(s, c), tuple) else v for s in sought] for c in _COLUMNS]
    first, last = min(s.first for s in sought), max(s.last for s in sought)
    asked = [
        list(families), list(families.values()), *columns, undated_reach.days, first, last, longest_span.days,
        degrees, degrees, degrees, degrees, list(articles),
    ]  # fmt: skip
    return sorted(reads.sql(_QUERY, asked).column(0).to_pylist())
