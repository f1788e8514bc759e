"""Sentences, quotations and clauses: what ends one, and what only looks like an end."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.normal import normalise
from tasks.text.quotes import find_quotes
from tasks.text.segment import split_sentences


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        'قال إن "سو-34" أصابت الهدف. ثم عادت',
        "انطلقت الطائرات عند 17,00 وعادت قبل 18.30 مساء",
        "وزن القنبلة 3.5 طن",
        "قال د. سمير الخطيب إن المستشفى أُصيب",
        "ذكرت (أ.ف.ب) أن الطريق مقطوع",
        'قال "نعم، وصلنا. ثم عدنا إلى القاعدة" وهو يبتسم',
        "وتحدث (وكان في حلب. ثم غادرها) عن الحصار",
        "قال... ثم صمت طويلا",
        'قال "كنا (...) في الطريق" حين سقطت القذيفة',
        "1. نقل الجرحى إلى المستشفى",
        "زوروا www.example.org للمزيد",
    ],
)
def test_what_only_looks_like_the_end_of_a_sentence(text: str) -> None:
    expected = 2 if "ثم عادت" in text else 1
    assert len(sentences(text)) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "قصفت الطائرات أطراف القرية.- أعلنت الشرطة مقتل رجل.",
            ["قصفت الطائرات أطراف القرية.", "- أعلنت الشرطة مقتل رجل."],
        ),
        ("قُتل اثنان. وأصيب ثلاثة!", ["قُتل اثنان.", "وأصيب ثلاثة!"]),
        ("عنوان الخبر\nقُتل اثنان", ["عنوان الخبر", "قُتل اثنان"]),
        ('قال: "لم نقصف أحدا." وأضاف أن', ['قال: "لم نقصف أحدا."', "وأضاف أن"]),
        ("انتهى القصف.وعاد السكان", ["انتهى القصف.", "وعاد السكان"]),
        ("هل قصفوا؟ لا أحد يعلم", ["هل قصفوا؟", "لا أحد يعلم"]),
        ("حدث ذلك عام 2015 م. ثم توقف", ["حدث ذلك عام 2015 م.", "ثم توقف"]),
        ('قال "بلا إغلاق. ثم مضى', ['قال "بلا إغلاق.', "ثم مضى"]),
        ("سقط 12. وعاد الهدوء", ["سقط 12.", "وعاد الهدوء"]),
    ],
)
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_abbreviations_of_a_language_end_nothing() -> None:
    text = "Lt. Gen. Ivanov spoke. He left."
    assert sentences(text) == ["Lt. Gen. Ivanov spoke.", "He left."]
    assert len(split_sentences(text, abbreviations=("gen",))) == 3


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('قال "نريد أن "سو-34" تعود" ثم', ['"نريد أن "سو-34" تعود"', '"سو-34"']),
        ("قال «أولا» و“ثانيا”", ["«أولا»", "“ثانيا”"]),
        ('بـ"داعش" في الرقة', ['"داعش"']),
        ('مقاتلو "النصرة" و"الأحرار"', ['"النصرة"', '"الأحرار"']),
        ('قال "بلا إغلاق', []),
        ('إغلاق بلا فتح" ثم "صحيح"', ['"صحيح"']),
        ('"سطر أول\nسطر ثان"', []),
    ],
)
def test_quotations_keep_their_pairs(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == quoted


def test_a_nested_quotation_knows_its_depth() -> None:
    assert [q.depth for q in find_quotes('قال "رأينا "سو-34" تقصف" أمس')] == [0, 1]


@given(st.text(alphabet=st.sampled_from('اب. "«»()\n?!…1,\u00a0ـ')))
def test_sentences_hold_every_sign_once_and_in_order(text: str) -> None:
    end = 0
    rest = ""
    for sentence in split_sentences(text):
        assert sentence.start >= end
        rest += text[end : sentence.start]
        end = sentence.end
    rest += text[end:]
    assert normalise(rest).norm.strip() == ""


@given(st.text(alphabet=st.sampled_from('اب "«»\nـ')))
def test_quotations_never_cross(text: str) -> None:
    spans = [(q.start, q.end) for q in find_quotes(text)]
    assert not any(a < c < b < d for a, b in spans for c, d in spans)
    assert all("\n" not in text[a:b] for a, b in spans)


@pytest.mark.parametrize("piece", ['"', "(", ". ", 'ا" ', '"ا', "د. ", "...", "\n", "12. "])
def test_a_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    def seconds(times: int) -> float:
        shadow = normalise(piece * times)
        begun = time.process_time()
        split_sentences(shadow)
        return time.process_time() - begun

    seconds(1_000)
    assert min(seconds(16_000) for _ in range(3)) < 12 * min(seconds(4_000) for _ in range(3)) + 0.05
