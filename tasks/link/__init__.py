"""Mentions to events: which reports are the same happening."""
