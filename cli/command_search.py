"""`marsad search`: articles by their words, in any spelling."""

from typing import Annotated

import typer

from cli.console import JsonOption, LakeOption, lake_path, say, told_plainly


def search(
    words: Annotated[str, typer.Argument(help="Words, or the name of a place or actor.")],
    *,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many articles.")] = 20,
    as_json: JsonOption = False,
    lake: LakeOption = None,
) -> None:
    """Find articles that hold words in any spelling, best first; a place or actor is found under all its names.

    Example: marsad search 'معرة النعمان'
    """
    from cli.render import write_json, write_table
    from flows.search import search_articles
    from warehouse.lake import Lake

    with told_plainly():
        found = search_articles(Lake.open(lake_path(lake)), words, limit=limit)
        columns: tuple[str, ...] = ("article_id", "score", "published_at", "source_id", "n_events", "title", "words")
        if as_json:
            columns = (*columns, "url", "start", "end")
        (write_json if as_json else write_table)(columns, [tuple(getattr(h, c) for c in columns) for h in found])
        if not found:
            say("no article holds these words; fewer words, or another spelling of a name, find more")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(search)
