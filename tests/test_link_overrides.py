"""What a person decided about events is honoured, and is part of the stamp of every row."""

from pathlib import Path

import pytest

from tasks.knowledge import Knowledge, KnowledgeError, load_knowledge
from tasks.link.events import Linked, Reports, link_mentions
from tests.test_link_events import ENTITIES, report

HEAD = "mention_a\tmention_b\taction\treason\n"


def knowledge_with(folder: Path, *lines: str) -> Knowledge:
    """The shipped weights and families, with these decisions."""
    (folder / "link").mkdir(parents=True)
    for path in (Path(__file__).resolve().parent.parent / "knowledge" / "link").iterdir():
        (folder / "link" / path.name).write_bytes(path.read_bytes())
    (folder / "link" / "overrides.tsv").write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return load_knowledge(folder)


def events_of(linked: Linked) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for link in linked.links:
        groups.setdefault(link.event_id, set()).add(link.mention_id)
    return sorted(groups.values(), key=min)


def link(folder: Path, *lines: str) -> list[set[str]]:
    away = {"place_id": "place:hama", "lat": 35.13, "lon": 36.75, "admin1": "Hama"}
    mentions = [report(n, n, "غارة على السوق") for n in "abc"]
    mentions += [report(n, n, "قصف على الجسر", **away) for n in "xyz"]
    reports = Reports(mentions=tuple(mentions), quantities=(), claims=(), stories={})
    return events_of(link_mentions(reports, ENTITIES, knowledge_with(folder, *lines)))


def test_without_decisions_two_towns_are_two_events(tmp_path: Path) -> None:
    assert link(tmp_path) == [{"a", "b", "c"}, {"x", "y", "z"}]


def test_one_merge_joins_whole_events(tmp_path: Path) -> None:
    assert link(tmp_path, "a\ty\tmerge\tthe desk read both") == [{"a", "b", "c", "x", "y", "z"}]


def test_a_split_takes_one_report_out_and_leaves_the_rest(tmp_path: Path) -> None:
    assert link(tmp_path, "b\t\tsplit\tan older raid") == [{"a", "c"}, {"b"}, {"x", "y", "z"}]


def test_two_that_are_not_the_same_never_share_an_event_whatever_else_agrees(tmp_path: Path) -> None:
    groups = link(tmp_path, "a\tb\tnot-same\tmorning and evening", "b\tx\tmerge\tone letter off")
    assert not any({"a", "b"} <= g for g in groups)
    assert any({"b", "x"} <= g for g in groups)


def test_a_decision_needs_a_known_action_and_a_reason(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="merge or not-same"):
        link(tmp_path / "1", "a\tb\tmerge\t")
    with pytest.raises(KnowledgeError, match="merge or not-same"):
        link(tmp_path / "2", "a\tb\tjoin\tbecause")


def test_a_decision_changes_the_stamp_of_the_knowledge(tmp_path: Path) -> None:
    decided = knowledge_with(tmp_path / "1", "a\tb\tnot-same\ttwo raids")
    assert decided.hash != knowledge_with(tmp_path / "2").hash
