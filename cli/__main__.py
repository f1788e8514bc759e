"""`python -m cli` is `marsad`."""

from cli.main import run

run()
