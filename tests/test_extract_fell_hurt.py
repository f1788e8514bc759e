"""How those fell who are told to have fallen: the word behind them tells whether they died."""

from datetime import date

import pytest

from tests.language_examples import extract

DAY = date(2019, 5, 14)


def toll(text: str) -> dict[str, tuple[int | None, int | None]]:
    found = extract(text, DAY).quantities
    return {q.measure: (q.low, q.high) for q in found if q.victim_class == "all"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("سقط خمسة من أفراد الشرطة جرحى في انفجار في بغداد.", {"injured": (5, 5)}),
        ("سقط خمسة جنود جرحى في كمين في تعز.", {"injured": (5, 5)}),
        ("سقط ثلاثة من أفراد الشرطة قتلى في انفجار في بغداد.", {"killed": (3, 3)}),
        ("سقط ثلاثة قتلى وخمسة جرحى في قصف على إدلب.", {"killed": (3, 3), "injured": (5, 5)}),
        ("سقط ثلاثة جنود وأربعة جرحى في كمين في تعز.", {"killed": (3, 3), "injured": (4, 4)}),
        (
            "سقط عشرة من عناصر الشرطة قتلى وجرحى في بغداد إثر انفجار.",
            {"casualties": (10, 10), "killed": (1, None), "injured": (1, None)},
        ),
    ],
)
def test_the_word_behind_tells_how_those_fell(text: str, numbers: dict[str, tuple[int, int | None]]) -> None:
    assert toll(text) == numbers
