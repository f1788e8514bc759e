"""`marsad sources`: the outlets that are read, and how to add one."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from cli.console import Exit, JsonOption, say, told_plainly

app = typer.Typer(
    help="The outlets and agencies that are read.\n\nExample: marsad sources check aljazeera-arabic",
    no_args_is_help=True,
)

KnowledgeOption = Annotated[
    Path | None, typer.Option("--knowledge", help="Knowledge folder; the one that ships with the code if not given.")
]


def _folder(knowledge: Path | None) -> Path:
    return knowledge or Path(str(resources.files("knowledge")))


@app.command("list")
def list_sources(*, as_json: JsonOption = False, knowledge: KnowledgeOption = None) -> None:
    """List all sources with their feeds.

    Example: marsad sources list
    """
    from cli.render import write_json, write_table
    from tasks.knowledge import load_knowledge
    from tasks.sources import source_rows, unverified_addresses

    with told_plainly():
        known = load_knowledge(knowledge)
        unverified = {address for _, address in unverified_addresses(known)}
        rows = [
            (s.source_id, s.name_en, s.name_ar, s.country, s.language, s.is_wire, s.is_state, len(s.feeds),
             sum(1 for f in s.feeds if f not in unverified))
            for s in source_rows(known)
        ]  # fmt: skip
        names = ("source_id", "name_en", "name_ar", "country", "language", "is_wire", "is_state", "feeds", "verified")
        (write_json if as_json else write_table)(names, rows)


@app.command()
def check(
    ids: Annotated[list[str] | None, typer.Argument(help="Source ids; all if none is given.")] = None,
    *,
    url: Annotated[list[str] | None, typer.Option(help="An address to look at instead, any number of them.")] = None,
    as_json: JsonOption = False,
    knowledge: KnowledgeOption = None,
) -> None:
    """Ask each feed once, politely, and say what is there. Ends with 3 where one is no feed.

    Example: marsad sources check aljazeera-arabic
    """
    from cli.render import write_json, write_table
    from flows.feeds import check_addresses
    from tasks.knowledge import load_knowledge
    from tasks.sources import source_rows

    with told_plainly():
        sources = [] if url else [s for s in source_rows(load_knowledge(knowledge)) if not ids or s.source_id in ids]
        urls = list(url or []) or [f for s in sources for f in (*s.feeds, *s.sitemaps)]
        found = check_addresses(urls)
        rows = [(c.url, c.is_feed, c.n_items, c.n_full, c.newest, c.median_gap_s, c.trouble) for c in found]
        names = ("address", "is_feed", "items", "whole_texts", "newest", "median_gap_s", "trouble")
        (write_json if as_json else write_table)(names, rows)
        if not all(c.is_feed for c in found):
            raise typer.Exit(int(Exit.PARTIAL))


@app.command()
def export(*, knowledge: KnowledgeOption = None) -> None:
    """Write all feeds as OPML to standard output.

    Example: marsad sources export > feeds.opml
    """
    from tasks.fetch.opml import write_opml
    from tasks.knowledge import load_knowledge
    from tasks.sources import source_rows

    with told_plainly():
        typer.echo(write_opml(source_rows(load_knowledge(knowledge))).decode("utf-8"), nl=False)


CountryOption = Annotated[str, typer.Option(help="Country of the outlet's seat: YE.")]
LanguageOption = Annotated[str, typer.Option(help="Main language: ar.")]
ZoneOption = Annotated[str, typer.Option(help="Time zone in which its pages print times: Asia/Aden.")]


def _write(folder: Path, path: str, text: str) -> None:
    place = folder / path
    if not place.resolve().is_relative_to(folder.resolve()) or place.exists():
        say(f"{path} is there already: nothing written")
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")
    say(f"wrote {path}: complete names and owner, then `marsad sources check`")


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="A feed, or a page that names its feeds.")],
    *,
    country: CountryOption,
    language: LanguageOption = "ar",
    timezone: ZoneOption = "UTC",
    source_id: Annotated[str | None, typer.Option("--id", help="Short name; from the address if not given.")] = None,
    name: Annotated[str | None, typer.Option(help="Name in English.")] = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Look at an address and write a source file for it.

    Example: marsad sources add https://news.example/ --country YE --timezone Asia/Aden
    """
    from flows.feeds import check_addresses
    from schemas.trouble import Trouble
    from tasks.fetch.sourcefile import compose_source, suggest_source_id

    with told_plainly():
        [found] = check_addresses([url])
        feeds = [url] if found.is_feed else list(found.feeds)
        if not feeds:
            raise Trouble(f"{url} is no feed and names none ({found.trouble}); give the address of the feed itself")
        path, text = compose_source(
            source_id or suggest_source_id(url),
            feeds=feeds, country=country, language=language, timezone=timezone, name=name,
        )  # fmt: skip
        _write(_folder(knowledge), path, text)


@app.command("import")
def import_opml(
    file: Annotated[Path, typer.Argument(help="An OPML file, as other feed readers export it.")],
    *,
    country: CountryOption,
    language: LanguageOption = "ar",
    timezone: ZoneOption = "UTC",
    knowledge: KnowledgeOption = None,
) -> None:
    """Write a source file for each feed of an OPML list; nothing is asked on the network.

    Example: marsad sources import feeds.opml --country YE
    """
    from schemas.trouble import Trouble
    from tasks.fetch.opml import OpmlError, read_opml
    from tasks.fetch.sourcefile import compose_source, suggest_source_id

    with told_plainly():
        try:
            feeds = read_opml(file.read_bytes())
        except (OSError, OpmlError) as error:
            raise Trouble(f"{file}: {error}") from error
        for feed in feeds:
            if feed.refusal:
                say(f"left out {feed.feed_url}: {feed.refusal}")
                continue
            path, text = compose_source(
                suggest_source_id(feed.feed_url), feeds=[feed.feed_url], country=country,
                language=feed.language or language, timezone=timezone, name=feed.title, homepage=feed.homepage,
            )  # fmt: skip
            _write(_folder(knowledge), path, text)


def register(main: typer.Typer) -> None:
    """Add the command."""
    main.add_typer(app, name="sources")
