"""The shadow: what differs only in writing is equal, and every slice finds its own words again."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.normal import fold_letters, normal_form, normalise

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآؤئءىة"
MARKS = "\u064b\u064e\u0650\u0651\u0652\u0670\u0640"
SIGNS = ' \u00a0\n\u200f\u200e\u202b\u202c#_.،؟"«»٣٫٬5-ﻻﷲéF'
TEXTS = st.text(alphabet=st.sampled_from(ARABIC + MARKS + SIGNS)) | st.text()


@pytest.mark.parametrize(
    ("written", "norm"),
    [
        ("الضَّربَةُ الجَوِّيَّة", "الضربه الجويه"),
        ("مســـتشفى", "مستشفي"),
        ("أُصيبَ إبراهيم وآمال", "اصيب ابراهيم وامال"),
        ("شؤون العائلة", "شوون العايله"),
        ("٢٣٬٤٥٠٫٥ و۱۲", "23,450.5 و12"),
        ("#ريف_حلب  الشمالي", " ريف حلب الشمالي"),
        ("\u200fسوريا\u200f:\u00a0قتلى", "سوريا: قتلي"),
        ("«سو–34»", '"سو-34"'),
        ("Général FÉVRIER", "general fevrier"),
        ("ﺍﻟﻼﺫﻗﻴﺔ", "اللاذقيه"),
        ("ایران کابل", "ايران كابل"),
        ("سطر\r\n\r\n  آخر", "سطر\nاخر"),
        ("اعتقـ ـال واغتيـ.ـال وقـ ـنـ ــص", "اعتقال واغتيال وقنص"),
        ("1400هـ ـــ 1980", "1400ه 1980"),
    ],
)
def test_writing_differs_the_normal_form_does_not(written: str, norm: str) -> None:
    assert normal_form(written) == norm


@given(
    st.text(alphabet=st.sampled_from(ARABIC + "«»＃＿#_\rABCﻻéابو ") | st.characters(max_codepoint=0xFFFF), max_size=60)
)
def test_letters_folded_one_by_one_are_those_folded_together(text: str) -> None:
    assert fold_letters(text) == "".join(fold_letters(letter) for letter in text)


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normal_form(text)
    assert normal_form(once) == once


@given(TEXTS, st.data())
def test_a_slice_of_the_norm_is_the_norm_of_its_words(text: str, data: st.DataObject) -> None:
    shadow = normalise(text)
    assert len(shadow.starts) == len(shadow.norm) + 1
    assert list(shadow.starts) == sorted(shadow.starts)
    first = data.draw(st.integers(0, len(shadow.norm)))
    last = data.draw(st.integers(first, len(shadow.norm)))
    start, end = shadow.span(first, last)
    assert 0 <= start <= end <= len(text)
    words = shadow.norm[first:last]
    cut_ligature = any(0 < i < len(shadow.norm) and shadow.starts[i - 1] == shadow.starts[i] for i in (first, last))
    if words.strip() == words and not cut_ligature:
        assert normal_form(text[start:end]) == words


@given(TEXTS, st.data())
def test_at_is_the_way_back_from_span(text: str, data: st.DataObject) -> None:
    shadow = normalise(text)
    offset = data.draw(st.integers(0, len(text)))
    index = shadow.at(offset)
    assert shadow.starts[index] >= offset
    assert index == 0 or shadow.starts[index - 1] < offset


@given(st.text(alphabet=st.sampled_from(ARABIC + " ")), st.data())
def test_marks_of_reading_and_layout_do_not_count(text: str, data: st.DataObject) -> None:
    marks = data.draw(st.lists(st.sampled_from(MARKS + "\u200f\u200e"), min_size=len(text), max_size=len(text)))
    drawn = ("" if a == " " and b == "\u0640" else b for a, b in zip(text, marks, strict=True))  # قصـ ـف is one word
    assert normal_form("".join(a + b for a, b in zip(text, drawn, strict=True))) == normal_form(text)


@given(st.text(alphabet=st.sampled_from(ARABIC + "ÉéñĞйё")))
def test_composed_and_decomposed_letters_are_one(text: str) -> None:
    assert normal_form(unicodedata.normalize("NFD", text)) == normal_form(unicodedata.normalize("NFC", text))


def test_the_span_keeps_own_diacritics_and_leaves_layout_marks() -> None:
    text = "قُتِلَ\u200f طفلٌ"
    shadow = normalise(text)
    assert shadow.quote(0, 3) == "قُتِلَ"
    assert shadow.quote(4, 7) == "طفلٌ"


@pytest.mark.parametrize("piece", ["َ", " ", "\u200f ", "ﻻ", "_#", "\n \u200f"])
def test_the_cost_grows_with_the_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            normalise(text)
            best = min(best, time.process_time() - begun)
        return best

    assert min(seconds(80_000) for _ in range(3)) < 12 * min(seconds(20_000) for _ in range(3)) + 0.05
