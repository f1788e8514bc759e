"""Errors that a person can act on: what happened, where, what was expected, what to do next."""


class Trouble(Exception):  # noqa: N818 the name a person would use
    """Something a person must look at; commands print it without a trace and end with `exit_code`."""

    exit_code = 1
