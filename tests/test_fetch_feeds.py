"""Feeds and sitemaps of every form, whole, broken and hostile: no exception, no item lost in silence."""

import gzip
import json
import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.feedrescue import count_items, rescue_items, strip_sections
from tasks.fetch.feeds import Feed, parse_feed
from tasks.fetch.sitemaps import parse_sitemap
from tests.fleet.material import ATOM, JSON_FEED, NEWS_SITEMAP, RDF, RSS, SITEMAP_INDEX

EVAL = Path(os.environ.get("MARSAD_EVAL", Path(__file__).resolve().parent.parent.parent / "shared"))
needs_seeds = pytest.mark.skipif(not (EVAL / "data/feeds").is_dir(), reason=f"no feeds to measure on below {EVAL}")


def test_rss_items_are_read_as_written() -> None:
    feed = parse_feed(RSS)
    first, second = feed.items
    assert (feed.version, feed.language, feed.title) == ("rss20", "ar", "وكالة المثال")
    assert (first.guid, first.published, first.is_full) == ("guid-1", "Fri, 02 Oct 2015 10:00:00 +0300", True)
    assert (second.url, second.is_full, second.html) == ("https://news.example/2", False, "<p>خلاصة الخبر الثاني</p>")


@pytest.mark.parametrize("payload", [ATOM, RDF, JSON_FEED])
def test_other_forms_say_the_same(payload: bytes) -> None:
    one, two = parse_feed(payload).items
    assert (one.title, one.url) == ("الخبر الأول", "https://news.example/1")
    assert one.published is not None
    assert (one.is_full, two.is_full) == (True, False)


def test_an_arabic_date_stays_as_it_is_written() -> None:
    payload = RSS.replace(b"Fri, 02 Oct 2015 10:00:00 +0300", "الجمعة، 2 أكتوبر 2015".encode())
    assert parse_feed(payload).items[0].published == "الجمعة، 2 أكتوبر 2015"


def test_a_guid_that_is_an_address_stands_in_for_a_missing_link() -> None:
    payload = b"<rss version='2.0'><channel><item><guid>https://news.example/7</guid></item></channel></rss>"
    assert [i.url for i in parse_feed(payload).items] == ["https://news.example/7"]


def test_windows_1256_is_read() -> None:
    text = RSS.decode().replace('encoding="UTF-8"', 'encoding="windows-1256"').encode("windows-1256")
    assert parse_feed(text).items[0].title == "الخبر الأول"


def test_a_cut_feed_gives_what_it_can_and_tells_of_the_rest() -> None:
    body = b"".join(b"<item><title>t%d</title><link>https://news.example/%d</link></item>" % (n, n) for n in range(40))
    whole = b"<rss version='2.0'><channel>" + body + b"</channel></rss>"
    for cut in range(60, len(whole), 97):
        feed = parse_feed(whole[:cut])
        marked = whole[:cut].count(b"<item>")
        assert len(feed.items) >= marked or feed.lost, cut


def test_feed_times_to_live() -> None:
    assert parse_feed(RSS.replace(b"<language>", b"<ttl>15</ttl><language>")).ttl_s == 900
    assert parse_feed(RSS).ttl_s is None


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><rss version='2.0'><channel><item><title>&a9;</title></item></channel></rss>"
)
QUADRATIC = (
    f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><rss version="2.0"><channel><item><title>'
    + "&a;" * 50_000
    + "</title></item></channel></rss>"
)
ITEM = "<item><title>x</title></item></channel></rss>"
HOSTILE = {
    "laughs": LAUGHS,
    "quadratic": QUADRATIC,
    "open tags": "<rss version='2.0'><channel><item><title>" + "<b>" * 600_000,
    "bare signs": "<rss version='2.0'><channel><item><title>" + "<" * 3_000_000,
    "attributes": "<rss version='2.0'><channel><item " + " ".join(f"a{n}='u'" for n in range(200_000)) + ">" + ITEM,
    "names": "<rss version='2.0' " + " ".join(f"xmlns:a{n}='u{n}'" for n in range(50_000)) + "><channel>" + ITEM,
    "comments": "<rss version='2.0'><channel>" + "<!-- " * 500_000 + ITEM,
    "sections": "<rss version='2.0'><channel><item><title>" + "<![CDATA[" * 400_000 + ITEM,
    "doctypes": "<!DOCTYPE " * 300_000 + "<rss version='2.0'><channel>" + ITEM,
    "one token": "<rss version='2.0'><channel><item><title>" + "a" * 8_000_000 + "</title>" + ITEM,
    "deep json": '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bomb_ends_in_two_seconds(name: str) -> None:
    payload = HOSTILE[name].encode()
    began = time.process_time()
    feed = parse_feed(payload)
    assert time.process_time() - began < 2
    assert feed.items or feed.troubles or feed.lost


def test_no_entity_opens_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim", "utf-8")
    payload = (
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]><rss version="2.0"><channel>'
        "<item><title>&a;x</title></item></channel></rss>"
    ).encode()
    assert "geheim" not in str(parse_feed(payload))
    assert "geheim" not in str(rescue_items(payload, 9))


def test_a_payload_that_is_a_path_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(RSS)
    assert parse_feed(str(path).encode()).items == ()
    assert parse_feed(f"file://{path}".encode()).items == ()


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Damage a feed: cut, drop, double, flip, insert."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        a, b = sorted(chance.randrange(len(out) + 1) for _ in range(2))
        match chance.randrange(6):
            case 0:
                del out[a:b]
            case 1:
                out[a:a] = out[a:b]
            case 2:
                for _ in range(20):
                    out[chance.randrange(len(out))] ^= 1 << chance.randrange(8) if out else 0
            case 3:
                out[a:a] = chance.choice(
                    [b"<", b"&", b"]]>", b"<![CDATA[", b"&#1114112;", b"\x00", b"<!--", b"</item>"]
                )
            case 4:
                out = out[:b]
            case _:
                out[a:b] = bytes(chance.randrange(256) for _ in range(chance.randrange(40)))
        if not out:
            out = bytearray(b"x")
    return bytes(out)


def told_or_read(payload: bytes, feed: Feed) -> bool:
    return len(feed.items) >= count_items(strip_sections(payload)) or feed.lost is not None


@pytest.mark.parametrize("payload", [RSS, ATOM, RDF, JSON_FEED])
def test_damaged_feeds_never_raise_and_lose_nothing_in_silence(payload: bytes) -> None:
    chance = random.Random(20240506)  # noqa: S311 a seed, no secret
    for _ in range(150):
        damaged = mutate(payload, chance)
        feed = parse_feed(damaged)
        assert damaged.lstrip()[:1] == b"{" or told_or_read(damaged, feed), damaged
        assert json.dumps([i.title for i in feed.items], ensure_ascii=False).encode("utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_told(payload: bytes) -> None:
    for prefix in (b"", b"<rss><channel>", b'{"version":"https://jsonfeed.org/version/1","items":[', b"\xff\xfe<"):
        feed = parse_feed(prefix + payload)
        assert told_or_read(prefix + payload, feed) or prefix.startswith(b"{")


def test_a_news_sitemap_tells_dates_and_titles() -> None:
    [one, two] = parse_sitemap(NEWS_SITEMAP).addresses
    assert (one.url, one.published, one.title) == ("https://news.example/1", "2015-10-02T10:00:00+03:00", "الخبر الأول")
    assert (one.language, two.last_modified) == ("ar", "2015-10-01")
    assert parse_sitemap(gzip.compress(NEWS_SITEMAP)) == parse_sitemap(NEWS_SITEMAP)


def test_an_index_names_sitemaps() -> None:
    found = parse_sitemap(SITEMAP_INDEX)
    assert [s.url for s in found.sitemaps] == ["https://news.example/a.xml", "https://news.example/b.xml.gz"]
    assert found.addresses == ()


def test_fifty_thousand_addresses_in_three_seconds() -> None:
    head, _, rest = NEWS_SITEMAP.partition(b"<url>")
    entry = b"<url>" + rest.partition(b"</url>")[0] + b"</url>"
    payload = head + entry * 50_000 + b"</urlset>"
    began = time.process_time()
    found = parse_sitemap(payload)
    assert time.process_time() - began < 3
    assert len(found.addresses) == 50_000


NO_SITEMAPS = [
    b"",
    b"x",
    b"\x1f\x8bno",
    gzip.compress(bytes(60 << 20), 1),
    b"<urlset><url/></urlset>",
    b"<html><body>404</body></html>",
    LAUGHS.encode(),
]


@pytest.mark.parametrize("payload", NO_SITEMAPS, ids=range(len(NO_SITEMAPS)))
def test_what_is_no_sitemap_is_told(payload: bytes) -> None:
    found = parse_sitemap(payload)
    assert found.addresses == ()
    assert found.troubles


@given(st.binary(max_size=300))
def test_damaged_sitemaps_never_raise(noise: bytes) -> None:
    for at in (0, 40, 200, 400):
        parse_sitemap(NEWS_SITEMAP[:at] + noise + NEWS_SITEMAP[at + len(noise) // 2 :])


@needs_seeds
def test_real_feeds_give_every_item_they_mark() -> None:
    paths = [
        p for p in (EVAL / "data/feeds").rglob("*") if p.is_file() and "LICENSE" not in p.name and p.suffix != ".gz"
    ]
    assert len(paths) >= 20
    for path in paths:
        payload = path.read_bytes()
        feed = parse_feed(payload)
        assert feed.lost is None, path
        assert len(feed.items) >= count_items(strip_sections(payload)), path
