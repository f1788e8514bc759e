"""The rules of residue as knowledge lists them: which lines a page leaves in its text, by their words and places."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.clean.lines import count_words, strip_signs
from tasks.knowledge import Knowledge, KnowledgeError, Row
from tasks.text.normal import normalise

KINDS = ("whole", "start", "end", "holds", "shape")
PLACES = ("any", "head", "tail", "edge", "embed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of a residue list; `where` bounds it to a part of the text, `max_words` to short lines.

    A rule that takes the rest heads a block at the end of a page: "مقالات ذات صلة" and the headlines below it.
    """

    rule_id: str
    kind: str
    pattern: str
    where: str
    max_words: int
    takes_rest: bool
    reason: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """All residue rules, arranged for one look-up per line."""

    whole: Mapping[str, Rule]
    starts: Mapping[str, tuple[Rule, ...]]
    ends: Mapping[str, tuple[Rule, ...]]
    held: tuple[Rule, ...]
    shapes: tuple[tuple[re.Pattern[str], Rule], ...]
    needing: tuple[tuple[re.Pattern[str], Rule], ...]
    any_shape: re.Pattern[str]
    longest_shape: int
    buttons: frozenset[str]


def fold_pattern(pattern: str) -> str:
    """Return the plain form of a word or phrase from a list."""
    return strip_signs(normalise(pattern).norm)


def _fold_shape(pattern: str) -> str:
    """Fold the letters of a regular expression but not its ASCII: a capital escape means the opposite."""
    return "".join(c if c.isascii() else normalise(c).norm for c in pattern)


def _rule(path: str, row: Row) -> Rule:
    if row["kind"] not in KINDS or row["where"] not in PLACES:
        raise KnowledgeError(f"{path}: {row['id']}: kind is one of {KINDS}, where one of {PLACES}")
    needs = tuple(normalise(word).norm for word in row.get("needs", "").split("|") if word)
    if row["kind"] == "shape" and not needs and not row["pattern"].startswith("^"):
        raise KnowledgeError(f"{path}: {row['id']}: a shape begins with ^, or needs words that are looked for first")
    return Rule(
        needs=needs,
        rule_id=row["id"],
        kind=row["kind"],
        pattern=_fold_shape(row["pattern"]) if row["kind"] == "shape" else fold_pattern(row["pattern"]),
        where=row["where"],
        max_words=int(row["max_words"] or 0) or count_words(normalise(row["pattern"]).norm),
        takes_rest=row.get("takes") == "rest",
        reason=row["reason"],
    )


def _by_word(rules: Sequence[Rule], index: int) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        word = bare_word(rule.pattern.split()[index])
        found[word] = (*found.get(word, ()), rule)
    return found


def read_rules(knowledge: Knowledge) -> Iterator[tuple[str, Row, Rule]]:
    """Yield path, row and rule of every residue list, language-neutral list first."""
    for folder in ("clean", "languages"):
        for path, rows in knowledge.lists_below(folder):
            if path.endswith("/residue.tsv"):
                for row in rows:
                    yield path, row, _rule(path, row)


def build_rule_book(knowledge: Knowledge) -> RuleBook:
    """Arrange all residue rules; raises KnowledgeError for a row with an unknown kind or place."""
    rules = [rule for _, _, rule in read_rules(knowledge)]
    of_kind = {kind: [rule for rule in rules if rule.kind == kind] for kind in KINDS}
    anchored = [rule for rule in of_kind["shape"] if not rule.needs]
    return RuleBook(
        whole={rule.pattern: rule for rule in of_kind["whole"]},
        starts=_by_word(of_kind["start"], 0),
        ends=_by_word(of_kind["end"], -1),
        held=tuple(of_kind["holds"]),
        shapes=tuple((re.compile(rule.pattern), rule) for rule in anchored),
        needing=tuple((re.compile(rule.pattern), rule) for rule in of_kind["shape"] if rule.needs),
        any_shape=re.compile("|".join(f"(?:{rule.pattern})" for rule in anchored) or r"(?!)"),
        longest_shape=max((rule.max_words for rule in anchored), default=0),
        buttons=frozenset(rule.pattern for rule in of_kind["whole"] if " " not in rule.pattern),
    )


def bare_word(word: str) -> str:
    """Return a word without the signs around it."""
    return re.split(r"[^\w]", word, maxsplit=1)[0] if not word[0].isalnum() or not word[-1].isalnum() else word
