"""Named example queries: one .sql file each in warehouse/queries, its first line the question in plain words."""

from functools import cache
from importlib import resources


@cache
def example_queries() -> dict[str, str]:
    """Return name to SQL, by listing the folder."""
    folder = resources.files("warehouse") / "queries"
    if not folder.is_dir():
        return {}
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return {f.name.removesuffix(".sql"): f.read_text("utf-8") for f in files}
