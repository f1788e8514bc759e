"""Words of the page in each of its languages (`words.tsv`), and untrusted text made harmless.

A language of the page is one column of `words.tsv`.
"""

import html
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from warehouse.errors import LakeError

_FILE = Path(__file__).with_name("words.tsv")
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
# Controls break pages and logs; direction controls make text read as what it is not ("Trojan source").
_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"[\s\u2028\u2029]+")


def esc(value: object) -> str:
    """Return any value as text that is safe inside an element or a quoted attribute."""
    return html.escape(_SPACE.sub(" ", _UNSHOWN.sub("", str(value))), quote=True)


def safe_link(address: str | None) -> str | None:
    """Return a web address, escaped, or None for anything else: `javascript:` and `data:` never become links."""
    if not address or not re.match(r"https?://[^\s\"'<>\\]+$", address):
        return None
    return esc(address)


def clip(text: str, length: int) -> str:
    """Return text of at most so many characters, cut at a word where it is longer."""
    if len(text) <= length:
        return text
    head = text[:length]
    return (head.rsplit(" ", 1)[0] if " " in head[length // 2 :] else head) + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language; `words("killed")` is safe HTML, values that are filled in are escaped."""

    language: str
    book: dict[str, str]

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.language in _RIGHT_TO_LEFT else "ltr"

    @property
    def comma(self) -> str:
        """What parts the items of a list."""
        return "، " if self.language == "ar" else ", "

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for a key; raises KeyError for one that `words.tsv` lacks."""
        return esc(self.book[key]).format(**{k: esc(v) for k, v in values.items()})

    def label(self, kind: str, name: str) -> str:
        """Return the label of a closed list's value, or the value itself where it has none."""
        return self(f"{kind}.{name}") if f"{kind}.{name}" in self.book else esc(name)

    def name(self, row: dict[str, Any], fallback: object = None) -> str:
        """Return a row's name in this language, else in the other, else the fallback; not escaped."""
        first, second = ("name_ar", "name_en") if self.language == "ar" else ("name_en", "name_ar")
        return str(row.get(first) or row.get(second) or fallback or "")

    def day(self, value: date | datetime | None) -> str:
        """Return a day in words, escaped."""
        if value is None:
            return self("undated")
        return f"{value.day} {self(f'month.{value.month:02d}')} {value.year}"


def read_words(language: str) -> Words:
    """Return the words of a language; raises LakeError where the page has none."""
    header, *lines = _FILE.read_text("utf-8").splitlines()
    columns = header.split("\t")
    if language not in columns[1:]:
        raise LakeError(
            f"The report has no language {language}",
            where="--lang",
            next_step=f"Languages: {', '.join(columns[1:])}; another one is a column of warehouse/report/words.tsv.",
        )
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]
    return Words(language=language, book={r["id"]: r[language] for r in rows})
