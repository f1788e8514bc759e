"""Lines that are residue only where the text came from a page: the title said again, tables that outweigh the story."""

from collections.abc import Sequence

from tasks.clean.lines import Line, fold_words, frame_prose
from tasks.clean.residue import Finding

_TABLE_PROSE, _TABLE_WEIGHT = 100, 2.0  # words of paragraphs; words of the table for each of them


def find_repeated_title(lines: Sequence[Line], title: str | None) -> list[Finding]:
    """Return the lines above the prose of a page that say its title again: the title is a column of its own."""
    wanted = fold_words(title or "")
    if not wanted:
        return []
    frame = frame_prose(lines)
    again = [line for line in lines if frame.holds("head", line.number) and fold_words(line.text) == wanted]
    first = next((line for line in lines if not line.is_blank), None)
    if first is not None and first not in again and fold_words(first.text) == wanted:
        again.append(first)
    return [Finding(line=line, rule_id="title-repeated", reason="the title, kept as a column") for line in again]


def find_tables(lines: Sequence[Line]) -> list[Finding]:
    """Return the rows of tables that outweigh the paragraphs of a page: rates and standings beside a story.

    A page without paragraphs is a table by intent, and smaller tables belong to their story.
    """
    rows = [line for line in lines if line.text.lstrip().startswith("|")]
    table = sum(line.words for line in rows)
    prose = sum(line.words for line in lines if line.is_prose and line not in rows)
    if prose < _TABLE_PROSE or table < _TABLE_WEIGHT * prose:
        return []
    return [Finding(line=line, rule_id="table-outweighs", reason="table larger than the story") for line in rows]
