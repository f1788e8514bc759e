"""A further number of wounded is at least one, no single one."""

from datetime import date

from tests.language_examples import extract


def test_a_further_number_of_wounded_is_no_single_one() -> None:
    found = extract("قتل خمسة في الغارة وأصيب عدد آخر بجروح في تعز.", date(2016, 5, 14))
    assert [(q.low, q.best) for q in found.quantities if q.measure == "injured"] == [(1, None)]
