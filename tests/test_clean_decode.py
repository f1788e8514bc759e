"""Bytes become the right letters whatever the page says of itself."""

from itertools import product

import pytest

from tasks.clean.decode import decode_payload, read_letter_pairs
from tasks.clean.language import identify_language
from tasks.knowledge import load_knowledge
from tests.clean_pages import STORY

PAIRS = read_letter_pairs(load_knowledge())
SCRIPT = b"<script>" + b"var a=function(b){return b+1};" * 2_000 + b"</script>"  # 60 KB before the first word
TRUE_NAMES = ("windows-1256", "iso-8859-6", "utf-8")
SAID = (None, "windows-1256", "utf-8", "windows-1252", "windows-1251")
PLAIN = STORY.replace("»", '"').replace("«", '"')


@pytest.mark.parametrize(("charset", "meta", "header"), list(product(TRUE_NAMES, SAID, SAID)))
def test_charset_matrix(charset: str, meta: str | None, header: str | None) -> None:
    declared = f'<meta charset="{meta}">'.encode() if meta else b""
    for paragraphs, script in product((1, None), (b"", SCRIPT)):
        body = "".join(f"<p>{p}</p>" for p in PLAIN.split("\n")[:paragraphs]).encode(charset, "ignore")
        page = b"<html><head>" + script + declared + b"</head><body>" + body + b"</body></html>"
        decoded = decode_payload(page, header, pairs=PAIRS)
        assert body.decode(charset) in decoded.text, (decoded.charset, decoded.basis)


def test_declaration_that_fits_is_believed_without_a_doubt() -> None:
    decoded = decode_payload(PLAIN.encode("windows-1256"), "windows-1256", pairs=PAIRS)
    assert (decoded.basis, decoded.doubt) == ("header", None)


def test_declaration_that_lies_is_a_doubt() -> None:
    decoded = decode_payload(PLAIN.encode("windows-1256"), "utf-8", pairs=PAIRS)
    assert decoded.text == PLAIN
    assert decoded.doubt is not None


def test_three_bad_bytes_and_a_cut_end_leave_the_rest_readable() -> None:
    payload = PLAIN.encode()
    broken = payload[:100] + b"\xff" + payload[100:300] + b"\xfe\xfe" + payload[300:-1]
    decoded = decode_payload(broken, "windows-1256", pairs=PAIRS)
    assert decoded.charset == "utf-8"
    assert 3 <= decoded.bad <= 6
    assert PLAIN[200:260] in decoded.text
    assert decoded.doubt is not None


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decides(charset: str) -> None:
    decoded = decode_payload(PLAIN.encode(charset), "windows-1252", pairs=PAIRS)
    assert (decoded.text, decoded.basis) == (PLAIN, "bom")


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Les habitants ont été évacués à l'aube, a déclaré le préfet après une réunion.", "windows-1252"),
        ("Жители города покинули свои дома рано утром, сообщил глава района журналистам.", "windows-1251"),
        ("Şehrin sakinleri sabah erken saatlerde evlerini terk etti, dedi bölge başkanı.", "windows-1254"),
        ("今天上午当地居民已经离开家园,区长对记者说情况已经得到控制。", "gb18030"),
    ],
)
def test_declared_charsets_of_other_scripts_are_read(text: str, charset: str) -> None:
    assert decode_payload(text.encode(charset), charset, pairs=PAIRS).text == text


def test_nothing_that_is_decoded_raises() -> None:
    for payload in (b"", b"\xff", b"\x80" * 50, bytes(range(256)) * 3, b"\xd9"):
        assert isinstance(decode_payload(payload, "no-such-charset", pairs=PAIRS).text, str)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (STORY, "ar"),
        ("نیروهای امدادی پس از پایان درگیری وارد شهر شدند و مجروحان را به بیمارستان منتقل کردند.", "fa"),
        ("امدادی کارکن لڑائی ختم ہونے کے بعد شہر میں داخل ہوئے اور زخمیوں کو ہسپتال منتقل کیا گیا۔", "ur"),
        ("تیمەکانی فریاگوزاری دوای کۆتایی هاتنی شەڕەکە چوونە ناو شارەکەوە و بریندارەکانیان گواستەوە.", "ckb"),
        ("د مرستې ډلې د جګړې له پای ته رسېدو وروسته ښار ته ننوتلې او ټپیان یې روغتون ته ولېږدول.", "ps"),
        ("Les secours sont entrés dans la ville après la fin des combats, selon le maire.", "fr"),
        ("Rescue teams entered the town after the fighting ended, the mayor told reporters.", "en"),
        ("12 - 13", None),
    ],
)
def test_arabic_is_kept_apart_from_its_neighbours(text: str, code: str | None) -> None:
    assert identify_language(text, {"arz": "ar"})[0] == code
