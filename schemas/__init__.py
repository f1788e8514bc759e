"""What a row is: one frozen dataclass per table; Arrow schemas, comments and docs/tables.md are derived from them.

Imports nothing but the standard library and pyarrow. `tables()` lists every table by directory, so that a new
table or a new column touches one place.
"""
