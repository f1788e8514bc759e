"""Numbers as reporters write them, and the numbers that count nobody."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.knowledge import load_knowledge
from tasks.text.match import Matcher, load_clitics
from tasks.text.normal import normalise
from tasks.text.numbers import Count, Number, Unit, find_counts, find_numbers, load_number_grammar

KNOWLEDGE = load_knowledge()
GRAMMAR = load_number_grammar(KNOWLEDGE, "ar")
UNITS = Matcher(
    [
        (surface, Unit(unit_id=unit, number=number))
        for surface, unit, number in (
            ("جندي", "soldier", "singular"),
            ("جنديا", "soldier", "singular"),
            ("جنديين", "soldier", "dual"),
            ("جنود", "soldier", "plural"),
            ("امرأة", "woman", "singular"),
            ("امرأتان", "woman", "dual"),
            ("نساء", "woman", "plural"),
            ("غارة", "raid", "singular"),
            ("غارات", "raid", "plural"),
            ("نازح", "displaced", "singular"),
            ("نازحين", "displaced", "plural"),
        )
    ],
    clitics=load_clitics(KNOWLEDGE, "ar", before="noun"),
)


def numbers(text: str) -> tuple[Number, ...]:
    return find_numbers(normalise(text), GRAMMAR)


def counts(text: str) -> tuple[Count, ...]:
    return find_counts(normalise(text), GRAMMAR, UNITS)


def bounds(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(n.low, n.best, n.high) for n in numbers(text) if n.counts]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("٤٧ أسيرا", 47),
        ("4,350 عائلة", 4350),
        ("4.350 عائلة", 4350),
        ("ثلاث نساء", 3),
        ("ثماني عشرة امرأة", 18),
        ("اثنا عشر جنديا", 12),
        ("سبعة وثلاثون معتقلا", 37),
        ("مئة وأربعة معتقلين", 104),
        ("مائتين وستة وخمسين عنصرا", 256),
        ("ثمانمئة مقاتل", 800),
        ("سبع مئات", 700),
        ("ألف وتسعمئة وثلاثون", 1930),
        ("خمسة عشر ألفا ومئتان", 15200),
        ("6 آلاف و250 نازحا", 6250),
        ("مليونين ونصف المليون لاجئ", 2_500_000),
        ("2.4 مليون نازح", 2_400_000),
        ("ربع مليون كتاب", 250_000),
        ("70 ألفا", 70_000),
    ],
)
def test_a_plain_number_is_low_best_and_high(text: str, value: int) -> None:
    assert bounds(text)[0] == (value, value, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عشرات الجرحى", (20, None, 99)),
        ("مئات العائلات", (200, None, 999)),
        ("آلاف المدنيين", (2000, None, 9999)),
        ("عشرات آلاف النازحين", (20_000, None, 99_999)),
        ("بضعة صواريخ", (3, None, 9)),
        ("عدة صواريخ", (3, None, None)),
        ("عدد من الصواريخ", (1, None, None)),
        ("نحو أربعين سجينا", (None, 40, None)),
        ("ما يقارب 70 سجينا", (None, 70, None)),
        ("ما لا يقل عن تسعة عمال", (9, None, None)),
        ("تسعة عمال على الأقل", (9, None, None)),
        ("أكثر من ألفي عامل", (2000, None, None)),
        ("أقل من عشرين عاملا", (None, None, 20)),
        ("5-7 قذائف", (5, None, 7)),
        ("بين 15 و18 قذيفة", (15, None, 18)),
        ("ما بين 3 و4 آلاف جندي", (3_000, None, 4_000)),
        ("بين 900 وألفي نازح", (900, None, 2_000)),
        ("45 إلى 50 ألف نازح", (45_000, None, 50_000)),
        ("من خمس إلى سبع قذائف", (5, None, 7)),
        ("ثلاثة أو أربعة مسلحين", (3, None, 4)),
    ],
)
def test_words_that_bound_a_number(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    assert bounds(text) == [expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("الساعة 16,30", "clock"),
        ("عند 04:15 فجرا", "clock"),
        ("على مسافة 30 كيلومترا", "distance"),
        ("ارتفاع 6 آلاف متر", "distance"),
        ("مدفع عيار 155", "calibre"),
        ("طائرة ميغ-29", "model"),
        ("دبابة T-90", "model"),
        ("35%", "percent"),
        ("35 في المئة", "percent"),
        ("40 مليون يورو", "money"),
        ("خلال 48 ساعة", "duration"),
        ("عمرها 9 أعوام", "age"),
        ("القرار 1559", "identifier"),
        ("هاتف 03123456", "identifier"),
        ("بتاريخ 14/5/2019", "date"),
        ("سنة 2019", "year"),
        ("قنبلة زنة 250 كيلوغراما", "weight"),
        ("يوم 14 أيار", "date"),
        ("09/ كانون الأول", "date"),
        ("منذ 2013", "year"),
        ("في أيار 2013", "year"),
        ("تحت سن الـ 14", "age"),
        ("لكل مئة ألف نسمة", "rate"),
        ("example.org/?p=36422", "identifier"),
        ("قتلوا في العشرين من الشهر الماضي", "date"),
    ],
)
def test_numbers_that_count_nobody_are_kept_apart(text: str, kind: str) -> None:
    assert [n.kind for n in numbers(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    ["التقى الوزراء الاثنين", "لست أدري", "المرة الثالثة", "الغارة الخامسة", "بين البلدين", "كمية من القمح"],
)
def test_words_that_only_look_like_numbers(text: str) -> None:
    assert numbers(text) == ()


def test_a_hedge_between_two_numbers_belongs_to_the_first_when_and_follows() -> None:
    assert bounds("ستة قتلى على الأقل و14 جريحا") == [(6, None, None), (14, 14, 14)]


def test_a_lone_alfa_may_be_one_or_two_thousand_so_it_has_no_value() -> None:
    assert [n.kind for n in numbers("ألفا مقاتل")] == ["unclear"]


def test_units_duals_and_numbers_after_their_unit() -> None:
    found = counts("أصيب جنديين وامرأتان و7 من الجنود وجندي واحد والنساء الثلاث ونحو 3 آلاف نازح")
    assert [(c.unit.unit_id, c.number.low, c.number.best) for c in found] == [
        ("soldier", 2, 2),
        ("woman", 2, 2),
        ("soldier", 7, 7),
        ("soldier", 1, 1),
        ("woman", 3, 3),
        ("displaced", None, 3000),
    ]


@pytest.mark.parametrize(
    ("text", "unit", "low", "best"),
    [
        ("شنت غارات جوية عدة", "raid", 3, None),
        ("نفذت غارات عدة", "raid", 3, None),
        ("أصيب أحد الجنود", "soldier", 1, 1),
        ("إحدى الغارات", "raid", 1, 1),
    ],
)
def test_several_after_its_unit_and_one_of_many(text: str, unit: str, low: int, best: int | None) -> None:
    (found,) = counts(text)
    assert (found.unit.unit_id, found.number.low, found.number.best) == (unit, low, best)


def test_the_27th_is_no_count_of_27() -> None:
    assert counts("الغارة الـ27") == ()


def test_a_slip_of_the_pen_does_not_make_millions() -> None:
    assert bounds("أكثر من 3000 آلاف")[0] == (3000, None, None)


def test_anyone_is_no_number() -> None:
    assert counts("لم يصب أحد") == ()


def test_the_words_of_a_count_are_a_slice_of_the_text() -> None:
    text = "قُتل ما لا يقلّ عن خمسةِ\u00a0جنودٍ\u200f."
    (count,) = counts(text)
    assert text[count.start : count.end] == "ما لا يقلّ عن خمسةِ\u00a0جنودٍ"


@given(st.text(alphabet=st.sampled_from("٠١٢3450 ,.-/%وألفمئةخسعشربينالى\u0651ـ")))
def test_numbers_are_slices_in_order_whatever_the_text(text: str) -> None:
    end = 0
    for number in numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end


@given(st.integers(0, 10**6 - 1), st.sampled_from("٠۰0"), st.sampled_from(("", ",")))
def test_digits_of_every_script_read_alike(value: int, zero: str, separator: str) -> None:
    written = f"{value:{separator}}"
    dressed = "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in written)
    assert bounds(f"قتل {dressed} منهم") == [(value, value, value)]


def test_a_hostile_text_costs_no_more_than_its_length() -> None:
    def seconds(times: int) -> float:
        shadow = normalise("مئة وخمسة و12 على الأقل من بين " * times)
        begun = time.process_time()
        find_numbers(shadow, GRAMMAR)
        return time.process_time() - begun

    seconds(20)
    assert min(seconds(800) for _ in range(3)) < 12 * min(seconds(200) for _ in range(3)) + 0.05
