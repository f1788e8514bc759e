"""Batches of any size, in any order, make the events that one rebuild makes; a replay changes nothing."""

import gc
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.desk import Desk
from flows.held import BatchReports, HeldReports
from flows.linking import link_batch
from schemas.event import Event, EventAlias, EventHistory, EventMention
from schemas.mention import Claim, Mention, Quantity
from schemas.reuse import Story
from tasks.knowledge import load_knowledge
from tasks.link.events import Comparer, Linked, Reports, link_mentions
from tests.test_link_events import ALEPPO, HOMS, SYRIA, claim, count, report
from warehouse.lake import Change, Lake, TableChange

START = datetime(2015, 11, 1, tzinfo=UTC)
HAMA = {"place_id": "place:hama", "lat": 35.13, "lon": 36.75, "admin1": "Hama", "place_precision": 1}
NEAR_HOMS = {"place_id": "place:talbiseh", "lat": 34.84, "lon": 36.73, "admin1": "Homs", "place_precision": 1}
SPEECH = {"kind": "verbal", "event_type": "Verbal", "sub_event_type": "Statement", "place_id": None, "lat": None,
          "lon": None, "admin1": None, "place_precision": None}  # fmt: skip
WORDS = ("غارة على السوق", "قصف مستشفى", "الغارة الثانية", "غارات على مقر", "قصف جوي ليلا", "غارة على مشفى الأمل")
QUARTER = {"place_id": "place:sy-sukkari", "lat": 36.175, "lon": 37.15, "admin1": "Aleppo", "place_precision": 1}
UNLISTED = {**HAMA, "place_id": None, "place_name_ar": "المشيرفة", "place_precision": 2}
NOWHERE = {"place_id": None, "place_name_ar": "العزيزية", "lat": None, "lon": None, "place_precision": 1}


def fortnight(seed: int, n: int) -> list[tuple[Mention, Quantity, Claim]]:
    """Reports of two weeks: of one day, of a night between two, undated, dateless, of towns, provinces and the country."""
    chance = random.Random(seed)  # noqa: S311 no secret, a repeatable fortnight
    told = []
    for i in range(n):
        name, day = f"m{i:03}", date(2015, 10, 1 + chance.randrange(14))
        first = chance.choice((day, day, day - timedelta(days=1), None))
        fields: dict[str, Any] = {"date_start": first, "date_end": first and day, "reference_date": day}
        if first is None and chance.random() < 0.5:
            fields |= {"reference_date": None, "weekday": chance.choice((None, 1, 2))}
        fields |= chance.choice((HOMS, HOMS, NEAR_HOMS, HAMA, ALEPPO, QUARTER, UNLISTED, NOWHERE, SYRIA, SPEECH))
        fields["status"] = chance.choice(("asserted", "asserted", "asserted", "background", "planned"))
        if i % 9 == 1 and told[-1][0].kind == "physical":
            fields["parent_mention_id"] = told[-1][0].mention_id
        fields["actor_ids"] = chance.choice((("actor:ru-air-force",), ("actor:ru-mod",), ("actor:is",), ()))
        fields["target_objects"] = chance.choice(((), ("مستشفى",), ("سوق",)))
        m = report(name, f"art{i // 2}", chance.choice(WORDS), **fields)
        who = chance.choice(("actor:sohr", "actor:ru-mod", None))
        told.append((m, count(name, "killed", chance.choice((1, 2, 3, 4, 5, 14))), claim(name, who)))
    return told


def stories_of(told: Iterable[tuple[Mention, Quantity, Claim]]) -> dict[str, str]:
    """Every third article is a copy of the one before."""
    ids = {m.article_id: int(m.article_id[3:]) for m, _, _ in told}
    return {a: f"art{i - 1}" if i % 3 == 2 else a for a, i in ids.items()}


def commit(desk: Desk, told: Sequence[tuple[Mention, Quantity, Claim]], gone: frozenset[str] = frozenset()) -> None:
    """Commit one batch as the pipeline does."""
    stories = stories_of(told)
    batch = BatchReports(
        mentions=tuple(m for m, _, _ in told), quantities=tuple(q for _, q, _ in told),
        claims=tuple(c for _, _, c in told), stories=stories, gone=gone, batch_id=f"b{desk.lake.snapshot().number}",
    )  # fmt: skip
    with desk.lake.writer() as writer:
        tables, _ = link_batch(desk, writer, batch)
        tables |= {
            "mention": TableChange(rows=batch.mentions, remove={"mention_id": sorted(gone)}),
            "quantity": TableChange(rows=batch.quantities, remove={"mention_id": sorted(gone)}),
            "claim": TableChange(rows=batch.claims, remove={"mention_id": sorted(gone)}),
            "story": TableChange(rows=[
                Story(article_id=a, story_id=s, origin_id=s, role="origin" if a == s else "copy", state="provisional")
                for a, s in stories.items()
            ]),
        }  # fmt: skip
        writer.commit(Change(batch_id=batch.batch_id, label="x", tables=tables), now=START)


def rebuilt(desk: Desk, told: Sequence[tuple[Mention, Quantity, Claim]], stories: dict[str, str]) -> Linked:
    """All at once."""
    reports = Reports(
        mentions=tuple(m for m, _, _ in told), quantities=tuple(q for _, q, _ in told),
        claims=tuple(c for _, _, c in told), stories=stories,
    )  # fmt: skip
    empty = BatchReports(mentions=(), quantities=(), claims=(), stories={}, gone=frozenset(), batch_id="-")
    entities = HeldReports(desk, desk.lake, empty).entities(reports.mentions, reports.claims)
    return link_mentions(reports, entities, desk.knowledge)


def assert_same(lake: Lake, whole: Linked) -> None:
    """The lake holds just these events and links."""
    assert lake.rows(Event) == list(whole.events)
    assert lake.rows(EventMention) == list(whole.links)


def by_article(
    told: Sequence[tuple[Mention, Quantity, Claim]], seed: int
) -> list[list[tuple[Mention, Quantity, Claim]]]:
    """Pairs of articles that are one story come together: a story that grows later is a test of its own."""
    groups: dict[int, list[tuple[Mention, Quantity, Claim]]] = {}
    for row in told:
        groups.setdefault(int(row[0].article_id[3:]) // 3, []).append(row)
    found = list(groups.values())
    random.Random(seed).shuffle(found)  # noqa: S311
    return found


def desk_in(folder: Path) -> Desk:
    """A desk with an empty lake."""
    return Desk(lake=Lake.open(folder / "lake", create=True), knowledge=load_knowledge())


@pytest.mark.parametrize(("size", "seed"), [(1, 0), (3, 1), (3, 2), (100, 3)])
def test_batches_of_any_size_in_any_order_make_the_events_of_a_rebuild(tmp_path: Path, size: int, seed: int) -> None:
    told = fortnight(seed, 27 if size == 1 else 54)
    desk, groups = desk_in(tmp_path), by_article(told, seed)
    for i in range(0, len(groups), size):
        commit(desk, [row for group in groups[i : i + size] for row in group])
    assert_same(desk.lake, rebuilt(desk, told, stories_of(told)))


def test_articles_that_are_gone_or_read_anew_leave_the_events_of_a_rebuild(tmp_path: Path) -> None:
    told, other = fortnight(4, 60), fortnight(5, 60)
    desk = desk_in(tmp_path)
    commit(desk, told)
    read_anew, gone = other[12:24], frozenset(m.mention_id for m, _, _ in told[36:42])
    commit(desk, read_anew, gone)
    left = [row for i, row in enumerate(told) if not 12 <= i < 24 and row[0].mention_id not in gone]
    assert_same(desk.lake, rebuilt(desk, [*left, *read_anew], stories_of(told)))


def test_a_replay_changes_nothing(tmp_path: Path) -> None:
    told = fortnight(6, 48)
    desk = desk_in(tmp_path)
    for part in (told[:30], told[30:]):
        commit(desk, part)
    tables = (Event, EventMention, EventHistory, EventAlias)
    before = [desk.lake.rows(t) for t in tables]
    for part in (told[30:], told[:30]):
        commit(desk, part)
    assert [desk.lake.rows(t) for t in tables] == before


def test_one_outlet_that_floods_adds_reports_and_no_origin(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    first = report("m000", "art0", "غارة على السوق")
    commit(desk, [(first, count("m000", "killed", 5), claim("m000", "actor:sohr"))])
    names = [f"n{i:03}" for i in range(100)]
    copies = [report(n, f"art{3 * i + 3}", "غارة على السوق", published_at=START) for i, n in enumerate(names)]
    commit(desk, [(m, count(m.mention_id, "killed", 5), claim(m.mention_id, "actor:sohr")) for m in copies])
    (event,) = desk.lake.rows(Event)
    assert (event.event_id, event.n_reports, event.n_origins, event.status) == ("m000", 101, 1, "reported")


def test_the_collector_rests_while_linking_and_goes_on_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    judge = Comparer.compare_all
    monkeypatch.setattr(Comparer, "compare_all", lambda self: (seen.append(gc.isenabled()), judge(self)))
    link_mentions(Reports(mentions=(), quantities=(), claims=(), stories={}), {}, load_knowledge())
    assert (seen, gc.isenabled()) == ([False], True)
    monkeypatch.setattr(Comparer, "compare_all", lambda _self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        link_mentions(Reports(mentions=(), quantities=(), claims=(), stories={}), {}, load_knowledge())
    assert gc.isenabled()
