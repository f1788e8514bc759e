"""What the documentation says can be done is done here, as it is written."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from schemas.mention import Mention
from tasks.extract.article import extract_article
from tasks.extract.lexicon import build_lexicon
from tasks.knowledge import lint_knowledge, load_knowledge, sort_lists
from tasks.sources import lint_sources, source_rows
from tests.lake_rows import make_article
from warehouse.examples import example_queries

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SERVERS = ("marsad serve", "make demo")  # other tests start them


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def commands(page: Path) -> list[str]:
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith(("marsad ", "make ", "python -m "))]


def run(command: str, folder: Path, *, stdin: str = "") -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    program = ["-m", "cli", *words[1:]] if words[0] == "marsad" else words[1:]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *program],
        cwd=folder,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, a lake of them, and the demo's lake."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "samples", folder / "articles")
    done = run("marsad demo", folder)
    assert done.returncode == 0, done.stderr
    (folder / "demo.txt").write_text(done.stdout, "utf-8")
    return folder


def test_the_readme_runs_as_it_is_written(desk: Path) -> None:
    for command in commands(ROOT / "README.md"):
        if not command.startswith(SERVERS):
            done = run(command, desk)
            assert done.returncode == 0, f"{command}: {done.stderr}"
    assert (desk / "report.html").read_text("utf-8").startswith('<!doctype html><html lang="ar" dir="rtl">')


def test_the_page_on_sql_runs_as_it_is_written(desk: Path) -> None:
    page = ROOT / "docs" / "sql.md"
    desk = desk / "sql"
    shutil.copytree(ROOT / "samples", desk / "articles")
    assert run("marsad ingest articles/ --lake lake", desk).returncode == 0
    for command in commands(page):
        done = run(command, desk)
        assert (done.returncode, bool(done.stdout)) == (0, True), f"{command}: {done.stderr}"
    for query in blocks(page, "sql"):
        done = run("marsad sql --csv -", desk, stdin=query)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) > ("(no row in the samples)" not in query)
    for program in blocks(page, "python"):
        done = run(f"python -c {shlex.quote(program)}", desk)
        assert done.returncode == 0, done.stderr


def test_the_how_tos_run_as_they_are_written(desk: Path) -> None:
    page = ROOT / "docs" / "howto.md"
    desk = desk / "howto"
    shutil.copytree(ROOT / "samples", desk / "articles")
    (toml,) = blocks(page, "toml")
    for command in commands(page):
        done = run(command, desk)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        if command.startswith("marsad snapshots"):
            (desk / "marsad.toml").write_text(toml, "utf-8")
    assert "marsad.toml" in run("marsad config show --origin", desk).stdout
    written = {p.name for p in desk.iterdir()}
    assert {"report.html", "syria.html", "events.sqlite", "events.csv.datapackage.json"} <= written


def test_the_tutorial_runs_from_an_empty_folder(tmp_path: Path) -> None:
    page = ROOT / "docs" / "tutorial.md"
    for text in blocks(page, "text"):
        name, article = text.split("\n", 1)
        (tmp_path / name.removeprefix("# ")).write_text(article, "utf-8")
    told = {}
    for command in commands(page):
        done = run(command, tmp_path)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        told[command] = done.stdout
    (events,) = [v for k, v in told.items() if "from event where" in k]
    assert re.search(r"2015-11-09 │ Saraqib +│ 5 +│ 5 +│ contested", events)
    (claims,) = [v for k, v in told.items() if "from claim" in k]
    assert re.search(r"denies +│ actor:ru-mod", claims)
    assert 'dir="rtl"' in (tmp_path / "page.html").read_text("utf-8")


def test_the_tour_goes_from_a_question_to_a_chart(desk: Path) -> None:
    desk = desk / "tour"
    shutil.copytree(ROOT / "samples", desk / "samples")
    told = run(f"python {ROOT / 'docs' / 'tour.py'}", desk)
    assert told.returncode == 0, told.stderr
    assert re.search(r"Saraqib +│ contested", told.stdout)
    assert re.search(r"^denies .*Russian Ministry of Defence: نفت", told.stdout, re.MULTILINE)
    bars = ET.parse(desk / "tour.svg").getroot().findall(".//{*}g")  # noqa: S314  # our own file
    assert len(bars) >= 4
    tolls = [bar.findall("{*}text")[1].text for bar in bars]
    assert {"7", "11"} <= set(tolls)


def test_the_page_on_sql_lists_every_example() -> None:
    text = (ROOT / "docs" / "sql.md").read_text("utf-8")
    for name, query in example_queries().items():
        assert f"| `{name}` | {query.splitlines()[0].removeprefix('-- ')} |" in text


def test_what_the_readme_shows_of_the_demo_is_what_it_prints(desk: Path) -> None:
    printed = (desk / "demo.txt").read_text("utf-8").splitlines()
    shown = [[c.strip() for c in line.split("|")] for line in blocks(ROOT / "README.md", "text")[0].splitlines()]
    for cells in shown:
        words = [c.removeprefix("denied by ") for c in cells if c]
        assert any(all(word in line for word in words) for line in printed), cells


def test_make_demo_is_the_demo() -> None:
    recipe = re.search(r"^demo:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe
    assert "marsad demo" in recipe[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    import typer

    from cli.main import build_app

    known = set(typer.main.get_command(build_app()).commands)  # type: ignore[attr-defined]
    named = set(re.findall(r"(?:^|`)marsad ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))
    assert named <= known


def recipe(heading: str, language: str) -> dict[str, str]:
    """Files that a recipe of CONTRIBUTING.md writes: path in the first line's comment, then the content."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    found = re.findall(rf"^```{language}\n# (\S+?),?(?: [^\n]*)?\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return dict(found)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder, ignore=shutil.ignore_patterns("__pycache__", "map"))
    return folder


def write(files: dict[str, str], folder: Path) -> None:
    for path, content in files.items():
        place = folder.parent / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, "utf-8")


def mentions(folder: Path, language: str, text: str) -> tuple[Mention, ...]:
    article = replace(make_article(1, text=text), language=language, title=None)
    return extract_article(article, build_lexicon(load_knowledge(folder), language), batch_id="b").mentions


def test_a_source_is_one_file(knowledge: Path) -> None:
    files = recipe("A source", "yaml")
    write(files, knowledge)
    known = load_knowledge(knowledge)
    assert (lint_knowledge(knowledge), lint_sources(known)) == ([], [])
    (source,) = [s for s in source_rows(known) if s.source_id == "wadi-news"]
    assert (source.name_ar, source.feeds) == ("وادي نيوز", ("https://wadi.example/rss",))


def test_a_language_is_one_folder(knowledge: Path) -> None:
    files = recipe("A language", "tsv")
    assert {Path(p).parent.name for p in files} == {"es"}
    write(files, knowledge)
    assert lint_knowledge(knowledge) == []
    (mention,) = mentions(knowledge, "es", "El ataque aéreo dejó 3 muertos.")
    assert (mention.sub_event_type, mention.extractor) == ("Air/drone strike", "rules:es")


def test_an_event_type_is_one_file_and_its_words_are_rows_of_a_language(knowledge: Path) -> None:
    text = "انفجر شرك خداعي في بلدة سراقب وقتل ثلاثة مدنيين."
    before = mentions(knowledge, "ar", text)
    write(recipe("An event type", "yaml"), knowledge)
    for path, rows in recipe("An event type", "tsv").items():
        with (knowledge.parent / path).open("a", encoding="utf-8") as lines:
            lines.write(rows)
    load_knowledge.__globals__["_load"].cache_clear()
    sort_lists(knowledge)
    assert lint_knowledge(knowledge) == []
    (mention,) = mentions(knowledge, "ar", text)
    assert (mention.sub_event_type, mention.rule_ids[0]) == ("Remote explosive/landmine/IED", "boo-trap")
    assert all("boo-trap" not in m.rule_ids for m in before)


def test_a_column_is_one_field(tmp_path: Path) -> None:
    """In a copy of the tree: the column is in tables, catalog and documentation, and null in an older lake."""
    lake = tmp_path / "lake"
    made = "from pathlib import Path; from warehouse.lake import Lake; from tests.lake_rows import *; import sys\n"
    old = made + "Lake.open(sys.argv[1], create=True).commit(make_change('one', range(2)), now=NOW)"
    new = made + (
        "from dataclasses import replace\n"
        "lake = Lake.open(sys.argv[1])\n"
        "taken = replace(make_article(9, batch_id='two'), photographer='Layla')\n"
        "lake.commit(Change(batch_id='two', label='x', tables=rows_of([taken])), now=NOW)\n"
        "print(lake.sql('select photographer from article order by external_id').column(0).to_pylist())"
    )
    tree = tmp_path / "tree"
    for room in ("schemas", "warehouse", "tests"):
        shutil.copytree(ROOT / room, tree / room, ignore=shutil.ignore_patterns("__pycache__"))

    def python(*words: str) -> str:
        return subprocess.run(
            [sys.executable, *words], cwd=tree, stdout=subprocess.PIPE, text=True, check=True, timeout=60,
            env={**os.environ, "PYTHONPATH": str(tree)},
        ).stdout  # fmt: skip

    python("-c", old, str(lake))
    ((path, field),) = recipe("A column", "python").items()
    module = tree / path
    text = module.read_text("utf-8")
    head, rest = text.split("class Article:", 1)
    anchor = "    author: Annotated"
    module.write_text(f"{head}class Article:{rest.replace(anchor, field + anchor, 1)}", "utf-8")
    assert python("-c", new, str(lake)).strip() == "[None, None, 'Layla']"
    assert "`photographer` | string | yes | Who took the picture" in python("-m", "schemas.docs")
