"""Bytes to a clean article, or a reason why not."""
