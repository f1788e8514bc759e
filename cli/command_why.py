"""`marsad why`: what an event rests on, in the words of its sources, and what was kept out of it."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import JsonOption, LakeOption, lake_path, told_plainly

if TYPE_CHECKING:
    from flows.explaining import Explanation, Report
    from schemas.event import Event


def _span(low: int | None, best: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "not told"
    if low == high:
        return str(low)
    return f"{low if low is not None else '?'} to {high if high is not None else '?'}" + (
        f", most say {best}" if best is not None else ""
    )


def _head(event: "Event") -> Iterator[str]:
    yield f"event {event.event_id}"
    yield f"  {event.sub_event_type}, {event.date_start or 'undated'} to {event.date_end or 'undated'}"
    yield f"  place {event.place_name_en or event.place_id or 'not told'} ({event.country or '?'})"
    yield f"  status {event.status}: {event.n_reports} reports, {event.n_texts} texts, {event.n_origins} origins"
    yield f"  killed {_span(event.killed_low, event.killed_best, event.killed_high)}"
    yield f"  injured {_span(event.injured_low, event.injured_best, event.injured_high)}"


def _report(report: "Report", names: dict[str, str]) -> Iterator[str]:
    m, a = report.mention, report.article
    where = f"{(a.source_id if a else None) or 'unknown outlet'}, {m.published_at or 'undated'}"
    yield f"  report {m.mention_id} ({where}), read by {', '.join(m.rule_ids) or 'no named rule'}"
    yield f"    {m.evidence}"
    yield f"    joined with score {report.link.score:g} by {report.link.rule_id}: {report.link.because}"
    if report.story is not None and report.story.origin_id != m.article_id:
        yield f"    its text is a {report.story.role} of article {report.story.origin_id}"
    for c in report.claims:
        who = names.get(c.source_entity_id or "", c.source_text)
        via = f" through {names.get(c.via_entity_id, c.via_entity_id)}" if c.via_entity_id else ""
        held = f" (holds {names.get(c.value, c.value)})" if c.value else ""
        yield f"    {who} {c.stance}{f' the {c.field}' if c.field else ''}{held}{via}: {c.evidence}"


def _lines(told: "Explanation") -> Iterator[str]:
    yield from _head(told.event)
    if told.aliases:
        yield f"  known before as {', '.join(told.aliases)}"
    yield "reports"
    for report in told.reports:
        yield from _report(report, told.names)
    if told.event.conflicts:
        yield "conflicts"
    for c in told.event.conflicts:
        holders = ", ".join(told.names.get(x, x) for x in c.claimants) or "nobody named"
        disputed = c.value.removeprefix("not ")
        value = told.names.get(disputed, disputed)
        yield f"  {c.slot}: {'not ' if disputed != c.value else ''}{value} (held by {holders})"
    if told.ruled_out:
        yield f"ruled out (two mentions are joined from {told.threshold:g} on)"
    for r in told.ruled_out:
        yield f"  mention {r.mention.mention_id} of event {r.event_id}: {r.ground}"
        yield f"    {r.mention.evidence}"


def _as_json(told: "Explanation") -> dict[str, Any]:
    from cli.render import plain
    from schemas.arrow import row_to_dict

    reports = [
        {
            **row_to_dict(r.link),
            "mention": row_to_dict(r.mention),
            "article_id": r.mention.article_id,
            "source_id": r.article.source_id if r.article else None,
            "story": row_to_dict(r.story) if r.story else None,
            "claims": [row_to_dict(c) for c in r.claims],
        }
        for r in told.reports
    ]
    ruled_out = [
        {
            "mention_id": r.mention.mention_id,
            "event_id": r.event_id,
            "compared_with": r.compared_with,
            "score": r.verdict.score,
            "veto": r.verdict.veto,
            "reasons": list(r.verdict.reasons),
            "evidence": r.mention.evidence,
        }
        for r in told.ruled_out
    ]
    row = {"event": row_to_dict(told.event), "reports": reports, "ruled_out": ruled_out, "aliases": told.aliases}
    shown: dict[str, Any] = plain(row | {"threshold": told.threshold})
    return shown


def why(
    event: Annotated[str, typer.Argument(help="Id of an event, an older id, a mention, or the beginning of one.")],
    *,
    as_json: JsonOption = False,
    lake: LakeOption = None,
) -> None:
    """Say why an event is one: reports, scores, claims and denials with their words, copies, what was ruled out.

    Example: marsad why 3f2a --json
    """
    from cli.render import defuse, to_json_line
    from flows.desk import Desk
    from flows.explaining import explain_event
    from tasks.knowledge import load_knowledge
    from warehouse.lake import Lake

    with told_plainly():
        told = explain_event(Desk(lake=Lake.open(lake_path(lake)), knowledge=load_knowledge()), event)
        if as_json:
            sys.stdout.write(to_json_line(_as_json(told)) + "\n")
            return
        for line in _lines(told):
            sys.stdout.write(defuse(line.replace("\n", " ")) + "\n")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(why)
