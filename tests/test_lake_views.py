"""Named views and macros: each answers a question, in the catalog and in our own reader alike."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from schemas.event import Event, EventAlias, EventMention
from tests.lake_rows import NOW, make_article, make_change, make_mention, rows_of
from warehouse.lake import Change, Lake
from warehouse.viewfiles import MACROS, VIEWS, macro_files, view_files


def make_event(event_id: str, lat: float | None, lon: float | None) -> Event:
    return Event(
        event_id=event_id,
        kind="physical",
        event_type="Explosions/Remote violence",
        sub_event_type="Air/drone strike",
        date_start=date(2016, 10, 3),
        date_end=date(2016, 10, 3),
        date_precision=1,
        place_id=None,
        place_name_en="Sheikh Said",
        place_name_ar="الشيخ سعيد",
        admin1=None,
        country="SY",
        lat=lat,
        lon=lon,
        place_precision=1,
        actor_ids=(),
        target_ids=(),
        target_objects=(),
        weapon_id=None,
        killed_low=3,
        killed_best=3,
        killed_high=3,
        injured_low=None,
        injured_best=None,
        injured_high=None,
        n_reports=1,
        n_texts=1,
        n_origins=1,
        claimants=("actor:medical-source",),
        deniers=("actor:ru-mod",) if event_id == "there" else (),
        status="contested" if event_id == "there" else "reported",
        conflicts=(),
        parent_event_id=None,
    )


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake = Lake.open(tmp_path_factory.mktemp("views") / "lake", create=True)
    lake.commit(make_change("one", range(2)), now=NOW)
    events = [make_event("here", 36.2, 37.15), make_event("there", 33.51, 36.29), make_event("nowhere", None, None)]
    mention = make_mention(make_article(0))[0]
    link = EventMention(
        event_id="here", mention_id=mention.mention_id, score=1.0, rule_id="lone", because="a lone report"
    )
    alias = EventAlias(alias_id="older", event_id="here", batch_id="two")
    lake.commit(Change(batch_id="two", label="x", tables=rows_of(events, [link], [alias])), now=NOW)
    return lake


@pytest.mark.parametrize("name", [p.stem for p in (*VIEWS.glob("*.sql"), *MACROS.glob("*.sql"))])
def test_every_view_and_macro_tells_its_question(name: str) -> None:
    (question,) = [v.question for v in (*view_files(), *macro_files()) if v.name == name]
    assert "?" in question


def test_only_events_within_the_distance_are_near(lake: Lake) -> None:
    near = lake.sql("SELECT event_id, distance_km FROM near(36.2, 37.16, 5)").to_pylist()
    assert near == [{"event_id": "here", "distance_km": 0.9}]
    assert lake.sql("SELECT count(*) AS n FROM near(36.2, 37.16, 400)").to_pylist() == [{"n": 2}]


@pytest.mark.parametrize("event_id", ["here", "older"])
def test_why_shows_the_reports_that_were_joined_also_by_an_old_id(lake: Lake, event_id: str) -> None:
    (row,) = lake.sql("SELECT * FROM why(?)", [event_id]).to_pylist()
    assert row["because"] == "a lone report"
    assert [c["claimant"] for c in row["claims"]] == ["actor:medical-source"]


def test_events_carry_their_reports_and_contested_ones_are_listed(lake: Lake) -> None:
    by_id = {e["event_id"]: e for e in lake.sql("SELECT * FROM events").to_pylist()}
    assert [r["source_id"] for r in by_id["here"]["reports"]] == ["sample-one"]
    assert by_id["there"]["reports"] == []
    assert [c["event_id"] for c in lake.sql("SELECT * FROM contested").to_pylist()] == ["there"]


def test_the_catalog_has_views_and_macros_with_their_questions(lake: Lake) -> None:
    with duckdb.connect(str(lake.catalog_path), read_only=True) as session:
        assert session.execute("SELECT event_id FROM near(36.2, 37.16, 5)").fetchall() == [("here",)]
        told = dict(
            session.execute(
                "SELECT function_name, comment FROM duckdb_functions() WHERE database_name = 'marsad'"
            ).fetchall()
        )
    assert set(told) == {m.name for m in macro_files()}
    assert all(told.values())


def test_a_view_without_a_question_is_refused(tmp_path: Path) -> None:
    from warehouse.viewfiles import parse_view

    (tmp_path / "mute.sql").write_text("SELECT 1")
    with pytest.raises(ValueError, match="the question that the view answers"):
        parse_view(tmp_path / "mute.sql")


def test_a_question_makes_the_views_that_it_names_whatever_was_asked_before(lake: Lake) -> None:
    reader = lake.at()
    assert reader.sql("select count(*) as n from mention").to_pylist() == [{"n": 2}]
    whole = reader.sql("select event_id from Events order by all").to_pylist()
    assert reader.sql("select count(*) as n from (from article)").to_pylist() == [{"n": 2}]
    assert whole == lake.at().sql("select event_id from events order by all").to_pylist()
    reader.close()
    assert reader.sql("select count(*) as n from mention").to_pylist() == [{"n": 2}]
