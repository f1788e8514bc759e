"""Two catalogs of one lake have one header: a reader that opens across a swap never mixes what does not go together."""

import threading
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.arrow import arrow_schema
from schemas.spec import tables
from tests.lake_rows import NOW, make_change
from warehouse import catalog as module
from warehouse.catalog import build_catalog, build_even_catalog, free_list_place
from warehouse.lake import Lake

_HEADER = 12288
"""Bytes before the first block."""


@pytest.fixture(scope="module")
def catalogs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Catalogs of a lake with nothing in it, with little and with a good many files."""
    folder = tmp_path_factory.mktemp("catalogs")
    lake = Lake.open(folder / "lake", create=True)
    written = []
    for number in range(3):
        if number:
            lake.commit(make_change(f"batch {number}", range(number * 9)), now=NOW)
        written.append(folder / f"{number}.duckdb")
        build_even_catalog(written[-1], lake.at().snapshot, lake.places.tables)
    return written


def test_the_headers_of_catalogs_in_a_row_are_equal(catalogs: list[Path]) -> None:
    assert len({path.read_bytes()[:_HEADER] for path in catalogs}) == 1
    assert len({path.read_bytes() for path in catalogs}) == len(catalogs)


def test_the_padding_goes_where_it_is_meant_to(catalogs: list[Path], tmp_path: Path) -> None:
    lake = Lake.open(catalogs[0].parent / "lake")
    places = []
    for pieces in (0, 5, 20):
        path = tmp_path / f"{pieces}.duckdb"
        build_catalog(path, lake.at().snapshot, lake.places.tables, padding=pieces)
        places.append(free_list_place(path))
    assert places == [places[0], places[0] + 5, places[0] + 20]


def test_a_catalog_is_drawn_once_however_often_it_is_written(
    catalogs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noting(name: str) -> Callable[..., Any]:
        do = getattr(module, name)

        def noted(*given: Any) -> Any:
            done.append(name)
            return do(*given)

        return noted

    for name in ("_drawn", "_write"):
        monkeypatch.setattr(module, name, noting(name))
    lake = Lake.open(catalogs[0].parent / "lake")
    build_even_catalog(tmp_path / "again.duckdb", lake.at().snapshot, lake.places.tables)
    assert (tmp_path / "again.duckdb").read_bytes()[:_HEADER] == catalogs[-1].read_bytes()[:_HEADER]
    assert done.count("_drawn") == 1 <= done.count("_write")
    with duckdb.connect(str(tmp_path / "again.duckdb"), read_only=True) as con:
        told = con.execute("SELECT count(*) FROM duckdb_columns() WHERE comment IS NOT NULL").fetchone()
    assert told is not None
    assert told[0] > sum(len(arrow_schema(spec.row)) for spec in tables().values())  # those of the named views as well


def test_no_reader_fails_while_catalogs_are_swapped(catalogs: list[Path], tmp_path: Path) -> None:
    shown, over = tmp_path / "marsad.duckdb", threading.Event()
    shown.write_bytes(catalogs[0].read_bytes())

    def swap() -> None:
        for catalog in cycle(catalogs):
            if over.is_set():
                return
            aside = tmp_path / "aside"
            aside.write_bytes(catalog.read_bytes())
            aside.replace(shown)

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        for _ in range(60):
            with duckdb.connect(str(shown), read_only=True) as con:
                con.execute("select snapshot from lake_snapshot").fetchall()
    finally:
        over.set()
        swapping.join()
