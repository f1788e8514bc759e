"""The early looks are conditions of the rules, never rules: what they skip would have given no row."""

import pytest

from tasks.extract.assembly import find_happenings
from tasks.extract.completed import launch_words
from tasks.extract.hits import find_hits
from tasks.extract.page import is_other
from tasks.extract.promise import may_happen
from tasks.extract.saying import read_speech
from tasks.extract.speech import hear
from tasks.extract.verbal import find_sayings, may_be_said
from tests.language_examples import Example, load_examples
from tests.speech_extract import LEXICON, read

_IDLE = [
    "نشرت الصحيفة صورا جديدة لوزير الثقافة في المعرض.",
    "أطلقت وزارة الصحة في تونس حملة ضد التدخين.",
    "ضرب رئيس الوزراء مثلا بتجربة اليابان في التعليم.",
    "خاضت الحكومة معركة الأسعار مع التجار.",
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    examples: list[Example] = list(load_examples())
    return [example.text for example in examples] + _IDLE


def test_articles_that_are_not_read_to_the_end_tell_no_event_and_no_saying(texts: list[str]) -> None:
    skipped = unsaid = 0
    for text in texts:
        reading = read(text)
        hits = launch_words(reading, find_hits(reading))
        if may_happen(reading, hits):
            continue
        skipped += 1
        heard = hear(reading)
        assert find_happenings(reading, hits, read_speech(reading, heard.frames)) == (), text
        if not may_be_said(reading):
            unsaid += 1
            assert find_sayings(heard, ()) == (), text
    assert skipped > len(_IDLE)
    assert unsaid > 0


@pytest.mark.parametrize("text", _IDLE)
def test_words_of_an_event_that_launch_or_hit_nothing_promise_none(text: str) -> None:
    reading = read(text)
    assert not may_happen(reading, launch_words(reading, find_hits(reading)))


def test_places_and_days_are_looked_for_only_where_a_word_may_tell_an_event() -> None:
    reading = read(_IDLE[1])
    assert not may_happen(reading, launch_words(reading, find_hits(reading)))
    assert "places" not in vars(reading)
    assert "dates" not in vars(reading)
    assert reading.places == read(_IDLE[1]).places
    assert LEXICON is reading.lexicon


def test_a_page_of_another_subject_that_names_no_arms_promises_no_event() -> None:
    reading = read("هاجم اللاعب مدرب الفريق بعد المباراة في الملعب، وسجل هدفا في مرمى المنتخب ضمن الدوري.")
    hits = launch_words(reading, find_hits(reading))
    assert hits
    assert is_other(reading, hits)
    assert not may_happen(reading, hits)


_FAIR = [
    "زارت وزارة الدفاع العراقية معرض الكتاب أمس.",
    "وعرضت الدار روايات جديدة.",
    "وتحدث كاتب عن طفولته.",
    "وقرأ شاعر قصائد قديمة.",
]


@pytest.mark.parametrize("line", ["وحاصر الزوار الشاعر بأسئلتهم.", "واقتحم كاتب شاب عالم الرواية."])
def test_a_ministry_at_the_head_of_a_page_arms_no_word_at_its_foot(line: str) -> None:
    for text, told in ((" ".join([*_FAIR, line]), False), (" ".join([_FAIR[0], line]), True)):
        reading = read(text)
        assert may_happen(reading, launch_words(reading, find_hits(reading))) is told


def test_who_owns_up_to_a_deed_may_be_named_anywhere_before() -> None:
    claim = "وتبنى التنظيم المسؤولية عن الهجوم."
    reading = read(" ".join(["نشر تنظيم القاعدة بيانا أمس.", *_FAIR[1:], claim]))
    assert may_happen(reading, launch_words(reading, find_hits(reading)))
