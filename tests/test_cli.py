"""The command line as a person meets it."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def marsad(*words: str | Path, lake: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MARSAD_LAKE": str(lake)} if lake else dict(os.environ)
    return subprocess.run(
        [sys.executable, "-m", "cli", *map(str, words)],
        cwd=ROOT,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "lake"
    done = marsad("ingest", ROOT / "samples", lake=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from cli.main import build_app; build_app();"
        "print([m for m in ('prefect', 'duckdb', 'pyarrow', 'deltalake', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_command_has_help_with_an_example() -> None:
    import typer

    from cli.main import build_app

    group = typer.main.get_command(build_app())
    commands = group.commands  # type: ignore[attr-defined]
    assert {"demo", "ingest", "sql", "export", "status", "serve"} <= set(commands)
    assert [n for n, c in commands.items() if not re.search(r"Example: (\w+=\S+ )?marsad ", c.help or "")] == []
    promised = (
        "init demo sources ingest stream backfill status sql search why article explain report export diff verify repair"
        " rebuild replay residue catalog doctor cite serve deploy"
    )
    assert set(promised.split()) <= set(commands)


def test_sql_answers_json_lines_on_standard_output(lake: Path) -> None:
    done = marsad("sql", "select count(*) as n from article", "--json", lake=lake)
    assert json.loads(done.stdout) == {"n": 16}


def test_sql_reads_a_question_from_standard_input(lake: Path) -> None:
    assert marsad("sql", "-", "--csv", lake=lake, stdin="select 1 as one").stdout == "one\n1\n"


def test_a_carriage_return_in_a_value_makes_no_row(lake: Path) -> None:
    done = marsad("sql", "select 'a' || chr(13) || 'b' as words", "--csv", lake=lake)
    assert done.stdout == 'words\n"a\nb"\n'  # read as text, with newlines of every kind as one


def test_sql_refuses_a_write_with_one_plain_sentence(lake: Path) -> None:
    done = marsad("sql", "drop view event", lake=lake)
    assert (done.returncode, done.stdout) == (1, "")
    assert "only SELECT" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_ends_with_an_answer_two_pages_and_three_next_commands(tmp_path: Path) -> None:
    done = marsad("demo", "--lake", tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    assert "contested" in done.stdout
    assert "Russian Ministry of Defence" in done.stdout
    for name, direction in (("demo-report.html", "ltr"), ("demo-report.ar.html", "rtl")):
        assert f'dir="{direction}"' in (tmp_path / name).read_text("utf-8")
    commands = [line.strip() for line in done.stderr.splitlines() if line.startswith("  marsad ")]
    assert len(commands) == 3
    sql = marsad(*shlex.split(commands[0])[1:])
    assert sql.returncode == 0, sql.stderr
    report = marsad(*shlex.split(commands[1].replace("syria.html", str(tmp_path / "syria.html")))[1:])
    assert (report.returncode, (tmp_path / "syria.html").exists()) == (0, True)


def test_a_missing_lake_says_what_to_do(tmp_path: Path) -> None:
    done = marsad("sql", "select 1", lake=tmp_path / "nowhere")
    assert done.returncode == 1
    assert "marsad ingest" in done.stderr


def test_a_missing_input_is_a_mistake_of_usage(tmp_path: Path) -> None:
    done = marsad("ingest", tmp_path / "nothing.txt", lake=tmp_path / "lake")
    assert done.returncode == 2
    assert "no such file" in done.stderr


def test_a_mistyped_day_of_publication_is_a_mistake_of_usage_and_leaves_no_lake(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("خبر", "utf-8")
    done = marsad("ingest", tmp_path / "a.txt", "--published", "2024-13-45", lake=tmp_path / "lake")
    assert (done.returncode, (tmp_path / "lake").exists()) == (2, False)
    assert "2015-10-02" in done.stderr


def test_a_folder_that_holds_nothing_says_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    done = marsad("ingest", tmp_path / "inbox", lake=tmp_path / "lake")
    assert done.returncode == 0
    assert ".html" in done.stderr


def test_export_writes_mentions_with_claims_and_quantities(lake: Path) -> None:
    done = marsad("export", "mention", "--format", "jsonl", lake=lake)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert {"doc", "quantities", "claims", "actors", "targets", "evidence", "rule_ids"} <= set(rows[0])


def test_a_half_readable_folder_ends_with_three(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{broken\n")
    done = marsad("ingest", tmp_path / "bad.jsonl", lake=tmp_path / "lake")
    assert done.returncode == 3
    assert f"--lake {tmp_path / 'lake'}" in done.stderr  # the hint can be pasted as it stands
    assert "issue" in done.stderr


def test_escape_codes_in_an_article_do_not_reach_the_terminal(lake: Path) -> None:
    done = marsad("sql", "select chr(27) || '[31mred' as words", lake=lake)
    assert "\x1b" not in done.stdout
