"""`source`: an outlet or archive that we read."""

from dataclasses import dataclass
from typing import Annotated

from schemas.spec import table


@table(key=("source_id",))
@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet, agency or archive that we read, as `knowledge/sources/` describes it."""

    source_id: Annotated[str, "Short ASCII name, also the file's stem: rt-arabic"]
    name_en: Annotated[str | None, "Name in English"]
    name_ar: Annotated[str | None, "Name in Arabic"]
    kind: Annotated[str, "outlet, agency, institution or archive"]
    country: Annotated[str | None, "Seat, ISO 3166-1 alpha-2"]
    language: Annotated[str | None, "Main language, ISO 639-1"]
    timezone: Annotated[str | None, "IANA zone in which its pages print times"]
    owner: Annotated[str | None, "Who owns or funds it, in English"]
    is_wire: Annotated[bool, "A news agency whose texts others reprint"]
    is_state: Annotated[bool, "Owned or run by a state"]
    homepage: Annotated[str | None, "Address of its front page"]
    feeds: Annotated[tuple[str, ...], "Feed addresses"]
    sitemaps: Annotated[tuple[str, ...], "News sitemap addresses"]
    entity_id: Annotated[str | None, "The same outlet as an actor, for claims: actor:rt"]
    articles_low: Annotated[int | None, "Fewest articles that a usual day brings, as its file expects"] = None
    articles_high: Annotated[int | None, "Most articles that a usual day brings, as its file expects"] = None
