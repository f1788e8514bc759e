"""Ids are hashes of content, so that a row has the same id whenever and wherever it is made."""

import hashlib

_LENGTH = 20  # hex digits: 80 bits; among 10^9 rows a collision has a chance of 4e-7


def content_id(*parts: object) -> str:
    """Return the id of what the parts say; None differs from the empty string, order matters.

    >>> content_id("a", None) == content_id("a", "")
    False
    """
    whole = b""
    for part in parts:
        said = ("\x00" if part is None else str(part)).encode("utf-8", "surrogatepass")
        whole += len(said).to_bytes(8, "big") + said
    return hashlib.sha256(whole).hexdigest()[:_LENGTH]


def text_hash(text: str) -> str:
    """Return the full SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
