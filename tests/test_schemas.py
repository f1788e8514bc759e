"""The dataclasses are the one truth about tables."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.arrow import arrow_schema, arrow_to_rows, rows_to_arrow, volatile_columns
from schemas.docs import describe_tables
from schemas.event import Event
from schemas.ids import content_id
from schemas.making import maker
from schemas.mention import Quantity
from schemas.spec import tables

ROOT = Path(__file__).resolve().parent.parent
ONE = Quantity(
    mention_id="m", measure="killed", victim_class="all", low=1, best=None, high=None, text="قتلى", start=0, end=4
)


def test_tables_page_is_what_the_dataclasses_say() -> None:
    assert (ROOT / "docs/tables.md").read_text("utf-8") == describe_tables(), (
        "run: python -m schemas.docs > docs/tables.md"
    )


@pytest.mark.parametrize("name", sorted(tables()))
def test_every_column_says_what_it_means(name: str) -> None:
    schema = arrow_schema(tables()[name].row)
    assert all((f.metadata or {}).get(b"meaning") for f in schema)
    assert set(tables()[name].key) <= set(schema.names)


@pytest.mark.parametrize("name", sorted(tables()))
def test_an_empty_table_has_the_full_schema(name: str) -> None:
    row = tables()[name].row
    assert rows_to_arrow(row, []).schema.equals(arrow_schema(row))


def test_unknown_is_not_zero_after_a_round_trip() -> None:
    assert arrow_to_rows(Quantity, rows_to_arrow(Quantity, [ONE])) == [ONE]


def test_a_null_that_was_promised_away_is_refused() -> None:
    with pytest.raises((ValueError, pa.ArrowInvalid)):
        rows_to_arrow(Quantity, [replace(ONE, text=None)])  # type: ignore[arg-type]


def test_keys_are_never_volatile() -> None:
    for spec in tables().values():
        assert spec.history or not set(spec.key) & set(volatile_columns(spec.row))


def test_conflicts_are_structs() -> None:
    assert str(arrow_schema(Event).field("conflicts").type).startswith("list<item: struct<slot: string")


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_ids_of_different_parts_differ(a: list[str], b: list[str]) -> None:
    assert (content_id(*a) == content_id(*b)) == (a == b)


def test_a_maker_makes_rows_of_the_class_itself() -> None:
    told = {name: getattr(ONE, name) for name in ONE.__dataclass_fields__}
    made = maker(Quantity)(**told)
    assert (type(made), made, repr(made)) == (Quantity, ONE, repr(ONE))
    with pytest.raises(AttributeError):
        made.low = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        maker(Quantity)(mention_id="m")  # type: ignore[call-arg]
