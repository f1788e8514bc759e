"""Which articles share text, and who wrote it first."""
