"""Numbers as values, for telling two bulletins of one form apart."""

from collections.abc import Mapping

from tasks.knowledge import Knowledge
from tasks.text.normal import normal_form


def number_values(knowledge: Knowledge) -> Mapping[str, int]:
    """Return the value of each single number word and ordinal, in normal form, of all languages."""
    found: dict[str, int] = {}
    for path, rows in knowledge.lists_below("languages"):
        if path.endswith("/numbers.tsv"):
            for row in rows:
                if row["value"].isdecimal() and " " not in row["form"] and not row["low"]:
                    found[normal_form(row["form"])] = int(row["value"])
    for row in (*knowledge.rows("link/ordinals.tsv"), *knowledge.rows("dedupe/ordinals.tsv")):
        found.setdefault(row["word"], int(row["value"]))
    return found
