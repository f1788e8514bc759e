"""The tested examples of a language: sentences written for the project, each with the rows a careful coder gives it.

`knowledge/languages/<code>/examples/*.yml` holds them. `differences` tells what a reading got wrong, slot by slot, so
that a test, a list of known gaps and a benchmark all judge alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemas.article import Article
from schemas.ids import content_id, text_hash
from schemas.mention import Mention
from schemas.vocabulary import VERBAL_SUB_TYPES
from tasks.extract.article import Extraction, extract_article
from tasks.extract.entities import entity_rows
from tasks.extract.lexicon import Lexicon, build_lexicon
from tasks.knowledge import load_knowledge
from tasks.text.normal import normal_form

EXAMPLES_PUBLISHED = date(2016, 6, 15)
FOLDER = Path(__file__).resolve().parent.parent / "knowledge" / "languages"
KNOWLEDGE = load_knowledge()
_AREAS = tuple(normal_form(word) for word in ("مدينة", "بلدة", "قرية", "حي", "مخيم", "ريف", "محافظة", "قاعدة"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text, the day it was published, and its rows as the coding conventions have them.

    `context` is a second paragraph of news whose rows are not judged: sayings are read only in articles about war.
    """

    example_id: str
    text: str
    context: str
    published: date
    rows: tuple[Mapping[str, Any], ...]
    background_allowed: bool
    extra_allowed: tuple[str, ...]
    gap: str | None


def load_examples(language: str = "ar") -> tuple[Example, ...]:
    """Read the examples of a language in the order of its files."""
    return tuple(
        example for path in sorted((FOLDER / language / "examples").glob("*.yml")) for example in read_examples(path)
    )


def read_examples(path: Path) -> Iterator[Example]:
    """Yield the examples of one file; a known gap names what the program does not get right today."""
    file = yaml.safe_load(path.read_text("utf-8"))
    gaps = file.get("known_gaps") or {}
    for entry in file["examples"]:
        yield Example(
            example_id=entry["id"],
            text=entry["text"],
            context=file.get("context", ""),
            published=entry.get("published", file["published"]),
            rows=tuple(entry["rows"]),
            background_allowed=entry.get("background_allowed", False),
            extra_allowed=tuple(entry.get("extra_allowed", ())),
            gap=gaps.get(entry["id"]),
        )


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of Arabic, built once."""
    return build_lexicon(KNOWLEDGE)


def extract(text: str, published: date | None, *, at: int | None = None) -> Extraction:
    """Return what an article with this text, published on this day, reports; `at` is the hour, where it is known."""
    given: dict[str, Any] = dict.fromkeys(Article.__dataclass_fields__)
    given |= {"article_id": content_id(text), "text": text, "text_sha256": text_hash(text), "language": "ar"}
    given |= {"captured_at": datetime(2020, 1, 1, tzinfo=UTC), "published_day": published}
    if at is not None:
        given["published_at"] = datetime(published.year, published.month, published.day, at, tzinfo=UTC)
    return extract_article(Article(**given), lexicon(), batch_id="b")


def judge(example: Example) -> list[str]:
    """Read an example and return what is wrong with it; an empty list is a right reading."""
    if not example.context:
        return differences(example, extract(example.text, example.published))
    found = extract(f"{example.text}\n{example.context}", example.published)
    mine = tuple(m for m in found.mentions if m.evidence_start < len(example.text))
    return differences(example, replace(found, mentions=mine))


def differences(example: Example, found: Extraction) -> list[str]:
    """Return what a reading got wrong, one slot each; an empty list is a right reading."""
    left = [m for m in found.mentions if m.kind == "physical"]
    spoken = [m for m in found.mentions if m.kind == "verbal"]
    wrong: list[str] = []
    for row in example.rows:
        pool = spoken if _options(row["event"])[0] in VERBAL_SUB_TYPES else left
        judged = sorted(((_row_differences(row, m, found), i) for i, m in enumerate(pool)), key=_badness)
        if not judged or any(d.startswith("event") for d in judged[0][0]):
            wrong.append(f"event: wants {_options(row['event'])[0]}, reads {[m.sub_event_type for m in pool]}")
            continue
        wrong += judged[0][0]
        del pool[judged[0][1]]
    return [*wrong, *(f"extra: reads {m.sub_event_type} ({m.status})" for m in left if _is_extra(example, m))]


def _badness(judged: tuple[list[str], int]) -> tuple[bool, int, int]:
    return any(d.startswith("event") for d in judged[0]), len(judged[0]), judged[1]


def _is_extra(example: Example, mention: Mention) -> bool:
    """Tell whether a row that nobody coded is an error: one that asserts, or history where none is told."""
    if mention.status == "planned" or mention.modality != "realis":
        return False
    if mention.status == "background" and example.background_allowed:
        return False
    return _slug(mention) not in example.extra_allowed


def _row_differences(row: Mapping[str, Any], mention: Mention, found: Extraction) -> list[str]:
    checks = {
        "event": (_options(row["event"]), [_slug(mention)]),
        "status": (_options(row.get("status", "asserted")), [mention.status]),
    }
    wrong = [f"{slot}: wants {want[0]}, reads {got[0]}" for slot, (want, got) in checks.items() if got[0] not in want]
    if mention.kind == "verbal":
        if "by" in row and not _is_named(_options(row["by"]), _actor_names(mention)):
            wrong.append(f"speaker: wants {row['by']}, reads {mention.actor_text}")
        return wrong + _other_side(row, mention)
    wrong += [*_place_differences(row, mention), *_side_differences(row, mention)]
    if (mention.date_start, mention.date_end) not in _day_options(row.get("date")):
        wrong.append(f"date: wants {row.get('date')}, reads {mention.date_start} to {mention.date_end}")
    return wrong + _number_differences(row, mention, found) + _claim_differences(row, mention, found)


def _other_side(row: Mapping[str, Any], mention: Mention) -> list[str]:
    """Judge to or against whom something is said, where an example tells: `to: nobody` wants none."""
    if "to" not in row:
        return []
    wanted = _options(row["to"])
    names = [mention.target_text or "", *(name for target in mention.target_ids for name in _entity_names(target))]
    if wanted == ["nobody"] and not any(names):
        return []
    return [] if _is_named(wanted, names) else [f"to: wants {wanted[0]}, reads {mention.target_text}"]


def _place_differences(row: Mapping[str, Any], mention: Mention) -> list[str]:
    wanted = _options(row.get("place"))
    name = mention.place_name_ar or mention.place_text
    if not any(_is_place(place, mention) for place in wanted):
        return [f"place: wants {wanted[0]}, reads {name}"]
    if name is not None and mention.country != row.get("country", mention.country):
        return [f"country: wants {row['country']}, reads {mention.country}"]
    return []


def _side_differences(row: Mapping[str, Any], mention: Mention) -> list[str]:
    """Compare who did it and whom it hit, where the example tells: an id, several that are right, or nobody."""
    wrong = []
    for slot, ids in (("actor", mention.actor_ids), ("target", mention.target_ids)):
        told = {i.removeprefix("actor:") for i in ids}
        if slot in row and not any(option in told if option else not told for option in _options(row[slot])):
            wrong.append(f"{slot}: wants {row[slot]}, reads {sorted(told)}")
    return wrong


def _is_place(wanted: str | None, mention: Mention) -> bool:
    written, name = mention.place_text, mention.place_name_ar
    if wanted is None or (written or name) is None:
        return wanted is None and (written or name) is None
    asked = _bare(wanted)
    words = _bare(written or "")
    return asked == _bare(name or "") or words == asked or words.endswith(f" {asked}")


def _bare(name: str) -> str:
    words = normal_form(name).split()
    while len(words) > 1 and words[0] in _AREAS:
        words = words[1:]
    return " ".join(word.removeprefix("ال") for word in words)


def _day_options(wanted: Any) -> list[tuple[date | None, date | None]]:
    if wanted is None or isinstance(wanted, date):
        return [(wanted, wanted)]
    first, last, *empty = wanted
    return [(first, last), *((None, None) for _ in empty)]


def _number_differences(row: Mapping[str, Any], mention: Mention, found: Extraction) -> list[str]:
    wrong = []
    mine = [q for q in found.quantities if q.mention_id == mention.mention_id and q.victim_class == "all"]
    for measure in dict.fromkeys(("killed", "injured", *(k for k in row if k in _MEASURES))):
        got = [(q.low, q.best, q.high) for q in mine if q.measure == measure] or [None]
        wanted = [_figure(option) for option in _options(row.get(measure))]
        if len(got) > 1 or got[0] not in wanted:
            wrong.append(f"{measure}: wants {row.get(measure)}, reads {got}")
    return wrong


_MEASURES = frozenset({"raids", "sorties", "targets", "munitions", "missing", "detained", "displaced"})


def _figure(wanted: Any) -> tuple[int | None, int | None, int | None] | None:
    """Return low, best, high: 5 is exact, 5+ at least, ~5 about, 5-9 a range."""
    if wanted is None:
        return None
    text = str(wanted)
    if text.endswith("+"):
        return int(text[:-1]), None, None
    if text.startswith("~"):
        return None, int(text[1:]), None
    if "-" in text:
        low, high = text.split("-")
        return int(low), None, int(high)
    return int(text), int(text), int(text)


def _claim_differences(row: Mapping[str, Any], mention: Mention, found: Extraction) -> list[str]:
    mine = [c for c in found.claims if c.mention_id == mention.mention_id and c.field is None]
    wrong = []
    for slot, stances, absent in (("by", {"asserts", "confirms"}, "narrator"), ("denied_by", {"denies"}, "nobody")):
        voices = [[c.source_text or "", *_entity_names(c.source_entity_id)] for c in mine if c.stance in stances] or [
            ["nobody"]
        ]
        wanted = _options(row.get(slot, absent))
        if not all(_is_named(wanted, voice) for voice in voices):
            wrong.append(f"{slot}: wants {wanted[0]}, reads {[voice[0] for voice in voices]}")
    return wrong + _dispute_differences(row, mention, found)


def _dispute_differences(row: Mapping[str, Any], mention: Mention, found: Extraction) -> list[str]:
    """Judge who disputes one field of a row and what he holds instead: {field: target, by: ..., holds: ...}."""
    mine = [
        c for c in found.claims if c.mention_id == mention.mention_id and c.field is not None and c.stance != "asserts"
    ]
    wanted = row.get("disputed")
    if wanted is None:
        return [f"disputed: wants nothing, reads {c.field} by {c.source_text}" for c in mine]
    for claim in mine:
        named = _is_named(_options(wanted["by"]), [claim.source_text, *_entity_names(claim.source_entity_id)])
        if claim.field == wanted["field"] and named and claim.value == wanted.get("holds"):
            return []
    return [f"disputed: wants {wanted['field']}, reads {[(c.field, c.value, c.source_text) for c in mine]}"]


def _is_named(wanted: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether one of the wanted names is one of those read; a longer wording of the same name is the same."""
    for want in (normal_form(w) for w in wanted):
        for name in (normal_form(n) for n in names if n):
            if want in name or (len(name) > len("الجيش") and name in want):
                return True
    return False


@cache
def _entity_names(entity_id: str | None) -> tuple[str, ...]:
    if entity_id is None:
        return ()
    return tuple(e.name_ar or "" for e in entity_rows([entity_id], KNOWLEDGE) if e.entity_id == entity_id)


def _actor_names(mention: Mention) -> list[str]:
    return [mention.actor_text or "", *(name for actor in mention.actor_ids for name in _entity_names(actor))]


def _options(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _slug(mention: Mention) -> str:
    """Return the file name of a physical event's type, the label of a verbal one."""
    if mention.kind == "verbal":
        return mention.sub_event_type
    return next(
        slug
        for slug, event in lexicon().events.items()
        if (event.event_type, event.sub_event_type) == (mention.event_type, mention.sub_event_type)
    )
