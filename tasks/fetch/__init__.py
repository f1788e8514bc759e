"""Read feeds, files and archives: the only modules that open a socket or a foreign file."""
