"""Flows: pipeline.py composes tasks and warehouse without Prefect; the other modules wrap it for Prefect."""
