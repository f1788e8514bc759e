"""Where things begin: the first from an offset on is the one that a search in halves finds."""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.offsets import Offsets

STARTS = st.lists(st.one_of(st.integers(0, 40), st.integers(0, 100_000)), max_size=60).map(sorted)


@given(starts=STARTS, offsets=st.lists(st.integers(-5, 100_005), max_size=8))
def test_the_first_from_an_offset_is_found(starts: list[int], offsets: list[int]) -> None:
    held = Offsets(starts)
    for offset in (*offsets, *starts, *(start + 1 for start in starts)):
        assert held.first_from(offset) == bisect_left(starts, offset)


def test_no_more_parts_are_kept_than_there_are_things() -> None:
    starts = [10**9 + at for at in range(20)]
    held = Offsets(starts)
    assert held.first_from(10**9 + 7) == 7
    assert len(held._parts) <= len(starts) + 1
