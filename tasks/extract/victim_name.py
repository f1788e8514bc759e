"""The name of a victim as a passage tells it (named_victims.py)."""

from typing import NamedTuple


class Name(NamedTuple):
    """The words behind the titles of a victim, in normal form: his name, and perhaps a word or two behind it."""

    fate: str
    words: tuple[str, ...]
