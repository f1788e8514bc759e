"""How lines of news begin, and what headlines are built with: `languages/<code>/lines.tsv`."""

import re
from dataclasses import dataclass

from tasks.clean.residue_rules import fold_pattern
from tasks.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWords:
    """How lines begin, in normal form: `opens` paragraphs, `headlines` although they look so, heads of `lists`.

    `small` words build headlines and stand in no list of names; `particles` are written onto the word that follows.
    """

    opens: tuple[str, ...]
    headlines: tuple[str, ...]
    lists: frozenset[str]
    small: frozenset[str]
    particles: re.Pattern[str]


def read_line_words(knowledge: Knowledge) -> LineWords:
    """Read every `languages/<code>/lines.tsv`; a form that ends with * is the beginning of a word."""
    found = knowledge.lists_below("languages")
    rows = [row for path, rows in found if path.endswith("/lines.tsv") for row in rows]

    def of(kind: str) -> tuple[str, ...]:
        forms = [row["form"] for row in rows if row["kind"] == kind]
        return tuple(fold_pattern(f) + ("" if f.endswith("*") else " ") for f in forms)

    clitics = [row for path, rows in found if path.endswith("/clitics.tsv") for row in rows]
    particles = {fold_pattern(row["form"]) for row in clitics if row["kind"] == "proclitic"}
    longest_first = sorted(particles, key=len, reverse=True)
    return LineWords(
        opens=of("opens"),
        headlines=of("headline"),
        lists=frozenset(form.strip() for form in of("list")),
        small=frozenset(form.strip() for form in of("small")),
        particles=re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})(?=..)" if particles else "(?!)"),
    )
