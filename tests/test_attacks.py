"""Hostile text is shown and never obeyed: in a browser, in a spreadsheet, on a terminal."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cli.console import say
from cli.render import cell, defuse, write_csv, write_json, write_table
from flows.report import read_outlines
from tasks.knowledge import load_knowledge
from tests.attacks import ESCAPES, FORMULAS, LINKS, RUN, SCRIPTS
from tests.machine_tools import find_tool
from tests.test_report_page import Page, fill
from warehouse.exportformats import defuse_formula
from warehouse.lake import Lake
from warehouse.report import page as page_module
from warehouse.report.facts import Facts, Selection, read_facts
from warehouse.report.page import draw_page
from warehouse.report.words import esc, read_words, safe_link

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = find_tool("chromium", "chromium-browser", "google-chrome")
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_there_are_as_many_attacks_as_promised() -> None:
    assert len(set(SCRIPTS)) >= 60
    assert len(set(FORMULAS)) >= 30
    assert len(set(ESCAPES)) >= 20


def spoil(value: Any, payload: str, link: str, *, name: str = "") -> Any:
    """Put a payload into every text of a row, however deep; times, numbers and the ids that tie rows stay."""
    if name in ("event_id", "mention_id", "article_id", "story_id"):
        return value
    if isinstance(value, str) or (value is None and name in ("title", "via_entity_id", "field", "url", "weapon_id")):
        return link if name == "url" else payload
    if isinstance(value, (list, tuple)):
        return [spoil(v, payload, link) for v in value] or ([payload] if name.endswith(("ids", "objects")) else [])
    if isinstance(value, dict):
        return {k: spoil(v, payload, link, name=k) for k, v in value.items()}
    return value


def hostile(facts: Facts, payloads: list[str]) -> Facts:
    """Give every event of some facts one payload, in all of its texts and in those of its reports and voices."""
    chosen = {e["event_id"]: i for i, e in enumerate(facts.events)}

    def rows_of(event_id: str, rows: Any) -> Any:
        i = chosen[event_id]
        return tuple(spoil(r, payloads[i % len(payloads)], LINKS[i % len(LINKS)]) for r in rows)

    conflict = {"slot": "x", "value": "x", "claimants": ["x"], "mention_ids": []}
    events = [{**e, "conflicts": [conflict]} for e in facts.events]
    return replace(
        facts,
        events=tuple(rows_of(e["event_id"], [e])[0] for e in events),
        reports={k: rows_of(k, v) for k, v in facts.reports.items()},
        voices={k: rows_of(k, v) for k, v in facts.voices.items()},
        names={p: {"name_en": p, "name_ar": p} for p in payloads},
        health=replace(facts.health, issues=tuple((p, 1) for p in payloads), code_versions=tuple(payloads)),
        selection=Selection(where=payloads[0], event_type=payloads[1]),
    )


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    lake = Lake.open(tmp_path_factory.mktemp("attacks") / "lake", create=True)
    fill(lake, len(SCRIPTS))
    return read_facts(lake, Selection())


def pages(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Draw every payload as a card and as a line, in both languages."""
    told, outlines = hostile(facts, SCRIPTS), read_outlines(load_knowledge())
    drawn = {}
    monkeypatch.setattr(page_module, "_BUDGET", 5_000_000)
    for shape in ("card", "row"):
        if shape == "row":  # no card fits on the page
            monkeypatch.setattr(page_module, "draw_card", lambda *_: "x" * 5_000_000)
        for language in ("en", "ar"):
            drawn[f"{shape}-{language}"] = draw_page(told, outlines, read_words(language))
    assert drawn["card-en"].count('<article class="card') == len(SCRIPTS)
    assert drawn["row-en"].count('<tr id="e-') == len(SCRIPTS)
    return drawn


def test_no_payload_becomes_an_element_an_attribute_or_a_link(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = Page(draw_page(facts, read_outlines(load_knowledge()), read_words("en")))
    for name, drawn in pages(facts, monkeypatch).items():
        found = Page(drawn)
        assert found.tags <= clean.tags | {"tr", "td", "th", "table", "tbody", "thead", "small", "dl", "dt", "dd"}, name
        assert {a for a in found.attributes if a.startswith("on") or a in ("style", "src", "srcdoc", "action")} == set()
        assert all(link.startswith(("#", "https://", "http://")) for link in found.links)
        assert not _OBEYED.search(drawn)
        assert RUN in found.text


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: the browser's own word on the payloads is not heard")
def test_a_browser_runs_none_of_them_even_without_the_policy(
    facts: Facts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each page stands in a frame that allows everything; the outer page tells the title of each and what it holds."""
    drawn = pages(facts, monkeypatch)
    drawn["probe"] = f"<title>x</title><img src=x onerror={RUN}>"  # this one must run: the test sees what it looks for
    for name, text in drawn.items():
        open_text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        assert "Content-Security-Policy" not in open_text
        (tmp_path / f"{name}.html").write_text(open_text, "utf-8")
    frames = "".join(f'<iframe id="{n}" src="{n}.html"></iframe>' for n in drawn)
    look = (
        "<script>onload=()=>setTimeout(()=>{document.body.innerHTML='<pre>'+JSON.stringify("
        "Object.fromEntries([...document.querySelectorAll('iframe')].map(f=>{let d=f.contentDocument;return [f.id,"
        "[d.title, d.querySelectorAll('script,iframe,object,embed,img,video,audio,form,link,base').length]]})))"
        "+'</pre>'},1500)</script>"
    )
    (tmp_path / "all.html").write_text(f"<!doctype html><meta charset=utf-8>{frames}{look}", "utf-8")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        words = [
            str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--allow-file-access-from-files", f"--user-data-dir={profile}", "--virtual-time-budget=8000", "--dump-dom",
            (tmp_path / "all.html").as_uri(),
        ]  # fmt: skip
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    told = re.search(r"<pre>(\{.*\})</pre>", done.stdout)
    assert told, done.stderr[-500:]
    seen = json.loads(told[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert seen.pop("probe")[0] == "RAN"
    assert set(seen) == {"card-en", "card-ar", "row-en", "row-ar"}
    for name, (title, foreign) in seen.items():
        assert (name, title.split(" · ")[0], foreign) == (name, {"en": "Marsad", "ar": "مرصد"}[name[-2:]], 0)


@pytest.mark.parametrize("payload", SCRIPTS)
def test_a_payload_is_one_piece_of_text(payload: str) -> None:
    found = Page(f'<p title="{esc(payload)}">{esc(payload)}</p>')
    assert found.tags == {"p"}
    assert found.attributes == {"title"}


@pytest.mark.parametrize("address", LINKS)
def test_only_web_addresses_become_links(address: str) -> None:
    assert safe_link(address) is None


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_defused(formula: str) -> None:
    assert defuse_formula(formula) == f"'{formula}"


@pytest.mark.parametrize("escape", ESCAPES)
def test_an_escape_is_spelled_out_wherever_words_go(escape: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(f"no such file: {escape}")
    write_table(("words", escape), [(escape, [escape])], title=escape)
    write_json(("words",), [(escape,)])
    shown = capsys.readouterr()
    assert not _OBEYED.search((shown.out + shown.err).replace("\n", ""))
    assert json.loads(shown.out.splitlines()[-1]) == {"words": escape}  # spelled out in JSON's own way: the same value
    assert not _OBEYED.search(cell(escape) + defuse(escape))


def test_csv_for_a_program_keeps_every_character() -> None:
    stream = io.StringIO()
    write_csv(("words",), [(e,) for e in ESCAPES], stream)
    stream.seek(0)
    assert [row[0] for row in csv.reader(stream)][1:] == ESCAPES


def on_a_terminal(*words: str) -> str:
    """Run a command with its output on a terminal and return all that reached it."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "NO_COLOR": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "cli", *words], cwd=ROOT, env=environment, stdout=follower, stderr=follower
    ) as running:
        os.close(follower)
        heard = b""
        while True:
            try:
                heard += os.read(leader, 65_536)
            except OSError:
                break
        running.wait(60)
    os.close(leader)
    return heard.decode("utf-8", "replace")


@pytest.mark.parametrize("form", ["--csv", "--json"])
def test_on_a_terminal_data_is_spelled_out_too(form: str, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    Lake.open(lake, create=True)
    codes = " || ".join(f"chr({ord(c)})" for c in "".join(ESCAPES) if ord(c) != 0)
    heard = on_a_terminal("sql", "--lake", str(lake), form, f"select {codes} as words")
    assert "evil" in heard
    assert not _OBEYED.search(heard.replace("\r\n", "").replace("\n", ""))
