"""From bytes to characters: what the payload says of itself is believed only where it yields plausible words.

The order is BOM, UTF-8, the declarations (transport, then page), then a detector. Declarations lie: Arabic pages in
windows-1256 are served as UTF-8 or windows-1252, and detectors that sample a page read its scripts instead of its
words. So every rival is judged on the words that hold non-ASCII letters, wherever they stand.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import cchardet

from tasks.knowledge import Knowledge

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_META_WITHIN = 200_000  # a declaration may stand behind 60 KB of script; browsers stop at 1,024 bytes
_HIGH_WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_WORDS = 3_000
_SAMPLE_BYTES = 400_000
_WIDER = {
    "iso-8859-1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "latin-1": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-9": "windows-1254",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
}
"""What browsers read under a name: pages labelled ISO-8859-1 hold the quotes of windows-1252."""
_ALWAYS_TRIED = ("windows-1256", "iso-8859-6", "windows-1252")
_PLAUSIBLE = 0.8
_TRUST = 0.01  # what a declaration is worth when two readings look alike
_DAMAGE = 0.02  # share of bad sequences up to which a text still counts as damaged UTF-8: three bad bytes, a cut end


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text of a payload; `basis` is bom, utf-8, header, meta or detected; `doubt` says what is suspicious."""

    text: str
    charset: str
    basis: str
    bad: int
    doubt: str | None


def read_letter_pairs(knowledge: Knowledge) -> tuple[str, ...]:
    """Return the letter pairs that tell right from wrong readings of the same script (`clean/letter_pairs.tsv`)."""
    return tuple(row["letters"] for row in knowledge.rows("clean/letter_pairs.tsv"))


def decode_payload(payload: bytes, declared: str | None = None, *, pairs: tuple[str, ...] = ()) -> Decoded:
    """Decode bytes; never raises. `bad` counts the sequences that became U+FFFD; `pairs` as read_letter_pairs gives."""
    for mark, name in _BOMS:
        if payload.startswith(mark):
            return _decoded(payload[len(mark) :], name, "bom")
    meta = _declared_in_page(payload)
    if _is_utf8(payload):
        return _decoded(payload, "utf-8", "utf-8", lie=_contradiction(payload, declared, meta))
    return _decode_by_judgement(payload, declared, meta, pairs)


def _declared_in_page(payload: bytes) -> str | None:
    found = _META.search(payload[:_META_WITHIN])
    return found.group(1).decode("ascii", "replace") if found else None


def _is_utf8(payload: bytes) -> bool:
    """Tell whether the bytes are UTF-8, also with a few bad bytes in them."""
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        high = sum(1 for _ in re.finditer(rb"[\xc2-\xf4][\x80-\xbf]+", payload))
        bad = payload.decode("utf-8", "replace").count("\ufffd")
        return high > 0 and bad <= max(1.0, high * _DAMAGE)
    return b"\0" not in payload[:400] or _null_shape(payload) is None


def _null_shape(payload: bytes) -> str | None:
    """Name the UTF-16 form that zero bytes at every other place betray, if they do."""
    head = payload[:400]
    for name, start in (("utf-16-be", 0), ("utf-16-le", 1)):
        if len(head) >= 32 and head[start::2].count(0) > 0.6 * len(head) / 2 and head[1 - start :: 2].count(0) == 0:
            return name
    return None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    lower = name.strip().strip("\"'").lower()
    lower = _WIDER.get(lower, lower)
    try:
        info = codecs.lookup(lower)
    except (LookupError, ValueError):
        return None
    return lower if getattr(info, "_is_text_encoding", True) else None


def _contradiction(payload: bytes, declared: str | None, meta: str | None) -> str | None:
    if payload.isascii():
        return None
    wrong = [
        f"{where} says {name}"
        for where, name in (("the transport", declared), ("the page", meta))
        if name and _codec(name) not in (None, "utf-8", "utf8")
    ]
    return f"the bytes are UTF-8 although {' and '.join(wrong)}" if wrong else None


def _rivals(payload: bytes, declared: str | None, meta: str | None) -> Iterator[tuple[str, str]]:
    """Yield codec and basis, best claim first."""
    seen: set[str] = set()
    guess = cchardet.detect(b" ".join(_HIGH_WORD.findall(payload)[:_SAMPLE_WORDS])).get("encoding")
    named = [(declared, "header"), (meta, "meta")]
    for name, basis in (*named, *((name, "detected") for name in (_null_shape(payload), *_ALWAYS_TRIED, guess))):
        codec = _codec(name)
        if codec and codec not in seen:
            seen.add(codec)
            yield codec, basis


def _decode_by_judgement(payload: bytes, declared: str | None, meta: str | None, pairs: tuple[str, ...]) -> Decoded:
    sample = payload[:_SAMPLE_BYTES] if len(payload) <= _SAMPLE_BYTES else _high_part(payload)
    ranked = []
    for order, (codec, basis) in enumerate(_rivals(payload, declared, meta)):
        trust = _TRUST if basis in ("header", "meta") else 0.0
        ranked.append((-_plausibility(sample.decode(codec, "replace"), pairs) - trust, order, codec, basis))
    score, _, codec, basis = min(ranked)
    doubt = None if basis in ("header", "meta") else f"declared {declared or meta or 'nothing'}, read as {codec}"
    if -score < _PLAUSIBLE:
        doubt = f"read as {codec}, though few words look plausible"
    return _decoded(payload, codec, basis, lie=doubt)


def _high_part(payload: bytes) -> bytes:
    """Return the stretch of a long payload that begins with its first non-ASCII byte, whole scripts left behind."""
    first = re.search(rb"[\x80-\xff]", payload)
    start = max(0, (first.start() if first else 0) - 20) & ~1  # even, for two-byte forms
    return payload[start : start + _SAMPLE_BYTES]


def _plausibility(text: str, pairs: tuple[str, ...]) -> float:
    """Return the share of the words with non-ASCII letters that look like words of one script, 0 to 1.

    Up to .1 is added for frequent letter pairs: windows-1256 and ISO-8859-6 share half of their letters, so a short
    headline read by the wrong one is all Arabic letters, and only the article betrays it.
    """
    words = []
    for match in _WORD.finditer(text):
        if not match.group().isascii():
            words.append(match.group())
        if len(words) >= _SAMPLE_WORDS:
            break
    if not words:
        return 0.0
    torn = len(
        re.findall(r"[^\W\d_][\ufffd\u0080-\u009f\u00d7\u00f7\u00a4\u00a6\u00a7\u00b6]|[\ufffd\u0080-\u009f]", text)
    )
    usual = sum(word.count(pair) for word in words for pair in pairs)
    return sum(map(_is_plausible, words)) / (len(words) + torn) + 0.1 * min(1.0, usual / len(words))


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split(" ", 1)[0]


def _is_plausible(word: str) -> bool:
    scripts = {_script(c) for c in word if unicodedata.category(c) != "Mn"}
    if scripts <= {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA"}:
        return True
    if len(scripts) != 1:
        return False
    if scripts == {"LATIN"}:  # "ÇáÑÆíÓ" is windows-1256 read as windows-1252: hardly an ASCII letter in it
        return sum(c.isascii() for c in word) * 2 >= len(word) and _has_usual_case(word)
    return _has_usual_case(word)


def _has_usual_case(word: str) -> bool:
    return word[1:] == word[1:].lower() or word == word.upper()


def _decoded(payload: bytes, codec: str, basis: str, *, lie: str | None = None) -> Decoded:
    text = payload.decode(codec, "replace")
    bad = text.count("\ufffd") - payload.count(b"\xef\xbf\xbd") if codec == "utf-8" else text.count("\ufffd")
    doubts = [d for d in (lie, f"{bad} sequences could not be decoded" if bad > 0 else None) if d]
    return Decoded(text=text, charset=codec, basis=basis, bad=max(bad, 0), doubt="; ".join(doubts) or None)
