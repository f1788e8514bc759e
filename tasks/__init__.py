"""The steps as plain functions: rows in, rows out; no Prefect, no database connection, no clock, no randomness."""

from pathlib import Path

from tasks.compiled import prefer_compiled

prefer_compiled(Path(__file__).resolve().parent.parent)
