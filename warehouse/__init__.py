"""The lake: Delta tables, the catalog of views, checks and exports. Code and SQL, never data."""
