"""`marsad explain`, `article` and `residue`: how a text was read, and what cleaning took out of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Exit, JsonOption, LakeOption, PublishedOption, fail, lake_path, say, told_plainly

if TYPE_CHECKING:
    from flows.explain import Explained
    from schemas.mention import Claim, Mention, Quantity
    from tasks.extract.article import Extraction


_STRONGEST = 4  # signs of a row that are shown
_FOR, _AGAINST = frozenset({"asserts", "confirms"}), frozenset({"denies", "doubts"})


def _claimants(claims: Sequence["Claim"], mention: "Mention", stances: frozenset[str]) -> str:
    chosen = [c for c in claims if c.mention_id == mention.mention_id and c.stance in stances]
    return ", ".join(dict.fromkeys(c.source_entity_id or c.source_text for c in chosen))


def _sides(mention: "Mention") -> str:
    """Return who did it and to whom, by their ids: the one, an arrow, the other."""
    whom = " ".join((*mention.target_ids, *mention.target_objects))
    return f"{' '.join(mention.actor_ids) or '?'} > {whom or '?'}"


def _counted(quantities: Sequence["Quantity"], mention: "Mention") -> str:
    """Return the numbers of a mention: killed 12, injured 3-9; `+` behind a lowest number."""
    return ", ".join(
        f"{q.measure} {q.low if q.low == q.high else f'{q.low}+' if q.high is None else f'{q.low}-{q.high}'}"
        for q in quantities
        if q.mention_id == mention.mention_id and q.victim_class == "all"
    )


_COLUMNS = (
    "event", "status", "who > whom", "place", "day", "counted", "who says so", "who denies it",
    "confidence", "weighed from", "evidence", "rules",
)  # fmt: skip


def _weighed(extraction: "Extraction", index: int) -> str:
    """Return what spoke most for and against a row: `weapon +0.57, no-place -1.04`; a saying was not weighed."""
    signs = extraction.evidence[index] if index < len(extraction.evidence) else ()
    strongest = sorted((s for s in signs if s.name != "any" and s.weight), key=lambda s: -abs(s.weight))
    return ", ".join(f"{sign.name} {sign.weight:+.2f}" for sign in strongest[:_STRONGEST])


def _print(explained: "Explained") -> None:
    from cli.render import defuse, write_table

    article = explained.article
    typer.echo(f"== {defuse(explained.name)}")
    if article is None:
        for issue in explained.issues:
            typer.echo(f"no article: {issue.kind}: {defuse(issue.message)}")
        return
    typer.echo(f"{defuse(article.title or '(no headline)')}")
    typer.echo(f"published {article.published_day or '?'} ({article.published_basis or 'nothing tells it'})")
    typer.echo(f"language {article.language or '?'}; {len(explained.residue)} lines removed\n")
    typer.echo(defuse(article.text) + "\n")
    rows = [(n.start, n.end, n.kind, n.words, n.read_as, n.why) for n in explained.notes]
    write_table(("start", "end", "kind", "words", "read as", "why"), rows, title="What was read")
    _print_mentions(explained)
    for issue in explained.issues:
        typer.echo(f"doubt: {issue.kind}: {defuse(issue.message)}")


def _print_mentions(explained: "Explained") -> None:
    """Print what an article reports, a line for each mention with who says so and who denies it."""
    from cli.render import write_table

    claims = explained.extraction.claims
    mentions = [
        (
            m.sub_event_type, m.status, _sides(m), m.place_id or m.place_name_ar, m.date_start,
            _counted(explained.extraction.quantities, m), _claimants(claims, m, _FOR),
            _claimants(claims, m, _AGAINST), f"{m.confidence:.2f}", _weighed(explained.extraction, index),
            m.evidence, " ".join(m.rule_ids),
        )
        for index, m in enumerate(explained.extraction.mentions)
    ]  # fmt: skip
    write_table(_COLUMNS, mentions, title="What it reports")


def explain(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders, as for ingest.")],
    *,
    published: PublishedOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how an article is read: clean text, words, places considered, dates resolved, rules, events. Stores nothing.

    Example: marsad explain article.txt --published 2015-11-09
    """
    from datetime import UTC, datetime

    from cli.render import to_json_line
    from flows.explain import explain_paths
    from schemas.arrow import row_to_dict
    from tasks.knowledge import load_knowledge

    for path in paths:
        if not path.exists():
            fail(f"{path}: no such file or folder; name a text, an HTML page or a JSONL file", Exit.USAGE)
    with told_plainly():
        shown = 0
        for explained in explain_paths(paths, load_knowledge(), now=datetime.now(UTC), published=published):
            shown += 1
            if as_json:
                typer.echo(to_json_line(row_to_dict(explained)))
            else:
                _print(explained)
        if not shown:
            fail("nothing there could be read as an article; `marsad ingest` records why as an issue")


_FIND = """
select * from article where article_id = ? or external_id = ? or url = ? or starts_with(article_id, ?)
order by article_id <> ?, published_at limit 2
"""
_ROWS = """
select m.sub_event_type, m.status, m.place_name_en, m.date_start, w.asserted_by, w.denied_by, m.evidence_start,
       m.evidence, l.event_id
from mention m join mentions_with_claims w using (mention_id) left join event_mention l using (mention_id)
where m.article_id = ? order by m.evidence_start, m.mention_id
"""


def _find_article(opened: Any, name: str) -> dict[str, Any]:
    found = opened.sql(_FIND, [name] * 5).to_pylist()
    if not found:
        fail(f"no article has the id or address {name}; `marsad search WORDS` finds ids")
    return dict(found[0])


def article(
    name: Annotated[str, typer.Argument(help="Article id or its beginning, id of the input, or address.")],
    *,
    as_json: JsonOption = False,
    lake: LakeOption = None,
) -> None:
    """Show a stored article: text, when and where it was published, what it reports, of which events.

    Example: marsad article 01-wire-saraqib
    """
    from cli.render import defuse, write_json, write_table
    from warehouse.lake import Lake

    with told_plainly():
        opened = Lake.open(lake_path(lake))
        row = _find_article(opened, name)
        if as_json:
            write_json(tuple(row), [tuple(row.values())])
            return
        for key in ("article_id", "external_id", "source_id", "url", "title", "author", "published_at", "language"):
            if row[key] is not None:
                typer.echo(f"{key:<14}{defuse(str(row[key]))}")
        typer.echo("\n" + defuse(row["text"]) + "\n")
        told = opened.sql(_ROWS, [row["article_id"]])
        write_table(tuple(told.column_names), [tuple(r.values()) for r in told.to_pylist()], title="What it reports")


_LINES = """
select a.external_id, r.line, r."text", r.rule_id, r.reason from residue r join article a using (article_id)
where r.article_id = ? order by r.line
"""
_RULES = """
select rule_id, any_value(reason) as reason, count(*) as lines, count(distinct article_id) as articles,
       mode("text") as most_often from residue group by rule_id order by lines desc, rule_id
"""


def residue(
    name: Annotated[str | None, typer.Argument(help="Article id, id of the input, or address; all if none.")] = None,
    *,
    recurring: Annotated[
        bool,
        typer.Option("--recurring", help="Lines still in the texts that outlets print on many stories."),
    ] = False,
    source: Annotated[str | None, typer.Option(help="With --recurring: of this outlet only.")] = None,
    as_json: JsonOption = False,
    lake: LakeOption = None,
) -> None:
    """Show the lines that cleaning removed: of one article, or counted by rule for the whole lake.

    Example: marsad residue 01-wire-saraqib
    """
    from cli.render import write_json, write_table
    from warehouse.lake import Lake

    with told_plainly():
        opened = Lake.open(lake_path(lake))
        show = write_json if as_json else write_table
        if recurring:
            _show_recurring(opened, source, show)
            return
        found = opened.sql(_LINES, [_find_article(opened, name)["article_id"]]) if name else opened.sql(_RULES)
        show(tuple(found.column_names), [tuple(r.values()) for r in found.to_pylist()])
        if not found.num_rows:
            say("cleaning removed nothing")


def _show_recurring(opened: Any, source: str | None, show: Any) -> None:
    from flows.furniture import suggest_outlet_lines

    rows = [(s.source_id, s.line, s.stories, s.of, s.article_id) for s in suggest_outlet_lines(opened, source)]
    show(("source_id", "line", "stories", "of", "article_id"), rows)
    if rows:
        say("what is no news: name it below `clean:` in knowledge/sources/<country>/<source_id>.yml, then rebuild")
    else:
        say("no line recurs outside the texts of three or more stories of an outlet")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(explain)
    app.command()(article)
    app.command()(residue)
