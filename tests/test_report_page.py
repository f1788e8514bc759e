"""The report page: what it says, that nothing in it runs, that it is small, that it reads in both languages."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from flows.report import find_areas, write_report
from schemas.entity import Entity
from schemas.event import Event, EventMention
from schemas.ids import content_id
from schemas.source import Source
from schemas.vocabulary import EVENT_STATUSES, SUB_EVENT_TYPES, VERBAL_SUB_TYPES
from tasks.knowledge import load_knowledge
from tests.lake_rows import ENTITIES, FIRST, NOW, SECOND, make_article, make_batch, make_mention, rows_of
from warehouse.lake import Change, Lake, LakeError
from warehouse.report.figures import Range, range_words, total_range
from warehouse.report.marks import group_marks
from warehouse.report.timeline import drawn_days
from warehouse.report.words import clip, read_words


def make_event(n: int, mention: Any, **changes: Any) -> tuple[Event, EventMention]:
    event = Event(
        event_id=mention.mention_id, kind="physical", event_type=mention.event_type,
        sub_event_type=mention.sub_event_type, date_start=mention.date_start, date_end=mention.date_end,
        date_precision=1, place_id=mention.place_id, place_name_en=mention.place_name_en,
        place_name_ar=mention.place_name_ar, admin1=mention.admin1, country=mention.country, lat=mention.lat,
        lon=mention.lon, place_precision=1, actor_ids=mention.actor_ids, target_ids=(),
        target_objects=mention.target_objects, weapon_id=None, killed_low=3, killed_best=3, killed_high=3 + n % 9,
        injured_low=None, injured_best=None, injured_high=None, n_reports=1, n_texts=1, n_origins=1,
        claimants=("actor:medical-source",), deniers=(), status="reported", conflicts=(), parent_event_id=None,
    )  # fmt: skip
    link = EventMention(
        event_id=event.event_id, mention_id=mention.mention_id, score=1.0, rule_id="lone", because="alone"
    )
    return replace(event, **changes), link


def fill(lake: Lake, n: int, *, twist: Any = lambda row: row) -> None:
    """Store n events with an article, a mention, a claim and a number each; `twist` may change any row."""
    articles = [make_article(i, day=date(2016, 10, 3) + timedelta(days=i % 60)) for i in range(n)]
    told = [make_mention(a) for a in articles]
    moved = [
        replace(m, lat=34 + (i * 37 % 100) / 40, lon=36 + (i * 53 % 100) / 25, date_start=d, date_end=d)
        for i, (m, _, _) in enumerate(told)
        for d in [articles[i].published_day]
    ]
    status = ("reported", "contested", "corroborated", "denied")
    events, links = zip(*(make_event(i, m, status=status[i % 4]) for i, m in enumerate(moved)), strict=True)
    groups: list[list[Any]] = [
        articles, moved, [t[1] for t in told], [t[2] for t in told], list(events), list(links), list(ENTITIES),
        [make_batch("b", n)],
    ]  # fmt: skip
    tables = rows_of(*[[twist(row) for row in group] for group in groups])
    lake.commit(Change(batch_id="b", label="x", tables=tables), now=NOW)


class Page(HTMLParser):
    """Tags, attributes and ids of a page, as a browser would see them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action", "data", "srcdoc"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake = Lake.open(tmp_path_factory.mktemp("report") / "lake", create=True)
    fill(lake, 500)
    return lake


@pytest.mark.parametrize("language", ["en", "ar"])
def test_five_hundred_events_fit_in_300_kilobytes(lake: Lake, language: str) -> None:
    page = write_report(lake, language=language)
    assert len(page.encode()) <= 300_000
    ids = Page(page).ids
    assert sum(i.startswith("e-") for i in ids) == 500
    assert len(ids) == len(set(ids))


def test_the_words_of_a_report_are_marked_where_they_stand(lake: Lake) -> None:
    page = write_report(lake, language="ar", since=date(2016, 11, 20))
    assert f"<mark>{FIRST}</mark>" in page
    assert f"<mark>{SECOND}</mark>" in page
    assert "مصدر طبي" in Page(page).text


def test_disputed_events_are_cards_before_others(lake: Lake) -> None:
    page = write_report(lake)
    cards = len(re.findall(r'<article class="card', page))
    contested = len(re.findall(r'<article class="card contested"', page))
    assert 0 < cards < 500
    assert contested == min(125, cards) or contested + len(re.findall(r'"card denied"', page)) == cards


def test_every_place_has_a_mark_that_leads_to_its_first_event(lake: Lake) -> None:
    page = Page(write_report(lake))
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner - {"events"} <= set(page.ids)
    assert sum(link.startswith("#e-") for link in page.links) == 100  # five events on each of a hundred points
    assert "5 events: " in page.text


def test_a_mark_is_as_large_as_it_has_events_and_coloured_by_one_dispute() -> None:
    event = {
        "lat": 35.0, "lon": 36.0, "place_precision": 1, "status": "reported", "n_origins": 1, "n_reports": 1,
        "killed_best": 500_000, "killed_low": None, "killed_high": None, "event_id": "a",
    }  # fmt: skip
    other = {**event, "lat": 34.0, "event_id": "b", "killed_best": 1}
    disputed = {**other, "event_id": "c", "status": "contested"}
    large, small = group_marks([event, other, disputed])
    assert (large.status, small.status) == ("contested", "reported")
    assert large.radius > small.radius  # half a million dead of a running total do not make a mark large
    assert [e["event_id"] for e in large.events] == ["c", "b"]
    assert group_marks([{**event, "place_precision": 6}, {**event, "lat": None}]) == []


def test_a_full_map_puts_neighbours_together() -> None:
    event = {
        "place_precision": 1, "status": "reported", "n_origins": 1, "n_reports": 1, "killed_best": None,
        "killed_low": None, "killed_high": None,
    }  # fmt: skip
    many = [{**event, "event_id": str(i), "lat": 30 + i % 40 / 10, "lon": 30 + i // 40 / 10} for i in range(1200)]
    marks = group_marks(many)
    assert len(marks) <= 300
    assert sum(len(m.events) for m in marks) == 1200
    assert not all(m.is_one_place for m in marks)


def test_an_anniversary_does_not_press_the_news_into_one_bar() -> None:
    days = [date(2015, 11, 1) + timedelta(days=n) for n in range(9)]
    news = [{"date_start": d} for d in days]
    assert drawn_days([{"date_start": date(2005, 11, 1)}, *news, {"date_start": None}]) == days
    assert drawn_days(news) == days


def test_nothing_runs_and_nothing_is_asked_of_the_network(lake: Lake) -> None:
    page = write_report(lake)
    found = Page(page)
    assert not found.tags & {"script", "iframe", "object", "embed", "link", "base", "form", "img", "video", "audio"}
    assert not {a for a in found.attributes if a.startswith("on") or a in ("style", "src", "srcdoc")}
    assert "url(" not in page
    assert "@import" not in page
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]


def test_the_policy_allows_exactly_the_style_of_the_page(lake: Lake) -> None:
    import base64
    import hashlib

    page = write_report(lake)
    style = page.split("<style>")[1].split("</style>")[0]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in page


def test_a_selection_by_an_arabic_spelling_finds_the_country() -> None:
    known = load_knowledge()
    assert ("country", "SY") in find_areas("سورية", known)
    assert find_areas("syria", known) == find_areas("سوريا", known)
    assert ("admin1", "Aleppo") in find_areas("حلب", known)


def test_filters_narrow_and_are_said(lake: Lake) -> None:
    late = write_report(lake, since=date(2016, 11, 30))
    assert late.count('id="e-') < 100
    assert "since 2016-11-30" in late
    assert write_report(lake, where="Atlantis").count('id="e-') == 0
    assert write_report(lake, where="SY", event_type="air/drone strike").count('id="e-') == 500
    assert "No event matches" in write_report(lake, event_type="Grenade")


def test_the_same_lake_gives_the_same_bytes(lake: Lake) -> None:
    assert write_report(lake) == write_report(Lake.open(lake.root))


def test_unknown_is_not_zero() -> None:
    words = read_words("en")
    assert range_words(Range(low=None, high=None), words) == "not known"
    assert range_words(Range(low=1, high=None), words) == "1 or more"
    assert range_words(Range(low=None, high=9), words) == "up to 9"
    assert range_words(Range(low=20, high=99), words) == "20 to 99"


def test_sums_leave_out_denials_background_parts_of_totals_and_what_has_no_day_or_place() -> None:
    row = {
        "status": "reported", "parent_event_id": None, "killed_low": 5, "killed_high": 7, "lat": 35.0, "lon": 36.0,
        "place_precision": 1, "date_start": date(2016, 10, 3), "date_precision": 1,
    }  # fmt: skip
    others = [
        {**row, "status": "denied", "killed_low": 100, "killed_high": 100},
        {**row, "status": "background", "killed_low": 4000, "killed_high": 4000},
        {**row, "parent_event_id": "x", "killed_low": 3, "killed_high": 3},
        {**row, "killed_low": None, "killed_high": None},
        {**row, "date_start": None, "killed_low": 500_000},
        {**row, "date_precision": 5, "killed_low": 500_000},  # "since 2011"
        {**row, "place_precision": 6, "killed_low": 500_000},  # a whole country
    ]
    assert total_range([row, *others], "killed") == Range(low=5, high=7)
    assert total_range([row, {**row, "killed_high": None}], "killed") == Range(low=10, high=None)


def test_each_type_and_status_has_words_in_both_languages() -> None:
    for language in ("en", "ar"):
        words = read_words(language)
        assert all(words.book.values())
        kinds = [t for types in SUB_EVENT_TYPES.values() for t in types] + list(VERBAL_SUB_TYPES)
        assert [k for k in kinds if f"type.{k}" not in words.book] == []
        assert [s for s in EVENT_STATUSES if f"status.{s}" not in words.book] == []


def test_a_language_that_the_page_lacks_is_named_with_those_it_has(lake: Lake) -> None:
    with pytest.raises(LakeError, match="Languages: en, ar"):
        write_report(lake, language="tlh")


def test_copies_stand_under_the_text_they_repeat(tmp_path: Path) -> None:
    from schemas.reuse import Story

    lake = Lake.open(tmp_path / "lake", create=True)
    one, two = make_article(1), replace(make_article(2), source_id="daily")
    told = [make_mention(a) for a in (one, two)]
    event, link = make_event(0, told[0][0], n_reports=2)
    links = [link, replace(link, mention_id=told[1][0].mention_id)]
    stories = [
        Story(article_id=a.article_id, story_id=one.article_id, role=r, origin_id=one.article_id, state="settled")
        for a, r in ((one, "origin"), (two, "copy"))
    ]
    source = Source(
        source_id="daily", name_en="The Daily", name_ar="اليومية", kind="outlet", country=None, language="ar",
        timezone=None, owner=None, is_wire=False, is_state=False, homepage=None, feeds=(), sitemaps=(), entity_id=None,
    )  # fmt: skip
    rows = rows_of([one, two], [t[0] for t in told], [t[2] for t in told], [event], links, stories, [source])
    lake.commit(Change(batch_id="b", label="x", tables=rows), now=NOW)
    page = write_report(lake)
    assert "The same text in: The Daily" in page
    assert page.count("<blockquote") == 1
    assert "اليومية" in write_report(lake, language="ar")


def test_claimants_and_deniers_stand_in_their_own_lanes(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path / "lake", create=True)
    article = make_article(1)
    mention, quantity, claim = make_mention(article)
    event, link = make_event(0, mention, status="contested", deniers=("actor:ru-mod",))
    denial = replace(claim, claim_id=content_id("d"), stance="denies", source_entity_id="actor:ru-mod")
    entity = Entity(
        entity_id="actor:ru-mod", kind="ministry", name_en="Russian Ministry of Defence",
        name_ar="وزارة الدفاع الروسية", parent_id=None, country="RU", source=None,
    )  # fmt: skip
    rows = rows_of([article], [mention], [quantity], [claim, denial], [event], [link], [*ENTITIES, entity])
    lake.commit(Change(batch_id="b", label="x", tables=rows), now=datetime(2026, 3, 1, tzinfo=UTC))
    lanes = re.findall(r'<div class="lane (\w+)">(.*?)</div>', write_report(lake))
    assert [stance for stance, _ in lanes] == ["asserts", "denies"]
    assert "Medical source" in lanes[0][1]
    assert "Russian Ministry of Defence" in lanes[1][1]
    assert "Russian Ministry of Defence" not in lanes[0][1]


def test_dates_under_the_timeline_keep_their_order(lake: Lake) -> None:
    page = write_report(lake, language="ar")
    assert 'class="first" direction="rtl"' in page
    assert ">3 تشرين الأول/أكتوبر 2016</text>" in page


def test_outlines_say_where_they_come_from_and_lie_on_earth() -> None:
    folder = Path(__file__).resolve().parent.parent / "knowledge" / "map"
    for name in ("countries", "admin1"):
        content = json.loads((folder / f"{name}.json").read_text("utf-8"))
        assert "Natural Earth" in content["provenance"]
        assert "public domain" in content["provenance"]
        for shape in content["shapes"]:
            for ring in shape["rings"]:
                lons, lats = list(accumulate(ring[::2])), list(accumulate(ring[1::2]))
                assert len(lons) == len(lats) >= 4
                assert -180 <= min(lons) / content["unit"] <= max(lons) / content["unit"] <= 180.1
                assert -90 <= min(lats) / content["unit"] <= max(lats) / content["unit"] <= 90
    named = {s["country"] for s in json.loads((folder / "countries.json").read_text("utf-8"))["shapes"]}
    assert {"SY", "IQ", "YE", "LB", "PS", "JO", "LY", "SD", "EG", "SA", "UA"} <= named


def test_long_words_are_cut_at_a_word() -> None:
    assert clip("one two three", 9) == "one two…"
    assert clip("short", 9) == "short"
