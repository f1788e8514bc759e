"""Which held mentions might tell the same happening as new ones: a wide net, cast in SQL; `tasks/link/` draws it in.

Days in buckets of a week and the family of event types join, so that a batch meets only its own weeks; of these, what
is near on the map, shares a number, a kind of harm in one province, a place in a series, a speaker, or a story.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from warehouse.history import Reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What of a new mention its neighbours are looked up by."""

    family: str
    first: date | None
    """First and last day; None where nothing dates it."""
    last: date | None
    verbal: bool
    lat: float | None
    lon: float | None
    exact: bool
    """Is it the very town or spot, and not somewhere near, in a district or a province?"""
    place_id: str | None
    unlisted: bool
    """Is it a village that no list holds?"""
    country: str | None
    admin1: str | None
    objects: bool
    """Does it name a thing that was hit?"""
    ordinal: bool
    """Is it the first, the second ... of a series?"""
    named: bool
    """Does a thing or a family bear a name?"""
    one_day: bool
    weekday: int | None
    """1 Monday to 7 Sunday, where a dateless mention of that weekday might tell the same."""
    actors: tuple[str, ...]
    measures: tuple[str, ...]
    """What it counts exactly, beside `values`."""
    values: tuple[int, ...]
    story_id: str


_TYPES = {
    "family": "varchar", "first": "date", "last": "date", "verbal": "boolean", "lat": "double", "lon": "double",
    "exact": "boolean", "place_id": "varchar", "unlisted": "boolean", "country": "varchar", "admin1": "varchar",
    "objects": "boolean", "ordinal": "boolean", "named": "boolean", "one_day": "boolean", "weekday": "integer",
    "actors": "varchar[]", "measures": "varchar[]",
    "values": "bigint[]", "story_id": "varchar",
}  # fmt: skip
_COLUMNS = [f.name for f in fields(Sought)]
_QUERY = f"""
with family as (select unnest(?::varchar[]) as sub_event_type, unnest(?::varchar[]) as family),
fresh as (select {", ".join(f'unnest(?::{_TYPES[c]}[]) as "{c}"' for c in _COLUMNS)}),
narrow as (
  select * from mention_placed where date_start >= ?::date - ?::integer and date_start <= ?::date + 1
  union all
  select * from mention_placed
  where date_start is null and reference_date >= ? and reference_date <= ?::date + ?::integer
  union all
  select * from mention_placed where date_start is null and reference_date is null
),
spans as (
  select mention_id, filename, article_id, coalesce(family, sub_event_type) as family, lat, lon,
    place_id is not null and coalesce(place_precision, 0) <= 1 as exact, place_id,
    place_id is null and place_name_ar is not null as unlisted, country, admin1, len(target_objects) > 0 as objects,
    actor_ids, date_start is not null as dated, weekday,
    case when date_start is not null then date_start
         when status <> 'background' then reference_date - ?::integer end as first,
    case when date_start is not null then coalesce(date_end, date_start)
         when status <> 'background' then reference_date end as last
  from narrow left join family using (sub_event_type)
),
held as (select * from spans where last >= ?::date - 1 and first <= ?::date + 1 and last - first <= ?),
fresh_weeks as (select *, unnest(range((first - date '1970-01-01') // 8, (last - date '1970-01-01') // 8 + 1)) as week
                from fresh),
held_weeks as (select *, unnest(range((first - date '1970-01-01') // 8, (last - date '1970-01-01') // 8 + 1)) as week
               from held),
together as (
  select h.mention_id from fresh_weeks f join held_weeks h using (week, family)
  where h.first <= f.last and f.first <= h.last and case
    when f.verbal then list_has_any(f.actors, h.actor_ids)
    else h.place_id = f.place_id or (h.unlisted and f.unlisted)
      or (greatest(abs(h.lat - f.lat), abs(h.lon - f.lon)) <= case
          when f.exact and h.exact and not (f.ordinal or (f.objects and h.objects)) then ? else ? end)
      or (h.country is not distinct from f.country and not (f.exact and h.exact)
          and (f.ordinal or (f.objects and h.objects and h.admin1 is not distinct from f.admin1)))
    end
),
counted as (select family, first, last, exact, lat, lon, country, place_id, unnest(measures) as measure,
                   unnest("values") as value from fresh where not verbal),
counts as (select distinct measure, value from counted),
told as (select q.mention_id, q.measure, coalesce(q.low, q.best) as value from quantity q
         join counts c on c.measure = q.measure and c.value = coalesce(q.low, q.best)
         where q.mention_id in (select mention_id from spans)),
spots as (
  select h.mention_id from told t join spans h using (mention_id)
  join counted f using (measure, value, family, place_id)
  where h.first is null and not h.dated
  union
  select h.mention_id from spans h join fresh f using (family, place_id)
  where h.first is null and not h.dated and not f.verbal and (f.named or h.weekday = f.weekday)
),
nights as (select *, unnest([first - 1, first + 1]) as day from fresh where one_day and exact and not verbal),
midnight as (
  select h.mention_id from nights f join held h on h.family = f.family and h.first = f.day and h.last = f.day
  where h.dated and h.exact and greatest(abs(h.lat - f.lat), abs(h.lon - f.lon)) <= ?
    and (f.named or h.mention_id in (select mention_id from told))
),
numbers as (
  select h.mention_id from told t join held h using (mention_id) join counted f using (measure, value, family)
  where h.first <= f.last and f.first <= h.last and h.country is not distinct from f.country
    and (not (f.exact and h.exact) or greatest(abs(h.lat - f.lat), abs(h.lon - f.lon)) <= ?)
),
copies as (
  select article_id from story where story_id in (select story_id from fresh) union select unnest(?::varchar[])
)
select distinct mention_id, filename from spans where mention_id in (
  select mention_id from together union all select mention_id from numbers
  union all select mention_id from spots union all select mention_id from midnight
  union all select mention_id from spans join copies using (article_id)
)
"""

_NEVER = date(1, 2, 1)
_OF_ANY_DAY = """
with fresh as (select unnest(?::varchar[]) as place_id, unnest(?::varchar[]) as measure, unnest(?::bigint[]) as value),
told as (select unnest(?::varchar[]) as place_id, unnest(?::integer[]) as weekday, unnest(?::boolean[]) as named)
select distinct m.mention_id, m.filename from mention_placed m join quantity q using (mention_id)
join fresh f on f.place_id = m.place_id and f.measure = q.measure and f.value = coalesce(q.low, q.best)
union
select m.mention_id, m.filename from mention_placed m join told f using (place_id)
where f.named or f.weekday = coalesce(m.weekday, isodow(m.date_start))
"""


def mentions_near(
    reads: Reads,
    sought: Sequence[Sought],
    *,
    families: Mapping[str, str],
    undated_reach: timedelta,
    longest_span: timedelta,
    near: float,
    nearer: float,
    articles: Sequence[str],
) -> dict[str, str]:
    """Return ids of held mentions that might tell the same as one of these, each with the file in which it lies.

    `families` is sub-event type to the family within which types are compared; an undated mention may have happened in
    the `undated_reach` before its reference date; a longer span than `longest_span` is not compared; `near` is how far
    apart in degrees two points may be, `nearer` two that are exact and tell of no like number, thing or series;
    `articles` are taken to belong to the stories of the sought.
    """
    if not sought:
        return {}
    columns = [[list(v) if isinstance(v := getattr(s, c), tuple) else v for s in sought] for c in _COLUMNS]
    first = min((s.first for s in sought if s.first), default=_NEVER)
    last = max((s.last for s in sought if s.last), default=_NEVER)
    reach, longest = undated_reach.days, longest_span.days
    asked = [
        list(families), list(families.values()), *columns, first, longest, last, first, last, reach, reach, first, last,
        longest, nearer, near, near, nearer, list(articles),
    ]  # fmt: skip
    return _placed(reads.sql(_QUERY, asked)) | _of_any_day(reads, sought)


def _placed(found: Any) -> dict[str, str]:
    return dict(zip(*(column.to_pylist() for column in found.columns), strict=True))


def _of_any_day(reads: Reads, sought: Sequence[Sought]) -> dict[str, str]:
    """Return mentions of any day that a dateless one might be: on its spot, with its number, name or weekday."""
    dateless = [s for s in sought if s.first is None and not s.verbal and s.place_id is not None]
    if not dateless:
        return {}
    told = [(s.place_id, k, v) for s in dateless for k, v in zip(s.measures, s.values, strict=True)]
    days = [(s.place_id, s.weekday, s.named) for s in dateless if s.weekday or s.named]
    columns = [[row[n] for row in rows] for rows in (told, days) for n in range(3)]
    return _placed(reads.sql(_OF_ANY_DAY, columns))
