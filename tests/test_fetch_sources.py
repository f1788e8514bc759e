"""Lists of feeds in and out, checks of addresses, backfills by date, and strict TLS."""

import datetime as dt
import ipaddress
import ssl
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from flows.backfill import backfill_inputs
from flows.desk import Desk
from schemas.document import Document
from tasks.fetch.backfill import hosts_of, read_backfill
from tasks.fetch.captured import Captured, Skipped
from tasks.fetch.check import check_feeds
from tasks.fetch.fetcher import Fetched, Fetcher, Refused, Request
from tasks.fetch.manners import Manners
from tasks.fetch.opml import OpmlError, read_opml, write_opml
from tasks.fetch.sockets import Vetting, make_tls_context
from tasks.fetch.sourcefile import SourceIdError, compose_source, suggest_source_id
from tasks.fetch.transport import Transport
from tasks.fetch.warc import write_records
from tasks.knowledge import load_knowledge
from tasks.sources import source_rows
from tests.fleet.material import MOMENT, RSS
from tests.fleet.server import REAL, Fleet, Reply, make_fetcher, resolve_to_loopback
from tests.test_fetch_poll import source
from warehouse.lake import Lake

OPML = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<opml version="2.0"><head><title>&a;</title></head><body><outline text="اليمن">
<outline type="rss" text="وكالة" xmlUrl="https://news.example/rss" htmlUrl="https://news.example/"/>
<outline type="rss" text="again" xmlUrl="https://news.example/rss"/>
<outline text="trap" xmlUrl="file:///etc/passwd"/></outline></body></opml>""".encode()


def test_opml_is_read_flat_and_a_file_address_is_refused() -> None:
    good, trap = read_opml(OPML)
    assert (good.feed_url, good.title, good.refusal) == ("https://news.example/rss", "وكالة", None)
    assert trap.refusal is not None


def test_opml_goes_out_and_comes_back() -> None:
    sources = [
        replace(source("https://b.example/f", name="b"), country="YE", name_en="B & C"),
        source("https://a.example/f"),
    ]
    assert [f.feed_url for f in read_opml(write_opml(sources))] == ["https://a.example/f", "https://b.example/f"]


@pytest.mark.parametrize("payload", [b"", b"{}", b"<rss/>", b"\xff\xfe"])
def test_what_is_no_opml_is_told(payload: bytes) -> None:
    with pytest.raises(OpmlError):
        read_opml(payload)


def test_a_check_says_what_is_at_an_address(fleet: Fleet) -> None:
    feed = fleet.put("a.test", "/rss", Reply(body=RSS))
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>x</body></html>'
    home = fleet.put("a.test", "/", Reply(body=page))
    good, front, gone = check_feeds([feed, home, fleet.url("a.test", "/none")], make_fetcher())
    assert (good.is_feed, good.n_items, good.n_full) == (True, 2, 1)
    assert good.newest == datetime(2015, 10, 2, 7, tzinfo=UTC)
    assert (front.is_feed, front.feeds) == (False, (feed,))
    assert gone.trouble == "status 404"


def test_a_backfill_takes_a_span_of_days_and_what_has_no_date(tmp_path: Path) -> None:
    days = [datetime(2016, 8, d, tzinfo=UTC) for d in (24, 25, 26)]
    pages = [
        Captured(url=f"https://news.example/{d.day}", payload=b"x", media_type="text/html", captured_at=d) for d in days
    ]
    write_records(tmp_path, "news", pages, MOMENT)
    (tmp_path / "undated.txt").write_text("x", "utf-8")
    found = list(read_backfill([tmp_path], since=days[1], until=days[2]))
    assert [f.url for f in found if isinstance(f, Captured)] == ["https://news.example/25", "file:undated.txt"]
    assert found[-1] == Skipped(path="backfill", why="2 captures lie outside of the span that was asked for")


def test_pages_of_an_archive_are_named_by_the_host_of_their_outlet(tmp_path: Path) -> None:
    outlets = [replace(source(name=n), homepage=h) for n, h in (
        ("one", "https://www.one.example/"), ("two", "https://two.example/ar"), ("twin", "https://two.example/en"),
    )]  # fmt: skip
    urls = ("https://m.one.example/1", "https://two.example/2", "https://other.example/3")
    pages = [Captured(url=u, payload=b"x", media_type="text/html") for u in urls]
    write_records(tmp_path, "news", pages, MOMENT)
    found = read_backfill([tmp_path], hosts=hosts_of(outlets))
    assert [f.source_id for f in found if isinstance(f, Captured)] == ["one", None, None]


def test_a_new_source_file_passes_the_linter(tmp_path: Path) -> None:
    place, text = compose_source(
        suggest_source_id("https://www.sabq-news.example/rss"), feeds=["https://www.sabq-news.example/rss"],
        country="YE", language="ar", timezone="Asia/Aden",
    )  # fmt: skip
    assert place == "sources/ye/sabq-news.yml"
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_text(text, "utf-8")
    [row] = source_rows(load_knowledge(tmp_path))
    assert row.feeds == ("https://www.sabq-news.example/rss",)


@pytest.mark.parametrize("name", ["../../etc/x", "a/b", "A", "-a", "", "a" * 70])
def test_a_source_id_is_no_path(name: str) -> None:
    with pytest.raises(SourceIdError):
        compose_source(name, feeds=["https://news.example/"], country="YE", language="ar", timezone="UTC")


def test_an_archive_over_http_goes_to_disk_and_into_the_lake_once(fleet: Fleet, tmp_path: Path) -> None:
    text = "قال متحدث باسم البلدية إن الطريق الساحلي أعيد فتحه أمام الحركة صباح اليوم بعد إصلاحه."
    page = f"<html><body><article><p>{text}</p><p>{text}</p></article></body></html>".encode()
    old = Captured(url="https://news.example/1", payload=page, media_type="text/html", captured_at=MOMENT)
    write_records(tmp_path, "news", [old], MOMENT)
    url = fleet.put("a.test", "/news.warc.gz", Reply(body=(tmp_path / "news.warc.gz").read_bytes()))
    gone = fleet.url("a.test", "/gone.warc.gz")
    desk = Desk(lake=Lake.open(tmp_path / "lake", create=True), knowledge=load_knowledge())
    first = backfill_inputs(desk, [url, gone], fetcher=make_fetcher())
    assert (first.n_in, first.n_quarantined) == (2, 1)
    [document] = desk.lake.rows(Document)
    assert document.fetched_at == MOMENT
    again = backfill_inputs(desk, [url], fetcher=make_fetcher())
    assert (again.n_stored, again.n_duplicate) == (0, 1)


def make_certificate(folder: Path, name: str, *, days: int) -> Path:
    """Write a self-made certificate with its key; `days` before now for one that has ended."""
    x509 = pytest.importorskip("cryptography.x509", reason="cryptography makes the certificates of this test")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - dt.timedelta(days=30))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("::1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}{days}.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


class _Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("name", "days", "authority", "outcome"),
    [
        ("a.test", 1, "known", "hello"),
        ("a.test", 1, "unknown", "tls"),
        ("b.test", 1, "known", "tls"),
        ("a.test", -1, "known", "tls"),
    ],
)
def test_tls_is_strict_and_never_tried_without(
    tmp_path: Path, name: str, days: int, authority: str, outcome: str
) -> None:
    pem = make_certificate(tmp_path, name, days=days)
    server = HTTPServer(("127.0.0.1", 0), _Hello)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_args: None  # type: ignore[method-assign]
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    vetting = Vetting(resolve=resolve_to_loopback, allow_peers=frozenset({"127.0.0.1"}))
    transport = Transport(vetting=vetting, tls=make_tls_context(pem if authority == "known" else None))
    fetcher = Fetcher(clock=REAL, transport=transport, manners=Manners(pause_s=0, deadline_s=5))
    answer = fetcher.fetch(Request(url=f"https://a.test:{server.server_address[1]}/", limit=100))
    server.shutdown()
    server.server_close()
    told = answer.kind if isinstance(answer, Refused) else answer.payload.decode()
    assert told == outcome, answer
    assert isinstance(answer, Fetched) is (outcome == "hello")
