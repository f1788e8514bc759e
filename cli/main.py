"""The `marsad` command.

Each module of this package called `command_*` adds its commands by `register(app)`; nothing heavy is imported before a
command needs it: `marsad --help` must not load Prefect, DuckDB or pyarrow.
"""

from importlib import import_module
from pkgutil import iter_modules

import typer

import cli
from cli.console import Exit, fail
from cli.settings import SettingsError, check_environment

app = typer.Typer(
    name="marsad",
    help="News in, conflict events out: who says so, who denies it, with the exact words as proof.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
)


@app.callback()
def check_surroundings() -> None:
    """Refuse a setting in the environment that no command reads, before any command runs."""
    try:
        check_environment()
    except SettingsError as error:
        fail(str(error), Exit.USAGE)


def build_app() -> typer.Typer:
    """Return the app with every command of this package, found by listing its modules."""
    for module in sorted(m.name for m in iter_modules(cli.__path__)):
        if module.startswith("command_"):
            import_module(f"cli.{module}").register(app)
    return app


def run() -> None:
    """Run the command line."""
    build_app()()
