"""The report page: one snapshot of the lake, the outlines and the words of a language become one HTML file."""

import json
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from tasks.knowledge import Knowledge, load_knowledge
from tasks.text.normal import normal_form
from warehouse.lake import Lake
from warehouse.report.facts import Selection, read_facts
from warehouse.report.page import draw_page
from warehouse.report.words import read_words


@cache
def _outlines() -> dict[str, Any]:
    folder = resources.files("knowledge") / "map"
    return {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("countries", "admin1")}


def _labels(knowledge: Knowledge) -> list[dict[str, str]]:
    """Return names and points of first-level divisions, for the map."""
    return [dict(row) for row in knowledge.rows("places/admin1.tsv") if row["lat"] and row["lon"]]


def find_areas(where: str, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Return the countries and divisions that a person's word names, in any of their spellings, or by ISO code."""
    wanted = normal_form(where.strip())
    found = []
    for path, column in (("places/countries.tsv", "country"), ("places/admin1.tsv", "admin1")):
        for row in knowledge.rows(path):
            names = [row["name_en"], row["name_ar"], *row["aliases"].split("|")]
            if path.endswith("countries.tsv"):
                names.append(row["country"])
            if wanted in {normal_form(n) for n in names if n}:
                found.append((column, row[column]))
    return tuple(dict.fromkeys(found))


def read_outlines(knowledge: Knowledge) -> dict[str, Any]:
    """Return what a map is drawn from: outlines of countries and divisions, and the names of divisions."""
    return {**_outlines(), "labels": _labels(knowledge)}


def write_report(
    lake: Lake,
    *,
    language: str = "en",
    since: date | None = None,
    where: str | None = None,
    event_type: str | None = None,
    knowledge: Knowledge | None = None,
) -> str:
    """Return the report page of the newest snapshot as HTML; raises LakeError for a language that it lacks."""
    known = knowledge or load_knowledge()
    words = read_words(language)
    areas = find_areas(where, known) if where else ()
    facts = read_facts(lake, Selection(since=since, event_type=event_type, where=where, areas=areas))
    return draw_page(facts, read_outlines(known), words)
