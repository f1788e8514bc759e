"""The `marsad` command: thin, quick to start."""
