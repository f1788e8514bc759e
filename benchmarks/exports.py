"""Every export format, read back by readers that are none of ours, and compared value by value with the lake.

    python benchmarks/exports.py LAKE --peer-python PATH

PATH is a Python that has pandas, geopandas, pyogrio, frictionless, jsonschema and duckdb, in an environment of their
own. What the lake holds is asked there too, through the catalog, so that no line of ours stands on both sides. Prints
one line per format and reader: rows, values compared, values changed.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

EXPORTS = {
    "csv": "event", "excel": "event", "jsonl": "event", "hxl": "event", "geojson": "event", "parquet": "event",
    "geoparquet": "event", "sqlite": "event", "ninjs": "article",
}  # fmt: skip
VIEWS = ("acled_like", "ucdp_like")


def main() -> None:
    """Export everything and hand it to the readers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lake", type=Path)
    parser.add_argument("--peer-python", type=Path, required=True)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wanted = [(f, t, f"{t}.{f}") for f, t in EXPORTS.items()] + [("csv", v, f"{v}.csv") for v in VIEWS]
        for form, table, name in wanted:
            words = ["export", table, "--format", form, "--lake", str(chosen.lake), "-o", str(Path(folder) / name)]
            subprocess.run([sys.executable, "-m", "cli", *words], check=True)
        readers = Path(__file__).with_name("exports_readers.py")
        command = [str(chosen.peer_python), str(readers), folder, str(chosen.lake / "marsad.duckdb")]
        sys.exit(subprocess.run(command, check=False).returncode)


if __name__ == "__main__":
    main()
