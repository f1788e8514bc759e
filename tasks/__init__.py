"""The steps as plain functions: rows in, rows out; no Prefect, no database connection, no clock, no randomness."""
