"""Lines that say where a text comes from: agency, dateline, byline. They leave the text and become data.

Two reports that print the same agency's text are one source, so the line is worth more than its place on the page:
"المصدر: وكالات" and "Reuters" go to `agency`, never only to the bin.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.clean.lines import Frame, Line, count_words, fold_words
from tasks.knowledge import Knowledge

_SEPARATORS = re.compile(r"\s+-+\s*|-+\s+|\s*[/|،,+:()«»\"\[\];؛•·*]+\s*|\s*\.\.+\s*")
_LED_WORDS, _LINE_WORDS, _PLACE_WORDS, _NAME_WORDS = 10, 9, 3, 6
_HEAD_CHARACTERS = 90
_CLOSING = re.compile(r"\(([^()]{2,40})\)[\s.]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionWords:
    """Names of agencies by normal form, and the words around them, in every language together."""

    agencies: Mapping[str, str]
    leads: tuple[str, ...]
    generic: Mapping[str, str]
    bylines: tuple[str, ...]
    outlets: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What one line tells: ids of agencies (or words), place of the dateline, byline, the line if it prints a date."""

    agencies: tuple[str, ...] = ()
    place: str | None = None
    author: str | None = None
    date_line: str | None = None


def read_attribution_words(
    knowledge: Knowledge, *, outlets: frozenset[str], places: frozenset[str]
) -> AttributionWords:
    """Read `clean/agencies.tsv` and every `languages/<code>/attribution.tsv`."""
    rows = [
        row for path, rows in knowledge.lists_below("languages") if path.endswith("/attribution.tsv") for row in rows
    ]

    def of(kind: str) -> dict[str, str]:
        return {fold_words(row["form"]): row["form"] for row in rows if row["kind"] == kind}

    return AttributionWords(
        agencies={fold_words(row["form"]): row["agency"] for row in knowledge.rows("clean/agencies.tsv")},
        leads=tuple(sorted(of("lead"), key=len, reverse=True)),
        generic=of("generic"),
        bylines=tuple(sorted(of("byline"), key=len, reverse=True)),
        outlets=outlets,
        places=places,
    )


def read_attribution_line(line: Line, frame: Frame, words: AttributionWords) -> Attribution | None:
    """Return what a line tells if it tells nothing but its origin; None for any other line."""
    if not line.norm or line.words > _LED_WORDS:
        return None
    plain = line.plain
    for lead in words.leads:
        rest = _after(plain, lead, colon=True)
        if rest is not None:
            return _led(rest, line.text, words)
    if not frame.holds("edge", line.number):
        return None
    for lead in words.bylines:
        rest = _after(plain, lead, colon=False)
        if rest is not None and _is_name(rest):
            return Attribution(author=_as_written(line.text, rest))
    told = read_names(line.norm, line.text, words) or read_names(line.norm.replace("-", " - "), line.text, words)
    return told or (_placed(line, words) if line.number == frame.opening else None)


def _after(plain: str, lead: str, *, colon: bool) -> str | None:
    """Return what follows a lead word and a colon, slash or dash (a blank suffices where no colon is needed)."""
    if not plain.startswith(lead):
        return None
    found = re.match(r"\s*[:/|-]\s*(.+)" if colon else r"(?:\s*[:/|-]\s*|\s+)(.+)", plain[len(lead) :])
    return found.group(1) if found else None


def _is_name(words: str) -> bool:
    pieces = words.split()
    return 1 < len(pieces) <= _NAME_WORDS and not any(c.isdigit() for c in words)


def _led(rest: str, text: str, words: AttributionWords) -> Attribution:
    told = [
        words.agencies.get(piece) or words.generic.get(piece) or _as_written(text, piece)
        for piece in _pieces(rest, words)
    ]
    return Attribution(agencies=tuple(dict.fromkeys(told)))


def _pieces(norm: str, words: AttributionWords) -> Iterator[str]:
    for part in _SEPARATORS.split(norm):
        folded = fold_words(part)
        if folded and (folded in words.agencies or folded in words.generic):
            yield folded
        elif folded:
            yield from _joined(folded, words)


def _joined(folded: str, words: AttributionWords) -> Iterator[str]:
    """Yield the names in "رويترز وفرانس برس": the Arabic "and" is written on the next word."""
    pieces = folded.split()
    for cut in range(1, len(pieces)):
        last = " ".join(pieces[cut:])
        if last[:1] == "و" and (last[1:] in words.agencies or last[1:] in words.generic):
            yield from _joined(" ".join(pieces[:cut]), words)
            yield last[1:]
            return
    yield folded


def _placed(line: Line, words: AttributionWords) -> Attribution | None:
    """Read the line above the text that ends on a place: "عين اليوم - جدة", "بلدي نيوز - إدلب (سامر الحداد)"."""
    if line.words > _LINE_WORDS or (not line.ends_open and not line.norm.endswith(")")):
        return None
    found = re.match(r"^(?P<who>[^-:/|()]+?)\s*[-/|]\s*(?P<where>[^-:/|()]+?)\s*(?:\((?P<name>[^()]+)\))?$", line.norm)
    if found is None or count_words(found["who"]) > _PLACE_WORDS or fold_words(found["where"]) not in words.places:
        return None
    author = found["name"] if found["name"] and _is_name(found["name"]) else None
    place = _as_written(line.text, found["where"])
    return Attribution(place=place, author=_as_written(line.text, author) if author else None)


def read_date_line(line: Line, rest: str, words: AttributionWords) -> Attribution | None:
    """Return what a line with a date tells, if beside the date (`rest`) there are only a place and an agency."""
    if not fold_words(rest):
        return Attribution(date_line=line.text)
    told = read_names(rest, line.text, words)
    return replace(told, date_line=line.text) if told is not None else None


def read_names(norm: str, text: str, words: AttributionWords) -> Attribution | None:
    """Read a line made of names between signs: "دمشق - رويترز", "(أ ف ب)", "صحف ووكالات"."""
    if count_words(norm) > _LINE_WORDS:
        return None
    pieces = list(_pieces(norm, words))
    known = [words.agencies.get(p) or words.generic.get(p) for p in pieces]
    named = [k for k in known if k]
    outlets = [p for p in pieces if p in words.outlets]
    strange = [p for p, k in zip(pieces, known, strict=True) if not k and p not in words.outlets and not p.isdigit()]
    if not (named or outlets) or len(strange) > 1:
        return None
    if strange and len(strange[0].split()) > (_PLACE_WORDS if named else _NAME_WORDS - 1):
        return None
    place = strange[0] if strange and strange[0] in words.places else None
    author = strange[0] if strange and outlets and not named and not place else None
    return Attribution(
        agencies=tuple(dict.fromkeys(named)),
        place=_as_written(text, place) if place else None,
        author=_as_written(text, author) if author else None,
    )


def _as_written(text: str, folded: str) -> str:
    """Return the words of a text whose normal form is `folded`, as they stand there."""
    pieces = re.split(r"[-–—/|،,+:()«»\"\[\];؛•·*]|\s{2,}", text)
    for piece in (*pieces, text):
        if fold_words(piece) == fold_words(folded):
            return " ".join(piece.split())
    wanted = fold_words(folded).split()
    tokens = text.split()
    for start in range(len(tokens)):
        if fold_words(" ".join(tokens[start : start + len(wanted)])).split() == wanted:
            return " ".join(tokens[start : start + len(wanted)])
    return folded


def read_inline(lines: Sequence[Line], frame: Frame, words: AttributionWords) -> Attribution:
    """Read the dateline before the first sentence and the agency behind the last; the text keeps both.

    "دمشق (رويترز) - قال" opens a sentence of the article: cutting it would cut the sentence's own words.
    """
    by_number = {line.number: line for line in lines}
    first, last = by_number.get(frame.first), by_number.get(frame.last)
    told = _opening(first, words) if first else Attribution()
    closing = _CLOSING.search(last.norm) if last else None
    agencies = [k for p in _pieces(closing.group(1), words) if (k := words.agencies.get(p))] if closing else []
    return Attribution(agencies=tuple(dict.fromkeys((*told.agencies, *agencies))), place=told.place)


def _opening(line: Line, words: AttributionWords) -> Attribution:
    head = line.norm[:_HEAD_CHARACTERS]
    best = Attribution()
    for cut in re.finditer(r"\s-+\s|-+\s|:|\)\s*[-:]?", head):
        pieces = list(_pieces(head[: cut.end()], words))
        if len(pieces) > 4:
            break
        agencies = tuple(dict.fromkeys(k for p in pieces if (k := words.agencies.get(p))))
        place = next((p for p in pieces[:2] if p in words.places), None)
        strange = [p for p in pieces if p not in words.agencies and p not in words.places and p not in words.outlets]
        if (agencies or (place and len(pieces) == 1)) and sum(len(p.split()) for p in strange) <= _PLACE_WORDS:
            best = Attribution(agencies=agencies, place=_as_written(line.text, place) if place else None)
    return best
